"""The long works of the page: reading files into the library, drafting, rebuilding the index, a backup.

In: what a person asks for. Out: jobs to submit, and the runner that does them. Each work is a function of a job and a
`Watch`; it may be begun again after a crash, and then goes on or does nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from assistant.chat_model import ChatModel
from assistant.drafting import versions
from assistant.drafting.facts import facts_from
from assistant.drafting.making import NOTE, PLAN_NAME, Order, brief_for, desk_of
from assistant.drafting.plan_file import given_plan
from assistant.drafting.readable import named_sources
from assistant.drafting.reading import reading_of
from assistant.drafting.records import Brief, DraftKind
from assistant.drafting.story import draft_of, plan_of
from assistant.workspace import audit
from assistant.workspace.rewording import reword
from assistant.workspace.runner import Runner, Watch, Work
from assistant.workspace.uploads import Batch, BatchId, Uploads
from ingest.errors import FileError, YaodianError
from ingest.home import Home
from ingest.library import Job, JobKind, NewJob, Step
from ingest.pipeline import ingest_file
from ingest.progress import Progress
from ingest.readers import SUPPORTED, Sandbox
from ingest.records import DocumentId, Scope

OUTCOMES: Final = {
    "added": "已收入",
    "updated": "已更新为新版本",
    "linked": "内容与已有文件相同，没有重复收入",
    "unchanged": "内容没有变化",
}
FACTS_NAME: Final = "今年事项"  # as errors and sources name what was typed on the page
DRAFT_STAGES: Final = ("选材料", "排计划", "成文", "保存")
BACKUPS: Final = "backups"  # folder in the home


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """Files to read; the job's steps are their names."""

    scope: Scope  # EVERYONE, or the one user who may see the documents
    batch: BatchId = ""  # of uploads; "" is the sample library that comes with the program


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """A draft as a person asks for it on the page."""

    year: int
    unit: str = ""  # "" is the own one
    given: tuple[DocumentId, ...] = ()
    without: tuple[str, ...] = ()  # numbers, file names or titles
    facts: str = ""  # lines 类别：名称=值｜章节
    plan: Mapping[str, Any] | None = None  # as `drafting.plan_file` writes JSON, edited; None is as it comes
    kind: DraftKind = "要点"


_INGEST: Final = TypeAdapter(IngestRequest)
_DRAFT: Final = TypeAdapter(DraftRequest)


# --- what to submit ---------------------------------------------------------------------------------------------------


def upload_job(owner: Scope, batch: Batch, scope: Scope) -> NewJob:
    """Read uploaded files; those that were refused on arrival are told of beside the others.

    Args:
        owner (Scope): Who has sent them.
        batch (Batch): Complete.
        scope (Scope): EVERYONE, or the one user who may see the documents.

    Returns:
        NewJob: With a step a file.
    """
    steps = tuple(Step(each.name, "failed" if each.error else "waiting", each.error) for each in batch.files)
    return NewJob(owner, "ingest", asdict(IngestRequest(scope, batch.id)), steps)


def sample_job(owner: Scope, scope: Scope) -> NewJob:
    """Read the sample library; arguments as of `upload_job`."""
    names = sorted(file.name for file in _samples().iterdir() if file.suffix.lower() in SUPPORTED)
    return NewJob(owner, "ingest", asdict(IngestRequest(scope)), tuple(map(Step, names)))


def draft_job(owner: Scope, request: DraftRequest) -> NewJob:
    """Write a draft, which will be its owner's."""
    return NewJob(owner, "draft", asdict(request), tuple(map(Step, DRAFT_STAGES)))


def rebuild_job(owner: Scope) -> NewJob:
    """Make the index anew from the library."""
    return NewJob(owner, "rebuild", steps=(Step("重建索引"),))


def backup_job(owner: Scope) -> NewJob:
    """Copy the library to a file in the home's BACKUPS; its name is the result's `file`."""
    return NewJob(owner, "backup", steps=(Step("备份资料库"),))


@contextmanager
def running_jobs(home: Home, model: ChatModel | None = None) -> Iterator[Runner]:
    """Do jobs as long as the block lasts, those of an earlier run first.

    Args:
        home (Home): Opened; this process owns its index.
        model (ChatModel | None): Rewords drafts; None is no language model.

    Yields:
        Runner: To submit jobs to.
    """
    uploads = Uploads(home.settings)
    waiting = (job for job in home.library.jobs.unfinished() if job.kind == "ingest")
    uploads.clear_but((job.owner, _INGEST.validate_python(job.request).batch) for job in waiting)
    with Runner(home.library.jobs, _works(home, uploads, model), partial(_tidy, uploads)) as runner:
        yield runner


def _works(home: Home, uploads: Uploads, model: ChatModel | None) -> dict[JobKind, Work]:
    return {
        "ingest": partial(_ingest, home, uploads),
        "draft": partial(_draft, home),
        "reword": partial(reword, home, model),
        "rebuild": partial(_rebuild, home),
        "backup": partial(_backup, home),
    }


