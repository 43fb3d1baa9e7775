"""How decisions are worded: numbers, lists, the opening paragraph, documents that were issued, the class of a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.carrying import apply
from assistant.drafting.planning import plan_of
from assistant.drafting.provenance import REWORDED, sentence_of, similarity
from assistant.drafting.records import BLANK, Edit, Fact, Source
from assistant.drafting.story import Desk, draft_of, outline_of_draft
from assistant.drafting.writing.labels import printed_label, relabelled
from ingest.embedding import Embedding, load_embedding
from ingest.errors import BadRequest
from ingest.library.profile import Profile
from tests.assistant.drafting.drafted import UNIT, brief, drafted, plan, reading, text
from tests.assistant.drafting.drafted import sentence_of as found

LIFE = "（一）规范组织生活。党支部每月开展1次主题党日。"


@pytest.fixture(scope="module")
def embedding() -> Embedding:
    return load_embedding("builtin")


@pytest.mark.parametrize(
    ("printed", "number", "wanted"),
    [("（三）", 5, "（五）"), ("3.", 12, "12."), ("一、", 11, "十一、"), ("二是", 3, "三是"), ("", 4, "")],
)
def test_labels(printed: str, number: int, wanted: str) -> None:
    assert relabelled(printed, number) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [("（三） 抓学习", "（三） "), ("12.抓学习", "12."), ("抓学习", ""), ("一、抓学习", "一、")]
)
def test_printed_labels(text: str, wanted: str) -> None:
    assert printed_label(text) == wanted


def source(role: str, quote: str) -> Source:
    return Source(role, "甲.txt", 1, "甲", 2025, "一/（一）", quote, 0, len(quote))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "roles", "edits", "wanted"),
    [
        ("每月学习1次。", ["prior"], (), "沿用"),
        ("每月学习1次。", ["intention"], (), "沿用"),
        ("2026年学习1次。", ["prior"], (Edit("每月", "2026年", "年度更新"),), "沿用"),
        ("每季度学习1次。", ["prior"], (), "改写自"),
        ("每季度学习1次。", ["prior", "superior"], (), "依据上级"),
        ("每月学习1次。", ["superior"], (), "依据上级"),
        ("每月学习1次。", ["intention", "problem"], (), "对应问题"),
        ("每月学习1次。", ["fact"], (), "用户给定"),
        ("每月学习1次。", [], (), "用户给定"),
        (f"学习{BLANK}：次数】。", ["prior"], (), "待补"),
    ],
)
def test_the_class_of_a_sentence(text: str, roles: list[str], edits: tuple[Edit, ...], wanted: str) -> None:
    assert sentence_of(text, [source(role, "每月学习1次。") for role in roles], edits).kind == wanted


def test_edits_that_do_not_give_the_text_are_not_claimed() -> None:
    told = sentence_of("每季度学习2次。", [source("prior", "每月学习1次。")], [Edit("每月", "每季度", "调整")])
    assert (told.kind, told.edits) == ("改写自", ())


def test_sections_and_items_are_numbered_in_the_house_scheme(embedding: Embedding) -> None:
    last = plan(2025, "一、加强思想建设", "1.抓好理论学习。每季度学习1次。", "二、加强组织建设", "2.规范组织生活。每月开展1次。",
                "3.管好党费。每月收缴1次。")  # fmt: skip
    superior = reading("省能源行业党委关于做好2026年党建工作的意见", "一、加强思想建设",
                       "（一）做好职工思想工作。各单位每半年开展1次职工思想动态调查。", unit="省能源行业党委")  # fmt: skip
    _, draft = drafted(brief(last, superior=superior), embedding)
    assert [item.label for item in draft.items()] == ["1.", "2.", "3.", "4."]
    assert [section.label for section in draft.sections] == ["一、", "二、"]
    addresses = {item.address for item in outline_of_draft(draft).items}
    assert {item.address for item in draft.items()} <= addresses


def test_a_list_that_loses_a_member_is_counted_and_numbered_anew(embedding: Embedding) -> None:
    last = plan(2025, "一、加强组织建设", "（一）规范组织生活。重点抓好以下三件事：", "1.每季度召开1次党员大会；",
                "2.6月底前完成党员活动室改造；", "3.每月开展1次主题党日。")  # fmt: skip
    summary = reading("云岭集团2025年党建工作总结", "一、主要工作", "一是组织生活规范。党员大会每季度召开。",
                      "二是党员活动室6月完成改造。")  # fmt: skip
    _, draft = drafted(brief(last, summary=summary), embedding)
    assert "以下两件事：" in text(draft) or "以下二件事：" in text(draft)
    assert [item.label for item in draft.items()] == ["（一）", "1.", "2."]


def test_the_opening_is_refilled(embedding: Embedding) -> None:
    last = plan(2025, "2025年是“十四五”收官之年。集团党建工作的总体要求是：贯彻党的二十届二中、三中全会精神，"
                      "针对上年总结查摆的学习不够等问题，抓好各项任务落实。", "一、加强组织建设", LIFE)  # fmt: skip
    superior = reading("省能源行业党委关于做好2026年党建工作的意见", "2026年是“十五五”开局之年，任务繁重。为贯彻党的二十届四中全会精神，"
                       "现提出如下意见。", "一、加强学习。各单位每季度至少学习1次。", unit="省能源行业党委")  # fmt: skip
    summary = reading("云岭集团2025年党建工作总结", "一、主要工作", "一是学习扎实。学习4次。", "二是组织生活规范。", "二、存在的问题",
                      "一是流动党员管理不严。", "二是宣传力度不大。")  # fmt: skip
    _, draft = drafted(brief(last, summary=summary, superior=superior), embedding)
    first, second = draft.sections[0].items[0].sentences
    assert (first.text, first.kind) == ("2026年是“十五五”开局之年。", "依据上级")
    assert "党的二十届二中、三中、四中全会精神" in second.text
    assert "针对上年总结查摆的流动党员管理不严、宣传力度不大等问题" in second.text
    assert "学习不够" not in second.text


def test_the_user_says_what_year_it_is_and_signs(embedding: Embedding) -> None:
    facts = [
        Fact("定位", "2026年是集团成立三十周年", "", "定位：2026年是集团成立三十周年", 1),
        Fact("日期", "成文日期", "2026年2月20日", "日期：成文日期=2026年2月20日", 2),
        Fact("数字", "发展党员", "25名", "数字：发展党员=25名", 3),
    ]
    last = plan(2025, "2025年是“十四五”收官之年。总体要求是：抓好落实。", "一、加强组织建设",
                "（一）提高发展党员质量。全年发展党员26名。每季度考察1次。")  # fmt: skip
    _, draft = drafted(brief(last, facts=facts), embedding)
    assert found(draft, "三十周年").kind == "用户给定"
    assert draft.issued == "2026年2月20日"
    assert "发展党员25名" in text(draft)


def test_a_new_row_takes_no_paragraph_of_others_as_its_own(embedding: Embedding) -> None:
    plain = ("党支部每月开展1次主题党日。", "党员每季度参加1次志愿服务。")
    last = plan(2025, "一、加强组织建设", *plain, "二、加强思想建设", "（一）抓好理论学习。中心组每季度学习1次。")
    facts = [
        Fact("主题", "压减水电", "每月公布1次水电费", "主题：压减水电=每月公布1次水电费", 1, "组织建设"),
        Fact("主题", "封存车辆", "6月底前封存多余车辆", "主题：封存车辆=6月底前封存多余车辆", 2, "思想建设"),
    ]
    _, draft = drafted(brief(last, facts=facts), embedding)
    labels = {section.heading.text: [item.label for item in section.items] for section in draft.sections}
    assert labels == {"加强组织建设": ["", "", ""], "加强思想建设": ["（一）", "（二）"]}
    assert found(draft, "公布1次水电费").kind == "用户给定"


def test_what_was_to_be_made_and_is_there_is_carried_out(embedding: Embedding) -> None:
    last = plan(2025, "一、加强组织建设",
                "（一）深化星级评定。修订《星级党支部评定办法（试行）》，4月底前正式印发。每年评定1次。")  # fmt: skip
    summary = reading("云岭集团2025年党建工作总结", "一、主要工作", "一是评定更加规范。《星级党支部评定办法》4月22日审议通过并印发。",
                      "二是组织生活规范。")  # fmt: skip
    _, draft = drafted(brief(last, summary=summary), embedding)
    carried = found(draft, "星级党支部评定办法")
    assert carried.text == "落实《星级党支部评定办法》。"
    assert carried.kind == "沿用"
    assert apply(carried.sources[0].quote, carried.edits) == carried.text


def test_the_superior_s_new_document_takes_the_old_one_s_place(embedding: Embedding) -> None:
    last = plan(2025, "一、加强组织建设",
                "（一）规范组织生活。落实《省能源行业党委关于加强2025年企业党建工作的意见》，每月开展1次主题党日。")  # fmt: skip
    superior = reading("省能源行业党委关于加强2026年企业党建工作的意见", "一、加强学习。各单位每季度至少学习1次。",
                       unit="省能源行业党委")  # fmt: skip
    _, draft = drafted(brief(last, superior=superior), embedding)
    assert "《省能源行业党委关于加强2026年企业党建工作的意见》" in text(draft)
    assert "2025年" not in text(draft)


def test_the_draft_follows_the_edited_plan(embedding: Embedding) -> None:
    last = plan(2025, "一、加强思想建设", "（一）抓好理论学习。每季度学习1次。", "二、加强组织建设", LIFE,
                "（二）规范党费收缴。每月收缴1次党费。")  # fmt: skip
    what = brief(last)
    planned = plan_of(what, embedding)
    study, life, fees = planned.plan.rows
    edited = replace(
        planned.plan,
        rows=(
            replace(fees, title=life.title, decision="merge", target=life.target),
            replace(life, title="严格组织生活", target="加强思想建设"),
            replace(study, decision="drop", target=""),
        ),
    )
    draft = draft_of(what, planned, edited, Desk(Profile(unit=UNIT), None, embedding))
    assert "抓好理论学习" not in text(draft)
    assert found(draft, "严格组织生活").kind == "用户给定"
    assert [section.heading.text for section in draft.sections] == ["加强思想建设", "加强组织建设"]
    assert found(draft, "收缴1次党费").kind == "沿用"


def test_rows_that_are_merged_make_one_item(embedding: Embedding) -> None:
    last = plan(2025, "一、加强组织建设", LIFE, "（二）规范党费收缴。每月收缴1次党费。")
    what = brief(last)
    planned = plan_of(what, embedding)
    life, fees = planned.plan.rows
    merged = replace(planned.plan, rows=(life, replace(fees, title=life.title, decision="merge")))
    draft = draft_of(what, planned, merged, Desk(Profile(unit=UNIT), None, embedding))
    (item,) = draft.items()
    assert item.text == "（一）规范组织生活。党支部每月开展1次主题党日。每月收缴1次党费。"


def test_similarity_of_what_is_called_reworded() -> None:
    assert similarity("每月学习1次。", "每月学习1次。") == 1
    assert similarity("每季度组织学习1次。", "每月学习1次。") >= REWORDED > similarity("管好党费。", "每月学习1次。")


def test_keep_writes_last_year_s_words(embedding: Embedding) -> None:
    last = plan(2025, "一、加强组织建设", LIFE, "（二）加强阵地建设。6月底前完成党员活动室改造。")
    summary = reading("云岭集团2025年党建工作总结", "一、主要工作", "一是阵地建设。党员活动室6月完成改造。",
                      "二是组织生活规范。")  # fmt: skip
    what = brief(last, summary=summary)
    planned = plan_of(what, embedding)
    rows = tuple(
        replace(row, decision="keep", target="加强组织建设") if "阵地" in row.title else row
        for row in planned.plan.rows
    )
    draft = draft_of(what, planned, replace(planned.plan, rows=rows), Desk(Profile(unit=UNIT), None, embedding))
    assert found(draft, "党员活动室改造").text == "6月底前完成党员活动室改造。"


def test_a_list_inside_of_a_list_is_numbered_by_itself(embedding: Embedding) -> None:
    last = plan(2025, "一、加强组织建设", "（一）规范组织生活。重点抓好以下两件事：", "1.开好会议。每季度召开1次党员大会：",
                "（1）会前通知；", "（2）会后归档。", "2.每月开展1次主题党日。")  # fmt: skip
    _, draft = drafted(brief(last), embedding)
    assert [item.label for item in draft.items()] == ["（一）", "1.", "（1）", "（2）", "2."]
    assert "以下两件事" in text(draft)


def test_a_figure_fills_the_blank_that_asks_for_it_and_is_its_source(embedding: Embedding) -> None:
    last = plan(2025, "一、加强思想建设", "（一）打造党建品牌。12月底前评选党支部特色品牌5个。每月报送信息不少于2条。")
    facts = [Fact("数字", "党支部特色品牌", "6个", "数字：党支部特色品牌=6个", 1),
             Fact("数字", "植树", "300棵", "数字：植树=300棵", 2)]  # fmt: skip
    _, draft = drafted(brief(last, facts=facts), embedding)
    sentence = found(draft, "特色品牌6个")
    assert facts[0].line in [source.quote for source in sentence.sources]
    unused = [finding for finding in draft.findings if finding.check == "给定事项未用上"]
    assert [finding.quote for finding in unused] == [facts[1].line]


@pytest.mark.parametrize("day", ["2026年2月30日", "随便", "2026年13月1日"])
def test_a_day_that_is_none_is_refused(day: str, embedding: Embedding) -> None:
    fact = Fact("日期", "成文日期", day, f"日期：成文日期={day}", 4)
    with pytest.raises(BadRequest, match="第4行：成文日期不对"):
        drafted(brief(plan(2025, "一、加强组织建设", LIFE), facts=[fact]), embedding)
