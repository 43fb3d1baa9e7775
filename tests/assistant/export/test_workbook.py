"""What is written is opened again: looks, print settings, literal text, marked text; and what cannot be written."""

from __future__ import annotations

import os
import stat
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock

from assistant.export.cells import CUT, MOST_UNITS, TAB, literal
from assistant.export.heights import HIGHEST, height_of
from assistant.export.table import Cell, Column, Marked, Notes, Operation, Table, Toned, shown_filters, stated
from assistant.export.workbook import A3, A4, MOST_ROWS, write
from assistant.naming import UNSTATED
from ingest.errors import BadRequest
from ingest.records import Document, Filters

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = (Column("序号", 6, is_centred=True), Column("内容", 30), Column("情况", 12, is_centred=True))
DOCUMENT = Document(1, 1, 1, "要点.docx", (), "青山集团2025年党建工作要点", 2025, "要点", "青山集团", "")
NOTES = Notes("青山集团要求登记簿", date(2025, 3, 9), (DOCUMENT,), (("年份", "2025"), ("单位", "宣传部")))

NASTY = st.one_of(
    st.text(max_size=40),
    st.tuples(st.sampled_from("=+-@\t\r\n '\"#"), st.text(max_size=20)).map("".join),
    st.sampled_from(
        ["=1+1", '=HYPERLINK("http://x")', "#N/A", "#REF!", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "1e5", "TRUE"]
    ),
    st.text(alphabet=st.characters(min_codepoint=0, max_codepoint=0x20), max_size=10),
    st.text(alphabet="\ud800\udfff\ufffe\uffff\U0001f600", max_size=5),
)


def table(*rows: tuple[Cell, ...], title: str = "登记簿", is_wide: bool = False) -> Table:
    return Table(title, COLUMNS, rows, ("怎么看这张表。",), is_wide)


def reopened(folder: Path, *tables: Table) -> Workbook:
    path = folder / "表.xlsx"
    write(path, tables, NOTES)
    return openpyxl.load_workbook(path, rich_text=True)


def sheet_of(folder: Path, *rows: tuple[Cell, ...]) -> Worksheet:
    return reopened(folder, table(*rows))["登记簿"]


def test_a_header_that_stays_and_filters(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, (1, "甲", "已做"), (2, "乙", "未做"))
    assert [cell.value for cell in sheet[1]] == ["序号", "内容", "情况"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [6, 30, 12]
    assert sheet["A1"].font.name == "黑体"
    assert sheet["A1"].font.bold
    assert sheet["A1"].fill.fill_type == "solid"


def test_a_page_as_wide_as_the_sheet(tmp_path: Path) -> None:
    book = reopened(tmp_path, table((1, "甲", "")), table(title="另一张", is_wide=True))
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert [str(book[name].page_setup.paperSize) for name in ("登记簿", "另一张")] == [A4, A3]
    assert book["登记簿"].print_title_rows == "$1:$1"


def test_text_wraps_at_the_top_within_thin_lines(tmp_path: Path) -> None:
    for cell in sheet_of(tmp_path, (1, "甲", Toned("延续", "good")))[2]:
        assert cell.alignment.wrap_text
        assert cell.alignment.vertical == "top"
        assert cell.border.left.style == cell.border.bottom.style == "thin"
        assert cell.font.name == "宋体"


def test_tones_are_grounds_and_what_is_not_stated_is_grey(tmp_path: Path) -> None:
    tones = ("plain", "good", "changed", "new", "bad")
    sheet = sheet_of(tmp_path, *((n, stated(""), Toned("类别", tone)) for n, tone in enumerate(tones, 1)))
    grounds = [sheet.cell(row, 3).fill.fgColor.rgb for row in range(2, 7)]
    assert len(set(grounds)) == 5
    assert sheet["C2"].fill.fill_type is None
    assert sheet["B2"].value == UNSTATED
    assert sheet["B2"].font.color.rgb == "007F7F7F"
    assert [sheet[place].alignment.horizontal for place in ("A2", "B2", "C3")] == ["center", "left", "center"]


def test_rows_are_as_high_as_their_text(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, (1, "短", ""), (2, "很长的一段话" * 20, ""))
    assert sheet.row_dimensions[3].height > 5 * sheet.row_dimensions[2].height


@given(st.lists(NASTY, min_size=3, max_size=3))
def test_a_rows_height_is_one_that_excel_allows(texts: list[str]) -> None:
    assert 0 < height_of(texts, COLUMNS) <= HIGHEST


def test_a_very_long_text_is_as_high_as_a_row_can_be() -> None:
    assert height_of(("", "字" * 20_000, ""), COLUMNS) == HIGHEST


def test_an_empty_table_has_its_header(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path)
    assert sheet.max_row == 1
    assert sheet.auto_filter.ref == "A1:C1"


# --- literal text -----------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(NASTY, min_size=1, max_size=6))
def test_no_text_becomes_a_formula_or_is_lost(tmp_path: Path, texts: list[str]) -> None:
    sheet = sheet_of(tmp_path, *((n, text, Toned(text, "bad")) for n, text in enumerate(texts, 1)))
    for row, text in enumerate(texts, 2):
        for cell in (sheet.cell(row, 2), sheet.cell(row, 3)):
            assert (cell.value or "") == literal(text)
            assert cell.data_type == ("s" if literal(text) else "n")
            assert cell.quotePrefix is bool(literal(text))


@given(NASTY)
def test_a_literal_text_is_one_that_xml_holds(text: str) -> None:
    shown = literal(text)
    assert shown == literal(shown)
    assert all(c == "\n" or c >= " " for c in shown)
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "=1+1"),
        ("一\x00二\x0b三", "一二三"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("1\t做什么\t谁", f"1{TAB}做什么{TAB}谁"),
        ("\ud800半个", "半个"),
    ],
)
def test_what_a_cell_shows(text: str, shown: str) -> None:
    assert literal(text) == shown


