"""Routes of a draft that is written: its parts, one item rewritten, an earlier version back, its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from assistant.drafting import versions
from assistant.drafting.editing import edited
from assistant.drafting.making import desk_of
from assistant.drafting.records import Draft, Sentence
from assistant.drafting.reimport import Maker, following, summary
from assistant.drafting.story import examined_again
from assistant.web.access import Visitor
from assistant.web.numbers import Number, Place
from assistant.web.screens import Site, joined, may
from assistant.web.screens.drafting_proposal import WHERE
from assistant.web.screens.drafting_sheet import (
    draft_html,
    history_html,
    item_html,
    sentence_html,
    summary_html,
    text_html,
    todo_html,
)
from assistant.web.screens.drafting_steps import gone_html, sure_html
from assistant.workspace import audit
from ingest.errors import BadRequest
from ingest.library import DraftId, DraftVersion
from ingest.records import Outline, Scope

OTHERS: Final = "#drafting-summary, #drafting-todo, #drafting-history, #drafting-model"  # beside the text


def draft_routes(site: Site) -> APIRouter:
    """Routes below /screens/drafting/drafts.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be included in the screen's.
    """
    return joined(_parts(site), _changes(site))


def _parts(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    library = site.home.library

    @router.get("/drafts/{draft:int}/summary")
    def classes(request: Request, draft: Number) -> str:
        return summary_html(versions.load(library, draft, reader=site.reader_of(request)))

    @router.get("/drafts/{draft:int}/text")
    def text(request: Request, draft: Number) -> str:
        visitor = site.visitor_of(request)
        version, found = current(site, draft, visitor.name)
        return text_html(version, found, may(visitor, "editor"), model_host=site.model_host)

    @router.get("/drafts/{draft:int}/todo")
    def todo(request: Request, draft: Number) -> str:
        return todo_html(versions.load(library, draft, reader=site.reader_of(request)))

    @router.get("/drafts/{draft:int}/history")
    def history(request: Request, draft: Number) -> str:
        visitor = site.visitor_of(request)
        return history_html(draft, versions.history(library, draft, visitor.name), may(visitor, "editor"))

    @router.get("/drafts/{draft:int}/sentences/{place:int}")
    def sentence(request: Request, draft: Number, place: Place) -> str:
        reader = site.reader_of(request)
        _, found = current(site, draft, reader)
        sentences = list(found.sentences())
        if place >= len(sentences):
            raise BadRequest("草稿里没有这一句。请刷新页面后重试")
        return sentence_html(sentences[place], list(_gone(site, sentences[place], reader)))

    @router.get("/drafts/{draft:int}/items/{place:int}")
    def item(request: Request, draft: Number, place: Place) -> str:
        visitor = site.allowed(request, "editor")
        version, found = current(site, draft, visitor.name)
        items = list(found.items())
        if place >= len(items):
            raise BadRequest("草稿里没有这一条。请刷新页面后重试")
        return item_html(version, items[place], place, site.model_host)

    return router


def _changes(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    library = site.home.library

    @router.post("/drafts/{draft:int}/items/{place:int}")
    def rewrite(
        request: Request,
        draft: Number,
        place: Place,
        number: Annotated[Number, Form()],
        text: Annotated[str, Form()] = "",
    ) -> str:
        visitor = site.allowed(request, "editor")
        version, old = current(site, draft, visitor.name)
        if version.number != number:
            raise BadRequest(f"草稿刚被改成了第 {version.number} 版。请复制您写的内容，刷新页面后再改")
        new = edited(old, place, text)
        if new is not old:
            where = list(old.items())[place].address
            new = following(old, new, Maker.of(old, library.profile(), site.home.embedding))
            version = keep(site, visitor, version, new, f"修改{where}：{summary(old, new)}")
        shown = versions.load(library, draft, version.number, visitor.name)
        return text_html(version, shown, True, place, site.model_host) + f'<span data-refresh="{OTHERS}"></span>'

    @router.post("/drafts/{draft:int}/undo")
    def undo(request: Request, draft: Number, to: Annotated[Number | None, Form()] = None) -> str:
        visitor = site.allowed(request, "editor")
        version = versions.undo(library, draft, visitor.name, to)
        audit.record(library, visitor.name, "修改草稿", draft=draft)
        return history_html(draft, versions.history(library, draft, visitor.name), True, f"{version.note}。")

    @router.get("/drafts/{draft:int}/delete")
    def sure_to_delete(request: Request, draft: Number) -> str:
        visitor = site.allowed(request, "editor")
        newest = versions.history(library, draft, visitor.name)[-1]
        question = f"将删除草稿《{newest.title}》的全部 {newest.number} 个版本，无法恢复（已有的备份里还有）。"
        return sure_html(f"{WHERE}/{draft}", str(draft), question)

    @router.post("/drafts/{draft:int}/delete")
    def delete(request: Request, draft: Number) -> str:
        visitor = site.allowed(request, "editor")
        title = versions.history(library, draft, visitor.name)[-1].title
        versions.delete(library, draft, visitor.name)
        audit.record(library, visitor.name, "彻底删除", draft=draft)
        return gone_html(f"已删除草稿《{title}》。")

    return router


def shown_html(site: Site, draft: DraftId, visitor: Visitor) -> str:
    """A draft's page; a BadRequest where there is none for this visitor."""
    version, found = current(site, draft, visitor.name)
    return draft_html(site, version, may(visitor, "editor"), base_of(site, found, visitor.name) is not None)


def current(site: Site, draft: DraftId, reader: Scope) -> tuple[DraftVersion, Draft]:
    """The current version of a draft; a BadRequest where there is none for this reader."""
    version = versions.history(site.home.library, draft, reader)[-1]
    return version, versions.load(site.home.library, draft, version.number, reader)


def keep(site: Site, visitor: Visitor, old: DraftVersion, changed: Draft, note: str) -> DraftVersion:
    """Check a changed draft again, and keep it as its next version.

    Args:
        site (Site): Where.
        visitor (Visitor): Who has changed it.
        old (DraftVersion): The version that was changed.
        changed (Draft): As it is now, unchecked.
        note (str): What was done, a Chinese line.

    Returns:
        DraftVersion: The new one; a Superseded where somebody else has made one meanwhile.
    """
    library = site.home.library
    desk = desk_of(library, site.home.embedding, visitor.name)
    checked = examined_again(changed, library, desk, visitor.name)
    version = versions.save(library, checked, visitor.name, note, old.draft, old.number)
    audit.record(library, visitor.name, "修改草稿", draft=old.draft)
    return version


def base_of(site: Site, draft: Draft, reader: Scope) -> Outline | None:
    """Last year's text; None where it is not in the library, or no more, and for a 总结: that goes on from none."""
    version = next(iter(draft.basis.prior), 0) if draft.kind != "总结" else 0
    try:
        return site.home.library.outline(version, reader) if version else None
    except BadRequest:  # removed or purged since
        return None


def _gone(site: Site, sentence: Sentence, reader: Scope) -> Iterator[int]:
    """Versions that a sentence quotes and the reader cannot open."""
    for version in {source.version for source in sentence.sources if source.version}:
        try:
            site.home.library.version_of(version, reader)
        except BadRequest:
            yield version
