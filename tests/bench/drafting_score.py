"""How much of a true plan, of last year's problems and of the superior's requirements a text has."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.compare import compare, coverage
from assistant.compare.likeness import likeness
from assistant.compare.records import Comparison, Covering
from assistant.drafting.planning.intents import ANSWERS, PIECE
from assistant.drafting.records import BLANK
from ingest.embedding import Embedding
from ingest.extraction import extraction_of
from ingest.obligations.clauses import sentences_of
from ingest.records import Item, Outline, Requirement
from tests.bench.drafting_material import HeldOut, sentences_in

WANTED: Final = f"{BLANK}：具体措施"  # where the draft has no measure against a problem
_NOT_COUNTED: Final = re.compile(r"《[^》]*》|“[^”]*”|【[^】]*】|(?:19|20)\d\d(?:[-—－]|年|至)?|第?\d+届")
_NUMBER: Final = re.compile(r"(?<![A-Za-z\d.])\d[\d.,]*(?![A-Za-z])")  # not 5G, PM2.5, M2
_VALUES: Final = re.compile(r"\d+|【[^】]*】")
Span = tuple[int, int]  # offsets of a document


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    has: int
    of: int

    @property
    def value(self) -> float:
        """0 to 1; nothing of nothing is 0."""
        return self.has / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """What a text has. The first four are told by `compare` of the true plan with the text."""

    headings: Share  # of the true plan, whatever their level, that go on: 延续 or 改写
    items: Share  # other items of it most of whose characters do
    sentences: Share  # likewise
    own: Share  # the text's own sentences most of whose characters stand in a row that goes on: the true plan has them
    problems: Share  # of the last summaries, with a sentence that answers: see `answered`
    covered: Share  # requirements of the superior for the year that `coverage` finds covered
    partly: Share  # likewise, or partly covered
    stale: Share  # numbers of last year's plan that the text repeats: see `repeated`


def score(text: Outline, held: HeldOut, embedding: Embedding) -> Score:
    """Score a text against the year that is held back.

    Args:
        text (Outline): What it plans.
        held (HeldOut): The true document, the problems, the superior's documents.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Score: All shares.
    """
    rows = compare(held.true, text, _duties(held.true), _duties(text), embedding)
    olds, news = _goes_on(rows, old=True), _goes_on(rows, old=False)
    states = [covering.state for covering in _coverings(text, held, embedding)]
    return Score(
        share_among(olds, headings_of(held.true)),
        share_among(olds, leaves_of(held.true)),
        share_among(olds, sentence_spans_of(held.true)),
        share_among(news, sentence_spans_of(text)),
        answered(text, held, embedding),
        Share(states.count("covered"), len(states)),
        Share(states.count("covered") + states.count("partly"), len(states)),
        repeated(text, held.base),
    )


# --- the true plan ----------------------------------------------------------------------------------------------------


def _duties(outline: Outline) -> Sequence[Requirement]:
    return extraction_of(outline).requirements


def going_on(one: Outline, other: Outline, embedding: Embedding) -> set[int]:
    """Compare a document with another.

    Args:
        one (Outline): A plan.
        other (Outline): Another document, or a draft.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        set[int]: Offsets of the first that stand in rows that go on to the other.
    """
    return _goes_on(compare(one, other, _duties(one), _duties(other), embedding), old=True)


def headings_of(outline: Outline) -> list[Span]:
    """Where a plan's headings stand, whatever their level: what others stand below."""
    above = _above(outline)
    return _spans(item for item in outline.items if item.address in above)


def leaves_of(outline: Outline) -> list[Span]:
    """Where its other items stand."""
    above = _above(outline)
    return _spans(item for item in outline.items if item.address not in above)


def _above(outline: Outline) -> set[str]:
    return {item.address.rpartition("/")[0] for item in outline.items}


def _goes_on(comparison: Comparison, *, old: bool) -> set[int]:
    """Offsets that stand in rows that go on; the parts of a row, which follow it, overrule it."""
    found: set[int] = set()
    for row in comparison.rows:
        unit = row.old if old else row.new
        if unit is not None:
            span = range(unit.start, unit.end)
            found = found.union(span) if row.status in ("延续", "改写") else found.difference(span)
    return found


def _spans(items: Iterable[Item]) -> list[Span]:
    return [(item.start, item.end) for item in items]


def sentence_spans_of(outline: Outline) -> list[Span]:
    """Where the sentences of those others stand."""
    above = _above(outline)
    told = [item for item in outline.items if item.address not in above]
    return [(each.start, each.end) for item in told for each in sentences_of(item.text, item.start)]


def share_among(offsets: set[int], spans: Sequence[Span]) -> Share:
    """How many stretches have most of their characters among some offsets."""
    return Share(sum(is_among(offsets, *span) for span in spans), len(spans))


