"""The screen 文档库: who may do what, without a browser; then all of it as a person does it, in Chromium."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import FilePayload, Page, expect

from assistant.drafting import versions
from assistant.drafting.records import Draft, DraftItem, Plan, Section, Sentence, Source
from assistant.web.screens.library_document import corrections
from assistant.web.screens.library_list import ROWS, Wanted, list_html
from ingest.errors import BadRequest
from ingest.home import Home
from ingest.library import ROLES, Deed, NewJob, Role
from ingest.pipeline import ingest
from ingest.records import EVERYONE, Document, DocumentId, Scope
from tests.conftest import quiet
from tests.web.conftest import HOSTILE, HOSTILE_NAME, PLAN_2024, PLAN_2025, Site, Visitor, page_of, serving, wired

Dealing = tuple[str, str, dict[str, str]]  # method, address below /screens/library, form

DOCUMENT = Document(
    1, 7, 2, "2025要点.txt", ("/files/2025要点.txt",), "云岭集团2025年要点", 2025, "要点", "云岭集团", ""
)
EDITED = {"title": "工会要点", "unit": "工会", "year": "2024", "kind": "计划"}


# --- who may do what --------------------------------------------------------------------------------------------------


@pytest.fixture
def client(home: Home) -> Iterator[TestClient]:
    with wired(home) as client:
        yield client


def put(home: Home, folder: Path, name: str, text: str, scope: Scope = EVERYONE) -> DocumentId:
    (folder / name).write_text(text, encoding="utf-8")
    return ingest(home, [folder / name], quiet, scope).files[0].stored.document


def ask(client: TestClient, dealing: Dealing, role: str, name: str = "") -> tuple[int, str]:
    method, address, form = dealing
    sent = {"data": form} if method == "POST" else {}
    response = client.request(method, f"/screens/library{address}", headers={"visitor": f"{name}:{role}"}, **sent)
    return response.status_code, response.content.decode(errors="replace")


# Each route of the screen, and the least role that it takes.
DEALINGS: list[tuple[Dealing, Role]] = [
    (("GET", "/home", {}), "reader"),
    (("GET", "/list?words=要点&year=2025", {}), "reader"),
    (("GET", "/intake", {}), "reader"),
    (("GET", "/state", {}), "reader"),
    (("GET", "/documents/1", {}), "reader"),
    (("GET", "/documents/1/actions", {}), "reader"),
    (("GET", "/original/1", {}), "reader"),
    (("POST", "/documents/1", EDITED), "editor"),
    (("GET", "/documents/1/remove", {}), "editor"),
    (("POST", "/documents/1/remove", {}), "editor"),
    (("POST", "/sample", {}), "editor"),
    (("GET", "/documents/1/purge", {}), "admin"),
    (("POST", "/documents/1/purge", {}), "admin"),
    (("POST", "/rebuild", {}), "admin"),
    (("GET", "/backup", {}), "admin"),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("dealing", "least"), DEALINGS, ids=[f"{d[0]} {d[1]}" for d, _ in DEALINGS])
def test_each_role_may_do_its_part(
    home: Home, client: TestClient, tmp_path: Path, dealing: Dealing, least: Role, role: Role
) -> None:
    put(home, tmp_path, "2025要点.txt", PLAN_2025)
    before = home.library.last_sequence()
    status, text = ask(client, dealing, role)
    assert status == (200 if ROLES.index(role) >= ROLES.index(least) else 403)
    if status == 403:
        assert "权限" in text
        assert home.library.last_sequence() == before


def test_the_table_of_roles_names_every_route(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    routes = {
        (method.upper(), path.removeprefix("/screens/library").replace("{document}", "1").replace("{version}", "1"))
        for path, methods in client.app.openapi()["paths"].items()
        if path.startswith("/screens/library/")
        for method in methods
    }
    assert routes == {(method, address.split("?")[0]) for (method, address, _), _ in DEALINGS}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("dealing", [d for d, _ in DEALINGS if "/1" in d[1]], ids=lambda d: f"{d[0]} {d[1]}")
def test_anothers_document_answers_like_none(
    home: Home, client: TestClient, tmp_path: Path, dealing: Dealing, role: Role
) -> None:
    document = put(home, tmp_path, "2025要点.txt", PLAN_2025, "owner")
    assert document == 1
    unknown = (dealing[0], dealing[1].replace("/1", "/999"), dealing[2])
    assert ask(client, dealing, role, "colleague") == ask(client, unknown, role, "colleague")
    assert ask(client, dealing, role, "colleague")[0] in (400, 403)
    assert home.library.document(document, "owner").title == "云岭集团2025年党建工作要点"


def test_lists_show_each_their_own(home: Home, client: TestClient, tmp_path: Path) -> None:
    put(home, tmp_path, "2025要点.txt", PLAN_2025, "owner")
    for path in ("/home", "/list"):
        assert "2025年党建工作要点" in ask(client, ("GET", path, {}), "reader", "owner")[1]
        assert "2025年党建" not in ask(client, ("GET", path, {}), "admin", "colleague")[1]


def test_a_reader_is_offered_nothing_that_is_refused(home: Home, client: TestClient, tmp_path: Path) -> None:
    put(home, tmp_path, "2025要点.txt", PLAN_2025)
    pages = "".join(
        ask(client, d, "reader")[1] for d, least in DEALINGS if least == "reader" and "original" not in d[1]
    )
    for word in ("重建索引", "下载备份", "移除", "彻底删除", "保存更正", "选择文件"):
        assert word not in pages


# --- correcting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        (("云岭集团2025年要点", "云岭集团", "2025", "要点"), {}),
        ((" 工会 要点\n", "云岭集团", "2025", "要点"), {"title": "工会 要点"}),
        (("云岭集团2025年要点", "", "2024", "计划"), {"unit": "", "year": 2024, "kind": "计划"}),
    ],
)
def test_only_what_was_changed_is_corrected(typed: tuple[str, str, str, str], changed: dict[str, Any]) -> None:
    assert corrections(DOCUMENT, *typed) == changed


@pytest.mark.parametrize("year", ["", "25", "20255", "二〇二五", "２０２５", "-202", "1899", "2201", "20x5"])
def test_what_is_no_year_is_refused_in_one_line(year: str) -> None:
    with pytest.raises(BadRequest) as refused:
        corrections(DOCUMENT, "标题", "", year, "要点")
    assert "\n" not in str(refused.value)


def test_a_title_is_needed() -> None:
    with pytest.raises(BadRequest, match="标题不能为空"):
        corrections(DOCUMENT, " \n", "", "2025", "要点")


def test_corrections_hold_and_are_in_the_audit_log(home: Home, client: TestClient, tmp_path: Path) -> None:
    document = put(home, tmp_path, "2025要点.txt", PLAN_2025)
    assert "已保存更正" in ask(client, ("POST", f"/documents/{document}", EDITED), "editor", "li")[1]
    put(home, tmp_path, "2025要点.txt", PLAN_2025 + "（五）补充一条。每年清点1次。\n")
    known = home.library.document(document)
    assert (known.title, known.unit, known.year, known.kind, known.number) == ("工会要点", "工会", 2024, "计划", 2)
    assert home.library.audit.entries()[-1].deed == Deed("li", "更正", document=document)


# --- finding ----------------------------------------------------------------------------------------------------------

documents = st.lists(
    st.builds(
        lambda number, year, kind, unit, title: Document(
            number, number, 1, f"{title}.txt", (f"/{title}.txt",), title, year, kind, unit, ""
        ),
        st.integers(1, 50),
        st.none() | st.integers(2020, 2023),
        st.sampled_from(["要点", "总结"]),
        st.sampled_from(["", "云岭集团", "<b>局"]),
        st.text("要点A总结<&", min_size=1, max_size=6),
    ),
    max_size=12,
)
wanted = st.builds(
    Wanted,
    st.text("要点a <", max_size=4),
    st.sampled_from(["", "2021", "unknown", "x"]),
    st.sampled_from(["", "要点"]),
    st.sampled_from(["", "云岭集团", "unknown"]),
)


@given(documents, wanted)
def test_a_list_holds_exactly_what_fits(found: list[Document], look: Wanted) -> None:
    chosen = look.among(found)
    for document in found:
        fits = (
            all(w in f"{document.title}\n{document.unit}\n/{document.file}".lower() for w in look.words.lower().split())
            and look.year in ("", str(document.year or "unknown"))
            and look.kind in ("", document.kind)
            and look.unit in ("", document.unit or "unknown")
        )
        assert (document in chosen) == fits
    assert "<b>" not in list_html(found, look)


def test_a_long_list_says_how_much_it_leaves_out() -> None:
    many = [DOCUMENT] * (ROWS + 1)
    html = list_html(many, Wanted())
    assert html.count('href="#library/') == ROWS
    assert f"共 {ROWS + 1} 份文件，先列出 {ROWS} 份" in html


# --- purging, originals, backup ---------------------------------------------------------------------------------------


def quoting(version: int, title: str) -> Draft:
    """A draft with one sentence of a version in it."""
    source = Source("prior", "2025要点.txt", version, "要点", 2025, "一/（一）", "坚持集体学习制度。", 0, 9)
    item = DraftItem("（一）", "一/（一）", (Sentence("坚持集体学习制度。", "沿用", (source,)),))
    section = Section("一、", Sentence("强化理论武装", "沿用", (source,)), (item,))
    return Draft("云岭集团", 2026, title, "", "", (section,), Plan("云岭集团", 2026, (), ()))


def test_a_purge_says_first_what_goes_with_it(home: Home, client: TestClient, tmp_path: Path) -> None:
    document = put(home, tmp_path, "2025要点.txt", PLAN_2025)
    other = put(home, tmp_path, "2024要点.txt", PLAN_2024)
    used, unused = (home.library.document(each).version for each in (document, other))
    for version, title, owner in ((used, "2026年<要点>", ""), (used, "小李私下的", "li"), (unused, "不相干的", "")):
        versions.save(home.library, quoting(version, title), owner, "生成草稿")
    ordered = home.library.jobs.add(NewJob("li", "draft", {"plan": "集体学习不少于12次"})).id
    home.library.jobs.end(home.library.jobs.claim(ordered).id, "done")
    where = f"/documents/{document}/purge"
    warned = ask(client, ("GET", where, {}), "admin")[1]
    assert "全部 1 个版本，无法恢复" in warned
    assert "有 2 份草稿引用了它的原文，连同各版一并删除：《2026年&lt;要点&gt;》、他人的 1 份。" in warned
    assert 'name="drafts" value="1 2"' in warned
    assert home.library.document(document)
    assert ask(client, ("POST", where, {"drafts": "1"}), "admin")[0] == 400  # it was told of one alone
    assert home.library.document(document)
    assert "已彻底删除" in ask(client, ("POST", where, {"drafts": "1 2"}), "admin")[1]
    assert [known.id for known in home.library.documents()] == [other]
    assert [draft.title for draft, _ in home.library.drafts.bodies()] == ["不相干的"]
    assert home.library.jobs.of("li") == []
    deeds = [entry.deed for entry in home.library.audit.entries() if entry.deed.what == "彻底删除"]
    assert [(deed.draft, deed.document) for deed in deeds] == [(1, None), (2, None), (None, document)]


def test_a_removed_document_can_still_be_purged(home: Home, client: TestClient, tmp_path: Path) -> None:
    document = put(home, tmp_path, "2025要点.txt", PLAN_2025)
    assert (
        "已移除《云岭集团2025年党建工作要点》"
        in ask(client, ("POST", f"/documents/{document}/remove", {}), "editor")[1]
    )
    assert f'href="#library/{document}"' in ask(client, ("GET", "/home", {}), "admin")[1]
    assert "已移除的文件" not in ask(client, ("GET", "/home", {}), "editor")[1]
    assert ask(client, ("GET", f"/documents/{document}", {}), "editor")[0] == 400
    assert "无法恢复" in ask(client, ("GET", f"/documents/{document}", {}), "admin")[1]
    assert ask(client, ("POST", f"/documents/{document}/purge", {}), "admin")[0] == 200
    assert home.library.removed_documents() == []


def test_an_original_comes_back_byte_for_byte_under_its_name(home: Home, client: TestClient, tmp_path: Path) -> None:
    put(home, tmp_path, HOSTILE_NAME, HOSTILE)
    response = client.get("/screens/library/original/1", headers={"visitor": ":reader"})
    assert response.content == HOSTILE.encode()
    assert response.headers["content-type"] == "application/octet-stream"
    disposition = response.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''%3Cimg")
    assert "<" not in disposition


def test_a_backup_is_a_whole_library_and_leaves_nothing_behind(home: Home, client: TestClient, tmp_path: Path) -> None:
    put(home, tmp_path, "2025要点.txt", PLAN_2025)
    before = sorted(home.settings.home.iterdir())
    response = client.get("/screens/library/backup", headers={"visitor": ":admin"})
    (tmp_path / "copy.sqlite").write_bytes(response.content)
    with sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        assert copy.execute("SELECT count(*) FROM versions").fetchone() == (1,)
    copy.close()
    assert sorted(home.settings.home.iterdir()) == before


@pytest.mark.parametrize("path", ["/documents/0", "/documents/x", "/original/-1", f"/documents/{2**64}"])
def test_strange_addresses_are_refused(client: TestClient, path: str) -> None:
    assert ask(client, ("GET", path, {}), "admin")[0] in (404, 422)


# --- in the browser ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A library of its own, since these tests change it."""
    with page_of(tmp_path_factory.mktemp("shelf")) as site:
        yield site


