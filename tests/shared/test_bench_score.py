"""tests/bench scores what is retrieved as ../shared/tools/score.py does."""

from __future__ import annotations

import json
import random
from pathlib import Path
from runpy import run_path

import pytest

from tests.bench.retrieval_score import quality, read_questions

pytestmark = pytest.mark.shared


@pytest.mark.parametrize(("gold", "folder"), [("questions.jsonl", "documents"), ("report_questions.jsonl", "reports")])
def test_the_same_figures_as_the_referee(shared: Path, gold: str, folder: str) -> None:
    """On random paragraphs with random gold quotes among them: right, partly right and wrong, before and behind 1,000."""
    draw = random.Random(3)
    path = shared / "data/eval" / gold
    paragraphs = [
        p for file in sorted((shared / "data" / folder).iterdir()) for p in file.read_text("utf-8").split("\n")
    ]
    questions = read_questions(path)
    retrieved = {
        q.id: draw.sample([*draw.sample(paragraphs, 8), *(quote for quote in q.quotes if draw.random() < 0.7)], 8)
        for q in questions
    }
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    out = [{"id": key, "hits": [{"text": text} for text in texts]} for key, texts in retrieved.items()]
    referee = run_path(str(shared / "tools/score.py"))["context"](rows, out)
    figures = quality(questions, retrieved)
    assert (figures.context_any, figures.context_all) == (referee["context_any"], referee["context_all"])
    assert 0 < figures.context_all < figures.context_any < 1
