"""The page in a real browser: ask, check a statement in its document, and what must never happen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import HOSTILE_NAME, PLAN_2024, PLAN_2025, Site, Visitor

STUDY = "党委理论学习中心组全年集体学习不少于多少次？"
ARCHIVE = "档案室多久检查一次防火防潮设施？"
NOWHERE = "火星基地的氧气供应由谁负责？"


def marked(page: Page) -> str:
    return "".join(page.locator("#document mark").all_text_contents())


# --- ask and check ----------------------------------------------------------------------------------------------------


def test_an_answer_streams_in_and_every_statement_has_a_chip(visitor: Visitor) -> None:
    page = visitor.page
    page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
            const text = document.querySelector('.searching')?.textContent; if (text) window.seen.push(text);
        }).observe(document.querySelector('#conversation'), {subtree: true, childList: true, characterData: true}); }"""
    )
    visitor.ask(STUDY)
    assert page.evaluate("window.seen[0]").startswith("正在检索 ")
    statements = page.locator(".answered .statement")
    assert statements.count() >= 1
    for statement in statements.all():
        assert statement.locator(".chip").count() == 1
    expect(page.locator(".searching")).to_have_count(0)
    expect(page.locator("#question textarea")).to_have_value("")


def test_each_source_names_document_year_address_and_quote(visitor: Visitor) -> None:
    visitor.ask(STUDY)
    source = visitor.page.locator(".sources li", has_text="不少于12次").first
    expect(source).to_contain_text("《云岭集团2025年党建工作要点》")
    expect(source.locator(".facts")).to_contain_text("2025年 · 一/（一） · 2025要点.txt")
    assert source.locator("blockquote").inner_text() in PLAN_2025
    source.get_by_role("button", name="打开原文").click()
    with visitor.page.expect_download() as fetched:
        visitor.page.locator("#document").get_by_role("link", name="下载原件").click()
    assert fetched.value.path().read_text(encoding="utf-8") == PLAN_2025
    assert fetched.value.suggested_filename == "2025要点.txt"


@pytest.mark.parametrize("question", [STUDY, ARCHIVE])
def test_every_chip_opens_its_document_at_the_highlighted_quote(visitor: Visitor, question: str) -> None:
    page = visitor.page
    visitor.ask(question)
    chips, quotes = page.locator(".answered .chip"), page.locator(".sources blockquote").all_text_contents()
    assert chips.count() == len(quotes) > 0
    for number, quote in enumerate(quotes):
        chips.nth(number).click()
        expect(chips.nth(number)).to_have_attribute("aria-current", "true")
        assert marked(page) == quote
        expect(page.locator("#document mark").first).to_be_in_viewport()
        expect(page.locator("#document .place .address")).to_be_visible()


def test_the_whole_document_is_readable_beside_the_quote(visitor: Visitor) -> None:
    visitor.ask(ARCHIVE)
    visitor.page.locator(".chip").first.click()
    expect(visitor.page.locator("#document h2")).to_have_text("云岭集团2025年党建工作要点")
    expect(visitor.page.locator("#document .place")).to_contain_text("夯实基层基础二/（四）")
    assert visitor.page.locator("#document .text").text_content() == PLAN_2025.rstrip("\n")


