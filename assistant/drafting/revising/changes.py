"""What a revision changes, item by item, as it is shown before it is applied. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from assistant.compare.difference import difference
from assistant.compare.records import Difference
from assistant.drafting.editing import words_of
from assistant.drafting.records import Draft, DraftItem, Task
from assistant.drafting.revising.sheet import displaced, fronts_of
from assistant.drafting.revising.story import Revision
from ingest.numerals import value_of

Kind = Literal["删去", "并入", "新增", "改动", "移动"]
_COUNT: Final = re.compile(r"(?:以下|下列|下面)(?P<n>[两二三四五六七八九十])[件项个条点方]\w?")
AROUND: Final = 16  # characters of what stays that are shown on either side of a change


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one item."""

    kind: Kind
    old: str  # address, or what stands around the items: 标题, 三、标题; "" for a new item
    new: str  # likewise; "" for one that goes
    place: int  # among the items of the draft as it would be: its own, or of what stands there instead
    difference: Difference

    @property
    def where(self) -> str:
        """三/（二）; 三/（二）→一/（五） where it has moved."""
        return "→".join(dict.fromkeys(filter(None, (self.old, self.new))))


def changes_of(revision: Revision) -> tuple[Change, ...]:
    """The items that a revision changes; those that only get another number are none.

    Args:
        revision (Revision): Worked out.

    Returns:
        tuple[Change, ...]: Those that go first, then in the order of the draft as it would be; then units of tasks.
    """
    gone = (*_gone(revision), *_gone_headings(revision))
    return (*gone, *_fronts(revision), *_headings(revision), *_there(revision), *_units(revision))


def renumbered(revision: Revision) -> int:
    """How many items only get another number.

    Args:
        revision (Revision): Worked out.

    Returns:
        int: None of them is among the changes.
    """
    before = list(revision.before.items())
    pairs = zip(_flat(revision), revision.after.items(), strict=True)
    stayed = ((before[place], now) for place, now in pairs if place < len(before) and place not in revision.sheet.moved)
    return sum(was.label != now.label and words_of(was) == words_of(now) for was, now in stayed)


def reminders(revision: Revision) -> list[str]:
    """What a revision leaves to be done by hand: an item that announces a list still tells how many members it had.

    Args:
        revision (Revision): Worked out.

    Returns:
        list[str]: One line for each.
    """
    counts = [
        f"{item.address}写着“{count[0]}”，下面现在是 {members} 项，请一并改"
        for item in revision.after.items()
        if (count := _COUNT.search(item.text)) and value_of(count["n"]) != (members := _members(revision.after, item))
        if value_of(count["n"]) == _members(revision.before, item)
    ]
    return [*counts, *revision.sheet.notices]


def _members(draft: Draft, item: DraftItem) -> int:
    """How long the list is that an item announces: told by its words, since its number may have changed."""
    address = next((each.address for each in draft.items() if each.sentences == item.sentences), "")
    return sum(each.address.rpartition("/")[0] == address for each in draft.items() if address)


def _flat(revision: Revision) -> list[int]:
    """For each item as it would be its place in the draft as it is."""
    return list(revision.sheet.flat)


def _gone(revision: Revision) -> Iterator[Change]:
    flat, joined, after = _flat(revision), dict(revision.sheet.joined), list(revision.after.items())
    for place, item in enumerate(revision.before.items()):
        if place in flat:
            continue
        marked: Difference = (("delete", words_of(item)),)
        if place in joined and joined[place] in flat:
            at = flat.index(joined[place])
            yield Change("并入", item.address, after[at].address, at, marked)
        else:
            following = next((n for n, other in enumerate(flat) if other > place), len(flat) - 1)
            yield Change("删去", item.address, "", following, marked)


def _gone_headings(revision: Revision) -> Iterator[Change]:
    """Headings that go since no item is left below them."""
    flat, sheet = _flat(revision), revision.sheet
    left = [number for number in sheet.sequence if sheet.orders[number]]
    for number, section in enumerate(revision.before.sections):
        if section.heading.text and section.items and number not in left:
            following = (flat.index(sheet.orders[other][0]) for other in left if other > number)
            marked: Difference = (("delete", section.heading.text),)
            yield Change("删去", f"{section.label}标题", "", next(following, len(flat) - 1), marked)


