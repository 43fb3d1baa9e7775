"""Jobs: long work that people have asked for, with how far it is and what became of it.

In: what is to be done, for whom, and later what a runner tells of it. Out: the jobs of one person, and what is left to
do after a restart. A job belongs to the one person who asked for it; for all others there is none. What a request or a
result says, and who does the work, is not this package's affair.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Select, delete, insert, select, update

from ingest.errors import BadRequest
from ingest.library.connecting import writing_alone
from ingest.library.schema import job_steps, jobs
from ingest.records import DocumentId, Scope

JobId = int
JobKind = Literal["ingest", "draft", "reword", "rebuild", "backup"]
JobState = Literal["waiting", "running", "done", "failed", "stopped"]
StepState = Literal["waiting", "running", "done", "failed", "stopped"]
EndState = Literal["done", "failed", "stopped"]

MOST_TRIES: Final = 3  # a job that ends the program each time must not do so for ever
UNFINISHED: Final = ("waiting", "running")
BROKEN_OFF: Final = "程序三次中断在这项任务上（最后在做：{what}），不再重试。请检查磁盘和内存后重新提交"


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a job that ends well or badly on its own: a file, a stage."""

    name: str
    state: StepState = "waiting"
    message: str = ""  # a Chinese line: what became of it
    document: DocumentId | None = None  # that it brought into the library


@dataclass(frozen=True, slots=True)
class NewJob:
    """What a person asks for."""

    owner: Scope
    kind: JobKind
    request: Mapping[str, Any] = field(default_factory=dict)  # JSON
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A job without its steps."""

    id: JobId
    owner: Scope
    kind: JobKind
    request: Mapping[str, Any]
    state: JobState
    done: int  # of `total`
    total: int
    what: str  # comes next: a Chinese word or a file's name
    result: Mapping[str, Any]  # empty until it is done
    error: str  # a Chinese line; empty unless it has failed
    tries: int  # how often it was begun
    stopping: bool  # its owner has asked to stop it
    created_at: datetime  # UTC, as the others
    started_at: datetime | None
    ended_at: datetime | None


class Jobs:
    """The jobs of a library. Safe to share between threads.

    Args:
        engine (Engine): The library.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # --- for people ---------------------------------------------------------------------------------------------------

    def add(self, new: NewJob) -> Job:
        """Keep a job that waits for its turn."""
        row = {
            "owner": new.owner,
            "kind": new.kind,
            "request": _json(new.request),
            "state": "waiting",
            "done": 0,
            "total": 0,
            "what": "",
            "result": _json({}),
            "error": "",
            "tries": 0,
            "stopping": False,
            "created_at": _now(),
        }
        with writing_alone(self._engine) as connection:
            job = connection.execute(insert(jobs).values(row).returning(jobs.c.id)).scalar_one()
            steps = [{"job": job, "ordinal": ordinal} | asdict(step) for ordinal, step in enumerate(new.steps)]
            if steps:
                connection.execute(insert(job_steps), steps)
            return _one(connection, job)

    def job(self, job: JobId, owner: Scope) -> Job:
        """A person's job; the same BadRequest where there is none and where it is another person's."""
        with self._engine.connect() as connection:
            return _one(connection, job, jobs.c.owner == owner)

    def steps(self, job: JobId, owner: Scope) -> list[Step]:
        """The steps of a person's job, in order; BadRequest as `job`."""
        with self._engine.connect() as connection:
            return _steps(connection, _one(connection, job, jobs.c.owner == owner).id)

    def of(self, owner: Scope, most: int = 50) -> list[Job]:
        """A person's jobs, newest first.

        Args:
            owner (Scope): Whose; EVERYONE's are those asked for without an account, and nobody else's.
            most (int): So many at most.

        Returns:
            list[Job]: The newest ones.
        """
        query = select(jobs).where(jobs.c.owner == owner).order_by(jobs.c.id.desc()).limit(most)
        with self._engine.connect() as connection:
            return _found(connection, query)

    def stop(self, job: JobId, owner: Scope | None) -> Job:
        """Ask for a job's end: one that waits ends at once, one that runs as soon as it hears of it.

        Args:
            job (JobId): Which one.
            owner (Scope | None): Who asks; None is an administrator, who may stop anyone's.

        Returns:
            Job: As it is now; one that had ended before stays as it was.

        Raises:
            BadRequest: There is no such job, or not for this person.
        """
        with writing_alone(self._engine) as connection:
            found = _one(connection, job, *([] if owner is None else [jobs.c.owner == owner]))
            if found.state == "waiting":
                _end(connection, job, "stopped")
            if found.state == "running":
                _set(connection, job, stopping=True)
            return _one(connection, job)

    # --- for who does the work ----------------------------------------------------------------------------------------

    def claim(self, job: JobId) -> Job:
        """Begin a job whose turn has come: it is running then, unless it was stopped before."""
        with writing_alone(self._engine) as connection:
            if (found := _one(connection, job)).state == "waiting":
                _set(connection, job, state="running", started_at=_now(), tries=found.tries + 1)
            return _one(connection, job)

    def planned(self, job: JobId) -> list[Step]:
        """The steps of a job, whosever it is."""
        with self._engine.connect() as connection:
            return _steps(connection, job)

    def is_stopping(self, job: JobId) -> bool:
        """Whether its end was asked for."""
        with self._engine.connect() as connection:
            return connection.execute(select(jobs.c.stopping).where(jobs.c.id == job)).scalar_one()

    def advance(self, job: JobId, done: int, total: int, what: str, steps: Mapping[int, Step]) -> None:
        """Write down how far a running job is.

        Args:
            job (JobId): Which one.
            done (int): Parts that are finished.
            total (int): Parts altogether.
            what (str): Comes next.
            steps (Mapping[int, Step]): The steps that have changed, by their place in the job's steps.
        """
        with writing_alone(self._engine) as connection:
            _set(connection, job, done=done, total=total, what=what)
            for ordinal, step in steps.items():
                place = (job_steps.c.job == job) & (job_steps.c.ordinal == ordinal)
                connection.execute(update(job_steps).where(place).values(asdict(step)))

    def end(self, job: JobId, state: EndState, *, result: Mapping[str, Any] | None = None, error: str = "") -> Job:
        """Close a job; steps that have not ended are stopped with it.

        Args:
            job (JobId): Which one.
            state (EndState): How it ended.
            result (Mapping[str, Any] | None): What came of it, as JSON.
            error (str): Why it failed, a Chinese line.

        Returns:
            Job: As it is kept.
        """
        with writing_alone(self._engine) as connection:
            _end(connection, job, state, result or {}, error)
            return _one(connection, job)

    def release(self, job: JobId) -> None:
        """Put a job back that the program's own end has interrupted: it is to be run again, and this was no try."""
        with writing_alone(self._engine) as connection:
            _set(connection, job, state="waiting", tries=_one(connection, job).tries - 1)

    def recover(self) -> list[Job]:
        """Take up what an earlier process has left; for the only process that runs jobs, before it runs any.

        Returns:
            list[Job]: In the order in which they were asked for. What was running waits again; it has failed instead
                where MOST_TRIES have broken off, and is stopped where its owner had asked for that.
        """
        with writing_alone(self._engine) as connection:
            left = _jobs(connection, jobs.c.state.in_(UNFINISHED))
            for job in left:
                if job.state == "running" and job.stopping:
                    _end(connection, job.id, "stopped")
                elif job.state == "running" and job.tries >= MOST_TRIES:
                    _end(connection, job.id, "failed", error=BROKEN_OFF.format(what=job.what or job.kind))
                else:
                    _set(connection, job.id, state="waiting")
            return [_one(connection, job.id) for job in left]

    def unfinished(self) -> list[Job]:
        """Everyone's jobs that wait or run, in the order in which they were asked for."""
        with self._engine.connect() as connection:
            return _jobs(connection, jobs.c.state.in_(UNFINISHED))

    def forget(self, before: datetime) -> None:
        """Delete jobs that ended before a moment (UTC)."""
        with writing_alone(self._engine) as connection:
            connection.execute(delete(jobs).where(jobs.c.ended_at < before.isoformat()))


