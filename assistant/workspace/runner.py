"""Runs jobs in threads of the process that owns the index, so that neither a closed tab nor a restart ends them.

In: jobs, and the works that do them. Out: what the library then tells of each job. There is a thread for what writes to
the library, one for drafts and one for what waits for a language model: none keeps the others waiting, nor those who
ask questions.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event, Lock, Timer
from types import TracebackType
from typing import Any, Final, Literal, Self

from ingest.errors import YaodianError
from ingest.library import Job, JobId, JobKind, Jobs, NewJob, Step

Lane = Literal["library", "draft", "model"]

LANES: Final[Mapping[JobKind, Lane]] = {
    "ingest": "library",
    "rebuild": "library",
    "backup": "library",
    "draft": "draft",
    "reword": "model",
}
WRITE_SECONDS: Final = 0.4  # until what was noted is written down: a transaction for all that was noted meanwhile
KEEP: Final = timedelta(days=30)  # for which a job that has ended is told of
FAULT: Final = "程序内部出错，任务没有做完。请重试；仍然出错请把运行窗口里的错误信息发给维护人员"


class Stopped(Exception):
    """Raised inside a work whose owner has asked to stop it."""


class Closing(Exception):
    """Raised inside a work when the program ends; the job is run again when it is started next."""


class Watch:
    """How a work tells how far it is, and hears that it is to end: a `Progress`, and notes on the job's steps.

    What is noted inside its `with` block is written down a little later, at the latest at the block's end.

    Args:
        jobs (Jobs): Where it is written down.
        job (JobId): Which job.
        closing (Event): Set when the program ends.
    """

    def __init__(self, jobs: Jobs, job: JobId, closing: Event) -> None:
        self._jobs, self._job, self._closing = jobs, job, closing
        self._noting = Lock()
        self._steps = jobs.planned(job)
        self._progress = (0, len(self._steps), "")
        self._changed: dict[int, Step] = {}
        self._timer: Timer | None = None  # None where all is written

    @property
    def steps(self) -> tuple[Step, ...]:
        """The job's steps as they are now."""
        return tuple(self._steps)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if timer := self._timer:
            timer.cancel()
            timer.join()
            self._write()

    def __call__(self, done: int, total: int, what: str) -> None:
        """Note how far the work is.

        Args:
            done (int): Parts that are finished.
            total (int): Parts altogether.
            what (str): Comes next.

        Raises:
            Stopped: The owner wants no more of it.
            Closing: The program ends.
        """
        with self._noting:
            self._progress = (done, total, what)
            self._write_soon()
        if self._jobs.is_stopping(self._job):
            raise Stopped
        if self._closing.is_set():
            raise Closing

    def note(self, ordinal: int, step: Step) -> None:
        """Note what has become of a step.

        Args:
            ordinal (int): Its place among the job's steps.
            step (Step): As it is now.
        """
        with self._noting:
            self._steps[ordinal] = self._changed[ordinal] = step
            self._write_soon()

    def _write_soon(self) -> None:
        if self._timer is None:
            self._timer = Timer(WRITE_SECONDS, self._write)
            self._timer.start()

    def _write(self) -> None:
        with self._noting:
            self._jobs.advance(self._job, *self._progress, self._changed)
            self._changed, self._timer = {}, None


Work = Callable[[Job, Watch], Mapping[str, Any]]  # gives the result as JSON; a YaodianError fails the job with its line


class Runner:
    """Does the jobs of a library, each kind in its lane, in the order in which they were asked for.

    Inside its `with` block it runs; behind it no thread is left, and what was not done waits for the next start.

    Args:
        jobs (Jobs): Where jobs are kept; no other process runs any.
        works (Mapping[JobKind, Work]): What does each kind.
        ended (Callable[[Job], None]): Told in a job's lane that it has ended, so that what was laid ready for it goes.
    """

    def __init__(self, jobs: Jobs, works: Mapping[JobKind, Work], ended: Callable[[Job], None]) -> None:
        self._jobs, self._works, self._ended = jobs, works, ended
        self._closing = Event()
        self._lanes = {lane: ThreadPoolExecutor(1, f"yaodian-{lane}") for lane in dict.fromkeys(LANES.values())}

    def __enter__(self) -> Self:
        self._jobs.forget(datetime.now(UTC) - KEEP)
        left = self._jobs.recover()
        for job in left:
            if job.state != "waiting":
                self._ended(job)
        for job in left:
            if job.state == "waiting":
                self._put_in_line(job)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        for lane in self._lanes.values():
            lane.shutdown(cancel_futures=True)

    def submit(self, new: NewJob) -> Job:
        """Keep a job, for good when this returns, and do it when its turn comes."""
        job = self._jobs.add(new)
        self._put_in_line(job)
        return job

    def _put_in_line(self, job: Job) -> None:
        running = self._lanes[LANES[job.kind]].submit(self._run, job.id)
        running.add_done_callback(partial(self._settle, job.id))

    def _run(self, waiting: JobId) -> None:
        """One job from its turn to its end."""
        job = self._jobs.claim(waiting)
        if job.state == "stopped":  # before its turn
            self._ended(job)
            return
        try:
            with Watch(self._jobs, job.id, self._closing) as watch:
                result = self._works[job.kind](job, watch)
        except Closing:
            self._jobs.release(job.id)
        except Stopped:
            self._ended(self._jobs.end(job.id, "stopped"))
        except YaodianError as error:
            self._ended(self._jobs.end(job.id, "failed", error=str(error)))
        else:
            self._ended(self._jobs.end(job.id, "done", result=result))

    def _settle(self, job: JobId, running: Future[None]) -> None:
        """Fail a job in which an error of the program's own came up; the thread goes on with the next one."""
        if not running.cancelled() and (fault := running.exception()):
            logging.getLogger(__name__).error("job %d", job, exc_info=fault)
            self._ended(self._jobs.end(job, "failed", error=FAULT))
