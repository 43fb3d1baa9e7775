"""What the loop of a year comes to: rows, their flags and differences, and how programs see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from assistant.matrix.parts import Quoted
from ingest.records import Document

Flag = Literal["无分解", "无落实记录", "未达到", "与要点不一致", "总结有、要点无", "分解有、要点无"]
FLAGS: Final[tuple[Flag, ...]] = get_args(Flag)

Field = Literal["数量", "时限", "进展"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sides that do not agree; `asked_value` is "" where a report says outright that something was not reached."""

    flag: Flag
    field: Field
    asked: Quoted
    asked_value: str  # as written: 15个
    found: Quoted
    found_value: str  # 13个


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the 要点 with what answers it; without an item, what no item asked for."""

    item: Quoted | None = None
    breakdown: tuple[Quoted, ...] = ()
    done: tuple[Quoted, ...] = ()  # sentences of reports, among them those that name a problem
    unrecorded: tuple[Quoted, ...] = ()  # sentences of an item with a record that no report speaks of
    differences: tuple[Difference, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """A year. Where a side has no document at all, its absence is said once here and raises no flags."""

    year: int
    documents: tuple[Document, ...]  # those that were held against each other
    has_breakdown: bool
    has_reports: bool
    rows: tuple[Row, ...]


def as_json(matrix: Matrix) -> dict[str, Any]:
    """The matrix as programs see it.

    Args:
        matrix (Matrix): Any.

    Returns:
        dict[str, Any]: {"year", "examined": {"documents", "files"}, "missing", "rows"}.
    """
    sides = {"任务分解": matrix.has_breakdown, "总结或报告": matrix.has_reports}
    return {
        "year": matrix.year,
        "examined": {"documents": len(matrix.documents), "files": [document.file for document in matrix.documents]},
        "missing": [side for side, is_there in sides.items() if not is_there],
        "rows": [_row(row) for row in matrix.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "item": row.item and {**_place(row.item), "text": row.item.quote},
        "breakdown": [{**_place(each), "quote": each.quote} for each in row.breakdown],
        "done": [{**_place(each), "quote": each.quote, "tense": each.item.tense} for each in row.done],
        "unrecorded": [{**_place(each), "quote": each.quote} for each in row.unrecorded],
        "differences": [_difference(each) for each in row.differences],
        "flags": list(row.flags),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "flag": difference.flag,
        "field": difference.field,
        "asked": {**_place(difference.asked), "value": difference.asked_value},
        "found": {**_place(difference.found), "value": difference.found_value},
    }


def _place(quoted: Quoted) -> dict[str, str]:
    return {"file": quoted.document.file, "address": quoted.item.address}
