"""The story of writing: the plan's rows, section by section, become items whose sentences name their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from assistant.drafting.carrying import carry
from assistant.drafting.cutting import Stretch
from assistant.drafting.known import Known
from assistant.drafting.planning.records import Planned, Thread
from assistant.drafting.planning.roots import Section as Base
from assistant.drafting.provenance import given_source, sentence_of
from assistant.drafting.records import MEASURE_BLANK, OPENING, Brief, DraftItem, Plan, Row, Section, Sentence
from assistant.drafting.style import HouseStyle
from assistant.drafting.writing.labels import printed_label, relabelled
from assistant.drafting.writing.opening import opening_of
from assistant.drafting.writing.sentences import Written, carried, heading_of, paragraphs, stopped, taken
from ingest.labels import label_of
from ingest.progress import Progress, unwatched


def write(
    planned: Planned, plan: Plan, brief: Brief, style: HouseStyle, progress: Progress = unwatched
) -> tuple[Section, ...]:
    """Write a plan out.

    Args:
        planned (Planned): What was decided, with the threads behind the rows.
        plan (Plan): The same table, perhaps edited by the user: the draft follows it.
        brief (Brief): The sources.
        style (HouseStyle): Of the unit's plans.
        progress (Progress): Told before every section.

    Returns:
        tuple[Section, ...]: The opening paragraph first; a section without rows is left out. Items have no address
            yet: it is what a reader of the whole text finds.
    """
    return tuple(_Writer(planned, plan, Known.of(brief), style, progress).sections())


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row as it will be printed: its lead, and its paragraphs."""

    row: Row
    is_new: bool  # last year's plan has no item of it
    is_plain: bool  # an unnumbered paragraph
    lead: Sentence | None
    paragraphs: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class _Writer:
    """What every section is written with."""

    planned: Planned
    plan: Plan
    known: Known
    style: HouseStyle
    progress: Progress

    def sections(self) -> Iterator[Section]:
        """The draft's sections in order."""
        if opening := opening_of(self.known):
            yield Section("", Sentence("", "沿用", ()), (DraftItem("", OPENING, opening),))
        running, filled = 1, self._filled()
        for number, (target, rows) in enumerate(filled.items(), 1):
            base = next((s for s in self.planned.sections if s.heading and s.heading.quote == target), None)
            label, heading = self._section_label(base, number), self._heading(target, base)
            self.progress(number - 1, len(filled), f"{label}{heading.text}" or "正文")
            pieces = _in_form(_merged([self._piece(row) for row in rows]))
            yield Section(label, heading, tuple(chain.from_iterable(self._items(pieces, number, running))))
            running += sum(not piece.is_plain for piece in pieces)

    def _filled(self) -> Mapping[str, Sequence[Row]]:
        """The rows that are written, by the heading that they stand below."""
        written = [row for row in self.plan.rows if row.decision != "drop"]
        below = {heading: [row for row in written if row.target == heading] for heading in self.plan.sections}
        return {heading: rows for heading, rows in below.items() if rows}

    def _section_label(self, base: Base | None, number: int) -> str:
        is_own = base is not None and self._is_own(base)
        printed = printed_label(base.item.text) if is_own and base and base.item else ""
        if printed:
            return relabelled(printed, number)
        return self.style.label(1, number, 1, 1) if not is_own and self.style.levels else ""

    def _is_own(self, section: Base) -> bool:
        """Whether last year's plan has a section; else the superior's document opened it."""
        return section.heading is None or section.heading.reading is self.known.brief.base

    def _heading(self, heading: str, base: Base | None) -> Sentence:
        if base is None or base.heading is None:
            return sentence_of(heading, (given_source(heading, self.plan.year, "章节"),))
        if not self._is_own(base):
            return heading_of(base.heading, self.known.brief)
        text, edits = carry(heading, self.known.carrying_for(heading))
        return sentence_of(text, (base.heading.source("prior"),), edits)

    # --- rows ---------------------------------------------------------------------------------------------------------

    def _piece(self, row: Row) -> _Piece:
        thread = self.planned.threads.get(row.key)
        if thread is None:
            body = Written("", (sentence_of(MEASURE_BLANK, row.sources),))
            return _Piece(row, True, False, sentence_of(stopped(row.title), row.sources), (body,))
        if row.decision == "keep" and thread.row.decision != "keep":  # the user wants last year's words
            thread = replace(thread, lead=None, cuts=(), changes=(), additions=())
        item = thread.root.item if thread.root else None
        return _Piece(
            row,
            item is None,
            item is not None and not printed_label(item.text),
            self._lead(row, thread),
            tuple(paragraphs(thread, self.known)),
        )

    def _lead(self, row: Row, thread: Thread) -> Sentence | None:
        if row.title != thread.row.title:
            return sentence_of(stopped(row.title), (given_source(row.title, self.plan.year, row.key),))
        if thread.lead is not None:
            return taken(thread.lead, self.known.brief)
        lead: Stretch | None = thread.root.lead if thread.root else None
        return carried(lead, thread, self.known) if lead else None

    # --- items --------------------------------------------------------------------------------------------------------

    def _items(self, pieces: Sequence[_Piece], section: int, running: int) -> Iterator[Iterator[DraftItem]]:
        numbered = 0
        for piece in pieces:
            label = ""
            if not piece.is_plain and len(self.style.levels) > 1:
                numbered += 1
                label = self.style.label(2, section, numbered, running + numbered - 1)
            yield _of_piece(piece, label)


def _of_piece(piece: _Piece, label: str) -> Iterator[DraftItem]:
    """An item, and its further paragraphs as items of their own, members of a list numbered anew."""
    first, *others = piece.paragraphs
    sentences = (*((piece.lead,) if piece.lead else ()), *first.sentences)
    if sentences:
        yield DraftItem(label, "", sentences, piece.row.key)
    numbers: dict[float, int] = {}  # by rank of the label: a list inside of a list begins anew
    for each in others:
        found = label_of(f"{each.label}文")
        if found:
            numbers = {rank: n for rank, n in numbers.items() if rank <= found.rank}
            numbers[found.rank] = numbers.get(found.rank, 0) + 1
        label_now = relabelled(each.label, numbers[found.rank]) if found else ""
        yield DraftItem(label_now, "", each.sentences, piece.row.key)


def _merged(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Rows that are to be merged join the row of the same title before them, else the row right before them."""
    found: list[_Piece] = []
    for piece in pieces:
        if piece.row.decision != "merge" or not found:
            found.append(piece)
        else:
            same = next((i for i, each in enumerate(found) if each.row.title == piece.row.title), -1)
            found[same] = replace(found[same], paragraphs=_joined(found[same].paragraphs, piece.paragraphs))
    return found


def _in_form(pieces: Sequence[_Piece]) -> list[_Piece]:
    """New rows as paragraphs where a paragraph follows, which would read as part of a numbered item before it.

    At the end of a section they are as what stands before them; in a section of their own they are numbered.
    """
    found: list[_Piece] = []
    for index, piece in enumerate(pieces):
        around = (*pieces[index + 1 :], *reversed(pieces[:index]))
        model = next((other for other in around if not other.is_new), None)
        found.append(replace(piece, is_plain=model.is_plain) if piece.is_new and model else piece)
    return found


def _joined(ones: Sequence[Written], others: Sequence[Written]) -> tuple[Written, ...]:
    """Two rows' own paragraphs as one, and the members of both lists behind it."""
    own = Written("", (*ones[0].sentences, *others[0].sentences))
    return (own, *ones[1:], *others[1:])
