"""The screen 对照: what it says and to whom, without a browser; then all of it as a person does it, in Chromium."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

import openpyxl
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page, Route, expect

from assistant.compare.records import STATUSES, State, Status
from assistant.compare.themes import Stage
from assistant.export.themes import TONES
from assistant.matrix.rows import FLAGS
from assistant.web.screens.comparison_choice import series_of, usual_coverage, usual_pair
from assistant.web.screens.comparison_matrix import CODES as FLAG_CODES
from assistant.web.screens.comparison_rows import CODES, rows_html
from assistant.web.screens.comparison_themes import CODES as STAGE_CODES
from ingest.home import Home
from ingest.library import Profile
from ingest.pipeline import ingest
from ingest.records import EVERYONE, Document, DocumentId, Kind, Scope
from tests.assistant.compare.samples import compared, plan
from tests.conftest import CHECKOUT, quiet
from tests.web.conftest import PLAN_2024, PLAN_2025, Site, Visitor, page_of, run, wired

SECRET = "云岭集团2025年保密工作要点\n一、保密委员会\n（一）清点密件。保密办每季度清点密件1次。\n"


# --- what is offered first --------------------------------------------------------------------------------------------


def document(number: int, unit: str, kind: Kind, year: int | None) -> Document:
    title = f"{unit}{year}年{kind}"
    return Document(number, number, 1, f"{title}.txt", (f"/{title}.txt",), title, year, kind, unit, EVERYONE)


SHELF = [
    document(1, "省局", "意见", 2024),
    document(2, "省局", "意见", 2025),
    document(3, "集团", "要点", 2025),
    document(4, "集团", "要点", 2023),
    document(5, "集团", "要点", 2024),
    document(6, "集团", "总结", 2024),
    document(7, "工会", "要点", 2024),
    document(8, "工会", "要点", 2026),
    document(9, "部委", "意见", 2025),
    document(10, "集团", "办法", None),
]


@pytest.mark.parametrize(
    ("profile", "pair", "coverage"),
    [
        (Profile(), [5, 3], [2, 3]),
        (Profile(unit="工会"), [7, 8], [1, 7]),
        (Profile(unit="总工会", aliases=("工会",)), [7, 8], [1, 7]),
        (Profile(unit="集团", superior="部委"), [5, 3], [9, 3]),
        (Profile(unit="没有文件的单位"), [5, 3], [2, 3]),
    ],
)
def test_the_own_units_last_plans_are_offered_first(profile: Profile, pair: list[int], coverage: list[int]) -> None:
    assert [each.id for each in usual_pair(SHELF, profile)] == pair
    assert [each.id for each in usual_coverage(SHELF, profile)] == coverage


@pytest.mark.parametrize(("documents", "pair"), [([], []), (SHELF[:1], [1]), ([SHELF[2], SHELF[6]], [7, 3])])
def test_a_small_library_offers_what_it_has(documents: list[Document], pair: list[int]) -> None:
    assert [each.id for each in usual_pair(documents, Profile())] == pair
    assert [each.id for each in usual_coverage(documents, Profile())] == pair


def test_series_are_of_one_unit_and_kind_with_a_year() -> None:
    found = [[each.id for each in series.documents] for series in series_of(SHELF, Profile(unit="集团"))]
    assert found == [[4, 5, 3], [7, 8], [1, 2]]


def test_plans_about_another_matter_are_a_series_of_their_own() -> None:
    titles = {
        1: (2023, "集团2023年党建工作要点"),
        2: (2023, "集团2023年网络安全工作要点"),
        3: (2024, "2024年度党建工作要点"),
        4: (2024, "集团2024年网络安全重点工作要点"),
        5: (2025, "集团2025年党建重点工作要点"),
        6: (2025, "集团2025年安全生产要点"),
    }
    documents = [replace(document(n, "集团", "要点", year), title=title) for n, (year, title) in titles.items()]
    found = series_of(documents, Profile())
    assert [[each.id for each in series.documents] for series in found] == [[1, 3, 5], [2, 4]]
    assert found[1].label == "集团网络安全重点工作要点（2023—2024年，2 份）"
    assert found[0].label == "集团党建重点工作要点（2023—2025年，3 份）"


def test_every_class_has_its_colour_and_every_filter_its_rule() -> None:
    style = (CHECKOUT / "assistant/web/assets/comparison.css").read_text(encoding="utf-8")
    assert set(CODES) == set(STATUSES) == set(get_args(Status))
    assert set(STAGE_CODES) == set(TONES) == set(get_args(Stage))
    for code in (*CODES.values(), *get_args(State), *(FLAG_CODES[flag] for flag in FLAGS), "flagged"):
        assert f':has([value="{code}"]:checked) .row:not(.{code})' in style
    for code in (*CODES.values(), *get_args(State), *STAGE_CODES.values()):
        assert f".{code}" in style.split("/* --- rows of")[0]


# --- texts are shown as text ------------------------------------------------------------------------------------------


class Sides(HTMLParser):
    """The tags of a fragment, and the text of the sides of its rows."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self._in_side = self._in_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "div":
            self._in_side = (dict(attrs).get("class") or "").startswith("side")
        if tag == "p" and self._in_side:
            self._in_text = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_text = self._in_text and tag != "p"

    def handle_data(self, data: str) -> None:
        if self._in_text:
            self.texts[-1] += data


