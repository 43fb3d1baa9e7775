"""The same matter in other words: a day said otherwise, two lists that share members."""

from __future__ import annotations

import pytest

from assistant.drafting.sameness import AROUND, repeated, repeating, repeats, widened


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("上半年完成中层干部轮训", "6月底前对中层以上干部集中轮训1遍"),
        ("一季度完成台账清查", "3月底前组织台账集中清查"),
        ("年底前公布评定结果", "12月底前公布年度评定结果"),
    ],
)
def test_one_matter_by_one_day(clause: str, said: str) -> None:
    assert repeats(clause, said)
    assert repeating([clause, "完成轮训"], ["9月底前完成轮训", said]) == [True, False]


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("上半年完成中层干部轮训", "9月底前对中层以上干部集中轮训1遍"),  # another day
        ("上半年完成党支部书记轮训", "6月底前对中层以上干部集中轮训1遍"),  # others
        ("6月底前对中层以上干部集中轮训2遍", "6月底前对中层以上干部集中轮训1遍"),  # another amount
        ("6月底前对中层以上干部集中轮训2遍", "6月底前对中层以上干部集中轮训12遍"),
        ("6月底前对中层以上干部集中轮训1遍", "上半年完成中层干部轮训"),  # says more
        ("完成中层干部轮训", "对中层以上干部集中轮训1遍"),  # by no day
        ("年内完成中层干部轮训", "年内对中层以上干部集中轮训1遍"),
        ("6月底前完成", "6月底前完成中层干部轮训"),  # of no matter
        ("任职后3个月内完成轮训考试", "转正后3个月内完成轮训考试"),
    ],
)
def test_what_says_more_or_something_else(clause: str, said: str) -> None:
    assert not repeats(clause, said)


def test_only_neighbours_in_other_words_are_told() -> None:
    one, other = "6月底前对中层以上干部集中轮训1遍", "上半年完成中层干部轮训"
    between = [f"{month}月底前公布考核结果" for month in range(7, 12)]
    assert list(repeated([one, *between, other])) == [(one, other)]
    assert list(repeated([one, *between * AROUND, other])) == []
    assert list(repeated([one, one])) == [], "what is word for word the same is told elsewhere"


OWN = "迎峰度夏、防洪度汛期间成立党员突击队，做到急难任务党员上"


def test_a_list_takes_in_what_another_one_has() -> None:
    assert widened(OWN, "迎峰度夏、迎峰度冬期间应当组建党员突击队") == (
        "迎峰度夏、防洪度汛",
        "迎峰度夏、防洪度汛、迎峰度冬",
    )
    assert widened("检查费用、差旅、公车管理情况", "检查差旅、外包管理情况") == (
        "费用、差旅、公车",
        "费用、差旅、公车、外包",
    )


@pytest.mark.parametrize(
    "asked",
    [
        "迎峰度夏、防洪度汛期间应当组建党员突击队",  # nothing more
        "抢修抢险、迎峰度冬期间应当组建党员突击队",  # no member in common
        "迎峰度夏、迎峰度冬期间应当组建青年突击队",  # another matter
        "迎峰度夏期间应当组建党员突击队",
        "迎峰度夏、迎峰度冬",
    ],
)
def test_lists_of_other_matters_stay(asked: str) -> None:
    assert widened(OWN, asked) is None
