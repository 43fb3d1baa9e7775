"""What a visitor looks for: pairs from a query or an address go in, checked values come out, and back again. Pure.

An address keeps what a list is narrowed to in the letters that a place may hold: #register/find-<base64url of a query>.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar, get_args
from urllib.parse import parse_qsl, urlencode

from assistant.lookup import Query
from assistant.naming import STRENGTH_NAMES, TENSE_NAMES
from ingest.errors import BadRequest
from ingest.records import KINDS, Document, Filters, Scope, Strength, Tense

View = Literal["find", "cites", "collect", "calendar"]
VIEWS: Final[tuple[View, ...]] = get_args(View)
Pairs = Sequence[tuple[str, str]]  # of a query: year, 2025

ALL: Final = "all"  # the page that holds every row
WHOLE: Final = "whole"  # the calendar's page of what has no month
LONGEST: Final = 200  # characters of a typed condition

T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions of a list of requirements or of cited documents; "" and () are no limit."""

    text: str = ""
    subject: str = ""
    cites: str = ""
    year: str = ""
    unit: str = ""
    kind: str = ""
    file: str = ""
    strengths: tuple[Strength, ...] = ()
    tenses: tuple[Tense, ...] = ()
    page: str = "1"

    def filters(self, reader: Scope) -> Filters:
        """Which documents are looked through, with whose eyes."""
        return Filters(
            reader,
            years=(int(self.year),) if self.year else (),
            kinds=tuple(kind for kind in KINDS if kind == self.kind),
            units=(self.unit,) if self.unit else (),
            files=(self.file,) if self.file else (),
        )

    def query(self, reader: Scope) -> Query:
        """What is asked of the register."""
        return Query(self.text, self.filters(reader), self.subject, self.cites, self.strengths, self.tenses)

    def pairs(self) -> Pairs:
        """As an address holds it."""
        single = ("text", "subject", "cites", "year", "unit", "kind", "file")
        pairs = [(name, getattr(self, name)) for name in single if getattr(self, name)]
        pairs += [("strength", each) for each in self.strengths] + [("tense", each) for each in self.tenses]
        return [*pairs, ("page", self.page)] if self.page != "1" else pairs

    def on_page(self, page: str) -> Wanted:
        """The same on another page."""
        return replace(self, page=page)


@dataclass(frozen=True, slots=True)
class Month:
    """What of the calendar is shown."""

    year: str = ""  # "" is the year that suits the library
    unit: str = ""  # only what it leads or is responsible for
    month: str = ""  # 1 to 12, WHOLE, or "" for the picture alone

    def pairs(self) -> Pairs:
        """As an address holds it."""
        told = (("year", self.year), ("unit", self.unit), ("month", self.month))
        return [(name, value) for name, value in told if value]


def wanted_of(pairs: Pairs) -> Wanted:
    """Read conditions of a list.

    Args:
        pairs (Pairs): Of a query; names that are no conditions are left alone.

    Returns:
        Wanted: Each value is one that may be asked for; whether a library has such a unit or file is another matter.

    Raises:
        BadRequest: A value cannot be.
    """
    given = dict(reversed(pairs))
    if (kind := given.get("kind", "")) and kind not in KINDS:
        raise BadRequest(f"没有这个文种：{kind}。请在“文种”里另选一个")
    return Wanted(
        text=_typed(given, "text"),
        subject=_typed(given, "subject"),
        cites=_typed(given, "cites"),
        year=_year(given),
        unit=_typed(given, "unit"),
        kind=kind,
        file=given.get("file", ""),
        strengths=_codes(pairs, "strength", STRENGTH_NAMES, "类别"),
        tenses=_codes(pairs, "tense", TENSE_NAMES, "时态"),
        page=_page(given.get("page", "1")),
    )


def month_of(pairs: Pairs) -> Month:
    """Read what of the calendar is wanted.

    Args:
        pairs (Pairs): Of a query.

    Returns:
        Month: Of values that may be.

    Raises:
        BadRequest: A value cannot be.
    """
    given = dict(reversed(pairs))
    month = given.get("month", "")
    if month and month != WHOLE and month not in map(str, range(1, 13)):
        raise BadRequest(f"没有这个月份：{month}。请点日历上的月份")
    return Month(_year(given), _typed(given, "unit"), month)


def refuse_unknown(wanted: Wanted, documents: Collection[Document]) -> None:
    """Name a unit or a file that no document has, rather than find nothing.

    Args:
        wanted (Wanted): What is looked for.
        documents (Collection[Document]): All that the visitor sees.

    Raises:
        BadRequest: There is no such unit or file.
    """
    if wanted.unit and wanted.unit not in {document.unit for document in documents}:
        raise BadRequest(f"资料库里没有这个单位的文件：{wanted.unit}。请在“单位”里另选一个")
    if wanted.file and wanted.file not in {document.file for document in documents}:
        raise BadRequest(f"资料库里没有这个文件：{wanted.file}。请在“文件”里另选一个")


def place_of(view: View, pairs: Pairs) -> str:
    """Where on the page a view with these conditions is: register/find-eWVhcj0yMDI1."""
    if pairs:
        packed = urlsafe_b64encode(urlencode(pairs).encode()).decode().rstrip("=")
        return f"register/{view}-{packed}"
    return "register" if view == "find" else f"register/{view}"


def view_at(at: str) -> tuple[View, Pairs]:
    """Take an address apart.

    Args:
        at (str): What stands behind #register/.

    Returns:
        tuple[View, Pairs]: What `place_of` was given.

    Raises:
        BadRequest: It is none of ours.
    """
    name, _, packed = at.partition("-")
    view = next((known for known in VIEWS if known == name), None)
    try:
        query = urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except ValueError:
        view = None
    if view is None:
        raise BadRequest("这个网址不完整或不对。请点页面上方的“要求查询”重新查找")
    return view, parse_qsl(query)


def _typed(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "").strip()
    if len(value) > LONGEST:
        raise BadRequest(f"要找的内容太长：{len(value)} 字。请缩短到 {LONGEST} 字以内")
    return value


def _year(given: Mapping[str, str]) -> str:
    year = given.get("year", "").strip()
    if year and not (year.isascii() and year.isdigit() and 1900 <= int(year) <= 2200):
        raise BadRequest(f"年份不对：{year[:LONGEST]}。请写 1900 到 2200 之间的四位数字")
    return year


def _codes(pairs: Pairs, name: str, names: Mapping[T, str], label: str) -> tuple[T, ...]:
    asked = {value for key, value in pairs if key == name}
    if unknown := asked - set(names):
        raise BadRequest(f"没有这种{label}：{min(unknown)}。请在“{label}”里另选")
    return tuple(code for code in names if code in asked)


def _page(page: str) -> str:
    if page != ALL and not (page.isascii() and page.isdigit() and 0 < len(page) < 7 and int(page) > 0):
        raise BadRequest(f"没有这一页：{page[:LONGEST]}。请从第 1 页看起")
    return page
