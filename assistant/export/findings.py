"""What the checks found, as a sheet to work through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from assistant.drafting.checks.showing import WHOLE, grouped
from assistant.drafting.records import Finding
from assistant.export.table import NUMBER, Column, Notes, Table, numbered
from assistant.export.workbook import write

TITLE: Final = "检查结果"
COLUMNS: Final = (
    NUMBER,
    Column("检查项目", 14),
    Column("位置", 14),
    Column("问题", 44),
    Column("建议", 36),
    Column("原文", 44),
    Column("处理情况", 16),
)
READING: Final = ("每行是一处需要核对的地方，同一检查项目的排在一起；“处理情况”留给核对的人填写。",)


def write_findings(path: Path, findings: Sequence[Finding], notes: Notes) -> None:
    """Write findings.

    Args:
        path (Path): Ends in .xlsx.
        findings (Sequence[Finding]): As `assistant.drafting.check.check` returns them.
        notes (Notes): For the sheet of notes.
    """
    ordered = (finding for group in grouped(findings).values() for finding in group)
    rows = ((f.check, f.address or WHOLE, f.message, f.suggestion, f.quote, "") for f in ordered)
    write(path, [Table(TITLE, COLUMNS, numbered(rows), READING)], notes)
