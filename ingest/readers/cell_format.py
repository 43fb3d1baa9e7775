"""A spreadsheet value as a person sees it: number formats for dates, percentages and figures (ECMA-376, 18.8.30-31)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

GENERAL: Final = "General"
SYSTEM_DATES: Final = {  # formats that Excel prints by the system's rules, here those of China
    "mm-dd-yy": "yyyy/m/d",
    "m/d/yy h:mm": "yyyy/m/d h:mm",
    "m/d/yyyy": "yyyy/m/d",
    "d-mmm-yy": "yyyy/m/d",
}
# Built-in formats that Chinese files use by number, without writing them out (18.8.30, zh-cn).
CHINESE_FORMATS: Final = {
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_DATE_TOKEN: Final = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|(y+|m+|d+|h+|s+|AM/PM|上午/下午)|(.)', re.IGNORECASE)
_NUMBER: Final = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_SIGNIFICANT: Final = 11  # digits that Excel shows in General


def displayed(value: object, number_format: str) -> str:
    """What a cell shows.

    Args:
        value (object): What openpyxl gives: text, number, truth value, date, time, duration or None.
        number_format (str): The cell's number format.

    Returns:
        str: The text in the cell; "" for an empty one.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _moment(value, number_format)
    if isinstance(value, int | float):
        return _number(value, number_format.split(";")[0])
    if isinstance(value, timedelta):
        hours, seconds = divmod(int(value.total_seconds()), 3600)
        return f"{hours}:{seconds // 60:02d}"
    return str(value)


def _moment(value: datetime | date | time, number_format: str) -> str:
    pattern = number_format.split(";")[0]
    pattern = SYSTEM_DATES.get(pattern, pattern)
    if pattern == GENERAL:
        pattern = "h:mm" if isinstance(value, time) else "yyyy-mm-dd"
    return "".join(_date_parts(value, pattern)).strip()


def _date_parts(value: datetime | date | time, pattern: str) -> Iterator[str]:
    before = ""  # the last unit: m is minutes behind h, else months
    for quoted, escaped, unit, other in _DATE_TOKEN.findall(pattern):
        code = unit.lower()
        if not unit:
            yield quoted or escaped or other
            continue
        follows = re.match(r"[^a-z]*s", pattern.lower().split(code, 1)[-1]) if code in ("m", "mm") else None
        yield _unit(value, "min" if code in ("m", "mm") and (before == "h" or follows) else code, len(code), pattern)
        before = code[0]


def _unit(value: datetime | date | time, unit: str, width: int, pattern: str) -> str:
    """One part of a date or time, such as "yyyy" or "h", zero-filled to the width of its code up to two."""
    moment = datetime.combine(date.min, value) if isinstance(value, time) else value
    hour, minute, second = (moment.hour, moment.minute, moment.second) if isinstance(moment, datetime) else (0, 0, 0)
    half_days = "AM/PM" in pattern.upper() or "上午" in pattern
    if unit.startswith("y"):
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if unit in ("am/pm", "上午/下午"):
        early, late = unit.upper().split("/")
        return early if hour < 12 else late
    number = {"m": moment.month, "d": moment.day, "h": (hour - 1) % 12 + 1 if half_days else hour, "s": second}
    return f"{minute if unit == 'min' else number[unit[0]]:0{2 if width == 2 else 1}d}"


def _number(value: float, pattern: str) -> str:
    code = _LITERAL.sub(lambda m: "\0" * len(m[0]), pattern)  # literals blanked, so that positions stay
    figure = _NUMBER.search(code)
    if pattern in (GENERAL, "@") or figure is None or "E" in code:
        return _general(value)
    scaled = Decimal(repr(value)) * (100 if "%" in code else 1)
    places = figure[1] or ""
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:{',' if ',' in figure[0] else ''}f}".partition(".")
    whole = whole.lstrip("0").zfill(figure[0].split(".")[0].count("0"))
    kept = max(len(fraction.rstrip("0")), len(places.rstrip("#?")))
    text = f"{whole}.{fraction[:kept]}" if kept else whole
    sign = "-" if value < 0 and rounded else ""
    return f"{_literals(pattern[: figure.start()])}{sign}{text}{_literals(pattern[figure.end() :])}".strip()


def _literals(part: str) -> str:
    """What a format prints around the figure: text in quotes, escaped signs, the percent sign."""
    return _LITERAL.sub(lambda match: match[1] or match[2] or "", part)


def _general(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**_SIGNIFICANT:
        value = int(value)
    return str(value) if isinstance(value, int) else f"{value:.{_SIGNIFICANT}g}"
