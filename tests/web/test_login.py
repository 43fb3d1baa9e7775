"""Logging in, in a real browser on a real server: who gets in, who does not, and when it ends."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.websockets import WebSocketDisconnect

from assistant.web.access import COOKIE, Access, access_at
from assistant.web.gate import add_access
from assistant.workspace import accounts, audit
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.records import EVERYONE
from tests.web.conftest import PLAN_2025, run, serving

NAME, PASSWORD = "张三", "correct horse battery"
PRIVATE = "云岭集团2022年保密工作要点\n一、保密检查\n（一）开展保密自查。各部门每年开展1次保密自查。\n"
STUDY = "党委理论学习中心组全年集体学习不少于多少次？"


@dataclass(frozen=True)
class Office:
    """A running page with accounts."""

    url: str
    home: Path
    host: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "host", re.sub(r"^https?://([^/]+)/.*$", r"\1", self.url))

    def set_times(self, **columns: datetime) -> None:
        """Move the sessions' times, as waiting would."""
        with closing(sqlite3.connect(self.home / "library.sqlite")) as database, database:
            for column, at in columns.items():
                database.execute(f"UPDATE sessions SET {column} = ?", (at.isoformat(timespec="microseconds"),))

    def age_attempts(self, by: timedelta) -> None:
        with closing(sqlite3.connect(self.home / "library.sqlite")) as database, database:
            for number, at in database.execute("SELECT id, at FROM attempts").fetchall():
                earlier = (datetime.fromisoformat(at) - by).isoformat(timespec="microseconds")
                database.execute("UPDATE attempts SET at = ? WHERE id = ?", (earlier, number))

    def log_in(self, page: Page, name: str = NAME, password: str = PASSWORD) -> None:
        page.fill("input[name=name]", name)
        page.fill("input[name=password]", password)
        page.press("input[name=password]", "Enter")


def add_user(home: Path, name: str, role: str) -> None:
    file = home.parent / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    run(home, "user", "add", name, "--role", role, "--password-file", str(file))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    home = folder / "home"
    (folder / "2025要点.txt").write_text(PLAN_2025, encoding="utf-8")
    (folder / "保密要点.txt").write_text(PRIVATE, encoding="utf-8")
    run(home, "ingest", str(folder / "2025要点.txt"))
    run(home, "ingest", str(folder / "保密要点.txt"), "--user", NAME)
    for name, role in (("站长", "admin"), (NAME, "editor"), ("李四", "reader")):
        add_user(home, name, role)
    with serving(home) as url:
        yield Office(url, home)


@contextmanager
def watched(context: BrowserContext, office: Office) -> Iterator[BrowserContext]:
    """No request of this browser goes to another host."""
    foreign: list[str] = []
    context.on(
        "request",
        lambda request: (
            foreign.append(request.url) if not request.url.startswith((office.url, "data:", "blob:")) else None
        ),
    )
    yield context
    context.close()
    assert foreign == []


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    with watched(browser.new_context(locale="zh-CN"), office) as context:
        yield context.new_page()


# --- in a browser -----------------------------------------------------------------------------------------------------


def test_the_page_works_after_log_in_as_before(page: Page, office: Office) -> None:
    page.goto(office.url)
    expect(page).to_have_url(f"{office.url}login")
    expect(page).to_have_title("登录 · 要点")
    expect(page.get_by_label("用户名")).to_be_focused()
    office.log_in(page)
    page.locator("#shelf .entry").first.wait_for()
    expect(page).to_have_url(office.url)
    expect(page.locator("#account")).to_contain_text("张三 · 编辑")
    expect(page.locator("#shelf .entry")).to_have_count(2)  # the private document is its owner's
    page.fill("#question textarea", STUDY)
    page.press("#question textarea", "Enter")
    expect(page.locator(".answered .statement").first).to_contain_text("不少于12次")
    page.locator(".answered .chip").first.click()
    expect(page.locator("#document mark").first).to_be_in_viewport()
    [cookie] = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (COOKIE, True, "Strict", "/")
    assert page.evaluate("document.cookie") == ""