LINES = st.lists(st.text("<b>&\"'抓学习每月1次，检查。", min_size=1, max_size=24), max_size=4)


@settings(max_examples=40, deadline=None)
@given(LINES, LINES)
def test_texts_come_out_as_they_are_in_the_documents(old: list[str], new: list[str]) -> None:
    outlines = [plan(y, "一、学习", *(f"{n}.{line}" for n, line in enumerate(lines, 1))) for y, lines in ((2024, old), (2025, new))]  # fmt: skip
    found = compared(*outlines)
    both = (document(1, "<i>", "要点", 2024), document(2, '"&', "要点", 2025))
    read = Sides()
    read.feed(rows_html("", found, both))
    expected = [
        unit.text if unit else absent
        for row in found.rows
        for unit, absent in ((row.old, "旧文没有"), (row.new, "新文没有"))
    ]
    assert read.texts == expected
    assert read.tags <= {
        "div", "p", "a", "fieldset", "legend", "label", "input", "b", "ol", "li", "span", "button", "del", "ins",
        "details", "summary",
    }  # fmt: skip


# --- who is told what -------------------------------------------------------------------------------------------------


@pytest.fixture
def client(home: Home) -> Iterator[TestClient]:
    with wired(home, root_path="/yaodian") as client:
        yield client


def put(home: Home, folder: Path, name: str, text: str, scope: Scope = EVERYONE) -> DocumentId:
    (folder / name).write_text(text, encoding="utf-8")
    return ingest(home, [folder / name], quiet, scope).files[0].stored.document


def ask(client: TestClient, address: str, name: str = EVERYONE) -> tuple[int, str]:
    response = client.get(f"/screens/comparison{address}", headers={"visitor": f"{name}:reader"})
    return response.status_code, response.content.decode(errors="replace")


@pytest.fixture
def shelf(home: Home, tmp_path: Path) -> dict[str, DocumentId]:
    """Two plans for everyone, two of one user alone."""
    return {
        "y2024": put(home, tmp_path, "2024要点.txt", PLAN_2024),
        "y2025": put(home, tmp_path, "2025要点.txt", PLAN_2025),
        "mine": put(home, tmp_path, "保密.txt", SECRET, "owner"),
        "mine too": put(home, tmp_path, "保密2.txt", SECRET.replace("2025年", "2023年"), "owner"),
    }


PRIVATE = ["/rows?old={0}&new={1}", "/rows?old={1}&new={0}", "/coverage?old={0}&new={1}", "/coverage?old={1}&new={0}",
           "/rows.xlsx?old={0}&new={1}", "/coverage.xlsx?old={1}&new={0}", "/themes?series={0}",
           "/themes.xlsx?series={0}"]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_anothers_document_answers_like_none(client: TestClient, shelf: dict[str, DocumentId], address: str) -> None:
    private, unknown = (
        ask(client, address.format(number, shelf["y2025"]), "colleague") for number in (shelf["mine"], 999)
    )
    assert private == unknown
    assert private[0] == 400
    assert "找不到所选的文件" in private[1]


def test_the_owner_compares_what_is_theirs(client: TestClient, shelf: dict[str, DocumentId]) -> None:
    status, html = ask(client, f"/rows?old={shelf['mine']}&new={shelf['y2025']}", "owner")
    assert status == 200
    assert "清点密件" in html


