"""Questions that are answered from structure, exhaustively: parts, counts, named items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.citing import Evidence
from assistant.composing import Paragraph, heading, named
from assistant.question import Asked
from assistant.reader import QUOTED_CHARS
from assistant.structure import (
    asks_for_item_count,
    asks_for_parts,
    named_items,
    numbered_items_of,
    parts_of,
    runs_on,
)
from ingest.home import Home
from ingest.passages import sentences
from ingest.records import Document, Filters, Item

MEMBERS: Final = 12  # items of a list that a heading brings along


def from_structure(home: Home, asked: Asked, documents: Sequence[Document], filters: Filters) -> list[Paragraph]:
    """Answer how many parts or items the documents have that the question points to.

    Args:
        home (Home): The opened home.
        asked (Asked): The question, taken apart.
        documents (Sequence[Document]): Those that may be searched.
        filters (Filters): What to search in, and who asks.

    Returns:
        list[Paragraph]: Empty where the question does not ask for structure.
    """
    pointed = [d for d in documents if d.id in asked.documents or len(documents) == 1]
    outlines = [(d, home.library.outline(d.version, filters.reader)) for d in pointed]
    if asks_for_parts(asked.text):
        return [_parts(d, parts) for d, outline in outlines if (parts := parts_of(outline))]
    if asks_for_item_count(asked.text):
        return [_count(d, items) for d, outline in outlines if (items := numbered_items_of(outline))]
    return [_named_item(d, item) for d, outline in outlines for item in named_items(asked.text, outline)][:MEMBERS]


def _named_item(document: Document, item: Item) -> Paragraph:
    """第十四条 itself: its sentences as far as an answer goes."""
    evidence = [Evidence(document, item, item.start + first, item.start + last) for first, last in sentences(item.text)]
    within = [e for e in evidence if e.end - item.start <= QUOTED_CHARS] or evidence[:1]
    return Paragraph(f"{named(document)}{item.address}：", tuple(within))


def _parts(document: Document, parts: Sequence[Item]) -> Paragraph:
    return Paragraph(f"{named(document)}共 {len(parts)} 个部分：", tuple(heading(document, item) for item in parts))


def _count(document: Document, items: Sequence[Item]) -> Paragraph:
    first, last = items[0], items[-1]
    numbering = f"全文连续编号 {first.label}—{last.label}" if runs_on(items) else "各部分分别编号"
    return Paragraph(
        f"{named(document)}共 {len(items)} 条（{numbering}），首条和末条是：",
        (heading(document, first), heading(document, last)),
    )
