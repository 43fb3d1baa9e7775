"""Tables that run over page breaks: header repeated, rows cut in two, merged cells that go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.readers.joining import glue
from ingest.readers.pdf_page import TablePart
from ingest.readers.tables import Cell, Table, table_lines
from ingest.records import Line

EDGE_DRIFT: Final = 3.0  # points by which the columns of one table differ between pages


def whole_tables(parts: Sequence[TablePart]) -> list[list[TablePart]]:
    """Group the parts of each table; nothing but page breaks may stand between the parts given.

    Args:
        parts (Sequence[TablePart]): Consecutive parts in reading order.

    Returns:
        list[list[TablePart]]: One group for each table.
    """
    groups: list[list[TablePart]] = []
    for part in parts:
        if groups and _continues(groups[-1][-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _continues(part: TablePart, following: TablePart) -> bool:
    same_columns = len(part.edges) == len(following.edges) and all(
        abs(a - b) <= EDGE_DRIFT for a, b in zip(part.edges, following.edges, strict=True)
    )
    return same_columns and following.page == part.page + 1


def lines_of(parts: Sequence[TablePart], number: int) -> Iterator[Line]:
    """Lay out one table.

    Args:
        parts (Sequence[TablePart]): Its parts, one a page.
        number (int): The table's number in the file, from 1.

    Yields:
        Line: Header and rows, each with the page that it begins on.
    """
    cells: list[Cell] = []
    pages: list[int] = []
    for part in parts:
        added = _moved(part.cells, len(pages) - (_repeated(parts[0], part) if pages else 0), len(pages))
        numbers_merge = 0 in _merging((*cells, *added))
        if pages and _is_remainder(added, len(pages), 1 if numbers_merge else len(part.edges) // 2):
            cells, added = _mended(cells, added, len(pages))
        cells += _filled(cells, added, len(pages))
        pages += [part.page] * (max((c.row + c.height for c in added), default=len(pages)) - len(pages))
    for made in table_lines(Table(tuple(cells)), number):
        yield replace(made.line, page=pages[made.source])


def _repeated(first: TablePart, part: TablePart) -> int:
    """Rows at the top of a part that are those at the top of the table: its header again."""
    above, here = Table(first.cells).values(), Table(part.cells).values()
    count = 0
    while count < min(len(above), len(here)) and above[count] == here[count] and any(here[count]):
        count += 1
    return count


def _moved(cells: Sequence[Cell], offset: int, first: int) -> list[Cell]:
    """Cells moved down by an offset, those that then begin above the row `first` left out."""
    return [replace(cell, row=cell.row + offset) for cell in cells if cell.row + offset >= first]


def _is_remainder(cells: Sequence[Cell], row: int, most: int) -> bool:
    """Whether a part's first row is the rest of a row that the page break cut: no number, and `most` other cells.

    Where numbers are merged over rows, a row without one is rather a row of its own.
    """
    texts = {cell.column: cell.text for cell in cells if cell.row == row}
    filled = sum(map(bool, texts.values()))
    return not texts.get(0) and 0 < filled <= most


def _mended(cells: list[Cell], added: list[Cell], row: int) -> tuple[list[Cell], list[Cell]]:
    """Give the first of the added rows to the cells above it."""
    rest = {cell.column: cell.text for cell in added if cell.row == row and cell.text}
    whole = [
        replace(cell, text=glue(cell.text, rest[cell.column])) if cell.column in rest and _reaches(cell, row) else cell
        for cell in cells
    ]
    below = [replace(cell, row=cell.row - 1) for cell in added if cell.row > row]
    tall = [replace(cell, text="", height=cell.height - 1) for cell in added if cell.row == row and cell.height > 1]
    return whole, tall + below


def _filled(cells: Sequence[Cell], added: Sequence[Cell], row: int) -> Iterator[Cell]:
    """The added cells; an empty one below the page break, in a column that merges cells, has the text above it."""
    above = {cell.column: cell.text for cell in cells if _reaches(cell, row)}
    merging = _merging((*cells, *added))
    for cell in added:
        continues = cell.row == row and not cell.text and cell.column in merging
        yield replace(cell, text=above.get(cell.column, "")) if continues else cell


def _merging(cells: Sequence[Cell]) -> set[int]:
    """Columns that merge cells over rows; row 0 is the header."""
    return {cell.column for cell in cells if cell.height > 1 and cell.row > 0}


def _reaches(cell: Cell, row: int) -> bool:
    """Whether the cell stands directly above a row."""
    return cell.row + cell.height == row
