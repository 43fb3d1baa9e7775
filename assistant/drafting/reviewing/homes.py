"""The sentences of a report, cut where they turn from one item of the plan to another. Pure but for the embedding.

In: a report, and which stretches of it the year's matrix has given to which items. Out: runs, each of one item or of
none. A part that tells what came of the part before it (抽查4次，发现问题9个) never leaves that part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.compare.likeness import likeness
from assistant.drafting.cutting import Stretch, sentences
from assistant.drafting.pieces import pieces, says_little
from assistant.drafting.planning.roots import Root
from assistant.drafting.records import Reading
from assistant.drafting.reviewing.repeats import UNASKED, Run
from ingest.embedding import Embedding

# What a part begins with that only tells what came of the one before it.
_WHEN: Final = r"(?:\d{1,2}月(?:底|\d{1,2}日)?前|年内|年底前|已|均|全部|按期|基本|完成)*"
_RESULT: Final = re.compile(
    f"{_WHEN}(?:发现|查处|查摆|检视出|收集|反馈|提出|指出|追回|整改|办结|采纳|转化|取消|缩短|下降|增长|增加|减少|提高到)"
    "|[占达较比均已]|同比|平均|问题|数量|次数|人数|比例|(?:仍|另)有|其余|剩余|[一-鿿]{1,4}率"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a report that the matrix has given to an item, or to none."""

    start: int
    end: int
    root: int  # index of the item; UNASKED for none


def runs_of(reading: Reading, places: Sequence[Place], roots: Sequence[Root], embedding: Embedding) -> Iterator[Run]:
    """Cut a report.

    Args:
        reading (Reading): The report.
        places (Sequence[Place]): What the matrix knows of it.
        roots (Sequence[Root]): The items of the plan.
        embedding (Embedding): What knows words of like meaning.

    Yields:
        Run: In reading order; what the matrix left out is left out.
    """
    done = [item for item in reading.outline.items if item.tense == "done"]
    cut = [(sentence, pieces(sentence)) for item in done for sentence in sentences(reading, item)]
    texts = [part.quote for _, parts in cut for part in parts]
    nearness = iter(likeness(texts, [root.text for root in roots], embedding))
    for sentence, parts in cut:
        homes: list[tuple[int, Stretch]] = []
        for part in parts:
            home = _home(part, places, next(nearness))
            if home is not None:
                homes.append((homes[-1][0] if homes and _leans(part, places) else home, part))
        yield from _joined(sentence, homes)


def _leans(part: Stretch, places: Sequence[Place]) -> bool:
    """Whether a part goes with the one before it: it tells what came of that, or says little that an item asks for."""
    is_asked = any((place.start, place.end) == (part.start, part.end) for place in places)
    return bool(_RESULT.match(part.quote)) or (says_little(part.quote) and not is_asked)


def _joined(sentence: Stretch, homes: Sequence[tuple[int, Stretch]]) -> Iterator[Run]:
    """Parts of one item that follow one another as one stretch; the last one has the sentence's stop."""
    for root, group in groupby(homes, key=lambda pair: pair[0]):
        parts = [part for _, part in group]
        end = sentence.end if parts[-1].end == homes[-1][1].end else parts[-1].end
        yield root, Stretch(sentence.reading, sentence.item, parts[0].start, end)


def _home(part: Stretch, places: Sequence[Place], nearness: NDArray[np.float32]) -> int | None:
    """The item that a part of a sentence was given to: of several the one that was given the least around it.

    Of those that were given the same the one that is most like the part. What names a matter that no item names is no
    item's, though it may be like one.
    """
    around = [place for place in places if place.start <= part.start and part.end <= place.end]
    around = around or [place for place in places if part.start <= place.start and place.end <= part.end]
    if not around:
        return None

    def order(place: Place) -> tuple[int, bool, float]:
        is_asked = place.root != UNASKED
        return place.end - place.start, is_asked, -float(nearness[place.root]) if is_asked else 0.0

    return min(around, key=order).root
