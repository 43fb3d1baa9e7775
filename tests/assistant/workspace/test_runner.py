"""The runner: lanes, stopping, the program's end, errors, and a kill in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from assistant.workspace.runner import FAULT, Runner, Watch, Work
from ingest.errors import BadRequest
from ingest.home import open_home
from ingest.library import Job, JobKind, Jobs, Library, NewJob, Step
from ingest.settings import Settings
from tests.conftest import CHECKOUT

CHILD = Path(__file__).with_name("jobs_child.py")
STEPS = (Step("甲"), Step("乙"), Step("丙"))


@pytest.fixture
def jobs(settings: Settings) -> Iterator[Jobs]:
    settings.home.mkdir()
    library = Library.open(settings.library_url)
    yield library.jobs
    library.close()


class Gated:
    """A work that waits at each step until it is let on."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, str]] = []  # job, step
        self.arrived, self.gate = threading.Semaphore(0), threading.Semaphore(0)

    def __call__(self, job: Job, watch: Watch) -> Mapping[str, Any]:
        for ordinal, step in enumerate(watch.steps):
            if step.state == "done":
                continue
            watch(ordinal, len(watch.steps), step.name)
            self.begun.append((job.id, step.name))
            self.arrived.release()
            self.gate.acquire()
            watch.note(ordinal, Step(step.name, "done", "好"))
        return {"job": job.id}


def works(library: Work, draft: Work | None = None) -> dict[JobKind, Work]:
    return {"ingest": library, "rebuild": library, "backup": library, "draft": draft or library}


def ended(jobs: Jobs, job: Job) -> Job:
    return until(lambda: jobs.job(job.id, job.owner), lambda now: now.ended_at is not None)


def until(look: Callable[[], Job], is_so: Callable[[Job], bool]) -> Job:
    while not is_so(now := look()):
        time.sleep(0.01)
    return now


def states(jobs: Jobs, job: Job) -> list[str]:
    return [step.state for step in jobs.steps(job.id, job.owner)]


def test_a_draft_does_not_wait_for_the_library_and_both_keep_their_order(jobs: Jobs) -> None:
    reading, writing = Gated(), Gated()
    with Runner(jobs, works(reading, writing), lambda _: None) as runner:
        kinds: tuple[JobKind, ...] = ("ingest", "rebuild", "draft")
        first, second, draft = (runner.submit(NewJob("张三", kind, steps=STEPS[:1])) for kind in kinds)
        reading.arrived.acquire()  # the first is in the middle of its step
        writing.gate.release()
        assert ended(jobs, draft).result == {"job": draft.id}
        assert [jobs.job(job.id, "张三").state for job in (first, second)] == ["running", "waiting"]
        reading.gate.release(2)
        assert [ended(jobs, job).state for job in (second, first)] == ["done", "done"]
    assert reading.begun == [(first.id, "甲"), (second.id, "甲")]


def test_how_far_a_job_is_can_be_seen_while_a_step_takes_long(jobs: Jobs) -> None:
    work = Gated()
    with Runner(jobs, works(work), lambda _: None) as runner:
        job = runner.submit(NewJob("张三", "ingest", steps=STEPS))
        work.gate.release()
        now = until(lambda: jobs.job(job.id, "张三"), lambda now: now.what == "乙")
        assert (now.state, now.done, now.total) == ("running", 1, 3)
        assert states(jobs, job) == ["done", "waiting", "waiting"]
        work.gate.release(2)
        assert ended(jobs, job).state == "done"
    assert states(jobs, job) == ["done"] * 3


def test_a_running_job_stops_between_two_steps_and_a_waiting_one_at_once(jobs: Jobs) -> None:
    work, told = Gated(), list[Job]()
    with Runner(jobs, works(work), told.append) as runner:
        running, waiting = (runner.submit(NewJob("张三", "ingest", steps=STEPS)) for _ in range(2))
        work.arrived.acquire()
        with pytest.raises(BadRequest):
            jobs.stop(running.id, "李四")
        assert jobs.stop(waiting.id, "张三").state == "stopped"
        assert jobs.stop(running.id, None).stopping
        work.gate.release()
        assert ended(jobs, running).state == "stopped"
        assert jobs.stop(running.id, "张三").state == "stopped"  # once more
        assert jobs.stop(waiting.id, "张三").state == "stopped"
    assert states(jobs, running) == ["done", "stopped", "stopped"]
    assert states(jobs, waiting) == ["stopped"] * 3
    assert work.begun == [(running.id, "甲")]


def test_the_end_of_each_job_is_told_once(jobs: Jobs) -> None:
    work, told = Gated(), list[Job]()
    with Runner(jobs, works(work), told.append) as runner:
        running, waiting, last = (runner.submit(NewJob("张三", "ingest", steps=STEPS[:1])) for _ in range(3))
        work.arrived.acquire()
        for _ in range(2):
            jobs.stop(waiting.id, "张三")
        work.gate.release(2)
        ended(jobs, last)
    assert [(job.id, job.state) for job in told] == [(running.id, "done"), (waiting.id, "stopped"), (last.id, "done")]


