"""Leads of items in the house form: a verb and its object, no stop. And whether a text speaks as a plan does. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.drafting.voice import to_measure, unlabelled
from assistant.drafting.voice.problems import Turned, tells_problem
from assistant.drafting.voice.sentences import NAMES
from ingest.obligations.amounts import amounts_in
from ingest.obligations.deadlines import Context, deadlines_in
from ingest.obligations.frequencies import frequency_in
from ingest.obligations.predicates import has_action
from ingest.outline import TITLE_CHARS

COMMA_LEAD_CHARS: Final = 20  # a lead that ends with ，
LONG: Final = 24  # a longer title is cut at its first comma
_STOPS: Final = "。；;，,：: 　\n！？!?"
_FIRST: Final = re.compile(r"[^。！？!?\n]+(?:[。！？!?]|\n|$)")
_FOCUS: Final = re.compile(r"(?:聚焦|突出|紧扣|紧盯|瞄准|着眼)[^，]")
_DATES: Final = Context(year=None, yearly=False)

# Verbs of a lead that take an object, whatever stands behind them.
_TRANSITIVE: Final = (
    "坚持|加强|加大|加快|强化|深化|提高|提升|增强|巩固|拓展|优化|规范|严格|严肃|严明|压实|压紧|发挥|统筹|创建|打造|培育|培养|锻造|建强|配强|配齐|激发|凝聚|"
    "引领|引导|把握|守牢|守好|守住|筑牢|夯实|补齐|丰富|充实|密切|维护|改进|纠治|整治|防范|防控|推广|用好|管好|建好|办好|抓好|抓实|抓细|抓牢|抓紧|过好|讲好|选好|支持|"
    "鼓励|促进|保障|保证|确保|探索|拓宽|畅通|理顺|健全|完善|树立|弘扬|传承|营造|构筑|动员|做实|做优|做强|做好|扩大|推进|推动|推行|落实|建立|建设|开展|减轻|纠正|贯彻|学习|"
    "执行|制定|修订|组织(?!生活|建设|体系|覆盖|力)|压减|精简|督促|指导|选派|完成|举办|召开|设立|组建|成立|划分|传导|防止|克服|倡导|关心|关爱|激励|着力"
)
_TAKES_OBJECT: Final = re.compile(rf"(?:{_TRANSITIVE})")
# Further words that only a command holds, as it begins or anywhere.
_SAYS: Final = re.compile(
    rf"{_TRANSITIVE}|坚决|坚定|深入|严守|从严|带头|带动|围绕|聚焦|突出|紧扣|牢牢|服务|选优|配优|扎实|切实|认真|积极|大力|努力|全面|持续|继续|进一步|精准|稳妥|有序|力争|"
    "释放|团结|庆祝|迎接|画好|延伸|接续|启动|有效|不断|始终|不折不扣|持之以恒|驰而不息|一体|纵深|分层|分类|分级|层层|旗帜鲜明|领会|遵守|杜绝|反对|处置|全心全意|依靠|兴起|"
    "融入|贯穿|面向|当好|争当|学好|学懂|学史|立足|不再|不得|不新建|不打招呼|停用|取消|听取|交纳|收缴|摘牌|列入|反馈|支撑|覆盖|轮换|挂职|挂点|代替|检验|减负|增效|补上|起来|使用|保持|挂钩|直达|保留|达到|转为|给予|作为|融合"
)

# What 聚焦A抓B becomes: by B.
_HANDLED: Final = {
    "学习": "加强{}学习",
    "管理": "加强{}管理",
    "规范": "推进{}规范化",
    "融合": "推动党建与{}深度融合",
    "培养": "加强{}培养",
    "落实": "抓好{}落实",
    "攻坚": "抓好{}攻坚",
    "提升": "推动{}提升",
    "提质": "提升{}质量",
    "质量": "提升{}质量",
    "实效": "推动{}取得实效",
    "监督": "加强{}监督",
    "保障": "强化{}保障",
    "整改": "抓好{}整改",
    "创新": "推进{}创新",
    "服务": "做好{}服务",
    "引领": "强化{}引领",
    "建设": "加强{}建设",
}
_SPIRIT: Final = re.compile("(?:精神|思想|讲话|论述|理论)$")
_FOCUSED: Final = re.compile(
    r"(?:聚焦|围绕|紧扣|突出|着眼|瞄准|紧盯|立足|坚持)(?P<what>[^，。；]+?)(?:来)?[抓促强求提重](?P<how>[\u4e00-\u9fff]{2})"
)
_STRESSED: Final = re.compile(r"(?:突出|聚焦|注重|紧盯|瞄准)(?P<what>[^，。；]+)")
_LET: Final = re.compile(r"(?:让|使)(?P<what>[^，。；]+?)(?P<how>强起来|活起来|实起来|严起来|补上课)?")
_SOUGHT: Final = re.compile(
    r"在(?P<what>[^，。；]+?)(?:上|中|方面)(?:求|见|有|下|取得|实现)(?P<how>[\u4e00-\u9fff]{2,4})"
)
_IS: Final = re.compile("年是[^。；]*之年|第一责任人")
_MENDS: Final = re.compile("着力|解决|破解|克服|防止|纠治|消除|整治|补齐")  # 着力解决…不平衡 tells no problem
_CORE: Final = re.compile("这(?:个|一)(?:根本|关键|重点|核心|主线|基础|要害)$")
_DUTY: Final = re.compile("^(?:要|应当|应|必须)(?=[^求点])")
_TAKEN: Final = re.compile(r"抓(?P<what>[\u4e00-\u9fff]{2,6})")


def lead_of(title: str) -> str:
    """The lead of an item of the own plan.

    Args:
        title (str): A superior's item title, an intention's title or a problem, with or without label and stop.

    Returns:
        str: 聚焦流动党员抓管理 -> 加强流动党员管理; what is a lead already stays as it is, and so does nothing.
    """
    words = unlabelled(title).strip(_STOPS)
    words = re.split("[。；;！？\n]", words)[0]
    if tells_problem(words) and not _MENDS.match(words):
        return to_measure(words)
    if len(words) > LONG and "，" in words:
        words = words.split("，")[0]
    for pattern, turned in _TITLES:
        if match := pattern.fullmatch(words):
            return turned(match)
    words = _DUTY.sub("", words)
    return words if not words or _holds_verb(words) else f"推进{words}"


def split_lead(text: str) -> tuple[str, str]:
    """Part an item's lead from the rest.

    Args:
        text (str): An item's text, with or without its label.

    Returns:
        tuple[str, str]: The lead without its stop, and what follows it; ("", text without label) where the item begins
            with no lead.
    """
    words = unlabelled(text)
    first = _FIRST.match(words)
    if first is None:
        return "", words
    sentence, behind = first[0].rstrip(_STOPS), words[first.end() :].strip()
    clause, comma, rest = words.partition("，")
    is_body = len(sentence) > TITLE_CHARS or not behind
    if comma and is_body and len(clause) <= COMMA_LEAD_CHARS and (_FOCUS.match(clause) or tells_problem(clause)):
        return clause, rest.strip()
    is_whole = not behind and words.endswith("。") and "，" in sentence  # an item of one sentence, and no title
    if is_whole or len(sentence) > TITLE_CHARS or _states_value(sentence):
        return "", words
    return sentence, behind


def is_plan_voice(text: str) -> bool:
    """Whether a text speaks of what is to be done.

    Args:
        text (str): A sentence, with or without its label and stop.

    Returns:
        bool: False for reports of what was done, questions, the first person and what holds no verb.
    """
    words = NAMES.sub("“”", unlabelled(text)).strip(_STOPS if not text.strip().endswith(("？", "?")) else "")
    if any(pattern.search(words) for pattern in _NO_PLAN):
        return False
    return _holds_verb(words) or _IS.search(words) is not None or _states_value(words)


def _holds_verb(words: str) -> bool:
    return has_action(words) or _SAYS.search(words) is not None


def _states_value(sentence: str) -> bool:
    """7月底前, 每季度, 不少于2次: an obligation, and no title."""
    counted = any(amount.in_digits for amount in amounts_in(sentence))  # 两支队伍 counts nothing
    return bool(counted or deadlines_in(sentence, _DATES) or frequency_in(sentence))


# --- titles that are no commands yet ------------------------------------------------------------------------------


def _focused(match: re.Match[str]) -> str:
    what, how = match["what"], match["how"]
    if how == "学习" and _SPIRIT.search(what):
        return f"学习贯彻{what}"
    if how in ("培养", "建设", "规范"):
        what = what.removesuffix("建设")
    return _HANDLED.get(how, f"加强{{}}{how}").format(what.removesuffix(how))


def _stressed(match: re.Match[str]) -> str:
    what = _CORE.sub("", match["what"])
    if what.endswith("导向"):
        return f"坚持{what}"
    if _TAKES_OBJECT.match(what):
        return what
    if re.search("建设|管理|教育|监督|领导|保障$", what):
        return f"加强{what}"
    return f"抓好{what}" if re.search("生活|工作|责任|主业$", what) else f"推进{what}"


def _let(match: re.Match[str]) -> str:
    what, how = match["what"], match["how"]
    if how == "补上课":
        return f"补齐{what}短板"
    return f"加强{what}建设" if how else f"推动{what}"


def _sought(match: re.Match[str]) -> str:
    what, how = match["what"], match["how"]
    if _TAKES_OBJECT.match(what):
        return what
    return f"{how}{what}" if how in ("提升", "规范") else f"推进{what}"


def _taken(match: re.Match[str]) -> str:
    return match[0] if match["what"][0] in "好实细牢紧住" else f"抓好{match['what']}"


_TITLES: Final[tuple[tuple[re.Pattern[str], Turned], ...]] = (
    (_FOCUSED, _focused),
    (_STRESSED, _stressed),
    (_LET, _let),
    (_SOUGHT, _sought),
    (_TAKEN, _taken),
)

# --- what no plan says --------------------------------------------------------------------------------------------

_AIMS: Final = "推动|确保|促进|实现|使|让"  # what is to become so is not yet so
_NO_PLAN: Final = (
    re.compile(r"(?<![为除到终])了(?![解结望然如之却断事])"),
    re.compile(r"已(?!经?[^，。；]{0,16}的|知)"),  # 对已命名的示范党支部 is a plan's
    re.compile(
        r"取得(?:较好|良好|明显|显著|重大|积极)?(?:成绩|进步|荣誉)|荣获|受到[^，。；]{0,12}(?:表彰|肯定|好评)|得到[^，。；]{0,12}(?:充实|肯定|感谢)"
    ),
    re.compile(r"情况如下|报告如下|总结如下|如下意见|汇报如下|情况总结"),
    re.compile(r"[？?]$|吗$"),
    re.compile(r"(?<!自)我们|(?<![自忘大小])我(?![国党军省市县区院校局市们])"),
    re.compile(r"(?<!\d)\d{1,2}月\d{1,2}日(?!前|之前|以前|至|起|—|－|-)"),  # a day of the past
    re.compile(r"[较比](?:上年|去年|上一年|同期)[^，。；]{0,6}(?:增长|下降|增加|减少|提高|上升)"),
    re.compile(r"(?:未能|尚未|仍未|没有完成|还没有|有所(?:增强|提高|改善))(?![^，。；]*的)"),
    re.compile(r"(?:(?:仍然|依然|还)存在|不够(?!的))(?![^。；]*问题)"),
    re.compile(r"截至|人次|参训|结业|追回"),
    re.compile(rf"^(?!.*(?:{_AIMS})).*(?:得更[\u4e00-\u9fff]{{1,2}}|更加[\u4e00-\u9fff]{{2,4}})$"),  # 抓得更紧
    re.compile(rf"^(?!.*(?:{_AIMS})).{{2,}}(?:扎实|有序|持续|不断|稳步)(?:开展|推进|加强|提升|深入)$"),
)
