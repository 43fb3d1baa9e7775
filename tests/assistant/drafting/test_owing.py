"""What a 总结 owes the plan of its year, also after it was edited, and whoever wrote it; what blanks are called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.drafting.check import check
from assistant.drafting.checks.context import Context
from assistant.drafting.checks.evidence import CHECK, without_evidence
from assistant.drafting.checks.gathering import context_of
from assistant.drafting.editing import edited, words_of
from assistant.drafting.records import Draft, DraftItem, Fact, Facts
from assistant.drafting.reimport import reimport
from assistant.drafting.reviewing import owed_by, review_brief_of
from assistant.drafting.reviewing.naming import called
from assistant.drafting.story import Desk, draft_of, plan_of
from ingest.errors import BadRequest
from ingest.library.profile import Profile
from ingest.records import EVERYONE
from tests.assistant.drafting.checked import CORPUS, read
from tests.assistant.drafting.drafted import UNIT, plan, reading
from tests.assistant.drafting.reviewed import HALF, review

if TYPE_CHECKING:
    from ingest.embedding import Embedding
    from ingest.home import Home

REPORT = reading("云岭集团2025年党建工作总结", "一、主要工作情况", "（一）发展党员19名，完成政治审查。")
GOAL = "修订公开办法"


def missing(draft: Draft, embedding: Embedding) -> list[str]:
    """What the findings say of items without telling."""
    return [f.message for f in without_evidence(draft, embedding) if f.check == CHECK]


def place_of(draft: Draft, words: str) -> int:
    return next(place for place, item in enumerate(draft.items()) if words in item.text)


def without(draft: Draft, words: str) -> Draft:
    """The draft as it comes back from Word with a paragraph deleted."""
    return reimport(draft, tuple(line for line in draft.lines() if words not in line.text), "修改稿.docx")


def test_a_blank_that_was_deleted_is_missed_as_much_as_one_that_was_left(corpus_home: Home) -> None:
    _, draft = review(corpus_home.embedding, REPORT)
    left = missing(draft, corpus_home.embedding)
    assert [GOAL in message for message in left] == [True, False]
    after = missing(without(draft, GOAL), corpus_home.embedding)
    assert after == [left[1], "要点的“修订公开办法”没有写到完成情况（已从稿中拿掉）"]


def test_what_the_user_writes_in_its_place_tells_it(corpus_home: Home) -> None:
    _, draft = review(corpus_home.embedding, REPORT)
    place = place_of(draft, GOAL)
    words = words_of(list(draft.items())[place])
    for said in ("公开办法修订稿8月20日经党委会审议通过。", "修订公开办法完成情况良好，8月印发。"):
        after = edited(draft, place, words.replace("【待补：修订公开办法完成情况】。", said))
        assert not [message for message in missing(after, corpus_home.embedding) if GOAL in message]


def test_a_report_s_sentence_that_was_deleted_is_missed(corpus_home: Home) -> None:
    _, draft = review(corpus_home.embedding, REPORT)
    place = place_of(draft, "发展党员19名")
    lead = list(draft.items())[place].sentences[0].text
    assert lead == "夯实基层基础，建强战斗堡垒。"  # says what the work is called, not that it was done
    after = edited(draft, place, lead)
    assert "要点的“做好发展党员工作”没有写到完成情况" in missing(after, corpus_home.embedding)


def test_a_row_that_the_user_leaves_out_is_still_asked_for(corpus_home: Home) -> None:
    _, draft = review(corpus_home.embedding, REPORT)
    rows = [replace(row, decision="drop", target="", by_user=True) if GOAL in row.title else row
            for row in draft.plan.rows]  # fmt: skip
    kept = [replace(s, items=tuple(i for i in s.items if not _is_about(i))) for s in draft.sections]
    after = replace(draft, plan=replace(draft.plan, rows=tuple(rows)), sections=tuple(kept))
    assert "要点的“修订公开办法”没有写到完成情况（已从稿中拿掉）" in missing(after, corpus_home.embedding)


def _is_about(item: DraftItem) -> bool:
    return GOAL in item.text


# --- a document from anywhere -----------------------------------------------------------------------------------------

LINES = (
    "一、主要工作情况",
    "（一）夯实基层基础，建强战斗堡垒。发展党员19名，完成政治审查。",
    "【待补：修订公开办法完成情况】。",
    "（二）加强纪律建设，涵养清风正气。【待补：廉洁谈话次数】。",
)


def test_a_summary_is_held_against_the_plan_of_its_year(corpus_home: Home) -> None:
    brief, _ = review(corpus_home.embedding)
    outline = reading("云岭集团2025年党建工作总结", *LINES).outline
    owed = tuple(owed_by(outline, brief, corpus_home.embedding))
    assert [name for name, _ in owed] == ["修订公开办法", "开展警示教育"]
    found = [f for f in check(outline, Context(owed=owed)) if f.check == CHECK]
    assert [(f.address, f.quote) for f in found] == [("一/（一）", "【待补：修订公开办法完成情况】"), ("", "")]
    assert found[1].message == "没有写到“开展警示教育”的完成情况（云岭集团2025年党建工作要点.txt 二/（一））"


def test_another_matter_s_summary_owes_it_nothing(corpus_home: Home) -> None:
    brief, _ = review(corpus_home.embedding)
    outline = reading("云岭集团2025年工会工作总结", "一、主要工作情况", "（一）走访慰问职工40户。").outline
    assert not list(owed_by(outline, brief, corpus_home.embedding))


def test_a_plan_without_items_is_owed_nothing_and_gives_no_draft(corpus_home: Home) -> None:
    facts = Facts("今年.txt", (Fact("数字", "发展党员", "25名", "数字：发展党员=25名", 1),))
    given = (plan(2025), HALF)
    brief = review_brief_of(None, UNIT, 2025, given=given, facts=facts, profile=Profile(unit=UNIT))
    assert not list(owed_by(HALF.outline, brief, corpus_home.embedding))
    planned = plan_of(brief, corpus_home.embedding)
    assert not [row for row in planned.plan.rows if row.decision == "update"]
    with pytest.raises(BadRequest, match="没有条目"):
        draft_of(brief, planned, planned.plan, Desk(Profile(unit=UNIT), None, corpus_home.embedding))


@pytest.mark.parametrize(
    ("title", "year", "is_asked"),
    [
        ("云岭集团2025年党建工作总结及2026年工作打算", 2025, True),
        ("云岭集团2025年上半年党建工作总结", 2025, False),
        ("云岭集团2031年党建工作总结", 2031, False),  # the library has no plan of that year
    ],
)
def test_the_library_s_plan_is_asked_for(title: str, year: int, is_asked: bool, corpus_home: Home) -> None:
    outline = replace(read(CORPUS / "云岭集团2025年党建工作总结及2026年工作打算.pdf"), title=title, year=year)
    context = context_of(corpus_home.library, outline, EVERYONE, corpus_home.embedding)
    owed = ["修订党务公开工作办法", "改进党委委员联系点工作", "优化党建工作考核", "严格述职评议和结果运用"]
    assert [name for name, _ in context.owed] == (owed if is_asked else [])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("修订党务公开工作办法", "修订党务公开工作办法"),
        ("党委办公室8月底前修订《云岭集团党务公开工作办法》", "修订《云岭集团党务公开工作办法》"),
        ("扎实推进青年突击队建设，促进班组管理更加规范、更加高效", "扎实推进青年突击队建设"),
        ("6月底前，完成基层党组织换届选举和党务干部配备", "完成基层党组织换届选举和党务干部配备"),
        ("党委办公室8月底前，修订《云岭集团党务公开工作办法》", "修订《云岭集团党务公开工作办法》"),
        ("不折不扣贯彻落实上级党委的各项决策和部署要求", "贯彻落实上级党委的各项决策和部署要求"),
        ("组织人事部会同各所属单位党组织完成对全部在外流动党员的登记和核查", "要点二/（三）"),
    ],
)
def test_a_blank_is_called_by_a_heading_or_a_few_words(title: str, name: str) -> None:
    assert called(title, "二/（三）") == name
