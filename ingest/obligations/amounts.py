"""Numbers with their measures in a clause: 不少于2次, 28名, 至少……1个, 不低于60%. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from ingest.numerals import value_of

NUMERAL: Final = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)"
AT_LEAST: Final = "至少|不少于|不得少于|不低于|不得低于|不短于|不小于|达到|达|超过"
AT_MOST: Final = "不超过|不得超过|不高于|不多于|至多|最多|不超|控制在"
# Of counts that repeat: 每季度1次 is 4 a year, 每月报送3条 is 12 a year and 3 each.
TIMES: Final = "次|场次|场|期|轮"
_LENGTHS: Final = "个工作日|小时|分钟|个月|年|天|日|周(?!年|末|期)"  # amounts only with a bound; 3个月内 is a deadline
MEASURES: Final = (
    "次(?!性|数|要|第|全会|全体|代表)|场次|场(?!所|地|景|馆)|期(?!工程|项目|间|货|限|末|望|初)|轮(?!岗|换|值)|学时|课时|个百分点|名|人|位|个|项|件|篇|条|份|支|家|户|对|本|部|套|册|张|块|处|台|门|节|讲|批次|批|"
    "%|％|亿元|万元|元|平方米|公里|吨|亩"
)
# A count of a thing that is none of an obligation's: 两个方面, 三个阶段, 八项规定.
_FORMULA: Final = re.compile(
    "维护|意识|自信|责任|作用|方面|阶段|环节|层面|维度|层次|重点|关键|原则|统一|结合|转变|百年|先锋|表率|必须|务必|"
    "巩固|规定|体系|着力|健康|中心|基本|文明|布局|伟大|不|严|实|化|好|更|抓|坚持|带头|纳入|到位|一|领域|角度|坚定|明确|没有|历史|大局|事"
)
_BOUND: Final = re.compile(f"(?P<least>{AT_LEAST})|(?P<most>{AT_MOST})")
_AMOUNT: Final = re.compile(
    rf"(?P<bound>(?:{AT_LEAST}|{AT_MOST}))?(?P<n>(?<![\d.第前〇零一二两三四五六七八九十百—~～]){NUMERAL})(?P<range>[%％]?(?:至|—|－|-|～|~){NUMERAL})?(?P<more>余|多)?"
    rf"(?P<measure>{_LENGTHS}|{MEASURES})(?P<behind>以上|以下|以内|左右)?(?!之一)"
)
_SHARE: Final = "一半|半数|百分之[一二三四五六七八九十百]{1,4}|[二三四五六七八九十]分之[一二三四五六七八九]"
_FRACTION: Final = re.compile(
    rf"(?P<bound>(?:{AT_LEAST}|{AT_MOST}))[^，]{{0,10}}?(?P<n>{_SHARE})|(?P<n_above>{_SHARE})以上"
)
_ONE_TIME: Final = frozenset((*TIMES.split("|"), "份", "篇"))  # 一次 counts, 一个 and 一项 are articles
_NO_COUNT: Final = re.compile(
    r"(?:(?<!更)新|[上下每同另进统单唯某这哪那前首]|(?<![核面应])对)$"
)  # 新一轮, 每一次, 一对一
_QUOTED: Final = re.compile(r"“[^”]{0,40}”|《[^》]{0,80}》|（[^）]{0,80}）")
CHANGED: Final = re.compile(r"由[^，]{1,20}?(?:增加|提高|缩短|减少|调整|压减|精简|改|扩大|增)(?:到|至|为)")
_NUMBER: Final = re.compile(r"[\d一二两三四五六七八九十百千半]")
_ENUMERATED: Final = re.compile(r"[^、和及，]{0,20}(?:、|和|及)[^、和及，]{0,8}")
NEAR: Final = 16  # characters that a bound may stand before its number: 至少每月召开一次, 不少于职工总数1%


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with a measure; `clause[start:end]` is its raw form."""

    start: int
    end: int
    number: str  # 2, 60, 1/2
    measure: str
    bound: str  # ≥, ≤ or ""
    word: str  # the bound as written, "" where it has none
    in_digits: bool = True  # 15个, and not 三个

    @property
    def normalised(self) -> str:
        """≥2次, 28名, ≥60%, ≥1/2."""
        return f"{self.bound}{self.number}{self.measure}"

    @property
    def repeats(self) -> bool:
        """Whether it counts times."""
        return self.measure in TIMES.split("|")


