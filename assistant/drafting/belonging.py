"""Whose a document is: by its unit, its file's name and its title; and which unit is the own one. Pure but for reading.

In: documents, the profile, what the user asked for. Out: the own unit's name, and for each document whether it is the
own unit's, another's, or tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import PurePath
from typing import Final, Literal

from assistant.drafting.records import Reading
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.library.profile import Profile
from ingest.records import EVERYONE, Document, Filters, Kind, Scope

Whose = Literal["own", "other", "unnamed"]

# What a unit may write without its name, since everybody who has it knows; what binds others names who says so.
YEARLY: Final[frozenset[Kind]] = frozenset(("要点", "计划", "总结", "总结及计划", "报告", "任务分解"))
WORK_REPORT: Final = "工作报告"  # looks back on a year and plans the next one; a …情况报告 only tells

# What a name may lack or have beside another name of the same unit: 云岭集团, 云岭集团有限公司, 中共云岭集团委员会.
_FORM: Final = re.compile(r"^(?:集团|控股|股份|有限|责任|公司)+")
_COMMITTEES: Final = frozenset(
    ("", "党委", "党组", "党工委", "委员会", "党总支", "党支部")
)  # that speak for the whole unit
# What ends the name of a unit of its own below another one; 党委办公室 and 组织人事部 are parts.
_UNIT_OF_ITS_OWN: Final = re.compile(
    r"(?:公司|集团|支部|总支|局|厂|矿|站|院|校|所|中心|大学|中学|小学|县|市|区|旗|乡|镇|街道|社区|村)(?:党委|委员会)?$"
)
_BRACKETED: Final = re.compile(r"[（(〔【][^）)〕】]*[）)〕】]$")
_YEAR: Final = re.compile(r"(?:(?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})年?度?")
# What a title says beside whose and what: 关于做好…重点任务落实情况的报告.
_NO_TOPIC: Final = re.compile(
    r"关于|做好|加强|进一步|工作|年度|[上下]半年|全年|重点|任务|落实|情况|分解|清单|要点|总结|计划|安排|打算|思路|意见|报告|汇报|方案|表$|"
    r"[及和与的、]|\s"
)

# What a title says of a report that does not tell of the whole year.
_PART: Final = re.compile(r"[上下]半年|前?[一二三四]季度|第[一二三四]季度|年中|半年|\d{1,2}月份?")


@dataclass(frozen=True, slots=True)
class Owner:
    """The unit that a draft is written for."""

    unit: str  # "" where no document names one
    names: tuple[str, ...]  # the unit and its other names, none empty
    departments: tuple[str, ...] = ()
    superior: str = ""  # "" where the profile names none
    takes_unnamed: bool = False  # no plan is surely the unit's, and those of no unit are one unit's series

    def whose(self, document: Document) -> Whose:
        """Whose a document is; a part of the own unit (云岭集团党委办公室) is the unit."""
        if document.unit:
            is_superior = bool(self.superior) and document.unit == self.superior
            is_own = not is_superior and any(same_unit(document.unit, name) for name in self.names)
            return "own" if is_own else "other"
        stem = PurePath(document.file).stem
        is_named = any(stem.startswith(name) or name in document.title for name in self.names)
        is_taken = self.takes_unnamed and document.kind in YEARLY
        return "own" if is_named or is_taken else "unnamed"

    def is_part(self, document: Document) -> bool:
        """Whether a document is of a part of the own unit: its 团委, its 党委办公室."""
        return bool(document.unit) and not any(_is_whole(document.unit, name) for name in self.names)

    def topic(self, document: Document) -> str:
        """What a plan or a report is about: 党建 of 云岭集团2025年党建工作总结及2026年工作打算."""
        return topic_of(document.title, (document.unit, *self.names))


def owner_of(unit: str, profile: Profile, documents: Iterable[Document]) -> Owner:
    """Who the own unit is, and how its documents are told.

    Args:
        unit (str): As `own_unit` gives it.
        profile (Profile): Tells of its own unit only.
        documents (Iterable[Document]): Those from which the draft's sources are chosen.

    Returns:
        Owner: It takes documents of no unit for its own where none of the plans is surely its own and those of no unit
            are one series, a plan a year.
    """
    known = {profile.unit, *profile.aliases}
    if unit in known or not profile.unit:
        departments = tuple(dict.fromkeys((*profile.departments, *profile.duties)))
        names = tuple(dict.fromkeys(filter(None, (unit, profile.unit, *profile.aliases))))
        owner = Owner(unit, names, departments, profile.superior)
    else:
        owner = Owner(unit, (unit,))
    plans = [document for document in documents if is_plan(document)]
    whose = [owner.whose(plan) for plan in plans]
    unnamed = [plan for plan, of in zip(plans, whose, strict=True) if of == "unnamed"]
    return replace(owner, takes_unnamed="own" not in whose and is_series(unnamed))


def own_unit(
    library: Library | None, profile: Profile, given: Sequence[Reading], wanted: str, reader: Scope = EVERYONE
) -> str:
    """The unit to draft for.

    Args:
        library (Library | None): Where plans are looked for.
        profile (Profile): Names the own unit, or "".
        given (Sequence[Reading]): What the user gave as sources; their units come before the library's.
        wanted (str): What the user asked for, or "".
        reader (Scope): Who asks.

    Returns:
        str: What is wanted, else the profile's unit, else the only one that has 要点, or else 工作报告; "" where these
            name none and are one series.

    Raises:
        BadRequest: Several units have plans, or none has.
    """
    if wanted or profile.unit:
        return profile.unit if not wanted or wanted in profile.aliases else wanted
    shelves = [[reading.document for reading in given], library.documents(Filters(reader)) if library else []]
    for shelf in shelves:
        if plans := _points(shelf) or [document for document in shelf if is_plan(document)]:
            return _only_unit(plans)
    raise BadRequest("没有找到要点，看不出本单位是谁。请指定单位，或先在单位资料里写明本单位")


def _points(documents: Iterable[Document]) -> list[Document]:
    return [document for document in documents if document.kind == "要点"]


def _only_unit(plans: Sequence[Document]) -> str:
    units: list[str] = []
    for unit in sorted({plan.unit for plan in plans if plan.unit}, key=lambda unit: (len(unit), unit)):
        if not any(same_unit(unit, known) for known in units):
            units.append(unit)
    if len(units) == 1 or (not units and is_series(plans)):
        return "".join(units)
    unnamed = [f"《{plan.file}》没有写明单位" for plan in plans if not plan.unit]
    raise BadRequest(f"不止一个单位有要点：{'、'.join((*units, *unnamed))}。请指定本单位")


def is_plan(document: Document) -> bool:
    """Whether a document is one that a unit writes every year to plan by: 要点 or 工作报告."""
    return document.kind == "要点" or is_work_report(document)


def is_work_report(document: Document) -> bool:
    """Whether a report looks back and ahead: 政府工作报告, but no 落实情况报告."""
    return document.kind == "报告" and WORK_REPORT in document.title


def is_series(documents: Sequence[Document]) -> bool:
    """Whether documents, at least one, can be one unit's of several years: about one thing, no year twice."""
    topics = [topic_of(document.title) for document in documents]
    years = {document.year for document in documents}
    return 0 < len(documents) == len(years) and all(same_topic(*pair) for pair in combinations(topics, 2))


