"""By when: 9月底前, 5月至7月, 上半年, 3个月内, 每季度末月25日前, 限期. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ingest.numerals import value_of
from ingest.obligations.amounts import NUMERAL, number_of
from ingest.obligations.values import SEPARATOR

_FOUR: Final = r"(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3}"
_YEAR: Final = rf"(?:(?P<year>{_FOUR})年|(?P<next>次年|翌年|明年)|(?P<every>每年)|当年|今年|本年)?"
_TO_YEAR: Final = rf"(?:(?P<to_year>{_FOUR})年|(?P<to_next>次年|翌年)|当年)?"
_MONTH: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_BY: Final = r"(?:之?前|以前)"
_PARTS: Final = {"上旬": 10, "中旬": 20, "下旬": 31, "底": 31, "末": 31, "初": 10}
_DAY: Final = rf"(?:(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]|(?P<part>{'|'.join(_PARTS)}))"
_HALVES: Final = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
}
_CYCLES: Final = {"月": 1, "双月": 2, "季度": 3, "季": 3, "半年": 6, "年": 12}  # months
DECEMBER: Final = 12
_LENGTHS: Final = "个工作日|小时|天|日|周|个月|年"


_QUOTED: Final = re.compile(r"“[^”]{0,40}”|《[^》]{0,80}》")


@dataclass(frozen=True, slots=True)
class Context:
    """What a date without a year means."""

    year: int | None  # the document's
    yearly: bool  # a regulation: its dates come every year


@dataclass(frozen=True, slots=True)
class Deadline:
    """`clause[start:end]` is its raw form; `normalised` is in the grammar of `values`."""

    start: int
    end: int
    normalised: str
    whole_year: bool = False  # 全年, 年内: says when, but does not oblige by itself


Reading = Callable[[re.Match[str], Context], str]


def deadlines_in(clause: str, context: Context) -> list[Deadline]:
    """The deadlines that a clause states; those that an enumeration joins (6月底、12月底前) are one.

    Args:
        clause (str): Between two stops.
        context (Context): For dates without a year.

    Returns:
        list[Deadline]: In reading order.
    """
    found: list[Deadline] = []
    if not _MAYBE.search(clause):
        return found
    clause = _QUOTED.sub(lambda match: "＊" * len(match[0]), clause)  # dates in names are no deadlines
    position = 0
    while form := _ANY.search(clause, position):
        one = _read(form, clause, context)
        position = one.end
        if found and clause[found[-1].end : one.start] in ("、", "和", "及"):
            last = found.pop()
            one = Deadline(last.start, one.end, SEPARATOR.join(filter(None, (last.normalised, one.normalised))))
        found.append(one)
    return found


def _read(form: re.Match[str], clause: str, context: Context) -> Deadline:
    """`_ANY` finds a place and the form there; the form's own pattern tells the parts."""
    reader = _READERS[form.lastgroup or ""]
    match = reader.pattern.match(clause, form.start())
    if match is None:
        raise ValueError(f"no {form.lastgroup} at {form.start()} of {clause}")
    whole = form.lastgroup == "part" and bool(match["whole"])
    start = match.start("n") if form.lastgroup == "term" else match.start()  # 由3个月缩短为2个月: 2个月
    return Deadline(start, match.end(), reader.value(match, context), whole)


# --- what the forms mean ----------------------------------------------------------------------------------------------


def _span(match: re.Match[str], context: Context) -> str:
    first, last = value_of(match["from"]), value_of(match["to"])
    day, to_day = int(match["from_day"] or 1), int(match["to_day"] or 31)
    later = 1 if last < first or match["to_next"] else 0
    if match["year"] and match["to_year"]:
        later = value_of(match["to_year"]) - value_of(match["year"])
    return _joined(_dated(match, context, first, day), _dated(match, context, last, to_day, later))


def _point(match: re.Match[str], context: Context) -> str:
    month = value_of(match["month"])
    day = value_of(match["day"]) if match["day"] else _PARTS[match["part"]]
    last = _dated(match, context, month, day)
    is_by = match["by"] or match["part"] in ("底", "末")
    if is_by or match["part"] is None:
        return last
    first = {"上旬": 1, "初": 1, "中旬": 11, "下旬": 21}[match["part"]]
    return _joined(_dated(match, context, month, first), last)


def _month(match: re.Match[str], context: Context) -> str:
    month = value_of(match["month"])
    if match["by"]:  # 11月前: before it begins
        return _dated(match, context, month - 1, 31) if month > 1 else _dated(match, context, 12, 31, -1)
    return _joined(_dated(match, context, month, 1), _dated(match, context, month, 31))


def _iso(match: re.Match[str], context: Context) -> str:
    return _dated(match, context, int(match["month"]), int(match["day"]))


def _each_month(match: re.Match[str], context: Context) -> str:
    """3、6、9、12月: one date a month."""
    months = [int(month) for month in match["months"].split("、")]
    if match["end"]:
        return SEPARATOR.join(filter(None, (_dated(match, context, month, 31) for month in months)))
    spans = (_joined(_dated(match, context, month, 1), _dated(match, context, month, 31)) for month in months)
    return SEPARATOR.join(filter(None, spans))


