"""Which documents an item cites: every way in which the genre names them, and what only looks like a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.citations import mentions_of
from ingest.records import Line, TableRow, Text
from tests.ingest.citations.cited import PLAN, RULE, mentions, outline

BRANCHES = "中国共产党支部工作条例（试行）"
COMPANIES = "中国共产党国有企业基层组织工作条例（试行）"
MEMBERS = "中国共产党党员教育管理工作条例"
LIFE = "关于新形势下党内政治生活的若干准则"

# What the text says, and (raw, normalised) of each citation in reading order; a bare string is both.
CASES: dict[str, tuple[str, list[str | tuple[str, str]]]] = {
    "closed brackets": ("1.落实《党员积分管理办法》。", ["党员积分管理办法"]),
    "a list without signs": ("1.按照《甲县考勤办法》《乙县考核办法》办理。", ["甲县考勤办法", "乙县考核办法"]),
    "half-width brackets and a blank inside": (
        "1.学习《中国共产党支部工作条例(试行) 》，落实《X省三年行动计划（2019-2021 年）》。",
        [("中国共产党支部工作条例(试行)", BRANCHES), ("X省三年行动计划（2019-2021 年）", "X省三年行动计划（2019-2021年）")],
    ),
    "masks stay": ("1.按照《XX县“三重一大”事项决策制度》执行。", ["XX县“三重一大”事项决策制度"]),
    "dashes of every kind": (
        "1.落实《全国干部教育培训规划（2023—2027年）》和《2019－2023年全国党员教育培训工作规划》。",
        [
            ("全国干部教育培训规划（2023—2027年）", "全国干部教育培训规划（2023-2027年）"),
            ("2019－2023年全国党员教育培训工作规划", "2019-2023年全国党员教育培训工作规划"),
        ],
    ),
    "a name that a PDF breaks": ("1.落实《整治形式主义为基层\n减负若干规定》。", [("整治形式主义为基层\n减负若干规定", "整治形式主义为基层减负若干规定")]),
    "known short names": (
        "1.落实《国企基层组织条例》《党支部条例》和《党章》。",
        [("国企基层组织条例", COMPANIES), ("党支部条例", BRANCHES), ("党章", "中国共产党章程")],
    ),
    "a short name that nobody lists": ("1.落实《国企组织工作条例》。", [("国企组织工作条例", COMPANIES)]),
    "a trial edition is no final one": ("1.落实《中国共产党巡视工作条例（试行）》。", ["中国共产党巡视工作条例（试行）"]),
    "a revised edition is the document": ("1.学习《中国共产党纪律处分条例（2023年修订）》。", [("中国共产党纪律处分条例（2023年修订）", "中国共产党纪律处分条例")]),
    "an unknown name is never completed": ("1.落实《积分办法》《学时管理规定》。", ["积分办法", "学时管理规定"]),
    "a fuller name in the same text": (
        "1.落实《云岭集团党员积分管理办法》。\n2.按《党员积分管理办法》每季度计分，《积分办法》另发。",
        ["云岭集团党员积分管理办法", ("党员积分管理办法", "云岭集团党员积分管理办法"), "积分办法"],
    ),
    "trial and final in one text are two": (
        "1.《云岭集团积分管理办法（试行）》停用。\n2.执行《云岭集团积分管理办法》。",
        ["云岭集团积分管理办法（试行）", "云岭集团积分管理办法"],
    ),
    "two fuller names decide nothing": (
        "1.执行《甲厂考勤管理办法》《乙厂考勤管理办法》。\n2.落实《考勤管理办法》。",
        ["甲厂考勤管理办法", "乙厂考勤管理办法", "考勤管理办法"],
    ),
    "a province has its own": (
        "1.执行《云岭省工伤保险条例》。\n2.执行国务院《工伤保险条例》。", ["云岭省工伤保险条例", "工伤保险条例"]
    ),
    "nested": (
        "1.贯彻《关于印发〈党员积分管理办法〉的通知》要求。",
        ["关于印发〈党员积分管理办法〉的通知", "党员积分管理办法"],
    ),
    "nested in the same brackets": (
        "1.贯彻《关于印发《党员积分管理办法》的通知》要求。",
        [("关于印发《党员积分管理办法》的通知", "关于印发〈党员积分管理办法〉的通知"), "党员积分管理办法"],
    ),
    "nested and left open inside": ("1.执行《省实施〈档案法办法》。", [("省实施〈档案法办法", "省实施〈档案法办法")]),
    "never closed": ("1.学习《中国共产党支部工作条例（试行）等法规，再学一遍。", [("中国共产党支部工作条例（试行）", BRANCHES)]),
    "never closed, before another one": ("1.学习《积分管理办法、《考勤管理办法》和《请假制度》。", ["积分管理办法", "考勤管理办法", "请假制度"]),
    "never closed, at the end": ("1.修订《党员积分管理办法", ["党员积分管理办法"]),
    "never opened": ("1.学习中国共产党支部工作条例（试行）》。", [("中国共产党支部工作条例（试行）", BRANCHES)]),
    "not in brackets": (
        "1.严格执行新形势下党内政治生活若干准则，认真落实问责条例。",
        [("新形势下党内政治生活若干准则", LIFE), ("问责条例", "中国共产党问责条例")],
    ),
    "not in brackets, told by the verb": (
        "1.严格执行公司考勤管理办法，做好登记。", ["公司考勤管理办法"]
    ),
    "not in brackets, an opinion": ("1.落实加强机关党委自身建设的意见。", ["加强机关党委自身建设的意见"]),
    "in brackets elsewhere": (
        "1.落实《云岭集团党务公开工作办法》。\n2.修订党务公开工作办法，8月底前完成。",
        ["云岭集团党务公开工作办法", ("党务公开工作办法", "云岭集团党务公开工作办法")],
    ),
    "once an item": ("1.制定党员积分管理办法。研究制定《党员积分管理办法》，党员积分管理办法要好用。", ["党员积分管理办法"]),
    "laws": (
        "1.依照刑法第一百三十四条、安全生产法的规定处理，遵守中华人民共和国民法典。",
        [
            ("刑法", "中华人民共和国刑法"),
            ("安全生产法", "中华人民共和国安全生产法"),
            ("中华人民共和国民法典", "中华人民共和国民法典"),
        ],
    ),
    "no laws": ("1.依法依规管理，公司法人、合同法律文书、本法第三条、劳动法规、执法办法都要合规。", []),
    "a law for the first time": ("1.根据中华人民共和国某某促进法，制定措施。", ["中华人民共和国某某促进法"]),
    "the constitution of the party": (
        "1.根据党章规定，遵守党章第三条。\n2.学习党章党规，对照党章、党规查摆，把党章牢记在心。",
        [("党章", "中国共产党章程")],
    ),
    "formulas": ("1.严格执行党章党规党纪，落实中央八项规定精神，执行请示报告制度，按照有关规定办理。", []),
    "duties that end like names": ("1.落实主体责任，根据实际制定管理办法，按照上级规定做好工作，提出整改意见。", []),
    "two of them": (
        "1.学习《党支部条例》和《国企基层组织条例》。落实两则《条例》。",
        [("党支部条例", BRANCHES), ("国企基层组织条例", COMPANIES), ("条例", BRANCHES), ("条例", COMPANIES)],
    ),
    "two of them, but one is named": ("1.学习《党支部条例》。落实两则《条例》。", [("党支部条例", BRANCHES)]),
    "the one just named": ("1.印发《积分管理办法》。\n2.该办法每年评估一次。", ["积分管理办法", ("该办法", "积分管理办法")]),
    "too far away": ("1.印发《积分管理办法》。\n2.抓好学习。\n3.该办法每年评估。", ["积分管理办法"]),
    "should, not that": ("1.印发《积分管理办法》。\n2.应该办法更多。", ["积分管理办法"]),
    "a bare word that points at nothing": ("1.落实《条例》。", []),
    "a word with more than its genre may be a name": ("1.修订《考核办法》《积分办法》。", ["考核办法", "积分办法"]),
    "named without brackets, pointed at with them": (
        "1.贯彻落实新修订的纪律处分条例，抓好《条例》宣贯。",
        [("纪律处分条例", "中国共产党纪律处分条例"), ("条例", "中国共产党纪律处分条例")],
    ),
    "a short form that the text gives": (
        "1.落实《中国共产党问责条例》（中发〔2019〕1号，以下简称《条例》）和《支部考核评价细则》（以下简称“评价细则”）。\n2.学习。\n3.学习《条例》，用好《评价细则》。",
        [
            "中国共产党问责条例",
            "支部考核评价细则",
            ("条例", "中国共产党问责条例"),
            ("评价细则", "支部考核评价细则"),
        ],
    ),
    "books and films": ("1.学好《习近平谈治国理政》，观看《榜样》。", ["习近平谈治国理政", "榜样"]),
    "angle brackets that compare": ("1.合格率<90%且>60%的，按《考核办法（2024）》处理。", ["考核办法（2024）"]),
    "empty and single": ("1.《》《一》", []),
}  # fmt: skip


def rows(*lines: str | Line, title: str = PLAN) -> list[tuple[str, str]]:
    return [(m.raw, m.normalised) for m in mentions(*lines, title=title)]


@pytest.mark.parametrize("case", CASES)
def test_citations(case: str) -> None:
    text, wanted = CASES[case]
    lines = ["一、主要工作", *text.split("\n")] if "\n减" not in text else ["一、主要工作", text]
    assert rows(*lines) == [(w, w) if isinstance(w, str) else w for w in wanted]


def test_a_document_does_not_cite_itself() -> None:
    articles = (
        "第一条 为规范党费管理，根据《中国共产党章程》，制定本办法。",
        "第二条 本办法适用于各党支部。执行《党费管理办法》，落实本《办法》。",
        "第三条 前款所称本办法，即《云岭集团党费管理办法》。",
    )
    assert rows(*articles, title=RULE) == [("中国共产党章程", "中国共产党章程")]


def test_a_table_row() -> None:
    cells = ("1", "推行积分", "制定《党员积分管理办法》", "组织人事部", "6月底前")
    header = Line(
        "序号\t任务\t措施\t单位\t时限", row=TableRow(1, ("序号", "任务", "措施", "单位", "时限"), header=True)
    )
    (mention,) = mentions(header, Line("\t".join(cells), row=TableRow(1, cells)), title="2024年任务分解表")
    assert (mention.raw, mention.role) == ("党员积分管理办法", "to_be_made")


PIECES = st.sampled_from(
    ["《", "》", "〈", "〉", "<", "党支部条例", "两则《条例》", "该办法", "（试行）", "(以下简称《办法》)", "落实", "、", "。", "\t", "和", "刑法", "第一条", "《积分管理办法》", "制定", " "]
)  # fmt: skip


@given(st.lists(st.lists(PIECES, max_size=12), max_size=5))
def test_every_citation_is_a_piece_of_its_item(paragraphs: list[list[str]]) -> None:
    lines = [f"{n}.起{''.join(pieces).strip()}" for n, pieces in enumerate(paragraphs, 1)]
    read = outline(*lines)
    content = Text.of(Line(line) for line in (PLAN, *lines)).content
    found = mentions_of(read)
    assert [m.item for m in found] == sorted(m.item for m in found)
    for mention in found:
        item = read.items[mention.item]
        assert content[mention.start : mention.end] == mention.raw
        assert item.start <= mention.start < mention.end <= item.end
        assert mention.normalised
        assert mention.normalised == "".join(mention.normalised.split())
