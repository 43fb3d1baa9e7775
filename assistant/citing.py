"""Every claim against the library's text: a citation is made here or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.library import Library
from ingest.records import Citation, Document, Item


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a document's content that supports a statement."""

    document: Document
    item: Item
    start: int
    end: int


class ForgedQuote(AssertionError):
    """A quote does not stand where its citation says: a fault of this program, never shown as an answer."""


def cite(library: Library, evidence: Sequence[Evidence], reader: str) -> tuple[Citation, ...]:
    """Number evidence from 1 and take each quote from the stored text itself.

    Args:
        library (Library): The truth.
        evidence (Sequence[Evidence]): In the order of their numbers.
        reader (str): Who asks; a document that they may not see is not found.

    Returns:
        tuple[Citation, ...]: Each `quote` is `content[start:end]` of its version, by construction and by check.

    Raises:
        ForgedQuote: If a span is empty, or lies outside its item.
    """
    contents = {v: library.content(v, reader) for v in {place.document.version for place in evidence}}
    citations = []
    for n, place in enumerate(evidence, 1):
        if not place.item.start <= place.start < place.end <= place.item.end:
            raise ForgedQuote(f"span {place.start}:{place.end} is outside {place.item.address}")
        citations.append(
            Citation(
                n=n,
                file=place.document.file,
                version=place.document.version,
                document=place.document.title,
                address=place.item.address,
                quote=contents[place.document.version][place.start : place.end],
                start=place.start,
                end=place.end,
                page=place.item.page_at(place.start),
            )
        )
    return tuple(citations)
