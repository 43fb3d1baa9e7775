"""The screen 要求查询: whose documents, which conditions, without a browser; then as a person uses it, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from assistant.calendar import Calendar
from assistant.lookup import Query, Register, citations, look_up
from assistant.naming import STRENGTH_NAMES, TENSE_NAMES
from assistant.web.screens.register_calendar import calendar_in
from assistant.web.screens.register_form import ROWS, on_page
from assistant.web.screens.register_wanted import VIEWS, Month, Wanted, month_of, place_of, view_at, wanted_of
from ingest.embedding import load_embedding
from ingest.errors import BadRequest
from ingest.home import Home
from ingest.library import Deed, Library
from ingest.pipeline import ingest
from ingest.records import EVERYONE, KINDS, Filters, Scope
from ingest.settings import Settings
from tests.conftest import CHECKOUT, quiet
from tests.web.conftest import HOSTILE, HOSTILE_NAME, PLAN_2024, PLAN_2025, Site, Visitor, page_of, wired

SECRET = PLAN_2025.replace("集体学习", "红杉机密学习").replace("云岭集团2025年", "松塔公司2025年").replace(
    "一、强化理论武装", "一、落实《红杉机密办法》"
).replace("坚持集体学习制度。", "按照《红杉机密办法》要求。")  # fmt: skip
JUNE = place_of("calendar", Month("2025", month="6").pairs()).partition("/")[2]
PAGES = ("/home", "/find", "/find?text=学习", "/cites", "/collect", "/calendar?year=2025&month=6", f"/views/{JUNE}")
FILES = ("/requirements.xlsx", "/cites.xlsx", "/calendar.xlsx?year=2025")


# --- whose documents --------------------------------------------------------------------------------------------------


@pytest.fixture
def client(home: Home) -> Iterator[TestClient]:
    with wired(home) as client:
        yield client


def put(home: Home, folder: Path, name: str, text: str, scope: Scope = EVERYONE) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert ingest(home, [folder / name], quiet, scope).files[0].stored.outcome == "added"


def ask(client: TestClient, address: str, name: Scope = EVERYONE) -> tuple[int, bytes]:
    response = client.get(f"/screens/register{address}", headers={"visitor": f"{name}:reader"})
    return response.status_code, response.content


def cells(content: bytes) -> list[list[object]]:
    """All rows of all sheets."""
    book = load_workbook(BytesIO(content))
    return [[sheet.title, *row] for sheet in book for row in sheet.iter_rows(values_only=True)]


def test_the_lists_of_this_test_name_every_route(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    paths = {path for path in client.app.openapi()["paths"] if path.startswith("/screens/register/")}
    named = {address.split("?")[0].replace(JUNE, "{at}") for address in (*PAGES, *FILES)}
    views = {f"/{view}" for view in VIEWS}
    assert views <= named
    assert paths == {f"/screens/register{address}" for address in (named - views) | {"/{view}"}}


def test_a_private_document_changes_nothing_for_anyone_else(home: Home, client: TestClient, tmp_path: Path) -> None:
    put(home, tmp_path, "2024要点.txt", PLAN_2024)
    pages = [ask(client, address, "colleague") for address in PAGES]
    files = [cells(ask(client, address, "colleague")[1]) for address in FILES]
    put(home, tmp_path, "机密.txt", SECRET, "owner")
    assert [ask(client, address, "colleague") for address in PAGES] == pages
    assert [cells(ask(client, address, "colleague")[1]) for address in FILES] == files
    for address in PAGES:
        assert "红杉机密" in ask(client, address, "owner")[1].decode(), address
    for address in FILES:
        assert "红杉机密" in str(cells(ask(client, address, "owner")[1])), address


@pytest.mark.parametrize("condition", ["unit=松塔公司", "file=机密.txt"])
def test_what_only_another_has_is_refused_like_what_nobody_has(
    home: Home, client: TestClient, tmp_path: Path, condition: str
) -> None:
    put(home, tmp_path, "2024要点.txt", PLAN_2024)
    refused = [ask(client, f"{page}?{condition}", "colleague") for page in ("/find", "/cites", "/requirements.xlsx")]
    put(home, tmp_path, "机密.txt", SECRET, "owner")
    assert refused == [
        ask(client, f"{page}?{condition}", "colleague") for page in ("/find", "/cites", "/requirements.xlsx")
    ]
    assert {status for status, _ in refused} == {400}
    assert ask(client, f"/find?{condition}", "owner")[0] == 200


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "name", "sheet", "words"),
    [
        ("/requirements.xlsx?text=集体学习", "要求登记簿", "要求登记簿", "全年集体学习不少于12次"),
        ("/cites.xlsx", "引用文件", "被引用文件", "红杉机密办法"),
        ("/calendar.xlsx?year=2025&unit=党支部", "2025年工作日历", "2025年工作日历", "6月30日前"),
    ],
)
def test_a_file_has_its_name_and_is_in_the_audit_log(
    home: Home, client: TestClient, tmp_path: Path, address: str, name: str, sheet: str, words: str
) -> None:
    put(home, tmp_path, "2025要点.txt", PLAN_2025)
    put(home, tmp_path, "机密.txt", SECRET)
    before = sorted(home.settings.home.iterdir())
    response = client.get(f"/screens/register{address}", headers={"visitor": "zhang:reader"})
    disposition = response.headers["content-disposition"]
    assert unquote(disposition.removeprefix("attachment; filename*=UTF-8''")) == f"{name}.xlsx"
    assert any(row[0] == sheet and words in str(row) for row in cells(response.content))
    assert home.library.audit.entries()[-1].deed == Deed("zhang", "导出", name)
    assert sorted(home.settings.home.iterdir()) == before


def test_a_refused_file_is_not_in_the_audit_log(home: Home, client: TestClient, tmp_path: Path) -> None:
    put(home, tmp_path, "2025要点.txt", PLAN_2025)
    before = home.library.audit.entries()
    assert ask(client, "/requirements.xlsx?year=25")[0] == 400
    assert home.library.audit.entries() == before


# --- conditions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/find?year=25", "年份不对：25"),
        ("/find?year=二〇二五", "年份不对"),
        ("/calendar?year=99999", "年份不对"),
        ("/calendar?month=13", "没有这个月份：13"),
        ("/find?kind=小说", "没有这个文种：小说"),
        ("/find?unit=某局", "没有这个单位的文件：某局"),
        ("/cites?file=x.txt", "没有这个文件：x.txt"),
        ("/find?strength=strong", "没有这种类别：strong"),
        ("/find?tense=<b>", "没有这种时态：&lt;b&gt;"),
        ("/find?page=0", "没有这一页：0"),
        ("/find?page=9", "没有第 9 页，一共 1 页"),
        (f"/find?text={'长' * 201}", "太长：201 字"),
        ("/views/nothing", "网址不完整"),
        ("/views/find-x", "网址不完整"),
        ("/views/find-gIA", "网址不完整"),
    ],
)
def test_a_wrong_condition_is_one_line(
    home: Home, client: TestClient, tmp_path: Path, address: str, words: str
) -> None:
    put(home, tmp_path, "2025要点.txt", PLAN_2025)
    status, content = ask(client, address)
    assert status == 400
    assert re.fullmatch(r'<p class="refused" role="alert">[^<\n]+</p>', content.decode())
    assert words in content.decode()


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/find?text=没有这件事", "没有符合条件的要求"),
        ("/cites?year=2025", "没有符合条件的引用"),
        ("/collect?cites=没有的办法", "没有一份文件引用“没有的办法”"),
        ("/calendar?year=1999", "这一年没有按月可排的要求"),
    ],
)
def test_nothing_found_is_said(home: Home, client: TestClient, tmp_path: Path, address: str, line: str) -> None:
    put(home, tmp_path, "2025要点.txt", PLAN_2025)
    status, content = ask(client, address)
    assert status == 200
    assert line in content.decode()
    assert "检查了 1 份文件" in content.decode()
    assert ".xlsx" not in content.decode()


@pytest.mark.parametrize("view", ["home", *(f"views/{view}" for view in VIEWS)])
def test_an_empty_library_leads_to_the_shelf(client: TestClient, view: str) -> None:
    status, content = ask(client, f"/{view}")
    assert (status, "资料库还是空的" in content.decode(), "#library" in content.decode()) == (200, True, True)


words = st.text(max_size=20).map(str.strip)
years = st.sampled_from(["", "2025", "1900"])
conditions = st.builds(
    Wanted,
    words,
    words,
    words,
    years,
    words,
    st.sampled_from(["", *KINDS]),
    words,
    st.sets(st.sampled_from(list(STRENGTH_NAMES))).map(lambda some: tuple(c for c in STRENGTH_NAMES if c in some)),
    st.sets(st.sampled_from(list(TENSE_NAMES))).map(lambda some: tuple(c for c in TENSE_NAMES if c in some)),
    st.sampled_from(["1", "2", "40", "all"]),
)
months = st.builds(Month, years, words, st.sampled_from(["", "1", "12", "whole"]))


@given(conditions, st.sampled_from(["find", "cites", "collect"]))
def test_an_address_keeps_every_condition(wanted: Wanted, view: str) -> None:
    name = next(known for known in VIEWS if known == view)
    place = place_of(name, wanted.pairs())
    assert re.fullmatch(r"register(/[A-Za-z0-9_-]+)?", place)
    shown, pairs = view_at(place.partition("/")[2] or "find")
    assert (shown, wanted_of(pairs)) == (view, wanted)


@given(months)
def test_an_address_keeps_a_month(month: Month) -> None:
    shown, pairs = view_at(place_of("calendar", month.pairs()).partition("/")[2])
    assert (shown, month_of(pairs)) == ("calendar", month)


@given(st.integers(0, 400))
def test_pages_hold_every_row_once(count: int) -> None:
    rows = list(range(count))
    pages = [on_page(rows, str(page)) for page in range(1, max(1, -(-count // ROWS)) + 1)]
    assert [row for page in pages for row in page] == rows == on_page(rows, "all")
    assert all(len(page) == ROWS for page in pages[:-1])
    with pytest.raises(BadRequest):
        on_page(rows, str(len(pages) + 1))


# --- in the browser, over the sample corpus ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample corpus, and a document that means harm."""
    corpus = [path for path in (CHECKOUT / "corpus").iterdir() if path.suffix in (".txt", ".docx", ".xlsx", ".pdf")]
    hostile = HOSTILE.replace("每周更新规则", "按照《规则<img src=x onerror=window.harmed=1>办法》每周更新规则")
    with page_of(tmp_path_factory.mktemp("register"), *corpus, texts={HOSTILE_NAME: hostile}) as site:
        yield site


