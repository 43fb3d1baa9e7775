"""What was planted in the sample plans from year to year (tests/gold/corpus_changes.md) is called out, item by item."""

from __future__ import annotations

from functools import cache

import pytest

from assistant.compare.records import FieldChange, Relation, Row
from tests.assistant.compare.samples import compared, of_corpus

# Old year, old address, new address, field, old words, new words; a word that is part of what is told is enough.
CHANGES = [
    (2021, "二/（一）", "二/1", "frequency", "每两个月", "每季度"),
    (2021, "二/（四）", "二/4", "deadline", "24小时内", "2小时内"),
    (2021, "二/（五）", "二/5", "frequency", "每季度", "每月"),
    (2021, "二/（五）", "二/5", "quantity", "15篇", "20篇"),
    (2021, "三/（一）", "三/1", "frequency", "每年", "每半年"),
    (2021, "三/（三）", "三/3", "quantity", "35名", "32名"),
    (2021, "三/（三）", "三/3", "quantity", "40%", "50%"),
    (2021, "三/（三）", "三/3", "deadline", "10月底前", "11月底前"),
    (2021, "三/（六）", "三/6", "frequency", "每半年", "每季度"),
    (2021, "四/（一）", "四/1", "frequency", "每两年", "每年"),
    (2021, "四/（二）", "四/2", "quantity", "6名", "8名"),
    (2021, "六/（三）", "六/3", "deadline", "3个月内", "1个月内"),
    (2021, "六/（三）", "六/3", "cited", "中国共产党纪律处分条例", "关于加强新时代廉洁文化建设的意见"),
    (2021, "七/（二）", "七/2", "frequency", "每年", "每半年"),
    (2021, "八/（一）", "八/1", "quantity", "10%", "15%"),
    (2022, "二/1", "一/3", "frequency", "每季度", "10次"),
    (2022, "二/4", "二/4", "frequency", "1次", "2次"),
    (2022, "二/5", "二/5", "quantity", "1条", "2条"),
    (2022, "二/5", "二/5", "quantity", "20篇", "24篇"),
    (2022, "三/1", "三/8", "frequency", "每半年", "每季度"),
    (2022, "三/2", "三/9", "quantity", "3个", "5个"),
    (2022, "三/3", "三/10", "quantity", "32名", "30名"),
    (2022, "三/3", "三/10", "quantity", "50%", "60%"),
    (2022, "三/3", "三/10", "deadline", "11月底前", "10月底前"),
    (2022, "三/6", "三/12", "frequency", "每年", "每半年"),
    (2022, "三/7", "三/11", "deadline", "10月底前", "6月底前"),
    (2022, "四/2", "四/14", "quantity", "8名", "10名"),
    (2022, "四/2", "四/14", "quantity", "1年", "6个月"),
    (2022, "四/2", "四/14", "quantity", "40人", "45人"),
    (2022, "五/1", "五/16", "frequency", "每半年", "每季度"),
    (2022, "六/3", "六/22", "frequency", "每年", "每半年"),
    (2022, "六/3", "六/22", "deadline", "1个月内", "任职前"),
    (2022, "八/1", "八/27", "quantity", "15%", "20%"),
    (2022, "八/2", "八/28", "deadline", "2023年1月底前", "12月底前"),
    (2023, "一/3", "二/（三）", "frequency", "每季度", "每半年"),
    (2023, "一/3", "二/（二）", "frequency", "10次", "12次"),
    (2023, "一/3", "二/（二）", "frequency", "3次", "4次"),
    (2023, "二/5", "二/（五）", "quantity", "2条", "3条"),
    (2023, "二/5", "二/（五）", "quantity", "24篇", "30篇"),
    (2023, "三/8", "三/（七）", "frequency", "每年不少于1次", "每年不少于2次"),
    (2023, "三/10", "三/（八）", "quantity", "30名", "28名"),
    (2023, "四/14", "四/（十二）", "quantity", "6个月", "1年"),
    (2023, "四/14", "四/（十二）", "quantity", "10名", "12名"),
    (2023, "四/15", "四/（十一）", "deadline", "11月", "9月"),
    (2023, "四/15", "四/（十一）", "cited", "全国党员教育培训工作规划", ""),
    (2023, "五/17", "五/（十五）", "quantity", "10个", "15个"),
    (2023, "六/21", "六/（十九）", "deadline", "3个月", "2个月"),
    (2023, "六/23", "六/（二十）", "frequency", "每季度", "每两个月"),
    (2023, "八/28", "八/（二十四）", "deadline", "12月底前", "2025年1月底前"),
    (2024, "二/（二）", "二/（一）", "frequency", "4次", "6次"),
    (2024, "二/（四）", "二/（二）", "frequency", "每季度", "每半年"),
    (2024, "二/（五）", "二/（三）", "quantity", "3条", "2条"),
    (2024, "三/（六）", "三/（二）", "deadline", "10月底前", "9月底前"),
    (2024, "三/（八）", "三/（三）", "quantity", "28名", "26名"),
    (2024, "三/（八）", "三/（三）", "quantity", "60%", "65%"),
    (2024, "三/（九）", "三/（五）", "frequency", "每半年", "每年"),
    (2024, "三/（九）", "三/（六）", "deadline", "4月底前", "8月底前"),
    (2024, "三/（九）", "三/（六）", "unit", "", "纪委办公室"),
    (2024, "四/（十一）", "三/（四）", "cited", "", "中国共产党党员教育管理工作条例"),
    (2024, "四/（十二）", "四/（二）", "quantity", "12名", "10名"),
    (2024, "五/（十五）", "五/（二）", "frequency", "每月", "每两个月"),
    (2024, "五/（十五）", "五/（二）", "quantity", "15个", "8个"),
    (2024, "五/（十五）", "五/（二）", "deadline", "12月底前", "11月底前"),
    (2024, "五/（十六）", "五/（三）", "frequency", "每季度", "每半年"),
    (2024, "五/（十六）", "五/（三）", "cited", "", "整治形式主义为基层减负若干规定"),
    (2024, "六/（二十）", "六/（四）", "frequency", "每两个月", "每季度"),
    (2024, "六/（二十）", "六/（四）", "unit", "计划财务部", "法务部"),
    (2024, "七/（二十一）", "七/（一）", "frequency", "每半年", "每季度"),
    (2024, "七/（二十一）", "七/（二）", "frequency", "1次", "2次"),
    (2024, "七/（二十一）", "七/（二）", "quantity", "8支", "10支"),
    (2024, "八/（二十三）", "八/（一）", "quantity", "20%", "25%"),
    (2024, "八/（二十四）", "八/（二）", "deadline", "2025年1月底前", "12月底前"),
]
# Old year, addresses, the value that was only reworded.
REWORDED = [
    (2023, "六/22", "六/（十八）", "frequency"),  # 每半年1次 stays, though it was introduced as a change
    (2023, "八/27", "八/（二十三）", "quantity"),  # 提高到20%, 保持20%
    (2024, "六/（十八）", "六/（二）", "frequency"),  # 警示教育大会: 每半年1次, 每年不少于2次
]
MOVES: list[tuple[int, str, str, Relation]] = [
    (2022, "三/4/（2）", "四/15", "合并"),
    (2023, "一/3", "二/（三）", "拆分"),
    (2023, "七/24", "七/（二十一）", "合并"),
    (2023, "七/25", "七/（二十一）", "合并"),
    (2024, "六/（十七）", "一/（三）", "移动"),
    (2024, "七/（二十一）", "七/（一）", "拆分"),
    (2024, "七/（二十一）", "七/（二）", "拆分"),
]


