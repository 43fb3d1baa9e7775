"""A small library, what was found in it, and a model at a local endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.chat_model import EndpointModel
from assistant.citing import Evidence, cite
from assistant.wording.endpoint import Endpoint
from assistant.wording.story import Say, unheard, word
from ingest.home import Home, open_home
from ingest.passages import sentences
from ingest.pipeline import ingest
from ingest.records import EVERYONE, Answer, Document, ItemHit, Searched
from ingest.settings import Settings
from tests.conftest import quiet

PLAN = """云岭集团2024年党建工作要点
一、强化理论武装
1.抓好理论学习。党委理论学习中心组全年集体学习研讨不少于12次，每次确定1名中心发言人。宣传部2月底前拟订年度学习计划。
2.各青年学习小组每季度至少开展1次交流研讨，研讨成果报宣传部备案。
二、夯实基层基础
3.任期届满的党支部应当在6月底前完成换届，逾期的书面说明原因。
"""
QUESTION = "2024年中心组集体学习研讨有什么要求？"
STUDY = "党委理论学习中心组全年集体学习研讨不少于12次"
KEY = "sk-Local-0123456789"


@dataclass(frozen=True, slots=True)
class Found:
    """A question's items and its extractive answer, over an open home."""

    home: Home
    question: str
    hits: tuple[ItemHit, ...]
    extractive: Answer

    def worded(self, url: str, seconds: float = 30.0, say: Say = unheard, context: int = 6000) -> Answer:
        """The answer after a model at this address has had its say."""
        model = EndpointModel(Endpoint(url, "local", KEY, seconds, context))
        return word(self.question, self.extractive, self.hits, model, self.home.library, EVERYONE, say)


def found_in(home: Home, question: str = QUESTION, words: str = STUDY) -> Found:
    """All items of a home with the one that holds some words in front; its extractive answer is that sentence."""
    hits = [hit for document in home.library.documents() for hit in _hits(home, document)]
    hits.sort(key=lambda hit: words not in hit.item.text)
    item = hits[0].item
    first, last = next(span for span in sentences(item.text) if words in item.text[slice(*span)])
    evidence = [Evidence(hits[0].document, item, item.start + first, item.start + last)]
    citations = cite(home.library, evidence, EVERYONE)
    searched = Searched(len(home.library.documents()), (2024,))
    return Found(home, question, tuple(hits), Answer("answered", f"{citations[0].quote}[1]", citations, searched))


def _hits(home: Home, document: Document) -> Iterator[ItemHit]:
    for item in home.library.outline(document.version).items:
        if "/" in item.address:
            yield ItemHit(document, item, 1.0, ((item.start, item.end),))


@contextmanager
def home_of(folder: Path, **texts: str) -> Iterator[Home]:
    """A home that holds one document for each text."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with open_home(Settings.from_environment({}, folder / "home"), wait_for_index=True) as home:
        assert not ingest(home, [folder / f"{name}.txt" for name in texts], quiet).failures
        yield home
