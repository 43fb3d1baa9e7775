"""Cited documents as tables: who cites what, what is there and in force, and what is to be collected. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from assistant.citations.register import CitedDocument, Register
from assistant.citations.views import force_shown, how_shown
from assistant.exhaustive.scope import examined
from assistant.lookup import citations
from assistant.naming import ROLE_NAMES
from assistant.references import book_title
from assistant.web.screens import Site
from assistant.web.screens.register_form import (
    documents_html,
    export_url,
    found_html,
    on_page,
    pager_html,
    place_button,
    typed,
)
from assistant.web.screens.register_wanted import View, Wanted, place_of
from ingest.library import Library
from ingest.records import Document, Mention, Placed, Scope

PLACES: Final = 3  # shown of one document; the others are a click away
_NONE: Final = '<p class="notice">没有符合条件的引用。请换一个文件名，或去掉几个条件再查。</p>'
_ALL_THERE: Final = '<p class="notice done">没有待收集的文件：作为依据引用的文件资料库里都有，或者已经失效。</p>'


@dataclass(frozen=True, slots=True)
class Cited:
    """What the documents that were looked through cite."""

    documents: tuple[Document, ...]  # examined
    register: Register  # narrowed to the mentions
    mentions: tuple[Placed[Mention], ...]
    meant: str  # the document that was asked for, by its registered name; "" for all, or where nothing cites it


def cited_in(library: Library, wanted: Wanted, reader: Scope) -> Cited:
    """Look citations up.

    Args:
        library (Library): Where they are.
        wanted (Wanted): What is looked for; `cites` names the document that others rest on.
        reader (Scope): Who asks.

    Returns:
        Cited: All of it.
    """
    register, filters = citations(library, reader), wanted.filters(reader)
    documents = library.documents(filters)
    if not wanted.cites:
        mentions = library.mentions(filters)
        return Cited(tuple(documents), register.narrowed(mentions), tuple(mentions), "")
    chosen = {document.id for document in documents}
    mentions = [mention for mention in register.resting_on(wanted.cites) if mention.document.id in chosen]
    meant = register.meant(wanted.cites) or ""
    return Cited(tuple(documents), register.narrowed(mentions), tuple(mentions), meant)


def cites_form(wanted: Wanted, documents: Sequence[Document]) -> str:
    """The fields that narrow the lists of cited documents."""
    name = typed("依据文件", "cites", wanted.cites, "哪些条目以它为依据：全称或简称", grow=True)
    return f'<div class="filter">{name}</div>{documents_html(wanted, documents)}'


def cites_html(site: Site, cited: Cited, wanted: Wanted) -> str:
    """What is cited, the most cited first.

    Args:
        site (Site): Makes links.
        cited (Cited): What was found.
        wanted (Wanted): On which page.

    Returns:
        str: HTML.

    Raises:
        BadRequest: There is no such page.
    """
    groups = cited.register.groups
    places = sum(len(group.citing) for group in groups)
    count = f"共引用 {len(groups)} 份文件、{places} 处，检查了 {examined(cited.documents)}"
    head = ("被引用的文件", "用途", "效力", "资料库", "引用处")
    rows = "".join(_cited_row(group, cited.register) for group in on_page(groups, wanted.page))
    note = f'<p class="hint">{escape(how_shown(cited.register))}。</p>'
    body = f"{_table(head, rows)}{note}" if groups else _NONE
    return _found(site, "cites", wanted, cited, count, body, groups)


def collect_html(site: Site, cited: Cited, wanted: Wanted) -> str:
    """What texts rest on and the library lacks, the most cited first; arguments and errors as of `cites_html`."""
    missing = cited.register.to_collect()
    count = f"有 {len(missing)} 份依据文件资料库里还没有，检查了 {examined(cited.documents)}"
    rows = "".join(
        f"<tr>{_name(group)}<td data-label='引用'>{len(group.citing)} 处</td><td>{_places(group.citing)}</td></tr>"
        for group in on_page(missing, wanted.page)
    )
    body = _table(("待收集的文件", "引用", "引用处"), rows) if missing else _ALL_THERE
    return _found(site, "collect", wanted, cited, count, body, missing)


def _found(
    site: Site, view: View, wanted: Wanted, cited: Cited, count: str, body: str, rows: Collection[CitedDocument]
) -> str:
    export = export_url(site, "cites", wanted.pairs()) if cited.mentions else ""
    pages = pager_html(view, wanted, len(rows))
    return found_html(place_of(view, wanted.pairs()), count, export, f"{_meant(cited, wanted)}{body}{pages}")


def _meant(cited: Cited, wanted: Wanted) -> str:
    """How a name was understood."""
    if not wanted.cites:
        return ""
    words = f"“{wanted.cites}”按{book_title(cited.meant)}查。" if cited.meant else f"没有一份文件引用“{wanted.cites}”。"
    return f'<p class="hint">{escape(words)}</p>'


def _table(head: Sequence[str], rows: str) -> str:
    columns = "".join(f'<th scope="col">{name}</th>' for name in head)
    return (
        f'<div class="scroll"><table class="grid cited"><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>'
        "</div>"
    )


def _cited_row(group: CitedDocument, register: Register) -> str:
    has = place_in_library(group.document) if group.document else '<span class="untold">没有</span>'
    ended = group.status.force != "in_force"
    force = escape(force_shown(group.status, register))
    return (
        f'<tr>{_name(group)}<td data-label="用途">{ROLE_NAMES[group.role]}</td>'
        f'<td data-label="效力"{" class=ended" if ended else ""}>{force}</td><td data-label="资料库">{has}</td>'
        f'<td data-label="引用处">{_places(group.citing)}</td></tr>'
    )


def place_in_library(document: Document) -> str:
    """A button that opens a document at its beginning."""
    return (
        f'<button type="button" class="source" data-version="{document.version}" title="打开文件">'
        f"{escape(document.file)}</button>"
    )


def _name(group: CitedDocument) -> str:
    aliases = f'<p class="facts">又作：{escape("、".join(group.aliases))}</p>' if group.aliases else ""
    return f'<th scope="row">{escape(book_title(group.name))}{aliases}</th>'


def _places(citing: Sequence[Placed[Mention]]) -> str:
    buttons = [f"<li>{_button(placed)}</li>" for placed in citing]
    more = buttons[PLACES:]
    rest = f"<details><summary>另有 {len(more)} 处</summary><ul>{''.join(more)}</ul></details>" if more else ""
    return f"<ul>{''.join(buttons[:PLACES])}</ul>{rest}"


def _button(placed: Placed[Mention]) -> str:
    return place_button(placed.document, placed.item, placed.what.start, placed.what.end)
