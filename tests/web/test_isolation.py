"""Who gets what, as a matrix over the application's own routes: a route without a row fails the test.

What is the owner's alone holds a canary in its title, unit and text; nobody else's answer may hold it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.testclient import TestClient
from starlette.routing import BaseRoute, Mount, Route

from assistant.answer import answer
from assistant.dialogue.conversing import converse
from assistant.web.access import COOKIE, access_at
from assistant.web.app import create_app
from assistant.workspace import accounts
from assistant.workspace.chats import Said, keep
from assistant.workspace.jobs import DraftRequest, draft_job, running_jobs
from assistant.workspace.preparations import Preparations
from assistant.workspace.runner import Runner
from assistant.workspace.sessions import Sessions
from ingest.home import Home, open_home
from ingest.library import Role
from ingest.pipeline import ingest
from ingest.records import EVERYONE, Filters
from ingest.settings import Settings
from tests.conftest import quiet
from tests.web.conftest import PLAN_2025, told_in

CANARY: Final = "青鲤"
HOST: Final = "http://127.0.0.1"
NOWHERE: Final = 987654
PASSWORD: Final = "correct horse battery"
PEOPLE: Final[Mapping[str, Role]] = {"admin": "admin", "owner": "editor", "colleague": "editor"}
OPEN: Final = {("GET", "/login"), ("POST", "/login"), ("POST", "/logout")}

PRIVATE: Final = """青鲤集团{year}年党建工作要点
{year}年，青鲤集团党建工作的总体要求是：围绕中心、服务大局。
一、强化青鲤理论武装
（一）坚持青鲤学习制度。党委理论学习中心组全年集体学习不少于{year}0次，形成青鲤学习记录。
（二）抓好青鲤青年小组。各青年学习小组每季度至少开展1次交流研讨，结果报青鲤宣传部备案。
"""


_BEGUN: Final = "/screens/drafting/preparations/{preparation}"
_DRAFT: Final = "/screens/drafting/drafts/{draft}"


@dataclass(frozen=True)
class Row:
    """An address with the owner's numbers, and the status that each of PEOPLE gets; nobody gets 401."""

    address: str
    owner: int = 200
    colleague: int = 200
    admin: int = 200
    form: Mapping[str, str] = field(default_factory=dict)


def own(address: str, refused: int = 400, **form: str) -> Row:
    """The owner's alone; not an administrator's either."""
    return Row(address, 200, refused, refused, form)


def keepers(address: str, **form: str) -> Row:
    """An administrator's, of a document that the administrator sees."""
    return Row(address, 403, 403, 200, form)


