"""A language model's claims against the passages that they cite: paraphrases pass, inventions do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.wording.claims import RELATED, SUPPORTED, Source, judge, read, support
from assistant.wording.cleaning import names_an_address, plain, visible
from assistant.wording.facts import amounts, comparable, units
from assistant.wording.quoting import quotes
from assistant.wording.splitting import claims_of, says_nothing_found
from ingest.outline import outline_of
from ingest.records import Document, ItemHit, Line, Text

TITLE = "云岭集团2024年党建工作要点"
QUESTION = "云岭集团2024年有哪些规定？"

STUDY = "1.抓好理论学习。党委理论学习中心组全年集体学习研讨不少于12次，每次确定1名中心发言人。宣传部2月底前拟订年度学习计划，学习情况每季度报送省能源行业党委。"
MEETINGS = "2.规范组织生活。党支部党员大会每季度召开1次，支部委员会会议每月召开1次，党小组会每月召开1次。党支部书记每年讲党课不少于2次。组织人事部每半年抽查一次会议记录，抽查结果在集团范围内通报。"
OVERHAUL = "3.水电公司全年完成机组大修不少于4台，检修方案提前两个月报集团审定；检修公司每季度开展1次质量回访，回访结果书面通报。"
ONLINE = "4.常年在外检修的党员可以通过线上课堂补学，线上学时不得超过总学时的三分之一。"
OPENNESS = "5.执行《中国共产党党务公开条例（试行）》，研究制定《云岭集团党务公开工作办法》，由党委办公室牵头，10月底前提交党委会审议。"
ELECTION = "6.任期届满的党支部应当在6月底前完成换届，逾期的书面说明原因。换届期间不得突击发展党员。"
MONEY = "7.安排专项经费三十万元，用于活动阵地建设，其中党员教育培训不低于百分之五十。"
VISITS = "8.党委委员每人联系1个党支部，每半年到联系点调研不少于1次；部门负责人可以列席支部党员大会。"
DONE = "9.理论学习不断深入。中心组集体学习10次，青年学习小组开展交流研讨8次，举办培训班2期，培训党员160人次。"
MASKED = "10.全年召开党委会X次，研究议题XX项，投入资金XX万元。"
INTENDED = "11.拟于下半年启用新的档案室，由办公室会同财务部做好经费测算。"
STANDING = "12.实行“首办负责制”，一般事项15日内答复，复杂事项30日内答复。"
TABLE = "4\t落实党风廉政建设责任制\t组织签订责任书\t纪委办公室\t各党支部\t3月底前"

DUTY = "一、加强应急值守。各单位节假日实行领导带班，带班表于节前3日报综合办公室备案。值班人员不得擅自离岗，确需离岗的应当经带班领导批准。"
CONFERENCES = (
    "二、改进会议管理。集团层面全年召开的综合性会议不超过6次，会期一般不超过半天。能用视频形式的，可以不再集中到现场。"
)
ARCHIVE = "三、推进数字档案建设。档案中心会同信息部于9月30日前完成2015年至2020年文书档案扫描，数量约4.2万页，扫描质量合格率不低于98%。"
TRAINING = "四、加强培训。每名新入职员工安排1名导师，试用期内至少完成40学时岗前培训；特种作业人员必须持证上岗。"
BUYING = "五、完善采购制度。《云岭集团小额采购管理办法（征求意见稿）》拟提交第三季度总经理办公会审议，单笔5万元以下的零星采购由各单位自行组织。"
DISCIPLINE = "六、纪检工作。对履职不力的，由集团纪委约谈；情节严重的，按照《云岭集团问责办法》处理。党支部书记负主要责任，纪检委员负监督责任。"
PETITIONS = "七、做好信访工作。各单位每月20日前梳理一次信访事项，重大事项2小时内报告集团办公室，不得迟报、漏报、瞒报。信访接待日由班子成员轮流值班。"
VEHICLES = "八、加强车辆管理。公务用车由行政部统一调度，非工作时间用车须经分管领导审批。每季度公布一次用车台账，油料费用较上年下降5%。"
TALENT = "九、推进人才培养。选派15名青年骨干到基层锻炼，期限一般为1年；符合条件的可以提前结束。高级技师每人至少带2名徒弟，鼓励跨专业结对。"
SAFETY = "十、落实安全责任。各班组班前会必须开展风险提示，未佩戴防护用品的人员严禁进入现场。安全监察部每周抽查不少于3个班组。"

# (expected, claim, cited text). "shown" is supported or unsure: what matters is that it is not lost; "kept" must be
# supported; "unsure" must be marked or dropped, never shown as checked; "dropped" must never be shown.
TABLE_OF_CLAIMS: list[tuple[str, str, str]] = [
    # helpful paraphrases
    ("kept", "党委理论学习中心组全年集体学习研讨不少于12次。", STUDY),
    ("kept", "中心组全年集体学习研讨不少于十二次", STUDY),
    ("kept", "党委理论学习中心组一年集体学习研讨至少12次，每次有1名中心发言人。", STUDY),
    ("kept", "宣传部要在2月底前拟订年度学习计划。", STUDY),
    ("kept", "年度学习计划由宣传部在2月底以前拟订。", STUDY),
    ("kept", "学习情况按季度报送省能源行业党委。", STUDY),
    ("kept", "《云岭集团2024年党建工作要点》要求，中心组集体学习研讨全年不少于12次", STUDY),
    ("kept", "支部党员大会每季度召开1次，支委会会议和党小组会每月召开1次。", MEETINGS),
    ("kept", "党支部书记每年讲党课不少于两次。", MEETINGS),
    ("kept", "党支部书记全年至少讲2次党课", MEETINGS),
    ("kept", "组织人事部每半年抽查一次会议记录，并在集团范围内通报抽查结果。", MEETINGS),
    ("kept", "水电公司全年大修机组不少于4台，检修方案须提前2个月报集团审定。", OVERHAUL),
    ("kept", "检修公司每季度开展1次质量回访，结果书面通报。", OVERHAUL),
    ("kept", "常年在外检修的党员可以线上补学，但线上学时不得超过总学时的1/3。", ONLINE),
    ("kept", "制定《云岭集团党务公开工作办法》由党委办公室牵头，10月底前提交党委会审议。", OPENNESS),
    ("kept", "依据是《中国共产党党务公开条例（试行）》。", OPENNESS),
    ("kept", "任期届满的党支部必须在6月底前完成换届。", ELECTION),
    ("kept", "逾期未换届的，要书面说明原因。", ELECTION),
    ("kept", "换届期间严禁突击发展党员。", ELECTION),
    ("kept", "专项经费为30万元，用于活动阵地建设。", MONEY),
    ("kept", "党员教育培训经费不低于50%。", MONEY),
    ("kept", "党委委员每半年至少到联系点调研1次。", VISITS),
    ("kept", "部门负责人可以列席支部党员大会。", VISITS),
    ("kept", "2024年中心组集体学习10次，青年学习小组交流研讨8次。", DONE),
    ("kept", "举办了培训班2期，培训党员160人次。", DONE),
    ("kept", "全年召开党委会X次。", MASKED),
    ("kept", "一般事项在15天内答复，复杂事项在30天内答复。", STANDING),
    ("kept", "实行“首办负责制”。", STANDING),
    ("kept", "落实党风廉政建设责任制由纪委办公室牵头，3月底前组织签订责任书。", TABLE),
    ("kept", "新的档案室拟于下半年启用。", INTENDED),
    ("shown", "答复时限分两种：一般事项15日，复杂事项30日。", STANDING),
    ("shown", "负责经费测算的是办公室和财务部。", INTENDED),
    ("shown", "云岭集团党委要求各党支部书记带头讲党课，每年不少于2次。", MEETINGS),
    # inventions and distortions
    ("dropped", "中心组全年集体学习研讨不少于24次。", STUDY),
    ("dropped", "中心组每月集体学习研讨1次。", STUDY),
    ("dropped", "宣传部3月底前拟订年度学习计划。", STUDY),
    ("dropped", "财务部2月底前拟订年度学习计划。", STUDY),
    ("dropped", "学习情况每月报送省能源行业党委。", STUDY),
    ("dropped", "中心组全年集体学习研讨不超过12次。", STUDY),
    ("dropped", "《云岭集团2025年党建工作要点》要求中心组全年集体学习研讨不少于12次。", STUDY),
    ("dropped", "2023年中心组集体学习研讨不少于12次。", STUDY),
    ("dropped", "要点提出“集体学习研讨每月不少于一次”。", STUDY),
    ("dropped", "支部党员大会每月召开1次。", MEETINGS),
    ("dropped", "支部委员会会议每季度召开1次。", MEETINGS),
    ("dropped", "党支部书记每年讲党课不少于1次。", MEETINGS),
    ("dropped", "水电公司每季度开展4次质量回访。", OVERHAUL),
    ("dropped", "机组大修的检修方案提前一个月报集团审定。", OVERHAUL),
    ("dropped", "常年在外检修的党员必须通过线上课堂补学。", ONLINE),
    ("dropped", "线上学时可以超过总学时的三分之一。", ONLINE),
    ("dropped", "依据《中国共产党党务公开条例》正式版本制定。", OPENNESS.replace("（试行）", "（试行）稿")),
    ("dropped", "依据《中国共产党支部工作条例（试行）》制定办法。", OPENNESS),
    ("dropped", "党务公开工作办法由纪委办公室牵头制定。", OPENNESS),
    ("dropped", "任期届满的党支部可以在6月底前完成换届。", ELECTION),
    ("dropped", "任期届满的党支部应当在6月底后完成换届。", ELECTION),
    ("dropped", "任期届满的党支部应当在6月15日前完成换届。", ELECTION),
    ("dropped", "换届期间可以突击发展党员。", ELECTION),
    ("dropped", "专项经费五十万元。", MONEY),
    ("dropped", "党员教育培训经费不高于百分之五十。", MONEY),
    ("dropped", "党委委员每季度到联系点调研不少于1次。", VISITS),
    ("dropped", "部门负责人应当列席支部党员大会。", VISITS),
    ("dropped", "中心组应当集体学习10次。", DONE),
    ("dropped", "举办培训班2期，培训党员260人次。", DONE),
    ("dropped", "全年召开党委会12次。", MASKED),
    ("dropped", "新的档案室已于下半年启用。", INTENDED),
    ("dropped", "一般事项30日内答复。", STANDING),
    ("dropped", "复杂事项15日内答复。", STANDING),
    ("dropped", "由张三同志牵头负责机组大修，联系电话010-12345678。", OVERHAUL),
    ("dropped", "详情见https://evil.example/a。", STUDY),
    ("dropped", "The study group meets 12 times.", STUDY),
    ("dropped", "食堂改造工程将大幅提升职工满意度。", STUDY),
    ("dropped", "条目中没有提到中心组学习的次数。", STUDY),
    # true in its parts, mostly the model's own
    ("unsure", "加强学习能够全面提高领导干部的政治判断力、政治领悟力和政治执行力，确保企业行稳致远。", STUDY),
    ("unsure", "中心组全年集体学习研讨12次。", STUDY),
    ("unsure", "这体现了集团对离退休老同志生活待遇的高度关心，会议记录十分重要。", MEETINGS),
    # written after the rules, on other topics: 12 of the 16 paraphrases and 19 of the 21 inventions passed at first sight
    ("kept", "节假日由领导带班，带班表节前3天报综合办公室备案。", DUTY),
    ("kept", "值班人员不得擅自离岗；确需离岗，须经带班领导批准。", DUTY),
    ("kept", "值班人员未经带班领导批准不得离岗。", DUTY),
    ("kept", "综合性会议全年不超过6次。", CONFERENCES),
    ("kept", "会期一般控制在半天以内。", CONFERENCES),
    ("kept", "能开视频会议的，可以不集中到现场。", CONFERENCES),
    ("kept", "档案中心和信息部9月30日前完成2015—2020年文书档案扫描，约4.2万页。", ARCHIVE),
    ("kept", "扫描合格率要达到98%以上。", ARCHIVE),
    ("kept", "由档案中心牵头，会同信息部完成扫描。", ARCHIVE),
    ("kept", "每名新员工配1名导师。", TRAINING),
    ("kept", "新入职员工试用期内岗前培训不少于40学时。", TRAINING),
    ("kept", "特种作业人员应当持证上岗。", TRAINING),
    ("kept", "《云岭集团小额采购管理办法（征求意见稿）》计划提交第三季度总经理办公会审议。", BUYING),
    ("kept", "单笔5万元以下的零星采购，由各单位自己组织。", BUYING),
    ("kept", "履职不力的由集团纪委约谈，情节严重的依据《云岭集团问责办法》处理。", DISCIPLINE),
    ("kept", "主要责任由党支部书记承担，监督责任由纪检委员承担。", DISCIPLINE),
    ("dropped", "带班表节前5日报综合办公室备案。", DUTY),
    ("dropped", "值班人员可以自行离岗。", DUTY),
    ("dropped", "带班表报安全监察部备案。", DUTY),
    ("dropped", "平时也实行领导带班，每周2次。", DUTY),
    ("dropped", "综合性会议全年不少于6次。", CONFERENCES),
    ("dropped", "会议必须集中到现场召开。", CONFERENCES),
    ("dropped", "各单位综合性会议全年不超过4次。", CONFERENCES),
    ("dropped", "10月30日前完成文书档案扫描。", ARCHIVE),
    ("dropped", "扫描合格率不低于95%。", ARCHIVE),
    ("dropped", "财务部会同信息部完成档案扫描。", ARCHIVE),
    ("dropped", "数量约42万页。", ARCHIVE),
    ("dropped", "2015年至2025年文书档案扫描9月30日前完成。", ARCHIVE),
    ("dropped", "试用期内至多完成40学时岗前培训。", TRAINING),
    ("dropped", "特种作业人员可以持证上岗。", TRAINING),
    ("dropped", "每名新入职员工安排2名导师。", TRAINING),
    ("dropped", "特种作业人员无需持证。", TRAINING),
    ("dropped", "《云岭集团小额采购管理办法》已经第三季度总经理办公会审议通过。", BUYING),
    ("dropped", "单笔5万元以上的零星采购由各单位自行组织。", BUYING),
    ("dropped", "单笔10万元以下的零星采购由各单位自行组织。", BUYING),
    ("dropped", "履职不力的由集团党委约谈。", DISCIPLINE),
    ("dropped", "情节严重的按照《中国共产党纪律处分条例》处理。", DISCIPLINE),
    # a second time, on further topics: all of 13 paraphrases and 16 inventions at first sight
    ("kept", "各单位要在每月20日前对信访事项梳理一次。", PETITIONS),
    ("kept", "重大信访事项应在2小时内报集团办公室。", PETITIONS),
    ("kept", "不能迟报、漏报或瞒报。", PETITIONS),
    ("kept", "信访接待日由领导班子成员轮流值班。", PETITIONS),
    ("kept", "公务用车由行政部统一调度；非工作时间用车需分管领导审批。", VEHICLES),
    ("kept", "用车台账每季度公布1次。", VEHICLES),
    ("kept", "油料费用要比上年下降5%。", VEHICLES),
    ("kept", "青年骨干共选派15名到基层锻炼，一般为期1年，符合条件的可提前结束。", TALENT),
    ("kept", "高级技师每人带徒不少于2名。", TALENT),
    ("kept", "鼓励跨专业师徒结对。", TALENT),
    ("kept", "班前会必须进行风险提示。", SAFETY),
    ("kept", "没有佩戴防护用品的人员不得进入现场。", SAFETY),
    ("kept", "安全监察部每周至少抽查3个班组。", SAFETY),
    ("dropped", "各单位每月25日前梳理一次信访事项。", PETITIONS),
    ("dropped", "重大事项24小时内报告集团办公室。", PETITIONS),
    ("dropped", "重大事项2小时内报告集团纪委。", PETITIONS),
    ("dropped", "可以迟报重大事项。", PETITIONS),
    ("dropped", "公务用车由综合部统一调度。", VEHICLES),
    ("dropped", "每月公布一次用车台账。", VEHICLES),
    ("dropped", "油料费用较上年下降15%。", VEHICLES),
    ("dropped", "非工作时间用车无需审批。", VEHICLES),
    ("dropped", "选派15名青年骨干到基层锻炼，期限一般为2年。", TALENT),
    ("dropped", "高级技师每人至多带2名徒弟。", TALENT),
    ("dropped", "高级技师必须跨专业结对。", TALENT),
    ("dropped", "高级技师每人至少带15名徒弟。", TALENT),
    ("dropped", "班前会可以不开展风险提示。", SAFETY),
    ("dropped", "安全监察部每月抽查不少于3个班组。", SAFETY),
    ("dropped", "设备部每周抽查不少于3个班组。", SAFETY),
    ("dropped", "未佩戴防护用品的人员可以进入现场。", SAFETY),
]


def source_of(text: str) -> Source:
    """An item of the 2024 plan, or of a summary where it tells of what was done."""
    done = text in (DONE, MASKED)
    title = TITLE.replace("要点", "总结") if done else TITLE
    lines = (title, "二、主要工作" if done else "二、夯实基层基础", text)
    outline = outline_of(Text.of(map(Line, lines)), f"{title}.txt")
    item = outline.items[-1]
    document = Document(1, 7, 1, f"{title}.txt", (), title, 2024, outline.kind, "云岭集团", "", len(outline.items))
    return read(ItemHit(document, item, 1.0))


@pytest.mark.parametrize(("expected", "claim", "cited"), TABLE_OF_CLAIMS, ids=[c for _, c, _ in TABLE_OF_CLAIMS])
def test_a_claim_against_what_it_cites(expected: str, claim: str, cited: str) -> None:
    verdict = judge(claim, [source_of(cited)], QUESTION)
    allowed = {
        "kept": ("supported",),
        "shown": ("supported", "unsure"),
        "unsure": ("unsure", "failed"),
        "dropped": ("failed",),
    }
    assert verdict.outcome in allowed[expected], verdict


def test_the_table_shows_what_the_limits_tell_apart() -> None:
    """Paraphrases share more words with what they cite than SUPPORTED, other items' claims mostly less than RELATED."""
    kept = [(claim, cited) for expected, claim, cited in TABLE_OF_CLAIMS if expected == "kept"]
    own = [support(comparable(claim), [source_of(cited)]) for claim, cited in kept]
    texts = list(dict.fromkeys(cited for _, cited in kept))
    other = [
        support(comparable(claim), [source_of(texts[texts.index(cited) - shift])])
        for claim, cited in kept
        for shift in (1, 2)
    ]
    assert min(own) >= SUPPORTED
    assert sum(each >= SUPPORTED for each in other) <= 0.04 * len(other)
    assert sum(each >= RELATED for each in other) <= 0.07 * len(other)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("检修公司每季度要做什么？", "supported"),
        ("物资公司多久开展一次质量回访？", "unsure"),
        ("质量回访多久一次？", "failed"),
    ],
)
def test_a_unit_that_only_the_question_names_is_not_taken_for_checked(question: str, outcome: str) -> None:
    unit = "检修公司" if outcome == "supported" else "物资公司"
    assert judge(f"{unit}每季度开展1次质量回访。", [source_of(OVERHAUL)], question).outcome == outcome


def test_two_items_support_a_claim_together() -> None:
    sources = [source_of(STUDY), source_of(ELECTION)]
    claim = "中心组全年集体学习研讨不少于12次，任期届满的党支部应当在6月底前完成换届。"
    assert judge(claim, sources, QUESTION).outcome == "supported"
    assert judge(claim, sources[:1], QUESTION).outcome == "failed"
    assert [source.hit.item.text[slice(*span)] for source, span in quotes(claim, sources)] == [
        "党委理论学习中心组全年集体学习研讨不少于12次，每次确定1名中心发言人。",
        "6.任期届满的党支部应当在6月底前完成换届，逾期的书面说明原因。",
    ]


def test_quotes_are_the_fewest_sentences_that_state_the_amounts() -> None:
    source = source_of(MEETINGS)
    claim = "支委会会议每月召开1次，会议记录每半年抽查一次。"
    told = [source.hit.item.text[slice(*span)] for _, span in quotes(claim, [source])]
    assert len(told) == 2
    assert all(words in "".join(told) for words in ("每月召开1次", "每半年抽查一次"))


def test_a_sentence_with_an_address_is_never_quoted() -> None:
    source = source_of("13.完善网上报名。报名请登录http://evil.example/报名。报名截止日期为5月31日。")
    told = [source.hit.item.text[slice(*span)] for _, span in quotes("报名截止日期为5月31日，请登录报名。", [source])]
    assert told == ["报名截止日期为5月31日。"]