def test_log_out_ends_it_for_the_back_button_too(page: Page, office: Office) -> None:
    page.goto(office.url)
    office.log_in(page)
    page.locator("#shelf .entry").first.wait_for()
    [cookie] = page.context.cookies()
    page.get_by_role("button", name="退出").click()
    expect(page).to_have_url(f"{office.url}login")
    assert page.context.cookies() == []
    page.go_back()
    expect(page.get_by_label("密码")).to_be_visible()
    assert httpx.get(office.url, cookies={COOKIE: cookie["value"]}).status_code == 401


def test_a_wrong_password_says_so_and_keeps_the_name(page: Page, office: Office) -> None:
    page.goto(office.url)
    for name in ('李四"><b>', "李四"):
        office.log_in(page, name, "不对的密码")
        expect(page.get_by_role("alert")).to_have_text("用户名或密码不对。请检查后重试")
        expect(page.get_by_label("用户名")).to_have_value(name)
        expect(page.get_by_label("密码")).to_have_value("")
        expect(page.get_by_label("密码")).to_be_focused()
    assert page.locator("b").count() == 0
    office.log_in(page, "李四")
    expect(page.locator("#account")).to_contain_text("李四 · 读者")
    expect(page.locator("#shelf .entry")).to_have_count(1)


@pytest.mark.parametrize("name", ["站长", "查无此人"])
def test_five_failures_lock_a_name_for_a_quarter_of_an_hour(page: Page, office: Office, name: str) -> None:
    page.goto(f"{office.url}login")
    for _ in range(5):
        office.log_in(page, name, "不对的密码")
        expect(page.get_by_role("alert")).to_have_text("用户名或密码不对。请检查后重试")
    locked = "登录失败的次数太多，暂时不能登录。请 15 分钟后再试"
    office.log_in(page, name)
    expect(page.get_by_role("alert")).to_have_text(locked)
    office.age_attempts(timedelta(minutes=14))
    office.log_in(page, name)
    expect(page.get_by_role("alert")).to_have_text(locked)
    office.age_attempts(timedelta(minutes=1))
    office.log_in(page, name)
    if name == "站长":
        expect(page.locator("#account")).to_contain_text("站长 · 管理员")
    else:
        expect(page.get_by_role("alert")).to_have_text("用户名或密码不对。请检查后重试")


def test_who_logs_in_beside_an_open_tab_begins_anew_in_it(page: Page, office: Office) -> None:
    def ask(question: str) -> None:
        page.fill("#question textarea", question)
        page.press("#question textarea", "Enter")
        expect(page.locator(".turn").last.locator(".question")).to_have_text(question)
        page.locator(".turn").last.locator(".sources, .not_found").wait_for()
        page.locator("#send:enabled").wait_for()

    page.goto(office.url)
    office.log_in(page)
    ask("各部门每年开展几次保密自查？")
    expect(page.locator("#conversation")).to_contain_text("保密工作要点")
    beside = page.context.new_page()
    beside.goto(office.url)
    beside.get_by_role("button", name="退出").click()
    office.log_in(beside, "李四")
    expect(beside.locator("#account")).to_contain_text("李四 · 读者")
    ask("第一条展开说说")  # leans on what was said before
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator("#conversation")).not_to_contain_text("保密")
    ask(STUDY)
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator("#chats .facts")).to_contain_text("2 问")
    beside.get_by_role("button", name="退出").click()
    office.log_in(beside)
    expect(beside.locator("#account")).to_contain_text("张三 · 编辑")
    page.get_by_role("button", name="刷新").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#shelf .entry")).to_have_count(2)
    expect(page.locator(".turn")).to_have_count(0)


HOURS = [("seen_at", 2), ("opened_at", 12)]


@pytest.mark.parametrize(("column", "hours"), HOURS, ids=["idle", "old"])
def test_a_session_ends_by_itself(page: Page, office: Office, column: str, hours: int) -> None:
    page.goto(office.url)
    office.log_in(page)
    page.locator("#shelf .entry").first.wait_for()
    limit = datetime.now(UTC) - timedelta(hours=hours)
    office.set_times(**{column: limit + timedelta(minutes=1)})
    page.reload()
    page.locator("#shelf .entry").first.wait_for()
    office.set_times(**{column: limit})
    page.reload()
    expect(page).to_have_url(f"{office.url}login")


def test_the_log_in_leads_to_what_was_asked_for(page: Page, office: Office) -> None:
    page.goto(f"{office.url}documents/1?start=0&end=5")
    office.log_in(page)
    expect(page).to_have_url(f"{office.url}documents/1?start=0&end=5")
    expect(page.locator("mark")).to_have_text("云岭集团2")


