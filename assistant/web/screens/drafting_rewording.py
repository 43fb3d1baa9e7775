"""A draft in a language model's words, on the page: the button, the job while it runs, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from assistant.drafting import versions
from assistant.drafting.records import Draft
from assistant.drafting.rewording import KEPT, REWORDED, unworded
from assistant.web.numbers import Number, Place
from assistant.web.screens import Site, may
from assistant.web.screens.drafting_proposal import WHERE, leaving_told
from assistant.web.screens.drafting_sheet import ALL_PARTS
from assistant.workspace.rewording import NO_MODEL, draft_of, reword_job
from ingest.errors import BadRequest
from ingest.library import DraftId, Job, Step
from ingest.library.jobs import UNFINISHED
from ingest.records import Scope

HERE: Final = "#drafting-model"


def rewording_routes(site: Site) -> APIRouter:
    """Routes below /screens/drafting/drafts.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be included in the screen's.
    """
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/drafts/{draft:int}/rewording")
    def rewording(request: Request, draft: Number) -> str:
        visitor = site.visitor_of(request)
        found = versions.load(site.home.library, draft, reader=visitor.name)
        if site.model is None or not may(visitor, "editor"):
            return ""
        return rewording_html(site, draft, found, last_job(site, visitor.name, draft))

    @router.post("/drafts/{draft:int}/rewording")
    def begin(
        request: Request,
        draft: Number,
        place: Annotated[Place | None, Form()] = None,
        number: Annotated[Number | None, Form()] = None,
    ) -> str:
        visitor = site.allowed(request, "editor")
        if site.model is None:
            raise BadRequest(NO_MODEL)
        version = versions.history(site.home.library, draft, visitor.name)[-1]
        if number is not None and number != version.number:
            raise BadRequest(f"草稿刚被改成了第 {version.number} 版。请刷新页面后再试")
        job = last_job(site, visitor.name, draft)
        if job is None or job.state not in UNFINISHED:  # a second click asks no second time
            site.runner.submit(reword_job(site.home, visitor.name, draft, place))
        return rewording(request, draft)

    return router


def last_job(site: Site, owner: Scope, draft: DraftId) -> Job | None:
    """The last job of this owner that rewords a draft."""
    return next((job for job in site.home.library.jobs.of(owner) if draft_of(job) == draft), None)


def rewording_html(site: Site, draft_id: DraftId, draft: Draft, job: Job | None) -> str:
    """The job while it runs; else what came of the last one, and the button that begins one.

    Args:
        site (Site): With the model.
        draft_id (DraftId): Which draft.
        draft (Draft): As it is now.
        job (Job | None): The visitor's last one for it.

    Returns:
        str: HTML.
    """
    if job and job.state in UNFINISHED:
        return f'<div class="job" data-job="{job.id}" data-refresh="{HERE}, {ALL_PARTS}"></div>'
    told = _told(job, site.home.library.jobs.steps(job.id, job.owner)) if job else ""
    left = unworded(draft)
    is_begun = len(left) < len(list(draft.items()))
    words = "接着用语言模型改写其余条目" if is_begun else "用语言模型逐条改写"
    return (
        f'{told}<form class="actions" data-into="{HERE}" action="{WHERE}/{draft_id}/rewording" method="post">'
        f'<button class="button plain">{words}</button><span class="hint">点了才会发送，一次一条：'
        f"{leaving_told(site.model_host)}改后逐句核对，不合规矩的保持原样；可随时停下，可撤销。</span></form>"
    )


def _told(job: Job, steps: Sequence[Step]) -> str:
    """What came of a job, with the reasons why items stand as they were."""
    if job.state == "failed":
        return f'<p class="refused" role="alert">{escape(job.error)}</p>'
    ended = [step for step in steps if step.message]
    reworded = sum(step.message.startswith(REWORDED) for step in ended)
    parts = [f"上次改写了 {reworded} 条"]
    parts += [f"{len(ended) - reworded} 条保持原样"] if len(ended) > reworded else []
    left = len(steps) - len(ended)
    parts += [f"停在中途，{left} 条还没有轮到" if job.state == "stopped" else f"{left} 条没有再问"] if left else []
    kept = [step for step in ended if KEPT in step.message]
    entries = "".join(f"<li>{escape(step.name)}<span class='facts'>{escape(step.message)}</span></li>" for step in kept)
    why = f"<details><summary>保持原样的条目和原因</summary><ul class='entries'>{entries}</ul></details>"
    notice = f'<p class="notice">{escape(job.result["notice"])}</p>' if job.result and job.result["notice"] else ""
    return f'{notice}<p class="facts" role="status">{"，".join(parts)}。</p>{why if kept else ""}'
