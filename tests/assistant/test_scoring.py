"""How well sentences answer: what is measured of them, how it is weighed, and of which years and months they tell."""

from __future__ import annotations

import json
import math
from importlib.resources import files

import numpy as np
import pytest

from assistant.question import analyse, years_told
from assistant.reading import refusal
from assistant.reading.scoring import FEATURES, SILENT, features_of, scored, statements_of
from ingest.home import Home
from ingest.library import Profile
from ingest.records import Document, Item, Kind, Tense
from tests.assistant.reading_answers import asking

LEARNED = json.loads((files("assistant.reading") / "weights.json").read_text(encoding="utf-8"))

QUESTIONS = [
    "2024年起，党支部书记一年至少要讲几次党课？",
    "意识形态工作由谁负责？",
    "党务公开要走哪几步程序？",
    "“1234”工作思路具体指什么？",
    "公示栏里贴的东西，至少得挂几天才能撤下来？",
    "从2022年到2025年，每年打算发展多少名党员？",
    "实际完成了多少？",
    "量子计算机",
    "？",
]


@pytest.mark.parametrize(("half", "names"), [("sentence", FEATURES), ("answerable", refusal.FEATURES)])
def test_each_feature_has_a_learned_weight(half: str, names: tuple[str, ...]) -> None:
    assert tuple(LEARNED[half]) == names
    assert all(math.isfinite(weight) for weight in LEARNED[half].values())


def test_the_weights_say_how_they_were_learned() -> None:
    assert LEARNED["command"].startswith("python -m tools.tune_answers")
    assert LEARNED["figures"].keys() == {"ranking", "refusal"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_features_lie_between_0_and_1(corpus_home: Home, question: str) -> None:
    statements = asking(corpus_home, question).statements
    assert {len(s.features) for s in statements} <= {len(FEATURES)}
    assert all(-1e-6 <= value <= 1 + 1e-6 for s in statements for value in s.features)


@pytest.mark.parametrize("question", QUESTIONS[:-1])
def test_the_best_sentence_comes_first(corpus_home: Home, question: str) -> None:
    statements = asking(corpus_home, question).statements
    scores = [s.score for s in statements]
    weights = [LEARNED["sentence"][name] for name in FEATURES]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert scores == pytest.approx([float(np.dot(s.features, weights)) for s in statements], abs=1e-3)


def test_a_feature_is_read_by_its_name(corpus_home: Home) -> None:
    best = asking(corpus_home, QUESTIONS[0]).statements[0]
    assert [best.feature(name) for name in FEATURES] == list(best.features)
    assert best.feature("wanted") == 1.0


def test_sentences_are_cut_from_their_items(corpus_home: Home) -> None:
    for statement in asking(corpus_home, "党建工作").statements:
        place = statement.evidence
        content = corpus_home.library.content(place.document.version)
        assert content[place.start : place.end] == statement.text == statement.text.strip()
        assert statement.hit.item.title not in SILENT


def test_no_sentences_no_scores(corpus_home: Home) -> None:
    asked = analyse("党课讲几次？", corpus_home.library.documents(), Profile())
    assert scored(asked, [], corpus_home.embedding) == []
    assert statements_of([]) == []


def test_a_sentence_scores_alike_in_any_order(corpus_home: Home) -> None:
    told = asking(corpus_home, QUESTIONS[0])
    forth = features_of(told.asked, told.statements, corpus_home.embedding)
    back = features_of(told.asked, told.statements[::-1], corpus_home.embedding)
    assert forth == pytest.approx(back[::-1], abs=1e-5)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2024年警示教育大会开几次？", {2024}),
        ("2022年党课怎么上？", {2022}),
        ("2023年和2025年的考核权重", {2023, 2025}),
    ],
)
def test_sentences_of_other_years_are_not_timely(corpus_home: Home, question: str, years: set[int]) -> None:
    statements = asking(corpus_home, question).statements
    told = {s.evidence: years_told(s.hit.document, s.hit.item) for s in statements}
    assert all(bool(told[s.evidence] & years or not told[s.evidence]) == s.timely for s in statements)
    assert {s.timely for s in statements} == {True, False}


