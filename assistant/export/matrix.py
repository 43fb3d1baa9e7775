"""The loop of a year as sheets: an item a row with what answers it, and the differences one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from assistant.export.table import NUMBER, Cell, Column, Notes, Table, Toned, lines, numbered
from assistant.export.workbook import write
from assistant.matrix.parts import Quoted
from assistant.matrix.rows import Difference, Matrix, Row
from assistant.matrix.showing import difference_line, place_of

COLUMNS: Final = (
    NUMBER,
    Column("要点条目", 13),
    Column("要点内容", 46),
    Column("任务分解", 44),
    Column("落实情况", 52),
    Column("没有落实记录的内容", 26),
    Column("差异", 30),
    Column("标记", 13, is_centred=True),
)
DIFFERENCE_COLUMNS: Final = (
    NUMBER,
    Column("标记", 13, is_centred=True),
    Column("事项", 8, is_centred=True),
    Column("要求出处", 40),
    Column("要求", 20),
    Column("实际出处", 40),
    Column("实际", 20),
    Column("实际（原文）", 56),
)
READING: Final = (
    "每行是要点的一条，后面依次是任务分解表中对应的行、总结和报告中对应的原文；要点以外的内容排在最后。",
    "标记：无分解、无落实记录（总结和报告没有写已做）、未达到（频次、数量、时限或进展不及要求）、与要点不一致（任务分解与要点写法不同）、"
    "总结有、要点无，分解有、要点无。“【问题】”是总结中列为问题的原文。",
    "对应关系由程序按文字和含义比对得出，供核对使用；本年没有任务分解或总结时，相应的标记不作判断。",
)
PROBLEM: Final = "【问题】"


def write_matrix(path: Path, matrix: Matrix, notes: Notes) -> None:
    """Write a matrix.

    Args:
        path (Path): Ends in .xlsx.
        matrix (Matrix): As `assistant.matrix.loop.matrix_of` returns it.
        notes (Notes): For the sheet of notes.
    """
    differences = (difference for row in matrix.rows for difference in row.differences)
    tables = [
        Table(f"{matrix.year}年落实对照", COLUMNS, numbered(map(_row, matrix.rows)), READING, is_wide=True),
        Table("差异明细", DIFFERENCE_COLUMNS, numbered(map(_difference, differences))),
    ]
    write(path, tables, notes)


def _row(row: Row) -> tuple[Cell, ...]:
    return (
        row.item.item.address if row.item else "",
        row.item.quote if row.item else "",
        lines([f"{each.item.address}　{_assigned(each)}" for each in row.breakdown]),
        lines(list(_told(row.done))),
        lines([each.quote for each in row.unrecorded]),
        lines([difference_line(each) for each in row.differences]),
        Toned(lines(row.flags), "bad") if row.flags else "",
    )


def _assigned(quoted: Quoted) -> str:
    """A table row without its number, cells set apart."""
    cells = [value for name, value in quoted.item.cells if value and "序号" not in name]
    return "｜".join(dict.fromkeys(cells)) or quoted.quote


def _told(done: Sequence[Quoted]) -> Iterator[str]:
    """Sentences under the title of their report."""
    for title, group in groupby(done, key=lambda each: each.document.title):
        yield f"《{title}》"
        for each in group:
            yield f"{each.item.address}　{PROBLEM if each.item.tense == 'problem' else ''}{each.quote}"


def _difference(difference: Difference) -> tuple[Cell, ...]:
    return (
        Toned(difference.flag, "bad"),
        difference.field,
        place_of(difference.asked),
        difference.asked_value,
        place_of(difference.found),
        difference.found_value,
        difference.found.quote,
    )
