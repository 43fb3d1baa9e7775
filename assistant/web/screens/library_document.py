"""One document on the screen 文档库: what it is, to correct; its outline as it was read; its versions. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from assistant.naming import TENSE_NAMES
from assistant.web.screens import Site
from ingest.errors import BadRequest
from ingest.library import VersionInfo
from ingest.records import KINDS, Document, DocumentId, Item, Outline

YEARS: Final = range(1900, 2201)
_WHERE: Final = "/screens/library/documents"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with all that its page shows of it."""

    document: Document
    outline: Outline
    versions: Sequence[VersionInfo]
    editable: bool  # by who looks
    purgeable: bool


# --- what a visitor typed ---------------------------------------------------------------------------------------------


def corrections(document: Document, title: str, unit: str, year: str, kind: str) -> dict[str, Any]:
    """What of a form is another value than the document has, as `Library.edit` takes it.

    Args:
        document (Document): As it is now.
        title (str): As typed, like the others.
        unit (str): "" is a document that names none.
        year (str): "" leaves one that names none as it is.
        kind (str): One of KINDS.

    Returns:
        dict[str, Any]: Empty where nothing was changed.

    Raises:
        BadRequest: An empty title, or a year that is none.
    """
    if not title.strip():
        raise BadRequest("标题不能为空。请填写标题后再保存")
    given: dict[str, Any] = {"title": " ".join(title.split()), "unit": " ".join(unit.split()), "kind": kind}
    if year.strip() or document.year:
        given["year"] = _year(year.strip())
    return {name: value for name, value in given.items() if value != getattr(document, name)}


def _year(typed: str) -> int:
    if typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) in YEARS:
        return int(typed)
    raise BadRequest(f"年份应是 {YEARS[0]} 到 {YEARS[-1]} 之间的四位数字：{typed or '（空）'}。请改正后再保存")


# --- what they see ----------------------------------------------------------------------------------------------------


def sheet_html(site: Site, sheet: Sheet, said: str = "") -> str:
    """A document's page.

    Args:
        site (Site): Makes links.
        sheet (Sheet): The document.
        said (str): One line above it: what was just done.

    Returns:
        str: HTML.
    """
    document = sheet.document
    facts = [document.file, f"{document.items} 条", f"第 {document.number} 版"]
    facts += ["仅本人可见"] if document.scope else []
    notice = f'<p class="notice done" role="status" data-refresh="#reload">{escape(said)}</p>' if said else ""
    return (
        f"{BACK}{notice}"
        f'<div class="screen-head"><h2 tabindex="-1">{escape(document.title)}</h2></div>'
        f'<p class="facts">{escape(" · ".join(facts))}</p>'
        f'<div id="library-actions">{actions_html(site, sheet)}</div>'
        f'<div class="columns"><section class="card wide" aria-label="条目">{_outline(sheet)}</section>'
        f'<div class="stack"><section class="card" aria-label="文件信息">{_description(sheet)}</section>'
        f'<section class="card" aria-label="版本">{_versions(site, sheet)}</section></div></div>'
    )


BACK: Final = '<p class="back"><a href="#library">‹ 返回文档库</a></p>'


def actions_html(site: Site, sheet: Sheet) -> str:
    """What can be done with a document; removing and purging are asked about first."""
    document = sheet.document
    html = [
        f'<button type="button" class="button" data-version="{document.version}">阅读全文</button>',
        f'<a class="button plain" href="{_original(site, document.version)}" download>下载原件</a>',
    ]
    if sheet.editable:
        html.append(_asking(document.id, "remove", "移除…"))
    if sheet.purgeable:
        html.append(_asking(document.id, "purge", "彻底删除…"))
    return f'<div class="actions">{"".join(html)}</div>'


def _asking(document: DocumentId, what: str, words: str) -> str:
    return (
        f'<form data-into="#library-actions" action="{_WHERE}/{document}/{what}" method="get">'
        f'<button class="button plain">{words}</button></form>'
    )