@pytest.fixture
def page(new_visitor: Callable[..., Visitor], site: Site) -> Page:
    """The screen, its list there."""
    return opened(new_visitor(), site)


def opened(visitor: Visitor, site: Site) -> Page:
    visitor.page.goto(f"{site.url}#library")
    visitor.page.locator("#library-list").wait_for()
    return visitor.page


def payload(name: str, content: bytes | str) -> FilePayload:
    buffer = content if isinstance(content, bytes) else content.encode()
    return {"name": name, "mimeType": "application/octet-stream", "buffer": buffer}


def upload(page: Page, *files: FilePayload) -> None:
    """Choose files, and wait until they are all dealt with."""
    field = page.locator('#library-drop input[type="file"]')
    field.wait_for(state="attached")
    before = page.locator(".job").count()
    field.set_input_files(list(files))
    expect(page.locator(".job")).to_have_count(before + 1)  # the one that stood there is done already
    page.locator(".job").first.locator(".bar .state.done").wait_for()


def to(page: Page, title: str) -> None:
    page.get_by_role("link", name=title).click()
    expect(page.locator("#library-document h2")).to_be_focused()


def test_the_list_tells_what_each_document_is(page: Page) -> None:
    row = page.get_by_role("row", name="云岭集团2025年党建工作要点")
    assert row.locator("td, th").all_inner_texts() == [
        "2025", "云岭集团2025年党建工作要点", "要点", "云岭集团", "7", "1", "2025要点.txt",
    ]  # fmt: skip
    expect(page.locator("#library-state")).to_contain_text("索引：正常")


