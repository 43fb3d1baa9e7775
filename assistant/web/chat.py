"""The screen 问答: ask, read the answer, check each statement in the document beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

import gradio as gr

from assistant.answer import answer
from assistant.chat_model import ChatModel
from assistant.dialogue import turns as talk
from assistant.dialogue.conversing import converse
from assistant.question import QUESTION_CHARS
from assistant.web.conversation import (
    Conversation,
    Refused,
    Reply,
    Searching,
    Turn,
    conversation_html,
    growing,
    welcome_html,
)
from assistant.web.routes import ReaderOf
from assistant.web.shelf import example_questions, file_choices, kind_choices, shelf_html, year_choices
from assistant.web.streaming import Stop, Stopped, overheard, stoppable
from assistant.wording.story import Say
from assistant.workspace.chats import Said, keep, said_in
from ingest.errors import BadRequest, YaodianError
from ingest.home import Home
from ingest.library import ChatTurn
from ingest.records import Answer, Filters, Kind, Scope, VersionId

STOPPED: Final = "已停止"
ASKING_AT_ONCE: Final = 8  # questions that are answered side by side; further ones queue

# A click on an example question reaches the server as the component's `select` event; a new question goes to the top.
_CONVERSATION_JS: Final = """
element.addEventListener('click', (event) => {
  const example = event.target.closest('.example');
  if (example) trigger('select', {question: example.textContent});
});
let shown = 0;
watch('value', () => {
  const turns = element.querySelectorAll('.turn');
  if (turns.length > shown) turns[turns.length - 1].scrollIntoView({block: 'start'});
  shown = turns.length;
});
"""

# So does a click on one of the visitor's earlier conversations, the list of which screens.js fills.
_CHATS_JS: Final = """
element.addEventListener('click', (event) => {
  const entry = event.target.closest('[data-chat]');
  if (entry) trigger('select', {chat: entry.dataset.chat});
});
"""
_ANSWERED_JS: Final = "() => document.dispatchEvent(new Event('answered'))"
_UNSENT_JS: Final = "async () => (await import({module})).unsent()"  # through Gradio, or it may put "" over it

# No veil over the page while it works, and no event in Gradio's public API.
_QUIETLY: Final[Mapping[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}

Running = tuple[Scope, str | None]  # reader and session


@dataclass(frozen=True, slots=True)
class Chat:
    """What the screen does. What is on the screen lives in the tab's session; answers are kept in the library."""

    home: Home
    reader_of: ReaderOf
    model: ChatModel | None = None  # words what was found
    root_path: str = ""
    running: dict[Running, Stop] = field(default_factory=dict)

    def ask(
        self,
        question: str,
        years: list[int],
        kinds: list[Kind],
        files: list[str],
        conversation: Conversation,
        request: gr.Request,
    ) -> Iterator[tuple[Any, Any, Any, Any]]:
        """Answer a question step by step.

        Args:
            question (str): What the visitor typed.
            years (list[int]): Narrow the search; empty is no limit.
            kinds (list[Kind]): Likewise.
            files (list[str]): Likewise, names of files.
            conversation (Conversation): What the tab shows so far; another's is not gone on with.
            request (gr.Request): Tells who asks.

        Yields:
            tuple[Any, Any, Any, Any]: The conversation, its HTML, the question box (emptied once, then left alone) and
                the button, which rests until `rested`. A blank question changes nothing.
        """
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()  # Gradio clears what a generator never yields
            return
        filters = Filters(self._reader(request), tuple(years), tuple(kinds), files=tuple(files))
        place = (filters.reader, request.session_hash)
        stop = self.running[place] = Stop()
        box, send = "", gr.update(interactive=False)
        try:
            for latest in self._replies(question.strip(), filters, conversation.of(filters.reader), stop):
                yield latest, self._shown(latest, filters.reader), box, send
                box, send = gr.skip(), gr.skip()
        finally:
            self.running.pop(place, None)

    def stop(self, request: gr.Request) -> None:
        """Stop the answer that this visitor's session waits for; without one there is nothing to do."""
        if stop := self.running.get((self._reader(request), request.session_hash)):
            stop.cancel()

    def _replies(
        self, question: str, filters: Filters, conversation: Conversation, stop: Stop
    ) -> Iterator[Conversation]:
        """A sign that it works, then the answer: as a language model says it and as it holds, or line by line."""
        try:
            turn = Turn(question, Searching(len(self.home.library.documents(filters))))
            latest = conversation.answered(turn)
            yield latest
            for step in overheard(partial(self._answered, question, filters, conversation, stop), stop):
                reply = Reply(step, self._years(step, filters.reader)) if isinstance(step, Answer) else reply_of(step)
                chat = conversation.chat if isinstance(step, Answer) else step.chat
                parts = (reply.answer,) if reply.answer.engine.startswith("llm:") else growing(reply.answer)
                for part in parts:
                    turn = Turn(question, replace(reply, answer=part))
                    latest = replace(conversation.answered(turn), chat=chat)
                    yield latest
            if stop.cancelled():
                yield replace(latest, turns=(*conversation.turns, stopped(turn)))
        except YaodianError as error:
            yield conversation.answered(Turn(question, Refused(str(error))))

    def _answered(self, question: str, filters: Filters, conversation: Conversation, stop: Stop, say: Say) -> ChatTurn:
        """The answer as it is kept, also for a visitor who has closed the page meanwhile."""
        model = stoppable(self.model, stop) if self.model else None
        answering = partial(answer, self.home, model=model, say=say)
        found, turn = converse(self.home, question, filters, leant_on(conversation), answering)
        if stop.cancelled():
            raise Stopped
        said = Said(found, turn, filters, self._years(found, filters.reader))
        return keep(self.home.library, question, said, conversation.chat)

    def _years(self, answer: Answer, reader: Scope) -> dict[VersionId, int | None]:
        library = self.home.library
        return {c.version: library.version_of(c.version, reader).year for c in answer.citations}

    def _reader(self, request: gr.Request) -> Scope:
        assert request.request is not None, "Gradio hands every event the request that it came with"
        return self.reader_of(request.request)

    def _shown(self, conversation: Conversation, reader: Scope) -> str:
        if not conversation.turns:
            return self._welcome(reader)
        rated = {turn.id: turn for turn in self.home.library.chats.rated(reader, conversation.kept())}
        return conversation_html(conversation.turns, rated, self.root_path)

    def refresh(self, conversation: Conversation, request: gr.Request) -> tuple[str, str, Any, Any, Any]:
        """What the library holds now: its list, the welcome of an empty conversation, what to narrow by (unchosen)."""
        reader = self._reader(request)
        documents = self.home.library.documents(Filters(reader))
        return (
            shelf_html(documents),
            self._shown(conversation.of(reader), reader),
            gr.update(choices=year_choices(documents), value=[]),
            gr.update(choices=kind_choices(documents), value=[]),
            gr.update(choices=file_choices(documents), value=[]),
        )

    def broken(self, conversation: Conversation, request: gr.Request) -> tuple[Conversation, str]:
        """The conversation when the program itself failed; the server's log holds the reason."""
        reader = self._reader(request)
        own = conversation.of(reader)
        failed = replace(own, turns=tuple(map(_broken, own.turns)))
        return failed, self._shown(failed, reader)

    def begin(self, request: gr.Request) -> tuple[Conversation, str]:
        """A new conversation; what was said stays among the visitor's chats."""
        reader = self._reader(request)
        return Conversation(reader=reader), self._welcome(reader)

    def reopen(self, event: gr.EventData, request: gr.Request) -> tuple[Conversation, str]:
        """Go on with an earlier conversation, which is the visitor's own.

        Args:
            event (gr.EventData): Which one was chosen.
            request (gr.Request): Tells who asks.

        Returns:
            tuple[Conversation, str]: The conversation as it was kept, and its HTML; a new one, which says why, where
                there is none for this visitor.
        """
        reader = self._reader(request)
        try:
            kept = self.home.library.chats.turns(int(event.chat), reader)
        except BadRequest as error:
            return Conversation(reader=reader), self._welcome(reader, str(error))
        found = Conversation(tuple(Turn(turn.question, reply_of(turn)) for turn in kept), kept[-1].chat, reader)
        return found, self._shown(found, reader)

    def _welcome(self, reader: Scope, why: str = "") -> str:
        documents = self.home.library.documents(Filters(reader))
        return welcome_html(example_questions(self.home.library, documents, reader), len(documents), why)