# In the order in which they are asked for: what destroys comes last.
ROWS: Final[Mapping[tuple[str, str], Row]] = {
    ("GET", "/account"): Row("/account"),
    ("GET", "/documents/{version}"): own("/documents/{version}", 404),
    ("GET", "/chats/list"): Row("/chats/list"),
    ("GET", "/chats/sure"): Row("/chats/sure"),
    ("GET", "/chats/{chat}/word"): own("/chats/{chat}/word"),
    ("GET", "/chats/turns/{turn}/word"): own("/chats/turns/{turn}/word"),
    ("POST", "/chats/turns/{turn}/verdict"): own("/chats/turns/{turn}/verdict", verdict="right"),
    ("POST", "/chats/{chat}/delete"): Row("/chats/{chat}/delete"),
    ("POST", "/chats/delete"): Row("/chats/delete"),
    ("GET", "/jobs"): Row("/jobs"),
    ("GET", "/jobs/{number}"): own("/jobs/{job}", 404),
    ("POST", "/jobs/{number}/stop"): Row("/jobs/{job}/stop", 200, 404, 200),
    ("POST", "/upload"): Row("/upload", 400, 400, 400),  # without a file
    ("GET", "/screens/register/home"): Row("/screens/register/home"),
    ("GET", "/screens/register/views/{at}"): Row("/screens/register/views/find"),
    ("GET", "/screens/register/{view}"): Row("/screens/register/cites"),
    ("GET", "/screens/register/requirements.xlsx"): Row("/screens/register/requirements.xlsx"),
    ("GET", "/screens/register/cites.xlsx"): Row("/screens/register/cites.xlsx"),
    ("GET", "/screens/register/calendar.xlsx"): Row("/screens/register/calendar.xlsx?year=2025"),
    ("GET", "/screens/comparison/form"): Row("/screens/comparison/form?old={document}&new={other}"),
    ("GET", "/screens/comparison/views/{view}"): Row("/screens/comparison/views/themes"),
    ("GET", "/screens/comparison/rows"): own("/screens/comparison/rows?old={document}&new={other}"),
    ("GET", "/screens/comparison/coverage"): own("/screens/comparison/coverage?old={document}&new={other}"),
    ("GET", "/screens/comparison/matrix"): Row("/screens/comparison/matrix?year=2025"),
    ("GET", "/screens/comparison/themes"): own("/screens/comparison/themes?series={document}"),
    ("GET", "/screens/comparison/rows.xlsx"): own("/screens/comparison/rows.xlsx?old={document}&new={other}"),
    ("GET", "/screens/comparison/coverage.xlsx"): own("/screens/comparison/coverage.xlsx?old={document}&new={other}"),
    ("GET", "/screens/comparison/matrix.xlsx"): Row("/screens/comparison/matrix.xlsx?year=2025"),
    ("GET", "/screens/comparison/themes.xlsx"): own("/screens/comparison/themes.xlsx?series={document}"),
    ("GET", "/screens/drafting/home"): Row("/screens/drafting/home"),
    ("POST", "/screens/drafting/begin"): Row("/screens/drafting/begin", form={"year": "2026"}),
    ("GET", "/screens/drafting/at/{place}"): own("/screens/drafting/at/{draft}"),
    ("GET", "/screens/drafting/preparations/{number}/sources"): own(f"{_BEGUN}/sources"),
    ("POST", "/screens/drafting/preparations/{number}/sources/{document}/{way}"): own(
        f"{_BEGUN}/sources/{{document}}/use"
    ),
    ("POST", "/screens/drafting/preparations/{number}/facts"): own(f"{_BEGUN}/facts"),
    ("GET", "/screens/drafting/preparations/{number}/plan"): own(f"{_BEGUN}/plan"),
    ("GET", "/screens/drafting/preparations/{number}/plan.xlsx"): own(f"{_BEGUN}/plan.xlsx"),
    ("POST", "/screens/drafting/preparations/{number}/plan.xlsx"): Row(f"{_BEGUN}/plan.xlsx", 400, 400, 400),
    ("GET", "/screens/drafting/preparations/{number}/writing"): own(f"{_BEGUN}/writing"),
    ("POST", "/screens/drafting/preparations/{number}/rows"): own(
        f"{_BEGUN}/rows", title="新增一条", target="一、强化青鲤理论武装"
    ),
    ("POST", "/screens/drafting/preparations/{number}/rows/{key}"): Row(
        f"{_BEGUN}/rows/none", 400, 400, 400, {"decision": "keep"}
    ),
    ("POST", "/screens/drafting/preparations/{number}/rows/{key}/{way}"): own(f"{_BEGUN}/rows/none/up"),
    ("POST", "/screens/drafting/preparations/{number}/write"): own(f"{_BEGUN}/write"),
    ("GET", "/screens/drafting/drafts/{draft}/summary"): own(f"{_DRAFT}/summary"),
    ("GET", "/screens/drafting/drafts/{draft}/text"): own(f"{_DRAFT}/text"),
    ("GET", "/screens/drafting/drafts/{draft}/todo"): own(f"{_DRAFT}/todo"),
    ("GET", "/screens/drafting/drafts/{draft}/history"): own(f"{_DRAFT}/history"),
    ("GET", "/screens/drafting/drafts/{draft}/sentences/{place}"): own(f"{_DRAFT}/sentences/0"),
    ("GET", "/screens/drafting/drafts/{draft}/items/{place}"): own(f"{_DRAFT}/items/0"),
    ("GET", "/screens/drafting/drafts/{draft}/rewording"): own(f"{_DRAFT}/rewording"),
    ("POST", "/screens/drafting/drafts/{draft}/rewording"): Row(
        f"{_DRAFT}/rewording", 400, 400, 400
    ),  # no model is set
    ("GET", "/screens/drafting/drafts/{draft}/word"): own(f"{_DRAFT}/word"),
    ("GET", "/screens/drafting/drafts/{draft}/commented"): own(f"{_DRAFT}/commented"),
    ("GET", "/screens/drafting/drafts/{draft}/revisions"): own(f"{_DRAFT}/revisions"),
    ("GET", "/screens/drafting/drafts/{draft}/provenance"): own(f"{_DRAFT}/provenance"),
    ("POST", "/screens/drafting/drafts/{draft}/return"): Row(f"{_DRAFT}/return", 400, 400, 400),
    ("POST", "/screens/drafting/drafts/{draft}/items/{place}"): own(f"{_DRAFT}/items/0", number="1", text="新的一句。"),
    ("GET", "/screens/drafting/drafts/{draft}/items/{place}/revise"): own(f"{_DRAFT}/items/0/revise"),
    ("POST", "/screens/drafting/drafts/{draft}/revise"): own(
        f"{_DRAFT}/revise", item="0", instruction="补一句：新的一句。"
    ),
    ("POST", "/screens/drafting/drafts/{draft}/revise/apply"): Row(
        f"{_DRAFT}/revise/apply", 400, 400, 400, {"number": "1", "shown": "unknown", "instruction": "删去第三部分第1条"}
    ),
    ("POST", "/screens/drafting/drafts/{draft}/undo"): own(f"{_DRAFT}/undo"),
    ("GET", "/screens/drafting/drafts/{draft}/delete"): own(f"{_DRAFT}/delete"),
    ("POST", "/screens/drafting/drafts/{draft}/delete"): own(f"{_DRAFT}/delete"),
    ("GET", "/screens/drafting/preparations/{number}/delete"): own(f"{_BEGUN}/delete"),
    ("POST", "/screens/drafting/preparations/{number}/delete"): own(f"{_BEGUN}/delete"),
    ("GET", "/screens/settings/unit"): Row("/screens/settings/unit"),
    ("POST", "/screens/settings/unit"): Row("/screens/settings/unit", form={"unit": "云岭集团"}),
    ("GET", "/screens/settings/duties"): Row("/screens/settings/duties"),
    ("POST", "/screens/settings/duties"): Row("/screens/settings/duties"),
    ("GET", "/screens/settings/abbreviations"): Row("/screens/settings/abbreviations"),
    ("POST", "/screens/settings/abbreviations"): Row("/screens/settings/abbreviations"),
    ("GET", "/screens/settings/expired"): Row("/screens/settings/expired"),
    ("POST", "/screens/settings/expired"): Row("/screens/settings/expired"),
    ("GET", "/screens/settings/shipped"): Row("/screens/settings/shipped"),
    ("POST", "/screens/settings/shipped"): Row("/screens/settings/shipped", 400, 400, 400, {"wording": "不在表中"}),
    ("GET", "/screens/settings/endpoint"): Row("/screens/settings/endpoint"),
    ("POST", "/screens/settings/test"): Row("/screens/settings/test", 403, 403, 400),
    ("GET", "/screens/settings/password"): Row("/screens/settings/password"),
    ("POST", "/screens/settings/password"): Row(
        "/screens/settings/password", 400, 400, 400, {"current": "不对的密码", "password": PASSWORD}
    ),
    ("GET", "/screens/settings/users"): Row("/screens/settings/users"),
    ("GET", "/screens/settings/audit"): Row("/screens/settings/audit"),
    ("POST", "/screens/settings/users/add"): keepers("/screens/settings/users/add", name="guest", role="reader"),
    ("POST", "/screens/settings/users/role"): keepers("/screens/settings/users/role", name="guest", role="editor"),
    ("POST", "/screens/settings/users/unlock"): keepers("/screens/settings/users/unlock", name="guest"),
    ("POST", "/screens/settings/users/sure"): keepers("/screens/settings/users/sure", name="guest"),
    ("POST", "/screens/settings/users/remove"): keepers("/screens/settings/users/remove", name="guest"),
    ("GET", "/screens/library/home"): Row("/screens/library/home"),
    ("GET", "/screens/library/list"): Row("/screens/library/list"),
    ("GET", "/screens/library/intake"): Row("/screens/library/intake"),
    ("GET", "/screens/library/state"): Row("/screens/library/state"),
    ("GET", "/screens/library/original/{version}"): own("/screens/library/original/{version}"),
    ("GET", "/screens/library/documents/{document}"): own("/screens/library/documents/{document}"),
    ("GET", "/screens/library/documents/{document}/actions"): own("/screens/library/documents/{document}/actions"),
    ("POST", "/screens/library/documents/{document}"): own(
        "/screens/library/documents/{document}", title=f"{CANARY}要点", year="2024", kind="要点"
    ),
    ("GET", "/screens/library/documents/{document}/remove"): own("/screens/library/documents/{document}/remove"),
    ("GET", "/screens/library/documents/{document}/purge"): keepers("/screens/library/documents/{shared}/purge"),
    ("GET", "/screens/library/backup"): keepers("/screens/library/backup"),
    ("POST", "/screens/library/rebuild"): keepers("/screens/library/rebuild"),
    ("POST", "/screens/library/documents/{document}/remove"): own("/screens/library/documents/{document}/remove"),
    ("POST", "/screens/library/documents/{document}/purge"): keepers("/screens/library/documents/{shared}/purge"),
    ("POST", "/screens/library/sample"): Row("/screens/library/sample"),
}
FILE: Final = b"PK"  # at the beginning of a .docx or .xlsx
WHOLE: Final = {"/screens/library/backup"}  # an administrator takes the whole library home


