"""Routes of a draft before it is written: its sources, facts and plan, and the job that writes it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final, Literal
from uuid import uuid4

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import HTMLResponse

from assistant.drafting import versions
from assistant.drafting.keys import OWN
from assistant.drafting.records import DECISION_NAMES, Decision
from assistant.web.access import Visitor
from assistant.web.numbers import Number
from assistant.web.screens import Site, joined, may
from assistant.web.screens.drafting_bench import Bench, changed_cells, facts_of_text, laid_out, moved
from assistant.web.screens.drafting_plan import WHERE, plan_html
from assistant.web.screens.drafting_steps import (
    facts_html,
    gone_html,
    preparation_html,
    sources_html,
    sure_html,
    writing_html,
)
from assistant.workspace.jobs import draft_job
from assistant.workspace.preparations import Cells, Preparation, PreparationId, Preparations
from ingest.errors import BadRequest
from ingest.library import Job, Jobs
from ingest.library.jobs import UNFINISHED
from ingest.records import Scope

Key = Annotated[str, Path(max_length=60)]
Text = Annotated[str, Form()]
_PLAN: Final = "#drafting-plan"


def preparation_routes(site: Site, preparations: Preparations, bench: Bench) -> APIRouter:
    """Routes below /screens/drafting/preparations.

    Args:
        site (Site): What they work with.
        preparations (Preparations): Of the same home.
        bench (Bench): Works out their sources and plans.

    Returns:
        APIRouter: To be included in the screen's.
    """
    return joined(
        _sources(site, preparations, bench),
        _plan(site, preparations, bench),
        _job(site, preparations, bench),
    )


def _sources(site: Site, preparations: Preparations, bench: Bench) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/preparations/{number:int}/sources")
    def sources(request: Request, number: Number) -> str:
        visitor = site.visitor_of(request)
        found = preparations.get(visitor.name, number)
        return sources_html(found, bench.brief(visitor.name, found), may(visitor, "editor"))

    @router.post("/preparations/{number:int}/sources/{document:int}/{way}")
    def choose(request: Request, number: Number, document: Number, way: Literal["use", "leave"]) -> str:
        owner = site.allowed(request, "editor").name
        site.home.library.document(document, owner)
        found = preparations.get(owner, number)
        given, without = ([each for each in kept if each != document] for kept in (found.given, found.without))
        (given if way == "use" else without).append(document)
        tried = replace(found, given=tuple(given), without=tuple(without))
        shown = sources_html(tried, bench.brief(owner, tried), editable=True)
        preparations.change(owner, number, lambda now: replace(now, given=tried.given, without=tried.without))
        return shown + _again(_PLAN)

    @router.post("/preparations/{number:int}/facts")
    def facts(request: Request, number: Number, facts: Text = "") -> str:
        owner = site.allowed(request, "editor").name
        # Kept as typed, so that nothing is lost, then looked at.
        preparations.change(owner, number, lambda now: replace(now, facts=facts))
        return facts_html(facts_of_text(facts)) + _again(_PLAN)

    return router


def _plan(site: Site, preparations: Preparations, bench: Bench) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    def shown(visitor: Visitor, found: Preparation) -> str:
        return plan_html(found.id, bench.laid(visitor.name, found), may(visitor, "editor"))

    def kept(visitor: Visitor, tried: Preparation) -> Preparation:
        return preparations.change(
            visitor.name, tried.id, lambda now: replace(now, edits=tried.edits, order=tried.order)
        )

    @router.get("/preparations/{number:int}/plan")
    def plan(request: Request, number: Number) -> str:
        visitor = site.visitor_of(request)
        return shown(visitor, preparations.get(visitor.name, number))

    @router.post("/preparations/{number:int}/rows")
    def add(request: Request, number: Number, title: Text = "", target: Text = "", reason: Text = "") -> str:
        visitor = site.allowed(request, "editor")
        found = preparations.get(visitor.name, number)
        laid = bench.laid(visitor.name, found)
        cells = Cells(DECISION_NAMES["new"], title.strip(), target.strip(), reason.strip())
        tried = changed_cells(laid, found, f"{OWN}{uuid4().hex[:10]}", cells)
        laid_out(laid.fresh, tried)
        return shown(visitor, kept(visitor, tried))

    @router.post("/preparations/{number:int}/rows/{key}")
    def edit(
        request: Request,
        number: Number,
        key: Key,
        decision: Annotated[Decision, Form()],
        title: Text = "",
        target: Text = "",
        reason: Text = "",
    ) -> str:
        visitor = site.allowed(request, "editor")
        found = preparations.get(visitor.name, number)
        laid = bench.laid(visitor.name, found)
        before = dict(laid.rows).get(key)
        if before is None:
            raise BadRequest("计划里没有这一行了。请刷新页面查看")
        tried = changed_cells(laid, found, key, Cells(DECISION_NAMES[decision], title, target, reason))
        after = dict(laid_out(laid.fresh, tried).rows)[key]
        kept(visitor, tried)
        is_elsewhere = (before.decision == "drop", before.target) != (after.decision == "drop", after.target)
        return "已保存" + (_again(_PLAN) if is_elsewhere else "")

    @router.post("/preparations/{number:int}/rows/{key}/{way}")
    def move(request: Request, number: Number, key: Key, way: Literal["up", "down", "remove"]) -> str:
        visitor = site.allowed(request, "editor")
        found = preparations.get(visitor.name, number)
        laid = bench.laid(visitor.name, found)
        if way == "remove":
            edits = {each: cells for each, cells in found.edits.items() if each != key or not key.startswith(OWN)}
            return shown(visitor, preparations.change(visitor.name, number, lambda now: replace(now, edits=edits)))
        order = moved(laid.rows, key, up=way == "up")
        return shown(visitor, preparations.change(visitor.name, number, lambda now: replace(now, order=order)))

    return router


def _job(site: Site, preparations: Preparations, bench: Bench) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    library = site.home.library

    def shown(visitor: Visitor, found: Preparation) -> str:
        drafts = {each.draft for each in versions.list_drafts(library, visitor.name)}
        return writing_html(found, job_of(library.jobs, visitor.name, found), drafts, may(visitor, "editor"))

    @router.get("/preparations/{number:int}/writing")
    def writing(request: Request, number: Number) -> str:
        visitor = site.visitor_of(request)
        return shown(visitor, preparations.get(visitor.name, number))

    @router.post("/preparations/{number:int}/write")
    def write(request: Request, number: Number) -> str:
        visitor = site.allowed(request, "editor")
        found = preparations.get(visitor.name, number)
        job = job_of(library.jobs, visitor.name, found)
        if job is None or job.state not in UNFINISHED:  # a second click writes no second draft
            submitted = site.runner.submit(draft_job(visitor.name, bench.request(visitor.name, found)))
            found = preparations.change(visitor.name, number, lambda now: replace(now, job=submitted.id))
        return shown(visitor, found)

    @router.get("/preparations/{number:int}/delete")
    def sure_to_delete(request: Request, number: Number) -> str:
        found = preparations.get(site.allowed(request, "editor").name, number)
        question = (
            f"将删除这份 {found.year} 年{found.kind}的准备：选定的材料、填写的情况和改过的计划。写成的草稿不受影响。"
        )
        return sure_html(f"{WHERE}/{number}", f"p{number}", question)

    @router.post("/preparations/{number:int}/delete")
    def delete(request: Request, number: Number) -> str:
        preparations.delete(site.allowed(request, "editor").name, number)
        return gone_html("已删除这份准备。写成的草稿还在。")

    return router


def page_html(site: Site, preparations: Preparations, visitor: Visitor, number: PreparationId) -> str:
    """A preparation's page; a BadRequest where this visitor has none of this number."""
    return preparation_html(site, preparations.get(visitor.name, number), may(visitor, "editor"))


def job_of(jobs: Jobs, owner: Scope, preparation: Preparation) -> Job | None:
    """The job that writes a preparation's draft; None where none does, or it has ended so long ago that it is gone."""
    try:
        return None if preparation.job is None else jobs.job(preparation.job, owner)
    except BadRequest:  # the runner forgets jobs after a month
        return None


def _again(selectors: str) -> str:
    return f'<span data-refresh="{selectors}"></span>'
