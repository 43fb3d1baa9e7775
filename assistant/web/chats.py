"""Routes for a person's chats: their list, an answer or a whole chat as a Word file, and what they think of an answer.

A chat belongs to the one person who has asked: another's and one that is not there answer alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from assistant.export.word import write_answers
from assistant.web.files import exported
from assistant.web.numbers import Number
from assistant.web.screens import Site
from assistant.workspace.chats import NOTE_CHARS, VERDICT_NAMES, said_in
from ingest.library import Chat, ChatTurn, TurnId, Verdict
from ingest.records import Answer, Scope

LIST: Final = "#chats-list"  # where the list is shown
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE_CHARS: Final = 40  # of a chat's first question, in the list

_NONE: Final = '<p class="hint">问过的问题记在这里，只有您自己看得到。</p>'


def chat_routes(site: Site) -> APIRouter:
    """Routes for chats.

    Args:
        site (Site): What they work with.

    Returns:
        APIRouter: To be put below /chats.
    """
    router = APIRouter(default_response_class=HTMLResponse)
    chats = site.home.library.chats

    @router.get("/list")
    def own(request: Request) -> str:
        return list_html(chats.of(site.reader_of(request)), site)

    @router.get("/sure")
    def sure(request: Request) -> str:
        found = chats.of(site.reader_of(request))
        return _sure(len(found)) + list_html(found, site)

    @router.post("/delete")
    def deleted_all(request: Request) -> str:
        chats.delete_all(site.reader_of(request))
        return _NONE

    @router.post("/{chat:int}/delete")
    def deleted(request: Request, chat: Number) -> str:
        owner = site.reader_of(request)
        chats.delete(chat, owner)
        return list_html(chats.of(owner), site)

    @router.get("/{chat:int}/word")
    def whole_as_word(request: Request, chat: Number) -> Response:
        owner = site.reader_of(request)
        return _word(site, owner, [(turn.question, said_in(turn).answer) for turn in chats.turns(chat, owner)])

    @router.get("/turns/{turn:int}/word")
    def as_word(request: Request, turn: Number) -> Response:
        owner = site.reader_of(request)
        found = chats.turn(turn, owner)
        return _word(site, owner, [(found.question, said_in(found).answer)])

    @router.post("/turns/{turn:int}/verdict")
    def rated(
        request: Request,
        turn: Number,
        verdict: Annotated[Verdict, Form()],
        note: Annotated[str, Form(max_length=NOTE_CHARS)] = "",
    ) -> str:
        found = chats.rate(turn, site.reader_of(request), verdict, note.strip())
        return verdict_html(found.id, found)

    return router


def list_html(found: Sequence[Chat], site: Site) -> str:
    """A person's chats, each with what can be done with it.

    Args:
        found (Sequence[Chat]): The one that was asked in last first.
        site (Site): Where links lead.

    Returns:
        str: HTML.
    """
    if not found:
        return _NONE
    entries = "".join(_entry(chat, site) for chat in found)
    every = (
        f'<form class="every" data-into="{LIST}" action="/chats/sure" method="get">'
        '<button class="quiet">全部删除</button></form>'
    )
    return f'<ul class="chats">{entries}</ul>{every}'


def verdict_html(turn: TurnId, rated: ChatTurn | None) -> str:
    """Buttons to say what one thinks of an answer; after a complaint, room for a word about it.

    Args:
        turn (TurnId): The answer's.
        rated (ChatTurn | None): What they thought so far; None is nothing yet.

    Returns:
        str: An element that the answer to a click takes the place of.
    """
    given = rated.verdict if rated else None
    form = f'<form data-into="#verdict-{turn}" action="/chats/turns/{turn}/verdict" method="post">'
    buttons = "".join(
        f'<button class="quiet" name="verdict" value="{verdict}" aria-pressed="{str(verdict == given).lower()}">'
        f"{words}</button>"
        for verdict, words in VERDICT_NAMES.items()
    )
    asked = "已记下，供改进和测评使用：" if given else "这个回答："
    return f'{form}<span class="facts">{asked}</span>{buttons}</form>{_note(form, rated)}'


def _note(form: str, rated: ChatTurn | None) -> str:
    if rated is None or rated.verdict in (None, "right"):
        return ""
    return (
        f'{form}<input type="hidden" name="verdict" value="{rated.verdict}">'
        f'<input name="note" maxlength="{NOTE_CHARS}" aria-label="说明" value="{escape(rated.note)}" '
        'placeholder="哪里不对、缺了什么（可不填）"><button class="quiet">保存说明</button></form>'
    )


def _entry(chat: Chat, site: Site) -> str:
    title = chat.title if len(chat.title) <= TITLE_CHARS else f"{chat.title[:TITLE_CHARS]}…"
    facts = f"{chat.asked_at.astimezone():%Y-%m-%d %H:%M} · {chat.turns} 问"
    named = escape(title)
    return (
        f'<li><button type="button" class="chat" data-chat="{chat.id}" data-close>{named}</button>'
        f'<div class="bar"><span class="facts">{facts}</span><span class="actions">'
        f'<a class="quiet" href="{site.url(f"/chats/{chat.id}/word")}" download aria-label="导出 {named}">导出</a>'
        f'<form data-into="{LIST}" action="/chats/{chat.id}/delete" method="post">'
        f'<button class="quiet" aria-label="删除 {named}">删除</button></form></span></div></li>'
    )


def _sure(count: int) -> str:
    return (
        '<div class="sure" role="alertdialog" tabindex="-1" aria-label="确认删除">'
        f"<p>删除您的全部 {count} 段对话？不能恢复。</p><div class='actions'>"
        f'<form data-into="{LIST}" action="/chats/delete" method="post"><button class="button">全部删除</button></form>'
        f'<form data-into="{LIST}" action="/chats/list" method="get">'
        '<button class="button plain">取消</button></form></div></div>'
    )


def _word(site: Site, owner: Scope, turns: Sequence[tuple[str, Answer]]) -> Response:
    now = datetime.now(UTC).astimezone()
    name = f"问答记录{now:%Y%m%d-%H%M}.docx"
    write = partial(write_answers, turns=turns, now=now)
    return exported(site.home, owner, "问答记录", name, write, media_type=WORD)
