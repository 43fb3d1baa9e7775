"""撤销上一步, 退回第2版: an earlier version of a draft as a revision, shown before it comes back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.drafting import versions
from assistant.drafting.editing import words_of
from assistant.drafting.records import Draft, Task
from assistant.drafting.reimport import aligning
from assistant.drafting.revising.plain import clause_of, plain
from assistant.drafting.revising.records import Back
from assistant.drafting.revising.sheet import Sheet, displaced
from assistant.drafting.revising.story import Revision
from assistant.drafting.revising.vocabulary import BA, N
from ingest.errors import BadRequest
from ingest.library import DraftVersion, Library
from ingest.numerals import value_of
from ingest.records import Scope

_WHOLE: Final = rf"{BA}(?:(?:整份|整篇|整个)?(?:草稿|全文|文件|稿子)|整篇)?(?:给)?"
_TAKEN_BACK: Final = r"(?:撤销|撤回|撤掉|取消|还原|恢复|退回|回退|退|返回|回到|改回|换回|改用)(?:到|成|为)?"
_CHANGE: Final = r"(?:的)?(?:操作|修改|改动|更改|步骤|那一?步|那一?次|那一?下)?"
_LAST: Final = (
    rf"(?:(?:上|前)一?(?:步|次){_CHANGE}|(?:最近|最后)一?(?:步|次){_CHANGE}|刚才{_CHANGE}|刚刚{_CHANGE}|修改|改动"
    r"|(?:上|前)一?(?:个)?(?:版|稿)本?|(?:修改|改动|改)(?:之)?前(?:的)?(?:样子|版本|内容)?|原来(?:的)?(?:样子|版本|内容)?"
    r"|原样|原状)"
)
_FIRST: Final = r"(?:最初|最早|最开始|一开始|初稿|原稿)(?:的)?(?:样子|版本|那一?版|内容)?"
_ASKED: Final = re.compile(
    rf"(?:(?:改|弄|说)?错了，|不对，|算了，)?{_WHOLE}(?:撤销|撤回|还原|改回去|退回去|(?:还是)?用?回?原来的|{_TAKEN_BACK}"
    rf"(?:{_LAST}|(?P<first>{_FIRST})|第?(?P<number>{N})(?:个)?(?:版本?|稿)))(?:了|来)?"
    rf"|(?:上一?次|上一步|刚才|刚刚)(?:的)?(?:修改|改动|那一?步|那一?次)(?:不要|不算|作废|撤销|撤回|取消)(?:了)?"
)


def back_of(instruction: str) -> Back | None:
    """Read an instruction to bring an earlier version back.

    Args:
        instruction (str): As typed: 撤销上一步, 恢复到最初的版本, 退回第2版.

    Returns:
        Back | None: Which version; None where the instruction is of another kind.
    """
    asked = _ASKED.fullmatch(clause_of(plain(instruction)))
    if asked is None:
        return None
    if asked["first"]:
        return Back(1)
    return Back(value_of(asked["number"]) if asked["number"] else None)


def returned(
    library: Library, version: DraftVersion, draft: Draft, instruction: str, reader: Scope, *, is_at_item: bool
) -> Revision | None:
    """Work out what bringing an earlier version back would change.

    Args:
        library (Library): Where the versions are.
        version (DraftVersion): The current one.
        draft (Draft): As it is in that.
        instruction (str): As typed.
        reader (Scope): Who asks.
        is_at_item (bool): Whether it was typed at an item.

    Returns:
        Revision | None: Nothing is brought back yet; None where the instruction asks for something else.

    Raises:
        BadRequest: There is no such version, it is the current one, or only an item was meant.
    """
    back = back_of(instruction)
    if back is None:
        return None
    if is_at_item:
        raise BadRequest("撤销、退回是对整份草稿的，草稿没有改动。请在草稿上方说，或在历史里选一版")
    number = version.previous if back.to is None else back.to
    if number is None:
        raise BadRequest("还没有可以撤销的改动，草稿没有改动。各版都在历史里")
    if number == version.number:
        raise BadRequest(f"草稿现在就是第 {number} 版，没有改动。请另选一版")
    earlier = versions.load(library, version.draft, number, reader)
    sheet = _sheet(draft, earlier)
    if list(earlier.lines()) == list(draft.lines()):
        sheet = sheet.noticed(f"第 {number} 版的文字和现在的一样")
    return Revision(instruction.strip(), draft, earlier, sheet, back)


def _sheet(draft: Draft, earlier: Draft) -> Sheet:
    """Which item of the draft is which of the earlier version: by its words, else by most of its sentences."""
    now = Sheet.of(draft)
    places = _places(draft, earlier)
    numbers = _sections(draft, earlier)
    count = max(len(draft.sections), *(number + 1 for number in numbers))
    orders: list[tuple[int, ...]] = [()] * count
    headings = [*now.headings, *(section.heading for section in earlier.sections)][:count]
    remaining = iter(places)
    for number, section in zip(numbers, earlier.sections, strict=True):
        orders[number] = tuple(next(remaining) for _ in section.items)
        headings[number] = section.heading
    items = {**now.items, **dict(zip(places, earlier.items(), strict=True))}
    found = replace(now, items=items, orders=tuple(orders), sequence=tuple(numbers), headings=tuple(headings))
    return replace(found, moved=_moved(now, found), tasks=tuple(_charged_as_in(earlier, draft)))


def _moved(now: Sheet, found: Sheet) -> frozenset[int]:
    """Places of the items that are in another section, or out of order in their own."""
    was = {place: number for number, order in enumerate(now.orders) for place in order}
    moved: set[int] = set()
    for number, order in enumerate(found.orders):
        own = [place for place in order if was.get(place) == number]
        moved |= displaced(own) | {place for place in order if place in was and was[place] != number}
    return frozenset(moved)


def _charged_as_in(earlier: Draft, draft: Draft) -> Iterator[Task]:
    """The draft's tasks with the units that they have in the earlier version."""
    charged = {(task.task, task.measure): task for task in earlier.tasks}
    for task in draft.tasks:
        was = charged.get((task.task, task.measure), task)
        yield replace(task, lead=was.lead, responsible=was.responsible)