@pytest.fixture(scope="module")
def library(site: Site) -> Iterator[Library]:
    """The same library, read beside the page."""
    library = Library.open(Settings.from_environment({}, site.home).library_url)
    yield library
    library.close()


@pytest.fixture
def register(library: Library, site: Site) -> Callable[..., Register]:
    """What `yaodian requirements` finds."""
    embedding = load_embedding(Settings.from_environment({}, site.home).embedding)
    return lambda query=Query(): look_up(library, query, embedding)  # noqa: B008 - frozen


@pytest.fixture
def page(new_visitor: Callable[..., Visitor], site: Site) -> Page:
    """The screen, its list there."""
    return opened(new_visitor(1366, 768), site)


def opened(visitor: Visitor, site: Site, place: str = "register") -> Page:
    visitor.page.goto(f"{site.url}#{place}")
    result(visitor.page).wait_for()
    return visitor.page


def result(page: Page) -> Locator:
    return page.locator("#screen-register .result:visible")


def form(page: Page) -> Locator:
    return page.locator("#screen-register form:visible")


def named(page: Page, label: str) -> Locator:
    """A field by its accessible name; the text of a <select>'s label holds its options too."""
    fields = [form(page).get_by_role(role, name=label, exact=True) for role in ("combobox", "searchbox", "checkbox")]
    return fields[0].or_(fields[1]).or_(fields[2])