@dataclass(frozen=True)
class Office:
    """The whole application, with what is the owner's in its library."""

    app: FastAPI
    client: TestClient
    cookies: Mapping[str, str]
    numbers: Mapping[str, int]

    def ask(self, who: str, method: str, address: str, form: Mapping[str, str]) -> httpx2.Response:
        """One request of a person; "" is nobody."""
        headers = {"Origin": HOST} | ({"Cookie": f"{COOKIE}={self.cookies[who]}"} if who else {})
        return self.client.request(method, address, headers=headers, data=dict(form) if method == "POST" else None)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("isolation")
    with (
        open_home(Settings.from_environment({}, folder / "home"), wait_for_index=True) as home,
        running_jobs(home) as runner,
    ):
        shared, *_ = _put(home, folder, "2025要点.txt", PLAN_2025, EVERYONE)
        document, version = _put(home, folder, f"{CANARY}2024.txt", PRIVATE.format(year=2024), "owner")
        other, _ = _put(home, folder, f"{CANARY}2025.txt", PRIVATE.format(year=2025), "owner")
        for name, role in PEOPLE.items():
            accounts.add(home.library, EVERYONE, name, role, PASSWORD)
        job = runner.submit(draft_job("owner", DraftRequest(2026, f"{CANARY}集团")))
        while (ended := home.library.jobs.job(job.id, "owner")).ended_at is None:
            time.sleep(0.05)
        assert ended.state == "done", ended.error
        preparation = [Preparations(home.settings).begin("owner", 2026, f"{CANARY}集团").id for _ in "123"][-1]
        asked, mine = f"{CANARY}学习每年几次？", Filters("owner")
        kept = keep(home.library, asked, Said(*converse(home, asked, mine, (), partial(answer, home)), mine), None)
        numbers = {
            "chat": kept.chat,
            "turn": kept.id,
            "shared": shared,
            "document": document,
            "other": other,
            "version": version,
            "job": job.id,
            "draft": ended.result["draft"],
            "preparation": preparation,
        }
        cookies = {name: Sessions(home.library).open(name) for name in PEOPLE}
        with ThreadPoolExecutor(1) as apart:  # from the loop that Playwright runs in this one
            app = apart.submit(asyncio.run, _built(home, runner)).result()
        with TestClient(app, base_url=HOST, follow_redirects=False) as client:
            yield Office(app, client, cookies, numbers)


async def _built(home: Home, runner: Runner) -> FastAPI:
    """Outside a running loop, Gradio would make loops of its own that it never closes."""
    return create_app(home, access_at("127.0.0.1", home.library), runner)


def _put(home: Home, folder: Path, name: str, text: str, scope: str) -> tuple[int, int]:
    (folder / name).write_text(text, encoding="utf-8")
    version = ingest(home, [folder / name], quiet, scope).files[0].stored.version
    return home.library.version_of(version, scope).id, version


def own_routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    for path, methods in get_openapi(title="要点", version="1", routes=app.routes)["paths"].items():
        yield from ((method.upper(), path) for method in methods)


def test_each_route_has_a_row(office: Office) -> None:
    assert sorted(own_routes(office.app)) == sorted([*ROWS, *OPEN])


@pytest.mark.parametrize(("method", "path"), ROWS)
def test_each_gets_their_own(office: Office, method: str, path: str) -> None:
    row = ROWS[method, path]
    address = row.address.format(**office.numbers)
    for who in ("", "colleague", "admin", "owner"):
        answer = office.ask(who, method, address, row.form)
        assert answer.status_code == (getattr(row, who) if who else 401), (who, answer.text)
        if who != "owner" and not (who == "admin" and path in WHOLE):
            assert CANARY not in told_in(answer.content), (who, answer.text)
        if who == "owner" and answer.content.startswith(FILE):
            assert CANARY in told_in(answer.content)


@pytest.mark.parametrize(("method", "path"), [key for key, row in ROWS.items() if row.colleague in (400, 404)])
def test_forbidden_and_unknown_answer_alike(office: Office, method: str, path: str) -> None:
    row = ROWS[method, path]
    forbidden = row.address.format(**office.numbers)
    unknown = row.address.format(**dict.fromkeys(office.numbers, NOWHERE))
    answers = [office.ask("colleague", method, address, row.form) for address in (forbidden, unknown)]
    told = [(answer.status_code, _without_numbers(answer.text)) for answer in answers]
    assert told[0] == told[1]


def _without_numbers(text: str) -> str:
    return "".join(sign for sign in text if not sign.isdigit())


def test_nobody_reaches_gradio(office: Office) -> None:
    paths = set(_mounted(office.app.routes))
    assert len(paths) > 10
    for path in sorted(paths - {"/login", "/logout"}):  # ours stand before Gradio's
        for method in ("GET", "POST"):
            answer = office.ask("", method, path.replace("{", "").replace("}", "").replace(":path", ""), {})
            assert answer.status_code == 401, (method, path)
            assert CANARY not in answer.text


def _mounted(routes: list[BaseRoute]) -> Iterator[str]:
    for mount in routes:
        if isinstance(mount, Mount):
            yield from (f"{mount.path}{route.path}" for route in mount.routes or () if isinstance(route, Route))
