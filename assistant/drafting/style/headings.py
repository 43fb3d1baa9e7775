"""Headings -> their pattern, and those that break the pattern of the others. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, mode
from typing import Final, Literal

from ingest.obligations.clauses import sentences_of

Beginning = Literal["以…为…", "动宾", "其他"]

_ADVERBS: Final = (
    "进一步|深入|全面|不断|持续|着力|大力|切实|扎实|认真|积极|充分|始终|坚定不移|坚持不懈|坚定|坚决|牢牢|纵深|层层|统筹|协调|更加|"
    "加快|加大|驰而不息|分层分级|分类|按期|隆重|精心|继续|接续|动态|密切|全心全意|不折不扣|持之以恒|有序|稳妥|稳步|严格|广泛|主动|努力|突出|高质量|创新|带头|共同|合力|一体|精准|从严|从实"
)
_VERBS: Final = (
    "坚持|突出|强化|加强|增强|夯实|筑牢|抓[实好牢紧细]|压[实紧]|健全|完善|推[动进行]|深化|提[升高振]|建[强设立好]|锻造|打造|凝聚|汇聚|激发|围绕|"
    "聚焦|促进|服务|助力|严[明肃格]|树[立牢]|营造|维护|落实|贯彻|学[习史]|武装|掌握|把[握牢]|发挥|做[好实优强]|优化|创[新建]|改[进善]|培[养育]|引[领导]|"
    "修订|制[定订]|印发|出台|完成|设立|划分|组建|组织|启动|激励|配[备强齐]|迎接|庆祝|过好|开好|办好|听取|联系|防控|选派|传导|提请|做到|关爱|"
    "团结|统筹|守[牢好住]|履行|执行|规范|拓展|巩固|扩大|实[施现]|开[展创拓]|探索|构建|弘扬|保[持障证]|确保|防范|深入|正风|转变|调整|搞好|依靠|"
    "加[大快]|充实|选[优好]|用好|管好|讲好|画好|带动|支持|关心|丰富|活跃|纠治|整治|净化|涵养|厚植|擦亮|唱响|从严|全面从严|凝心|担当|促|抓|强|建|严|带|守"
)
_AS: Final = re.compile(r"以[^，]+?为")
_PREDICATE: Final = re.compile(rf"(?:{_ADVERBS}){{0,3}}(?:{_VERBS}|[把将使让用在](?!职))")
# What a heading ends in that names a section (工作思路, 下一步打算) instead of telling what is to be done.
_NAMING: Final = re.compile(
    r"(?P<of>[^，]*)(?:思路|主题|要求|思想|目标|任务|原则|回顾|情况|问题|打算|安排|部署|计划|措施|保障|重点|工作|建议|取向|政策|举措|建设|管理)"
)
_SOME_VERB: Final = re.compile(_VERBS)
_NAMING_CHARS: Final = 4  # 工作思路, 组织保障: so short a heading is a name even where it begins like a verb
# Share of the headings that makes a pattern: what breaks it is a quarter at most. With fewer headings than four one
# breaks nothing.
SHARED: Final = 0.75
FEWEST: Final = 4
# Length in proportion to the median. Over all sample and real plans the shortest heading is at 0.46 of it (严格考核问效
# beside 推动党建与中心工作深度融合), the longest at 1.7.
SHORT: Final = 0.4
LONG: Final = 2.2


@dataclass(frozen=True, slots=True)
class Pattern:
    """The form of a heading."""

    halves: int  # parts between commas
    beginning: Beginning

    def __str__(self) -> str:
        return f"{self.beginning}，{self.halves}个分句" if self.halves > 1 else f"{self.beginning}，不分句"


def pattern_of(heading: str) -> Pattern:
    """Read a heading's form.

    Args:
        heading (str): Without label and stop.

    Returns:
        Pattern: Commas inside quotation marks and brackets do not part it.
    """
    cuts = sentences_of(heading, 0)
    beginning: Beginning = "以…为…" if _AS.match(heading) else "动宾" if has_predicate(heading) else "其他"
    return Pattern(sum(len(cut.clauses) for cut in cuts), beginning)


def has_predicate(words: str) -> bool:
    """Whether a heading or a lead begins with what is to be done: 深化…, 把…作为….

    Args:
        words (str): Without a label.

    Returns:
        bool: Adverbs may stand in front.
    """
    return _PREDICATE.match(words) is not None


def is_naming(heading: str) -> bool:
    """Whether a heading names a section (工作思路, 下一步打算) instead of telling what is to be done.

    Args:
        heading (str): Without label and stop.

    Returns:
        bool: False where a verb of the genre stands in it, unless it is as short as 工作思路.
    """
    name = _NAMING.fullmatch(heading)
    return name is not None and (len(heading) <= _NAMING_CHARS or not _SOME_VERB.search(name["of"]))


def parallel(headings: Sequence[str]) -> tuple[int, ...]:
    """The headings that break the pattern of the others.

    Args:
        headings (Sequence[str]): Of the sections, in order, without labels and stops. Names of sections (工作思路)
            before and behind the others are no part of the pattern.

    Returns:
        tuple[int, ...]: Their indices: another number of halves, another beginning, or a length far off. Empty where
            the others have no pattern in common.
    """
    tasks = tasks_of(headings)
    if len(tasks) < FEWEST:
        return ()
    patterns = {index: pattern_of(headings[index]) for index in tasks}
    halves = mode(pattern.halves for pattern in patterns.values())
    middle = median(len(headings[index]) for index in tasks)
    broken = _breaking(tasks, lambda index: patterns[index].halves == halves)
    broken |= _breaking(tasks, lambda index: patterns[index].beginning == "以…为…")
    broken |= _breaking(tasks, lambda index: not is_naming(headings[index]))
    broken |= _breaking(tasks, lambda index: SHORT * middle <= len(headings[index]) <= LONG * middle)
    return tuple(sorted(broken))


def tasks_of(headings: Sequence[str]) -> range:
    """The headings between names of sections (工作思路, 组织保障) at the beginning and the end.

    Args:
        headings (Sequence[str]): Of the sections, in order, without labels and stops.

    Returns:
        range: Of indices, from the first heading that tells what is to be done to the last one; empty where none does.
    """
    telling = [index for index, heading in enumerate(headings) if not is_naming(heading)]
    return range(telling[0], telling[-1] + 1) if telling else range(0)


def _breaking(tasks: range, keeps: Callable[[int], bool]) -> set[int]:
    """Those that do not keep to what nearly all do."""
    broken = {index for index in tasks if not keeps(index)}
    return broken if len(broken) <= (1 - SHARED) * len(tasks) else set()
