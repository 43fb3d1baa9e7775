"""How a clause leans: must or may, at least or at most, planned or done, not. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from ingest.records import Tense

Leaning = Literal[
    "not", "must", "may", "at least", "at most", "on trial", "formal", "intended", "done", "before", "after"
]

_SIGNS: Final[Mapping[Leaning, re.Pattern[str]]] = {
    "at least": re.compile(r"不得?(?:少|低|小)于|至少|最少|以上|起码"),
    "at most": re.compile(r"不得?(?:超过|多于|高于|大于|晚于|迟于)|至多|最多|以内|以下|之内"),
    "not": re.compile(
        r"不(?![仅但断同足够良力忘懈利当稳正齐均]|合格|动摇|到位|及时|一致|平衡|可或缺|可少)|"
        r"无(?:需|须)|(?<!逾期)未(?!来)|没有|严禁|禁止|取消|停止|暂停|免予|免除"
    ),
    "must": re.compile(r"必须|务必|应当|应该|应(?=[于在由按及每从以做有把])|须(?!知)|一律|(?<!无)需要"),
    "may": re.compile(r"可以|可(?=[由在按采根结因视选将用向])|允许|鼓励|提倡|倡导|自愿|酌情|原则上"),
    "on trial": re.compile(r"试行|试点|暂行|征求意见|草案"),
    "formal": re.compile(r"正式"),
    "intended": re.compile(r"拟(?![订定制])|将(?=[于在会])|力争|争取|打算|准备|计划(?=[于在\d])"),
    "done": re.compile(r"已(?!有)|[成展开办得定立发现订]了|(?<!为)了$"),
    "before": re.compile(r"(?<=[日底月初末年旬])(?:以|之)?前"),
    "after": re.compile(r"(?<=[日底月初末年旬])(?:(?:以|之)?后|起)"),
}
_OPPOSED: Final[tuple[tuple[Leaning, Leaning], ...]] = (
    ("must", "may"),
    ("at least", "at most"),
    ("on trial", "formal"),
    ("intended", "done"),
    ("before", "after"),
)
_BOUNDS: Final[tuple[Leaning, ...]] = ("at least", "at most")


def leanings(clause: str) -> frozenset[Leaning]:
    """The ways in which a comparable clause leans; the 不 of 不少于 denies nothing."""
    found = {name for name in _BOUNDS if _SIGNS[name].search(clause)}
    rest = clause
    for name in _BOUNDS:
        rest = _SIGNS[name].sub("　", rest)
    return frozenset(found | {name for name, sign in _SIGNS.items() if name not in _BOUNDS and sign.search(rest)})


def bare(clause: str) -> str:
    """A comparable clause without the words that make it lean: what is restated, whichever way it is turned."""
    for sign in _SIGNS.values():
        clause = sign.sub("", clause)
    return clause


def turned(said: frozenset[Leaning], meant: frozenset[Leaning], tense: Tense) -> Leaning | None:
    """What of a restated clause says the opposite of its source.

    Args:
        said (frozenset[Leaning]): Of the restatement.
        meant (frozenset[Leaning]): Of the source's clause.
        tense (Tense): Of the source's item.

    Returns:
        Leaning | None: The leaning that was turned, put in or left out; None where both agree.
    """
    if ("not" in said) != ("not" in meant):
        return "not"
    for pair in _OPPOSED:
        for mine, other in (pair, pair[::-1]):
            if mine in said and mine not in meant and other in meant and other not in said:
                return mine
    if "may" in said - meant:  # a plain sentence of a plan is a command
        return "may"
    if "done" in said - meant and tense == "plan":
        return "done"
    return "must" if "must" in said - meant and tense != "plan" else None


def loosened(said: frozenset[Leaning], meant: frozenset[Leaning]) -> bool:
    """Whether a restated clause put in or left out a bound: 12次 for 不少于12次."""
    return any((bound in said) != (bound in meant) for bound in _BOUNDS)
