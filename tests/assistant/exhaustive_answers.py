"""Exhaustive answers by themselves, without the search that takes over where there is none."""

from __future__ import annotations

from assistant.citing import cite
from assistant.composing import compose
from assistant.exhaustive.answers import from_structure
from assistant.question import analyse
from ingest.home import Home
from ingest.records import Answer, Filters

EVERYONE = Filters()


def exhaustive(home: Home, question: str, filters: Filters = EVERYONE) -> Answer | None:
    documents = home.library.documents(filters)
    asked = analyse(question, documents, home.library.profile())
    found = from_structure(home, asked, documents, filters)
    if found is None:
        return None
    citations = cite(home.library, [e for p in found.paragraphs for e in p.evidence], filters.reader)
    return Answer(found.status, compose(found.paragraphs, citations), citations)


def told(home: Home, question: str, filters: Filters = EVERYONE) -> Answer:
    answer = exhaustive(home, question, filters)
    assert answer is not None, f"left to the search: {question}"
    return answer
