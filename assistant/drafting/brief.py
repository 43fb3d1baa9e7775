"""Which documents a draft is written from.

In: a library, files that the user gave, the own unit and the year. Out: a Brief, with what was missing and what was
left out. The rules are in `sources`; whose a document is, in `belonging`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from assistant.citations.register import Register
from assistant.drafting.belonging import YEARLY, Owner, Whose, is_plan
from assistant.drafting.records import NO_FACTS, Brief, DraftKind, Facts, Reading
from assistant.drafting.selection import Pool, Selection, selection_of
from assistant.drafting.sources import (
    ASKING,
    NOTICES,
    REGULATING,
    TELLING,
    Verdict,
    is_unit_among,
    newest_first,
    of_given,
    of_other,
    of_own,
    of_regulation,
)
from assistant.drafting.unit_names import foreign_names, own_names, text_of
from assistant.lookup import citations
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.library.profile import Profile
from ingest.obligations.tables import task_row
from ingest.progress import Progress, unwatched
from ingest.records import EVERYONE, Scope

# 在省能源行业党委的有力指导下, 落实省能源行业党委部署; but not 加强对水电公司的指导.
_LED: Final = (
    "在{unit}[^，。；]{{0,8}}(?:领导|指导)下|(?:按照|根据|落实|贯彻){unit}[^，。；]{{0,8}}(?:部署|要求|决策|安排|意见)"
)


def brief_of(
    library: Library | None,
    unit: str,
    year: int,
    *,
    given: Sequence[Reading] = (),
    without: Sequence[str] = (),
    facts: Facts = NO_FACTS,
    profile: Profile,
    kind: DraftKind = "要点",
    reader: Scope = EVERYONE,
    progress: Progress = unwatched,
) -> Brief:
    """Choose what a 要点 or a 意见 is written from; of a 总结 it is `reviewing.review_brief_of` that chooses.

    Args:
        library (Library | None): Where sources are looked for; None where only what is given counts.
        unit (str): The own unit, as `own_unit` finds it.
        year (int): That the draft plans.
        given (Sequence[Reading]): Sources that the user gave; used whatever unit they are of, but never the own unit's
            of the year or later.
        without (Sequence[str]): Sources that the user does not want: numbers, file names or titles.
        facts (Facts): What the user gave for the year.
        profile (Profile): The own unit's other names, its superior, its departments.
        kind (DraftKind): A 意见 goes on from the unit's own 意见; where it has none, from its 要点, and `missing` says
            so.
        reader (Scope): Who asks.
        progress (Progress): Told while documents are read.

    Returns:
        Brief: Its sources, what was missing, and every other document with the reason why it was left out.

    Raises:
        BadRequest: There is no plan of an earlier year, or `without` names what is not there.
    """
    pool, selection = selection_of(library, unit, given, without, profile, reader, progress)
    owner = selection.owner
    selection.take(_own(pool, owner, year, kind))
    if not selection.of("prior"):
        raise BadRequest(_no_plan(owner, year, pool))
    superiors = _superiors(pool, selection)
    selection.take(_others(pool, superiors, year, selection))
    if library:
        selection.take(_regulations(pool, superiors, year, selection, citations(library, reader, progress)))
    return _laid_out(pool, superiors, year, selection, facts, kind)


def _no_plan(owner: Owner, year: int, pool: Pool) -> str:
    units = sorted({each.unit for each in pool.documents if is_plan(each) and owner.whose(each) == "other"})
    others = f"（现有这些单位的要点：{'、'.join(units)}）" if units else ""
    return (
        f"没有找到{owner.unit or '本单位'}{year}年以前的要点、工作计划或意见，无法起草{year}年的文稿{others}。"
        "请先把往年的要点收入资料库，或指定为来源；单位不对的，请另写单位"
    )


def _own(pool: Pool, owner: Owner, year: int, kind: DraftKind) -> Iterator[Verdict]:
    """What was given, and the own unit's documents but for its regulations."""
    bound = of_given(pool.given, pool.shelf, owner, year)
    yield from bound
    used = {verdict.document for verdict in bound}
    rest = [each for each in pool.given if each not in used]
    own = [each for each in pool.shelf if owner.whose(each) == "own" and each.kind not in REGULATING]
    yield from of_own([*rest, *own], rest, owner, year, kind)


def _superiors(pool: Pool, selection: Selection) -> tuple[str, ...]:
    """Units above the own one: the profile's, those of given documents, those that the own documents look up to."""
    owner, own = selection.owner, [(reading, text_of(reading)) for reading in selection.own()]
    given = [reading.document.unit for reading in selection.of("superiors")]
    units = sorted({each.unit for each in pool.shelf if each.unit and owner.whose(each) == "other"})
    named = [unit for unit in units if any(_looks_up_to(reading, text, unit) for reading, text in own)]
    parents = [unit for unit in units if any(name.startswith(unit) for name in owner.names)]
    return tuple(dict.fromkeys(filter(None, (owner.superior, *given, *named, *parents))))


