"""The story of checking: an outline and what is known -> findings, check by check, each in reading order. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from assistant.drafting.checks.answers import unanswered
from assistant.drafting.checks.context import Context
from assistant.drafting.checks.duplicates import duplicates
from assistant.drafting.checks.elements import lacking_elements
from assistant.drafting.checks.evidence import owed_to_the_plan
from assistant.drafting.checks.expired import expired_wording
from assistant.drafting.checks.formulas import unexplained_formulas
from assistant.drafting.checks.headings import heading_parallelism
from assistant.drafting.checks.leftovers import adverts, foreign_names, masks, strange_names
from assistant.drafting.checks.marks import brackets
from assistant.drafting.checks.meetings import stale_meetings
from assistant.drafting.checks.numbering import attachments, numbering
from assistant.drafting.checks.paper import Paper
from assistant.drafting.checks.punctuation import punctuation
from assistant.drafting.checks.references import references
from assistant.drafting.checks.typos import typos
from assistant.drafting.checks.voice import dangling, empty_items, past_voice
from assistant.drafting.checks.years import stale_years
from assistant.drafting.records import Finding
from ingest.progress import Progress, unwatched
from ingest.records import Outline

# What would be embarrassing comes first, matters of form last.
CHECKS: Final[tuple[Callable[[Paper], Iterator[Finding]], ...]] = (
    foreign_names,
    strange_names,
    masks,
    adverts,
    stale_years,
    stale_meetings,
    expired_wording,
    references,
    unanswered,
    owed_to_the_plan,
    lacking_elements,
    unexplained_formulas,
    duplicates,
    empty_items,
    dangling,
    past_voice,
    heading_parallelism,
    numbering,
    attachments,
    brackets,
    typos,
    punctuation,
)


def check(outline: Outline, context: Context, progress: Progress = unwatched) -> tuple[Finding, ...]:
    """Run all checks.

    Args:
        outline (Outline): A draft, read back as a document, or any document.
        context (Context): What is known beside the document itself.
        progress (Progress): Told before every check.

    Returns:
        tuple[Finding, ...]: In the order of the checks, those of one check in reading order; the same for the same
            input. Every quote stands at its address.
    """
    paper = Paper(outline, context)
    found: list[Finding] = []
    for done, run in enumerate(CHECKS):
        progress(done, len(CHECKS), "检查")
        found += run(paper)
    return tuple(found)
