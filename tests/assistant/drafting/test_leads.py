"""Leads in the house form, leads parted from their items, and whether a text speaks as a plan does."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.leads import is_plan_voice, lead_of, split_lead
from assistant.drafting.voice import unlabelled
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Outline, Text
from ingest.settings import Settings

CORPUS = Path(__file__).parents[3] / "corpus"

LEADS = {
    "聚焦流动党员抓管理": "加强流动党员管理",
    "聚焦全会精神抓学习": "学习贯彻全会精神",
    "聚焦制度建设抓规范": "推进制度规范化",
    "聚焦机组投产抓融合": "推动党建与机组投产深度融合",
    "聚焦队伍建设抓培养": "加强队伍培养",
    "聚焦整改销号抓落实": "抓好整改销号落实",
    "聚焦政治建设这个根本": "加强政治建设",
    "突出减负增效": "推进减负增效",
    "突出质量导向": "坚持质量导向",
    "突出集中攻坚": "推进集中攻坚",
    "让党务公开落地": "推动党务公开落地",
    "让党务干部强起来": "加强党务干部建设",
    "让统战和保密补上课": "补齐统战和保密短板",
    "在巩固主题教育成果上求长效": "巩固主题教育成果",
    "在党务干部能力上求提升": "提升党务干部能力",
    "在党支部分类提升上求突破": "推进党支部分类提升",
    "抓公开": "抓好公开",
    "数字党建": "推进数字党建",
    "要加强作风建设": "加强作风建设",
    "（十）管好流动党员。": "管好流动党员",
    "持续为基层减负": "持续为基层减负",
    "以减负促增效": "以减负促增效",
    "流动党员管理机制仍未建立": "建立流动党员管理机制",
    "管党治党责任传导不够到位": "推动管党治党责任传导到位",
    "提高一线党员占比": "提高一线党员占比",
    "全面落实党风廉政责任制要求，持续深化作风整顿工作": "全面落实党风廉政责任制要求，持续深化作风整顿工作",
}

SPLIT = [
    ("（一）加强学习。每季度组织1次。", ("加强学习", "每季度组织1次。")),
    ("一是聚焦主责主业，强化监督职能，改进方式。", ("聚焦主责主业", "强化监督职能，改进方式。")),
    ("二是评定导向有偏差，个别党支部没有起到示范作用。", ("评定导向有偏差", "个别党支部没有起到示范作用。")),
    ("1.党员每年集中学习不少于32学时；", ("", "党员每年集中学习不少于32学时；")),
    ("结合执行情况，修订党务公开工作办法，合并重复的公开事项，减少基层报送材料。", None),
    ("(一)抓学习、强武装\n坚持理论联系实际。", ("抓学习、强武装", "坚持理论联系实际。")),
    ("修订党务公开工作办法。", ("修订党务公开工作办法", "")),
    ("四、建强党务干部和业务干部两支队伍，夯实基础", ("建强党务干部和业务干部两支队伍，夯实基础", "")),
    (
        "五是聚焦一线班组，健全检查台账，明确检查重点，每季度到边远电站实地了解情况，发现问题当场交办，定期回访整改结果。抓好教育。",
        (
            "聚焦一线班组",
            "健全检查台账，明确检查重点，每季度到边远电站实地了解情况，发现问题当场交办，定期回访整改结果。抓好教育。",
        ),
    ),
    ("", ("", "")),
]

NO_PLAN = [
    "全年工作取得了明显成效。",
    "党委已于6月印发办法。",
    "现将有关情况报告如下。",
    "怎样加强党员管理？",
    "我们认真学习了全会精神。",
    "6月21日印发学习制度。",
    "政治建设抓得更紧。",
    "信息数量比上年增加两成。",
    "廉洁谈话14人次。",
    "党史学习教育扎实开展。",
    "制度更新仍然存在差距。",
    "党委办公室",
    "良好的政治生态",
]
PLAN = [
    "为了加强管理，全面了解情况。",
    "对已命名的示范党支部年末复核1次。",
    "12月10日前报送全年工作总结。",
    "推动各项工作有序推进。",
    "深化“我为群众办实事”活动。",
    "五星级党支部比例不超过20%。",
    "提交党委会审议。",
    "着力解决党支部建设不够平衡的问题。",
    "以减负促增效。",
    "严明党的纪律。",
]


@pytest.mark.parametrize(("title", "lead"), LEADS.items())
def test_lead(title: str, lead: str) -> None:
    assert lead_of(title) == lead


@pytest.mark.parametrize(("text", "parts"), SPLIT)
def test_split(text: str, parts: tuple[str, str] | None) -> None:
    assert split_lead(text) == (parts or ("", text))


@pytest.mark.parametrize("text", NO_PLAN)
def test_no_plan(text: str) -> None:
    assert not is_plan_voice(text)


@pytest.mark.parametrize("text", PLAN)
def test_plan(text: str) -> None:
    assert is_plan_voice(text)


@pytest.fixture(scope="module")
def outlines() -> list[Outline]:
    names = [path for path in sorted(CORPUS.iterdir()) if re.search("要点|意见|总结", path.name)]
    with Sandbox(Settings.from_environment(os.environ)) as sandbox:
        return [outline_of(Text.of(sandbox.read(path)), path.name) for path in names]


def test_leads_of_own_plans_are_leads_already(outlines: list[Outline]) -> None:
    items = [item for outline in outlines if outline.kind == "要点" for item in outline.items if item.level == 2]
    leads = [split_lead(item.text)[0] for item in items if "¶" not in item.address]
    assert len(leads) > 100
    assert all(leads)
    assert [lead_of(lead) for lead in leads] == leads


def test_titles_of_superiors_and_summaries_become_leads(outlines: list[Outline]) -> None:
    for outline in outlines:
        for item in outline.items:
            if outline.kind == "要点" or item.tense == "done" or item.level != 2 or "¶" in item.address:
                continue
            lead = lead_of(split_lead(item.text)[0])
            assert 4 <= len(lead) <= 24, lead
            assert is_plan_voice(lead), lead
            assert not re.search("聚焦|求长效|不够|[。；]", lead), lead


def test_what_a_plan_says_is_plan_voice(outlines: list[Outline]) -> None:
    for outline in outlines:
        for item in outline.items:
            if outline.kind == "要点" and item.level == 2 and "¶" not in item.address:
                strange = [s for s in re.findall("[^。]+。", unlabelled(item.text)) if not is_plan_voice(s)]
                assert all("已于上年" in sentence for sentence in strange), strange


def test_what_a_summary_says_of_problems_is_no_plan(outlines: list[Outline]) -> None:
    problems = [item.text for outline in outlines for item in outline.items if item.tense == "problem"]
    reports = [text for text in problems if re.search("仍然|仍未|不够", text.split("。")[0])]
    assert reports
    assert not any(is_plan_voice(unlabelled(text).split("。")[0]) for text in reports)


@given(st.text("加强学习管理，。；（一）二是聚焦抓让在上求突出党建工作", min_size=1, max_size=40))
def test_a_lead_is_taken_out_and_nothing_is_lost(text: str) -> None:
    lead, rest = split_lead(text)
    assert unlabelled(text).startswith(lead)
    assert unlabelled(text).endswith(rest)
    gone = unlabelled(text)[len(lead) : len(unlabelled(text)) - len(rest)]
    assert not gone.strip("。；;，,：: 　\n！？!?")


@given(st.sampled_from([*LEADS, *PLAN]))
def test_a_lead_stays_a_lead(title: str) -> None:
    lead = lead_of(title)
    assert lead_of(lead) == lead
    assert not re.search("[。；，]$", lead)