def _tidy(uploads: Uploads, ended: Job) -> None:
    if ended.kind == "ingest" and (batch := _INGEST.validate_python(ended.request).batch):
        uploads.clear(ended.owner, batch)


# --- reading files ----------------------------------------------------------------------------------------------------


def _ingest(home: Home, uploads: Uploads, job: Job, watch: Watch) -> Mapping[str, Any]:
    """A file fails alone; a job that is taken up again goes on behind the last file that it has written down."""
    request = _INGEST.validate_python(job.request)
    folder = uploads.take(job.owner, request.batch) if request.batch else _samples()
    total = len(watch.steps)
    try:
        with Sandbox(home.settings) as sandbox:
            for ordinal, step in enumerate(watch.steps):
                if step.state in ("waiting", "running"):
                    watch.note(ordinal, replace(step, state="running"))
                    watch(ordinal, total, step.name)
                    watch.note(ordinal, _read(home, sandbox, folder / step.name, job.owner, request.scope))
        watch(total, total, "更新索引")
    finally:  # what was read before a stop is to be found, too
        home.index.catch_up()
    return {state: sum(step.state == state for step in watch.steps) for state in ("done", "failed")}


def _read(home: Home, sandbox: Sandbox, path: Path, owner: Scope, scope: Scope) -> Step:
    try:
        stored = ingest_file(home, sandbox, path, scope)
    except FileError as error:  # its own line names the path on this machine, which says nothing to who has sent it
        return Step(path.name, "failed", f"{error.what}：{path.name}。{error.remedy}")
    if stored.outcome in audit.OUTCOMES:
        audit.record(home.library, owner, "导入", audit.OUTCOMES[stored.outcome], document=stored.document)
    return Step(path.name, "done", OUTCOMES[stored.outcome], stored.document)


def _samples() -> Path:
    """Package data, so that an installed wheel has them, too."""
    return Path(str(files("corpus")))


# --- drafting ---------------------------------------------------------------------------------------------------------


def _draft(home: Home, job: Job, watch: Watch) -> Mapping[str, Any]:
    request = _DRAFT.validate_python(job.request)
    library, owner = home.library, job.owner
    desk = desk_of(library, home.embedding, owner)
    with _stage(watch, 0) as stage:
        brief = brief_for(library, _order(home, request, owner), owner, stage.progress)
        stage.says = _told(brief)
    with _stage(watch, 1) as stage:
        planned = plan_of(brief, desk.embedding)
        plan = planned.plan if request.plan is None else given_plan(request.plan, planned.plan, PLAN_NAME)
        stage.says = f"计划表 {len(plan.rows)} 行"
    with _stage(watch, 2) as stage:
        draft = draft_of(brief, planned, plan, desk, stage.progress)
        stage.says = f"共 {len(list(draft.items()))} 条，检查发现 {len(draft.findings)} 处要看"
    with _stage(watch, 3) as stage:
        version = versions.save(library, draft, owner, NOTE)
        audit.record(library, owner, "起草", draft=version.draft)
        stage.says = f"草稿 {version.draft}，第 {version.number} 版"
    return {"draft": version.draft, "version": version.number, "title": draft.title, "findings": len(draft.findings)}


def _order(home: Home, request: DraftRequest, owner: Scope) -> Order:
    library = home.library
    given = tuple(reading_of(library, library.document(document, owner), owner) for document in request.given)
    facts = facts_from(request.facts.splitlines(), FACTS_NAME)
    return Order(request.year, request.unit, given, request.without, facts, request.kind)


def _told(brief: Brief) -> str:
    used = {reading.document for _, found in named_sources(brief) for reading in found}
    return "；".join((f"用了 {len(used)} 份材料", *brief.missing))


# --- upkeep -----------------------------------------------------------------------------------------------------------


def _rebuild(home: Home, job: Job, watch: Watch) -> Mapping[str, Any]:
    with _stage(watch, 0):
        home.index.rebuild(wait=True)
        audit.record(home.library, job.owner, "重建索引")
    return {}


def _backup(home: Home, job: Job, watch: Watch) -> Mapping[str, Any]:
    folder = home.settings.home / BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"资料库备份-{job.created_at:%Y%m%d-%H%M%S}.sqlite"  # the same where it is begun again
    with _stage(watch, 0) as stage:
        home.library.backup(target)
        audit.record(home.library, job.owner, "备份")
        stage.says = target.name
    return {"file": target.name}


@dataclass(slots=True)
class _Stage:
    progress: Progress
    says: str = ""  # once it is done


@contextmanager
def _stage(watch: Watch, ordinal: int) -> Iterator[_Stage]:
    """One stage from its begin to its end; a stop is heard in front of it, and wherever it tells of progress."""
    step, total = watch.steps[ordinal], len(watch.steps)
    stage = _Stage(lambda done, parts, what: watch(ordinal, total, f"{step.name}：{what}（{done + 1}/{parts}）"))
    watch.note(ordinal, Step(step.name, "running"))
    watch(ordinal, total, step.name)
    try:
        yield stage
    except YaodianError as error:
        watch.note(ordinal, Step(step.name, "failed", str(error)))
        raise
    watch.note(ordinal, Step(step.name, "done", stage.says))