def sure_html(
    document: DocumentId, what: str, lines: Sequence[str], words: str, cancel: bool = True, fields: str = ""
) -> str:
    """What a step would do, with the button that does it.

    Args:
        document (DocumentId): Of which document.
        what (str): The step, as addresses name it: remove, purge.
        lines (Sequence[str]): What depends on it; the first says what will be done.
        words (str): The button's text.
        cancel (bool): Whether there is a page to go back to.
        fields (str): What is sent along, as HTML.

    Returns:
        str: HTML.
    """
    first, *others = (escape(line) for line in lines)
    list_of_others = f"<ul>{''.join(f'<li>{line}</li>' for line in others)}</ul>" if others else ""
    back = (
        f'<form data-into="#library-actions" action="{_WHERE}/{document}/actions" method="get">'
        '<button class="button plain">取消</button></form>'
        if cancel
        else ""
    )
    return (
        f'<div class="sure" role="alertdialog" tabindex="-1" aria-label="请确认"><p>{first}</p>{list_of_others}'
        f'<div class="actions"><form data-into="#library-document" action="{_WHERE}/{document}/{what}" method="post">'
        f'{fields}<button class="button danger">{words}</button></form>{back}</div></div>'
    )


def gone_html(said: str) -> str:
    """In a document's place, when it is there no longer."""
    return f'{BACK}<h2 tabindex="-1" class="notice done" role="status" data-refresh="#reload">{escape(said)}</h2>'


# --- its parts --------------------------------------------------------------------------------------------------------


def _description(sheet: Sheet) -> str:
    document = sheet.document
    if not sheet.editable:
        facts = {
            "标题": document.title,
            "单位": document.unit or "未写明",
            "年份": str(document.year or "未写明"),
            "文种": document.kind,
        }
        return f"<h3>文件信息</h3><dl>{''.join(f'<dt>{k}</dt><dd>{escape(v)}</dd>' for k, v in facts.items())}</dl>"
    kinds = "".join(f"<option{' selected' if kind == document.kind else ''}>{kind}</option>" for kind in KINDS)
    return (
        '<h3>文件信息</h3><p class="hint">读错了可以在这里更正；文件再次导入后更正仍然有效。</p>'
        f'<form class="fields" data-into="#library-document" action="{_WHERE}/{document.id}" method="post">'
        '<label class="grow">标题<textarea name="title" rows="2" maxlength="300">'
        f"{escape(document.title)}</textarea></label>"
        f'<label class="grow">单位<input name="unit" value="{escape(document.unit)}" maxlength="100" '
        'placeholder="原文未写明"></label>'
        f'<label>年份<input name="year" value="{document.year or ""}" inputmode="numeric" maxlength="4" '
        'placeholder="未写明"></label>'
        f'<label>文种<select name="kind">{kinds}</select></label><button class="button">保存更正</button></form>'
    )


def _outline(sheet: Sheet) -> str:
    items = sheet.outline.items
    if not items:
        return '<h3>条目</h3><p class="hint">没有读出条目。请阅读全文，看看文件是否有编号或段落。</p>'
    counts = Counter(item.tense for item in items)
    told = "、".join(f"{name} {counts[tense]} 条" for tense, name in TENSE_NAMES.items() if counts[tense])
    rows = "".join(_item(sheet.document, item) for item in items)
    return (
        f'<h3>条目</h3><p class="hint">共 {len(items)} 条，其中{told}。点击条目，在原文中核对。</p>'
        f'<ol class="outline">{rows}</ol>'
    )


def _item(document: Document, item: Item) -> str:
    words = item.title or item.text[:40]
    return (
        f'<li class="depth-{min(item.level, 4)}"><span class="address">{escape(item.address)}</span>'
        f'<button type="button" class="entry" data-version="{document.version}" data-start="{item.start}" '
        f'data-end="{item.end}">{escape(words)}</button>'
        f'<span class="tag tag-{item.tense}">{TENSE_NAMES[item.tense]}</span></li>'
    )


def _versions(site: Site, sheet: Sheet) -> str:
    rows = "".join(_version(site, version) for version in reversed(sheet.versions))
    return f'<h3>版本</h3><ol class="versions">{rows}</ol>'


def _version(site: Site, info: VersionInfo) -> str:
    current = '<span class="tag tag-plan">现行</span>' if info.current else ""
    return (
        f"<li><span>第 {info.number} 版{current}</span>"
        f'<span class="facts">{info.created_at.astimezone():%Y-%m-%d %H:%M} 导入</span>'
        f'<span class="links"><button type="button" class="quiet" data-version="{info.version}" '
        f'aria-label="打开第 {info.number} 版">打开</button>'
        f'<a class="quiet" href="{_original(site, info.version)}" download aria-label="下载第 {info.number} 版原件">'
        "下载原件</a></span></li>"
    )


def _original(site: Site, version: int) -> str:
    return escape(site.url(f"/screens/library/original/{version}"))
