"""How the page conducts itself on every screen: alone in the world, below a sub-path, after the session has ended, on
small displays, to weak eyes.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.web.conftest import FLAGS, Site, chromium, faults_of, logged, run, serving
from tests.web.proxy import PREFIX, proxied

NO_OTHER_HOST: Final = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
NAME, PASSWORD = "站长", "correct horse battery"
SIZES: Final = {"desk": (1366, 768, 1.0), "zoomed": (911, 512, 1.5), "phone": (390, 844, 2.0)}
PLACES: Final = (
    "register", "register/cites", "register/collect", "register/calendar", "comparison", "comparison/coverage",
    "comparison/matrix", "comparison/themes", "drafting", "drafting/p1", "drafting/1", "library", "library/1", "settings",
)  # fmt: skip
PATIENCE: Final = 60_000  # ms, for what works out a comparison or a plan on a busy machine
STUDY: Final = "2025年要点对集体学习有什么要求？"


def with_draft(home: Path) -> None:
    run(home, "draft", "--year", "2026")


def begin_another(url: str) -> None:
    """What #drafting/p1 shows."""
    begun = httpx.post(f"{url}screens/drafting/begin", data={"year": "2026"}, headers={"Origin": url.rstrip("/")})
    assert begun.status_code == 200


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample library and a draft, to be copied."""
    home = tmp_path_factory.mktemp("stock") / "home"
    run(home, "ingest", "--sample")
    with_draft(home)
    return home


@pytest.fixture(scope="module")
def site(stock: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("conduct")
    shutil.copytree(stock, folder / "home")
    with serving(folder / "home") as url:
        begin_another(url)
        yield Site(url, folder / "home", folder)


def go(page: Page, url: str, place: str) -> None:
    """Load a place anew, and wait for all of it."""
    page.goto("about:blank")
    page.goto(f"{url}#{place}")
    settled(page, place)


def settled(page: Page, place: str) -> None:
    section = page.locator(f"#screen-{place.split('/')[0]}")
    expect(section).to_be_visible()
    expect(section.locator("h2:visible").first).to_be_visible(timeout=PATIENCE)
    expect(section.locator("[aria-busy=true], [data-load]:empty:visible")).to_have_count(0, timeout=PATIENCE)
    expect(section.locator(".refused")).to_have_count(0)


def to_screen(page: Page, title: str) -> None:
    page.locator("#masthead").get_by_role("link", name=title, exact=True).click()


def ask(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.locator(".turn .sources, .turn .not_found").last.wait_for()
    page.locator("#send:enabled").wait_for()


# --- the main path of every screen ------------------------------------------------------------------------------------


def asks(page: Page) -> None:
    ask(page, STUDY)
    page.locator(".chip").first.click()
    expect(page.locator("#document mark").first).to_be_in_viewport()


def looks_up(page: Page) -> None:
    to_screen(page, "要求查询")
    page.get_by_label("查找").fill("集体学习")
    found = page.locator("#register-home-found")
    expect(page).to_have_url(re.compile("#register/find-"))
    found.locator("table [data-version]").first.click()
    expect(page.locator("#document mark").first).to_be_visible()
    page.keyboard.press("Escape")


def compares(page: Page) -> None:
    to_screen(page, "对照")
    page.get_by_label("旧文件").select_option(label="云岭集团2023年党建工作要点")
    expect(page.locator("#comparison-rows .head")).to_contain_text("2023年", timeout=PATIENCE)
    page.locator("#comparison-rows .side .chip").first.click()
    expect(page.locator("#document mark").first).to_be_visible()
    page.keyboard.press("Escape")


def drafts(page: Page) -> None:
    to_screen(page, "起草")
    page.get_by_role("button", name="开始起草").click()
    expect(page.locator("#drafting-plan .plan > li").first).to_be_visible(timeout=PATIENCE)


def reads(page: Page) -> None:
    to_screen(page, "文档库")
    page.get_by_role("link", name="云岭集团2025年党建工作要点").click()
    page.get_by_role("button", name="阅读全文").click()
    expect(page.locator("#document .text")).to_contain_text("党建")
    with page.expect_download() as fetched:
        page.locator("#library-document").get_by_role("link", name="下载原件").first.click()
    assert fetched.value.path().read_bytes().startswith(b"%PDF")
    page.keyboard.press("Escape")


def sets(page: Page) -> None:
    to_screen(page, "设置")
    page.get_by_label("本单位", exact=True).fill("云岭集团")
    page.locator("#settings-unit").get_by_role("button", name="保存").click()
    expect(page.locator("#settings-unit .notice.done")).to_be_visible()


MAIN_PATHS: Final = (asks, looks_up, compares, drafts, reads, sets)


def watched(context: BrowserContext, url: str) -> list[str]:
    """What is asked of any address but those below `url`, and what goes wrong in scripts."""
    seen: list[str] = []
    context.on("request", lambda each: None if each.url.startswith((url, "data:", "blob:")) else seen.append(each.url))
    context.on("console", lambda line: seen.extend(f"{text} {line.location['url']}" for text in logged(line)))
    context.on("weberror", lambda error: seen.extend(faults_of(error.error)))
    return seen


def test_no_screen_asks_anything_of_another_host(browser: Browser, site: Site) -> None:
    alone = browser.browser_type.launch(executable_path=chromium(), args=[*FLAGS, NO_OTHER_HOST])
    context = alone.new_context(locale="zh-CN")
    context.route(lambda url: not url.startswith(site.url), lambda route: route.abort())
    seen = watched(context, site.url)
    page = context.new_page()
    page.goto(site.url)
    for path in MAIN_PATHS:
        path(page)
    assert page.evaluate("document.querySelectorAll('#screen-settings .card').length") > 3
    alone.close()
    assert seen == []


# --- below a sub-path, and with accounts ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(stock: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page behind a reverse proxy, below a path of it, with one account."""
    folder = tmp_path_factory.mktemp("office")
    home = folder / "home"
    shutil.copytree(stock, home)
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    run(home, "user", "add", NAME, "--role", "admin", "--password-file", str(folder / "password"))
    with serving(home, "--root-path", PREFIX) as server, proxied(server) as url:
        yield url


