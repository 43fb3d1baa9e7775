from __future__ import annotations

import pytest

from assistant.question import analyse, pointed_to
from assistant.structure import asks_for_item_count, asks_for_parts
from ingest.library import Profile
from ingest.records import Document, Kind


def document(id_: int, file: str, year: int | None, kind: Kind, unit: str = "") -> Document:
    return Document(id_, id_, 1, file, (file,), file.rsplit(".")[0], year, kind, unit, "", 1)


LIBRARY = [
    document(1, "云岭集团2024年党建工作要点.docx", 2024, "要点", "云岭集团"),
    document(2, "云岭集团2025年党建工作要点.pdf", 2025, "要点", "云岭集团"),
    document(3, "机关2025年党建工作要点.txt", 2025, "要点", "机关"),
    document(4, "省局关于加强党建工作的意见.txt", 2025, "意见", "省局"),
    document(5, "云岭集团2024年工作总结.txt", 2024, "总结", "云岭集团"),
]


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("2024年要点里党课讲几次？", {1}),
        ("机关那份要点怎么说？", {3}),
        ("局里的意见由谁负责？", {4}),
        ("集团2025年要点和机关要点有什么不同？", {2, 3}),
        ("省局意见和去年的总结对比", {4, 5}),
        ("要点里有没有规定？", {1, 2, 3}),
        ("党课一年讲几次？", set()),
        ("通知什么时候发的？", set()),
    ],
)
def test_what_a_question_points_to(question: str, documents: set[int]) -> None:
    assert pointed_to(question, LIBRARY) == documents


def test_key_words_lose_the_asking_and_gain_the_full_form() -> None:
    asked = analyse("支委会多久开一次？", LIBRARY, Profile(abbreviations={"支委会": "支部委员会议"}))
    assert asked.words.split() == ["支委会", "开一次", "支部委员会议"]


def test_the_profile_says_what_we_and_last_year_mean() -> None:
    profile = Profile(unit="云岭集团", aliases=("集团",), superior="省局", today=2025)
    asked = analyse("去年我们的总结说了什么？上级今年有什么要求？", LIBRARY, profile)
    assert asked.years == {2024, 2025}
    assert asked.units == {"云岭集团", "集团", "省局"}
    assert analyse("去年我们的总结", LIBRARY, Profile(today=2025)).units == frozenset()


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("2019年的要点讲什么？", ("2019年的要点",)),
        ("二〇二一年度工作总结", ("2021年的总结",)),
        ("2024年要点讲什么？", ()),
        ("2019年以来有哪些变化？", ()),
    ],
)
def test_documents_that_are_not_there_are_named(question: str, absent: tuple[str, ...]) -> None:
    assert analyse(question, LIBRARY, Profile()).absent == absent


@pytest.mark.parametrize("question", ["", "是什么？", "？"])
def test_a_question_of_asking_words_only_stays_as_it_is(question: str) -> None:
    assert analyse(question, LIBRARY, Profile(abbreviations={})).words == question


@pytest.mark.parametrize(
    ("question", "parts", "items"),
    [
        ("要点分成哪几大部分？", True, False),
        ("办法一共有几章？", True, False),
        ("要点一共列了多少条任务？", False, True),
        ("共分解为多少项任务？", False, True),
        ("党课一年讲几次？", False, False),
        ("各部门要做什么？", False, False),
    ],
)
def test_questions_about_structure(question: str, parts: bool, items: bool) -> None:
    assert (asks_for_parts(question), asks_for_item_count(question)) == (parts, items)
