"""Jobs as they are kept, and the page's works over a real home: per-file results, a draft, upkeep."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.drafting import versions
from assistant.drafting.showing import plan_json
from assistant.workspace import audit
from assistant.workspace.jobs import (
    BACKUPS,
    DRAFT_STAGES,
    DraftRequest,
    backup_job,
    draft_job,
    rebuild_job,
    running_jobs,
    sample_job,
    upload_job,
)
from assistant.workspace.runner import Runner
from assistant.workspace.uploads import Uploads
from ingest.errors import BadRequest
from ingest.home import Home, open_home
from ingest.library import Job, Library, NewJob, Step
from ingest.library.jobs import MOST_TRIES
from ingest.records import EVERYONE, Filters, Scope
from ingest.settings import Settings
from tests.conftest import CHECKOUT

PLAN = "云岭集团{year}年党建工作要点\n一、基层基础\n（一）规范换届选举。任期届满的党支部应当在{month}月底前完成换届选举。\n"


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    settings.home.mkdir()
    library = Library.open(settings.library_url)
    yield library
    library.close()


@pytest.fixture
def runner(home: Home) -> Iterator[Runner]:
    with running_jobs(home) as runner:
        yield runner


def plan(year: int = 2025, month: int = 6) -> bytes:
    return PLAN.format(year=year, month=month).encode()


def upload(
    home: Home, runner: Runner, files: Mapping[str, bytes], owner: Scope = "张三", scope: Scope = EVERYONE
) -> Job:
    """Send files and wait for what becomes of them."""
    with Uploads(home.settings).receive(owner) as batch:
        for name, data in files.items():
            batch.begin(name)
            batch.write(data)
            batch.finish()
        job = runner.submit(upload_job(owner, batch, scope))
    return ended(home, job)


def ended(home: Home, job: Job) -> Job:
    while (now := home.library.jobs.job(job.id, job.owner)).ended_at is None:
        time.sleep(0.01)
    return now


def told(home: Home, job: Job) -> list[tuple[str, str, str]]:
    return [(step.name, step.state, step.message) for step in home.library.jobs.steps(job.id, job.owner)]


def until_cleared(home: Home) -> None:
    """Wait until no uploaded file is left, which is so soon after the end of its job."""
    while list((home.settings.home / "uploads").glob("*/*")):
        time.sleep(0.01)


# --- as they are kept -------------------------------------------------------------------------------------------------


def test_a_job_is_kept_as_it_was_asked_for(library: Library) -> None:
    steps = (Step("甲.docx"), Step("乙.docx", "failed", "文件超过 64 MB：乙.docx。请拆分后再上传"))
    job = library.jobs.add(NewJob("张三", "ingest", {"scope": "", "名": ["甲"]}, steps))
    assert job == library.jobs.job(job.id, "张三")
    assert (job.state, job.request, job.result, job.error) == ("waiting", {"scope": "", "名": ["甲"]}, {}, "")
    assert (job.started_at, job.ended_at, job.created_at.tzinfo) == (None, None, UTC)
    assert tuple(library.jobs.steps(job.id, "张三")) == steps


@pytest.mark.parametrize("other", ["李四", EVERYONE])
def test_a_job_is_its_owners(library: Library, other: Scope) -> None:
    job = library.jobs.add(NewJob("张三", "rebuild"))
    own = library.jobs.add(NewJob(other, "rebuild"))
    assert [each.id for each in library.jobs.of("张三")] == [job.id]
    assert [each.id for each in library.jobs.of(other)] == [own.id]
    refusals = set()
    for look in (library.jobs.job, library.jobs.steps, library.jobs.stop):
        for number in (job.id, 999):
            with pytest.raises(BadRequest) as refused:
                look(number, other)
            refusals.add(str(refused.value).replace(str(number), "N"))
    assert len(refusals) == 1  # unknown and forbidden read alike
    assert library.jobs.job(job.id, "张三") == job


def test_jobs_come_newest_first_and_not_all(library: Library) -> None:
    added = [library.jobs.add(NewJob("张三", "rebuild")).id for _ in range(5)]
    assert [job.id for job in library.jobs.of("张三", 3)] == added[:-4:-1]
    assert [job.id for job in library.jobs.of("张三")] == added[::-1]


def test_the_way_of_a_job(library: Library) -> None:
    jobs = library.jobs
    job = jobs.add(NewJob("张三", "ingest", steps=(Step("甲"), Step("乙"))))
    claimed = jobs.claim(job.id)
    assert (claimed.state, claimed.tries) == ("running", 1)
    jobs.advance(job.id, 1, 2, "乙", {0: Step("甲", "done", "已收入")})
    now = jobs.job(job.id, "张三")
    assert (now.done, now.total, now.what) == (1, 2, "乙")
    jobs.release(job.id)
    assert jobs.claim(job.id).tries == 1  # the program's own end was no try
    last = jobs.end(job.id, "failed", error="磁盘已满")
    assert (last.state, last.error) == ("failed", "磁盘已满")
    assert [step.state for step in jobs.steps(job.id, "张三")] == ["done", "stopped"]
    assert jobs.unfinished() == []
    assert jobs.stop(job.id, "张三") == last  # what has ended stays as it was


def test_stopping(library: Library) -> None:
    jobs = library.jobs
    waiting, running = (jobs.add(NewJob("张三", "ingest", steps=(Step("甲"),))) for _ in range(2))
    jobs.claim(running.id)
    assert jobs.stop(waiting.id, None).state == "stopped"  # by an administrator
    assert jobs.claim(waiting.id).state == "stopped"
    assert not jobs.is_stopping(running.id)
    assert jobs.stop(running.id, "张三").stopping
    assert jobs.is_stopping(running.id)
    assert [(job.id, job.state) for job in jobs.recover()] == [(running.id, "stopped")]


def test_what_breaks_off_is_run_again_but_not_for_ever(library: Library) -> None:
    jobs = library.jobs
    job, later = (jobs.add(NewJob("张三", "ingest")) for _ in range(2))
    for _ in range(MOST_TRIES):
        assert [(each.id, each.state) for each in jobs.recover()] == [(job.id, "waiting"), (later.id, "waiting")]
        jobs.claim(job.id)
    assert [(each.id, each.state) for each in jobs.recover()] == [(job.id, "failed"), (later.id, "waiting")]
    assert "请" in jobs.job(job.id, "张三").error


def test_old_jobs_are_forgotten(library: Library) -> None:
    jobs = library.jobs
    old, waiting = (jobs.add(NewJob("张三", "ingest", steps=(Step("甲"),))) for _ in range(2))
    jobs.claim(old.id)
    jobs.end(old.id, "done")
    jobs.forget(datetime.now(UTC) - timedelta(days=1))
    assert len(jobs.of("张三")) == 2
    jobs.forget(datetime.now(UTC) + timedelta(days=1))
    assert [job.id for job in jobs.of("张三")] == [waiting.id]
    assert jobs.planned(old.id) == []


# --- reading files ----------------------------------------------------------------------------------------------------


def test_each_file_tells_what_became_of_it(home: Home, runner: Runner) -> None:
    files = {
        "2025要点.txt": plan(2025),
        "2024要点.txt": plan(2024),
        "假的.docx": b"no zip",
        "空.txt": b"",
        "表.xyz": b"x",
    }
    job = upload(home, runner, files)
    steps = told(home, job)
    assert job.state == "done"
    assert job.result == {"done": 2, "failed": 3}
    assert [(name, state) for name, state, _ in steps] == [
        ("2025要点.txt", "done"),
        ("2024要点.txt", "done"),
        ("假的.docx", "failed"),
        ("空.txt", "failed"),
        ("表.xyz", "failed"),
    ]
    for name, state, message in steps:
        assert message == "已收入" if state == "done" else name in message
        assert str(home.settings.home) not in message
    brought = [step.document for step in home.library.jobs.steps(job.id, "张三")]
    assert brought[:2] == [document.id for document in home.library.documents()]
    assert home.index.state().sequence == home.library.last_sequence()
    until_cleared(home)


def test_a_later_upload_of_the_name_is_a_new_version(home: Home, runner: Runner) -> None:
    messages = []
    for month in (6, 6, 9):
        [(_, _, message)] = told(home, upload(home, runner, {"要点.txt": plan(month=month)}))
        messages.append(message)
    assert messages == ["已收入", "内容没有变化", "已更新为新版本"]
    [document] = home.library.documents()
    assert [version.number for version in home.library.versions(document.id)] == [1, 2]
    assert document.file == "要点.txt"
    assert home.library.original(document.version) == plan(month=9)  # though the copy is gone
    upload(home, runner, {"要点.txt": plan(month=11)}, owner="李四")
    assert len(home.library.documents()) == 2  # another person's file of that name is another document


def test_what_was_done_is_in_the_audit_log(home: Home, runner: Runner) -> None:
    upload(home, runner, {"要点.txt": plan(), "空.txt": b""})
    upload(home, runner, {"要点.txt": plan()})
    ended(home, runner.submit(backup_job(EVERYONE)))
    [document] = home.library.documents()
    deeds = [(entry.deed.who, entry.deed.what, entry.deed.document) for entry in audit.entries(home.library)]
    assert deeds == [("张三", "导入", document.id), (audit.LOCAL, "备份", None)]


def test_stopping_what_waits_leaves_alone_what_is_read(home: Home) -> None:
    uploads, library = Uploads(home.settings), home.library
    names = [f"要点{number}.txt" for number in range(100)]
    with running_jobs(home) as runner:
        jobs = []
        for _ in range(2):
            with uploads.receive("张三") as batch:
                for number, name in enumerate(names):
                    batch.begin(name)
                    batch.write(plan(1900 + number))
                    batch.finish()
                jobs.append(runner.submit(upload_job("张三", batch, EVERYONE)))
        for _ in range(2):
            assert library.jobs.stop(jobs[1].id, "张三").state == "stopped"
        assert ended(home, jobs[0]).result == {"done": 100, "failed": 0}
        until_cleared(home)
    assert library.jobs.job(jobs[1].id, "张三").started_at is None


def test_private_files_are_the_senders(home: Home, runner: Runner) -> None:
    upload(home, runner, {"要点.txt": plan()}, scope="张三")
    assert home.library.documents() == []
    assert home.library.documents(Filters("李四")) == []
    assert [document.file for document in home.library.documents(Filters("张三"))] == ["要点.txt"]


def test_two_hundred_files(home: Home, runner: Runner) -> None:
    files = {f"要点{number}.txt": plan(1900 + number % 100, number % 12 + 1) for number in range(200)}
    job = upload(home, runner, files)
    assert job.result == {"done": 200, "failed": 0}
    assert {state for _, state, _ in told(home, job)} == {"done"}
    assert home.library.jobs.job(job.id, "张三").done == 200


def test_a_purged_document_is_not_pointed_at(home: Home, runner: Runner) -> None:
    job = upload(home, runner, {"要点.txt": plan()})
    [document] = home.library.documents()
    home.library.remove(document.id)
    home.library.purge(document.id)
    assert [step.document for step in home.library.jobs.steps(job.id, "张三")] == [None]


# --- drafting and upkeep ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Runner]]:
    """The sample library, which drafting does not change, and its runner."""
    settings = Settings.from_environment({}, tmp_path_factory.mktemp("sampled") / "home")
    with open_home(settings, wait_for_index=True) as home, running_jobs(home) as runner:
        job = ended(home, runner.submit(sample_job("张三", EVERYONE)))
        assert job.state == "done"
        yield home, runner


def draft(home: Home, runner: Runner, request: DraftRequest) -> Job:
    return ended(home, runner.submit(draft_job("张三", request)))


def test_the_sample_library(sampled: tuple[Home, Runner]) -> None:
    home, _ = sampled
    [job] = [job for job in home.library.jobs.of("张三") if job.kind == "ingest"]
    read = [name for name, state, _ in told(home, job) if state == "done"]
    assert "云岭集团2025年党建工作要点.pdf" in read
    assert len(home.library.documents()) == len(read) == job.result["done"]
    assert (CHECKOUT / "corpus" / "云岭集团2025年党建工作要点.pdf").exists()  # not taken away as an upload is


def test_a_draft_and_the_same_with_an_edited_plan(sampled: tuple[Home, Runner]) -> None:
    home, runner = sampled
    job = draft(home, runner, DraftRequest(2026, facts="主题：智慧党建平台建设"))
    assert (job.state, job.error) == ("done", "")
    assert [(name, state) for name, state, _ in told(home, job)] == [(stage, "done") for stage in DRAFT_STAGES]
    made = versions.load(home.library, job.result["draft"], reader="张三")
    assert made.title == job.result["title"] == "云岭集团2026年党建工作要点"
    facts = [source.quote for row in made.plan.rows for source in row.sources if source.role == "fact"]
    assert facts == ["主题：智慧党建平台建设"]
    with pytest.raises(BadRequest):
        versions.load(home.library, job.result["draft"], reader="李四")

    edits = plan_json(made.plan)
    row = next(row for row in edits["plan"] if row["decision"] == "keep")
    row["decision"] = "drop"
    again = draft(home, runner, DraftRequest(2026, facts="主题：智慧党建平台建设", plan=edits))
    other = versions.load(home.library, again.result["draft"], reader="张三")
    assert [each.decision for each in other.plan.rows if each.key == row["key"]] == ["drop"]


@pytest.mark.parametrize(
    ("request_", "stage", "words"),
    [
        (DraftRequest(1990), 0, "1990"),
        (DraftRequest(2026, given=(999,)), 0, "999"),
        (DraftRequest(2026, without=("没有这份.docx",)), 0, "没有这份.docx"),
        (DraftRequest(2026, facts="乱写的一行"), 0, "今年事项 第 1 行"),
        (DraftRequest(2026, plan={"plan": [{"key": "胡编", "decision": "keep"}]}), 1, "计划表.json"),
        (DraftRequest(2026, plan={"rows": 3}), 1, "计划表.json"),
    ],
)
def test_a_draft_that_cannot_be_says_why(
    sampled: tuple[Home, Runner], request_: DraftRequest, stage: int, words: str
) -> None:
    home, runner = sampled
    before = versions.list_drafts(home.library, "张三")
    job = draft(home, runner, request_)
    steps = told(home, job)
    assert job.state == "failed"
    assert words in job.error
    assert steps[stage][1:] == ("failed", job.error)
    assert [state for _, state, _ in steps[stage + 1 :]] == ["stopped"] * (len(DRAFT_STAGES) - stage - 1)
    assert versions.list_drafts(home.library, "张三") == before


def test_a_request_comes_back_as_it_was(home: Home, runner: Runner) -> None:
    request = DraftRequest(2026, "云岭集团", (1, 2), ("甲.docx",), "主题：甲", {"plan": []})
    job = draft(home, runner, request)
    assert job.state == "failed"  # there is nothing to draft from
    assert DraftRequest(**job.request | {"given": (1, 2), "without": ("甲.docx",)}) == request
    assert job.request.keys() == asdict(request).keys()


def test_a_backup_can_be_restored_from(home: Home, runner: Runner, tmp_path: Path) -> None:
    upload(home, runner, {"要点.txt": plan()})
    job = ended(home, runner.submit(backup_job("张三")))
    url = f"sqlite:///{tmp_path / 'restored.sqlite'}"
    Library.restore(home.settings.home / BACKUPS / job.result["file"], url)
    restored = Library.open(url)
    assert [document.file for document in restored.documents()] == ["要点.txt"]
    restored.close()


def test_a_rebuild_makes_a_new_generation(home: Home, runner: Runner) -> None:
    upload(home, runner, {"要点.txt": plan()})
    before = (home.settings.home / "index" / "CURRENT").read_text()
    job = ended(home, runner.submit(rebuild_job("张三")))
    assert job.state == "done"
    assert (home.settings.home / "index" / "CURRENT").read_text() != before
