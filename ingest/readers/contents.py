"""Tables of contents repeat the headings; they are left out, or every item would stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ingest.labels import label_of
from ingest.records import Line

HEADING: Final = re.compile(r"目\s*[录次]")
ENTRY_CHARS: Final = 120  # a longer line is none
ENTRY: Final = re.compile(r".+?(?:[.．·]{4,}|…{2,})\s*[-—]?\s*\d{1,3}\s*[-—]?")  # a title, leader dots, a page number
PAGE: Final = re.compile(r"[\s.．·…]+[-—(（]?\s*\d{1,3}\s*[-—)）]?$")
STOPS: Final = tuple("。；;！？：:，、")  # what a heading does not end with


def without_contents(lines: Iterable[Line]) -> Iterator[Line]:
    """Leave out the lines of a table of contents.

    Without leader dots a line is an entry only where its words stand again as a line of their own further below.

    Args:
        lines (Iterable[Line]): A file's lines.

    Yields:
        Line: Those that are content.
    """
    every = list(lines)
    words = [_squeezed(line.text) for line in every]
    last = {text: place for place, text in enumerate(words)}
    listed: range = range(0)
    for place, line in enumerate(every):
        if _may_be_entry(line) and HEADING.fullmatch(line.text):
            listed = _listed(every, words, last, place + 1)
        elif not _is_entry(line, last, place, listed):
            yield line


def _listed(lines: Sequence[Line], words: Sequence[str], last: dict[str, int], first: int) -> range:
    """Where the contents may stand that begin at `first`: up to the line that their first entry announces."""
    for place in range(first, len(lines)):
        if not _may_be_entry(lines[place]):
            break
        names = (words[place], _name(lines[place].text))
        if any(last.get(name, 0) > place for name in names):
            return range(first, next(below for below in range(place + 1, len(words)) if words[below] in names))
    return range(0)


def _is_entry(line: Line, last: dict[str, int], place: int, listed: range) -> bool:
    """Whether a line is an entry: by its leader dots, or as one of words that stand again behind the contents."""
    if not _may_be_entry(line):
        return False
    if ENTRY.fullmatch(line.text):
        return True
    words, name = _squeezed(line.text), _name(line.text)
    if place in listed and line.style != "title":
        return max(last[words], last.get(name, 0)) >= listed.stop
    return name != words and label_of(line.text) is not None and last.get(name, 0) > place


def _may_be_entry(line: Line) -> bool:
    return not line.row and len(line.text) <= ENTRY_CHARS and not line.text.endswith(STOPS)


def _name(text: str) -> str:
    """An entry's words without its page number."""
    return _squeezed(PAGE.sub("", text))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
