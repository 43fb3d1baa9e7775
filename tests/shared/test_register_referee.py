"""The referee's figures of the register and of comparisons, over the real documents and over the sample library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CHECKOUT

pytestmark = pytest.mark.shared

GOLD, CORPUS = CHECKOUT / "tests/gold", CHECKOUT / "corpus"
STEPS = {
    "2022-2023": ("云岭集团2022年党建工作要点.txt", "云岭集团2023年党建工作要点.docx"),
    "2024-2025": ("云岭集团2024年党建工作要点.docx", "云岭集团2025年党建工作要点.pdf"),
}


def yaodian(*arguments: str | Path) -> str:
    command = [sys.executable, "-P", "-m", "assistant", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def score(shared: Path, tmp_path: Path) -> Any:  # noqa: ANN401 - a function
    def call(name: str, gold: Path, out: str) -> dict[str, Any]:
        (tmp_path / "out.json").write_text(out, encoding="utf-8")
        command = [sys.executable, str(shared / "tools/score.py"), name, str(gold), str(tmp_path / "out.json")]
        figures: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        return figures

    return call


@pytest.fixture(scope="module")
def plans(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("plans")
    yaodian("--home", home, "ingest", shared / "data/documents")
    return home


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sample")
    yaodian("--home", home, "ingest", "--sample")
    return home


def require(figures: dict[str, Any], least: dict[str, float], most: dict[str, float]) -> None:
    for figure, bound in least.items():
        assert figures[figure] >= bound, (figure, figures)
    for figure, bound in most.items():
        assert figures[figure] <= bound, (figure, figures)


def test_requirements_of_plans(shared: Path, plans: Path, score: Any) -> None:  # noqa: ANN401
    figures = score(
        "requirements", shared / "data/eval/requirements.jsonl", yaodian("--home", plans, "requirements", "--json")
    )
    require(
        figures,
        {
            "recall_A": 0.99, "recall_B": 0.9, "recall": 0.85, "backed_by_gold": 0.55, "stated_fields_right": 0.9,
            "tense_right": 0.95, "address_right": 0.97,
        },
        {"filled_though_gold_is_empty": 0.1},
    )  # fmt: skip


def test_requirements_of_the_sample_library(sample: Path, score: Any) -> None:  # noqa: ANN401
    out = yaodian("--home", sample, "requirements", "--json")
    figures = score("requirements", GOLD / "corpus_requirements.jsonl", out)
    require(
        figures,
        {
            "recall_A": 0.99, "recall_B": 0.9, "recall": 0.94, "backed_by_gold": 0.85, "stated_fields_right": 0.94,
            "tense_right": 1.0, "address_right": 1.0,
        },
        {"filled_though_gold_is_empty": 0.03},
    )  # fmt: skip


def test_reports_compared(shared: Path, score: Any) -> None:  # noqa: ANN401
    old, new = (shared / f"data/reports/政府工作报告_{year}.txt" for year in (2021, 2022))
    row = json.loads(yaodian("compare", old, new, "--json")) | {"step": "2021-2022"}
    figures = score("compare", shared / "data/eval/report_compare.jsonl", json.dumps(row))
    require(figures, {"aligned": 0.85, "class_right": 0.85}, {})


def test_sample_plans_compared(score: Any) -> None:  # noqa: ANN401
    rows = [
        json.loads(yaodian("compare", CORPUS / old, CORPUS / new, "--json")) | {"step": step}
        for step, (old, new) in STEPS.items()
    ]
    figures = score("compare", GOLD / "corpus_compare.jsonl", "\n".join(map(json.dumps, rows)))
    require(figures, {"aligned": 0.9, "class_right": 0.9}, {})


def test_superiors_demands_covered(score: Any, tmp_path: Path) -> None:  # noqa: ANN401
    gold = [json.loads(line) for line in (GOLD / "corpus_coverage.jsonl").read_text(encoding="utf-8").splitlines()]
    right = 0.0
    for superior, own in dict.fromkeys((row["superior"], row["own"]) for row in gold):
        rows = [row for row in gold if row["superior"] == superior]
        part = tmp_path / "gold.jsonl"
        part.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
        out = yaodian("compare", CORPUS / superior, CORPUS / own, "--coverage", "--json")
        right += score("coverage", part, out)["right"] * len(rows)
    assert right >= 0.85 * len(gold)
