"""书名号, 标点: brackets and quotation marks that do not pair up, and 《》 inside 《》."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.drafting.checks.paper import AROUND, Paper, found
from assistant.drafting.records import Finding
from ingest.records import Item

NAMES: Final = "书名号"
OTHERS: Final = "标点"

_PAIRS: Final = (("《", "》", NAMES), ("“", "”", OTHERS), ("（(", "）)", OTHERS))
_NESTED: Final = re.compile(r"《[^《》]{0,60}《[^《》]{1,60}》[^《》，。；]{0,30}》")
_EMPTY: Final = re.compile(r"《\s*》")
# 1）学习；2）检查: a label closes nothing.
_LISTED: Final = re.compile(r"(?:^|(?<=[：:；;。，,、\s]))(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]")


def brackets(paper: Paper) -> Iterator[Finding]:
    """Marks that come in pairs and stand alone; 《》 inside 《》, where 〈〉 belongs (GB/T 15834-2011, 4.15).

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each kind of mark and item.
    """
    for item in paper.items:
        nested = _NESTED.search(item.text)
        if nested:
            yield found(NAMES, item, "书名号里又用了书名号", "里层改用单书名号〈〉", nested[0])
        empty = _EMPTY.search(item.text)
        if empty:
            yield found(NAMES, item, "书名号里是空的", "补上文件名称", empty[0])
        for opening, closing, check in _PAIRS:
            yield from _unpaired(item, opening, closing, check)


def _unpaired(item: Item, opening: str, closing: str, check: str) -> Iterator[Finding]:
    """The first mark that has no partner; a pair may not reach over a line's end."""
    for line in item.text.split("\n"):
        labels = {label.end() - 1 for label in _LISTED.finditer(line)}
        open_at: list[int] = []
        for place, sign in enumerate(line):
            if sign in opening:
                open_at.append(place)
            elif sign in closing and open_at:
                open_at.pop()
            elif sign in closing and place not in labels:
                quote = line[max(0, place - AROUND) : place + 1]
                yield found(check, item, f"“{sign}”前面没有配对的“{opening[0]}”", f"补上{opening[0]}", quote)
                return
        if open_at:
            quote = line[open_at[0] : open_at[0] + AROUND]
            yield found(check, item, f"“{line[open_at[0]]}”后面没有配对的“{closing[0]}”", f"补上{closing[0]}", quote)
            return
