"""Cited documents as sheets: one document a row, one citation a row, and the list of what is to be collected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from assistant.citations.register import Register
from assistant.citations.views import (
    CITE_HEADERS,
    COLLECT_HEADERS,
    GROUP_HEADERS,
    NOT_ENDED,
    cite_table,
    collect_table,
    group_table,
    how_shown,
)
from assistant.export.table import Column, Notes, Table
from assistant.export.workbook import write
from ingest.records import Mention, Placed

GROUP_WIDTHS: Final = (44, 28, 10, 10, 44, 32, 30)
CITE_WIDTHS: Final = (34, 16, 30, 40, 10, 32, 30)
COLLECT_WIDTHS: Final = (46, 30, 10, 46, 46)
_CENTRED: Final = frozenset(("用途", "引用条数"))
READING: Final = (
    "“用途”分三种：依据（照着办的文件）、待制定（要起草或修订的文件）、其他（书籍、影片等）。",
    "“效力”根据各文件原文和人工认定得出，括号内是来源；只是待制定、资料库里也没有的文件不写效力。",
    f"“待收集清单”是资料库里还没有、被作为依据引用、{NOT_ENDED}的文件，引用多的排在前面。",
)


def write_cites(path: Path, register: Register, mentions: Sequence[Placed[Mention]], notes: Notes) -> None:
    """Write the register of cited documents.

    Args:
        path (Path): Ends in .xlsx.
        register (Register): As `assistant.citations.register.register_of` returns it.
        mentions (Sequence[Placed[Mention]]): The citations to list one by one.
        notes (Notes): For the sheet of notes.
    """
    tables = [
        Table(
            "被引用文件",
            _columns(GROUP_HEADERS, GROUP_WIDTHS),
            tuple(group_table(register.groups, register)),
            (*READING, f"{how_shown(register)}。"),
        ),
        Table("引用明细", _columns(CITE_HEADERS, CITE_WIDTHS), tuple(cite_table(mentions, register))),
        Table("待收集清单", _columns(COLLECT_HEADERS, COLLECT_WIDTHS), tuple(collect_table(register))),
    ]
    write(path, tables, notes)


def _columns(headers: Sequence[str], widths: Sequence[float]) -> tuple[Column, ...]:
    return tuple(Column(header, width, header in _CENTRED) for header, width in zip(headers, widths, strict=True))
