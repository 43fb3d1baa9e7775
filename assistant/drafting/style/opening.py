"""The opening paragraph of a plan -> the slots that change from year to year, with their places. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

SlotName = Literal["定位", "总要求", "引出", "指导", "会议", "上级文件", "上级部署", "主线", "问题", "目的"]

_TERM: Final = "(?:十[一二三四五六七八九]|二十[一二三四五六七八九]?)"
_ORDINALS: Final = "(?:[历一二三四五六七八九十]{1,3}[中次]?、?)+"  # 二中、三中, 历次
_PLENUM: Final = rf"(?:{_TERM}届(?:中央纪委)?{_ORDINALS}全会|{_TERM}大)"
_LOCAL: Final = rf"(?:[省市县区州]委[一二三四五六七八九十]{{1,3}}届{_ORDINALS}全会)"
_CLAUSE: Final = "[^，。；：]+?"
_LINE: Final = (
    "主线|抓手|统领|重点|基础|突破口|目标|核心|根本|引领|动力|载体|保障|主题|中心|着力点|切入点|落脚点|"
    "契机|关键|龙头|牵引|支撑|导向|遵循"
)

# One pattern a slot; where two claim the same words, the one that begins first wins, then the longer one.
_SLOTS: Final[tuple[tuple[SlotName, re.Pattern[str]], ...]] = (
    ("定位", re.compile(r"(?:(?<=^)|(?<=。))(?:\d{4}|[一二][〇零○一二三四五六七八九]{3})年是[^。：:]+(?=。)")),
    (
        "总要求",
        re.compile(
            r"(?:(?<=^)|(?<=。))[^。：:]*?(?:总的?要求|总体要求|总体思路|总体目标|工作思路|指导思想)是?(?=[：:])"
        ),
    ),
    ("引出", re.compile(r"现(?:就|将|对)[^，。]*?(?:意见|安排|要点|通知|报告)[^，。]*(?=。)")),
    ("指导", re.compile(rf"以{_CLAUSE}为指导")),
    ("会议", re.compile(rf"(?:党的)?{_PLENUM}(?:(?:和|以及|及|、){_PLENUM})*|{_LOCAL}")),
    ("上级文件", re.compile(r"(?<=落实|贯彻|按照|根据|执行)《[^《》]+》")),
    ("上级部署", re.compile(r"(?:按照|根据|落实|贯彻)[^，。；：《》]{2,40}?部署(?=[，。；])")),
    ("主线", re.compile(rf"以{_CLAUSE}为(?:{_LINE})(?=[，。；、]|$)")),
    ("问题", re.compile(rf"(?:针对|着力解决|重点解决|着力破解|补齐){_CLAUSE}(?:问题|短板|弱项)")),
    (
        "目的",
        re.compile(
            rf"(?<=，)(?:为{_CLAUSE}(?:提供|奠定|作出|做出)|以[^，。；：为]+?(?:保障|引领|推动|促进))[^，。；：]+"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch that a writer refills: `text[start:end]`, the stop left out."""

    name: SlotName
    start: int
    end: int


def slots_of(text: str) -> tuple[Slot, ...]:
    """Find the slots of an opening paragraph.

    Args:
        text (str): 2025年是…。集团党建工作的总体要求是：以…为指导，….

    Returns:
        tuple[Slot, ...]: In reading order, none over another; a name may come more than once: 以…为主线，以…为重点.
    """
    found = [Slot(name, *match.span()) for name, pattern in _SLOTS for match in pattern.finditer(text)]
    slots: list[Slot] = []
    for slot in sorted(found, key=lambda each: (each.start, -each.end)):
        if not slots or slot.start >= slots[-1].end:
            slots.append(slot)
    return tuple(slots)