@pytest.mark.parametrize("following", ["//evil.example/", "/\\evil.example", "https://evil.example/", "evil", "/a\nb"])
def test_the_log_in_leads_to_no_other_site(office: Office, following: str) -> None:
    form = {"name": "李四", "password": PASSWORD, "next": following}
    answer = httpx.post(f"{office.url}login", data=form, headers={"Origin": f"http://{office.host}"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_readable_on_a_phone_and_with_the_keyboard(browser: Browser, office: Office) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 360, "height": 640}, java_script_enabled=False)
    with watched(context, office):
        page = context.new_page()
        page.goto(office.url)
        for part in ("用户名", "密码"):
            expect(page.get_by_label(part)).to_be_in_viewport()
        page.keyboard.type("李四")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="登录")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(office.url)


# --- without a browser ------------------------------------------------------------------------------------------------

PATHS = [
    "", "config", "documents/1", "screens/library/list", "page/page.js", "jobs", "upload", "account", "theme.css",
    "gradio_api/info", "gradio_api/queue/data?session_hash=x", "gradio_api/startup-events", "gradio_api/heartbeat/x",
    "gradio_api/file=/etc/hostname", "gradio_api/upload", "static/img/logo.svg", "assets/index.js", "monitoring", "nowhere",
    "login/", "//login", "login/../config", "login%2f..%2fconfig", "LOGIN", "login;x", "%6cogin/x",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("cookie", ["", "x" * 43], ids=["without", "false"])
def test_nothing_is_reached_without_log_in(office: Office, path: str, cookie: str) -> None:
    origin = {"Origin": f"http://{office.host}"}
    with httpx.Client(cookies={COOKIE: cookie} if cookie else None) as client:
        url = office.url + path
        shown = client.get(url, headers={"Accept": "text/html"})
        assert (shown.status_code, shown.headers["location"].partition("?")[0]) == (303, "/login")
        for answer in (client.get(url), client.head(url), client.options(url), client.post(url, headers=origin)):
            assert answer.status_code == 401
            assert answer.text in ("", "请先登录。刷新页面即可打开登录页")
            assert answer.headers["content-security-policy"].startswith("default-src 'self';")


@pytest.mark.parametrize("path", ["login", "logout", "gradio_api/queue/join", "gradio_api/run/predict", "jobs/1/stop"])
@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://evil.example:7860", "file://"])
def test_what_changes_something_must_come_from_the_own_page(office: Office, path: str, origin: str) -> None:
    token = log_in_by(office, "李四")
    headers = {"Origin": origin} if origin else {}
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = httpx.request(method, office.url + path, headers=headers, cookies={COOKIE: token})
        assert answer.status_code == 403
        assert answer.text == "请求不是从本站页面发出的，已拒绝。请在本站页面上操作"
    assert httpx.get(f"{office.url}account", cookies={COOKIE: token}).status_code == 200


def log_in_by(office: Office, name: str) -> str:
    form = {"name": name, "password": PASSWORD}
    answer = httpx.post(f"{office.url}login", data=form, headers={"Origin": f"http://{office.host}"})
    assert answer.status_code == 303
    return answer.cookies[COOKIE]


def test_behind_a_proxy_with_https(office: Office) -> None:
    """A proxy on this machine says how and under which name it was reached."""
    form = {"name": "李四", "password": PASSWORD}
    headers = {"Origin": "https://plans.example", "X-Forwarded-Host": "plans.example", "X-Forwarded-Proto": "https"}
    answer = httpx.post(f"{office.url}login", data=form, headers=headers)
    assert answer.status_code == 303
    assert "Secure" in answer.headers["set-cookie"]


def test_what_is_private_is_kept_in_no_cache(office: Office) -> None:
    with httpx.Client(cookies={COOKIE: log_in_by(office, NAME)}) as client:
        for path in ("", "documents/1", "config", "account", "login"):
            assert client.get(office.url + path).headers["cache-control"] == "no-store"


def test_a_long_form_is_refused(office: Office) -> None:
    answer = httpx.post(
        f"{office.url}login", data={"password": "x" * 9000}, headers={"Origin": f"http://{office.host}"}
    )
    assert answer.status_code == 413


def test_who_came_and_who_failed_is_in_the_log(library: Library) -> None:
    accounts.add(library, EVERYONE, "站长", "admin", PASSWORD)
    client = client_of(library)
    client.post("/login", data={"name": "站长", "password": "不对的密码"})
    client.post("/login", data={"name": PASSWORD, "password": PASSWORD})
    client.post("/login", data={"name": " 站长 ", "password": PASSWORD})
    client.post("/login", data={"name": "站长", "password": PASSWORD})
    client.post("/logout")
    client.post("/logout")
    assert [(e.deed.who, e.deed.what) for e in audit.entries(library)[1:]] == [
        ("站长", "登录失败"), ("（未知用户）", "登录失败"), ("站长", "登录"), ("站长", "登录"), ("站长", "退出"),
    ]  # fmt: skip


def client_of(library: Library, base_url: str = "http://127.0.0.1", *, required: bool = False) -> TestClient:
    """The way in, with one page behind it that says who asks."""
    app, access = FastAPI(), Access(library, required)
    add_access(app, access)

    @app.get("/")
    def who(request: Request) -> str:
        visitor = access.visitor(request)
        return f"{visitor.name}/{visitor.role}"

    return TestClient(app, base_url, headers={"Origin": base_url}, follow_redirects=False)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}")
    yield library
    library.close()


