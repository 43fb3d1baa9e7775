"""What becomes of last year's items, of the superior's requirements, of the problems: decision by decision."""

from __future__ import annotations

import pytest

from assistant.drafting.planning import Planned
from assistant.drafting.records import Fact, Reading
from ingest.embedding import Embedding, load_embedding
from tests.assistant.drafting.drafted import brief, drafted, plan, reading, row_of, sentence_of, text

OPENING = "2025年党建工作的总体要求是：坚持稳中求进，抓好各项任务落实。"
STUDY = "（一）抓好理论学习。党委理论学习中心组每季度集中学习1次，党委办公室做好记录。"
LIFE = "（一）规范组织生活。党支部每月开展1次主题党日，每季度上1次党课。"
LAST = plan(2025, OPENING, "一、加强思想建设", STUDY, "二、加强组织建设", LIFE)


@pytest.fixture(scope="module")
def embedding() -> Embedding:
    return load_embedding("builtin")


def test_what_recurs_is_kept_word_for_word(embedding: Embedding) -> None:
    before = plan(2024, OPENING.replace("2025", "2024"), "一、加强思想建设", STUDY, "二、加强组织建设", LIFE)
    planned, draft = drafted(brief(LAST, before), embedding)
    row = row_of(planned, "抓好理论学习")
    assert (row.decision, row.target) == ("keep", "加强思想建设")
    assert "2024年也有安排" in row.reason
    assert sentence_of(draft, "每季度集中学习1次").kind == "沿用"


def test_what_was_to_be_done_once_and_is_done_is_left_out_with_proof(embedding: Embedding) -> None:
    last = plan(2025, "一、加强组织建设", LIFE, "（二）加强阵地建设。6月底前完成党员活动室改造。")
    summary = reading("云岭集团2025年党建工作总结", "一、主要工作", "一是阵地建设。党员活动室6月完成改造。",
                      "二是组织生活。主题党日每月开展。")  # fmt: skip
    planned, draft = drafted(brief(last, summary=summary), embedding)
    row = row_of(planned, "加强阵地建设")
    assert (row.decision, row.target) == ("drop", "")
    assert row.dropped[0].reason == "2025年已完成"
    assert row.dropped[0].evidence[0].quote == "党员活动室6月完成改造"
    assert "活动室" not in text(draft)


def test_what_a_summary_says_is_not_done_goes_on(embedding: Embedding) -> None:
    last = plan(
        2025, "一、加强组织建设", "（一）加强阵地建设。6月底前完成党员活动室改造。", LIFE.replace("一", "二", 1)
    )
    summary = reading("云岭集团2025年党建工作总结", "一、主要工作",
                      "一是阵地建设。党员活动室改造因设计变更没有完成。", "二是组织生活。主题党日每月开展。")  # fmt: skip
    planned, draft = drafted(brief(last, summary=summary), embedding)
    row = row_of(planned, "加强阵地建设")
    assert row.decision != "drop"
    assert "2025年未完成，继续推进" in row.reason
    assert sentence_of(draft, "6月底前完成党员活动室改造").kind == "沿用"


SUPERIOR = reading(
    "省能源行业党委关于做好2026年党建工作的意见", "现就做好2026年党建工作提出如下意见。", "一、加强学习",
    "（一）抓好理论学习。各单位党委理论学习中心组每月集中学习1次。",
    "（二）管好流动党员。各单位党委要每季度核对1次流动党员名册。",
    unit="省能源行业党委",
)  # fmt: skip


def test_a_weaker_value_gives_way_to_the_superior_s(embedding: Embedding) -> None:
    planned, draft = drafted(brief(LAST, superior=SUPERIOR), embedding)
    assert row_of(planned, "抓好理论学习").decision == "update"
    changed = sentence_of(draft, "集中学习1次")
    assert "每月" in changed.text
    assert "每季度集中" not in text(draft)
    assert changed.kind == "依据上级"
    assert any(source.file.startswith("省能源") for source in changed.sources)


