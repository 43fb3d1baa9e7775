"""In which role a document is a source of a draft, or why it is none: from what the library says of it. Pure.

In: documents, whose they are, the year that is drafted. Out: a verdict on each of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.citations.one_name import full_title
from assistant.citations.register import Register
from assistant.citations.views import note_on
from assistant.drafting.belonging import Owner, is_work_report, same_topic, same_unit
from assistant.drafting.records import DraftKind
from ingest.records import Document, Kind

Slot = Literal["prior", "summaries", "superiors", "regulations", "breakdowns", "reviews", "ahead"]

TELLING: Final[frozenset[Kind]] = frozenset(("总结", "总结及计划", "报告"))
REGULATING: Final[frozenset[Kind]] = frozenset(("办法", "条例"))
PLANNING: Final[frozenset[Kind]] = frozenset(("要点", "计划", "意见"))  # of one's own, for a year
ASKING: Final[frozenset[Kind]] = frozenset((*PLANNING, "通知"))  # of a superior, for a year
NOTICES: Final[frozenset[Kind]] = frozenset(("意见", "通知"))  # what a superior writes rather than the unit itself

# A unit writes one of them every year, and perhaps another one beside it.
_ANNUAL: Final[tuple[tuple[Kind, ...], ...]] = (("要点", "计划"), ("意见", "计划"), ("计划",))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a document is to the draft: nothing where `slots` is empty, and then `reason` says why."""

    document: Document
    slots: tuple[Slot, ...]
    reason: str = ""  # Chinese


def of_given(given: Sequence[Document], documents: Iterable[Document], owner: Owner, year: int) -> list[Verdict]:
    """What the user gave and what is not the own unit's to write: a superior's document, a regulation.

    Args:
        given (Sequence[Document]): What the user gave as sources.
        documents (Iterable[Document]): The other documents.
        owner (Owner): The own unit.
        year (int): That is drafted.

    Returns:
        list[Verdict]: Of these alone; the others given are judged with the own ones.
    """
    known = [each for each in (*given, *documents) if each.kind in PLANNING and owner.whose(each) == "own"]
    points = [each for each in given if each.kind == "要点" and owner.whose(each) != "other"]
    plans = [each for each in (*known, *points) if each.year is None or each.year < year]
    return [
        Verdict(each, ("regulations",) if each.kind in REGULATING else ("superiors",))
        for each in given
        if each.kind in REGULATING or _is_given_superior(each, owner, year, any(plan != each for plan in plans))
    ]


def _is_given_superior(document: Document, owner: Owner, year: int, has_plan: bool) -> bool:
    """Whether a given document binds the own unit; one of no unit does where there is another plan to go on from."""
    whose = owner.whose(document)
    if whose == "unnamed":
        return document.kind in NOTICES and has_plan
    return whose == "other" and (document.kind in NOTICES or (document.kind in PLANNING and document.year == year))


def of_own(
    documents: Sequence[Document], given: Collection[Document], owner: Owner, year: int, kind: DraftKind = "要点"
) -> list[Verdict]:
    """What the own unit's documents, and what the user gave to be used like them, are to the draft.

    Args:
        documents (Sequence[Document]): Without regulations, and without what binds the unit from above.
        given (Collection[Document]): Those of them that the user gave.
        owner (Owner): The own unit.
        year (int): That is drafted.
        kind (DraftKind): 要点 or 意见.

    Returns:
        list[Verdict]: In the same order.
    """
    earlier = [each for each in documents if _is_earlier(each, year, each in given)]
    plans = plans_among(earlier, given, owner)
    if kind == "意见":
        plans = _opinions(earlier, plans, owner) or plans
    return [_of_own(each, plans, is_given=each in given, owner=owner, year=year) for each in documents]


def newest_first(documents: Iterable[Document], owner: Owner) -> list[Document]:
    """Documents by year, the newest first; of one year the own unit's before others', 要点 before 计划."""

    def age(document: Document) -> tuple[int, bool, bool, int, str]:
        is_main = document.kind != "计划"
        return document.year or 0, owner.whose(document) == "own", is_main, document.version, document.file

    return sorted(documents, key=age, reverse=True)


def _is_earlier(document: Document, year: int, is_given: bool) -> bool:
    return is_given if document.year is None else document.year < year


def _opinions(earlier: Iterable[Document], plans: Sequence[Document], owner: Owner) -> list[Document]:
    """The unit's own 意见 of earlier years about what its plans are about, newest first."""
    topic = owner.topic(plans[0]) if plans else ""
    own = [each for each in earlier if each.kind == "意见" and owner.whose(each) == "own"]
    return newest_first((each for each in own if same_topic(owner.topic(each), topic)), owner)


