"""What makes a clause an obligation: a modal, a document or system to be made, a concrete act, a sanction. Pure.

DOMAIN.md: 应当, 必须, 凡… and 至少 are precise; 要, 严格 and 确保 are weak and count only with a concrete act behind
them; 落实 alone says nothing. Whether a clause counts or dates is found by `frequencies`, `amounts` and `deadlines`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.obligations.predicates import has_action
from ingest.records import Strength

_SHALL: Final = (  # 应, but in no word that only holds it: 响应, 应急, 应有的作用
    r"(?<![响适相反供对因理感照效呼])应(?!\w[未尽]|对|急|用|届|变|邀|付|试|聘|征|诉|税|收|运而|力|纳|有的?作用|"
    r"[^，]{0,6}的(?:责任|义务|职责|事项|作用))"
)
_MODAL: Final = re.compile(
    rf"必须|应当|{_SHALL}|务必|不得(?!不)|严禁|禁止|不准|不予|一律|必设|必建|(?<![必急无])须(?!要|知)|"
    r"作为[^，]*前置程序|前置研究|(?<![执行])必严|必究"
)
# A duty that only tells which thing is meant: 不得公开的其他事项.
_ATTRIBUTIVE: Final = re.compile(
    r"(?:应当|应|不得|必须|可以)[^，]{1,30}的(?:其他)?(?:事项|情形|内容|条件|人员|活动|责任|义务|单位|信息|资料|行为)(?=$|、|除外)"
)
_DEFINES: Final = re.compile(
    r"是否|是指|所称|^为了?|制定本|^本(?:办法|规定|细则|条例|法)(?:所称|自|由)|(?:办法|规定|细则|条例|意见)自.*施行|"
    r"(?:同时|予以|即行)废止|停止执行|不再适用|(?:对象|范围|方式|主题)(?:为|是)|是[^，]{0,20}(?:部门|机构)$"
)
_NAMES: Final = re.compile(r"《[^》]*》?")
_QUOTED: Final = re.compile(r"《[^》]*》?|“[^”]*”?")
_PERMITTED: Final = re.compile(r"可以|(?<![认许])可(?=[由采以在按向])")
CONDITIONS: Final = frozenset(("凡", "凡是", "对凡是"))  # a clause that begins so sets the case for the next one
_RULE: Final = re.compile(r"^(?:凡是|凡|对凡是)")
_STRICT: Final = re.compile(r"严格(?:规范)?(?:按照|按|依照|依规|执行|落实|遵守)")
_BARE: Final = re.compile(
    r"(?<![主重需必首纲摘概只就紧扼简还而纪提择])要(?!求|点|素|害|闻|么|是|件|员|务|义|领|塞|紧|强)"
)
_BY_RULE: Final = re.compile(
    r"(?:严格)?(?:按照|依照|按)(?:有关|相关)?(?:规定|要求|程序)|(?:严格)?(?:按照|依照|根据|对照)[^，]{0,8}《[^》]+》"
)

# A document, a system or a list that is to be there afterwards.
_MAKING: Final = (
    "研究制定|研究出台|研究建立|研究提出|制定完善|制定|修订完善|修订和完善|修订|制订|起草|出台|印发|编制|编印|拟定|"
    "建立健全|建立完善|建立和完善|建立并落实|建立|健全完善|健全和完善|健全落实|健全|完善和落实|完善并落实|完善|"
    "构建|探索建立|设立|研究"
)
_PRODUCT: Final = (
    "办法|制度(?!建设|化)|细则|方案|规定|规则|意见(?!建议|箱|的)|台账|机制(?!体制)|清单|手册|目录|章程|措施|预案|政策|指引|"
    "指南|规程|条例|名册|档案|标准|流程|平台|实施纲要|计划|要点|推进意见|公约"
)
_DELIVERABLE: Final = re.compile(rf"(?P<verb>{_MAKING})(?![的了])(?P<object>[^，；。]*?(?:{_PRODUCT}))")
_RESEARCHED: Final = re.compile(r"(?:方案|办法|政策|措施|制度)$")  # 研究 makes only these

# Acts that are done or not done: they can be checked by date and record.
_EVENT: Final = (
    "检查|抽查|督查|巡察|巡查|督导|督办|自查|排查|审计|考核|评议|评定|评比|评选|测评|考评|验收|述职|谈话|会议|大会|例会|座谈会|研讨会|推进会|"
    "联席会|民主生活会|组织生活会|双重组织生活|党课|培训|培训班|轮训|研讨班|竞赛|比赛|考试|测试|演练|讲座|报告会|调研|换届|整改|"
    "清理|摸底|核查|统计|登记|公示|公开|仪式|慰问|运动会|学习班|集中学习|分析|研判|汇报|情况报告|评估|表彰|警示教育|专项治理|专项整治|主题宣传|回头看"
)
_ACT: Final = re.compile(
    r"(?:组织开展|组织召开|组织举办|开展|召开好|召开|举办|举行|组织|进行|做好|开好|上好|过好|参加|听取|安排|实施|抓好|启动|完成|组织好)"
    rf"[^，；。]*?(?:{_EVENT})[^，；。]{{0,16}}$"
    r"|(?:组织开展|开展|组织|举办|谋划开展)[^，；。]*?(?:活动|教育|攻关|宣讲|宣传报道|志愿服务|行动)[^，；。]{0,4}$"
    r"|(?:举办|举行|召开)[^，；。]{2,}$"
)
# Verbs that are acts by themselves, where the predicate begins with them: 巡察 elsewhere is just a word.
_ADVERBS: Final = (
    r"(?:要|认真|继续|及时|定期|严格|统筹|分别|逐级|逐项|全面|如实|按时|按期|限期|主动|集中|首先|均|都|并|再|新|已|"
    r"一般|原则上|高质量|切实|积极|同步|统一|坚决|有计划地|每\w{1,3}){0,4}"
)
_HOW: Final = rf"{_ADVERBS}(?:(?:[将把对向在从]|围绕|针对|结合|按照?)[^，]{{1,20}}?)?{_ADVERBS}"
_DIRECT_ACT: Final = re.compile(
    _HOW
    + r"(?:选派|选聘|选树|报送|上报|公布|公示|备案|报备|签订|接收和转出|列席|述职|换届|归档|移交|抽查|巡察|轮训|约谈|"
    r"走访慰问|监督党员|督促党员|配备|配齐|设置|设立|提请|销号|建账|关停|成立|组建|划分|拟订|更新|通报|清理|清查|排查|摸排|"
    r"核查|登记|检查|考核|测试|复核|补考|审批|督办|取消|不再|停止|压减|精简|接受|列支|填写|安排[^，]*[到在]|形成《|"
    r"讲[^，]*党课|报[^，]{2,}(?:批准|审批|备案|审定)|"
    r"履行(?!下列)[^，]*职责|明确[^，]{0,6}(?:专人|责任人|专职)|组织[^，]{2,}?(?:建立|参加|学习)|"
    r"统一[^，]{0,8}(?:标准|比例|规范|口径|格式|基数|目录|管理)|"
    r"完成[^，]{0,8}(?:任务|指标)|实施[^，]{0,12}(?:清单|管理))"
)
_USED_FOR: Final = re.compile(
    r"结果接受[^，]{2,}(?:评议|监督)|纳入[^，]{0,16}(?:考核|预算|目录)|作为[^，]*(?:参考|依据|条件|内容|议题)$"
)
_BY_TEXT: Final = re.compile(
    r"(?:按照?|参照|依照|依据)[^，]{0,24}(?:规定|办法|要求|条例|》)[^，]{0,4}(?:执行|办理|更新|处理|落实)"
)
_PRESSED: Final = re.compile(r"(?:加强|加大|强化)[^，]{0,12}(?:督促|督导|检查|督查)(?:力度)?$")
_SANCTION: Final = re.compile(
    r"处分|(?<!执纪)问责(?!职能|机制|制度|追责|条例|等)|追责(?!、)|追究|通报批评|通报曝光|查处|取消[^，]{0,14}资格|予以调整|责令|罚款|没收|吊销"
)
_STRICT_RULE: Final = re.compile(
    r"^(?:要|应|必须)?(?:严格|认真)(?:规范)?(?:执行|落实|遵守)[^，]{0,40}(?:制度|规定|程序|规则)$|"
    r"认真执行《|严格(?:执行|遵守|落实)[^，]{0,6}(?:《|[^，]{0,20}(?:准则|条例|办法|细则)$)"
)
# What 要 governs where it only urges.
_URGING: Final = re.compile(
    r"^(?:以|把|将|进一步|切实|充分|认真|积极|坚决|不断|持续|自觉|始终|更好|深入|努力|大力|着力|牢固|高度|继续|全面|真正|及时|注重)*"
    r"(?:引导|树立|坚持|强化|加强|高度重视|重视|深化|发挥|突出|把握|围绕|聚焦|遵守|落实|贯彻|增强|体现|提高|提升|深入|认识|认清|牢记|保持|"
    r"弘扬|营造|维护|学习|领会|推动|推进|促进|压实|守牢|筑牢|结合|运用|充分|落细|做到|胸怀|带头|不断|更加|勇于|敢于|善于|关心|支持|尊重|注意)"
)


@dataclass(frozen=True, slots=True)
class Signal:
    """Why a clause binds: how much, by which word, and where its predicate begins, as an offset in the clause."""

    strength: Strength
    modality: str  # as written; "" where no word says so
    predicate: int | None = None


def signal_in(clause: str, start: int = 0) -> Signal | None:
    """The strongest sign that a clause obliges, counts and dates aside.

    Args:
        clause (str): Between two stops.
        start (int): Where the predicate begins at the earliest: behind the subject.

    Returns:
        Signal | None: None where it only urges, describes or praises.
    """
    if _DEFINES.search(clause):
        return None
    unquoted = _blanked(_QUOTED, clause)  # 《…处分条例》 punishes nobody
    return _binding(unquoted) or _made(clause) or _acted(clause, unquoted, start)


def _blanked(pattern: re.Pattern[str], clause: str) -> str:
    """A clause of the same length without the words that are names."""
    return pattern.sub(lambda match: match[0][0] + "＊" * (len(match[0]) - 2) + match[0][-1:], clause)


def modal_in(clause: str) -> str:
    """The word of duty or of leave in a clause, precise or weak; "" where it has none."""
    for pattern in (_MODAL, _PERMITTED, _STRICT, _BARE):
        if match := pattern.search(clause):
            return match[0]
    return ""


def is_rule(clause: str) -> bool:
    """Whether a clause sets a rule without time: 凡…, …必须…; a report that quotes one does not report work by it."""
    return bool(_RULE.search(clause) or _MODAL.search(clause))


def _binding(clause: str) -> Signal | None:
    if (modal := _MODAL.search(clause)) and not _ATTRIBUTIVE.search(clause):
        return Signal("modal", modal[0], modal.end())
    if rule := _RULE.search(clause):
        return Signal("modal", rule[0])
    if bare := _BARE.search(clause):
        behind = clause[bare.end() :]
        if not _URGING.match(behind) and (_acted(behind, behind) or _made(behind)):
            return Signal("modal", bare[0], bare.end())
    return None


def _made(clause: str) -> Signal | None:
    match = _DELIVERABLE.search(clause)
    if (
        match is None
        or clause.startswith(("没有", "未", "尚未", "所", "已"))
        or (match["verb"] == "研究" and not _RESEARCHED.search(match["object"]))
    ):
        return None
    return Signal("deliverable", "", match.start("verb"))


def _acted(clause: str, unquoted: str, start: int = 0) -> Signal | None:
    unnamed = _blanked(_NAMES, clause)
    acts = (_ACT, _USED_FOR, _PRESSED, _STRICT_RULE, _BY_TEXT)
    found = (_DIRECT_ACT.match(unnamed, start), _SANCTION.search(unquoted), *(act.search(unnamed) for act in acts))
    for match in found:
        if match:
            strict = _BY_RULE.search(clause) or _STRICT.search(clause)
            return Signal("vague", strict[0] if strict else "", match.start())
    if start and _is_concrete(clause[start:]):
        return Signal("vague", "", start)  # whose business it is stands in front of it
    by = _BY_RULE.search(clause)
    return Signal("vague", by[0], by.end()) if by and clause.find("做好", by.end()) >= 0 else None


def _is_concrete(predicate: str) -> bool:
    """Whether a subject is told to do something, rather than urged, and not in a list that follows."""
    return not _URGING.match(predicate.lstrip("要应")) and has_action(predicate) and "下列" not in predicate