def count(page: Page) -> Locator:
    return result(page).locator("p.count")


def quotes(page: Page) -> list[str]:
    return result(page).locator("td.what .quote").all_text_contents()


def marked(page: Page) -> str:
    expect(page.locator("#document mark").first).to_be_in_viewport()
    return "".join(page.locator("#document mark").all_text_contents())


FOUND = [
    ({"查找": "集体学习"}, Query("集体学习")),
    ({"责任主体": "宣传部", "年份": "2025年"}, Query(filters=Filters(years=(2025,)), subject="宣传部")),
    ({"文种": "办法", "有数量时限": True}, Query(filters=Filters(kinds=("办法",)), strengths=("counted",))),
    ({"依据文件": "支部工作条例"}, Query(cites="支部工作条例")),
    ({"已做": True, "问题": True, "年份": "2024年"}, Query(filters=Filters(years=(2024,)), tenses=("done", "problem"))),
]


@pytest.mark.parametrize(
    ("conditions", "query"), FOUND, ids=lambda value: "、".join(value) if type(value) is dict else ""
)
def test_conditions_find_what_the_register_holds(
    page: Page, register: Callable[..., Register], conditions: dict[str, str | bool], query: Query
) -> None:
    for label, value in conditions.items():
        field = named(page, label)
        if value is True:
            field.check()
        elif label in ("年份", "文种"):
            field.select_option(label=str(value))
        else:
            field.fill(str(value))
    expected = register(query)
    assert 0 < len(expected.rows) < 1000
    expect(count(page)).to_contain_text(f"共 {len(expected.rows)} 条，检查了 {len(expected.documents)} 份文件")
    assert quotes(page) == [row.placed.what.quote for row in expected.rows[:ROWS]]
    assert re.search(r"#register/find-[\w-]+$", page.url)
    page.reload()
    expect(count(page)).to_contain_text(f"共 {len(expected.rows)} 条")
    assert quotes(page) == [row.placed.what.quote for row in expected.rows[:ROWS]]
    for label, value in conditions.items():
        field = named(page, label)
        if value is True:
            expect(field).to_be_checked()
        else:
            expect(field).to_have_value(str(value).removesuffix("年"))