def reply_of(kept: ChatTurn) -> Reply:
    """An answer as it was kept."""
    said = said_in(kept)
    return Reply(said.answer, said.years, said.turn, kept.id)


def leant_on(conversation: Conversation) -> list[talk.Turn]:
    """What a follow-up may lean on: the turns that were answered."""
    replies = (turn.reply for turn in conversation.turns)
    return [reply.said for reply in replies if isinstance(reply, Reply) and reply.said]


def stopped(turn: Turn) -> Turn:
    """A turn whose answer was stopped: what of it was there already stays, and says so."""
    if not isinstance(turn.reply, Reply):
        return Turn(turn.question, Refused(STOPPED))
    if turn.reply.said:  # whole by then
        return turn
    part = replace(turn.reply.answer, notice=f"{STOPPED}，以下是停止前已核对的部分")
    return Turn(turn.question, replace(turn.reply, answer=part))


def _broken(turn: Turn) -> Turn:
    why = "程序出错，没有得到回答。请重试；仍不行请联系管理员"
    return Turn(turn.question, Refused(why)) if isinstance(turn.reply, Searching) else turn


def rested() -> dict[str, Any]:
    """The button when an answer is there, or will never be."""
    return gr.update(interactive=True)


def build_chat(page: gr.Blocks, chat: Chat, screens: str) -> None:
    """Lay the screen out inside the Blocks that is open, and wire it.

    Args:
        page (gr.Blocks): The open Blocks.
        chat (Chat): What the screen does.
        screens (str): The other screens, which share the document beside them.
    """
    conversation = gr.State(Conversation())
    with gr.Row(elem_id="desk", equal_height=True):
        with gr.Column(elem_id="chat", min_width=0):
            log = _log()
            scope = _scope()
            question, send, stop = _question()
        plain_html(screens, "screens")
        with gr.Column(elem_id="side", min_width=0):
            begin, chats, reload, shelf = _shelf()
    shown: dict[str, Any] = {"outputs": [conversation, log], **_QUIETLY}
    asking: dict[str, Any] = {
        "fn": chat.ask,
        "inputs": [question, *scope, conversation],
        "outputs": [conversation, log, question, send],
        "concurrency_limit": ASKING_AT_ONCE,
        **_QUIETLY,
    }
    stop.click(chat.stop, None, None, concurrency_limit=ASKING_AT_ONCE, **_QUIETLY)
    picked = log.select(chosen, None, question, **_QUIETLY)
    asked = [gr.on([question.submit, send.click], trigger_mode="once", **asking), picked.then(**asking)]
    for answering in asked:
        answering.success(rested, None, send, **_QUIETLY).then(None, None, None, js=_ANSWERED_JS, **_QUIETLY)
        answering.failure(chat.broken, conversation, **shown).then(rested, None, send, **_QUIETLY)
    # Turning to another conversation leaves the answer that is under way: its thread finishes and keeps it.
    for turned in (
        begin.click(chat.begin, None, cancels=asked, **shown),
        chats.select(chat.reopen, None, cancels=asked, **shown),
    ):
        turned.then(rested, None, send, **_QUIETLY).then(None, None, None, js=_ANSWERED_JS, **_QUIETLY)
    unsent = _UNSENT_JS.format(module=json.dumps(f"{chat.root_path}/page/page.js"))
    page.load(None, None, question, js=unsent, **_QUIETLY)
    gr.on([page.load, reload.click], chat.refresh, conversation, [shelf, log, *scope], **_QUIETLY)


