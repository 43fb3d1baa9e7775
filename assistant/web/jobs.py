"""Routes for long work: files are sent, jobs are looked at and stopped. Answers are JSON; a refusal is {"error": line}.

Each route asks who is there. A job belongs to the one person who asked for it: another's and one that is not there
answer alike. An administrator may stop anyone's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from assistant.web.access import Visitor
from assistant.web.numbers import Number
from assistant.web.receiving import receive_files
from assistant.workspace.jobs import upload_job
from assistant.workspace.runner import Runner
from assistant.workspace.uploads import Uploads
from ingest.errors import BadRequest, YaodianError
from ingest.home import Home
from ingest.library import Job, Step
from ingest.records import EVERYONE

ONLY_READS: Final = "您的账号只能查阅，不能上传文件。请联系管理员"


def job_routes(home: Home, runner: Runner, visitor_of: Callable[[Request], Visitor]) -> APIRouter:
    """Routes for uploads and jobs.

    Args:
        home (Home): Whose library and limits.
        runner (Runner): Does the jobs.
        visitor_of (Callable[[Request], Visitor]): Tells who asks, or raises what answers those who may not.

    Returns:
        APIRouter: To be included before Gradio is mounted.
    """
    router = APIRouter()
    jobs, uploads = home.library.jobs, Uploads(home.settings)

    @router.post("/upload")
    async def upload(request: Request, private: bool = False) -> JSONResponse:
        """Files as multipart/form-data; `private` ones are for the sender's eyes only. Answers with the job."""
        visitor = await run_in_threadpool(visitor_of, request)
        if visitor.role == "reader":
            return _refused(ONLY_READS, 403)
        try:
            with uploads.receive(visitor.name) as batch:
                await receive_files(request, batch, uploads.largest)
                new = upload_job(visitor.name, batch, visitor.name if private else EVERYONE)
                job = await run_in_threadpool(runner.submit, new)
        except YaodianError as error:
            return _refused(str(error), 400)
        return JSONResponse(_shown(job, new.steps), 202)

    @router.get("/jobs")
    def own_jobs(request: Request) -> JSONResponse:
        """The asker's jobs, newest first, without their steps."""
        return JSONResponse({"jobs": [_shown(job) for job in jobs.of(visitor_of(request).name)]})

    @router.get("/jobs/{number:int}")
    def one_job(request: Request, number: Number) -> JSONResponse:
        owner = visitor_of(request).name
        try:
            return JSONResponse(_shown(jobs.job(number, owner), jobs.steps(number, owner)))
        except BadRequest as error:
            return _refused(str(error), 404)

    @router.post("/jobs/{number:int}/stop")
    def stop_job(request: Request, number: Number) -> JSONResponse:
        visitor = visitor_of(request)
        try:
            job = jobs.stop(number, None if visitor.role == "admin" else visitor.name)
        except BadRequest as error:
            return _refused(str(error), 404)
        return JSONResponse({"id": job.id, "state": job.state, "stopping": job.stopping})

    return router


def _shown(job: Job, steps: Sequence[Step] | None = None) -> dict[str, Any]:
    """Without its request, which may be long and is asked for again and again."""
    shown: dict[str, Any] = {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "progress": {"done": job.done, "total": job.total, "what": job.what},
        "stopping": job.stopping,
        "result": job.result,
        "error": job.error,
        "created": job.created_at.isoformat(),
        "started": job.started_at and job.started_at.isoformat(),
        "ended": job.ended_at and job.ended_at.isoformat(),
    }
    if steps is None:
        return shown
    return shown | {"steps": [{name: getattr(step, name) for name in Step.__slots__} for step in steps]}


def _refused(why: str, status: int) -> JSONResponse:
    return JSONResponse({"error": why}, status)