@pytest.fixture
def desk(browser: Browser, office: str) -> Iterator[Page]:
    """A browser at the office, logged in; nothing outside the sub-path may be asked for."""
    context = browser.new_context(locale="zh-CN")
    seen = watched(context, office)
    page = context.new_page()
    page.goto(office)
    log_in(page)
    expect(page.locator("#account")).to_contain_text(NAME)
    yield page
    context.close()
    noted = ("(Unauthorized)", "Response ", "/favicon.ico")  # what browsers, and Gradio, note of an ended session
    assert [each for each in seen if not any(part in each for part in noted)] == []


def log_in(page: Page) -> None:
    page.get_by_label("用户名").fill(NAME)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_every_screen_works_behind_a_reverse_proxy_on_a_sub_path(desk: Page, office: str, tmp_path: Path) -> None:
    for path in MAIN_PATHS:
        path(desk)
    to_screen(desk, "文档库")
    (tmp_path / "保密要点.txt").write_text(
        "云岭集团2026年保密工作要点\n一、检查\n（一）每年检查1次。\n", encoding="utf-8"
    )
    desk.locator('#library-drop input[type="file"]').set_input_files(tmp_path / "保密要点.txt")
    expect(desk.locator(".job .bar .state.done")).to_be_visible(timeout=PATIENCE)
    expect(desk.locator("#library-list")).to_contain_text("云岭集团2026年保密工作要点")
    desk.get_by_role("button", name="退出").click()
    expect(desk).to_have_url(f"{office}login")


# --- after the session has ended --------------------------------------------------------------------------------------


def test_a_look_after_the_session_has_ended_leads_to_the_log_in_and_back(desk: Page, office: str) -> None:
    to_screen(desk, "对照")
    expect(desk.locator("#comparison-rows .row").first).to_be_visible(timeout=PATIENCE)
    desk.context.clear_cookies()
    desk.get_by_role("link", name="上级要求覆盖").click()
    expect(desk).to_have_url(f"{office}login#comparison/coverage")
    desk.get_by_label("密码").fill("不对的密码")
    desk.get_by_label("用户名").fill(NAME)
    desk.get_by_role("button", name="登录").click()
    expect(desk.get_by_role("alert")).to_have_text("用户名或密码不对。请检查后重试")
    log_in(desk)
    expect(desk).to_have_url(f"{office}#comparison/coverage")
    expect(desk.locator("#comparison-coverage .row").first).to_be_visible(timeout=PATIENCE)


