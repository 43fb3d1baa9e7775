"""A stored version as HTML: its text line by line, its items' addresses beside it, one span highlighted. Pure.

The text is the document's own: all of it is there, and what <mark> holds is `content[start:end]`, character by
character (line feeds and tabs included). Addresses and column names are attributes that the style sheet shows, so that
no added character ever stands inside the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from assistant.references import book_title, place, reference
from ingest.records import Citation, Document, Item, Outline

_CELL: Final = re.compile(r"[^\t]+|\t")
_STOPS: Final = ("。", "；", "：", "，")


@dataclass(frozen=True, slots=True)
class Page:
    """One version of a document as its reader may see it, and the version that is current now."""

    shown: Document
    current: Document
    outline: Outline
    content: str
    original: str  # where the file itself is to be had


def source_button(citation: Citation, words: str, style: str) -> str:
    """A button that opens a citation's document at its quote.

    Args:
        citation (Citation): Where to go.
        words (str): The button's text.
        style (str): Its class.

    Returns:
        str: HTML.
    """
    where = f"出处 {citation.n}：{book_title(citation.document)}{place(citation.address, citation.page)}，打开原文"
    return (
        f'<button type="button" class="{style}" data-version="{citation.version}" data-start="{citation.start}" '
        f'data-end="{citation.end}" aria-label="{escape(where)}">{escape(words)}</button>'
    )


def copy_button(words: str) -> str:
    """A button that copies a quote with its source."""
    return f'<button type="button" class="quiet" data-copy="{escape(words)}">复制引文</button>'


def document_html(page: Page, start: int, end: int) -> str:
    """A version with one span highlighted.

    Args:
        page (Page): What to show.
        start (int): First character of the span.
        end (int): Behind its last character; a span that is empty or reaches beyond the text highlights nothing.

    Returns:
        str: An <article>: what the document is, where the span stands, and the whole text.
    """
    if not 0 <= start < end <= len(page.content):
        start = end = 0
    cited = _item_at(page.outline.items, start) if end else None
    return (
        f'<article aria-label="{escape(book_title(page.shown.title))}">'
        f"<header>{_head(page)}{_place(page, cited, start, end)}</header>"
        f'<div class="text" tabindex="0" role="region" aria-label="全文">{body_html(page, start, end)}</div></article>'
    )


def body_html(page: Page, start: int, end: int) -> str:
    """The whole text, a <p> for each line with its line feed, `content[start:end]` in <mark>."""
    return "".join(_line(page, first, last, start, end) for first, last in _lines(page.content))


# --- above the text ---------------------------------------------------------------------------------------------------


def _head(page: Page) -> str:
    shown = page.shown
    facts = [f"{shown.year}年" if shown.year else "年份未写明", shown.kind, shown.unit or "单位未写明", shown.file]
    if page.current.number > 1:
        facts.append(f"第 {shown.number} 版")
    return (
        f'<div class="bar"><h2 tabindex="-1">{escape(shown.title)}</h2><div class="actions">'
        f'<a class="quiet" href="{escape(page.original)}" download>下载原件</a>'
        '<button type="button" class="quiet" data-close aria-label="关闭文件">关闭</button></div></div>'
        f'<p class="facts">{escape(" · ".join(facts))}</p>{_superseded(page)}'
    )


def _superseded(page: Page) -> str:
    shown, current = page.shown, page.current
    if shown.version == current.version:
        return ""
    return (
        f'<p class="superseded" role="note">这是旧版本（第 {shown.number} 版），现行的是第 {current.number} 版。'
        f'<button type="button" class="quiet" data-version="{current.version}">查看现行版本</button></p>'
    )


def _place(page: Page, cited: Item | None, start: int, end: int) -> str:
    if not cited:
        return ""
    path = "".join(f"<li>{escape(heading)}</li>" for heading in cited.headings)
    quote = reference(page.content[start:end], page.shown.title, cited.address)
    return (
        f'<div class="place"><ol aria-label="所在位置">{path}<li class="address">'
        f"{escape(place(cited.address, cited.page_at(start)))}</li></ol>{copy_button(quote)}</div>"
    )


def _item_at(items: Sequence[Item], offset: int) -> Item | None:
    """The item whose own text holds a character; none for title, signature and the like."""
    at = bisect_right(items, offset, key=lambda item: item.start) - 1
    return items[at] if at >= 0 and offset < items[at].end else None


# --- the text ---------------------------------------------------------------------------------------------------------


def _lines(content: str) -> Iterator[tuple[int, int]]:
    """Offsets of each line, its line feed included."""
    for match in re.finditer(r"[^\n]*\n|[^\n]+\Z", content):
        yield match.span()


def _line(page: Page, first: int, last: int, start: int, end: int) -> str:
    items = page.outline.items
    item = _item_at(items, first)
    opened = items[_from(items, first) : _from(items, last)]
    cuts = sorted({first, *(each.start for each in opened), last})
    html = "".join(
        _cells(page.content, a, b, start, end, item)
        if item and item.cells
        else _inline(opened, a, first, _marked(page.content, a, b, start, end))
        for a, b in pairwise(cuts)
    )
    return f"<p{_attributes(page, item, first, last)}>{html}</p>"


def _from(items: Sequence[Item], offset: int) -> int:
    """Index of the first item that begins at an offset or behind it."""
    return bisect_left(items, offset, key=lambda item: item.start)


def _inline(opened: Sequence[Item], at: int, first: int, html: str) -> str:
    """An item that begins inside a line has its address at that place."""
    address = next((item.address for item in opened if item.start == at > first), None)
    return f'<span class="item" data-address="{escape(address)}">{html}</span>' if address else html


def _attributes(page: Page, item: Item | None, first: int, last: int) -> str:
    line = page.content[first:last].strip()
    if not item:
        before = not page.outline.items or first < page.outline.items[0].start
        return f' class="{"title" if before and line and line in page.shown.title else "outside"}"'
    heading = " heading" if item.text == line and not line.endswith(_STOPS) and not item.cells else ""
    css = f' class="level-{item.level}{heading}{" row" if item.cells else ""}"'
    return f'{css} data-address="{escape(item.address)}"' if item.start == first else css


def _cells(content: str, a: int, b: int, start: int, end: int, item: Item) -> str:
    """A table row: each value below its column's name. A row's text is its distinct values joined by tabs."""
    names = {value: name for name, value in reversed(item.cells)}
    html = []
    for match in _CELL.finditer(content, a, b):
        text = _marked(content, *match.span(), start, end)
        column = names.get(match[0].strip(), "")
        html.append(text if match[0] == "\t" else f'<span class="cell" data-column="{escape(column)}">{text}</span>')
    return "".join(html)


def _marked(content: str, a: int, b: int, start: int, end: int) -> str:
    """`content[a:b]`, the part of it inside the span in <mark>."""
    left, right = max(a, start), min(b, end)
    if left >= right:
        return escape(content[a:b])
    return f"{escape(content[a:left])}<mark>{escape(content[left:right])}</mark>{escape(content[right:b])}"
