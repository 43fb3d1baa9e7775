"""question -> ranked items: lexical and dense hits, fused, re-read from the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from assistant.exhaustive.answers import from_structure
from assistant.exhaustive.structure import introduces, members_of
from assistant.question import Asked, analyse, checked, sums_up, years_told
from assistant.support import supported
from ingest.home import Home
from ingest.library import Located
from ingest.records import Filters, ItemHit, PassageHit, PassageId, VersionId

# Convex fusion of max-normalised scores. DESIGN.md, decision 4: a dense weight of 0.2 to 0.5 helps, equal ranks harm.
DENSE_WEIGHT: Final = 0.2
BRIDGE_WEIGHT: Final = 0.03  # of the official wordings for what the question says in everyday words
READ_BRIDGE_WEIGHT: Final = 0.06  # likewise where the items' sentences are read again: more may be brought along
OFFICIAL: Final = 3  # wordings of each that are searched for
CANDIDATES: Final = 1000  # passages taken from either ranker before they are fused
LOCATED: Final = 300  # best of them that are re-read from the library, which takes longer than ranking them
LOCATED_EACH: Final = 3  # likewise for each item wanted

ELSEWHERE: Final = 0.6  # what a hit outside the documents that the question points to is worth
OTHER_YEAR: Final = 0.8  # likewise a hit that does not tell of the year that the question names
YEAR_AHEAD: Final = 0.9  # likewise what the year before intends for it: its own documents know better
OTHER_WORDS: Final = 0.8  # likewise a hit without the phrases that stand in quotation marks


def search(home: Home, question: str, k: int, filters: Filters) -> list[ItemHit]:
    """Find the library's items for a question in the user's words: those that answer from structure, then as `ranked`.

    Args:
        home (Home): The opened home.
        question (str): 第三部分有哪几条 is answered by items that share no word with it.
        k (int): At most so many items.
        filters (Filters): What to search in, and who asks.

    Returns:
        list[ItemHit]: Best first.
    """
    documents = home.library.documents(filters)
    asked = analyse(checked(question), documents, home.library.profile())
    told = from_structure(home, asked, documents, filters)
    places = [e for paragraph in told.paragraphs for e in paragraph.evidence] if told else []
    first = [ItemHit(e.document, e.item, 1.0, ((e.start, e.end),)) for e in places]
    return _with_members(home, [*first, *_best(home, asked, k, filters, BRIDGE_WEIGHT)], filters)[:k]


def ranked(
    home: Home, asked: Asked, k: int, filters: Filters, *, bridge_weight: float = BRIDGE_WEIGHT
) -> list[ItemHit]:
    """Rank the library's items by a question.

    Args:
        home (Home): The opened home.
        asked (Asked): The question, taken apart.
        k (int): At most so many items.
        filters (Filters): What to search in, and who asks.
        bridge_weight (float): Of the official wordings, in [0, 1 - DENSE_WEIGHT].

    Returns:
        list[ItemHit]: Best first; the score is in [0, 1] and comparable within one question only.
    """
    return _with_members(home, _best(home, asked, k, filters, bridge_weight), filters)[:k]


def _best(home: Home, asked: Asked, k: int, filters: Filters, bridge_weight: float) -> list[ItemHit]:
    home.index.catch_up(wait=False)  # a search goes on with what is there while another thread writes
    official = official_wordings(asked)
    fused = fuse(
        (home.index.lexical(asked.words, CANDIDATES, filters), 1 - DENSE_WEIGHT - bridge_weight),
        (home.index.lexical(official, CANDIDATES, filters), bridge_weight),
        (home.index.dense(home.embedding.query(asked.words), CANDIDATES, filters), DENSE_WEIGHT),
    )
    fused = dict(islice(fused.items(), max(LOCATED, LOCATED_EACH * k)))
    located = home.library.locate(list(fused), filters)
    fused = supported(fused, {passage: place.document.id for passage, place in located.items()})
    return _preferring(asked, _by_item(fused, located))[:k]


def official_wordings(asked: Asked) -> str:
    """What documents write where the question uses everyday words; "" where it uses none."""
    return " ".join(wording for bridge in asked.bridges for wording in bridge.official[:OFFICIAL])


def fuse(*rankings: tuple[Sequence[PassageHit], float]) -> dict[PassageId, float]:
    """Convex sum of max-normalised scores.

    Args:
        *rankings (tuple[Sequence[PassageHit], float]): Hits with scores of one scale (negative ones count as 0), and
            their weight; the weights sum to 1.

    Returns:
        dict[PassageId, float]: Score in [0, 1] by passage, best first.
    """
    scores: dict[PassageId, float] = {}
    for hits, weight in rankings:
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
        other_words = not all(phrase in hit.item.text for phrase in asked.quoted)
        return elsewhere * _of_year(asked, hit) * (OTHER_WORDS if other_words else 1.0)

    weighed = [replace(hit, score=hit.score * weight(hit)) for hit in hits]
    return sorted(weighed, key=lambda hit: -hit.score)


def _of_year(asked: Asked, hit: ItemHit) -> float:
    """What a hit is worth to a question that names years; 2022年总结及2023年安排 is 2023's only where it is meant."""
    document = hit.document
    if not asked.years:
        return 1.0
    if not asked.years & years_told(document, hit.item):
        return OTHER_YEAR
    intends = sums_up(document) and hit.item.tense == "plan" and document.year not in asked.years
    return YEAR_AHEAD if intends and document.id not in asked.documents else 1.0


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
