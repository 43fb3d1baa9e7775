"""要点 item -> 任务分解 rows -> what the reports tell of it, and where the loop is open. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.matrix.differences import differences
from assistant.matrix.matching import ANSWERS, Alikes, Side, answered, texts_of
from assistant.matrix.parts import Part, Quoted
from assistant.matrix.rows import FLAGS, Flag, Matrix, Row
from assistant.matrix.sides import Read, Sides, sides_of
from assistant.matrix.unasked import leaves_out, names_something_new
from assistant.matrix.units import grouped
from ingest.embedding import Embedding
from ingest.errors import BadRequest
from ingest.obligations.clauses import Sentence


def matrix_of(year: int, documents: Sequence[Read], embedding: Embedding) -> Matrix:
    """Close the loop of a year.

    Args:
        year (int): 2024.
        documents (Sequence[Read]): All of that year; only those of one unit are held against each other.
        embedding (Embedding): As `ingest.embedding.load_embedding` returns it.

    Returns:
        Matrix: Every item of every 要点 in reading order; then, by document, what no item asked for.

    Raises:
        BadRequest: If there is no 要点 among the documents.
    """
    by_unit = grouped(documents)
    if not by_unit.groups:
        raise BadRequest(f"没有{year}年的工作要点，无法对照落实情况。请先导入该年的要点，或换一个年份")
    years = [sides_of(group) for group in by_unit.groups]
    return Matrix(
        year=year,
        documents=tuple(dict.fromkeys(document for sides in years for document in sides.documents)),
        has_breakdown=any(sides.assigned for sides in years),
        has_reports=any(sides.told for sides in years),
        rows=tuple(row for sides in years for row in _Loop.of(sides, year, embedding).rows()),
        assumed=by_unit.assumed,
        apart=by_unit.apart,
    )


@dataclass(frozen=True, slots=True)
class _Loop:
    """One unit's year, matched: what answers each item of the 要点."""

    sides: Sides
    year: int
    alikes: Alikes
    breakdowns: Sequence[Sequence[Part]]
    reports: Sequence[Sequence[Part]]

    @classmethod
    def of(cls, sides: Sides, year: int, embedding: Embedding) -> _Loop:
        """Rows are found by the item's words, reports by those of the item and of its rows."""
        asked, assigned, told = (list(map(Side.of, part)) for part in (sides.asked, sides.assigned, sides.told))
        alikes = Alikes([*asked, *assigned], [*assigned, *told], embedding)
        breakdowns = answered(asked, sides.assigned, alikes)
        items = [Side.of(part, rows) for part, rows in zip(sides.asked, breakdowns, strict=True)]
        return cls(sides, year, alikes, breakdowns, answered(items, sides.told, alikes))

    def rows(self) -> Iterator[Row]:
        """The items, then what no item asked for."""
        for asked, breakdown, told in zip(self.sides.asked, self.breakdowns, self.reports, strict=True):
            yield self._row(asked, breakdown, told)
        assigned = {part.quoted for rows in self.breakdowns for part in rows}
        for part in self.sides.assigned:
            if part.quoted not in assigned:
                yield Row(breakdown=(part.quoted,), flags=("分解有、要点无",))
        for _, stretches in groupby(self._unasked(), key=lambda each: (each.document, each.item.address)):
            yield Row(done=tuple(stretches), flags=("总结有、要点无",))

    def _row(self, asked: Part, breakdown: Sequence[Part], told: Sequence[Part]) -> Row:
        found = differences(asked, breakdown, told, self.year)
        done = [part for part in told if part.quoted.item.tense == "done"]
        flags: set[Flag] = {difference.flag for difference in found}
        if self.sides.assigned and not breakdown:
            flags.add("无分解")
        to_do = [sentence for sentence in asked.sentences if not leaves_out(sentence)]
        if self.sides.told and to_do and not done:
            flags.add("无落实记录")
        return Row(
            item=asked.quoted,
            breakdown=tuple(dict.fromkeys(part.quoted for part in breakdown)),
            done=tuple(part.quoted for part in told),
            unrecorded=tuple(asked.stretch(s) for s in to_do if done and not self._tells(done, s, breakdown)),
            differences=found,
            flags=tuple(flag for flag in FLAGS if flag in flags),
        )

    def _tells(self, done: Sequence[Part], sentence: Sentence, breakdown: Sequence[Part]) -> bool:
        """Whether a report speaks of a sentence of the item, by its own words or by those of a row for it."""
        own, reports = texts_of((sentence,)), [text for part in done for text in texts_of(part.sentences)]
        for row in map(texts_of, (part.sentences for part in breakdown)):
            own += row if self.alikes.between(own, row).max() >= ANSWERS else []
        return bool(self.alikes.between(own, reports).max() >= ANSWERS)

    def _unasked(self) -> Iterator[Quoted]:
        """Done work that answers no item, and what names a matter that neither items nor rows name."""
        asked = [part.quoted for parts in self.reports for part in parts]
        plan = "\n".join(part.quoted.quote for part in (*self.sides.asked, *self.sides.assigned))
        for place in (part.quoted for part in self.sides.told if part.quoted.item.tense == "done"):
            if not any(map(place.holds, asked)) or names_something_new(place.quote, plan):
                yield place
