"""A library of several years: a plan and a summary of each, and the next year's intentions in the summary."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answer import answer
from ingest.home import Home
from tests.assistant.reading_answers import EVERYONE, asking, library_of

PLAN = "云岭集团{year}年党建工作要点\n一、思想建设\n（一）讲好党课。党支部书记每年讲党课不少于{times}次。\n（二）抓好学习。中心组每月学习1次。\n"
SUMMARY = (
    "云岭集团{year}年党建工作总结及{next}年工作安排\n一、主要工作\n（一）党课质量提高。党支部书记全年讲党课{done}次。\n"
    "二、存在的问题\n（一）党课不够生动。有的书记照本宣科。\n三、{next}年工作安排\n（一）讲好党课。党支部书记讲党课不少于{meant}次。\n"
)
TEXTS = {
    "云岭集团2022年党建工作要点.txt": PLAN.format(year=2022, times=1),
    "云岭集团2022年党建工作总结及2023年工作安排.txt": SUMMARY.format(year=2022, next=2023, done=36, meant=3),
    "云岭集团2023年党建工作要点.txt": PLAN.format(year=2023, times=2),
    "云岭集团2023年党建工作总结及2024年工作安排.txt": SUMMARY.format(year=2023, next=2024, done=72, meant=4),
}


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with library_of(tmp_path_factory.mktemp("years"), TEXTS) as home:
        yield home


def test_each_plan_has_its_say_without_what_was_done(years: Home) -> None:
    told = asking(years, "党支部书记讲党课最少几次？")
    assert told.reading.shape == "each"
    assert not [quote for quote in told.quotes if "全年讲党课" in quote]
    assert {e.document.file for e in told.reading.evidence} >= {
        f"云岭集团{year}年党建工作要点.txt" for year in (2022, 2023)
    }


def test_a_year_is_answered_by_its_own_plan_before_the_intentions_of_the_year_before(years: Home) -> None:
    told = asking(years, "2023年党支部书记讲党课不少于几次？")
    best = told.reading.evidence[0]
    assert (best.document.year, best.item.tense) == (2023, "plan")
    assert "不少于2次" in told.quotes[0]


def test_what_was_only_planned_is_not_what_came_about(years: Home) -> None:
    found = answer(years, "2024年党支部书记实际讲了几次党课？", EVERYONE)
    assert (found.status, found.citations) == ("not_found", ())
    assert "只写了打算怎么做，没有写实际" in found.answer
    assert answer(years, "2024年党支部书记打算讲几次党课？", EVERYONE).status == "answered"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2022年总结对2023年讲党课是怎么安排的？", "不少于3次"),
        ("2023年党支部书记实际讲了几次党课？", "72次"),
        ("2023年总结存在的问题列了几条？", "党课不够生动"),
    ],
)
def test_a_summary_answers_where_it_is_meant(years: Home, question: str, words: str) -> None:
    found = answer(years, question, EVERYONE)
    assert any(words in c.quote for c in found.citations)
