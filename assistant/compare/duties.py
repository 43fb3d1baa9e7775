"""What two stretches of text that answer each other oblige to, and what of it changed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.compare.actors import actors_of, units_of
from assistant.compare.counts import amount_of, due_of, frequencies_of, without_values
from assistant.compare.matter import same_matter
from assistant.compare.numbers import changed_numbers
from assistant.compare.records import Field, FieldChange, Meeting, Unit
from assistant.compare.sides import Side
from assistant.compare.values import changed_documents, changed_values, differ, same_duties, stated_values
from assistant.compare.wording import says_the_same
from ingest.obligations.values import Bounded
from ingest.records import Requirement

IN_CLAUSE: Final = 0.25  # shared wording from which obligations of two clauses that answer each other are one
ELSEWHERE: Final = 0.45  # of two that only stand in blocks that answer each other


@dataclass(frozen=True, slots=True)
class Duties:
    """The obligations of two documents."""

    old: Side
    new: Side
    actors: frozenset[str]  # names of the units that act in either of them

    @classmethod
    def of(cls, old: Side, new: Side) -> Duties:
        """Take two documents together."""
        return cls(old, new, actors_of((*old.requirements, *new.requirements)))

    def changes(self, meeting: Meeting) -> tuple[FieldChange, ...]:
        """What values changed, went and came from one stretch to the one that answers it.

        Args:
            meeting (Meeting): The two stretches.

        Returns:
            tuple[FieldChange, ...]: Of obligations that go on, of cited documents, of numbers that count no obligation,
                then of obligations that went and came.
        """
        pairs = self._paired(meeting)
        documents = changed_documents(self.old.cited(meeting.old), self.new.cited(meeting.new))
        numbers = (change for pair in meeting.answered for change in changed_numbers(*self._bare(*pair)))
        changed = [*self._changed(meeting, pairs), *documents, *numbers, *self._went_and_came(meeting, pairs)]
        return tuple(dict.fromkeys(changed))

    def say_the_same(self, old: Unit, new: Unit) -> bool:
        """Whether two clauses that answer each other oblige to the same.

        Args:
            old (Unit): A clause of the older document.
            new (Unit): The clause of the newer one.

        Returns:
            bool: True where only wording differs, that of an equal value included: 每年不少于2次, 每半年1次.
        """
        years = self.old.year, self.new.year
        if says_the_same(old.text, new.text, *years):
            return True
        if not says_the_same(*self._bare(old, new), *years):
            return False
        meeting = Meeting(old, new, ((old, new),))
        pairs = self._paired(meeting)
        return bool(pairs) and not any(True for _ in self._changed(meeting, pairs))

    def _bare(self, old: Unit, new: Unit) -> tuple[str, str]:
        """Two clauses without what their obligations count."""
        return without_values(old.text, self.old.duties(old)), without_values(new.text, self.new.duties(new))

    def _paired(self, meeting: Meeting) -> list[tuple[Requirement, Requirement]]:
        """Obligations that are one; those of clauses that answer each other need less to be alike."""
        linked = {
            (id(a), id(b))
            for one, other in meeting.answered
            for a in self.old.duties(one)
            for b in self.new.duties(other)
        }

        def least(before: Requirement, after: Requirement) -> float:
            return IN_CLAUSE if (id(before), id(after)) in linked else ELSEWHERE

        return same_duties(self.old.duties(meeting.old), self.new.duties(meeting.new), least)

    def _changed(self, meeting: Meeting, pairs: Iterable[tuple[Requirement, Requirement]]) -> Iterator[FieldChange]:
        for before, after in pairs:
            for change in self._told(before, after):
                went, came = bool(change.old) and not change.new, bool(change.new) and not change.old
                if not (went and self._is_kept(change.field, before, meeting.new)) and not (
                    came and self._was_there(change.field, after, meeting.old)
                ):
                    yield change

    def _told(self, before: Requirement, after: Requirement) -> Iterator[FieldChange]:
        """What differs; of two different matters what went and what came, since neither became the other."""
        for change in changed_values(before, after, (self.old.year, self.new.year), self.actors):
            yield from [change] if same_matter(before, after) else _apart(change)

    def _went_and_came(
        self, meeting: Meeting, pairs: Iterable[tuple[Requirement, Requirement]]
    ) -> Iterator[FieldChange]:
        """Values of obligations in clauses without a partner, unless the other text states them as well."""
        taken = {id(one) for pair in pairs for one in pair}
        for duty in (duty for unit in meeting.dropped for duty in self.old.duties(unit) if id(duty) not in taken):
            for field, words in stated_values(duty, self.old.year, self.actors):
                if not self._is_kept(field, duty, meeting.new):
                    yield FieldChange(field, words, "")
        for duty in (duty for unit in meeting.added for duty in self.new.duties(unit) if id(duty) not in taken):
            for field, words in stated_values(duty, self.new.year, self.actors):
                if not self._was_there(field, duty, meeting.old):
                    yield FieldChange(field, "", words)

    def _is_kept(self, field: Field, duty: Requirement, new: Unit) -> bool:
        """Whether what an old obligation states is stated by some obligation of the item that answers."""
        return self._states(self.new.duties_around(new), self.new.year, field, duty, self.old.year)

    def _was_there(self, field: Field, duty: Requirement, old: Unit) -> bool:
        """Whether what a new obligation states was stated by some obligation of the item that it answers."""
        return self._states(self.old.duties_around(old), self.old.year, field, duty, self.new.year)

    def _states(
        self, others: Iterable[Requirement], year: int | None, field: Field, duty: Requirement, duty_year: int | None
    ) -> bool:
        if field == "unit":
            names = {name for other in others for name in units_of(other, self.actors)}
            return all(name in names for name in units_of(duty, self.actors))
        if field == "deadline":
            return any(due_of(other, year) == due_of(duty, duty_year) for other in others)
        if field == "frequency":
            return any(_is_same(*frequencies_of(other, duty)) for other in others)
        return any(_is_same(amount_of(other, times=True), amount_of(duty, times=True)) for other in others)


def _is_same(one: Bounded | None, other: Bounded | None) -> bool:
    return one is not None and other is not None and one.measure == other.measure and not differ(one, other)


def _apart(change: FieldChange) -> Iterator[FieldChange]:
    """A value that went and another one that came, where they are of different matters."""
    if change.old:
        yield FieldChange(change.field, change.old, "")
    if change.new:
        yield FieldChange(change.field, "", change.new)
