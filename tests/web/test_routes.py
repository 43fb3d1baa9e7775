"""Who may open what, with readers told apart; and questions that the library itself suggests."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.answer import answer
from assistant.web.routes import document_routes
from assistant.web.shelf import example_questions
from ingest.home import Home
from ingest.pipeline import ingest
from ingest.records import EVERYONE, Filters, Scope, VersionId
from tests.conftest import quiet

PLAN = "云岭集团2025年党建工作要点\n一、基层基础\n（一）规范换届选举。任期届满的党支部应当在6月底前完成换届选举。\n"


def put(home: Home, folder: Path, name: str, text: str, scope: Scope = EVERYONE) -> VersionId:
    (folder / name).write_text(text, encoding="utf-8")
    return ingest(home, [folder / name], quiet, scope).files[0].stored.version


@pytest.fixture
def client(home: Home) -> TestClient:
    """The routes with readers who name themselves, as accounts will later name them."""
    app = FastAPI()
    app.include_router(document_routes(home.library, lambda request: request.headers.get("reader", EVERYONE)))
    return TestClient(app)


@pytest.mark.parametrize(("reader", "status"), [("owner", 200), ("colleague", 404), (EVERYONE, 404)])
def test_a_private_document_is_its_owners(
    home: Home, client: TestClient, tmp_path: Path, reader: Scope, status: int
) -> None:
    own = put(home, tmp_path, "草稿.txt", PLAN, "owner")
    response = client.get(f"/documents/{own}", headers={"reader": reader})
    assert response.status_code == status
    assert ("规范换届选举" in response.text) == (status == 200)
    assert (response.text == client.get("/documents/12345").text) == (status == 404)


def test_a_removed_document_is_gone(home: Home, client: TestClient, tmp_path: Path) -> None:
    version = put(home, tmp_path, "要点.txt", PLAN)
    home.library.remove(home.library.version_of(version).id)
    assert client.get(f"/documents/{version}").status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?start=0&end=0", "?start=5&end=2", "?start=0&end=99999", f"?start={2**63 - 1}&end={2**63 - 1}"]
)
def test_a_span_that_is_none_opens_the_document_without_one(
    home: Home, client: TestClient, tmp_path: Path, query: str
) -> None:
    version = put(home, tmp_path, "要点.txt", PLAN)
    response = client.get(f"/documents/{version}{query}")
    assert response.status_code == 200
    assert "<mark>" not in response.text


@pytest.mark.parametrize("path", ["0", "-1", "abc", "1.5", "9" * 30, "1?start=-1", "1?end=x"])
def test_strange_requests_are_refused(client: TestClient, path: str) -> None:
    assert client.get(f"/documents/{path}").status_code in (404, 422)


def test_each_example_question_is_answered(corpus_home: Home) -> None:
    documents = corpus_home.library.documents()
    questions = example_questions(corpus_home.library, documents, EVERYONE)
    assert len(questions) == 3
    for question in questions:
        assert answer(corpus_home, question, Filters()).status == "answered", question


def test_examples_are_made_only_of_what_the_asker_may_see(home: Home, tmp_path: Path) -> None:
    put(home, tmp_path, "草稿.txt", PLAN, "owner")
    library = home.library
    assert example_questions(library, library.documents(), EVERYONE) == []
    assert example_questions(library, library.documents(Filters("owner")), "owner") == [
        "2025年规范换届选举有哪些要求？"
    ]


def test_examples_ask_only_for_what_is_planned(corpus_home: Home) -> None:
    documents = corpus_home.library.documents()
    titles = {
        item.title: item.tense for document in documents for item in corpus_home.library.outline(document.version).items
    }
    for question in example_questions(corpus_home.library, documents, EVERYONE):
        assert titles[question.removesuffix("有哪些要求？")[5:]] == "plan", question
