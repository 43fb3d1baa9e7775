"""Formulas, documents, leftovers, tasks, answers, slips and voice."""

from __future__ import annotations

from importlib.resources import files

import pytest

from assistant.citations.register import Register, register_of
from assistant.drafting.check import check
from assistant.drafting.checks.context import Context
from assistant.drafting.checks.formulas import shipped_glossary
from assistant.drafting.checks.typos import confusions, slips_in
from assistant.drafting.records import Source
from ingest.citations import mentions_of
from ingest.records import EVERYONE, Document, Placed, Ruling
from tests.assistant.drafting.checked import CORPUS, document, found_in, in_item, plan, read

# --- formulas -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("实施“三强三促”行动。", ["“三强三促”"]),
        ("围绕“1234”工作思路推进。", ["“1234”"]),
        ("实现“五个标准化”，全面达标。", ["“五个标准化”"]),
        # listed
        ("实现“五个标准化”，即组织、生活、阵地、流程、作用标准化。", []),
        ("建设“四型党支部”（学习型、服务型、创新型、安全型），评选“四型示范党支部”。", []),
        ("建设学习型、服务型、创新型“三优党支部”。", []),
        ("围绕“1234”思路：一个中心，两个提升，三个融合，四个保障。", []),
        # known, or no formula
        ("增强“四个意识”，做到“两个维护”，落实“三会一课”、“三重一大”制度。", []),
        ("衔接“十五五”规划，庆祝“七一”“五四”，做好“最后一公里”服务。", []),
        ("打造“清流先锋”品牌，破解“两张皮”难题，健全“三级联动”机制，做到“四个不放过”。", []),
        ("学习《“三强三促”实施方案》。", []),
        # without quotation marks
        ("实施三强三促行动。", ["三强三促"]),
        ("做到五个到位，推进四融合工程。", ["五个到位", "四融合"]),
        ("建设五型班组，坚持三个结合原则。", ["五型班组", "三个结合"]),
        ("按照1234工作法推进。", ["1234"]),
        ("增强四个意识，做到两个维护，落实三会一课、三重一大制度，推进三去一降一补，容错要三个区分开来。", []),
        ("推进三个融合，即党建与生产、安全、人才融合。", []),
        ("做到三个到位。一是学习到位。二是整改到位。三是问责到位。", []),
        ("思想认识到位，责任落实到位，措施跟进到位，做到三个到位。", []),
        ("开展三强三促，强学习，强组织，强作风，促安全，促生产，促和谐。", []),
        ("做到三个到位。一是学习到位。二是整改到位。", ["三个到位"]),
        # ordinary counts
        ("抓好三个方面，每两个月研讨1次，五个部门参加，两年一次轮训，三人一组，建成三个服务中心、两个提升工程。", []),
        ("学习党的二十届三中全会精神，占三分之二，两省一市共建，三是一体推进，五星三个，服务四面八方。", []),
    ],
)
def test_formulas(text: str, quotes: list[str]) -> None:
    assert in_item(text, "概括语未说明") == quotes


def test_the_profile_explains_formulas() -> None:
    assert in_item("实施“三强三促”行动。", "概括语未说明", abbreviations={"三强三促": "强学习、强组织、强作风"}) == []


def test_a_formula_is_told_once_and_may_be_listed_later() -> None:
    assert found_in(plan("实施“三强三促”行动。", "深化“三强三促”行动。"), "概括语未说明") == [("一/1", "“三强三促”")]
    listed = plan("实施“三强三促”行动。", "“三强三促”包括强学习、强组织、强作风。")
    assert found_in(listed, "概括语未说明") == []


def test_formulas_of_a_very_long_paragraph() -> None:
    """Each place is judged by what stands near it, however long the paragraph is."""
    names = [f"三{one}{other}" for one in "强促抓比亮" for other in "学做创干赛"]
    text = "".join(f"实施“{name}”行动，" for name in names * 200)
    listed = f"{text}学习型、服务型、创新型“三强学”党支部，“三促学”即学理论、学业务、学法规。"
    assert len(in_item(text, "概括语未说明")) == len(names)
    found = in_item(listed, "概括语未说明")
    assert not {"“三强学”", "“三促学”"} & set(found)
    assert set(found) < {f"“{name}”" for name in names}