def test_pages_go_on_and_back_and_hold_all(page: Page, register: Callable[..., Register]) -> None:
    expected = [row.placed.what.quote for row in register().rows]
    assert quotes(page) == expected[:ROWS]
    page.get_by_role("link", name="下一页").click()
    expect(result(page).locator(".pages")).to_contain_text("第 2 页")
    assert quotes(page) == expected[ROWS : 2 * ROWS]
    page.get_by_role("link", name=f"全部列出（{len(expected)} 条）").click()
    expect(result(page).locator("td.what")).to_have_count(len(expected))
    assert quotes(page) == expected
    page.go_back()
    expect(result(page).locator(".pages")).to_contain_text("第 2 页")
    page.go_back()
    expect(result(page).locator(".pages")).to_contain_text("第 1 页")


def test_a_quote_opens_where_it_stands(page: Page) -> None:
    form(page).get_by_label("查找").fill("学习")
    expect(page).to_have_url(re.compile("#register/find-"))
    rows = result(page).locator("tr:has(td.what)")
    for number in range(3):
        button = rows.nth(number).locator("td.where button")
        button.click()
        assert marked(page) == rows.nth(number).locator(".quote").text_content()
        page.keyboard.press("Escape")
        expect(button).to_be_focused()


def test_conflicts_groups_and_force_are_marked(page: Page, register: Callable[..., Register]) -> None:
    expected = register()
    place = place_of("find", Wanted(page="all").pairs())
    page.goto(page.url.partition("#")[0] + f"#{place}")
    expect(result(page).locator("td.what")).to_have_count(len(expected.rows))
    told = result(page).locator(".told")
    expect(told.first).to_contain_text(f"有 {len(expected.conflicts)} 处不一致")
    expect(told.first.locator("li")).to_have_count(len(expected.conflicts))
    expect(told.last).to_contain_text(f"有 {len(expected.exceeding)} 处严于上级")
    marks = result(page).locator(".mark")
    problems = sum(len(row.conflicts) for row in expected.rows)
    assert problems
    assert marks.filter(has=page.locator(".tag-problem")).count() == problems
    notes = [note for row in expected.rows for note in row.notes]
    assert notes
    assert [text.removeprefix("效力 ") for text in marks.filter(has_text="效力").all_text_contents()] == notes
    groups: dict[int, int] = {}
    for row in expected.rows:
        groups[row.group] = groups.get(row.group, 0) + 1
    shared = [size for size in groups.values() if size > 1]
    assert result(page).locator("tbody.same tr:has(td)").count() == sum(shared)
    heads = result(page).locator("tr.group").all_text_contents()
    assert heads == [f"同一件事的 {size} 条，最严的在前" for size in shared]