ALL = ["/form", "/rows", "/coverage", "/matrix", "/themes", "/views/coverage", "/views/matrix", "/views/themes",
       "/matrix.xlsx?year=2025"]  # fmt: skip


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("address", ALL)
def test_nothing_of_anothers_document_is_told(client: TestClient, address: str) -> None:
    told = client.get(f"/screens/comparison{address}", headers={"visitor": "colleague:reader"}).content
    texts = sheets_of(told) if ".xlsx" in address else told.decode()
    assert "保密" not in texts
    assert "清点密件" not in texts


def sheets_of(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)


def test_every_route_is_tried_by_a_stranger(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    known = {path for path in client.app.openapi()["paths"] if path.startswith("/screens/comparison/")}
    tried = {f"/screens/comparison{address.split('?')[0]}" for address in (*PRIVATE, *ALL)}
    views = {path for path in tried if "/views/" in path}
    assert known == (tried - views) | {"/screens/comparison/views/{view}"}


@pytest.mark.parametrize("view", ["rows", "coverage"])
def test_a_document_is_not_compared_with_itself(client: TestClient, shelf: dict[str, DocumentId], view: str) -> None:
    number = shelf["y2025"]
    assert ask(client, f"/{view}?old={number}&new={number}") == (
        400, '<p class="refused" role="alert">两边是同一份文件：2025要点.txt。请另选一份</p>'
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/form", ""),
        ("/rows", "对照至少要有两份文件"),
        ("/coverage", "对照至少要有两份文件"),
        ("/matrix", "看年度落实要有写明年份的工作要点"),
        ("/themes", "看主题变化要有同一单位"),
        ("/views/coverage", "上级要求覆盖"),
        ("/views/matrix", "年度落实"),
        ("/views/themes", "主题变化"),
        ("/matrix.xlsx?year=2025", "没有2025年的工作要点"),
    ],
)
def test_an_empty_library_says_what_is_needed(client: TestClient, address: str, said: str) -> None:
    status, html = ask(client, address)
    assert said in html
    assert status == (400 if "xlsx" in address else 200)


@pytest.mark.parametrize(
    "address",
    ["/rows?old=x&new=1", "/rows?old=0&new=1", f"/rows?old={2**64}&new=1", "/rows.xlsx", "/matrix?year=1",
     "/matrix.xlsx?year=2025&unit=" + "长" * 201, "/themes?series=-1", "/views/rows", "/views/<b>"],
)  # fmt: skip
def test_strange_addresses_are_refused(client: TestClient, address: str) -> None:
    status, html = ask(client, address)
    assert status == 422
    assert html.count("refused") == 1


FILES = [
    ("/rows.xlsx?old={y2024}&new={y2025}", "年度对照", "对照表", "对照表，文件 {y2024} 与 {y2025}", "坚持集体学习制度"),
    ("/coverage.xlsx?old={y2024}&new={y2025}", "上级要求覆盖情况", "上级要求覆盖表", "上级要求覆盖表，文件 {y2024} 与 {y2025}", "每月公布1次"),
    ("/matrix.xlsx?year=2025", "2025年落实情况对照", "2025年落实对照", "2025年落实情况对照", "规范支部换届选举"),
    ("/themes.xlsx?series={y2024}", "主题变化", "主题变化", "主题变化表，2 份文件", "改进调查研究"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "file", "sheet", "detail", "text"), FILES)
def test_a_file_opens_and_is_in_the_audit_log(
    home: Home, client: TestClient, shelf: dict[str, DocumentId], address: str, file: str, sheet: str, detail: str, text: str
) -> None:  # fmt: skip
    before = sorted(home.settings.home.iterdir())
    response = client.get(f"/screens/comparison{address.format_map(shelf)}", headers={"visitor": "li:reader"})
    assert response.status_code == 200
    assert response.headers["content-disposition"] == (f"attachment; filename*=UTF-8''{quote(file)}.xlsx")
    assert text in sheets_of(response.content)
    assert openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames[0] == sheet
    last = home.library.audit.entries()[-1].deed
    assert (last.who, last.what, last.detail) == ("li", "导出", detail.format_map(shelf))
    assert sorted(home.settings.home.iterdir()) == before


