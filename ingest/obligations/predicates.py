"""What is to be done, and to what: verb and object of a clause. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ACTION: Final = (
    "专题研究|集体学习研讨|集中学习培训|专题研讨|讨论决定|提醒谈话|组织开展|组织召开|组织举办|组织编制|研究制定|修订完善|建立健全|建立完善|建立并落实|"
    "健全完善|制定完善|探索建立|探索研究|补齐|细化|配齐|配备|召开|开展|举办|举行|制定|修订|制订|起草|出台|印发|编制|编印|建立|健全|完善|构建|设立|"
    "完成|报送|上报|报告|汇报|通报|公布|公开|公示|检查|督查|抽查|考核|评议|评定|评选|评比|审议|研究|听取|学习|研讨|培训|轮训|参加|列席|讲党课|"
    "开好|上好|过好|做好|抓好|落实|执行|贯彻|牵头|指导|督促|监督|配合|推进|推行|推动|实施|统一|明确|选派|安排|签订|撰写|提交|提出|走访|慰问|"
    "接收和转出|接收|转出|履行|统计|清理|排查|整改|组建|成立|更新|建成|发布|发展|吸收|纳入|归档|移交|备案|答复|反馈|核实|处分|追究|查处|约谈|(?<![党团群会])组织(?!人事|部|生活|工作|建设|委员|体系|关系|书记|成员)|"
    "跟踪|采纳|填写|包案|单列|列支|结对|共建|命名|复核|旁听|办成|表彰|督办|更换|扩大|覆盖|评比|转载|汇编|分析|反映|提醒|创建|整顿|述职|换届|压减|精简|刊发|调研|解决|联系(?!点|人)|聘请|采购|部署|划定|审定|编写|拿出|进行|负责|抓|讲|做到|应设|突出|达到"
)
_CHAIN: Final = re.compile(rf"(?:{_ACTION})(?:(?:、|和|并|及)(?:{_ACTION}))*")
_ASIDE: Final = re.compile(r"自[^，]{1,20}?之日起|由[^，]{1,20}?(?:增加|提高|缩短|减少|调整|精简|改)(?:到|至|为)")
_DENIAL: Final = re.compile(r"不再[^，]{0,10}$")
_LEADING: Final = re.compile(r"^(?:应当|必须|应|须)(?=$|[^急用届对])")
_TRAILING: Final = re.compile(r"(?:工作|事项)?(?:各|均|都)?$")


@dataclass(frozen=True, slots=True)
class Predicate:
    """Both raw: substrings of the clause, or ""."""

    action: str
    object: str


def has_action(clause: str) -> bool:
    """Whether a clause holds a verb of the genre."""
    return _CHAIN.search(clause) is not None


def predicate_in(clause: str, start: int, duty: int, taken: list[tuple[int, int]]) -> Predicate:
    """The verb that obliges and what it governs.

    Args:
        clause (str): Between two stops.
        start (int): Where the predicate begins at the earliest: behind the subject.
        duty (int): Where it begins as a rule: behind the word of duty, or at the verb that signals one.
        taken (list[tuple[int, int]]): Spans of frequency, amount and deadline, which are no part of the object.

    Returns:
        Predicate: 党费收缴使用情况每半年公布1次: 公布, 党费收缴使用情况.
    """
    match = _CHAIN.search(clause, duty) or _CHAIN.search(clause, start) or _CHAIN.search(clause)
    if match is None:
        return Predicate("", "")
    taken = [*taken, *(aside.span() for aside in _ASIDE.finditer(clause))]
    behind = _longest(clause, match.end(), len(clause), taken)
    if denial := _DENIAL.search(clause, 0, match.start()):
        further = _CHAIN.match(clause, match.end()) or match  # 不再统一签订
        return Predicate(clause[denial.start() : further.end()], _longest(clause, further.end(), len(clause), taken))
    return Predicate(match[0], behind or _longest(clause, start, match.start(), taken))


def _longest(clause: str, start: int, end: int, taken: list[tuple[int, int]]) -> str:
    """The longest piece of a stretch that no span takes."""
    pieces, position = [], start
    for first, last in sorted(taken):
        if start <= first < end:
            pieces.append(clause[position:first])
        position = max(position, min(last, end))
    pieces.append(clause[position:end])
    return max((_trimmed(piece) for piece in pieces), key=len)


def _trimmed(piece: str) -> str:
    piece = _LEADING.sub("", piece)
    return _TRAILING.sub("", piece.strip(" ，、的了好为每各至于在" + ("" if "“" in piece else "”")))
