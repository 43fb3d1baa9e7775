"""Follow-ups that are another question of the same, or the same question elsewhere (rules 4 to 8 of followup). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.dialogue import asking, rereading
from assistant.dialogue.pointers import Mention, Pointer, Shelf
from assistant.dialogue.turns import Asking, FollowUp, Telling, Turn
from ingest.records import Document

_INSIDE: Final = re.compile(
    r"里|当中|中(?!心|层|央|国|共|小)|上[，,]|[，,的、和第]|规定|要求|提出"
)  # behind the name of a document
_HINGE: Final = re.compile(
    r"^(?:里面|里|当中|中(?!心|层|央|国|共|小))?(?:规定|要求|提出)?[，,的起]*"
)  # what joins it to what follows
POINTER_CHARS: Final = 30  # a longer beginning of a follow-up is no pointer


@dataclass(frozen=True, slots=True)
class Remark:
    """A question inside a conversation, and what it may lean on."""

    text: str  # the question, bare
    last: Turn
    shelf: Shelf

    @property
    def mentions(self) -> list[Mention]:
        """What the last question points to."""
        return self.shelf.mentions(self.last.question)

    @property
    def cited_documents(self) -> list[Document]:
        """The documents that the last answer cited and that are still there, in the order of its numbers."""
        known = {d.version: d for d in self.shelf.documents}
        return list(dict.fromkeys(known[p.version] for p in self.last.cited if p.version in known))


# --- 4, 5: the same question elsewhere --------------------------------------------------------------------------------


def in_others(asked: Remark) -> FollowUp | None:
    """其他文件怎么说: the same question, wherever it was not answered from."""
    if not asking.IN_OTHERS.fullmatch(asked.text):
        return None
    cited = asked.cited_documents
    others = _files(d for d in asked.shelf.documents if d not in cited)
    if not others:
        return Telling("可供检索的文件都已引用，没有其他文件")
    return Asking(_without(asked.last.question, asked.mentions), others)


def other_item(asked: Remark) -> FollowUp | None:
    """第六项呢 after 第五项由谁牵头; 第三部分讲什么 after an answer from one document."""
    named, before = (rereading.ITEM_NAMED.search(text) for text in (asked.text, asked.last.question))
    if named and before and asked.text in (named[0], f"{named[0]}呢"):
        return _with_item(asked, before[0], named[0])
    documents = asked.cited_documents
    if documents and rereading.PART_NAMED.fullmatch(asked.text):
        return Asking(f"《{documents[0].title.strip('《》')}》{asked.text}", (documents[0].file,))
    return None


def _with_item(asked: Remark, old: str, new: str) -> FollowUp:
    """The same asked of the other item, or what it says where the question before was about the old one's matter."""
    question = asked.last.question
    about = _without(question, asked.mentions).replace(old, "", 1)
    if asking.elliptical(asking.bare(about).removeprefix("任务").strip("，,的")):
        return Asking(question.replace(old, new, 1), asked.last.files)
    where = "".join(question[m.start : m.end] for m in asked.mentions)
    return Asking(f"{where}{new}是什么？", asked.last.files or _meant(asked) or _files(asked.cited_documents))


def elsewhere(asked: Remark) -> FollowUp | None:
    """那县局的呢, 2023年呢, 机关要点里怎么说: the last question with what it points to replaced."""
    new, rest = _own_pointer(asked)
    if new is None or not asking.SAME_ASKED.fullmatch(rest):
        return None
    old = _replaced(asked.mentions, new)
    moved = asked.shelf.moved(old.pointer if old else Pointer(), new)
    others = [m.pointer for m in asked.mentions if m != old]
    return _in(asked.shelf, moved, others, _put(moved, old, asked.last.question))


def compared(asked: Remark) -> FollowUp | None:
    """和县局的比有什么不同: what the last question was about, where it looked or what it cited first, and there."""
    said = asking.COMPARED.fullmatch(asked.text)
    other = asked.shelf.only_pointer(said["other"]) if said else None
    if other is None:
        return None
    mentions = asked.mentions
    old = mentions[-1].pointer if mentions else Pointer()
    cited = [] if mentions else asked.cited_documents[:1]
    moved = asked.shelf.moved(old, other)
    first = old.text or "".join(f"《{d.title.strip('《》')}》" for d in cited)
    question = f"{first}和{moved.text}里，{_topic(asked)}有什么不同？"
    understood = _in(asked.shelf, moved, [old], question)
    if isinstance(understood, Asking) and understood.files:
        return replace(understood, files=tuple(dict.fromkeys((*_files(cited), *understood.files))))
    return understood


def _own_pointer(asked: Remark) -> tuple[Pointer | None, str]:
    """What a follow-up points to at its beginning, the longest way to read it, and what is left of it."""
    for end in range(min(len(asked.text), POINTER_CHARS), 1, -1):
        if pointer := asked.shelf.only_pointer(asked.text[:end]):
            return pointer, asked.text[end:]
    return None, asked.text


def _replaced(mentions: Sequence[Mention], new: Pointer) -> Mention | None:
    """The mention that the new pointer stands for: the last that has a year, or the last that names a document."""
    if new.names_document:
        naming = [m for m in mentions if m.pointer.names_document] or list(mentions)
    else:
        naming = [m for m in mentions if m.pointer.year] or list(mentions)
    return naming[-1] if naming else None


