"""The story of an answer.

question -> structure, or items -> statements -> citations -> readable Chinese, or a "not found" that says what was
searched
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.citing import Evidence, cite
from assistant.question import Asked, analyse
from assistant.reader import QUOTED_CHARS, Statement, introduces, pick
from assistant.search import ranked
from assistant.structure import (
    asks_for_item_count,
    asks_for_parts,
    members_of,
    named_items,
    numbered_items_of,
    parts_of,
    runs_on,
)
from ingest.home import Home
from ingest.passages import sentences
from ingest.records import Answer, Citation, Document, Filters, Item, ItemHit, Searched, VersionId

EVIDENCE_ITEMS: Final = 12  # items whose sentences are read
MEMBERS: Final = 12  # items of a list that a heading brings along
NEAREST_ITEMS: Final = 3  # items that a "not found" names as the nearest


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What an answer says of one document: a lead in our words, then quotes."""

    lead: str
    evidence: tuple[Evidence, ...]


def answer(home: Home, question: str, filters: Filters) -> Answer:
    """Answer from the library with verbatim sentences, or say that it is silent.

    Args:
        home (Home): The opened home.
        question (str): In the user's words.
        filters (Filters): What to search in, and who asks.

    Returns:
        Answer: Each quote in an answered one ends in its [n].
    """
    documents = home.library.documents(filters)
    searched = Searched(len(documents), tuple(sorted({d.year for d in documents if d.year})))
    asked = analyse(question, documents, home.library.profile())
    if asked.absent:
        return Answer("not_found", _absent(asked, searched), searched=searched)
    paragraphs = _from_structure(home, asked, documents, filters)
    if not paragraphs:
        hits = ranked(home, asked, EVIDENCE_ITEMS, filters)
        paragraphs = _by_document([e for s in pick(asked, hits) for e in _whole(home, s, filters)])
        if not paragraphs:
            return Answer("not_found", _not_found(searched, hits), searched=searched)
    citations = cite(home.library, [e for p in paragraphs for e in p.evidence], filters.reader)
    return Answer("answered", _compose(paragraphs, citations), citations, searched)


def _from_structure(home: Home, asked: Asked, documents: Sequence[Document], filters: Filters) -> list[Paragraph]:
    """How many parts or items the documents have that the question points to."""
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
    return Paragraph(f"{_named(document)}{item.address}：", tuple(within))


def _whole(home: Home, statement: Statement, filters: Filters) -> list[Evidence]:
    """A sentence that introduces a list or is a heading says nothing without what it introduces."""
    item, document, evidence = statement.hit.item, statement.hit.document, statement.evidence
    if not introduces(statement):
        return [evidence]
    if evidence.end < item.end:
        return [replace(evidence, end=min(item.end, evidence.start + QUOTED_CHARS))]
    members = members_of(home.library.outline(document.version, filters.reader), item)
    return [evidence, *(_heading(document, member) for member in members[:MEMBERS])]


def _parts(document: Document, parts: Sequence[Item]) -> Paragraph:
    return Paragraph(f"{_named(document)}共 {len(parts)} 个部分：", tuple(_heading(document, item) for item in parts))


def _count(document: Document, items: Sequence[Item]) -> Paragraph:
    first, last = items[0], items[-1]
    numbering = f"全文连续编号 {first.label}—{last.label}" if runs_on(items) else "各部分分别编号"
    return Paragraph(
        f"{_named(document)}共 {len(items)} 条（{numbering}），首条和末条是：",
        (_heading(document, first), _heading(document, last)),
    )


def _heading(document: Document, item: Item) -> Evidence:
    """The label and the title: what a contents list would show."""
    title = item.text.find(item.title) if item.title else -1
    end = title + len(item.title) if title >= 0 else len(item.text)
    return Evidence(document, item, item.start, item.start + end)


def _by_document(evidence: Sequence[Evidence]) -> list[Paragraph]:
    """Documents as their best sentence ranks them, inside a document as it reads."""
    grouped: dict[VersionId, list[Evidence]] = {}
    for place in evidence:
        grouped.setdefault(place.document.version, []).append(place)
    return [Paragraph(f"{_named(group[0].document)}：", _without_repeats(group)) for group in grouped.values()]


def _without_repeats(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """In reading order, without what stands inside another quote."""
    kept: list[Evidence] = []
    for place in sorted(evidence, key=lambda e: (e.start, -e.end)):
        if not kept or place.end > kept[-1].end:
            kept.append(place)
    return tuple(kept)


def _compose(paragraphs: Sequence[Paragraph], citations: Sequence[Citation]) -> str:
    texts = []
    numbered = iter(citations)
    for paragraph in paragraphs:
        lines = [paragraph.lead]
        for citation in (next(numbered) for _ in paragraph.evidence):
            lines.append(f"{citation.quote.replace(chr(10), '')}（{citation.address}）[{citation.n}]")
        texts.append("\n".join(lines))
    return "\n\n".join(texts)


def _absent(asked: Asked, searched: Searched) -> str:
    years = f"，年份有 {'、'.join(map(str, searched.years))}" if searched.years else ""
    return f"没有找到：资料库里没有{'、'.join(asked.absent)}。已检索 {searched.documents} 份文件{years}。"


def _not_found(searched: Searched, nearest: Sequence[ItemHit]) -> str:
    if not searched.documents:
        return "没有找到：资料库里没有可供检索的文件。请先导入文件，或放宽筛选条件。"
    years = f"（{'、'.join(map(str, searched.years))}年）" if searched.years else ""
    lines = [f"没有找到。已检索 {searched.documents} 份文件{years}，其中没有能回答这个问题的原文。"]
    if nearest:
        lines.append("最接近的条目（不是答案）：")
        lines += [f"· {_named(h.document)}{h.item.address} {h.item.title}" for h in nearest[:NEAREST_ITEMS]]
    return "\n".join(lines)


def _named(document: Document) -> str:
    return document.title if document.title.startswith("《") else f"《{document.title}》"
