"""Documents that mean harm, in every screen that shows their words: all of it is text, none of it is done.

Whatever becomes an element, or an attribute of one, of what they say has `data-harm`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Site, Visitor, page_of

SLOW_MS: Final = 60_000

PLAN: Final = """云岭集团{year}年<svg data-harm onload=window.harmed=1>党建工作要点
{year}年，集团党建工作的总体要求是：围绕中心、服务大局<img data-harm src=http://evil.example/a.png onerror="window.harmed=1">。
一、强化理论武装<b data-harm onmouseover="window.harmed=1">
（一）坚持集体学习<i data-harm>制度</i>。党委理论学习中心组全年集体学习不少于{count}次<script data-harm>window.harmed=1</script>，每次学习形成书面记录。
（二）抓好党员教育" data-harm onmouseover="window.harmed=1。按照《云岭集团<b data-harm>党员教育管理办法》每季度开展1次集中培训，由组织部<img data-harm src=x onerror=window.harmed=1>牵头。
二、夯实基层基础' data-harm onfocus='window.harmed=1
（三）规范换届选举<a data-harm href="javascript:window.harmed=1">。任期届满的党支部应当在6月底前完成换届[说明](javascript:window.harmed=1)，逾期的书面说明原因。
（四）管好<b data-harm>。档案室每半年检查1次防火防潮设施<form data-harm action=http://evil.example/><button data-harm data-version=1>，结果由办公室归档。
"""
PLAN_2025: Final = "云岭集团2025年<svg data-harm onload=window.harmed=1>党建工作要点"
SUMMARY: Final = """云岭集团2025年<svg data-harm onload=window.harmed=1>党建工作总结
一、主要工作<b data-harm>
（一）集体学习<script data-harm>window.harmed=1</script>。党委理论学习中心组全年集体学习10次。
二、存在的问题' data-harm x='
（一）培训针对性<img data-harm src=x onerror=window.harmed=1>还不强。部分支部的集中培训内容与岗位脱节<b data-harm>。
"""
OPINION: Final = "省能源行业党委关于加强2026年<b data-harm>党建工作的意见"
SUPERIOR: Final = f"""{OPINION}
一、加强理论学习<b data-harm>
（一）各企业党委要健全集体学习制度，党委理论学习中心组全年集体学习不少于14次<script data-harm>window.harmed=1</script>。
（二）各企业党委要在9月底前完成党员轮训" data-harm onmouseover="window.harmed=1，轮训情况报省能源行业党委。
"""
COLUMNS: Final = ("序号", "重点任务", "具体措施", "牵头单位", "责任单位", "完成时限")
TASKS: Final = (
    ("1", "坚持集体学习<i data-harm>制度", "全年集体学习不少于12次<script data-harm>window.harmed=1</script>", "宣传部<b data-harm>", '各支部" data-harm x="', "12月底前"),
    ("2", "规范换届选举<img data-harm src=x onerror=window.harmed=1>", "6月底前完成换届' data-harm x='", "组织部", "各支部<svg data-harm onload=window.harmed=1>", "6月底前"),
)  # fmt: skip
NAMES: Final = {
    "plan 2024": '" data-harm onmouseover="window.harmed=1.txt',
    "plan 2025": "<img data-harm src=x onerror=window.harmed=1>.txt",
    "summary": "' data-harm x='.txt",
    "superior": "<script data-harm>window.harmed=1;<b data-harm>.txt",
    "tasks": "<svg data-harm onload=window.harmed=1>.docx",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    texts = {
        NAMES["plan 2024"]: PLAN.format(year=2024, count=10),
        NAMES["plan 2025"]: PLAN.format(year=2025, count=12),
        NAMES["summary"]: SUMMARY,
        NAMES["superior"]: SUPERIOR,
    }
    folder = tmp_path_factory.mktemp("hostile")
    with page_of(folder, breakdown(folder), texts=texts) as site:
        yield site


def breakdown(folder: Path) -> Path:
    word = docx.Document()
    word.add_heading("云岭集团2025年党建重点任务分解表<b data-harm>", 0)
    table = word.add_table(rows=0, cols=len(COLUMNS))
    for values in (COLUMNS, *TASKS):
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    file = folder / NAMES["tasks"]
    word.save(str(file))
    return file


def test_all_that_a_hostile_document_says_is_text(new_visitor: Callable[..., Visitor], site: Site) -> None:
    visitor = new_visitor(1366, 768)
    page = visitor.open(site)
    asked(visitor)
    for walk in (in_the_library, in_the_register, compared, drafted):
        walk(page, site)
        harmless(page)


def harmless(page: Page) -> None:
    assert page.evaluate("window.harmed") is None
    assert page.locator("[data-harm]").count() == 0
    assert page.locator("[href^='javascript:']").count() == 0


def told(page: Page, place: Locator | str, words: str = "data-harm") -> None:
    """What was to be seen is seen, as text."""
    shown = page.locator(place) if isinstance(place, str) else place
    expect(shown.first).to_contain_text(words)
    harmless(page)


def at(page: Page, site: Site, place: str) -> None:
    """Goes there as a link does, without a new start of the page."""
    page.goto(f"{site.url}#{place}")


def asked(visitor: Visitor) -> None:
    page = visitor.page
    told(page, page.locator("#shelf li", has_text="总结"))
    page.locator("#scope input").last.click()
    told(page, "[role=listbox]")
    page.keyboard.press("Escape")
    example = page.locator(".welcome .example", has_text="data-harm").first
    told(page, example)
    example.click()
    told(page, ".turn .question")
    told(page, ".turn .sources")
    told(page, "#chats .chat")
    page.locator(".turn .chip").first.click()
    told(page, "#document .text", "<script data-harm>window.harmed=1</script>")
    visitor.ask("党委理论学习中心组全年集体学习不少于多少次？<img data-harm src=x onerror=window.harmed=1>")
    visitor.ask("食堂每周供应几次水果？")
    told(page, ".turn .not_found")


def in_the_library(page: Page, site: Site) -> None:
    at(page, site, "library")
    for name in NAMES.values():
        told(page, page.locator("#library-list td.file", has_text=name), name)
    for number in range(page.locator("#library-list th a").count()):
        page.locator("#library-list th a").nth(number).click()
        told(page, "#library-document .outline")
        page.locator("#library-document .outline .entry").last.click()
        told(page, "#document .text")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="移除").first.click()
        told(page, "#library-document [role=alertdialog]")
        page.get_by_role("link", name="返回文档库").click()


def in_the_register(page: Page, site: Site) -> None:
    at(page, site, "register")
    for what in ("quote", "where"):
        told(page, page.locator(f"#screen-register .{what}", has_text="data-harm"))
    for place in ("cites", "collect"):
        at(page, site, f"register/{place}")
        told(page, page.locator("#screen-register .cited:visible", has_text="党员教育管理办法"))
    at(page, site, "register/calendar")
    page.locator("#screen-register select[name=year]:visible").select_option("2025")
    page.locator("#screen-register a.month:visible", has_text="6月").click()
    told(page, page.locator("#screen-register .due:visible", has_text="data-harm"))


def compared(page: Page, site: Site) -> None:
    for view, shown in (
        ("rows", ".row.kept"),
        ("rows", ".row.changed"),
        ("coverage", ".row"),
        ("matrix", "[data-side=要点]"),
        ("matrix", "[data-side=分解]"),
        ("matrix", "[data-side=落实]"),
        ("themes", "th[scope=row]"),
    ):
        at(page, site, "comparison" if view == "rows" else f"comparison/{view}")
        told(page, page.locator(f"#comparison-{view} {shown}", has_text="data-harm"))
    at(page, site, "comparison/coverage")
    page.locator("#comparison-coverage-form [name=old]").select_option(label=OPINION)
    page.locator("#comparison-coverage-form [name=new]").select_option(label=PLAN_2025)
    told(page, "#comparison-coverage .head", "省能源行业党委")
    told(page, page.locator("#comparison-coverage .row", has_text="<script data-harm>"))


def drafted(page: Page, site: Site) -> None:
    at(page, site, "drafting")
    page.get_by_label("起草哪一年的").fill("2026")
    page.get_by_role("button", name="开始起草").click()
    expect(page.locator("#drafting-plan .plan").first).to_be_visible(timeout=SLOW_MS)
    told(page, "#drafting-sources table", NAMES["plan 2025"])
    told(page, "#drafting-plan .plan")
    page.locator("#drafting-sources summary").click()
    page.get_by_role("button", name=f"使用：{NAMES['superior']}").click()
    told(page, "#drafting-sources table", NAMES["superior"])
    expect(page.locator("#drafting-plan .plan", has_text="党员轮训").first).to_be_visible(timeout=SLOW_MS)
    for basis in page.locator("#drafting-plan .basis > summary").all():
        basis.click()
    told(page, "#drafting-plan .source blockquote")
    page.get_by_role("button", name="开始成文").click()
    page.locator("#drafting-writing").get_by_role("link").click(timeout=SLOW_MS)
    told(page, "#drafting-text")
    for sentence in page.locator("#drafting-text .sentence").all():
        sentence.click()
        expect(page.locator(f"[id='{sentence.get_attribute('data-into')[1:]}'] .kind")).to_be_visible()
        harmless(page)
    told(page, page.locator(".trace .source", has_text="data-harm"))
    told(page, page.locator(".trace .difference", has_text="data-harm"))
    told(page, "#drafting-todo", "http://evil.example/><button")
    page.locator("#item-1").get_by_role("button", name="修改").click()
    expect(page.locator("#item-1 textarea")).to_have_value(re.compile("data-harm"))
