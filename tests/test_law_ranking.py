"""The ranking benchmark on articles of an invented company."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.bench.law_ranking import main, ndcg, recall

ARTICLES = {
    "a1": "班组长每天开工前检查工器具，发现缺陷立即停用。",
    "a2": "党支部每季度召开党员大会，会议记录由组织委员保管。",
    "a3": "汛期前对水电站大坝进行全面检查。",
    "a4": "地方的规定：党支部每月召开党员大会。",
}


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [(["g1", "g2"], 1.0), (["x", "g1"], 0.386852807), (["x"] * 10 + ["g1"], 0.0), ([], 0.0)],
)
def test_ndcg(ranked: list[str], expected: float) -> None:
    assert ndcg(ranked, frozenset({"g1", "g2"})) == pytest.approx(expected)


def test_recall_counts_the_first_hundred() -> None:
    assert recall(["x"] * 99 + ["g1", "g2"], frozenset({"g1", "g2"})) == 0.5


def test_figures_and_the_ranking_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    laws, questions, out = tmp_path / "laws.gz", tmp_path / "questions.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": id_, "law": "云岭集团规定", "chapter": "", "text": text, "national": id_ != "a4"}
        for id_, text in ARTICLES.items()
    ]
    with gzip.open(laws, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    asked = [{"id": f"q{n}", "question": q, "gold": g} for n, (q, g) in enumerate(QUESTIONS)]
    questions.write_text("".join(json.dumps(q) + "\n" for q in asked), encoding="utf-8")
    assert main(["--laws", str(laws), "--questions", str(questions), "--out", str(out), "--tune"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("3 articles, 5 questions, embedding builtin\n")
    for name in ("BM25", "embedding", "fused", "cross-validated"):
        assert re.search(rf"^{name}.*nDCG@10 1\.0000   recall@100 1\.0000$", printed, re.MULTILINE), printed
    ranked = {row["id"]: row["ids"] for row in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    assert [ranked[f"q{n}"][0] for n in range(5)] == [gold for _, [gold] in QUESTIONS]
    assert "a4" not in str(ranked)


QUESTIONS = [
    ("党员大会多久召开一次？", ["a2"]),
    ("会议记录由谁保管？", ["a2"]),
    ("汛期前检查什么？", ["a3"]),
    ("工器具有缺陷怎么办？", ["a1"]),
    ("水电站大坝由谁检查？", ["a3"]),
]
