"""Value types of a comparison: frozen, slotted, plain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Status = Literal["延续", "改写", "新增", "取消"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)

Relation = Literal["合并", "拆分", "移动"]

# What can change: as requirements name their fields; the lead or responsible unit; a cited document; any other number.
Field = Literal["frequency", "quantity", "deadline", "unit", "cited", "number"]
FIELD_NAMES: Final[Mapping[Field, str]] = {
    "frequency": "频次",
    "quantity": "数量",
    "deadline": "时限",
    "unit": "责任单位",
    "cited": "依据文件",
    "number": "数字",
}

Operation = Literal["keep", "delete", "insert"]
Difference = tuple[tuple[Operation, str], ...]  # kept and deleted pieces make the old text, kept and inserted the new

State = Literal["covered", "partly", "missing"]
STATE_NAMES: Final[Mapping[State, str]] = {"covered": "已覆盖", "partly": "部分覆盖", "missing": "未覆盖"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one item: `content[start:end]` of its document is `text`."""

    address: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two stretches that answer each other, and how their clauses do."""

    old: Unit
    new: Unit
    answered: tuple[tuple[Unit, Unit], ...]  # clauses that answer each other
    dropped: tuple[Unit, ...] = ()  # clauses of the old stretch that nothing answers
    added: tuple[Unit, ...] = ()  # clauses of the new one that answer nothing


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value that differs between the two texts, as each of them words it; "" where it states none."""

    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Row:
    """Two stretches that answer each other, or one that nothing answers.

    A row that is `part` tells of some clauses of the row above it: what of a rewritten text stayed, changed, came or
    went. The rows that are no parts can be read alone.
    """

    status: Status
    old: Unit | None  # None where it is 新增
    new: Unit | None  # None where it is 取消
    relations: tuple[Relation, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    difference: Difference = ()
    part: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows in reading order of the new text; what was dropped stands behind what it followed in the old one."""

    rows: tuple[Row, ...]

    def count(self, status: Status) -> int:
        """How many rows that are no parts have this status."""
        return sum(row.status == status and not row.part for row in self.rows)


@dataclass(frozen=True, slots=True)
class Covering:
    """How one requirement of the superior is answered."""

    requirement: Unit
    state: State
    items: tuple[Unit, ...]  # the own text that answers it, best first
    reason: str = ""  # Chinese, where it is answered only partly: 频次不足：上级每季度，本单位每半年
    weaker: tuple[tuple[str, str], ...] = ()  # values that fall short: the superior's words and one's own
