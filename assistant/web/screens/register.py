"""The screen 要求查询: what the documents oblige to, what they rest on, what is to be collected, and when it is due."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.lookup import look_up
from assistant.web.screens import Screen, Site, joined
from assistant.web.screens.register_calendar import calendar_form, calendar_html, calendar_in, with_year
from assistant.web.screens.register_cites import cited_in, cites_form, cites_html, collect_html
from assistant.web.screens.register_files import file_routes
from assistant.web.screens.register_form import Spot, conditions_html, empty_html, view_html
from assistant.web.screens.register_rows import rows_html
from assistant.web.screens.register_wanted import Pairs, View, month_of, refuse_unknown, view_at, wanted_of
from ingest.records import Document, Filters, Scope

_PANEL: Final = (
    '<div class="overview"><div class="view" data-load="/screens/register/home" data-fresh></div></div>'
    '<div class="view" data-detail="/screens/register/views/"></div>'
)


def panel() -> str:
    """The skeleton."""
    return _PANEL


def routes(site: Site) -> APIRouter:
    """The screen's routes.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be put below /screens/register.
    """
    return joined(file_routes(site), _views(site))


def _views(site: Site) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    library = site.home.library

    @router.get("/home")
    def home(request: Request) -> str:
        return _view(site, "home", "find", (), site.reader_of(request))

    @router.get("/views/{at}")
    def shown(request: Request, at: str) -> str:
        return _view(site, "view", *view_at(at), site.reader_of(request))

    @router.get("/{view}")
    def found(request: Request, view: View) -> str:
        reader = site.reader_of(request)
        documents = library.documents(Filters(reader))
        return _found(site, view, request.query_params.multi_items(), documents, reader)

    return router


def _view(site: Site, spot: Spot, view: View, pairs: Pairs, reader: Scope) -> str:
    documents = site.home.library.documents(Filters(reader))
    if not documents:
        return empty_html(view)
    found = _found(site, view, pairs, documents, reader)
    is_month = view == "calendar" and bool(month_of(pairs).month)
    return view_html(spot, view, _form(site, view, pairs, documents), found, is_target=not is_month)


def _form(site: Site, view: View, pairs: Pairs, documents: list[Document]) -> str:
    profile = site.home.library.profile()
    if view == "calendar":
        return calendar_form(with_year(month_of(pairs), documents, profile.this_year()), documents, profile.departments)
    wanted = wanted_of(pairs)
    return conditions_html(wanted, documents) if view == "find" else cites_form(wanted, documents)


def _found(site: Site, view: View, pairs: Pairs, documents: list[Document], reader: Scope) -> str:
    library = site.home.library
    if view == "calendar":
        month = with_year(month_of(pairs), documents, library.profile().this_year())
        return calendar_html(site, calendar_in(library, month, reader), month, documents)
    wanted = wanted_of(pairs)
    refuse_unknown(wanted, documents)
    if view == "find":
        return rows_html(site, look_up(library, wanted.query(reader), site.home.embedding), wanted)
    cited = cited_in(library, wanted, reader)
    return cites_html(site, cited, wanted) if view == "cites" else collect_html(site, cited, wanted)


SCREEN: Final = Screen("register", "要求查询", panel, routes, ("register.js", "register.css"))
