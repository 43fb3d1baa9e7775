"""The page's frame in Chromium: screens, places, fragments, and what goes wrong between browser and server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.conftest import PLAN_2025, Site, Visitor, run, serving

HOME = "**/screens/library/home*"


def current(page: Page) -> str:
    return page.locator("#masthead nav [aria-current]").inner_text()


def shows(page: Page, name: str) -> None:
    """That one screen is to be seen, and no other."""
    expect(page.locator("#chat")).to_be_visible(visible=name == "chat")
    expect(page.locator("#screen-library")).to_be_visible(visible=name == "library")


# --- places -----------------------------------------------------------------------------------------------------------


def test_the_navigation_leads_from_screen_to_screen_and_back(visitor: Visitor) -> None:
    page = visitor.page
    shows(page, "chat")
    assert current(page) == "问答"
    page.get_by_role("link", name="文档库", exact=True).click()
    shows(page, "library")
    assert current(page) == "文档库"
    expect(page.locator("#side")).to_be_hidden()
    page.go_back()
    shows(page, "chat")
    expect(page.locator("#shelf .entry").first).to_be_visible()
    page.go_forward()
    shows(page, "library")


def test_a_conversation_is_still_there_after_a_look_elsewhere(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("档案室多久检查一次防火防潮设施？")
    page.locator(".chip").first.click()
    page.get_by_role("link", name="文档库", exact=True).click()
    expect(page.locator("#side")).to_be_hidden()
    page.get_by_role("link", name="问答", exact=True).click()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator("#shelf")).to_be_visible()


def test_a_document_that_comes_after_one_has_left_is_not_shown(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("档案室多久检查一次防火防潮设施？")
    page.route("**/documents/*", lambda route: (page.wait_for_timeout(1_000), route.continue_()))
    with page.expect_response("**/documents/*"):
        page.locator(".chip").first.click()
        page.get_by_role("link", name="文档库", exact=True).click()
    expect(page.locator("#library-list tbody tr").first).to_be_visible()
    expect(page.locator("#side")).to_be_hidden()


@pytest.mark.parametrize("place", ["#library", "?x=1#library"])
def test_a_place_can_be_linked_to_and_survives_a_reload(
    new_visitor: Callable[..., Visitor], site: Site, place: str
) -> None:
    page = new_visitor().page
    page.goto(site.url + place)
    page.get_by_role("link", name="云岭集团2025年党建工作要点").click()
    expect(page.locator("#library-document h2")).to_have_text("云岭集团2025年党建工作要点")
    address = page.url
    assert address.startswith(f"{site.url}{place}/")
    page.reload()
    expect(page.locator("#library-document h2")).to_have_text("云岭集团2025年党建工作要点")
    assert page.url == address
    page.go_back()
    expect(page.locator("#library-list tbody tr").first).to_be_visible()
    expect(page.locator("#library-document h2")).to_have_count(0)


@pytest.mark.parametrize("place", ["#nowhere", "#library/<img>", "#%", "#library/../..", "#screen-library"])
def test_a_place_that_is_none_is_the_chat(new_visitor: Callable[..., Visitor], site: Site, place: str) -> None:
    page = new_visitor().page
    page.goto(site.url + place)
    page.locator("#shelf .entry").first.wait_for()
    shows(page, "chat")


def test_a_detail_that_is_left_does_not_come_back(visitor: Visitor) -> None:
    page = visitor.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/documents/" in request.url else None)
    page.goto(page.url + "#library")
    page.get_by_role("link", name="云岭集团2025年党建工作要点").click()
    expect(page.locator("#library-document h2")).to_be_focused()
    with page.expect_response(HOME):
        page.get_by_role("link", name="返回文档库").click()
    expect(page.locator("#library-home")).not_to_have_attribute("aria-busy", "true")
    assert len(asked) == 1
    expect(page.locator("#library-document")).to_be_empty()


def test_the_keyboard_reaches_every_screen(visitor: Visitor) -> None:
    page = visitor.page
    links = page.locator("#masthead nav a")
    links.first.focus()
    for link in links.all():
        expect(link).to_be_focused()
        assert link.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
        page.keyboard.press("Tab")
    page.get_by_role("link", name="文档库", exact=True).focus()
    page.keyboard.press("Enter")
    shows(page, "library")


def test_all_of_it_works_below_a_path_of_a_reverse_proxy(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "2025要点.txt").write_text(PLAN_2025, encoding="utf-8")
    run(tmp_path / "home", "ingest", str(tmp_path / "2025要点.txt"))
    with serving(tmp_path / "home", "--root-path", "/yaodian") as url:
        page = browser.new_page(locale="zh-CN")
        outside: list[str] = []
        page.on("request", lambda r: None if r.url.startswith((url, "data:")) else outside.append(r.url))
        page.goto(f"{url}#library/1")
        expect(page.locator("#library-document h2")).to_have_text("云岭集团2025年党建工作要点")
        page.locator(".outline .entry").nth(1).click()
        expect(page.locator("#document mark").first).to_be_visible()
        with page.expect_download() as fetched:
            page.get_by_role("link", name="下载原件").first.click()
        assert fetched.value.path().read_text(encoding="utf-8") == PLAN_2025
        page.get_by_role("link", name="返回文档库").click()
        page.locator('#library-drop input[type="file"]').set_input_files(tmp_path / "2025要点.txt")
        expect(page.locator(".job .bar .state.done")).to_be_visible()
        page.close()
    assert outside == []


def test_who_is_logged_in_is_named_and_sees_what_they_may(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "2025要点.txt").write_text(PLAN_2025, encoding="utf-8")
    (tmp_path / "password").write_text("correct horse battery", encoding="utf-8")
    run(tmp_path / "home", "ingest", str(tmp_path / "2025要点.txt"))
    for name, role in (("guan", "admin"), ("du", "reader")):
        run(tmp_path / "home", "user", "add", name, "--role", role, "--password-file", str(tmp_path / "password"))
    with serving(tmp_path / "home") as url:
        page = browser.new_page(locale="zh-CN")
        for name, offered in (("guan", 1), ("du", 0)):
            page.goto(url)
            page.get_by_label("用户名").fill(name)
            page.get_by_label("密码").fill("correct horse battery")
            page.get_by_role("button", name="登录").click()
            expect(page.locator("#account")).to_contain_text(name)
            page.get_by_role("link", name="文档库", exact=True).click()
            expect(page.locator("#library-list tbody tr")).to_have_count(1)
            expect(page.locator("#library-drop")).to_have_count(offered)
            expect(page.get_by_role("button", name="重建索引")).to_have_count(offered)
            page.get_by_role("button", name="退出").click()
            expect(page.get_by_role("button", name="登录")).to_be_visible()
        page.close()


# --- fragments --------------------------------------------------------------------------------------------------------


def held(page: Page, pattern: str) -> list[Route]:
    """Requests that wait until the test lets them go on."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(pattern, hold)
    return waiting