def test_a_question_after_the_session_has_ended_leads_to_the_log_in_and_waits_in_its_box(
    desk: Page, office: str
) -> None:
    question = desk.locator("#question textarea")
    desk.locator(".example").first.wait_for()
    question.fill(STUDY)
    desk.context.clear_cookies()
    question.press("Enter")
    expect(desk).to_have_url(f"{office}login")
    log_in(desk)
    expect(question).to_have_value(STUDY)
    question.press("Enter")
    expect(desk.locator(".turn .question")).to_have_text(STUDY)
    desk.locator(".turn .sources").wait_for()
    assert desk.evaluate("sessionStorage.getItem('question')") is None


@pytest.mark.parametrize("last", ["**/assets/Index-*.js", "**/account"], ids=["box", "name"])
def test_a_typed_question_is_put_back_whatever_of_the_page_comes_last(desk: Page, last: str) -> None:
    def linger(route: Route) -> None:
        response = route.fetch()
        if "max_lines" in response.text() or "data-name" in response.text():  # Gradio's text box; the account
            desk.wait_for_timeout(2_000)
        route.fulfill(response=response)

    question = desk.locator("#question textarea")
    desk.locator("#account [data-name]").wait_for()
    question.fill(STUDY)
    desk.route(last, linger)
    desk.reload()
    expect(question).to_have_value(STUDY)


def test_a_typed_question_is_put_back_for_nobody_else(desk: Page) -> None:
    desk.locator("#account [data-name]").wait_for()
    desk.evaluate("sessionStorage.question = JSON.stringify({asker: '李四', words: '别人的问题'})")
    desk.reload()
    desk.locator("#account [data-name]").wait_for()
    desk.locator(".example").first.wait_for()
    expect(desk.locator("#question textarea")).to_have_value("")


def test_an_upload_after_the_session_has_ended_says_so(desk: Page, tmp_path: Path) -> None:
    to_screen(desk, "文档库")
    (tmp_path / "档案要点.txt").write_text("云岭集团2026年档案工作要点\n一、检查\n（一）每年检查1次。\n", "utf-8")
    files, told = desk.locator('#library-drop input[type="file"]'), desk.locator("#library-drop .refused")
    files.wait_for(state="attached")
    desk.context.clear_cookies()
    files.set_input_files(tmp_path / "档案要点.txt")
    expect(told).to_have_text("登录已失效，文件没有上传。请重新登录，再回到本页重新选择文件")
    with desk.context.expect_page() as opened:
        told.get_by_role("link").click()
    log_in(opened.value)
    expect(opened.value.locator("#account")).to_contain_text(NAME)
    files.set_input_files(tmp_path / "档案要点.txt")
    expect(desk.locator(".job .bar .state.done")).to_be_visible(timeout=PATIENCE)
    expect(told).to_have_count(0)


def test_what_was_typed_after_the_session_has_ended_is_not_lost(desk: Page, office: str) -> None:
    to_screen(desk, "设置")
    unit = desk.get_by_label("上级单位")
    unit.fill("省能源行业党委")
    desk.context.clear_cookies()
    save = desk.locator("#settings-unit").get_by_role("button", name="保存")
    save.click()
    told = desk.locator("#settings-unit .refused")
    expect(told).to_have_text("登录已失效，这一步没有完成。请重新登录，再回到本页重试；填写的内容还在")
    with desk.context.expect_page() as opened:
        told.get_by_role("link").click()
    log_in(opened.value)
    expect(opened.value).to_have_url(f"{office}#settings")
    expect(opened.value.locator("#account")).to_contain_text(NAME)
    expect(unit).to_have_value("省能源行业党委")
    save.click()
    expect(desk.locator("#settings-unit .notice.done")).to_be_visible()


def test_a_link_to_a_place_leads_there_through_the_log_in(browser: Browser, office: str) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{office}#library/1")
    expect(page).to_have_url(f"{office}login#library/1")
    log_in(page)
    expect(page.locator("#library-document h2")).to_be_visible()
    page.close()