def _put(pointer: Pointer, old: Mention | None, question: str) -> str:
    before, behind = (question[: old.start], question[old.end :]) if old else ("", question)
    behind = behind.removeprefix("起") if pointer.names_document else behind  # 2024年起 -> 县局意见
    named_before = bool(old and old.pointer.kind)
    inside = "里" if pointer.kind and not named_before and not _INSIDE.match(behind) else ""
    return f"{before}{pointer.text}{inside}{behind}"


def _in(shelf: Shelf, pointer: Pointer, others: Iterable[Pointer], question: str) -> FollowUp:
    """The question in the documents that it names now; that the new pointer means none is said at once."""
    if pointer.names_document and not shelf.meant(pointer):
        return Telling(f"可供检索的文件里没有{pointer.text}。请核对名称和年份，或放宽筛选条件")
    naming = [p for p in (pointer, *others) if p.names_document]
    meant = {d.id for p in naming for d in shelf.meant(p)}
    return Asking(question, _files(d for d in shelf.documents if d.id in meant))


def _files(documents: Iterable[Document]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(d.file for d in documents))


# --- 6, 7: something else of the same ---------------------------------------------------------------------------------


def of_the_same(asked: Remark) -> FollowUp | None:
    """谁负责, 依据呢, 县局由谁负责: asked of what the last question was about."""
    asks = asking.elliptical(asked.text)
    if asks:
        return _about(asked, None, asks)
    new, rest = _own_pointer(asked)
    asks = asking.elliptical(rest) if new else None
    return _about(asked, new, asks) if asks else None


def _about(asked: Remark, new: Pointer | None, asks: str) -> FollowUp:
    """What the last question was about, where it looked or where the follow-up says, and what is asked now."""
    mentions, question = asked.mentions, asked.last.question
    topic = _topic(asked)
    favoured = tuple(dict.fromkeys(asked.last.cited))
    if new:
        old = _replaced(mentions, new)
        moved = asked.shelf.moved(old.pointer if old else Pointer(), new)
        return _in(asked.shelf, moved, (), f"{moved.text}{'里' if moved.kind else ''}{topic}，{asks}？")
    said = "和".join(question[m.start : m.end] for m in mentions)
    inside = "里" if any(m.pointer.kind for m in mentions) else ""
    return Asking(f"{said}{inside}{topic}，{asks}？", asked.last.files or _meant(asked), favoured)


def _meant(asked: Remark) -> tuple[str, ...]:
    """The files that the last question named; none where it named no documents."""
    return _files(d for m in asked.mentions if m.pointer.names_document for d in asked.shelf.meant(m.pointer))


def _topic(asked: Remark) -> str:
    """What the last question was about, without where it looked and what it asked."""
    return asking.without_asking(_without(asked.last.question, asked.mentions)) or asking.bare(asked.last.question)


def _without(question: str, mentions: Sequence[Mention]) -> str:
    for mention in reversed(mentions):
        behind = _HINGE.sub("", question[mention.end :], count=1)
        before = re.sub(r"(?:按照|按|根据|依据|依照|在)$", "", question[: mention.start])
        question = f"{before}{behind}"
    return question


def this(asked: Remark) -> FollowUp | None:
    """这个由谁负责, 这份要点分成几部分: a pronoun for the topic, or for a document that was cited."""
    if document := asking.THIS_DOCUMENT.match(asked.text):
        return _this_document(asked, document)
    pronoun = asking.PRONOUN.match(asked.text) or asking.WITHIN.match(asked.text)
    rest = asked.text[pronoun.end() :] if pronoun else ""
    if not pronoun or not rest:
        return None
    inside = "其中" if pronoun[0].startswith("其中") else ""
    return _about(asked, None, f"{inside}{rest.removesuffix('呢')}")


def _this_document(asked: Remark, said: re.Match[str]) -> FollowUp | None:
    kind = "" if said["kind"] in ("文件", "文档", "材料") else said["kind"].removesuffix("表")
    rest = asked.text[said.end() :]
    document = next((d for d in asked.cited_documents if kind in f"{d.title}{d.file}"), None)
    if not document or not rest:
        return None
    return Asking(f"《{document.title.strip('《》')}》{rest}？", (document.file,))


# --- 8: the same of something else ------------------------------------------------------------------------------------


def other_subject(asked: Remark) -> FollowUp | None:
    """支部委员呢 after 党支部书记每年讲几次党课; a question with its own asking words is none."""
    other = asking.AND_THIS.fullmatch(asked.text)
    if not other or asking.ASKS.search(other["what"]) or not asking.ASKS.search(asked.last.question):
        return None
    question = asked.last.question
    start = max((m.end for m in asked.mentions), default=0)
    if start and (hinge := _HINGE.match(question[start:])):
        start += hinge.end()
    changed = question[:start] + _with_subject(question[start:], other["what"])
    return Asking(changed, asked.last.files or _meant(asked))


def _with_subject(body: str, subject: str) -> str:
    if first := asking.WHO_FIRST.match(body):
        return f"{first[0]}{subject}？"
    asks = asking.ASKING_PART.search(body)
    return f"{subject}{body[asks.start() :]}" if asks and asks.start() > 1 else f"{subject}，{body}"