def test_the_glossary_is_sound() -> None:
    glossary = shipped_glossary()
    assert len(glossary) >= 90
    assert all(members for members in glossary.values())


# --- documents ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("执行《中国共产党纪律处份条例》。", ["中国共产党纪律处份条例"]),
        ("执行《中国共产党国有企业基层组织工作条列（试行）》。", ["中国共产党国有企业基层组织工作条列（试行）"]),
        ("执行《中国共产党纪律处分条例》《党支部条例》《国企基层组织条例》。", []),
        ("执行《云岭集团党委会议事规则》。", []),  # nobody can tell without a library
        ("制定《云岭集团纪律处份办法》。", []),
    ],
)
def test_documents_without_a_library(text: str, quotes: list[str]) -> None:
    assert in_item(text, "引用存疑") == quotes


@pytest.fixture(scope="module")
def register() -> Register:
    """Of one plan and one regulation, and of what a person has settled."""
    documents, mentions = [], []
    for number, file in enumerate(("云岭集团2024年党建工作要点.docx", "云岭集团党务公开工作办法.docx"), 1):
        outline = read(CORPUS / file)
        described = (outline.title, outline.year, outline.kind, outline.unit)
        documents.append(Document(number, number, 1, file, (file,), *described, EVERYONE))
        mentions += [Placed(documents[-1], outline.items[m.item], m) for m in mentions_of(outline)]
    rulings = [
        Ruling("云岭集团党费管理细则", "repealed", since="2025-06"),
        Ruling("云岭集团考评细则", "replaced", "云岭集团评定办法"),
    ]
    return register_of(mentions, [], rulings, documents)


@pytest.mark.parametrize(
    ("text", "year", "check", "quotes"),
    [
        ("执行《云岭集团党务公开工作办法》。", 2026, "引用存疑", []),  # in the library
        ("执行《云岭集团党委巡察工作规划（2023－2025年）》。", 2025, "引用存疑", []),  # cited by another document
        ("执行《中国共产党章程》。", 2026, "引用存疑", []),  # everybody knows it
        ("执行《云岭集团差旅管理规定》。", 2026, "引用存疑", ["云岭集团差旅管理规定"]),
        ("落实《【待补：名称】新区党支部标准化建设十条》。", 2026, "引用存疑", []),  # an own blank
        ("制定《云岭集团差旅管理规定》。", 2026, "引用存疑", []),  # to be made
        ("执行《云岭集团党费管理细则》。", 2026, "引用已失效", ["云岭集团党费管理细则"]),
        ("执行《云岭集团党费管理细则》。", 2025, "引用已失效", []),  # it was in force then
        ("执行《云岭集团考评细则》。", 2026, "引用已失效", ["云岭集团考评细则"]),
    ],
)
def test_documents_with_a_library(register: Register, text: str, year: int, check: str, quotes: list[str]) -> None:
    assert in_item(text, check, year=year, register=register) == quotes


def test_the_successor_is_named(register: Register) -> None:
    findings = check(plan("执行《云岭集团考评细则》。"), Context(register=register))
    [finding] = [f for f in findings if f.check == "引用已失效"]
    assert finding.suggestion == "改引《云岭集团评定办法》"


# --- leftovers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_masked"),
    [
        ("组织XX名党员参加培训。", True),
        ("走访困难职工X户。", True),
        ("指导1X家公司完成换届。", True),
        ("落实×××同志的要求。", True),
        ("在某某公司召开现场会。", True),
        ("投入***万元。", True),
        ("举办x期培训班。", True),
        ("完成X光检查和X轴校准。", False),
        ("使用Excel和APP报送，建好XBRL平台。", False),
        ("【待补：发展党员人数】", False),
        ("自二〇〇八年起坚持开展，装机2×600兆瓦。", False),
    ],
)
def test_masks(text: str, is_masked: bool) -> None:
    assert bool(in_item(text, "掩码")) == is_masked


@pytest.mark.parametrize(
    ("text", "is_advert"),
    [
        ("更多公文请登录www.example.com查看。", True),
        ("关注公众号：公文助手。", True),
        ("本文来源于网络，仅供参考。", True),
        ("扫描下方二维码加入学习。", True),
        ("建好微信公众号和QQ群，转载学习材料。", False),
        ("用好“学习强国”平台，下载应急预案。", False),
        ("材料网上报送，组织党员阅读原文，增加微信公众号推送内容，办好工会会员专享服务。", False),
    ],
)
def test_adverts(text: str, is_advert: bool) -> None:
    assert bool(in_item(text, "广告残留")) == is_advert