def test_the_list_is_narrowed_while_one_types(page: Page) -> None:
    page.get_by_label("查找").fill("党建 2024")
    expect(page.locator("#library-list")).to_contain_text("符合条件的 1 份")
    expect(page.locator("#library-list tbody tr")).to_have_count(1)
    page.locator("#library-filter").get_by_label("年份").select_option("2025年")
    expect(page.locator("#library-list .notice")).to_contain_text("没有符合条件的文件")
    page.get_by_label("查找").fill("")
    expect(page.locator("#library-list tbody tr")).to_have_count(1)
    expect(page.locator("#library-list")).to_contain_text("云岭集团2025年党建工作要点")


def test_what_the_list_is_narrowed_to_survives_a_look_at_a_document(page: Page) -> None:
    page.get_by_label("查找").fill("2024")
    expect(page.locator("#library-list tbody tr")).to_have_count(1)
    to(page, "云岭集团2024年党建工作要点")
    page.go_back()
    expect(page.get_by_label("查找")).to_have_value("2024")
    expect(page.locator("#library-list tbody tr")).to_have_count(1)


def test_good_and_bad_files_together_each_have_their_own_line(page: Page, site: Site) -> None:
    upload(
        page,
        payload("2022工会.txt", "云岭集团2022年工会工作要点\n一、职工之家\n（一）开放职工书屋。书屋每周开放5天。\n"),
        payload("坏的.docx", b"PK\x03\x04 not a zip"),
        payload("空的.txt", b""),
    )
    steps = page.locator(".job").first.locator(".steps li")
    expect(steps).to_have_count(3)
    expect(steps.nth(0)).to_contain_text("完成")
    for number, name in ((1, "坏的.docx"), (2, "空的.txt")):
        expect(steps.nth(number)).to_have_class("failed")
        expect(steps.nth(number).locator(".message")).to_contain_text(name)
    expect(page.locator(".job .bar").first).to_contain_text("1 项完成，2 项失败")
    expect(page.locator("#library-list")).to_contain_text("云岭集团2022年工会工作要点")
    assert str(site.home) not in page.locator(".job").first.inner_text()
    page.get_by_role("link", name="问答").click()
    expect(page.locator("#shelf .entry", has_text="2022年工会工作要点")).to_be_visible()


