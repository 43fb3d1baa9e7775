"""What a report tells as partly done: whole clauses that are done go; what cannot be cut stays, with a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.drafting.checks.unfinished import CHECK, carried_undone
from assistant.drafting.editing import edited, words_of
from assistant.drafting.records import Draft
from tests.assistant.drafting.drafted import brief, drafted, plan, reading, text

if TYPE_CHECKING:
    from ingest.home import Home

PLAN = plan(
    2025,
    "一、夯实基层基础，建强战斗堡垒",
    "（一）改善职工生活条件。8月底前完成机关职工食堂改造，9月底前完成边远电站职工宿舍改造。困难职工档案每季度更新1次。",
    "（二）建设学习阵地。9月底前完成全部党支部学习室改造。",
    "（三）清理规章制度。6月底前完成党建制度清理。",
)
REPORT = reading(
    "云岭集团2025年党建工作总结",
    "一、主要工作情况",
    "（一）群团工作更加活跃。机关职工食堂改造8月完成，边远电站职工宿舍改造因道路中断推迟到次年。",
    "（二）阵地建设持续加强。党支部学习室改造完成12个，另有3个因场地调整没有完成。",
    "（三）制度更加完善。党建制度清理6月完成。",
)


def found(draft: Draft) -> list[tuple[str, str]]:
    """What the findings are about, and what the report tells of it."""
    return [(f.quote, f.message.partition("写到：")[2].strip("“”")) for f in draft.findings if f.check == CHECK]


def test_done_clauses_go_and_undone_ones_stay_with_what_the_report_tells(corpus_home: Home) -> None:
    _, draft = drafted(brief(PLAN, summary=REPORT), corpus_home.embedding)
    assert text(draft).split("\n")[2:] == [
        "（一）改善职工生活条件。9月底前完成边远电站职工宿舍改造。困难职工档案每季度更新1次。",
        "（二）建设学习阵地。9月底前完成全部党支部学习室改造。",
    ]
    assert found(draft) == [
        ("9月底前完成边远电站职工宿舍改造", "边远电站职工宿舍改造因道路中断推迟到次年"),
        ("9月底前完成全部党支部学习室改造", "党支部学习室改造完成12个，另有3个因场地调整没有完成"),
    ]


def test_what_the_user_has_cut_to_the_rest_is_no_finding_any_more(corpus_home: Home) -> None:
    _, draft = drafted(brief(PLAN, summary=REPORT), corpus_home.embedding)
    place = next(place for place, item in enumerate(draft.items()) if "学习室" in item.text)
    words = words_of(list(draft.items())[place])
    after = edited(draft, place, words.replace("全部党支部学习室改造", "剩余3个学习室的改造"))
    assert [finding.quote for finding in carried_undone(after)] == ["9月底前完成边远电站职工宿舍改造"]


def test_without_a_report_nothing_is_said(corpus_home: Home) -> None:
    _, draft = drafted(brief(PLAN), corpus_home.embedding)
    assert "9月底前完成全部党支部学习室改造" in text(draft)
    assert found(draft) == []
