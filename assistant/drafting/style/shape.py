"""Outline -> Shape: the sections of a plan, what stands below each, cut into sentences; opening and closing. Pure.

Of a report that ends in a plan only the plan is looked at, whose style the next plan follows; where a summary is to
follow, all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.compare.units import SIGNATURE
from assistant.drafting.cutting import is_content
from assistant.drafting.records import OPENING
from ingest.labels import Label, label_of
from ingest.obligations.clauses import sentences_of
from ingest.records import Item, Outline
from ingest.tree import NOTE_LABEL

_REPORTS: Final = frozenset(("总结及计划", "报告"))
_STOPS: Final = tuple("。！？；：…!?;:")
_WITHIN: Final = frozenset("；;")  # stops that a sentence goes on behind


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with everything below it."""

    sentences: tuple[str, ...]  # with their stops, without labels

    @property
    def chars(self) -> int:
        """Characters without labels."""
        return sum(map(len, self.sentences))


@dataclass(frozen=True, slots=True)
class Part:
    """A section; its heading is empty where a plan has items alone."""

    heading: str  # without label and stop
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A label where it stands: of which level, below which item."""

    label: Label
    printed: str  # （一）, 1.
    level: int
    above: str  # address of the item above


@dataclass(frozen=True, slots=True)
class Shape:
    """A plan as the measures see it."""

    opening: str
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]  # of all labelled items, in reading order
    note: str  # 附件：…; "" where there is none
    signature: tuple[str, ...]  # signer, date

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The items of all sections."""
        return tuple(entry for part in self.parts for entry in part.entries)

    @property
    def headings(self) -> tuple[str, ...]:
        """Those of the sections that have one."""
        return tuple(part.heading for part in self.parts if part.heading)


def shape_of(outline: Outline, *, whole: bool = False) -> Shape:
    """Take a plan apart.

    Args:
        outline (Outline): A plan, or a report that holds one.
        whole (bool): Whether a report is looked at as a whole.

    Returns:
        Shape: Tables and attachments are left out.
    """
    body = _planned(outline, whole)
    return Shape(
        opening=next((item.text for item in outline.items if item.label == OPENING), ""),
        parts=tuple(_parts(body)),
        marks=tuple(mark for item in body if (mark := _mark(item))),
        note=next((item.text for item in outline.items if item.label == NOTE_LABEL), ""),
        signature=tuple(line for item in outline.items if item.title == SIGNATURE for line in item.text.split("\n")),
    )


def _planned(outline: Outline, whole: bool) -> list[Item]:
    """The items that are measured."""
    items = [item for item in outline.items if is_content(item) and item.label != OPENING]
    done = {item.address for item in items if item.level == 1 and item.tense != "plan"}
    if whole or outline.kind not in _REPORTS or all(item.address in done for item in items if item.level == 1):
        return items
    return [item for item in items if item.address.partition("/")[0] not in done]


def _mark(item: Item) -> Mark | None:
    label = label_of(item.text)
    if label is None:
        return None
    return Mark(label, item.text[: label.length].strip(), item.level, item.address.rpartition("/")[0])


def _parts(items: Sequence[Item]) -> Iterator[Part]:
    """Sections in order; items that stand below none are gathered in one without a heading."""
    loose: list[Entry] = []
    for position, item in enumerate(items):
        if item.level > 1:
            continue
        below = list(_below(items[position + 1 :], item.address))
        heading, words = _headed(item, is_parent=bool(below))
        if heading:
            yield Part(heading, (*_entries_of_text(words), *_entries(below, item.level + 1)))
        else:
            loose.append(_entry(item, below))
    if loose:
        yield Part("", tuple(loose))


def _below(items: Iterable[Item], address: str) -> Iterator[Item]:
    """The items right behind that stand below an address."""
    for item in items:
        if not item.address.startswith(f"{address}/"):
            return
        yield item


def _headed(item: Item, *, is_parent: bool) -> tuple[str, str]:
    """The heading of a section and the words behind it; no heading where the item begins with a sentence."""
    first, _, rest = _words(item).partition("\n")
    is_heading = not first.rstrip().endswith(_STOPS) and (is_parent or bool(rest))
    return (first, rest) if is_heading else ("", "")


def _entries_of_text(words: str) -> Iterator[Entry]:
    if words:
        yield Entry(sentences(words))


def _entries(items: Sequence[Item], level: int) -> Iterator[Entry]:
    for position, item in enumerate(items):
        if item.level == level:
            yield _entry(item, list(_below(items[position + 1 :], item.address)))


def _entry(item: Item, below: Iterable[Item]) -> Entry:
    texts = (_words(each) for each in (item, *below))
    return Entry(tuple(sentence for text in texts for sentence in sentences(text)))


def _words(item: Item) -> str:
    """An item's own text without its label."""
    label = label_of(item.text)
    return item.text[label.length :] if label else item.text


def sentences(text: str) -> tuple[str, ...]:
    """Cut words at full stops and line ends, but not at semicolons.

    Args:
        text (str): Without a label.

    Returns:
        tuple[str, ...]: With their stops.
    """
    found, begin = [], 0
    for cut in sentences_of(text, 0):
        if cut.stop in _WITHIN:
            continue
        end = text.index(cut.stop, cut.end) + len(cut.stop) if cut.stop else len(text)
        found.append(text[begin:end].strip())
        begin = end
    rest = text[begin:].strip()
    return (*found, rest) if rest else tuple(found)
