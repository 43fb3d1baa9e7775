"""A passage is worth more where other passages of its document answer the question, too. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from itertools import islice
from typing import Final

from ingest.records import PassageId

# Flat from 0.05 to 0.15, over law questions (tests/bench/law_ranking.py; documents are laws) and report questions.
SUPPORT: Final = 0.1  # what a document's evidence weighs beside the passage's own score of 1
SUPPORTERS: Final = 200  # best passages that count as evidence
STEEPNESS: Final = 3  # few good passages say more of a document than many weak ones, of which long documents have more


def supported(scores: Mapping[PassageId, float], documents: Mapping[PassageId, Hashable]) -> dict[PassageId, float]:
    """Add to each passage's score a share of the evidence for its document, the sum of powers of its best scores.

    Args:
        scores (Mapping[PassageId, float]): In [0, 1], best first.
        documents (Mapping[PassageId, Hashable]): Where passages stand; those that are not in it are left out.

    Returns:
        dict[PassageId, float]: In [0, 1], best first.
    """
    known = {passage: score for passage, score in scores.items() if passage in documents}
    evidence: defaultdict[Hashable, float] = defaultdict(float)
    for passage, score in islice(known.items(), SUPPORTERS):
        evidence[documents[passage]] += score**STEEPNESS
    most = max(evidence.values(), default=0.0) or 1.0
    added = {
        passage: (score + SUPPORT * evidence[documents[passage]] / most) / (1 + SUPPORT)
        for passage, score in known.items()
    }
    return dict(sorted(added.items(), key=lambda entry: (-entry[1], entry[0])))
