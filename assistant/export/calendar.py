"""A year's calendar as a sheet: what is due, month by month."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assistant.calendar import WHOLE_YEAR, Calendar, Entry
from assistant.export.register import subject_of
from assistant.export.table import Cell, Column, Notes, Table, stated
from assistant.export.workbook import write

COLUMNS: Final = (
    Column("月份", 8, is_centred=True),
    Column("最后日期", 13, is_centred=True),
    Column("应做事项（原文）", 54),
    Column("本月要求", 18),
    Column("为什么在这个月", 32),
    Column("责任主体", 16),
    Column("责任单位", 22),
    Column("频次", 12),
    Column("数量", 12),
    Column("时限", 16),
    Column("文件", 26),
    Column("条目", 14),
)
READING: Final = (
    "只列有数量或时限的要求。每季度、每半年等列在各期的最后一个月；只写全年次数的按均匀安排列出，仅供参考；起止期间列在所跨的每个月。",
    "没有写明月份的列在“全年”；从某件事起算的时限（如3个月内）、期限长短和适用条件（如五百万元以上的项目）不列，已失效的文件不列。办法、条例从其年度起每年列出。",
)


def write_calendar(path: Path, calendar: Calendar, notes: Notes) -> None:
    """Write a calendar.

    Args:
        path (Path): Ends in .xlsx.
        calendar (Calendar): As `assistant.calendar.calendar_of` returns it.
        notes (Notes): For the sheet of notes.
    """
    rows = tuple(_row(month, entry) for month, entries in calendar.pages() for entry in entries)
    write(path, [Table(f"{calendar.year}年工作日历", COLUMNS, rows, READING)], notes)


def _row(month: int | None, entry: Entry) -> tuple[Cell, ...]:
    placed, what = entry.placed, entry.placed.what
    return (
        "全年" if month is WHOLE_YEAR else f"{month}月",
        entry.day.isoformat() if entry.day else "",
        what.quote,
        entry.due,
        entry.why,
        subject_of(placed),
        stated("、".join(what.responsible)),
        stated(what.frequency),
        stated(what.quantity),
        stated(what.deadline),
        placed.document.title,
        placed.item.address,
    )
