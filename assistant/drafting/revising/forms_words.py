"""Instructions that change the words of one place, or throughout: replaced, set, filled in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.drafting.revising.addresses import front_of, spot_of, target_of, targets_of
from assistant.drafting.revising.records import (
    EVERYWHERE,
    Edit,
    Everywhere,
    Front,
    Given,
    Heading,
    InSentence,
    Replace,
    Restate,
    Rewrite,
    SetFront,
    SetValue,
    Target,
    Whole,
)
from assistant.drafting.revising.vocabulary import (
    ALL,
    BA,
    DROPPED,
    EVERY,
    FIGURE,
    INTO,
    MAYBE,
    NEW,
    OLD,
    SAID,
    SENTENCE,
    WORDED,
    Form,
    N,
    T,
    form,
    is_wish,
    sentences_of,
    unquoted,
)

Spot = Target | InSentence | Front | Heading | Everywhere | None

_LEADS: Final = "牵头单位|牵头部门|牵头|责任单位|责任部门|配合单位|配合部门"
_VALUES: Final = f"完成时限|完成时间|完成日期|时限|期限|时间|频次|次数|标题|题目|小标题|{_LEADS}"
_VALUE_NAMES: Final = {
    **dict.fromkeys(("题目", "小标题"), "标题"),
    **dict.fromkeys(("牵头部门", "牵头"), "牵头单位"),
    **dict.fromkeys(("责任部门", "配合单位", "配合部门"), "责任单位"),
}
_THROUGHOUT: Final = r"(?:全文|通篇|全篇|整篇)(?:里面|里|中)?(?:的)?(?:，)?(?:所有的?|全部的?)?"
_EACH: Final = re.compile(r"(?:所有的?|凡是|全部的?)(?P<words>.+?)(?:的地方|之处)?")
# What stands between an item and its words; without any, the item's address must tell where it ends: 四（一）6人改8人.
_JOINING: Final = ("里面的", "里的", "中的", "里面", "里", "中", "的", "，", "：")
_ENDING: Final = re.compile(r"[条项点）)语题句]$")
# 后半句 and 那个地方 are no words of the draft, and neither is another address.
_NO_WORDS: Final = re.compile(rf"(?:句|段|部分|内容|地方|意思)(?:话)?$|第{N}(?:条|项|点|个?部分|句)|[这那上下]一?条")
# 改成更具体的 is a wish, not the words.
_WISH: Final = re.compile(
    r"^(?:更|比较|像|跟|和|与|按|照|一|两)|(?:的|点|些|样子|语气|口气|风格|写法|说法|表述|形式|方式|格式|内容|话|段|字|句|条)$"
)
_MANNER: Final = re.compile("(?:语气|口气|风格|写法|说法|表述|格式|样子|句|话)$")  # 改成祈使句
_SEVERAL: Final = re.compile("[，。；]")  # no deadline and no unit holds such a sign
_LEAST_WORDS: Final = 10  # characters of an item's new words where no colon tells that they are all of it


def _replace_quoted(match: re.Match[str]) -> Edit | None:
    spot = _spot(match["t"]) if match["t"] else None
    if (match["t"] and spot is None) or is_wish(match["new"]):
        return None
    return _replace(spot, match["old"], match["new"], is_every=match["every"] is not None)


def _strike_quoted(match: re.Match[str]) -> Edit | None:
    spot = _spot(match["t"]) if match["t"] else None
    return _replace(spot, match["old"], "") if spot or not match["t"] else None


def _replace(spot: Spot, old: str, new: str, *, is_every: bool = False) -> Replace:
    words = unquoted(new)
    return Replace(spot, old, words, is_every or isinstance(spot, Everywhere), is_quoted=words != new)


def _spot(words: str) -> Spot:
    if re.fullmatch(_THROUGHOUT, words):
        return EVERYWHERE
    return spot_of(words)


def _replace_plain(match: re.Match[str]) -> Edit | None:
    """…的每月改为每季度; where a number is to stand for words, these name what it counts: …的权重改为30%."""
    if is_wish(match["new"]):
        return None
    new, is_every = unquoted(match["new"]), match["every"] is not None
    for spot, old in _parted(match["x"]):
        if match["bare"] and not (FIGURE.search(old) and FIGURE.search(new)):
            continue
        is_named = FIGURE.search(new) and not FIGURE.search(old) and not is_every
        if is_named and not isinstance(spot, InSentence | Front | Heading | Everywhere | Whole):
            return SetValue(spot, _VALUE_NAMES.get(old, old), new)
        return _replace(spot, old, match["new"], is_every=is_every)
    return None


def _reset(match: re.Match[str]) -> Edit | None:
    """权重从25%改为30%: a value by its name and by what it was; 三（三）从9月底改为10月底 by the latter alone."""
    old, new = unquoted(match["old"]), unquoted(match["new"])
    if spot := _spot(match["x"].rstrip("的里，")):
        return _replace(spot, old, match["new"])
    for at, name in _parted(match["x"]):
        if at is None or not isinstance(at, InSentence | Front | Heading | Everywhere | Whole):
            return SetValue(at, _VALUE_NAMES.get(name, name), new, old)
    return None


def _strike_plain(match: re.Match[str]) -> Edit | None:
    return next((_replace(spot, old, "") for spot, old in _parted(match["x"]) if spot), None)


def _parted(words: str) -> Iterator[tuple[Spot, str]]:
    """An address and the words that stand there: the longest address joined to them, then any, then none."""
    if throughout := re.match(rf"{_THROUGHOUT}{BA}", words):
        rest = words[throughout.end() :]
        yield EVERYWHERE, _bare(_each(rest) or rest)
        return
    cuts = range(len(words) - 1, 1, -1)
    joined = ((words[:cut], words[cut:].removeprefix(joint)) for cut in cuts for joint in _JOINING
              if words.startswith(joint, cut))  # fmt: skip
    bare = ((words[:cut], words[cut:]) for cut in cuts if _ENDING.search(words[:cut]))
    found = ((spot_of(address), _bare(old)) for address, old in (*joined, *bare))
    named = [(spot, old) for spot, old in found if spot and _is_words(old)]
    yield from named
    if not named and _is_words(words) and spot_of(words) is None:
        each = _each(words)
        yield (EVERYWHERE, _bare(each)) if each else (None, _bare(words))


def _each(words: str) -> str:
    """What 凡是…的地方 and 所有的… mean each of; "" where the words do not begin so."""
    match = _EACH.fullmatch(words)
    return match["words"] if match else ""


def _bare(words: str) -> str:
    return unquoted(re.sub(rf"^{BA}", "", words))


def _is_words(old: str) -> bool:
    return 0 < len(old) <= 40 and not _NO_WORDS.search(old)


def _set(match: re.Match[str]) -> Edit | None:
    """第三部分第2条时限改为6月底前; 标题改为… is the item's that is given, or the draft's."""
    name = _VALUE_NAMES.get(match["name"], match["name"])
    new = unquoted(match["new"])
    if is_wish(match["new"], is_whole=True) or (name != "标题" and _SEVERAL.search(new)):
        return None
    if not match["t"]:
        return SetValue(None if name == "标题" else Given(), name, new)
    target = target_of(match["t"])
    return SetValue(target, name, new) if target else None


def _set_lead(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return SetValue(target, "责任单位" if match["role"] == "配合" else "牵头单位", match["new"]) if target else None


def _set_front(match: re.Match[str]) -> Edit | None:
    front = front_of(match["t"])
    is_items = front == Front("标题") and match["t"] in ("标题", "题目")
    if front is None or is_items or is_wish(match["new"], is_whole=True):
        return None
    return SetFront(front, unquoted(match["new"]))


def _rewrite(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Rewrite(target, unquoted(match["words"])) if target else None


def _rewrite_plain(match: re.Match[str]) -> Edit | None:
    words = match["words"]
    is_all = len(words) >= _LEAST_WORDS and not _WISH.search(words) and targets_of(words) is None
    return _rewrite(match) if is_all else None


def _restate(match: re.Match[str]) -> Edit | None:
    target, words, (sentence, count) = target_of(match["t"]), match["words"], sentences_of(match)
    if target is None or count != 1 or (words[0] not in "：“" and (is_wish(words) or _MANNER.search(words))):
        return None
    return Restate(target, sentence, unquoted(words))


def _fill(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"]) if match["t"] else None
    if (match["t"] and target is None) or targets_of(match["name"]) or is_wish(match["new"], is_whole=True):
        return None
    at, name = (target, match["name"]) if target else next(_parted(match["name"]), (None, match["name"]))
    if isinstance(at, InSentence | Front | Heading | Everywhere | Whole):
        return None
    return SetValue(at, name, unquoted(match["new"]), is_filled=True)


def _insert(match: re.Match[str]) -> Edit | None:
    """“…”后面加上“…”."""
    spot = _spot(match["t"]) if match["t"] else None
    if match["t"] and spot is None:
        return None
    old, words = match["old"], unquoted(match["words"])
    return _replace(spot, old, words + old if "前" in match["side"] else old + words)


_PLAIN: Final = r"(?P<new>“[^“”]+”|[^，。；]+)"
_WHAT: Final = r"(?:这.{1,3}|几个字|的字样|字样)?"

STRIKING_WORDS: Final[tuple[Form, ...]] = (
    form(rf"{DROPPED}{MAYBE}{OLD}{_WHAT}", _strike_quoted),
    form(rf"{BA}{MAYBE}{OLD}{_WHAT}{ALL}{DROPPED}", _strike_quoted),
    form(rf"{MAYBE}{DROPPED}{OLD}{_WHAT}", _strike_quoted),
)
WORDING: Final[tuple[Form, ...]] = (
    form(
        rf"(?:在)?{MAYBE}{OLD}(?:的)?(?P<side>后面|之后|后|前面|之前|前)(?:再)?(?:加上|补上|增加|插入|加|补)"
        r"(?:几个字|上)?(?P<words>[：“].+)",
        _insert,
    ),
    form(rf"{BA}{MAYBE}{OLD}{EVERY}(?:{INTO}|改|换){NEW}", _replace_quoted),
    form(rf"{MAYBE}{BA}{OLD}{EVERY}(?:{INTO}|改|换){NEW}", _replace_quoted),
    form(rf"{BA}{T}(?:统一)?(?:(?:{INTO}|{SAID}|用)：?|：)(?P<new>.+)", _set_front),
    form(rf"{BA}{MAYBE}(?P<name>{_VALUES})(?:{INTO}|{SAID}|：)(?P<new>.+)", _set),
    form(rf"{BA}{T}(?:{INTO}|改|换成|换)?由(?P<new>[^，。；]{{2,20}}?)(?P<role>牵头|负责|配合)", _set_lead),
    form(rf"{BA}{T}(?:的|里的?|，)?{SENTENCE}{WORDED}(?P<words>.+)", _restate),
    form(rf"{BA}{T}(?:的)?{WORDED}(?P<words>：.+|“[^“”]+”)", _rewrite),
    form(rf"{BA}(?P<x>.{{1,100}}?)(?:由|从)(?P<old>[^，。；]{{0,20}}?\d[^，。；]{{0,20}}?){INTO}{_PLAIN}", _reset),
    form(rf"{BA}(?P<x>.{{1,100}}?){EVERY}(?:{INTO}|(?P<bare>(?<!整)改|换)){_PLAIN}", _replace_plain),
    form(rf"{BA}{T}{WORDED}(?P<words>.+)", _rewrite_plain),
)
STRIKING_PLAIN: Final[tuple[Form, ...]] = (
    form(rf"{BA}(?P<x>[^“”，。；]{{1,100}}?){_WHAT}{ALL}{DROPPED}", _strike_plain),
)
FILLING: Final[tuple[Form, ...]] = (
    form(
        rf"{BA}(?:{T}(?:里的|中的|里|中|的|(?=【)))?(?P<name>【[^】]+】|空|[^“”，。；的]{{2,20}}?){SAID}(?P<new>[^“”，。；]+)",
        _fill,
    ),
)
