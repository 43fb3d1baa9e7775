"""PDF files; data/plan.pdf (made by data/make.py) has three pages with header, footer and a table over a break."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ingest.errors import Locked, NoText, UnreadableFile
from ingest.readers import pdf
from ingest.readers.pdf_margins import PAGE_NUMBER, without_margins
from ingest.readers.pdf_page import PdfPage, TablePart, TextLine
from ingest.readers.pdf_paragraphs import Block, paragraphs
from ingest.readers.pdf_tables import lines_of, whole_tables
from ingest.readers.tables import Cell
from ingest.records import Line, TableRow

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def plan() -> list[Line]:
    return pdf.read(DATA / "plan.pdf", "plan.pdf")


def test_titles_stay_separate_and_the_letterhead_is_none(plan: list[Line]) -> None:
    assert [line.text for line in plan if line.style == "title"] == ["云岭能源集团有限公司", "2024年安全生产工作要点"]
    assert plan[0].text == "云岭能源集团有限公司文件"


def test_paragraphs_are_whole(plan: list[Line]) -> None:
    paragraphs = [line.text for line in plan if line.row is None and line.style == ""]
    assert [text[:6] for text in paragraphs] == [
        *("云岭能源集团", "云岭集团〔2", "2024年，"),
        *("一、压实安全", "（一）健全责", "各单位要结合", "（二）严格考", "各单位要结合"),
        *("二、排查治理", "（一）开展专", "各单位要结合", "（二）推进科", "各单位要结合"),
        *("附件：202", "本要点由安全"),
    ]
    assert all(text.endswith(("。", "责任", "隐患", "文件", "号", "表")) for text in paragraphs)


def test_a_paragraph_over_a_page_break_is_joined_and_keeps_its_first_page(plan: list[Line]) -> None:
    broken = next(line for line in plan if line.text.startswith("（一）开展专项整治"))
    ((offset, page),) = broken.turns
    assert (broken.page, page) == (1, 2)
    assert 0 < offset < len(broken.text)
    assert broken.text.endswith("组织验收，验收结果向职工公示。")
    assert "对重大隐患实行挂牌督办，整改完成后由安全管理部组织验收" in broken.text


def test_running_headers_and_page_numbers_are_left_out(plan: list[Line]) -> None:
    assert not any("云岭能源集团安全生产工作要点" in line.text or "—" in line.text for line in plan)


def test_a_table_over_a_page_break_is_one_table(plan: list[Line]) -> None:
    rows = [line.row for line in plan if line.row]
    assert rows[0] == TableRow(
        1, ("序号", "类别", "重点任务", "责任单位", "完成时限/开始", "完成时限/结束"), header=True
    )
    assert [row.cells[0] for row in rows[1:]] == ["1", "2", "3", "4"]
    assert [row.cells[1] for row in rows[1:]] == ["责任落实", "责任落实", "隐患治理", "隐患治理"]
    assert rows[3].cells[2] == "开展锅炉和压力容器专项检查并建立台账，对发现的问题逐项明确整改时限"
    assert [line.page for line in plan if line.row] == [2, 2, 2, 2, 3]


def test_an_encrypted_file_is_locked() -> None:
    with pytest.raises(Locked, match=r"locked\.pdf"):
        pdf.read(DATA / "locked.pdf", "locked.pdf")


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    Image.new("L", (400, 600), 255).save(path)
    with pytest.raises(NoText, match="扫描件"):
        pdf.read(path, "scan.pdf")


@pytest.mark.parametrize("keep", [20, 400, 4000])
def test_a_truncated_file_is_named(keep: int, tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes((DATA / "plan.pdf").read_bytes()[:keep])
    with pytest.raises((UnreadableFile, NoText), match=r"cut\.pdf"):
        pdf.read(path, "cut.pdf")


# --- running headers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["3", "— 3 —", "- 12 -", "–3–", "第3页", "第3页 共9页", "第 3 页，共 9 页", "3/9", "3 / 9", "Page 3 of 9", "iv"],
)
def test_page_numbers(text: str) -> None:
    assert PAGE_NUMBER.fullmatch(text.replace(" ", ""))


@pytest.mark.parametrize("text", ["2024年", "第3条", "3.加强领导", "一", "附件3", "12345"])
def test_what_is_no_page_number(text: str) -> None:
    assert not PAGE_NUMBER.fullmatch(text)


def line(text: str, top: float, page: int = 1, x0: float = 100.0, x1: float = 500.0, size: float = 16.0) -> TextLine:
    return TextLine(text, page, x0, x1, top, top + size, size)


def page(number: int, *lines: TextLine) -> PdfPage:
    return PdfPage(number, 842.0, 595.0, lines, (), "")


def test_a_line_that_repeats_in_the_margin_goes_but_not_in_the_text() -> None:
    pages = [
        page(n, line(f"云岭集团 {n}", 40, n), line("各单位：", 300, n), line("乙" * n, 400, n), line(f"—{n}—", 790, n))
        for n in (1, 2)
    ]
    kept, margins = without_margins(pages)
    assert [text.text for one in kept for text in one.lines] == ["各单位：", "乙", "各单位：", "乙乙"]
    assert margins == ["云岭集团 1", "—1—", "云岭集团 2", "—2—"]


def test_a_heading_at_the_top_of_one_page_stays() -> None:
    kept, margins = without_margins([page(1, line("2024年工作要点", 60)), page(2, line("二、保障措施", 60, 2))])
    assert [len(one.lines) for one in kept] == [1, 1]
    assert margins == []


# --- paragraphs -------------------------------------------------------------------------------------------------------

LEFT, RIGHT, EM = 80.0, 512.0, 16.0
FULL = "甲" * 27
# Lines as (indent in ems, text, whether the line is full), and how many lines each paragraph has.
SHAPES = {
    "first-line indents": (
        [(2, "一是" + FULL, 1), (0, FULL, 1), (0, "尾。", 0), (2, "二是" + FULL, 1), (0, "尾。", 0)],
        [3, 2],
    ),
    "a full last line": ([(2, FULL, 1), (0, FULL + "。", 1), (2, FULL, 1), (0, "尾。", 0)], [2, 2]),
    "hanging indents": ([(0, "1." + FULL, 1), (2, FULL, 1), (2, "尾。", 0), (0, "2." + FULL, 1), (2, "尾", 0)], [3, 2]),
    "no indents": ([(0, FULL, 1), (0, "尾。", 0), (0, FULL, 1), (0, FULL, 1), (0, "尾。", 0)], [2, 3]),
    "一是 at a line's beginning inside a paragraph": (
        [(2, FULL, 1), (0, FULL + "：", 1), (0, "一是" + FULL, 1), (0, "尾。", 0), (2, "短。", 0), (2, "短。", 0)],
        [4, 1, 1],
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_paragraphs_by_shape(name: str) -> None:
    shapes, expected = SHAPES[name]
    lines = [
        line(text, 100 + 28 * i, x0=LEFT + indent * EM, x1=RIGHT if full else LEFT + 200)
        for i, (indent, text, full) in enumerate(shapes * 3)
    ]
    texts = iter(text for _, text, _ in shapes * 3)
    whole = ["".join(next(texts) for _ in range(count)) for count in expected * 3]
    assert [paragraph.text for paragraph, _ in paragraphs(lines, Block.of(lines))] == whole


BODY = [line("甲" * 27, 100 + 28 * i, x0=LEFT, x1=RIGHT) for i in range(8)]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (line("2024年3月5日", 700, x0=400, x1=RIGHT), line("附件", 60, page=2, x0=LEFT, x1=LEFT + 32)),
        (line("设备部", 700, x0=464, x1=RIGHT), line("安全管理部", 728, x0=432, x1=RIGHT)),
        (line("安全管理部", 700, x0=432, x1=RIGHT), line("二〇二四年三月五日", 728, x0=368, x1=RIGHT)),
        (line("甲" * 27, 700, x0=LEFT, x1=RIGHT), line("附件1：任务分解表", 728, x0=LEFT, x1=300)),
    ],
    ids=["date and 附件", "two units", "unit and date", "附件 behind a full line"],
)
def test_signatures_dates_and_attachments_stand_alone(above: TextLine, below: TextLine) -> None:
    texts = [paragraph.text for paragraph, _ in paragraphs([above, below], Block.of([*BODY, above, below]))]
    assert texts == [above.text, below.text]


def test_where_all_lines_are_short_none_goes_on() -> None:
    title = line("云岭能源集团有限公司2024年工作要点", 60, x0=LEFT, x1=RIGHT, size=26)
    short = [line(text, 100 + 28 * i, x0=LEFT, x1=LEFT + 90) for i, text in enumerate(["检修锅炉", "检修汽机", "附注"])]
    lines = [title, *short]
    assert [paragraph.text for paragraph, _ in paragraphs(lines, Block.of(lines))] == [one.text for one in lines]


# --- tables -----------------------------------------------------------------------------------------------------------


def part(number: int, rows: list[list[str]]) -> TablePart:
    cells = tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    return TablePart(number, 100.0, 150.0, tuple(100.0 + 50 * c for c in range(len(rows[0]))), len(rows), cells)


HEADER = ["序号", "重点任务", "责任单位"]


@pytest.mark.parametrize(
    ("second", "rows"),
    [
        ([["2", "乙", "丙"]], [("1", "检修锅炉，", "设备部"), ("2", "乙", "丙")]),
        ([HEADER, ["2", "乙", "丙"]], [("1", "检修锅炉，", "设备部"), ("2", "乙", "丙")]),
        ([["", "并验收。", ""], ["2", "乙", "丙"]], [("1", "检修锅炉，并验收。", "设备部"), ("2", "乙", "丙")]),
        ([HEADER, ["", "并验收。", ""]], [("1", "检修锅炉，并验收。", "设备部")]),
    ],
    ids=["rows go on", "header repeated", "row cut in two", "header repeated and row cut in two"],
)
def test_a_table_goes_on_over_a_page(second: list[list[str]], rows: list[tuple[str, ...]]) -> None:
    parts = [part(1, [HEADER, ["1", "检修锅炉，", "设备部"]]), part(2, second)]
    assert whole_tables(parts) == [parts]
    assert [made.row.cells for made in lines_of(parts, 1) if made.row and not made.row.header] == rows


def test_other_columns_or_a_page_between_begin_another_table() -> None:
    first, narrow, far = part(1, [HEADER]), part(2, [["甲", "乙"]]), part(4, [["甲", "乙"]])
    assert whole_tables([first, narrow, far]) == [[first], [narrow], [far]]


def test_a_merged_number_goes_on_over_a_page() -> None:
    header = Cell("序号", 0, 0), Cell("重点任务", 0, 1), Cell("具体措施", 0, 2), Cell("完成时限", 0, 3)
    merged = Cell("1", 1, 0, height=2), Cell("甲", 1, 1, height=2), Cell("每月检查", 1, 2), Cell("6月", 1, 3)
    rest = Cell("年度总结", 2, 2), Cell("12月", 2, 3)
    last = Cell("2", 3, 0), Cell("乙", 3, 1), Cell("每季检查", 3, 2), Cell("6月", 3, 3)
    edges = (100.0, 150.0, 200.0, 250.0)
    first = TablePart(1, 100.0, 150.0, edges, 4, (*header, *merged, *rest, *last))
    parts = [first, part(2, [["", "", "年度报告", "12月"]])]
    assert [made.row.cells for made in lines_of(parts, 1) if made.row][3:] == [
        ("2", "乙", "每季检查", "6月"),
        ("2", "乙", "年度报告", "12月"),
    ]
