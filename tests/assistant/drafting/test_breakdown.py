"""From a draft to its task breakdown: units and dates as written, by duty or as last year; nothing made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.breakdown import NO_DEADLINE, NO_LEAD, ROW_CHARS, breakdown_of
from assistant.drafting.breakdown.units import is_unit
from assistant.drafting.records import Brief, DraftItem, Role, Section, Sentence, Source, Task
from ingest.library.profile import Profile
from ingest.outline import outline_of
from ingest.records import Line, TableRow, Text
from tests.assistant.compare.samples import embedding
from tests.assistant.drafting.breakdown_samples import brief, brief_of, reading, sections_of, written

NOBODY = Profile()
NOTHING = brief(2026, [], [])
HEADER = ("序号", "重点任务", "具体措施", "牵头单位", "责任单位", "完成时限")


def tasks_of(*lines: str, profile: Profile = NOBODY, given_by: Brief = NOTHING) -> tuple[Task, ...]:
    return breakdown_of(written("一、夯实基层基础", *lines), given_by, profile, embedding())


def task_of(sentence: str, profile: Profile = NOBODY, given_by: Brief = NOTHING) -> Task:
    """The one row that a sentence behind a lead gives."""
    [task] = tasks_of(f"（一）抓好重点工作。{sentence}", profile=profile, given_by=given_by)
    return task


def last_year(*rows: tuple[str, str, str, str, str], before: tuple[tuple[str, str, str, str, str], ...] = ()) -> Brief:
    """A brief with the breakdown of 2025, and that of 2024: 重点任务, 具体措施, 牵头单位, 责任单位, 完成时限."""
    tables = [table(year, each) for year, each in ((2025, rows), (2024, before)) if each]
    return brief(2026, [], [reading(outline_of(text, f"分解{year}.docx"), "任务分解") for year, text in tables])


def table(year: int, rows: tuple[tuple[str, str, str, str, str], ...]) -> tuple[int, Text]:
    cells = [HEADER, *((str(number), *row) for number, row in enumerate(rows, 1))]
    lines = [Line("\t".join(filter(None, row)), row=TableRow(1, row, header=row is HEADER)) for row in cells]
    return year, Text.of([Line(f"云岭集团{year}年党建重点任务分解表", "title"), *lines])


# --- units as written -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "lead", "responsible"),
    [
        ("宣传部7月底前完成工作群清理。", "宣传部", ()),
        ("5月底前由法务部牵头修订事项清单。", "法务部", ()),
        ("由纪委办公室负责每半年检查1次公开情况。", "纪委办公室", ()),
        ("工会、组织人事部年底评选优秀师徒10对。", "工会", ("组织人事部",)),
        ("纪委办公室会同计划财务部、法务部对外包合同每季度抽查1次。", "纪委办公室", ("计划财务部", "法务部")),
        ("安全生产部会同组织人事部每季度评比1次。", "安全生产部", ("组织人事部",)),
        ("工会配合宣传部开展职工思想动态调查。", "宣传部", ("工会",)),
        ("职工思想动态调查每半年开展1次，由宣传部、工会负责。", "宣传部", ("工会",)),
        ("团委上半年完成团委换届。", "团委", ()),
        # Groups and bodies answer but never lead.
        ("党支部每季度对入党积极分子考察1次。", NO_LEAD, ("党支部",)),
        ("各党支部按季度召开党员大会。", NO_LEAD, ("各党支部",)),
        # Persons and roles are no units, nor are the bodies of another place.
        ("党支部书记每年讲党课不少于2次。", NO_LEAD, ()),
        ("党员每年集中学习培训不少于32学时。", NO_LEAD, ()),
        ("党支部书记、支部委员每年集中学习培训不少于56学时。", NO_LEAD, ()),
        ("新提任中层干部任职后3个月内完成廉洁谈话。", NO_LEAD, ()),
        ("党委书记每半年听取1次汇报。", NO_LEAD, ()),
        ("流出地党组织、项目所在地党组织每半年联系1次流动党员。", NO_LEAD, ()),
        ("党委每半年专题研究1次意识形态工作。", NO_LEAD, ("党委",)),
        ("所属单位每月报送信息不少于2条。", NO_LEAD, ("所属单位",)),
        # Who is not the doer is not named.
        ("推动党务干部与经营管理干部双向交流，全年交流不少于6人。", NO_LEAD, ()),
        ("党委会学习后3个工作日内分解任务。", NO_LEAD, ()),
        ("检查结果向党支部反馈。", NO_LEAD, ()),
        ("一个单位原则上只保留1个对外账号。", NO_LEAD, ()),
        ("加强与地方党委的联系。", NO_LEAD, ()),
        ("编制统一的党务公开目录。", NO_LEAD, ()),
        ("建设数据中心，增加充电桩。", NO_LEAD, ()),
        ("区域布局继续优化。", NO_LEAD, ()),
        ("更好融入发展大局。", NO_LEAD, ()),
        ("工会、团委主要负责人列席党委有关会议。", NO_LEAD, ("工会", "团委")),
    ],
)
def test_units_as_written(sentence: str, lead: str, responsible: tuple[str, ...]) -> None:
    task = task_of(sentence)
    assert (task.lead, task.responsible) == (lead, responsible)
    assert not task.from_last_year


def test_a_department_of_the_profile_whatever_it_is_called() -> None:
    profile = Profile(departments=("党群专责",))
    sentence = "任期届满前6个月由党群专责书面提醒换届。"
    assert task_of(sentence).lead == NO_LEAD
    assert task_of(sentence, profile).lead == "党群专责"


@pytest.mark.parametrize(
    "name",
    ["宣传部", "党委", "各党支部", "党总支", "各所属单位党委（党总支）", "工会", "团委", "纪委", "所属单位", "本部各部门",
     "党委办公室", "党小组", "党委理论学习中心组", "水电公司", "县公安局", "机关党委", "基建工地党支部", "编制委员会", "职代会"],
)  # fmt: skip
def test_an_organisation_is_a_unit(name: str) -> None:
    assert is_unit(name)


@pytest.mark.parametrize(
    "name",
    ["党员", "党支部书记", "支部委员", "新任党支部书记", "中层干部", "党员干部", "全部", "党委委员", "领导班子成员", "党员领导干部",
     "技师以上人员", "党组织负责人", "办公室主任", "宣传部部长", "工会主席", "班组长", "全体职工", "党务工作者", "主要负责同志",
     "流出地党组织", "项目所在地党组织", "属地政府", "当地党委", ""],
)  # fmt: skip
def test_persons_roles_and_strangers_are_no_units(name: str) -> None:
    assert not is_unit(name)


def test_persons_of_last_years_row_are_left_out() -> None:
    given_by = last_year((*CARD[:3], "党委书记、各所属单位、党员", CARD[4]))
    assert task_of("党务公开检查每半年开展1次。", given_by=given_by).responsible == ("各所属单位",)


# --- units by duty ----------------------------------------------------------------------------------------------------

DUTIES = Profile(
    duties={
        "组织人事部": ("发展党员工作", "党员教育培训", "负责党费收缴管理"),
        "宣传部": ("意识形态工作", "党员教育"),
        "党委办公室": ("意识形态工作", "会务"),
    }
)


@pytest.mark.parametrize(
    ("sentence", "lead", "responsible"),
    [
        ("全年计划发展党员26名。", "组织人事部", ()),
        ("提高党员教育培训质量。", "组织人事部", ()),  # the longer duty says more
        ("落实意识形态工作责任制。", "宣传部", ("党委办公室",)),  # the first leads
        ("党委每半年专题研究1次意识形态工作。", "宣传部", ("党委", "党委办公室")),
        ("规范党费收缴台账。", "组织人事部", ()),
        ("纪委办公室检查意识形态工作。", "纪委办公室", ()),  # what is written comes first
        ("新建职工书屋4个。", NO_LEAD, ()),
    ],
)
def test_units_by_duty(sentence: str, lead: str, responsible: tuple[str, ...]) -> None:
    task = task_of(sentence, DUTIES)
    assert (task.lead, task.responsible, task.from_last_year) == (lead, responsible, False)


def test_the_task_decides_where_the_measure_names_no_duty() -> None:
    [task] = tasks_of("（一）提高发展党员质量。严把入口关。", profile=DUTIES)
    assert task.lead == "组织人事部"


# --- as last year -----------------------------------------------------------------------------------------------------

CARD = ("深化党务公开", "党务公开检查每半年开展1次", "纪委办公室", "党委办公室、各所属单位", "6月底、12月底前")


def test_units_and_recurring_dates_of_last_years_row() -> None:
    task = task_of("党务公开检查每半年开展1次，结果纳入考核。", given_by=last_year(CARD))
    assert (task.lead, task.responsible) == ("纪委办公室", ("党委办公室", "各所属单位"))
    assert task.deadline == "6月底、12月底前"
    assert task.from_last_year


def test_another_matter_is_no_thread() -> None:
    task = task_of("新建职工书屋4个。", given_by=last_year(CARD))
    assert (task.lead, task.deadline, task.from_last_year) == (NO_LEAD, NO_DEADLINE, False)


def test_duty_comes_before_last_year() -> None:
    profile = Profile(duties={"审计部": ("党务公开检查",)})
    task = task_of("党务公开检查每半年开展1次。", profile, last_year(CARD))
    assert (task.lead, task.responsible) == ("审计部", ())


def test_who_answered_is_kept_where_the_same_unit_leads() -> None:
    task = task_of("纪委办公室每半年开展1次党务公开检查。", given_by=last_year(CARD))
    assert (task.lead, task.responsible, task.from_last_year) == (
        "纪委办公室",
        ("党委办公室", "各所属单位"),
        True,
    )


@pytest.mark.parametrize(
    ("measure", "due", "sentence", "deadline"),
    [
        ("修订党务公开工作办法", "8月底前", "修订党务公开工作办法实施细则。", NO_DEADLINE),  # was once for all
        ("修订党务公开工作办法", "2025年8月底前", "每年修订党务公开工作办法。", NO_DEADLINE),
        ("召开警示教育大会", "12月底前", "警示教育大会每年召开。", "12月底前"),
        ("开展党员身边无违章检查", "每季度末", "每月开展党员身边无违章检查。", NO_DEADLINE),  # another pace
        ("开展党员身边无违章检查", "每季度末", "每季度开展党员身边无违章检查。", "每季度末"),
        ("开展党员身边无违章检查", "全年", "每月开展党员身边无违章检查。", "全年"),
        ("召开警示教育大会", "12月底前", "警示教育大会6月底前召开。", "6月底前"),  # what is written comes first
    ],
)
def test_which_dates_are_still_good(measure: str, due: str, sentence: str, deadline: str) -> None:
    given_by = last_year(("深化正风肃纪", measure, "纪委办公室", "", due))
    task = task_of(sentence, given_by=given_by)
    assert (task.lead, task.deadline) == ("纪委办公室", deadline)


def test_a_date_that_two_years_had_is_this_years() -> None:
    row = ("考核", "完成星级党支部评定，公布名单", "组织人事部", "", "9月底前")
    once, twice = last_year(row), last_year(row, before=(row,))
    sentence = "完成星级党支部评定，公布评定名单。"
    assert task_of(sentence, given_by=once).deadline == NO_DEADLINE
    assert task_of(sentence, given_by=twice).deadline == "9月底前"


def test_the_date_of_making_a_document_is_none_for_carrying_it_out() -> None:
    row = ("评定", "修订印发《星级党支部评定办法》", "组织人事部", "", "4月底前")
    given_by = last_year(row, before=(row,))
    assert task_of("修订《星级党支部评定办法》。", given_by=given_by).deadline == "4月底前"
    task = task_of("落实《星级党支部评定办法》。", given_by=given_by)
    assert (task.lead, task.deadline) == ("组织人事部", NO_DEADLINE)


def test_a_table_that_stands_in_two_documents_is_one_year() -> None:
    row = ("考核", "完成星级党支部评定，公布名单", "组织人事部", "", "9月底前")
    once = last_year(row)
    twice = replace(once, breakdowns=once.breakdowns * 2)
    assert task_of("完成星级党支部评定，公布评定名单。", given_by=twice).deadline == NO_DEADLINE


def test_a_breakdown_of_two_years_ago_is_not_last_years() -> None:
    task = task_of("党务公开检查每半年开展1次。", given_by=last_year(before=(CARD,)))
    assert (task.lead, task.deadline, task.from_last_year) == (NO_LEAD, NO_DEADLINE, False)


def test_a_plan_with_a_table_counts_as_breakdown() -> None:
    [table_of_2025] = last_year(CARD).breakdowns
    plan = replace(table_of_2025, document=replace(table_of_2025.document, kind="计划"))
    task = task_of("党务公开检查每半年开展1次。", given_by=brief(2026, [], [plan]))
    assert task.lead == "纪委办公室"


def test_the_lead_of_the_whole_task_stands_for_a_new_measure() -> None:
    rows = [("落实意识形态工作责任制", measure, "宣传部", "", "全年") for measure in ("分析研判", "阵地清查")]
    [task] = tasks_of("（一）压实意识形态工作责任制。关停长期不更新的账号。", given_by=last_year(*rows))
    assert (task.lead, task.from_last_year, task.deadline) == ("宣传部", True, NO_DEADLINE)
    rows[1] = (*rows[1][:2], "党委办公室", "", "全年")
    [task] = tasks_of("（一）压实意识形态工作责任制。关停长期不更新的账号。", given_by=last_year(*rows))
    assert (task.lead, task.from_last_year) == (NO_LEAD, False)


def test_a_task_of_the_same_name_is_the_thread() -> None:
    rows = [("推进“党建＋安全”", "排查隐患", "安全生产部", "", ""), ("推进“党建＋项目”", "签订协议", "工程部", "", "")]
    [task] = tasks_of("（一）推进“党建＋安全”。汛期成立党员突击队。", given_by=last_year(*rows))
    assert (task.lead, task.from_last_year) == ("安全生产部", True)


def test_a_row_that_only_says_how_often_is_about_its_task() -> None:
    given_by = last_year(("落实意识形态工作责任制", "每半年专题研究1次", "宣传部", "", "6月底、12月底前"))
    assert task_of("党委每半年专题研究1次意识形态工作。", given_by=given_by).lead == "宣传部"
    assert task_of("党委每半年专题研究1次全面从严治党工作。", given_by=given_by).lead == NO_LEAD


def test_a_measure_is_cut_where_only_a_part_of_it_was_last_years() -> None:
    given_by = last_year(("攻关", "发布揭榜攻关课题8个并组织验收", "安全生产部", "工会", "11月底前"))
    tasks = tasks_of(
        "（一）服务项目建设。围绕机组投产组建党员突击队，揭榜攻关课题保持8个左右，重点转向运行维护。", given_by=given_by
    )
    assert [(task.measure, task.lead, task.from_last_year) for task in tasks] == [
        ("围绕机组投产组建党员突击队", NO_LEAD, False),
        ("揭榜攻关课题保持8个左右，重点转向运行维护", "安全生产部", True),
    ]


# --- by an own regulation ---------------------------------------------------------------------------------------------


def regulated(*clauses: str, title: str = "云岭集团党务公开工作办法（试行）") -> Brief:
    """A brief with one own regulation."""
    text = Text.of([Line(title, "title"), *(Line(f"第{n}条　{c}") for n, c in zip("一二三四", clauses, strict=False))])
    return replace(NOTHING, regulations=(reading(outline_of(text, f"{title}.docx"), "办法"),))


@pytest.mark.parametrize(
    ("clause", "lead"),
    [
        ("党委办公室是牵头部门，负责编制目录。", "党委办公室"),
        ("党委办公室是党务公开工作的主管部门。", "党委办公室"),
        ("党务公开工作由纪委办公室负责组织实施。", "纪委办公室"),
        ("公开由纪委办公室负责组织实施。", "纪委办公室"),
        ("检查由纪委办公室负责组织实施。", NO_LEAD),  # a step of it
        ("本办法由党委办公室负责解释。", NO_LEAD),
        ("纪委办公室负责对党务公开工作进行监督。", NO_LEAD),
        ("各党支部是责任单位。", NO_LEAD),  # a group leads nothing
        ("明确党委办公室为牵头部门。", "党委办公室"),
        ("必要时党委办公室为牵头部门。", NO_LEAD),
        ("组织人事部、党委办公室是主管部门。", NO_LEAD),  # which of them?
        ("组织人事部会同党委办公室负责组织实施。", NO_LEAD),
        ("发展党员以组织人事部为主管部门。", NO_LEAD),
    ],
)
def test_who_leads_by_a_regulation(clause: str, lead: str) -> None:
    given_by = regulated(clause)
    task = task_of("党务公开目录2月底前更新。", given_by=given_by)
    assert (task.lead, task.from_last_year) == (lead, False)
    assert [each.role for each in task.basis] == (["prior", "regulation"] if lead != NO_LEAD else ["prior"])
    assert task_of("新建职工书屋4个。", given_by=given_by).lead == NO_LEAD


def test_what_is_written_and_last_year_come_before_a_regulation() -> None:
    given_by = replace(last_year(CARD), regulations=regulated("党委办公室是牵头部门。").regulations)
    assert task_of("宣传部做好党务公开平台建设。", given_by=given_by).lead == "宣传部"
    assert task_of("党务公开检查每半年开展1次。", given_by=given_by).lead == "纪委办公室"


def test_a_regulation_of_another_unit_tells_nothing() -> None:
    [own] = regulated("党委办公室是牵头部门。").regulations
    other = replace(own, document=replace(own.document, unit="省能源行业党委"))
    assert task_of("党务公开目录2月底前更新。", given_by=replace(NOTHING, regulations=(other,))).lead == NO_LEAD


def test_matters_of_two_regulations_in_one_sentence() -> None:
    """Each part has its own; what belongs to neither is left open, whatever the task is called."""
    [one] = regulated("党委办公室是牵头部门。").regulations
    [other] = regulated("组织人事部是主管部门。", title="云岭集团党员教育培训管理办法").regulations
    tasks = tasks_of(
        "（一）修订党务公开办法。3月底前完成党务公开办法修订，年内修订党员教育培训办法，集中清理以前印发的制度。",
        given_by=replace(NOTHING, regulations=(one, other)),
    )
    assert [(task.measure, task.lead, task.deadline) for task in tasks] == [
        ("3月底前完成党务公开办法修订", "党委办公室", "3月底前"),
        ("年内修订党员教育培训办法", "组织人事部", "年内"),
        ("集中清理以前印发的制度", NO_LEAD, NO_DEADLINE),
    ]


# --- dates as written -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("宣传部7月底前完成工作群清理。", "7月底前"),
        ("总结首次评定经验，修订评定办法，4月底前正式印发。", "4月底前"),
        ("4月底前发布课题，11月底前验收。", "4月底前、11月底前"),
        ("每季度末月25日前报送进展情况。", "每季度末月25日前"),
        ("党委办公室每月更新1次台账，年底形成专题报告。", "年底"),
        ("收到意见后3个月内反馈解决情况。", "3个月内"),
        ("全年召开座谈会不少于4次，9月底前总结。", "9月底前"),
        ("全年计划发展党员26名。", "全年"),
        ("党课每季度安排1次。", NO_DEADLINE),
        ("整改期限由3个月缩短为2个月。", NO_DEADLINE),
        ("新任党支部书记任职前完成廉洁谈话。", NO_DEADLINE),
        ("认真开展民主评议党员工作。", NO_DEADLINE),
    ],
)
def test_dates_as_written(sentence: str, deadline: str) -> None:
    assert task_of(sentence).deadline == deadline


# --- tasks and measures -----------------------------------------------------------------------------------------------


def test_measures_are_whole() -> None:
    tasks = tasks_of(
        "（一）压实主体责任。党委每半年专题研究1次从严治党工作，党委书记与所属单位党组织书记每年谈心谈话不少于1次。"
    )
    assert [task.measure for task in tasks] == [
        "党委每半年专题研究1次从严治党工作",
        "党委书记与所属单位党组织书记每年谈心谈话不少于1次",
    ]
    assert {task.task for task in tasks} == {"压实主体责任"}


@pytest.mark.parametrize(
    "sentence",
    [
        "结合两年来的执行情况，党委办公室8月底前修订公开办法，合并重复事项。",  # says how, for the rest
        "党支部书记、支部委员每年集中学习培训不少于56学时，党员不少于32学时。",  # the second says too little alone
        "对三星以下党支部由所属单位班子成员挂点，3个月内整改到位。",
        "职工思想动态调查每半年开展1次，由宣传部、工会负责。",
    ],
)
def test_what_belongs_together_is_not_cut(sentence: str) -> None:
    assert task_of(sentence).measure == sentence.removesuffix("。")


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("一是组织人事部完善制度；二是宣传部办好讲堂。", ["组织人事部完善制度", "宣传部办好讲堂"]),
        ("同时，宣传部办好讲堂。", ["宣传部办好讲堂"]),
        ("宣传部印发学习计划；用好“学而时习；知行合一”讲堂。", ["宣传部印发学习计划", "用好“学而时习；知行合一”讲堂"]),
    ],
)
def test_labels_and_connectives_are_left_out(sentence: str, measures: list[str]) -> None:
    assert [task.measure for task in tasks_of(f"（一）抓好学习。{sentence}")] == measures


def test_a_list_belongs_to_the_task_that_leads_to_it() -> None:
    tasks = tasks_of(
        "（一）从严开展组织生活。重点抓好以下两件事：",
        "1.党课每季度安排1次；",
        "2.组织人事部每季度抽查会议记录。",
        "（二）严把入口关。",
    )
    assert [(task.number, task.task, task.measure, task.address) for task in tasks] == [
        (1, "从严开展组织生活", "党课每季度安排1次", "一/（一）/1"),
        (1, "从严开展组织生活", "组织人事部每季度抽查会议记录", "一/（一）/2"),
        (2, "严把入口关", "严把入口关", "一/（二）"),
    ]


def test_who_leads_a_list_leads_its_members() -> None:
    tasks = tasks_of(
        "（一）从严开展组织生活。由组织人事部牵头抓好以下两件事：",
        "1.党课每季度安排1次；",
        "2.工会每年评比1次。",
    )
    assert [(task.measure, task.lead) for task in tasks] == [
        ("党课每季度安排1次", "组织人事部"),
        ("工会每年评比1次", "工会"),
    ]


def test_short_measures_with_the_same_units_share_a_row() -> None:
    [task] = tasks_of("（一）严肃组织生活。开好组织生活会。上好党课。")
    assert task.measure == "开好组织生活会；上好党课"
    tasks = tasks_of("（一）严肃组织生活。开好组织生活会。宣传部上好党课。" + "深入学习" * 20 + "。")
    assert len(tasks) == 3


def test_what_only_guides_is_no_task() -> None:
    sections = written("2026年是打基础的一年。", "一、总体要求", "（一）高举旗帜。", "二、夯实基础", "（一）办好党校。")
    assert [task.task for task in breakdown_of(sections, NOTHING, NOBODY, embedding())] == ["办好党校"]
    assert breakdown_of((), NOTHING, NOBODY, embedding()) == ()
    empty = (Section("一、", Sentence("夯实基础", "沿用", ()), (DraftItem("（一）", "一/（一）", ()),)),)
    assert breakdown_of(empty, NOTHING, NOBODY, embedding()) == ()


def test_the_superior_is_the_first_ground() -> None:
    def source(role: Role) -> Source:
        return Source(role, f"{role}.docx", 1, role, 2025, "一", "原文。", 0, 3)

    roles: tuple[Role, ...] = ("regulation", "prior", "problem", "superior", "earlier")
    [section] = written("一、夯实基础", "（一）建好台账。建立流动党员台账。")
    [item] = section.items
    sentences = (item.sentences[0], replace(item.sentences[1], sources=tuple(map(source, roles))))
    sections = (replace(section, items=(replace(item, sentences=sentences),)),)
    [task] = breakdown_of(sections, NOTHING, NOBODY, embedding())
    assert [each.role for each in task.basis] == ["superior", "problem", "prior", "earlier", "regulation"]


# --- the sample library -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_leads_are_those_of_the_true_breakdown(year: int) -> None:
    """A year's plan with what was known before it, held against the breakdown that was made of it.

    Where a task has rows there, a lead that is given is one of theirs, but for those that the plan names itself.
    """
    tasks = breakdown_of(sections_of(year), brief_of(year), NOBODY, embedding())
    true: dict[str, set[str]] = {}
    for requirement in brief_of(year + 1).breakdowns[0].requirements:
        cells = brief_of(year + 1).breakdowns[0].outline.items[requirement.item].cells
        if cells:
            true.setdefault(dict(cells)["重点任务"], set()).add(requirement.subject)
    given_leads = [task for task in tasks if task.task in true and task.lead != NO_LEAD]
    wrong = [task for task in given_leads if task.lead not in true[task.task]]
    assert len(given_leads) >= 10
    assert len(wrong) <= 2
    assert len([task for task in wrong if task.from_last_year]) <= 1


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_every_word_of_a_measure_is_the_drafts(year: int) -> None:
    sections = sections_of(year)
    items = {item.address: item.text for section in sections for item in section.items}
    tasks = breakdown_of(sections, brief_of(year), NOBODY, embedding())
    for task in tasks:
        assert all(piece in items[task.address] for piece in task.measure.split("；"))
        assert len(task.measure) <= ROW_CHARS or "；" not in task.measure
        assert task.basis
        assert task.lead not in task.responsible
        assert all(map(is_unit, task.responsible))
        assert task.deadline in (NO_DEADLINE, *task.deadline.split("、")) or "、" in task.deadline
    assert [task.number for task in tasks] == sorted(task.number for task in tasks)
    assert {task.number for task in tasks} == set(range(1, tasks[-1].number + 1))


PIECES = st.sampled_from(
    ["宣传部", "党支部", "由工会负责", "每季度", "7月底前", "完成清理", "开展1次", "，", "。", "；", "：", "一是", "“", "”",
     "【待补：人数】", "会同法务部", "配合", "《办法》", "1.", "全年"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
def test_whatever_is_drafted_can_be_broken_down(words: str) -> None:
    item = DraftItem("（一）", "一/（一）", (Sentence("抓好工作。", "沿用", ()), Sentence(words, "沿用", ())))
    sections = (Section("一、", Sentence("夯实基础", "沿用", ()), (item,)),)
    for task in breakdown_of(sections, NOTHING, NOBODY, embedding()):
        assert all(piece in words for piece in task.measure.split("；"))
        assert task.lead == NO_LEAD or task.lead in words
        assert all(unit in words for unit in task.responsible)
        assert task.deadline == NO_DEADLINE or all(date in words for date in task.deadline.split("、"))
        assert not task.from_last_year
