"""Stopping an answer and copying one, over a language model at a local endpoint that never ends."""

from __future__ import annotations

import os
from pathlib import Path

import gradio as gr
import pytest
from docx import Document
from fastapi import Request
from playwright.sync_api import Browser, expect

from assistant.answer import answer
from assistant.chat_model import EndpointModel
from assistant.web.chat import STOPPED, Chat, stopped
from assistant.web.conversation import Conversation, Refused, Reply, Searching, Turn, conversation_html
from assistant.wording.endpoint import Endpoint
from ingest.home import Home
from ingest.pipeline import ingest
from ingest.records import EVERYONE, Answer, Citation, Filters
from tests.conftest import quiet
from tests.endpoint.server import Call, playing
from tests.web.conftest import PLAN_2025, run, serving

QUESTION = "档案室多久检查一次防火防潮设施？"


def hanging(call: Call) -> None:
    """A reply whose head comes and whose words never do."""
    call.head()
    call.hang()


def request_of(session: str) -> gr.Request:
    return gr.Request(Request({"type": "http", "headers": []}), session_hash=session)


def test_a_running_answer_is_stopped_by_its_own_session_alone(home: Home, tmp_path: Path) -> None:
    (tmp_path / "2025要点.txt").write_text(PLAN_2025, encoding="utf-8")
    ingest(home, [tmp_path / "2025要点.txt"], quiet)
    with playing(hanging) as endpoint:
        chat = Chat(home, lambda _: EVERYONE, EndpointModel(Endpoint(endpoint.url, "local", "", 30, 6000)))
        steps = chat.ask(QUESTION, [], [], [], Conversation(), request_of("mine"))
        assert isinstance(next(steps)[0].turns[-1].reply, Searching)
        [stop] = chat.running.values()
        chat.stop(request_of("another"))
        assert not stop.cancelled()
        chat.stop(request_of("mine"))
        assert next(steps)[0].turns[-1].reply == Refused(STOPPED)
        assert list(steps) == []
    assert chat.running == {}
    chat.stop(request_of("mine"))  # nothing runs: nothing to do


def test_nothing_found_names_the_nearest_items_as_buttons(home: Home, tmp_path: Path) -> None:
    (tmp_path / "2025要点.txt").write_text(PLAN_2025, encoding="utf-8")
    ingest(home, [tmp_path / "2025要点.txt"], quiet)
    found = answer(home, "档案室由几个人负责检查防火防潮设施？", Filters())
    assert (found.status, found.citations) == ("not_found", ())
    assert found.answer.count("\n· ") == len(found.nearest) > 0
    html = conversation_html([Turn("问", Reply(found, {}))], {})
    for citation in found.nearest:
        assert citation.quote in PLAN_2025
        assert f'data-start="{citation.start}" data-end="{citation.end}"' in html


PART = Reply(Answer("answered", "先学习。[1]", engine="llm:m"), {})


def test_what_was_there_before_the_stop_stays_and_says_so() -> None:
    html = conversation_html([stopped(Turn("问", PART))], {})
    assert "先学习。" in html
    assert "已停止，以下是停止前已核对的部分" in html


@pytest.mark.parametrize("words", ["每季度1次。", '"><script>harm()</script>'])
def test_an_answer_is_copied_with_its_sources(words: str) -> None:
    citation = Citation(1, "要点.txt", 7, "云岭集团要点", "一/1", words, 3, 9)
    html = conversation_html([Turn("问", Reply(Answer("answered", f"{words}[1]", (citation,)), {7: 2025}))], {})
    assert "出处：" in html
    assert "复制回答" in html
    assert "<script" not in html


