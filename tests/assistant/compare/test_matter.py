"""Values are told to have changed only within one matter, in whatever words they were stated."""

from __future__ import annotations

import pytest

from assistant.compare.matter import same_matter
from assistant.compare.showing import comparison_text
from assistant.compare.units import cut
from ingest.records import Document, Outline
from tests.assistant.compare.samples import compared, of_corpus, plan
from tests.assistant.compare.test_values import duty


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("党委办公室4月底前编制统一的党务公开目录。", "党委办公室8月底前修订《党务公开工作办法》。", False),
        ("党委委员到联系点调研每季度不少于1次。", "党委委员每年到联系点讲党课不少于1次。", False),
        ("党委每半年组织党员观看警示教育专题片1次。", "党委每年召开警示教育大会1次。", False),
        ("各党支部12月底前完成换届选举。", "各党支部9月底前完成换届。", True),
        ("宣传部全年刊发稿件不少于20篇。", "宣传部围绕迎峰度夏在省级以上媒体刊发稿件不少于24篇。", True),
        ("工会全年发布攻关课题10个。", "工会全年发布党员揭榜攻关课题15个。", True),
    ],
)
def test_what_is_one_matter(old: str, new: str, expected: bool) -> None:
    before, after = duty(old, 2023), duty(new, 2024)
    assert same_matter(before, after) is same_matter(after, before) is expected


def _shown(old: Outline, new: Outline) -> list[str]:
    both = [
        Document(number, number, 1, f"{outline.year}.txt", (), outline.title, outline.year, "要点", outline.unit, "")
        for number, outline in enumerate((old, new), 1)
    ]
    return list(comparison_text(compared(old, new), *both))


@pytest.fixture(scope="module")
def shown() -> list[str]:
    return _shown(of_corpus("2024年党建工作要点")[0], of_corpus("2025年党建工作要点")[0])


def test_two_matters_in_one_item_went_and_came(shown: list[str]) -> None:
    assert "  · 时限：4月底前 → 8月底前" not in shown
    assert {"  · 时限：4月底前 → 原文未写明", "  · 时限：原文未写明 → 8月底前"} <= {*shown}


def test_a_value_that_moved_to_another_item_is_shown(shown: list[str]) -> None:
    place = shown.index("  · 频次：每半年1次 → 每年1次")
    assert shown[place - 2].startswith("  旧 三/（九）")
    assert shown[place - 1].startswith("  新 三/（五）")


def test_a_clause_from_elsewhere_that_only_gained_a_value_is_not_shown(shown: list[str]) -> None:
    assert "  旧 六/（十八）　5月至7月集中学习" not in shown


def test_fields_are_shown_in_chinese(shown: list[str]) -> None:
    fields = {line.partition("：")[0] for line in shown if line.startswith("  · ")}
    assert fields == {f"  · {name}" for name in ("频次", "数量", "时限", "责任单位", "依据文件", "数字")} & fields
    assert len(fields) >= 5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("党委专题研究意识形态工作2次。", "党委每半年专题研究意识形态工作1次。"),
        ("组织人事部举办培训班1期。", "组织人事部每年举办培训班1期。"),
        ("党委委员全年解决难题不少于2个。", "党委委员每年解决难题不少于2个。"),
    ],
)
def test_times_without_a_period_are_those_of_the_year(old: str, new: str) -> None:
    before, after = plan(2023, "一、夯实基础", f"1.{old}"), plan(2024, "一、夯实基础", f"1.{new}")
    assert not any(row.changes for row in compared(before, after).rows)
    assert not any(row.changes for row in compared(after, before).rows)


def test_other_times_are_another_frequency() -> None:
    before = plan(2023, "一、夯实基础", "1.党委专题研究意识形态工作2次。")
    after = plan(2024, "一、夯实基础", "1.党委每季度专题研究意识形态工作1次。")
    changes = {(change.field, change.old, change.new) for row in compared(before, after).rows for change in row.changes}
    assert changes == {("frequency", "2次", "每季度1次")}


def test_a_share_is_no_frequency_of_its_own() -> None:
    before = plan(2023, "一、夯实基础", "1.规范党课。党支部书记每年讲党课不少于2次。")
    after = plan(2024, "一、夯实基础", "1.规范党课。党支部书记每年讲党课不少于2次，其中1次安排在生产现场。")
    changes = {(change.field, change.old, change.new) for row in compared(before, after).rows for change in row.changes}
    assert changes == {("quantity", "", "1次")}


def test_items_whose_titles_name_one_thing_answer_each_other(shown: list[str]) -> None:
    old = next(place for place, line in enumerate(shown) if line.startswith("  旧 二/（三）"))
    assert shown[old - 1].startswith("【改写】")
    assert shown[old + 1].startswith("  新 一/（一）")


def test_the_header_of_a_table_is_no_line() -> None:
    outline, _ = of_corpus("2024年党建重点任务分解表")
    texts = [block.item.text for block in cut(outline, by_sentence=False).blocks]
    assert not any(text.startswith("序号") for text in texts)
    assert len([text for text in texts if "\t" in text]) == len([item for item in outline.items if item.cells])
