"""The state of the index, its rebuild, and the backup: routes of the screen 文档库."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from assistant.web.files import BYTES, as_file
from assistant.web.screens import Site, may
from assistant.workspace import audit
from ingest.index.live import IndexState

CHUNK: Final = 2**20  # bytes of a download in memory at a time
LOOK_AGAIN_MS: Final = 1000


def upkeep_routes(site: Site) -> APIRouter:
    """Routes for the index and the backup.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be included in the screen's.
    """
    router = APIRouter(default_response_class=HTMLResponse)
    home = site.home

    @router.get("/state")
    def state(request: Request) -> str:
        return state_html(site, home.index.state(), may(site.visitor_of(request), "admin"))

    @router.post("/rebuild")
    def rebuild(request: Request) -> str:
        visitor = site.allowed(request, "admin")
        audit.record(home.library, visitor.name, "重建索引")
        home.index.rebuild(wait=False)
        return state_html(site, home.index.state(), keeper=True)

    @router.get("/backup")
    def backup(request: Request) -> StreamingResponse:
        visitor = site.allowed(request, "admin")
        copy = _copied(site)
        audit.record(home.library, visitor.name, "备份")
        name = f"要点资料库备份{datetime.now().astimezone():%Y%m%d-%H%M}.sqlite"
        return StreamingResponse(_chunks(copy), media_type=BYTES, headers=as_file(name))

    return router


def state_html(site: Site, state: IndexState, keeper: bool) -> str:
    """How the index is doing, and what an administrator can do about it.

    Args:
        site (Site): Makes links.
        state (IndexState): As it is now.
        keeper (bool): Whether the visitor is one.

    Returns:
        str: HTML; it is loaded again while a rebuild is running.
    """
    words = f'<p class="facts">{_told(state)}</p>'
    if state.failure:
        words += f'<p class="refused" role="alert">上次重建没有成功：{escape(state.failure)}。可以再试一次</p>'
    return f'<div class="bar"{_again(state)}>{words}{_tools(site, state) if keeper else ""}</div>'


def _told(state: IndexState) -> str:
    if state.rebuilding:
        return '索引：<span class="tag tag-done">正在重建</span>，期间照常可以提问和查找'
    if state.degraded:
        return '索引：<span class="tag tag-problem">部分不可用</span>，检索会慢一些，或漏掉一些结果'
    return '索引：<span class="tag tag-plan">正常</span>'


def _again(state: IndexState) -> str:
    return f' data-again="{LOOK_AGAIN_MS}"' if state.rebuilding else ""


def _tools(site: Site, state: IndexState) -> str:
    rests = " disabled" if state.rebuilding else ""
    return (
        '<div class="actions"><form data-into="#library-state" action="/screens/library/rebuild" method="post">'
        f'<button class="quiet"{rests}>重建索引</button></form>'
        f'<a class="quiet" href="{escape(site.url("/screens/library/backup"))}" download '
        'title="含全部文件、草稿和对话，不含起草准备">下载备份</a></div>'
    )


def _copied(site: Site) -> IO[bytes]:
    """A backup without a name: nothing is left of it once it is closed, even after a crash."""
    with TemporaryDirectory(dir=site.home.settings.home, prefix="backup-") as folder:
        target = Path(folder) / "library.sqlite"
        site.home.library.backup(target)
        return target.open("rb")


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk
