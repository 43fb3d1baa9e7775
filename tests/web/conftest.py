"""The real server on a small invented library, and a real browser that notes every request it makes."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright

from assistant.chat_model import ChatModel
from assistant.web.access import Visitor as Account
from assistant.web.routes import document_routes
from assistant.web.screens import Site as Wired
from assistant.web.shell import add_shell
from assistant.workspace.jobs import running_jobs
from ingest.home import Home

PATIENCE = 30_000  # ms; what a browser waits for comes at once, but not on a busy machine
WAITED_IN_VAIN = ("Locator expected", r"Timeout \d+ms exceeded")  # what Playwright says then
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]

PLAN_2025 = """云岭集团2025年党建工作要点
2025年，集团党建工作的总体要求是：围绕中心、服务大局，为安全生产提供坚强保证。
一、强化理论武装
（一）坚持集体学习制度。党委理论学习中心组全年集体学习不少于12次，每次学习形成书面记录。
（二）抓好青年学习小组。各青年学习小组每季度至少开展1次交流研讨，研讨成果报宣传部备案。
二、夯实基层基础
（三）规范支部换届选举。任期届满的党支部应当在6月底前完成换届，逾期的书面说明原因。
（四）加强档案室管理。档案室每半年检查1次防火防潮设施，检查结果由办公室归档。
"""
PLAN_2024 = """云岭集团2024年党建工作要点
2024年，集团党建工作的总体思路是：抓基层、打基础、强基本。
一、加强作风建设
（一）开展节约用电行动。各所属单位每月公布1次办公用电数据，由后勤部汇总。
（二）改进调查研究。领导班子成员全年到基层调研不少于30天，调研报告在年底前提交。
"""
HOSTILE = """云岭集团2023年网络安全工作要点
一、守住网络安全底线<b onmouseover="window.harmed=1">
（一）加强邮件网关防护。邮件网关每周更新规则<script>window.harmed=1</script><img src=x onerror="window.harmed=1">。
（二）开展钓鱼演练。全年开展钓鱼演练2次![图](http://evil.example/a.png) ${window.harmed=1} {{constructor}} $$x$$。
"""
HOSTILE_NAME = "<img src=x onerror=window.harmed=1>.txt"
TEXTS = {"2025要点.txt": PLAN_2025, "2024要点.txt": PLAN_2024, HOSTILE_NAME: HOSTILE}


@dataclass(frozen=True)
class Site:
    """A running page and the home that it owns."""

    url: str
    home: Path
    files: Path

    def ingest(self, name: str, text: str, *options: str) -> None:
        """Ingest a file from a second terminal."""
        (self.files / name).write_text(text, encoding="utf-8")
        run(self.home, "ingest", str(self.files / name), *options)


@dataclass
class Visitor:
    """One browser session; what it asked of other hosts, and what went wrong in its scripts."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, site: Site) -> Page:
        self.page.goto(site.url)
        self.page.locator("#shelf .entry").first.wait_for()
        return self.page

    def ask(self, question: str) -> None:
        """Ask, and wait for the whole reply."""
        turns = self.page.locator(".turn").count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        last = self.page.locator(".turn").nth(turns)
        last.locator(".sources, .not_found, .refused").first.wait_for()
        self.page.locator("#send:enabled").wait_for()


def run(home: Path, *arguments: str) -> str:
    command = [sys.executable, "-P", "-m", "assistant", "--home", str(home), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=home.parent)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser that has waited in vain, on a busy machine, is asked once more; the run's last line counts it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=list(WAITED_IN_VAIN)))


@contextmanager
def serving(home: Path, *options: str) -> Iterator[str]:
    """The page in a process of its own, closed as Ctrl-C does."""
    command = [sys.executable, "-P", "-m", "assistant", "ui", "--home", str(home), "--port", "0", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=home.parent
    ) as server:
        try:
            assert server.stdout
            line = server.stdout.readline()
            assert "网页已打开：http" in line, line + (server.stderr.read() if server.stderr else "")
            yield line.split("：", 1)[1].split("（")[0].strip()
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=30)


@contextmanager
def page_of(folder: Path, *files: Path, texts: Mapping[str, str] = TEXTS) -> Iterator[Site]:
    """The page on a new library, in which these files and texts are."""
    home, inbox = folder / "home", folder / "files"
    inbox.mkdir()
    for file in files:
        shutil.copy(file, inbox)
    for name, text in texts.items():
        (inbox / name).write_text(text, encoding="utf-8")
    run(home, "ingest", str(inbox))
    with serving(home) as url:
        yield Site(url, home, inbox)


@contextmanager
def wired(home: Home, model: ChatModel | None = None, root_path: str = "") -> Iterator[TestClient]:
    """The page's own routes, without a server; a visitor names themselves and their role in a header: li:editor."""

    def visitor(request: Request) -> Account:
        name, role = request.headers["visitor"].split(":")
        return Account(name, role)

    with running_jobs(home, model) as runner:
        app, site = FastAPI(), Wired(home, model, visitor, runner, root_path)
        app.include_router(document_routes(home.library, site.reader_of))
        add_shell(app, site)
        yield TestClient(app)


def told_in(content: bytes) -> str:
    """All that an answer says, as it is read: a .docx or .xlsx is unpacked, with and without its tags."""
    if not is_zipfile(BytesIO(content)):
        return unescape(content.decode())
    with ZipFile(BytesIO(content)) as parts:
        inside = [parts.read(name).decode() for name in parts.namelist()]
    return unescape("\n".join((*inside, *(re.sub(r"<[^>]*>", "", part) for part in inside))))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with page_of(tmp_path_factory.mktemp("web")) as site:
        yield site


def chromium() -> str:
    """Where the browser is."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    assert found, "no browser for tests/web: apt-get install chromium"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_visitor(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Makes browser sessions; afterwards none of them may have called another host or met a fault."""
    visitors: list[Visitor] = []
    contexts: list[BrowserContext] = []

    def make(width: int = 1280, height: int = 800) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        visitor = Visitor(context.new_page())
        context.on("request", lambda request: _note_foreign(visitor, site, request.url))
        visitor.page.on("pageerror", lambda error: visitor.faults.extend(faults_of(error)))
        visitor.page.on("dialog", lambda dialog: visitor.faults.append(dialog.message))
        visitor.page.on("console", lambda line: visitor.faults.extend(logged(line)))
        contexts.append(context)
        visitors.append(visitor)
        return visitor

    yield make
    for context in contexts:
        context.close()
    assert [visitor.foreign for visitor in visitors if visitor.foreign] == []
    assert [visitor.faults for visitor in visitors if visitor.faults] == []


def faults_of(error: Error) -> list[str]:
    """What a page that is left has asked for and no longer waits for is none."""
    return [] if error.name == "AbortError" else [str(error)]


def logged(line: ConsoleMessage) -> list[str]:
    """Likewise, as Gradio logs it."""
    of_left_page = line.text.startswith(("AbortError", "Unexpected error Connection errored out"))
    return [line.text] if line.type == "error" and not of_left_page else []


def _note_foreign(visitor: Visitor, site: Site, url: str) -> None:
    if not url.startswith((site.url, "data:", "blob:")):
        visitor.foreign.append(url)


@pytest.fixture
def visitor(new_visitor: Callable[..., Visitor], site: Site) -> Visitor:
    """One session with the page open."""
    visitor = new_visitor()
    visitor.open(site)
    return visitor
