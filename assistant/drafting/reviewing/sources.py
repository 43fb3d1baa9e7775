"""Which documents a 总结 is written from: the plan of its year, that year's reports, and earlier 总结 for their form.

In: a library, files that the user gave, the own unit and the year. Out: a Brief. What earlier years tell never comes
in: their 总结 are only looked at for headings, numbering and style.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.drafting.belonging import Owner, part_of, same_topic
from assistant.drafting.records import NO_FACTS, Brief, Facts, Reading
from assistant.drafting.selection import Pool, Selection, selection_of
from assistant.drafting.sources import PLANNING, TELLING, Verdict, is_about, plans_among
from assistant.drafting.unit_names import own_names
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.library.profile import Profile
from ingest.progress import Progress, unwatched
from ingest.records import EVERYONE, Document, Scope


def review_brief_of(
    library: Library | None,
    unit: str,
    year: int,
    *,
    given: Sequence[Reading] = (),
    without: Sequence[str] = (),
    facts: Facts = NO_FACTS,
    profile: Profile,
    reader: Scope = EVERYONE,
    progress: Progress = unwatched,
) -> Brief:
    """Choose what a 总结 is written from.

    Args:
        library (Library | None): Where sources are looked for; None where only what is given counts.
        unit (str): The own unit, as `own_unit` finds it.
        year (int): That the 总结 looks back on.
        given (Sequence[Reading]): Sources that the user gave; reports of the year are used whatever unit they are of.
        without (Sequence[str]): Sources that the user does not want: numbers, file names or titles.
        facts (Facts): What the user gave of the year.
        profile (Profile): The own unit's other names, its superior, its departments.
        reader (Scope): Who asks.
        progress (Progress): Told while documents are read.

    Returns:
        Brief: Its sources, what was missing, and every other document with the reason why it was left out.

    Raises:
        BadRequest: There is no plan of the year, or `without` names what is not there.
    """
    pool, selection = selection_of(library, unit, given, without, profile, reader, progress)
    owner = selection.owner
    plan, ahead = _plan_of(pool, owner, year), _plan_of(pool, owner, year + 1)
    if plan is None:
        raise BadRequest(
            f"没有找到{owner.unit or '本单位'}{year}年的要点，无法起草{year}年的总结。"
            "请先把当年的要点收入资料库，或指定它作来源；单位不对的，请指定单位"
        )
    followed = ahead if ahead and same_topic(owner.topic(ahead), owner.topic(plan)) else None
    selection.take(_verdict(each, plan, followed, pool, owner, year) for each in pool.documents)
    return _laid_out(pool, selection, year, facts)


def _plan_of(pool: Pool, owner: Owner, year: int) -> Document | None:
    """The own unit's plan of a year."""
    own = [
        each
        for each in pool.documents
        if each.year == year and each.kind in PLANNING and (_is_own(each, owner) or _is_unnamed(each, pool, owner))
    ]
    return next(iter(plans_among(own, pool.given, owner)), None)


def _is_unnamed(document: Document, pool: Pool, owner: Owner) -> bool:
    """Whether the user gave a document that names no unit: it is taken for the own one's."""
    return document in pool.given and owner.whose(document) == "unnamed"


def _is_own(document: Document, owner: Owner) -> bool:
    return owner.whose(document) == "own"


def _verdict(
    document: Document, plan: Document, ahead: Document | None, pool: Pool, owner: Owner, year: int
) -> Verdict:
    if document == plan:
        return Verdict(document, ("prior",))
    if document == ahead:
        return Verdict(document, ("ahead",))
    is_given = document in pool.given
    is_ours = _is_own(document, owner) or _is_below(document, owner)
    if not (is_ours or is_given):
        return Verdict(document, (), f"是其他单位（{document.unit or '没有写明'}）的文件")
    of_year = document.year == year or (is_given and document.year is None)
    if document.kind in TELLING and of_year and (is_given or is_about(document, plan, owner)):
        return Verdict(document, ("summaries",))
    if document.kind == "任务分解" and document.year == year and _is_own(document, owner):
        return Verdict(document, ("breakdowns",))
    if _is_model(document, plan, owner, year):
        return Verdict(document, ("reviews",))
    when = f"{document.year}年" if document.year else "没有写明年份"
    return Verdict(document, (), f"是{when}的{document.kind}，{year}年的总结用不上")


def _is_model(document: Document, plan: Document, owner: Owner, year: int) -> bool:
    """Whether a document shows how the unit writes its 总结."""
    is_earlier = document.year is not None and document.year < year
    is_told = document.kind in TELLING and not part_of_year(document)
    return is_told and is_earlier and _is_own(document, owner) and is_about(document, plan, owner)


def _is_below(document: Document, owner: Owner) -> bool:
    """Whether a document is of a unit below the own one: 云岭集团水电公司."""
    is_named = any(name in document.unit for name in owner.names) or document.unit in owner.departments
    return is_named and owner.whose(document) == "other"


def part_of_year(document: Document) -> str:
    """The part of the year that a report tells of, as its title says it: 上半年; "" for the whole year."""
    return part_of(document.title)


def _laid_out(pool: Pool, selection: Selection, year: int, facts: Facts) -> Brief:
    owner = selection.owner
    plans, reports, breakdowns = selection.of("prior"), selection.of("summaries"), selection.of("breakdowns")
    # Of one year the 总结 shows the form, a report on one matter beside it less so.
    reviews = sorted(
        selection.of("reviews"), key=lambda each: (-(each.document.year or 0), each.document.kind == "报告")
    )
    verdicts = (*pool.refused, *selection.verdicts)
    return Brief(
        unit=owner.unit,
        year=year,
        names=own_names(owner.names, owner.departments, (*plans, *reports, *breakdowns)),
        prior=plans,
        summaries=tuple(sorted(reports, key=lambda each: _rank(each, owner))),
        superiors=(),
        regulations=(),
        breakdowns=breakdowns,
        facts=facts,
        foreign=(),
        missing=tuple(_missing(owner, year, reports, reviews)),
        left_out=tuple((verdict.document, verdict.reason) for verdict in verdicts if not verdict.slots),
        kind="总结",
        reviews=tuple(reviews),
        ahead=selection.of("ahead"),
        reporting=tuple({each.document.unit: None for each in reports if owner.whose(each.document) == "other"}),
    )


def _rank(reading: Reading, owner: Owner) -> tuple[bool, bool, bool]:
    """What tells of the own unit and the whole year comes first, a 总结 before a report on one matter."""
    document = reading.document
    return owner.whose(document) == "other", bool(part_of_year(document)), document.kind == "报告"


def _missing(owner: Owner, year: int, reports: Sequence[Reading], reviews: Sequence[Reading]) -> Iterator[str]:
    unit = owner.unit or "本单位"
    if not reports:
        yield f"没有找到{unit}{year}年的总结、报告，完成情况无从引用，一律待补"
    elif all(part_of_year(each.document) or owner.whose(each.document) == "other" for each in reports):
        yield f"只有{unit}{year}年部分时段或所属单位的报告，全年的情况待补"
    if not reviews:
        yield f"没有找到{unit}往年的总结或报告，文风无从归纳，按总结的通行体例写"
