"""A conversation as HTML. Pure.

Not gr.Chatbot: it renders Markdown, so that a question or a document could have it load a remote image. Here every
character is escaped and shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from assistant.dialogue import turns as talk
from assistant.references import as_text, book_title, place, reference
from assistant.web.beginning import sample_html, sentences_html
from assistant.web.chats import verdict_html
from assistant.web.document import copy_button, source_button
from ingest.library import ChatId, ChatTurn, TurnId
from ingest.records import EVERYONE, Answer, Citation, Scope, VersionId

# Behind a statement. Where a document's own words are quoted, a [1] inside them is theirs, so that only the end of a
# line counts; in a language model's words `assistant.wording.splitting` has left none but the answer's own.
_NUMBER: Final = re.compile(r"\[(\d+)\]$", re.MULTILINE)
_NUMBER_ANYWHERE: Final = re.compile(r"\[(\d+)\]")
NEAREST_MARK: Final = "· "  # in front of each of the nearest items of a "not found"
_BADGES: Final = {"not_found": "没有找到", "ambiguous": "需要您明确"}


@dataclass(frozen=True, slots=True)
class Searching:
    """The question is being answered from so many documents."""

    documents: int


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, whole or as far as it is there, and the years of the versions that it cites."""

    answer: Answer
    years: Mapping[VersionId, int | None]
    said: talk.Turn | None = None  # what a follow-up leans on
    kept: TurnId | None = None  # under which number it is in the library, once it is whole


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer: an error's one line."""

    why: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it."""

    question: str
    reply: Searching | Reply | Refused


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a tab has on its screen. It outlives a log-out: the next one to log in must not go on with it."""

    turns: tuple[Turn, ...] = ()  # oldest first
    chat: ChatId | None = None  # in which it is kept; None before its first answer
    reader: Scope = EVERYONE  # whose it is

    def of(self, reader: Scope) -> Conversation:
        """The reader's: theirs goes on, another's gives way to a new one."""
        return self if self.reader == reader else Conversation(reader=reader)

    def answered(self, turn: Turn) -> Conversation:
        """With one more turn."""
        return replace(self, turns=(*self.turns, turn))

    def kept(self) -> list[TurnId]:
        """The numbers of the answers that are in the library."""
        return [turn.reply.kept for turn in self.turns if isinstance(turn.reply, Reply) and turn.reply.kept]


def growing(answer: Answer) -> Iterator[Answer]:
    """An answer statement by statement, each time with the citations that are in it so far; the last one is whole."""
    lines = answer.answer.split("\n")
    for count in (n for n, line in enumerate(lines, 1) if line and n < len(lines)):
        text = "\n".join(lines[:count])
        numbers = {int(number) for number in _number(answer).findall(text)}
        yield replace(answer, answer=text, citations=tuple(c for c in answer.citations if c.n in numbers))
    yield answer


def _number(answer: Answer) -> re.Pattern[str]:
    return _NUMBER_ANYWHERE if answer.engine.startswith("llm:") else _NUMBER


def conversation_html(turns: Sequence[Turn], rated: Mapping[TurnId, ChatTurn], root_path: str = "") -> str:
    """A conversation as it is now.

    Args:
        turns (Sequence[Turn]): Oldest first.
        rated (Mapping[TurnId, ChatTurn]): The answers of which the visitor has said what they think.
        root_path (str): Where a reverse proxy shows the page, for links.

    Returns:
        str: HTML.
    """
    return _log("".join(_turn(turn, rated, root_path) for turn in turns))


def welcome_html(examples: Sequence[str], documents: int | None = 0, why: str = "") -> str:
    """What stands there before the first question.

    Args:
        examples (Sequence[str]): Questions to try.
        documents (int | None): How many the visitor can ask; None is not known yet.
        why (str): Why there is no conversation, where one was asked for.

    Returns:
        str: HTML.
    """
    refused = f'<p class="refused" role="alert">{escape(why)}</p>' if why else ""
    return _log(refused + _welcome(examples, documents))


def _log(inside: str) -> str:
    return f'<div class="log" role="log" aria-live="polite" aria-label="对话">{inside}</div>'


def _welcome(examples: Sequence[str], documents: int | None) -> str:
    return (
        '<div class="welcome"><h2>请就资料库中的文件提问</h2>'
        "<p>回答由文件原句组成，每一句都标出处；点击出处编号，可在原文中核对。文件里没有的，会直接说没有找到。</p>"
        f"{_tries(examples, documents)}</div>"
    )


