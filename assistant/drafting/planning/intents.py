"""What last year's summary found wanting and means to do about it. Pure but for the embedding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.compare.likeness import likeness
from assistant.drafting.cutting import Stretch, leaf_items, sentences, whole
from assistant.drafting.pieces import pieces
from assistant.drafting.planning.roots import Root, skeleton_of
from assistant.drafting.records import Brief, Reading
from ingest.embedding import Embedding
from ingest.records import FloatMatrix, Item

# Likeness from which on an intention answers a problem, read in the summaries of corpus/: as a whole,
ANSWERS: Final = 0.24
PIECE: Final = 0.36  # or a part of it the problem's title.


_WHOLE: Final = frozenset(("总结", "总结及计划"))  # kinds that tell of a whole year; a report may tell of one matter
_PLEDGE: Final = re.compile("一定要|[决绝]不|尽心竭力|竭尽全力|必须高度重视|不负")


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of the last summary."""

    reading: Reading
    item: Item

    @property
    def stretch(self) -> Stretch:
        """All that the summary says of it."""
        return whole(self.reading, self.item)

    @property
    def title(self) -> str:
        """What is wrong, in a short sentence."""
        return sentences(self.reading, self.item)[0].quote


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that the last summary means to do, and the problems that it answers."""

    root: Root
    problems: tuple[Problem, ...]


def problems_of(brief: Brief) -> list[Problem]:
    """The problems of the last summaries, a whole year's summary first, each in its order.

    A line that only introduces problems is none, nor is a pledge to overcome them.
    """
    return [
        Problem(reading, item)
        for reading in sorted(brief.summaries, key=lambda reading: reading.document.kind not in _WHOLE)
        for item in leaf_items(reading)
        if item.tense == "problem"
        and not item.text.rstrip().endswith(("：", ":"))
        and not _PLEDGE.search(item.text.partition("。")[0])
    ]


def intents_of(brief: Brief, problems: Sequence[Problem], embedding: Embedding) -> list[Intent]:
    """What the last summaries mean to do; a report that is itself the base of the draft means nothing more.

    Args:
        brief (Brief): With the summaries.
        problems (Sequence[Problem]): Of the same summaries.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        list[Intent]: In their order; each problem is with the intention that answers it best, if any does. Of another
            unit's summary only those that answer a problem.
    """
    roots = [root for reading in brief.summaries if _intends(reading, brief) for root in skeleton_of(reading).roots]
    whole = likeness([problem.stretch.quote for problem in problems], [root.text for root in roots], embedding)
    piece = _piecewise(problems, roots, embedding)
    sure = (whole >= ANSWERS) | (piece >= PIECE)
    pairs = (whole + piece) * sure
    answered: dict[int, list[Problem]] = {}
    for problem, row in zip(problems, pairs, strict=True):
        if row.size and row.max() > 0:
            answered.setdefault(int(row.argmax()), []).append(problem)
    found = [Intent(root, tuple(answered.get(index, ()))) for index, root in enumerate(roots)]
    return [intent for intent in found if intent.problems or is_own(intent.root.reading, brief)]


def _piecewise(problems: Sequence[Problem], roots: Sequence[Root], embedding: Embedding) -> FloatMatrix:
    """How much the part of each intention that is most like a problem's title is like it."""
    parts = [[piece.quote for sentence in root.body for piece in pieces(sentence)] or [root.text] for root in roots]
    titles = [problem.title for problem in problems]
    each = [likeness(titles, words, embedding).max(1, initial=0) for words in parts]
    return np.stack(each, axis=1) if each else np.zeros((len(problems), 0), np.float32)


def _intends(reading: Reading, brief: Brief) -> bool:
    """Whether what a report plans is more than the base of the draft, which a series of reports is itself."""
    return reading.document not in {prior.document for prior in brief.prior}


def own_summaries(brief: Brief) -> list[Reading]:
    """The summaries that tell what became of one's own plan: another unit's work is not one's own."""
    return [reading for reading in brief.summaries if is_own(reading, brief)]


def is_own(reading: Reading, brief: Brief) -> bool:
    """Whether a document is the own unit's, as far as it tells: what another unit means to do is not one's own plan.

    Args:
        reading (Reading): A document.
        brief (Brief): Of the draft.

    Returns:
        bool: True where it names the own unit, or where the own unit has no name.
    """
    document = reading.document
    named = (document.unit,) if document.unit else (document.file, document.title)
    return not brief.unit or any(name in words for name in (brief.unit, *brief.names) for words in named if name)
