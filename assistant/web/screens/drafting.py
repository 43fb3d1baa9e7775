"""The screen 起草: a draft from its sources to the Word file, each step of which can be left and returned to.

#drafting lists what a person has begun and the drafts that they see; #drafting/p3 is a preparation, #drafting/12 a
draft.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import HTMLResponse

from assistant.drafting import versions
from assistant.drafting.records import DraftKind
from assistant.web.numbers import Year
from assistant.web.screens import Screen, Site, joined, may
from assistant.web.screens.drafting_bench import Bench
from assistant.web.screens.drafting_draft import draft_routes, shown_html
from assistant.web.screens.drafting_files import download_routes, return_routes
from assistant.web.screens.drafting_preparing import job_of, page_html, preparation_routes
from assistant.web.screens.drafting_revising import revising_routes
from assistant.web.screens.drafting_rewording import rewording_routes
from assistant.web.screens.drafting_steps import beginning_html, drafts_html, preparations_html
from assistant.workspace.preparations import Preparations
from ingest.errors import BadRequest
from ingest.records import Filters

_PANEL: Final = (
    '<div class="overview"><div class="screen-head"><h2>起草</h2></div>'
    '<div id="drafting-home" data-load="/screens/drafting/home" data-fresh></div></div>'
    '<div id="drafting-at" data-detail="/screens/drafting/at/"></div>'
)
_PLACE: Final = re.compile(r"(p?)([1-9]\d{0,17})")


def panel() -> str:
    """The skeleton."""
    return _PANEL


def routes(site: Site) -> APIRouter:
    """The screen's routes.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be put below /screens/drafting.
    """
    preparations, bench = Preparations(site.home.settings), Bench(site.home)
    return joined(
        _overview(site, preparations),
        preparation_routes(site, preparations, bench),
        draft_routes(site),
        rewording_routes(site),
        revising_routes(site),
        download_routes(site, preparations, bench),
        return_routes(site, preparations, bench),
    )


def _overview(site: Site, preparations: Preparations) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    library = site.home.library

    @router.get("/home")
    def home(request: Request) -> str:
        visitor = site.visitor_of(request)
        begun = [(each, job_of(library.jobs, visitor.name, each)) for each in preparations.of(visitor.name)]
        years = [each.year for each in library.documents(Filters(visitor.name)) if each.year]
        year = max(years, default=library.profile().this_year())
        form = beginning_html(max(year, library.profile().this_year())) if may(visitor, "editor") else ""
        return form + preparations_html(begun) + drafts_html(versions.list_drafts(library, visitor.name))

    @router.post("/begin")
    def begin(
        request: Request,
        year: Annotated[Year, Form()],
        unit: Annotated[str, Form(max_length=100)] = "",
        kind: Annotated[DraftKind, Form()] = "要点",
    ) -> str:
        visitor = site.allowed(request, "editor")
        begun = preparations.begin(visitor.name, year, " ".join(unit.split()), kind)
        return f'<p class="hint" data-goto="#drafting/p{begun.id}">正在打开…</p>'

    @router.get("/at/{place}")
    def at(request: Request, place: Annotated[str, Path(max_length=30)]) -> str:
        visitor = site.visitor_of(request)
        found = _PLACE.fullmatch(place)
        if found is None:
            raise BadRequest("没有这个地址。请返回起草页面查看")
        number = int(found[2])
        return page_html(site, preparations, visitor, number) if found[1] else shown_html(site, number, visitor)

    return router


SCREEN: Final = Screen("drafting", "起草", panel, routes, ("drafting.js", "drafting.css"))