@pytest.mark.parametrize("character", ["字", "😀", "a"])
def test_a_text_too_long_for_a_cell_is_cut_with_a_note(tmp_path: Path, character: str) -> None:
    value = sheet_of(tmp_path, (1, character * 40_000, ""))["B2"].value
    assert value.endswith(CUT)
    assert MOST_UNITS - 2 <= len(value.encode("utf-16-le")) // 2 <= MOST_UNITS
    assert value.removesuffix(CUT).strip(character) == ""


# --- marked text ------------------------------------------------------------------------------------------------------


def marked(*pieces: tuple[Operation, str]) -> Marked:
    return Marked(pieces)


def test_marked_text_is_struck_out_and_underlined(tmp_path: Path) -> None:
    text = marked(("keep", "党委每"), ("delete", "半年"), ("insert", "季度"), ("keep", "研究1次"))
    value = sheet_of(tmp_path, (1, text, ""))["B2"].value
    assert isinstance(value, CellRichText)
    kept, deleted, inserted, last = value
    assert (kept, last) == ("党委每", "研究1次")
    assert isinstance(deleted, TextBlock)
    assert isinstance(inserted, TextBlock)
    assert (deleted.text, deleted.font.strike, deleted.font.color.rgb) == ("半年", True, "00C00000")
    assert (inserted.text, inserted.font.u, inserted.font.color.rgb) == ("季度", "single", "000B5394")


PIECES = st.lists(st.tuples(st.sampled_from(["keep", "delete", "insert"]), NASTY), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=PIECES)
def test_marked_text_is_never_a_formula_either(tmp_path: Path, pieces: list[tuple[Operation, str]]) -> None:
    text = Marked(tuple(pieces))
    cell = sheet_of(tmp_path, (1, text, ""))["B2"]
    assert str(cell.value or "") == "".join(literal(piece) for _, piece in pieces)
    assert cell.data_type in ("s", "n")


def test_marked_text_too_long_for_a_cell_is_cut_and_goes_without_fonts(tmp_path: Path) -> None:
    value = sheet_of(tmp_path, (1, marked(("keep", "字" * 20_000), ("insert", "新" * 20_000)), ""))["B2"].value
    assert isinstance(value, str)
    assert value.endswith(CUT)


# --- the sheet of notes -----------------------------------------------------------------------------------------------


def test_the_notes_say_what_was_examined(tmp_path: Path) -> None:
    book = reopened(tmp_path, table((1, "甲", "")), table(title="另一张"))
    assert book.sheetnames == ["登记簿", "另一张", "说明"]
    rows = [[cell.value for cell in row if cell.value is not None] for row in book["说明"].iter_rows()]
    assert rows == [
        ["青山集团要求登记簿"],
        ["生成日期", "2025年3月9日"],
        ["检查的文件", "共 1 份，列在下面"],
        ["筛选条件", "年份：2025；单位：宣传部"],
        ["内容", "登记簿 1 行；另一张 0 行"],
        ["怎么看", "怎么看这张表。"],
        ["怎么看这张表。"],
        [],
        ["文件", "标题", "年度", "种类", "单位"],
        ["要点.docx", "青山集团2025年党建工作要点", 2025, "要点", "青山集团"],
    ]


def test_notes_without_filters_say_so(tmp_path: Path) -> None:
    write(tmp_path / "表.xlsx", [table()], Notes("登记簿", date(2025, 3, 9), ()))
    assert openpyxl.load_workbook(tmp_path / "表.xlsx")["说明"]["B4"].value == "无，全部列出"


def test_filters_are_named_and_empty_ones_left_out() -> None:
    filters = Filters(years=(2024, 2025), kinds=("要点",))
    assert shown_filters(filters, ("责任主体", "宣传部"), ("依据", "")) == (
        ("年份", "2024、2025"),
        ("种类", "要点"),
        ("责任主体", "宣传部"),
    )


# --- files ------------------------------------------------------------------------------------------------------------


def test_an_older_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"old")
    write(path, [table((1, "甲", ""))], NOTES)
    assert openpyxl.load_workbook(path)["登记簿"]["B2"].value == "甲"
    assert [file.name for file in tmp_path.iterdir()] == ["表.xlsx"]


@pytest.mark.parametrize("name", ["表.docx", "表.xls", "表", "总结.txt"])
def test_a_file_of_another_format_is_never_overwritten(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"precious")
    with pytest.raises(BadRequest, match=r"要以 \.xlsx 结尾"):
        write(path, [table()], NOTES)
    assert path.read_bytes() == b"precious"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "夹.xlsx").mkdir()
    with pytest.raises(BadRequest, match="不能是文件夹"):
        write(tmp_path / "夹.xlsx", [table()], NOTES)


def test_a_folder_that_is_not_there_is_named_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "没有" / "表.xlsx"
    with pytest.raises(BadRequest, match="无法写入") as caught:
        write(path, [table()], NOTES)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(BadRequest, match="无法写入"):
        write(tmp_path / "表.xlsx", [table()], NOTES)


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    long = table(*[(1, "", "")] * MOST_ROWS)
    with pytest.raises(BadRequest, match="登记簿有 1048576 行，超过 Excel 的上限"):
        write(tmp_path / "表.xlsx", [long], NOTES)
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_a_sound_package(tmp_path: Path) -> None:
    write(tmp_path / "表.xlsx", [table((1, "=1", Toned("新增", "new")))], NOTES)
    with zipfile.ZipFile(tmp_path / "表.xlsx") as package:
        assert package.testzip() is None
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
