"""Files of the screen 起草 that go out and come back: Word, revisions, provenance, the plan as a sheet.

Each route asks who is there: an unknown draft and another person's answer alike. What goes out is noted in the audit
log. What comes back is read from a folder of its own, of which nothing stays.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from html import escape
from pathlib import Path as File
from tempfile import TemporaryDirectory
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.drafting import versions
from assistant.drafting.making import NO_REVISIONS
from assistant.drafting.plan_file import read_plan, write_plan
from assistant.drafting.records import Draft
from assistant.drafting.reimport import Maker, following, reimport, summary
from assistant.export.provenance import write_provenance
from assistant.export.table import Notes
from assistant.export.word import write_draft, write_revisions
from assistant.web.access import Visitor
from assistant.web.files import exported
from assistant.web.numbers import Number
from assistant.web.receiving import receive_files
from assistant.web.screens import Site
from assistant.web.screens.drafting_bench import Bench, taken_over
from assistant.web.screens.drafting_draft import base_of, current, keep
from assistant.web.screens.drafting_plan import plan_html
from assistant.workspace.preparations import Preparations
from assistant.workspace.uploads import Batch
from ingest.errors import BadRequest
from ingest.library import DraftId
from ingest.readers import Sandbox

_ALL: Final = "#drafting-summary, #drafting-text, #drafting-todo, #drafting-history"


def download_routes(site: Site, preparations: Preparations, bench: Bench) -> APIRouter:
    """What goes out.

    Args:
        site (Site): What they work with.
        preparations (Preparations): Of the same home.
        bench (Bench): Works out their plans.

    Returns:
        APIRouter: To be included in the screen's.
    """
    router = APIRouter()

    @router.get("/drafts/{draft:int}/word")
    def word(request: Request, draft: Number) -> Response:
        return _draft_file(site, request, draft, "Word", "{}.docx", write_draft)

    @router.get("/drafts/{draft:int}/commented")
    def commented(request: Request, draft: Number) -> Response:
        def write(path: File, found: Draft) -> None:
            write_draft(path, found, comments=True)

        return _draft_file(site, request, draft, "带批注的 Word", "{}（出处批注）.docx", write)

    @router.get("/drafts/{draft:int}/revisions")
    def revisions(request: Request, draft: Number) -> Response:
        reader = site.reader_of(request)

        def write(path: File, found: Draft) -> None:
            base = base_of(site, found, reader)
            if found.kind == "总结":
                raise BadRequest(NO_REVISIONS)
            if base is None:
                raise BadRequest("上年的文本不在资料库里，写不出修订稿。请先在文档库收入上年文件，再重新起草")
            write_revisions(path, found, base)

        return _draft_file(site, request, draft, "修订稿", "{}（修订稿）.docx", write)

    @router.get("/drafts/{draft:int}/provenance")
    def provenance(request: Request, draft: Number) -> Response:
        def write(path: File, found: Draft) -> None:
            write_provenance(path, found, Notes(f"{found.title}出处", date.today(), None))

        return _draft_file(site, request, draft, "出处表", "{}（出处表）.xlsx", write)

    @router.get("/preparations/{number:int}/plan.xlsx")
    def plan(request: Request, number: Number) -> Response:
        owner = site.reader_of(request)
        found = bench.laid(owner, preparations.get(owner, number)).plan
        name = f"{found.unit}{found.year}年{found.kind}起草计划.xlsx"
        return exported(site.home, owner, "计划表", name, lambda path: write_plan(path, found))

    return router


def _draft_file(
    site: Site, request: Request, draft: DraftId, what: str, name: str, write: Callable[[File, Draft], None]
) -> Response:
    reader = site.reader_of(request)
    found = versions.load(site.home.library, draft, reader=reader)
    return exported(site.home, reader, what, name.format(found.title), lambda path: write(path, found), draft=draft)


# --- what comes back --------------------------------------------------------------------------------------------------


def return_routes(site: Site, preparations: Preparations, bench: Bench) -> APIRouter:
    """What comes back; arguments as of `download_routes`."""
    router = APIRouter(default_response_class=HTMLResponse)

    @router.post("/drafts/{draft:int}/return")
    async def returned(request: Request, draft: Number) -> str:
        visitor = await run_in_threadpool(site.allowed, request, "editor")
        await run_in_threadpool(versions.history, site.home.library, draft, visitor.name)  # refused before it arrives
        async with _arrived(site, request) as file:
            note = await run_in_threadpool(_taken_in, site, visitor, draft, file)
        return f'<p class="notice done" data-refresh="{_ALL}">{escape(note)}</p>'

    @router.post("/preparations/{number:int}/plan.xlsx")
    async def plan(request: Request, number: Number) -> str:
        visitor = await run_in_threadpool(site.allowed, request, "editor")
        await run_in_threadpool(preparations.get, visitor.name, number)
        async with _arrived(site, request) as file:
            return await run_in_threadpool(_plan_taken_over, visitor, number, file)

    def _plan_taken_over(visitor: Visitor, number: int, file: File) -> str:
        fresh = bench.laid(visitor.name, preparations.get(visitor.name, number)).fresh
        edited = read_plan(file, fresh)
        found = preparations.change(visitor.name, number, lambda now: taken_over(now, fresh, edited))
        return plan_html(number, bench.laid(visitor.name, found), editable=True)

    return router


@asynccontextmanager
async def _arrived(site: Site, request: Request) -> AsyncIterator[File]:
    """The one file that a request brings, for as long as it is read."""
    largest = site.home.settings.max_file_bytes
    with TemporaryDirectory(dir=site.home.settings.home, prefix="return-") as folder:
        batch = Batch(File(folder), largest)
        try:
            await receive_files(request, batch, largest)
        finally:
            batch.finish()
        if error := batch.files[0].error:
            raise BadRequest(error)
        yield File(folder) / batch.files[0].name


def _taken_in(site: Site, visitor: Visitor, draft: DraftId, path: File) -> str:
    """Read an edited Word document, and keep what it makes of the draft as its next version."""
    version, old = current(site, draft, visitor.name)
    with Sandbox(site.home.settings) as sandbox:
        lines = sandbox.read(path)
    maker = Maker.of(old, site.home.library.profile(), site.home.embedding)
    changed = following(old, reimport(old, lines, path.name), maker)
    told = summary(old, changed)
    version = keep(site, visitor, version, changed, f"导入修改稿：{told}")
    return f"已收回修改稿：{told}，存为第 {version.number} 版。"
