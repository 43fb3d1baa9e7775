"""The comparison of retrievals: its scoring, its table, and this project's side of it. The peers are not installed."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.retrieval import Result, report
from tests.bench.retrieval_material import own
from tests.bench.retrieval_score import CONTEXT_CHARS, Quality, Question, quality, read_questions
from tests.bench.retrieval_systems import HITS, make, settings, tokenizer
from tests.bench.retrieval_worker import measure

MEETING = Question("q1", "支委会多久开一次？", ("支部委员会每月召开1次",))
LESSONS = Question("q2", "党课讲几次，谁来讲？", ("党课每季度不少于1次", "由支部书记主讲"))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["党课每季度不少于1次，由支部书记主讲。"], Quality(1, 1)),
        (["党课每季度不少于1次。", "由支部书记主讲。"], Quality(1, 1)),
        (["党课每季度不少于1次。"], Quality(1, 0)),
        (["党 课\n每季度　不少于1次。"], Quality(1, 0)),
        (["党课每季度不少于", "1次。"], Quality(1, 0)),  # hits are joined before they are searched
        (["党课每季度1次。"], Quality(0, 0)),
        ([], Quality(0, 0)),
        (["云" * (CONTEXT_CHARS - 10) + "党课每季度不少于1次"], Quality(1, 0)),
        (["云" * (CONTEXT_CHARS - 9) + "党课每季度不少于1次"], Quality(0, 0)),
        (["云 " * (CONTEXT_CHARS - 10), "党课每季度不少于1次"], Quality(1, 0)),
    ],
)
def test_quotes_count_within_the_first_thousand_characters(texts: list[str], expected: Quality) -> None:
    assert quality([LESSONS], {"q2": texts}) == expected


def test_quality_is_the_share_of_questions() -> None:
    retrieved = {"q1": ["支部委员会每月召开1次。"], "q2": ["由支部书记主讲。"]}
    assert quality([MEETING, LESSONS], retrieved) == Quality(1.0, 0.5)


def test_a_question_that_was_not_asked_is_an_error() -> None:
    with pytest.raises(KeyError, match="q2"):
        quality([MEETING, LESSONS], {"q1": []})


@given(st.lists(st.sampled_from([*LESSONS.quotes, "云岭集团", "云" * 600])), st.text())
def test_further_hits_never_lower_the_quality(texts: list[str], more: str) -> None:
    before, after = quality([LESSONS], {"q2": texts}), quality([LESSONS], {"q2": [*texts, more]})
    assert before.context_all <= before.context_any
    assert before.context_any <= after.context_any
    assert before.context_all <= after.context_all


def test_only_answerable_questions_are_asked(tmp_path: Path) -> None:
    rows = [
        {"id": "q1", "question": MEETING.text, "answerable": True, "gold": [{"quote": MEETING.quotes[0]}]},
        {"id": "q3", "question": "食堂几点开门？", "answerable": False, "gold": []},
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert read_questions(gold) == (MEETING,)


def result(system: str, context_any: float, context_all: float, questions: str = "corpus", chunk: int = 200) -> Result:
    quality = Quality(context_any, context_all)
    return Result(questions, 80, system, {"chunk": chunk}, quality, p50=1.0, p95=2.0, index=0.5, peak=100.0)


def test_the_table_shows_the_best_setting_of_a_system_by_any_then_all() -> None:
    table = report(
        [
            result("yaodian", 0.9, 0.9),
            result("langchain-chroma", 0.7, 0.4, chunk=200),
            result("langchain-chroma", 0.7, 0.5, chunk=500),
            result("langchain-chroma", 0.6, 0.6, chunk=1000),
        ]
    )
    [row] = [line for line in table.splitlines() if "langchain-chroma" in line]
    assert row.split()[3:5] == ["0.700", "0.500"]
    assert row.endswith("chunk=500")
    assert table.endswith("yaodian is ahead of every setting of every peer on every quality figure.")


def test_the_table_names_every_figure_and_setting_on_which_this_project_is_not_ahead() -> None:
    table = report(
        [
            result("yaodian", 0.9, 0.6),
            result("haystack-hybrid", 0.8, 0.5),
            result("haystack-hybrid", 0.7, 0.7, chunk=500),
            result("yaodian", 0.5, 0.5, questions="reports"),
            result("haystack-hybrid", 0.5, 0.4, questions="reports"),
        ]
    )
    assert table.split("\n\n")[1].splitlines() == [
        "haystack-hybrid (chunk=500) is ahead on corpus: context_all 0.700, yaodian 0.600",
        "haystack-hybrid (chunk=200) is level on reports: context_any 0.500, yaodian 0.500",
    ]


@pytest.mark.parametrize(
    ("system", "count"), [("yaodian", 1), ("langchain-chroma", 3), ("langchain-ensemble", 12), ("haystack-hybrid", 12)]
)
def test_every_combination_of_settings_is_tried_once(system: str, count: int) -> None:
    tried = settings(system, (200, 500, 1000))
    assert len(tried) == len({json.dumps(setting) for setting in tried}) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云岭集团", ["云岭", "岭集", "集团"]),
        ("党课，2次", ["党课", "2次"]),
        ("会 Q", ["会", "q"]),
        ("。", []),
    ],
)
def test_bigrams(text: str, expected: list[str]) -> None:
    assert tokenizer("bigrams")(text) == expected


def test_this_project_is_measured_on_its_own_sample_library(tmp_path: Path) -> None:
    questions = own(tmp_path)
    assert len(list(questions.folder.glob("*.txt"))) == 23
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(questions.gold.read_text(encoding="utf-8").splitlines()[:10]), encoding="utf-8")
    with closing(make("yaodian", tmp_path, {})) as system:
        measured = measure(system, questions.folder, gold)
    asked = read_questions(gold)
    assert len(measured["milliseconds"]) == len(asked)
    assert all(0 < len(texts) <= HITS for texts in measured["retrieved"].values())
    assert quality(asked, measured["retrieved"]).context_any > 0.5
