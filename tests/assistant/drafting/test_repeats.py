"""What two reports tell alike: the fuller or the later stays, the other is set aside with where it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.drafting.checks.evidence import DIFFERENT
from assistant.drafting.records import Draft
from tests.assistant.drafting.drafted import reading, sentence_of, text
from tests.assistant.drafting.reviewed import BELOW, HALF, review

if TYPE_CHECKING:
    from ingest.home import Home

WHOLE = reading(
    "云岭集团2025年党建工作总结",
    "一、主要工作情况",
    "（一）发展党员19名，其中生产一线12名，完成政治审查。",
    "（二）召开警示教育大会2次，新任中层干部廉洁谈话XX人次。",
)
REPORT = reading(
    "云岭集团2025年党建重点任务落实情况报告",
    "一、落实情况",
    "（一）发展党员19名。",
    "（二）召开警示教育大会2次。",
    "二、下一步打算",
    "（一）提高发展党员质量。生产一线党员占比逐年提高。",
)


def aside(draft: Draft) -> dict[str, str]:
    """What is told elsewhere, and what the plan says of it."""
    return {row.evidence[0].quote: row.reason for row in draft.plan.rows if "不重复写" in row.reason}


def test_the_whole_year_is_told_and_not_the_half_of_it(corpus_home: Home) -> None:
    _, draft = review(corpus_home.embedding, WHOLE, HALF)
    assert sentence_of(draft, "发展党员").text == "发展党员19名，其中生产一线12名，完成政治审查。"
    assert aside(draft) == {
        "发展党员9名，完成政治审查。": "《云岭集团2025年党建工作总结.txt》一/（一）写到同一件事，不重复写："
        "“发展党员19名，其中生产一线12名，完成政治审查。”"
    }


def test_what_a_fuller_report_tells_is_told_once_and_the_row_can_be_taken_back(corpus_home: Home) -> None:
    _, draft = review(corpus_home.embedding, WHOLE, REPORT)
    assert text(draft).count("发展党员19名") == 1
    assert text(draft).count("警示教育大会2次") == 1
    assert set(aside(draft)) == {"发展党员19名。", "召开警示教育大会2次。"}
    rows = [row for row in draft.plan.rows if row.evidence and row.evidence[0].quote in aside(draft)]
    assert {(row.decision, row.target, row.sources) for row in rows} == {("drop", "", ())}
    assert len({row.key for row in draft.plan.rows}) == len(draft.plan.rows)


def test_a_unit_below_never_stands_for_the_whole(corpus_home: Home) -> None:
    _, draft = review(corpus_home.embedding, WHOLE, BELOW)
    assert "水电公司召开警示教育大会1次，85名党员参加。" in text(draft)
    assert "召开警示教育大会2次" in text(draft)
    assert aside(draft) == {}


def test_the_end_of_a_sentence_goes_where_another_report_tells_its_figure(corpus_home: Home) -> None:
    first = reading(
        "云岭集团2025年党建工作总结",
        "一、主要工作情况",
        "（一）拍摄警示教育片XX部，组织党员分批观看，召开警示教育大会2次。",
    )
    other = reading(
        "云岭集团2025年党建重点任务落实情况报告", "一、落实情况", "（一）召开警示教育大会2次，85名党员参加。"
    )
    _, draft = review(corpus_home.embedding, first, other)
    assert "拍摄警示教育片【待补：部数】，组织党员分批观看。召开警示教育大会2次，85名党员参加。" in text(draft)
    assert list(aside(draft)) == ["召开警示教育大会2次"]


def test_what_another_report_intends_and_the_first_does_not_is_written_too(corpus_home: Home) -> None:
    planning = reading(
        "云岭集团2025年党建工作总结",
        "一、主要工作情况",
        "（一）发展党员19名。",
        "二、下一步工作打算",
        "（一）深化警示教育。每季度通报典型案例1次。",
    )
    _, draft = review(corpus_home.embedding, planning, REPORT)
    assert "（二）提高发展党员质量。生产一线党员占比逐年提高。" in text(draft)


def test_two_reports_that_differ_are_both_told_and_pointed_out(corpus_home: Home) -> None:
    other = reading("云岭集团2025年党建重点任务落实情况报告", "一、落实情况", "（一）召开警示教育大会3次。")
    _, draft = review(corpus_home.embedding, WHOLE, other)
    assert [(f.message, f.quote) for f in draft.findings if f.check == DIFFERENT] == [
        (
            "两份报告的数字不一致：《云岭集团2025年党建工作总结.txt》写的是“召开警示教育大会2”，"
            "《云岭集团2025年党建重点任务落实情况报告.txt》写的是“召开警示教育大会3”",
            "召开警示教育大会3次。",
        )
    ]


def test_what_a_half_of_the_year_came_to_is_no_other_figure(corpus_home: Home) -> None:
    half = reading(
        "云岭集团2025年上半年党建工作总结",
        "一、上半年工作情况",
        "（一）召开警示教育大会1次，组织旁听庭审、参观廉洁教育基地，纪委书记作辅导报告。",
    )
    _, draft = review(corpus_home.embedding, WHOLE, half)
    assert "上半年，召开警示教育大会1次" in text(draft)
    assert [f.message for f in draft.findings if f.check == DIFFERENT] == []