def same_unit(one: str, other: str) -> bool:
    """Whether two names are of one unit, or of a unit and a part of it that is no unit of its own.

    Args:
        one (str): 云岭集团.
        other (str): 云岭集团有限公司, 中共云岭集团委员会, 云岭集团党委办公室.

    Returns:
        bool: True in these examples; False for 云岭集团水电公司.
    """
    rest = _rest(one, other)
    return rest is not None and not _UNIT_OF_ITS_OWN.search(rest)


def _is_whole(one: str, other: str) -> bool:
    """Whether two names are of one unit: 云岭集团, 中共云岭集团有限公司委员会, but no 云岭集团团委."""
    rest = _rest(one, other)
    return rest is not None and rest in _COMMITTEES


def _rest(one: str, other: str) -> str | None:
    """What the longer of two names has behind the shorter one; None where it does not hold it."""
    short, long = sorted((one, other), key=len)
    if not short or short not in long:
        return None
    return _FORM.sub("", long[long.rindex(short) + len(short) :])


def topic_of(title: str, units: Iterable[str] = ()) -> str:
    """What a document is about, without year, unit and kind.

    Args:
        title (str): 云岭集团2025年党建工作总结及2026年工作打算.
        units (Iterable[str]): Names that may stand in it.

    Returns:
        str: 党建 in this example; "" where the title names nothing: 2025年工作要点.
    """
    words = _YEAR.sub("", _BRACKETED.sub("", title))
    for unit in sorted(filter(None, units), key=len, reverse=True):
        words = words.replace(unit, "")
    return _NO_TOPIC.sub("", words.replace("党的建设", "党建"))


def same_topic(one: str, other: str) -> bool:
    """Whether two topics are one: 党建 and 机关党建, but not 工会, and nothing but itself where it is empty."""
    return one == other or bool(one and other and (one in other or other in one))


def part_of(title: str) -> str:
    """The part of a year that a title names: 上半年; "" where it names none."""
    found = _PART.search(title)
    return found[0] if found else ""