# --- the desk without accounts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.0.0.1:7860", "localhost:7860"])
def test_without_accounts_it_is_the_desk_of_this_machine(library: Library, host: str) -> None:
    client = client_of(library, f"http://{host}")
    assert client.get("/").json() == "/admin"
    assert client.get("/account").text == ""


@pytest.mark.parametrize("host", ["evil.example", "10.0.0.7", "127.0.0.1.evil.example", "localhost.evil.example"])
def test_without_accounts_no_other_name_leads_there(library: Library, host: str) -> None:
    """Another site's name may be made to mean this machine, with that site's scripts as its own page."""
    answer = client_of(library, f"http://{host}").get("/", headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert answer.text.startswith("还没有建立用户，网页只供本机打开。")


def test_the_first_account_closes_the_desk_at_once(library: Library) -> None:
    client = client_of(library)
    assert client.get("/").status_code == 200
    accounts.add(library, EVERYONE, "站长", "admin", PASSWORD)
    assert client.get("/").status_code == 401
    client.post("/login", data={"name": "站长", "password": PASSWORD})
    assert client.get("/").json() == "站长/admin"


def test_no_web_socket_is_let_through(library: Library) -> None:
    with pytest.raises(WebSocketDisconnect), client_of(library).websocket_connect("/"):
        pass


def test_an_open_address_needs_accounts_for_good(library: Library) -> None:
    with pytest.raises(BadRequest, match=r"^在 0\.0\.0\.0 打开网页要先有用户。请先用 yaodian user add .*$"):
        access_at("0.0.0.0", library)
    assert client_of(library, required=True).get("/").status_code == 401
    accounts.add(library, EVERYONE, "站长", "admin", PASSWORD)
    assert access_at("0.0.0.0", library).required
    assert access_at("::", library).required
    assert not access_at("::1", library).required


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_the_command_refuses_an_open_address_without_accounts(tmp_path: Path, host: str) -> None:
    command = [sys.executable, "-P", "-m", "assistant", "--home", str(tmp_path / "home"), "ui", "--port", "0"]
    done = subprocess.run([*command, "--host", host], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"在 {host} 打开网页要先有用户。请先用 yaodian user add 用户名 --role admin 建立管理员\n"


def test_below_a_path_of_a_proxy_with_accounts(tmp_path: Path, browser: Browser) -> None:
    home = tmp_path / "home"
    add_user(home, "站长", "admin")
    with serving(home, "--root-path", "/yaodian/", "--host", "0.0.0.0") as url:
        own = Office(url.replace("0.0.0.0", "127.0.0.1"), home)
        with watched(browser.new_context(locale="zh-CN"), own) as context:
            page = context.new_page()
            page.goto(own.url)
            expect(page).to_have_url(f"{own.url}login")
            own.log_in(page, "站长")
            expect(page.locator("#account")).to_contain_text("站长 · 管理员")
            assert [cookie["path"] for cookie in context.cookies()] == ["/yaodian"]
            page.get_by_role("button", name="退出").click()
            expect(page).to_have_url(f"{own.url}login")
