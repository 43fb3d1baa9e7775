"""Which amounts and dates are of one thing, and which of them fall short."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matrix.figures import (
    Figure,
    counterpart,
    dates_of,
    figures_of,
    months_in,
    of_one_thing,
    shortfall_words,
)
from assistant.matrix.parts import pieces_of, words_of
from assistant.matrix.unasked import names_something_new
from ingest.obligations.clauses import Sentence, sentences_of


def sentence(text: str) -> Sentence:
    return sentences_of(text, 0)[0]


def figures(text: str) -> list[Figure]:
    return list(figures_of(sentence(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每季度组织1次分析研判", [("每季度组织1次", 4, "次", "")]),
        ("每半年至少召开1次警示教育大会", [("每半年至少召开1次", 2, "次", "≥")]),
        ("所属单位每月报送信息不少于3条", [("每月报送信息不少于3条", 36, "条", "≥")]),
        ("由每季度1次增加到每两个月1次", [("每两个月1次", 6, "次", "")]),
        ("每季度抽查不少于20%的党支部", [("不少于20%", 20, "%", "≥")]),
        ("课题15个，其中项目类不少于5个", [("15个", 15, "个", ""), ("不少于5个", 5, "个", "≥")]),
        ("发展党员28名", [("28名", 28, "人", "")]),
        ("深入开展学习", []),
    ],
)
def test_amounts_of_a_year(text: str, expected: list[tuple[str, int, str, str]]) -> None:
    assert [(each.raw, each.number, each.measure, each.bound) for each in figures(text)] == expected


@pytest.mark.parametrize(
    ("asked", "told", "answer"),
    [
        ("每月召开1次联席会议", "召开联席会议10次", "10次"),
        ("全年发布党员揭榜攻关课题15个", "党员揭榜攻关课题验收13个", "13个"),
        ("全年发布党员揭榜攻关课题15个", "发布课题15个，年底前验收13个", "15个"),  # the larger one answers
        (
            "集体学习研讨不少于12次，其中专题研讨不少于4次",
            "其中专题研讨5次",
            None,
        ),  # the first figure's thing is another
        ("领导班子成员每人调研不少于2次", "领导班子成员调研1次", None),  # apiece against the whole
        ("建成工作室2个", "建成工作室3间", None),  # another measure
        ("考核指标精简到30项以内", "考核指标精简到28项", "28项"),
        ("选派年轻干部12名", "慰问困难职工3名", None),
    ],
)
def test_the_amount_that_answers_another(asked: str, told: str, answer: str | None) -> None:
    found = counterpart(figures(asked)[0], figures(told))
    assert (found.raw if found else None) == answer


@pytest.mark.parametrize(
    ("asked", "told", "is_met"),
    [
        ("课题15个", "课题13个", False),
        ("课题15个", "课题16个", True),
        ("课题不少于15个", "课题15个", True),
        ("检查每年不超过2次", "检查3次", False),
        ("检查每年不超过2次", "检查1次", True),
    ],
)
def test_as_much_as_was_asked_for_or_as_little(asked: str, told: str, is_met: bool) -> None:
    assert figures(asked)[0].is_met_by(figures(told)[0]) is is_met


@pytest.mark.parametrize(
    ("text", "months", "begins"),
    [
        ("10月底前完成首次评定", {(2024, 10)}, (2024, 10)),
        ("5月至7月集中学习", {(2024, 7)}, (2024, 5)),
        ("述职评议次年1月底前完成", {(2025, 1)}, (2025, 1)),
        ("下半年开展检查", {(2024, 12)}, (2024, 7)),
    ],
)
def test_dates(text: str, months: set[tuple[int, int]], begins: tuple[int, int]) -> None:
    [date] = dates_of(sentence(text), 2024)
    assert (date.months, date.begins) == (months, begins)


@pytest.mark.parametrize("text", ["全年开展检查", "3个月内完成整改", "任职前完成谈话"])
def test_what_names_no_month(text: str) -> None:
    assert list(dates_of(sentence(text), 2024)) == []


def test_the_months_of_a_column() -> None:
    assert months_in("3月底前发布，12月底前验收", 2024) == {(2024, 3), (2024, 12)}
    assert months_in("全年", 2024) == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("另1个因场地调整未能按期建成", "未能"),
        ("清单延至11月执行", "延至"),
        ("其中1人超过规定的3个月", "超过规定"),
        ("达标率低于年初确定的目标", "低于年初确定的目标"),
        ("形成初稿，尚未会签", "尚未"),
        ("督促尚未公开的6个党支部补齐", ""),
        ("未发生人员伤亡", ""),
        ("全部按期完成", ""),
    ],
)
def test_words_for_what_was_not_reached(text: str, words: str) -> None:
    assert shortfall_words(text) == words


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("发布课题15个，年底前验收13个", ["发布课题15个，年底前验收13个"]),
        ("新建职工书屋4个，慰问困难职工63户", ["新建职工书屋4个", "慰问困难职工63户"]),
        ("对检修公司开展巡察，11月底前完成", ["对检修公司开展巡察，11月底前完成"]),
    ],
)
def test_clauses_that_say_something_by_themselves(text: str, pieces: list[str]) -> None:
    assert [words_of(piece) for piece in pieces_of(sentence(text))] == pieces


@pytest.mark.parametrize(
    ("passage", "plan", "is_new"),
    [
        ("学习党的二十届三中全会精神，轮训中层干部", "轮训中层干部", True),
        ("学习党的二十届三中全会精神", "学习二十届三中全会精神", False),
        ("执行《党务公开工作办法》", "轮训干部", True),
        ("执行《党务公开工作办法》", "落实《党务公开工作办法》", False),
        ("职工故事集《坝上人家》发放到班组", "编印职工故事集", False),
    ],
)
def test_matters_that_the_plan_does_not_name(passage: str, plan: str, is_new: bool) -> None:
    assert names_something_new(passage, plan) is is_new


WORDS = st.text(alphabet="党支部委员会议学习检查研讨，。1每季度", max_size=30)


@given(one=WORDS, other=WORDS)
def test_being_of_one_thing_goes_both_ways(one: str, other: str) -> None:
    assert of_one_thing(frozenset(one), frozenset(other)) == of_one_thing(frozenset(other), frozenset(one))


@given(text=WORDS)
def test_any_text_has_figures_or_none(text: str) -> None:
    for each in sentences_of(text, 0):
        assert all(figure.number > Fraction(0) for figure in figures_of(each))
        assert "".join(clause.text for piece in pieces_of(each) for clause in piece.clauses) == "".join(
            clause.text for clause in each.clauses
        )
