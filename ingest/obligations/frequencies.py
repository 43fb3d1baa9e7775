"""How often: 每季度, 每两年, 一年两次, 定期. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from ingest.numerals import value_of
from ingest.obligations.amounts import MEASURES, NUMERAL, TIMES, Amount, amounts_in

# Times a year of a period.
_PERIODS: Final = {
    "年度": 1, "年": 1, "半年": 2, "季度": 4, "季": 4, "双月": 6, "月度": 12, "月": 12, "半月": 24, "旬": 36, "周": 52,
    "星期": 52, "日": 365, "天": 365, "学期": 2,
}  # fmt: skip
_PERIOD: Final = "年度|半年|年|季度|季|双月|半月|月度|月|旬|周|星期|日|天|学期"
_EVERY: Final = re.compile(
    rf"每(?:个|一)?(?:(?P<n>[两二三四五六]|\d{{1,2}})个?)?(?P<period>{_PERIOD})(?!逢|人次|清|常|况)"
    rf"|(?P<of>[一两二三半]?)(?P<single>年|季度|个?月|周)(?:内)?(?P<times>{NUMERAL})(?:{TIMES})"
    rf"|(?P<per_count>{NUMERAL}次)[/／](?P<per>年|季度|季|月|周)"
    rf"|(?:按|逐)(?P<by>年度?|季度?|月度?|周)(?!份|报告书)"
    rf"|(?P<whole>全年(?:至少)?)(?=[^，]{{0,30}}?(?<![“\d]){NUMERAL}(?:{MEASURES}))"
)
_MAYBE: Final = re.compile("[每按逐次回场期]|全年")  # one of these stands in whatever names a period
_CHANGED: Final = re.compile("由.{1,30}?(?:改|增|调整|缩短|提高).{0,12}?[为到至]")
_EACH_TIME: Final = re.compile(r"每(?:次|期|批|场)(?!性|数)")
_VAGUE: Final = re.compile(r"不定期|定期|经常(?!性|化)|经常性(?=地|提醒|开展|检查)|及时|随时")


@dataclass(frozen=True, slots=True)
class Frequency:
    """`clause[start:end]` is its raw form; `per_year` is None for 定期 and its like."""

    start: int
    end: int
    per_year: Fraction | None
    counted: int = 0  # characters at its beginning that are the amount: 2次/年
    is_pace: bool = False  # 按季度更新4次 is 4 times in all

    @property
    def taken(self) -> tuple[int, int]:
        """The span in which no amount is to be looked for."""
        return self.start + self.counted, self.end

    def normalised(self, amount: Amount | None) -> str:
        """Times a year, in the grammar of `values`.

        Args:
            amount (Amount | None): What the clause counts; 每季度2次 is 8 a year, 每季度2篇 is 4.

        Returns:
            str: "" for 定期 and its like.
        """
        if self.per_year is None:
            return ""
        counted = amount if amount and amount.repeats and not self.is_pace else None
        times = self.per_year * (Fraction(counted.number) if counted else 1)
        bound = counted.bound if counted else ""
        if times < 1:
            return f"{bound}{times.numerator}/{times.denominator}年"
        return f"{bound}{_decimal(times)}/年"


def frequency_in(clause: str) -> Frequency | None:
    """The frequency that a clause states, a period before a vague word.

    Args:
        clause (str): Between two stops.

    Returns:
        Frequency | None: Of 由每半年改为每季度 the last one.
    """
    periods = _EVERY.finditer(clause) if _MAYBE.search(clause) else ()
    stated = [frequency for match in periods if (frequency := _frequency(match))]
    if stated:
        return stated[-1] if _CHANGED.search(clause) else stated[0]
    vague = _VAGUE.search(clause) or _each_time(clause)
    return Frequency(vague.start(), vague.end(), None) if vague else None


def _each_time(clause: str) -> re.Match[str] | None:
    """每次研讨安排1名成员: of each time, where something is counted."""
    each = _EACH_TIME.search(clause)
    return each if each and amounts_in(clause) else None


def _frequency(match: re.Match[str]) -> Frequency | None:
    if match["whole"]:
        return Frequency(match.start(), match.start() + len("全年"), Fraction(1))
    if match["period"]:
        every = value_of(match["n"]) if match["n"] else 1
        if every == 0:
            return None  # 每0个月: a slip of the pen
        return Frequency(match.start(), match.end(), Fraction(_PERIODS[match["period"]], every))
    if match["by"]:
        return Frequency(match.start(), match.end(), Fraction(_PERIODS[match["by"].removesuffix("度")]), is_pace=True)
    if match["per"]:
        return Frequency(match.start(), match.end(), Fraction(_PERIODS[match["per"]]), len(match["per_count"]))
    if not match["of"]:
        return None  # 9月1次: a month of the year
    every_single = Fraction(_PERIODS[match["single"].removeprefix("个")])
    of = {"半": Fraction(1, 2)}.get(match["of"]) or Fraction(value_of(match["of"]))
    return Frequency(match.start(), match.end("single"), every_single / of)


def _decimal(times: Fraction) -> str:
    return str(times.numerator) if times.denominator == 1 else f"{float(times):.2f}".rstrip("0").rstrip(".")