def test_the_program_s_end_puts_jobs_back_and_its_start_goes_on(jobs: Jobs) -> None:
    arrived, told = Event(), list[Job]()

    def linger(_: Job, watch: Watch) -> Mapping[str, Any]:
        """Stay in the second step until it is broken off."""
        watch.note(0, Step("甲", "done"))
        arrived.set()
        while True:
            watch(1, 3, "乙")
            time.sleep(0.01)

    with Runner(jobs, works(linger), told.append) as runner:
        running, waiting = (runner.submit(NewJob("张三", "ingest", steps=STEPS)) for _ in range(2))
        arrived.wait()
    assert [jobs.job(job.id, "张三").state for job in (running, waiting)] == ["waiting", "waiting"]
    assert [jobs.job(job.id, "张三").tries for job in (running, waiting)] == [0, 0]
    assert states(jobs, running) == ["done", "waiting", "waiting"]
    assert told == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("yaodian-")]

    work = Gated()
    work.gate.release(5)
    with Runner(jobs, works(work), told.append):
        assert [ended(jobs, job).state for job in (running, waiting)] == ["done", "done"]
    assert [step for job, step in work.begun if job == running.id] == ["乙", "丙"]
    assert [job.id for job in told] == [running.id, waiting.id]


def test_an_error_of_ours_is_the_job_s_line(jobs: Jobs) -> None:
    def fail(_: Job, watch: Watch) -> Mapping[str, Any]:
        watch.note(0, Step("甲", "failed", "坏了"))
        raise BadRequest("没有找到往年的要点。请先上传")

    with Runner(jobs, works(fail), lambda _: None) as runner:
        job = ended(jobs, runner.submit(NewJob("张三", "draft", steps=STEPS)))
    assert (job.state, job.error, job.result) == ("failed", "没有找到往年的要点。请先上传", {})
    assert states(jobs, job) == ["failed", "stopped", "stopped"]


def test_an_unforeseen_error_fails_its_job_and_not_the_next(jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    def divide(job: Job, _: Watch) -> Mapping[str, Any]:
        return {"quotient": 1 / job.request["by"]}

    told = list[Job]()
    with Runner(jobs, works(divide), told.append) as runner:
        bad, good = (runner.submit(NewJob("张三", "ingest", {"by": by}, STEPS)) for by in (0, 1))
        assert ended(jobs, good).result == {"quotient": 1.0}
        assert (ended(jobs, bad).state, ended(jobs, bad).error) == ("failed", FAULT)
    assert "ZeroDivisionError" in caplog.text
    assert [job.id for job in told] == [bad.id, good.id]


def test_what_was_stopped_while_the_program_was_away_is_told_at_its_start(jobs: Jobs) -> None:
    job, told = jobs.add(NewJob("张三", "ingest", steps=STEPS)), list[Job]()
    jobs.claim(job.id)
    jobs.stop(job.id, "张三")
    with Runner(jobs, works(Gated()), told.append):
        assert [(each.id, each.state) for each in told] == [(job.id, "stopped")]


# --- killed -----------------------------------------------------------------------------------------------------------


def start(home: Path, *files: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", str(CHILD), str(home), *map(str, files)]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def test_a_killed_job_goes_on_when_the_program_is_started_again(settings: Settings, tmp_path: Path) -> None:
    files = [tmp_path / f"要点{number}.txt" for number in range(80)]
    for number, file in enumerate(files):
        file.write_text(f"云岭集团{1950 + number}年工作要点\n一、安全生产\n（一）全年检查{number + 2}次。\n" * 20)
    with start(settings.home, *files) as child:
        assert child.stdout
        number = int(child.stdout.readline())
        library = Library.open(settings.library_url)
        until(lambda: library.jobs.job(number, "张三"), lambda now: now.done > 0)
        child.send_signal(signal.SIGKILL)
        child.communicate()
    broken = library.jobs.job(number, "张三")
    assert broken.state == "running"
    assert 0 < broken.done < len(files)
    assert list((settings.home / "uploads").glob("*/files/*.txt"))
    with start(settings.home) as child:
        child.communicate()
        assert child.returncode == 0
    job, steps = library.jobs.job(number, "张三"), library.jobs.steps(number, "张三")
    library.close()
    assert (job.state, job.result, job.tries) == ("done", {"done": len(files), "failed": 0}, 2)
    assert {step.state for step in steps} == {"done"}
    assert list((settings.home / "uploads").glob("*/*")) == []
    with open_home(settings, wait_for_index=True) as home:
        documents = home.library.documents()
        assert sorted(document.file for document in documents) == sorted(file.name for file in files)
        assert {document.number for document in documents} == {1}  # nothing was read twice
        assert home.library.check() == []
        assert home.index.state().sequence == home.library.last_sequence()
