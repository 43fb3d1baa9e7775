"""Paragraphs of quotes -> readable Chinese in which each quote ends in its [n]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.citing import Evidence
from ingest.records import Citation, Document, Item


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What an answer says of one document: a lead in our words, then quotes.

    What is said of the library itself, its documents and their number, needs no quotes: it stands in lead and lines.
    """

    lead: str
    evidence: tuple[Evidence, ...] = ()
    lines: tuple[str, ...] = ()  # in our words, below the quotes


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found by going through everything that was asked about."""

    status: Literal["answered", "not_found"]
    paragraphs: tuple[Paragraph, ...]


def heading(document: Document, item: Item) -> Evidence:
    """The label and the title: what a contents list would show."""
    title = item.text.find(item.title) if item.title else -1
    end = title + len(item.title) if title >= 0 else len(item.text)
    return Evidence(document, item, item.start, item.start + end)


def compose(paragraphs: Sequence[Paragraph], citations: Sequence[Citation]) -> str:
    """Lay out an answer.

    Args:
        paragraphs (Sequence[Paragraph]): In order.
        citations (Sequence[Citation]): Of their evidence, in the same order.

    Returns:
        str: One line a quote, an empty line between paragraphs.
    """
    texts = []
    numbered = iter(citations)
    for paragraph in paragraphs:
        lines = [paragraph.lead]
        for citation in (next(numbered) for _ in paragraph.evidence):
            lines.append(f"{_on_one_line(citation.quote)}（{citation.address}）[{citation.n}]")
        texts.append("\n".join((*lines, *paragraph.lines)))
    return "\n\n".join(texts)


def _on_one_line(quote: str) -> str:
    """Lines joined, cells of a table row set apart: what the citation holds stays as it is."""
    return quote.replace("\n", "").replace("\t", "｜")


def named(document: Document) -> str:
    """A document as a reader names it."""
    return document.title if document.title.startswith("《") else f"《{document.title}》"


def dated(document: Document) -> str:
    """A document by name, with its year where the name has none: reports of fifteen years have one title."""
    year = document.year
    return named(document) if year is None or str(year) in document.title else f"{named(document)}（{year}年）"