def test_a_server_that_is_gone_is_told_in_place_until_it_is_back(stock: Path, tmp_path: Path, browser: Browser) -> None:
    shutil.copytree(stock, tmp_path / "home")
    page = browser.new_page(locale="zh-CN")
    with serving(tmp_path / "home") as url:
        page.goto(url)
        ask(page, STUDY)
    silent = "服务已停止或网络不通。请稍后重试；仍不行请联系管理员"
    page.locator(".chip").first.click()
    expect(page.locator("#document .refused")).to_have_text(silent)
    to_screen(page, "文档库")
    expect(page.locator("#library-home .refused")).to_have_text(silent)
    to_screen(page, "问答")
    question, told = page.locator("#question textarea"), page.locator("#chat > .refused")
    question.fill(STUDY)
    question.press("Enter")
    expect(told).to_contain_text("服务已停止或网络不通。恢复后本页会自动刷新")
    expect(page.get_by_text("Connection")).not_to_be_visible()
    with serving(tmp_path / "home", "--port", str(httpx.URL(url).port)):
        expect(told).to_have_count(0)
        expect(question).to_have_value(STUDY)
    page.close()


# --- on small displays ------------------------------------------------------------------------------------------------


@pytest.fixture
def new_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:  # noqa: ANN401
        context = browser.new_context(locale="zh-CN", **options)
        context.add_init_script(path=Path(__file__).with_name("conduct.js"))
        contexts.append(context)
        page = context.new_page()
        page.goto(site.url)
        return page

    yield make
    for context in contexts:
        context.close()


def sized(name: str) -> dict[str, Any]:
    width, height, scale = SIZES[name]
    return {"viewport": {"width": width, "height": height}, "device_scale_factor": scale}


def everywhere(page: Page, url: str, found: str) -> dict[str, list[str]]:
    """What a function of conduct.js finds on each screen with data in it, where it finds something."""
    ask(page, STUDY)
    faults = {"chat": page.evaluate(found)}
    page.locator(".chip").first.click()
    page.locator("#document mark").first.wait_for()
    faults["document"] = page.evaluate(found)
    for place in PLACES:
        go(page, url, place)
        faults[place] = page.evaluate(found)
    page.goto(f"{url}login")
    faults["login"] = page.evaluate(found)
    return {place: lines for place, lines in faults.items() if lines}


@pytest.mark.parametrize("size", SIZES)
def test_everything_fits_and_can_be_reached(new_page: Callable[..., Page], site: Site, size: str) -> None:
    assert everywhere(new_page(**sized(size)), site.url, "conduct.misfits()") == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(new_page: Callable[..., Page], site: Site, scheme: str) -> None:
    """WCAG 2 AA."""
    page = new_page(color_scheme=scheme, viewport={"width": 1366, "height": 768})
    assert everywhere(page, site.url, "conduct.illegible()") == {}


def test_what_is_measured_is_measured(new_page: Callable[..., Page], site: Site) -> None:
    """Faults that are put into the page are found."""
    page = new_page(viewport={"width": 390, "height": 844})
    go(page, site.url, "library")
    assert page.evaluate("conduct.misfits()") == page.evaluate("conduct.illegible()") == []
    page.evaluate(
        """() => { const [first, second] = document.querySelectorAll('#library-state .quiet');
        first.style.color = '#999'; second.style.marginLeft = '-60px';
        document.querySelector('#library-drop').style.width = '900px'; }"""
    )
    assert len(page.evaluate("conduct.illegible()")) == 1
    misfits = "\n".join(page.evaluate("conduct.misfits()"))
    assert "out of reach" in misfits
    assert "cut off" in misfits


# --- without a mouse --------------------------------------------------------------------------------------------------


def test_the_focus_goes_with_a_row_to_its_new_section(new_page: Callable[..., Page], site: Site) -> None:
    page = new_page()
    go(page, site.url, "drafting/p1")
    row = page.locator("#drafting-plan form.row").nth(3)
    title = row.locator("input[name=title]").input_value()
    row.locator("textarea[name=reason]").fill("今年另行安排")
    decision = row.locator("select")
    decision.focus()
    decision.select_option("drop")
    moved = page.locator("#drafting-plan form.row.drop", has=page.locator(f'[value="{title}"]'))
    expect(moved.locator("select")).to_be_focused(timeout=PATIENCE)
