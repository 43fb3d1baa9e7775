"""What a comparison of two plans tells, and what holds for any two documents."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.compare import Comparison, Row
from assistant.compare.records import STATUSES
from ingest.records import Outline
from tests.assistant.compare.samples import compared, document, of_corpus, plan

OLD = plan(
    2023,
    "一、加强思想建设",
    "1.抓好理论学习。党委理论学习中心组每季度集体学习研讨不少于1次，宣传部每月通报学习情况。",
    "2.办好“书记讲堂”。党委书记全年到基层讲党课不少于2次。",
    "3.做好新闻宣传。全年在省级以上媒体刊发稿件不少于20篇。",
    "二、夯实基层基础",
    "4.规范组织生活。党支部党员大会每季度召开1次，组织人事部每半年抽查会议记录。",
    "5.按期做好换届。组织人事部对任期届满的党组织提前6个月书面提醒换届。",
    "6.开展结对帮扶。各党支部年内结对帮扶困难职工家庭不少于3户。",
    "三、服务中心工作",
    "7.划分党员责任区。安全生产部每季度检查一次党员责任区，通报违章情况。",
)
NEW = plan(
    2024,
    "一、服务中心工作",
    "1.做实党员责任区。安全生产部每月检查一次党员责任区，通报违章情况。",
    "二、加强思想建设",
    "2.抓好理论学习和书记讲堂。党委理论学习中心组每季度集体学习研讨不少于1次，宣传部每月通报学习情况；"
    "党委书记全年到基层讲党课不少于2次。",
    "3.做好新闻宣传。全年在省级以上媒体刊发稿件不少于30篇。",
    "三、夯实基层基础",
    "4.规范组织生活。党支部党员大会每季度召开1次。",
    "5.抽查会议记录。组织人事部每季度抽查会议记录，限期整改。",
    "6.按期做好换届。组织人事部对任期届满的党组织提前6个月书面提醒换届。",
    "7.建设智慧党建平台。计划财务部9月底前落实平台建设经费。",
)


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compared(OLD, NEW)


def row(found: Comparison, old: str, new: str) -> Row:
    return next(
        r
        for r in found.rows
        if not r.part and (r.old.address if r.old else "") == old and (r.new.address if r.new else "") == new
    )


@pytest.mark.parametrize(
    ("old", "new", "status", "relations", "changes"),
    [
        ("一/3", "二/3", "改写", (), {("quantity", "不少于20篇", "不少于30篇")}),
        ("二/5", "三/6", "延续", (), set()),
        ("二/6", "", "取消", (), set()),
        ("", "三/7", "新增", (), set()),
        ("三/7", "一/1", "改写", (), {("frequency", "每季度一次", "每月一次")}),
        ("一/1", "二/2", "延续", ("合并",), set()),
        ("一/2", "二/2", "延续", ("合并",), set()),
        ("二/4", "三/4", "延续", ("拆分",), set()),
        ("三", "一", "延续", ("移动",), set()),
        ("二", "三", "延续", (), set()),
    ],
)
def test_items_are_told(
    found: Comparison, old: str, new: str, status: str, relations: tuple[str, ...], changes: set[tuple[str, str, str]]
) -> None:
    told = row(found, old, new)
    assert told.status == status
    assert told.relations == relations
    assert changes <= {(change.field, change.old, change.new) for change in told.changes}


def test_a_clause_that_became_an_item_of_its_own(found: Comparison) -> None:
    told = row(found, "二/4", "三/5")
    assert told.relations == ("拆分",)
    assert told.old is not None
    assert "抽查会议记录" in told.old.text
    assert ("frequency", "每半年", "每季度") in {(change.field, change.old, change.new) for change in told.changes}


def test_dropped_rows_follow_what_they_followed(found: Comparison) -> None:
    order = [(r.old.address if r.old else "", r.new.address if r.new else "") for r in found.rows if not r.part]
    assert order.index(("二/6", "")) == order.index(("二/5", "三/6")) + 1


def test_an_item_that_moved_to_another_section() -> None:
    old = plan(2023, "一、抓学习", "1.党委书记全年讲党课不少于2次。", "2.各党支部每月学习研讨1次。", "二、抓安全",
               "3.安全生产部每季度检查党员责任区1次。", "4.工会每季度慰问困难职工1次。")  # fmt: skip
    new = plan(2024, "一、抓学习", "1.党委书记全年讲党课不少于2次。", "2.各党支部每月学习研讨1次。",
               "3.工会每季度慰问困难职工1次。", "二、抓安全", "4.安全生产部每季度检查党员责任区1次。")  # fmt: skip
    assert row(compared(old, new), "二/4", "一/3").relations == ("移动",)
    assert row(compared(old, new), "二/3", "二/4").relations == ()


def test_counts_leave_parts_out(found: Comparison) -> None:
    assert found.count("新增") == 1
    assert sum(map(found.count, STATUSES)) < len(found.rows)


def test_only_a_document_that_is_planned_again_goes_on() -> None:
    old = plan(2023, "一、2022年工作回顾", "1.工会慰问困难职工30户。", "二、2023年主要任务", "1.工会慰问困难职工40户。")
    new = plan(2024, "一、2023年工作回顾", "1.工会慰问困难职工40户。", "二、2024年主要任务", "1.工会慰问困难职工40户。")
    assert row(compared(old, new), "二/1", "二/1").status == "延续"


# --- any two documents ------------------------------------------------------------------------------------------------

WORDS = (
    "党委理论学习中心组每季度集体学习研讨不少于1次",
    "宣传部每月通报各单位信息报送情况",
    "组织人事部9月底前完成党支部书记轮训",
    "安全生产部会同工会每半年检查一次党员责任区",
    "各党支部按月交纳党费",
    "落实《中国共产党支部工作条例（试行）》",
    "困难职工档案每半年更新一次",
    "全年发展党员30名",
    "全年发展党员28名，生产一线职工不低于60%",
    "纪委办公室对重要节点开展廉洁提醒",
    "补短板",
    "甲",
)
SECTIONS = ("一、加强思想建设", "二、夯实基层基础", "三、服务中心工作")


@st.composite
def plans(draw: st.DrawFn) -> tuple[Outline, str]:
    lines, number = [], 0
    for section in SECTIONS[: draw(st.integers(1, 3))]:
        lines.append(section)
        for _ in range(draw(st.integers(0, 3))):
            number += 1
            clauses = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
            lines.append(f"{number}.{draw(st.sampled_from('，。；')).join(clauses)}。")
    return document(draw(st.sampled_from((2023, 2024))), *lines)


def holds(found: Comparison, old: str, new: str) -> None:
    """Rows are cut from the documents, and say of themselves what they are."""
    for told in found.rows:
        assert (told.old is None) == (told.status == "新增")
        assert (told.new is None) == (told.status == "取消")
        assert not (told.changes and told.status == "延续")
        for unit, content in ((told.old, old), (told.new, new)):
            assert unit is None or content[unit.start : unit.end] == unit.text
        if told.old and told.new:
            assert "".join(text for kind, text in told.difference if kind != "insert") == told.old.text
            assert "".join(text for kind, text in told.difference if kind != "delete") == told.new.text


def told_of(spans: list[tuple[int, int]], outline: Outline) -> bool:
    """Whether rows hold every character of the items but the signature."""
    held = {place for start, end in spans for place in range(start, end)}
    return all(
        place in held or not item.text[place - item.start].strip("。；，： \n")
        for item in outline.items
        if item.title != "落款"
        for place in range(item.start, item.end)
    )


@settings(max_examples=40, deadline=None)
@given(plans(), plans())
def test_all_of_both_documents_is_told(old: tuple[Outline, str], new: tuple[Outline, str]) -> None:
    found = compared(old[0], new[0])
    holds(found, old[1], new[1])
    assert told_of([(r.old.start, r.old.end) for r in found.rows if r.old], old[0])
    assert told_of([(r.new.start, r.new.end) for r in found.rows if r.new], new[0])


@settings(max_examples=40, deadline=None)
@given(plans())
def test_a_document_goes_on_in_itself(one: tuple[Outline, str]) -> None:
    assert {told.status for told in compared(one[0], one[0]).rows} <= {"延续"}


def only(found: Comparison, status: str) -> Counter[str]:
    return Counter(unit.text for told in found.rows if told.status == status and (unit := told.old or told.new))


@pytest.mark.parametrize(("old", "new"), [("2021", "2022"), ("2022", "2023"), ("2023", "2024"), ("2024", "2025")])
def test_the_other_way_round_what_came_goes(old: str, new: str) -> None:
    (before, old_text), (after, new_text) = of_corpus(f"{old}年党建工作要点"), of_corpus(f"{new}年党建工作要点")
    there, back = compared(before, after), compared(after, before)
    holds(there, old_text, new_text)
    assert only(there, "新增") == only(back, "取消")
    assert only(there, "取消") == only(back, "新增")


def test_a_document_without_items() -> None:
    empty = Outline("", None, "其他", "", ())
    assert compared(empty, empty).rows == ()
    assert {told.status for told in compared(empty, OLD).rows} == {"新增"}
    assert {told.status for told in compared(OLD, empty).rows} == {"取消"}