def is_among(offsets: set[int], start: int, end: int) -> bool:
    """Whether most characters of a stretch are."""
    return 2 * len(offsets.intersection(range(start, end))) > end - start


# --- problems and requirements ----------------------------------------------------------------------------------------


def answered(text: Outline, held: HeldOut, embedding: Embedding) -> Share:
    """How many problems a text answers with something that is new.

    An item answers a problem where one of its new sentences is as like the problem, or a clause as like its title, as
    planning asks of an intention, and where one of them is a measure. New is what last year's plan does not say but for
    its numbers (the problem arose under it) and what no summary tells as done or as a problem. A title is no measure,
    nor is a mark that one is to be given: 【待补：具体措施…】.

    Args:
        text (Outline): What it plans.
        held (HeldOut): With the problems.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Share: Of the problems.
    """
    return Share(sum(found for _, found in _answers(text, held, embedding)), len(held.problems))


def _answers(text: Outline, held: HeldOut, embedding: Embedding) -> Iterator[tuple[str, bool]]:
    """Each problem, with whether it is answered."""
    before = {_without_values(sentence) for sentence in sentences_in(held.base)}
    summaries = (item for each in held.brief.summaries for item in each.outline.items)
    told = "\n".join(item.text for item in summaries if item.tense != "plan")
    new = [sentence for item in text.items for sentence in _new_in(item, before, told)]
    titles = [next(_words_of(problem)) for problem in held.problems]
    clauses = [clause.text for sentence in new for each in sentences_of(sentence, 0) for clause in each.clauses]
    alike = likeness(held.problems, new, embedding).max(axis=1, initial=0)
    titled = likeness(titles, clauses, embedding).max(axis=1, initial=0)
    return zip(held.problems, ((alike >= ANSWERS) | (titled >= PIECE)).tolist(), strict=True)


def _new_in(item: Item, before: Container[str], told: str) -> list[str]:
    """An item's new sentences; none where no measure is among them."""
    words = [*_words_of(item.text)]
    titles = {0} if "¶" not in item.label and len(words) > 1 else set()
    titles |= {place - 1 for place, sentence in enumerate(words) if WANTED in sentence}
    new = {place for place, sentence in enumerate(words) if _is_new(sentence, before, told) and WANTED not in sentence}
    return [words[place] for place in sorted(new)] if new - titles else []


def _words_of(text: str) -> Iterator[str]:
    return (text[each.start : each.end] for each in sentences_of(text, 0))


def _is_new(sentence: str, before: Container[str], told: str) -> bool:
    return _without_values(sentence) not in before and sentence not in told


def _without_values(sentence: str) -> str:
    return _VALUES.sub("", sentence)


def _coverings(text: Outline, held: HeldOut, embedding: Embedding) -> Iterator[Covering]:
    duties = _duties(text)
    for superior in held.brief.superiors:
        yield from coverage(superior.outline, text, superior.requirements, duties, embedding)


# --- numbers ----------------------------------------------------------------------------------------------------------


def repeated(text: Outline, base: Outline) -> Share:
    """How many numbers of last year's plan a text repeats in the words around them.

    Years, numbers of congresses and plenums, and what stands in 《》, “” or 【】 are not counted.

    Args:
        text (Outline): What it plans.
        base (Outline): What last year's document plans.

    Returns:
        Share: Of last year's numbers.
    """
    last, now = [*_numbers(base)], {*_numbers(text)}
    return Share(sum(each in now for each in last), len(last))


def lacking(text: Outline, held: HeldOut, embedding: Embedding) -> Iterator[str]:
    """What a text does not have, and what it has of last year, to be read.

    Args:
        text (Outline): What it plans.
        held (HeldOut): What it is scored against.
        embedding (Embedding): What knows words of like meaning.

    Yields:
        str: A line in Chinese for each item, problem and requirement without a counterpart, and each repeated number.
    """
    olds = going_on(held.true, text, embedding)
    lost = (item for item in held.true.items if not is_among(olds, item.start, item.end))
    yield from (f"真有稿无　{item.address}　{item.text}" for item in lost)
    yield from (f"问题未答　{problem}" for problem, found in _answers(text, held, embedding) if not found)
    for covering in _coverings(text, held, embedding):
        if covering.state != "covered":
            yield f"要求未全覆盖　{covering.requirement.address}　{covering.requirement.text}　{covering.reason}"
    last = {*_numbers(held.base)}
    yield from (f"数字照抄　{before}{number}" for before, number in _numbers(text) if (before, number) in last)


def _numbers(outline: Outline) -> Iterator[tuple[str, str]]:
    """Numbers with the two characters before and behind them."""
    for sentence in sentences_in(outline):
        bare = _NOT_COUNTED.sub("", sentence)
        yield from ((bare[max(m.start() - 2, 0) : m.start()], bare[m.start() : m.end() + 2])
                    for m in _NUMBER.finditer(bare))  # fmt: skip
