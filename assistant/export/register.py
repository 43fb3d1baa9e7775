"""The requirement register as a sheet: one requirement a row, rows about one thing under one number."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.export.table import NUMBER, Cell, Column, Notes, Table, Toned, lines, numbered, stated
from assistant.export.workbook import write
from assistant.lookup.register import Register, Row
from assistant.lookup.showing import UNCOMPARED
from assistant.naming import STRENGTH_NAMES, TENSE_NAMES
from ingest.records import Placed, Requirement

if TYPE_CHECKING:
    from assistant.lookup.conflicts import Conflict

TITLE: Final = "要求登记簿"
COLUMNS: Final = (
    NUMBER,
    Column("文件", 20),
    Column("年度", 7, is_centred=True),
    Column("条目", 13),
    Column("责任主体", 13),
    Column("责任单位", 16),
    Column("要求（原文）", 42),
    Column("动作", 8),
    Column("对象", 16),
    Column("频次", 10),
    Column("数量", 10),
    Column("时限", 12),
    Column("换算频次", 10, is_centred=True),
    Column("换算数量", 10, is_centred=True),
    Column("换算时限", 23),
    Column("依据文件", 20),
    Column("情态", 9),
    Column("类别", 11, is_centred=True),
    Column("时态", 7, is_centred=True),
    Column("同类组", 8, is_centred=True),
    Column("不一致之处", 26),
    Column("效力提示", 22),
)
READING: Final = (
    "每行是一条要求，“要求（原文）”逐字摘自文件；灰色的“原文未写明”表示文件没有写，不作推断。",
    "责任主体后的“（承前）”表示主体写在同一条的前文；任务分解表的责任主体是牵头单位。",
    "换算频次是每年次数（4/年是每年4次，≥2/年是每年不少于2次），换算时限是日期或起止日期。",
    "同类组编号相同的是不同文件里的同一件事，最严的排在前面；“不一致之处”写明与哪份文件不一致，“效力提示”写明哪些文件已废止或被替代。",
)


def write_register(path: Path, register: Register, notes: Notes) -> None:
    """Write the register.

    Args:
        path (Path): Ends in .xlsx.
        register (Register): As `assistant.lookup.look_up` returns it.
        notes (Notes): For the sheet of notes.
    """
    note = UNCOMPARED[register.compared]
    reading = (f"{note}：“不一致之处”空着不等于没有不一致。", *READING) if note else READING
    write(path, [Table(TITLE, COLUMNS, numbered(map(_row, register.rows)), reading, is_wide=True)], notes)


def _row(row: Row) -> tuple[Cell, ...]:
    placed, what = row.placed, row.placed.what
    return (
        placed.document.title,
        placed.document.year or "",
        placed.item.address,
        subject_of(placed),
        stated("、".join(what.responsible)),
        what.quote,
        stated(what.action),
        stated(what.object),
        stated(what.frequency),
        stated(what.quantity),
        stated(what.deadline),
        what.frequency_normalised,
        what.quantity_normalised,
        what.deadline_normalised,
        stated("、".join(f"《{name}》" for name in what.cited)),
        stated(what.modality),
        STRENGTH_NAMES[what.strength],
        TENSE_NAMES[what.tense],
        row.group,
        _conflicts(row),
        Toned(lines(row.notes), "changed") if row.notes else "",
    )


def subject_of(placed: Placed[Requirement]) -> Cell:
    """Who must do it; a subject that stands earlier in the item is marked, a table's lead unit is not."""
    what = placed.what
    return stated(f"{what.subject}（承前）" if what.subject_inherited and not placed.item.cells else what.subject)


def _conflicts(row: Row) -> Cell:
    told = lines([_conflict(row.placed, conflict) for conflict in row.conflicts])
    return Toned(told, "bad") if told else ""


def _conflict(placed: Placed[Requirement], conflict: Conflict) -> str:
    """The other side of a disagreement, as seen from one side."""
    is_one = placed == conflict.one
    other, says = (conflict.other, conflict.other_says) if is_one else (conflict.one, conflict.one_says)
    return f"{conflict.matter}：《{other.document.title}》{other.item.address}为“{says}”"