def test_files_can_be_dropped(page: Page) -> None:
    text = "云岭集团2020年保密工作要点\n一、保密\n（一）每年开展1次保密检查。\n"
    dropped = page.evaluate_handle(
        "text => { const d = new DataTransfer(); d.items.add(new File([text], '2020保密.txt')); return d; }", text
    )
    page.dispatch_event("#library-drop", "dragenter", {"dataTransfer": dropped})
    expect(page.locator("#library-drop")).to_have_class("drop over")
    page.dispatch_event("#library-drop .hint", "drop", {"dataTransfer": dropped})
    expect(page.locator("#library-list")).to_contain_text("云岭集团2020年保密工作要点")
    expect(page.locator("#library-drop")).to_have_class("drop")


def test_a_corrected_document_is_found_by_what_it_is_now(page: Page) -> None:
    to(page, "云岭集团2024年党建工作要点")
    page.locator("#library-document").get_by_label("单位").fill("云岭集团机关党委")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator("#library-document .notice")).to_contain_text("已保存更正")
    expect(page.locator("#library-document").get_by_label("单位")).to_have_value("云岭集团机关党委")
    page.get_by_role("link", name="返回文档库").click()
    page.locator("#library-filter").get_by_label("单位").select_option("云岭集团机关党委")
    expect(page.locator("#library-list tbody tr")).to_have_count(1)