def test_what_only_the_superior_asks_for_becomes_an_item_in_plan_voice(embedding: Embedding) -> None:
    planned, draft = drafted(brief(LAST, superior=SUPERIOR), embedding)
    row = row_of(planned, "管好流动党员")
    assert row.decision == "new"
    assert row.target in planned.plan.sections
    sentence = sentence_of(draft, "流动党员名册")
    assert sentence.text == "党委每季度核对1次流动党员名册。"
    assert sentence.sources[0].address == "一/（二）"


PROBLEMS = reading(
    "云岭集团2025年党建工作总结及2026年工作打算", "一、主要工作", "一是理论学习扎实。党委中心组学习4次。", "二是组织生活规范。",
    "二、存在的主要问题", "一是流动党员管理机制没有建立。有的党员长期不参加组织生活。", "二是宣传阵地建设滞后。",
    "三、2026年工作打算", "一是聚焦流动党员抓管理。6月底前印发流动党员管理办法。",
)  # fmt: skip


def test_a_problem_is_answered_by_the_intention_for_it(embedding: Embedding) -> None:
    planned, draft = drafted(brief(LAST, summary=PROBLEMS), embedding)
    row = row_of(planned, "流动党员管理机制没有建立")
    assert "回应上年问题“流动党员管理机制没有建立”" in row.reason
    answer = sentence_of(draft, "印发流动党员管理办法")
    assert answer.kind == "对应问题"
    assert [source.role for source in answer.sources] == ["intention", "problem"]


def test_a_problem_that_nothing_answers_asks_for_a_measure(embedding: Embedding) -> None:
    planned, draft = drafted(brief(LAST, summary=PROBLEMS), embedding)
    row = row_of(planned, "宣传阵地建设滞后")
    assert row.decision == "new"
    measures = [s for s in draft.sentences() if any("宣传阵地" in source.quote for source in s.sources)]
    assert any(s.kind == "待补" and "【待补：具体措施、责任单位和完成时限】" in s.text for s in measures)


def test_every_source_stands_in_one_row(embedding: Embedding) -> None:
    planned, _ = drafted(brief(LAST, summary=PROBLEMS, superior=SUPERIOR), embedding)
    places = [s.place for row in planned.plan.rows for s in row.sources if s.role in ("prior", "superior", "problem")]
    assert len(places) == len(set(places))
    addresses = {s.address for row in planned.plan.rows for s in row.sources if s.role == "prior"}
    assert addresses == {"一/（一）", "二/（一）"}
    problems = [s for row in planned.plan.rows for s in row.sources if s.role == "problem"]
    assert sorted(s.address for s in problems) == ["二/一是", "二/二是"]


def test_a_theme_of_the_user_becomes_a_row(embedding: Embedding) -> None:
    fact = Fact("主题", "青年理论武装", "每季度组织1次青年理论学习", "主题：青年理论武装=每季度组织1次青年理论学习", 3)
    planned, draft = drafted(brief(LAST, facts=[fact]), embedding)
    sentence = sentence_of(draft, "青年理论学习")
    assert sentence.kind == "用户给定"
    assert sentence.sources[0].quote == fact.line
    assert any(fact.line in s.quote for row in planned.plan.rows for s in row.sources)


def test_a_campaign_that_has_ended_goes(embedding: Embedding) -> None:
    last = plan(2025, "一、加强思想建设", STUDY,
                "（二）开展对标先进专项教育。党委举办1期读书班，党支部组织专题学习。")  # fmt: skip
    superior = reading(
        "省能源行业党委关于做好2026年党建工作的意见", "一、加强学习",
        "（一）深化作风建设。巩固对标先进专项教育成果，每季度抽查1次。", unit="省能源行业党委",
    )  # fmt: skip
    planned, draft = drafted(brief(last, superior=superior), embedding)
    row = row_of(planned, "党委举办1期读书班")
    assert {dropped.reason for dropped in row.dropped} == {"集中开展的活动已结束"}
    assert "读书班" not in text(draft)
    assert "开展对标先进" not in text(draft)