def _end(
    connection: Connection, job: JobId, state: EndState, result: Mapping[str, Any] | None = None, error: str = ""
) -> None:
    _set(connection, job, state=state, result=_json(result or {}), error=error, ended_at=_now())
    left = (job_steps.c.job == job) & job_steps.c.state.in_(UNFINISHED)
    connection.execute(update(job_steps).where(left).values(state="stopped"))


def _set(connection: Connection, job: JobId, **values: object) -> None:
    connection.execute(update(jobs).where(jobs.c.id == job).values(values))


def _one(connection: Connection, job: JobId, *conditions: ColumnElement[bool]) -> Job:
    found = _jobs(connection, jobs.c.id == job, *conditions)
    if not found:
        raise BadRequest(f"没有编号为 {job} 的任务。请刷新任务列表")
    return found[0]


def _jobs(connection: Connection, *conditions: ColumnElement[bool]) -> list[Job]:
    """In the order in which they were asked for."""
    return _found(connection, select(jobs).where(*conditions).order_by(jobs.c.id))


def _found(connection: Connection, query: Select[Any]) -> list[Job]:
    return [_read(dict(row._mapping)) for row in connection.execute(query)]


def _read(row: dict[str, Any]) -> Job:
    texts = {name: json.loads(row[name]) for name in ("request", "result")}
    times = {name: row[name] and datetime.fromisoformat(row[name]) for name in ("created_at", "started_at", "ended_at")}
    return Job(**row | texts | times)


def _steps(connection: Connection, job: JobId) -> list[Step]:
    columns = (job_steps.c[name] for name in Step.__slots__)
    query = select(*columns).where(job_steps.c.job == job).order_by(job_steps.c.ordinal)
    return [Step(**row._mapping) for row in connection.execute(query)]


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _now() -> str:
    return datetime.now(UTC).isoformat()