def test_foreign_names() -> None:
    text = "学习青山集团经验，落实青山集团物流公司与云岭青山集团筹备组的协议，执行《青山集团考核办法》。"
    known = {"names": ("云岭集团", "云岭青山集团筹备组"), "foreign": ("青山集团", "青山集团物流公司", "云岭集团", "")}
    assert in_item(text, "外单位名称", **known) == ["青山集团物流公司", "青山集团"]
    assert in_item("云岭青山集团筹备组每月例会1次。", "外单位名称", **known) == []
    assert in_item(text, "外单位名称") == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("落实国网云南电力公司党委工作要求。", ["国网云南电力公司党委"]),
        ("按照青山集团党组部署开展检查，配合城北供水局党委工作。", ["青山集团党组", "城北供水局党委"]),
        ("响应水电公司党委号召，指导新能源公司党组织和各所属公司党委开展工作。", []),  # named elsewhere, or any
        ("指导云岭集团物流公司党委开展工作。", []),  # by its name an own one
        ("集团公司党委每季度研究1次，上级公司党委列席。", []),
        ("成立青山电力公司党委，6月底前完成选举。", []),  # new
        ("学习青山电力公司经验。", []),  # no word of whose it is
        ("执行《青山集团党委工作规则》。", []),
    ],
)
def test_committees_that_no_own_document_names(text: str, quotes: list[str]) -> None:
    known = {"names": ("云岭集团",), "own_texts": "水电公司党委每季度研究1次。新能源公司党总支改设党委。"}
    assert in_item(text, "外单位名称", **known) == quotes
    assert in_item(text, "外单位名称", names=("云岭集团",)) == []  # without a library nobody can tell


# --- tasks --------------------------------------------------------------------------------------------------------------

STATED = (
    "宣传部牵头制定意识形态工作方案。",
    "6月底前修订党委会议事规则。",
    "每季度开展1次督查。",
    "选派10名年轻干部到一线锻炼。",
    "研究制定党务公开实施细则，【待补：完成时限】。",
    "由组织人事部负责党员信息维护。",
)
LACKING = "研究制定党务公开实施细则，建立健全党务公开制度。"


def test_a_task_that_names_nothing() -> None:
    assert found_in(plan(*STATED), "要素缺失") == []
    assert found_in(plan(*STATED, LACKING), "要素缺失") == [("一/7", LACKING)]


@pytest.mark.parametrize(
    ("section", "text", "is_told"),
    [
        ("夯实基层基础，建强战斗堡垒", "加强统战工作。", True),  # obliges to nothing that a register could hold
        ("夯实基层基础，建强战斗堡垒", "加强统战工作。班子成员每人联系1名党外代表人士。", False),
        ("总体要求", "持续加强作风建设，营造良好氛围。", False),
    ],
)
def test_a_task_however_vague(section: str, text: str, is_told: bool) -> None:
    outline = document("云岭集团2026年党建工作要点", f"一、{section}", "（一）每季度开展1次督查。", f"（二）{text}")
    assert found_in(outline, "要素缺失") == ([("一/（二）", text)] if is_told else [])


def test_a_habit_is_told_once() -> None:
    lacking = [
        f"研究制定{what}实施细则，建立健全{what}制度。" for what in ("党务公开", "教育培训", "考核评价", "作风建设")
    ]
    [(address, quote)] = found_in(plan(*lacking), "要素缺失")
    assert (address, quote) == ("", "")


# --- answers ------------------------------------------------------------------------------------------------------------


def source(quote: str, address: str) -> Source:
    return Source("problem", "2025年总结.docx", 1, "2025年总结", 2025, address, quote, 0, len(quote))


