"""The screen 文档库: what is in the library, and everything that one does with a document but ask it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, Response

from assistant.web.access import Visitor
from assistant.web.files import BYTES, as_file
from assistant.web.numbers import Number
from assistant.web.screens import Screen, Site, joined, may
from assistant.web.screens.library_document import (
    BACK,
    Sheet,
    actions_html,
    corrections,
    gone_html,
    sheet_html,
    sure_html,
)
from assistant.web.screens.library_intake import intake_html, job_html, welcome_html
from assistant.web.screens.library_list import Wanted, filter_html, list_html
from assistant.web.screens.library_purge import (
    MISSING,
    consequences,
    purge,
    purgeable,
    quoting_drafts,
    removed_html,
)
from assistant.web.screens.library_upkeep import upkeep_routes
from assistant.workspace import audit
from assistant.workspace.jobs import sample_job
from ingest.errors import BadRequest
from ingest.records import EVERYONE, Document, DocumentId, Filters, Kind

DRAFTS: Final = r"^[0-9 ]{0,2000}$"  # numbers of drafts
_PANEL: Final = (
    '<div class="overview"><div class="screen-head"><h2>文档库</h2>'
    '<div id="library-state" data-load="/screens/library/state" data-fresh></div></div>'
    '<div id="library-intake" data-load="/screens/library/intake"></div>'
    '<div id="library-home" data-load="/screens/library/home" data-fresh data-with="#library-filter"></div></div>'
    '<div id="library-document" data-detail="/screens/library/documents/"></div>'
)


def panel() -> str:
    """The skeleton."""
    return _PANEL


def routes(site: Site) -> APIRouter:
    """The screen's routes.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be put below /screens/library.
    """
    return joined(_lists(site), _documents(site), _departures(site), upkeep_routes(site))


# --- the list, and how documents come in ------------------------------------------------------------------------------


def _lists(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    library = site.home.library

    @router.get("/home")
    def home(request: Request, wanted: Annotated[Wanted, Depends()]) -> str:
        visitor = site.visitor_of(request)
        found = library.documents(Filters(visitor.name))
        if not found:
            return welcome_html(may(visitor, "editor")) + _removed(site, visitor)
        listed = f'<div id="library-list">{list_html(found, wanted)}</div>'
        return filter_html(found, wanted) + listed + _removed(site, visitor)

    @router.get("/list")
    def listed(request: Request, wanted: Annotated[Wanted, Depends()]) -> str:
        return list_html(library.documents(Filters(site.reader_of(request))), wanted)

    @router.get("/intake")
    def intake(request: Request) -> str:
        visitor = site.visitor_of(request)
        return intake_html(visitor, library.jobs.of(visitor.name)) if may(visitor, "editor") else ""

    @router.post("/sample")
    def sample(request: Request) -> str:
        visitor = site.allowed(request, "editor")
        return job_html(site.runner.submit(sample_job(visitor.name, EVERYONE)))

    return router


def _removed(site: Site, visitor: Visitor) -> str:
    if not may(visitor, "admin"):
        return ""
    library = site.home.library
    return removed_html(library.removed_documents(visitor.name), library.unfinished_purges())


# --- one document -----------------------------------------------------------------------------------------------------


def _documents(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    library = site.home.library

    @router.get("/documents/{document:int}")
    def shown(request: Request, document: Number) -> str:
        visitor = site.visitor_of(request)
        if may(visitor, "admin") and _is_removed(site, document, visitor):
            return BACK + _sure_to_purge(site, document, visitor, cancel=False)
        return sheet_html(site, _sheet(site, document, visitor))

    @router.get("/documents/{document:int}/actions")
    def actions(request: Request, document: Number) -> str:
        return actions_html(site, _sheet(site, document, site.visitor_of(request)))

    @router.post("/documents/{document:int}")
    def edit(
        request: Request,
        document: Number,
        kind: Annotated[Kind, Form()],
        title: Annotated[str, Form()] = "",
        unit: Annotated[str, Form()] = "",
        year: Annotated[str, Form()] = "",
    ) -> str:
        visitor = site.allowed(request, "editor")
        changed = corrections(_known(site, document, visitor), title, unit, year, kind)
        if changed:
            library.edit(document, **changed)
            audit.record(library, visitor.name, "更正", document=document)
        said = "已保存更正，检索和回答随即按它进行。" if changed else "没有改动。"
        return sheet_html(site, _sheet(site, document, visitor), said)

    @router.get("/original/{version:int}")
    def original(request: Request, version: Number) -> Response:
        reader = site.reader_of(request)
        try:
            shown = library.version_of(version, reader)
        except BadRequest as error:
            raise BadRequest(MISSING) from error
        content = library.original(version, reader)
        return Response(content, media_type=BYTES, headers=as_file(shown.file))

    return router


def _known(site: Site, document: DocumentId, visitor: Visitor) -> Document:
    try:
        return site.home.library.document(document, visitor.name)
    except BadRequest as error:
        raise BadRequest(MISSING) from error  # the library's own line names a command


def _sheet(site: Site, document: DocumentId, visitor: Visitor) -> Sheet:
    library = site.home.library
    found = _known(site, document, visitor)
    return Sheet(
        document=found,
        outline=library.outline(found.version, visitor.name),
        versions=library.versions(document, visitor.name),
        editable=may(visitor, "editor"),
        purgeable=may(visitor, "admin"),
    )


# --- removing and purging ---------------------------------------------------------------------------------------------


def _departures(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    library = site.home.library

    @router.get("/documents/{document:int}/remove")
    def sure_to_remove(request: Request, document: Number) -> str:
        visitor = site.allowed(request, "editor")
        title = _known(site, document, visitor).title
        lines = [f"移除《{title}》？", "它立即不再出现在检索、要求和回答里；再次上传同一文件即可恢复。"]
        return sure_html(document, "remove", lines, "移除")

    @router.post("/documents/{document:int}/remove")
    def remove(request: Request, document: Number) -> str:
        visitor = site.allowed(request, "editor")
        title = _known(site, document, visitor).title
        library.remove(document)
        audit.record(library, visitor.name, "移除", document=document)
        return gone_html(f"已移除《{title}》。再次上传同一文件即可恢复。")

    @router.get("/documents/{document:int}/purge")
    def sure_to_purge(request: Request, document: Number) -> str:
        visitor = site.allowed(request, "admin")
        return _sure_to_purge(site, document, visitor, cancel=True)

    @router.post("/documents/{document:int}/purge")
    def purged(request: Request, document: Number, drafts: Annotated[str, Form(pattern=DRAFTS)] = "") -> str:
        visitor = site.allowed(request, "admin")
        purge(site.home, visitor, document, [int(draft) for draft in drafts.split()])
        return gone_html("已彻底删除，资料库和索引里没有留下它的任何内容。")

    return router


def _is_removed(site: Site, document: DocumentId, visitor: Visitor) -> bool:
    library = site.home.library
    hidden = {known.id for known in library.removed_documents(visitor.name)}
    return document in hidden or document in library.unfinished_purges()


def _sure_to_purge(site: Site, document: DocumentId, visitor: Visitor, cancel: bool) -> str:
    library = site.home.library
    known = purgeable(library, document, visitor.name)
    lines = (
        consequences(library, known, visitor.name)
        if known
        else [f"编号为 {document} 的文件上次没有彻底删除完。再做一次即可清除剩下的内容。"]
    )
    drafts = " ".join(map(str, quoting_drafts(library, known)))
    return sure_html(
        document, "purge", lines, "彻底删除", cancel, f'<input type="hidden" name="drafts" value="{drafts}">'
    )


SCREEN: Final = Screen("library", "文档库", panel, routes, ("library.js", "library.css"))
