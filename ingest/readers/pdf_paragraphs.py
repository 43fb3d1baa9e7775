"""Printed lines become paragraphs again: by indents, short last lines, gaps and sizes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from ingest.labels import Rank, label_of
from ingest.readers.joining import begins_with_label, ends_sentence, glue
from ingest.readers.pdf_page import TextLine
from ingest.readers.titles import LARGER, Look
from ingest.records import Line

INDENT: Final = 1.0  # ems behind the left edge; the genre indents by two
SLACK: Final = 0.5  # ems by which justified lines and estimated widths may be off
EXACT: Final = 0.8  # ems; a line that ends nearer to the right edge was almost surely broken there
GAP: Final = 1.5  # times the usual distance of lines
# What stays together at a line break: a word or figure, or one ideograph, with the punctuation that clings to it.
UNBREAKABLE: Final = re.compile(r"[“‘（《〈「【(]*(?:[!-~]+|.)[，。、；：！？”’）》〉」】%％…]*")
LATIN_EMS: Final = 0.55  # average width of a Latin letter or figure
BRIEF: Final = 0.4  # share of short lines, each of which ends a paragraph
RIGHT_SHARE: Final = 0.2  # share of lines that end at the right edge in justified text
NARROW: Final = 15.0  # ems; where the text is no wider, none of its lines was broken for its width
FAR: Final = 0.4  # share of the width; a line that begins behind it was set to the right: a signature, a date
_FIGURES: Final = r"[\s\d〇○零一二三四五六七八九十]"
DATE: Final = re.compile(rf"{_FIGURES}{{4,}}年{_FIGURES}+月{_FIGURES}+日")
# 云岭党〔2025〕6号
REFERENCE: Final = re.compile(r"[^\s，。]{1,20}[〔\[［【（(]\s*(?:19|20)\d\d\s*[〕\]］】）)]\s*第?\s*\d+\s*号")
ATTACHMENT: Final = re.compile(rf"附\s*件{_FIGURES}*(?:[：:].*)?")
COMMON: Final = 0.05  # share of lines that must begin at the left edge for it to be one


@dataclass(frozen=True, slots=True)
class Block:
    """The text area as the lines themselves show it; points."""

    left: float
    right: float
    pitch: float  # from the top of one line to the next
    size: float
    indenting: bool  # paragraphs begin with an indent
    brief: bool  # most paragraphs have one or two lines

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> Block:
        """Measure all lines of a document."""
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        size = max(sizes, key=sizes.__getitem__)
        body = [line for line in lines if line.size == size]
        lefts = Counter(round(line.x0 / 2) * 2 for line in body)
        left = min((x for x, count in lefts.items() if count > 1 and count >= COMMON * len(body)), default=min(lefts))
        right = _right(body)
        if right - left < NARROW * size:
            right = max(line.x1 for line in lines)
        indented = sum(INDENT * size <= line.x0 - left <= 4 * size for line in body)
        short = sum(_is_short(line, following.text, right) for line, following in pairwise(body))
        return cls(left, right, _pitch(body), size, indented > COMMON * len(body), short > BRIEF * len(body))


def paragraphs(lines: Sequence[TextLine], block: Block) -> Iterator[tuple[Line, Look]]:
    """Join lines to paragraphs, over page breaks too.

    Args:
        lines (Sequence[TextLine]): Consecutive lines without a table between them.
        block (Block): The document's text area.

    Yields:
        tuple[Line, Look]: A paragraph with the page that it begins on, and how its first line is set.
    """
    if not lines:
        return
    groups = [[lines[0]]]
    for following in lines[1:]:
        if _begins(groups[-1], following, block):
            groups.append([following])
        else:
            groups[-1].append(following)
    for group in groups:
        yield _joined(group), Look(group[0].size, _is_centred(group[0], block))


def _joined(group: Sequence[TextLine]) -> Line:
    """One paragraph of its printed lines, with the places where it goes on over a page."""
    text = ""
    turns = []
    for above, line in zip([group[0], *group], group, strict=False):
        text = glue(text, line.text)
        if line.page != above.page:
            turns.append((len(text) - len(line.text), line.page))
    return Line(text, page=group[0].page, turns=tuple(turns))


def _begins(paragraph: Sequence[TextLine], following: TextLine, block: Block) -> bool:
    """Whether a line begins a new paragraph rather than going on with the one above it."""
    line, em = paragraph[-1], following.size
    if _is_apart(line, following, block):
        return True
    finished, exact = ends_sentence(line.text), line.x1 >= block.right - EXACT * em
    if line.x0 > paragraph[0].x0 + em / 2:  # the paragraph hangs: all but its first line are indented
        return abs(following.x0 - line.x0) > em / 2
    if following.x0 > line.x0 + em / 2:
        hangs = len(paragraph) == 1 and begins_with_label(line.text) and exact and not finished
        return not hangs
    if following.x0 - block.left >= INDENT * em:
        return finished or not exact or begins_with_label(following.text)
    if block.indenting:
        return finished and _opens_item(following.text)
    return _opens_item(following.text) or (finished and (block.brief or not exact))


def _is_apart(line: TextLine, following: TextLine, block: Block) -> bool:
    """Whether size, distance, a short line, a signature, a 文号 or 附件 parts two lines; a large title stays lines."""
    resized = abs(line.size - following.size) > (LARGER - 1) * block.size or following.size >= LARGER * block.size
    distant = line.page == following.page and following.top - line.top > GAP * block.pitch
    far = line.x0 - block.left > FAR * (block.right - block.left)
    closed = far or any(whole.fullmatch(line.text) for whole in (DATE, REFERENCE))
    opens = ATTACHMENT.fullmatch(following.text) is not None
    short = _is_short(line, following.text, block.right) and not _runs_on(line, following, block)
    return resized or distant or closed or opens or short


def _runs_on(line: TextLine, following: TextLine, block: Block) -> bool:
    """Whether a sentence goes on at the left edge where paragraphs begin indented, however short its line was set."""
    at_edge = following.x0 - block.left < INDENT * following.size / 2
    return block.indenting and at_edge and not ends_sentence(line.text) and not _opens_item(following.text)


def _is_short(line: TextLine, following: str, right: float) -> bool:
    """Whether the beginning of the next line would still have fitted, so that the line was not broken for its width."""
    opening = UNBREAKABLE.match(following)
    ems = sum(LATIN_EMS if c.isascii() else 1.0 for c in opening[0]) if opening else 1.0
    return line.x1 + (ems + SLACK) * line.size < right


def _opens_item(text: str) -> bool:
    """Whether a line at the left edge opens an item; 一是 there is rather the middle of a paragraph."""
    label = label_of(text)
    return label is not None and label.rank != Rank.INLINE


def _is_centred(line: TextLine, block: Block) -> bool:
    return abs((line.x0 - block.left) - (block.right - line.x1)) < line.size


def _right(lines: Sequence[TextLine]) -> float:
    """Where justified lines end; in ragged text, where nearly the longest does."""
    ends = Counter(round(line.x1 / 2) * 2 for line in lines)
    end, count = max(ends.items(), key=lambda item: item[1])
    return end if count >= RIGHT_SHARE * len(lines) else sorted(line.x1 for line in lines)[int(0.95 * (len(lines) - 1))]


def _pitch(lines: Sequence[TextLine]) -> float:
    gaps = [b.top - a.top for a, b in pairwise(lines) if a.page == b.page and b.top > a.top]
    return median(gaps) if gaps else 2 * lines[0].size