def _part_of_year(match: re.Match[str], context: Context) -> str:
    if match["half"]:
        first, last = _HALVES[match["half"].removeprefix("第")]
        if match["end"]:
            return _dated(match, context, last, 31)
        return _joined(_dated(match, context, first, 1), _dated(match, context, last, 31))
    if match["whole"]:
        return _joined(_dated(match, context, 1, 1), _dated(match, context, 12, 31))
    return _dated(match, context, 12, 31)


def _cycle(match: re.Match[str], context: Context) -> str:
    """每季度首月10日前: one date a cycle."""
    months = _CYCLES[match["cycle"]]
    ends = range(months, 13, months)
    due = [end - months + 1 if match["first"] else end for end in ends]
    day = int(match["day"]) if match["day"] else 31
    return SEPARATOR.join(filter(None, (_dated(match, context, month, day) for month in due)))


def _within(match: re.Match[str], _: Context) -> str:
    return f"≤{number_of(match['n'])}{match['length']}"


def _valueless(_: re.Match[str], __: Context) -> str:
    return ""


def _dated(match: re.Match[str], context: Context, month: int, day: int, later: int = 0) -> str:
    """A day as `values` writes it, of the match's year, of every year, or of the document's; "" for a 13th month."""
    if not 1 <= month <= DECEMBER:
        return ""
    groups = match.groupdict()
    if groups.get("year"):
        year = value_of(groups["year"]) + later
    elif context.yearly or (groups.get("every") and context.year is None):
        return f"--{month:02}-{min(day, 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):02}"
    elif context.year is None:
        return ""
    else:
        year = context.year + later + (1 if groups.get("next") else 0)
    return date(year, month, min(max(day, 1), monthrange(year, month)[1])).isoformat()


def _joined(first: str, last: str) -> str:
    return f"{first}/{last}" if first and last else ""


# --- the forms --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reader:
    pattern: re.Pattern[str]
    value: Reading


def _reader(pattern: str, value: Reading) -> _Reader:
    return _Reader(re.compile(pattern), value)


# The first form that matches at a place is the one.
_READERS: Final[Mapping[str, _Reader]] = {
    "span": _reader(
        rf"{_YEAR}(?P<from>{_MONTH})月份?(?:(?P<from_day>\d{{1,2}})日)?(?:至|到|—|－|-|~|～)"
        rf"{_TO_YEAR}(?P<to>{_MONTH})月(?:(?P<to_day>\d{{1,2}})日|底|末|份)?{_BY}?",
        _span,
    ),
    "iso": _reader(
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d){_BY}?", _iso
    ),
    "months": _reader(
        rf"{_YEAR}(?P<months>(?<![\d第.])\d{{1,2}}(?:、\d{{1,2}})+)月份?(?P<end>[底末]{_BY}?)?", _each_month
    ),
    "point": _reader(rf"{_YEAR}(?P<month>{_MONTH})月份?{_DAY}(?P<by>{_BY})?(?!起)", _point),
    "month": _reader(
        rf"{_YEAR}(?P<month>(?<![\d个]){_MONTH})月(?:份?(?P<by>{_BY})|份|内|中(?!旬)|(?=[、和](?:次年|翌年|(?:20)?\d\d年)?{_MONTH}月)|$"
        r"|(?=组织|开展|召开|举办|完成|进行|启动|各))",
        _month,
    ),
    "cycle": _reader(
        rf"每(?P<cycle>半年|季度?|双?月|年)(?:(?P<first>首月|初)|末月?|底)?(?:(?P<day>\d{{1,2}})日)?(?:{_BY}|(?<=末)|(?<=底))",
        _cycle,
    ),
    "part": _reader(
        rf"{_YEAR}(?:(?P<half>[上下]半年|第?[一二三四]季度)(?P<end>末|底)?{_BY}?|(?P<whole>全年|当年(?!度?(?:印发|实施|以来))|(?<![一二两三四五六七八九十\d])年内|本年度内?)|年[底末终]{_BY}?|(?<=\d年)[底末]{_BY}?)",
        _part_of_year,
    ),
    "within": _reader(
        rf"(?P<n>(?<![\d.第前每近连续]){NUMERAL})(?P<length>{_LENGTHS})(?:之内|以内|内(?![部容外]))", _within
    ),
    "term": _reader(
        rf"(?<=期限)(?:为|不超过|由[^，。；]{{1,12}}?(?:缩短|延长|调整|改)为)?(?P<n>{NUMERAL})(?P<length>{_LENGTHS})",
        _within,
    ),
    "ahead": _reader(rf"提前{NUMERAL}(?:{_LENGTHS})", _valueless),
    "event": _reader(r"(?:春节|元旦|国庆节?)前|预备期内|任职前|任前(?=[^公])|上岗前|离任前|到任前", _valueless),
    "vague": _reader(r"限期|适时", _valueless),
}
_MAYBE: Final = re.compile(r"[月季年内限适前]|\d[-/.]\d")  # one of these stands in every form
_NAMED: Final = re.compile(r"\?P<[a-z_]+>")
_ANY: Final = re.compile(
    "|".join(f"(?P<{name}>{_NAMED.sub('?:', reader.pattern.pattern)})" for name, reader in _READERS.items())
)