def amounts_in(clause: str, taken: tuple[tuple[int, int], ...] = ()) -> list[Amount]:
    """The amounts that a clause states.

    Args:
        clause (str): Between two stops.
        taken (tuple[tuple[int, int], ...]): Spans that are something else: frequencies and deadlines.

    Returns:
        list[Amount]: In reading order. What stands in quotation marks or brackets is a name; of 由1次增加到2次 the
            new value counts.
    """
    if not _NUMBER.search(clause):
        return []
    closed = [*taken, *(match.span() for match in _QUOTED.finditer(clause))]
    closed += [match.span() for match in CHANGED.finditer(clause)]
    found = [
        amount
        for match in _AMOUNT.finditer(clause)
        if not _overlaps(match.start("n"), match.end(), closed) and (amount := _amount(clause, match))
    ]
    fractions = [_fraction(match) for match in _FRACTION.finditer(clause)]
    return _sharing_bounds(clause, sorted([*found, *fractions], key=lambda amount: amount.start))


def _sharing_bounds(clause: str, amounts: list[Amount]) -> list[Amount]:
    """至少每月召开一次支委会、一次党小组会: a bound in front of all members of an enumeration is each one's."""
    shared: list[Amount] = []
    for amount in amounts:
        last = shared[-1] if shared else None
        if last and last.word and not amount.word and last.measure == amount.measure:
            floats = not clause[last.start :].startswith(last.word) and last.word in clause[: last.start]
            if floats and _ENUMERATED.fullmatch(clause, last.end, amount.start):
                amount = replace(amount, bound=last.bound, word=last.word)
        shared.append(amount)
    return shared


def _amount(clause: str, match: re.Match[str]) -> Amount | None:
    bound, word = _bound_of(clause, match)
    n, measure = match["n"], match["measure"].replace("％", "%")
    if clause.endswith("连续", 0, match.start("n")):  # 连续两个季度: a condition
        return None
    if n == "一" and _NO_COUNT.search(clause, 0, match.start("n")):
        return None
    if not n[0].isdecimal() and _FORMULA.match(clause, match.end()):
        return None
    behind = {"以上": "≥", "以下": "≤", "以内": "≤"}.get(match["behind"] or "")
    bound = bound or behind or ("≥" if match["range"] else "")  # 1至2名 is at least 1
    if n == "一" and measure not in _ONE_TIME and not bound:
        return None
    if measure in _LENGTHS.split("|") and not bound:
        return None
    start = match.start("bound") if match["bound"] else match.start("n")
    word = word or match["behind"] or ""
    return Amount(start, match.end(), number_of(n), measure, bound, word, in_digits=n[0].isdecimal())


def _bound_of(clause: str, match: re.Match[str]) -> tuple[str, str]:
    """The nearest bound before a number, unless another number stands between them."""
    before = clause[max(0, match.start("n") - NEAR) : match.start("n")]
    found = list(_BOUND.finditer(before))
    if not found or re.search(rf"{NUMERAL}(?:{MEASURES})", before[found[-1].end() :]):
        return "", ""
    last = found[-1]
    return ("≥" if last["least"] else "≤"), last[0]


def _fraction(match: re.Match[str]) -> Amount:
    part, measure = match["n"] or match["n_above"], ""
    if part in ("一半", "半数"):
        number = "1/2"
    elif part.startswith("百分之"):
        number, measure = str(value_of(part.removeprefix("百分之"))), "%"
    else:
        whole, _, share = part.partition("分之")
        number = f"{value_of(share)}/{value_of(whole)}"
    word = match["bound"] or "以上"
    least = word == "以上" or re.fullmatch(AT_LEAST, word) is not None
    return Amount(match.start(), match.end(), number, measure, "≥" if least else "≤", word)


def number_of(n: str) -> str:
    """A `NUMERAL` in digits: 十五 -> 15, 2.5 -> 2.5.

    Args:
        n (str): What `NUMERAL` matches.

    Returns:
        str: Its digits.
    """
    return n if n[0].isdecimal() else str(value_of(n))


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < last and first < end for first, last in spans)
