"""What a text states that must not be invented: amounts, dates, frequencies, names, units. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ingest.numerals import value_of

# Longest first, since an alternation takes the first that fits.
_LONG_MEASURES: Final = (
    "个百分点|百分点|个工作日|工作日|个小时|个季度|个月|季度|小时|分钟|学时|课时|人次|周年|月份|"
    "万千瓦时|千瓦时|万千瓦|兆瓦|公里|平方米|立方米"
)
_MEASURE: Final = (
    rf"{_LONG_MEASURES}|[次个项名人位家件期年月日号天周条篇场份支批届轮章节款倍户套台座元米吨岁级类种处所岗对堂]"
)
# A Chinese numeral before any other character is mostly part of a word: 统一部署, 三会一课, 二级单位.
_SPELT_MEASURE: Final = rf"{_LONG_MEASURES}|[次个项名人位家件期年月日天周条篇份支批届章节倍户套台元米吨岁]"
_SAME_MEASURE: Final[Mapping[str, str]] = {
    "名": "人",
    "位": "人",
    "项": "个",
    "件": "个",
    "家": "个",
    "种": "个",
    "类": "个",
    "场": "次",
    "堂": "次",
    "天": "日",
    "月份": "月",
    "个小时": "小时",
    "课时": "学时",
    "个工作日": "工作日",
    "个百分点": "百分点",
}
_CN: Final = "〇零○一二两三四五六七八九十百千"
_SPELT: Final = re.compile(rf"(?<![统同唯专单逐])(?P<n>[{_CN}]{{1,9}})(?=[万亿]?[多余]?(?:{_SPELT_MEASURE}))")
_SHARE: Final = re.compile(rf"(?P<below>[{_CN}]{{1,5}}|\d{{1,5}})分之(?P<above>[{_CN}]{{1,5}}|\d{{1,5}})")
_INDEFINITE: Final = re.compile(
    r"(?<![第十百千\d])一(?=[项种套条类支批]|个(?!月|工作日|小时|季度|百分点)|年(?!级))"
)  # 一个制度, 一年不少于: no count
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

_AMOUNT: Final = re.compile(
    rf"(?P<n>\d+/\d+|\d+(?:\.\d+)?|\d*[x×]+\d*)(?P<scale>[万亿千百]{{0,2}})[多余]?(?P<measure>{_MEASURE}|[%‰])?"
)
_DATE: Final = re.compile(r"(?P<month>\d{1,2})月份?(?P<day>\d{1,2}日|底|末|初|上旬|中旬|下旬)")
_EVERY: Final = re.compile(
    r"每(?P<count>半|\d+个?|一)?(?P<span>季度?|年度?|月|周|星期|日|天|旬|学期)|[逐按](?P<by>季度?|年|月|周|日)(?!份)"
)
_YEARLY: Final = re.compile(r"每年|全年|年度|一年|年内|每一年")
_SAME_SPAN: Final[Mapping[str, str]] = {"季": "季度", "年度": "年", "天": "日", "星期": "周"}

_NAME: Final = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》?")
_QUOTE: Final = re.compile(r"“([^“”\n]+(?:“[^“”\n]*”[^“”\n]*)*)”|\"([^\"\n]+)\"|「([^」\n]+)」|『([^』\n]+)』")
_ELLIPSIS: Final = re.compile(r"…+|\.{3,}|。{3,}")
_MARKS: Final = re.compile(r"[《》〈〉“”‘’\"'「」『』\s]")
_STOPS: Final = "，。；：、！？,.;:!?"
_LATIN: Final = re.compile(r"[a-z]{2,}")
_MASK: Final = re.compile(r"x+(?![a-z])")

_BODY: Final = (
    "党委|党组|党总支|总支|党支部|支部|党小组|纪委|纪检组|工会|团委|团支部|妇联|"
    "办公室|委员会|董事会|监事会|公司|集团|部门"
)
_UNIT: Final = re.compile(rf"(?P<before>[一-鿿]{{0,6}}?)(?P<body>{_BODY}|[部局处科厂站院]|中心)")
_NO_UNIT: Final = re.compile(
    r"[干全内外大格布结当之好到长短难本][部局处科]|围绕中心|学习中心|中心(?:工作|任务|组|学习)|"
    r"部(?:署|分|位)|处(?:理|分|置|于)|局(?:面|势|部)|科(?:学|技)|站(?:位|点|稳)|院士"
)
# Characters that end what stands before a unit's name; they are in no name of the genre's units.
_BEFORE: Final = re.compile(
    r".*[由和与及向报送经对在为是请让将把给以从按于跟同各该本其的等会并即至被就因要须应]", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what it counts, each in one spelling: 12 次, 6月底 date, 每季度 every; "" where nothing is said."""

    value: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that a text names: 宣传 部, 水电 公司; `before` is "" where it stands alone."""

    before: str
    body: str


def comparable(text: str) -> str:
    """A text as it is compared: NFKC, lower case, no white space, nothing invisible, amounts in Arabic digits."""
    shown = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    flat = _THOUSANDS.sub("", re.sub(r"\s+", "", shown).lower())
    flat = _SHARE.sub(_share, flat)
    return _SPELT.sub(lambda m: str(value_of(m["n"])), _INDEFINITE.sub("壹", flat)).replace("壹", "一")


def _share(match: re.Match[str]) -> str:
    below, above = value_of(match["below"]), value_of(match["above"])
    return f"{above}%" if below == 100 else f"{above}/{below}"


def amounts(flat: str) -> frozenset[Amount]:
    """The amounts, dates and frequencies of a comparable text; masked ones (x次) as they stand."""
    counted = {
        Amount(m["n"] + m["scale"], _SAME_MEASURE.get(m["measure"] or "", m["measure"] or ""))
        for m in _AMOUNT.finditer(flat)
    }
    dates = {Amount(f"{m['month']}月{m['day']}", "date") for m in _DATE.finditer(flat)}
    return frozenset(counted | dates | {Amount(_frequency(m), "every") for m in _EVERY.finditer(flat)})


def _frequency(match: re.Match[str]) -> str:
    count = (match["count"] or "").rstrip("个").replace("一", "")
    span = match["span"] or match["by"]
    return f"每{count}{_SAME_SPAN.get(span, span)}"


def states(flat: str, stated: frozenset[Amount], amount: Amount) -> bool:
    """Whether a text states an amount.

    Args:
        flat (str): The text, comparable.
        stated (frozenset[Amount]): Its `amounts`.
        amount (Amount): The one looked for.

    Returns:
        bool: True, too, where one of the two names no measure (a table's cell), and for 每年 where it says 全年.
    """
    if amount in stated or Amount(amount.value) in stated:
        return True
    if amount == Amount("每年", "every"):
        return bool(_YEARLY.search(flat))
    return not amount.measure and any(each.value == amount.value for each in stated)


def names(text: str) -> list[str]:
    """What a text gives as verbatim, as `verbatim` spells it: names in 《》 and words in quotation marks."""
    quotes = ["".join(groups) for groups in _QUOTE.findall(text)]
    parts = [part for quote in quotes for part in _ELLIPSIS.split(quote)]
    return [bare for part in (*_NAME.findall(text), *parts) if (bare := verbatim(part).strip(_STOPS))]


def verbatim(text: str) -> str:
    """A text as quotes are compared: no white space or quotation marks, full-width letters and digits as half-width."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "ｚ" and c.isalnum() else c for c in text)
    return _MARKS.sub("", "".join(c for c in narrow if unicodedata.category(c) != "Cf"))


def words(flat: str) -> frozenset[str]:
    """Words in Latin letters; masks are none."""
    return frozenset(_LATIN.findall(_MASK.sub("", flat)))


def units(flat: str) -> frozenset[Unit]:
    """The bodies that a comparable text names."""
    found = (Unit(_BEFORE.sub("", m["before"]), m["body"]) for m in _UNIT.finditer(_NO_UNIT.sub("　", flat)))
    return frozenset(unit for unit in found if len(unit.before) >= 2 or len(unit.body) >= 2)
