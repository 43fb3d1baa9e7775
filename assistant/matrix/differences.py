"""Where two sides of the loop that answer each other do not agree in amounts or dates. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.matrix.figures import (
    Dated,
    Figure,
    counterpart,
    dates_of,
    figures_of,
    is_about,
    is_frequency,
    months_in,
    of_one_thing,
    shortfall_words,
)
from assistant.matrix.parts import Part, Quoted, words_of
from assistant.matrix.rows import Difference, Field
from ingest.tokens import telling_tokens


def differences(asked: Part, breakdown: Sequence[Part], told: Sequence[Part], year: int) -> tuple[Difference, ...]:
    """Hold an item against what answers it.

    Args:
        asked (Part): The item.
        breakdown (Sequence[Part]): Its rows.
        told (Sequence[Part]): Its sentences in the reports.
        year (int): What a date without a year means.

    Returns:
        tuple[Difference, ...]: Rows against the item, then reports against item and rows; what falls short of the item
            and of a row in the same way counts once, and so does what two reports tell alike.
    """
    done = [passage for passage in told if passage.quoted.item.tense == "done"]  # a problem counts what is wrong
    found = [
        *(each for row in breakdown for each in _other_amounts(asked, row)),
        *(each for row in breakdown for each in _other_months(asked, row, year)),
        *(each for part in (asked, *breakdown) for passage in done for each in _not_reached(part, passage)),
        *(each for part in (asked, *breakdown) for passage in done for each in _too_late(part, passage, year)),
        *(each for passage in told for each in _said_outright(asked, passage)),
    ]
    return tuple(_once(found))


def _once(found: Sequence[Difference]) -> Iterator[Difference]:
    """Each fact once; that a passage says outright what its amount or date shows already is no other one."""
    measured = {each.found for each in found if each.flag == "未达到" and each.field != "进展"}
    told: set[object] = set()
    for each in found:
        is_outright = each.field == "进展"
        place = each.found, each.field, each.found_value
        fact = place if is_outright else (each.flag, each.field, each.asked_value, each.found_value)
        if not {place, fact} & told and not (is_outright and each.found in measured):
            yield each
        told |= {place, fact}


def _field(asked: Figure, found: Figure) -> Field:
    return "频次" if is_frequency(asked, found) else "数量"


def _other_amounts(asked: Part, row: Part) -> Iterator[Difference]:
    """A row that counts the same thing otherwise: 15个 in the item, 12个 in the row."""
    figures = _figures(row)
    for quoted, figure in _figures_with_place(asked):
        other = counterpart(figure, figures)
        if other and other.number != figure.number:
            yield Difference("与要点不一致", _field(figure, other), quoted, figure.raw, row.quoted, other.raw)


def _other_months(asked: Part, row: Part, year: int) -> Iterator[Difference]:
    """A row that is due in none of the months that the item names for the same thing or the same unit."""
    due = months_in(row.due, year)
    dated = list(_dates_with_place(asked, year))
    matter = telling_tokens("，".join((*map(words_of, row.sentences), row.due)))
    whole = telling_tokens(row.quoted.quote)
    is_met = any(date.months & due for _, date in dated if is_about(date.words, whole))
    of_it = [(quoted, date) for quoted, date in dated if is_about(date.words, matter)]
    if due and of_it and not is_met:
        quoted, date = of_it[-1]
        yield Difference("与要点不一致", "时限", quoted, date.raw, row.quoted, row.due)


def _not_reached(asked: Part, passage: Part) -> Iterator[Difference]:
    """A report that counts less than was asked for, or more than was allowed."""
    figures = _figures(passage)
    for quoted, figure in _figures_with_place(asked):
        other = counterpart(figure, figures)
        if other and not figure.is_met_by(other):
            yield Difference("未达到", _field(figure, other), quoted, figure.raw, passage.quoted, other.raw)


def _too_late(asked: Part, passage: Part, year: int) -> Iterator[Difference]:
    """A report that dates the same thing later than the last month that was asked for."""
    told = [date for sentence in passage.sentences for date in dates_of(sentence, year)]
    for quoted, date in _dates_with_place(asked, year):
        same = [other for other in told if of_one_thing(date.words, other.words)]
        if late := [other for other in same if other.begins > max(date.months)]:
            yield Difference("未达到", "时限", quoted, date.raw, passage.quoted, late[-1].raw)


def _dates_with_place(part: Part, year: int) -> Iterator[tuple[Quoted, Dated]]:
    """The dates of a part's sentences; a row's column of deadlines is about all of it."""
    for sentence in part.sentences:
        for date in dates_of(sentence, year):
            yield part.stretch(sentence), date
    if months := months_in(part.due, year):
        words = telling_tokens("，".join(map(words_of, part.sentences)))
        yield part.quoted, Dated(part.due, months, min(months), words)


def _said_outright(asked: Part, passage: Part) -> Iterator[Difference]:
    if words := shortfall_words(passage.quoted.quote):
        yield Difference("未达到", "进展", asked.quoted, "", passage.quoted, words)


def _figures_with_place(part: Part) -> Iterator[tuple[Quoted, Figure]]:
    for sentence in part.sentences:
        for figure in figures_of(sentence):
            yield part.stretch(sentence), figure


def _figures(part: Part) -> list[Figure]:
    return [figure for _, figure in _figures_with_place(part)]