def _places(draft: Draft, earlier: Draft) -> list[int]:
    """For each item of the earlier version its place in the draft; one that is not there has a place behind."""
    olds, items = list(draft.items()), list(earlier.items())
    of_words: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(olds):
        of_words[words_of(item)].append(place)
    same = [of_words[words_of(item)].pop(0) if of_words[words_of(item)] else None for item in items]
    pieces, before = aligning.pieces_of(draft), aligning.pieces_of(earlier)
    came = {new: old for old, new in aligning.moved(pieces, before, aligning.descent(pieces, before)).items()}
    left = {item.address: place for place, item in enumerate(olds) if place not in same}
    behind = iter(range(len(olds), len(olds) + len(items)))
    found = (left.pop(came.get(item.address, ""), None) if place is None else place
             for place, item in zip(same, items, strict=True))  # fmt: skip
    return [next(behind) if place is None else place for place in found]


def _sections(draft: Draft, earlier: Draft) -> list[int]:
    """For each section of the earlier version its number in the draft: by its heading, else by its place."""
    of_heading: dict[str, list[int]] = defaultdict(list)
    for number, section in enumerate(draft.sections):
        of_heading[section.heading.text].append(number)
    headings = [section.heading.text for section in earlier.sections]
    same = [of_heading[text].pop(0) if of_heading[text] else None for text in headings]
    gone = sorted(number for numbers in of_heading.values() for number in numbers)
    behind = range(len(draft.sections), len(draft.sections) + len(same))
    others = iter(gone if len(gone) == same.count(None) else behind)
    return [next(others) if number is None else number for number in same]
