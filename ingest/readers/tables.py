"""A table with merged cells becomes lines: captions, one header, rows. Shared by Word, PDF and Excel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.records import Line, TableRow

HEADER_WORDS: Final = re.compile(
    r"序号|编号|类别|分类|项目|事项|备注|名称|内容|要求|目标|职务|姓名|日期|频次|次数|形式|方式|指标|进度|成果|进展|标准|依据|来源"
    r"|.{0,6}(?:任务|措施|举措|单位|部门|时限|时间|责任人|领导|负责人|主体|情况|要点|对象|数量)"
)
HEADER_SEARCH_ROWS: Final = 8  # a table's title and its "单位：… 日期：…" line stand above the header
LONGEST_HEADER_CELL: Final = 14  # characters


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and the rectangle of the grid that it covers; rows and columns count from 0."""

    text: str
    row: int
    column: int
    height: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells."""

    cells: Sequence[Cell]
    flagged: int = 0  # header rows that the file itself marks as such
    guess: bool = False  # take a first row of short texts for the header even where no word of it is known

    @property
    def rows(self) -> int:
        """Number of rows in the grid."""
        return max((cell.row + cell.height for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        """Number of columns in the grid."""
        return max((cell.column + cell.width for cell in self.cells), default=0)

    def values(self, *, spread: bool = False) -> list[list[str]]:
        """The grid as rows of texts.

        Args:
            spread (bool): Repeat a horizontally merged cell in each of its columns, not only in the first.

        Returns:
            list[list[str]]: A vertically merged cell's text stands in each of its rows.
        """
        columns = self.columns
        grid = [[""] * columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.height):
                for column in range(cell.column, cell.column + (cell.width if spread else 1)):
                    grid[row][column] = cell.text
        return grid


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table and the grid row that it was made of."""

    line: Line
    source: int


def table_lines(table: Table, number: int) -> Iterator[TableLine]:
    """Lay out a table: what stands above the header as plain lines, the header as one row, then the rows.

    Args:
        table (Table): The grid.
        number (int): The table's number in the file, from 1.

    Yields:
        TableLine: Empty rows and repetitions of the header are left out.
    """
    values = table.values()
    first, behind = _header(table, values)
    for source in range(first):
        if caption := " ".join(_distinct(values[source])):
            yield TableLine(Line(caption), source)
    if behind > first:
        yield TableLine(_row(number, _names(table, first, behind), header=True), first)
    for source in range(behind, table.rows):
        if any(values[source]) and values[source] not in values[first:behind]:
            yield TableLine(_row(number, values[source]), source)


def _row(number: int, cells: Sequence[str], *, header: bool = False) -> Line:
    return Line("\t".join(_distinct(cells)), row=TableRow(number, tuple(cells), header))


def _distinct(cells: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, cells)))


def _header(table: Table, values: list[list[str]]) -> tuple[int, int]:
    """The rows of the header as a half-open range; (0, 0) where the table has none."""
    if table.flagged:
        captions = [i for i in range(table.flagged) if len(_distinct(values[i])) <= 1]
        first = len(captions) if captions == list(range(len(captions))) else 0
        return (first, _bottom(table, values, first, table.flagged)) if first < table.flagged else (0, 0)
    for row, cells in enumerate(values[:HEADER_SEARCH_ROWS]):
        if _is_header(cells) or (table.guess and _may_be_header(cells)):
            return row, _bottom(table, values, row, row + 1)
    return 0, 0


def _is_header(cells: Sequence[str]) -> bool:
    """At least two cells and half of all are known column names."""
    texts = [re.sub(r"\s", "", text) for text in _distinct(cells)]
    known = sum(HEADER_WORDS.fullmatch(text) is not None for text in texts)
    return known >= 2 and known >= len(texts) / 2


def _may_be_header(cells: Sequence[str]) -> bool:
    texts = _distinct(cells)
    return len(texts) >= 2 and all(_is_short(text) for text in texts)


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_HEADER_CELL and not re.search(r"[。；，：\d]", text)


def _bottom(table: Table, values: list[list[str]], first: int, behind: int) -> int:
    """Row behind the header: merged cells reach down into it, or a wide cell has its parts below."""
    reach = max(cell.row + cell.height for cell in table.cells if first <= cell.row < behind)
    wide = any(1 < cell.width < table.columns for cell in table.cells if cell.row == first and cell.text)
    if reach == first + 1 and wide and reach < table.rows and all(_is_short(t) for t in _distinct(values[reach])):
        reach += 1
    return min(reach, table.rows)


def _names(table: Table, first: int, behind: int) -> list[str]:
    """Column names; those of a header of several rows are joined: 完成时限/开始."""
    spread = table.values(spread=True)
    upper, lowest = spread[first : behind - 1], table.values()[behind - 1]
    columns = zip(*upper, lowest, strict=True)
    return ["/".join(_distinct([_compact(name) for name in column])) for column in columns]


def _compact(name: str) -> str:
    """A column name without the spaces that only spread it over its cell: 序 号."""
    return name if re.search(r"[A-Za-z]", name) else re.sub(r"\s+", "", name)
