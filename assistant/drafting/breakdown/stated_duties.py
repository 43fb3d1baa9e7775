"""Who leads a matter by the own regulations: 党委办公室是牵头部门, 组织人事部负责组织实施. Pure.

Only such sentences count. Who interprets a regulation, or sees to one step of it, is no lead of its matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.drafting.breakdown.units import LEAST_DUTY, leads
from assistant.drafting.cutting import Stretch, leaf_items
from assistant.drafting.planning.intents import is_own
from assistant.drafting.records import Brief, Reading, Source
from ingest.obligations.clauses import sentences_of

# 组织人事部是党员教育培训的主管部门; 评定工作由组织人事部负责组织实施.
_IS_LEAD: Final = re.compile(
    r"(?P<unit>\w{2,14})(?:是|为|作为)(?:(?P<duty>\w{2,16}?)(?:工作)?的)?(?:牵头|主管|责任|归口管理)(?:部门|单位|机构)"
)
_CARRIES_OUT: Final = re.compile(
    r"(?:(?P<what>\w*?)(?:工作)?由)?(?P<unit>\w{2,14})(?:牵头|具体)?负责(?P<duty>)组织实施"
)
_LEADING_IN: Final = re.compile(r"^(?:明确|确定|指定|规定|由|以)+(?=\w{2})")
_AND: Final = ("、", "和", "与", "及")
_BESIDE: Final = re.compile("会同|联合|必要时|[由以与和及]")  # 组织人事部会同宣传部, 发展党员以组织人事部
# What ends a regulation's name and is no matter: 党务公开 of 党务公开工作办法（试行）.
_FORM: Final = re.compile(
    r"(?:实施|管理|工作|暂行|试行)*(?:办法|规定|细则|制度|条例|规则|方案)(?:[（(](?:试行|暂行)[）)])?$"
)


@dataclass(frozen=True, slots=True)
class StatedDuty:
    """A matter, and the department that a regulation says leads it."""

    matter: str
    department: str
    source: Source


def stated_duties(brief: Brief, departments: Collection[str]) -> list[StatedDuty]:
    """Read who leads what from the own regulations.

    Args:
        brief (Brief): With the regulations in force.
        departments (Collection[str]): Names that are known to be those of departments.

    Returns:
        list[StatedDuty]: In reading order; a matter that two departments lead is none.
    """
    own = [reading for reading in brief.regulations if is_own(reading, brief)]
    found = [duty for reading in own for duty in _of_regulation(reading, brief.names, departments)]
    leading: dict[str, set[str]] = {}
    for duty in found:
        leading.setdefault(duty.matter, set()).add(duty.department)
    return [duty for duty in found if len(leading[duty.matter]) == 1]


def duty_of(text: str, duties: Sequence[StatedDuty]) -> StatedDuty | None:
    """The duty whose matter a text names.

    Args:
        text (str): A measure, or its task.
        duties (Sequence[StatedDuty]): Of the own regulations.

    Returns:
        StatedDuty | None: The longest matter; None where the text names none, or matters of several departments.
    """
    named = [duty for duty in duties if duty.matter in text]
    if len({duty.department for duty in named}) != 1:
        return None
    return max(named, key=lambda duty: len(duty.matter))


def _of_regulation(reading: Reading, names: Sequence[str], departments: Collection[str]) -> Iterator[StatedDuty]:
    topic = _topic(reading.outline.title, names)
    for item in leaf_items(reading):
        for sentence in sentences_of(item.text, item.start):
            for clause in sentence.clauses:
                match = _IS_LEAD.search(clause.text) or _of_all(_CARRIES_OUT.search(clause.text), topic)
                matter = (match["duty"] or topic) if match else ""
                unit = _unit(match, departments) if match else ""
                if len(matter) >= LEAST_DUTY and unit:
                    words = Stretch(reading, item, clause.start, clause.end)
                    yield StatedDuty(matter, unit, words.source("regulation"))


def _of_all(match: re.Match[str] | None, topic: str) -> re.Match[str] | None:
    """A match that tells who carries all of a regulation's matter out: of 党务公开 检查 is only a step."""
    what = (match["what"] or topic) if match else ""
    return match if what in topic or topic in what else None


def _unit(match: re.Match[str], departments: Collection[str]) -> str:
    """The department that leads; "" where several do, or where the words are more than one's name."""
    unit = _LEADING_IN.sub("", match["unit"])
    is_other = match.string[: match.start("unit")].endswith(_AND)
    is_name = unit in departments or not _BESIDE.search(unit)
    return unit if is_name and not is_other and leads(unit, departments) else ""


def _topic(title: str, names: Sequence[str]) -> str:
    """What a regulation is about, without whose it is and what form it has."""
    for name in sorted(names, key=len, reverse=True):
        title = title.removeprefix(name)
    return _FORM.sub("", title)
