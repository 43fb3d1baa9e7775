"""How a superior's requirements are covered by a unit's own plan, as a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from assistant.compare.records import STATE_NAMES, Covering, State
from assistant.export.table import NUMBER, Cell, Column, Notes, Table, Tone, Toned, lines, numbered
from assistant.export.workbook import write
from ingest.records import Document

TITLE: Final = "上级要求覆盖表"
TONES: Final[Mapping[State, Tone]] = {"covered": "good", "partly": "changed", "missing": "bad"}
READING: Final = (
    "每行是上级文件的一条要求。已覆盖：本单位有相应条目；部分覆盖：有相应条目，但要求不足或不全，原因见“说明”；"
    "未覆盖：没有找到相应条目。",
)


def write_coverage(path: Path, coverings: Sequence[Covering], superior: Document, own: Document, notes: Notes) -> None:
    """Write a coverage.

    Args:
        path (Path): Ends in .xlsx.
        coverings (Sequence[Covering]): One for each requirement of the superior.
        superior (Document): The superior's document.
        own (Document): The unit's own.
        notes (Notes): For the sheet of notes.
    """
    columns = (
        NUMBER,
        Column("上级条目", 13),
        Column(f"上级要求（{superior.title}）", 56),
        Column("覆盖情况", 11, is_centred=True),
        Column("本单位条目", 14),
        Column(f"本单位原文（{own.title}）", 60),
        Column("说明", 30),
    )
    write(path, [Table(TITLE, columns, numbered(map(_row, coverings)), READING)], notes)


def _row(covering: Covering) -> tuple[Cell, ...]:
    return (
        covering.requirement.address,
        covering.requirement.text,
        Toned(STATE_NAMES[covering.state], TONES[covering.state]),
        lines(list(dict.fromkeys(item.address for item in covering.items))),
        lines([item.text for item in covering.items]),
        covering.reason,
    )
