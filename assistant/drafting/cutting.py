"""Items -> sentences with their stops and offsets, and the segments between the semicolons of a sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.compare.quoting import quoted
from assistant.compare.units import SIGNATURE
from assistant.drafting.records import OPENING, Reading, Role, Source
from ingest.labels import label_of
from ingest.obligations.clauses import Sentence as Cut
from ingest.obligations.clauses import sentences_of
from ingest.records import Item
from ingest.tree import NOTE_LABEL

_APART: Final = frozenset((SIGNATURE, NOTE_LABEL))  # titles and labels of items that are no content
_SEMICOLONS: Final = frozenset("；;")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of an item, stop included; offsets are the document's."""

    reading: Reading
    item: Item
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The document's own words."""
        return quoted(self.item, self.start, self.end)

    def source(self, role: Role) -> Source:
        """What a sentence of the draft names as its source."""
        document, outline = self.reading.document, self.reading.outline
        return Source(
            role, document.file, document.version, outline.title, outline.year,
            self.item.address, self.quote, self.start, self.end,
        )  # fmt: skip


def is_content(item: Item) -> bool:
    """Whether an item is neither a signature nor a note on attachments, nor part of an attachment."""
    return not (item.title in _APART or item.label in _APART or item.cells or item.address.startswith("附件"))


def leaf_items(reading: Reading) -> list[Item]:
    """Items with words of their own that are no bare headings: what a document says.

    Args:
        reading (Reading): A document.

    Returns:
        list[Item]: In reading order, the opening paragraph left out.
    """
    parents = {item.address.rpartition("/")[0] for item in reading.outline.items}
    return [
        item
        for item in reading.outline.items
        if is_content(item) and item.label != OPENING and not (item.address in parents and is_bare(item))
    ]


def is_bare(item: Item) -> bool:
    """Whether an item is a heading alone: a label and words without a stop."""
    return not item.text.rstrip().endswith(tuple("。；：！？;:"))


def whole(reading: Reading, item: Item) -> Stretch:
    """All of an item's own words, without its label."""
    label = label_of(item.text)
    start = item.start + (label.length if label else 0)
    return Stretch(reading, item, start, item.start + len(item.text.rstrip()))


def sentences(reading: Reading, item: Item) -> list[Stretch]:
    """An item's sentences, cut at full stops and line ends; without the label.

    Args:
        reading (Reading): The document.
        item (Item): One of its items.

    Returns:
        list[Stretch]: In reading order, each with its stop.
    """
    return [Stretch(reading, item, start, end) for start, end in _joined(reading, item, _SEMICOLONS)]


def segments(reading: Reading, item: Item) -> list[Stretch]:
    """The same, cut at semicolons too."""
    return [Stretch(reading, item, start, end) for start, end in _joined(reading, item, frozenset())]


def _joined(reading: Reading, item: Item, kept: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Ends of stretches; cuts that end in a mark of `kept` go on."""
    words = whole(reading, item)
    begin: int | None = None
    for cut in sentences_of(words.quote, words.start):
        begin = cut.start if begin is None else begin
        end = _behind(cut, item, words.end)
        if cut.stop and cut.stop in kept and item.text[end - item.start :][:1] != "\n":
            continue
        yield begin, end
        begin = None
    if begin is not None:
        yield begin, words.end


def _behind(cut: Cut, item: Item, last: int) -> int:
    """Offset behind a sentence's stop; a colon before a line's end is one too."""
    stop = item.text.find(cut.stop, cut.end - item.start) if cut.stop else last - item.start
    end = item.start + stop + len(cut.stop.strip())
    return end - (len(item.text[: end - item.start]) - len(item.text[: end - item.start].rstrip()))
