"""Frequencies, amounts and deadlines: what is found in a clause, and what its value is."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.obligations.amounts import amounts_in
from ingest.obligations.deadlines import Context, deadlines_in
from ingest.obligations.frequencies import frequency_in
from ingest.obligations.values import Bounded, amount, dues, per_year, within_hours

PLAN = Context(2024, yearly=False)
RULE = Context(2023, yearly=True)

FREQUENCIES = [
    ("党支部每季度召开1次党员大会", "每季度", "4/年"),
    ("至少每月召开一次支部委员会", "每月", "≥12/年"),
    ("研究意识形态工作不少于2次/年", "2次/年", "≥2/年"),
    ("每两年举办1期培训班", "每两年", "1/2年"),
    ("一年两次向党委报告", "一年", "2/年"),
    ("半年一次组织自查", "半年", "2/年"),
    ("按季度报送进展", "按季度", "4/年"),
    ("按季度更新4次", "按季度", "4/年"),
    ("全年集体学习研讨不少于12次", "全年", "≥12/年"),
    ("抽查由每半年1次增加到每季度1次", "每季度", "4/年"),
    ("每两个月检查1次", "每两个月", "6/年"),
    ("每月报送信息不少于3条", "每月", "12/年"),
    ("每个月更新台账", "每个月", "12/年"),
    ("每周例会", "每周", "52/年"),
    ("全年计划发展党员28名", "全年", "1/年"),
    ("每次研讨安排1名成员", "每次", ""),
    ("定期听取汇报", "定期", ""),
    ("及时报告", "及时", ""),
]
NO_FREQUENCY = [
    "每0个月检查1次",
    "每００个月检查1次",
    "坚持思想教育经常化",
    "9月1次",
    "每次按时间计算",
    "全年围绕“1234”思路谋划",
    "每人联系1个支部",
]


@pytest.mark.parametrize(("clause", "raw", "value"), FREQUENCIES)
def test_frequency(clause: str, raw: str, value: str) -> None:
    found = frequency_in(clause)
    assert found is not None
    amounts = amounts_in(clause, (found.taken,))
    assert clause[found.start : found.end] == raw
    assert found.normalised(amounts[0] if amounts else None) == value


@pytest.mark.parametrize("clause", NO_FREQUENCY)
def test_no_frequency(clause: str) -> None:
    assert frequency_in(clause) is None


AMOUNTS = [
    ("选派12名年轻干部", ["12名"], ["12名"]),
    ("满意率不得低于百分之九十", ["不得低于百分之九十"], ["≥90%"]),
    ("应当有三分之二以上的党员到会", ["三分之二以上"], ["≥2/3"]),
    ("经半数以上委员同意", ["半数以上"], ["≥1/2"]),
    ("每次不少于30分钟", ["不少于30分钟"], ["≥30分钟"]),
    ("专题研讨不少于4次", ["不少于4次"], ["≥4次"]),
    ("至少专题研究1次群团工作", ["1次"], ["≥1次"]),
    ("一线职工占比不低于60%", ["不低于60%"], ["≥60%"]),
    ("青年占比不低于一半", ["不低于一半"], ["≥1/2"]),
    ("课时不得少于总课时的四分之一", ["不得少于总课时的四分之一"], ["≥1/4"]),
    ("公示期不少于5个工作日", ["不少于5个工作日"], ["≥5个工作日"]),
    ("召开一次支委会、一次党小组会", ["一次", "一次"], ["1次", "1次"]),
    ("至少召开一次支委会、一次党小组会", ["一次", "一次"], ["≥1次", "≥1次"]),
    ("考核指标精简到30项以内", ["30项以内"], ["≤30项"]),
    ("由不少于1次增加到不少于2次", ["不少于2次"], ["≥2次"]),
    ("检查不超过2次", ["不超过2次"], ["≤2次"]),
    ("困难职工档案更新一次", ["一次"], ["1次"]),
    ("处一千元以上五千元以下罚款", ["一千元以上", "五千元以下"], ["≥1000元", "≤5000元"]),
    ("旁听2家以上所属单位", ["2家以上"], ["≥2家"]),
]
NO_AMOUNTS = [
    "落实“两个责任”", "从两个方面推进", "八项规定精神", "党的二十届三中全会", "第一次会议", "新一轮巡察", "统一思想",
    "作为一项重要任务", "一期工程建设", "建党100周年", "一次性补助", "十九届六次全会", "《十项措施》", "三个月内",
]  # fmt: skip


@pytest.mark.parametrize(("clause", "raw", "values"), AMOUNTS)
def test_amounts(clause: str, raw: list[str], values: list[str]) -> None:
    found = amounts_in(clause)
    assert [clause[a.start : a.end] for a in found] == raw
    assert [a.normalised for a in found] == values


@pytest.mark.parametrize("clause", NO_AMOUNTS)
def test_no_amounts(clause: str) -> None:
    assert amounts_in(clause) == []


DEADLINES = [
    ("9月底前完成", "9月底前", "2024-09-30"),
    ("次年1月底前完成", "次年1月底前", "2025-01-31"),
    ("2025年1月20日前公布", "2025年1月20日前", "2025-01-20"),
    ("5月至7月集中学习", "5月至7月", "2024-05-01/2024-07-31"),
    ("6月底、12月底前各1次", "6月底、12月底前", "2024-06-30；2024-12-31"),
    ("上半年开展检查", "上半年", "2024-01-01/2024-06-30"),
    ("每季度末月25日前报送", "每季度末月25日前", "2024-03-25；2024-06-25；2024-09-25；2024-12-25"),
    ("年底前报告", "年底前", "2024-12-31"),
    ("2月底前印发", "2月底前", "2024-02-29"),
    ("11月前完成", "11月前", "2024-10-31"),
    ("9月份组织考试", "9月份", "2024-09-01/2024-09-30"),
    ("3个月内整改", "3个月内", "≤3个月"),
    ("自批准之日起5个工作日内公开", "5个工作日内", "≤5个工作日"),
    ("整改期限由3个月缩短为2个月", "2个月", "≤2个月"),
    ("限期整改", "限期", ""),
    ("任职前必须谈话", "任职前", ""),
    ("二零二五年9月底前完成", "二零二五年9月底前", "2025-09-30"),
    ("2025年10月至2026年3月集中整治", "2025年10月至2026年3月", "2025-10-01/2026-03-31"),
    ("11月至次年2月开展走访", "11月至次年2月", "2024-11-01/2025-02-28"),
    ("2026-02-28", "2026-02-28", "2026-02-28"),
    ("2026/11/30前完成", "2026/11/30前", "2026-11-30"),
    ("3、6、9月各1次", "3、6、9月", "2024-03-01/2024-03-31；2024-06-01/2024-06-30；2024-09-01/2024-09-30"),
    ("十二月十五日前汇总", "十二月十五日前", "2024-12-15"),
    ("13月底前完成", "13月底前", ""),
]
YEARLY = [
    ("每年3月底前更新", "--03-31"),
    ("于次年1月20日前公布", "--01-20"),
    ("每季度首月10日前公布", "--01-10；--04-10；--07-10；--10-10"),
]


@pytest.mark.parametrize(("clause", "raw", "value"), DEADLINES)
def test_deadline(clause: str, raw: str, value: str) -> None:
    (found,) = deadlines_in(clause, PLAN)
    assert (clause[found.start : found.end], found.normalised) == (raw, value)


@pytest.mark.parametrize(("clause", "value"), YEARLY)
def test_a_regulations_dates_come_every_year(clause: str, value: str) -> None:
    assert deadlines_in(clause, RULE)[-1].normalised == value


def test_without_a_year_a_date_has_no_value() -> None:
    (found,) = deadlines_in("9月底前完成", Context(None, yearly=False))
    assert found.normalised == ""


@pytest.mark.parametrize("clause", ["“三年内部巡察全覆盖工程”", "《2024年12月底前任务清单》", "部容", "两年内容"])
def test_dates_in_names_are_none(clause: str) -> None:
    assert deadlines_in(clause, PLAN) == []


def test_values_can_be_read() -> None:
    assert per_year("≥2/年") == Bounded("≥", Fraction(2))
    assert per_year("1/2年") == Bounded("", Fraction(1, 2))
    assert amount("≥1/2") == Bounded("≥", Fraction(1, 2))
    assert amount("≤30项") == Bounded("≤", Fraction(30), "项")
    assert [d.last for d in dues("--02-28；2024-09-30", 2025)] == [date(2025, 2, 28), date(2024, 9, 30)]
    assert dues("2024-05-01/2024-07-31", 2024)[0].first == date(2024, 5, 1)
    assert within_hours("≤3个月") == 24 * 90
    assert (per_year(""), amount(""), dues("", 2024), within_hours("2024-01-31")) == (None, None, (), None)


PIECES = st.sampled_from(
    ["每季度", "每两年", "至少", "不少于", "2次", "一次", "9月底前", "上半年", "3个月内", "由", "增加到", "、", "召开",
     "2024年", "每月5日前", "《", "》", "“", "”", "其中", "12名", "全年", "一半", "每", "月", "末", "第",
     "0", "０", "个月", "13", "至", "年", "二零二五年", "-", "2026-11-30", "3、6、9月", "次年", "百分之九十"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
def test_whatever_is_found_is_in_the_clause_and_has_a_value_that_can_be_read(clause: str) -> None:
    frequency = frequency_in(clause)
    for found in amounts_in(clause):
        assert 0 <= found.start < found.end <= len(clause)
        assert amount(found.normalised) is not None
        if frequency:
            assert frequency.normalised(found) == "" or per_year(frequency.normalised(found)) is not None
    for deadline in deadlines_in(clause, PLAN):
        assert 0 <= deadline.start < deadline.end <= len(clause)
        if deadline.normalised and not re.fullmatch(r"≤.*", deadline.normalised):
            assert dues(deadline.normalised, 2024)
