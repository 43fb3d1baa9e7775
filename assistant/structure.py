"""Questions about a document's structure, answered from its outline: how many parts, which, how many items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.numerals import value_of
from ingest.records import Item, Outline

_PARTS: Final = re.compile(
    r"(分成|分为|共有?|包括|包含|由|有)[^，。]{0,6}?(几|哪几|哪些|多少)个?(大的?)?(部分|章|板块|大块)"
)
_ORDINAL: Final = re.compile(r"第(?P<n>[一二三四五六七八九十百零〇]{1,5}|\d{1,3})(?P<what>条|项|款|部分|章)")
_NO_PART: Final = re.compile(r"¶\d+|附件.*|导语|表\d+")  # with #2 behind it where it repeats
_ITEMS: Final = re.compile(r"(一共|共|总共|列了|分解为|包含|包括).{0,6}(多少|几)个?(条|项|款|条目|小条)")
_NUMBERED: Final = re.compile(r"\d+|（[一二三四五六七八九十]+）|第.+条")


def asks_for_parts(question: str) -> bool:
    """分成哪几大部分, 有几章."""
    return _PARTS.search(question) is not None


def asks_for_item_count(question: str) -> bool:
    """一共列了多少条任务."""
    return _ITEMS.search(question) is not None


def introduces(text: str) -> bool:
    """Whether an item's own text only announces its members: one clause that ends in ： or ；."""
    return text.endswith(("：", ":", "；", ";")) and "。" not in text


def named_items(question: str, outline: Outline) -> list[Item]:
    """The items that a question names by address (四/14) or by number (第十四条, 第四部分, 第5项).

    Args:
        question (str): In the user's words.
        outline (Outline): Of a document that the question points to.

    Returns:
        list[Item]: In the question's order; several where a number stands in several sections.
    """
    written = [item for item in outline.items if "/" in item.address and item.address in question]
    named = [
        i for i in written if not any(i.address != other.address and i.address in other.address for other in written)
    ]
    for match in _ORDINAL.finditer(question):
        level = 1 if match["what"] in ("部分", "章") else None
        number = value_of(match["n"])
        named += [i for i in outline.items if _number_of(i) == number and _is_meant(i, level)]
    return list(dict.fromkeys(named))


def _is_meant(item: Item, level: int | None) -> bool:
    """部分 and 章 are on the first level, 条 and 项 anywhere below; 一是 and 一、 are not called 条."""
    if level is not None:
        return item.level == level
    return _NUMBERED.fullmatch(item.label) is not None


def _number_of(item: Item) -> int | None:
    digits = re.fullmatch(r"[（第]?([\d一二三四五六七八九十百零〇]+)[）章条节]?", item.label)
    return value_of(digits[1]) if digits else None


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