def test_what_loads_says_so(visitor: Visitor) -> None:
    page = visitor.page
    waiting = held(page, HOME)
    page.get_by_role("link", name="文档库", exact=True).click()
    home = page.locator("#library-home")
    expect(home).to_have_text("正在载入…")
    expect(home).to_have_attribute("aria-busy", "true")
    waiting[0].continue_()
    expect(page.locator("#library-list tbody tr").first).to_be_visible()
    expect(home).not_to_have_attribute("aria-busy", "true")


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("link", name="文档库", exact=True).click()
    search = page.get_by_label("查找")
    waiting = held(page, "**/screens/library/list*")
    for words in ("2024", "2025"):
        with page.expect_request(f"**/screens/library/list?words={words}*"):
            search.fill(words)
    expect(page.locator("#library-list")).to_have_attribute("aria-busy", "true")
    older, newer = waiting
    newer.continue_()
    expect(page.locator("#library-list tbody tr")).to_have_count(1)
    with page.expect_response("**/screens/library/list?words=2024*"):
        older.continue_()
    expect(page.locator("#library-list")).to_contain_text("2025年党建工作要点")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 500, "content_type": "text/plain", "body": "Internal Server Error"}, "程序出错，没有完成"),
        ({"status": 403, "content_type": "text/plain", "body": "本机<b>"}, "本机<b>"),
        ({"status": 200, "content_type": "application/json", "body": "{}"}, "程序出错，没有完成"),
        ({"status": 400, "content_type": "text/html", "body": "<p class=refused>一行话</p>"}, "一行话"),
        (None, "服务已停止或网络不通"),
        ({"status": 502, "content_type": "text/html", "body": "<h1>502 Bad Gateway</h1>"}, "服务已停止或网络不通"),
    ],
)
def test_what_goes_wrong_is_one_line_in_its_place(
    visitor: Visitor, answer: dict[str, str | int] | None, words: str
) -> None:
    page = visitor.page
    page.route(HOME, lambda route: route.fulfill(**answer) if answer else route.abort())  # type: ignore[arg-type]
    page.get_by_role("link", name="文档库", exact=True).click()
    expect(page.locator("#library-home .refused")).to_have_count(1)
    expect(page.locator("#library-home")).to_contain_text(words)
    page.unroute(HOME)
    page.get_by_role("link", name="问答", exact=True).click()
    page.get_by_role("link", name="文档库", exact=True).click()
    expect(page.locator("#library-list tbody tr").first).to_be_visible()
    visitor.faults.clear()  # the browser's own notes of it


def test_nothing_is_said_of_the_library_before_it_is_open(new_visitor: Callable[..., Visitor], site: Site) -> None:
    page = new_visitor().page
    waiting = held(page, "**/queue/join*")
    with page.expect_request("**/queue/join*"):
        page.goto(site.url)
    expect(page.locator(".welcome")).to_contain_text("正在打开资料库")
    expect(page.locator(".welcome")).not_to_contain_text("空的")
    waiting[0].continue_()
    expect(page.locator(".example").first).to_be_visible()


# --- assets -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["page.js", "screens.js", "jobs.js", "library.js", "screens.css", "library.css"])
def test_assets_are_asked_for_each_time(site: Site, name: str) -> None:
    response = httpx.get(f"{site.url}page/{name}")
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-cache")
    again = httpx.get(f"{site.url}page/{name}", headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["", "../app.py", "%2e%2e/app.py", "nowhere.js", "..%2fapp.py"])
def test_nothing_but_assets_is_handed_out(site: Site, name: str) -> None:
    assert httpx.get(f"{site.url}page/{name}").status_code in (404, 405)


@pytest.mark.parametrize("path", ["documents/x", "list?year=", "documents/0", "nowhere"])
def test_a_malformed_request_is_refused_plainly(site: Site, path: str) -> None:
    response = httpx.get(f"{site.url}screens/library/{path}")
    assert response.status_code in (200, 404, 422)
    assert "Traceback" not in response.text
