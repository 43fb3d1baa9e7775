"""What one document of a comparison obliges to and rests on, asked for stretches of its text. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.compare.counts import place_of
from assistant.compare.records import Unit
from ingest.records import Mention, Outline, Requirement


@dataclass(frozen=True, slots=True)
class Side:
    """The obligations of one document, by the offset of what they count, and the documents that it cites."""

    year: int | None
    requirements: tuple[Requirement, ...]
    places: tuple[int, ...]  # of the requirements, ascending
    mentions: tuple[Mention, ...]
    spans: Mapping[str, tuple[int, int]]  # of the items, by address

    @classmethod
    def of(cls, outline: Outline, requirements: Sequence[Requirement], mentions: Sequence[Mention]) -> Side:
        """Put the obligations of a document in order.

        Args:
            outline (Outline): The document.
            requirements (Sequence[Requirement]): Its obligations.
            mentions (Sequence[Mention]): The documents that it cites.

        Returns:
            Side: Ready to be asked.
        """
        ordered = tuple(sorted(requirements, key=place_of))
        spans = {item.address: (item.start, item.end) for item in outline.items}
        return cls(outline.year, ordered, tuple(map(place_of, ordered)), tuple(mentions), spans)

    def duties(self, unit: Unit) -> tuple[Requirement, ...]:
        """The obligations whose values, or where they have none whose ends, stand in a stretch of text."""
        return self._between(unit.start, unit.end)

    def duties_around(self, unit: Unit) -> tuple[Requirement, ...]:
        """The obligations of the whole item that a stretch of text belongs to."""
        return self._between(*self.spans[unit.address])

    def cited(self, unit: Unit) -> list[Mention]:
        """The documents that are cited in a stretch of text."""
        return [mention for mention in self.mentions if unit.start <= mention.start < unit.end]

    def _between(self, start: int, end: int) -> tuple[Requirement, ...]:
        return self.requirements[bisect_right(self.places, start) : bisect_right(self.places, end)]
