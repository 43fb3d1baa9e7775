"""The task breakdown follows the body: changed sentences, new ones, other orders; what the user set by hand stays."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.drafting.breakdown import NO_DEADLINE, NO_LEAD, breakdown_of
from assistant.drafting.records import Draft, Plan, Task
from assistant.drafting.reimport import Maker, following, reimport
from assistant.drafting.reimport.aligning import descent, moved, pieces_of
from assistant.drafting.reimport.tasks import tasks_after
from assistant.drafting.revising.tasks import renamed
from ingest.library.profile import Profile
from tests.assistant.compare.samples import embedding
from tests.assistant.drafting.breakdown_samples import brief, written

LEDGER = "（一）规范党费管理。组织人事部6月底前完成党费台账核对。各党支部每季度公示1次收缴情况。"
TALKS = "（二）抓好谈心谈话。纪委办公室每半年开展1次廉洁谈话。"
REVIEW = "（三）改进支部评议。宣传部11月底前形成评议报告。"


def draft_of(*items: str) -> Draft:
    sections = written("一、夯实基层基础", *items)
    bare = Draft("云岭集团", 2026, "云岭集团2026年党建工作要点", "", "", sections, Plan("云岭集团", 2026, (), ()))
    return replace(bare, tasks=breakdown_of(sections, brief(2026, [], []), Profile(), embedding()))


DRAFT = draft_of(LEDGER, TALKS, REVIEW)


def maker() -> Maker:
    return Maker.of(DRAFT, Profile(), embedding())


def followed(*items: str, on: Draft = DRAFT) -> list[Task]:
    """The rows after the body has become these items."""
    after = replace(on, sections=written("一、夯实基层基础", *items))
    olds, news = pieces_of(on), pieces_of(after)
    after = replace(after, tasks=tasks_after(on, after, moved(olds, news, descent(olds, news)), ()))
    return list(following(on, after, maker()).tasks)


def by_hand(at: int, **cells: object) -> Draft:
    """The draft with cells of a row set by the user."""
    tasks = list(DRAFT.tasks)
    tasks[at] = replace(tasks[at], **cells)  # type: ignore[arg-type]
    return replace(DRAFT, tasks=tuple(tasks))


def test_the_rows_of_an_unchanged_body_stay_even_in_another_order() -> None:
    shuffled = replace(DRAFT, tasks=DRAFT.tasks[::-1])
    assert following(DRAFT, shuffled, maker()) is shuffled


def test_a_changed_sentence_gives_its_row_anew_and_the_others_stay() -> None:
    rows = followed(LEDGER.replace("6月底前", "9月20日前"), TALKS.replace("每半年", "每季度"), REVIEW)
    assert [(row.measure, row.deadline) for row in rows] == [
        ("组织人事部9月20日前完成党费台账核对", "9月20日前"),
        ("各党支部每季度公示1次收缴情况", NO_DEADLINE),
        ("纪委办公室每季度开展1次廉洁谈话", NO_DEADLINE),
        (DRAFT.tasks[3].measure, "11月底前"),
    ]
    assert [rows[1], rows[3]] == [DRAFT.tasks[1], DRAFT.tasks[3]]


def test_what_was_set_by_hand_stays_in_a_row_that_is_made_anew() -> None:
    on = by_hand(0, lead="计划财务部", responsible=("审计部",), deadline="7月10日前")
    row = followed(LEDGER.replace("6月底前", "9月20日前"), TALKS, REVIEW, on=on)[0]
    assert row.measure == "组织人事部9月20日前完成党费台账核对"
    assert (row.lead, row.responsible, row.deadline) == ("计划财务部", ("审计部",), "7月10日前")


def test_units_of_last_year_stay_marked_until_the_sentence_names_one() -> None:
    on = by_hand(1, lead="工会", from_last_year=True)
    silent = followed(LEDGER.replace("每季度", "每月"), TALKS, REVIEW, on=on)[1]
    assert (silent.lead, silent.from_last_year) == ("工会", True)
    told = followed(LEDGER.replace("各党支部每季度", "法务部每季度"), TALKS, REVIEW, on=on)[1]
    assert (told.lead, told.from_last_year) == ("法务部", False)


def test_an_item_with_quite_other_words_has_rows_of_them_and_the_units_set_by_hand() -> None:
    new = "（三）优化考核。权重为20%，12月底前兑现结果。"
    [row] = [row for row in followed(LEDGER, TALKS, new) if row.address == "一/（三）"]
    assert (row.task, row.measure, row.lead, row.deadline) == (
        "优化考核", "权重为20%，12月底前兑现结果", NO_LEAD, "12月底前",
    )  # fmt: skip
    on = by_hand(3, lead="党委办公室")
    assert followed(LEDGER, TALKS, new, on=on)[-1].lead == "党委办公室"


def test_new_sentences_have_rows_and_dropped_ones_have_none() -> None:
    new = "（二）办好党员课堂。工会5月底前公布课程安排。"
    rows = followed(LEDGER.replace("组织人事部6月底前完成党费台账核对。", ""), new, TALKS.replace("（二）", "（三）"))
    assert [(row.number, row.task, row.address) for row in rows] == [
        (1, "规范党费管理", "一/（一）"),
        (2, "办好党员课堂", "一/（二）"),
        (3, "抓好谈心谈话", "一/（三）"),
    ]
    assert (rows[1].lead, rows[1].deadline) == ("工会", "5月底前")


def test_rows_stand_in_the_order_of_the_body() -> None:
    rows = followed(REVIEW.replace("（三）", "（一）"), TALKS, LEDGER.replace("（一）", "（三）"))
    assert [row.task for row in rows] == ["改进支部评议", "抓好谈心谈话", "规范党费管理", "规范党费管理"]
    assert [row.number for row in rows] == [1, 2, 3, 3]


def test_the_rows_of_a_merged_item_have_the_number_of_the_one_that_it_went_into() -> None:
    rows = followed(LEDGER + "纪委办公室每半年开展1次廉洁谈话。", REVIEW.replace("（三）", "（二）"))
    assert [(row.number, row.task) for row in rows] == [*[(1, "规范党费管理")] * 3, (2, "改进支部评议")]


def test_of_a_row_with_two_measures_only_the_changed_one_is_made_anew() -> None:
    two = "（一）规范党费管理。公示收缴情况。核对党费台账。"
    on = draft_of(two)
    assert [row.measure for row in on.tasks] == ["公示收缴情况；核对党费台账"]
    rows = followed(two.replace("核对党费台账", "9月底前核对党费台账"), on=on)
    assert [(row.measure, row.deadline) for row in rows] == [
        ("公示收缴情况", NO_DEADLINE),
        ("9月底前核对党费台账", "9月底前"),
    ]


def test_a_row_in_the_users_own_words_stays() -> None:
    on = by_hand(2, measure="谈话计划报党委备案")
    rows = followed(LEDGER, TALKS.replace("每半年", "每季度"), REVIEW, on=on)
    assert rows[2] == on.tasks[2]


def test_a_returned_document_with_another_date_and_a_new_item() -> None:
    after = draft_of(LEDGER.replace("6月底前", "9月底前"), TALKS, REVIEW, "（四）办好党员课堂。工会5月底前公布课程。")
    rows = following(DRAFT, reimport(DRAFT, list(after.lines()), "修改稿.docx"), maker()).tasks
    assert [(row.task, row.deadline) for row in rows if row.deadline != NO_DEADLINE] == [
        ("规范党费管理", "9月底前"),
        ("改进支部评议", "11月底前"),
        ("办好党员课堂", "5月底前"),
    ]


def test_a_unit_that_is_named_anew_throughout_stands_once_in_a_row() -> None:
    task = replace(DRAFT.tasks[0], responsible=("党委组织部", "工会"))
    [now] = renamed([task], re.compile("组织人事部"), "党委组织部")
    assert (now.lead, now.responsible) == ("党委组织部", ("工会",))


def test_units_of_last_year_answer_on_beside_those_that_the_sentence_names() -> None:
    on = by_hand(0, responsible=("法务部",), from_last_year=True)
    changed = LEDGER.replace("组织人事部6月底前", "组织人事部会同审计部9月底前")
    row = followed(changed, TALKS, REVIEW, on=on)[0]
    assert (row.lead, row.responsible, row.from_last_year) == ("组织人事部", ("审计部", "法务部"), True)


def test_a_part_of_a_units_name_is_no_unit() -> None:
    on = by_hand(0, lead="党委组织部")
    row = followed(LEDGER.replace("组织人事部", "党委组织部"), TALKS, REVIEW, on=on)[0]
    assert (row.lead, row.responsible) == ("党委组织部", ())
