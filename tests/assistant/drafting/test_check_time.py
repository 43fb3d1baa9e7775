"""Years, meetings and wording that a document should have left behind; the user's own list of such wording."""

from __future__ import annotations

import re

import pytest

from assistant.drafting.check import check
from assistant.drafting.checks.context import Context
from assistant.drafting.checks.expired_list import Expired, expired_entries
from assistant.drafting.checks.meetings import HELD, Meeting, meetings_in
from ingest.errors import BadRequest
from tests.assistant.drafting.checked import document, found_in, in_item, plan

# --- years --------------------------------------------------------------------------------------------------------------

STALE = {
    "全面完成2025年各项任务。": ["全面完成2025年各项任务"],
    "确保2024年底前完成整改。": ["确保2024年底前完成整改"],
    "制定二〇二五年学习计划。": ["制定二〇二五年学习计划"],
    "落实《党建工作要点》，做好2025年工作。": ["做好2025年工作"],
    "2025年召开2次会议，2025年12月底前总结。": ["2025年召开2次会议", "2025年12月底前总结"],
}
CURRENT = [
    "完成2026年各项任务，2027年1月底前总结。",
    "落实《2019－2023年全国党员教育培训工作规划》。",  # inside a name
    "执行《云岭集团巡察工作规划（2023－2025年）》。",
    "执行巡察工作规划（2023－2025年）。",  # a span
    "完成2024年至2026年三年行动。",
    "自2021年以来的制度全面清理。",
    "清理2020年以前印发的制度。",
    "针对2019年印发的《云岭集团党务公开实施意见》修订完善。",
    "依据云岭党〔2025〕6号文件开展检查。",
    "投资较2025年增长5%以上。",
    "弘扬1998年抗洪精神。",  # history
    "自二〇〇八年起坚持开展。",
    "在2025年工作的基础上巩固提升。",
    "学习2025年7月1日重要讲话精神。",
    "巩固2025年主题教育成果。",
    "落实2016年全国国有企业党的建设工作会议精神。",
]


@pytest.mark.parametrize("text", STALE)
def test_a_stale_year(text: str) -> None:
    assert in_item(text, "年度陈旧") == STALE[text]
    assert in_item(text, "往年事项") == []


@pytest.mark.parametrize("text", CURRENT)
def test_no_stale_year(text: str) -> None:
    assert in_item(text, "年度陈旧") == in_item(text, "往年事项") == []


@pytest.mark.parametrize(
    "text",
    [
        "对2024年巡察的2家单位开展整改“回头看”。",
        "对2023年、2024年巡察的四家单位开展评估。",
        "办结2025年未完成的3个项目。",
        "开好2025年度民主生活会。",
        "整改2025年巡视反馈问题。",
        "推进2025年下达的项目。",
        "对照2025年考核情况查找短板。",
    ],
)
def test_matters_of_past_years(text: str) -> None:
    assert in_item(text, "往年事项") == [text.rstrip("。")]
    assert in_item(text, "年度陈旧") == []


def test_a_year_in_a_very_long_paragraph() -> None:
    """A year is judged by what stands near it, however long the paragraph is."""
    text = "巩固2025年主题教育成果，完成2025年任务，自2021年以来坚持，" * 500
    assert in_item(text, "年度陈旧") == ["完成2025年任务"] * 500


def test_the_title_has_a_year_too() -> None:
    outline = plan("每季度检查1次。", year=2025)
    assert found_in(outline, "年度陈旧", year=2026) == [("", "云岭集团2025年党建工作要点")]
    assert found_in(outline, "年度陈旧") == []


@pytest.mark.parametrize(
    ("year", "heading", "is_stale"),
    [(2022, "2020年工作回顾", True), (2022, "2021年工作回顾", False), (2022, "过去一年工作回顾", False)],
)
def test_a_heading_that_looks_back_too_far(year: int, heading: str, is_stale: bool) -> None:
    lines = (f"一、{heading}", "（一）抓学习。完成学习12次。", "二、重点工作", "（一）抓作风。每季度检查1次。")
    found = found_in(document(f"云岭集团{year}年党建工作要点", *lines), "年度陈旧")
    assert found == [("一", f"一、{heading}")] * is_stale