def test_the_stop_button_is_there_while_an_answer_is_awaited(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2025要点.txt").write_text(PLAN_2025, encoding="utf-8")
    run(tmp_path / "home", "ingest", str(tmp_path / "2025要点.txt"))
    with playing(hanging) as endpoint:
        monkeypatch.setenv("YAODIAN_LLM_URL", endpoint.url)
        monkeypatch.setenv("YAODIAN_LLM_MODEL", "local")
        monkeypatch.setenv("YAODIAN_LLM_SECONDS", "10")  # the server ends when its threads have
        with serving(tmp_path / "home") as url:
            page = browser.new_page(locale="zh-CN")
            page.goto(url)
            page.locator("#shelf .entry").first.wait_for()
            expect(page.get_by_role("button", name="停止")).to_be_hidden()
            page.fill("#question textarea", QUESTION)
            page.press("#question textarea", "Enter")
            expect(page.get_by_role("button", name="停止")).to_be_visible()
            if folder := os.environ.get("YAODIAN_SHOTS"):
                page.screenshot(path=f"{folder}/stop.png")
            page.get_by_role("button", name="停止").click()
            expect(page.locator(".turn .refused")).to_have_text(STOPPED)
            expect(page.get_by_role("button", name="发送")).to_be_visible()
            page.close()


def test_a_chat_is_kept_reopened_rated_taken_home_and_deleted(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "2025要点.txt").write_text(PLAN_2025, encoding="utf-8")
    run(tmp_path / "home", "ingest", str(tmp_path / "2025要点.txt"))
    with serving(tmp_path / "home") as url:
        page = browser.new_page(locale="zh-CN", viewport={"width": 1366, "height": 768})
        page.goto(url)
        expect(page.locator("#chats")).to_contain_text("只有您自己看得到")
        page.fill("#question textarea", QUESTION)
        page.press("#question textarea", "Enter")
        page.get_by_role("button", name="出处有误").click()
        page.get_by_label("说明").fill("应引第二条")
        page.get_by_role("button", name="保存说明").click()
        expect(page.get_by_label("说明")).to_have_value("应引第二条")
        entry = page.locator("#chats .chat")
        expect(entry).to_have_text(QUESTION)
        if folder := os.environ.get("YAODIAN_SHOTS"):
            page.screenshot(path=f"{folder}/chat.png")
        page.get_by_role("button", name="新对话").click()
        expect(page.locator(".welcome")).to_be_visible()
        page.reload()
        entry.click()
        expect(page.locator(".turn .statement").first).to_contain_text("每半年检查1次")
        expect(page.get_by_role("button", name="出处有误")).to_have_attribute("aria-pressed", "true")
        page.fill("#question textarea", "第一条展开说说")
        page.press("#question textarea", "Enter")
        expect(page.locator(".turn").nth(1).locator(".understood")).to_contain_text("展开上一个回答")
        expect(page.locator("#chats .facts")).to_contain_text("2 问")
        with page.expect_download() as download:
            page.get_by_role("link", name=f"导出 {QUESTION}").click()
        words = [paragraph.text for paragraph in Document(str(download.value.path())).paragraphs]
        assert words[:2] == ["问答记录", f"问：{QUESTION}"]
        assert sum(word == "出处" for word in words) == 2
        page.get_by_role("button", name=f"删除 {QUESTION}").click()
        expect(entry).to_have_count(0)
        page.close()


def test_another_conversation_is_opened_while_an_answer_is_awaited(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2025要点.txt").write_text(PLAN_2025, encoding="utf-8")
    run(tmp_path / "home", "ingest", str(tmp_path / "2025要点.txt"))
    with playing(hanging) as endpoint:
        monkeypatch.setenv("YAODIAN_LLM_URL", endpoint.url)
        monkeypatch.setenv("YAODIAN_LLM_MODEL", "local")
        monkeypatch.setenv("YAODIAN_LLM_SECONDS", "4")
        with serving(tmp_path / "home") as url:
            page = browser.new_page(locale="zh-CN")
            page.goto(url)
            page.locator("#shelf .entry").first.wait_for()
            page.fill("#question textarea", QUESTION)
            page.press("#question textarea", "Enter")
            expect(page.get_by_role("button", name="停止")).to_be_visible()
            page.get_by_role("button", name="新对话").click()
            expect(page.locator(".welcome")).to_be_visible()
            expect(page.get_by_role("button", name="发送")).to_be_visible()
            page.locator("#chats .chat").or_(page.locator("#chats .hint")).first.wait_for()
            while not page.locator("#chats .chat").count():  # the answer is finished without anybody looking on
                page.evaluate("document.dispatchEvent(new Event('answered'))")
                page.wait_for_timeout(500)
            expect(page.locator(".welcome")).to_be_visible()
            page.locator("#chats .chat").click()
            expect(page.locator(".turn .statement").first).to_contain_text("每半年检查1次")
            page.close()
