"""The screen 问答: ask, read the answer, check each statement in the document beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import gradio as gr

from assistant.answer import answer
from assistant.chat_model import ChatModel
from assistant.dialogue import turns as talk
from assistant.dialogue.conversing import converse
from assistant.question import QUESTION_CHARS
from assistant.web.conversation import Refused, Reply, Searching, Turn, conversation_html, growing
from assistant.web.routes import ReaderOf
from assistant.web.shelf import example_questions, file_choices, kind_choices, shelf_html, year_choices
from assistant.web.streaming import overheard
from assistant.wording.story import Say
from ingest.errors import YaodianError
from ingest.home import Home
from ingest.records import Answer, Filters, Kind, Scope, VersionId

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

# No veil over the page while it works, and no event in Gradio's public API.
_QUIETLY: Final[Mapping[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}

Turns = tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Chat:
    """What the screen does. It keeps nothing: a conversation lives in its visitor's session."""

    home: Home
    reader_of: ReaderOf
    model: ChatModel | None = None  # words what was found

    def ask(
        self, question: str, years: list[int], kinds: list[Kind], files: list[str], turns: Turns, request: gr.Request
    ) -> Iterator[tuple[Any, Any, Any, Any]]:
        """Answer a question step by step.

        Args:
            question (str): What the visitor typed.
            years (list[int]): Narrow the search; empty is no limit.
            kinds (list[Kind]): Likewise.
            files (list[str]): Likewise, names of files.
            turns (Turns): The conversation so far.
            request (gr.Request): Tells who asks.

        Yields:
            tuple[Any, Any, Any, Any]: The conversation, its HTML, the question box (emptied once, then left alone) and
                the button, which rests until `rested`. A blank question changes nothing.
        """
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()  # Gradio clears what a generator never yields
            return
        filters = Filters(self._reader(request), tuple(years), tuple(kinds), files=tuple(files))
        box, send = "", gr.update(interactive=False)
        for turn in self._replies(question.strip(), filters, turns):
            latest = (*turns, turn)
            yield latest, conversation_html(latest, ()), box, send
            box, send = gr.skip(), gr.skip()

    def _replies(self, question: str, filters: Filters, turns: Turns) -> Iterator[Turn]:
        """A sign that it works, then the answer: as a language model says it and as it holds, or line by line."""
        try:
            yield Turn(question, Searching(len(self.home.library.documents(filters))))
            for step in overheard(partial(self._answered, question, filters, said_in(turns))):
                answer, said = step if isinstance(step, tuple) else (step, None)
                years = self._years(answer, filters.reader)
                for part in (answer,) if answer.engine.startswith("llm:") else growing(answer):
                    yield Turn(question, Reply(part, years, said))
        except YaodianError as error:
            yield Turn(question, Refused(str(error)))

    def _answered(
        self, question: str, filters: Filters, earlier: Sequence[talk.Turn], say: Say
    ) -> tuple[Answer, talk.Turn]:
        answering = partial(answer, self.home, model=self.model, say=say)
        return converse(self.home, question, filters, earlier, answering)

    def _years(self, answer: Answer, reader: Scope) -> dict[VersionId, int | None]:
        library = self.home.library
        return {c.version: library.version_of(c.version, reader).year for c in answer.citations}

    def _reader(self, request: gr.Request) -> Scope:
        assert request.request is not None, "Gradio hands every event the request that it came with"
        return self.reader_of(request.request)

    def refresh(self, turns: Turns, request: gr.Request) -> tuple[str, str, Any, Any, Any]:
        """What the library holds now: its list, the welcome of an empty conversation, what to narrow by (unchosen)."""
        reader = self._reader(request)
        documents = self.home.library.documents(Filters(reader))
        examples = () if turns else example_questions(self.home.library, documents, reader)
        return (
            shelf_html(documents),
            conversation_html(turns, examples),
            gr.update(choices=year_choices(documents), value=[]),
            gr.update(choices=kind_choices(documents), value=[]),
            gr.update(choices=file_choices(documents), value=[]),
        )


def said_in(turns: Turns) -> list[talk.Turn]:
    """What a follow-up may lean on: the turns that were answered."""
    return [turn.reply.said for turn in turns if isinstance(turn.reply, Reply) and turn.reply.said]


def broken(turns: Turns) -> tuple[Turns, str]:
    """The conversation when the program itself failed; the server's log holds the reason."""
    waiting = [turn for turn in turns[-1:] if isinstance(turn.reply, Searching)]
    why = Refused("程序出错，没有得到回答。请重试；仍不行请查看运行网页的终端")
    latest = (*turns[: len(turns) - len(waiting)], *(Turn(turn.question, why) for turn in waiting))
    return latest, conversation_html(latest, ())


def rested() -> dict[str, Any]:
    """The button when an answer is there, or will never be."""
    return gr.update(interactive=True)


def build_chat(page: gr.Blocks, chat: Chat) -> None:
    """Lay the screen out inside the Blocks that is open, and wire it.

    Args:
        page (gr.Blocks): The open Blocks.
        chat (Chat): What the screen does.
    """
    turns = gr.State(())
    with gr.Row(elem_id="desk", equal_height=True):
        with gr.Column(elem_id="chat", min_width=0):
            conversation = _conversation()
            scope = _scope()
            question, send = _question()
        with gr.Column(elem_id="side", min_width=0):
            reload, shelf = _shelf()
    asking: dict[str, Any] = {
        "fn": chat.ask,
        "inputs": [question, *scope, turns],
        "outputs": [turns, conversation, question, send],
        "concurrency_limit": ASKING_AT_ONCE,
        **_QUIETLY,
    }
    picked = conversation.select(chosen, None, question, **_QUIETLY)
    for asked in (gr.on([question.submit, send.click], trigger_mode="once", **asking), picked.then(**asking)):
        asked.success(rested, None, send, **_QUIETLY)
        asked.failure(broken, turns, [turns, conversation], **_QUIETLY).then(rested, None, send, **_QUIETLY)
    gr.on([page.load, reload.click], chat.refresh, turns, [shelf, conversation, *scope], **_QUIETLY)


def chosen(event: gr.EventData) -> str:
    """The example question that was clicked."""
    return str(event.question)


def _conversation() -> gr.HTML:
    return gr.HTML(
        conversation_html((), ()),
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


def _question() -> tuple[gr.Textbox, gr.Button]:
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
    return question, send


def _shelf() -> tuple[gr.Button, gr.HTML]:
    """The right side: the list of documents, and the room where page.js opens one."""
    with gr.Column(elem_id="shelf", min_width=0):
        with gr.Row(elem_id="shelf-head"):
            plain_html("<h2>文件</h2>")
            reload = gr.Button("刷新", elem_id="reload", size="sm", scale=0, min_width=64)
            plain_html('<button type="button" class="quiet" data-close aria-label="关闭文件列表">关闭</button>')
        shelf = plain_html("")
    plain_html('<section id="document" aria-label="原文"></section>', "reader")
    return reload, shelf


def plain_html(html: str, elem_id: str | None = None) -> gr.HTML:
    """HTML as it stands: no style and no script of Gradio's on it."""
    return gr.HTML(html, elem_id=elem_id, apply_default_css=False, js_on_load=None)
