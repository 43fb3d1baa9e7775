from __future__ import annotations

import pytest

from assistant.compare.actors import actors_of
from assistant.compare.shortfalls import measured
from assistant.compare.values import changed_documents, changed_values, duty_likeness, same_duties
from ingest.records import Mention, Requirement
from tests.assistant.compare.samples import duties, plan


def duty(words: str, year: int) -> Requirement:
    """The one obligation of a sentence, as the project reads it."""
    found = duties(plan(year, "一、夯实基础", f"1.{words}"))
    assert len(found) == 1, words
    return found[0]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("党委每年专题研究党建工作不少于2次。", "党委每半年专题研究党建工作1次。", []),
        ("党委每季度专题研究党建工作1次。", "党委每月专题研究党建工作1次。", [("frequency", "每季度1次", "每月1次")]),
        (
            "党委每年专题研究党建工作不少于1次。",
            "党委每年专题研究党建工作不少于2次。",
            [("frequency", "每年不少于1次", "每年不少于2次")],
        ),
        ("宣传部全年刊发稿件不少于20篇。", "宣传部全年刊发稿件20篇以上。", []),
        ("宣传部刊发稿件不少于20篇。", "宣传部刊发稿件不少于24篇。", [("quantity", "不少于20篇", "不少于24篇")]),
        ("宣传部9月底前制定方案。", "宣传部10月底前制定方案。", [("deadline", "9月底前", "10月底前")]),
        ("工会2024年1月底前完成评议。", "工会2025年1月底前完成评议。", []),
        ("工会2024年1月底前完成评议。", "工会12月底前完成评议。", [("deadline", "2024年1月底前", "12月底前")]),
        ("宣传部9月底前制定方案。", "工会9月底前制定方案。", [("unit", "宣传部", "工会")]),
        ("宣传部9月底前制定方案。", "宣传部、工会9月底前制定方案。", [("unit", "宣传部", "宣传部、工会")]),
        ("宣传部会同工会9月底前制定方案。", "工会9月底前制定方案。", [("unit", "宣传部、工会", "工会")]),
        ("宣传部全年刊发稿件不少于20篇。", "宣传部刊发稿件不少于20篇。", []),
        (
            "干部挂职期限不少于6个月。",
            "干部挂职期限不少于1年。",
            [("quantity", "不少于6个月", "不少于1年")],
        ),
    ],
)
def test_values_are_compared_by_what_they_mean(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    before, after = duty(old, 2023), duty(new, 2024)
    actors = actors_of([before, after, duty("工会9月底前制定方案。", 2023)])
    found = changed_values(before, after, (2023, 2024), actors)
    assert [(change.field, change.old, change.new) for change in found] == expected


def test_the_most_alike_obligations_are_paired_first() -> None:
    old = duties(plan(2023, "一、夯实基础", "1.工会每季度走访职工1次，团委每半年走访青年1次，宣传部每月报送信息1条。"))
    new = duties(plan(2024, "一、夯实基础", "1.团委每季度走访青年1次，工会每月走访职工1次，宣传部每月通报信息1次。"))
    pairs = same_duties(old, new, lambda *_: 0.3)
    assert [(a.subject, b.subject) for a, b in pairs] == [("工会", "工会"), ("团委", "团委"), ("宣传部", "宣传部")]
    assert same_duties(old, new, lambda *_: 2) == []
    assert duty_likeness(old[0], old[0]) > duty_likeness(old[0], old[1])


def mention(name: str, role: str = "authority") -> Mention:
    return Mention(0, 0, 1, name, name, role)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["甲条例"], ["甲条例"], []),
        (["甲条例"], ["乙条例"], [("《甲条例》", "《乙条例》")]),
        (["甲条例", "乙条例"], ["丙条例"], [("《甲条例》", ""), ("《乙条例》", ""), ("", "《丙条例》")]),
    ],
)
def test_documents_go_and_come(old: list[str], new: list[str], expected: list[tuple[str, str]]) -> None:
    found = changed_documents([*map(mention, old)], [*map(mention, new)])
    assert [(change.old, change.new) for change in found] == expected


def test_a_document_that_was_to_be_made_does_not_come() -> None:
    assert not [*changed_documents([mention("甲办法", "to_be_made")], [mention("甲办法")])]


@pytest.mark.parametrize(
    ("asked", "own", "met", "reasons"),
    [
        ("每季度检查1次。", "每月检查1次。", 1, []),
        ("每季度检查1次。", "每半年检查1次。", 0, ["频次不足：上级每季度1次，本单位每半年1次"]),
        ("每季度检查1次。", "9月底前检查1次。", 0, ["频次未写明：上级每季度1次"]),
        ("每年检查1次。", "9月底前组织检查。", 0, ["频次未写明：上级每年1次"]),
        ("每年检查不超过2次。", "每年检查不超过1次。", 1, []),
        ("每年检查不超过2次。", "每年检查不超过4次。", 0, ["频次超出：上级每年不超过2次，本单位每年不超过4次"]),
        ("一线职工占比不低于60%。", "一线职工占比不低于65%。", 1, []),
        ("一线职工占比不低于60%。", "一线职工占比不低于50%。", 0, ["数量不足：上级不低于60%，本单位不低于50%"]),
        ("9月底前完成检查。", "8月底前完成检查。", 1, []),
        ("9月底前完成检查。", "10月底前完成检查。", 0, ["时限偏晚：上级9月底前，本单位10月底前"]),
        ("工会15个工作日内答复意见。", "工会10个工作日内答复意见。", 1, []),
        ("工会15个工作日内答复意见。", "工会30日内答复意见。", 0, ["时限偏长：上级15个工作日内，本单位30日内"]),
    ],
)
def test_values_fall_short(asked: str, own: str, met: int, reasons: list[str]) -> None:
    found = measured(duty(asked, 2024), duty(own, 2024), (2024, 2024))
    assert (found.met, [shortfall.reason for shortfall in found.shortfalls]) == (met, reasons)


def test_without_an_own_obligation_nothing_is_met() -> None:
    found = measured(duty("宣传部每季度检查1次。", 2024), None, (2024, 2024))
    assert [(one.kind, one.reason) for one in found.shortfalls] == [("unstated", "频次未写明：上级每季度1次")]
