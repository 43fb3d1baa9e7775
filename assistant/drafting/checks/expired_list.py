"""The list of wording whose time is over: the shipped one (`expired.tsv`) and what the user adds to it.

A line of the file: wording (writings apart by |), in use from, in use until, what is said now, where that is from, and
perhaps when it was in use again (2023至2024-01). The quotation marks of a wording may be missing in a text; a wording
in 《》 is a document's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from assistant.drafting.checks.lists import entries_of
from ingest.errors import BadRequest

OFF: Final = "不检查"  # in place of an entry: a shipped one is switched off

_DATE: Final = r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_TERM: Final = re.compile(rf"(?:(?P<since>{_DATE})至)?(?P<until>{_DATE})(?:、(?P<again>{_DATE}至{_DATE}))?")


@dataclass(frozen=True, slots=True)
class Expired:
    """A wording whose time is over."""

    wordings: tuple[str, ...]  # in any of these writings
    since: str  # ISO year, month or day, "" where nobody asks
    until: str  # the last year, month or day in which it was right
    instead: str  # what is said now, "" for nothing
    source: str  # where that is from
    again: str = ""  # 2023至2024-01: when it was right again, "" for never

    @property
    def is_document(self) -> bool:
        """Whether it is the name of a document."""
        return self.wordings[0].startswith("《")

    def is_over(self, day: str) -> bool:
        """Whether it is over on an ISO day."""
        since, _, until = self.again.partition("至")
        is_right_again = bool(since) and since <= day[: len(since)] and day[: len(until)] <= until
        return day[: len(self.until)] > self.until and not is_right_again

    @property
    def term(self) -> str:
        """From when to when it was right, as one reads it."""
        term = f"{self.since}至{self.until}" if self.since else f"{self.until}为止"
        return f"{term}、{self.again}" if self.again else term


def expired_entries(user_entries: Mapping[str, str] | None = None) -> tuple[Expired, ...]:
    """The list to check by.

    Args:
        user_entries (Mapping[str, str] | None): The user's own, wording -> 适用时间；现在的说法；出处, of which the
            latter two may be left out; the time is its end (2024-12), both ends (2021-02至2024-12), or a time more
            (2019至2020、2023至2024-01). Or wording -> 不检查, which switches a shipped entry of that wording off. An
            own entry replaces a shipped one.

    Returns:
        tuple[Expired, ...]: The user's first.

    Raises:
        BadRequest: If an entry has no wording, no end, or an end before its beginning.
    """
    given = dict(user_entries or {})
    own = tuple(_own_entry(wording, text) for wording, text in given.items() if text.strip() != OFF)
    replaced = {_bare(wording) for wording in given}
    return own + tuple(entry for entry in _shipped() if replaced.isdisjoint(map(_bare, entry.wordings)))


def _own_entry(wording: str, text: str) -> Expired:
    term, instead, source = parts_of(text)
    if not wording.strip():
        raise BadRequest("过时表述的清单里有一条没有写表述。请补上，或者删去这一条")
    match = _TERM.fullmatch(term)
    if not match:
        raise BadRequest(
            f"过时表述“{wording}”的截止日期不对：{term or '空'}。"
            f"请写成“2021-02；现在的说法；出处”或“2019-06至2021-02；现在的说法；出处”，不再检查的写“{OFF}”"
        )
    since, until, again = (match[name] or "" for name in ("since", "until", "again"))
    if not _is_in_order(since, until, *again.split("至")):
        raise BadRequest(f"过时表述“{wording}”的适用时间前后颠倒：{term}。请改正后重试")
    return Expired((wording.strip(),), since, until, instead, source or "单位资料", again)


def parts_of(text: str) -> tuple[str, str, str]:
    """The parts of a user's entry.

    Args:
        text (str): 适用时间；现在的说法；出处, the latter two perhaps left out.

    Returns:
        tuple[str, str, str]: As they are written, "" for what is left out.
    """
    term, instead, source = ([part.strip() for part in text.split("；", 2)] + ["", ""])[:3]
    return term, instead, source


def _is_in_order(*days: str) -> bool:
    """Whether no day lies before the one in front of it; 2021 and 2021-05 are told apart by neither."""
    given = [day for day in days if day]
    return all(one[: len(other)] <= other[: len(one)] for one, other in pairwise(given))


@cache
def _shipped() -> tuple[Expired, ...]:
    return tuple(_entry(*fields) for fields in entries_of("expired.tsv"))


def _entry(wordings: str, since: str, until: str, instead: str, source: str, again: str = "") -> Expired:
    return Expired(tuple(wordings.split("|")), since, until, instead, source, again)


def _bare(wording: str) -> str:
    return wording.translate({ord(mark): None for mark in "“”《》"})
