"""Instructions that add, detail, shorten or reword. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.drafting.revising.addresses import part_of, target_of
from assistant.drafting.revising.records import Add, Append, Detail, Edit, Given, Part, Reword, Shorten, Target
from assistant.drafting.revising.vocabulary import BA, SENTENCE, Form, T, form, sentences_of, unquoted

_SOME: Final = r"(?:一些|一点儿?|些|点|一下)?"
_TOLD: Final = r"(?:改得|写得|弄得|说得|压得|改|写|说|压)?(?:更加?|再)?"  # 改得更
_VAGUE: Final = (
    r"(?:写得)?(?:太|过于|有点|有些|比较)(?:笼统|简单|空泛|空|虚|抽象|原则|短)(?:了)?|(?:不够|不)(?:具体|详细|细)"
)
_WORDY: Final = r"(?:写得)?(?:太|过于|有点|有些|比较)(?:长|啰嗦|罗嗦|繁琐)(?:了)?"
_CONCRETE: Final = r"(?:具体|详细|细致|细化|明确|实|长|充实|丰富|扩写|展开写?|展开说说)(?:化)?"
_BRIEF: Final = r"(?:短|简短|精炼|简洁|简练|精简|压缩|缩短|简化)"
_MORE: Final = (
    r"(?:再|另外)?(?:补充|补上|补写|补|增加|增写|加上|加写|加进|加|增|新增|添加|添上|添|写上|插入|插)(?:进去)?"
)
_ONE: Final = r"(?:一|1)?(?:个)?(?:条|项)"
_ABOUT: Final = r"(?:关于|有关|讲|写)(?P<about>[^，。；：]{2,40}?)(?:的)?(?:内容|要求|工作|条目)?"
_BEFORE: Final = r"最前面|前面|前边|之前|开头|前"
_BEHIND: Final = r"最后面|后面|后边|之后|末尾|最后|结尾|下面|后"
# 加一句强调安全的 tells what to write about, not the words.
_TELLING: Final = re.compile(r"^(?:关于|有关|说明|说|讲|写|提|强调|要求|体现|表述)|(?:的|内容)$")


def _words(said: str) -> str | None:
    """The words to be written; None where words without a sign before them only tell what they are to be about."""
    is_marked = said[:1] in "：“，"
    words = unquoted(re.sub(r"^(?:，)?(?:内容(?:是|为)|就写)?，?", "", said))
    return words if words and (is_marked or not _TELLING.search(words)) else None


def _add(match: re.Match[str]) -> Edit | None:
    part, beside, is_before = _place(match["s"]) if match["s"] else (None, None, False)
    if match["s"] and part is None and beside is None:
        return None
    if match["about"]:
        return Add(unquoted(match["about"]), "", part, beside, is_before)
    words = _words(match["words"])
    return Add("", words, part, beside, is_before) if words else None


def _place(words: str) -> tuple[Part | None, Target | None, bool]:
    """第三部分; 第三部分末尾; 第三部分第2条后面, 前面: a section, or an item and whether it is before that."""
    if part := part_of(re.sub(rf"(?:的)?(?:{_BEHIND}|里面|里|中)$", "", words)):
        return part, None, False
    beside = re.fullmatch(rf"(?P<t>.+?)(?:的)?(?:(?P<before>{_BEFORE})|{_BEHIND})", words)
    return None, target_of(beside["t"]) if beside else None, beside is not None and beside["before"] is not None


def _append(match: re.Match[str]) -> Edit | None:
    target, words = target_of(match["t"]) if match["t"] else Given(), _words(match["words"])
    return Append(target, words, 0 if match["before"] else -1) if target and words else None


def _append_beside(match: re.Match[str]) -> Edit | None:
    """第一句后面补一句：…; before the last sentence is behind the one before."""
    target, words, (sentence, count) = target_of(match["t"]), _words(match["words"]), sentences_of(match)
    if target is None or words is None or count != 1:
        return None
    return Append(target, words, sentence - 1 if match["before"] else sentence)


def _detail(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Detail(target) if target else None


def _shorten(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Shorten(target) if target else None


def _reword(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Reword(target, match["wish"]) if target else None


SIZING: Final[tuple[Form, ...]] = (
    form(rf"(?:细化|具体化|充实|丰富|扩写){T}", _detail),
    form(rf"{BA}{T}(?:再|要|应当|应)?{_TOLD}{_CONCRETE}{_SOME}", _detail),
    form(rf"{BA}{T}(?:{_VAGUE})(?:，(?:再)?{_TOLD}{_CONCRETE}{_SOME})?", _detail),
    form(rf"(?:精简|压缩|缩短|简化){T}", _shorten),
    form(rf"{BA}{T}(?:再|要|应当|应)?{_TOLD}{_BRIEF}{_SOME}", _shorten),
    form(rf"{BA}{T}{_WORDY}(?:，(?:再)?{_TOLD}{_BRIEF}{_SOME})?", _shorten),
)
ADDING: Final[tuple[Form, ...]] = (
    form(
        rf"(?:(?:在|给)?(?P<s>.{{2,40}}?)(?:里面|里|中)?)?{_MORE}{_ONE}(?:{_ABOUT}|(?P<words>[：，]?.+))",
        _add,
    ),
    form(
        rf"(?:在|给)?{T}(?:的|里的?|，)?{SENTENCE}(?:的)?(?:(?P<before>{_BEFORE})|{_BEHIND}){_MORE}"
        r"(?:(?:一句|1句)(?:话)?+)?(?P<words>.+)",
        _append_beside,
    ),
    form(
        rf"(?:(?:在|给)?{T}(?:的)?(?:(?P<before>{_BEFORE})|{_BEHIND}|里|中)?(?:，)?)?{_MORE}"
        r"(?:(?:一句|1句)(?:话)?+(?P<words>.+))",
        _append,
    ),
    form(
        rf"(?:在|给)?{T}(?:的)?(?:(?P<before>{_BEFORE})|{_BEHIND}|里|中)?{_MORE}(?P<words>[：“].+)",
        _append,
    ),
)
REWORDING: Final[tuple[Form, ...]] = (
    form(rf"{BA}{T}(?:再|要)?(?P<wish>(?:重新|重|换)?(?:改|写|说|表述|润色|调整).{{0,30}})", _reword),
)
