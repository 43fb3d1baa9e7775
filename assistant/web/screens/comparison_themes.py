"""The picture of how themes come and go: a row for each theme, a column for each plan. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from assistant.compare.themes import Group, Stage, Theme
from assistant.export.themes import DROPPED, READING, names_of
from assistant.web.screens.comparison_choice import Series, form, select
from assistant.web.screens.comparison_parts import opening, result_head
from ingest.records import Document

CODES: Final[Mapping[Stage, str]] = {
    "起点": "first", "延续": "kept", "改写": "changed", "新增": "added", "恢复": "back"
}  # fmt: skip


def themes_form(series: Sequence[Series]) -> str:
    """Whose plans to follow; nothing where there are none."""
    options = [(str(each.key), each.label) for each in series]
    return form("themes", select("哪一组文件", "series", options, options[0][0])) if options else ""


def themes_html(root: str, groups: Sequence[Group], series: Series) -> str:
    """The picture as a table that can be read aloud; every filled cell opens its item.

    Args:
        root (str): Where a reverse proxy shows the page, such as /yaodian.
        groups (Sequence[Group]): As `assistant.compare.themes.themes` returns them.
        series (Series): The documents that they run through.

    Returns:
        str: HTML.
    """
    documents = series.documents
    threads = [thread for group in groups for thread in group.threads]
    living = sum(thread.at(len(documents) - 1) is not None for thread in threads)
    said = f"{escape(series.label)}：{len(threads)} 个主题，最近一份里有 {living} 个"
    columns = "".join(f'<th scope="col">{label}</th>' for label in map(escape, names_of(documents)))
    counts = "".join(f"<td>{_coming_and_going(threads, edition)}</td>" for edition in range(len(documents)))
    return (
        result_head(root, "themes", said, {"series": str(series.key)})
        + f'<p class="hint">{"".join(READING)}点击格子打开原文。</p>'
        + '<div class="scroll"><table class="grid themes"><thead><tr><th scope="col">主题</th>'
        + f'{columns}</tr></thead><tbody><tr class="sum"><th scope="row">合计</th>{counts}</tr></tbody>'
        + "".join(_group(group, documents) for group in groups)
        + "</table></div>"
    )


def _coming_and_going(threads: Sequence[Theme], edition: int) -> str:
    there = sum(thread.at(edition) is not None for thread in threads)
    if not edition:
        return f"{there}"
    came = sum((found := thread.at(edition)) is not None and found.stage in ("新增", "恢复") for thread in threads)
    went = sum(thread.is_dropped_in(edition) for thread in threads)
    return f"{there}<small>增 {came} 减 {went}</small>"


def _group(group: Group, documents: Sequence[Document]) -> str:
    head = _line(group.section, documents) if group.section else ""
    rows = "".join(f"<tr>{_line(thread, documents)}</tr>" for thread in group.threads)
    section = f'<tr class="section">{head}</tr>' if head else ""
    return f"<tbody>{section}{rows}</tbody>"


def _line(thread: Theme, documents: Sequence[Document]) -> str:
    cells = "".join(_cell(thread, edition, document) for edition, document in enumerate(documents))
    return f'<th scope="row">{escape(thread.title)}</th>{cells}'


def _cell(thread: Theme, edition: int, document: Document) -> str:
    found = thread.at(edition)
    if found is None:
        return f'<td class="dropped">{DROPPED}</td>' if thread.is_dropped_in(edition) else "<td></td>"
    item = found.item
    name = f"{document.year}年{found.stage}：{item.address}，打开原文"
    button = opening(document.version, item.start, item.end, found.stage, name)
    return f'<td class="{CODES[found.stage]}">{button}</td>'
