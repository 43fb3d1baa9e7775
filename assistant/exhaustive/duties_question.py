"""Questions that the register answers as a list: what a unit leads, what is due by June, what recurs. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ingest.numerals import value_of

_LISTS: Final = re.compile(
    r"哪些|哪几|什么(?:事|工作|任务|事项|要求|职责|活)|(?:做|干|负责|牵头|承担|完成|配合)(?:些|了)?(?:什么|啥)|几[项件条]|多少[项件条]|列出|列举|列一下|全部|所有|分工"
)
_DISAGREES: Final = re.compile(r"不一致|冲突|矛盾|打架|不相符|对不上|不统一")
# What a question about disagreements says beside its matter.
_BESIDE: Final = re.compile(
    r"互相|相互|自相|彼此|前后|之间|有没有|没有|有无|是否|存在|出现|哪几处|几处|哪里|哪儿|内容|说法|规定|要求|文件|各|这些|频[次率]|次数|数量|[时期]限|时间"
)
_MATTERS: Final = {
    "频次": "频次",
    "频率": "频次",
    "次数": "频次",
    "数量": "数量",
    "时限": "时限",
    "期限": "时限",
    "时间": "时限",
}
_DUE: Final = re.compile(
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|末)?(?:之?前|以前)?(?!\d|日)|(?P<half>[上下]半年)|(?P<quarter>[一二三四])季度|"
    r"(?P<end>年[底末终])"
)
_EVERY: Final = re.compile(r"每(?:个)?(?P<period>半年|年度?|季度?|月|周)")
_PERIODS: Final = {"半年": 2, "年": 1, "年度": 1, "季": 4, "季度": 4, "月": 12, "周": 52}
_MADE: Final = re.compile(
    r"(?:要|需要|计划|准备|打算|应当|得)?(?P<verb>制定|修订|出台|印发|建立|健全|完善|编制|起草)(?![了过])[^，。？]{0,6}?"
    r"(?:哪些|什么|哪几)[^，。？]{0,4}?(?:制度|办法|文件|方案|细则|规定|机制|台账|清单|计划)"
)
_RESTS: Final = re.compile(
    r"(?:依据|根据|按照|落实|执行)《(?P<name>[^》]+)》[^，。？]*(?:哪些|什么)[^，。？]*(?:要求|规定|工作|任务|事项)"
)
_HALVES: Final = {"上半年": (1, 6), "下半年": (7, 12)}
_ROLES: Final = re.compile(r"牵头|主办|负责|承担|配合|责任|参与|要做|做|干|工作|任务|职责|事|要求|分工|完成")


@dataclass(frozen=True, slots=True)
class DutiesQuestion:
    """What a list of requirements is narrowed to."""

    months: tuple[int, int] | None = None  # due in these months, first to last
    per_year: int | None = None  # done so often
    makes: bool = False  # documents and systems to be made
    cites: str = ""
    disagreements: bool = False
    matters: frozenset[str] = frozenset()  # of disagreements: 频次, 数量, 时限; empty means any
    asks_units: bool = False  # it speaks of leading or answering for something; by whom is to be looked up
    rest: str = ""  # what is left of the question: its matter

    @property
    def leads_only(self) -> bool:
        """Whether it asks for the lead alone: 牵头哪些."""
        return "牵头" in self.rest or "主办" in self.rest

    @property
    def is_narrowed(self) -> bool:
        """Whether it says more than that somebody has duties."""
        return bool(self.months or self.per_year or self.makes or self.cites)


def duties_question(text: str) -> DutiesQuestion | None:
    """Read a question.

    Args:
        text (str): The question.

    Returns:
        DutiesQuestion | None: None where it asks for no list, or for one that the register cannot narrow.
    """
    if _DISAGREES.search(text) and re.search(r"哪些|什么|吗|有没有|几处|哪里|哪儿", text):
        matters = frozenset(matter for word, matter in _MATTERS.items() if word in text)
        rest = _BESIDE.sub(" ", _DISAGREES.sub(" ", text))
        return DutiesQuestion(disagreements=True, matters=matters, rest=rest)
    if not _LISTS.search(text):
        return None
    rests, makes, due, every = _RESTS.search(text), _MADE.search(text), _DUE.search(text), _EVERY.search(text)
    question = DutiesQuestion(
        months=_months(due) if due else None,
        per_year=_PERIODS[every["period"]] if every else None,
        makes=makes is not None,
        cites=rests["name"] if rests else "",
        asks_units=_ROLES.search(text) is not None,
        rest=without(text, [match[0] for match in (rests, makes, due, every) if match]),
    )
    return question if question.is_narrowed or question.asks_units else None


def units_in(text: str, units: Iterable[str]) -> tuple[str, ...]:
    """The longest names of units that stand in a question, none inside of another.

    Args:
        text (str): The question.
        units (Iterable[str]): The subjects and responsible units that the register knows.

    Returns:
        tuple[str, ...]: As the register writes them.
    """
    found: list[str] = []
    for unit in sorted(set(units), key=len, reverse=True):
        if len(unit) > 1 and unit in text and not any(unit in longer for longer in found):
            found.append(unit)
    return tuple(found)


def without(text: str, pieces: Iterable[str]) -> str:
    """A text with a blank for each of some pieces."""
    for piece in pieces:
        text = text.replace(piece, " ")
    return text


def _months(due: re.Match[str]) -> tuple[int, int] | None:
    if due["half"]:
        return _HALVES[due["half"]]
    if due["end"]:
        return 12, 12
    if due["quarter"]:
        last = 3 * value_of(due["quarter"])
        return last - 2, last
    month = value_of(due["month"])
    if not 1 <= month <= 12:
        return None
    return month, month
