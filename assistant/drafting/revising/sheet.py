"""A draft under revision: items are told by their place in the draft as it was, wherever they stand now. Pure.

An item that nobody touches stays the very same object; numbers, addresses, plan and tasks are brought up at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.drafting.examining import addressed_sections
from assistant.drafting.records import Draft, DraftItem, Section, Sentence, StyleScore, Task
from assistant.drafting.reimport import aligning
from assistant.drafting.reimport.plan import plan_after
from assistant.drafting.reimport.tasks import tasks_after
from assistant.drafting.revising.records import FrontName
from assistant.drafting.writing.labels import relabelled
from ingest.errors import BadRequest
from ingest.labels import Label, label_of
from ingest.outline import title_of

Order = tuple[int, ...]  # places of the items of a section


@dataclass(frozen=True, slots=True)
class Sheet:
    """The items of a draft as they stand now."""

    draft: Draft  # as it was
    items: Mapping[int, DraftItem]  # by their place in the draft; new ones have places behind
    orders: tuple[Order, ...]  # section by section, as many as the draft has
    sequence: tuple[int, ...]  # numbers of the draft's sections in their order now
    headings: tuple[Sentence, ...]  # section by section, as the orders
    fronts: Mapping[FrontName, str]  # title, addressees, signer and date
    tasks: tuple[Task, ...]  # still with the addresses of the draft as it was, one for each of its tasks
    moved: frozenset[int] = frozenset()  # places of the items that were moved on purpose
    joined: tuple[tuple[int, int], ...] = ()  # places of items that were merged into others, and of those
    notices: tuple[str, ...] = ()  # Chinese lines: what was left as it was, or is to be looked at

    @classmethod
    def of(cls, draft: Draft) -> Sheet:
        """A draft that nobody has changed yet."""
        places = iter(range(len(list(draft.items()))))
        orders = tuple(tuple(next(places) for _ in section.items) for section in draft.sections)
        headings = tuple(section.heading for section in draft.sections)
        sequence = tuple(range(len(draft.sections)))
        return cls(draft, dict(enumerate(draft.items())), orders, sequence, headings, fronts_of(draft), draft.tasks)

    @property
    def flat(self) -> tuple[int, ...]:
        """Places of all items in reading order."""
        return tuple(place for section in self.sequence for place in self.orders[section])

    def section_of(self, place: int) -> int:
        """Where an item stands now; a BadRequest where an edit before has done away with it."""
        found = [number for number, order in enumerate(self.orders) if place in order]
        if not found:
            address = self.items[place].address
            raise BadRequest(f"同一条（{address}）前面已经删去或合并，后面又要改。请分开说，草稿没有改动")
        return found[0]

    def end_of(self, block: Sequence[int]) -> int:
        """The last of an item's paragraphs, its members' among them, that still stands where the item does.

        Args:
            block (Sequence[int]): Places of the item and of its members in the draft as it was.

        Returns:
            int: The item's own place where nothing else of it is left there.

        Raises:
            BadRequest: An edit before has done away with the item.
        """
        order = self.orders[self.section_of(block[0])]
        return max((place for place in block if place in order), key=order.index)

    def changed(self, place: int, item: DraftItem) -> Sheet:
        """With another item in an item's place."""
        self.section_of(place)
        return replace(self, items={**self.items, place: item})

    def headed(self, section: int, heading: Sentence) -> Sheet:
        """With another heading above a section."""
        return replace(self, headings=(*self.headings[:section], heading, *self.headings[section + 1 :]))

    def fronted(self, name: FrontName, text: str) -> Sheet:
        """With another title, signer ...."""
        return replace(self, fronts={**self.fronts, name: text})

    def noticed(self, *lines: str) -> Sheet:
        """With what the user is to be told."""
        return replace(self, notices=(*self.notices, *lines))

    def without(self, places: Sequence[int]) -> Sheet:
        """Without some items."""
        for place in places:
            self.section_of(place)
        return replace(self, orders=tuple(tuple(p for p in order if p not in places) for order in self.orders))

    def placed(self, places: Sequence[int], section: int, behind: int | None) -> Sheet:
        """With items, which stand nowhere now, in a section: behind one of its items, or at its head."""
        order = self.orders[section]
        at = 0 if behind is None else order.index(behind) + 1
        orders = [*self.orders]
        orders[section] = (*order[:at], *places, *order[at:])
        return replace(self, orders=tuple(orders))

    def added(self, items: Sequence[DraftItem], section: int, behind: int | None) -> Sheet:
        """With new items in a section."""
        places = range(len(self.items), len(self.items) + len(items))
        new = dict(zip(places, items, strict=True))
        return replace(self, items={**self.items, **new}).placed(places, section, behind)

    def worded(self, place: int, sentence: str, at: int, old: str, new: str) -> Sheet:
        """With words of a sentence replaced in the tasks that quote it.

        Args:
            place (int): The item's.
            sentence (str): As it was.
            at (int): Offset of the words in it.
            old (str): The words.
            new (str): What stands there now.

        Returns:
            Sheet: The same where no task has these words.
        """
        address = self.items[place].address
        titles = title_of(sentence), title_of(sentence[:at] + new + sentence[at + len(old) :])

        def spliced(part: str) -> str:
            begin = at - sentence.find(part) if part in sentence else -1
            return part[:begin] + new + part[begin + len(old) :] if 0 <= begin <= len(part) - len(old) else part

        def task_now(task: Task) -> Task:
            if task.address != address and not task.address.startswith(f"{address}/"):
                return task
            measure = "；".join(map(spliced, task.measure.split("；")))
            deadline = spliced(task.deadline) if measure != task.measure else task.deadline
            title = titles[1] if task.task == titles[0] else task.task
            return replace(task, task=title, measure=measure, deadline=deadline)

        return replace(self, tasks=tuple(map(task_now, self.tasks))) if address else self

    def label_in(self, section: int) -> str:
        """A label as the section's items have it; "" where they have none."""
        labels = (item.label for item in self.draft.sections[section].items)
        return next((label for label in labels if label), "")

    def settled(self) -> Draft:
        """The draft as it is now.

        Returns:
            Draft: Items and sections numbered anew where they have moved up, with their addresses, the plan and the
                tasks that go with them; not examined yet: without style score, with the old findings. A section
                without items is gone.
        """
        fronts = self.fronts
        bare = replace(
            self.draft, title=fronts["标题"], addressees=fronts["主送"], signer=fronts["落款"],
            issued=fronts["成文日期"], sections=tuple(self._sections()), style=StyleScore(0.0),
        )  # fmt: skip
        after = replace(bare, sections=addressed_sections(bare))
        before, now = aligning.pieces_of(self.draft), aligning.pieces_of(after)
        came_from = aligning.descent(before, now)
        tasks = tasks_after(replace(self.draft, tasks=self.tasks), after, aligning.moved(before, now, came_from), ())
        return replace(after, plan=plan_after(self.draft, after, came_from), tasks=tasks)

    # --- numbers ------------------------------------------------------------------------------------------------------

    def _sections(self) -> Iterator[Section]:
        was = Sheet.of(self.draft).orders
        kept = [number for number in self.sequence if self.orders[number] or not was[number]]
        is_in_order = kept == list(range(len(was)))
        runs_on, last, headed, shifts = _runs_on(self.draft), 0, 0, False
        for number in kept:
            section = self.draft.sections[number]
            headed += bool(section.label)
            items = tuple(self.items[place] for place in self.orders[number])
            shifts = self.orders[number] != was[number] or (runs_on and (shifts or not is_in_order))
            if shifts:
                items = tuple(_numbered(items, last + 1 if runs_on else 1))
            last = next((label.value for item in reversed(_tops(items)) if (label := _label(item))), last)
            printed = section.label if is_in_order else relabelled(section.label, headed)
            yield replace(section, label=printed, heading=self.headings[number], items=items)


