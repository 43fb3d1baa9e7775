"""The story of an answer.

question -> items -> statements -> citations -> readable Chinese, or a "not found" that says what was searched
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from assistant.citing import cite
from assistant.question import analyse
from assistant.reader import Statement, pick
from assistant.search import search
from ingest.home import Home
from ingest.records import Answer, Citation, Filters, ItemHit, Searched

EVIDENCE_ITEMS: Final = 12  # items whose sentences are read
NEAREST_ITEMS: Final = 3  # items that a "not found" names as the nearest


def answer(home: Home, question: str, filters: Filters) -> Answer:
    """Answer from the library with verbatim sentences, or say that it is silent.

    Args:
        home (Home): The opened home.
        question (str): In the user's words.
        filters (Filters): What to search in, and who asks.

    Returns:
        Answer: Each line of an answered one ends in its [n].
    """
    searched = _searched(home, filters)
    asked = analyse(question, home.library.documents(filters), home.library.profile().abbreviations)
    hits = search(home, question, EVIDENCE_ITEMS, filters)
    statements = pick(asked, hits)
    if not statements:
        return Answer("not_found", _not_found(searched, hits), searched=searched)
    statements = _in_reading_order(statements)
    citations = cite(home.library, [s.evidence for s in statements], filters.reader)
    return Answer("answered", _compose(citations), citations, searched)


def _searched(home: Home, filters: Filters) -> Searched:
    documents = home.library.documents(filters)
    return Searched(len(documents), tuple(sorted({d.year for d in documents if d.year})))


def _in_reading_order(statements: Sequence[Statement]) -> list[Statement]:
    """Documents as their best statement ranks them, inside a document as it reads."""
    rank: dict[int, int] = {}
    for statement in statements:
        rank.setdefault(statement.evidence.document.version, len(rank))
    return sorted(statements, key=lambda s: (rank[s.evidence.document.version], s.evidence.start))


def _compose(citations: Sequence[Citation]) -> str:
    """One paragraph a document: its title, then each sentence with its address and number."""
    paragraphs = []
    for document, group in groupby(citations, key=lambda c: c.document):
        lines = [f"{c.quote.replace(chr(10), '')}（{c.address}）[{c.n}]" for c in group]
        paragraphs.append("\n".join([f"《{document.strip('《》')}》：", *lines]))
    return "\n\n".join(paragraphs)


def _not_found(searched: Searched, nearest: Sequence[ItemHit]) -> str:
    if not searched.documents:
        return "没有找到：资料库里没有可供检索的文件。请先导入文件，或放宽筛选条件。"
    years = f"（{'、'.join(map(str, searched.years))}年）" if searched.years else ""
    lines = [f"没有找到。已检索 {searched.documents} 份文件{years}，其中没有能回答这个问题的原文。"]
    if nearest:
        lines.append("最接近的条目（不是答案）：")
        lines += [
            f"· 《{h.document.title.strip('《》')}》{h.item.address} {h.item.title}" for h in nearest[:NEAREST_ITEMS]
        ]
    return "\n".join(lines)