def plans_among(earlier: Sequence[Document], given: Collection[Document], owner: Owner) -> list[Document]:
    """The plans among documents, newest first: of the kind that the unit writes every year, about one thing.

    A unit that writes none may make a yearly report that also plans (政府工作报告).

    Args:
        earlier (Sequence[Document]): Own documents, and what is to be used like them.
        given (Collection[Document]): Those of them that the user gave.
        owner (Owner): The own unit.

    Returns:
        list[Document]: Empty where there is none.
    """
    asked = [each for each in earlier if each in given and each.kind in PLANNING]
    own = [each for each in earlier if owner.whose(each) == "own"]
    kinds = next((kinds for kinds in _ANNUAL if any(each.kind == kinds[0] for each in own)), ())
    written = [each for each in own if each.kind in kinds and each not in asked]
    candidates = [*asked, *([each for each in written if not owner.is_part(each)] or written)]
    if not candidates:
        candidates = [each for each in earlier if is_work_report(each)]
    if not candidates:
        return []
    topic = _main_topic(asked or [each for each in candidates if each.kind in kinds[:1]] or candidates, owner)
    one = [each for each in candidates if each in asked or same_topic(owner.topic(each), topic)]
    return newest_first(one, owner)


def _main_topic(plans: Sequence[Document], owner: Owner) -> str:
    """What most plans are about; of topics with as many plans the newest one's."""
    topics = [owner.topic(each) for each in newest_first(plans, owner)]
    return max(topics, key=lambda topic: sum(same_topic(topic, other) for other in topics))


def _of_own(document: Document, plans: Sequence[Document], *, is_given: bool, owner: Owner, year: int) -> Verdict:
    is_foreign = is_given and owner.whose(document) == "other"
    if document.year is None and not is_given:
        return Verdict(document, (), "没有写明年份，不知道先后。请先更正文件的年份")
    if document.year is not None and document.year >= year and not is_foreign:
        return Verdict(document, (), f"是{document.year}年的文件，起草{year}年的文稿不能依据它")
    if document in plans:
        is_last_report = document == plans[0] and document.kind in TELLING
        return Verdict(document, ("prior", "summaries") if is_last_report else ("prior",))
    if document.kind in PLANNING:
        return Verdict(document, (), f"与《{plans[0].title}》不是同一类年度计划" if plans else "不是年度计划")
    about = not plans or is_about(document, plans[0], owner)
    if document.kind in TELLING and (is_given or (about and document.year == year - 1)):
        return Verdict(document, ("summaries",))
    if document.kind == "任务分解" and (is_given or about):
        return Verdict(document, ("breakdowns",))
    return Verdict(document, (), _why_not(document, year))


def is_about(document: Document, plan: Document, owner: Owner) -> bool:
    """Whether a report or a breakdown is about what a plan is about; a general one of the whole unit is.

    Args:
        document (Document): A report or a breakdown.
        plan (Document): The own unit's.
        owner (Owner): The own unit.

    Returns:
        bool: False for 工会工作总结 beside 党建工作要点.
    """
    topic = owner.topic(document)
    return same_topic(topic, owner.topic(plan)) or (not topic and not owner.is_part(document))


def _why_not(document: Document, year: int) -> str:
    if document.kind in TELLING and document.year != year - 1:
        return f"不是上一年（{year - 1}年）的{document.kind}"
    if document.kind in TELLING or document.kind == "任务分解":
        return "与年度计划说的不是一件事"
    return f"是“{document.kind}”，不是年度计划、总结或任务分解"


def of_other(document: Document, superiors: Collection[str], year: int, *, is_addressed: bool) -> Verdict:
    """What another unit's document is to the draft, or one of no unit; regulations left out.

    Args:
        document (Document): Not the own unit's.
        superiors (Collection[str]): Names of the units above the own one.
        year (int): That is drafted.
        is_addressed (bool): Whether it is addressed to the own unit.

    Returns:
        Verdict: A superior's document for the year is used.
    """
    is_superior = is_addressed or is_unit_among(document, superiors)
    if is_superior and document.kind in ASKING and document.year == year:
        return Verdict(document, ("superiors",))
    if is_superior and document.kind in ASKING:
        return Verdict(document, (), f"是上级的文件，但不是{year}年的")
    if is_superior:
        return Verdict(document, (), f"是上级的“{document.kind}”，不是对下的部署")
    if document.unit:
        return Verdict(document, (), f"是其他单位（{document.unit}）的文件")
    return Verdict(document, (), "没有写明单位，看不出是本单位的。要用它，请把它指定为来源")


def of_regulation(document: Document, register: Register, year: int, *, is_own: bool, binds: bool) -> Verdict:
    """What a 办法 or 条例 is to the draft.

    Args:
        document (Document): A regulation.
        register (Register): Tells what is in force.
        year (int): That is drafted.
        is_own (bool): Whether it is the own unit's.
        binds (bool): Whether it is the own unit's, of a unit above, or cited by one of their documents.

    Returns:
        Verdict: One in force is used, unless it is newer than the draft's sources may be.
    """
    last = year - 1 if is_own else year
    if not binds:
        return Verdict(document, (), "不是本单位或上级的制度，选用的文件也没有引用它")
    if document.year is not None and document.year > last:
        return Verdict(document, (), f"是{document.year}年的文件，起草{year}年的文稿不能依据它")
    if note := note_on(full_title(document), register, document.unit):
        return Verdict(document, (), note)
    return Verdict(document, ("regulations",))


def is_unit_among(document: Document, units: Iterable[str]) -> bool:
    """Whether a document's unit is one of some units, or a part of one."""
    return bool(document.unit) and any(same_unit(document.unit, unit) for unit in units)