def test_what_a_summary_intends_is_for_the_next_year() -> None:
    outline = document(
        "云岭集团2025年党建工作总结及2026年工作打算",
        "一、2025年主要工作",
        "（一）完成换届。2025年完成2个党支部换届，2024年遗留问题全部解决。",
        "二、2026年工作打算",
        "（一）抓好换届。2025年底前完成1个党支部换届。",
    )
    assert found_in(outline, "年度陈旧") == [("二/（一）", "2025年底前完成1个党支部换届")]


def test_regulations_and_documents_without_a_year_are_left_alone() -> None:
    text = "1.党支部2019年起每季度检查1次，2018年完成登记。"
    for title in ("云岭集团2026年党务公开工作办法", "党建工作要点"):
        assert found_in(document(title, "一、公开内容", text), "年度陈旧") == []


# --- meetings -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "text", "quotes"),
    [
        (2026, "贯彻党的二十届三中全会精神。", ["二十届三中全会"]),
        (2026, "贯彻党的二十大和二十届二中、三中全会精神。", ["二十届二中、三中全会"]),
        (2023, "贯彻党的十九大精神。", ["党的十九大"]),
        (2023, "贯彻党的十九届六中全会精神。", ["十九届六中全会"]),
        (2021, "贯彻党的十九届四中全会精神。", ["十九届四中全会"]),
        (2029, "贯彻党的二十届四中全会精神。", ["二十届四中全会"]),  # beyond what is known
        (2026, "贯彻党的十九届四中全会和二十届二中、四中全会精神。", ["十九届四中全会"]),
        # current
        (2026, "贯彻党的十九届历次全会和二十届四中全会精神。", []),
        (2026, "落实党的十九届四中全会关于制度建设的部署和二十届四中全会精神。", []),
        (2022, "贯彻党的十九届五中、六中全会精神。", []),
        (2026, "贯彻党的二十届二中、三中、四中全会精神。", []),
        (2026, "贯彻党的二十大和二十届历次全会精神。", []),
        (2025, "贯彻党的二十届三中全会精神。", []),
        (2020, "贯彻党的十九大和十九届二中、三中、四中全会精神。", []),
        (2026, "贯彻党的二十大精神。", []),  # a congress holds until the next
        (2026, "总结党的十八大以来的经验，党的二十届三中全会以来的做法。", []),
        (2026, "落实党的二十届三中全会关于国有企业改革的部署。", []),
        (2026, "学习党的二十届三中全会通过的《决定》。", []),
        (2026, "学习《关于学习宣传贯彻党的二十届三中全会精神的通知》。", []),
        (2026, "健全党的十大制度。", []),
        (2026, "贯彻党的二十届三中全会、四中全会精神。", []),
        (2026, "贯彻党的二十届二中三中四中全会精神。", []),
        (2026, "学习党的十二大精神和党的十一届三中全会精神。", []),  # history
    ],
)
def test_meetings(year: int, text: str, quotes: list[str]) -> None:
    assert in_item(text, "会议陈旧", year=year) == quotes


@pytest.mark.parametrize("title", ["关于印发某局2026年工作要点的通知", "关于印发《某局2026年工作要点》的通知"])
def test_a_notice_that_issues_a_plan_is_checked_as_one(title: str) -> None:
    stale = "一、总体要求\n2026年，深入贯彻党的二十届二中全会精神。"
    assert found_in(document(title, *stale.split("\n")), "会议陈旧") != []
    assert found_in(document("关于开展2026年学习的通知", *stale.split("\n")), "会议陈旧") == []


def test_confirmed_meetings_count() -> None:
    text = "贯彻党的二十届四中全会、省委十二届八次全会和二十届中央纪委四次全会精神。"
    assert in_item(text, "会议陈旧") == []
    confirmed = ("党的二十届五中全会", "省委十二届九次全会", "二十届中央纪委五次全会")
    assert in_item(text, "会议陈旧", meetings=confirmed) == [
        "二十届四中全会",
        "十二届八次全会",
        "二十届中央纪委四次全会",
    ]
    assert in_item("贯彻市委十二届八次全会精神。", "会议陈旧", meetings=confirmed) == []


