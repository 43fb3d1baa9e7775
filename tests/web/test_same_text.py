"""The same text, and nearly the same, in three hands: everyone's copy, li's and wang's.

What a person gets from the library that holds all of them is what they get from one that never held the others': the
same words, counts, order and files. So a foreign copy is not to be told from one that is not there. (How rare a word is, the
index counts over all copies. That can turn the order of two hits that are worth nearly the same; of no question here.)
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import gradio as gr
import httpx2
import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from assistant.desk import LocalDesk
from assistant.web.chat import Chat
from assistant.web.conversation import Conversation
from assistant.workspace import purging
from assistant.workspace.preparations import Cells, Preparations
from ingest.home import Home, open_home
from ingest.library import Role
from ingest.pipeline import ingest
from ingest.records import EVERYONE, Document, Filters, Scope
from ingest.settings import Settings
from tests.conftest import quiet
from tests.web.conftest import told_in, wired

PEOPLE: Final[dict[Scope, Role]] = {"admin": "admin", "li": "editor", "wang": "editor", "reader": "reader"}
MARKS: Final[dict[Scope, str]] = {EVERYONE: "公用", "li": "李存", "wang": "王存"}  # in the names of a copy's files
DAYS: Final[dict[Scope, str]] = {EVERYONE: "31天", "li": "47天", "wang": "53天"}  # the one figure that differs

SAME: Final = """云岭集团2025年党建工作要点
2025年，集团党建工作的总体要求是：围绕中心、服务大局，为安全生产提供坚强保证。
一、强化理论武装
（一）坚持集体学习制度。党委理论学习中心组全年集体学习不少于12次，每次学习形成书面记录。
（二）抓好党员教育。按照《云岭集团党员教育管理办法》每季度开展1次集中培训，由组织部牵头。
二、夯实基层基础
（三）规范支部换届选举。任期届满的党支部应当在6月底前完成换届，逾期的书面说明原因。
"""
NEAR: Final = """云岭集团2024年党建工作要点
2024年，集团党建工作的总体要求是：抓基层、打基础、强基本。
一、强化理论武装
（一）坚持集体学习制度。党委理论学习中心组全年集体学习不少于10次，每次学习形成书面记录。
（二）改进调查研究。领导班子成员全年到基层调研不少于{days}，调研报告在6月底前提交。
二、夯实基层基础
（三）开展节约用电行动。各所属单位每月公布1次办公用电数据，由后勤部汇总。
"""
QUESTIONS: Final = (
    "领导班子成员全年到基层调研不少于多少天？",
    "中心组全年集体学习不少于多少次？",
    "2024年和2025年的集体学习次数有什么不同？",
    "哪些文件提到了党员教育管理办法？",
    "6月底前要完成什么？",
    "资料库里有几份文件？",
    "有没有互相矛盾的要求？",
    "食堂每周供应几次水果？",
    "2019年有哪些要求？",
)
PAGES: Final = (
    "/chats/list",
    "/chats/sure",
    "/jobs",
    "/screens/library/home",
    "/screens/library/list?words=云岭",
    "/screens/library/intake",
    "/screens/library/state",
    "/screens/register/home",
    "/screens/register/find?text=调研",
    "/screens/register/cites",
    "/screens/register/collect",
    "/screens/register/calendar?year=2025&month=6",
    "/screens/register/requirements.xlsx",
    "/screens/register/cites.xlsx",
    "/screens/register/calendar.xlsx?year=2024",
    "/screens/comparison/form",
    "/screens/comparison/rows",
    "/screens/comparison/coverage",
    "/screens/comparison/matrix?year=2024",
    "/screens/comparison/matrix.xlsx?year=2025",
    "/screens/comparison/themes",
    "/screens/comparison/views/coverage",
    "/screens/comparison/views/matrix",
    "/screens/comparison/views/themes",
    "/screens/drafting/home",
)
PRIED: Final = (  # after what is another's, by its name
    "/screens/library/list?words=王存",
    "/screens/register/find?file=王存2024.txt",
    "/screens/register/requirements.xlsx?file=王存2024.txt",
    "/screens/register/cites?file=李存2025.txt",
)
BEGUN: Final = "/screens/drafting/preparations/1"
NOWHERE: Final = 987654
ORDERS: Final[tuple[tuple[Scope, ...], ...]] = ((EVERYONE, "li", "wang"), ("wang", "li", EVERYONE))

Seen = dict[str, str]


# --- the libraries ----------------------------------------------------------------------------------------------------


@contextmanager
def library_of(folder: Path, *scopes: Scope) -> Iterator[tuple[Home, TestClient]]:
    """A library with these copies, in the order in which they came, and the page's routes on it."""
    with open_home(Settings.from_environment({}, folder / "home"), wait_for_index=True) as home, wired(home) as client:
        for who, role in PEOPLE.items():
            home.library.accounts.add(who, role, "no password's hash")
        for scope in scopes:
            put(home, folder, scope)
        yield home, client


