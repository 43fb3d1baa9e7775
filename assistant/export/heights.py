"""How high a row must be to show its wrapped text: Excel works it out for itself, LibreOffice and WPS do not. Pure."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import Final

from assistant.export.table import Cell, Column, Marked, Toned

LINE: Final = 14.5  # points of one line of the body font
PADDING: Final = 5.0
HIGHEST: Final = 409.0  # that Excel allows
SLACK: Final = 2  # units of a line that stay empty, where a wide character, a word or a stop no longer fits
_WIDE: Final = frozenset("WFA")  # East Asian widths that take two units


def height_of(row: Sequence[Cell], columns: Sequence[Column]) -> float:
    """The height of a row.

    Args:
        row (Sequence[Cell]): As many as there are columns.
        columns (Sequence[Column]): With their widths.

    Returns:
        float: In points.
    """
    lines = max((_lines(_text(cell), column.width) for cell, column in zip(row, columns, strict=True)), default=1)
    return min(lines * LINE + PADDING, HIGHEST)


def _lines(text: str, width: float) -> int:
    room = max(width - SLACK, 2)
    return sum(max(1, math.ceil(_units(line) / room)) for line in text.split("\n"))


def _units(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in _WIDE else 1 for character in text)


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Toned | Marked) else str(cell)
