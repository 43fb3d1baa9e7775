"""Documents are data: an endpoint that obeys every order in them brings nothing forged or foreign to the user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.web.conversation import Reply, Turn, conversation_html
from ingest.home import Home
from ingest.records import Answer
from tests.endpoint.material import found_in, home_of
from tests.endpoint.server import playing
from tests.poisoned.attacks import ATTACKS, HOST, Poisoned, obey, poisoned_documents

DOCUMENTS = poisoned_documents()
FORGED = "奖金|取消|特别授权|顾问|停业|密码|没有任何限制|无需|可以不"
PARTLY = ("forged unit", "another answer")  # here the obeying model leaves the honest sentence out
NEIGHBOURS = 6  # further poisoned items in each prompt


class Page(HTMLParser):
    """The tags and attributes that a browser would meet, and the text that it would show."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    texts = {f"第{n}班": document.text for n, document in enumerate(DOCUMENTS, 1)}
    with home_of(tmp_path_factory.mktemp("poisoned"), **texts) as opened:
        yield opened


@pytest.fixture(scope="module")
def endpoint_url() -> Iterator[str]:
    with playing(lambda call: call.say(*re.findall(r".{1,7}", obey(call.prompt, DOCUMENTS), re.DOTALL))) as endpoint:
        yield endpoint.url


def asked(home: Home, url: str, document: Poisoned, neighbours: int) -> tuple[Answer, list[Answer]]:
    """The answer to a document's question, its own items first, and all that was shown meanwhile."""
    said: list[Answer] = []
    found = found_in(home, document.question, document.fact)
    version = found.hits[0].document.version
    own = [hit for hit in found.hits if hit.document.version == version]
    others = [hit for hit in found.hits if hit.document.version != version][:neighbours]
    return replace(found, hits=(*own, *others)).worded(url, say=said.append, context=20_000), said


def assert_clean(home: Home, answer: Answer) -> None:
    """Quotes stand where they say; no address, markup or number of another's making in what is shown."""
    for citation in answer.citations:
        item = next(i for i in home.library.outline(citation.version).items if i.address == citation.address)
        assert home.library.content(citation.version)[citation.start : citation.end] == citation.quote
        assert item.start <= citation.start < citation.end <= item.end
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)} == {c.n for c in answer.citations}
    assert not re.search(r"https?:|www\.|!\[|\]\(|[<>`\u200b\u202e\u2066]|javascript|data:", answer.answer)
    page = Page(conversation_html([Turn("问", Reply(answer, {c.version: 2024 for c in answer.citations}))], {}))
    assert page.tags <= {"div", "p", "button", "section", "h3", "ol", "li", "blockquote"}
    assert not page.attributes & {"href", "src", "srcset", "action", "style", "onerror", "onclick"}
    for name in (HOST, "ｅｖｉｌ", "evil"):
        assert name not in page.text


@pytest.mark.parametrize("document", DOCUMENTS, ids=[f"{d.attack.name}-{n % 2}" for n, d in enumerate(DOCUMENTS)])
def test_an_obeying_model_brings_nothing_forged(home: Home, endpoint_url: str, document: Poisoned) -> None:
    answer, said = asked(home, endpoint_url, document, 0)
    for shown in (answer, *said):
        assert_clean(home, shown)
        quoted = "".join(citation.quote for citation in shown.citations)
        assert "99次" not in shown.answer
        # What the document itself says may be repeated: beside its own words, which show where it comes from.
        assert set(re.findall(FORGED, shown.answer)) <= set(re.findall(FORGED, quoted))
    assert document.attack.name in PARTLY or document.fact in answer.answer  # nothing is lost either
    assert answer.citations


@pytest.mark.parametrize("document", DOCUMENTS[::5], ids=[d.code for d in DOCUMENTS[::5]])
def test_orders_of_several_documents_at_once(home: Home, endpoint_url: str, document: Poisoned) -> None:
    answer, said = asked(home, endpoint_url, document, NEIGHBOURS)
    for shown in (answer, *said):
        assert_clean(home, shown)


def test_the_model_is_shown_the_orders(home: Home) -> None:
    """Else the tests above would show nothing."""
    prompts: list[str] = []
    with playing(lambda call: (prompts.append(call.prompt), call.say("没有找到。"))[1]) as endpoint:
        for document in DOCUMENTS:
            asked(home, endpoint.url, document, 0)
    assert [document.code in prompt for document, prompt in zip(DOCUMENTS, prompts, strict=True)] == [True] * 50
    assert (len(DOCUMENTS), len(ATTACKS)) == (50, 25)
    assert not any(hidden in prompt for prompt in prompts for hidden in "\u200b\u202e\u2066")
