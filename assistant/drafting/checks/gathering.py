"""A library and an outline -> what is known when the document is checked.

Names, the register of cited documents, abbreviations; for an own plan the problems of the last summary and the
superior's requirements, with whether the plan answers them; for an own 总结 what it owes the plan of its year.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from assistant.drafting.belonging import own_unit, part_of, same_topic, topic_of
from assistant.drafting.brief import brief_of
from assistant.drafting.checks.answering import carried_out, requirements_of, responded
from assistant.drafting.checks.context import Context
from assistant.drafting.checks.expired_list import expired_entries
from assistant.drafting.checks.paper import plans
from assistant.drafting.planning.intents import problems_of
from assistant.drafting.records import Brief, Source
from assistant.drafting.reviewing import owed_by, review_brief_of
from assistant.drafting.unit_names import foreign_names
from assistant.lookup.register import citations
from ingest.errors import BadRequest
from ingest.records import Filters, Kind, Outline, Scope

if TYPE_CHECKING:
    from ingest.embedding import Embedding
    from ingest.library import Library, Profile

_SUMMING_UP: Final[frozenset[Kind]] = frozenset(("总结", "总结及计划"))  # a 报告 may tell of one matter


def context_of(
    library: Library,
    outline: Outline,
    reader: Scope,
    embedding: Embedding,
    unit: str = "",
    year: int | None = None,
) -> Context:
    """What a library knows for a document.

    Args:
        library (Library): Any process may read it.
        outline (Outline): The document; it may stand in the library itself.
        reader (Scope): Who asks.
        embedding (Embedding): What knows words of like meaning.
        unit (str): The unit that it is of; "" leaves that to the document, then to the profile.
        year (int | None): The year that it is for; None leaves that to the document.

    Returns:
        Context: With the register of cited documents, and with the names of the library's other units as foreign where
            own documents show which of them (a superior, a subordinate) belong in an own text.
    """
    profile = library.profile()
    own = unit or outline.unit or profile.unit
    is_own = own in (profile.unit, *profile.aliases)
    aliases = (profile.unit, *profile.aliases) if is_own else ()
    names = tuple(dict.fromkeys(filter(None, (own, *aliases))))
    known = tuple(filter(None, (*names, profile.superior, *profile.departments)))
    documents = library.documents(Filters(reader))
    own_documents = [d for d in documents if d.unit in known and d.title != outline.title]
    texts = [item.text for d in own_documents for item in library.outline(d.version, reader).items]
    asked = _asked(library, profile, outline, reader, own, year or outline.year)
    return Context(
        year=year,
        names=names,
        superior=profile.superior,
        departments=profile.departments if is_own else (),
        foreign=foreign_names((d.unit for d in documents), (), known, texts) if texts else (),
        own_texts="\n".join(texts),
        register=citations(library, reader),
        expired=expired_entries(profile.expired),
        abbreviations=profile.abbreviations,
        problems=_problems(asked, outline, embedding) if asked else (),
        requirements=_requirements(asked, outline, embedding) if asked else (),
        owed=tuple(_owed(library, profile, outline, reader, own, year or outline.year, embedding)),
    )


def _asked(
    library: Library, profile: Profile, outline: Outline, reader: Scope, unit: str, year: int | None
) -> Brief | None:
    """What a plan would be drafted from; None for what is no yearly plan, or none about what the unit's others are."""
    if not year or not plans(outline):
        return None
    try:
        brief = brief_of(library, own_unit(library, profile, (), unit, reader), year, profile=profile, reader=reader)
    except BadRequest:  # whose it is cannot be told, or the unit has no earlier plan: nobody knows what it must answer
        return None
    topics = (topic_of(title, (outline.unit, *brief.names)) for title in (outline.title, brief.base.outline.title))
    return brief if same_topic(*topics) else None


def _owed(
    library: Library,
    profile: Profile,
    outline: Outline,
    reader: Scope,
    unit: str,
    year: int | None,
    embedding: Embedding,
) -> Iterator[tuple[str, Source]]:
    """What a 总结 of a whole year owes the plan of that year; nothing where the library has no such plan."""
    if not year or outline.kind not in _SUMMING_UP or part_of(outline.title):
        return
    try:
        brief = review_brief_of(
            library, own_unit(library, profile, (), unit, reader), year, profile=profile, reader=reader
        )
    except BadRequest:  # whose it is cannot be told, or there is no plan of the year: nobody knows what it owes
        return
    yield from owed_by(outline, brief, embedding)


def _problems(brief: Brief, outline: Outline, embedding: Embedding) -> tuple[tuple[Source, bool], ...]:
    problems = problems_of(brief)
    sources = (problem.stretch.source("problem") for problem in problems)
    return tuple(zip(sources, responded(problems, outline, embedding), strict=True))


def _requirements(brief: Brief, outline: Outline, embedding: Embedding) -> tuple[tuple[Source, bool], ...]:
    asked = requirements_of(brief.superiors)
    return tuple(zip(asked, carried_out(asked, brief.superiors, outline, embedding), strict=True))