def test_a_refused_correction_says_why_and_keeps_what_was_typed(
    new_visitor: Callable[..., Visitor], site: Site
) -> None:
    visitor = new_visitor()
    page = opened(visitor, site)
    to(page, "云岭集团2025年党建工作要点")
    page.locator("#library-document").get_by_label("年份").fill("20x5")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator("form .refused")).to_contain_text("年份应是 1900 到 2200 之间的四位数字：20x5")
    expect(page.locator("#library-document").get_by_label("年份")).to_have_value("20x5")
    assert all("400" in fault for fault in visitor.faults)  # the browser's own note of the refusal
    visitor.faults.clear()


def test_the_outline_leads_to_the_text(page: Page) -> None:
    to(page, "云岭集团2025年党建工作要点")
    expect(page.locator(".outline li")).to_have_count(7)
    entry = page.locator(".outline li", has_text="一/（二）")
    expect(entry.locator(".tag")).to_have_text("计划")
    entry.get_by_role("button").click()
    expect(page.locator("#document mark").first).to_be_in_viewport()
    marked = "".join(page.locator("#document mark").all_text_contents())
    assert marked == PLAN_2025.splitlines()[4]
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_hidden()
    expect(entry.get_by_role("button")).to_be_focused()


def test_each_version_can_be_opened_and_fetched(page: Page) -> None:
    first = "云岭集团2021年餐厅管理办法\n第一章 总则\n第一条 职工餐厅每日供应早餐，早餐标准为8元。\n"
    upload(page, payload("餐厅办法.txt", first))
    upload(page, payload("餐厅办法.txt", first.replace("8元", "10元")))
    to(page, "云岭集团2021年餐厅管理办法")
    expect(page.locator(".versions li")).to_have_count(2)
    expect(page.locator(".versions li").first).to_contain_text("第 2 版现行")
    page.get_by_role("button", name="打开第 1 版").click()
    expect(page.locator("#document .superseded")).to_contain_text("这是旧版本")
    expect(page.locator("#document .text")).to_contain_text("8元")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载第 1 版原件").click()
    assert fetched.value.suggested_filename == "餐厅办法.txt"
    assert fetched.value.path().read_text(encoding="utf-8") == first