@pytest.mark.parametrize(
    ("question", "tenses"),
    [
        ("2023年实际发展了多少名党员？", {"done", "problem"}),
        ("2023年发展党员实际完成多少名？", {"done", "problem"}),
        ("2023年计划发展多少名党员，实际发展了多少名？", {"done", "plan", "problem"}),
        ("2023年实际控制人发展多少名党员？", {"done", "plan", "problem"}),
    ],
)
def test_what_came_about_is_not_told_by_plans(corpus_home: Home, question: str, tenses: set[Tense]) -> None:
    assert {s.hit.item.tense for s in asking(corpus_home, question).statements if s.timely} == tenses


@pytest.mark.parametrize(
    ("question", "done"),
    [
        ("团委换届是2025年哪天完成的？", 1.0),
        ("学习制度是哪天印发的？", 1.0),
        ("材料要哪天交？", 0.5),
    ],
)
def test_what_a_day_is_asked_of_has_been_done(corpus_home: Home, question: str, done: float) -> None:
    told = {s.hit.item.tense: s.feature("tense") for s in asking(corpus_home, question).statements}
    assert told["done"] == done


def test_sentences_of_other_months_are_not_timely(corpus_home: Home) -> None:
    statements = asking(corpus_home, "哪些任务要在6月底前完成？").statements
    assert all("6月" in s.text for s in statements if s.timely and "月" in s.text and "月底" in s.text)
    assert any("10月底前" in s.text and not s.timely for s in statements)
    assert all(s.timely for s in statements if "月" not in s.text)


def document(year: int | None, kind: Kind, title: str) -> Document:
    return Document(1, 1, 1, f"{title}.txt", (), title, year, kind, "云岭集团", "")


def item(text: str, tense: Tense, *headings: str, title: str = "") -> Item:
    return Item("一", 1, "一", title, text, 0, len(text), tense, headings)


PLAN = document(2024, "要点", "云岭集团2024年党建工作要点")
SUMMARY = document(2023, "总结", "云岭集团2023年党建工作总结")
REPORT = document(2024, "报告", "在职工代表大会上的工作报告")
STATUS = document(2024, "报告", "重点任务落实情况报告")
RULES = document(None, "办法", "云岭集团党务公开工作办法")


@pytest.mark.parametrize(
    ("of", "told", "years"),
    [
        (PLAN, item("党课每年讲2次。", "plan"), {2024}),
        (PLAN, item("比2023年增加1次。", "plan"), {2023, 2024}),
        (PLAN, item("规划到2025年的任务。", "plan"), {2024, 2025}),
        (RULES, item("公示5个工作日。", "plan"), set()),
        (RULES, item("自2023年5月1日起施行。", "plan"), {2023}),
        (SUMMARY, item("召开大会2次。", "done"), {2023}),
        (SUMMARY, item("比2022年多1次。", "done"), {2022, 2023}),
        # What a 总结 intends is for the next year
        (SUMMARY, item("推进品牌建设。", "plan", "下一步打算"), {2024}),
        (SUMMARY, item("发展党员28名。", "plan", "2024年工作打算"), {2024}),
        (SUMMARY, item("台账更新慢。", "problem", "存在的问题"), {2023}),
        (SUMMARY, item("召开大会2次。", "done", "2022年主要工作"), {2022}),
        # A report of 2024 looks back on 2023; which of both it means is not told
        (REPORT, item("发展党员30名。", "done"), {2023, 2024}),
        (REPORT, item("发展党员30名。", "done", "2023年工作回顾"), {2023}),
        # A sum over five years tells of none of them
        (REPORT, item("发展党员150名。", "done", "过去五年工作"), {2024}),
        (REPORT, item("发展党员150名。", "done", title="五年工作回顾"), {2024}),
        (REPORT, item("发展党员15名。", "done", "今年以来的工作"), {2024}),
        (REPORT, item("发展党员15名。", "done", "2023年和今年的工作"), {2023, 2024}),
        (REPORT, item("计划发展党员28名。", "plan", "重点任务"), {2024}),
        (STATUS, item("发展党员28名。", "done"), {2024}),
        (document(None, "总结", "党建工作总结"), item("召开大会2次。", "done"), set()),
        (document(None, "总结", "党建工作总结"), item("2021年召开大会2次。", "done"), {2021}),
    ],
)
def test_the_years_that_an_item_tells_of(of: Document, told: Item, years: set[int]) -> None:
    assert years_told(of, told) == years
