"""问题未回应, 上级要求未落实: what the last summary and the superior ask for and no item takes up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.drafting.checks.paper import Paper, shortened
from assistant.drafting.records import Finding, Source

PROBLEM: Final = "问题未回应"
REQUIREMENT: Final = "上级要求未落实"


def unanswered(paper: Paper) -> Iterator[Finding]:
    """What the context says that no item answers.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: Of the whole document, since what is missing stands nowhere.
    """
    for source, answered in paper.context.problems:
        if not answered:
            yield _missing(PROBLEM, source, "指出的问题没有条目回应", "增加一条针对性的措施，或者说明不列入的理由")
    for source, answered in paper.context.requirements:
        if not answered:
            yield _missing(REQUIREMENT, source, "提出的要求没有条目落实", "增加一条落实的措施，或者说明不适用的理由")


def _missing(check: str, source: Source, what: str, remedy: str) -> Finding:
    place = f"{source.file} {source.address}".strip()
    return Finding(check, "", f"{place} {what}：{shortened(source.quote)}", remedy)
