"""Texts of table rows in, their heights and what stands together on a page out. Pure.

Word lays the table out itself; what is worked out here only decides where a task that is too long to be kept together
is told again: at the head of the page on which it goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Final

from assistant.export.word.titles import width

# What stands together takes at most this share of a page, so that no page is less than seven tenths full.
TOGETHER: Final = 0.3
# Characters that LibreOffice leaves free around a number or a Latin word, half on each side, whatever the file says.
DISTANCE: Final = 0.4
_LATIN: Final = re.compile("[!-~]")
# What a line is broken between: a number or a Latin word is whole, and marks stay with what they enclose or end.
_UNIT: Final = re.compile(r"[《〈（“‘【]*(?:[!-~]+|[\S\s])[》〉）”’】，。；：、！？]*")


def lines_of(text: str, most: float) -> int:
    """How many lines a text takes.

    Args:
        text (str): Of a cell; line feeds part paragraphs.
        most (float): Full-width characters that a line has room for.

    Returns:
        int: At least 1; as many as with fonts whose Chinese characters are square, which all are that an office has.
    """
    return sum(_lines(map(_room_of, _UNIT.findall(paragraph)), most) for paragraph in text.split("\n"))


def _room_of(unit: str) -> float:
    return width(unit) + (DISTANCE if _LATIN.search(unit) else 0)


def _lines(widths: Iterable[float], most: float) -> int:
    lines, used = 1, 0.0
    for each in widths:
        if used and used + each > most:
            lines, used = lines + 1, 0.0
        used += each
        lines, used = lines + ceil(used / most) - 1 if used > most else lines, used
    return lines


def stretches_of(tasks: Iterable[Sequence[int]], first: int, room: int) -> Iterator[tuple[int, ...]]:
    """Cut the rows of each task where a page is full.

    Args:
        tasks (Iterable[Sequence[int]]): Heights of the rows of each task.
        first (int): Room for rows on the first page, in the same unit.
        room (int): Room for rows on the others.

    Yields:
        tuple[int, ...]: For each task how many rows stand together on one page and on the next. A task that takes no
            more than `TOGETHER` of a page is never cut.
    """
    left = first
    for heights in tasks:
        total = sum(heights)
        if total <= TOGETHER * room:
            left = (left if total <= left else room) - total
            yield (len(heights),)
        else:
            counts, left = _cut(heights, left, room)
            yield counts


def _cut(heights: Sequence[int], left: int, room: int) -> tuple[tuple[int, ...], int]:
    """How many rows stand on each page, and what room is left on the last."""
    counts = [0]
    for height in heights:
        if height > left and counts[-1]:
            counts.append(0)
        counts[-1] += 1
        if height > left and height <= TOGETHER * room:
            left = room
        left = (left - height) % room  # a higher row goes on on the next page
    return tuple(counts), left
