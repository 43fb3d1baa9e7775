"""What the views of the screen 要求查询 share: head, tabs, form, pages, buttons to the text. Pure HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final, Literal, TypeVar
from urllib.parse import urlencode

from assistant.naming import STRENGTH_NAMES, TENSE_NAMES
from assistant.references import book_title
from assistant.web.screens import Site
from assistant.web.screens.register_wanted import ALL, LONGEST, Pairs, View, Wanted, place_of
from assistant.web.shelf import file_choices, kind_choices, year_choices
from ingest.errors import BadRequest
from ingest.records import Document, Item

Spot = Literal["home", "view"]  # the overview, or a place with an address; both are in the page at once

ROWS: Final = 50  # of a page
TITLES: Final[Mapping[View, str]] = {
    "find": "要求",
    "cites": "引用文件",
    "collect": "待收集文件",
    "calendar": "工作日历",
}
EMPTY: Final = (
    '<p class="notice">资料库还是空的，没有可查的要求。请先到<a href="#library">文档库</a>上传文件或导入示例资料。</p>'
)

T = TypeVar("T")


def view_html(spot: Spot, view: View, form: str, found: str, *, is_target: bool) -> str:
    """A whole view.

    Args:
        spot (Spot): Where it is shown.
        view (View): Which one.
        form (str): HTML of what stands in its form.
        found (str): HTML of what was found.
        is_target (bool): Whether the focus comes to its title, rather than to a heading of what was found.

    Returns:
        str: HTML.
    """
    tabs = "".join(
        f'<a href="#{place_of(name, ())}"{" aria-current=page" if name == view else ""}>{title}</a>'
        for name, title in TITLES.items()
    )
    target = ' tabindex="-1"' if is_target else ""
    return (
        f'<div class="screen-head"><h2{target}>{TITLES[view]}</h2>'
        f'<nav class="tabs" aria-label="要求查询">{tabs}</nav></div>'
        f'<form class="register-form" role="search" data-into="#register-{spot}-found" data-live '
        f'action="/screens/register/{view}" method="get">{form}</form>'
        f'<div id="register-{spot}-found" class="found" data-found>{found}</div>'
    )


def empty_html(view: View) -> str:
    """A view of a library without documents."""
    return f'<div class="screen-head"><h2 tabindex="-1">{TITLES[view]}</h2></div>{EMPTY}'


def conditions_html(wanted: Wanted, documents: Sequence[Document]) -> str:
    """The fields that narrow the register.

    Args:
        wanted (Wanted): What they hold.
        documents (Sequence[Document]): What there is to choose from.

    Returns:
        str: HTML.
    """
    return (
        '<div class="filter">'
        + typed("查找", "text", wanted.text, "事项、动作或关键词，如：集体学习", grow=True)
        + typed("责任主体", "subject", wanted.subject, "如：宣传部")
        + typed("依据文件", "cites", wanted.cites, "全称或简称")
        + f"</div>{documents_html(wanted, documents)}"
        + '<div class="filter checks">'
        + _boxes("类别", "strength", STRENGTH_NAMES, wanted.strengths)
        + _boxes("时态", "tense", TENSE_NAMES, wanted.tenses)
        + "</div>"
    )


def documents_html(wanted: Wanted, documents: Sequence[Document]) -> str:
    """The fields that choose which documents are looked through."""
    units = sorted({document.unit for document in documents if document.unit})
    return (
        '<div class="filter">'
        + choice("年份", "year", [(str(year), label) for label, year in year_choices(documents)], wanted.year)
        + choice("单位", "unit", [(unit, unit) for unit in units], wanted.unit)
        + choice("文种", "kind", [(kind, kind) for kind in kind_choices(documents)], wanted.kind)
        + choice("文件", "file", [(file, label) for label, file in file_choices(documents)], wanted.file, grow=True)
        + "</div>"
    )


def typed(label: str, name: str, value: str, example: str, *, grow: bool = False, more: str = "") -> str:
    """A field to type into; `more` are further attributes."""
    return (
        f'<label{" class=grow" if grow else ""}>{label}<input type="search" name="{name}" value="{escape(value)}" '
        f'placeholder="{example}" maxlength="{LONGEST}"{more}></label>'
    )


def choice(
    label: str, name: str, options: Iterable[tuple[str, str]], chosen: str, *, every: bool = True, grow: bool = False
) -> str:
    """A field to choose from; what is chosen is among its options even where the library has no such thing."""
    offered = dict([("", "全部")] if every else []) | dict(options)
    html = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in ({chosen: chosen} | offered).items()
    )
    return f'<label{" class=grow" if grow else ""}>{label}<select name="{name}">{html}</select></label>'


def _boxes(label: str, name: str, names: Mapping[T, str], chosen: Iterable[T]) -> str:
    boxes = "".join(
        f'<label class="check"><input type="checkbox" name="{name}" value="{code}"'
        f"{' checked' if code in chosen else ''}>{words}</label>"
        for code, words in names.items()
    )
    return f"<fieldset><legend>{label}</legend>{boxes}</fieldset>"


# --- what was found ---------------------------------------------------------------------------------------------------


def found_html(place: str, count: str, export: str, body: str) -> str:
    """What was found: how much, the way to Excel, and the rest.

    Args:
        place (str): Its address on the page.
        count (str): How much of how much.
        export (str): Where the Excel file is, or "" where there is nothing to export.
        body (str): HTML.

    Returns:
        str: HTML.
    """
    link = f'<a class="button plain" href="{escape(export)}" download>导出 Excel</a>' if export else ""
    return (
        f'<div class="result" data-place="{place}"><div class="bar"><p class="count" role="status">{escape(count)}</p>'
        f"{link}</div>{body}</div>"
    )


def export_url(site: Site, name: str, pairs: Pairs) -> str:
    """Where an Excel file is: /screens/register/cites.xlsx?year=2025."""
    query = urlencode([pair for pair in pairs if pair[0] not in ("page", "month")])
    return site.url(f"/screens/register/{name}.xlsx{'?' if query else ''}{query}")


def on_page(rows: Sequence[T], page: str) -> Sequence[T]:
    """The rows of a page.

    Args:
        rows (Sequence[T]): All.
        page (str): A number from 1 on, or ALL.

    Returns:
        Sequence[T]: At most ROWS, or all.

    Raises:
        BadRequest: There are not so many pages.
    """
    if page == ALL:
        return rows
    if int(page) > _pages(len(rows)):
        raise BadRequest(f"没有第 {page} 页，一共 {_pages(len(rows))} 页。请从第 1 页看起")
    return rows[(int(page) - 1) * ROWS :][:ROWS]


def pager_html(view: View, wanted: Wanted, count: int) -> str:
    """Links to the other pages and to all rows at once; nothing where one page holds them."""
    pages = _pages(count)
    if pages == 1:
        return ""
    if wanted.page == ALL:
        return f'<nav class="pages" aria-label="分页">{_page_link(view, wanted, "1", "分页显示")}</nav>'
    number = int(wanted.page)
    links = [
        _page_link(view, wanted, str(number - 1), "上一页") if number > 1 else "",
        f'<span class="facts">第 {number} 页，共 {pages} 页</span>',
        _page_link(view, wanted, str(number + 1), "下一页") if number < pages else "",
        _page_link(view, wanted, ALL, f"全部列出（{count} 条）"),
    ]
    return f'<nav class="pages" aria-label="分页">{"".join(links)}</nav>'


def _pages(count: int) -> int:
    return max(1, -(-count // ROWS))


def _page_link(view: View, wanted: Wanted, page: str, words: str) -> str:
    return f'<a class="quiet" href="#{place_of(view, wanted.on_page(page).pairs())}">{words}</a>'


def place_button(document: Document, item: Item, start: int, end: int) -> str:
    """A button that opens a document at `content[start:end]`: 《标题》四/14."""
    where = escape(f"{book_title(document.title)}{item.address}")
    return (
        f'<button type="button" class="source" data-version="{document.version}" data-start="{start}" '
        f'data-end="{end}" title="打开原文">{where}</button>'
    )
