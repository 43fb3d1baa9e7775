"""What is known when a document is checked. All of it is optional: a check that lacks its knowledge finds nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.drafting.checks.expired_list import Expired, expired_entries
from assistant.drafting.records import Source

if TYPE_CHECKING:
    from assistant.citations.register import Register


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks go by."""

    year: int | None = None  # that the document is for; None: its own
    is_plan: bool | None = None  # None: its kind tells
    names: tuple[str, ...] = ()  # of the own unit: its name, aliases and departments
    superior: str = ""
    departments: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()  # names of other units, which must not stand in it
    own_texts: str = ""  # of the own unit's other documents and of those above it: a unit that they name belongs
    register: Register | None = None  # None: no library to look documents up in
    meetings: tuple[str, ...] = ()  # confirmed by the user: 党的二十届四中全会, 省委十二届八次全会
    expired: tuple[Expired, ...] = field(default_factory=expired_entries)
    abbreviations: Mapping[str, str] = field(default_factory=dict)  # of the profile: short -> what it stands for
    problems: tuple[tuple[Source, bool], ...] = ()  # with whether an item answers it
    requirements: tuple[tuple[Source, bool], ...] = ()  # of the superior, with whether an item carries it out
    owed: tuple[tuple[str, Source], ...] = ()  # items of the plan that a 总结 tells nothing of, with their names

    @property
    def known_names(self) -> tuple[str, ...]:
        """Names that are no words: own, foreign, the superior's."""
        return tuple(filter(None, (*self.names, self.superior, *self.departments, *self.foreign)))