def test_meetings_have_names_that_are_read_back() -> None:
    for meeting in [*HELD, Meeting("省委", 12, 6), Meeting("中央纪委", 20, 4)]:
        assert [found for found, _ in meetings_in(meeting.name)] == [meeting]
    days = [HELD[meeting] for meeting in sorted(HELD)]
    assert days == sorted(days)


# --- wording ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "text", "quotes"),
    [
        (2026, "落实“十四五”规划任务。", ["落实“十四五”规划任务"]),
        (2026, "落实十四五规划任务。", ["落实十四五规划任务"]),
        (2022, "助力打赢脱贫攻坚战。", ["助力打赢脱贫攻坚战"]),
        (2022, "做好精准扶贫工作。", ["做好精准扶贫工作"]),
        (2024, "统筹新冠肺炎疫情防控。", ["统筹新冠肺炎疫情防控"]),
        (2024, "配合银保监会检查。", ["配合银保监会检查"]),
        (2021, "扎实开展“不忘初心、牢记使命”主题教育。", ["扎实开展“不忘初心、牢记使命”主题教育"]),
        (2026, "扎实开展党纪学习教育。", ["扎实开展党纪学习教育"]),
        (2024, "开展“两学一做”学习教育。", ["开展“两学一做”学习教育"]),
        (2026, "2026年是“十四五”规划收官之年。", ["2026年是“十四五”规划收官之年"]),
        (2026, "助推帮扶点脱贫摘帽。", ["助推帮扶点脱贫摘帽"]),
        (2026, "帮助联系村脱贫、摘帽。", ["帮助联系村脱贫、摘帽"]),
        (2021, "持续深入开展主题教育。", ["持续深入开展主题教育"]),
        (2025, "扎实开展主题教育。", ["扎实开展主题教育"]),
        (2026, "开展党纪学习教育和党史学习教育。", ["开展党纪学习教育和党史学习教育"] * 2),
        # in their time, or told as over
        (2025, "2025年是“十四五”规划收官之年。", []),
        (2023, "扎实开展主题教育。", []),  # the next campaign
        (2020, "深入开展主题教育。", []),
        (2026, "扎实开展主题教育实践活动，深入开展主题教育活动。", []),
        (2026, "巩固脱贫摘帽成果。", []),
        (2025, "落实“十四五”规划任务。", []),
        (2026, "总结“十四五”规划实施情况，衔接“十五五”规划。", []),
        (2020, "助力打赢脱贫攻坚战。", []),
        (2026, "巩固拓展脱贫攻坚成果。", []),
        (2026, "弘扬脱贫攻坚精神。", []),
        (2026, "巩固拓展主题教育成果，推动党史学习教育常态化长效化。", []),
        (2020, "推进“两学一做”学习教育常态化制度化。", []),
        (2022, "配合银保监会检查。", []),
        (2024, "办理原银保监会移交的事项。", []),
        (2024, "配合环境保护部门检查。", []),
        (2026, "落实《关于巩固党纪学习教育的通知》。", []),
        (2026, "加强党史学习教育。", []),  # a standing duty again
    ],
)
def test_expired_wording(year: int, text: str, quotes: list[str]) -> None:
    assert in_item(text, "表述过时", year=year) == quotes


@pytest.mark.parametrize(
    ("year", "text", "quotes"),
    [
        (2024, "落实《2019-2023年全国党员教育培训工作规划》。", ["《2019-2023年全国党员教育培训工作规划》"]),
        (2023, "落实《2019－2023年全国党员教育培训工作规划》。", []),
        (2022, "学习《合同法》。", ["《合同法》"]),
        (2022, "学习《劳动合同法》。", []),
        (2022, "执行《中国共产党统一战线工作条例(试行)》。", ["《中国共产党统一战线工作条例(试行)》"]),
    ],
)
def test_lapsed_documents(year: int, text: str, quotes: list[str]) -> None:
    assert in_item(text, "引用已失效", year=year) == quotes


