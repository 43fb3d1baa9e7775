"""The unit profile on the page: the profile in, forms out; a form in, the profile as it is to be saved out. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Final

from assistant.drafting.checks.expired_list import OFF, Expired, expired_entries, parts_of
from assistant.web.screens.settings_rows import Row, Table
from ingest.errors import BadRequest
from ingest.library import Profile

DUTIES: Final = Table("duties", {"department": "部门", "duties": "职责（用、分开）"}, "职责")
ABBREVIATIONS: Final = Table("abbreviations", {"short": "简称", "full": "全称"}, "简称")
EXPIRED: Final = Table(
    "expired",
    {
        "wording": "过时的表述",
        "since": "从（年-月）",
        "until": "用到（年-月）",
        "instead": "现在的说法",
        "source": "依据",
    },
    "表述",
)
YEARS: Final = range(1949, 2101)

_PARTED: Final = re.compile(r"[\n、,，;；]+")


# --- the unit ---------------------------------------------------------------------------------------------------------


def unit_html(profile: Profile, editable: bool, said: str = "") -> str:
    """Who 我们 are: a form, or what it says for those who may only read it.

    Args:
        profile (Profile): As it is.
        editable (bool): Whether the visitor may change it.
        said (str): What was just done, "" for nothing.

    Returns:
        str: HTML.
    """
    fields = (
        ("unit", "本单位", profile.unit),
        ("superior", "上级单位", profile.superior),
        ("aliases", "本单位的其他名称", "、".join(profile.aliases)),
        ("departments", "部门", "、".join(profile.departments)),
        ("today", "今年按哪一年算（不填按日历）", str(profile.today or "")),
    )
    if not editable:
        entries = "".join(f"<dt>{title}</dt><dd>{escape(value) or '未填写'}</dd>" for _, title, value in fields)
        return f"<dl>{entries}</dl>"
    inputs = "".join(
        f'<label class="{"" if name in ("unit", "superior") else "grow"}">{title}'
        f'<input name="{name}" value="{escape(value)}" maxlength="2000"></label>'
        for name, title, value in fields
    )
    return (
        f'{done_html(said)}<form class="fields" data-into="#settings-unit" action="/screens/settings/unit" '
        f'method="post">'
        f'{inputs}<button class="button">保存</button></form>'
    )


def with_unit(profile: Profile, unit: str, superior: str, aliases: str, departments: str, today: str) -> Profile:
    """A profile with the unit as a person wrote it.

    Args:
        profile (Profile): As it is.
        unit (str): Its own name.
        superior (str): The unit above it.
        aliases (str): Names parted by 、 or the like.
        departments (str): Likewise.
        today (str): A year, or "" for the calendar's.

    Returns:
        Profile: To be saved.

    Raises:
        BadRequest: The year is none.
    """
    year = today.strip()
    if year and not (year.isascii() and year.isdecimal() and int(year) in YEARS):
        raise BadRequest(f"年份不对：{year[:20]}。请填 {YEARS.start} 到 {YEARS.stop - 1} 之间的四位数，或不填")
    return replace(
        profile,
        unit=unit.strip(),
        superior=superior.strip(),
        aliases=names_in(aliases),
        departments=names_in(departments),
        today=int(year) if year else None,
    )


def names_in(text: str) -> tuple[str, ...]:
    """Names that a person has listed, each once."""
    return tuple(dict.fromkeys(name for part in _PARTED.split(text) if (name := part.strip())))


def done_html(said: str) -> str:
    """A line that says what was done; nothing for ""."""
    return f'<p class="notice done" role="status">{escape(said)}</p>' if said else ""


# --- the tables -------------------------------------------------------------------------------------------------------


def duty_rows(profile: Profile) -> list[Row]:
    """Departments and what they answer for."""
    return [(department, "、".join(duties)) for department, duties in profile.duties.items()]


def with_duties(profile: Profile, rows: Sequence[Row]) -> Profile:
    """A profile with these duties; a BadRequest where one lacks its department."""
    filled = _filled(rows, "部门")
    return replace(profile, duties={department: names_in(duties) for department, duties in filled})


def abbreviation_rows(profile: Profile) -> list[Row]:
    """Short names and what they stand for."""
    return list(profile.abbreviations.items())


def with_abbreviations(profile: Profile, rows: Sequence[Row]) -> Profile:
    """A profile with these short names; a BadRequest where one lacks its short or its full form."""
    filled = _filled(rows, "简称")
    if lacking := next((short for short, full in filled if not full), None):
        raise BadRequest(f"简称“{lacking}”没有写全称。请补上，或删去这一行")
    return replace(profile, abbreviations={short: full for short, full in filled})  # noqa: C416 - rows of two


def expired_rows(profile: Profile) -> list[Row]:
    """The user's own entries, without those that only switch a shipped one off."""
    own = [(wording, text) for wording, text in profile.expired.items() if text.strip() != OFF]
    return [(wording, *_cells(text)) for wording, text in own]


