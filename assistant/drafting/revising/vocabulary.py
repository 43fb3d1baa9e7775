"""Words that the forms of instructions share, as patterns."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from assistant.drafting.revising.records import Edit
from ingest.numerals import value_of

Read = Callable[[re.Match[str]], Edit | None]
Form = tuple[re.Pattern[str], Read]  # matched whole; None where what it found is no address

BA: Final = r"(?:把|将)?"
T: Final = r"(?P<t>.{2,60}?)"
N: Final = r"(?:[一二三四五六七八九十百]+|\d{1,3})"
WITHIN: Final = r"(?:的|里的|中的|里面的|里|中|里面|，)?"
MAYBE: Final = rf"(?:(?P<t>.{{2,60}}?){WITHIN})?"
OLD: Final = r"“(?P<old>[^“”]+)”"
NEW: Final = r"(?P<new>“[^“”]+”|[^“”，。；]+)"
ALL: Final = r"(?:都|全都|全部|整条|整个|一并|也|就|全|给|先|一起){0,2}"
DROPPED: Final = r"(?:删除|删去|删掉|去掉|去除|拿掉|拿走|划掉|撤掉|砍掉|取消|移除|剔除|抹掉|删)(?:了|掉)?"
UNWANTED: Final = r"(?:不要|不用|不写|不保留|不再保留|不再列入|不需要|不必写|不用写|别要|别写|不留)(?:了)?"
INTO: Final = (
    r"(?<!整)(?:改为|改成|改作|改到|修改为|修改成|更改为|更正为|变更为|统一为|统一成|换成|换为|替换为|替换成|调整为|调整到|调整成"
    r"|调为|提高到|降低到|增加到|减少到|提前到|推迟到|变成|变为|调到|降到|提到|升到|增到|减到|延长到|延到|缩短到|放宽到)"
)
# What is put in the place of an item, not of a value.
WORDED: Final = r"(?:改为|改成|改作|修改为|修改成|更改为|换成|换为|写成|写为)"
SAID: Final = r"(?:填为|填上|填成|填|写为|写成|写上|写|就叫做?|叫做?|定为|定在|明确为|确定为|补上|补为)"
EVERY: Final = r"(?P<every>都|全都|全部|统一|一律|全部统一|都统一)?"
FIGURE: Final = re.compile(r"\d|[一二两三四五六七八九十百]+(?=[次名个项月成分])")
SENTENCE: Final = (
    rf"(?:(?P<back>倒数)?第(?P<n>{N})(?:句|个句子)|(?P<last>最后|末尾|末|后)(?P<m>[一两二三四五])?句"
    r"|(?P<first>首|头一|开头一|开头|前(?P<k>[两二三四五]))句)(?:话)?"
)


# How something is to read, not what is to stand there: 改得更简洁些, 换成别的说法; behind 写 and of a title also 清楚.
_LIKE: Final = (
    "具体|详细|细致|细|明确|清楚|清晰|简洁|简短|简练|精炼|简单|通俗|通顺|顺|准确|完整|全面|规范|正式|生动|有力|鲜明|醒目|严谨|工整"
    "|实在|实|长|短|好"
)
_SLIGHTLY: Final = "(?:一?点儿?|一?些)"
_WISH: Final = re.compile(
    rf"得?(?:更加?|再|比较|稍微?|略|尽量|最好)(?:{_LIKE})化?{_SLIGHTLY}?的?|(?:{_LIKE})化?(?:{_SLIGHTLY}的?|的)"
    rf"|更(?![名新换正替])[^，。；]{{1,12}}(?:的(?:说法|表述|写法|措辞|词语?|标题|名称|频次|时间)?|一点儿?|一?些)"
    r"|(?:别的?|其他的?|其它的?|另外的?|另一[个种])(?:说法|表述|写法|措辞|词语?|标题|名称)"
)
_BARE_WISH: Final = re.compile(rf"[上成全]?(?:{_LIKE})|得.+|上|上去|出来|进去|下来")


def is_wish(words: str, *, is_whole: bool = False) -> bool:
    """Whether words only tell how something is to read.

    Args:
        words (str): As typed, with their quotation marks: what is quoted is to stand there.
        is_whole (bool): Whether they would be all of a title, a value or a blank, which 清楚 alone cannot be.

    Returns:
        bool: True for 更简洁些 and for 别的说法.
    """
    return bool(_WISH.fullmatch(words) or (is_whole and _BARE_WISH.fullmatch(words)))


def form(pattern: str, read: Read) -> Form:
    """A form with what it is read as."""
    return re.compile(pattern), read


def sentences_of(match: re.Match[str]) -> tuple[int, int]:
    """Which sentences SENTENCE names.

    Args:
        match (re.Match[str]): Of a pattern that holds it.

    Returns:
        tuple[int, int]: The first of them, from 1, -1 being the last one, and how many.
    """
    if match["n"]:
        return value_of(match["n"]) * (-1 if match["back"] else 1), 1
    if match["last"]:
        count = value_of(match["m"] or "一")
        return -count, count
    return 1, value_of(match["k"] or "一")


def unquoted(words: str) -> str:
    """Words without the colon before them, and without the quotation marks around all of them."""
    bare = words.removeprefix("：").strip()
    return bare[1:-1] if bare[:1] == "“" and bare.find("”") == len(bare) - 1 else bare
