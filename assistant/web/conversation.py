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
from assistant.web.document import book_title, copy_button, place, reference, source_button
from ingest.records import Answer, Citation, VersionId

# Behind a statement. Where a document's own words are quoted, a [1] inside them is theirs, so that only the end of a
# line counts; in a language model's words `assistant.wording.splitting` has left none but the answer's own.
_NUMBER: Final = re.compile(r"\[(\d+)\]$", re.MULTILINE)
_NUMBER_ANYWHERE: Final = re.compile(r"\[(\d+)\]")
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


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer: an error's one line."""

    why: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it."""

    question: str
    reply: Searching | Reply | Refused


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


def conversation_html(turns: Sequence[Turn], examples: Sequence[str]) -> str:
    """The turns, oldest first; before the first one a welcome with example questions."""
    inside = "".join(map(_turn, turns)) or _welcome(examples)
    return f'<div class="log" role="log" aria-live="polite" aria-label="对话">{inside}</div>'


def _welcome(examples: Sequence[str]) -> str:
    buttons = "".join(f'<li><button type="button" class="example">{escape(text)}</button></li>' for text in examples)
    tries = (
        f'<p class="hint">可以这样问：</p><ul>{buttons}</ul>' if examples else '<p class="hint">资料库还是空的。</p>'
    )
    return (
        '<div class="welcome"><h2>请就资料库中的文件提问</h2>'
        "<p>回答由文件原句组成，每一句都标出处；点击出处编号，可在原文中核对。文件里没有的，会直接说没有找到。</p>"
        f"{tries}</div>"
    )


def _turn(turn: Turn) -> str:
    return f'<div class="turn"><p class="question">{escape(turn.question)}</p>{_reply(turn.reply)}</div>'


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
            body = f"{hint}{head}{notice}{_statements(answer)}{_sources(answer.citations, years)}"
            return f'<div class="reply {answer.status}">{body}</div>'


def _statements(answer: Answer) -> str:
    """A <p> for each line; one without a number (the title of a document, say) leads the others."""
    cited = {citation.n: citation for citation in answer.citations}
    html = []
    for line in filter(None, answer.answer.split("\n")):
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
