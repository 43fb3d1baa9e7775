"""What is written to a sheet, as plain values: tables of cells, and the notes that go with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from assistant.naming import UNSTATED
from ingest.records import Document, Filters

Tone = Literal["plain", "faint", "good", "changed", "new", "bad"]
Operation = Literal["keep", "delete", "insert"]


@dataclass(frozen=True, slots=True)
class Toned:
    """A text on a coloured ground, or in grey."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in which deleted pieces are struck out in red and inserted ones underlined in blue."""

    pieces: tuple[tuple[Operation, str], ...]

    @property
    def text(self) -> str:
        """All pieces, joined."""
        return "".join(text for _, text in self.pieces)


Cell = str | int | Toned | Marked


@dataclass(frozen=True, slots=True)
class Choice:
    """What the cells of a column are chosen from: the first column of another sheet, as a drop-down list."""

    sheet: str  # title of a table of the same file
    is_closed: bool = False  # nothing else may be typed


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    header: str
    width: float  # in characters of the standard font; one of Chinese takes two
    is_centred: bool = False
    choice: Choice | None = None


NUMBER: Final = Column("序号", 6, is_centred=True)  # the first column of `numbered` rows


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: a header row and rows of as many cells as there are columns."""

    title: str  # name of the sheet, at most 31 characters
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    reading: tuple[str, ...] = ()  # how to read it, for the sheet of notes
    is_wide: bool = False  # printed on A3


@dataclass(frozen=True, slots=True)
class Notes:
    """What the sheet 说明 says of a file."""

    title: str  # 云岭集团2025年要求登记簿
    made: date
    documents: tuple[Document, ...] | None  # examined; None where the file is no list of what documents hold
    filters: tuple[tuple[str, str], ...] = ()  # 年份, 2025; none: everything


def shown_filters(filters: Filters, *others: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """What a list was narrowed to, for the notes.

    Args:
        filters (Filters): Of the documents.
        *others (tuple[str, str]): Names and values of further conditions: 责任主体, 宣传部.

    Returns:
        tuple[tuple[str, str], ...]: Without the conditions that are empty.
    """
    given = (
        ("年份", "、".join(map(str, filters.years))),
        ("单位", "、".join(filters.units)),
        ("种类", "、".join(filters.kinds)),
        ("文件", "、".join(filters.files)),
        *others,
    )
    return tuple((name, value) for name, value in given if value)


def numbered(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows with their numbers in front, from 1."""
    return tuple((number, *row) for number, row in enumerate(rows, 1))


def stated(text: str) -> Cell:
    """A field of a requirement; where the text does not state it, that is said in grey."""
    return text or Toned(UNSTATED, "faint")


def lines(entries: Sequence[str]) -> str:
    """Several entries in one cell."""
    return "\n".join(entries)