def test_what_comes_every_two_years_rests_in_between(embedding: Embedding) -> None:
    before = plan(
        2024, "一、加强组织建设", "（一）加强干部培养。中青年干部培训班每两年举办1期。", LIFE.replace("一", "二", 1)
    )
    last = plan(
        2025, "一、加强组织建设", "（一）加强干部培养。举办中青年干部培训班1期，人数不少于50人。选派干部到基层锻炼。"
    )
    planned, draft = drafted(brief(last, before), embedding)
    assert row_of(planned, "加强干部培养").dropped[0].reason == "每两年安排一次，2025年已安排"
    assert "中青年干部培训班" not in text(draft)


def test_another_unit_s_summary_gives_its_problems_not_its_plans(embedding: Embedding) -> None:
    other = reading(
        "清江公司2025年党建工作总结及2026年工作打算", "一、主要工作", "一是学习扎实。学习4次。", "二、存在的主要问题",
        "一是党建与业务融合不够。", "二是考核不严。", "三、2026年工作打算",
        "一是促进党建与业务融合。党建与业务融合纳入考核。", "二是建设职工食堂。年内建成职工食堂。", unit="清江公司",
    )  # fmt: skip
    planned, draft = drafted(brief(LAST, summary=other), embedding)
    assert "食堂" not in text(draft)
    assert "纳入考核" in text(draft)
    assert any("只用其中的问题" in line for line in planned.plan.missing)


def superior(*lines: str) -> Reading:
    return reading("省能源行业党委关于做好2026年党建工作的意见", *lines, unit="省能源行业党委")


def asked(planned: Planned) -> list[str]:
    return [source.quote for row in planned.plan.rows for source in row.sources if source.role == "superior"]


@pytest.mark.parametrize(
    "lines",
    [
        ("各企业党委：", "各企业党委要每月报送信息不少于2条。", "各企业党委要在12月10日前报送全年工作总结。"),
        ("为做好工作，各企业党委要每月报送信息不少于2条。", "一、抓好学习", "（一）抓好理论学习。每月学习1次。"),
        ("一、抓好学习", "（一）每月报送信息不少于2条。抓好落实，各企业党委要每月学习1次。"),
    ],
    ids=["plain paragraphs", "opening", "lead"],
)
def test_a_requirement_is_in_a_row_wherever_it_stands(lines: tuple[str, ...], embedding: Embedding) -> None:
    order = superior(*lines)
    planned, _ = drafted(brief(LAST, superior=order), embedding)
    assert order.requirements
    for requirement in order.requirements:
        assert [quote for quote in asked(planned) if requirement.quote in quote], requirement.quote
    assert len(asked(planned)) == len(set(asked(planned)))


def test_a_duty_that_the_superior_leaves_as_it_is_stays(embedding: Embedding) -> None:
    talks = "党委书记与班子成员每年谈心谈话不少于{}次，党支部书记与党员每年谈心谈话不少于1次。"
    last = plan(2025, "一、落实责任", f"（一）开展谈心谈话。{talks.format(1)}每年报告1次。")
    _, draft = drafted(
        brief(last, superior=superior("一、落实责任", f"（一）开展谈心谈话。{talks.format(2)}")), embedding
    )
    assert "党委书记与班子成员每年谈心谈话不少于2次" in text(draft)
    assert "党支部书记与党员每年谈心谈话不少于1次" in text(draft)


def test_only_own_work_shows_that_something_is_done(embedding: Embedding) -> None:
    last = plan(2025, "一、加强组织建设", LIFE, "（二）加强阵地建设。6月底前完成党员活动室改造。")
    other = reading("清江公司2025年党建工作总结", "一、主要工作", "一是阵地建设。党员活动室6月完成改造。",
                    "二是组织生活规范。", unit="清江公司")  # fmt: skip
    planned, draft = drafted(brief(last, summary=other), embedding)
    assert "是否已完成无从得知" in row_of(planned, "加强阵地建设").reason
    assert "党员活动室改造" in text(draft)


def test_an_anniversary_is_over(embedding: Embedding) -> None:
    last = plan(2025, "一、加强思想建设", "（一）抓好宣传。围绕集团成立30周年开展主题宣传。每月报送信息不少于2条。",
                "（二）抓好理论学习。每季度学习1次。")  # fmt: skip
    planned, draft = drafted(brief(last), embedding)
    assert row_of(planned, "抓好宣传").dropped[0].reason == "只是2025年的节点工作"
    assert "周年" not in text(draft)