def chosen(event: gr.EventData) -> str:
    """The example question that was clicked."""
    return str(event.question)


def _log() -> gr.HTML:
    return gr.HTML(
        welcome_html((), documents=None),
        elem_id="conversation",
        apply_default_css=False,
        js_on_load=_CONVERSATION_JS,
    )


def _scope() -> tuple[gr.Dropdown, gr.Dropdown, gr.Dropdown]:
    """What a question is narrowed to; nothing chosen is no limit."""
    with gr.Row(elem_id="scope"):
        return (
            gr.Dropdown([], multiselect=True, label="年份", min_width=90, scale=2),
            gr.Dropdown([], multiselect=True, label="文种", min_width=90, scale=2),
            gr.Dropdown([], multiselect=True, label="文件", min_width=120, scale=3),
        )


def _question() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(elem_id="ask"):
        question = gr.Textbox(
            elem_id="question",
            show_label=False,
            label="问题",
            placeholder="输入问题，按回车发送",
            lines=1,
            max_lines=4,
            max_length=QUESTION_CHARS,
            autofocus=True,
            container=False,
            scale=1,
        )
        send = gr.Button("发送", elem_id="send", variant="primary", scale=0, min_width=84)
        stop = gr.Button("停止", elem_id="stop", scale=0, min_width=84)
    return question, send, stop


def _shelf() -> tuple[gr.Button, gr.HTML, gr.Button, gr.HTML]:
    """The right side: earlier conversations, the documents, and the room where page.js opens one of these."""
    with gr.Column(elem_id="shelf", min_width=0):
        with gr.Row(elem_id="chats-head", elem_classes="shelf-head"):
            plain_html("<h2>对话</h2>")
            begin = gr.Button("新对话", elem_id="begin", elem_classes="quiet", size="sm", scale=0, min_width=64)
            plain_html('<button type="button" class="quiet" data-close aria-label="关闭列表">关闭</button>')
        chats = gr.HTML(
            '<div id="chats-list" data-load="/chats/list"></div>',
            elem_id="chats",
            apply_default_css=False,
            js_on_load=_CHATS_JS,
        )
        with gr.Row(elem_id="shelf-head", elem_classes="shelf-head"):
            plain_html("<h2>文件</h2>")
            reload = gr.Button("刷新", elem_id="reload", elem_classes="quiet", size="sm", scale=0, min_width=64)
        shelf = plain_html('<p class="hint">正在打开资料库…</p>')
    plain_html('<section id="document" aria-label="原文"></section>', "reader")
    return begin, chats, reload, shelf


def plain_html(html: str, elem_id: str | None = None) -> gr.HTML:
    """HTML as it stands: no style and no script of Gradio's on it."""
    return gr.HTML(html, elem_id=elem_id, apply_default_css=False, js_on_load=None)
