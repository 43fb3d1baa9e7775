"""A 总结: over every year of the sample library, and over small invented plans and reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from assistant.drafting.checks.evidence import CHECK, DIFFERENT, PART
from assistant.drafting.making import Order, brief_for, desk_of
from assistant.drafting.planning.roots import skeleton_of
from assistant.drafting.records import BLANK, OPENING, Draft, Fact, Facts, Sentence
from assistant.drafting.reviewing import review_brief_of
from assistant.drafting.story import Desk, draft_of, plan_of
from assistant.export.word import write_draft
from ingest.errors import BadRequest
from ingest.library.profile import Profile
from ingest.records import EVERYONE
from tests.assistant.drafting.drafted import UNIT, reading, sentence_of, text
from tests.assistant.drafting.reviewed import AHEAD, BELOW, HALF, PLAN, Reviewed, review

if TYPE_CHECKING:
    from ingest.home import Home

# The year, and which of its reports is left out: without the 总结 of 2024 there is the report on the key tasks, without
# that of 2025 nothing.
CASES = {
    "2022": (2022, ()),
    "2023": (2023, ()),
    "2024": (2024, ()),
    "2024, one report": (2024, ("云岭集团2024年党建工作总结.txt",)),
    "2025": (2025, ()),
    "2025, no report": (2025, ("云岭集团2025年党建工作总结及2026年工作打算.pdf",)),
}
TITLES = {
    2022: "云岭集团2022年党建工作总结",
    2023: "云岭集团2023年党建工作总结及2024年工作安排",
    2024: "云岭集团2024年党建工作总结及2025年工作打算",
    2025: "云岭集团2025年党建工作总结",
}
FIGURE = re.compile(r"\d+(?:\.\d+)?[%％]?")


@pytest.fixture(scope="module")
def reviewed(corpus_home: Home) -> Callable[[str], Reviewed]:
    made: dict[str, Reviewed] = {}

    def of(case: str) -> Reviewed:
        if case not in made:
            year, without = CASES[case]
            brief = brief_for(corpus_home.library, Order(year, UNIT, without=without, kind="总结"), EVERYONE)
            desk = desk_of(corpus_home.library, corpus_home.embedding, EVERYONE)
            planned = plan_of(brief, desk.embedding)
            made[case] = (brief, draft_of(brief, planned, planned.plan, desk))
        return made[case]

    return of


def of_items(draft: Draft) -> list[Sentence]:
    """Without headings and without the opening."""
    return [s for item in draft.items() if item.address != OPENING for s in item.sentences]


@pytest.mark.parametrize("case", CASES)
def test_every_item_of_the_plan_stands_in_it_once(reviewed: Callable[[str], Reviewed], case: str) -> None:
    brief, draft = reviewed(case)
    planned = {row.key: row for row in draft.plan.rows if any(s.role == "plan" for s in row.sources)}
    assert [row.sources[0].address for row in planned.values() if row.decision != "drop"] == [
        root.item.address for root in skeleton_of(brief.base).roots if root.item.headings != ("工作思路",)
    ]
    written = Counter(item.row for item in draft.items() if item.row in planned)
    assert written == {key: 1 for key, row in planned.items() if row.decision != "drop"}


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_told_that_no_report_tells(reviewed: Callable[[str], Reviewed], case: str) -> None:
    brief, draft = reviewed(case)
    headings = {section.heading.quote for section in skeleton_of(brief.base).sections if section.heading}
    reports = {each.document.version for each in brief.summaries}
    for sentence in of_items(draft):
        if sentence.text.startswith(BLANK):
            continue
        if sentence.text.rstrip("。") in headings:  # what the work is called, not that it was done
            continue
        assert sentence.sources[0].version in reports, sentence.text
        assert sentence.kind in ("沿用", "改写自", "待补")


@pytest.mark.parametrize("case", CASES)
def test_every_figure_is_a_report_s(reviewed: Callable[[str], Reviewed], case: str) -> None:
    brief, draft = reviewed(case)
    told = " ".join(item.text for each in brief.summaries for item in each.outline.items)
    figures = [figure for s in of_items(draft) if BLANK not in s.text for figure in FIGURE.findall(s.text)]
    assert set(figures) <= set(FIGURE.findall(told))
    assert bool(figures) == bool(brief.summaries)


@pytest.mark.parametrize("case", CASES)
def test_sources_are_quoted_and_earlier_years_only_lend_their_headings(
    reviewed: Callable[[str], Reviewed], case: str, corpus_home: Home
) -> None:
    brief, draft = reviewed(case)
    for sentence in draft.sentences():
        assert sentence.sources or sentence.kind == "待补", sentence
        for source in sentence.sources:
            if source.role == "genre":
                assert source.quote == sentence.text
                continue
            assert source.quote == corpus_home.library.content(source.version)[source.start : source.end]
    old = {each.document.version for each in brief.reviews}
    assert not [s for s in of_items(draft) for source in s.sources if source.version in old]
    assert not [s for item in draft.items() for s in item.sentences if f"{draft.year - 1}年1" in s.text]


@pytest.mark.parametrize("case", CASES)
def test_it_is_a_summary_and_not_a_plan(reviewed: Callable[[str], Reviewed], case: str) -> None:
    brief, draft = reviewed(case)
    assert (draft.kind, draft.title, draft.tasks) == ("总结", TITLES[draft.year], ())
    assert draft.style.score > 0.6
    assert all(each.document.kind in ("总结", "总结及计划", "报告") for each in brief.models)
    checks = {finding.check for finding in draft.findings}
    assert not checks & {"文风", "年度陈旧", "要素缺失", "问题未回应", "上级要求未落实", "编号"}
    uneven = [finding.quote for finding in draft.findings if finding.check == "标题不对仗"]
    assert all(any(quote in item.text for each in brief.summaries for item in each.outline.items) for quote in uneven)
    assert len(uneven) <= 1, "where the year's own report breaks the pattern of its intentions"
    lacking = [finding.quote for finding in draft.findings if finding.check == CHECK]
    assert lacking == [s.text for s in of_items(draft) if s.text.startswith(BLANK) and "完成情况" in s.text]


def test_what_becomes_of_items_without_a_record(reviewed: Callable[[str], Reviewed]) -> None:
    _, draft = reviewed("2025")
    lacking = [f.quote for f in draft.findings if f.check == CHECK]
    assert lacking == [
        "【待补：修订党务公开工作办法完成情况，报告列为存在的问题】。",
        "【待补：改进党委委员联系点工作完成情况】。",
        "【待补：优化党建工作考核完成情况】。",
        "【待补：严格述职评议和结果运用完成情况】。",
    ]
    assert any("主题党日" in f.message for f in draft.findings if f.check == PART)
    extra = [row.title for row in draft.plan.rows if row.reason.startswith("报告写到")]
    assert {"按照上级要求开展廉洁风险排查1次", "党的二十届四中全会闭幕后，党委中心组及时传达学习"} <= set(extra)


def test_what_came_of_a_piece_of_work_stays_with_it(reviewed: Callable[[str], Reviewed]) -> None:
    _, draft = reviewed("2022")
    assert sentence_of(draft, "问题数量由上年的").text.startswith("组织人事部6月、12月抽查会议记录2次，")
    _, draft = reviewed("2023")
    assert sentence_of(draft, "追回不合规报销款").text.startswith("对公务用车、业务招待、差旅报销抽查4次，")
    assert sentence_of(draft, "年内整改到位20个").text.startswith("按照统一安排开展学习贯彻")


def test_two_reports_tell_what_both_tell_once(reviewed: Callable[[str], Reviewed]) -> None:
    _, draft = reviewed("2024")
    assert sum("发展党员28名" in s.text for s in of_items(draft)) == 1
    assert sentence_of(draft, "6月25日上线").sources[0].quote.startswith("6月25日上线")
    assert "建成“智慧党建”平台。6月25日上线" in text(draft)  # what went on line stands before it


def test_its_word_file(reviewed: Callable[[str], Reviewed], tmp_path: Path) -> None:
    _, draft = reviewed("2025")
    write_draft(tmp_path / "总结.docx", draft, comments=True)
    printed = [paragraph.text for paragraph in docx.Document(str(tmp_path / "总结.docx")).paragraphs]
    assert draft.title in "".join(printed[:2])
    assert "二、存在的主要问题" in printed
    assert not any("任务分解表" in line for line in printed)


# --- small ones -------------------------------------------------------------------------------------------------------


def test_without_reports_all_is_to_be_filled_in_and_the_genre_gives_the_form(corpus_home: Home) -> None:
    brief, draft = review(corpus_home.embedding)
    assert text(draft).split("\n") == [
        "云岭集团2025年党建工作总结",
        "【待补：2025年工作的总体情况】。现将有关情况总结如下。",
        "一、主要做法和成效",
        "（一）夯实基层基础，建强战斗堡垒。【待补：做好发展党员工作完成情况】。",
        "【待补：修订公开办法完成情况】。",
        "（二）加强纪律建设，涵养清风正气。【待补：开展警示教育完成情况】。",
        "二、存在的主要问题",
        "【待补：存在的主要问题】。",
        "三、下一步工作打算",
        "【待补：2026年工作打算】。",
    ]
    assert len(brief.missing) == 2
    assert (draft.style.score, draft.style.parts) == (0, ())


def test_reports_of_a_half_year_and_of_units_below_say_so(corpus_home: Home) -> None:
    brief, draft = review(corpus_home.embedding, HALF, BELOW)
    assert "上半年，发展党员9名，完成政治审查。【待补：做好发展党员工作全年完成情况】。" in text(draft)
    below = sentence_of(draft, "85名党员")
    assert below.text == "水电公司召开警示教育大会1次，85名党员参加。"
    assert below.kind == "沿用"
    assert "【待补：开展警示教育总体完成情况】。" in text(draft)
    assert "只有云岭集团2025年部分时段或所属单位的报告" in brief.missing[0]


def test_another_unit_s_work_is_never_told_as_one_s_own(corpus_home: Home) -> None:
    other = reading(
        "清江公司2025年党建工作总结", "一、主要工作情况", "（一）召开警示教育大会4次，全员参加。", unit="清江公司"
    )
    _, draft = review(corpus_home.embedding, other)
    assert sentence_of(draft, "警示教育大会4次").text == "清江公司召开警示教育大会4次，全员参加。"


def test_what_the_user_gives_is_told_as_given(corpus_home: Home) -> None:
    facts = (
        Fact("数字", "发展党员", "19名", "数字：发展党员=19名", 1),
        Fact("活动", "修订公开办法", "8月20日经党委会审议通过", "活动：修订公开办法=8月20日经党委会审议通过", 2),
        Fact("数字", "风电装机", "30万千瓦", "数字：风电装机=30万千瓦", 3),
    )
    _, draft = review(corpus_home.embedding, facts=facts)
    given = sentence_of(draft, "发展党员19名")
    assert (given.text, given.kind, given.sources[0].quote) == ("发展党员19名。", "用户给定", facts[0].line)
    assert "修订公开办法8月20日经党委会审议通过。" in text(draft)
    assert "30万千瓦" not in text(draft)
    assert [f.quote for f in draft.findings if f.check == "给定事项未用上"] == [facts[2].line]
    assert [f.quote for f in draft.findings if f.check == CHECK] == ["【待补：开展警示教育完成情况】。"]


def test_a_given_activity_reads_as_a_sentence(corpus_home: Home) -> None:
    given = Fact("活动", "修订公开办法", "修订稿8月20日审议通过", "活动：修订公开办法=修订稿8月20日审议通过", 1)
    _, draft = review(corpus_home.embedding, facts=(given,))
    assert sentence_of(draft, "修订稿").text == "修订公开办法，修订稿8月20日审议通过。"


def test_a_figure_that_both_give_stands_once_and_two_that_differ_are_pointed_out(corpus_home: Home) -> None:
    agreed = Fact("数字", "发展党员", "26名", "数字：发展党员=26名", 1)
    other = Fact("数字", "组建青年突击队", "12支", "数字：组建青年突击队=12支", 2)
    year = Fact("定位", "“十四五”规划收官之年", "", "定位：“十四五”规划收官之年", 3)
    order = Order(2025, UNIT, facts=Facts("今年.txt", (agreed, other, year)), kind="总结")
    brief = brief_for(corpus_home.library, order, EVERYONE)
    desk = desk_of(corpus_home.library, corpus_home.embedding, EVERYONE)
    planned = plan_of(brief, desk.embedding)
    draft = draft_of(brief, planned, planned.plan, desk)
    assert [source.role for source in sentence_of(draft, "发展党员26名").sources] == ["progress", "plan", "fact"]
    assert [(f.message, f.quote) for f in draft.findings if f.check == DIFFERENT] == [
        ("给定的是“组建青年突击队12”，报告写的是“组建青年突击队11”", "组建青年突击队12支。")
    ]
    first, second, *_ = draft.sections[0].items[0].sentences
    assert (first.text, first.kind) == ("2025年是“十四五”规划收官之年。", "用户给定")
    assert second.text.startswith("集团党委在省能源行业党委领导下")


def test_the_draft_follows_the_table_that_the_user_has_edited(corpus_home: Home) -> None:
    brief = review_brief_of(None, UNIT, 2025, given=(PLAN,), profile=Profile(unit=UNIT))
    planned = plan_of(brief, corpus_home.embedding)
    first, second, third = planned.plan.rows
    added = replace(second, key="用户-1", title="新办党员书屋", sources=(), decision="new")
    rows = (first, replace(second, decision="merge"), added, replace(third, decision="drop", target=""))
    draft = draft_of(
        brief, planned, replace(planned.plan, rows=rows), Desk(Profile(unit=UNIT), None, corpus_home.embedding)
    )
    assert [item.text for item in draft.sections[1].items] == [
        "（一）夯实基层基础，建强战斗堡垒。【待补：做好发展党员工作完成情况】。【待补：修订公开办法完成情况】。",
        "【待补：新办党员书屋完成情况】。",
    ]


def test_the_plan_of_the_next_year_tells_what_is_intended(corpus_home: Home) -> None:
    brief, draft = review(corpus_home.embedding, AHEAD)
    assert [each.document.year for each in brief.ahead] == [2026]
    intended = sentence_of(draft, "推进组织覆盖")
    assert intended.sources[0].document == "云岭集团2026年党建工作要点"
    assert "每季度摸排1次" not in text(draft)  # a summary tells what is intended, not the plan itself


def test_without_a_plan_of_the_year_there_is_nothing_to_sum_up(corpus_home: Home) -> None:
    with pytest.raises(BadRequest, match="没有找到云岭集团2026年的要点"):
        brief_for(corpus_home.library, Order(2026, UNIT, kind="总结"), EVERYONE)
