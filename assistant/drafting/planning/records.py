"""What planning decides of each thread, finer than the table that the user sees. A leaf but for cutting and roots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from assistant.drafting.cutting import Stretch
from assistant.drafting.planning.roots import Root, Section
from assistant.drafting.records import Edit, Plan, Row, Source

Origin = Literal["superior", "problem", "intention", "fact"]


@dataclass(frozen=True, slots=True)
class Cut:
    """Words of last year's plan that are left out."""

    stretch: Stretch
    reason: str  # Chinese
    evidence: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A value of last year's plan that gives way to the superior's."""

    stretch: Stretch  # the sentence that it stands in
    old: str
    new: str
    source: Source  # the superior's


@dataclass(frozen=True, slots=True)
class Addition:
    """Words of another document that become a sentence of the draft; `text` is as they stand there."""

    origin: Origin
    text: str
    sources: tuple[Source, ...]  # the first holds the text
    edits: tuple[Edit, ...] = ()  # what was left out of it, since the draft says it elsewhere,
    left_out: tuple[Cut, ...] = ()  # and where that stands


@dataclass(frozen=True, slots=True)
class Thread:
    """A row of the plan, with what it takes to write it."""

    row: Row
    section: int  # index of the section
    root: Root | None = None  # of last year's plan; None where it is new
    lead: Addition | None = None  # in place of the root's own lead
    cuts: tuple[Cut, ...] = ()
    changes: tuple[Change, ...] = ()
    additions: tuple[Addition, ...] = ()
    answers: tuple[tuple[Stretch, Source], ...] = ()  # parts of the root that answer a problem as they stand


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan, and the threads behind its rows by their keys."""

    plan: Plan
    sections: tuple[Section, ...]
    threads: dict[str, Thread] = field(default_factory=dict)