@cache
def rows(year: int, old: str, new: str) -> tuple[Row, ...]:
    """All rows of a pair of items."""
    return tuple(
        row
        for row in step(year)
        if (row.old.address if row.old else "") == old and (row.new.address if row.new else "") == new
    )


@cache
def step(year: int) -> tuple[Row, ...]:
    before, after = (of_corpus(f"{each}年党建工作要点")[0] for each in (year, year + 1))
    return compared(before, after).rows


def called(changes: list[FieldChange], old: str, new: str) -> bool:
    """Whether a value is told to have become another one; where the duty was rewritten, to have gone and come."""
    if any(old in change.old and new in change.new for change in changes):
        return True
    gone = any(old in change.old and not change.new for change in changes)
    return gone and any(new in change.new and not change.old for change in changes)


@pytest.mark.parametrize(("year", "old", "new", "field", "before", "after"), CHANGES)
def test_a_planted_change_is_called_out(year: int, old: str, new: str, field: str, before: str, after: str) -> None:
    found = rows(year, old, new)
    assert {row.status for row in found if row.changes} == {"改写"}
    assert called([change for row in found for change in row.changes if change.field == field], before, after)


@pytest.mark.parametrize(("year", "old", "new", "field"), REWORDED)
def test_a_value_that_is_only_reworded_is_none(year: int, old: str, new: str, field: str) -> None:
    found = [change for row in rows(year, old, new) for change in row.changes if change.field == field]
    assert not [change for change in found if change.old and change.new]


@pytest.mark.parametrize(("year", "old", "new", "relation"), MOVES)
def test_a_planted_move_is_told(year: int, old: str, new: str, relation: Relation) -> None:
    assert any(relation in row.relations for row in rows(year, old, new))


@pytest.mark.parametrize(
    ("year", "address"),
    [(2022, "一/2/（1）"), (2022, "四/3"), (2022, "七/3"), (2023, "五/19"), (2024, "七/（二十二）")],
)
def test_what_is_gone_is_told(year: int, address: str) -> None:
    assert [row.status for row in rows(year, address, "")] == ["取消"]


@pytest.mark.parametrize(
    ("year", "address"), [(2022, "五/17"), (2022, "六/21"), (2024, "六/（一）"), (2024, "一/（二）")]
)
def test_what_is_new_is_told(year: int, address: str) -> None:
    assert [row.status for row in rows(year, "", address)] == ["新增"]
