"""Text -> sentences and clauses with their offsets; what stands in quotation marks or brackets is never cut. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_OPENING: Final = "“《〈（(「『"
_CLOSING: Final = "”》〉）)」』"
_MARK: Final = re.compile(r"[“《〈（(「『”》〉）)」』。！？!?；;\n\t，,：:]")
_SENTENCE_ENDS: Final = frozenset("。！？!?；;\n\t")
ENCLOSED_CHARS: Final = 120  # an opening mark without a closing one within this is a slip of the pen


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence between two stops, without white space around it; offsets are the document's."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Clauses up to a full stop, a semicolon or a line's end, which is not part of them."""

    clauses: tuple[Clause, ...]
    stop: str  # the mark behind it; "" at the end of the text

    @property
    def start(self) -> int:
        """Offset of the first clause."""
        return self.clauses[0].start

    @property
    def end(self) -> int:
        """Offset behind the last clause."""
        return self.clauses[-1].end


def sentences_of(text: str, start: int) -> list[Sentence]:
    """Cut a text.

    Args:
        text (str): An item's own words.
        start (int): Offset of its first character in the document.

    Returns:
        list[Sentence]: In reading order; every clause's `text` stands at its `start`.
    """
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    begin = 0
    for position in [*_stops(text), len(text)]:
        clauses += _stripped(text, begin, position, start)
        begin = position + 1
        stop = text[position : position + 1]
        if clauses and (not stop or stop in _SENTENCE_ENDS):
            sentences.append(Sentence(tuple(clauses), stop))
            clauses = []
    return sentences


def _stops(text: str) -> Iterator[int]:
    """Offsets of the stops that stand outside of all brackets and quotation marks."""
    behind = 0
    for match in _MARK.finditer(text):
        position, mark = match.start(), match[0]
        if position < behind:
            continue
        if mark in _OPENING:
            behind = _closing(text, position)
        elif mark not in _CLOSING:
            yield position


def _closing(text: str, opening: int) -> int:
    """Offset behind the mark that closes an opening one; behind the opening one itself where none does."""
    closing = _CLOSING[_OPENING.index(text[opening])]
    found = text.find(closing, opening, opening + ENCLOSED_CHARS)
    return found + 1 if found >= 0 else opening + 1


def _stripped(text: str, begin: int, end: int, start: int) -> list[Clause]:
    piece = text[begin:end]
    words = piece.strip()
    return [Clause(words, start + begin + len(piece) - len(piece.lstrip()))] if words else []
