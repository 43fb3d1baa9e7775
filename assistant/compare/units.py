"""Outline -> what is compared: blocks, and the clauses that they are made of. Pure.

A block is what a person reads as one line of the comparison: a numbered item of a plan, a sentence of a long report.
A clause stands between two stops. Clauses are what is aligned, since sentences of two years rarely match as a whole: a
report keeps one half of a sentence, drops a quarter and moves the rest. Blocks are paired by the clauses they share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.compare.quoting import quoted
from assistant.compare.records import Unit
from ingest.labels import label_of
from ingest.obligations.clauses import Clause, Sentence, sentences_of
from ingest.records import Item, Outline

LONG_ITEM: Final = 250  # characters; an item beyond this is read as prose, as a passage is (DESIGN.md, decision 1)
SHORT_CLAUSE: Final = 6  # characters; a shorter clause (补短板) cannot be aligned by itself
LITTLE_MATTER: Final = 2  # characters; nor can one of which, values left out, less is left (5月底前完成)
SIGNATURE: Final = "落款"
TAB: Final = "\t"  # between the cells of a row
_ROW_NUMBER: Final = re.compile(r"\d+\t")
_VALUE: Final = re.compile(
    r"\d[\d.]*[%％万亿千百]*(?:[\u4e00-\u9fff]|(?![A-Za-z]))|每(?:半年|季度|[年月周])|不少于|至少|不低于|以上|底前|完成|\W"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A clause: the smallest stretch that is aligned."""

    text: str
    start: int
    block: int  # index in Cut.blocks

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)

    @property
    def matter(self) -> str:
        """What it is about: how much, how often and by when left out, unless it says nothing else."""
        return _VALUE.sub("", self.text) or self.text


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the comparison."""

    item: Item
    start: int
    end: int
    parts: range  # indices in Cut.parts, at least one
    heading: bool  # it has items below it and says nothing itself
    titled: bool  # it is an item whose first clause is its title: 抓好新闻宣传工作。
    above: tuple[int, ...]  # indices in Cut.blocks of the headings that it stands under, outermost first
    looks_back: bool  # the section tells of what was done


@dataclass(frozen=True, slots=True)
class Cut:
    """A document, cut up; every part lies in one block, every block in one item."""

    year: int | None
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]

    def block_of(self, part: int) -> Block:
        """The block that a part belongs to."""
        return self.blocks[self.parts[part].block]

    def is_heading(self, part: int) -> bool:
        """Whether a clause is a heading."""
        return self.block_of(part).heading

    def looks_back(self, part: int) -> bool:
        """Whether a clause stands in a section that tells of what was done."""
        return self.block_of(part).looks_back

    def is_title(self, part: int) -> bool:
        """Whether a clause is the title of its item."""
        block = self.block_of(part)
        return block.titled and part == block.parts[0]

    def clause(self, part: int) -> Unit:
        """A clause without the label before and the stop behind it."""
        found = self.parts[part]
        return Unit(self.block_of(part).item.address, found.text, found.start, found.end)

    def unit(self, first: int, last: int) -> Unit:
        """Neighbouring parts of one block; at the block's edges its label and its stop are taken along."""
        block = self.block_of(first)
        start = block.start if first == block.parts[0] else self.parts[first].start
        end = block.end if last == block.parts[-1] else self.parts[last].end
        return Unit(block.item.address, quoted(block.item, start, end), start, end)

    def whole(self, block: int) -> Unit:
        """All of a block."""
        parts = self.blocks[block].parts
        return self.unit(parts[0], parts[-1])

    def length(self, parts: Iterable[int]) -> int:
        """Characters of parts."""
        return sum(len(self.parts[part].text) for part in parts)


def is_prose(outline: Outline) -> bool:
    """Whether most of a document stands in unnumbered paragraphs or in items too long to be one line.

    Args:
        outline (Outline): A document.

    Returns:
        bool: True for year's reports, False for plans, tables and regulations.
    """
    items = [item for item in outline.items if item.title != SIGNATURE]
    prose = sum(len(item.text) for item in items if "¶" in item.label or len(item.text) > LONG_ITEM)
    return prose > sum(len(item.text) for item in items) / 2


def cut(outline: Outline, *, by_sentence: bool) -> Cut:
    """Cut a document up; the signature and the header rows of tables are left out.

    Args:
        outline (Outline): A document.
        by_sentence (bool): A block is a sentence; otherwise it is an item's own text.

    Returns:
        Cut: All of its text in reading order, but for labels, stops and white space between the blocks.
    """
    parents = {item.address.rpartition("/")[0] for item in outline.items}
    voices = {item.address: item.tense != "plan" for item in outline.items if item.level == 1}
    headings: dict[str, int] = {}
    blocks: list[Block] = []
    parts: list[Part] = []
    for item in outline.items:
        sentences = sentences_of(*_words(item))
        heading = item.address in parents and len(sentences) == 1
        is_header = TAB in item.text and not item.cells and item.address in parents
        if item.title == SIGNATURE or not sentences or is_header:
            continue
        above = tuple(headings[address] for address in _ancestors(item.address) if address in headings)
        looks_back = voices.get(item.address.partition("/")[0], False)
        for start, end, clauses in _stretches(item, sentences, by_sentence=by_sentence, heading=heading):
            span = range(len(parts), len(parts) + len(clauses))
            parts += [Part(clause.text, clause.start, len(blocks)) for clause in clauses]
            titled = not by_sentence and len(clauses) > 1
            blocks.append(Block(item, start, end, span, heading, titled, above, looks_back))
        if heading:
            headings[item.address] = len(blocks) - 1
    return Cut(outline.year, tuple(blocks), tuple(parts))


def _ancestors(address: str) -> Iterator[str]:
    """Addresses of the items above one, outermost first: 三/（一）/1 gives 三 and 三/（一）."""
    labels = address.split("/")
    yield from ("/".join(labels[:length]) for length in range(1, len(labels)))


def _words(item: Item) -> tuple[str, int]:
    """An item's text behind its label, and where that begins; a label alone is kept."""
    label, number = label_of(item.text), _ROW_NUMBER.match(item.text)
    length = number.end() if number else label.length if label else 0
    return (item.text[length:], item.start + length) if length < len(item.text) else (item.text, item.start)


def _stretches(
    item: Item, sentences: Sequence[Sentence], *, by_sentence: bool, heading: bool
) -> Iterator[tuple[int, int, list[Clause]]]:
    """Start, end and clauses of the blocks of one item; a heading and a row of a table are one clause."""
    if heading or TAB in item.text:
        words, start = _words(item)
        yield item.start, item.end, [Clause(words, start)]
    elif by_sentence:
        for sentence in sentences:
            yield sentence.start, sentence.end, list(_joined(sentence.clauses, item))
    else:
        yield item.start, item.end, [clause for sentence in sentences for clause in _joined(sentence.clauses, item)]


def _joined(clauses: Iterable[Clause], item: Item) -> Iterator[Clause]:
    """Clauses of a sentence; a short one is joined to the one before it, the first one to the next."""
    found: list[Clause] = []
    for clause in clauses:
        if found and (_is_short(clause) or _is_short(found[-1])):
            clause = _between(found.pop(), clause, item)
        found.append(clause)
    yield from found


def _is_short(clause: Clause) -> bool:
    return len(clause.text) < SHORT_CLAUSE or len(_VALUE.sub("", clause.text)) < LITTLE_MATTER


def _between(first: Clause, last: Clause, item: Item) -> Clause:
    return Clause(quoted(item, first.start, last.end), first.start)