def put(home: Home, folder: Path, scope: Scope) -> None:
    for year, text in ((2024, NEAR.format(days=DAYS[scope])), (2025, SAME)):
        file = folder / f"{MARKS[scope]}{year}.txt"
        file.write_text(text, encoding="utf-8")
        assert ingest(home, [file], quiet, scope).files[0].stored.outcome == "added"


def own(home: Home, who: Scope) -> list[Document]:
    return home.library.documents(Filters(who))


# --- what comes to a person -------------------------------------------------------------------------------------------


def everything(home: Home, client: TestClient, who: Scope) -> Seen:
    """What the page tells somebody, raw."""
    headers = {"visitor": f"{who}:{PEOPLE[who]}"}
    found = dict(conversation(home, headers))
    client.post("/screens/drafting/begin", data={"year": "2026"}, headers=headers)
    for page in (*PAGES, *PRIED, *pages_of(home, who)):
        found[page] = told_in(client.get(page, headers=headers).content)
    return found


def pages_of(home: Home, who: Scope) -> Iterator[str]:
    for document in own(home, who):
        yield f"/documents/{document.version}?start=20&end=30"
        yield f"/screens/library/documents/{document.id}"
        yield f"/screens/library/documents/{document.id}/remove"
        yield f"/screens/library/original/{document.version}"
    yield from (f"{BEGUN}/{part}" for part in ("sources", "plan", "plan.xlsx"))
    first, *_, last = own(home, who)
    yield from (f"/screens/comparison/{view}.xlsx?old={first.id}&new={last.id}" for view in ("rows", "coverage"))
    for chat in home.library.chats.of(who):
        yield f"/chats/{chat.id}/word"


