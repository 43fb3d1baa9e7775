"""Outline -> requirements, on invented plans, rules, reports and tables, and on the whole sample library."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.citations import mentions_of
from ingest.obligations import obligations_of
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Line, Outline, Requirement, TableRow, Text
from ingest.settings import Settings

CORPUS = Path(__file__).parents[3] / "corpus"
GOLD = Path(__file__).parents[2] / "gold" / "corpus_requirements.jsonl"
PLAN = "云岭集团2024年党建工作要点"


def outline(*lines: str, title: str = PLAN) -> Outline:
    return outline_of(Text.of([Line(title), *map(Line, lines)]), f"{title}.txt")


def found_in(*lines: str, title: str = PLAN) -> list[Requirement]:
    whole = outline(*lines, title=title)
    return list(obligations_of(whole, mentions_of(whole)))


def quotes(*lines: str, title: str = PLAN) -> list[str]:
    return [r.quote for r in found_in(*lines, title=title)]


def test_one_sentence_with_two_obligations_gives_two_rows() -> None:
    one, other, third = found_in(
        "一、抓组织生活",
        "1.严肃组织生活。党支部认真落实制度，至少每月召开一次支委会、一次党小组会；每季度召开一次党员大会。",
    )
    assert (one.quote, other.quote) == ("至少每月召开一次支委会", "至少每月召开一次支委会、一次党小组会")
    assert {(r.subject, r.subject_inherited) for r in (one, other, third)} == {("党支部", True)}
    assert [r.frequency_normalised for r in (one, other, third)] == ["≥12/年", "≥12/年", "4/年"]
    assert [r.quantity_normalised for r in (one, other, third)] == ["≥1次", "≥1次", "1次"]
    assert {r.modality for r in (one, other)} == {"至少"}
    assert (third.action, third.object) == ("召开", "党员大会")


def test_a_frequency_reaches_the_next_count_of_its_sentence() -> None:
    _, second = found_in("一、群团", "1.公司党委每年专题研究1次工会工作，听取一次汇报。")
    assert (second.quote, second.frequency, second.frequency_normalised) == ("听取一次汇报", "每年", "1/年")


def test_what_is_counted_apart_is_not_multiplied() -> None:
    meeting, study = found_in("一、组织", "1.支部委员会每月召开支委会，开展集中学习14次。")
    assert (meeting.frequency_normalised, study.frequency, study.quantity) == ("12/年", "", "14次")


def test_each_count_has_its_own_object() -> None:
    one, other, _ = found_in("一、组织", "1.党支部每月召开一次支部委员会议、一次党小组会议，每季度召开一次党员大会。")
    assert (one.object, other.object) == ("支部委员会议", "党小组会议")


def test_an_item_that_is_only_a_date_and_an_act_is_a_duty_and_a_heading_is_none() -> None:
    assert quotes("一、换届", "（一）9月底前完成党支部换届", "（二）健全制度") == ["9月底前完成党支部换届"]
    assert quotes("一、下半年党建工作安排", "（一）提高认识。", "（二）凝聚力量。") == []


def test_paragraphs_without_a_number_oblige_too() -> None:
    one, other = found_in(
        "各党支部每季度至少召开一次党员大会。会议决定应当在五个工作日内公布。", title="望江公司支部意见"
    )
    assert (one.subject, one.frequency_normalised) == ("各党支部", "≥4/年")
    assert (other.modality, other.deadline_normalised) == ("应当", "≤5个工作日")


def test_a_preamble_obliges_by_a_date_only() -> None:
    lines = ("各支部要认真执行。执行情况于12月15日前报告。", "一、组织", "1.每月召开支委会。")
    assert quotes(*lines) == ["执行情况于12月15日前报告", "每月召开支委会"]


def test_what_was_done_or_is_only_stated_is_no_duty() -> None:
    assert quotes("一、回顾", "1.去年完成活动室改造12处，已建成示范点3个。必须看到，工作还有差距。") == []
    assert quotes("一、检查", "1.检查的目的在于发现问题。") == []


def test_what_is_given_up_says_so() -> None:
    (only,) = found_in("一、减负", "1.组织人事部对党支部不再统一签订责任书。")
    assert only.action == "不再统一签订"


def test_a_fragment_of_a_sentence_is_no_subject() -> None:
    rows = found_in(
        "一、整改", "1.各党支部收到整改通知之日起十五日内书面回复。", "2.形成专题报告提交党委会，6月底前完成。"
    )
    assert [r.subject for r in rows] == ["各党支部", ""]


def test_an_inner_office_is_a_subject() -> None:
    rows = found_in("一、监督", "1.纪检监察室每月抽查1次。", "2.监察部每季度抽查1次。", "3.党办每年检查1次。")
    assert [r.subject for r in rows] == ["纪检监察室", "监察部", "党办"]


def test_a_basis_in_front_is_cited() -> None:
    (only,) = found_in("一、教育", "1.落实《党员教育管理办法》，党员每年集中学习不少于32学时。")
    assert only.cited == ("党员教育管理办法",)


def test_a_date_behind_belongs_to_the_act_before_it() -> None:
    (only,) = found_in("一、巡察", "1.对检修公司党组织开展巡察，11月底前完成。")
    assert (only.quote, only.deadline_normalised) == ("对检修公司党组织开展巡察，11月底前完成", "2024-11-30")


def test_a_condition_belongs_to_its_rule() -> None:
    rule, other = found_in(
        "一、决策", "1.凡涉及重大资金的事项，必须由党委会讨论决定；发现违纪问题的，应当及时报告纪委。"
    )
    assert rule.quote == "凡涉及重大资金的事项，必须由党委会讨论决定"
    assert (rule.strength, rule.modality, rule.subject) == ("modal", "必须", "党委会")
    assert other.quote == "发现违纪问题的，应当及时报告纪委"


def test_what_is_to_be_made_and_what_it_rests_on() -> None:
    (only,) = found_in("一、制度", "1.根据《中国共产党党务公开条例（试行）》，研究制定公司党务公开实施细则。")
    assert (only.strength, only.subject, only.cited) == ("deliverable", "公司", ("中国共产党党务公开条例（试行）",))


def test_slogans_oblige_to_nothing() -> None:
    assert (
        quotes(
            "一、以政治建设为统领",
            "1.坚持党的领导。各党支部要引导党员树立大局意识，坚决维护集中统一领导，落实“两个责任”，从三个方面推动工作。",
        )
        == []
    )


def test_a_title_obliges_where_its_body_does_not_say_it() -> None:
    assert quotes("一、风险", "1.制定完善风险防范措施。加强研判，守住底线。") == ["制定完善风险防范措施"]
    assert quotes("一、制度", "1.建立健全制度。研究制定议事规则。") == ["研究制定议事规则"]


def test_done_work_obliges_to_nothing_but_the_rules_that_it_tells() -> None:
    title = "云岭集团2024年党建工作总结"
    lines = (
        "一、主要工作情况",
        "1.基层基础更加扎实。全年召开党员大会12次，制定了考核办法，凡涉及职工利益的事项必须经职代会讨论，每月召开例会。",
        "二、存在的问题",
        "1.制度不健全。部分支部没有做到每月召开会议。",
        "三、下一步工作打算",
        "1.加强督查。上半年开展1次专项检查。",
    )
    rows = found_in(*lines, title=title)
    assert [(r.quote, r.tense) for r in rows] == [
        ("凡涉及职工利益的事项必须经职代会讨论", "done"),
        ("每月召开例会", "done"),
        ("上半年开展1次专项检查", "plan"),
    ]
    assert rows[-1].deadline_normalised == "2025-01-01/2025-06-30"  # the year that the summary looks forward to


def test_rules_of_a_regulation() -> None:
    title = "云岭集团档案管理办法"
    rows = found_in(
        "（2023年6月12日印发）",
        "第一条　为加强管理，制定本办法。",
        "第二条　本办法所称档案，是指应当保存的记录。",
        "第三条　承办部门应当自批准之日起5个工作日内，将材料移交档案室；不得公开的其他事项除外。",
        "第四条　有下列情形之一的，予以通报批评：",
        "（一）应当移交而不移交的；",
        "第五条　下列事项按期公布：",
        "（一）经费使用情况每半年公布1次；",
        "（二）参加会议的情况；",
        "第六条　本办法自2023年7月1日起施行。原《档案管理规定》同时废止。",
        title=title,
    )  # fmt: skip
    assert [r.quote for r in rows] == [
        "承办部门应当自批准之日起5个工作日内，将材料移交档案室",
        "有下列情形之一的，予以通报批评",
        "经费使用情况每半年公布1次",
    ]
    assert (rows[0].subject, rows[0].deadline_normalised, rows[0].modality) == ("承办部门", "≤5个工作日", "应当")


def test_a_breakdown_row_has_its_units_and_its_date() -> None:
    header = ("序号", "重点任务", "具体措施", "牵头单位", "责任单位", "完成时限")
    row = (
        "1",
        "学习",
        "集体学习不少于12次，其中专题研讨不少于4次；修订标准，重新划定责任区",
        "宣传部",
        "工会、团委",
        "11月底前",
    )
    lines = [
        Line(PLAN + "任务分解表"),
        Line("\t".join(header), row=TableRow(1, header, header=True)),
        Line("\t".join(row), row=TableRow(1, row)),
    ]
    whole = outline_of(Text.of(lines), "x.xlsx")
    rows = obligations_of(whole)
    assert [r.quote for r in rows] == ["集体学习不少于12次", "其中专题研讨不少于4次", "修订标准", "重新划定责任区"]
    assert {(r.subject, r.responsible, r.deadline, r.deadline_normalised, r.strength) for r in rows} == {
        ("宣传部", ("工会", "团委"), "11月底前", "2024-11-30", "counted")
    }


def test_a_list_is_for_whom_its_introduction_names() -> None:
    lines = ("第一条　组织人事部履行下列职责：", "（一）每年3月底前编制培训计划；", "（二）建立师资库，每年更新1次。")
    rows = found_in("（2023年1月1日印发）", *lines, title="云岭集团培训管理办法")
    assert [(r.quote, r.subject, r.subject_inherited) for r in rows] == [
        ("每年3月底前编制培训计划", "组织人事部", True),
        ("每年更新1次", "组织人事部", True),
    ]


def test_each_of_two_meetings_is_a_row_of_its_own() -> None:
    rows = found_in("一、制度", "1.支部委员会会议、党小组会每月召开1次；党委每年专题研究工会、共青团工作各不少于1次。")
    assert [r.object for r in rows] == ["支部委员会会议", "党小组会", "工会", "共青团"]
    assert [r.quote for r in rows[:2]] == ["支部委员会会议、党小组会每月召开1次"] * 2


def test_who_is_said_behind() -> None:
    (only,) = found_in("一、调研", "1.职工思想动态调查每半年开展1次，由宣传部、工会负责。")
    assert (only.subject, only.quote) == ("宣传部、工会", "职工思想动态调查每半年开展1次，由宣传部、工会负责")


def test_the_case_of_a_rule_lends_it_no_values() -> None:
    (only,) = found_in("一、班子", "1.领导班子缺员超过6个月的，应当提出配备方案。")
    assert (only.quantity, only.quote) == ("", "领导班子缺员超过6个月的，应当提出配备方案")


TABLES = [
    (
        ("工作任务", "责任单位", "配合单位", "完成时间"),
        ("制定方案", "宣传部", "工会、团委", "3月底前"),
        "宣传部",
        ("工会", "团委"),
    ),
    (("主要任务", "落实措施", "牵头领导", "完成时限"), ("学习", "制定方案", "李四", "3月底"), "李四", ()),
    (
        ("重点任务", "牵头部门", "责任部门", "配合部门", "时限"),
        ("制定方案", "党办", "工会", "团委", "3月"),
        "党办",
        ("工会", "团委"),
    ),
]


@pytest.mark.parametrize(("header", "row", "lead", "units"), TABLES)
def test_columns_by_other_names(
    header: tuple[str, ...], row: tuple[str, ...], lead: str, units: tuple[str, ...]
) -> None:
    lines = [
        Line(PLAN + "任务分解表"),
        Line("\t".join(header), row=TableRow(1, header, header=True)),
        Line("\t".join(row), row=TableRow(1, row)),
    ]
    (only,) = obligations_of(outline_of(Text.of(lines), "x.xlsx"))
    assert (only.quote, only.subject, only.responsible, only.deadline_normalised[:7]) == (
        "制定方案",
        lead,
        units,
        "2024-03",
    )


def test_a_number_in_a_cell_is_no_part_of_the_quote() -> None:
    header, row = ("任务", "措施", "牵头单位"), ("学习", "1.制定方案。2.每季度通报1次。", "宣传部")
    lines = [
        Line(PLAN),
        Line("\t".join(header), row=TableRow(1, header, header=True)),
        Line("\t".join(row), row=TableRow(1, row)),
    ]
    assert [r.quote for r in obligations_of(outline_of(Text.of(lines), "x.xlsx"))] == ["制定方案", "每季度通报1次"]


def table_row(**cells: str) -> Requirement:
    header, row = tuple(cells), tuple(cells.values())
    lines = [
        Line(PLAN),
        Line("\t".join(header), row=TableRow(1, header, header=True)),
        Line("\t".join(row), row=TableRow(1, row)),
    ]
    (only,) = obligations_of(outline_of(Text.of(lines), "x.xlsx"))
    return only


def test_a_measure_keeps_its_own_date() -> None:
    only = table_row(任务="换届", 措施="6月底前完成换届", 牵头单位="宣传部", 完成时限="全年")
    assert (only.deadline, only.deadline_normalised) == ("6月底前", "2024-06-30")


def test_a_column_without_a_date_counts_nothing() -> None:
    assert table_row(任务="学习", 措施="开展学习", 牵头单位="宣传部", 完成时限="长期坚持").strength != "counted"
    assert table_row(任务="学习", 措施="开展学习", 牵头单位="宣传部", 完成时限="9月底前").strength == "counted"


def test_the_unit_leads_and_the_person_helps() -> None:
    only = table_row(类别="学习", 工作事项="开展学习", 责任领导="书记", 责任部门="党委办公室", 时限="2024-05-10")
    assert (only.subject, only.responsible) == ("党委办公室", ("书记",))
    assert only.deadline_normalised == "2024-05-10"


def test_a_table_without_tasks_obliges_to_nothing() -> None:
    header, row = ("姓名", "职务"), ("甲", "书记")
    lines = [
        Line(PLAN),
        Line("\t".join(header), row=TableRow(1, header, header=True)),
        Line("\t".join(row), row=TableRow(1, row)),
    ]
    assert obligations_of(outline_of(Text.of(lines), "x.docx")) == ()


# --- invariants -------------------------------------------------------------------------------------------------------


def require_exact(whole: Outline, rows: list[Requirement], content: str) -> None:
    """Quotes stand where they say; every raw field is a substring of the quote or of the item's text."""
    for r in rows:
        item = whole.items[r.item]
        assert content[r.start : r.end] == r.quote
        assert item.start <= r.start < r.end <= item.end
        assert r.quote == r.quote.strip()
        for raw in (r.action, r.object, r.frequency, r.quantity, r.deadline, r.modality):
            assert raw in item.text, raw
        above = next((i.text for i in whole.items if i.address == item.address.rpartition("/")[0]), "")
        introduction = above if above.endswith(("：", ":")) else ""
        assert r.subject in r.quote or (r.subject_inherited and r.subject in item.text + introduction)
        for unit in r.responsible:
            assert unit in item.text
        assert bool(r.frequency) or not r.frequency_normalised
        assert bool(r.quantity) == bool(r.quantity_normalised)
        assert bool(r.deadline) or not r.deadline_normalised


