"""Which lines at the top are the title, judged as a reader does: centred, and clearly larger than the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.labels import label_of
from ingest.records import Line

TOP_LINES: Final = 20  # letterhead, number, marks and a title of several lines fit in it
LARGER: Final = 1.1  # 三号 (16 pt) over 四号 (14 pt) is the smallest step that offices use for a title
LONGEST_TITLE: Final = 60  # characters in one line
REFERENCE: Final = re.compile(r"[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*第?\s*\d+\s*号")


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is set."""

    size: float  # points
    centred: bool


SetLine = tuple[Line, Look | None]  # a line and how it is set; None for what cannot be a title, such as a table row


def mark_titles(lines: Sequence[SetLine]) -> list[Line]:
    """Give the style "title" to the lines that look like one.

    Args:
        lines (Sequence[SetLine]): A file's lines in reading order.

    Returns:
        list[Line]: The same lines; a letterhead, which stands above 发文字号 and title, is none.
    """
    body, top = _body_size(lines), _top(lines)
    large = [i for i in range(top) if _is_title(*lines[i], body)]
    titles = _below_letterhead(lines, large, top)
    return [replace(line, style="title") if i in titles else line for i, (line, _) in enumerate(lines)]


def _below_letterhead(lines: Sequence[SetLine], large: Sequence[int], top: int) -> frozenset[int]:
    """Of the large lines those that are no letterhead: those above the 发文字号 where it stands under the title."""
    number = max((i for i in range(top) if REFERENCE.search(lines[i][0].text)), default=-1)
    above, below = [i for i in large if i < number], [i for i in large if i > number]
    has_title = any(label_of(lines[i][0].text) is None for i in below)  # 第一章 is large and centred too
    return frozenset(below if has_title or not above else above)


def _body_size(lines: Sequence[SetLine]) -> float:
    sizes: Counter[float] = Counter()
    for line, look in lines:
        if look is not None:
            sizes[look.size] += len(line.text)
    return max(sizes, key=sizes.__getitem__, default=0.0)


def _top(lines: Sequence[SetLine]) -> int:
    """Index of the first line of running text: from there on nothing is a title."""
    for i, (line, look) in enumerate(lines[:TOP_LINES]):
        if look is not None and not look.centred and len(line.text) > LONGEST_TITLE:
            return i
    return min(TOP_LINES, len(lines))


def _is_title(line: Line, look: Look | None, body: float) -> bool:
    if look is None or line.style:
        return False
    return look.centred and look.size >= LARGER * body and len(line.text) <= LONGEST_TITLE
