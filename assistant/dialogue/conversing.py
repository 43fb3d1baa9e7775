"""A question inside a conversation: understood, answered, and what the conversation keeps of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol

from assistant.dialogue.earlier import Earlier
from assistant.dialogue.followup import follow
from assistant.dialogue.pointers import Shelf
from assistant.dialogue.turns import Asking, Numbered, Place, Telling, Turn, Unfolding
from assistant.dialogue.unfolding import GONE, nothing, own_items, unfold
from assistant.question import checked
from ingest.home import Home
from ingest.records import Answer, Document, Filters

SHOWN_KEPT: Final = 200  # places that 还有吗 leaves out; a question rarely has a tenth of them


class Answering(Protocol):
    """Answers a question that stands on its own: `assistant.answer.answer` of a home."""

    def __call__(self, question: str, filters: Filters, earlier: Earlier) -> Answer:
        """The answer from what the filters let through."""
        ...


def converse(
    home: Home, question: str, filters: Filters, turns: Sequence[Turn], answering: Answering
) -> tuple[Answer, Turn]:
    """Answer a question in the light of what was said before it.

    Args:
        home (Home): The opened home.
        question (str): In the user's words.
        filters (Filters): What to search in, and who asks; what earlier answers cited passes it again.
        turns (Sequence[Turn]): The conversation so far, oldest first.
        answering (Answering): Answers what stands on its own.

    Returns:
        tuple[Answer, Turn]: The answer, which says how a follow-up was understood, and what to add to the conversation.
    """
    documents = home.library.documents(filters)
    match follow(checked(question), turns, Shelf.of(documents, home.library.profile())):
        case Asking() as asking:
            return _ask(asking, filters, documents, turns, answering)
        case Unfolding() as unfolding:
            return _unfold(home, unfolding, filters, turns[-1])
        case Numbered() as numbered:
            return _unfold_own(home, numbered, filters, turns[-1])
        case Telling(line):
            return nothing(line, documents), turns[-1]


def _ask(
    asking: Asking, filters: Filters, documents: Sequence[Document], turns: Sequence[Turn], answering: Answering
) -> tuple[Answer, Turn]:
    files = tuple(dict.fromkeys(d.file for d in documents if d.file in asking.files))
    if asking.files and not files:
        return nothing(GONE, documents), turns[-1]
    narrowed = replace(filters, files=files or filters.files)
    found = answering(asking.question, narrowed, Earlier(asking.favoured, asking.without))
    cited = tuple(Place(c.version, c.address) for c in found.citations)
    if asking.without and set(cited) <= set(asking.without):
        return _nothing_more(asking, documents), turns[-1]
    understood = _understood(asking) if asking.is_followup else ""
    shown = tuple(dict.fromkeys((*asking.without, *cited)))[-SHOWN_KEPT:]
    return replace(found, understood=understood), Turn(asking.question, cited, shown, files=asking.files)


def _understood(asking: Asking) -> str:
    question = asking.question.rstrip("？?。")
    return f"按“{question}”的其他原文理解" if asking.without else f"按“{question}”理解"


def _unfold(home: Home, unfolding: Unfolding, filters: Filters, last: Turn) -> tuple[Answer, Turn]:
    found = unfold(home, unfolding.places, unfolding.reach, filters)
    shown = tuple(dict.fromkeys((*last.shown, *found.opened)))[-SHOWN_KEPT:]
    numbered = found.opened if len(found.opened) > 1 else last.cited  # several items count anew, one is out of a list
    turn = replace(last, cited=numbered, opened=found.opened or last.opened, shown=shown)
    return replace(found.answer, understood=f"按“{unfolding.understood}”理解"), turn


def _unfold_own(home: Home, numbered: Numbered, filters: Filters, last: Turn) -> tuple[Answer, Turn]:
    """第十四条 of the documents cited; where there is none, a line that says what there is."""
    places = own_items(home, numbered, filters)
    if not places:
        return nothing(_no_such(numbered), home.library.documents(filters)), last
    return _unfold(home, Unfolding(tuple(places), "item", f"上文所引文件的{numbered.label}"), filters, last)


def _no_such(numbered: Numbered) -> str:
    if not numbered.cited:
        return f"上一个回答没有引用原文，没有{numbered.label}可以展开。请先提出一个完整的问题"
    return f"上一个回答只有 {len(numbered.cited)} 条出处，所引文件中也没有{numbered.label}"


def _nothing_more(asking: Asking, documents: Sequence[Document]) -> Answer:
    silent = nothing("能回答这个问题的原文已经全部列出，没有更多内容", documents)
    return replace(silent, understood=_understood(asking))
