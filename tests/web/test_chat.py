"""What the screen does with a question, without a browser."""

from __future__ import annotations

from pathlib import Path

import gradio as gr
import pytest
from fastapi import Request

from assistant.web.chat import Chat, Turns, broken
from assistant.web.conversation import Refused, Reply, Searching, Turn, conversation_html
from ingest.home import Home
from ingest.pipeline import ingest
from ingest.records import EVERYONE, Answer, Kind, Scope
from tests.conftest import quiet

PLAN = "云岭集团2025年党建工作要点\n一、基层基础\n（一）规范换届选举。任期届满的党支部应当在6月底前完成换届选举。\n"
QUESTION = "任期届满的党支部几月底前完成换届选举？"
ANSWERED = Turn("问", Reply(Answer("answered", "答"), {}))


@pytest.fixture
def chat(home: Home, tmp_path: Path) -> Chat:
    """A library with one private document, and readers who name themselves."""
    (tmp_path / "草稿.txt").write_text(PLAN, encoding="utf-8")
    ingest(home, [tmp_path / "草稿.txt"], quiet, "owner")
    return Chat(home, lambda request: request.headers.get("reader", EVERYONE))


def request_of(reader: Scope) -> gr.Request:
    return gr.Request(Request({"type": "http", "headers": [(b"reader", reader.encode())]}))


def replies(chat: Chat, question: str, reader: Scope, years: list[int], kinds: list[Kind], turns: Turns) -> list[Turn]:
    steps = list(chat.ask(question, years, kinds, [], turns, request_of(reader)))
    assert all(latest[:-1] == turns for latest, *_ in steps)
    (box, send), *later = [step[2:] for step in steps]
    assert (box, send["interactive"]) == ("", False)  # the box is emptied and the button rests once, at the first step
    assert all(step == (gr.skip(), gr.skip()) for step in later)
    return [latest[-1] for latest, *_ in steps]


def test_a_question_is_searched_then_answered_below_what_was_said(chat: Chat) -> None:
    first, *_, last = replies(chat, f"  {QUESTION} ", "owner", [], [], (ANSWERED,))
    assert first == Turn(QUESTION, Searching(1))
    assert isinstance(last.reply, Reply)
    assert last.reply.answer.status == "answered"
    assert set(last.reply.years.values()) == {2025}


@pytest.mark.parametrize(
    ("reader", "years", "kinds", "documents"),
    [("owner", [], [], 1), ("owner", [2025], ["要点"], 1), ("owner", [2024], [], 0), ("colleague", [], [], 0)],
)
def test_a_question_reaches_only_what_its_filters_and_reader_allow(
    chat: Chat, reader: Scope, years: list[int], kinds: list[Kind], documents: int
) -> None:
    first, *_, last = replies(chat, QUESTION, reader, years, kinds, ())
    assert first.reply == Searching(documents)
    assert isinstance(last.reply, Reply)
    assert last.reply.answer.status == ("answered" if documents else "not_found")


def test_a_follow_up_leans_on_what_this_visitor_was_answered(chat: Chat) -> None:
    first = replies(chat, QUESTION, "owner", [], [], ())[-1]
    turns = (first, Turn("坏了", Refused("没有回答")))
    whole = replies(chat, "第一条展开说说", "owner", [], [], turns)[-1]
    assert isinstance(whole.reply, Reply)
    assert [c.address for c in whole.reply.answer.citations] == ["一/（一）"]
    assert "按“展开上一个回答的第 1 条出处”理解" in conversation_html((whole,), ())
    theirs = replies(chat, "第一条展开说说", "colleague", [], [], turns)[-1]
    assert isinstance(theirs.reply, Reply)
    assert (theirs.reply.answer.status, theirs.reply.answer.citations) == ("not_found", ())


def test_a_blank_question_asks_nothing(chat: Chat) -> None:
    steps = list(chat.ask(" \n ", [], [], [], (ANSWERED,), request_of("owner")))
    assert steps == [(gr.skip(),) * 4]


@pytest.mark.parametrize(("reader", "words"), [("owner", "规范换届选举"), ("colleague", "资料库还是空的")])
def test_a_visitor_is_offered_only_their_own_view(chat: Chat, reader: Scope, words: str) -> None:
    shelf, conversation, years, *_ = chat.refresh((), request_of(reader))
    assert words in conversation
    assert ("党建工作要点" in shelf) == bool(years["choices"]) == (reader == "owner")


@pytest.mark.parametrize("turns", [(), (ANSWERED,)])
def test_a_fault_replaces_the_reply_that_never_came(turns: Turns) -> None:
    latest, html = broken((*turns, Turn("问题", Searching(3))))
    assert latest[:-1] == turns
    assert isinstance(latest[-1].reply, Refused)
    assert "程序出错" in html
    assert broken(turns)[0] == turns
