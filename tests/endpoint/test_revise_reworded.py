"""A revision that only a language model can do: what it says is shown first, and stands only past the guard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from assistant.chat_model import EndpointModel
from assistant.drafting.making import desk_of
from assistant.drafting.revising.changes import changes_of
from assistant.drafting.revising.stock import Stock
from assistant.drafting.revising.story import Revision, revised
from assistant.drafting.rewording import Rewriter
from assistant.search import search
from assistant.wording.endpoint import Endpoint
from ingest.errors import BadRequest
from ingest.home import Home
from ingest.records import EVERYONE
from tests.endpoint.material import KEY
from tests.endpoint.rewording import Asked, Bench, replying
from tests.endpoint.server import playing

INSTRUCTION = "把第二部分第1条改得通顺些"
SMOOTHER = "学习情况每半年通报1次", "每半年通报1次学习情况"


@pytest.fixture
def revise(bench: Bench, corpus_home: Home) -> Callable[[str, Callable[[Asked], Sequence[str]]], Revision]:
    """What an instruction comes to with a model that says these words."""
    library, embedding = corpus_home.library, corpus_home.embedding
    stock = Stock(library, EVERYONE, embedding, lambda *asked: search(corpus_home, *asked))

    def run(instruction: str, words: Callable[[Asked], Sequence[str]]) -> Revision:
        with playing(replying(words)) as endpoint:
            model = EndpointModel(Endpoint(endpoint.url, "local", KEY, 20.0, 6000))
            rewriter = Rewriter(library, desk_of(library, embedding, EVERYONE), model, EVERYONE)
            return revised(bench.draft, instruction, stock, None, rewriter.by_instruction)

    return run


def test_its_words_are_the_change(bench: Bench, revise: Callable[..., Revision]) -> None:
    revision = revise(INSTRUCTION, lambda asked: [line.replace(*SMOOTHER) for line in asked.item])
    (change,) = changes_of(revision)
    assert (change.kind, change.where) == ("改动", "二/（一）")
    before, after = list(bench.draft.items()), list(revision.after.items())
    assert [old.sentences for old in before if old.address != "二/（一）"] == [
        new.sentences for new in after if new.address != "二/（一）"
    ]
    assert {each.model for item in after for each in item.sentences} == {"", "local"}


def test_an_invention_is_refused_with_the_reason(revise: Callable[..., Revision]) -> None:
    with pytest.raises(BadRequest, match="“24次”在原文和来源里没有"):
        revise(INSTRUCTION, lambda asked: [line.replace("12次", "24次") for line in asked.item])


def test_what_can_be_done_without_it_is(bench: Bench, revise: Callable[..., Revision]) -> None:
    """A sentence of a source is better than a model's words."""
    asked: list[str] = []

    def listening(prompt: Asked) -> Sequence[str]:
        asked.append(prompt.title)
        return prompt.item

    revision = revise("把第三部分第3条改得更具体", listening)
    assert not asked
    assert replace(revision.after, findings=(), style=bench.draft.style) != replace(bench.draft, findings=())