def _there(revision: Revision) -> Iterator[Change]:
    before = list(revision.before.items())
    for number, (place, item) in enumerate(zip(_flat(revision), revision.after.items(), strict=True)):
        if place >= len(before):
            yield Change("新增", "", item.address, number, (("insert", words_of(item)),))
        elif words_of(before[place]) != words_of(item):
            marked = difference(words_of(before[place]), words_of(item))
            yield Change("改动", before[place].address, item.address, number, marked)
        elif place in revision.sheet.moved:
            yield Change("移动", before[place].address, item.address, number, (("keep", words_of(item)),))


def _fronts(revision: Revision) -> Iterator[Change]:
    now = fronts_of(revision.after)
    for name, text in fronts_of(revision.before).items():
        if text != now[name]:
            yield Change("改动", name, name, 0, difference(text, now[name]))


def _headings(revision: Revision) -> Iterator[Change]:
    """Headings that say something else, and those of sections that are new or were moved."""
    sheet, sections = revision.sheet, revision.before.sections
    order = [number for number in sheet.sequence if sheet.orders[number]]
    moved = displaced([number for number in order if number < len(sections)])
    for number, section in zip(order, (each for each in revision.after.sections if each.items), strict=True):
        place, text = _flat(revision).index(sheet.orders[number][0]), section.heading.text
        new = f"{section.label}标题"
        if number >= len(sections):
            yield Change("新增", "", new, place, (("insert", text),))
            continue
        old, was = f"{sections[number].label}标题", sections[number].heading.text
        if was != text:
            yield Change("改动", old, new, place, difference(was, text))
        elif number in moved:
            yield Change("移动", old, new, place, (("keep", text),))


def _units(revision: Revision) -> Iterator[Change]:
    """Units that the user has charged with an item's tasks."""
    flat, items = _flat(revision), list(revision.before.items())
    pairs = zip(revision.before.tasks, revision.sheet.tasks, strict=True)
    changed = {task.address: (_charged(task), _charged(now)) for task, now in pairs if _charged(task) != _charged(now)}
    for address, (was, now) in changed.items():
        place = next(n for n, item in enumerate(items) if item.address == address)
        if place in flat:
            where = f"{address}任务分解"
            yield Change("改动", where, where, flat.index(place), difference(was, now))


def _charged(task: Task) -> str:
    return f"牵头单位：{task.lead}；责任单位：{'、'.join(task.responsible) or '无'}"


# --- as it is shown ---------------------------------------------------------------------------------------------------


def changes_text(revision: Revision) -> Iterator[str]:
    """A revision line by line, for a terminal.

    Args:
        revision (Revision): Worked out.

    Yields:
        str: 改动　二/（一）：…学习情况【删：每半年】【增：每季度】通报1次…
    """
    for change in changes_of(revision):
        yield f"{change.kind}　{change.where}：{''.join(_pieces(change.difference))}"
    if count := renumbered(revision):
        yield f"另有 {count} 条只改序号，文字不变"
    yield from (f"注意：{line}" for line in reminders(revision))


def _pieces(marked: Difference) -> Iterator[str]:
    for number, (operation, text) in enumerate(marked):
        if operation == "keep":
            yield _shortened(text, is_first=number == 0, is_last=number == len(marked) - 1)
        else:
            yield f"【{'删' if operation == 'delete' else '增'}：{text}】"


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """What stays, as far as it stands beside a change."""
    head, tail = ("" if is_first else text[:AROUND]), ("" if is_last else text[-AROUND:])
    if is_first and is_last:
        head = text[:AROUND]
    return text if len(text) <= len(head) + len(tail) else f"{head}……{tail}"


def changes_json(revision: Revision) -> list[dict[str, Any]]:
    """A revision as a program reads it."""
    return [
        {
            "kind": change.kind,
            "old": change.old,
            "new": change.new,
            "difference": [{"operation": operation, "text": text} for operation, text in change.difference],
        }
        for change in changes_of(revision)
    ]