def displaced(numbers: Sequence[int]) -> frozenset[int]:
    """Those of some different numbers that are out of order: the fewest without which the rest goes up."""
    blocks = SequenceMatcher(None, numbers, sorted(numbers), autojunk=False).get_matching_blocks()
    return frozenset(numbers).difference(*(numbers[block.a : block.a + block.size] for block in blocks))


def fronts_of(draft: Draft) -> dict[FrontName, str]:
    """What stands around a draft's items, as printed; "" where it has none."""
    return {"标题": draft.title, "主送": draft.addressees, "落款": draft.signer, "成文日期": draft.issued}


def _label(item: DraftItem) -> Label | None:
    return label_of(f"{item.label}文") if item.label else None


def _tops(items: Sequence[DraftItem]) -> list[DraftItem]:
    """The labelled items of the section's own list, without members of lists inside of items."""
    labels = [(item, label) for item in items if (label := _label(item))]
    return [item for item, label in labels if label.rank == labels[0][1].rank]


def _runs_on(draft: Draft) -> bool:
    """Whether a section's items go on with the numbers of the section before."""
    values = [[label.value for item in _tops(section.items) if (label := _label(item))] for section in draft.sections]
    told = [each for each in values if each]
    return any(other[0] == one[-1] + 1 for one, other in pairwise(told))


def _numbered(items: Sequence[DraftItem], first: int) -> Iterator[DraftItem]:
    """Items numbered from a number on; members of a list from 1 inside of every item."""
    top = next((label.rank for item in items if (label := _label(item))), None)
    counts: dict[int, int] = {}
    for item in items:
        label = _label(item)
        if label is None:
            yield item
            continue
        counts = {rank: n for rank, n in counts.items() if rank <= label.rank}
        counts[label.rank] = counts.get(label.rank, first - 1 if label.rank == top else 0) + 1
        yield replace(item, label=relabelled(item.label, counts[label.rank]))