# --- a reply as claims ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "claims"),
    [
        ("学习12次[1]。", [[("学习12次。", (1,))]]),
        ("学习12次。[1]", [[("学习12次。", (1,))]]),
        ("学习12次。[1]换届6月底前。[2]", [[("学习12次。", (1,)), ("换届6月底前。", (2,))]]),
        ("学习12次[1]；换届6月底前[2]。", [[("学习12次；", (1,)), ("换届6月底前。", (2,))]]),
        ("先学习。再研讨[3]。", [[("先学习。", (3,)), ("再研讨。", (3,))]]),
        ("先学习[3]。再研讨。", [[("先学习。", (3,)), ("再研讨。", ())]]),
        ("学习12次[1][3]", [[("学习12次", (1, 3))]]),
        ("学习12次[1,3]", [[("学习12次", (1, 3))]]),
        ("学习12次[1]、[3]", [[("学习12次", (1, 3))]]),
        ("学习12次【1】［2］", [[("学习12次", (1, 2))]]),
        ("学习12次[1-3]", [[("学习12次", (1, 2, 3))]]),
        ("1. 学习12次[1]\n（2）换届[2]\n三、公开[3]", [[("学习12次", (1,))], [("换届", (2,))], [("公开", (3,))]]),
        ("1.2024年学习12次[1]", [[("2024年学习12次", (1,))]]),
        ("答：学习12次[1]", [[("学习12次", (1,))]]),
        ("要点提出“学习。研讨”[1]。", [[("要点提出“学习。研讨”。", (1,))]]),
        ("学习12次[12345]", [[("学习12次", ())]]),
        ("[1] 学习12次。", [[("学习12次。", (1,))]]),
        ("[1]\n\n。。\n", []),
        ("", []),
    ],
)
def test_a_reply_is_cut_into_claims(reply: str, claims: list[list[tuple[str, tuple[int, ...]]]]) -> None:
    assert [[(claim.text, claim.cited) for claim in line] for line in claims_of(reply)] == claims


