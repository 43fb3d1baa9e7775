"""How a follow-up asks for more of what was cited: 第二条展开说说, 下一条, 后面还说了什么. Patterns only; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.numerals import value_of

_NUMBER: Final = r"(?:[一二两三四五六七八九十百]{1,4}|\d{1,3})"
_PIECE: Final = r"(?:条|点|项|个|处|句|款)"
_BRACKETED: Final = r"[\[［【]\d{1,3}[\]］】]"
_AND: Final = r"(?:[、，,和与及跟到至—-]|以及)"
_THING: Final = r"(?:方面|问题|要求|内容|出处|引用|引文|回答|说法|措施|依据|来源)?"
# Nothing but such words may stand around a number. Possessive, or 看看看看… would be cut in two in every way.
_SHOW: Final = (
    r"(?:的|再|请|给我|给出|给|我|能不能|能否|能|可以|都|具体|详细|完整|展开|说说|讲讲|说一下|讲一下|看看|看一下|看|说|讲|写|一点|一些|点|些|"
    r"说明|解释一下|解释|介绍一下|介绍|原文|原话|全文|内容|列出|显示|在?哪一?页|第几页|页码|是?什么意思|是什么|是啥|怎么|呢|吗|出处|来自哪里?|在哪里?|哪里来|规定|"
    r"上下文|前后文|了|一下)*+"
)
_NTH: Final = re.compile(
    rf"{_SHOW}(?:把|对|关于)?(?P<numbers>第{_NUMBER}{_PIECE}?(?:{_AND}第?{_NUMBER}{_PIECE}?)*|{_BRACKETED}(?:{_AND}?{_BRACKETED})*)"
    rf"{_THING}{_SHOW}"
)
_END: Final = re.compile(rf"把?(?P<which>最后|末|头|首)一?{_PIECE}{_THING}{_SHOW}")
_WHERE: Final = (
    r"(?:出处|来源)(?:在哪里?|是什么|是哪里?|呢)|"
    r"在?哪一?(?:条|款|份文件|个文件|个地方|里)里?(?:说|规定|要求|写|提)(?:到|过)?的"
)
ALL_WHOLE: Final = re.compile(
    rf"(?:(?:以上|上述|这|前面)(?:[几两三四五六七八九十]|\d{{1,2}})?{_PIECE}的?|能不能|能否|能|可以|再|给我|都|全部|每一?条都?)*+"
    r"(?:(?:展开|详细|具体|完整)地?的?再?(?:说说|讲讲|说|讲|介绍|说明|解释|看看)?(?:一下|一点|一些|点|些)?|"
    r"(?:说|讲)得?(?:详细|具体)一?[点些]|(?:看看|看|给我看|给出|显示)?(?:一下)?(?:原文|原话|全文)(?:呢|是什么|是?怎么说的?|在哪里?)?|"
    rf"{_WHERE})(?:呢|吗)?"
)
_SAID: Final = r"(?:还)?(?:说|讲|写|有|是|提)?(?:了|到)?(?:些)?(?:什么|哪些|啥)(?:内容|要求)?呢?"
_ITS: Final = r"(?:它|这一?条|那一?条|原文)?的?"
AFTER: Final = re.compile(
    rf"{_ITS}(?:后面|下面|接下来|往下|之后|再往后)(?:{_SAID}|的?(?:内容|原文)?呢)|(?:继续|再)(?:往下)?(?:看|说|讲)?|下文(?:呢|是什么)?"
)
BEFORE: Final = re.compile(rf"{_ITS}(?:前面|之前|往前|再往前)(?:{_SAID}|的?(?:内容|原文)?呢)|上文(?:呢|是什么)?")
NEXT: Final = re.compile(rf"{_ITS}(?:下|后|后面|下面)的?那?一?{_PIECE}{_SHOW}")
PREVIOUS: Final = re.compile(rf"{_ITS}(?:上|前|前面|上面)的?那?一?{_PIECE}{_SHOW}")
AROUND: Final = re.compile(rf"(?:看看?)?{_ITS}(?:上下文|前后文)(?:是什么|呢|说了什么|原文)?")

ITEM_NAMED: Final = re.compile(r"第(?:[一二三四五六七八九十百零〇]{1,5}|\d{1,3})(?:条|项|款|部分|章|点)")
PART_NAMED: Final = re.compile(
    r"第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:部分|章)的?(?:呢|[讲说]了?什么|是什么|有哪些内容|内容(?:呢|是什么))"
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which of the things that were cited; -1 is the last."""

    values: tuple[int, ...]
    label: str = ""  # 第九条, where it may also be the document's own


def numbers_asked(text: str) -> Numbers | None:
    """The numbers that a question asks to see.

    Args:
        text (str): A bare question: 第二条展开说说, [1][3]的原文, 第一到第三条, 最后一条呢.

    Returns:
        Numbers | None: None where it says anything else.
    """
    if end := _END.fullmatch(text):
        return Numbers((-1 if end["which"] in ("最后", "末") else 1,))
    nth = _NTH.fullmatch(text)
    if not nth or not (re.search(_PIECE, nth["numbers"]) or "[" in nth["numbers"] or "【" in nth["numbers"]):
        return None
    values = [value_of(number.replace("两", "二")) for number in re.findall(_NUMBER, nth["numbers"])]
    if len(values) == 2 and re.search("[到至—-]", nth["numbers"]):
        values = list(range(values[0], values[1] + 1))
    single = re.fullmatch(rf"第{_NUMBER}{_PIECE}", nth["numbers"])
    return Numbers(tuple(values), single[0] if single else "")
