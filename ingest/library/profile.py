"""The unit profile: what 我们, 去年 and 上级 mean, and what short names stand for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from ingest.errors import BadRequest

# Names of meetings, bodies and standing phrases that every unit shortens alike.
ABBREVIATIONS: Final[Mapping[str, str]] = {
    "支委会": "支部委员会议",
    "党员大会": "支部党员大会",
    "职代会": "职工代表大会",
    "团代会": "共青团代表大会",
    "三会一课": "支部党员大会、支部委员会议、党小组会和党课",
    "三重一大": "重大决策、重要人事任免、重大项目安排和大额度资金运作",
    "四风": "形式主义、官僚主义、享乐主义和奢靡之风",
    "两优一先": "优秀共产党员、优秀党务工作者和先进基层党组织",
    "中心组": "理论学习中心组",
    "党建": "党的建设",
    "纪委": "纪律检查委员会",
    "团委": "共青团委员会",
    "安委会": "安全生产委员会",
    "国资委": "国有资产监督管理委员会",
    "国企": "国有企业",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """The user's own unit and its words."""

    unit: str = ""
    aliases: tuple[str, ...] = ()  # other names of the own unit
    superior: str = ""
    departments: tuple[str, ...] = ()
    duties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # department -> what it answers for
    abbreviations: Mapping[str, str] = field(default_factory=lambda: dict(ABBREVIATIONS))  # short -> full
    today: int | None = None  # the year that counts as this one; None is the calendar's
    expired: Mapping[str, str] = field(default_factory=dict)  # own additions to the list of expired wording

    def this_year(self) -> int:
        """The year that 今年 means."""
        return self.today or date.today().year

    def to_json(self) -> str:
        """Write it as a person would edit it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str) -> Profile:
        """Read what `to_json` wrote and a person may have edited; a key left out keeps its default.

        Args:
            text (str): A JSON object.

        Returns:
            Profile: The profile.

        Raises:
            BadRequest: Not a JSON object, a key that is not known, or a value of the wrong form.
        """
        try:
            given = json.loads(text)
        except json.JSONDecodeError as error:
            raise BadRequest(
                f"单位资料不是合法的 JSON：第 {error.lineno} 行第 {error.colno} 列。请改正后再保存"
            ) from error
        if not isinstance(given, dict):
            raise BadRequest("单位资料应是一个 JSON 对象：{…}。请改正后再保存")
        if unknown := sorted(given.keys() - READERS.keys()):
            raise BadRequest(f"单位资料里有不认识的项：{'、'.join(unknown)}。可用的项：{'、'.join(READERS)}")
        return cls(**{key: READERS[key](key, value) for key, value in given.items()})


def _text(key: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise BadRequest(f"单位资料的 {key} 应是文字，现在是 {value!r}。请改正后再保存")


def _texts(key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_text(key, each) for each in value)
    raise BadRequest(f"单位资料的 {key} 应是列表 […]，现在是 {value!r}。请改正后再保存")


def _entries(key: str, value: object) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    raise BadRequest(f"单位资料的 {key} 应是对照表 {{…}}，现在是 {value!r}。请改正后再保存")


def _duties(key: str, value: object) -> dict[str, tuple[str, ...]]:
    return {name: _texts(key, each) for name, each in _entries(key, value).items()}


def _words(key: str, value: object) -> dict[str, str]:
    return {short: _text(key, full) for short, full in _entries(key, value).items()}


def _year(key: str, value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise BadRequest(f"单位资料的 {key} 应是年份或 null，现在是 {value!r}。请改正后再保存")


READERS: Final[Mapping[str, Callable[[str, object], Any]]] = {
    "unit": _text,
    "aliases": _texts,
    "superior": _text,
    "departments": _texts,
    "duties": _duties,
    "abbreviations": _words,
    "today": _year,
    "expired": _words,
}