@pytest.mark.parametrize(
    ("reply", "nothing"),
    [
        ("没有找到。", True),
        ("条目中没有提到食堂改造。", True),
        ("根据所给条目，无法确定具体金额。", True),
        ("没有完成换届的党支部应当书面说明原因[1]。", False),
        ("未经批准不得离岗[2]。", False),
    ],
)
def test_saying_that_there_is_nothing(reply: str, nothing: bool) -> None:
    assert says_nothing_found(reply) == nothing


# --- a reply as plain text --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("<think>想</think>答", "答"),
        ("想</think>答", "答"),
        ("<think>想", ""),
        ("答<think>想", "答"),
        ("答<think>想</think>又答", "答又答"),
        ("<think>想<think>再想</think>答", "答"),
        ("<THINK>想</THINK>答", "答"),
        ("<thinking>想</thinking>答", "答"),
        ("◁think▷想◁/think▷答", "答"),
        ("<think type='a'>想</think>答", "答"),
        ("想</think>再想</think>答", "答"),
        ("答<thi", "答"),
        ("答</", "答"),
        ("占比<5%", "占比<5%"),
    ],
)
def test_reasoning_is_cut_off(reply: str, shown: str) -> None:
    assert visible(reply) == shown


@given(st.text(st.sampled_from("答想。[1]\n")), st.text(st.sampled_from("想<>/。")), st.integers(0, 40))
def test_no_cut_of_a_reply_shows_its_reasoning(answer: str, reasoning: str, cut: int) -> None:
    reply = f"<think>{reasoning.replace('<', '')}</think>{answer}"
    assert answer.startswith(visible(reply[:cut])) or cut == 0
    assert visible(reply) == answer


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("**学习**12次[1]", "学习12次[1]"),
        ("# 标题", "标题"),
        ("- 学习12次[1]", "学习12次[1]"),
        ("[要点](http://evil.example)", "要点"),
        ("学习12次[1](http://evil.example)。", "学习12次[1]。"),
        ("![图](http://evil.example/a.png)学习", "学习"),
        ("![图][1]学习", "学习"),
        ("<img src=x onerror=alert(1)>学习", "学习"),
        ("<script>alert(1)</script>学习", "学习"),
        ("<a href='http://evil.example'>学习</a>", "学习"),
        ("<script>没有结束", ""),
        ("学\u200b习\u202e12次", "学习12次"),
        ("`学习`", "学习"),
        ("| 学习 | 12次 |", "　 学习 　 12次 　"),
        ("占比<5%", "占比<5%"),
        ("-5℃", "-5℃"),
    ],
)
def test_markup_is_taken_off(reply: str, shown: str) -> None:
    assert plain(reply) == shown


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("见http://evil.example/a", True),
        ("见 ftp://evil", True),
        ("见//evil.example", True),
        ("见www.evil.example", True),
        ("见evil.example", True),
        ("见evil。com", True),
        ("见ｅｖｉｌ．ｃｏｍ", True),
        ("见12306.cn", True),
        ("见10.0.0.1", True),
        ("写信给a@evil", True),
        ("javascript:alert(1)", True),
        ("全年不少于12次，合格率98.5%。", False),
        ("1.抓好学习", False),
        ("2.KPI考核", False),
        ("第1.2.3条", False),
    ],
)
def test_addresses_on_networks(text: str, names: bool) -> None:
    assert names_an_address(text) == names


