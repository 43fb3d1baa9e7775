"""What the superior asks only of those that lack it: 没有制定党务公开实施办法的企业，应当在4月底前制定. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.compare.quoting import quoted
from assistant.compare.records import Covering, Unit
from assistant.compare.shortfalls import Measured, measured
from ingest.obligations.clauses import sentences_of
from ingest.records import Item, Outline, Requirement
from ingest.tokens import tokens_of

SAME: Final = 0.6  # of the words for what may be lacking; in the name of an own document they tell that it is the same
_LACKING: Final = re.compile(r"(?:没有|尚未|未)(?:制定|建立|出台|印发)(?P<what>[^，。；]+)的")
_NAMED: Final = re.compile(r"《[^》]+》")
_TO_BE_ISSUED: Final = re.compile("(?<!已)(?:印发|制定|出台|建立)")


def answered_where_lacking(
    asked: Unit,
    requirement: Requirement,
    item: Item,
    own: Outline,
    duties: Sequence[Requirement],
    years: tuple[int, int],
) -> Covering | None:
    """Look whether one's own document names what the superior asks of those that lack it.

    Args:
        asked (Unit): The requirement's place.
        requirement (Requirement): What the superior asks for.
        item (Item): The item of the superior's document that it stands in.
        own (Outline): One's own document.
        duties (Sequence[Requirement]): The obligations of one's own document.
        years (tuple[int, int]): What days of every year are taken in, of the superior's document and of one's own.

    Returns:
        Covering | None: Covered where it is there already or is to be issued in time, partly where too late; None where
            something else is asked for, or nothing of the kind is named.
    """
    lacking = _LACKING.search(opening(requirement, item) + requirement.quote) if _issues(requirement) else None
    unit = next(_naming(lacking["what"], own), None) if lacking else None
    if unit is None:
        return None
    issuing = next((one for one in duties if unit.start <= one.start < unit.end and _issues(one)), None)
    found = measured(requirement, issuing, years) if issuing else Measured(0, ())
    reason = "；".join(one.reason for one in found.shortfalls)
    return Covering(asked, "partly" if found.shortfalls else "covered", (unit,), reason, found.weaker_words)


def opening(requirement: Requirement, item: Item) -> str:
    """What a sentence says before one of its requirements.

    Args:
        requirement (Requirement): A requirement.
        item (Item): The item that it stands in.

    Returns:
        str: "" where it begins the sentence.
    """
    starts = [sentence.start for sentence in sentences_of(item.text, item.start)]
    start = max((start for start in starts if start <= requirement.start), default=requirement.start)
    return quoted(item, start, requirement.start)


def _naming(what: str, own: Outline) -> Iterator[Unit]:
    """The sentences that name a document of this kind."""
    words = frozenset(tokens_of(what))
    for item in own.items:
        for sentence in sentences_of(item.text, item.start):
            text = quoted(item, sentence.start, sentence.end)
            if any(len(words & frozenset(tokens_of(name))) >= SAME * len(words) for name in _NAMED.findall(text)):
                yield Unit(item.address, text, sentence.start, sentence.end)


def _issues(duty: Requirement) -> bool:
    return _TO_BE_ISSUED.search(duty.quote) is not None