def test_the_other_side_of_a_conflict_opens(page: Page, register: Callable[..., Register]) -> None:
    conflict = register().conflicts[0]
    result(page).locator(".told summary").first.click()
    line = result(page).locator(".told li").first
    expect(line).to_contain_text(f"“{conflict.one_says}”")
    for number, side in enumerate((conflict.one, conflict.other)):
        line.get_by_role("button").nth(number).click()
        expect(page.locator("#document h2")).to_have_text(side.document.title)
        assert marked(page) == side.what.quote
        page.keyboard.press("Escape")


def test_what_is_found_comes_as_excel(page: Page, register: Callable[..., Register]) -> None:
    form(page).get_by_label("查找").fill("学习")
    expected = register(Query("学习"))
    expect(count(page)).to_contain_text(f"共 {len(expected.rows)} 条")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="导出 Excel").click()
    assert fetched.value.suggested_filename == "要求登记簿.xlsx"
    sheet = load_workbook(BytesIO(fetched.value.path().read_bytes()))["要求登记簿"]
    rows = list(sheet.iter_rows(values_only=True))
    header = next(row for row in rows if "要求（原文）" in row)
    column = header.index("要求（原文）")
    told = [row[column] for row in rows[rows.index(header) + 1 :]]
    assert told == [row.placed.what.quote for row in expected.rows]


def test_cited_documents_and_what_is_to_be_collected(page: Page, library: Library) -> None:
    known = citations(library, EVERYONE)
    page.get_by_role("link", name="引用文件").click()
    expect(count(page)).to_contain_text(f"共引用 {len(known.groups)} 份文件")
    expect(result(page).locator("th[scope=row]").first).to_contain_text(known.groups[0].name)
    name = page.locator("th", has_text=re.compile("^《云岭集团星级党支部评定办法（试行）》"))
    trial = result(page).locator("tbody tr").filter(has=name)
    expect(trial.locator("td.ended")).to_contain_text("已被《云岭集团星级党支部评定办法》替代")
    trial.locator('td[data-label="引用处"] button').first.click()
    assert "星级党支部评定办法" in marked(page)
    page.keyboard.press("Escape")
    form(page).get_by_label("依据文件").fill("党务公开工作办法")
    expect(result(page)).to_contain_text("“党务公开工作办法”按《云岭集团党务公开工作办法》查")
    expect(result(page).locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="待收集文件").click()
    wanted = known.to_collect()
    expect(count(page)).to_contain_text(f"有 {len(wanted)} 份依据文件资料库里还没有")
    expect(result(page).locator("tbody tr")).to_have_count(len(wanted))
    page.go_back()
    expect(form(page).get_by_label("依据文件")).to_have_value("党务公开工作办法")


def shown_in(calendar: Calendar, month: int) -> list[str]:
    return [entry.placed.what.quote for entry in calendar.months[month - 1]]


