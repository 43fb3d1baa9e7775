"""Whether a text answers what it must: the problems of the last summary, the superior's requirements.

In: sources, the text as an outline, the superior's documents. Out: for each source whether an item answers it. Pure but
for the embedding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.compare import coverage
from assistant.compare.itself import asks_for
from assistant.compare.likeness import likeness
from assistant.drafting.checks.paper import words_of
from assistant.drafting.cutting import Stretch, is_content
from assistant.drafting.pieces import clauses_of
from assistant.drafting.planning.intents import ANSWERS, PIECE, Problem
from assistant.drafting.planning.likenesses import ABOUT, SAID, saying
from assistant.drafting.records import OPENING, Reading, Source
from ingest.embedding import Embedding
from ingest.extraction import extraction_of
from ingest.records import Item, Outline


def requirements_of(superiors: Sequence[Reading]) -> list[Source]:
    """What the superior's documents ask for, in their order; what they tell as done is left out."""
    return [
        Stretch(reading, reading.outline.items[each.item], each.start, each.end).source("superior")
        for reading in superiors
        for each in reading.requirements
        if each.tense == "plan"
    ]


def carried_out(
    asked: Sequence[Source], superiors: Sequence[Reading], own: Outline, embedding: Embedding
) -> list[bool]:
    """Tell which of the superior's requirements a text carries out.

    Args:
        asked (Sequence[Source]): Stretches of the superior's documents.
        superiors (Sequence[Reading]): These documents.
        own (Outline): The text.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        list[bool]: For each whether a clause says it, or an item meets it at least partly, or the text itself is what
            is asked for.
    """
    met = {(reading.document.file, start) for reading in superiors for start in _met(reading, own, embedding)}
    echoes = saying([source.quote for source in asked], _clauses(own), embedding)
    return [
        (source.file, source.start) in met or bool(echo.max(initial=0) >= SAID)
        for source, echo in zip(asked, echoes, strict=True)
    ]


def _met(superior: Reading, own: Outline, embedding: Embedding) -> Iterator[int]:
    """Where the requirements begin that a text meets, at least partly, or that ask for the text itself."""
    duties = extraction_of(own).requirements
    for covering in coverage(superior.outline, own, superior.requirements, duties, embedding):
        if covering.state != "missing":
            yield covering.requirement.start
    yield from (requirement.start for requirement in superior.requirements if asks_for(requirement, own))


def responded(problems: Sequence[Problem], own: Outline, embedding: Embedding) -> list[bool]:
    """Tell which problems a text responds to.

    Args:
        problems (Sequence[Problem]): Of the last summaries.
        own (Outline): The text.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        list[bool]: For each whether an item or a clause is about it, or a clause about its title.
    """
    clauses = _clauses(own)
    problem, titles = [each.stretch.quote for each in problems], [each.title for each in problems]
    by_item = likeness(problem, [words_of(item) for item in _saying(own)], embedding).max(1, initial=0) >= ANSWERS
    by_clause = likeness(problem, clauses, embedding).max(1, initial=0) >= ABOUT
    by_title = likeness(titles, clauses, embedding).max(1, initial=0) >= PIECE
    return [bool(is_met) for is_met in by_item | by_clause | by_title]


def _clauses(own: Outline) -> list[str]:
    return [clause for item in _saying(own) for clause in clauses_of(words_of(item))]


def _saying(own: Outline) -> list[Item]:
    """Items that oblige to something."""
    return [item for item in own.items if is_content(item) and item.label != OPENING]
