"""What the loop of a year comes to: rows, their flags and differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from assistant.matrix.parts import Quoted
from ingest.records import Document

Flag = Literal["无分解", "无落实记录", "未达到", "与要点不一致", "总结有、要点无", "分解有、要点无"]
FLAGS: Final[tuple[Flag, ...]] = get_args(Flag)

Field = Literal["频次", "数量", "时限", "进展"]


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
    assumed: tuple[Document, ...] = ()  # held against the only 要点, though units are not named
    apart: tuple[Document, ...] = ()  # of another unit than a 要点, or of none while there are several 要点

    @property
    def missing(self) -> tuple[str, ...]:
        """The sides without a document, in Chinese."""
        sides = {"任务分解": self.has_breakdown, "总结或报告": self.has_reports}
        return tuple(side for side, is_there in sides.items() if not is_there)
