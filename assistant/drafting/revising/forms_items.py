"""Instructions that arrange items: what drops, merges, moves, swaps or splits them. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from assistant.drafting.revising.addresses import part_of, parts_of, target_of, targets_of, whole_of
from assistant.drafting.revising.records import (
    HERE,
    Carry,
    Drop,
    Edit,
    Merge,
    Move,
    MovePart,
    Numbered,
    Part,
    Shift,
    Split,
    Strike,
    Swap,
    SwapParts,
    Target,
    Targets,
)
from assistant.drafting.revising.vocabulary import ALL, BA, DROPPED, SENTENCE, UNWANTED, Form, T, form, sentences_of
from ingest.numerals import value_of

_MOVED: Final = r"(?:移动|移|挪动|挪|调整|调|放|搬|改放|提|排|摆)"
_FRONT: Final = ("最前", "开头", "首位", "第一")
_END: Final = r"(?P<at>最前面?|开头|首位|第一[条位]|最后面?|最后一[条位]|末尾|结尾)?(?:里面|里去|里|中|去)?"
_WITHIN_PART: Final = (
    r"(?P<at>(?:本部分(?:的)?)?(?:最前面?|开头|首位|第一[条位]|最后一[条位]|最后面?|末尾|结尾))(?:去)?"
)
_SIDE: Final = r"(?P<side>前面|后面|前边|后边|之前|之后|前|后)(?:去)?"
_HALVED: Final = r"[拆分](?:开|成[两2](?:条|项)|为[两2](?:条|项))"
_FROM: Final = r"(?:[那这]一?(?:句|处)(?:话)?)?(?:起|开始|处|这里|那里|往后)(?:的)?"
_SPLIT: Final = (
    rf"(?:{_HALVED}|[拆分]成另外?一条|另起(?:一条)?|另成一条|另立一条|单独成条|单列一条|单列"
    r"|(?:单独|独立|另外)(?:成|作|列)为?一?条)"
)
_PLACES: Final = r"(?:的)?(?:位置|顺序|次序|先后顺序|先后)?"
_SWAPPED: Final = r"(?:互相)?(?:对调|互换|调换|交换|对换|换|调|掉|颠倒|倒)(?:个|下|过来)?(?:个儿?)?"


def _drop(match: re.Match[str]) -> Edit | None:
    targets = targets_of(match["t"])
    whole = None if targets else whole_of(match["t"])
    return Drop(targets) if targets else Drop((whole,)) if whole else None


def _strike(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"].removesuffix("的"))
    return Strike(target, *sentences_of(match)) if target else None


def _merge(match: re.Match[str]) -> Edit | None:
    targets = targets_of(match["t"])
    whole = None if targets else whole_of(match["t"])
    return Merge(targets) if targets else Merge((whole,)) if whole and whole.count else None


def _merge_into(match: re.Match[str]) -> Edit | None:
    targets, into = targets_of(match["t"]), target_of(match["d"])
    return Merge(targets, _in_part_of(targets, into)) if targets and into else None


def _swap(match: re.Match[str]) -> Edit | None:
    if targets := targets_of(match["t"]):
        return Swap(targets)
    parts = parts_of(match["t"])
    return SwapParts(*parts) if parts and len(parts) == 2 else None


def _shift(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    steps = value_of(match["steps"]) * (-1 if match["way"] in "前上" else 1)
    return Shift(target, steps) if target else None


def _move_to_part(match: re.Match[str]) -> Edit | None:
    targets, part = targets_of(match["t"]), part_of(match["d"])
    return Move(targets, part, "first" if _is_front(match) else "last") if targets and part else None


def _is_front(match: re.Match[str]) -> bool:
    return match["at"] is not None and match["at"].startswith(_FRONT)


def _move_beside(match: re.Match[str]) -> Edit | None:
    targets, beside = targets_of(match["t"]), target_of(match["d"])
    is_before = "前" in match["side"]
    if not targets or not beside:
        part, other = part_of(match["t"]), part_of(match["d"]) or part_of(f"{match['d']}部分")
        return MovePart(part, other, is_before) if part and other else None
    return Move(targets, beside=_in_part_of(targets, beside), is_before=is_before)


def _move_to_place(match: re.Match[str]) -> Edit | None:
    """放到第一条的位置: what stands there gives way."""
    target, there = target_of(match["t"]), target_of(match["d"])
    if not isinstance(target, Numbered) or not isinstance(there, Numbered):
        return None
    there = replace(there, part=target.part) if there.part in (None, HERE) else there
    is_down = there.part == target.part and 0 < target.numbers[0] < there.numbers[0]
    return Move((target,), beside=there, is_before=not is_down)


def _in_part_of(targets: Targets, other: Target) -> Target:
    """第三部分第2条…第4条: a bare number in the same clause is of the same section."""
    named = next((each.part for each in targets if isinstance(each, Numbered) and each.part), None)
    return replace(other, part=named) if isinstance(other, Numbered) and other.part is None else other


def _move_within(match: re.Match[str]) -> Edit | None:
    targets = targets_of(match["t"])
    if not targets:
        part: Part | None = part_of(match["t"])
        return MovePart(part, None, _is_front(match)) if part else None
    return Move(targets, at="first" if _is_front(match) else "last")


def _carry(match: re.Match[str]) -> Edit | None:
    target, into, (sentence, count) = target_of(match["t"]), target_of(match["d"]), sentences_of(match)
    return Carry(target, sentence, _in_part_of((target,), into)) if target and into and count == 1 else None


def _split(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Split(target, match["words"] or "") if target else None


def _split_at(match: re.Match[str]) -> Edit | None:
    target = target_of(match["t"])
    return Split(target, sentence=sentences_of(match)[0]) if target else None


STRIKING: Final[tuple[Form, ...]] = (
    form(rf"{DROPPED}{T}(?:的)?{SENTENCE}", _strike),
    form(rf"{BA}{T}(?:的|里的?)?{DROPPED}{SENTENCE}", _strike),
    form(rf"{BA}{T}(?:的|里的?|，)?{SENTENCE}{ALL}(?:{DROPPED}|{UNWANTED})", _strike),
    form(rf"(?:不要){T}(?:的)?{SENTENCE}(?:了)?", _strike),
)

DROPPING: Final[tuple[Form, ...]] = (
    form(rf"{DROPPED}{T}", _drop),
    form(rf"{BA}{T}{ALL}(?:{DROPPED}|{UNWANTED})", _drop),
    form(rf"(?:不要|不用写|不写){T}(?:了)?", _drop),
)

ARRANGING: Final[tuple[Form, ...]] = (
    form(
        rf"{BA}{T}(?:的|里的?)?{SENTENCE}{_MOVED}(?:到|至|去|在|进)(?P<d>.{{2,40}}?)(?:的)?(?:里面|里|中|最后面?|末尾|后面?)?去?",
        _carry,
    ),
    form(rf"{BA}{T}(?:合并|并|合)(?:到|入|进|至)(?P<d>.{{2,40}}?)(?:里面|里去|里|中|去)?", _merge_into),
    form(rf"合并{T}(?:为|成)?(?:一条)?", _merge),
    form(
        rf"{BA}{T}(?:合并|合在|合到|合为|合成|并成|并为|并在)(?:成|为|到|在)?(?:一起|一条|一项|一块|起来)?(?:了)?",
        _merge,
    ),
    form(rf"{BA}{T}{_PLACES}{_SWAPPED}{_PLACES}(?:过来)?", _swap),
    form(rf"(?:对调|互换|调换|交换){T}{_PLACES}", _swap),
    form(rf"{BA}{T}(?:往|向)?(?P<way>[前后上下]){_MOVED}(?P<steps>[一两二三四五1-9])(?:位|条|个|格)", _shift),
    form(rf"{BA}{T}(?:往前|往后|向前|向后)?{_MOVED}(?:到|至|去|在)?(?P<d>.{{2,40}}?)(?:的)?{_SIDE}", _move_beside),
    form(rf"{BA}{T}{_MOVED}(?:到|至|在)(?P<d>.{{2,40}}?)(?:的位置|那里|那儿)(?:上|去)?", _move_to_place),
    form(rf"{BA}{T}{_MOVED}(?:到|至|去|在|进)(?P<d>.{{2,40}}?)(?:的|，?[放排摆][在到])?{_END}", _move_to_part),
    form(rf"{BA}{T}(?:往前|往后|向前|向后)?{_MOVED}(?:到|至|在)?{_WITHIN_PART}", _move_within),
    form(rf"{BA}{T}(?:{_HALVED}，)?从“(?P<words>[^“”]+)”{_FROM}?{_SPLIT}", _split),
    form(rf"{BA}{T}(?:的)?(?:从)?{SENTENCE}{_FROM}?{_SPLIT}", _split_at),
    form(rf"{BA}{T}{_HALVED}，(?:从)?{SENTENCE}{_FROM}(?:{_SPLIT})?", _split_at),
    form(rf"{BA}{T}{_HALVED}，从“(?P<words>[^“”]+)”{_FROM}", _split),
    form(rf"{BA}{T}{_HALVED}(?P<words>)", _split),
)
