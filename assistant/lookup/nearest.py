"""Which of many rows are worded like some few, before they are compared in earnest. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.records import Placed, Requirement
from ingest.tokens import telling_tokens

NEAR: Final = 0.3  # share of a row's pairs of characters that another must hold to be near it
MOST: Final = 300  # rows that are compared in earnest; it takes a fifth of a second


def nearest(
    some: Sequence[Placed[Requirement]], rows: Sequence[Placed[Requirement]], most: int = MOST
) -> list[Placed[Requirement]]:
    """The rows that share most words with one of some.

    Args:
        some (Sequence[Placed[Requirement]]): Some few rows.
        rows (Sequence[Placed[Requirement]]): All rows, those among them.
        most (int): How many to return at most beside those.

    Returns:
        list[Placed[Requirement]]: In their order; those few are always among them.
    """
    wanted, worded = set(some), {telling_tokens(row.what.quote) for row in some}
    known = frozenset[str]().union(*worded)
    shares = {
        index: share
        for index, row in enumerate(rows)
        if (share := 1.0 if row in wanted else _share(known & _words(row), worded)) >= NEAR
    }
    kept = sorted(shares, key=lambda index: (rows[index] not in wanted, -shares[index], index))
    return [rows[index] for index in sorted(kept[: most + len(wanted)])]


def _words(row: Placed[Requirement]) -> frozenset[str]:
    return telling_tokens(f"{row.item.title}{row.what.quote}")


def _share(held: frozenset[str], worded: set[frozenset[str]]) -> float:
    """The greatest share of the words of one that are held."""
    return max((len(words & held) / len(words) for words in worded if words), default=0.0) if held else 0.0
