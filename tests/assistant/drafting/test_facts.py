"""What a user gives for the year, in every form that it may come in."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.facts import SYNONYMS, VALUED, facts_from, facts_of
from assistant.drafting.records import FACT_KINDS, Fact, Facts
from ingest.errors import BadRequest, NoText
from ingest.settings import Settings

LINES = {
    "定位：2026年是“十五五”规划开局之年": Fact("定位", "2026年是“十五五”规划开局之年", "", "", 1),
    "会议：党的二十届四中全会": Fact("会议", "党的二十届四中全会", "", "", 1),
    "数字：发展党员=25名": Fact("数字", "发展党员", "25名", "", 1),
    "数字:发展党员＝25名": Fact("数字", "发展党员", "25名", "", 1),
    " 日期 ： 民主生活会 = 1月20日前 ": Fact("日期", "民主生活会", "1月20日前", "", 1),
    "主题：青年理论武装=开展青年学习活动｜思想建设": Fact(
        "主题", "青年理论武装", "开展青年学习活动", "", 1, "思想建设"
    ),
    "活动：庆祝建党105周年|基层基础": Fact("活动", "庆祝建党105周年", "", "", 1, "基层基础"),
    "主题：学习时间=一季度：动员，二季度：轮训": Fact("主题", "学习时间", "一季度：动员，二季度：轮训", "", 1),
    "数字：指标=a=b": Fact("数字", "指标", "a=b", "", 1),
    "年度定位：开局之年": Fact("定位", "开局之年", "", "", 1),
    "新任务：清理制度": Fact("主题", "清理制度", "", "", 1),
    "任务：清理制度": Fact("主题", "清理制度", "", "", 1),
    "指标：讲党课=2次": Fact("数字", "讲党课", "2次", "", 1),
    "目标：讲党课=2次": Fact("数字", "讲党课", "2次", "", 1),
    "时限：换届=6月底前": Fact("日期", "换届", "6月底前", "", 1),
    "1.会议：党的二十届四中全会": Fact("会议", "党的二十届四中全会", "", "", 1),
    "- 会议：党的二十届四中全会": Fact("会议", "党的二十届四中全会", "", "", 1),
    "数字\t发展党员\t25名": Fact("数字", "发展党员", "25名", "", 1),
    "数字\t发展党员=25名｜基层基础\t\t": Fact("数字", "发展党员", "25名", "", 1, "基层基础"),
    "主题\t青年理论武装\t\t思想建设": Fact("主题", "青年理论武装", "", "", 1, "思想建设"),
}

REFUSED = {
    "发展党员25名": "没有写类别",
    "：发展党员": "没有写类别",
    "开会：党的二十届四中全会": "类别“开会”不认识",
    "会议：": "没有写内容",
    "主题：=开展学习": "没有写内容",
    "主题：｜思想建设": "没有写内容",
    "主题：青年理论武装=": "“=”后面没有写值",
    "数字：发展党员": "没有写值",
    "日期：换届": "没有写值",
    "会议\t": "没有写类别",
}


@pytest.mark.parametrize("line", LINES)
def test_line_is_taken_apart(line: str) -> None:
    wanted = LINES[line]
    (found,) = facts_from([line], "素材.txt").facts
    assert found == Fact(wanted.kind, wanted.name, wanted.text, line.strip(), 1, wanted.section)


@pytest.mark.parametrize("line", REFUSED)
def test_bad_line_is_refused_with_its_number_and_the_kinds(line: str) -> None:
    with pytest.raises(BadRequest) as refused:
        facts_from(["# 素材", "", line], "素材.txt")
    told = str(refused.value)
    assert told.startswith("素材.txt 第 3 行")
    assert REFUSED[line] in told
    assert all(kind in told for kind in FACT_KINDS)
    assert "\n" not in told


def test_comments_and_empty_lines_are_passed_over() -> None:
    assert facts_from(["# 会议：某次会议", "", "  ", "会议：年度工作会议"], "素材.txt") == Facts(
        "素材.txt", (Fact("会议", "年度工作会议", "", "会议：年度工作会议", 4),)
    )
    assert facts_from([], "素材.txt").facts == ()


WORDS = st.text(alphabet="甲乙丙丁上下0123456789年月“”、，（）", min_size=1).filter(
    lambda text: not text.startswith("，")
)


@given(
    kind=st.sampled_from([*FACT_KINDS, *SYNONYMS]),
    name=WORDS,
    text=WORDS,
    section=st.one_of(st.just(""), WORDS),
    colon=st.sampled_from("：:"),
    equals=st.sampled_from("=＝"),
    bar=st.sampled_from("｜|"),
)
def test_what_is_written_is_read(
    kind: str, name: str, text: str, section: str, colon: str, equals: str, bar: str
) -> None:
    line = f"{kind}{colon}{name}{equals}{text}{bar if section else ''}{section}"
    (found,) = facts_from([line], "素材.txt").facts
    assert (found.kind, found.name, found.text, found.section) == (SYNONYMS.get(kind, kind), name, text, section)
    assert found.line == line
    row = "\t".join((kind, name, text, section))
    (same,) = facts_from([row], "素材.xlsx").facts
    assert (same.kind, same.name, same.text, same.section) == (found.kind, name, text, section)


LIKE_A_LINE = st.tuples(st.sampled_from(("", *FACT_KINDS, "开会", "# 会议")), st.sampled_from("：: \t"), WORDS)


@given(st.lists(st.one_of(LIKE_A_LINE.map("".join), st.text(max_size=20)), max_size=4))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    try:
        facts = facts_from(lines, "素材.txt").facts
    except BadRequest:
        return
    assert all(lines[fact.number - 1].strip() == fact.line for fact in facts)
    assert all(fact.name and (fact.text or fact.kind not in VALUED) for fact in facts)


GIVEN = (
    "会议：党的二十届四中全会",
    "数字：发展党员=25名",
    "主题：青年理论武装=开展学习，｜思想建设",
    "日期：换届=6月底前",
)


def test_text_file_keeps_its_line_numbers(tmp_path: Path, settings: Settings) -> None:
    """The reader of plain text would join the line that ends in a comma to the next one."""
    file = tmp_path / "素材.txt"
    file.write_text("# 2026年素材\r\n\r\n" + "\r\n".join(GIVEN), "gb18030")
    facts = facts_of(file, settings)
    assert facts.file == "素材.txt"
    assert [(fact.number, fact.line) for fact in facts.facts] == list(enumerate(GIVEN, 3))
    assert [fact.text for fact in facts.of("主题")] == ["开展学习，"]


def test_markdown_list(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "素材.md"
    file.write_text("# 素材\n\n" + "\n".join(f"- {line}" for line in GIVEN), "utf-8")
    assert [fact.kind for fact in facts_of(file, settings).facts] == ["会议", "数字", "主题", "日期"]


def test_word_file(tmp_path: Path, settings: Settings) -> None:
    document = docx.Document()
    document.add_heading("2026年素材", 0)
    document.add_heading("会议和数字", 1)
    for line in GIVEN:
        document.add_paragraph(line)
    table = document.add_table(2, 4)
    for row, cells in zip(
        table.rows, (("类别", "名称", "值", "章节"), ("活动", "读书班", "1期", "思想建设")), strict=True
    ):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    document.save(str(file := tmp_path / "素材.docx"))
    facts = facts_of(file, settings).facts
    assert [fact.name for fact in facts] == ["党的二十届四中全会", "发展党员", "青年理论武装", "换届", "读书班"]
    assert (facts[-1].kind, facts[-1].text, facts[-1].section) == ("活动", "1期", "思想建设")


@pytest.mark.parametrize("header", [[("类别", "名称", "值", "章节")], []])
def test_excel_file(tmp_path: Path, settings: Settings, header: list[tuple[str, ...]]) -> None:
    rows = [("数字", "发展党员", "25名", "基层基础"), ("会议", "年度工作会议", "", ""), ("指标", "讲党课", "2次", "")]
    book = openpyxl.Workbook()
    for row in (*header, *rows):
        book.active.append(row)
    book.save(file := tmp_path / "素材.xlsx")
    facts = facts_of(file, settings).facts
    assert [(fact.kind, fact.name, fact.text, fact.section) for fact in facts] == [
        ("数字", "发展党员", "25名", "基层基础"),
        ("会议", "年度工作会议", "", ""),
        ("数字", "讲党课", "2次", ""),
    ]


def test_file_without_text_is_refused(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "素材.txt"
    file.write_text("", "utf-8")
    with pytest.raises(NoText):
        facts_of(file, settings)
