"""Tables -> one .xlsx file: readable on the screen and on paper, every text literal, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from assistant.export.cells import cell_of, cells_of, literal
from assistant.export.files import whole_file
from assistant.export.heights import height_of
from assistant.export.styles import HEADER, NOTE, TITLE, named_styles
from assistant.export.table import Choice, Column, Notes, Table
from ingest.errors import BadRequest

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SUFFIX: Final = ".xlsx"
NOTES_SHEET: Final = "说明"
MOST_ROWS: Final = 1_048_576  # of a sheet, header included
A3: Final = "8"
A4: Final = "9"
ADDED_ROWS: Final = 200  # that drop-down lists reach below a table; more than anyone adds to one
MARGIN: Final = 0.4  # inches
DOCUMENT_COLUMNS: Final = (
    Column("文件", 38),
    Column("标题", 60),
    Column("年度", 8),
    Column("种类", 12),
    Column("单位", 24),
)


def write(path: Path, tables: Sequence[Table], notes: Notes) -> None:
    """Write a file; one that is there is replaced only when the new one is complete.

    Args:
        path (Path): Ends in .xlsx.
        tables (Sequence[Table]): At least one; each becomes a sheet of that name.
        notes (Notes): For the last sheet.

    Raises:
        BadRequest: If the path does not end in .xlsx or cannot be written to, or a table has too many rows.
    """
    if longest := next((table for table in tables if len(table.rows) >= MOST_ROWS), None):
        raise BadRequest(f"{longest.title}有 {len(longest.rows)} 行，超过 Excel 的上限：{path}。请缩小范围")
    with whole_file(path, SUFFIX) as place:
        _book(tables, notes).save(place)


def _book(tables: Sequence[Table], notes: Notes) -> Workbook:
    book = Workbook(write_only=True)
    book.properties.creator = "要点"
    book.properties.title = literal(notes.title)
    for style in named_styles():
        book.add_named_style(style)
    for table in tables:
        sheet = book.create_sheet(table.title)
        _fill(sheet, table)
        _offer(sheet, table, {other.title: len(other.rows) for other in tables})
    _explain(book.create_sheet(NOTES_SHEET), tables, notes)
    return book


def _fill(sheet: Worksheet, table: Table) -> None:
    _lay_out(sheet, [column.width for column in table.columns], A3 if table.is_wide else A4)
    last = get_column_letter(len(table.columns))
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.HeaderFooter.oddHeader = _centred(table.title)
    headers = [column.header for column in table.columns]
    sheet.row_dimensions[1].height = height_of(headers, table.columns)
    sheet.append([cell_of(sheet, header, HEADER) for header in headers])
    for number, row in enumerate(table.rows, 2):
        sheet.row_dimensions[number].height = height_of(row, table.columns)
        sheet.append(list(cells_of(sheet, row, table.columns)))


def _offer(sheet: Worksheet, table: Table, rows: Mapping[str, int]) -> None:
    """Drop-down lists; they reach below the table, for the rows that a person adds."""
    for number, column in enumerate(table.columns, 1):
        if column.choice:
            letter = get_column_letter(number)
            offered = _chosen_from(column.choice, rows[column.choice.sheet])
            offered.add(f"{letter}2:{letter}{len(table.rows) + ADDED_ROWS}")
            sheet.data_validations.append(offered)


def _chosen_from(choice: Choice, rows: int) -> DataValidation:
    return DataValidation(
        type="list",
        formula1=f"{quote_sheetname(choice.sheet)}!$A$2:$A${max(rows, 1) + 1}",
        allow_blank=True,
        showErrorMessage=choice.is_closed,
        errorTitle="请从列表中选择",
        error=f"可选的内容见工作表“{choice.sheet}”",
    )


def _lay_out(sheet: Worksheet, widths: Iterable[float], paper: str) -> None:
    """Column widths, and a page as wide as the sheet, with page numbers."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes
    sheet.page_margins.left = sheet.page_margins.right = MARGIN
    sheet.HeaderFooter.oddFooter = _centred("第 &P 页，共 &N 页")


def _centred(text: str) -> HeaderFooterItem:
    """A line above or below each printed page."""
    item = HeaderFooterItem()
    item.center.text = text
    return item


# --- the sheet of notes -----------------------------------------------------------------------------------------------


def _explain(sheet: Worksheet, tables: Sequence[Table], notes: Notes) -> None:
    """The sheet of notes: facts of two cells, then the list of documents."""
    _lay_out(sheet, [column.width for column in DOCUMENT_COLUMNS], A4)
    sheet.append([cell_of(sheet, notes.title, TITLE)])
    facts = list(_facts(tables, notes))
    for number, fact in enumerate(facts, 2):
        sheet.row_dimensions[number].height = height_of(fact, DOCUMENT_COLUMNS[: len(fact)])
        sheet.append([cell_of(sheet, value, NOTE) for value in fact])
    if notes.documents is None:
        return
    sheet.append([])
    sheet.append([cell_of(sheet, column.header, HEADER) for column in DOCUMENT_COLUMNS])
    for number, document in enumerate(notes.documents, len(facts) + 4):
        row = (document.file, document.title, document.year or "", document.kind, document.unit)
        sheet.row_dimensions[number].height = height_of(row, DOCUMENT_COLUMNS)
        sheet.append([cell_of(sheet, value, NOTE) for value in row])


def _facts(tables: Sequence[Table], notes: Notes) -> Iterator[tuple[str, str]]:
    yield "生成日期", f"{notes.made.year}年{notes.made.month}月{notes.made.day}日"
    if notes.documents is not None:
        yield "检查的文件", f"共 {len(notes.documents)} 份，列在下面"
        yield "筛选条件", "；".join(f"{name}：{value}" for name, value in notes.filters) or "无，全部列出"
    yield "内容", "；".join(f"{table.title} {len(table.rows)} 行" for table in tables)
    for number, line in enumerate(line for table in tables for line in table.reading):
        yield "" if number else "怎么看", line
