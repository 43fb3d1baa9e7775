"""Which of several requirements of one thing is the strictest. Pure."""

from __future__ import annotations

from datetime import date
from math import inf

from assistant.lookup.binding import Side
from ingest.obligations.values import Bounded, amount, dues, per_year, within_hours
from ingest.records import STRENGTHS

Strictness = tuple[int, float, float, float, float]


def strictness(row: Side) -> Strictness:
    """A key that sorts the strictest first: by how much it binds; then oftener, more, shorter, earlier in its year.

    Args:
        row (Side): A requirement.

    Returns:
        Strictness: The lower, the stricter; what is not stated comes last.
    """
    what = row.what
    hours = within_hours(what.deadline_normalised)
    return (
        STRENGTHS.index(what.strength),
        _demand(per_year(what.frequency_normalised)),
        _demand(amount(what.quantity_normalised)),
        inf if hours is None else hours,
        _day_of_year(row),
    )


def _demand(stated: Bounded | None) -> float:
    """The more, the stricter; of what is allowed at most, the less."""
    if stated is None:
        return inf
    return float(stated.number if stated.bound == "≤" else -stated.number)


def _day_of_year(row: Side) -> float:
    year = row.document.year
    if year is None:
        return inf
    days = [(due.last - date(year, 1, 1)).days for due in dues(row.what.deadline_normalised, year)]
    return min(days, default=inf)
