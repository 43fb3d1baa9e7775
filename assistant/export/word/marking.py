"""A draft's paragraphs and last year's document in, one text out that shows what was deleted and inserted. Pure.

Kept and inserted segments are the draft, kept and deleted ones last year's text, both word for word and in their own
order. What moved is deleted where it stood and inserted where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from assistant.compare.difference import difference
from assistant.export.word.blocks import Block, Segment, part_of
from assistant.export.word.layout import Part
from ingest.labels import label_of
from ingest.records import Item, Outline

_DATE: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_ATTACHMENT: Final = re.compile(r"附件\d*(?:/|$)")  # an address inside an attachment; 附件说明 is a part of the text
_UNIQUE: Final[frozenset[Part]] = frozenset(("title", "addressees", "note", "signer", "date"))
# Of a sentence that keeps less than this share of its characters, whole texts are easier to read than marks inside.
LEAST_KEPT: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Old:
    """An item of last year's document, or another of its parts; its paragraphs are parted by line feeds."""

    part: Part
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Match:
    """The new thing of that number goes on from the old stretch [start, end)."""

    new: int
    start: int
    end: int
    weight: int  # characters in common


def marked_blocks(blocks: Sequence[Block], base: Outline) -> Iterator[Block]:
    """Mark what became of last year's text.

    Args:
        blocks (Sequence[Block]): The draft's paragraphs; the last one is its date.
        base (Outline): Last year's document.

    Yields:
        Block: In the order of the draft; what was dropped stands where it stood. The last one is not dropped, since a
            document's last paragraph cannot be.
    """
    old = _old_parts(base)
    matches = {m.new: m for m in _in_order(_paragraph_matches(blocks, old))}
    done = 0
    for n, block in enumerate(blocks):
        until = _next_start(matches, n, len(old))
        yield from chain.from_iterable(map(_dropped, old[done:until]))
        yield from _revised(block, old[until]) if n in matches else [_new(block)]
        done = matches[n].end if n in matches else until


def _next_start(matches: Mapping[int, _Match], new: int, end: int) -> int:
    """Where the old stretch begins that the next matched thing goes on from: what lies before it was dropped.

    Deletions stand in front of what was inserted at the same place, as in Word.
    """
    return min((match.start for n, match in matches.items() if n >= new), default=end)


# --- paragraphs -------------------------------------------------------------------------------------------------------


def _old_parts(base: Outline) -> list[_Old]:
    """Those of the text, without attachments and what stands behind the date."""
    front = [_Old("title", base.title), *([_Old("addressees", f"{base.addressees}：")] if base.addressees else [])]
    items = [item for item in base.items if not item.cells and not _ATTACHMENT.match(item.address)]
    parts = [part for item in items for part in _parts(item)]
    until = next((n for n, part in enumerate(parts, 1) if part.part == "date"), len(parts))
    return front + parts[:until]


def _parts(item: Item) -> Iterator[_Old]:
    """An item as it stands; of a signature the lines."""
    *above, last = item.text.split("\n")
    if _DATE.fullmatch(last):
        yield from (_Old("signer", line, item.address) for line in above)
        yield _Old("date", last, item.address)
    else:
        yield _Old("note" if item.address == "附件说明" else part_of(item.text), item.text, item.address)


def _paragraph_matches(blocks: Sequence[Block], old: Sequence[_Old]) -> Iterator[_Match]:
    for n, block in enumerate(blocks):
        for o, paragraph in enumerate(old):
            if block.part in _UNIQUE and block.part == paragraph.part:
                yield _Match(n, o, o + 1, len(paragraph.text))
            elif weight := sum(m.end - m.start for m in _sentence_matches(block, paragraph)):
                yield _Match(n, o, o + 1, weight)


def _in_order(matches: Iterable[_Match]) -> list[_Match]:
    """The heaviest choice in which nothing is used twice and the order of old and new is the same."""
    ordered = sorted(matches, key=lambda m: (m.new, m.start))
    chains: list[tuple[int, list[_Match]]] = []
    for match in ordered:
        before = [chain for chain in chains if chain[1][-1].new < match.new and chain[1][-1].end <= match.start]
        weight, members = max(before, key=lambda chain: chain[0], default=(0, []))
        chains.append((weight + match.weight, [*members, match]))
    return max(chains, key=lambda chain: chain[0], default=(0, []))[1]


def _new(block: Block) -> Block:
    return Block(block.part, tuple(replace(segment, change="insert") for segment in block.segments), "insert")


def _dropped(old: _Old) -> Iterator[Block]:
    for line in old.text.split("\n"):
        yield Block(old.part, (Segment(line, is_lead=old.part != "heading 2", change="delete"),), "delete")


# --- inside a paragraph -----------------------------------------------------------------------------------------------


def _sentence_matches(block: Block, old: _Old) -> Iterator[_Match]:
    """Which sentences of a paragraph go on from which stretch of the old one."""
    for n, segment in enumerate(block.segments):
        for source in segment.sentence.sources if segment.sentence else ():
            at = old.text.find(source.quote) if source.role == "prior" and source.address == old.address else -1
            if at >= 0:
                yield _Match(n, at, at + len(source.quote), len(source.quote))


def _revised(block: Block, old: _Old) -> Iterator[Block]:
    """A paragraph that goes on from an old item; where that had several paragraphs, their ends are deleted."""
    matches = {m.new: m for m in _in_order([*_label_match(block, old), *_sentence_matches(block, old)])}
    segments: list[Segment] = []
    for segment in _marked_segments(block.segments, matches, old.text):
        *above, last = segment.text.split("\n") if segment.change == "delete" else [segment.text]
        for line in above:
            yield Block(block.part, (*segments, replace(segment, text=line)), "delete")
            segments = []
        segments.append(replace(segment, text=last))
    yield Block(block.part, tuple(segments))


def _label_match(block: Block, old: _Old) -> Iterator[_Match]:
    """A label goes on from the label, a paragraph without sentences (title, date) from the whole."""
    if block.part in _UNIQUE:
        yield _Match(0, 0, len(old.text), len(old.text))
    elif block.segments[0].sentence is None and (label := label_of(old.text)):
        yield _Match(0, 0, label.length, 1)


def _marked_segments(segments: Sequence[Segment], matches: Mapping[int, _Match], old: str) -> Iterator[Segment]:
    done = 0
    for n, segment in enumerate(segments):
        until = _next_start(matches, n, len(old))
        if done < until:
            yield replace(segment, text=old[done:until], change="delete")
        if n in matches:
            yield from _difference(old[until : matches[n].end], segment)
        else:
            yield replace(segment, change="insert")
        done = matches[n].end if n in matches else until
    if done < len(old):
        yield replace(segments[-1], text=old[done:], change="delete")


def _difference(old: str, segment: Segment) -> Iterator[Segment]:
    marked = difference(old, segment.text)
    kept = sum(len(text) for operation, text in marked if operation == "keep")
    if kept < LEAST_KEPT * min(len(old), len(segment.text)):
        marked = (("delete", old), ("insert", segment.text))
    yield from (replace(segment, text=text, change=operation) for operation, text in marked)
