"""Of whom, and of what part of the year, a report tells; and what the reports of all of it open with. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.drafting.cutting import sentences
from assistant.drafting.records import OPENING, Brief, Reading, Source
from assistant.drafting.reviewing.sources import part_of_year


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report tells of, where it is less than all."""

    when: str = ""  # 上半年
    unit: str = ""  # 水电公司

    def words_before(self, quote: str, *, is_timed: bool) -> str:
        """What must stand before the report's words, unless they say so themselves."""
        when = f"{self.when}，" if is_timed and self.when and self.when not in quote else ""
        return when + (self.unit if self.unit not in quote else "")


WHOLE: Final = Scope()  # the own unit and the whole year


def scope_of(reading: Reading, brief: Brief) -> Scope:
    """What a report of the year tells of."""
    unit = reading.document.unit
    below = unit.removeprefix(brief.unit) if unit in brief.reporting else ""
    return Scope(part_of_year(reading.document), below)


def scope_of_source(source: Source, brief: Brief) -> Scope:
    """What the report that a source stands in tells of; what stands in none is of the whole."""
    here = (each for each in brief.summaries if _is_of(source, each))
    return next((scope_of(reading, brief) for reading in here), WHOLE)


def whole_readings(brief: Brief) -> list[Reading]:
    """Reports of the own unit on the whole year."""
    return [each for each in brief.summaries if scope_of(each, brief) == WHOLE]


def opening_sources(brief: Brief) -> Iterator[Source]:
    """The sentences that the first report of the whole year opens with."""
    for reading in whole_readings(brief)[:1]:
        for item in reading.outline.items:
            if item.label == OPENING:
                yield from (stretch.source("progress") for stretch in sentences(reading, item))


def _is_of(source: Source, reading: Reading) -> bool:
    return (source.file, source.version) == (reading.document.file, reading.document.version)