def test_a_document_is_removed_and_purged_after_a_question(page: Page) -> None:
    upload(page, payload("临时.txt", "云岭集团2019年临时工作要点\n一、临时\n（一）每月清点1次。\n"))
    to(page, "云岭集团2019年临时工作要点")
    page.get_by_role("button", name="移除…").click()
    page.get_by_role("button", name="取消").click()
    page.get_by_role("button", name="移除…").click()
    page.get_by_role("button", name="移除", exact=True).click()
    expect(page.locator("#library-document")).to_contain_text("已移除《云岭集团2019年临时工作要点》")
    page.get_by_role("link", name="返回文档库").click()
    expect(page.locator("#library-list")).not_to_contain_text("2019年临时")
    page.get_by_text("已移除的文件").click()
    page.get_by_role("link", name="云岭集团2019年临时工作要点").click()
    expect(page.locator(".sure")).to_contain_text("无法恢复")
    page.get_by_role("button", name="彻底删除").click()
    expect(page.locator("#library-document")).to_contain_text("已彻底删除")
    page.get_by_role("link", name="返回文档库").click()
    expect(page.locator("#library-home")).not_to_contain_text("2019年临时")


def test_the_keyboard_is_enough_to_think_twice(page: Page) -> None:
    to(page, "云岭集团2024年党建工作要点")
    page.get_by_role("button", name="移除…").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sure")).to_be_focused()
    page.keyboard.press("Enter")  # held down too long, it must not confirm
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="移除", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="阅读全文")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("link", name="云岭集团2024年党建工作要点")).to_be_focused()


def test_the_index_is_rebuilt_and_a_backup_fetched(page: Page) -> None:
    page.get_by_role("button", name="重建索引").click()
    expect(page.locator("#library-state")).to_contain_text("正在重建")
    expect(page.locator("#library-state")).to_contain_text("索引：正常", timeout=60_000)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载备份").click()
    assert fetched.value.path().read_bytes().startswith(b"SQLite format 3")


def test_names_and_texts_of_documents_are_text(page: Page) -> None:
    name = "<b onmouseover=window.harmed=1>`${1}`.txt"
    upload(page, payload(name, HOSTILE.replace("2023年", "2018年<svg onload=window.harmed=1>")))
    expect(page.locator(".job .name").first).to_have_text(name)
    page.get_by_role("link", name="2018年").click()
    expect(page.locator("#library-document h2")).to_contain_text("<svg onload=window.harmed=1>")
    expect(page.locator(".outline")).to_contain_text("守住网络安全底线<b")
    page.locator("#library-document").get_by_label("单位").fill('"><script>window.harmed=1</script>')
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator("#library-document .notice")).to_contain_text("已保存")
    page.get_by_role("button", name="阅读全文").click()
    expect(page.locator("#document .text")).to_contain_text("<script>window.harmed=1</script>")
    page.get_by_role("link", name="返回文档库").click()
    expect(page.locator("#library-list")).to_contain_text('"><script>')
    assert page.locator("#desk :is(img, script, iframe, b, svg[onload])").count() == 0
    assert page.evaluate("window.harmed") is None


@pytest.mark.parametrize("width", [390, 911])  # a phone; 1366 at 150 %
def test_a_narrow_page_is_read_without_scrolling_sideways(
    new_visitor: Callable[..., Visitor], site: Site, width: int
) -> None:
    page = opened(new_visitor(width, 844), site)

    def fits() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for box in ("#screen-library", "#library-list .scroll, #library-document .card"):
            assert page.evaluate(
                "s => [...document.querySelectorAll(s)].every(e => e.scrollWidth <= e.clientWidth)", box
            )

    fits()
    to(page, "云岭集团2025年党建工作要点")
    fits()
    page.get_by_role("button", name="阅读全文").click()
    expect(page.locator("#document h2")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="彻底删除…").click()
    expect(page.locator(".sure")).to_be_in_viewport()
    fits()


# --- the first run ----------------------------------------------------------------------------------------------------


def test_an_empty_library_says_what_it_is_for_and_takes_the_samples(
    tmp_path: Path, new_visitor: Callable[..., Visitor]
) -> None:
    with serving(tmp_path / "home") as url:
        visitor = new_visitor()
        page = visitor.page
        page.goto(url)
        page.locator("#chat .welcome").get_by_role("link", name="文档库").click()
        expect(page.locator("#screen-library .welcome p:not(.hint)")).to_have_count(3)
        page.get_by_role("button", name="导入示例资料").click()
        expect(page.locator(".job .bar .state.done")).to_be_visible(timeout=120_000)
        expect(page.locator("#library-list")).to_contain_text("云岭集团2025年党建工作要点")
        page.get_by_role("link", name="问答").click()
        expect(page.locator("#shelf .entry").first).to_be_visible()
        page.goto("about:blank")
        visitor.foreign = [address for address in visitor.foreign if not address.startswith((url, "about:"))]