def conversation(home: Home, headers: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Shelf, welcome and what to narrow by; then each question with all that was on the screen until its answer was."""
    chat, request = at_the_screen(home, headers)
    yield "shelf", json.dumps(chat.refresh(Conversation(), request), ensure_ascii=False)
    for question in QUESTIONS:
        yield question, "\n".join(answers(home, headers, question))
    yield "another's file", "\n".join(answers(home, headers, QUESTIONS[0], "王存2024.txt"))


def answers(home: Home, headers: Mapping[str, str], question: str, *files: str) -> Iterator[str]:
    chat, request = at_the_screen(home, headers)
    yield from (shown for _, shown, *_ in chat.ask(question, [], [], list(files), Conversation(), request))


def at_the_screen(home: Home, headers: Mapping[str, str]) -> tuple[Chat, gr.Request]:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    chat = Chat(home, lambda request: request.headers["visitor"].split(":")[0])
    return chat, gr.Request(Request({"type": "http", "headers": raw}), session_hash="tab")


def numberless(seen: Seen) -> list[tuple[str, str]]:
    """What was seen without the library's own numbers and the clock's."""
    found = []
    for page, text in seen.items():
        told = re.sub(r"<[^>]*>", lambda tag: re.sub(r"\d+", "#", tag[0]), text)
        told = re.sub(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:[\d.]+)?", "#", told)
        found.append((re.sub(r"/\d+|(?<=old=)\d+|(?<=new=)\d+", "#", page), told))
    return found


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Seen]]:
    """What somebody sees of a library that never held more than some copies."""
    with ExitStack() as opened:

        @cache
        def library(*scopes: Scope) -> tuple[Home, TestClient]:
            return opened.enter_context(library_of(tmp_path_factory.mktemp("alone"), *scopes))

        yield cache(lambda who, *scopes: everything(*library(*scopes), who))


@dataclass(frozen=True)
class Shared:
    """A library with all the copies, and what everybody saw of it."""

    home: Home
    client: TestClient
    order: tuple[Scope, ...]
    seen: Mapping[Scope, Seen] = field(repr=False)


@pytest.fixture(scope="module", params=ORDERS, ids="-".join)
def shared_library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    with library_of(tmp_path_factory.mktemp("shared"), *request.param) as (home, client):
        yield Shared(home, client, request.param, {who: everything(home, client, who) for who in PEOPLE})


# --- while all are there ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_what_one_sees_is_what_a_library_without_the_others_copies_shows(
    shared_library: Shared, alone: Callable[..., Seen], who: Scope
) -> None:
    visible = [scope for scope in shared_library.order if scope in (EVERYONE, who)]
    assert numberless(shared_library.seen[who]) == numberless(alone(who, *visible))


@pytest.mark.parametrize("who", PEOPLE)
def test_no_name_figure_or_number_of_anothers_copy_is_told(shared_library: Shared, who: Scope) -> None:
    mine = own(shared_library.home, who)
    seen = {page: text for page, text in shared_library.seen[who].items() if page not in (*PRIED, "another's file")}
    for scope in MARKS:
        naming = [page for page, text in seen.items() if MARKS[scope] in text]
        figures = [page for page, text in seen.items() if DAYS[scope] in text]
        assert bool(naming) == bool(figures) == (scope in (EVERYONE, who)), (scope, naming, figures)
    told = "\n".join(seen.values())
    assert {int(n) for n in re.findall(r'data-version="(\d+)"', told)} == {each.version for each in mine}
    assert {int(n) for n in re.findall(r'href="#library/(\d+)"', told)} == {each.id for each in mine}
    options = re.findall(r'<option value="(\d+)"', seen["/screens/comparison/form"])
    assert sorted(map(int, options)) == sorted(2 * [each.id for each in mine])


@pytest.mark.parametrize("who", PEOPLE)
def test_each_count_is_of_the_copies_that_one_may_see(shared_library: Shared, who: Scope) -> None:
    copies = 2 if who in MARKS else 1
    seen = shared_library.seen[who]
    assert seen["食堂每周供应几次水果？"].count(f"已检索 {2 * copies} 份文件") > 0
    assert f"共 {2 * copies} 份文件" in seen["shelf"]
    assert f"共 {2 * copies} 份文件" in seen["/screens/library/home"]
    assert f"检查了 {2 * copies} 份文件" in seen["/screens/register/home"]
    assert f"检查了 {copies} 份文件" in seen["/screens/comparison/matrix?year=2024"]
    assert seen["/screens/register/find?text=调研"].count('<p class="quote">') == 2 * copies
    told = "\n".join(seen.values())
    assert max(map(int, re.findall(r"(?:正在检索|已检索|检查了) ?(\d+) 份文件", told))) == 2 * copies


@pytest.mark.parametrize("scope", ["wang", "li"])
def test_ones_own_held_against_anothers_answers_as_one_that_is_not_there(shared_library: Shared, scope: Scope) -> None:
    who = "li" if scope == "wang" else "wang"
    home, client, headers = shared_library.home, shared_library.client, {"visitor": f"{who}:editor"}
    [foreign, _] = [each for each in own(home, scope) if each.scope == scope]
    mine = own(home, who)[0].id
    for page in (
        "/screens/comparison/rows?old={mine}&new={other}",
        "/screens/comparison/coverage?old={other}&new={mine}",
        "/screens/comparison/rows.xlsx?old={mine}&new={other}",
        "/screens/comparison/themes?series={other}",
        "/screens/library/documents/{other}",
        "/documents/{other}",
        "/screens/library/original/{other}",
    ):
        answered = [client.get(page.format(mine=mine, other=n), headers=headers) for n in (foreign.id, NOWHERE)]
        assert answered[0].status_code in (400, 404), page
        assert answered[0].text == answered[1].text, page
    for way in ("use", "leave"):
        asked = [client.post(f"{BEGUN}/sources/{n}/{way}", headers=headers) for n in (foreign.id, NOWHERE)]
        assert [each.status_code for each in asked] == [400, 400]
        assert without_digits(asked[0]) == without_digits(asked[1])


def without_digits(answer: httpx2.Response) -> str:
    return re.sub(r"\d", "", answer.text)


# --- when one of them comes and goes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", [EVERYONE, "li"], ids=["everyone", "li"])
def test_a_copy_that_is_purged_leaves_the_others_whole(tmp_path: Path, alone: Callable[..., Seen], gone: Scope) -> None:
    order = ORDERS[0]
    left = [scope for scope in order if scope != gone]
    with library_of(tmp_path, *order) as (home, client):
        asked = {who: ask_of_own(home, who) for who in ("li", "wang", "reader")}
        prepared = {who: prepare(home, who) for who in asked}
        purge(home, gone)
        for who in asked:
            is_gone = who == gone or (gone == EVERYONE and who == "reader")  # what this person asked and typed about
            assert [chat.id for chat in home.library.chats.of(who)] == ([] if is_gone else [asked[who]])
            sees_text = gone != EVERYONE or who in MARKS
            assert Preparations(home.settings).get(who, 1).edits == (prepared[who] if sees_text else {})
            client.post("/chats/delete", headers={"visitor": f"{who}:{PEOPLE[who]}"})
            Preparations(home.settings).delete(who, 1)
            visible = [scope for scope in left if scope in (EVERYONE, who)]
            if visible:
                assert numberless(everything(home, client, who)) == numberless(alone(who, *visible))
            assert len(own(home, who)) == 2 * len(visible)
        put(home, tmp_path, gone)
        assert [each.scope for each in home.library.documents(Filters(gone)) if each.scope == gone] == [gone, gone]


def ask_of_own(home: Home, who: Scope) -> int:
    """A conversation over a file that is one's own where one has any; its number."""
    mine = MARKS.get(who, MARKS[EVERYONE])
    *_, shown = answers(home, {"visitor": f"{who}:{PEOPLE[who]}"}, QUESTIONS[1], f"{mine}2025.txt")
    assert "不少于12次" in shown
    [chat] = home.library.chats.of(who)
    return chat.id


def prepare(home: Home, who: Scope) -> Mapping[str, Cells]:
    """A row of a plan in the words of the text that everybody has."""
    preparations = Preparations(home.settings)
    begun = preparations.begin(who, 2026, "")
    typed = {"a row": Cells("沿用", "任期届满的党支部应当在6月底前完成换届", "一、章节", "领导意见")}
    return preparations.change(who, begun.id, lambda now: replace(now, edits=typed)).edits


def purge(home: Home, scope: Scope) -> None:
    """As command and page do it."""
    library = home.library
    for document in [each for each in own(home, scope) if each.scope == scope]:
        library.remove(document.id)
        purging.purge(library, LocalDesk(home), scope, document.id, [])


def test_what_is_told_before_a_purge_counts_nothing_of_the_other_copies(tmp_path: Path) -> None:
    with library_of(tmp_path, *ORDERS[0]) as (home, client):
        ask_of_own(home, "li")
        _, public = own(home, "admin")
        said = client.get(f"/screens/library/documents/{public.id}/purge", headers={"visitor": "admin:admin"}).text
        assert "将彻底删除" in said
        assert "段对话" not in said


def test_a_file_that_another_has_already_is_new_to_whoever_sends_it(tmp_path: Path) -> None:
    with library_of(tmp_path) as (home, client):
        senders = {"li": True, "wang": True, "admin": False}  # for their own eyes, or for everyone
        sent = {who: [send(client, who, SAME, private) for _ in "12"] for who, private in senders.items()}
        for who, jobs in sent.items():
            assert [job["steps"][0]["message"] for job in jobs] == ["已收入", "内容没有变化"], who
            headers = {"visitor": f"{who}:{PEOPLE[who]}"}
            listed = client.get("/jobs", headers=headers).json()["jobs"]
            assert [job["id"] for job in listed] == [job["id"] for job in reversed(jobs)]
            others = [job["id"] for other in sent if other != who for job in sent[other]]
            assert {client.get(f"/jobs/{number}", headers=headers).status_code for number in others} == {404}
        taken = send(client, "wang", NEAR.format(days=DAYS["wang"]), private=True)
        assert taken["steps"][0]["message"] == "已更新为新版本"
        for who, texts in (("li", [SAME, SAME]), ("wang", [SAME, NEAR.format(days=DAYS["wang"])]), ("reader", [SAME])):
            seen = sorted(own(home, who), key=lambda document: document.scope)
            assert [home.library.content(document.version, who).strip() for document in seen] == [
                text.strip() for text in texts
            ]
            assert [document.number for document in seen] == [1 + (document.scope == "wang") for document in seen]


def send(client: TestClient, who: Scope, text: str, private: bool) -> Any:  # noqa: ANN401 - JSON
    """The job that has read a text under the one name that all of them give it."""
    headers = {"visitor": f"{who}:{PEOPLE[who]}"}
    files = [("files", ("要点.txt", text.encode()))]
    number = client.post(f"/upload?private={private}", files=files, headers=headers).json()["id"]
    while (job := client.get(f"/jobs/{number}", headers=headers).json())["ended"] is None:
        time.sleep(0.02)
    return job
