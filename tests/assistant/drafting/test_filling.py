"""The user's figures in the place of what a report has masked: only where nothing else can be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.drafting.checks.evidence import CHECK, DIFFERENT
from assistant.drafting.records import Fact, FactKind
from assistant.drafting.reviewing.filling import GIVEN, fillings_of
from tests.assistant.drafting.drafted import UNIT, reading, sentence_of, text
from tests.assistant.drafting.reviewed import review

if TYPE_CHECKING:
    from ingest.home import Home


def fact(name: str, value: str, kind: FactKind = "数字", number: int = 1) -> Fact:
    return Fact(kind, name, value, f"{kind}：{name}={value}", number)


def filled(quote: str, *facts: Fact, others: tuple[str, ...] = ()) -> str:
    """The words with the masks that are filled, those of other quotes in sight."""
    fillings = fillings_of((quote, *others), facts)[quote]
    for filling in reversed(fillings):
        quote = quote[: filling.span.start] + filling.span.new + quote[filling.span.end :]
    return quote


@pytest.mark.parametrize(
    ("quote", "given", "told"),
    [
        ("组织党员到廉洁教育基地参观XX批次。", fact("廉洁教育基地参观", "6批次"), "组织党员到廉洁教育基地参观6批次。"),
        ("组织党员到廉洁教育基地参观XX批次。", fact("廉洁教育基地参观次数", "6"), "组织党员到廉洁教育基地参观6批次。"),
        ("全年在党委会上学习XX次。", fact("党委会学习", "24次"), "全年在党委会上学习24次。"),
        ("提拔使用干部X名，交流XX名。", fact("干部交流", "12名"), "提拔使用干部X名，交流12名。"),
        ("评定材料较上年减少XX%。", fact("评定材料减少", "30%"), "评定材料较上年减少30%。"),
        ("创造效益约XXX万元。", fact("创造效益", "320万元"), "创造效益约320万元。"),
        ("办理职工代表提案1X件。", fact("职工代表提案", "16"), "办理职工代表提案16件。"),
        ("平台XX月XX日上线。", fact("平台上线", "6月25日", "日期"), "平台6月25日上线。"),
        ("任前廉洁谈话【待补：次数】。", fact("廉洁谈话", "18人次"), "任前廉洁谈话18人次。"),
        ("评选特色品牌，【待补：品牌个数】。", fact("品牌", "5个"), "评选特色品牌，5个。"),
        ("平台【待补：上线日期】上线。", fact("平台上线", "6月25日", "日期"), "平台6月25日上线。"),
        # without a measure, another measure, another matter, a matter that is named only elsewhere in the sentence
        ("任前廉洁谈话【待补：次数】。", fact("廉洁谈话", "18"), "任前廉洁谈话【待补：次数】。"),
        ("平台【待补：上线日期】上线。", fact("平台上线", "3个"), "平台【待补：上线日期】上线。"),
        ("任前廉洁谈话XX人次。", fact("廉洁谈话", "18次"), "任前廉洁谈话XX人次。"),
        ("任前廉洁谈话XX人次。", fact("提醒谈话", "18人次"), "任前廉洁谈话XX人次。"),
        ("提拔使用干部5名，交流XX名。", fact("提拔使用干部", "6名"), "提拔使用干部5名，交流XX名。"),
        ("平台XX月XX日上线。", fact("平台上线", "6月底", "日期"), "平台XX月XX日上线。"),
        # the matter has its figure; another one's name ends alike, or shares it
        ("发展党员25名，其中女党员XX名。", fact("发展党员", "25名"), "发展党员25名，其中女党员XX名。"),
        ("提醒谈话5次，诫勉谈话XX次。", fact("提醒谈话", "5次"), "提醒谈话5次，诫勉谈话XX次。"),
        (
            "党支部书记上讲台，党委委员讲党课XX次。",
            fact("党支部书记讲党课", "9次"),
            "党支部书记上讲台，党委委员讲党课XX次。",
        ),
        ("发展党员有序，培训积极分子和党员XX名。", fact("发展党员", "25名"), "发展党员有序，培训积极分子和党员XX名。"),
        ("提拔和交流干部XX名。", fact("提拔干部", "6名"), "提拔和交流干部XX名。"),
        ("查处违章XX起。", fact("次", "9起"), "查处违章XX起。"),
    ],
)
def test_a_figure_fills_the_mask_that_it_names(quote: str, given: Fact, told: str) -> None:
    assert filled(quote, given) == told


def test_where_two_masks_or_two_figures_could_be_meant_nothing_is_filled() -> None:
    problems = fact("问题", "12个")
    assert filled("发现问题XX个。", problems) == "发现问题12个。"
    assert filled("发现问题XX个。", problems, others=("查摆问题X个。",)) == "发现问题XX个。"
    assert filled("发现问题XX个。", problems, fact("发现", "9个", number=2)) == "发现问题XX个。"
    assert filled("发现问题XX个。", problems, fact("发现问题", "9个", number=2)) == "发现问题9个。"  # names it closer


REPORT = reading(
    "云岭集团2025年党建工作总结",
    "2025年，集团党委组织党员学习XX场。现将有关情况总结如下。",
    "一、主要工作情况",
    "（一）发展党员19名，其中生产一线XX名，完成政治审查。",
    "（二）召开警示教育大会2次，廉洁谈话XX人次。",
)


def test_the_sentence_of_the_report_shows_what_the_user_gave(corpus_home: Home) -> None:
    facts = (fact("生产一线", "12"), fact("廉洁谈话", "18次", number=2), fact("组织党员学习", "40场", number=3))
    _, draft = review(corpus_home.embedding, REPORT, facts=facts)
    told = sentence_of(draft, "发展党员")
    assert told.text == "发展党员19名，其中生产一线12名，完成政治审查。"
    assert [(edit.new, edit.reason) for edit in told.edits] == [("12名", GIVEN)]
    assert [source.quote for source in told.sources if source.role == "fact"] == [facts[0].line]
    assert "集团党委组织党员学习40场" in text(draft)
    assert text(draft).count("12名") == 1  # not told once more in a sentence of its own
    assert "廉洁谈话【待补：次数】" in text(draft)  # counts otherwise: it is not put in, and the user is told
    assert [f.quote for f in draft.findings if f.check == "给定事项未用上"] == [facts[1].line]
    assert [f.quote for f in draft.findings if f.check == CHECK] == ["【待补：修订公开办法完成情况】。"]


@pytest.mark.parametrize(
    ("title", "unit"),
    [("云岭集团2025年上半年党建工作总结", UNIT), ("云岭集团水电公司2025年党建工作总结", "云岭集团水电公司")],
)
def test_a_figure_of_the_year_is_none_of_a_part_of_it(corpus_home: Home, title: str, unit: str) -> None:
    part = reading(title, "一、主要工作情况", "（一）发展党员XX名，完成政治审查。", unit=unit)
    _, draft = review(corpus_home.embedding, part, facts=(fact("发展党员", "25名"),))
    assert "发展党员【待补：人数】，完成政治审查。" in sentence_of(draft, "政治审查").text
    assert "发展党员25名" in text(draft)  # told by itself


@pytest.mark.parametrize(("value", "is_told"), [("12次", True), ("2次", False)])
def test_a_report_tells_a_given_figure_only_where_it_has_that_one(corpus_home: Home, value: str, is_told: bool) -> None:
    report = reading("云岭集团2025年党建工作总结", "一、主要工作情况", "（一）召开警示教育大会12次。")
    _, draft = review(corpus_home.embedding, report, facts=(fact("警示教育大会", value),))
    differing = [f.message for f in draft.findings if f.check == DIFFERENT]
    assert differing == ([] if is_told else ["给定的是“警示教育大会2”，报告写的是“警示教育大会12”"])
    assert text(draft).count("警示教育大会") == (1 if is_told else 2)


def test_a_half_year_s_figure_does_not_differ_from_the_year_s(corpus_home: Home) -> None:
    half = reading("云岭集团2025年上半年党建工作总结", "一、主要工作情况", "（一）发展党员9名，完成政治审查。")
    _, draft = review(corpus_home.embedding, half, facts=(fact("发展党员", "25名"),))
    assert "发展党员25名。上半年，发展党员9名" in text(draft)
    assert [f.message for f in draft.findings if f.check == DIFFERENT] == []
