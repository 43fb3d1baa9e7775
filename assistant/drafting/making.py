"""How a new draft begins, for the command and the page alike: an order -> what it is written from, and with what.

From there on `story.plan_of` and `story.draft_of` go on, with a plan that a person may have edited in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from assistant.drafting.belonging import own_unit
from assistant.drafting.brief import brief_of
from assistant.drafting.records import NO_FACTS, Brief, DraftKind, Facts, Reading
from assistant.drafting.reviewing import review_brief_of
from assistant.drafting.story import Desk
from assistant.lookup import citations
from ingest.embedding import Embedding
from ingest.library import Library
from ingest.progress import Progress, unwatched
from ingest.records import Scope

NOTE: Final = "生成草稿"  # of a draft's first version
NO_REVISIONS: Final = "总结写当年的情况，不与上年文本对照，没有修订稿。请改用出处表核对"
PLAN_NAME: Final = "计划表.json"  # as errors and sources name a plan that was edited on the page


@dataclass(frozen=True, slots=True)
class Order:
    """What a user wants drafted."""

    year: int
    unit: str = ""  # "" is the own one
    given: tuple[Reading, ...] = ()  # sources that the user chose
    without: tuple[str, ...] = ()  # sources that the user does not want: numbers, file names or titles
    facts: Facts = NO_FACTS
    kind: DraftKind = "要点"


def desk_of(library: Library, embedding: Embedding, reader: Scope) -> Desk:
    """What drafting needs beside its sources.

    Args:
        library (Library): With the profile and the cited documents.
        embedding (Embedding): The home's.
        reader (Scope): Who drafts.

    Returns:
        Desk: For this reader.
    """
    return Desk(library.profile(), citations(library, reader), embedding)


def brief_for(library: Library, order: Order, reader: Scope, progress: Progress = unwatched) -> Brief:
    """Choose what a draft is written from.

    Args:
        library (Library): Where sources are looked for.
        order (Order): What is wanted.
        reader (Scope): Who drafts.
        progress (Progress): Told while documents are read.

    Returns:
        Brief: Its sources, with what was missing and what was left out.

    Raises:
        BadRequest: No plan to go on from, no unit to draft for, or a source that is not there.
    """
    profile = library.profile()
    unit = own_unit(library, profile, order.given, order.unit, reader)
    chosen = review_brief_of if order.kind == "总结" else partial(brief_of, kind=order.kind)
    return chosen(
        library, unit, order.year, given=order.given, without=order.without, facts=order.facts, profile=profile,
        reader=reader, progress=progress,
    )  # fmt: skip
