"""The list of documents: what it is narrowed to, and its HTML. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from assistant.web.shelf import kind_choices, newest_first, year_choices
from ingest.records import Document

ROWS: Final = 200  # shown at once; a search narrows more
_NO_YEAR: Final = "unknown"  # in the address of a list of documents that name no year


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor looks for; "" is no limit."""

    words: str = ""  # each must occur in the title, the unit or a path
    year: str = ""
    kind: str = ""
    unit: str = ""

    def among(self, documents: Sequence[Document]) -> list[Document]:
        """Those that fit, newest first."""
        return [document for document in newest_first(documents) if self._fits(document)]

    def _fits(self, document: Document) -> bool:
        text = "\n".join((document.title, document.unit, *document.paths)).casefold()
        return (
            all(word in text for word in self.words.casefold().split())
            and self.year in ("", str(document.year or _NO_YEAR))
            and self.kind in ("", document.kind)
            and self.unit in ("", document.unit or _NO_YEAR)
        )


def filter_html(documents: Sequence[Document], wanted: Wanted) -> str:
    """The form that narrows the list, with what occurs in the library to choose from."""
    years = [(str(year), label) for label, year in year_choices(documents)]
    units = [(unit, unit) for unit in sorted({document.unit for document in documents if document.unit})]
    unknown = [(_NO_YEAR, "未写明")]
    return (
        '<form id="library-filter" class="filter" role="search" data-into="#library-list" data-live '
        'action="/screens/library/list" method="get">'
        f'<label class="grow">查找<input type="search" name="words" value="{escape(wanted.words)}" '
        'placeholder="标题、单位或文件名" maxlength="200"></label>'
        + _choice("年份", "year", years + (unknown if any(not d.year for d in documents) else []), wanted.year)
        + _choice("文种", "kind", [(kind, kind) for kind in kind_choices(documents)], wanted.kind)
        + _choice("单位", "unit", units + (unknown if any(not d.unit for d in documents) else []), wanted.unit)
        + "</form>"
    )


def _choice(label: str, name: str, options: Iterable[tuple[str, str]], chosen: str) -> str:
    html = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in (("", "全部"), *options)
    )
    return f'<label>{label}<select name="{name}">{html}</select></label>'


def list_html(documents: Sequence[Document], wanted: Wanted) -> str:
    """The documents that are wanted as a table; a click on a title leads to one.

    Args:
        documents (Sequence[Document]): All that the visitor sees.
        wanted (Wanted): What of them.

    Returns:
        str: At most ROWS of them, and how many there are.
    """
    found = wanted.among(documents)
    if not found:
        return '<p class="notice">没有符合条件的文件。请换一个词，或把年份、文种、单位改回“全部”。</p>'
    count = (
        f"共 {len(found)} 份文件"
        if len(found) == len(documents)
        else f"{len(documents)} 份中符合条件的 {len(found)} 份"
    )
    more = f"，先列出 {ROWS} 份，请缩小范围" if len(found) > ROWS else ""
    return (
        f'<p class="hint" role="status">{count}{more}</p>'
        '<div class="scroll"><table class="grid"><thead><tr><th scope="col">年份</th><th scope="col">标题</th>'
        '<th scope="col">文种</th><th scope="col">单位</th><th scope="col" class="number">条目</th>'
        '<th scope="col" class="number">版本</th><th scope="col">文件</th></tr></thead>'
        f"<tbody>{''.join(map(_row, found[:ROWS]))}</tbody></table></div>"
    )


def _row(document: Document) -> str:
    own = '<span class="tag">仅本人可见</span>' if document.scope else ""
    return (
        f'<tr><td class="year">{document.year or "未写明"}</td>'
        f'<th scope="row"><a href="#library/{document.id}">{escape(document.title)}</a>{own}</th>'
        f'<td data-label="文种">{document.kind}</td><td data-label="单位">{escape(document.unit or "未写明")}</td>'
        f'<td data-label="条目" class="number">{document.items}</td>'
        f'<td data-label="版本" class="number">{document.number}</td>'
        f'<td data-label="文件" class="file">{escape(document.file)}</td></tr>'
    )