def test_a_month_of_the_calendar_lists_what_is_due(page: Page, library: Library) -> None:
    page.get_by_role("link", name="工作日历").click()
    named(page, "年份").select_option("2025年")
    expect(count(page)).to_contain_text("2025年，共")
    whole = calendar_in(library, Month("2025"), EVERYONE)
    for number, entries in enumerate(whole.months):
        expect(result(page).locator(".month .count").nth(number)).to_have_text(f"{len(entries)} 项")
    result(page).locator(".month", has_text="6月").first.click()
    heading = result(page).locator(".month-list h2")
    expect(heading).to_have_text(f"2025年6月，共 {len(whole.months[5])} 项")
    expect(heading).to_be_focused()
    assert quotes(page) == shown_in(whole, 6)
    row = result(page).locator(".due tbody tr").first
    row.locator("td.where button").click()
    assert marked(page) == row.locator(".quote").text_content()
    page.keyboard.press("Escape")
    page.reload()
    expect(heading).to_be_visible()
    page.go_back()
    expect(result(page).locator(".choose")).to_be_visible()


def test_the_calendar_of_a_department(page: Page, library: Library) -> None:
    unit = "宣传部"
    shown = calendar_in(library, Month("2025", unit), EVERYONE)
    page.goto(f"{page.url}/{JUNE}")
    expect(result(page).locator(".month-list")).to_be_visible()
    form(page).get_by_label("牵头或负责").fill(unit)
    expect(count(page)).to_contain_text(f"2025年，{unit}，共")
    assert quotes(page) == shown_in(shown, 6)  # the month that was open stays so
    result(page).locator(".month .name", has_text="12月").click()
    expect(result(page).locator(".month-list h2")).to_contain_text("12月")
    assert quotes(page) == shown_in(shown, 12)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="导出 Excel").click()
    assert fetched.value.suggested_filename == "2025年工作日历.xlsx"
    assert "2025年工作日历" in load_workbook(BytesIO(fetched.value.path().read_bytes())).sheetnames


def test_a_wrong_address_says_what_to_do(new_visitor: Callable[..., Visitor], site: Site) -> None:
    visitor = new_visitor()
    visitor.page.goto(f"{site.url}#register/find-x")
    expect(visitor.page.locator("#screen-register .refused")).to_contain_text("请点页面上方的“要求查询”重新查找")
    visitor.page.locator("#masthead").get_by_role("link", name="要求查询").click()
    expect(count(visitor.page)).to_be_visible()
    assert all("400" in fault for fault in visitor.faults)  # the browser's own note of the refusal
    visitor.faults.clear()


def test_texts_of_documents_and_visitors_are_text(page: Page) -> None:
    typed = '"><img src=x onerror=window.harmed=1>'
    named(page, "文件").select_option(HOSTILE_NAME)
    expect(count(page)).to_contain_text("检查了 1 份文件")
    expect(result(page)).to_contain_text("<script>window.harmed=1</script>")
    form(page).get_by_label("责任主体").fill(typed)
    expect(result(page).locator(".notice")).to_contain_text("没有符合条件的要求")
    page.reload()
    expect(form(page).get_by_label("责任主体")).to_have_value(typed)
    page.get_by_role("link", name="引用文件").click()
    named(page, "文件").select_option(HOSTILE_NAME)
    expect(result(page).locator("tbody")).to_contain_text("规则〈img")
    page.get_by_role("link", name="工作日历").click()
    named(page, "年份").select_option("2023年")
    expect(count(page)).to_contain_text("2023年")
    result(page).locator(".month .name", has_text="3月").click()
    expect(result(page).locator(".month-list h2")).to_contain_text("3月")
    assert page.locator("#desk :is(img, script, iframe, b, svg[onload])").count() == 0
    assert page.evaluate("window.harmed") is None


PLACES = [
    "register",
    "register/cites",
    "register/collect",
    "register/calendar",
    place_of("calendar", Month("2025", "", "6").pairs()),
]


@pytest.mark.parametrize("width", [390, 911, 1366])  # a phone; 1366 at 150 %; an office's screen
def test_no_width_needs_scrolling_sideways(new_visitor: Callable[..., Visitor], site: Site, width: int) -> None:
    page = opened(new_visitor(width, 768), site)
    for place in PLACES:
        page.goto(f"{site.url}#{place}")
        result(page).wait_for()
        for summary in result(page).locator("summary").all()[:4]:
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(
            "[...document.querySelectorAll('#screen-register, #screen-register .scroll')]"
            ".every(e => e.scrollWidth <= e.clientWidth)"
        ), place
