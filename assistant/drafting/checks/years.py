"""年度陈旧, 往年事项: years before the one that is planned for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.drafting.checks.paper import NEAR, Paper, before, clause_at, found, gap, without_names
from assistant.drafting.records import Finding
from ingest.numerals import value_of
from ingest.records import Item

CHECK: Final = "年度陈旧"
PAST: Final = "往年事项"
RECENT: Final = 10  # years; one further back is history (1998年成立), no year that was left standing

_CN: Final = "〇零○一二三四五六七八九"
_ONE: Final = rf"(?:(?:19|20)\d\d|[一二][{_CN}]{{3}})"
_YEARS: Final = re.compile(rf"(?<![\d〔\[第])(?P<year>{_ONE})\s?年(?:[、和与及]{_ONE}\s?年)*")
# 2023－2025年, 2024年至2026年: begins earlier and still runs, or is part of a name.
_SPAN: Final = re.compile(rf"{_ONE}\s?年?\s?(?:[-－—–~～至到]+)\s?{_ONE}\s?年")
# What needs no look: since when, until when it was, what it is compared with.
_BEHIND: Final = re.compile(
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起|以后|之后|以前|之前|开始|前(?!期))|"
    r"[^，。；：]{0,14}(?:基础上|成果|成效|经验|教训|讲话|指示|批示|会议(?:精神|部署))"
)
_BEFORE: Final = re.compile(r"(?:自|从|比|较|同|与|按|于|截至|截止|始于|上溯至)(?:到|至)?$")
_ISSUED: Final = re.compile(r"(?:\d{1,2}月)?(?:修订|印发|颁布|发布|施行|制定|出台|下发)?的?\0")  # 2019年印发的《…》
# 2023年巡察的2家单位: what was done then, and is still to be dealt with.
_THEN: Final = (
    "巡察|巡视|印发|下发|制定|出台|签订|评定|评选|命名|表彰|创建|立项|启动|开工|建成|完成|反馈|查摆|发现|检查|审计|考核|排查|查处|"
    "下达|批复|部署|签约|公布|发布|发展|招录|举办|召开|开展|结转|遗留|整改|提出"
)
_DONE_THEN: Final = re.compile(
    rf"度?(?:已|未|尚未|没有|新|所)?[^，。；：]{{0,6}}?(?:(?:{_THEN})[^，。；：]{{0,8}}的|"
    r"(?:巡察|巡视|审计|督查|检查|考核|评议)[^，。；：]{0,4}(?:问题|意见|情况|结果)|(?:遗留|未完成|未销号)[^，。；：]{0,8})"
)
# What is held in the new year about the old one: 2024年度民主生活会.
_HELD_AFTER: Final = re.compile(r"度(?:[^，。；：]{0,8})(?:民主生活会|组织生活会|述职|考核|评议|总结|表彰|评优|决算)")


def stale_years(paper: Paper) -> Iterator[Finding]:
    """Years before the planned one, outside names of documents, spans of years and history.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each place.
    """
    yield from _in_title(paper)
    yield from _in_looking_back(paper)
    for item in paper.planned:
        year = paper.year_of(item)
        if year is not None:
            yield from _in_item(item, year)


def _in_title(paper: Paper) -> Iterator[Finding]:
    written = _YEARS.search(paper.outline.title)
    if written and paper.is_plan and paper.year and 0 < paper.year - value_of(written["year"]) <= RECENT:
        message = f"标题写的是{written[0]}，而本文件是{paper.year}年的"
        yield Finding(CHECK, "", message, f"改为{paper.year}年", paper.outline.title)


def _in_looking_back(paper: Paper) -> Iterator[Finding]:
    """Headings of a plan that look back further than to the year before: 2020年工作回顾 in a plan for 2022."""
    if not (paper.is_plan and paper.year):
        return
    for item in paper.items:
        written = _YEARS.search(item.text) if item.tense == "done" and item.level == 1 else None
        if written and paper.is_heading(item) and 1 < paper.year - value_of(written["year"]) <= RECENT:
            message = f"{paper.year}年的计划里回顾的是{written[0]}"
            yield found(CHECK, item, message, f"改为{paper.year - 1}年，或者删去", item.text)


def _in_item(item: Item, year: int) -> Iterator[Finding]:
    text = _SPAN.sub(gap, without_names(item.text))
    for written in _YEARS.finditer(text):
        years_ago = year - value_of(written["year"])
        behind = text[written.end() : written.end() + NEAR]
        if not 0 < years_ago <= RECENT or _is_history(before(text, written.start()), behind):
            continue
        quote = clause_at(item, *written.span())
        if _DONE_THEN.match(behind) or (years_ago == 1 and _HELD_AFTER.match(behind)):
            message = f"{year}年的计划里有往年的事项（{written[0]}）"
            yield found(PAST, item, message, "核对这项工作是否还没有办完；已办完的删去", quote)
        else:
            message = f"{year}年的计划里写着{written[0]}"
            yield found(CHECK, item, message, f"改为{year}年，或者删去；确为往事的写明“以来”“印发的”等", quote)


def _is_history(front: str, behind: str) -> bool:
    return bool(_BEHIND.match(behind) or _BEFORE.search(front) or _ISSUED.match(behind))
