"""A superior asks for the very document that answers: 3月底前印发本单位年度党建工作要点. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from assistant.compare.records import Covering, Unit
from assistant.compare.units import SIGNATURE
from ingest.citations.dates import iso
from ingest.obligations.values import dues
from ingest.records import Item, Outline, Requirement

_ISSUE: Final = re.compile("印发|制定|出台|编制")


def answered_by_itself(asked: Unit, requirement: Requirement, own: Outline, year: int) -> Covering | None:
    """Look whether a document is what is asked for.

    Args:
        asked (Unit): The requirement's place.
        requirement (Requirement): What the superior asks for.
        own (Outline): One's own document.
        year (int): What a day of every year is taken in.

    Returns:
        Covering | None: Its signature answers, in time or too late; None where something else is asked for, or the
            document does not tell when it was issued.
    """
    signature = next((item for item in own.items if item.title == SIGNATURE), None)
    issued = _day(iso(own.issued))
    if signature is None or issued is None or not asks_for(requirement, own):
        return None
    last = max((due.last for due in dues(requirement.deadline_normalised, year)), default=None)
    if last is None or issued <= last:
        return Covering(asked, "covered", (_whole(signature),))
    return Covering(
        asked, "partly", (_whole(signature),), f"时限偏晚：上级{requirement.deadline}，本单位{own.issued}印发"
    )


def asks_for(requirement: Requirement, own: Outline) -> bool:
    """Whether what is asked for is a document like one's own: 印发年度党建工作要点.

    Args:
        requirement (Requirement): What the superior asks for.
        own (Outline): One's own document.

    Returns:
        bool: True where one of its kind, for the year, is to be issued.
    """
    named = re.search(rf"年度?[^，。；《》]{{0,8}}{own.kind}", requirement.quote)
    return named is not None and _ISSUE.search(requirement.quote[: named.start()]) is not None


def _day(written: str) -> date | None:
    """The day that a document is dated; None where it tells none, or one that no calendar has (2月30日)."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _whole(item: Item) -> Unit:
    return Unit(item.address, item.text, item.start, item.end)