# --- anything at all --------------------------------------------------------------------------------------------------

ODD = st.text(
    st.sampled_from("一二十百千万两第每半年月日次个分之《》“”[]1234567890.,，。；不得可以必须党委部xX×%<>\n")
    | st.characters(),
    max_size=60,
)


@given(ODD, ODD)
def test_any_reply_is_judged_and_quotes_are_spans(reply: str, text: str) -> None:
    source = source_of(STUDY)
    item = replace(source.hit.item, text=text)
    odd = read(replace(source.hit, item=item))
    for claim in (claim for line in claims_of(plain(visible(reply))) for claim in line):
        assert "[1]" not in claim.text
        assert judge(claim.text, [odd], reply).outcome in ("supported", "unsure", "failed")
        assert all(0 <= first < last <= len(text) for _, (first, last) in quotes(claim.text, [odd]))


@pytest.mark.parametrize("digits", ["1" * 5000, "一" * 5000, "1" * 5000 + "分之" + "1" * 5000])
def test_numbers_of_any_length(digits: str) -> None:
    assert judge(f"学习{digits}次", [source_of(STUDY)], "").outcome == "failed"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("不少于十二次", {("12", "次")}),
        ("三分之一", {("1/3", "")}),
        ("百分之十五", {("15", "%")}),
        ("30万元", {("30万", "元")}),
        ("1,200人", {("1200", "人")}),
        ("二〇二四年", {("2024", "年")}),
        ("６月底前", {("6", "月"), ("6月底", "date")}),
        ("每季度至少1次", {("每季度", "every"), ("1", "次")}),
        ("每2年", {("每2年", "every"), ("2", "年")}),
        ("XX万元", {("xx万", "元")}),
        ("统一部署，进一步加强，建立一个制度，三会一课", set()),
    ],
)
def test_amounts_in_one_spelling(text: str, stated: set[tuple[str, str]]) -> None:
    assert {(amount.value, amount.measure) for amount in amounts(comparable(text))} == stated


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("由宣传部牵头，组织人事部和纪委办公室配合", {"宣传部", "组织人事部", "纪委", "办公室"}),
        ("各党支部", {"党支部"}),
        ("中层干部全部到位，围绕中心服务大局，部署到处", set()),
        ("报省能源行业党委", {"省能源行业党委"}),
    ],
)
def test_units_that_a_text_names(text: str, named: set[str]) -> None:
    assert {unit.before + unit.body for unit in units(comparable(text))} == named


def test_numbers_inside_of_numbers_make_no_number() -> None:
    ((claim,),) = claims_of("每年不少于12次[[1]12]。[1]")
    assert "[12]" not in claim.text
