"""A superior's sentence, or an intention of a summary -> a sentence of the own plan; a problem -> a measure. Pure.

A plan commands, looks ahead and mostly names no subject. What binds is never weakened, and no number, date, name of a
document or of a unit is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final

from assistant.drafting.carrying.blanks import without_masks
from assistant.drafting.voice.problems import measure_of
from ingest.labels import label_of
from ingest.obligations.subjects import goes_on

# Groups that any superior's document addresses; the caller adds those that it is sent to.
_ADDRESSEES: Final = (
    *("各企业党委", "各单位党委", "各级党委", "各企业党组织", "各单位党组织", "各级党组织"),
    *("企业党委", "各企业", "各单位", "企业"),
)
_START: Final = r"(?:^|(?<=[，,。；;：:]))"
_STOPS: Final = "。；;，,：:、 　\n"
NAMES: Final = re.compile(r"《[^《》]*》|“[^“”]*”|【[^【】]*】")  # and quoted words: they stand as they are

_TAIL: Final = re.compile(r"(?:党委|党组|党组织|党总支|党支部)$")
_MODAL: Final = r"(?:都|均|也)?(?:要|应当|应该|应|须)?"
_OFTEN: Final = re.compile(rf"{_MODAL}(?:至少|定期)?(?:每|全年)")
_OFFICER: Final = re.compile("书记|副书记|委员|班子|办公室|会|理论学习中心组|中心组|主要负责|、|和|与|及")
_ORGAN: Final = re.compile("党委|党组|党总支|党支部|纪委|领导班子|班子成员|工会|团委|主要负责人|领导人员|专职|“")
_MUST: Final = re.compile(r"必须(?!.*(?:不得|严禁|不准))")
_CONDITIONAL: Final = re.compile(r"凡|没有|未|的，|如|若|遇|发现")

# 已经建成平台的企业，每年…: whom it concerns; 没有建立的企业 stays, since it may not concern the own unit.
_ASKED: Final = re.compile(rf"{_START}(?!凡|没有|未|尚未)[^，。；：、\d《“不禁]{{2,16}}的(?:企业|单位)，")
_OF_THOSE: Final = re.compile(r"(?<=的)企业(?=必须|应当|要|，)")
_NEXT: Final = re.compile(r"^(?:下一步|今后|接下来|为此|同时|此外)，")
_PLANNED: Final = re.compile(r"^(?P<what>我们)?(?P<verb>将|要|打算|计划|准备|拟)(?!来|近|[求点素])")
_WE: Final = re.compile(rf"{_START}我们(?=[\u4e00-\u9fff])")
_MASKED_SELF: Final = r"【[^【】]*】"
_PART: Final = "(?:集团|公司|局|院|校|厂)?(?:党委|党组|党总支|党支部)?"
_OWN_KIND: Final = "(?:集团|公司|局|院|校|厂)(?:党委|党组|党总支)?"
_DUTY_START: Final = re.compile(
    rf"{_START}(?:都|均|也|还)?(?:要(?![求点素闻么不])|应当|应该|须(?!知)|应(?![当急用对届邀]))"
)
_DUTY_WITHIN: Final = re.compile(
    r"应当|(?<=[党支部委会员记织门位子工团局司者组])要(?![求点素闻么不])|(?<=的)要(?=倒查|按照|把|将|在|对|及时|经常|建立|制定)"
    r"|(?<![主重需纪摘提概首次只还就都必机简刚想险的])要(?=及时|经常|按照|把|将|在|由|从|对|结合|围绕|带头|切实|认真|严格|逐|建账|主动|充分|加强|做到|做好|纳入)"
    r"|(?<![相适反响供对顺呼理只本])应(?=由|在|将|把|按|于|每|至少|做到|逐项|及时|定期|主动|签订|接受|听取)"
)
_DONE: Final = re.compile(r"(?<=[\u4e00-\u9fff])(?<![为除到终])了(?![解结望然如之却断事])")  # 丰富了生活 of a plan
_IN: Final = re.compile(rf"{_START}[在于](?=(?:每年)?\d{{1,2}}月(?:\d{{1,2}}日|底)?前)")


def as_plan(text: str, *, addressees: Collection[str], own: str) -> str:
    """Turn a sentence into one of the own plan.

    Args:
        text (str): A superior's sentence or an intention of a summary, with or without its label.
        addressees (Collection[str]): Whom the superior's document is sent to, as written: 各能源企业党委.
        own (str): The own unit's name; 云岭集团党委将 at the beginning goes.

    Returns:
        str: Ends with 。; the same words but for the subject addressed, words of command and masks.
    """
    words = without_masks(unlabelled(text).rstrip(_STOPS))
    words = _ASKED.sub("", _intended(words, own))
    for name in sorted({*_ADDRESSEES, *filter(None, addressees)}, key=lambda name: (-len(name), name)):
        words = _spoken_to(words, name)
    words = _sheltered(_OF_THOSE, words, lambda _: "单位")
    words = _sheltered(_WE, words, lambda _: "")
    words = _sheltered(_DUTY_START, words, lambda _: "")
    words = _sheltered(_DUTY_WITHIN, words, _without_duty)
    words = _sheltered(_IN, words, lambda _: "")
    words = _sheltered(_DONE, words, lambda _: "")
    return f"{words}。"


def to_measure(problem: str) -> str:
    """Turn a problem into the lead of the measure that answers it.

    Args:
        problem (str): Its lead sentence, with or without label and stop: 流动党员管理机制仍未建立.

    Returns:
        str: Verb and object, without a stop: 建立流动党员管理机制.
    """
    return without_masks(measure_of(unlabelled(problem).rstrip(_STOPS)))


def unlabelled(text: str) -> str:
    """A text without the labels that it begins with: （一）, 12., 一是, or two of them, the deeper one behind.

    Args:
        text (str): An item's text.

    Returns:
        str: Without white space around it; a label that nothing follows stays.
    """
    words = text.strip()
    rank = 0
    while (label := label_of(words)) and rank < label.rank and label.length < len(words):
        rank, words = label.rank, words[label.length :].strip()
    return words


def _intended(words: str, own: str) -> str:
    """下一步，云岭集团党委将认真抓好… -> 认真抓好…; 将 stays where it means 把."""
    words = _NEXT.sub("", words)
    self_named = "|".join((_MASKED_SELF, re.escape(own))) if own else _MASKED_SELF
    named = rf"^(?:(?:{self_named}){_PART}(?=我们|将|要|计划|打算|拟)|{_OWN_KIND}(?=将|打算))"
    spoken = re.sub(named, "", words)
    planned = _PLANNED.match(spoken)
    if planned is None or not goes_on(spoken[planned.end() :]):
        return words
    if planned["verb"] == "将" and spoken == words and not planned["what"]:
        return words
    return spoken[planned.end() :]


def _spoken_to(words: str, name: str) -> str:
    """Leave out an addressee wherever it begins a clause, but for what makes it the doer."""
    tail = _TAIL.search(name)
    organ = tail[0] if tail else ""
    conditional = _CONDITIONAL.search(words) is not None

    def shortened(match: re.Match[str]) -> str:
        rest = re.split("[，。；]", match.string[match.end() :])[0]
        if organ and name.startswith("各级") and (_OFTEN.match(rest) or _OFFICER.match(rest)):
            return match[0]
        if organ and (_OFTEN.match(rest) or _OFFICER.match(rest)):
            return organ
        if not organ and (_ORGAN.match(rest) or (name != "企业" and _OFTEN.match(rest))):
            return ""
        if not goes_on(rest) and not rest.startswith(("必须", "不得", "须")):
            return match[0]
        return ""

    shorter = _sheltered(re.compile(_START + re.escape(name)), words, shortened)
    if shorter != words and not conditional and _MUST.match(shorter):
        return shorter.removeprefix("必须")
    return shorter


def _without_duty(match: re.Match[str]) -> str:
    """…的要倒查 -> …的，倒查."""
    return "，" if match[0] == "要" and match.string[match.start() - 1] == "的" else ""


def _sheltered(pattern: re.Pattern[str], words: str, new: Callable[[re.Match[str]], str]) -> str:
    """Replace what stands outside of names."""
    names = [name.span() for name in NAMES.finditer(words)]

    def replaced(match: re.Match[str]) -> str:
        inside = any(start <= match.start() < end for start, end in names)
        return match[0] if inside else new(match)

    return pattern.sub(replaced, words)
