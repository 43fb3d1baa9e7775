"""How themes come and go: the plans of some years -> threads of items that answer each other, by section. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.compare.records import Comparison
from assistant.compare.story import compare
from assistant.compare.units import cut
from ingest.embedding import Embedding
from ingest.records import Item, Outline, Requirement

# How an item stands to the edition before: 起点 has none before it, 恢复 was left out for an edition.
Stage = Literal["起点", "延续", "改写", "新增", "恢复"]
LOOK_BACK: Final = 2  # editions; what was left out for longer begins anew
TITLE_CHARS: Final = 40  # of a text without a title


@dataclass(frozen=True, slots=True)
class Edition:
    """One of a unit's plans, with its obligations."""

    outline: Outline
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """A theme in one edition."""

    edition: int  # index in the editions that were given
    item: Item
    stage: Stage


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme through the editions: items of which each goes on or rewrites the one before it."""

    appearances: tuple[Appearance, ...]  # at least one, ascending

    @property
    def title(self) -> str:
        """As it was called last."""
        item = self.appearances[-1].item
        return item.title or " ".join(item.text.split())[:TITLE_CHARS]

    def at(self, edition: int) -> Appearance | None:
        """The theme in an edition; None where it is not in it."""
        return next((each for each in self.appearances if each.edition == edition), None)

    def is_dropped_in(self, edition: int) -> bool:
        """Whether it was in the edition before and is not in this one."""
        return self.at(edition) is None and self.at(edition - 1) is not None


@dataclass(frozen=True, slots=True)
class Group:
    """A section with the themes that stood in it last."""

    section: Theme | None  # None holds what stands in no section
    threads: tuple[Theme, ...]


def themes(editions: Sequence[Edition], embedding: Embedding) -> tuple[Group, ...]:
    """Follow each item of a unit's plans through the years.

    Args:
        editions (Sequence[Edition]): Oldest first.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        tuple[Group, ...]: Every item that `compare` tells of is in exactly one thread: of several items that became
            one, and of one that became several, the pair that kept most words goes on. What is in the newest edition
            comes first, in its order; then what went, the latest first.
    """
    told = [[block.item for block in cut(each.outline, by_sentence=False).blocks] for each in editions]
    return _grouped(_threads(editions, told, embedding), told)


# --- threads ----------------------------------------------------------------------------------------------------------


def _threads(editions: Sequence[Edition], told: Sequence[Sequence[Item]], embedding: Embedding) -> list[Theme]:
    threads: list[list[Appearance]] = []
    for now, items in enumerate(told):
        rest = {item.address: item for item in items}
        for before in range(now - 1, max(now - LOOK_BACK, 0) - 1, -1):
            ends = {thread[-1].item.address: thread for thread in threads if thread[-1].edition == before}
            if not ends or not rest:
                continue
            one, other = editions[before], editions[now]
            found = compare(one.outline, other.outline, one.requirements, other.requirements, embedding)
            for old, new, stage in _links(found):
                if old in ends and new in rest:
                    ends.pop(old).append(Appearance(now, rest.pop(new), "恢复" if now - before > 1 else stage))
        threads += ([Appearance(now, item, "新增" if now else "起点")] for item in rest.values())
    return [Theme(tuple(thread)) for thread in threads]


def _links(comparison: Comparison) -> Iterator[tuple[str, str, Stage]]:
    """Addresses of items that answer each other, those that share most words first."""
    kept: defaultdict[tuple[str, str], int] = defaultdict(int)
    rewritten: set[tuple[str, str]] = set()
    for row in comparison.rows:
        if row.part or row.old is None or row.new is None:
            continue
        pair = row.old.address, row.new.address
        kept[pair] += sum(len(text) for operation, text in row.difference if operation == "keep")
        if row.status == "改写":
            rewritten.add(pair)
    for pair in sorted(kept, key=lambda pair: -kept[pair]):
        yield *pair, "改写" if pair in rewritten else "延续"


# --- sections ---------------------------------------------------------------------------------------------------------


def _grouped(threads: Sequence[Theme], told: Sequence[Sequence[Item]]) -> tuple[Group, ...]:
    parents = [{item.address.split("/")[0] for item in items if item.level > 1} for items in told]
    order = {(edition, item.address): place for edition, items in enumerate(told) for place, item in enumerate(items)}

    def newest_first(thread: Theme) -> tuple[int, int]:
        last = thread.appearances[-1]
        return -last.edition, order[last.edition, last.item.address]

    sections = {
        (each.edition, each.item.address): thread
        for thread in threads
        if _is_section(thread, parents)
        for each in thread.appearances
    }
    within: defaultdict[Theme | None, list[Theme]] = defaultdict(list)
    for thread in sorted(threads, key=newest_first):
        last = thread.appearances[-1]
        if _is_section(thread, parents):
            within[thread] += []
        else:
            within[sections.get((last.edition, last.item.address.split("/")[0]))].append(thread)
    headed = [section for section in within if section is not None]
    rows = [Group(section, tuple(within[section])) for section in sorted(headed, key=newest_first)]
    return (*([Group(None, tuple(within[None]))] if None in within else []), *rows)


def _is_section(thread: Theme, parents: Sequence[set[str]]) -> bool:
    last = thread.appearances[-1]
    return last.item.level == 1 and last.item.address in parents[last.edition]
