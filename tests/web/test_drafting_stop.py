"""起草 is stopped in the middle of writing and begun again, nothing lost; drafts and preparations are deleted."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from assistant.drafting import versions
from assistant.drafting.check import CHECKS
from assistant.drafting.making import Order, brief_for, desk_of
from assistant.drafting.story import draft_of, plan_of
from assistant.workspace import audit
from ingest.embedding import Embedding, FloatMatrix, FloatVector
from ingest.home import Home
from ingest.library import Job
from ingest.pipeline import ingest
from tests.conftest import CHECKOUT, quiet
from tests.web.conftest import wired

SOURCES = ("云岭集团2025年党建工作要点.pdf", "省能源行业党委关于加强2026年企业党建工作的意见.pdf")
BEGUN = "/preparations/1"
BLANKS = re.compile("【待补：[^】]+】")


class Held:
    """An embedding that, asked by a draft's job for the time number `at`, waits until it is let on."""

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding
        self.name, self.dimensions = embedding.name, embedding.dimensions
        self.calls, self.at = 0, 0
        self.arrived, self.gate = threading.Event(), threading.Event()

    def documents(self, texts: Sequence[str]) -> FloatMatrix:
        if threading.current_thread().name.startswith("yaodian-draft"):
            self.calls += 1
            if self.calls == self.at:
                self.arrived.set()
                self.gate.wait()
        return self._embedding.documents(texts)

    def query(self, text: str) -> FloatVector:
        return self._embedding.query(text)


@pytest.fixture
def held(home: Home) -> Held:
    return Held(home.embedding)


@pytest.fixture
def client(home: Home, held: Held) -> Iterator[TestClient]:
    assert not ingest(home, [CHECKOUT / "corpus" / name for name in SOURCES], quiet).failures
    profile = home.library.profile()
    home.library.save_profile(replace(profile, unit="云岭集团", superior="省能源行业党委"))
    with wired(replace(home, embedding=held)) as client:
        post(client, "/begin", year="2026")
        yield client


def get(client: TestClient, address: str, name: str = "li") -> str:
    response = client.get(f"/screens/drafting{address}", headers={"visitor": f"{name}:editor"})
    assert response.status_code == 200, response.text
    return response.text


def post(client: TestClient, address: str, **form: str) -> str:
    response = client.post(f"/screens/drafting{address}", headers={"visitor": "li:editor"}, data=form)
    assert response.status_code == 200, response.text
    return response.text


def newest_job(home: Home) -> Job:
    return home.library.jobs.of("li")[0]


def ended(home: Home) -> Job:
    while (job := newest_job(home)).ended_at is None:
        time.sleep(0.02)
    return job


def edit_the_plan(client: TestClient) -> None:
    """One fact, one row renamed, one dropped."""
    post(client, f"{BEGUN}/facts", facts="活动：澄浦表彰大会")
    keys = re.findall(r'id="plan-([^"]+)"', get(client, f"{BEGUN}/plan"))
    for key, decision, title in ((keys[1], "update", "改过的题目"), (keys[2], "drop", "不要的题目")):
        form = re.search(rf'action="[^"]*/rows/{re.escape(key)}".*?</form>', get(client, f"{BEGUN}/plan"), re.S)
        assert form
        target = re.search(r'name="target" value="([^"]*)"', form[0])
        assert target
        post(client, f"{BEGUN}/rows/{key}", decision=decision, title=title, target=target[1], reason="领导意见")


def test_a_draft_stopped_in_the_middle_is_begun_again_with_all_that_was_done(
    home: Home, client: TestClient, held: Held
) -> None:
    edit_the_plan(client)
    post(client, f"{BEGUN}/write")
    assert ended(home).state == "done"
    whole, held.at, held.calls = versions.load(home.library, 1, reader="li"), held.calls, 0

    told = post(client, f"{BEGUN}/write")
    assert held.arrived.wait(60)
    stopped = client.post(f"/jobs/{newest_job(home).id}/stop", headers={"visitor": "li:editor"})
    assert stopped.json()["stopping"]
    assert f'data-job="{newest_job(home).id}"' in told
    held.gate.set()
    job = ended(home)
    assert job.state == "stopped"
    assert job.what.startswith("成文：")  # behind the last section, in front of the checks
    states = [(step.name, step.state) for step in home.library.jobs.steps(job.id, "li")]
    assert states == [("选材料", "done"), ("排计划", "done"), ("成文", "stopped"), ("保存", "stopped")]
    assert len(versions.list_drafts(home.library, "li")) == 1

    assert "重新开始成文" in get(client, f"{BEGUN}/writing")
    assert "澄浦表彰大会" in get(client, "/at/p1")
    post(client, f"{BEGUN}/write")
    assert ended(home).state == "done"
    again = versions.load(home.library, 2, reader="li")
    assert again == whole
    told = "".join(sentence.text for sentence in again.sentences())
    assert "改过的题目" in told
    assert "澄浦表彰大会" in told
    assert "不要的题目" not in told


