"""Numbers, attachments, headings, doubles, brackets and stops."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.check import check
from assistant.drafting.checks.context import Context
from tests.assistant.drafting.checked import document, found_in, in_item, plan

TITLE = "云岭集团2026年党建工作要点"

# --- numbers ------------------------------------------------------------------------------------------------------------

IN_ORDER = [
    # anew under each heading; running on over all of them; 一是 inside; a list inside an item
    ("一、抓学习", "（一）学理论。", "（二）学业务。", "二、抓作风", "（一）减会议。", "（二）减文件。"),
    ("一、抓学习", "1.学理论。", "2.学业务。", "二、抓作风", "3.减会议。", "4.减文件。"),
    ("一、抓学习", "（一）学理论。", "1.学原文。", "2.学文件。", "（二）学业务。", "1.学技术。", "2.学管理。"),
    ("一、抓学习", "一是学理论。", "二是学业务。", "二、抓作风", "一是减会议。", "二是减文件。"),
    ("一、抓学习", "学习要求如下。", "二、抓作风", "三、抓落实"),
]


@pytest.mark.parametrize("lines", IN_ORDER)
def test_numbers_in_order(lines: tuple[str, ...]) -> None:
    assert found_in(document(TITLE, *lines), "编号") == []


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (("一、抓学习", "1.学理论。", "3.学业务。"), [("一/3", "3.学业务。")]),
        (("一、抓学习", "1.学理论。", "2.学业务。", "2.学管理。"), [("一/2#2", "2.学管理。")]),
        (("一、抓学习", "（一）学理论。", "三、抓作风", "（一）减会议。"), [("三", "三、抓作风")]),
        (("一、抓学习", "1.学理论。", "二、抓作风", "4.减会议。"), [("二/4", "4.减会议。")]),
        (("一、抓学习", "（一）学理论。", "（四）学业务。"), [("一/（四）", "（四）学业务。")]),
        (("一、抓学习", "(一)学理论。", "(二)学业务。"), [("一/（一）", "(一)学理论。")]),
        (("一、抓学习", "1、学理论。", "2、学业务。"), [("一/1", "1、学理论。")]),
        (("一、抓学习", "（一）、学理论。", "（二）、学业务。"), [("一/（一）", "（一）、学理论。")]),
    ],
)
def test_numbers_out_of_order_or_of_a_wrong_form(lines: tuple[str, ...], places: list[tuple[str, str]]) -> None:
    found = found_in(document(TITLE, *lines), "编号")
    assert [address for address, _ in found] == [address for address, _ in places]
    assert all(line.startswith(quote) for (_, quote), (_, line) in zip(found, places, strict=True))


# --- attachments --------------------------------------------------------------------------------------------------------

BODY = ("一、抓学习", "1.每季度学习1次。")
SIGNED = ("中共云岭集团委员会", "2026年3月1日")


@pytest.mark.parametrize(
    ("lines", "addresses"),
    [
        ((*BODY, "附件：云岭集团2026年任务分解", *SIGNED), ["附件说明"]),
        ((*BODY, "附件：云岭集团2026年任务分解（另行印发）", *SIGNED), []),
        (
            (
                *BODY,
                "附件：云岭集团2026年任务分解",
                *SIGNED,
                "附件",
                "云岭集团2026年任务分解",
                "1.宣传部每季度组织学习，11月底前完成。",
            ),
            [],
        ),
        (("一、抓学习", "1.每季度学习1次，任务见附件1。"), ["一/1"]),
        (BODY, []),
    ],
)
def test_attachments(lines: tuple[str, ...], addresses: list[str]) -> None:
    assert [address for address, _ in found_in(document(TITLE, *lines), "附件")] == addresses


# --- doubles and empty items --------------------------------------------------------------------------------------------

LONG = "组织党员干部每季度到联系点开展调查研究，帮助解决生产经营中的实际困难"


@pytest.mark.parametrize(
    ("items", "addresses"),
    [
        ((f"{LONG}。", f"{LONG}。"), ["一/2"]),
        ((f"{LONG}。", f"{LONG.replace('每季度', '每半年')}。"), ["一/2"]),  # pasted and touched up
        (
            (f"深化联系点制度。{LONG}。", f"服务生产经营大局，做到安全生产和经营发展两手抓。党委委员带头。{LONG}。"),
            ["一/2"],
        ),
        (("每季度召开1次党员大会。", "每季度召开1次党员大会。"), []),  # too short to be a slip
        (("党支部每半年组织1次警示教育，学习典型案例。", "党委每半年研究1次意识形态工作，分析舆情动态。"), []),
    ],
)
def test_doubles(items: tuple[str, ...], addresses: list[str]) -> None:
    assert [address for address, _ in found_in(plan(*items), "重复条目")] == addresses


def dice(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("党建学习安全检查"), min_size=20, max_size=24), min_size=2, max_size=6))
def test_no_double_is_missed(items: list[str]) -> None:
    """Whatever candidates are left out as too unlike, those found are the same as by comparing with all that stay."""
    kept: list[set[str]] = []
    doubled = []
    for number, item in enumerate(items, 1):
        pairs = set(map("".join, pairwise(item)))
        if any(dice(pairs, other) >= 0.8 for other in kept):
            doubled.append(f"一/{number}")
        else:
            kept.append(pairs)
    assert [address for address, _ in found_in(plan(*(f"{item}。" for item in items)), "重复条目")] == doubled


def test_many_like_items_are_told_once_each() -> None:
    outline = plan(*(f"党支部每半年开展1次主题党日活动，并做好第{number}次活动的记录工作。" for number in range(300)))
    told = [f for f in check(outline, Context()) if f.check == "重复条目"]
    assert [f.address for f in told] == [f"一/{number}" for number in range(2, 301)]
    assert {f.message for f in told} == {"与“一/1”内容重复"}


@pytest.mark.parametrize(
    ("text", "check", "quotes"),
    [
        (
            "党支部每季度召开1次党员大会。党支部每月召开1次党员大会。",
            "前后矛盾",
            ["党支部每月召开1次党员大会"],
        ),
        (
            "党支部书记每年讲党课不少于2次；党支部书记每年讲党课1次。",
            "前后矛盾",
            ["党支部书记每年讲党课1次"],
        ),
        (
            "组织党员干部到红色教育基地开展现场教学活动。组织党员和干部到红色教育基地开展现场教学活动。",
            "重复条目",
            ["组织党员和干部到红色教育基地开展现场教学活动"],
        ),
        (
            "6月底前对中层以上干部集中轮训1遍，9月底前覆盖全体党员。与发展规划结合起来，上半年完成中层干部轮训。",
            "重复条目",
            ["上半年完成中层干部轮训"],
        ),
        ("6月底前对中层以上干部集中轮训1遍。9月底前完成中层干部轮训考试。", "重复条目", []),
        ("党支部每季度召开1次党员大会，每月召开1次支委会，每月开展1次主题党日。", "前后矛盾", []),
        ("党委委员每年讲党课1次；党支部书记每年讲党课2次。", "前后矛盾", []),
        ("3月底前召开民主生活会。9月底前召开民主生活会。", "前后矛盾", []),
        ("上半年选派2名年轻干部到一线锻炼；下半年选派3名年轻干部到一线锻炼。", "前后矛盾", []),
        ("对年度考核优秀的党支部和党员予以表彰；对年度考核靠后的党支部和党员予以提醒。", "重复条目", []),
    ],
)
def test_sentences_of_one_item(text: str, check: str, quotes: list[str]) -> None:
    assert in_item(text, check) == quotes


def test_what_was_done_is_planned_again() -> None:
    lines = (
        "一、2025年主要工作",
        f"（一）{LONG}。",
        "二、2026年工作打算",
        f"（一）{LONG}，全年不少于4次，12月底前通报情况并纳入年度考核。",
    )
    assert found_in(document("云岭集团2025年党建工作总结及2026年工作打算", *lines), "重复条目") == []


@pytest.mark.parametrize(
    ("lines", "addresses"),
    [
        (("一、抓学习", "1.学理论。", "二、抓作风", "三、抓落实", "2.每季度督查1次。"), ["二"]),
        (("一、抓学习", "二、抓作风", "三、抓落实"), []),  # a list of headings is a list
        (("一、抓学习", "1.学理论。", "2.学业务。"), []),
    ],
)
def test_empty_items(lines: tuple[str, ...], addresses: list[str]) -> None:
    assert [address for address, _ in found_in(document(TITLE, *lines), "空条目")] == addresses


# --- brackets and stops -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "check", "quotes"),
    [
        ("落实《中国共产党支部工作条例（试行）要求。", "书名号", ["《中国共产党支部工作条例（试行"]),
        ("落实中国共产党支部工作条例》要求。", "书名号", ["落实中国共产党支部工作条例》"]),
        ("学习《关于印发《党务公开办法》的通知》。", "书名号", ["《关于印发《党务公开办法》的通知》"]),
        ("学习《》精神。", "书名号", ["《》"]),
        ("学习《关于印发〈党务公开办法〉的通知》《中国共产党章程》。", "书名号", []),
        ("增强“四个意识，坚定信心。", "标点", ["“四个意识，坚定信心。"]),
        ("落实制度（试行，每季度检查1次。", "标点", ["（试行，每季度检查1次。"]),
        ("做好以下工作：1）学习；2）检查。", "标点", []),
        ("加强学习,提高本领。", "标点", ["加强学习,"]),
        ("落实《中国共产党支部工作条例(试行)》。", "标点", ["落实《中国共产党支部工作条例(试行)"]),
        ("加强学习。。提高本领。", "标点", ["加强学习。。"]),
        ("加强学习，，提高本领。", "标点", ["加强学习，，"]),
        ("加强学习。提高本领", "标点", ["加强学习。提高本领"]),
        ("每周一8:30点名，完成率不低于99.5%，使用OA(2.0)系统。", "标点", []),
        ("做到“谁主管，谁负责。”", "标点", []),
        ("学习研讨……不少于2次！", "标点", []),
        ("抓好重点工作。完成换届选举【待补：完成时限】", "标点", []),
    ],
)
def test_marks(text: str, check: str, quotes: list[str]) -> None:
    assert [quote.removeprefix("1.") for quote in in_item(text, check)] == quotes


# --- headings -----------------------------------------------------------------------------------------------------------

PAIRED = (
    "以政治建设为统领，坚决做到“两个维护”",
    "以思想建设为基础，筑牢共同思想根基",
    "以组织建设为重点，建强基层战斗堡垒",
    "以纪律建设为保障，营造良好政治生态",
)


@pytest.mark.parametrize(
    ("last", "addresses"),
    [("以制度建设为支撑，完善长效工作机制", []), ("抓好群团", ["五"]), ("加强群团工作", ["五"])],
)
def test_headings(last: str, addresses: list[str]) -> None:
    headings = [f"{label}、{heading}" for label, heading in zip("一二三四五", (*PAIRED, last), strict=True)]
    lines = [line for heading in headings for line in (heading, "（一）党支部每季度召开1次党员大会。")]
    assert [address for address, _ in found_in(document(TITLE, *lines), "标题不对仗")] == addresses


@pytest.mark.parametrize(
    ("leads", "odd"),
    [
        (("聚焦学习", "聚焦支部", "聚焦队伍", "聚焦作风"), []),
        (("聚焦学习抓提升", "聚焦支部抓规范", "加强队伍建设", "聚焦作风抓长效"), ["三"]),
        (("聚焦学习抓提升", "聚焦支部抓规范", "聚焦队伍建设", "聚焦作风抓长效"), ["三"]),
        (("让公开落地", "让覆盖到项目", "让干部强起来", "深化联系点制度"), ["四"]),
        (("建强基本组织", "建好基本队伍", "办好基本活动", "落实基本制度", "夯实各项基本保障"), ["五"]),
        (("以学促知，统一思想", "以考促学，提高能力", "加强制度建设", "以评促改，转变作风"), ["三"]),
        # verb and object, each of its own length: no pattern
        (("落实组织生活制度", "做好发展党员工作", "推进党务公开", "管好用好党费"), []),
        (("聚焦学习", "聚焦支部", "加强队伍建设"), []),
        # by chance
        (("推进智慧党建", "拓展联建共建", "改进联系点工作", "管好流动党员"), []),
        (("加强理论学习", "加强作风建设", "加强廉洁教育", "深化纪律教育工作"), []),
    ],
)
def test_leads_of_one_section(leads: tuple[str, ...], odd: list[str]) -> None:
    """Below a heading, in a plan or in the part of a report that looks ahead."""
    items = [
        f"（{label}）{lead}。党支部每季度召开1次党员大会。" for label, lead in zip("一二三四五", leads, strict=False)
    ]
    of_plan = found_in(document(TITLE, "一、夯实基层基础", *items), "标题不对仗")
    assert [address for address, _ in of_plan] == [f"一/（{label}）" for label in odd]
    report = document("云岭集团2025年党建工作总结", "一、主要成绩", "全年完成任务。", "二、2026年工作打算", *items)
    assert [address for address, _ in found_in(report, "标题不对仗")] == [f"二/（{label}）" for label in odd]


def test_sections_of_one_length() -> None:
    headings = ("一、加强政治建设", "二、抓好理论武装", "三、严肃纪律规矩", "四、用好考核评价", "五、凝聚群团组织合力")
    lines = [line for heading in headings for line in (heading, "（一）党支部每季度召开1次党员大会。")]
    found = check(document(TITLE, *lines), Context())
    assert [(each.address, each.message) for each in found if each.check == "标题不对仗"] == [
        ("五", "标题与同级标题不一致，其他标题都是6个字")
    ]