def _looks_up_to(reading: Reading, text: str, unit: str) -> bool:
    """Whether a document reports to a unit, rests on a document of its or works under its lead."""
    if reading.document.kind in TELLING and unit in reading.outline.addressees:
        return True
    is_cited = any(mention.normalised.startswith(unit) for mention in reading.mentions)
    return is_cited or (unit in text and re.search(_LED.format(unit=re.escape(unit)), text) is not None)


def _others(pool: Pool, superiors: Sequence[str], year: int, selection: Selection) -> Iterator[Verdict]:
    """Other units' documents but for regulations."""
    for document in pool.shelf:
        if selection.owner.whose(document) != "own" and document.kind not in REGULATING:
            may_bind = document.kind in ASKING and document.year == year and not is_unit_among(document, superiors)
            addressees = selection.read([document])[0].outline.addressees if may_bind else ""
            is_addressed = any(name in addressees for name in selection.owner.names)
            yield of_other(document, superiors, year, is_addressed=is_addressed)


def _regulations(
    pool: Pool, superiors: Sequence[str], year: int, selection: Selection, register: Register
) -> Iterator[Verdict]:
    """The library's 办法 and 条例."""
    cited = {
        document.id
        for reading in (*selection.own(), *selection.of("superiors"))
        for mention in reading.mentions
        if mention.role == "authority"
        and (document := register.in_library(mention.normalised, reading.document.unit)) is not None
    }
    for document in pool.shelf:
        if document.kind in REGULATING:
            is_own = selection.owner.whose(document) == "own"
            binds = is_own or is_unit_among(document, superiors) or document.id in cited
            yield of_regulation(document, register, year, is_own=is_own, binds=binds)


def _laid_out(
    pool: Pool, superiors: Sequence[str], year: int, selection: Selection, facts: Facts, kind: DraftKind
) -> Brief:
    owner, breakdowns = selection.owner, _breakdowns(selection)
    prior, above, summaries = selection.of("prior"), selection.of("superiors"), selection.of("summaries")
    own, others = _by_owner((*prior, *summaries, *breakdowns), owner)
    names = own_names(owner.names, owner.departments, own)
    units = chain(_strange_units(pool, owner, superiors), (reading.document.unit for reading in others))
    own_texts = [text_of(reading) for reading in (*own, *above)]
    verdicts = (*pool.refused, *selection.verdicts)
    brief = Brief(
        unit=owner.unit,
        year=year,
        names=names,
        prior=prior,
        summaries=summaries,
        superiors=above,
        regulations=selection.of("regulations"),
        breakdowns=breakdowns,
        facts=facts,
        foreign=foreign_names(units, others, (*names, *superiors), own_texts),
        missing=(),
        left_out=tuple((verdict.document, verdict.reason) for verdict in verdicts if not verdict.slots),
        kind=kind,
    )
    return replace(brief, missing=tuple(_missing(brief, superiors)))


def _breakdowns(selection: Selection) -> tuple[Reading, ...]:
    """The 任务分解, and the plans that hold their own table of tasks."""
    with_tables = [each for each in selection.of("prior") if any(task_row(item) for item in each.outline.items)]
    chosen = {each.document: each for each in (*selection.of("breakdowns"), *with_tables)}
    return tuple(chosen[document] for document in newest_first(chosen, selection.owner))


def _by_owner(readings: Iterable[Reading], owner: Owner) -> tuple[list[Reading], list[Reading]]:
    """The own unit's and others'; those of no unit are the own one's where it has none that names it."""
    by_whose: dict[Whose, list[Reading]] = {"own": [], "other": [], "unnamed": []}
    for reading in dict.fromkeys(readings):
        by_whose[owner.whose(reading.document)].append(reading)
    own, unnamed = by_whose["own"], by_whose["unnamed"]
    return (own, [*unnamed, *by_whose["other"]]) if own else (unnamed, by_whose["other"])


def _strange_units(pool: Pool, owner: Owner, superiors: Sequence[str]) -> Iterator[str]:
    """Units of the library's other plans and reports, neither above nor below the own one."""
    for document in pool.shelf:
        is_other = owner.whose(document) == "other" and not is_unit_among(document, superiors)
        if is_other and document.kind in YEARLY | NOTICES and not any(name in document.unit for name in owner.names):
            yield document.unit


def _missing(brief: Brief, superiors: Sequence[str]) -> Iterator[str]:
    """What kind of source was not there, in Chinese, a line each."""
    unit, last, base = brief.unit or "本单位", brief.year - 1, brief.base.document
    if not brief.models:
        yield f"没有找到{unit}往年的{brief.kind}，以《{base.file}》的内容为底稿，按{brief.kind}的通行体例写"
    if base.year != last:
        yield f"没有找到{unit}{last}年的{base.kind}，以《{base.file}》为底稿"
    if not brief.summaries:
        yield f"没有找到{unit}{last}年的总结，存在问题无从对应"
    if not brief.superiors:
        yield f"没有找到上级{_bracketed(superiors)}{brief.year}年的文件，上级要求无从对应"
    if not any(reading.document.year == last for reading in brief.breakdowns):
        yield f"没有找到{unit}{last}年的任务分解，牵头单位和完成时限无从沿用"


def _bracketed(names: Sequence[str]) -> str:
    return f"（{'、'.join(names)}）" if names else ""
