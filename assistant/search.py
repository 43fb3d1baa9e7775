"""question -> ranked items: lexical and dense hits, fused, re-read from the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from assistant.question import Asked, analyse, years_told
from assistant.structure import asks_for_parts, introduces, members_of, named_items, parts_of
from ingest.home import Home
from ingest.library import Located
from ingest.records import Filters, ItemHit, PassageHit, PassageId, VersionId

# Convex fusion of max-normalised scores. DESIGN.md, decision 4: a dense weight of 0.2 to 0.5 helps, equal ranks harm.
DENSE_WEIGHT: Final = 0.2
CANDIDATES: Final = 200  # passages taken from either ranker before they are fused

ELSEWHERE: Final = 0.6  # what a hit outside the documents that the question points to is worth
OTHER_YEAR: Final = 0.8  # likewise a hit that does not tell of the year that the question names


def search(home: Home, question: str, k: int, filters: Filters) -> list[ItemHit]:
    """Rank the library's items by a question in the user's words; as `ranked`."""
    documents = home.library.documents(filters)
    return ranked(home, analyse(question, documents, home.library.profile()), k, filters)


def ranked(home: Home, asked: Asked, k: int, filters: Filters) -> list[ItemHit]:
    """Rank the library's items by a question.

    Args:
        home (Home): The opened home.
        asked (Asked): The question, taken apart.
        k (int): At most so many items.
        filters (Filters): What to search in, and who asks.

    Returns:
        list[ItemHit]: Best first; the score is in [0, 1] and comparable within one question only.
    """
    home.index.catch_up(wait=False)  # a search goes on with what is there while another thread writes
    lexical = home.index.lexical(asked.words, CANDIDATES, filters)
    dense = home.index.dense(home.embedding.query(asked.words), CANDIDATES, filters)
    fused = fuse(lexical, dense, DENSE_WEIGHT)
    hits = _preferring(asked, _by_item(fused, home.library.locate(list(fused), filters)))
    return _with_members(home, [*_asked_for(home, asked, filters), *hits[:k]], filters)[:k]


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


def _preferring(asked: Asked, hits: Sequence[ItemHit]) -> list[ItemHit]:
    """What the question points to comes first, though nothing is left out: it may have pointed wrongly."""

    def weight(hit: ItemHit) -> float:
        pointed = not asked.documents or hit.document.id in asked.documents
        meant = not asked.units or any(unit in (hit.document.unit or hit.document.title) for unit in asked.units)
        elsewhere = 1.0 if pointed and meant else ELSEWHERE
        other_year = asked.years and not asked.years & years_told(hit.document, hit.item)
        return elsewhere * (OTHER_YEAR if other_year else 1.0)

    weighed = [replace(hit, score=hit.score * weight(hit)) for hit in hits]
    return sorted(weighed, key=lambda hit: -hit.score)


def _with_members(home: Home, hits: Sequence[ItemHit], filters: Filters) -> list[ItemHit]:
    """An item that introduces a list (…按照下列程序办理：) brings the list along."""
    complete: dict[tuple[VersionId, str], ItemHit] = {}
    for hit in hits:
        complete.setdefault((hit.document.version, hit.item.address), hit)
        if introduces(hit.item.text):
            outline = home.library.outline(hit.document.version, filters.reader)
            for item in members_of(outline, hit.item):
                member = ItemHit(hit.document, item, hit.score, ((item.start, item.end),))
                complete.setdefault((hit.document.version, item.address), member)
    return list(complete.values())


def _asked_for(home: Home, asked: Asked, filters: Filters) -> list[ItemHit]:
    """分成哪几部分 and 第十四条 are answered by items that share no word with the question."""
    choose = parts_of if asks_for_parts(asked.text) else partial(named_items, asked.text)
    documents = [d for d in home.library.documents(filters) if d.id in asked.documents]
    outlines = [(d, home.library.outline(d.version, filters.reader)) for d in documents]
    return [ItemHit(d, item, 1.0, ((item.start, item.end),)) for d, outline in outlines for item in choose(outline)]
