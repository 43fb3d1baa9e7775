"""The main path of each screen on the five real documents, in Chromium: from a question to Word and Excel."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from docx import Document as open_word
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect

from tests.web.conftest import Site, Visitor, page_of, run

pytestmark = pytest.mark.shared

SLOW_MS: Final = 120_000  # a plan or a draft on a busy machine
COMPANY: Final = "国企_2020年度党建工作要点及任务分解.txt"
OFFICE: Final = "机关_2020年机关党的建设工作要点.txt"
QUESTION: Final = "工会、团青工作每年专题研究几次？"


@pytest.fixture(scope="module")
def documents(shared: Path) -> list[Path]:
    return sorted((shared / "data" / "documents").iterdir())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, documents: list[Path]) -> Iterator[Site]:
    assert len(documents) == 5
    with page_of(tmp_path_factory.mktemp("real"), *documents, texts={}) as site:
        yield site


@pytest.fixture
def page(new_visitor: Callable[..., Visitor]) -> Page:
    page: Page = new_visitor(1366, 768).page
    return page


def told(site: Site, *arguments: str) -> Any:  # noqa: ANN401 - each command has a shape of its own
    return json.loads(run(site.home, *arguments, "--json"))


def marked(page: Page) -> str:
    expect(page.locator("#document mark").first).to_be_in_viewport()
    return "".join(page.locator("#document mark").all_text_contents())


def test_each_chip_of_an_answer_opens_its_exact_quote(visitor: Visitor, site: Site) -> None:
    visitor.ask(QUESTION)
    page = visitor.page
    citations = told(site, "ask", QUESTION)["citations"]
    chips = page.locator(".answered .chip")
    assert chips.count() == len(citations) > 0
    for number, citation in enumerate(citations):
        chips.nth(number).click()
        expect(chips.nth(number)).to_have_attribute("aria-current", "true")
        assert marked(page) == citation["quote"]
        assert page.locator("#document h2").inner_text() == citation["document"]


def test_the_rows_of_a_narrowed_register_come_as_excel(page: Page, site: Site) -> None:
    page.goto(f"{site.url}#register")
    found = page.locator("#screen-register .result:visible")
    page.locator("#screen-register form:visible").get_by_label("查找").fill("党费")
    expected = told(site, "requirements", "党费")
    expect(found.locator("p.count")).to_contain_text(f"共 {len(expected['rows'])} 条")
    shown = found.locator("td.what .quote").all_text_contents()
    with page.expect_download() as fetched:
        found.get_by_role("link", name="导出 Excel").click()
    sheet = load_workbook(BytesIO(fetched.value.path().read_bytes()))["要求登记簿"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if "要求（原文）" in row)
    assert [row[rows[head].index("要求（原文）")] for row in rows[head + 1 :]] == shown
    assert len(shown) > 0
    found.locator("td.where button").first.click()
    assert marked(page) == shown[0]


def test_two_documents_are_compared(page: Page, site: Site) -> None:
    page.goto(f"{site.url}#comparison")
    titles = {each["file"]: each["title"] for each in told(site, "library", "list")["documents"]}
    for label, file in (("旧文件", COMPANY), ("新文件", OFFICE)):
        page.get_by_label(label).select_option(titles[file])
    expect(page.locator("#comparison-rows .head")).to_contain_text(f"《{titles[COMPANY]}》与《{titles[OFFICE]}》")
    expected = told(site, "compare", COMPANY, OFFICE)["counts"]
    labels = page.locator(".show:visible label").all_inner_texts()
    counts = {label.split()[0]: int(label.split()[1]) for label in labels}
    assert counts == {"全部": sum(expected.values()), **expected}
    expect(page.locator("#screen-comparison .row:visible")).to_have_count(counts["全部"])


def test_a_company_s_next_plan_outlives_the_tab(new_visitor: Callable[..., Visitor], page: Page, site: Site) -> None:
    page.goto(f"{site.url}#drafting")
    page.get_by_label("起草哪一年的").fill("2021")
    page.get_by_label("单位", exact=True).fill("国企")
    page.get_by_role("button", name="开始起草").click()
    expect(page.locator("#drafting-sources")).to_contain_text(COMPANY, timeout=SLOW_MS)
    row = page.locator("#drafting-plan form.row").nth(1)
    row.locator("input[name=title]").fill("改过的题目", timeout=SLOW_MS)
    expect(row.locator(".said")).to_have_text("已保存", timeout=SLOW_MS)
    page.get_by_role("button", name="开始成文").click()
    expect(page.locator("#drafting-writing [data-job] .steps li")).to_have_count(4)
    place = page.evaluate("location.hash")
    page.close()  # midway

    page = new_visitor(1366, 768).page
    page.goto(f"{site.url}{place}")
    page.locator("#drafting-writing").get_by_role("link").click(timeout=SLOW_MS)
    expect(page.locator("#drafting-text")).to_contain_text("改过的题目")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载 Word", exact=True).click()
    text = "\n".join(paragraph.text for paragraph in open_word(str(fetched.value.path())).paragraphs)
    assert "2021年度党建工作要点" in text
    assert "改过的题目" in text
    page.locator("#drafting-text .sentence.kept").nth(3).click()
    page.locator(".trace").get_by_role("button", name="打开原文").first.click()
    assert marked(page)


def test_good_and_bad_files_together_each_tell_what_became_of_them(
    page: Page, site: Site, documents: list[Path]
) -> None:
    files: list[FilePayload] = [
        {"name": f"再传_{path.name}", "mimeType": "text/plain", "buffer": path.read_bytes()} for path in documents
    ]
    broken = documents[0].read_bytes()
    files += [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in (("改了扩展名.docx", broken), ("改了扩展名.pdf", broken), ("空的.txt", b""))
    ]
    page.goto(f"{site.url}#library")
    page.locator('#library-drop input[type="file"]').set_input_files(files)
    job = page.locator("#library-jobs .job").first
    expect(job.locator(".bar")).to_contain_text("5 项完成，3 项失败", timeout=SLOW_MS)
    steps = job.locator(".steps li")
    expect(steps).to_have_count(8)
    for number, file in enumerate(files):
        assert file["name"] in steps.nth(number).inner_text()
        expect(steps.nth(number)).to_have_class("done" if number < 5 else "failed")
    assert len(told(site, "library", "list")["documents"]) == 5  # the same content under another name is no second one
