"""The story of an answer.

question -> structure, or items -> statements -> citations -> readable Chinese, or a "not found" that says what was
searched
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.citing import Evidence, cite
from assistant.composing import Paragraph, compose, heading, named
from assistant.exhaustive import MEMBERS, from_structure
from assistant.question import Asked, analyse
from assistant.reader import QUOTED_CHARS, Statement, introduces, pick
from assistant.search import ranked
from assistant.structure import members_of
from ingest.home import Home
from ingest.records import Answer, Filters, ItemHit, Searched, VersionId

EVIDENCE_ITEMS: Final = 12  # items whose sentences are read
NEAREST_ITEMS: Final = 3  # items that a "not found" names as the nearest


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
    paragraphs = from_structure(home, asked, documents, filters)
    if not paragraphs:
        hits = ranked(home, asked, EVIDENCE_ITEMS, filters)
        paragraphs = _by_document([e for s in pick(asked, hits) for e in _whole(home, s, filters)])
        if not paragraphs:
            return Answer("not_found", _not_found(searched, hits), searched=searched)
    citations = cite(home.library, [e for p in paragraphs for e in p.evidence], filters.reader)
    return Answer("answered", compose(paragraphs, citations), citations, searched)


def _whole(home: Home, statement: Statement, filters: Filters) -> list[Evidence]:
    """A sentence that introduces a list or is a heading says nothing without what it introduces."""
    item, document, evidence = statement.hit.item, statement.hit.document, statement.evidence
    if not introduces(statement):
        return [evidence]
    if evidence.end < item.end:
        return [replace(evidence, end=min(item.end, evidence.start + QUOTED_CHARS))]
    members = members_of(home.library.outline(document.version, filters.reader), item)
    return [evidence, *(heading(document, member) for member in members[:MEMBERS])]


def _by_document(evidence: Sequence[Evidence]) -> list[Paragraph]:
    """Documents as their best sentence ranks them, inside a document as it reads."""
    grouped: dict[VersionId, list[Evidence]] = {}
    for place in evidence:
        grouped.setdefault(place.document.version, []).append(place)
    return [Paragraph(f"{named(group[0].document)}：", _without_repeats(group)) for group in grouped.values()]


def _without_repeats(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """In reading order, without what stands inside another quote."""
    kept: list[Evidence] = []
    for place in sorted(evidence, key=lambda e: (e.start, -e.end)):
        if not kept or place.end > kept[-1].end:
            kept.append(place)
    return tuple(kept)


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
        lines += [f"· {named(h.document)}{h.item.address} {h.item.title}" for h in nearest[:NEAREST_ITEMS]]
    return "\n".join(lines)
