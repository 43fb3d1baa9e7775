"""What a draft can have at best, and whether it is ahead of its baselines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.embedding import Embedding
from ingest.records import Outline
from tests.bench.drafting_material import HeldOut, planned
from tests.bench.drafting_score import Share, going_on, headings_of, is_among, leaves_of, sentence_spans_of, share_among


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of a true plan its year's sources have a counterpart for; the rest was new, and a draft invents nothing.

    A draft that had all of it would be all of its sources on end: the bound is generous. What the plan of two years ago
    had and last year's dropped would be the next to take up; `returning` tells how much of that comes back.
    """

    headings: Share
    items: Share
    returning: Share  # of the sentences that last year's plan dropped, those that the true plan has again


def reach_of(held: HeldOut, embedding: Embedding) -> Reach:
    """Look for the true plan in every source of the draft.

    Args:
        held (HeldOut): The true document and the sources.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Reach: What goes on, by `compare`, from at least one of them: 延续 or 改写.
    """
    found = set[int]().union(*(going_on(held.true, source, embedding) for source in _sources(held)))
    headings, items = headings_of(held.true), leaves_of(held.true)
    return Reach(share_among(found, headings), share_among(found, items), _returning(held, embedding))


def _returning(held: HeldOut, embedding: Embedding) -> Share:
    """How many sentences of the plan before last year's come back; none of none where there is no such plan."""
    gone: list[bool] = []
    for reading in held.brief.prior[1:2]:
        older = planned(reading.outline)
        kept, again = (going_on(older, other, embedding) for other in (held.base, held.true))
        gone += [is_among(again, *span) for span in sentence_spans_of(older) if not is_among(kept, *span)]
    return Share(sum(gone), len(gone))


def _sources(held: HeldOut) -> Iterable[Outline]:
    """What own documents plan, and all that the last summaries, the superior and the regulations say."""
    brief = held.brief
    yield from (planned(reading.outline) for reading in brief.prior)
    yield from (reading.outline for reading in (*brief.summaries, *brief.superiors, *brief.regulations))


def is_ahead(draft: Share, baselines: Iterable[Share], most: Share) -> bool:
    """Whether a draft has more than each baseline, or as much where there is no more to be had.

    Args:
        draft (Share): What the draft has.
        baselines (Iterable[Share]): What the others have, at least one.
        most (Share): What it can have at best.

    Returns:
        bool: True, too, where nothing is asked for.
    """
    best = max(each.value for each in baselines)
    return not draft.of or draft.value > best or (draft.value == best and draft.has >= most.has)
