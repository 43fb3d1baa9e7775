"""Who must do it: the unit or the persons that a clause names as its subject. Pure.

A subject is read only where the grammar shows one: in front of a modal verb, a frequency, an adverb or a verb; behind
由; in 以党支部为单位; as whom a leading 督促 or 指导 makes act; or as the owner of what is to be
made (制定公司党委议事规则).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# What names of units and of kinds of persons end in; longer ones first where one ends another.
_HEADS: Final = (
    "党委会(?!议)|党委|党组|党总支|总支|党支部|支部委员会|支部|党小组|小组|党组织|党工委|理论学习中心组|中心组|纪委|纪检监察机构|纪检组|纪检机构|团委|团组织|团支部|工会|妇联|妇工委|共青团|"
    "办公室|组织部|宣传部|统战部|人事部|财务部|法务部|生产部|[人审工运经市安监督研企战技投资设采计]{1,4}部|部门|各部室|部室|处室|科室|"
    "监察室|督查室|审计室|监察部|党建部|党群部|工作部|党办|综合办|行政办|联络组|检查组|考核组|巡察组|"
    "公司|集团|单位|企业|机关|机构|[团会年女业]组织|社会组织|群众组织|局|委员会|领导小组|督查组|工作组|专班|项目部|车间|中心|学校|高校|医院|社区|"
    "班子|班子成员|成员|书记|副书记|委员|负责人|负责同志|主要领导|领导|领导干部|干部|中层干部|党员|职工|员工|工作人员|人员|"
    "团员|骨干|代表|职代会|党校|人民政府|政府|法院|检察院|主管部门|经营者|当事人|用人单位|劳动者|公民|个人|全系统|本系统"
)
_VERB: Final = (
    "召开|收到|接到|开展|组织|举办|举行|制定|修订|制订|出台|印发|编制|编印|建立|健全|完善|完成|报送|上报|报告|汇报|通报|公布|公开|公示|检查|督查|"
    "抽查|考核|评议|评定|评选|审议|研究|听取|学习|集中|参加|列席|讲党课|讲|上|开好|过好|做好|抓好|抓|落实|执行|贯彻|负责(?!人|同志)|牵头|讨论|决定|批准|审定|任职|指导|督促|"
    "监督|配合|协助|会同|联合|带头|带领|发挥|加强|强化|深化|推进|推动|推行|实施|统一|明确|选派|安排|签订|撰写|提交|提出|联系|走访|慰问|"
    "接受|履行|履职|坚持|坚决|围绕|结合|按照|按|依照|根据|对照|对|把|将|以|向|为|与|和|在|从|到|于|自|通过|利用|运用|充分|积极|认真|切实|"
    "严格|深入|全面|持续|进一步|继续|及时|定期|不定期|经常|适时|随时|主动|广泛|大力|着力|努力|统筹|层层|逐级|分别|共同|同步|同时|"
    "要|应当|应|必须|须|需|不得|不准|严禁|可以|可|至少|不少于|不低于|不超过|每|全年|当年|年内|年底|上半年|下半年|一律|均|都|各|由|用|除|因|依托|使用|原则上|给予|予以|带头|围绕|是|为牵头|跟踪|单列|包案|"
    "全部|力争|确保|保证|做到|实现|达到|成立|组建|设立|配备|更新|维护|开放|更|也|还|并|具体|主要|不|第|新|首次|再|定|既|\\d|[一二三四五六七八九十]"
)
_LEADING_VERB: Final = re.compile(
    r"(?!组织(?:人事|部|处|科|委员)|宣传(?:部|处|科|委员)|督查(?:组|室)|检查组|考核(?:办|组)|学校)(?:参加|体现|报|理清|着力|大力|努力|解决|发展|吸收|启动|梳理|构建|配齐|成立|设立|统计|审核|充分|大力|"
    r"督促|监督|指导|组织|引导|推动|支持|鼓励|帮助|促进|要求|教育|带领|选派|选拔|选优|配强|加强|加大|强化|发挥|激励|号召|协助|配合|"
    r"开展|召开|举办|制定|修订|建立|健全|完善|落实|贯彻|推进|深化|坚持|严格|按照|根据|围绕|结合|对|把|将|向|从|为|在|与|以|由|通过|"
    r"做好|抓好|提高|提升|切实|积极|认真|充分|深入|全面|进一步|继续|统筹|确保|保证|注重|聚焦|突出|明确|走访|慰问|组建|"
    r"建强|锻造|整顿|纳入|作为|成为|涉及|按|依|凡|如|若|因|经|遇|发现|使|让|被|受|不|有|是|用(?!人)|开|当(?!事)|及时|定期|坚决|依靠|取消|责令|维护|关心|"
    r"充实|优化|规范|创新|探索|增强|压实|守牢|丰富|搭建|打造|培育|培养|宣传|学习|执行|履行|审定|检查|督查|考核|研究|听取)"
)
_MADE_TO_ACT: Final = re.compile(
    r"(?P<weak>组织好?(?!开展|召开|举办|编|实施|人事|部|处|科|委员|生活|关系|建设|体系))|(?:督促|指导|推动|要求)(?:和指导|、指导)?"
)
_UNIT: Final = rf"[^\s，。；：、“”《》（）]{{0,12}}?(?:{_HEADS})(?:[（(][^）)]{{1,12}}[）)])?"
_CHAIN: Final = rf"{_UNIT}(?:(?:、|和|及|以及|与|或者|或){_UNIT}){{0,5}}(?:等)?"
_AT_START: Final = re.compile(
    rf"(?:同时|其中|特别是|尤其是|此外|原则上)?(?P<unit>{_CHAIN})(?:每人|各自)?(?=(?:{_VERB})|$|[（“《])"
)
_BY: Final = re.compile(rf"由(?P<unit>{_CHAIN})(?=(?:负责|牵头|{_VERB}))")
_MADE_A_STEP: Final = re.compile(rf"把(?P<unit>{_UNIT})(?=研究|讨论|审议)")
_AS_UNIT: Final = re.compile(r"以(?P<unit>[^，。；、]{2,10}?)为单位")
_BEFORE_FREQUENCY: Final = re.compile(rf"(?P<unit>{_UNIT})(?=定期|每(?:年|季|月|半年|周|两))")
# In regulations whoever stands before the word of duty: 采购人或者采购代理机构应当.
_BEFORE_DUTY: Final = re.compile(
    r"(?P<unit>[^，。；：“”《》的]{0,22}?(?:人|者|方|社会|家庭|会|所|站|院|校|户|队|[部厅局委办处科室]|机构|部门|政府|企业|单位|公司|人员|机关|成员))"
    r"(?=应当|不得|必须|可以|有权)"
)
_OF_THOSE: Final = re.compile(
    r"(?P<unit>[^，。；：《》]{2,24}?的(?:企业党委|党支部|党组织|企业|单位|部门|人员|党员))(?=必须|应当|不得|要)"
)
_PLACE: Final = re.compile(r"在(?P<unit>[^，。；、]{1,8}?(?:系统|范围内))(?=至少|不少于|每)")
# The owner of what is to be made, or who does what a noun names: words for units right behind the verb.
_OWNER: Final = re.compile(
    r"(?P<unit>(?:(?:本|各|全|所属|各级|基层|直属)*(?:公司|集团|局|机关|单位|党委|党组|党总支|党支部|党组织|纪委|工会|团委|各级|书记|班子|成员){1,5}"
    r"(?![的建设队伍组织]|建设|工作会))|[^，。；、]{0,6}(?:干部|书记)(?=述职|抓|报告|联系))"
)
_ELLIPTIC: Final = re.compile(rf"(?:并|且|同时|其中|特别是)?(?:{_VERB})")
_COUNTED: Final = re.compile(r"(?:占比|比例|人数|总数|数量|覆盖率|率)")
# What no name of a unit holds: the match has run over a verb.
_NO_UNIT: Final = re.compile(
    r"[要是每并]|解决|采取|结合|取消|责令|应当|必须|[对向把将使让给]|\d月|全年|至少|计划(?!财务)|保障|延伸|安排|考试|研讨|开展|加强|启动|梳理|配齐|配强|构建|及时|做好|进行|关于|进一步|涉及|属于|工作考核|情况|活动|会议|^好|"
    r"^(?:表彰|新创建|形成|印发|覆盖|巩固|抓|创建|培训(?!中心|学校|机构)|完成|选好|配好)|提交|提请|接受|适用|抽查|调整为|做到|印发|\d"
)
UNIT_CHARS: Final = 28  # a longer one is no unit but a clause without a comma


@dataclass(frozen=True, slots=True)
class Subject:
    """A unit as written, and how a clause names it."""

    text: str
    lasts: bool = True  # whether the clauses behind go on with it; one that is only organised, or in the middle, ends


def subject_in(clause: str) -> Subject | None:
    """The subject that a clause states.

    Args:
        clause (str): Between two stops.

    Returns:
        Subject | None: None where it states none.
    """
    for pattern in (_BY, _MADE_A_STEP, _AS_UNIT, _PLACE):
        if match := pattern.search(clause):
            return _accepted(match["unit"], clause, match.end("unit"))
    words = clause
    if made := _MADE_TO_ACT.match(clause):
        words = clause[made.end() :]
        if match := _AT_START.match(words):
            return _accepted(match["unit"], words, match.end("unit"), lasts=not made["weak"])
        return None
    if not _LEADING_VERB.match(words) and (match := _AT_START.match(words)):
        return _accepted(match["unit"], words, match.end("unit"))
    if match := _OF_THOSE.match(words):
        return _accepted(match["unit"], words, match.end("unit"))
    if not _LEADING_VERB.match(words) and (match := _BEFORE_DUTY.match(words)):
        return _accepted(match["unit"], words, match.end("unit"))
    if match := _BEFORE_FREQUENCY.search(words):
        unit = re.sub(r"^.*(?:以及|和|与|、)", "", match["unit"])
        return _accepted(unit, words, match.end("unit"), lasts=False)
    return None


def goes_on(clause: str) -> bool:
    """Whether a sentence that begins so leaves its subject out and means the one before it; 党费公布 is a new topic."""
    return bool(clause.endswith("的") or _LEADING_VERB.match(clause) or _ELLIPTIC.match(clause))


def owner_in(words: str) -> Subject | None:
    """The unit whose rule or plan is to be made.

    Args:
        words (str): What stands behind the verb: 公司党委日常工作沟通制度.

    Returns:
        Subject | None: 公司党委 in this example.
    """
    match = _OWNER.match(words.lstrip("《关于进一步"))
    return Subject(match["unit"], lasts=False) if match else None


def _accepted(unit: str, words: str, end: int, *, lasts: bool = True) -> Subject | None:
    if len(unit) > UNIT_CHARS or _COUNTED.match(words, end) or _NO_UNIT.search(unit):
        return None
    return Subject(unit.removesuffix("等"), lasts)
