"""A plan's outline -> its sections and roots: what one thread across the years is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.cutting import Stretch, is_bare, is_content, leaf_items, segments, sentences, whole
from assistant.drafting.leads import split_lead
from assistant.drafting.records import OPENING, Reading
from ingest.labels import label_of
from ingest.records import Item


@dataclass(frozen=True, slots=True)
class Block:
    """A printed paragraph of an item."""

    item: Item
    sentences: tuple[Stretch, ...]  # with the lead, where it has one; at least one
    is_first: bool  # of its item: the others have no label


@dataclass(frozen=True, slots=True)
class Root:
    """An item below a section, with the items below it."""

    reading: Reading
    section: int  # index in Skeleton.sections
    blocks: tuple[Block, ...]
    lead: Stretch | None  # the first sentence, where it is a short title

    @property
    def item(self) -> Item:
        """The item itself."""
        return self.blocks[0].item

    @property
    def title(self) -> str:
        """What it is about, in its own words."""
        first = self.blocks[0].sentences[0].quote
        if self.lead:
            return split_lead(first)[0]
        return self.item.title if self.is_titled else re.split("[，。；：]", first)[0]

    @property
    def is_titled(self) -> bool:
        """Whether it has a title: an opening, a plain paragraph and a table's row have none."""
        return self.item.label != OPENING and "¶" not in self.item.label and not self.item.cells

    @property
    def text(self) -> str:
        """All of its words."""
        return "".join(sentence.quote for block in self.blocks for sentence in block.sentences)

    @property
    def body(self) -> tuple[Stretch, ...]:
        """Its sentences without the lead."""
        return tuple(s for block in self.blocks for s in block.sentences if s != self.lead)

    def holds(self, start: int, end: int) -> bool:
        """Whether some words of the document begin in it."""
        return any(block.item.start <= start < block.item.end for block in self.blocks) and end > start

    def segments(self) -> list[Stretch]:
        """What it says, cut at semicolons too, without the lead."""
        found = [s for block in self.blocks for s in segments(self.reading, block.item)]
        return [s for s in found if self.lead is None or s.start >= self.lead.end]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a plan."""

    item: Item | None  # None for what stands before the first section
    heading: Stretch | None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What a plan is made of, in reading order."""

    sections: tuple[Section, ...]
    roots: tuple[Root, ...]


def skeleton_of(reading: Reading) -> Skeleton:
    """Take a plan apart; what it tells as done, and sections that only look back, are left out.

    Args:
        reading (Reading): A plan, an opinion, or a report with a plan in it.

    Returns:
        Skeleton: Of what is planned.
    """
    every = leaf_items(reading)
    leaves = [item for item in every if item.tense == "plan"]
    planned = _planned(every)
    tops = [
        item
        for item in reading.outline.items
        if item.level == 1 and item.address in planned and is_content(item) and "¶" not in item.label
    ]
    if not tops:  # a plan of plain paragraphs or of items alone
        return Skeleton((Section(None, None),), tuple(_root(reading, group, 0) for group in _groups(leaves)))
    roots = [
        _root(reading, group, section)
        for section, top in enumerate(tops)
        for group in _groups([item for item in leaves if item.address.partition("/")[0] == top.address])
    ]
    return Skeleton(tuple(Section(top, _heading(reading, top)) for top in tops), tuple(roots))


def _planned(items: Sequence[Item]) -> frozenset[str]:
    """Addresses of the sections of which most is planned: in a review a sentence here and there reads like a plan."""
    weight: dict[str, int] = {}
    for item in items:
        top = item.address.partition("/")[0]
        weight[top] = weight.get(top, 0) + (len(item.text) if item.tense == "plan" else -len(item.text))
    return frozenset(top for top, balance in weight.items() if balance > 0)


def _groups(leaves: Sequence[Item]) -> Iterable[list[Item]]:
    """Leaves of one section by the topmost leaf above them."""
    groups: dict[str, list[Item]] = {}
    for item in leaves:
        above = next((address for address in groups if item.address.startswith(f"{address}/")), item.address)
        groups.setdefault(above, []).append(item)
    return groups.values()


def _root(reading: Reading, items: Sequence[Item], section: int) -> Root:
    blocks = [block for item in items for block in _blocks(reading, item)]
    first = blocks[0].sentences[0]
    has_lead = bool(label_of(items[0].text)) and bool(split_lead(first.quote)[0]) and _is_lead(blocks)
    return Root(reading, section, tuple(blocks), first if has_lead else None)


def _blocks(reading: Reading, item: Item) -> Iterator[Block]:
    """An item's sentences, paragraph by paragraph."""
    of_line: dict[int, list[Stretch]] = {}
    for sentence in _own_sentences(reading, item):
        of_line.setdefault(item.text.count("\n", 0, sentence.start - item.start), []).append(sentence)
    for number, found in enumerate(of_line.values()):
        yield Block(item, tuple(found), number == 0)


def _is_lead(blocks: Sequence[Block]) -> bool:
    """A first sentence is a lead only where something follows it."""
    return len(blocks) > 1 or len(blocks[0].sentences) > 1


def _own_sentences(reading: Reading, item: Item) -> list[Stretch]:
    """An item's sentences; of a section with words of its own those behind its heading."""
    found = sentences(reading, item)
    return found[1:] if item.level == 1 and len(found) > 1 and "\n" in item.text else found


def _heading(reading: Reading, item: Item) -> Stretch:
    words = whole(reading, item)
    if is_bare(item) and "\n" not in words.quote:
        return words
    first = sentences(reading, item)[0]
    return Stretch(reading, item, first.start, first.start + len(first.quote.rstrip("。：；")))
