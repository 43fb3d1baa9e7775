from __future__ import annotations

import pytest

from assistant.compare.numbers import agreement, changed_numbers


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("赤字率按3.2%左右安排", "赤字率按2.8%左右安排", [("3.2%", "2.8%")]),
        ("投资6100亿元", "投资6400亿元", [("6100亿元", "6400亿元")]),
        ("投资3.65万亿元", "投资3.65万亿元，优先用于在建工程", []),
        ("2023年培训30名、40名", "2024年培训40名、50名", [("30名", "50名")]),
        ("改造老旧小区5万个", "改造一批老旧小区", []),
        ("下降2个百分点", "下降3个百分点", [("2个百分点", "3个百分点")]),
        ("（2023－2025年）", "（2026－2028年）", []),
    ],
)
def test_numbers_of_one_measure_are_paired(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert [(change.old, change.new) for change in changed_numbers(old, new)] == expected


def test_agreement() -> None:
    found = agreement(["不少于32学时", "培训1次", "抓学习"], ["不少于56学时", "每年32学时", "培训1次"])
    assert found.tolist() == [[-1, 1, 0], [0, 0, 0], [0, 0, 0]]
