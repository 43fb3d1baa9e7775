"""How lines travel between the reading process and its parent: plain JSON values, no pickle."""

from __future__ import annotations

from typing import Any

from ingest.records import Line, TableRow


def to_wire(line: Line) -> list[Any]:
    """A line as JSON values: text, style, page, table, cells and header for a row, and page turns."""
    row = line.row and [line.row.table, list(line.row.cells), line.row.header]
    return [line.text, line.style, line.page, row, list(line.turns)]


def from_wire(values: list[Any]) -> Line:
    """The line that `to_wire` took apart."""
    text, style, page, row, turns = values
    pages = tuple((offset, turned_to) for offset, turned_to in turns)
    return Line(text, style, page, row and TableRow(row[0], tuple(row[1]), row[2]), pages)