def test_downloads_are_found_below_a_sub_path(client: TestClient, shelf: dict[str, DocumentId]) -> None:
    html = ask(client, "/rows")[1]
    assert f'href="/yaodian/screens/comparison/rows.xlsx?old={shelf["y2024"]}&amp;new={shelf["y2025"]}"' in html


# --- in the browser ---------------------------------------------------------------------------------------------------

PLANS = [path.name for path in sorted((CHECKOUT / "corpus").glob("*工作要点.*"))]
SUPERIOR = "省能源行业党委关于加强2025年企业党建工作的意见.txt"
OF_2024 = ["云岭集团2024年党建工作总结.txt", "云岭集团2024年党建重点任务分解表.xlsx"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample plans, a superior's document, and what was done in a year."""
    corpus = [CHECKOUT / "corpus" / name for name in (*PLANS, SUPERIOR, *OF_2024)]
    with page_of(tmp_path_factory.mktemp("comparison"), *corpus, texts={}) as site:
        yield site


@pytest.fixture
def page(new_visitor: Callable[..., Visitor], site: Site) -> Page:
    return opened(new_visitor(1366, 768), site)


def opened(visitor: Visitor, site: Site, view: str = "") -> Page:
    visitor.page.goto(f"{site.url}#comparison{f'/{view}' if view else ''}")
    visitor.page.locator(f"#comparison-{view or 'rows'} .head").wait_for()
    return visitor.page


def told(site: Site, *arguments: str) -> Any:  # noqa: ANN401 - each command has a shape of its own
    return json.loads(run(site.home, *arguments, "--json"))


def name_of(year: int) -> str:
    return next(name for name in PLANS if f"{year}年" in name)


def counts(page: Page) -> dict[str, int]:
    """What the filter says of each class."""
    labels = page.locator(".show:visible label").all_inner_texts()
    return {label.split()[0]: int(label.split()[1]) for label in labels}


def rows(page: Page) -> Locator:
    return page.locator("#screen-comparison .row:visible")


def show(page: Page, words: str) -> None:
    page.locator(".show:visible label").filter(has_text=words).click()


def open_place(page: Page, button: Locator) -> str:
    """Open a place in its document; what is highlighted there."""
    button.click()
    expect(page.locator("#document mark").first).to_be_visible()
    expect(button).to_have_attribute("aria-current", "true")
    return "".join(page.locator("#document mark").all_inner_texts())


def test_the_last_two_plans_are_compared_as_the_command_compares_them(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_role("link", name="对照", exact=True).click()
    expect(page.locator("#comparison-rows .head")).to_contain_text("2024年党建工作要点》与《云岭集团2025年")
    known = told(site, "compare", name_of(2024), name_of(2025))
    whole = sum(known["counts"].values())
    assert counts(page) == {"全部": whole, **known["counts"]}
    expect(rows(page)).to_have_count(whole)


def test_rows_are_narrowed_to_a_class(page: Page) -> None:
    found = counts(page)
    for status in STATUSES:
        show(page, status)
        expect(rows(page)).to_have_count(found[status])
        assert set(rows(page).locator("> .told .class").all_text_contents()) == {status}
    page.keyboard.press("ArrowLeft")
    expect(rows(page)).to_have_count(found["新增"])
    show(page, "全部")
    expect(rows(page)).to_have_count(found["全部"])


def test_differences_are_marked_and_changed_values_named(page: Page, site: Site) -> None:
    known = told(site, "compare", name_of(2024), name_of(2025))
    row = next(r for r in known["rows"] if r["class"] == "改写" and not r["part"] and {c["field"] for c in r["changes"]} & {"frequency", "quantity"})  # fmt: skip
    shown = rows(page).filter(has=page.get_by_role("button", name=f"旧文 {row['old']['address']}，", exact=False)).filter(
        has=page.get_by_role("button", name=f"新文 {row['new']['address']}，", exact=False)
    ).first  # fmt: skip
    for change in row["changes"]:
        expect(shown.locator(".told").first).to_contain_text(change["new"] or "原文未写明")
    old, new = shown.locator("> .old p"), shown.locator("> .new p")
    assert old.text_content() == row["old"]["text"]
    assert new.text_content() == row["new"]["text"]
    assert old.locator("del").all_text_contents() == [text for kind, text in row["difference"] if kind == "delete"]
    assert new.locator("ins").all_text_contents() == [text for kind, text in row["difference"] if kind == "insert"]
    expect(old.locator("del").first).to_have_css("text-decoration-line", "line-through")
    expect(new.locator("ins").first).to_have_css("text-decoration-line", "underline")


def test_both_sides_open_at_the_place(page: Page) -> None:
    show(page, "改写")
    row = rows(page).nth(4)
    for side in (row.locator("> .old"), row.locator("> .new")):
        text = side.locator("p").text_content()
        assert text
        assert open_place(page, side.locator(".chip")) == text
        assert page.locator("#screen-comparison").evaluate("element => element.scrollWidth <= element.clientWidth")
    expect(page.locator("#document h2")).to_contain_text("2025年")


def test_clauses_are_there_on_request(page: Page) -> None:
    row = rows(page).filter(has=page.locator("summary")).first
    expect(row.locator(".part").first).to_be_hidden()
    row.locator("summary").click()
    expect(row.locator(".part").first).to_be_visible()


def test_other_documents_can_be_chosen_and_the_same_twice_is_refused(
    new_visitor: Callable[..., Visitor], site: Site
) -> None:
    visitor = new_visitor()
    page = opened(visitor, site)
    page.get_by_label("旧文件").select_option("云岭集团2023年党建工作要点")
    expect(page.locator("#comparison-rows .head")).to_contain_text("2023年党建工作要点》与《云岭集团2025年")
    assert counts(page)["取消"] == told(site, "compare", name_of(2023), name_of(2025))["counts"]["取消"]
    page.get_by_label("新文件").select_option("云岭集团2023年党建工作要点")
    expect(page.locator("#comparison-rows")).to_contain_text("两边是同一份文件")
    expect(page.locator("#comparison-rows > *")).to_have_count(1)
    assert "400" in visitor.faults.pop()  # the browser's own line about a refusal
    page.get_by_label("新文件").select_option("云岭集团2024年党建工作要点")
    expect(page.locator("#comparison-rows .head")).to_contain_text("2023年党建工作要点》与《云岭集团2024年")


def test_what_was_chosen_is_still_there_after_a_look_elsewhere(page: Page) -> None:
    page.get_by_label("旧文件").select_option("云岭集团2022年党建工作要点")
    expect(page.locator("#comparison-rows .head")).to_contain_text("2022年党建工作要点》与")
    page.get_by_role("link", name="文档库", exact=True).click()
    page.get_by_role("link", name="对照", exact=True).click()
    expect(page.locator("#comparison-rows .head")).to_contain_text("2022年党建工作要点》与")
    expect(page.get_by_label("旧文件").locator("option:checked")).to_have_text("云岭集团2022年党建工作要点")


def test_it_shows_that_it_works(page: Page) -> None:
    held: list[Route] = []
    page.route("**/screens/comparison/rows?*", lambda route: held.append(route))
    page.get_by_label("旧文件").select_option("云岭集团2021年党建工作要点")
    result = page.locator("#comparison-rows")
    expect(result).to_have_attribute("aria-busy", "true")
    assert "正在对照" in result.evaluate("element => getComputedStyle(element, '::before').content")
    held[0].continue_()
    expect(result).not_to_have_attribute("aria-busy", "true")
    expect(result).to_contain_text("2021年党建工作要点》与")
    assert result.evaluate("element => getComputedStyle(element, '::before').content") == "none"


def test_coverage_tells_what_the_own_plan_leaves_unanswered(page: Page, site: Site) -> None:
    page.get_by_role("link", name="上级要求覆盖").click()
    page.locator("#comparison-coverage .head").wait_for()
    expect(page.locator("#screen-comparison [data-detail] h2")).to_be_focused()
    known = told(site, "compare", SUPERIOR, name_of(2025), "--coverage")
    found = known["counts"]
    assert counts(page) == {"全部": sum(found.values()), "已覆盖": found["covered"], "部分覆盖": found["partly"], "未覆盖": found["missing"]}  # fmt: skip
    show(page, "部分覆盖")
    expect(rows(page)).to_have_count(found["partly"])
    partly = [row for row in known["rows"] if row["state"] == "partly"]
    for shown, row in zip(rows(page).all(), partly, strict=True):
        assert shown.locator(".old p").all_text_contents() == [row["requirement"]["quote"]]
        assert shown.locator(".new p").all_text_contents() == [item["quote"] for item in row["items"]]
        assert row["reason"] in (shown.locator(".told").text_content() or "")
    assert open_place(page, rows(page).first.locator(".old .chip")) == partly[0]["requirement"]["quote"]
    show(page, "未覆盖")
    assert set(rows(page).locator(".new").all_text_contents()) == {"没有相应条目"}


def test_the_loop_of_a_year(new_visitor: Callable[..., Visitor], site: Site) -> None:
    visitor = new_visitor(1366, 768)
    page = opened(visitor, site, "matrix")
    page.locator("#comparison-matrix-form").get_by_label("年份").select_option("2024年")
    expect(page.locator("#comparison-matrix .head")).to_contain_text("2024年，要点共")
    known = told(site, "matrix", "--year", "2024")["rows"]
    found = counts(page)
    assert found["全部"] == len(known)
    assert found["有标记"] == sum(bool(row["flags"]) for row in known)
    for flag in FLAGS:
        assert found.get(flag, 0) == sum(flag in row["flags"] for row in known)
    show(page, "无落实记录")
    expect(rows(page)).to_have_count(found["无落实记录"])
    first = next(row for row in known if "无落实记录" in row["flags"])
    assert open_place(page, rows(page).first.locator(".chip").first) == first["item"]["text"]
    page.locator("#comparison-matrix-form").get_by_label("单位").select_option("省能源行业党委")
    expect(page.locator("#comparison-matrix .refused")).to_contain_text("没有2024年的工作要点")
    assert "400" in visitor.faults.pop()


def test_themes_come_and_go(new_visitor: Callable[..., Visitor], site: Site) -> None:
    page = opened(new_visitor(1366, 768), site, "themes")
    table = page.locator("#comparison-themes table")
    assert table.locator("thead th").all_inner_texts() == ["主题", *(f"{year}年" for year in range(2021, 2026))]
    lines = [row.locator("td").all_inner_texts() for row in table.locator("tbody tr:not(.sum, .section)").all()]
    there = [sum(line[year] not in ("", "取消") for line in lines) for year in range(5)]
    sums = [text.split("\n") for text in table.locator(".sum td").all_inner_texts()]
    assert [int(cell[0]) for cell in sums] == there
    for year in range(1, 5):
        came = sum(line[year] in ("新增", "恢复") for line in lines)
        went = sum(line[year] == "取消" for line in lines)
        assert sums[year][1] == f"增 {came} 减 {went}"
        assert there[year] == there[year - 1] + came - went
    page.locator("#comparison-themes .scroll").evaluate("element => element.scrollTo(0, 600)")
    expect(table.locator("thead th").last).to_be_in_viewport()
    row = table.locator("tbody tr", has=page.get_by_role("rowheader", name="把党的领导融入公司治理"))
    assert row.locator("td").all_inner_texts()[-1] == "新增"
    assert open_place(page, row.get_by_role("button")).startswith("（二）把党的领导融入公司治理。")


@pytest.mark.parametrize("view", ["", "coverage", "matrix", "themes"])
def test_each_list_is_taken_to_excel(
    new_visitor: Callable[..., Visitor], site: Site, tmp_path: Path, view: str
) -> None:
    page = opened(new_visitor(), site, view)
    with page.expect_download() as started:
        page.locator("#screen-comparison").get_by_role("link", name="导出 Excel").locator("visible=true").click()
    started.value.save_as(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    assert book.worksheets[0].max_row > 5
    assert "说明" in book.sheetnames


@pytest.mark.parametrize("view", ["", "coverage", "matrix", "themes"])
def test_a_phones_width_does_not_break_it(new_visitor: Callable[..., Visitor], site: Site, view: str) -> None:
    page = opened(new_visitor(390, 844), site, view)
    screen = page.locator("#screen-comparison")
    assert screen.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if view != "themes":
        boxes = [side.bounding_box() for side in rows(page).first.locator("> .side").all()]
        assert len({box["x"] for box in boxes if box}) == 1
    page.locator("#screen-comparison .chip:visible").first.click()
    expect(page.locator("#document mark").first).to_be_visible()
