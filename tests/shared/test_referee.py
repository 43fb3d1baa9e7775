"""The figures of ../shared/tools/score.py that this project answers for, over the real documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.shared


def yaodian(*arguments: str | Path) -> str:
    command = [sys.executable, "-P", "-m", "assistant", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def score(shared: Path, call: str, gold: str, out: Path, *more: Path) -> dict[str, Any]:
    command = [sys.executable, shared / "tools/score.py", call, shared / "data/eval" / gold, out, *more]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


@pytest.fixture(scope="module")
def library(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    yaodian("--home", home, "ingest", shared / "data/documents")
    return home


def test_outline(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "data/documents").iterdir())
    out = tmp_path / "out.jsonl"
    out.write_text("".join(yaodian("outline", file, "--json") for file in files), encoding="utf-8")
    figures = score(shared, "outline", "outlines.jsonl", out)
    assert figures["items_right"] >= 0.98
    assert figures["extra_items"] <= 2
    assert figures["year_and_kind_right"] == 1.0


def test_context(shared: Path, library: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    questions = shared / "data/eval/questions.jsonl"
    out.write_text(yaodian("--home", library, "search", "--batch", questions, "--json", "-k", "20"), encoding="utf-8")
    figures = score(shared, "context", "questions.jsonl", out)
    assert figures["context_any"] >= 0.95
    assert figures["context_all"] >= 0.75


def test_answers(shared: Path, library: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    questions = shared / "data/eval/questions.jsonl"
    out.write_text(yaodian("--home", library, "ask", "--batch", questions, "--json"), encoding="utf-8")
    figures = score(shared, "answers", "questions.jsonl", out, shared / "data/documents")
    assert figures["forged_citations"] == 0
    assert figures["missing_outputs"] == 0
    assert figures["address_right"] >= 0.95


def test_the_frequency_is_cited_from_the_file_that_the_question_names(library: Path) -> None:
    question = "国企那份要点里，意识形态工作一年最少要研究几次？"
    answer = json.loads(yaodian("--home", library, "ask", question, "--json"))
    assert answer["status"] == "answered"
    assert any(
        c["file"].startswith("国企_") and c["address"] == "八/28" and "不少于2次" in c["quote"]
        for c in answer["citations"]
    )


def test_ingesting_again_changes_nothing(shared: Path, library: Path) -> None:
    report = json.loads(yaodian("--home", library, "ingest", shared / "data/documents", "--json"))
    assert {file["stored"]["outcome"] for file in report["files"]} == {"unchanged"}
    assert os.listdir(library / "index")
