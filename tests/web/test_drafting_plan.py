"""The plan on the screen 起草, in Chromium: rows moved, sent to another section, sent out to Excel and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from assistant.export.plan import DECISION, REASON, TITLE
from tests.web.conftest import PLAN_2025, Site, Visitor, page_of

SLOW_MS = 60_000
THREE = PLAN_2025.replace("二、夯实", "（五）办好读书活动。各支部每月组织1次读书活动，由工会提供书目。\n二、夯实")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with page_of(tmp_path_factory.mktemp("plan"), texts={"2025要点.txt": THREE}) as site:
        yield site


@pytest.fixture
def planner(new_visitor: Callable[..., Visitor]) -> Visitor:
    return new_visitor(1366, 768)


@pytest.fixture
def page(planner: Visitor, site: Site) -> Page:
    """A preparation of one's own."""
    page = planner.page
    page.goto(f"{site.url}#drafting")
    page.get_by_label("起草哪一年的").fill("2026")
    page.get_by_role("button", name="开始起草").click()
    expect(page.locator("#drafting-plan form.row").first).to_be_visible(timeout=SLOW_MS)
    return page


def group(page: Page, heading: str) -> Locator:
    return page.locator("#drafting-plan .group", has=page.get_by_role("heading", name=heading))


def titles(page: Page, heading: str) -> list[str]:
    fields = group(page, heading).locator("form.row input[name=title]")
    return [field.input_value() for field in fields.all()]


def holds(page: Page, heading: str, wanted: list[str]) -> None:
    """Now, and after a new start of the page."""
    for _ in "12":
        fields = group(page, heading).locator("form.row input[name=title]")
        expect(fields).to_have_count(len(wanted), timeout=SLOW_MS)
        for number, title in enumerate(wanted):
            expect(fields.nth(number)).to_have_value(title)
        page.reload()


def test_a_row_goes_up_and_down_among_those_of_its_section(page: Page) -> None:
    first, second, third = titles(page, "强化理论武装")
    page.get_by_role("button", name=f"上移：{third}").click()
    holds(page, "强化理论武装", [first, third, second])
    page.get_by_role("button", name=f"下移：{first}").click()
    holds(page, "强化理论武装", [third, first, second])
    page.get_by_role("button", name=f"上移：{third}").click()  # it is the first one already
    holds(page, "强化理论武装", [third, first, second])


def test_a_row_goes_to_another_section_and_to_a_new_one(page: Page) -> None:
    first, second, third = titles(page, "强化理论武装")
    others = titles(page, "夯实基层基础")
    row = page.get_by_role("form", name=second)
    row.get_by_label("章节").fill("夯实基层基础")
    expect(group(page, "夯实基层基础").locator("form.row")).to_have_count(len(others) + 1, timeout=SLOW_MS)
    assert sorted(titles(page, "夯实基层基础")) == sorted([*others, second])
    holds(page, "强化理论武装", [first, third])
    page.get_by_role("form", name=third).get_by_label("章节").fill("建设书香企业")
    holds(page, "建设书香企业", [third])


def test_the_plan_goes_out_is_edited_in_excel_and_comes_back(page: Page, tmp_path: Path) -> None:
    first, second, third = titles(page, "强化理论武装")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="导出 Excel").click()
    assert fetched.value.suggested_filename == "云岭集团2026年要点起草计划.xlsx"
    changed = tmp_path / "改过的计划.xlsx"
    book = load_workbook(BytesIO(fetched.value.path().read_bytes()))
    sheet = next(each for each in book if any(cell.value == TITLE for row in each.iter_rows() for cell in row))
    cells = {
        str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value in (TITLE, DECISION, REASON)
    }
    for row in sheet.iter_rows(min_row=cells[TITLE].row + 1):
        title = row[cells[TITLE].column - 1]
        if title.value == first:
            title.value = "改过的题目"
        if title.value == second:
            row[cells[DECISION].column - 1].value = "不再列入"
            row[cells[REASON].column - 1].value = "今年另行安排"
    book.save(changed)

    page.locator("#drafting-at form[data-send] input[type=file]").set_input_files(changed)
    expect(page.locator("#drafting-plan form.row.drop")).to_have_count(1, timeout=SLOW_MS)
    expect(page.locator("#drafting-plan form.row.drop input[name=title]")).to_have_value(second)
    expect(page.locator("#drafting-plan form.row.drop textarea")).to_have_value("今年另行安排")
    holds(page, "强化理论武装", ["改过的题目", third])
    page.get_by_role("button", name="开始成文").click(timeout=SLOW_MS)
    page.locator("#drafting-writing").get_by_role("link").click(timeout=SLOW_MS)
    expect(page.locator("#drafting-text")).to_contain_text("改过的题目")
    expect(page.locator("#drafting-text")).not_to_contain_text("青年学习小组")


def test_a_file_that_is_no_plan_is_refused_and_the_plan_stays(planner: Visitor, page: Page, tmp_path: Path) -> None:
    before = titles(page, "强化理论武装")
    broken = tmp_path / "计划.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    page.locator("#drafting-at form[data-send] input[type=file]").set_input_files(broken)
    expect(page.locator("#drafting-at form[data-send] .refused")).to_contain_text("计划.xlsx", timeout=SLOW_MS)
    holds(page, "强化理论武装", before)
    assert "400" in planner.faults.pop()  # the browser's own line about a refusal
