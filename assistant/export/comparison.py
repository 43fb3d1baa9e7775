"""A comparison as a sheet: old and new text side by side, what went struck out, what came underlined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from assistant.compare.records import Comparison, Row, Status, Unit
from assistant.compare.showing import change_line
from assistant.export.table import Cell, Column, Marked, Notes, Operation, Table, Tone, Toned, lines
from assistant.export.workbook import write
from ingest.records import Document

TITLE: Final = "对照表"
TONES: Final[Mapping[Status, Tone]] = {"延续": "good", "改写": "changed", "新增": "new", "取消": "bad"}
READING: Final = (
    "类别：延续（内容不变）、改写（内容有变）、新增（旧文没有）、取消（新文没有）。序号带小数的是上一行的分句。",
    "旧文中红色删除线是删去的字，新文中蓝色下划线是增加的字。",
    "“变化事项”列出频次、数量、时限、责任单位、依据文件的变化；“关系”注明合并、拆分、移动。",
)


def write_comparison(path: Path, comparison: Comparison, old: Document, new: Document, notes: Notes) -> None:
    """Write a comparison.

    Args:
        path (Path): Ends in .xlsx.
        comparison (Comparison): As `assistant.compare.compare` returns it.
        old (Document): The older document.
        new (Document): The newer one.
        notes (Notes): For the sheet of notes.
    """
    columns = (
        Column("序号", 7, is_centred=True),
        Column("类别", 8, is_centred=True),
        Column("旧条目", 13),
        Column(f"旧文（{old.title}）", 52),
        Column("新条目", 13),
        Column(f"新文（{new.title}）", 52),
        Column("变化事项", 30),
        Column("关系", 8, is_centred=True),
    )
    rows = tuple(_row(number, row) for number, row in _numbered(comparison))
    write(path, [Table(TITLE, columns, rows, READING)], notes)


def _numbered(comparison: Comparison) -> Iterator[tuple[str, Row]]:
    """Rows as 1, 2, 3 with their parts as 3.1, 3.2."""
    whole = part = 0
    for row in comparison.rows:
        whole, part = (whole, part + 1) if row.part else (whole + 1, 0)
        yield f"{whole}.{part}" if row.part else str(whole), row


def _row(number: str, row: Row) -> tuple[Cell, ...]:
    return (
        number,
        Toned(row.status, TONES[row.status]),
        row.old.address if row.old else "",
        _text(row.old, row, "insert"),
        row.new.address if row.new else "",
        _text(row.new, row, "delete"),
        lines([change_line(change) for change in row.changes]),
        "、".join(row.relations),
    )


def _text(unit: Unit | None, row: Row, other_side: Operation) -> Cell:
    """One side's text, without the pieces that only the other side has."""
    if unit is None:
        return ""
    pieces = tuple(piece for piece in row.difference if piece[0] != other_side)
    return Marked(pieces) if row.old and row.new and pieces else unit.text
