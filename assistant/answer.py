"""The story of an answer.

question -> structure or register, or items -> sentences -> a reading -> what the register adds -> citations -> readable
Chinese, or a "not found" that says what was searched and what was missing
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.chat_model import ChatModel
from assistant.citing import Evidence, cite
from assistant.composing import Paragraph, compose, dated
from assistant.dialogue.earlier import NOTHING_SAID, Earlier
from assistant.exhaustive.answers import from_structure
from assistant.lookup.answering import with_register
from assistant.not_found import absent_document, nearest_statements, not_found
from assistant.question import Asked, analyse, checked
from assistant.reader import Reading, read
from assistant.reading.refusal import refused
from assistant.reading.scoring import Statement, scored, statements_of
from assistant.reading.unheard import caution
from assistant.search import READ_BRIDGE_WEIGHT, ranked
from assistant.wording.story import Say, unheard, word
from ingest.home import Home
from ingest.records import Answer, Filters, Searched, VersionId
from ingest.tokens import tokens_of

EVIDENCE_ITEMS: Final = 60  # items whose sentences are read: the needed one is among them for 96 to 100 % of the gold
EACH_SAYS: Final = "问题没有指明哪份文件、哪一年，有关文件分别写道："
EXHAUSTIVE: Final = ("list", "sides")  # shapes of which a language model may leave nothing out


def answer(
    home: Home,
    question: str,
    filters: Filters,
    earlier: Earlier = NOTHING_SAID,
    *,
    model: ChatModel | None = None,
    say: Say = unheard,
) -> Answer:
    """Answer from the library with verbatim sentences, worded by a language model where one is set, or refuse.

    Args:
        home (Home): The opened home.
        question (str): In the user's words.
        filters (Filters): What to search in, and who asks.
        earlier (Earlier): What its conversation showed before it.
        model (ChatModel | None): Words what was found; what counted or listed from structure says is left as it is.
        say (Say): Told the checked part of a worded answer as it grows.

    Returns:
        Answer: Each statement in an answered one ends in its [n].
    """
    documents = home.library.documents(filters)
    searched = Searched.of(documents)
    asked = analyse(checked(question), documents, home.library.profile())
    if not tokens_of(question):
        return Answer("not_found", "没有找到：问题里没有可以检索的字。请写出要问的事。", searched=searched)
    if asked.absent:
        return Answer("not_found", absent_document(asked, searched), searched=searched)
    if told := from_structure(home, asked, documents, filters):
        citations = cite(home.library, [e for p in told.paragraphs for e in p.evidence], filters.reader)
        return Answer(told.status, compose(told.paragraphs, citations), citations, searched)
    wanted = EVIDENCE_ITEMS + len(earlier.shown)
    hits = earlier.among(home, ranked(home, asked, wanted, filters, bridge_weight=READ_BRIDGE_WEIGHT), filters)
    statements = scored(asked, statements_of(hits), home.embedding)
    reading = _reading(home, asked, statements, filters)
    if reason := refused(asked, statements, reading):
        near = [statement.evidence for statement in nearest_statements(statements, reason)]
        words = not_found(asked, statements, reason, documents)
        return Answer("not_found", words, searched=searched, nearest=cite(home.library, near, filters.reader))
    reading, registered = with_register(home, asked, reading, filters)
    found = _composed(home, reading, registered, searched, filters)
    found = replace(found, caution=caution(asked, hits, found.answer))
    if model is None:
        return found
    return word(question, found, hits, model, home.library, filters.reader, say, complete=reading.shape in EXHAUSTIVE)


def _reading(home: Home, asked: Asked, statements: Sequence[Statement], filters: Filters) -> Reading:
    timely = [s for s in statements if s.timely]
    versions = {s.hit.document.version for s in timely}
    return read(asked, timely, {version: home.library.outline(version, filters.reader) for version in versions})


def _composed(
    home: Home, reading: Reading, registered: Sequence[Paragraph], searched: Searched, filters: Filters
) -> Answer:
    paragraphs = [*_by_document(reading), *registered]
    citations = cite(home.library, [e for p in paragraphs for e in p.evidence], filters.reader)
    text = compose(paragraphs, citations)
    return Answer("ambiguous" if reading.shape == "each" else "answered", text, citations, searched)


def _by_document(reading: Reading) -> list[Paragraph]:
    """Inside a document as it reads; documents in the reading's order, or by year where each has its say."""
    grouped: dict[VersionId, list[Evidence]] = {}
    for place in reading.evidence:
        grouped.setdefault(place.document.version, []).append(place)
    groups = list(grouped.values())
    if reading.shape == "each":
        groups.sort(key=lambda group: group[0].document.year or 0)
    paragraphs = [Paragraph(f"{dated(group[0].document)}：", _without_repeats(group)) for group in groups]
    lead = [Paragraph(EACH_SAYS)] if reading.shape == "each" else []
    return [*lead, *paragraphs, *(Paragraph(f"{side}：没有找到这方面的原文。") for side in reading.missing)]


def _without_repeats(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """In reading order, without what stands inside another quote."""
    kept: list[Evidence] = []
    for place in sorted(evidence, key=lambda e: (e.start, -e.end)):
        if not kept or place.end > kept[-1].end:
            kept.append(place)
    return tuple(kept)
