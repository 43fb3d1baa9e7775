"""question -> ranked items: lexical and dense hits, fused, re-read from the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.question import Asked, analyse
from assistant.structure import asks_for_parts, parts_of
from ingest.home import Home
from ingest.library import Located
from ingest.records import DocumentId, Filters, ItemHit, PassageHit, PassageId

# Convex fusion of max-normalised scores. DESIGN.md, decision 4: a dense weight of 0.2 to 0.5 helps, equal ranks harm.
DENSE_WEIGHT: Final = 0.2
CANDIDATES: Final = 200  # passages taken from either ranker before they are fused

ELSEWHERE: Final = 0.6  # what a hit outside the documents that the question points to is worth


def search(home: Home, question: str, k: int, filters: Filters) -> list[ItemHit]:
    """Rank the library's items by a question.

    Args:
        home (Home): The opened home.
        question (str): In the user's words.
        k (int): At most so many items.
        filters (Filters): What to search in, and who asks.

    Returns:
        list[ItemHit]: Best first; the score is in [0, 1] and comparable within one question only.
    """
    home.index.catch_up()
    asked = analyse(question, home.library.documents(filters), home.library.profile().abbreviations)
    lexical = home.index.lexical(asked.words, CANDIDATES, filters)
    dense = home.index.dense(home.embedding.query(asked.words), CANDIDATES, filters)
    fused = fuse(lexical, dense, DENSE_WEIGHT)
    ranked = _by_item(fused, home.library.locate(list(fused), filters))
    return [*_parts_asked_for(home, asked, filters), *_preferring(asked.documents, ranked)][:k]


def fuse(lexical: Sequence[PassageHit], dense: Sequence[PassageHit], dense_weight: float) -> dict[PassageId, float]:
    """Convex sum of max-normalised scores.

    Args:
        lexical (Sequence[PassageHit]): BM25 scores, >= 0.
        dense (Sequence[PassageHit]): Cosine similarities; those below 0 count as 0.
        dense_weight (float): Between 0 and 1.

    Returns:
        dict[PassageId, float]: Score in [0, 1] by passage, best first.
    """
    scores: dict[PassageId, float] = {}
    for hits, weight in ((lexical, 1 - dense_weight), (dense, dense_weight)):
        best = max((hit.score for hit in hits), default=0.0)
        for hit in hits:
            share = max(hit.score, 0.0) / best if best > 0 else 0.0
            scores[hit.id] = scores.get(hit.id, 0.0) + weight * share
    return dict(sorted(scores.items(), key=lambda entry: (-entry[1], entry[0])))


def _by_item(fused: dict[PassageId, float], located: dict[PassageId, Located]) -> list[ItemHit]:
    """An item scores as its best passage does; its other passages that were found are its further spans."""
    hits: dict[tuple[int, str], ItemHit] = {}
    for passage, score in fused.items():
        if passage not in located:
            continue
        place = located[passage]
        key = (place.document.version, place.item.address)
        first = hits.get(key)
        spans = (*(first.spans if first else ()), (place.start, place.end))
        hits[key] = ItemHit(place.document, place.item, first.score if first else score, spans)
    return list(hits.values())


def _preferring(documents: frozenset[DocumentId], hits: Sequence[ItemHit]) -> list[ItemHit]:
    if not documents:
        return list(hits)
    weighed = [h if h.document.id in documents else replace(h, score=h.score * ELSEWHERE) for h in hits]
    return sorted(weighed, key=lambda hit: -hit.score)


def _parts_asked_for(home: Home, asked: Asked, filters: Filters) -> list[ItemHit]:
    """分成哪几部分 is answered by headings, which share no word with the question."""
    if not asks_for_parts(asked.text):
        return []
    documents = [d for d in home.library.documents(filters) if d.id in asked.documents]
    outlines = [(d, home.library.outline(d.version, filters.reader)) for d in documents]
    return [ItemHit(d, item, 1.0, ((item.start, item.end),)) for d, outline in outlines for item in parts_of(outline)]