def _tries(examples: Sequence[str], documents: int | None) -> str:
    if documents is None:
        return '<p class="hint">正在打开资料库…</p>'
    if examples:
        buttons = "".join(
            f'<li><button type="button" class="example">{escape(text)}</button></li>' for text in examples
        )
        return f'<p class="hint">可以这样问：</p><ul>{buttons}</ul>'
    if documents:
        return ""
    return (
        f"{sentences_html()}<p class='hint'>资料库还是空的。请到<a href='#library'>文档库</a>上传文件，"
        "或者先用随程序附带的示例资料（一家虚构集团五年的文件）试一试。</p>"
        f'{sample_html("#first-job")}<div id="first-job" class="jobs"></div>'
    )


def _turn(turn: Turn, rated: Mapping[TurnId, ChatTurn], root_path: str) -> str:
    tools = _tools(turn.reply, rated, root_path) if isinstance(turn.reply, Reply) else ""
    return f'<div class="turn"><p class="question">{escape(turn.question)}</p>{_reply(turn.reply)}{tools}</div>'


def _reply(reply: Searching | Reply | Refused) -> str:
    match reply:
        case Searching(documents):
            return f'<p class="reply searching">正在检索 {documents} 份文件…</p>'
        case Refused(why):
            return f'<p class="reply refused" role="alert">{escape(why)}</p>'
        case Reply(answer, years):
            badge = _BADGES.get(answer.status, "")
            head = f'<p class="badge">{badge}</p>' if badge else ""
            hint = f'<p class="hint understood">{escape(answer.understood)}</p>' if answer.understood else ""
            notice = f'<p class="hint notice" role="note">{escape(answer.notice)}</p>' if answer.notice else ""
            caution = f'<p class="caution" role="note">{escape(answer.caution)}</p>' if answer.caution else ""
            body = f"{hint}{head}{notice}{caution}{_statements(answer)}{_sources(answer.citations, years)}"
            return f'<div class="reply {answer.status}">{body}</div>'


def _tools(reply: Reply, rated: Mapping[TurnId, ChatTurn], root_path: str) -> str:
    """What can be done with an answer: copy it, and once it is kept, take it home and say what one thinks of it."""
    copied = escape(as_text(reply.answer))
    copy = f'<button type="button" class="quiet" data-copy="{copied}">复制回答</button>'
    if reply.kept is None:
        return f'<div class="tools">{copy}</div>'
    word = f'<a class="quiet" href="{escape(root_path)}/chats/turns/{reply.kept}/word" download>导出 Word</a>'
    verdict = f'<div id="verdict-{reply.kept}" class="verdict">{verdict_html(reply.kept, rated.get(reply.kept))}</div>'
    return f'<div class="tools">{copy}{word}{verdict}</div>'


def _statements(answer: Answer) -> str:
    """A <p> for each line; one without a number (the title of a document, say) leads the others."""
    cited = {citation.n: citation for citation in answer.citations}
    html, near = [], iter(answer.nearest)
    for line in filter(None, answer.answer.split("\n")):
        if line.startswith(NEAREST_MARK) and (citation := next(near, None)):
            html.append(f"<p>{source_button(citation, line, 'source')}</p>")
            continue
        words = _chips(_number(answer).split(line), cited)
        html.append(f'<p class="{"statement" if "<button" in words else "lead"}">{words}</p>')
    return "".join(html)


def _chips(parts: Sequence[str], cited: Mapping[int, Citation]) -> str:
    """A line, cut at its numbers, in which each [n] that has a citation is a button."""
    html = [escape(parts[0])]
    for number, words in zip(parts[1::2], parts[2::2], strict=True):
        label = f"[{number}]"
        citation = cited.get(int(number))
        html += [source_button(citation, label, "chip") if citation else label, escape(words)]
    return "".join(html)


def _sources(citations: Sequence[Citation], years: Mapping[VersionId, int | None]) -> str:
    if not citations:
        return ""
    entries = "".join(f"<li>{_source(citation, years.get(citation.version))}</li>" for citation in citations)
    return f'<section class="sources" aria-label="出处"><h3>出处</h3><ol>{entries}</ol></section>'


def _source(citation: Citation, year: int | None) -> str:
    facts = [f"{year}年"] if year else []
    facts += [place(citation.address, citation.page), citation.file]
    title = f"[{citation.n}] {book_title(citation.document)}"
    copied = reference(citation.quote, citation.document, citation.address)
    return (
        f'<div class="bar">{source_button(citation, title, "source")}{copy_button(copied)}</div>'
        f'<p class="facts">{escape(" · ".join(facts))}</p><blockquote>{escape(citation.quote)}</blockquote>'
    )