def test_how_far_the_writing_is_names_the_section(home: Home, client: TestClient, held: Held) -> None:
    post(client, f"{BEGUN}/write")
    ended(home)
    held.at, held.calls = held.calls, 0
    post(client, f"{BEGUN}/write")
    assert held.arrived.wait(60)
    while not re.fullmatch(r"成文：.+（\d+/\d+）", newest_job(home).what):
        time.sleep(0.02)
    held.gate.set()
    assert ended(home).state == "done"


def test_what_is_to_be_filled_in_is_listed_with_the_way_to_it(home: Home, client: TestClient) -> None:
    post(client, f"{BEGUN}/write")
    assert ended(home).state == "done"
    draft = versions.load(home.library, 1, reader="li")
    blanks = [(n, item.address, found) for n, item in enumerate(draft.items()) for found in BLANKS.findall(item.text)]
    assert len(blanks) > 0
    listed = get(client, "/drafts/1/todo")
    assert f"还要补上 {len(blanks) + 1} 处" in listed  # and the day of the signature
    for number, address, found in blanks:
        assert f'data-jump="item-{number}">{address}</button> <strong class="blank">{found}</strong>' in listed
    assert "落款 " in listed
    assert f"任务分解表，{len(draft.tasks)} 行" in get(client, "/drafts/1/text")


def test_a_draft_is_deleted_after_a_question(home: Home, client: TestClient) -> None:
    post(client, f"{BEGUN}/write")
    assert ended(home).state == "done"
    asked = get(client, "/drafts/1/delete")
    assert "云岭集团2026年党建工作要点》的全部 1 个版本" in asked
    assert 'action="/screens/drafting/at/1"' in asked  # back to it
    assert versions.load(home.library, 1, reader="li").year == 2026
    assert "已删除草稿" in post(client, "/drafts/1/delete")
    assert versions.list_drafts(home.library, "li") == ()
    deeds = [
        (entry.deed.who, entry.deed.draft) for entry in audit.entries(home.library) if entry.deed.what == "彻底删除"
    ]
    assert deeds == [("li", 1)]
    writing = get(client, f"{BEGUN}/writing")
    assert "已经删除" in writing
    assert "#drafting/1" not in writing
    assert "计划" in get(client, f"{BEGUN}/delete")
    assert get(client, "/at/p1")
    assert "已删除这份准备" in post(client, f"{BEGUN}/delete")
    assert "#drafting/p1" not in get(client, "/home")


@pytest.mark.usefixtures("client")
def test_the_parts_that_are_written_are_told_of_in_their_order(home: Home) -> None:
    heard: list[tuple[int, int, str]] = []
    brief = brief_for(home.library, Order(2026), "")
    planned = plan_of(brief, home.embedding)
    draft = draft_of(
        brief, planned, planned.plan, desk_of(home.library, home.embedding, ""), lambda *told: heard.append(told)
    )
    sections = [each for each in draft.sections if each.heading.text]
    headings = [(n, len(sections), f"{each.label}{each.heading.text}") for n, each in enumerate(sections)]
    checks = [(n, len(CHECKS), "检查") for n in range(len(CHECKS))]
    assert heard == [*headings, (0, 1, "任务分解"), *checks]

    def stop(done: int, _total: int, what: str) -> None:
        if (done, what) == (2, sections[2].label + sections[2].heading.text):
            raise InterruptedError

    with pytest.raises(InterruptedError):
        draft_of(brief, planned, planned.plan, desk_of(home.library, home.embedding, ""), stop)
