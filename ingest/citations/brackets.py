"""Names that a text sets off by brackets: 《X》, 《关于印发〈X〉的通知》, and 《X that nobody closed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ingest.citations.names import GENRES

MAX_CHARS: Final = 120  # of a name between brackets that are closed; longer ones are brackets gone astray

_MARK: Final = re.compile(r"[《》〈〉<>。；\t]")
_STOPS: Final = "。；\t"  # no name goes on behind one of them
_OPENING: Final = "《〈<"
# What a name that nobody closed ends with: its word of genre, where the sentence goes on without it.
_UNCLOSED: Final = re.compile(
    rf"[^，。：；！？\t《》〈〉]{{2,60}}?(?:{GENRES})(?:[（(][^（()）]{{1,12}}[)）])?"
    r"(?=$|[，。：；！？、《\t\n]|等|的|和|及|与|以及|精神|要求|规定|有关|相关|第)"
)
_TO_A_STOP: Final = re.compile(r"[^，。：；！？、\t\n《》〈〉]{2,30}(?=$|[，。：；！？、\t\n])")


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A name between brackets: `text[start:end]`, the brackets left out."""

    start: int
    end: int
    nested: bool = False  # stands inside another name


def bracketed_in(text: str) -> list[Bracketed]:
    """The names that brackets set off, in the order in which they begin.

    Args:
        text (str): An item's text.

    Returns:
        list[Bracketed]: Without white space at their ends; a name inside another one follows it.
    """
    closed: list[Bracketed] = []
    unclosed: list[Bracketed] = []
    open_at: list[int] = []
    for mark in _MARK.finditer(text):
        sign, place = mark[0], mark.start()
        if sign in _STOPS:
            unclosed += _unclosed(text, open_at, place)
            open_at = []
        elif sign in _OPENING:
            if sign == "《" or open_at:  # 〈 alone sets off anything, < alone compares
                open_at.append(place)
        elif open_at:
            closed += _closed(text, _opening_of(sign, text, open_at), place)
    unclosed += _unclosed(text, open_at, len(text))
    return _in_order([*closed, *unclosed])


def _opening_of(sign: str, text: str, open_at: list[int]) -> int:
    """Take the bracket that a closing sign closes: 》 goes back to 《, over a 〈 that nobody closed."""
    place = open_at.pop()
    while sign == "》" and text[place] != "《" and open_at:
        place = open_at.pop()
    return place


def _closed(text: str, opening: int, closing: int) -> Iterator[Bracketed]:
    inside = text[opening + 1 : closing]
    name = inside.strip()
    if 2 <= len(name) <= MAX_CHARS:
        start = opening + 1 + inside.index(name)
        yield Bracketed(start, start + len(name))


def _unclosed(text: str, open_at: list[int], until: int) -> Iterator[Bracketed]:
    """Names behind brackets that are still open at a stop; 《A、《B》 leaves the first one open."""
    for place in open_at:
        name = _UNCLOSED.match(text, place + 1, until) or _TO_A_STOP.match(text, place + 1, until)
        if name and text[place] == "《":
            yield Bracketed(name.start(), name.end())


def _in_order(found: list[Bracketed]) -> list[Bracketed]:
    """Sorted, and those inside another one marked."""
    ordered = sorted(found, key=lambda each: (each.start, -each.end))
    furthest = 0
    for index, each in enumerate(ordered):
        if each.end <= furthest:
            ordered[index] = replace(each, nested=True)
        furthest = max(furthest, each.end)
    return ordered