def test_the_day_of_issue_counts() -> None:
    """A campaign that ends in the year of the plan is current in a plan of that spring."""
    lines = ("一、正风肃纪", "1.开展党纪学习教育。每个党支部组织1次。", "中共云岭集团委员会", "2024年9月3日")
    assert found_in(document("云岭集团2024年党建工作要点", *lines), "表述过时") == [("一/1", "开展党纪学习教育")]
    early = (*lines[:3], "2024年4月20日")
    assert found_in(document("云岭集团2024年党建工作要点", *early), "表述过时") == []


def test_the_shipped_list_is_sound() -> None:
    entries = expired_entries()
    assert len(entries) >= 60
    for entry in entries:
        assert entry.source, entry
        assert entry.since <= entry.until, entry
        assert not entry.again or re.fullmatch(r"\d{4}(-\d\d)?至\d{4}(-\d\d)?", entry.again), entry
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", entry.until), entry
        assert len({wording.startswith("《") for wording in entry.wordings}) == 1, entry
    wordings = [wording for entry in entries for wording in entry.wordings]
    assert len(wordings) == len(set(wordings))


def test_the_users_own_list() -> None:
    own = expired_entries({"“三强三促”": "2025；“四强四促”；集团党委2026年1号文件", "党建信息员": "2024-06"})
    assert own[0] == Expired(("“三强三促”",), "", "2025", "“四强四促”", "集团党委2026年1号文件")
    assert own[1] == Expired(("党建信息员",), "", "2024-06", "", "单位资料")
    assert in_item("深化“三强三促”，选好党建信息员。", "表述过时", expired=own) == ["深化“三强三促”", "选好党建信息员"]


def test_an_own_entry_has_dates_like_a_shipped_one() -> None:
    own = expired_entries({"“三强三促”": "2021-03至2022；“四强四促”", "先锋行动": "2019至2020、2023至2024-01"})
    assert own[0] == Expired(("“三强三促”",), "2021-03", "2022", "“四强四促”", "单位资料")
    assert own[1] == Expired(("先锋行动",), "2019", "2020", "", "单位资料", "2023至2024-01")
    text = "深化“三强三促”，开展先锋行动。"
    assert in_item(text, "表述过时", expired=own, year=2022) == ["开展先锋行动"]
    assert in_item(text, "表述过时", expired=own, year=2023) == ["深化“三强三促”"]
    told = [each.message for each in check(plan(text), Context(expired=own)) if each.check == "表述过时"]
    assert told == [
        "“三强三促”的适用时间是2021-03至2022（依据：单位资料）",
        "先锋行动的适用时间是2019至2020、2023至2024-01（依据：单位资料）",
    ]


def test_shipped_entries_are_switched_off_and_replaced() -> None:
    text = "落实“十四五”规划任务。"
    assert in_item(text, "表述过时", expired=expired_entries({"十四五": "不检查"})) == []
    longer = expired_entries({"“十四五”": "2026-06；“十五五”；集团规划延期通知"})
    assert in_item(text, "表述过时", expired=longer) == []
    assert in_item(text, "表述过时", expired=longer, year=2027) == ["落实“十四五”规划任务"]


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ({"三强三促": "去年；四强四促"}, "过时表述“三强三促”的截止日期不对：去年"),
        ({"三强三促": ""}, "过时表述“三强三促”的截止日期不对：空"),
        ({"三强三促": "2025-13"}, "过时表述“三强三促”的截止日期不对：2025-13"),
        ({"三强三促": "至2025"}, "过时表述“三强三促”的截止日期不对：至2025"),
        ({"三强三促": "2026至2025-03"}, "过时表述“三强三促”的适用时间前后颠倒：2026至2025-03"),
        ({"三强三促": "2019至2022、2021至2023"}, "过时表述“三强三促”的适用时间前后颠倒"),
        ({" ": "2025"}, "有一条没有写表述"),
    ],
)
def test_a_bad_entry_is_refused(entries: dict[str, str], told: str) -> None:
    with pytest.raises(BadRequest, match=told) as refused:
        expired_entries(entries)
    assert "\n" not in str(refused.value)