def test_what_no_item_answers() -> None:
    outline = plan("每季度开展1次督查。")
    known = Context(
        problems=((source("流动党员管理机制没有建立。", "二/一是"), False), (source("基础薄弱。", "二/二是"), True)),
        requirements=((source("每年清理1次对外账号。", "二/（五）"), False), (source("每季度抽查1次。", "六"), True)),
    )
    told = [
        (f.check, f.address, f.message) for f in check(outline, known) if f.check in ("问题未回应", "上级要求未落实")
    ]
    assert told == [
        ("问题未回应", "", "2025年总结.docx 二/一是 指出的问题没有条目回应：流动党员管理机制没有建立。"),
        ("上级要求未落实", "", "2025年总结.docx 二/（五） 提出的要求没有条目落实：每年清理1次对外账号。"),
    ]


# --- slips --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("认真贯彻落实上级布署，建立工作台帐。", ["布署", "台帐"]),
        ("截止目前完成换届，再接再励。", ["截止目前", "再接再励"]),
        ("发挥先锋摸范作用，做到一如继往。", ["先锋摸范", "一如继往"]),
        ("认真贯测精神，作出按排，抓劳抓实反腐昌廉。", ["贯测", "按排", "抓劳抓实", "反腐昌廉"]),
        ("按排放标准检测，一贯测评，按排班表值守，抓劳动竞赛。", []),
        ("明确分工做好准备，完善长效机制，一目了然。", []),
        ("建立既有监督又有激励的机制，完善长三角协作。", []),
        ("建义务消防队，按装备清单配发，做用户满意的企业。", []),
        ("报名截止日期为6月底，制订、制定各项制度。", []),
    ],
)
def test_slips(text: str, slips: list[str]) -> None:
    assert [wrong for _, wrong in slips_in(text)] == slips


def test_names_and_quotations_are_left_alone() -> None:
    text = "与台帐科技公司共建，学习《布署要点》，宣传“再接再励”精神。"
    assert in_item(text, "疑似错字", names=("台帐科技公司",)) == []
    assert in_item(text, "疑似错字") == ["与台帐科技公司共建"]


def test_the_confusion_list_is_sound() -> None:
    """No slip stands in what another one should be, and every guard holds its slip and is none itself."""
    listed = confusions()
    assert len(listed) >= 120
    rows = (files("assistant.drafting.checks") / "confusion.tsv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == len(listed)
    for wrong, confusion in listed.items():
        assert slips_in(confusion.right) == [], confusion
        for word in confusion.words:
            assert wrong in word, word
            assert (word.index(wrong), wrong) not in slips_in(word), word


# --- voice --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("举办职工运动会，丰富了职工文化生活。", ["丰富了职工文化生活"]),
        ("今年以来持续加强学习。", ["今年以来持续加强学习"]),
        ("为了提升质量，除了集中学习，还要自学。", []),
        ("对完成了任务的党支部予以表彰。", []),
        ("宣传“解决了群众难题”的典型。", []),
        ("举办职工运动会，丰富职工文化生活。", []),
        ("争取荣获省级以上荣誉3项。", []),
    ],
)
def test_voice(text: str, quotes: list[str]) -> None:
    assert in_item(text, "文风") == quotes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("5月底前报党委会审定；6月底前公布。", ["5月底前报党委会审定"]),
        ("规范阵地管理。按期提交党委研究。", ["按期提交党委研究"]),
        ("未经登记的一律停用。", ["未经登记的一律停用"]),
        ("制定党务公开实施细则，5月底前报党委会审定。", []),
        ("修订党委会议事规则。5月底前报党委会审定；6月底前印发。", []),
        ("起草《党务公开办法》；5月底前报党委会审定。", []),
        ("网络账号逐一登记。未经登记的一律停用。", []),
        ("报送信息每季度不少于2条，报告重大事项。", []),
        ("报党委会审议的事项由党委办公室汇总。", []),
    ],
)
def test_sentences_that_go_on_from_nothing(text: str, quotes: list[str]) -> None:
    assert in_item(text, "缺少前文") == quotes


def test_a_title_above_tells_what_is_meant() -> None:
    lines = ("一、建章立制", "（一）修订党委会议事规则", "1.5月底前报党委会审定。", "2.6月底前印发。")
    assert found_in(document("云岭集团2026年党建工作要点", *lines), "缺少前文") == []


def test_a_report_may_look_back() -> None:
    lines = ("一、主要工作", "（一）抓学习。举办职工运动会，丰富了职工文化生活。")
    assert found_in(document("云岭集团2025年党建工作总结", *lines), "文风") == []