def test_a_follow_up_answers_from_the_other_document(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("2025年要点里，领导班子成员全年到基层调研不少于多少天？")
    visitor.ask("那2024年呢？")
    last = page.locator(".turn").last
    expect(last.locator(".understood")).to_have_text("按“2024年要点里，领导班子成员全年到基层调研不少于多少天”理解")
    expect(last.locator(".sources .facts").first).to_contain_text("2024要点.txt")
    assert all("2024要点.txt" in facts for facts in last.locator(".sources .facts").all_text_contents())
    last.locator(".chip").first.click()
    expect(page.locator("#document h2")).to_have_text("云岭集团2024年党建工作要点")
    assert "调研" in marked(page)
    visitor.ask("下一条呢")
    expect(page.locator(".turn").last.locator(".understood")).to_contain_text("下一条")


def test_a_quote_is_copied_with_its_source(visitor: Visitor) -> None:
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.ask(ARCHIVE)
    page.locator(".chip").first.click()
    page.locator("#document [data-copy]").click()
    expect(page.locator("#document [data-copy]")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"“{marked(page)}”（《云岭集团2025年党建工作要点》二/（四））"


def test_what_the_library_does_not_hold_is_said_plainly(visitor: Visitor) -> None:
    visitor.ask(NOWHERE)
    reply = visitor.page.locator(".reply")
    expect(reply).to_have_class("reply not_found")
    expect(reply.locator(".badge")).to_have_text("没有找到")
    expect(reply).to_contain_text("已检索")
    expect(reply.locator(".chip")).to_have_count(0)


def test_example_questions_come_from_the_library_and_are_answered(visitor: Visitor) -> None:
    page = visitor.page
    examples = page.locator(".example")
    expect(examples.first).to_be_visible()
    words = examples.first.inner_text()
    assert words.removesuffix("有哪些要求？")[5:] in PLAN_2025 + PLAN_2024
    examples.first.click()
    expect(page.locator(".question")).to_have_text(words)
    expect(page.locator(".answered .chip").first).to_be_visible()


def test_filters_narrow_the_question(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_label("年份").click()
    page.get_by_role("option", name="2024年").click()
    visitor.ask(ARCHIVE)
    expect(page.locator(".not_found")).to_contain_text("已检索 1 份文件（2024年）")


def test_a_second_question_goes_to_the_top_below_the_first(visitor: Visitor) -> None:
    visitor.ask(STUDY)
    visitor.ask(ARCHIVE)
    expect(visitor.page.locator(".turn")).to_have_count(2)
    expect(visitor.page.locator(".question").last).to_be_in_viewport()
    expect(visitor.page.locator(".question").first).to_have_text(STUDY)


def test_a_blank_question_leaves_the_conversation_as_it_is(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask(STUDY)
    for send in (lambda: page.press("#question textarea", "Enter"), lambda: page.click("#send")):
        page.fill("#question textarea", "   ")
        with page.expect_response("**/queue/join*"):
            send()
    page.fill("#question textarea", ARCHIVE)
    # The page takes a question when the one before is dealt with: once this one is taken, the blank ones have done
    # whatever they do.
    page.wait_for_function(
        """() => document.querySelectorAll('.turn').length !== 1 || (document.getElementById('send').click(), false)""",
        polling=100,
    )
    expect(page.locator(".question")).to_have_text([STUDY, ARCHIVE])
    expect(page.locator(".turn").first).to_contain_text("不少于12次")


def test_a_second_question_sent_at_once_loses_neither(visitor: Visitor) -> None:
    page, box = visitor.page, visitor.page.locator("#question textarea")
    box.fill(STUDY)
    box.press("Enter")
    page.locator(".turn").wait_for()
    box.fill(ARCHIVE)
    box.press("Enter")
    expect(page.locator(".turn").first.locator(".sources")).to_contain_text("不少于12次")
    expect(page.locator("#send")).to_be_enabled()
    # Refused while the first answer streamed, and still there to be sent; or answered, where that was over already.
    if page.locator(".turn").count() == 1 and box.input_value() == ARCHIVE:
        expect(page.locator(".question").first).to_have_text(STUDY)
    else:
        expect(page.locator(".question")).to_have_text([STUDY, ARCHIVE])


def test_enter_sends_nothing_while_the_button_rests(visitor: Visitor) -> None:
    page, box = visitor.page, visitor.page.locator("#question textarea")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "queue/join" in request.url else None)
    box.fill(STUDY)
    page.evaluate("document.getElementById('send').disabled = true")
    box.press("Enter")
    expect(box).to_have_value(STUDY)
    assert sent == []
    page.evaluate("document.getElementById('send').disabled = false")
    box.press("Enter")
    expect(page.locator(".question")).to_have_text([STUDY])
    assert len(sent) >= 1


# --- the library ------------------------------------------------------------------------------------------------------


def test_the_list_opens_a_document_and_comes_back(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("button", name="云岭集团2024年党建工作要点", exact=True).click()
    assert page.locator("#document .text").text_content() == PLAN_2024.rstrip("\n")
    assert marked(page) == ""
    page.get_by_role("button", name="关闭文件", exact=True).click()
    expect(page.locator("#shelf")).to_be_visible()


def test_what_a_second_terminal_ingests_is_there_after_a_refresh(visitor: Visitor, site: Site) -> None:
    site.ingest("2022要点.txt", "云岭集团2022年工会工作要点\n一、职工之家\n（一）开放职工书屋。书屋每周开放5天。\n")
    visitor.page.get_by_role("button", name="刷新").click()
    expect(visitor.page.locator("#shelf .entry", has_text="2022年工会工作要点")).to_be_visible()
    visitor.ask("职工书屋每周开放几天？")
    expect(visitor.page.locator(".answered")).to_contain_text("书屋每周开放5天")


def test_a_citation_of_an_older_version_says_so(visitor: Visitor, site: Site) -> None:
    page = visitor.page
    first = "云岭集团2021年餐厅管理办法\n第一章 总则\n第一条 职工餐厅每日供应早餐，早餐标准为8元。\n"
    site.ingest("餐厅办法.txt", first)
    visitor.ask("职工餐厅早餐标准是多少元？")
    site.ingest("餐厅办法.txt", first.replace("8元", "10元"))
    page.locator(".chip").first.click()
    expect(page.locator(".superseded")).to_contain_text("这是旧版本（第 1 版），现行的是第 2 版")
    assert "8元" in marked(page)
    page.get_by_role("button", name="查看现行版本").click()
    expect(page.locator(".superseded")).to_have_count(0)
    expect(page.locator("#document .text")).to_contain_text("10元")


# --- keyboard and phone -----------------------------------------------------------------------------------------------


def test_the_keyboard_is_enough(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask(ARCHIVE)
    chip = page.get_by_role("button", name="出处 1：", exact=False).first
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#document h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#document")).to_be_hidden()
    expect(chip).to_be_focused()


def test_enter_that_ends_an_input_method_does_not_send(visitor: Visitor) -> None:
    page = visitor.page
    page.focus("#question textarea")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "dang'an", "selectionStart": 7, "selectionEnd": 7})
    key = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    keyboard.send("Input.insertText", {"text": "档案"})
    expect(page.locator("#question textarea")).to_have_value("档案")
    expect(page.locator(".turn")).to_have_count(0)


def test_on_a_phone_the_document_lies_over_the_conversation(new_visitor: Callable[..., Visitor], site: Site) -> None:
    visitor = new_visitor(390, 844)
    page = visitor.page
    page.goto(site.url)
    page.locator(".example").first.wait_for()
    expect(page.locator("#side")).to_be_hidden()
    visitor.ask(ARCHIVE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".chip").first.click()
    expect(page.locator("#document mark").first).to_be_in_viewport()
    assert page.locator("#side").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.get_by_role("button", name="关闭文件", exact=True).click()
    expect(page.locator("#conversation")).to_be_in_viewport()
    page.get_by_role("button", name="列表：对话和文件", exact=True).click()
    expect(page.locator("#shelf .entry").first).to_be_visible()
    page.locator("#chats .chat").first.click()  # what is chosen there is what one sees then
    expect(page.locator("#side")).to_be_hidden()
    expect(page.locator(".turn .statement").first).to_be_in_viewport()


# --- what must never happen -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "邮件网关规则多久更新一次？<script>window.harmed=1</script><img src=x onerror='window.harmed=1'>",
        "钓鱼演练全年开展几次？![图](http://evil.example/b.png) ${window.harmed=1} {{#each this}} `${1}`",
    ],
)
def test_questions_and_documents_are_text_and_nothing_else(visitor: Visitor, question: str) -> None:
    page = visitor.page
    visitor.ask(question)
    assert page.locator(".question").text_content() == question
    page.get_by_role("button", name="云岭集团2023年网络安全工作要点").first.click()
    text = page.locator("#document .text").text_content()
    assert text
    assert '<img src=x onerror="window.harmed=1">' in text
    assert "![图](http://evil.example/a.png) ${window.harmed=1} {{constructor}}" in text
    expect(page.locator("#document .facts").first).to_contain_text(HOSTILE_NAME)
    assert page.locator("#desk img, #desk script, #desk iframe, #desk b").count() == 0
    assert page.evaluate("window.harmed") is None


def test_sessions_do_not_see_each_other(new_visitor: Callable[..., Visitor], site: Site) -> None:
    first, second = new_visitor(), new_visitor()
    for visitor in (first, second):
        visitor.open(site)
    first.ask(STUDY)
    second.ask(ARCHIVE)
    expect(first.page.locator(".question")).to_have_text([STUDY])
    expect(second.page.locator(".question")).to_have_text([ARCHIVE])
    second.page.get_by_role("button", name="刷新").click()
    second.ask(NOWHERE)
    expect(second.page.locator(".question")).to_have_text([ARCHIVE, NOWHERE])
    expect(first.page.locator(".question")).to_have_text([STUDY])


def test_several_visitors_ask_at_once(new_visitor: Callable[..., Visitor], site: Site) -> None:
    questions = [STUDY, ARCHIVE, NOWHERE, "领导班子成员全年到基层调研不少于多少天？"]
    visitors = [new_visitor() for _ in questions]
    for visitor in visitors:
        visitor.open(site)
    for visitor, question in zip(visitors, questions, strict=True):
        visitor.page.fill("#question textarea", question)
    for visitor in visitors:
        visitor.page.press("#question textarea", "Enter")
    for visitor, question in zip(visitors, questions, strict=True):
        visitor.page.locator(".sources, .not_found").wait_for()
        expect(visitor.page.locator(".question")).to_have_text([question])
    expect(visitors[3].page.locator(".answered")).to_contain_text("不少于30天")
