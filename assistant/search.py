"""question -> ranked items: lexical and dense hits, fused, re-read from the library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ingest.home import Home
from ingest.library import Located
from ingest.records import Filters, ItemHit, PassageHit, PassageId

# Convex fusion of max-normalised scores. DESIGN.md, decision 4: a dense weight of 0.2 to 0.5 helps, equal ranks harm.
DENSE_WEIGHT: Final = 0.2
CANDIDATES: Final = 200  # passages taken from either ranker before they are fused

# Words of a question that no document answers with; they only dilute BM25.
_ASKING: Final = re.compile(
    r"请问|是什么|有什么|有哪些|哪几|哪些|哪个|哪一|哪里|什么|多少|多久|几次|几个|几条|怎么样|怎么|怎样|如何|为什么|是否|"
    r"分别|具体|包括|吗|呢|[？?]"
)


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
    words = key_words(question, home.library.profile().abbreviations)
    lexical = home.index.lexical(words, CANDIDATES, filters)
    dense = home.index.dense(home.embedding.query(words), CANDIDATES, filters)
    fused = fuse(lexical, dense, DENSE_WEIGHT)
    located = home.library.locate(list(fused), filters)
    return _by_item(fused, located)[:k]


def key_words(question: str, abbreviations: Mapping[str, str]) -> str:
    """A question without its asking words, the full forms of its abbreviations added.

    Args:
        question (str): In the user's words.
        abbreviations (Mapping[str, str]): Short form -> full form, from the unit profile.

    Returns:
        str: Never empty unless the question is: a question of asking words only stays as it is.
    """
    full = [long for short, long in abbreviations.items() if short in question and long not in question]
    words = _ASKING.sub(" ", question).strip() or question
    return " ".join([words, *full])


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


def years_of(hits: Iterable[ItemHit]) -> tuple[int, ...]:
    """The years of the documents that hits come from, ascending."""
    return tuple(sorted({hit.document.year for hit in hits if hit.document.year}))
