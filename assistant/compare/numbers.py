"""Numbers that changed inside of clauses that answer each other: 3.2% and 2.8%. Pure.

What obligations count is told by their values; this finds the rest: targets, shares, sums of money.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.compare.records import FieldChange
from ingest.records import FloatMatrix

# A number with the character behind its powers of ten, which tells what is counted; the year is none.
_NUMBER: Final = re.compile(
    r"(?<![\d.])(?!(?:19|20)\d\d(?:年|－|—|-))(?P<n>\d+(?:\.\d+)?[万亿]{0,2})(?P<measure>个百分点|[%％]|[^\W\d_]?)"
)


def changed_numbers(old: str, new: str) -> Iterator[FieldChange]:
    """Numbers of one measure of which each text has some that the other has not.

    Args:
        old (str): A clause.
        new (str): The clause that answers it.

    Yields:
        FieldChange: Paired in reading order, measure by measure.
    """
    before, after = _numbers(old), _numbers(new)
    for measure, numbers in before.items():
        went = [*(Counter(numbers) - Counter(after[measure])).elements()]
        came = [*(Counter(after[measure]) - Counter(numbers)).elements()]
        for gone, come in zip(went, came, strict=False):
            yield FieldChange("number", gone + measure, come + measure)


def agreement(old: Sequence[str], new: Sequence[str]) -> FloatMatrix:
    """Whether clauses name the same numbers: 32学时 is rather 32学时 than 56学时.

    Args:
        old (Sequence[str]): Clauses of one document.
        new (Sequence[str]): Clauses of another.

    Returns:
        FloatMatrix: (len(old), len(new)); 1 where they agree on a number, -1 where they only count the same thing, 0
            where they have nothing to compare. A single one (1次, 1个) tells nothing.
    """
    named = [[(measure, n) for measure, ns in _numbers(text).items() for n in ns if n != "1"] for text in (*old, *new)]
    same = _shared([set(pairs) for pairs in named], len(old))
    counted = _shared([{measure for measure, _ in pairs} for pairs in named], len(old))
    agreed: FloatMatrix = np.where(same, np.float32(1), np.where(counted, np.float32(-1), np.float32(0)))
    return agreed


def _shared(sets: Sequence[Collection[object]], olds: int) -> NDArray[np.bool_]:
    """Which of the first sets have a member in common with which of the rest."""
    columns = {member: column for column, member in enumerate(dict.fromkeys(m for members in sets for m in members))}
    held = np.zeros((len(sets), len(columns)), np.float32)
    for row, members in enumerate(sets):
        held[row, [columns[member] for member in members]] = 1
    shared: NDArray[np.bool_] = held[:olds] @ held[olds:].T > 0
    return shared


def _numbers(text: str) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for match in _NUMBER.finditer(text):
        found[match["measure"]].append(match["n"])
    return found
