"""The story of a draft, one line a stage: brief -> plan -> sections -> tasks -> findings.

A 要点 and a 意见 go on from the year before (`planning`, `writing`); a 意见 of a unit that has none of its own takes
the content of its 要点 and the shape of the genre (`opinion`). A 总结 tells what became of the plan of its year
(`reviewing`); it has no task breakdown. The brief is chosen by `making.brief_for`; the plan may go out as a file and
come back edited (`plan_file`) between `plan_of` and `draft_of`. `making` tells how command and page walk that way.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from typing import Final

from assistant.drafting.breakdown import breakdown_of
from assistant.drafting.carrying import Carrying, carry
from assistant.drafting.carrying.spans import rewritten
from assistant.drafting.examining import (
    SIGNING,
    Desk,
    addressed_sections,
    examined,
    examined_again,
    outline_of_draft,
    unused_facts,
)
from assistant.drafting.opinion import as_opinion, opinion_title
from assistant.drafting.planning import Planned
from assistant.drafting.planning import plan_of as next_plan_of
from assistant.drafting.records import DATE_BLANK, Basis, Brief, Draft, Plan, Section
from assistant.drafting.reviewing import review_plan_of, write_review
from assistant.drafting.reviewing.frame import shifted
from assistant.drafting.style import HouseStyle, measure
from assistant.drafting.writing import write
from ingest.embedding import Embedding
from ingest.errors import BadRequest
from ingest.progress import Progress, unwatched

# What a plan's title ends in; 及任务分解 and the like behind it are no part of another kind's title.
_OTHER_KIND: Final = re.compile(r"(?:要点|意见|计划|安排)(?:及.*)?$")

__all__ = ["Desk", "draft_of", "examined_again", "outline_of_draft", "plan_of", "style_of"]


def draft_of(brief: Brief, planned: Planned, plan: Plan, desk: Desk, progress: Progress = unwatched) -> Draft:
    """Write a draft.

    Args:
        brief (Brief): What it is written from.
        planned (Planned): What was decided, as `plan_of` gives it.
        plan (Plan): `planned.plan`, or the same with the user's edits: the draft follows it.
        desk (Desk): Profile, register of cited documents, embedding.
        progress (Progress): Told before every section, the task breakdown and every check.

    Returns:
        Draft: Checked; what is missing is marked 【待补：…】.
    """
    form = brief.models[0] if brief.models else brief.base  # who is addressed, and who signs
    bare = Draft(
        unit=brief.unit,
        year=brief.year,
        title=_title(brief),
        addressees=form.outline.addressees if brief.models or brief.kind != "总结" else "",  # a plan's are below
        signer=measure([form.outline], whole=brief.kind == "总结").newest.closing.signer,
        sections=_sections(brief, planned, plan, progress),
        plan=plan,
        basis=_basis(brief),
        issued=_signed_on(brief),
    )
    addressed = replace(bare, sections=addressed_sections(bare))
    if brief.kind != "总结":
        progress(0, 1, "任务分解")
        tasks = breakdown_of(addressed.sections, brief, desk.profile, desk.embedding)
        addressed = replace(addressed, tasks=tasks)
    checked = examined(addressed, style_of(brief), brief.superiors, desk, progress)
    return replace(checked, findings=(*unused_facts(checked, brief), *checked.findings))


def plan_of(brief: Brief, embedding: Embedding) -> Planned:
    """Decide what becomes of everything that the draft must account for.

    Args:
        brief (Brief): The sources.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Planned: The plan, with what it takes to write it.
    """
    return review_plan_of(brief, embedding) if brief.kind == "总结" else next_plan_of(brief, embedding)


def style_of(brief: Brief) -> HouseStyle | None:
    """The house style that a draft follows.

    Args:
        brief (Brief): With the unit's earlier documents of the draft's kind.

    Returns:
        HouseStyle | None: None where the unit has written none of this kind: that of another kind is not its style.
    """
    outlines = [reading.outline for reading in brief.models]
    return measure(outlines, whole=brief.kind == "总结") if outlines else None


def _sections(brief: Brief, planned: Planned, plan: Plan, progress: Progress) -> tuple[Section, ...]:
    if brief.kind == "总结":
        return write_review(plan, brief, progress)
    sections = write(planned, plan, brief, measure([reading.outline for reading in brief.prior]), progress)
    return sections if brief.models else as_opinion(sections, brief)


def _basis(brief: Brief) -> Basis:
    return Basis(
        brief.names,
        brief.foreign,
        tuple(fact.name for fact in brief.facts.of("会议")),
        tuple(reading.document.version for reading in brief.prior),
        tuple(reading.document.version for reading in brief.superiors),
        tuple(reading.document.version for reading in brief.models),
    )


def _signed_on(brief: Brief) -> str:
    """The day that the user gives for the signature, as written; refused where it is none."""
    for fact in brief.facts.of("日期"):
        if fact.name in SIGNING:
            day = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", fact.text)
            if day is None or not _is_day(*map(int, day.groups())):
                raise BadRequest(
                    f"{brief.facts.file}第{fact.number}行：成文日期不对：{fact.text}。请写成 2026年2月20日"
                )
            return fact.text
    return DATE_BLANK


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _title(brief: Brief) -> str:
    """That of the last document of the kind with the new year; else made of the plan's, as the kind has it."""
    if brief.kind == "总结" and brief.models:
        last = brief.models[0].outline
        return rewritten(last.title, shifted(last.title, brief.year - (last.year or brief.year)))[0]
    text, _ = carry(brief.base.outline.title, Carrying(brief.base_year, brief.year))
    if brief.models:
        return text
    return _OTHER_KIND.sub(brief.kind, opinion_title(text, brief) if brief.kind == "意见" else text)
