"""A document's structure, read from its outline: its parts, its items, those that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.numerals import value_of
from ingest.records import Item, Outline

ORDINAL: Final = re.compile(
    r"(?<!倒数)第(?P<n>[一二三四五六七八九十百零〇]{1,5}|\d{1,3})个?(?P<what>条|项|款|大?部分|章|板块)|"
    r"(?P<label>[（(][一二三四五六七八九十]+[)）])"
)
PARTS: Final = re.compile(
    r"(?:分成|分为|划分为|分了?|设了?|共有?|包括|包含|由|有|列了?|写了?|讲了?)[^，。？?]{0,6}?"
    r"(?<!第)(?:哪[两三四五六七八九十]+|几|哪几|哪些|多少)个?(?:大的?)?(?:部分|章节?|板块|大?块|大项|大方面)(?:组成|构成)?|"
    r"(?:各|每)个?(?:大的?)?(?:部分|章)的?(?:标题|题目|名称)|(?:一级|大)标题"
)
_NO_PART: Final = re.compile(r"¶\d+|附件.*|导语|表\d+")  # with #2 behind it where it repeats
_NUMBERED: Final = re.compile(r"\d+|（[一二三四五六七八九十]+）|第.+条|[一二三四五六七八九十]+[是要]")


def asks_for_parts(question: str) -> bool:
    """分成哪几大部分, 有几章."""
    return PARTS.search(question) is not None


def introduces(text: str) -> bool:
    """Whether an item's own text only announces its members: one clause that ends in ： or ；."""
    return text.endswith(("：", ":", "；", ";")) and "。" not in text


# --- items that a question names --------------------------------------------------------------------------------------


def named_items(question: str, outline: Outline) -> list[Item]:
    """The items that a question names by address (四/14) or by number (第十四条, 第四部分, 第5项, 第三部分第2条).

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
    for item in named:
        question = question.replace(item.address, " ")
    return list(dict.fromkeys([*named, *_by_ordinals(list(ORDINAL.finditer(question)), outline)]))


def _by_ordinals(ordinals: Sequence[re.Match[str]], outline: Outline) -> Iterator[Item]:
    """第三部分第2条 is one below the other, 第2条和第5条 are two."""
    above: list[Item] = []
    for index, match in enumerate(ordinals):
        found = _called(match, outline, above)
        if _leads_to(match, ordinals[index + 1 : index + 2]):
            above = found
        else:
            yield from found


def _called(ordinal: re.Match[str], outline: Outline, above: Sequence[Item]) -> list[Item]:
    """What an ordinal calls, below what stands before it; 第三部分第二条 may be labelled 二是."""
    called = [i for i in outline.items if _is_called(i, ordinal)]
    if ordinal["what"] == "条":  # where there is a 第三条, （三） below it is not meant
        called = [i for i in called if i.label.endswith("条")] or called
    if not above or ordinal["label"]:
        return [i for i in called if any(is_below(i, part) for part in above)] or called
    place = value_of(ordinal["n"])
    below = [i for i in called if any(is_below(i, part) for part in above)]
    return below or [i for part in above for i in numbered_below(outline, part)[place - 1 : place]]


def _leads_to(part: re.Match[str], following: Sequence[re.Match[str]]) -> bool:
    """Whether the next ordinal stands right behind, perhaps with a 的 or 里 between, and is of another sort."""
    return any(
        part["what"] and next_.start() - part.end() <= 1 and next_["what"] != part["what"] for next_ in following
    )


def _is_called(item: Item, ordinal: re.Match[str]) -> bool:
    """部分 and 章 are on the first level, 条 and 项 anywhere below; 一是 and 一、 are not called 条."""
    if ordinal["label"]:
        return item.label == ordinal["label"].replace("(", "（").replace(")", "）")
    if _number_of(item) != value_of(ordinal["n"]):
        return False
    if ordinal["what"] not in ("条", "项", "款"):
        return item.level == 1
    return _NUMBERED.fullmatch(item.label) is not None


def _number_of(item: Item) -> int | None:
    digits = re.fullmatch(r"[（第]?([\d一二三四五六七八九十百零〇]+)[）章条节]?", item.label)
    return value_of(digits[1]) if digits else None


# --- lists ------------------------------------------------------------------------------------------------------------


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
    return [i for i in outline.items if i.level == item.level + 1 and is_below(i, item)]


def numbered_below(outline: Outline, item: Item) -> list[Item]:
    """The numbered items right below an item: its members without unnumbered paragraphs and tables."""
    return [i for i in members_of(outline, item) if not _NO_PART.fullmatch(i.label)]


def is_below(item: Item, above: Item) -> bool:
    """Whether an item stands under another, at any depth."""
    return item.address.startswith(f"{above.address}/")


def headings_called(outline: Outline, words: Sequence[str]) -> list[Item]:
    """The headings that hold all of some words, on the outermost level that has any.

    Args:
        outline (Outline): A document's items.
        words (Sequence[str]): 重点工作, 存在的问题; not empty.

    Returns:
        list[Item]: Only items with numbered ones below them.
    """
    called = [i for i in outline.items if all(word in i.title for word in words) and numbered_below(outline, i)]
    return [i for i in called if i.level == min(each.level for each in called)]


def numbered_items_of(outline: Outline) -> list[Item]:
    """The items right below the parts: what an office calls its 条.

    Args:
        outline (Outline): A document's items.

    Returns:
        list[Item]: Those of the outermost numbering below the headings; of the first level where nothing is below it;
            the tasks of its tables where it has nothing else.
    """
    numbered = [i for i in outline.items if _NUMBERED.fullmatch(i.label.partition("#")[0])]
    text = [i for i in numbered if not i.cells and "附件" not in i.address]
    level = max((i.level for i in text if i.level <= 2), default=0)
    return [i for i in text if i.level == level] or _tasks([i for i in numbered if i.cells])


def _tasks(rows: Sequence[Item]) -> list[Item]:
    """A task of several rows repeats its number: 5, 5#2, 5#3."""
    return [row for before, row in zip((None, *rows), rows, strict=False) if not (before and _repeats(before, row))]


def _repeats(before: Item, row: Item) -> bool:
    return row.title == before.title and row.label.partition("#")[0] == before.label.partition("#")[0]


def runs_on(items: Sequence[Item]) -> bool:
    """Whether numbers of one form run on across the parts, so that the last one is the count."""
    forms = {re.sub(r"[\d一二三四五六七八九十百零〇]+", "", item.label) for item in items}
    return len(forms) == 1 and len({item.label for item in items}) == len(items)
