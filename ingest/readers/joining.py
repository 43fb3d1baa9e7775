"""Lines that belong together: sentences broken over two lines, and text wrapped at a fixed width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from ingest.labels import label_of
from ingest.records import Line

INVISIBLE: Final = "\ufeff\u200b\u200c\u200d\u2060\x1a"  # marks that str.strip() keeps
OPENINGS: Final = ("附件", "附：", "●", "■", "◆", "▲", "·", "•", "—", "-")
MID_SENTENCE: Final = ("，", "、")
SENTENCE_END: Final = tuple("。！？；：!?;:…”’）)】》」』")
FEWEST_WRAPPED_LINES: Final = 5
WRAP_WIDTHS: Final = range(36, 133)  # columns at which people and programs wrap; an ideograph takes two
RAGGED: Final = 4  # columns by which a full line may fall short: punctuation is not put at a line's beginning


def begins_with_label(text: str) -> bool:
    """Whether a line opens an item of its own: 一、（一）1. ① 一是 第三条 附件1 or a bullet."""
    return label_of(text) is not None or text.startswith(OPENINGS)


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a paragraph may end."""
    return text.endswith(SENTENCE_END)


def trim(text: str) -> str:
    """One line as records.Line wants it: white space around it and invisible marks removed, tabs as spaces."""
    return text.replace("\t", " ").replace("\u00a0", " ").strip().strip(INVISIBLE).strip()


def glue(first: str, second: str) -> str:
    """Join two halves of a wrapped line: Chinese without a separator, Latin words and numbers with a space."""
    apart = first[-1:].isascii() and second[:1].isascii() and first[-1:].isalnum() and second[:1].isalnum()
    return f"{first} {second}" if apart else first + second


def join_broken(lines: Iterable[Line]) -> list[Line]:
    """Join a paragraph that stops in the middle of a sentence (， or 、) to the next, unless that opens an item."""
    joined: list[Line] = []
    for line in lines:
        if joined and _continues(joined[-1], line):
            joined[-1] = _joined(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _joined(line: Line, following: Line) -> Line:
    length = len(line.text)
    page = line.turns[-1][1] if line.turns else line.page
    turn = [(length, following.page)] if following.page and following.page != page else []
    turns = (*line.turns, *turn, *((length + offset, page) for offset, page in following.turns))
    return replace(line, text=line.text + following.text, turns=turns)


def _continues(line: Line, following: Line) -> bool:
    plain = not (line.style or following.style or line.row or following.row)
    return plain and line.text.endswith(MID_SENTENCE) and not begins_with_label(following.text)


def reflow(lines: Sequence[str]) -> list[str]:
    """Undo hard wrapping: the paragraphs of a text whose lines were broken at a fixed width.

    Args:
        lines (Sequence[str]): The file's lines with their indents, empty ones included.

    Returns:
        list[str]: Paragraphs, still with indents and empty lines; the same lines where nothing was wrapped.
    """
    limit = _wrap_width(lines)
    if limit is None:
        return list(lines)
    indenting = sum(line[:1].isspace() for line in lines) > len(lines) / 20
    paragraphs: list[str] = []
    broken = False  # the last line was full, so that the next may continue it
    for line in lines:
        starts = line[:1].isspace() or begins_with_label(line) or not line.strip()
        if broken and not starts and (indenting or not ends_sentence(paragraphs[-1].rstrip())):
            paragraphs[-1] = glue(paragraphs[-1].rstrip(), line)
        else:
            paragraphs.append(line)
        broken = _width(line) >= limit - RAGGED
    return paragraphs


def _wrap_width(lines: Sequence[str]) -> int | None:
    """Columns at which most lines were broken, or None where they were not."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < FEWEST_WRAPPED_LINES or max(map(len, filled)) > WRAP_WIDTHS.stop:
        return None
    widths = sorted(map(_width, filled))
    limit = widths[int(0.9 * len(widths))]
    full = [line for line in filled if abs(_width(line) - limit) <= RAGGED]
    unfinished = sum(not ends_sentence(line.rstrip()) for line in full)
    longer = sum(width > limit + RAGGED for width in widths)
    wrapped = unfinished >= 0.4 * len(filled) and longer <= len(filled) / 20
    return limit if wrapped and limit in WRAP_WIDTHS else None


def _width(line: str) -> int:
    """Columns on a screen: two for an ideograph and for Chinese punctuation."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line.rstrip())
