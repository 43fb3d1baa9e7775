"""Whose a document is, and which unit is the own one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.belonging import (
    Whose,
    is_series,
    own_unit,
    owner_of,
    same_topic,
    same_unit,
    topic_of,
)
from assistant.drafting.records import Reading
from ingest.errors import BadRequest
from ingest.library.profile import Profile
from ingest.records import EVERYONE, Document, Kind, Outline

if TYPE_CHECKING:
    from ingest.home import Home


def document(title: str, kind: Kind = "要点", year: int | None = 2025, unit: str = "", file: str = "") -> Document:
    return Document(0, 0, 1, file or f"{title}.txt", (), title, year, kind, unit, EVERYONE)


def reading(found: Document) -> Reading:
    return Reading(found, Outline(found.title, found.year, found.kind, found.unit, ()), (), ())


SAME = [
    ("云岭集团", "云岭集团"),
    ("云岭集团", "云岭集团有限公司"),
    ("云岭", "云岭集团股份有限公司"),
    ("云岭集团", "中共云岭集团委员会"),
    ("云岭集团", "云岭集团党委"),
    ("云岭集团", "云岭集团党委办公室"),
    ("云岭集团", "云岭集团组织人事部"),
    ("青禾县水利局", "西江市青禾县水利局"),
]
APART = [
    ("云岭集团", "云岭集团水电公司"),
    ("云岭集团", "云岭集团有限公司水电公司党委"),
    ("云岭集团", "云岭集团机关第一党支部"),
    ("西江市", "西江市青禾县"),
    ("西江市", "西江市水利局"),
    ("云岭集团", "青禾集团"),
    ("云岭集团", ""),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_of_one_unit(one: str, other: str) -> None:
    assert same_unit(one, other)
    assert same_unit(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_of_two_units(one: str, other: str) -> None:
    assert not same_unit(one, other)
    assert not same_unit(other, one)


TOPICS = {
    "云岭集团2025年党建工作总结及2026年工作打算": "党建",
    "云岭集团2025年党建重点任务分解": "党建",
    "云岭集团2023年党建重点任务分解表": "党建",
    "云岭集团基层党建重点任务落实情况报告（2024）": "基层党建",
    "关于做好云岭集团2025年党的建设工作的意见": "党建",
    "二〇二五年度工会工作要点": "工会",
    "云岭集团2025年工作要点": "",
    "政府工作报告（2025年）": "政府",
}


@pytest.mark.parametrize("title", TOPICS)
def test_topic_of_a_title(title: str) -> None:
    assert topic_of(title, ("云岭集团", "")) == TOPICS[title]


def test_topics_that_are_one() -> None:
    assert same_topic("党建", "机关党建")
    assert same_topic("", "")
    assert not same_topic("", "党建")
    assert not same_topic("工会", "党建")


@given(st.text(alphabet="党建工会青年2025年要点总结及的", max_size=12))
def test_a_topic_has_no_topic_but_itself(title: str) -> None:
    topic = topic_of(title)
    assert set(topic) <= set(title.replace("党的建设", "党建"))
    assert same_topic(topic, topic)


@given(st.text(alphabet="云岭集团公司党委局", max_size=8), st.text(alphabet="云岭集团公司党委局", max_size=8))
def test_same_unit_has_no_sides(one: str, other: str) -> None:
    assert same_unit(one, other) == same_unit(other, one)
    assert same_unit(one, one) == bool(one)


WHOSE: list[tuple[Document, Whose]] = [
    (document("2025年党建工作要点", unit="云岭集团"), "own"),
    (document("2025年党建工作要点", unit="云岭集团党委办公室"), "own"),
    (document("2025年党建工作要点", unit="云岭能源集团有限公司"), "own"),
    (document("2025年党建工作要点", unit="云岭集团水电公司"), "other"),
    (document("2025年党建工作要点", unit="云岭控股集团"), "other"),
    (document("2025年党建工作要点", file="云岭集团_2025年党建工作要点.txt"), "own"),
    (document("关于云岭集团2025年党建工作的意见", "意见", file="意见.txt"), "own"),
    (document("2025年党建工作要点"), "unnamed"),
]


@pytest.mark.parametrize(("found", "whose"), WHOSE)
def test_whose_a_document_is(found: Document, whose: Whose) -> None:
    profile = Profile(unit="云岭能源集团有限公司", aliases=("云岭集团",), superior="云岭控股集团")
    named = document("2024年党建工作要点", year=2024, unit="云岭集团")
    assert owner_of("云岭集团", profile, [named, found]).whose(found) == whose


@pytest.mark.parametrize(
    ("unit", "is_part"),
    [
        ("云岭集团", False),
        ("中共云岭集团有限公司委员会", False),
        ("云岭集团党委", False),
        ("云岭集团团委", True),
        ("云岭集团党委办公室", True),
        ("云岭集团机关党委", True),
        ("", False),
    ],
)
def test_parts_of_the_own_unit(unit: str, is_part: bool) -> None:
    plan = document("2025年党建工作要点", unit=unit)
    assert owner_of("云岭集团", Profile(), [plan]).is_part(plan) == is_part


def test_plans_of_no_unit_are_taken_where_they_are_one_series() -> None:
    series = [document(f"{year}年党建工作要点", year=year) for year in (2023, 2024)]
    summary = document("2024年党建工作总结", "总结", 2024)
    rules = document("会议管理办法", "办法", 2024)
    owner = owner_of("云岭集团", Profile(), [*series, summary, rules])
    assert [owner.whose(each) for each in (*series, summary, rules)] == ["own", "own", "own", "unnamed"]
    rival = document("2024年机关党建工作要点", year=2024)
    owner = owner_of("云岭集团", Profile(), [*series, rival])
    assert {owner.whose(each) for each in (*series, rival)} == {"unnamed"}
    surely = document("2025年党建工作要点", unit="云岭集团")
    owner = owner_of("云岭集团", Profile(), [*series, surely])
    assert [owner.whose(each) for each in (*series, surely)] == ["unnamed", "unnamed", "own"]
    assert not is_series([])


UNITS: list[tuple[str, Profile, list[Document], str]] = [
    ("青禾集团", Profile(unit="云岭集团"), [], "青禾集团"),
    ("云岭", Profile(unit="云岭集团", aliases=("云岭",)), [], "云岭集团"),
    ("", Profile(unit="云岭集团"), [document("2025年要点", unit="青禾集团")], "云岭集团"),
    ("", Profile(), [document("2025年要点", unit="青禾集团")], "青禾集团"),
    ("", Profile(), [document("2025年要点", unit=unit) for unit in ("青禾集团党委", "青禾集团")], "青禾集团"),
    (
        "",
        Profile(),
        [document("2025年要点", unit="青禾集团"), document("2025年意见", "意见", unit="西江市")],
        "青禾集团",
    ),
    ("", Profile(), [document("2025年要点", unit="青禾集团"), document("2025年机关要点")], "青禾集团"),
    ("", Profile(), [document("政府工作报告", "报告", year) for year in (2024, 2025)], ""),
]


@pytest.mark.parametrize(("wanted", "profile", "plans", "unit"), UNITS)
def test_the_own_unit(wanted: str, profile: Profile, plans: list[Document], unit: str) -> None:
    assert own_unit(None, profile, [reading(plan) for plan in plans], wanted) == unit


REFUSED = [
    ([], "没有找到要点，看不出本单位是谁"),
    ([document("2025年总结", "总结", unit="青禾集团")], "没有找到要点，看不出本单位是谁"),
    ([document("2025年要点", unit=unit) for unit in ("云岭集团水电公司", "云岭集团")], "云岭集团、云岭集团水电公司"),
    ([document("2025年党建要点"), document("2025年机关党建要点")], "《2025年党建要点.txt》没有写明单位"),
]


@pytest.mark.parametrize(("plans", "told"), REFUSED)
def test_no_unit_is_guessed(plans: list[Document], told: str) -> None:
    with pytest.raises(BadRequest) as refused:
        own_unit(None, Profile(), [reading(plan) for plan in plans], "")
    assert told in str(refused.value)
    assert "请指定" in str(refused.value)


def test_the_only_unit_of_a_library(corpus_home: Home) -> None:
    assert own_unit(corpus_home.library, Profile(), [], "") == "云岭集团"
    other = reading(document("2025年要点", unit="青禾集团"))
    assert own_unit(corpus_home.library, Profile(), [other], "") == "青禾集团"
