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
    assert figures["context_any"] >= 0.97
    assert figures["context_all"] >= 0.85


def answers(shared: Path, home: Path, gold: str, folder: str) -> dict[str, Any]:
    out = home / "answers.jsonl"
    out.write_text(yaodian("--home", home, "ask", "--batch", shared / "data/eval" / gold, "--json"), encoding="utf-8")
    return score(shared, "answers", gold, out, shared / "data" / folder)


@pytest.fixture(scope="module")
def plan_answers(shared: Path, library: Path) -> dict[str, Any]:
    return answers(shared, library, "questions.jsonl", "documents")


@pytest.fixture(scope="module")
def report_answers(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("home")
    yaodian("--home", home, "ingest", *(shared / f"data/reports/政府工作报告_{year}.txt" for year in range(2019, 2023)))
    return answers(shared, home, "report_questions.jsonl", "reports")


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("evidence_any", 0.95),
        ("evidence_all", 0.85),
        ("citations_needed", 0.6),
        ("address_right", 0.97),
        ("said", 0.8),
        ("refused", 0.87),
        ("ambiguous_seen", 1.0),
    ],
)
def test_answers_from_plans(plan_answers: dict[str, Any], figure: str, least: float) -> None:
    assert plan_answers[figure] >= least, plan_answers["misses"]


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("evidence_any", 0.93),
        ("evidence_all", 0.87),
        ("citations_needed", 0.6),
        ("refused", 0.8),
        ("ambiguous_seen", 0.8),
    ],
)
def test_answers_from_reports(report_answers: dict[str, Any], figure: str, least: float) -> None:
    assert report_answers[figure] >= least, report_answers["misses"]


@pytest.mark.parametrize(("library_answers", "most"), [("plan_answers", 0.04), ("report_answers", 0.06)])
def test_nothing_is_forged_left_out_or_refused_needlessly(
    library_answers: str, most: float, request: pytest.FixtureRequest
) -> None:
    figures = request.getfixturevalue(library_answers)
    assert figures["forged_citations"] == 0
    assert figures["missing_outputs"] == 0
    assert figures["false_refusals"] <= most


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