def with_expired(profile: Profile, rows: Sequence[Row]) -> Profile:
    """A profile with these own entries; a BadRequest where one is not as the check needs it."""
    own = {
        wording: "；".join((f"{since}至{until}" if since else until, *rest)).rstrip("；")
        for wording, since, until, *rest in _filled(rows, "过时的表述")
    }
    off = {wording: text for wording, text in profile.expired.items() if text.strip() == OFF and wording not in own}
    expired_entries(own)
    return replace(profile, expired=own | off)


def with_switch(profile: Profile, wording: str, checked: bool) -> Profile:
    """A profile in which a shipped entry is checked by, or is not.

    Args:
        profile (Profile): As it is.
        wording (str): The entry's first writing.
        checked (bool): Whether it is checked by.

    Returns:
        Profile: To be saved.

    Raises:
        BadRequest: There is no such shipped entry.
    """
    if wording not in {entry.wordings[0] for entry in expired_entries()}:
        raise BadRequest("随程序附带的清单里没有这一条。请刷新页面后重试")
    others = {own: text for own, text in profile.expired.items() if own != wording}
    return replace(profile, expired=others if checked else others | {wording: OFF})


def shipped_html(profile: Profile, editable: bool) -> str:
    """The shipped list with a switch for each entry.

    Args:
        profile (Profile): Says which are off.
        editable (bool): Whether the visitor may switch.

    Returns:
        str: HTML.
    """
    active = set(expired_entries(profile.expired))
    rows = "".join(_shipped(entry, entry in active, editable) for entry in expired_entries())
    heads = "".join(f'<th scope="col">{title}</th>' for title in ("表述", "适用时间", "现在的说法", "依据", "检查"))
    return (
        '<div class="scroll tall" tabindex="0" role="region" aria-label="随程序附带的清单"><table class="grid">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _shipped(entry: Expired, is_active: bool, editable: bool) -> str:
    cells = ("、".join(entry.wordings), entry.term, entry.instead or "删去", entry.source)
    state = '<span class="tag tag-plan">检查</span>' if is_active else '<span class="tag">不检查</span>'
    switch = (
        '<form data-into="#settings-shipped" action="/screens/settings/shipped" method="post">'
        f'<input type="hidden" name="wording" value="{escape(entry.wordings[0])}">'
        f'<input type="hidden" name="checked" value="{"" if is_active else "1"}">'
        f'<button class="quiet" aria-label="{"停用" if is_active else "启用"} {escape(entry.wordings[0])}">'
        f"{'停用' if is_active else '启用'}</button></form>"
    )
    return (
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}<td>{state}{switch if editable else ''}</td></tr>"
    )


def _filled(rows: Sequence[Row], first: str) -> list[Row]:
    """The rows in which anything is written; each has its first cell, which no other one has."""
    filled = [row for row in rows if any(row)]
    if any(not row[0] for row in filled):
        raise BadRequest(f"有一行没有写{first}。请补上，或删去这一行")
    names = [row[0] for row in filled]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise BadRequest(f"{first}“{twice}”写了两行。请合成一行")
    return filled


def _cells(text: str) -> tuple[str, str, str, str]:
    """An own entry's beginning, "" where it has none, its end with a time more, what is said now, and the source."""
    term, instead, source = parts_of(text)
    first, more = term.partition("、")[::2]
    since, until = first.rpartition("至")[::2]
    return since, "、".join(filter(None, (until, more))), instead, source
