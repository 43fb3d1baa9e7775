"""Cells: every text is shown as it is, whatever it begins with, and holds nothing that Excel cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color

from assistant.export.files import NOT_XML
from assistant.export.styles import BODY_FONT, BODY_SIZE, style_of
from assistant.export.table import Cell, Column, Marked, Operation, Toned

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNITS: Final = 32_767  # UTF-16 units in a cell; Excel repairs a file with more by deleting the text
CUT: Final = "……（内容超出单元格上限，已截断）"
TAB: Final = "｜"  # between the cells of a quoted table row; Excel shows a tab as nothing
_DELETED: Final = "C00000"  # red
_INSERTED: Final = "0B5394"  # blue


def cells_of(sheet: Worksheet, row: Sequence[Cell], columns: Sequence[Column]) -> Iterator[SheetCell]:
    """A row of a table, each cell in the looks of its column or its tone."""
    for value, column in zip(row, columns, strict=True):
        tone = value.tone if isinstance(value, Toned) else "plain"
        yield cell_of(sheet, value, style_of(tone, is_centred=column.is_centred))


def cell_of(sheet: Worksheet, value: Cell, style: str) -> SheetCell:
    """One cell.

    Args:
        sheet (Worksheet): That it will be appended to.
        value (Cell): What it shows.
        style (str): Name of a style.

    Returns:
        SheetCell: Never a formula.
    """
    cell = WriteOnlyCell(sheet)
    cell.style = style
    shown = _shown(value)
    if shown == "":
        return cell
    cell.value = shown
    if not isinstance(shown, int):
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula, #N/A for an error
        cell.quotePrefix = True  # and Excel would, once a person has edited the cell
    return cell


def literal(text: str) -> str:
    """A text as a cell can hold it: without what XML cannot hold, and cut with a note where it is too long."""
    shown = _printable(text)
    if _units(shown) <= MOST_UNITS:
        return shown
    room = MOST_UNITS - _units(CUT)
    return shown.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore") + CUT


def _shown(value: Cell) -> str | int | CellRichText:
    match value:
        case Marked():
            return _marked(value)
        case Toned():
            return literal(value.text)
        case str():
            return literal(value)
    return value


def _marked(marked: Marked) -> str | CellRichText:
    """A marked text with its fonts; one too long for a cell is cut, and then goes without."""
    pieces = [(operation, _printable(text)) for operation, text in marked.pieces]
    whole = "".join(text for _, text in pieces)
    if literal(whole) != whole or all(operation == "keep" for operation, _ in pieces):
        return literal(whole)
    fonts: dict[Operation, InlineFont] = {
        "delete": InlineFont(rFont=BODY_FONT, sz=BODY_SIZE, color=Color(_DELETED), strike=True),
        "insert": InlineFont(rFont=BODY_FONT, sz=BODY_SIZE, color=Color(_INSERTED), u="single"),
    }
    blocks = [TextBlock(fonts[operation], text) if operation in fonts else text for operation, text in pieces if text]
    return CellRichText(blocks)


def _printable(text: str) -> str:
    return NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", TAB))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
