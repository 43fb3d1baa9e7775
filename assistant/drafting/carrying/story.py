"""A sentence of last year's plan -> the sentence for the new year, with its tracked edits. Pure.

What goes in is one sentence with its stop and without its label, and what is known of the new year (`Carrying`). What
comes out is the text, and edits that turn the one into the other. What is not known becomes 【待补：…】.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.drafting.carrying.aims import aim_spans
from assistant.drafting.carrying.blanks import foreign_spans, mask_spans
from assistant.drafting.carrying.changes import change_spans
from assistant.drafting.carrying.counts import count_spans
from assistant.drafting.carrying.documents import document_spans
from assistant.drafting.carrying.meetings import meeting_spans
from assistant.drafting.carrying.spans import MISSING, Span, rewritten, settled
from assistant.drafting.carrying.years import year_spans
from assistant.drafting.records import Edit


@dataclass(frozen=True, slots=True)
class Carrying:
    """What is known of the year that a sentence is carried into."""

    old_year: int
    new_year: int
    meetings: frozenset[str] = frozenset()  # confirmed for the new year: 党的二十届四中全会
    issued: Mapping[str, str] = field(default_factory=dict)  # to be made -> official name, in force
    standing: frozenset[str] = frozenset()  # quantities that may be carried, as written: 10名
    figures: Mapping[str, str] = field(default_factory=dict)  # the user's: 发展党员 -> 25名
    foreign: tuple[str, ...] = ()  # names of other units
    yearly_aims: bool = False  # every figure is of one year, bounds and shares too, as in a government's report


def carry(text: str, given: Carrying) -> tuple[str, tuple[Edit, ...]]:
    """Carry a sentence into the new year.

    Args:
        text (str): One sentence of last year's plan, with its stop and without its label.
        given (Carrying): What is known of the new year.

    Returns:
        tuple[str, tuple[Edit, ...]]: The new sentence, and the edits in reading order: `apply(text, edits)` is it.
    """
    missing = [Span(*match.span(), match[0], "") for match in MISSING.finditer(text)]
    spans = [span for span in settled([*missing, *_spans(text, given)]) if text[span.start : span.end] != span.new]
    return rewritten(text, spans)


def _spans(text: str, given: Carrying) -> Iterator[Span]:
    """What changes, the most telling first: an edit that overlaps an earlier one is none."""
    yield from document_spans(text, given.issued)
    yield from meeting_spans(text, given.meetings, given.old_year, given.new_year)
    yield from mask_spans(text)
    yield from foreign_spans(text, given.foreign)
    yield from change_spans(text)
    yield from year_spans(text, given.old_year, given.new_year)
    yield from count_spans(text, given.standing, given.figures)
    if given.yearly_aims:
        yield from aim_spans(text, given.standing)
