"""Questions about a document's structure, answered from its outline: how many parts, which, how many items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.records import Item, Outline

_PARTS: Final = re.compile(
    r"(分成|分为|共有?|包括|包含|由|有)[^，。]{0,6}?(几|哪几|哪些|多少)个?(大的?)?(部分|章|板块|大块)"
)
_NO_PART: Final = re.compile(r"¶\d+|附件.*|导语|表\d+")  # with #2 behind it where it repeats
_ITEMS: Final = re.compile(r"(一共|共|总共|列了|分解为|包含|包括).{0,6}(多少|几)个?(条|项|款|条目|小条)")
_NUMBERED: Final = re.compile(r"\d+|（[一二三四五六七八九十]+）|第.+条")


def asks_for_parts(question: str) -> bool:
    """分成哪几大部分, 有几章."""
    return _PARTS.search(question) is not None


def asks_for_item_count(question: str) -> bool:
    """一共列了多少条任务."""
    return _ITEMS.search(question) is not None


def parts_of(outline: Outline) -> list[Item]:
    """The numbered headings of the first level.

    Args:
        outline (Outline): A document's items.

    Returns:
        list[Item]: In order; opening, signature, attachments and unnumbered paragraphs are no parts.
    """
    return [i for i in outline.items if i.level == 1 and not _NO_PART.fullmatch(i.label)]


def members_of(outline: Outline, item: Item) -> list[Item]:
    """The items right below an item.

    Args:
        outline (Outline): Of the item's document.
        item (Item): Any of its items.

    Returns:
        list[Item]: In order; empty where nothing is below it.
    """
    return [i for i in outline.items if i.level == item.level + 1 and i.address.startswith(f"{item.address}/")]


def numbered_items_of(outline: Outline) -> list[Item]:
    """The items right below the parts: what an office calls its 条.

    Args:
        outline (Outline): A document's items.

    Returns:
        list[Item]: Those of the outermost numbering below the headings; of the first level where nothing is below it.
    """
    below = [i for i in outline.items if i.level == 2 and _NUMBERED.fullmatch(i.label) and "附件" not in i.address]
    return below or [i for i in outline.items if i.level == 1 and _NUMBERED.fullmatch(i.label)]


def runs_on(items: Sequence[Item]) -> bool:
    """Whether the numbers run on across the parts, so that the last one is the count."""
    return len({item.label for item in items}) == len(items)
