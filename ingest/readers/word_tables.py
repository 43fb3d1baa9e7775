"""A Word table as a grid: column spans, vertical merges, deleted rows, header flags (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from lxml.etree import _Element

from ingest.readers.tables import Cell, Table
from ingest.readers.word_xml import NS, children, integer, is_on, qualified, value

WRAPPERS: Final = frozenset(map(qualified, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")))


def cells_of(table: _Element) -> list[_Element]:
    """All cells of a table in reading order, those of nested tables not."""
    return [cell for row in rows_of(table) for cell in _cells(row)]


def rows_of(table: _Element) -> list[_Element]:
    """The rows of a table, deleted ones left out."""
    rows = (child for child in children(table, WRAPPERS) if child.tag == qualified("tr"))
    return [row for row in rows if row.find("w:trPr/w:del", NS) is None]


def is_layout(table: _Element) -> bool:
    """Whether the table only frames text: one cell in every row."""
    return all(len(_cells(row)) <= 1 for row in rows_of(table))


def grid_of(table: _Element, text_of: Callable[[_Element], str]) -> Table:
    """A table's grid.

    Args:
        table (_Element): A `w:tbl`.
        text_of (Callable[[_Element], str]): Reads a cell; called once for each cell in reading order.

    Returns:
        Table: With merged cells as rectangles.
    """
    cells: list[Cell] = []
    above: dict[int, int] = {}  # column -> index in `cells` of the cell that a vertical merge may lengthen
    for number, row in enumerate(rows_of(table)):
        column = integer(row.find("w:trPr/w:gridBefore", NS), 0)
        for cell in _cells(row):
            width = max(1, integer(cell.find("w:tcPr/w:gridSpan", NS), 1))
            text = text_of(cell)
            if _continues(cell) and column in above:
                cells[above[column]] = _lengthened(cells[above[column]], number)
            else:
                above[column] = len(cells)
                cells.append(Cell(text, number, column, width=width))
            column += width
    return Table(tuple(cells), flagged=_flagged(table))


def _cells(row: _Element) -> list[_Element]:
    found = (child for child in children(row, WRAPPERS) if child.tag == qualified("tc"))
    return [cell for cell in found if cell.find("w:tcPr/w:cellDel", NS) is None]


def _continues(cell: _Element) -> bool:
    """Whether the cell is the lower part of a vertical merge; its own text is not shown."""
    merge = cell.find("w:tcPr/w:vMerge", NS)
    return merge is not None and value(merge) != "restart"


def _lengthened(cell: Cell, row: int) -> Cell:
    return Cell(cell.text, cell.row, cell.column, row - cell.row + 1, cell.width)


def _flagged(table: _Element) -> int:
    """Rows at the top that are repeated on every page."""
    return len(list(_leading(rows_of(table))))


def _leading(rows: list[_Element]) -> Iterator[_Element]:
    for row in rows:
        if not is_on(row.find("w:trPr/w:tblHeader", NS)):
            return
        yield row
