"""Spreadsheets (.xlsx): what a person sees of each visible sheet, as lines and table rows."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any, Final, cast
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import UnreadableFile
from ingest.labels import attachment_line
from ingest.readers.cell_format import CHINESE_FORMATS, displayed
from ingest.readers.classification import check_margins
from ingest.readers.joining import trim
from ingest.readers.tables import Cell, Table, table_lines
from ingest.records import Line

# What openpyxl raises on a workbook that is not well-formed, besides its own InvalidFileException.
DAMAGE: Final = (InvalidFileException, BadZipFile, XMLSyntaxError, ParseError, KeyError, ValueError, zlib.error)


def read(path: Path, file: str) -> list[Line]:
    """Read a .xlsx.

    Args:
        path (Path): Where it lies; its archive has been checked.
        file (str): Its name for error messages.

    Returns:
        list[Line]: The visible sheets in order; hidden rows and columns left out, formulas by their last values.

    Raises:
        UnreadableFile: The workbook is damaged.
    """
    try:
        workbook = load_workbook(path, data_only=True)
    except DAMAGE as error:
        raise UnreadableFile("Excel 工作簿已损坏", file, "请用 Excel 或 WPS 打开并重新保存后再试") from error
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        check_margins(_margins(sheet), file)
    tables = [(sheet.title, table) for sheet in sheets if (table := _grid(sheet)).cells]
    lines: list[Line] = []
    for number, (name, table) in enumerate(tables, start=1):
        made = list(_sheet_lines(table, number))
        titled = any(line.style for line in made)
        lines += [Line(trim(name), "heading 1")] if len(tables) > 1 and not titled else []
        lines += made
    return lines


def _margins(sheet: Worksheet) -> Iterator[str]:
    """Texts that are printed above and below the sheet."""
    margins = (sheet.oddHeader, sheet.oddFooter, sheet.firstHeader, sheet.firstFooter)
    parts = (part for margin in margins if margin for part in (margin.left, margin.center, margin.right))
    yield from (part.text for part in parts if part and part.text)


def _sheet_lines(table: Table, number: int) -> Iterator[Line]:
    """Title rows, header and rows; a sheet of one column is plain text. The first sheet's title is the workbook's."""
    if table.columns == 1:
        yield from (Line(cell.text) for cell in table.cells)
        return
    lines = [made.line for made in table_lines(table, number)]
    captions = takewhile(lambda line: line.row is None, lines)
    title = next((line for line in captions if _may_be_title(line.text)), None)
    style = "title" if number == 1 else "heading 1"
    yield from (replace(line, style=style) if line is title else line for line in lines)


def _may_be_title(caption: str) -> bool:
    """Whether a line above the header is no 附件1 and no 填报单位：设备部."""
    return attachment_line(caption) is None and "：" not in caption


def _grid(sheet: Worksheet) -> Table:
    """The filled cells as a grid without empty or hidden rows and columns."""
    cells = _visible_cells(sheet)
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    return Table(tuple(_placed(cell, rows, columns) for cell in cells), guess=True)


def _visible_cells(sheet: Worksheet) -> list[Cell]:
    """Filled cells with their merged areas, in reading order; rows and columns counted as the sheet does."""
    areas = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    hidden_rows = {row for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
    hidden_columns = _hidden_columns(sheet)
    found = []
    for cell in _filled(sheet):
        area = areas.get((cell.row, cell.column))
        height, width = (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1) if area else (1, 1)
        merged = Cell(_text(cell), cell.row, cell.column, height, width)
        if merged.text and not (cell.row in hidden_rows and height == 1) and cell.column not in hidden_columns:
            found.append(merged)
    return found


def _filled(sheet: Worksheet) -> list[SheetCell]:
    """Cells that hold a value. The public iterators would make every cell up to the last row of a sparse sheet."""
    cells = (cell for cell in sheet._cells.values() if isinstance(cell, SheetCell) and cell.value is not None)
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _hidden_columns(sheet: Worksheet) -> set[int]:
    dimensions = sheet.column_dimensions.values()
    spans = ((d.min, d.max) for d in dimensions if d.hidden)
    return {column for first, last in spans if first and last for column in range(first, last + 1)}


def _placed(cell: Cell, rows: list[int], columns: list[int]) -> Cell:
    """The cell in the grid of the rows and columns that hold something, which are given in order."""
    row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
    below, behind = bisect_left(rows, cell.row + cell.height), bisect_left(columns, cell.column + cell.width)
    return Cell(cell.text, row, column, below - row, behind - column)


def _text(cell: SheetCell) -> str:
    value, number_format = cell.value, cell.number_format
    style = cast(Any, cell)._style  # openpyxl tells the number of a format only here; it knows the West's by name
    chinese = CHINESE_FORMATS.get(style.numFmtId)
    if chinese and isinstance(value, int | float):
        value, number_format = from_excel(value), chinese
    return " ".join(filter(None, map(trim, displayed(value, number_format).splitlines())))