@pytest.fixture(scope="module")
def read() -> dict[str, Text]:
    files = [f for f in CORPUS.iterdir() if f.suffix in (".txt", ".docx", ".xlsx", ".pdf")]
    with Sandbox(Settings.from_environment(os.environ)) as sandbox:
        return {f.name: Text.of(sandbox.read(f)) for f in files}


def test_every_row_of_the_sample_library_is_exact(read: dict[str, Text]) -> None:
    counts = {}
    for name, text in read.items():
        whole = outline_of(text, name)
        rows = list(obligations_of(whole, mentions_of(whole)))
        require_exact(whole, rows, text.content)
        counts[name] = len(rows)
    assert len(counts) >= 20
    assert all(count >= 5 for count in counts.values()), counts


def test_every_counted_duty_of_the_gold_is_found(read: dict[str, Text]) -> None:
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    counted = [row for row in gold if row["tier"] == "A"]
    outlines = {file: outline_of(read[file], file) for file in {row["file"] for row in counted}}
    found = {file: obligations_of(whole, mentions_of(whole)) for file, whole in outlines.items()}
    assert len(counted) > 100
    missed = [row["id"] for row in counted if not is_covered(row, outlines[row["file"]], found[row["file"]])]
    assert missed == []


def is_covered(row: dict[str, str], whole: Outline, found: tuple[Requirement, ...]) -> bool:
    """Whether a requirement of the gold row's item quotes some of what it quotes."""
    item = next(item for item in whole.items if item.address == row["item"])
    start = item.start + item.text.index(row["quote"])
    return any(r.start < start + len(row["quote"]) and start < r.end for r in found)


WORDS = st.sampled_from(
    ["党支部", "组织人事部", "每季度", "至少", "召开", "1次", "党员大会", "，", "。", "；", "、", "应当", "必须", "要", "凡",
     "9月底前", "制定", "《办法》", "《", "“", "”", "的", "对照", "3个月内", "开展检查", "不少于2期", "其中", "\n", "一是",
     "二是", "1.", "（一）", "严格按照", "完成", "督促", "各单位", "限期", "定期", " ", "每0个月", "０", "13月底前", "二零二五年", "不得", "以党支部为单位"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(WORDS, min_size=1, max_size=30).map("".join))
def test_every_row_of_any_text_is_exact(body: str) -> None:
    text = Text.of([Line(PLAN), Line("一、工作"), *(Line(line) for part in body.split("\n") if (line := part.strip()))])
    whole = outline_of(text, "x.txt")
    require_exact(whole, list(obligations_of(whole, mentions_of(whole))), text.content)
