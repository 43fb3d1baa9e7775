"""A sentence of the user -> the edits that it asks for, all of them or none. Pure.

Every form is matched whole: what is left over may change the meaning (删去第二条的最后一句 is not 删去第二条).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from assistant.drafting.revising.addresses import part_of, target_of, targets_of, whole_of
from assistant.drafting.revising.records import (
    Add,
    Append,
    Detail,
    Drop,
    Edit,
    Given,
    Merge,
    Move,
    Numbered,
    Part,
    Replace,
    Reword,
    Rewrite,
    SetValue,
    Shorten,
    Split,
    Strike,
    Target,
    Targets,
)
from ingest.errors import BadRequest
from ingest.numerals import value_of

MOST_CHARS: Final = 1000
MOST_PIECES: Final = 16  # in which an end of an edit is looked for
WAYS: Final = (
    "可以这样说：把第三部分第2条改得更具体；这条不要；补一条关于数据安全的；把第二部分一、二两条合并；"
    "把第四条移到第一部分；把“每月”改为“每季度”；第三部分第2条时限改为6月底前"
)

_SIGNS: Final = str.maketrans({"「": "“", "」": "”", "『": "“", "』": "”", ";": "；", ":": "："})
_QUOTED: Final = re.compile(r"(“[^“”]*”)")
_GAP: Final = re.compile(r"(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])")
# What is not to be done is no instruction: 别把第二条删了.
_NEGATED: Final = re.compile(
    r"(?:别|不要|不能|不得|请勿|勿|不必|不用|不许)(?:再)?(?:把|将|删|去掉|改|动|合并|移|并入|拆)"
)
_COMMA: Final = re.compile(r",(?!\d{3})")
_POLITE: Final = re.compile(r"^(?:请你?|麻烦|帮我|帮忙|烦请|劳驾)+|(?:吧|一下吧|谢谢)$")
_JOINT: Final = re.compile(r"^(?:并且?|再|然后|同时|另外|接着|还要|最后(?=[，把将])|以及|且)，?(?=[^，。；]{2})")
_TRAILING: Final = re.compile(r"(?:(?<=[^合移归])并|然后|接着)$")
_BREAK: Final = re.compile(r"[，。；]|(?<=[^合移归])并(?=[把将删移补])|(?:然后|接着)(?=[把将删移补])")

_BA: Final = r"(?:把|将)?"
_T: Final = r"(?P<t>.{2,60}?)"
_N: Final = r"(?:[一二三四五六七八九十百]+|\d{1,3})"
_SOME: Final = r"(?:一些|一点儿?|些|点|一下)?"
_ALL: Final = r"(?:都|全都|全部|整条|一并|也|就|全)?"
_DROPPED: Final = r"(?:删除|删去|删掉|去掉|拿掉|划掉|撤掉|砍掉|取消|删)(?:了|掉)?"
_UNWANTED: Final = r"(?:不要|不用|不写|不保留|不再保留|不再列入|不需要|不必写|不用写|别要|别写)(?:了)?"
_INTO: Final = (
    r"(?:改为|改成|改作|改到|换成|换为|替换为|替换成|调整为|调整到|调为|提高到|降低到|增加到|减少到|提前到|推迟到)"
)
_SAID: Final = r"(?:填为|填上|填成|填|写为|写成|定为|明确为|确定为|补上|补为)"
_WITHIN: Final = r"(?:的|里的|中的|里面的|里|中|里面|，)?"
_SENTENCE: Final = rf"(?:第(?P<n>{_N})句|(?P<last>最后(?:一)?句|末句))(?:话)?"
_ONE: Final = r"(?:一|1)?(?:条|项)"
_DIGIT: Final = re.compile(r"\d|[一二两三四五六七八九十百]+(?=[次名个项月成分])")
_VALUES: Final = "完成时限|完成时间|时限|期限|时间|频次|次数|标题|题目|小标题"
_VALUE_NAMES: Final = {"时间": "时限", "期限": "时限", "完成时限": "时限", "完成时间": "时限", "次数": "频次",
                      "题目": "标题", "小标题": "标题"}  # fmt: skip

Read = Callable[[re.Match[str]], Edit | None]


def edits_of(instruction: str, *, is_at_item: bool = False) -> tuple[Edit, ...]:
    """Read an instruction.

    Args:
        instruction (str): As typed: 删去第二条，并把第四条移到第一部分.
        is_at_item (bool): Whether it was typed at an item, so that 改得更具体 alone means this one.

    Returns:
        tuple[Edit, ...]: In the user's order; addresses are those of the draft as it stands before all of them.

    Raises:
        BadRequest: It is empty, too long, or some part of it is not understood: which one, and what can be said.
    """
    text = _plain(instruction)
    if not text:
        raise BadRequest(f"请写一句要怎么改。{WAYS}")
    if len(text) > MOST_CHARS:
        raise BadRequest(f"修改意见太长（{len(text)} 字，最多 {MOST_CHARS} 字）。请分几次说")
    pieces = _pieces(text)
    edits = _read(pieces) or (_read(_pieces(f"这条{text}")) if is_at_item else None)
    if edits is None:
        raise BadRequest(_refusal(pieces))
    return edits


def _plain(instruction: str) -> str:
    """One line, Chinese signs, quotation marks in pairs, without courtesies; words to be written stay as they are."""
    line = _COMMA.sub("，", "".join(each.strip() for each in instruction.translate(_SIGNS).splitlines()))
    line = "".join(c for c in line if c.isprintable() or c == "　")
    parts = line.split('"')
    if len(parts) % 2:  # "…" in pairs
        line = "".join(part + ("" if n == len(parts) - 1 else "“”"[n % 2]) for n, part in enumerate(parts))
    line = "".join(each if each.startswith("“") else _GAP.sub("", each) for each in _QUOTED.split(line))
    return _POLITE.sub("", line.strip().rstrip("。！；，!")).strip()


def _pieces(text: str) -> list[str]:
    """The instruction cut wherever an edit may end, each piece with what separates it from the next; quotes whole."""
    depths = list(accumulate((c == "“") - (c == "”") for c in text))
    ends = [match.end() for match in _BREAK.finditer(text) if depths[match.start()] <= 0][: MOST_PIECES - 1]
    starts = [0, *ends]
    return [text[a:b] for a, b in zip(starts, [*ends, len(text)], strict=True) if text[a:b].strip()]


def _read(pieces: Sequence[str]) -> tuple[Edit, ...] | None:
    """The fewest pieces that are an edit, where the rest are edits, too: found from the end, each rest once."""
    rests: list[tuple[Edit, ...] | None] = [()]
    for start in reversed(range(len(pieces))):
        joined = accumulate(pieces[start:])
        read = ((edit, *rest) for words, rest in zip(joined, reversed(rests), strict=True)
                if rest is not None and (edit := _edit(words)))  # fmt: skip
        rests.append(next(read, None))
    return rests[-1]


def _refusal(pieces: Sequence[str]) -> str:
    """What was not understood, beside what was."""
    lost = [_clause(piece) for piece in pieces if _edit(piece) is None]
    known = [_clause(piece) for piece in pieces if _edit(piece) is not None]
    told = f"看懂了“{'”“'.join(known)}”，" if known else ""
    return f"{told}没有看懂“{'，'.join(lost)}”，草稿没有改动。{WAYS}"


def _clause(piece: str) -> str:
    return _JOINT.sub("", _TRAILING.sub("", piece.strip("，。； ")))


def _edit(piece: str) -> Edit | None:
    clause = _clause(piece)
    if _NEGATED.search(_QUOTED.sub("", clause).partition("：")[0]):
        return None
    return next((edit for edit in _readings(clause) if edit), None)


def _readings(clause: str) -> Iterator[Edit | None]:
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(clause):
            yield read(match)


def _unquoted(words: str) -> str:
    """Words without the colon before them, and without the quotation marks around all of them."""
    bare = words.removeprefix("：").strip()
    return bare[1:-1] if bare[:1] == "“" and bare.find("”") == len(bare) - 1 else bare


# --- what each form asks for ------------------------------------------------------------------------------------------


def _drop(match: re.Match[str]) -> Edit | None:
    targets = targets_of(match["t"])
    whole = None if targets else whole_of(match["t"])
    return Drop(targets) if targets else Drop((whole,)) if whole else None


def _strike(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"].removesuffix("的"))
    return Strike(target, value_of(match["n"]) if match["n"] else -1) if target else None


def _merge(match: re.Match[str]) -> Edit | None:
    targets = targets_of(match["t"])
    whole = None if targets else whole_of(match["t"])
    return Merge(targets) if targets else Merge((whole,)) if whole and whole.count else None


def _merge_into(match: re.Match[str]) -> Edit | None:
    targets, into = targets_of(match["t"]), target_of(match["d"])
    return Merge(targets, _in_part_of(targets, into)) if targets and into else None


def _move_to_part(match: re.Match[str]) -> Edit | None:
    targets, part = targets_of(match["t"]), part_of(match["d"])
    first = match["at"] is not None and match["at"].startswith(_FRONT)
    return Move(targets, part, "first" if first else "last") if targets and part else None


def _move_beside(match: re.Match[str]) -> Edit | None:
    targets, beside = targets_of(match["t"]), target_of(match["d"])
    if not targets or not beside:
        return None
    return Move(targets, beside=_in_part_of(targets, beside), is_before="前" in match["side"])


def _in_part_of(targets: Targets, other: Target) -> Target:
    """第三部分第2条…第4条: a bare number in the same clause is of the same section."""
    named = next((each.part for each in targets if isinstance(each, Numbered) and each.part), None)
    return replace(other, part=named) if isinstance(other, Numbered) and other.part is None else other


def _move_within(match: re.Match[str]) -> Edit | None:
    targets = targets_of(match["t"])
    return Move(targets, at="first" if match["at"].startswith(_FRONT) else "last") if targets else None


def _rewrite(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Rewrite(target, _unquoted(match["words"])) if target else None


def _detail(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Detail(target) if target else None


def _shorten(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Shorten(target) if target else None


def _replace(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"]) if match["t"] else None
    if match["t"] and target is None:
        return None
    return Replace(target, match["old"], _unquoted(match["new"]), match["every"] is not None)


def _strike_words(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"]) if match["t"] else None
    return Replace(target, match["old"], "") if target or not match["t"] else None


def _set(match: re.Match[str]) -> Edit | None:
    """第三部分第2条时限改为6月底前; 第三部分第2条的每月改为每季度."""
    target = target_of(match["t"]) if match["t"] else Given()
    name = _VALUE_NAMES.get(match["name"], match["name"])
    return SetValue(target, name, _unquoted(match["new"])) if target else None


def _replace_plain(match: re.Match[str]) -> Edit | None:
    """…的每月改为每季度; where a number is to stand for words, these name what it counts: …的权重改为30%."""
    target, old, new = target_of(match["t"]), match["old"], match["new"]
    if target is None:
        return None
    is_named = _DIGIT.search(new) and not _DIGIT.search(old)
    return SetValue(target, old, new) if is_named else Replace(target, old, new)


def _reword(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Reword(target, match["wish"]) if target else None


def _fill(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"]) if match["t"] else None
    if (match["t"] and target is None) or targets_of(match["name"]):
        return None
    return SetValue(target, match["name"], _unquoted(match["new"]))


def _add(match: re.Match[str]) -> Edit | None:
    where = match["s"]
    part, behind = _place(where) if where else (None, None)
    if where and part is None and behind is None:
        return None
    if match["about"]:
        return Add(_unquoted(match["about"]), "", part, behind)
    return Add("", _unquoted(match["words"]), part, behind)


def _place(words: str) -> tuple[Part | None, Target | None]:
    """第三部分; 第三部分第2条后面; 第三部分末尾."""
    if behind := re.fullmatch(r"(?P<t>.+?)(?:之后|后面|后边|后|下面)", words):
        part = part_of(behind["t"])
        return part, None if part else target_of(behind["t"])
    return part_of(re.sub(r"(?:的)?(?:最后|末尾|里面|里|中|下面)$", "", words)), None


def _append(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Append(target, _unquoted(match["words"])) if target else None


def _split(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Split(target, match["words"] or "") if target else None


_TOLD: Final = r"(?:改得|写得|弄得|说得|压得|改|写|说|压)?(?:更加?|再)?"  # 改得更
_VAGUE: Final = (
    r"(?:写得)?(?:太|过于|有点|有些|比较)(?:笼统|简单|空泛|空|虚|抽象|原则|短)(?:了)?|(?:不够|不)(?:具体|详细|细)"
)
_WORDY: Final = r"(?:写得)?(?:太|过于|有点|有些|比较)(?:长|啰嗦|罗嗦|繁琐)(?:了)?"
_CONCRETE: Final = r"(?:具体|详细|细致|细化|明确|实|长|充实|丰富|扩写|展开写?|展开说说)(?:化)?"
_BRIEF: Final = r"(?:短|简短|精炼|简洁|简练|精简|压缩|缩短|简化)"
_MOVED: Final = r"(?:移动|移|挪动|挪|调整|调|放|搬|改放|提)"
_FRONT: Final = ("最前", "开头", "首位", "第一条")
_END: Final = r"(?P<at>最前面?|开头|首位|第一条|最后面?|末尾|结尾)?(?:里面|里去|里|中|去)?"
_WITHIN_PART: Final = r"(?P<at>(?:本部分(?:的)?)?(?:最前面?|开头|首位|第一条|最后一条|最后面?|末尾|结尾))(?:去)?"
_SIDE: Final = r"(?P<side>前面|后面|前边|后边|之前|之后|前|后)(?:去)?"
_APART: Final = r"(?:拆开|拆成两条|拆为两条|分成两条|另起一条|单独成条|单列一条)"
_MORE: Final = r"(?:再|另外)?(?:补充|补上|补|增加|加上|加|增|新增|添加|添)"
_ABOUT: Final = r"(?:关于|有关|讲|写)(?P<about>[^，。；：]{2,40}?)(?:的)?(?:内容|要求|工作|条目)?"
_MAYBE: Final = rf"(?:(?P<t>.{{2,60}}?){_WITHIN})?"
_EVERY: Final = r"(?P<every>都|全都|全部|统一)?"
_OLD: Final = r"“(?P<old>[^“”]+)”"
_NEW: Final = r"(?P<new>“[^“”]+”|[^“”，。；]+)"
_AT: Final = r"(?:里面的|里的|中的|里|中|的|，|(?<=[条项点）)]))"  # 四（一）6人改为8人
_PLAIN_OLD: Final = r"(?P<old>(?!第)[^“”，。；]{1,40}?)"
_PLAIN: Final = r"(?P<new>[^“”，。；]+)"

# The first form that matches the whole clause, and whose address is one, is the one.
_FORMS: Final[tuple[tuple[re.Pattern[str], Read], ...]] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"{_DROPPED}{_T}(?:的)?{_SENTENCE}", _strike),
        (rf"{_BA}{_T}{_DROPPED}{_SENTENCE}", _strike),
        (rf"{_BA}{_T}(?:的)?{_SENTENCE}{_ALL}(?:{_DROPPED}|{_UNWANTED})", _strike),
        (rf"{_DROPPED}{_MAYBE}{_OLD}(?:这.{{1,3}}|几个字)?", _strike_words),
        (rf"{_BA}{_MAYBE}{_OLD}(?:这.{{1,3}})?{_ALL}{_DROPPED}", _strike_words),
        (rf"{_MAYBE}{_DROPPED}{_OLD}(?:这.{{1,3}}|几个字)?", _strike_words),
        (rf"{_DROPPED}{_T}", _drop),
        (rf"{_BA}{_T}{_ALL}(?:{_DROPPED}|{_UNWANTED})", _drop),
        (rf"(?:不要|不用写|不写){_T}(?:了)?", _drop),
        (rf"{_BA}{_T}(?:合并|并|合)(?:到|入|进|至)(?P<d>.{{2,40}}?)(?:里面|里去|里|中|去)?", _merge_into),
        (rf"合并{_T}(?:为|成)?(?:一条)?", _merge),
        (rf"{_BA}{_T}(?:合并|合在|合到|合为|合成|并成|并为)(?:成|为|到|在)?(?:一起|一条|一块|起来)?(?:了)?", _merge),
        (rf"{_BA}{_T}{_MOVED}(?:到|至|去)?(?P<d>.{{2,40}}?)(?:的)?{_SIDE}", _move_beside),
        (rf"{_BA}{_T}{_MOVED}(?:到|至|去)(?P<d>.{{2,40}}?)(?:的)?{_END}", _move_to_part),
        (rf"{_BA}{_T}(?:往前|往后|向前|向后)?{_MOVED}(?:到|至|在)?{_WITHIN_PART}", _move_within),
        (rf"{_BA}{_T}(?:(?:拆开|拆成两条|分成两条)，)?从“(?P<words>[^“”]+)”(?:起|开始|处|这里|那里)?{_APART}", _split),
        (rf"{_BA}{_T}(?:拆|分)(?:开|成两条|为两条|成2条|为2条)(?P<words>)", _split),
        (rf"(?:细化|具体化|充实|丰富|扩写){_T}", _detail),
        (rf"{_BA}{_T}(?:再|要|应当|应)?{_TOLD}{_CONCRETE}{_SOME}", _detail),
        (rf"{_BA}{_T}(?:{_VAGUE})(?:，(?:再)?{_TOLD}{_CONCRETE}{_SOME})?", _detail),
        (rf"(?:精简|压缩|缩短|简化){_T}", _shorten),
        (rf"{_BA}{_T}(?:再|要|应当|应)?{_TOLD}{_BRIEF}{_SOME}", _shorten),
        (rf"{_BA}{_T}{_WORDY}(?:，{_TOLD}{_BRIEF}{_SOME})?", _shorten),
        (rf"{_BA}{_MAYBE}{_OLD}{_EVERY}(?:{_INTO}|改|换){_NEW}", _replace),
        (rf"{_MAYBE}{_BA}{_OLD}{_EVERY}(?:{_INTO}|改|换){_NEW}", _replace),
        (rf"{_BA}{_MAYBE}(?P<name>{_VALUES})(?:{_INTO}|{_SAID})(?P<new>.+)", _set),
        (rf"{_BA}{_T}(?:的)?(?:{_INTO}|写成|写为)(?P<words>：.+|“[^“”]+”)", _rewrite),
        (rf"{_BA}{_T}{_AT}{_BA}{_PLAIN_OLD}{_INTO}{_PLAIN}", _replace_plain),
        (rf"{_BA}(?:{_T}(?:里的|中的|里|中|的))?(?P<name>[^“”，。；的]{{2,20}}?){_SAID}{_PLAIN}", _fill),
        (
            rf"(?:(?:在|给)?(?P<s>.{{2,40}}?)(?:里面|里|中)?)?{_MORE}{_ONE}(?:{_ABOUT}|[：，]?(?P<words>[：“].+))",
            _add,
        ),
        (
            rf"(?:在|给)?{_T}(?:的)?(?:后面|末尾|最后|之后|里|中)?{_MORE}(?:一句|1句)?(?:话)?(?P<words>[：“].+)",
            _append,
        ),
        (rf"{_BA}{_T}(?:再|要)?(?P<wish>(?:重新|重|换)?(?:改|写|说|表述|润色|调整).{{0,30}})", _reword),
    )
)
