"""Small invented plans, summaries and opinions as readings, and the draft that comes of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.planning import Planned, plan_of
from assistant.drafting.records import Brief, Draft, Fact, Facts, Reading, Row, Sentence
from assistant.drafting.story import Desk, draft_of
from ingest.embedding import Embedding
from ingest.extraction import extraction_of
from ingest.library.profile import Profile
from ingest.outline import outline_of
from ingest.records import Document, Line, Text

UNIT = "云岭集团"


def reading(title: str, *lines: str, unit: str = UNIT) -> Reading:
    """A document of these lines below its title."""
    outline = outline_of(Text.of([Line(title, "title"), *map(Line, lines)]), f"{title}.txt")
    about = (outline.title, outline.year, outline.kind, unit)
    document = Document(0, 0, 1, f"{title}.txt", (f"{title}.txt",), *about, "", len(outline.items))
    extraction = extraction_of(outline)
    return Reading(document, outline, extraction.requirements, extraction.mentions)


def plan(year: int, *lines: str) -> Reading:
    return reading(f"云岭集团{year}年党建工作要点", *lines)


def brief(
    *prior: Reading,
    summary: Reading | None = None,
    superior: Reading | None = None,
    facts: Sequence[Fact] = (),
    year: int = 2026,
) -> Brief:
    return Brief(
        UNIT, year, (UNIT,), prior, (summary,) if summary else (), (superior,) if superior else (), (), (),
        Facts("今年情况.txt", tuple(facts)), (), (), (),
    )  # fmt: skip


def drafted(what: Brief, embedding: Embedding) -> tuple[Planned, Draft]:
    planned = plan_of(what, embedding)
    return planned, draft_of(what, planned, planned.plan, Desk(Profile(unit=what.unit), None, embedding))


def row_of(planned: Planned, words: str) -> Row:
    """The row whose title, or one of whose sources, holds these words."""
    found = [row for row in planned.plan.rows if words in row.title or any(words in s.quote for s in row.sources)]
    assert len(found) == 1, (words, [row.title for row in found])
    return found[0]


def sentence_of(draft: Draft, words: str) -> Sentence:
    """The one sentence that holds these words."""
    found = [sentence for sentence in draft.sentences() if words in sentence.text]
    assert len(found) == 1, (words, [sentence.text for sentence in found])
    return found[0]


def text(draft: Draft) -> str:
    return "\n".join(line.text for line in draft.lines())
