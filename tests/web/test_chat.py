"""What the screen does with a question, without a browser."""

from __future__ import annotations

from pathlib import Path

import gradio as gr
import pytest
from fastapi import Request

from assistant.web.chat import Chat
from assistant.web.conversation import Conversation, Refused, Reply, Searching, Turn, conversation_html
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


def replies(
    chat: Chat, question: str, reader: Scope, years: list[int], kinds: list[Kind], turns: tuple[Turn, ...]
) -> list[Turn]:
    steps = list(chat.ask(question, years, kinds, [], Conversation(turns, reader=reader), request_of(reader)))
    assert all(latest.turns[:-1] == turns for latest, *_ in steps)
    (box, send), *later = [step[2:] for step in steps]
    assert (box, send["interactive"]) == ("", False)  # the box is emptied and the button rests once, at the first step
    assert all(step == (gr.skip(), gr.skip()) for step in later)
    return [latest.turns[-1] for latest, *_ in steps]


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
    assert "按“展开上一个回答的第 1 条出处”理解" in conversation_html((whole,), {})
    *_, last = chat.ask("第一条展开说说", [], [], [], Conversation(turns, reader="owner"), request_of("colleague"))
    [theirs] = last[0].turns  # in the tab that another has left open
    assert isinstance(theirs.reply, Reply)
    assert (theirs.reply.answer.status, theirs.reply.answer.citations) == ("not_found", ())


def test_a_blank_question_asks_nothing(chat: Chat) -> None:
    steps = list(chat.ask(" \n ", [], [], [], Conversation((ANSWERED,)), request_of("owner")))
    assert steps == [(gr.skip(),) * 4]


@pytest.mark.parametrize(("reader", "words"), [("owner", "规范换届选举"), ("colleague", "资料库还是空的")])
def test_a_visitor_is_offered_only_their_own_view(chat: Chat, reader: Scope, words: str) -> None:
    shelf, conversation, years, *_ = chat.refresh(Conversation(), request_of(reader))
    assert words in conversation
    assert ("党建工作要点" in shelf) == bool(years["choices"]) == (reader == "owner")


@pytest.mark.parametrize("turns", [(), (ANSWERED,)])
def test_a_fault_replaces_the_reply_that_never_came(chat: Chat, turns: tuple[Turn, ...]) -> None:
    waiting = Conversation((*turns, Turn("问题", Searching(3))), 5, "owner")
    latest, html = chat.broken(waiting, request_of("owner"))
    assert (latest.turns[:-1], latest.chat) == (turns, 5)
    assert isinstance(latest.turns[-1].reply, Refused)
    assert "程序出错" in html
    own = Conversation(turns, reader="owner")
    assert chat.broken(own, request_of("owner"))[0] == own


# --- what is kept -----------------------------------------------------------------------------------------------------


def asked(chat: Chat, question: str, reader: Scope, conversation: Conversation) -> Conversation:
    *_, last = chat.ask(question, [], [], [], conversation, request_of(reader))
    latest: Conversation = last[0]
    return latest


def chosen(chat: int) -> gr.EventData:
    return gr.EventData(None, {"chat": str(chat)})


def test_answers_are_kept_and_a_chat_goes_on_where_it_stood(chat: Chat) -> None:
    first = asked(chat, QUESTION, "owner", Conversation())
    both = asked(chat, "第一条展开说说", "owner", first)
    assert first.chat == both.chat
    assert first.chat is not None
    [listed] = chat.home.library.chats.of("owner")
    assert (listed.title, listed.turns) == (QUESTION, 2)
    found, html = chat.reopen(chosen(first.chat), request_of("owner"))
    assert found == both
    assert html.count('class="turn"') == 2
    third = asked(chat, "第一条展开说说", "owner", found)
    assert isinstance(third.turns[-1].reply, Reply)
    assert third.turns[-1].reply.answer.citations


@pytest.mark.parametrize("reader", ["colleague", EVERYONE])
def test_a_chat_is_its_owners_alone(chat: Chat, reader: Scope) -> None:
    mine = asked(chat, QUESTION, "owner", Conversation())
    assert mine.chat is not None
    for number in (mine.chat, 999):
        found, html = chat.reopen(chosen(number), request_of(reader))
        assert found == Conversation(reader=reader)
        assert "没有这段对话" in html
        assert "换届" not in html
    theirs = asked(chat, QUESTION, reader, mine)  # whoever forges another's chat begins their own
    assert theirs.chat != mine.chat
    assert len(chat.home.library.chats.turns(mine.chat, "owner")) == 1


def test_a_new_conversation_leaves_the_old_one_among_the_chats(chat: Chat) -> None:
    asked(chat, QUESTION, "owner", Conversation())
    begun, html = chat.begin(request_of("owner"))
    assert begun == Conversation(reader="owner")
    assert 'class="welcome"' in html
    asked(chat, QUESTION, "owner", begun)
    assert len(chat.home.library.chats.of("owner")) == 2
