"""Carried sentences: every edit is listed, applies without doubt, and leaves nothing stale."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.carrying import Carrying, apply, carry, is_one_off
from assistant.drafting.records import Edit
from assistant.drafting.voice import unlabelled
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Text
from ingest.settings import Settings

CORPUS = Path(__file__).parents[3] / "corpus"
PLANS = {
    2021: "云岭集团2021年党建工作要点.docx",
    2022: "云岭集团2022年党建工作要点.txt",
    2023: "云岭集团2023年党建工作要点.docx",
    2024: "云岭集团2024年党建工作要点.docx",
    2025: "云岭集团2025年党建工作要点.pdf",
}

NEXT = Carrying(2025, 2026)

YEARS = [
    ("2025年组织1次培训。", "2026年组织1次培训。"),
    ("制定2025年度学习计划。", "制定2026年度学习计划。"),
    ("二〇二五年开展检查。", "二〇二六年开展检查。"),
    ("2025年上半年和2025年下半年各检查一次。", "2026年上半年和2026年下半年各检查一次。"),
    ("落实《关于加强2025年党建工作的意见》。", "落实《关于加强2025年党建工作的意见》。"),
    ("完成2023－2025年规划任务。", "完成2023－2025年规划任务。"),
    ("完成2025年至2027年三年行动任务。", "完成2025年至2027年三年行动任务。"),
    ("执行云岭党〔2025〕6号文件。", "执行云岭党〔2025〕6号文件。"),
    ("对2023年、2024年巡察的单位开展整改评估。", "对2023年、2024年巡察的单位开展整改评估。"),
    ("今年重在执行，去年的问题不再发生。", "今年重在执行，去年的问题不再发生。"),
    ("述职评议2026年1月底前完成。", "述职评议2027年1月底前完成。"),
    ("面向2026年谋划工作。", "面向2026年谋划工作。"),
    ("2025年是“十四五”规划收官之年，也是项目攻坚之年。", "2026年是【待补：年度定位】。"),
    ("今年是集团成立20周年，是转型的关键之年。", "今年是【待补：年度定位】。"),
    ("落实在建党100周年大会上的讲话精神。", "落实在建党100周年大会上的讲话精神。"),
    ("围绕新中国成立75周年开展宣传。", "围绕新中国成立76周年开展宣传。"),
    ("为党龄达到50周年的党员颁发纪念章。", "为党龄达到50周年的党员颁发纪念章。"),
]

CHANGES = [
    ("其中专题研讨由不少于4次增加到不少于6次。", "其中专题研讨不少于6次。"),
    ("中青年干部培训班改为每两年举办1期，本年度不安排。", "中青年干部培训班每两年举办1期。"),
    ("分析研判由每季度1次调整为每半年1次，随时组织。", "分析研判每半年1次，随时组织。"),
    ("揭榜攻关课题由15个精简为8个，11月底前验收。", "揭榜攻关课题8个，11月底前验收。"),
    ("对基层的检查由每年不超过2次减少到不超过1次。", "对基层的检查每年不超过1次。"),
    ("考核权重由20%提高到25%，每季度通报一次。", "考核权重为25%，每季度通报一次。"),
    ("例会由每月1次改为半月1次。", "例会半月1次。"),
    ("一线占比由不低于60%提高到不低于65%。", "一线占比不低于65%。"),
    ("整改期限由3个月缩短为2个月。", "整改期限为2个月。"),
    ("把项目清单由每年更新改为每季度更新，并公布结果。", "项目清单每季度更新，并公布结果。"),
    ("廉洁谈话由任职后1个月内提前到任职前进行。", "廉洁谈话在任职前进行。"),
    ("党费公布由每年1次改为每半年1次，抽查由每年1次改为每季度1次。", "党费公布每半年1次，抽查每季度1次。"),
    ("项目部临时党支部转为正式党支部。", "项目部临时党支部转为正式党支部。"),
    ("推动党的建设由“做得全”向“做得实”转变。", "推动党的建设由“做得全”向“做得实”转变。"),
    ("由党委办公室将抽查提高到每季度1次。", "由党委办公室将抽查提高到每季度1次。"),
    ("新建立分析研判机制。", "健全分析研判机制。"),
    ("10月底前完成首次评定。", "10月底前完成评定。"),
    ("举办首届职工运动会。", "举办职工运动会。"),
    ("发扬首创精神，落实首问负责制，做好首批试点。", "发扬首创精神，落实首问负责制，做好首批试点。"),
    ("继续做好定点帮扶。", "继续做好定点帮扶。"),
]

ISSUED = Carrying(
    2025,
    2026,
    issued={
        "云岭集团星级党支部评定办法（试行）": "云岭集团星级党支部评定办法",
        "云岭集团党务公开工作办法": "云岭集团党务公开工作办法",
        "《云岭集团党委会议事规则》": "《云岭集团党委会议事规则》",
        "云岭集团党委巡察工作规划（2023－2025年）": "云岭集团党委巡察工作规划（2023－2025年）",
        "下一轮巡察工作规划": "云岭集团党委巡察工作规划（2026－2028年）",
    },
)
DOCUMENTS = [
    (
        "总结首次评定经验，修订《云岭集团星级党支部评定办法（试行）》，4月底前正式印发。",
        "落实《云岭集团星级党支部评定办法》。",
    ),
    (
        "组织人事部4月底前印发《云岭集团星级党支部评定办法（试行）》，原《云岭集团考评细则》同时停止执行。",
        "组织人事部落实《云岭集团星级党支部评定办法》。",
    ),
    (
        "党委办公室8月底前修订《云岭集团党务公开工作办法》，合并重复公开事项；",
        "党委办公室落实《云岭集团党务公开工作办法》，合并重复公开事项；",
    ),
    (
        "依据《中国共产党党务公开条例（试行）》，研究制定《云岭集团党务公开工作办法》，由党委办公室牵头，10月底前提交党委会审议。",
        "依据《中国共产党党务公开条例（试行）》，落实《云岭集团党务公开工作办法》，由党委办公室牵头。",
    ),
    ("修订党务公开工作办法。", "落实党务公开工作办法。"),
    (
        "修订《云岭集团党委会议事规则》，把重大事项逐项列清，5月底前完成；",
        "落实《云岭集团党委会议事规则》，把重大事项逐项列清；",
    ),
    (
        "修订《云岭集团党委会议事规则》，组织一次培训，5月底前完成。",
        "落实《云岭集团党委会议事规则》，组织一次培训，5月底前完成。",
    ),
    (
        "制定《云岭集团党委巡察工作规划（2023－2025年）》，5月底前报党委会审定；",
        "落实《云岭集团党委巡察工作规划（2023－2025年）》；",
    ),
    ("研究制定下一轮巡察工作规划。", "落实《云岭集团党委巡察工作规划（2026－2028年）》。"),
    (
        "上年未能按期出台的《云岭集团党务公开工作办法》，由党委办公室6月底前印发，9月底前组织一次专题培训。",
        "落实《云岭集团党务公开工作办法》，9月底前组织一次专题培训。",
    ),
    (
        "《云岭集团党务公开工作办法》已于上年印发，今年重在执行，每季度通报一次。",
        "落实《云岭集团党务公开工作办法》，每季度通报一次。",
    ),
    (
        "修订《云岭集团党委会议事规则》和《云岭集团党务公开工作办法》。",
        "落实《云岭集团党委会议事规则》和《云岭集团党务公开工作办法》。",
    ),
    (
        "修订《云岭集团党委会议事规则》和《云岭集团保密工作办法》。",
        "修订《云岭集团党委会议事规则》和《云岭集团保密工作办法》。",
    ),
    ("完成《云岭集团党务公开工作办法》修订。", "落实《云岭集团党务公开工作办法》。"),
    ("严格执行《云岭集团星级党支部评定办法（试行）》。", "严格执行《云岭集团星级党支部评定办法》。"),
    (
        "落实《云岭集团党务公开工作办法》，编制统一的公开目录。",
        "落实《云岭集团党务公开工作办法》，编制统一的公开目录。",
    ),
    ("修订《云岭集团保密工作办法》，4月底前印发。", "修订《云岭集团保密工作办法》，4月底前印发。"),
]

FOURTH, ALL, NEW = "党的二十届四中全会", "党的二十大和二十届历次全会", "党的二十一大"
MEETINGS = [
    ((), "贯彻党的二十大和二十届二中、三中全会精神。", "贯彻党的二十大和【待补：最新中央全会精神】。"),
    ((), "深入学习党的二十届三中全会精神。", "深入学习【待补：最新中央全会精神】。"),
    ((), "学习党的十九大精神。", "学习党的十九大精神。"),
    ((), "贯彻党的十九大和十九届历次全会精神。", "贯彻党的十九大和十九届历次全会精神。"),
    ((), "落实《关于学习贯彻党的二十届三中全会精神的通知》。", "落实《关于学习贯彻党的二十届三中全会精神的通知》。"),
    (
        (),
        "贯彻党的二十届二中全会和省委十二届六次全会精神。",
        "贯彻【待补：最新中央全会】和【待补：最新省委全会精神】。",
    ),
    ((), "贯彻二十届中央纪委四次全会精神。", "贯彻【待补：最新中央纪委全会精神】。"),
    ((), "落实2025年全省组织工作会议精神。", "落实【待补：最新全省组织工作会议精神】。"),
    (("2026年全省组织工作会议",), "落实2025年全省组织工作会议精神。", "落实2026年全省组织工作会议精神。"),
    ((FOURTH,), "贯彻党的二十大和二十届二中、三中全会精神。", "贯彻党的二十大和二十届二中、三中、四中全会精神。"),
    ((FOURTH,), "贯彻党的二十大和二十届二中全会精神。", "贯彻党的二十大和二十届二中、三中、四中全会精神。"),
    ((FOURTH,), "学习党的二十届三中全会精神。", "学习党的二十届四中全会精神。"),
    ((FOURTH,), "学习党的二十届四中全会精神。", "学习党的二十届四中全会精神。"),
    ((FOURTH,), "贯彻党的十九大和十九届历次全会精神。", "贯彻党的二十大和二十届二中、三中、四中全会精神。"),
    ((ALL,), "贯彻党的二十大和二十届二中、三中全会精神。", "贯彻党的二十大和二十届历次全会精神。"),
    ((ALL, FOURTH), "学习党的二十届三中全会精神。", "学习党的二十届四中全会精神。"),
    ((NEW,), "贯彻党的二十大和二十届历次全会精神。", "贯彻党的二十一大精神。"),
    (("党的二十届二中全会",), "学习党的二十届三中全会精神。", "学习【待补：最新中央全会精神】。"),
    (("省委十三届二次全会",), "贯彻省委十二届六次全会精神。", "贯彻省委十三届二次全会精神。"),
]

MASKS = [
    ("召开党委会X次。", "召开党委会【待补：次数】。"),
    ("落实X新区行动计划。", "落实【待补：名称】新区行动计划。"),
    ("安排经费XX万元。", "安排经费【待补：金额】。"),
    ("慰问困难职工1X家、XX户。", "慰问困难职工【待补：家数】、【待补：户数】。"),
    ("组织xx名党员参加培训。", "组织【待补：人数】党员参加培训。"),
    ("占比提高XX%。", "占比提高【待补：比例】。"),
    ("X月X日前完成。", "【待补：日期】前完成。"),
    ("由***公司承办。", "由【待补：名称】公司承办。"),
    ("执行《XXX局决策制度》。", "执行《【待补：名称】局决策制度》。"),
    ("推广APP和PPT模板，做好GIS培训。", "推广APP和PPT模板，做好GIS培训。"),
    ("【待补：XX党支部名称】开展活动。", "【待补：XX党支部名称】开展活动。"),
]

COUNTS = [
    ("全年计划发展党员26名。", "全年计划发展党员【待补：发展党员人数】。"),
    ("选派10名年轻干部到重点项目锻炼。", "选派【待补：年轻干部人数】年轻干部到重点项目锻炼。"),
    ("12月底前评选党支部特色品牌5个。", "12月底前评选党支部特色品牌【待补：党支部特色品牌个数】。"),
    ("年底由工会组织评选优秀师徒10对。", "年底由工会组织评选优秀师徒【待补：优秀师徒对数】。"),
    ("年内在边远电站新建职工书屋4个。", "年内在边远电站新建职工书屋【待补：职工书屋个数】。"),
    ("对上年未完成的3个整改问题逐项销号。", "对上年未完成的【待补：整改问题个数】整改问题逐项销号。"),
    ("安排慰问金20万元。", "安排慰问金【待补：慰问金金额】。"),
    ("安排专项资金2.76万亿元、培训100万人。", "安排专项资金【待补：专项资金金额】、培训【待补：培训人数】。"),
    *(
        (same, same)
        for same in (
            "采购总额不超过2.5万元，培训1500万人次以上。",
            "免租标准从月营业额2万元提高到5万元。",
            "每季度召开1次党员大会。",
            "全年集体学习研讨不少于12次。",
            "采购农产品不少于30万元。",
            "生产一线职工占比不低于65%。",
            "指标精简到30项以内。",
            "举办中青年干部培训班1期。",
            "领导班子成员每人领办2件实事。",
            "对四家单位开展整改评估。",
            "增强“四个意识”，围绕“1234”工作思路开展工作。",
            "全面落实“三会一课”制度，做好首批试点，压实两级责任。",
            "15日内答复来信来访人。",
            "落实国有企业党建30项重点任务。",
            "会议确定的30项任务逐项落实。",
            "5月至7月集中学习。",
        )
    ),
]


@pytest.mark.parametrize(("old", "new"), YEARS + CHANGES)
def test_year_and_changes(old: str, new: str) -> None:
    assert carry(old, NEXT)[0] == new


@pytest.mark.parametrize(("old", "new"), DOCUMENTS)
def test_documents_in_force(old: str, new: str) -> None:
    text, edits = carry(old, ISSUED)
    assert text == new
    assert apply(old, edits) == text


@pytest.mark.parametrize(("meetings", "old", "new"), MEETINGS)
def test_meetings(meetings: tuple[str, ...], old: str, new: str) -> None:
    assert carry(old, Carrying(2025, 2026, meetings=frozenset(meetings)))[0] == new


@pytest.mark.parametrize(("old", "new"), MASKS)
def test_masks(old: str, new: str) -> None:
    assert carry(old, NEXT)[0] == new


@pytest.mark.parametrize(("old", "new"), COUNTS)
def test_targets_of_one_year(old: str, new: str) -> None:
    assert carry(old, NEXT)[0] == new


AIMS = [
    (
        "全县生产总值增长6%左右，城镇新增就业2000人以上。",
        "全县生产总值增长【待补：比例】，城镇新增就业【待补：人数】。",
    ),
    ("减税降费2.5亿元以上。", "减税降费【待补：金额】。"),
    ("补助标准从每人30元提高到60元。", "补助标准为【待补：金额】。"),
    ("到2035年，完成“十四五”规划的重点任务，用5年时间。", "到2035年，完成“十四五”规划的重点任务，用5年时间。"),
    ("落实《行动方案（2023－2025年）》，新建学校3所。", "落实《行动方案（2023－2025年）》，新建学校【待补：数量】。"),
]


@pytest.mark.parametrize(("old", "new"), AIMS)
def test_a_report_s_figures_are_all_of_one_year(old: str, new: str) -> None:
    text, edits = carry(old, Carrying(2025, 2026, yearly_aims=True))
    assert text == apply(old, edits) == new


def test_what_stands_and_what_the_user_gives_fill_a_target() -> None:
    given_figures = Carrying(
        2025, 2026, standing=frozenset({"10名"}), figures={"发展党员": "25名", "优秀师徒": "12", "师徒": "99"}
    )
    assert carry("发展党员不少于26名，比例不低于65%。", given_figures)[0] == "发展党员不少于25名，比例不低于65%。"
    assert carry("发展党员26名以上。", given_figures)[0] == "发展党员25名以上。"
    assert carry("发展党员比例不低于65%。", given_figures)[1] == ()
    assert carry("选派10名年轻干部到重点项目锻炼。", given_figures) == ("选派10名年轻干部到重点项目锻炼。", ())
    text, edits = carry("全年发展党员26名，评选优秀师徒10对。", given_figures)
    assert text == "全年发展党员25名，评选优秀师徒12对。"
    assert [edit.reason for edit in edits] == ["按提供的数据更新", "按提供的数据更新"]


def test_other_units_are_left_to_be_named() -> None:
    foreign = Carrying(2025, 2026, foreign=("清河公司", "清河公司检修分公司"))
    assert (
        carry("学习清河公司检修分公司、清河公司经验。", foreign)[0]
        == "学习【待补：单位名称】、【待补：单位名称】经验。"
    )


def test_an_edit_says_what_and_why() -> None:
    assert carry("2025年组织培训。", NEXT)[1] == (Edit("2025年", "2026年", "年度更新"),)


def test_an_edit_that_does_not_apply_is_refused() -> None:
    for edit in (Edit("培训", "轮训", "措辞"), Edit("检查", "抽查", "措辞")):
        with pytest.raises(ValueError, match="not exactly once"):
            apply("检查与检查。", [edit])


ONCE = [
    "宣传部7月底前完成工作群、短视频账号清理。",
    "上半年完成团委换届。",
    "4月底前印发《云岭集团星级党支部评定办法（试行）》。",
    "项目部临时党支部转为正式党支部，6月底前完成选举。",
    "组织人事部6月底前完成平台上线。",
    "研究制定下一轮巡察工作规划。",
    "6月底前完成剩余党支部书记的轮训。",
    "对2023年、2024年巡察的四家单位开展整改评估，10月底前完成；",
    "9月底前完成边远电站职工食堂、宿舍改造。",
    "开展深入贯彻中央八项规定精神学习教育。",
    "围绕新中国成立75周年开展主题宣传。",
    "尚未公开的6个党支部6月底前补齐。",
    "6月底前印发流动党员管理办法，做到每名流动党员有人管。",
]
AGAIN = [
    "每两个月检查1次，全部整改到位。",
    "年度评定9月底前完成，五星级党支部比例不超过20%；",
    "党支部书记述职评议12月底前全部完成。",
    "党员每年集中学习培训不少于32学时。",
    "工会年底评选优秀师徒10对。",
    "11月底前完成发展对象的政治审查。",
    "新提任中层干部任职后3个月内必须完成廉洁谈话。",
    "责任清单4月底前更新到岗到人。",
    "党委办公室每月更新1次督办台账，年底形成专题报告。",
    "巩固深入贯彻中央八项规定精神学习教育成果。",
    "落实《云岭集团党务公开工作办法》。",
    "以新修订的《中国共产党纪律处分条例》为重点开展学习。",
    "建立完善党费收缴台账管理制度。",
    "坚持内容与形式相统一。",
]


@pytest.mark.parametrize("text", ONCE)
def test_done_once(text: str) -> None:
    assert is_one_off(text)


@pytest.mark.parametrize("text", AGAIN)
def test_comes_round_again(text: str) -> None:
    assert not is_one_off(text)


# --- whole plans, and sentences that no one has written -----------------------------------------------------------

_NAMED = re.compile(r"《[^《》]*》|【[^【】]*】|“[^“”]*”")
_MASK = re.compile(r"(?<![A-Za-z])[Xx]+(?![A-Za-z])|\*{2,}")


@pytest.fixture(scope="module")
def plans() -> dict[int, list[str]]:
    """The sentences of the plans in corpus/, without labels."""
    with Sandbox(Settings.from_environment(os.environ)) as sandbox:
        outlines = {year: outline_of(Text.of(sandbox.read(CORPUS / name)), name) for year, name in PLANS.items()}
    return {
        year: [
            sentence
            for item in outline.items
            if item.tense == "plan" and item.address != "¶1"
            for line in item.text.split("\n")
            for sentence in re.findall("[^。]+。?", unlabelled(line))
        ]
        for year, outline in outlines.items()
    }


@pytest.mark.parametrize("year", PLANS)
def test_nothing_stale_is_left_of_a_plan(plans: dict[int, list[str]], year: int) -> None:
    for sentence in plans[year]:
        text, edits = carry(sentence, Carrying(year, year + 1, foreign=("物资公司",)))
        assert apply(sentence, edits) == text
        open_text = _NAMED.sub("", text)
        assert not re.search(rf"(?<![－\d]){year}年", open_text), text
        assert not re.search(r"届[^，。]{1,12}中全会|\d次全会", open_text), text
        assert not re.search(r"由[^，。]{1,20}(?:增加到|提高到|调整为|精简为|缩短为|改为)", open_text), text
        assert "物资公司" not in text
        assert all(edit.reason and edit.old != edit.new for edit in edits)


def test_most_of_a_plan_is_carried_as_it_is(plans: dict[int, list[str]]) -> None:
    for year, sentences in plans.items():
        texts = [carry(sentence, Carrying(year, year + 1))[0] for sentence in sentences]
        assert sum("【待补" in text for text in texts) <= 0.15 * len(texts)


FRAGMENTS = [
    "2025年", "2025年度", "二〇二五年", "2023－2025年", "《关于2025年工作的意见》", "修订《云岭集团党务公开工作办法》", "，4月底前印发",
    "由每季度1次调整为每半年1次", "由15个精简为8个", "把台账", "首次评定", "新建立机制", "党的二十大和二十届二中、三中全会精神",
    "省委十二届六次全会", "XX", "X次", "1X家", "***", "XX万元", "X月X日", "清河公司", "发展党员26名", "选派10名年轻干部", "“四个意识”",
    "【待补：人数】", "不少于2次", "每年1次", "，", "。", "；", "加强学习", "2025年", "总结试行经验，",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=9).map("".join)
ANYTHING = st.text("2025年202由到每次个XxX*《》“”【】，。；第届中全会二三大修订把名〔〕－至", max_size=40)
KNOWN = st.builds(
    Carrying,
    st.just(2025),
    st.just(2026),
    meetings=st.frozensets(st.sampled_from([FOURTH, ALL, NEW, "省委十三届二次全会"])),
    issued=st.just(ISSUED.issued),
    standing=st.frozensets(st.sampled_from(["10名", "8个"])),
    figures=st.sampled_from([{}, {"发展党员": "25名"}]),
    foreign=st.sampled_from([(), ("清河公司",)]),
)


@given(SENTENCES | ANYTHING, KNOWN)
def test_edits_give_the_text(source: str, known: Carrying) -> None:
    text, edits = carry(source, known)
    assert apply(source, edits) == text


@given(SENTENCES, KNOWN)
def test_no_mask_and_no_other_unit_is_left(source: str, known: Carrying) -> None:
    text = re.sub("【[^【】]*】", "", carry(source, known)[0])
    assert not _MASK.search(text)
    assert not any(name in text for name in known.foreign)


@given(SENTENCES, KNOWN)
def test_carried_twice_is_carried_once(source: str, known: Carrying) -> None:
    """A sentence that is already of the new year has no old year left to change."""
    text, _ = carry(source, known)
    assert "年度更新" not in [edit.reason for edit in carry(text, known)[1]]
