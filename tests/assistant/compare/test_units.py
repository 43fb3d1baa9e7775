from __future__ import annotations

import pytest

from assistant.compare.units import cut, is_prose
from tests.assistant.compare.samples import document, of_corpus, plan

LINES = (
    "一、夯实基层基础",
    "1.规范组织生活。党员大会每季度召开1次，补短板，支部委员会会议每月召开1次；5月底前完成。",
    "2.抓好教育培训：",
    "（1）党员每年集中学习不少于32学时；",
    "中共云岭能源集团有限公司委员会",
    "2024年3月1日",
)


def test_a_plan_is_cut_into_items_and_clauses() -> None:
    found = cut(plan(2024, *LINES), by_sentence=False)
    assert [block.item.address for block in found.blocks] == ["一", "一/1", "一/2", "一/2/（1）"]
    assert [block.heading for block in found.blocks] == [True, False, True, False]
    assert [block.above for block in found.blocks] == [(), (0,), (0,), (0, 2)]
    assert [part.text for part in found.parts] == [
        "夯实基层基础",
        "规范组织生活",
        "党员大会每季度召开1次，补短板",
        "支部委员会会议每月召开1次",
        "5月底前完成",
        "抓好教育培训：",
        "党员每年集中学习不少于32学时",
    ]


def test_a_sentence_is_a_block_of_prose() -> None:
    found = cut(plan(2024, *LINES), by_sentence=True)
    assert [found.whole(block).text for block in range(1, 4)] == [
        "规范组织生活",
        "党员大会每季度召开1次，补短板，支部委员会会议每月召开1次",
        "5月底前完成",
    ]


@pytest.mark.parametrize("by_sentence", [False, True])
def test_every_stretch_is_cut_from_the_document(by_sentence: bool) -> None:
    outline, content = document(2024, *LINES)
    found = cut(outline, by_sentence=by_sentence)
    for unit in (
        *map(found.whole, range(len(found.blocks))),
        *map(found.clause, range(len(found.parts))),
        *(found.unit(part, part) for part in range(len(found.parts))),
    ):
        assert content[unit.start : unit.end] == unit.text


def test_a_row_of_a_table_is_one_clause() -> None:
    outline, _ = of_corpus("2024年党建重点任务分解表")
    found = cut(outline, by_sentence=False)
    rows = [block for block in found.blocks if "\t" in block.item.text]
    assert len(rows) > 20
    assert {len(block.parts) for block in rows} == {1}


def test_reports_are_prose_and_plans_are_not() -> None:
    assert is_prose(plan(2024, "一、回顾", *("去年各项工作取得新进展，全年任务较好完成。",) * 5))
    assert not is_prose(plan(2024, *LINES))
    assert not is_prose(of_corpus("2025年党建工作要点")[0])
