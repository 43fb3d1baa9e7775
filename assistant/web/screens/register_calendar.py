"""A year's requirements as a picture: twelve months, how much of what is due in each, and a month's list. Pure HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import Final, Literal

from assistant.calendar import Calendar, Entry, as_text, calendar_of
from assistant.lookup import citations, rows_of
from assistant.references import book_title
from assistant.web.screens import Site
from assistant.web.screens.register_form import choice, export_url, found_html, place_button, typed
from assistant.web.screens.register_rows import who_html
from assistant.web.screens.register_wanted import WHOLE, Month, place_of
from assistant.web.shelf import year_choices
from ingest.library import Library
from ingest.records import Document, Filters, Scope

Sort = Literal["dated", "recurrent", "open"]

SORTS: Final[dict[Sort, str]] = {"dated": "有截止日期", "recurrent": "定期或按次", "open": "期间内开展"}
_DAYS: Final = 3  # that a month names
_BAR: Final = 100  # width of the fullest month's bar


def calendar_in(library: Library, wanted: Month, reader: Scope) -> Calendar:
    """Lay a year out.

    Args:
        library (Library): Where the requirements are.
        wanted (Month): With a year.
        reader (Scope): Who asks.

    Returns:
        Calendar: Of all that they may see.
    """
    seen = Filters(reader)
    register = citations(library, reader)
    forces = {document.id: register.status_of(document) for document in library.documents(seen)}
    return calendar_of(rows_of(library, seen), int(wanted.year), wanted.unit, forces)


def with_year(wanted: Month, documents: Sequence[Document], this_year: int) -> Month:
    """With the year that suits the library where none is given: this one, or else its newest."""
    years = [year for _, year in year_choices(documents)]
    suits = this_year if this_year in years or not years else years[0]
    return replace(wanted, year=wanted.year or str(suits))


def calendar_form(wanted: Month, documents: Sequence[Document], departments: Iterable[str]) -> str:
    """The fields of the calendar.

    Args:
        wanted (Month): What they hold.
        documents (Sequence[Document]): Whose years there are to choose from.
        departments (Iterable[str]): Units that are proposed.

    Returns:
        str: HTML.
    """
    years = [(str(year), label) for label, year in year_choices(documents)]
    proposed = "".join(f'<option value="{escape(name)}"></option>' for name in departments)
    return (
        '<div class="filter">'
        + choice("年份", "year", years, wanted.year, every=False)
        + typed("牵头或负责的单位、部门", "unit", wanted.unit, "如：宣传部", grow=True, more=' list="register-units"')
        + f'<datalist id="register-units">{proposed}</datalist></div>'
        f'<input type="hidden" name="month" value="{wanted.month}">'
    )


def calendar_html(site: Site, calendar: Calendar, wanted: Month, documents: Sequence[Document]) -> str:
    """The picture of a year, and a month's list beside it.

    Args:
        site (Site): Makes links.
        calendar (Calendar): The year.
        wanted (Month): Which month is open.
        documents (Sequence[Document]): Those that were examined.

    Returns:
        str: HTML.
    """
    count = next(as_text(calendar, documents))
    place = place_of("calendar", wanted.pairs())
    pages = {_key(month): entries for month, entries in calendar.pages()}
    if not any(pages.values()):
        none = '<p class="notice">这一年没有按月可排的要求。请换一个年份，或去掉单位再查。</p>'
        return found_html(place, count, "", f"{none}{_ended(calendar)}")
    style = "calendar" if wanted.month else "calendar alone"
    body = f'<div class="{style}">{_picture(pages, wanted)}{_listed(pages, wanted)}</div>{_ended(calendar)}'
    return found_html(place, count, export_url(site, "calendar", wanted.pairs()), body)


def _key(month: int | None) -> str:
    return str(month) if month else WHOLE


def _name(key: str) -> str:
    return "全年" if key == WHOLE else f"{key}月"


def _ended(calendar: Calendar) -> str:
    if not calendar.ended:
        return ""
    titles = "、".join(book_title(document.title) for document in calendar.ended)
    return f'<p class="notice">已失效，未列入：{escape(titles)}</p>'


# --- the picture ------------------------------------------------------------------------------------------------------


def _picture(pages: dict[str, tuple[Entry, ...]], wanted: Month) -> str:
    most = max(len(entries) for key, entries in pages.items() if key != WHOLE) or 1
    legend = "".join(f'<li><span class="swatch {sort}"></span>{name}</li>' for sort, name in SORTS.items())
    months = "".join(_month(key, entries, most, wanted) for key, entries in pages.items())
    return (
        f'<section class="year" aria-label="{wanted.year}年各月"><ul class="legend" aria-label="颜色">{legend}</ul>'
        f'<ol class="months">{months}</ol></section>'
    )


def _month(key: str, entries: Sequence[Entry], most: int, wanted: Month) -> str:
    name = f'<span class="name">{_name(key)}</span>'
    style = ' class="whole"' if key == WHOLE else ""
    if not entries:
        return f'<li{style}><div class="month none">{name}<span class="facts">没有</span></div></li>'
    link = place_of("calendar", replace(wanted, month=key).pairs())
    current = ' aria-current="true"' if key == wanted.month else ""
    note = "没有写明月份" if key == WHOLE else _days(entries)
    bar = "" if key == WHOLE else _bar(entries, most)
    return (
        f'<li{style}><a class="month" href="#{link}"{current}>{name}<span class="count">{len(entries)} 项</span>{bar}'
        f'<span class="facts">{note}</span></a></li>'
    )


def _bar(entries: Sequence[Entry], most: int) -> str:
    """How much of each sort is due, on one scale for the year."""
    html, left = "", 0.0
    for sort in SORTS:
        width = _BAR * sum(sort_of(entry) == sort for entry in entries) / most
        html += f'<rect class="{sort}" x="{left:.2f}" width="{width:.2f}" height="8"></rect>'
        left += width
    return f'<svg viewBox="0 0 {_BAR} 8" preserveAspectRatio="none" aria-hidden="true">{html}</svg>'


def _days(entries: Iterable[Entry]) -> str:
    """The days by which something is due: 15日、30日截止."""
    days = sorted({entry.day.day for entry in entries if entry.day})
    more = "等" if len(days) > _DAYS else ""
    return f"{'、'.join(f'{day}日' for day in days[:_DAYS])}{more}截止" if days else ""


def sort_of(entry: Entry) -> Sort:
    """What an entry is: due by a day, again and again, or some time in a period."""
    if entry.day:
        return "dated"
    return "recurrent" if entry.placed.what.frequency_normalised else "open"


# --- a month ----------------------------------------------------------------------------------------------------------


def _listed(pages: dict[str, tuple[Entry, ...]], wanted: Month) -> str:
    if not wanted.month:
        return '<p class="hint choose">点一个月份，看这个月要做的事。</p>'
    entries = pages[wanted.month]
    name = "，没有写明月份" if wanted.month == WHOLE else _name(wanted.month)
    title = f"{wanted.year}年{name}，共 {len(entries)} 项"
    table = _table(entries) if entries else ""
    return f'<section class="month-list" aria-label="{title}"><h2 tabindex="-1">{title}</h2>{table}</section>'


def _table(entries: Iterable[Entry]) -> str:
    return (
        '<div class="scroll"><table class="grid due"><thead><tr><th scope="col">本月要求</th>'
        '<th scope="col">事项（原文）</th><th scope="col">责任主体</th><th scope="col">出处</th></tr></thead>'
        f"<tbody>{''.join(map(_row, entries))}</tbody></table></div>"
    )


def _row(entry: Entry) -> str:
    placed = entry.placed
    sort = sort_of(entry)
    return (
        f'<tr><td class="when {sort}">{escape(entry.due)}<p class="facts">{escape(entry.why)}</p></td>'
        f'<td class="what"><p class="quote">{escape(placed.what.quote)}</p></td>'
        f'<td data-label="责任主体">{who_html(placed)}</td>'
        f'<td class="where">{place_button(placed.document, placed.item, placed.what.start, placed.what.end)}</td></tr>'
    )
