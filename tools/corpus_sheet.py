"""A source as an Excel sheet: a merged title row, a header of two rows, merged cells, borders, wrapped text."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tools.corpus_markup import Block, Source

_CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT: Final = Alignment(horizontal="left", vertical="center", wrap_text=True)
_FONTS: Final = {"=": Font("方正小标宋简体", 18), "head": Font("黑体", 11), "": Font("宋体", 11)}
_ROW_POINTS: Final = 32  # two lines; a merged cell keeps Excel from fitting the height itself
_LINE: Final = Side(style="thin")
_BOX: Final = Border(_LINE, _LINE, _LINE, _LINE)


def workbook(source: Source) -> Workbook:
    """Lay a source with one table out as a workbook with one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = source.settings["sheet"]
    widths = [float(w) for w in source.settings["widths"].split()]
    for i, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    for block in source.blocks:
        if block.mark == "table":
            _write_table(sheet, block)
        else:
            _write_line(sheet, block, len(widths))
    sheet.freeze_panes = f"A{_first_body_row(source)}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _set_properties(book, source)
    return book


def _first_body_row(source: Source) -> int:
    lines = [b.mark for b in source.blocks].index("table")
    return lines + source.blocks[lines].header_rows + 1


def _next_row(sheet: Worksheet) -> int:
    return 1 if sheet["A1"].value is None else sheet.max_row + 1


def _write_line(sheet: Worksheet, block: Block, columns: int) -> None:
    row = _next_row(sheet)
    cell = sheet.cell(row, 1, block.text)
    cell.font = _FONTS["=" if block.mark == "=" else ""]
    cell.alignment = _CENTRED if block.mark == "=" else _LEFT
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    sheet.row_dimensions[row].height = _ROW_POINTS


def _write_table(sheet: Worksheet, block: Block) -> None:
    first = _next_row(sheet)
    for r, row in enumerate(block.rows):
        sheet.row_dimensions[first + r].height = _ROW_POINTS
        for c, text in enumerate(row):
            cell = sheet.cell(first + r, c + 1)
            cell.border = _BOX
            cell.font = _FONTS["head" if r < block.header_rows else ""]
            cell.alignment = _CENTRED if r < block.header_rows or c == 0 else _LEFT
            if text not in ("^", "<"):
                cell.value = int(text) if text.isdecimal() else text
    _merge(sheet, block, first)


def _merge(sheet: Worksheet, block: Block, first: int) -> None:
    """Merge every cell with the `^` below it and the `<` to its right."""
    rows = block.rows
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("^", "<"):
                continue
            down = next((n for n in range(r + 1, len(rows)) if rows[n][c] != "^"), len(rows)) - 1
            right = next((n for n in range(c + 1, len(row)) if row[n] != "<"), len(row)) - 1
            if down > r or right > c:
                sheet.merge_cells(start_row=first + r, end_row=first + down, start_column=c + 1, end_column=right + 1)


def _set_properties(book: Workbook, source: Source) -> None:
    book.properties.creator = book.properties.lastModifiedBy = "云岭集团党委办公室"
    book.properties.title = next(b.text for b in source.blocks if b.mark == "=")
    book.properties.created = datetime.fromisoformat(source.settings["date"])
