"""The hand-written questions over corpus/: of every kind, and every gold quote inside the item that it names."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Text
from ingest.settings import Settings

GOLD = Path(__file__).parent
CORPUS = [path for path in sorted((GOLD.parents[1] / "corpus").iterdir()) if path.is_file() and path.suffix != ".py"]
QUESTIONS, OUTLINES = (
    [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]
    for name in ("corpus_questions.jsonl", "corpus_outlines.jsonl")
)
KINDS = Counter(
    fact=9, list=9, count=6, responsible=7, requirement=11, citation=7, compare=8, structure=5, ambiguous=6,
    paraphrase=8, keyword=4, unanswerable=20,
)  # fmt: skip
NEEDS_OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is missing")


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Address -> text of each document's items, as this project's own outline reads them."""
    readable = [path for path in CORPUS if path.suffix != ".doc" or shutil.which("soffice")]
    with Sandbox(Settings.from_environment({}, tmp_path_factory.mktemp("home"))) as sandbox:
        outlines = {path.name: outline_of(Text.of(sandbox.read(path)), path.name) for path in readable}
    return {name: {item.address: item.text for item in outline.items} for name, outline in outlines.items()}


def test_a_hundred_questions_of_every_kind() -> None:
    assert Counter(q["kind"] for q in QUESTIONS) == KINDS
    assert [q["id"] for q in QUESTIONS] == [f"c{n:03}" for n in range(1, 101)]
    assert len({squeeze(q["question"]) for q in QUESTIONS}) == 100
    assert sum(q["answerable"] for q in QUESTIONS) == 80


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["id"])
def test_only_what_is_answerable_has_gold_and_all_have_an_answer(question: dict[str, Any]) -> None:
    assert question.keys() == {"id", "question", "kind", "answerable", "answer", "gold"}
    assert bool(question["gold"]) == question["answerable"] == (question["kind"] != "unanswerable")
    assert question["answer"].endswith("。")
    assert question["answer"].endswith("无法回答。") != question["answerable"]


def test_documents_of_every_kind_and_suffix_are_asked_about() -> None:
    asked = {g["file"] for q in QUESTIONS for g in q["gold"]}
    kinds = {o["file"]: o["kind"] for o in OUTLINES}
    assert asked <= {path.name for path in CORPUS}
    assert {kinds[file] for file in asked} == set(kinds.values())
    assert {Path(file).suffix for file in asked} == {path.suffix for path in CORPUS}


@pytest.mark.parametrize(
    "gold",
    [
        pytest.param(g, id=f"{q['id']}-{n}", marks=NEEDS_OFFICE if g["file"].endswith(".doc") else ())
        for q in QUESTIONS
        for n, g in enumerate(q["gold"], 1)
    ],
)
def test_a_gold_quote_stands_inside_the_item_that_it_names(
    gold: dict[str, str], items: dict[str, dict[str, str]]
) -> None:
    texts = items[gold["file"]]
    unnumbered = [text for address, text in texts.items() if address.startswith(f"{gold['item']}/¶")]
    assert any(squeeze(gold["quote"]) in squeeze(text) for text in (texts[gold["item"]], *unnumbered))
    assert 4 <= len(squeeze(gold["quote"])) <= 60