def test_what_an_intention_repeats_is_named_in_the_row(embedding: Embedding) -> None:
    summary = reading("云岭集团2025年党建工作总结及2026年工作打算", "一、主要工作", "一是学习扎实。学习4次。", "二是组织生活规范。",
                      "二、2026年工作打算", "一是抓好理论学习。每季度集中学习1次，年内建成职工书屋。", "二是管好阵地。年内更新宣传栏。")  # fmt: skip
    planned, draft = drafted(brief(LAST, summary=summary), embedding)
    dropped = [each for row in planned.plan.rows for each in row.dropped if each.source.role == "intention"]
    assert [(each.source.quote, each.reason) for each in dropped] == [("每季度集中学习1次", "本稿他处已写明")]
    assert sentence_of(draft, "职工书屋").kind == "沿用"


def test_an_intention_that_names_the_same_day_otherwise_is_said_once(embedding: Embedding) -> None:
    asked = superior("一、加强学习", "（一）学习全会精神。各单位党委6月底前对中层以上干部集中轮训1遍。")
    summary = reading("云岭集团2025年党建工作总结及2026年工作打算", "一、主要工作", "一是学习扎实。学习4次。", "二是组织生活规范。",
                      "二、2026年工作打算", "一是学习全会精神。把学习全会精神与编制规划结合起来，上半年完成中层干部轮训。",
                      "二是管好阵地。年内更新宣传栏。")  # fmt: skip
    planned, draft = drafted(brief(LAST, superior=asked, summary=summary), embedding)
    dropped = [each for row in planned.plan.rows for each in row.dropped if each.source.role == "intention"]
    assert [(each.source.quote, each.reason) for each in dropped] == [("上半年完成中层干部轮训", "本稿他处已写明")]
    assert sentence_of(draft, "轮训").text == "6月底前对中层以上干部集中轮训1遍。"
    assert sentence_of(draft, "编制规划").text == "把学习全会精神与编制规划结合起来。"


def test_a_list_takes_in_what_the_superior_lists_beside_it(embedding: Embedding) -> None:
    last = plan(
        2025,
        "一、服务生产",
        "（一）建好突击队。迎峰度夏、防洪度汛期间成立党员突击队，做到难事党员上。每月检查1次值守情况。",
    )
    asked = superior("一、服务生产", "（一）建好突击队。迎峰度夏、迎峰度冬期间应当组建党员突击队。")
    _, draft = drafted(brief(last, superior=asked), embedding)
    told = sentence_of(draft, "成立党员突击队")
    assert told.text == "迎峰度夏、防洪度汛、迎峰度冬期间成立党员突击队，做到难事党员上。"
    assert [source.role for source in told.sources] == ["prior", "superior"]
    assert "组建" not in text(draft)


def test_standing_matters_that_last_year_skipped_are_offered_not_written(embedding: Embedding) -> None:
    fees = "（二）规范信访保密工作。信访事项15日内答复，每半年开展1次保密自查。"
    earlier = [plan(year, "一、加强思想建设", STUDY, fees) for year in (2024, 2023)]
    planned, draft = drafted(brief(LAST, *earlier), embedding)
    row = row_of(planned, "规范信访保密工作")
    assert (row.decision, row.target) == ("drop", "")
    assert "2024年、2023年有安排，2025年未列" in row.reason
    assert "保密自查" not in text(draft)


def test_a_skipped_matter_that_the_superior_asks_for_is_not_offered_beside_its_item(embedding: Embedding) -> None:
    fees = "（二）规范信访保密工作。信访事项15日内答复，每半年开展1次保密自查。"
    earlier = [plan(year, "一、加强思想建设", STUDY, fees) for year in (2024, 2023)]
    asking = reading("省能源行业党委关于做好2026年党建工作的意见", "现提出如下意见。", "一、加强思想建设",
                     fees.replace("信访事项", "各单位信访事项应当"), unit="省能源行业党委")  # fmt: skip
    planned, draft = drafted(brief(LAST, *earlier, superior=asking), embedding)
    assert row_of(planned, "规范信访保密工作").decision == "new"
    assert text(draft).count("保密自查") == 1
