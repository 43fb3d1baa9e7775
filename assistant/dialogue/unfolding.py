"""Items that an answer cited, shown whole or with their neighbours, as the library holds them now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.citing import Evidence, cite
from assistant.composing import Paragraph, compose, named
from assistant.dialogue.turns import Numbered, Place, Reach
from assistant.exhaustive.structure import named_items
from ingest.errors import BadRequest
from ingest.home import Home
from ingest.passages import sentences
from ingest.records import Answer, Citation, Document, Filters, Item, Searched, VersionId

SHOWN_CHARS: Final = 1500  # about a page; what follows is a 后面还说了什么 away
BESIDE: Final = 3  # items that 后面还说了什么 shows
OWN_ITEMS: Final = 3  # where a number stands in several sections
GONE: Final = "引用的文件现在查不到：它已被移除、您无权查看，或不在筛选范围内"


@dataclass(frozen=True, slots=True)
class Unfolded:
    """What was shown, and the items that a 下一条 goes on from."""

    answer: Answer
    opened: tuple[Place, ...] = ()


def unfold(home: Home, places: Sequence[Place], reach: Reach, filters: Filters) -> Unfolded:
    """Show items whole, or their neighbours.

    Args:
        home (Home): The opened home.
        places (Sequence[Place]): Items that were cited, of any version.
        reach (Reach): What of each is shown.
        filters (Filters): Who asks, and what they see: it was checked when the items were cited, and is again.

    Returns:
        Unfolded: Not found where nothing of the items can be seen, or nothing is beside them.
    """
    documents = home.library.documents(filters)
    items: list[tuple[Document, Item]] = []
    for place in places:
        if document := _visible(home, place.version, documents, filters):
            outline = home.library.outline(document.version, filters.reader)
            items += [(document, item) for item in _reached(outline.items, place.address, reach)]
    if not items:
        return Unfolded(nothing(_why_nothing(home, places, documents, filters), documents))
    return _shown(home, items, documents, filters)


def own_items(home: Home, numbered: Numbered, filters: Filters) -> list[Place]:
    """第十四条 of the documents that an answer cited.

    Args:
        home (Home): The opened home.
        numbered (Numbered): What it is called, and what was cited.
        filters (Filters): Who asks, and what they see.

    Returns:
        list[Place]: Empty where none of the documents has such an item.
    """
    documents = home.library.documents(filters)
    versions = dict.fromkeys(place.version for place in numbered.cited)
    seen = [d for v in versions if (d := _visible(home, v, documents, filters))]
    outlines = [(d.version, home.library.outline(d.version, filters.reader)) for d in seen]
    return [Place(v, item.address) for v, outline in outlines for item in named_items(numbered.label, outline)][
        :OWN_ITEMS
    ]


def _visible(home: Home, version: VersionId, documents: Sequence[Document], filters: Filters) -> Document | None:
    """A version's document as it was then; None where its document is not among those that may be searched."""
    try:
        document = home.library.version_of(version, filters.reader)
    except BadRequest:  # removed, purged, or another's: one and the same for whoever asks
        return None
    return document if any(d.id == document.id for d in documents) else None


def _reached(items: Sequence[Item], address: str, reach: Reach) -> Iterator[Item]:
    """An item with what is below it, or its neighbours in reading order."""
    at = next((index for index, item in enumerate(items) if item.address == address), None)
    if at is None:
        return
    below = sum(item.address.startswith(f"{address}/") for item in items)
    spans = {
        "item": (at, at + 1 + below),
        "next": (at + 1, at + 2),
        "after": (at + 1, at + 1 + BESIDE),
        "previous": (at - 1, at),
        "before": (at - BESIDE, at),
        "around": (at - 1, at + 2),
    }
    first, last = spans[reach]
    yield from items[max(first, 0) : max(last, 0)]


def _why_nothing(home: Home, places: Sequence[Place], documents: Sequence[Document], filters: Filters) -> str:
    if any(_visible(home, place.version, documents, filters) for place in places):
        return "原文到这里为止，这一侧没有别的条目"
    return GONE


def _shown(
    home: Home, items: Sequence[tuple[Document, Item]], documents: Sequence[Document], filters: Filters
) -> Unfolded:
    paragraphs: dict[VersionId, list[Evidence]] = {}
    room = SHOWN_CHARS
    for document, item in dict.fromkeys(items):
        if room > 0:
            end = _end_within(item, room)
            paragraphs.setdefault(document.version, []).append(Evidence(document, item, item.start, item.start + end))
            room -= end
    laid = [Paragraph(_lead(group[0].document, documents), tuple(group)) for group in paragraphs.values()]
    evidence = [place for paragraph in laid for place in paragraph.evidence]
    citations = cite(home.library, evidence, filters.reader)
    searched = Searched.of({e.document.version: e.document for e in evidence}.values())
    text = f"{compose(laid, citations)}{_cut(evidence, items)}"
    return Unfolded(Answer("answered", text, citations, searched), _places(citations))


def _end_within(item: Item, room: int) -> int:
    """How much of an item's text is shown: all of it, or whole sentences as far as there is room."""
    if len(item.text) <= room:
        return len(item.text)
    return max((end for _, end in sentences(item.text) if end <= room), default=room)


def _lead(document: Document, documents: Sequence[Document]) -> str:
    """The document's name, and whether it was replaced since it was cited."""
    current = next(d for d in documents if d.id == document.id)
    if current.version == document.version:
        return f"{named(document)}："
    return f"{named(document)}（这是第 {document.number} 版的原文；文件已更新为第 {current.number} 版）："


def _cut(evidence: Sequence[Evidence], items: Sequence[tuple[Document, Item]]) -> str:
    whole = evidence[-1].end == evidence[-1].item.end and len(evidence) == len(dict.fromkeys(items))
    return "" if whole else "\n（篇幅较长，后面还有内容；可以接着问“后面还说了什么”，或打开原文查看）"


def _places(citations: Sequence[Citation]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(Place(c.version, c.address) for c in citations))


def nothing(line: str, documents: Sequence[Document]) -> Answer:
    """A follow-up that leads nowhere: what there is instead, in one line without its stop."""
    return Answer("not_found", f"没有找到：{line}。", searched=Searched.of(documents))
