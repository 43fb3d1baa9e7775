"""A superior's sentences in the voice of one's own plan, and problems as measures."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.leads import is_plan_voice
from assistant.drafting.voice import as_plan, to_measure, unlabelled
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Text
from ingest.settings import Settings

CORPUS = Path(__file__).parents[3] / "corpus"
SUPERIORS = [
    "省能源行业党委关于做好2023年企业党建工作的意见.docx",
    "省能源行业党委关于加强2025年企业党建工作的意见.txt",
    "省能源行业党委关于加强2026年企业党建工作的意见.pdf",
]
SUMMARIES = [
    "云岭集团2021年党建工作总结.txt",
    "云岭集团2022年党建工作总结及2023年工作安排.docx",
    "云岭集团2023年党建工作总结及2024年工作打算.txt",
    "云岭集团2024年党建工作总结.txt",
    "云岭集团2025年党建工作总结及2026年工作打算.pdf",
]

TURNED = [
    # Whom the superior speaks to goes; who acts with a frequency stays.
    ("各企业党委要把全会精神纳入教育培训内容。", "把全会精神纳入教育培训内容。"),
    ("企业党委每半年专题研究1次意识形态工作。", "党委每半年专题研究1次意识形态工作。"),
    ("各单位党委应当每季度至少开展1次分析研判；", "党委每季度至少开展1次分析研判。"),
    ("各单位党委理论学习中心组全年集体学习研讨应当不少于12次。", "党委理论学习中心组全年集体学习研讨不少于12次。"),
    ("企业党委书记每季度至少听取1次汇报。", "党委书记每季度至少听取1次汇报。"),
    ("各单位纪委应当每年牵头开展1次排查。", "纪委每年牵头开展1次排查。"),
    ("企业领导班子成员每人联系1个党支部。", "领导班子成员每人联系1个党支部。"),
    ("企业“十五五”规划必须经党委前置研究讨论。", "“十五五”规划必须经党委前置研究讨论。"),
    ("各单位应当按照不少于1%的比例配备专职人员。", "按照不少于1%的比例配备专职人员。"),
    ("各能源企业党委要制定方案，各能源企业党委应当每年检查1次。", "制定方案，党委每年检查1次。"),
    ("各级党组织每半年对公开情况自查1次。", "各级党组织每半年对公开情况自查1次。"),
    ("各单位党委应当在10月底前完成分类定级。", "10月底前完成分类定级。"),
    ("已经建成平台的企业，每年开展1次检查。", "每年开展1次检查。"),
    # Real doers stay.
    ("流出地党组织与项目所在地党组织应当签订共管协议。", "流出地党组织与项目所在地党组织签订共管协议。"),
    ("党支部书记每年至少讲1次党课。", "党支部书记每年至少讲1次党课。"),
    ("党支部要坚持谈话制度。", "党支部坚持谈话制度。"),
    ("工会要关心困难职工。", "工会关心困难职工。"),
    # Words of command go, what binds stays.
    ("同类问题反复出现的要倒查制度漏洞。", "同类问题反复出现的，倒查制度漏洞。"),
    ("党员关心的事项要及时公开。", "党员关心的事项及时公开。"),
    ("凡平台能够提取的数据，不得要求重复填报。", "凡平台能够提取的数据，不得要求重复填报。"),
    ("没有建立制度的企业必须在一季度内建立。", "没有建立制度的单位必须在一季度内建立。"),
    ("各企业党委必须高度重视。", "高度重视。"),
    ("各企业党委应当不得以任何理由推诿。", "不得以任何理由推诿。"),
    ("发展对象必须逐人政审，严禁突击发展。", "发展对象必须逐人政审，严禁突击发展。"),
    ("未经登记的一律停用。", "未经登记的一律停用。"),
    # No command: parts of words.
    ("突出主要任务，落实重要部署，适应需要，做到应建尽建。", "突出主要任务，落实重要部署，适应需要，做到应建尽建。"),
    ("提高应急能力，供应保障到位。", "提高应急能力，供应保障到位。"),
    ("建立“各企业党委要负责”机制。", "建立“各企业党委要负责”机制。"),
    # Labels, intentions, masks.
    ("（五）加强党员教育培训。", "加强党员教育培训。"),
    ("一要围绕安全保供，每季度至少开展1次排查；", "围绕安全保供，每季度至少开展1次排查。"),
    ("下一步，云岭集团党委将继续抓好整改。", "继续抓好整改。"),
    ("xx党委将认真贯彻落实总要求。", "认真贯彻落实总要求。"),
    ("将党建工作纳入目标管理。", "将党建工作纳入目标管理。"),
    ("举办运动会，丰富了职工生活。", "举办运动会，丰富职工生活。"),
    ("为了加强管理，全面了解情况。", "为了加强管理，全面了解情况。"),
    ("在XX系统创建1个示范党支部", "在【待补：名称】系统创建1个示范党支部。"),
]  # fmt: skip

MEASURES = {
    "流动党员管理机制仍未建立": "建立流动党员管理机制",
    "制度更新跟不上实践": "推动制度更新与实践同步",
    "复合型党务干部偏少": "充实复合型党务干部",
    "管党治党责任传导不够到位": "推动管党治党责任传导到位",
    "党建工作推进不平衡": "推动党建工作均衡发展",
    "党支部之间不平衡": "推动党支部均衡发展",
    "党建与业务融合不够": "推动党建与业务深度融合",
    "党业融合的深度不够": "推动党业深度融合",
    "重形式轻实效的现象仍然存在": "着力纠治重形式轻实效的现象",
    "形式主义、官僚主义仍较突出": "着力纠治形式主义、官僚主义",
    "流动党员管理存在薄弱环节": "补齐流动党员管理短板",
    "党务干部能力有短板": "补齐党务干部能力短板",
    "评定导向有偏差": "纠正评定导向偏差",
    "组织生活不够严格": "严格组织生活",
    "党务公开比较粗放": "推进党务公开规范化",
    "联系群众不够紧密": "密切联系群众",
    "活动阵地不足": "加强活动阵地建设",
    "党务公开起步晚": "加快推进党务公开",
    "学习成果转化不够": "加强学习成果转化",
    "党务干部力量偏弱": "充实党务干部力量",
    "统战、保密工作抓得不细": "抓细统战、保密工作",
    "台账更新不及时": "推动台账更新及时到位",
    "党员先锋模范作用发挥不够": "充分发挥党员先锋模范作用",
    "基层反映负担较重": "减轻基层负担",
    "学用脱节": "推动学用结合",
    "党建与业务“两张皮”": "推动党建与业务紧密结合",
    "教育培训流于形式": "推动教育培训取得实效",
    "党课质量不高": "提高党课质量",
    "干部担当意识不强": "增强干部担当意识",
    "工作缺乏创新性": "增强工作创新性",
    "平台建设滞后": "加快平台建设",
    "作风建设有待加强": "加强作风建设",
    "上年提出的“双重管理”办法没有出台": "出台“双重管理”办法",
    "责任没有落实到位": "推动责任落实到位",
    "个别党支部组织生活质量不高": "提高组织生活质量",
    "检查过多": "精简检查",
    "（一）理论学习不深入。": "深化理论学习",
    # Told in no known way, or more than one thing at once.
    "党支部书记大多兼职": "着力解决党支部书记大多兼职的问题",
    "服务意识不强、工作作风不实": "着力解决服务意识不强、工作作风不实的问题",
    "职工意见较多": "着力解决职工意见较多的问题",
    "在XX公司存在薄弱环节": "补齐在【待补：名称】公司短板",
}


@pytest.mark.parametrize(("text", "plan"), TURNED)
def test_plan_voice(text: str, plan: str) -> None:
    assert as_plan(text, addressees=("各能源企业党委",), own="云岭集团") == plan


@pytest.mark.parametrize(("problem", "measure"), MEASURES.items())
def test_measure(problem: str, measure: str) -> None:
    assert to_measure(problem) == measure


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("（三）加强学习", "加强学习"),
        ("12.抓好落实", "抓好落实"),
        ("（一）一是抓好落实", "抓好落实"),
        ("一、二级单位", "二级单位"),
        ("三会一课制度", "三会一课制度"),
        ("2025年重点", "2025年重点"),
        ("（三）", "（三）"),
    ],
)
def test_labels(text: str, words: str) -> None:
    assert unlabelled(text) == words


# --- whole documents, and sentences that no one has written -------------------------------------------------------

_KEPT = re.compile(r"\d+(?:\.\d+)?|《[^《》]*》|“[^“”]*”|不得|严禁|一律|不少于|不低于|不超过|至少")


def read(names: list[str], tense: str) -> list[str]:
    with Sandbox(Settings.from_environment(os.environ)) as sandbox:
        outlines = [outline_of(Text.of(sandbox.read(CORPUS / name)), name) for name in names]
    return [
        unlabelled(item.text)
        for outline in outlines
        for item in outline.items
        if item.tense == tense and item.level > 1 and "¶" not in item.address
    ]


def test_a_superiors_sentences_keep_what_binds() -> None:
    sentences = [part for text in read(SUPERIORS, "plan") for part in re.findall("[^。]+。", text)]
    assert len(sentences) > 100
    for sentence in sentences:
        plan = as_plan(sentence, addressees=("各能源企业党委",), own="云岭集团")
        assert _KEPT.findall(plan) == _KEPT.findall(unlabelled(sentence).rstrip("。；"))
        assert not re.search("企业党委|各单位|应当(?!不)", re.sub("《[^》]*》", "", plan)), plan
        assert plan.endswith("。")
        assert is_plan_voice(plan), plan


def test_every_problem_of_the_summaries_has_its_measure() -> None:
    problems = [text.split("。")[0] for text in read(SUMMARIES, "problem")]
    assert len(problems) > 12
    for problem in problems:
        measure = to_measure(problem)
        assert measure != problem
        assert "着力解决" not in measure
        assert is_plan_voice(measure), measure


CLAUSES = st.lists(
    st.sampled_from(
        [
            "各企业党委",
            "各单位",
            "企业",
            "党委",
            "要",
            "应当",
            "应",
            "必须",
            "不得",
            "严禁",
            "每季度1次",
            "2026年9月底前",
            "《关于工作的意见》",
            "“应当”",
            "加强学习",
            "至少2次",
            "，",
            "；",
            "：",
            "我们",
            "将",
            "了",
            "X次",
            "重要",
            "的",
            "云岭集团",
        ]
    ),
    min_size=1,
    max_size=8,
).map("".join)


@given(CLAUSES)
def test_numbers_names_and_bans_are_never_changed(text: str) -> None:
    plan = as_plan(text, addressees=(), own="云岭集团")
    assert plan.endswith("。")
    assert re.findall(r"\d+|《[^《》]*》|“[^“”]*”|不得|严禁", plan) == re.findall(
        r"\d+|《[^《》]*》|“[^“”]*”|不得|严禁", text
    )


@given(st.text("党委工作机制学习未建立不够强弱偏少存在短板的问题个别仍，。、“”", min_size=1, max_size=20))
def test_a_measure_is_one_line_without_a_stop(problem: str) -> None:
    measure = to_measure(problem)
    assert measure
    assert not re.search("[。；\n]$", measure)
