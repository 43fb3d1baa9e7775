"""Spreadsheets: what stands in the visible cells, as lines and rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import Classified, UnreadableFile
from ingest.readers import sheet
from ingest.records import Line, TableRow

SheetReader = Callable[[Workbook], list[Line]]


@pytest.fixture
def read_sheet(tmp_path: Path) -> SheetReader:
    def read(workbook: Workbook) -> list[Line]:
        path = tmp_path / "sample.xlsx"
        workbook.save(path)
        return sheet.read(path, "sample.xlsx")

    return read


def filled(rows: list[list[object]]) -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    worksheet = workbook.active
    assert isinstance(worksheet, Worksheet)
    for row in rows:
        worksheet.append(row)
    return workbook, worksheet


HEADER: list[object] = ["序号", "重点任务", "责任单位", "完成时限"]
TASK: list[object] = [1, "检修锅炉", "设备部", "3月底"]


def cells(lines: list[Line]) -> list[tuple[str, ...]]:
    return [line.row.cells for line in lines if line.row]


def test_title_rows_header_and_rows(read_sheet: SheetReader) -> None:
    workbook, worksheet = filled([["2024年重点任务分解表"], ["填报单位：设备部"], [], HEADER, TASK])
    worksheet.merge_cells("A1:D1")
    assert read_sheet(workbook) == [
        Line("2024年重点任务分解表", "title"),
        Line("填报单位：设备部"),
        Line(
            "序号\t重点任务\t责任单位\t完成时限",
            row=TableRow(1, ("序号", "重点任务", "责任单位", "完成时限"), header=True),
        ),
        Line("1\t检修锅炉\t设备部\t3月底", row=TableRow(1, ("1", "检修锅炉", "设备部", "3月底"))),
    ]


def test_a_header_of_two_rows_and_merged_cells(read_sheet: SheetReader) -> None:
    workbook, worksheet = filled(
        [
            ["序号", "类别", "重点任务", "完成时限", None],
            [None, None, None, "开始", "结束"],
            [1, "检修", "检修锅炉", "3月", "5月"],
            [2, None, "检修汽机", "4月", None],
        ]
    )
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "B3:B4", "D4:E4"):
        worksheet.merge_cells(area)
    assert cells(read_sheet(workbook)) == [
        ("序号", "类别", "重点任务", "完成时限/开始", "完成时限/结束"),
        ("1", "检修", "检修锅炉", "3月", "5月"),
        ("2", "检修", "检修汽机", "4月", ""),
    ]


def test_a_wide_header_cell_without_tall_neighbours(read_sheet: SheetReader) -> None:
    workbook, worksheet = filled([["重点任务", "完成时限", None], [None, "开始", "结束"], ["检修", "3月", "5月"]])
    worksheet.merge_cells("B1:C1")
    assert cells(read_sheet(workbook))[0] == ("重点任务", "完成时限/开始", "完成时限/结束")


def test_values_are_shown_as_in_the_cells(read_sheet: SheetReader) -> None:
    workbook, worksheet = filled([HEADER, [1, "完成率", 0.95, date(2024, 3, 5)]])
    worksheet["C2"].number_format = "0%"
    worksheet["D2"].number_format = 'yyyy"年"m"月"d"日"'
    assert cells(read_sheet(workbook))[1] == ("1", "完成率", "95%", "2024年3月5日")


def test_a_line_break_in_a_cell_is_a_space(read_sheet: SheetReader) -> None:
    workbook, _ = filled([HEADER, [1, "1.制定方案\n2.组织实施", "设备部", "3月"]])
    assert cells(read_sheet(workbook))[1][1] == "1.制定方案 2.组织实施"


def test_the_title_in_a_sheet_wins_over_the_name_of_the_sheet(read_sheet: SheetReader) -> None:
    workbook, worksheet = filled([["附件1"], ["2024年重点任务分解表"], ["填报单位：设备部"], HEADER, TASK])
    worksheet.title = "任务分解"
    workbook.create_sheet("其他任务").append(["单位：万元"])
    for row in (HEADER, TASK):
        workbook["其他任务"].append(row)
    assert [(line.text, line.style) for line in read_sheet(workbook) if not line.row] == [
        ("附件1", ""),
        ("2024年重点任务分解表", "title"),
        ("填报单位：设备部", ""),
        ("其他任务", "heading 1"),
        ("单位：万元", ""),
    ]


def test_several_sheets_are_named_and_empty_ones_skipped(read_sheet: SheetReader) -> None:
    workbook, worksheet = filled([HEADER, TASK])
    worksheet.title = "生产任务"
    workbook.create_sheet("空表")
    second = workbook.create_sheet("党建任务")
    for row in (["2024年党建任务表"], HEADER, TASK):
        second.append(row)
    lines = read_sheet(workbook)
    assert [line.text for line in lines if line.style == "heading 1"] == ["生产任务", "2024年党建任务表"]
    assert {line.row.table for line in lines if line.row} == {1, 2}
    assert not any(line.style == "title" for line in lines)


def test_what_excel_hides_is_left_out(read_sheet: SheetReader) -> None:
    workbook, worksheet = filled([[*HEADER, "内部备注"], [*TASK, "甲"], [2, "检修汽机", "设备部", "4月", "乙"]])
    worksheet.row_dimensions[2].hidden = True
    worksheet.column_dimensions["E"].hidden = True
    workbook.create_sheet("草稿").append(["不要读"])
    workbook["草稿"].sheet_state = "hidden"
    assert cells(read_sheet(workbook)) == [
        ("序号", "重点任务", "责任单位", "完成时限"),
        ("2", "检修汽机", "设备部", "4月"),
    ]


def test_a_far_cell_does_not_fill_the_memory(read_sheet: SheetReader) -> None:
    workbook, worksheet = filled([HEADER, TASK])
    worksheet["XFD1048576"] = "备注"
    assert cells(read_sheet(workbook))[-1] == ("", "", "", "", "备注")


def test_a_sheet_of_one_column_is_text(read_sheet: SheetReader) -> None:
    workbook, _ = filled([["一、加强领导"], ["二、落实责任"]])
    assert read_sheet(workbook) == [Line("一、加强领导"), Line("二、落实责任")]


def test_an_unknown_header_is_guessed_from_its_short_names(read_sheet: SheetReader) -> None:
    workbook, _ = filled([["会议", "主持", "参加"], ["党委会", "党委书记", "全体委员，列席人员按需确定"]])
    lines = read_sheet(workbook)
    assert [line.row.header for line in lines if line.row] == [True, False]


def test_an_empty_workbook_has_no_lines(read_sheet: SheetReader) -> None:
    assert read_sheet(Workbook()) == []


def test_a_mark_in_the_printed_header(read_sheet: SheetReader) -> None:
    workbook, worksheet = filled([HEADER, TASK])
    worksheet.oddHeader.center.text = "机密★1年"
    with pytest.raises(Classified):
        read_sheet(workbook)


def test_a_zip_that_is_no_workbook(make_docx: Callable[..., Path]) -> None:
    with pytest.raises(UnreadableFile, match="工作簿"):
        sheet.read(make_docx("", name="sample.xlsx"), "sample.xlsx")
