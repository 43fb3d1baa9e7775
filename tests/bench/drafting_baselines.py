"""What a draft must be better than: last year's text with the year replaced, and passages that a search finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import Final

from assistant.drafting.records import Brief
from assistant.search import search
from ingest.home import Home
from ingest.labels import label_of
from ingest.obligations.clauses import sentences_of
from ingest.outline import outline_of
from ingest.records import Filters, Item, ItemHit, Line, Outline, Text
from tests.bench.drafting_material import HeldOut, planned, sentences_in

HITS: Final = 1000  # items that are searched for under each heading: more than any draft has sentences there


def year_replaced(held: HeldOut) -> Outline:
    """Last year's plan with this year's number in place of last year's.

    Args:
        held (HeldOut): The year that is drafted.

    Returns:
        Outline: Read like any document.
    """
    return _read(held, [item.text for item in held.base.items])


def retrieved(held: HeldOut, home: Home) -> Outline:
    """Under last year's headings what a search for the heading and the year finds in the draft's own sources.

    Args:
        held (HeldOut): The year that is drafted.
        home (Home): The library that the draft was written from.

    Returns:
        Outline: With as many sentences as the draft, shared out among the sections as last year's are; none twice.
    """
    headings = _headings(held.base)
    sections = [_sentences(held.base, heading.address) for heading in headings]
    wanted = sum(1 for _ in sentences_in(held.drafted)) - len(headings)
    ends = [0, *(round(wanted * told / sum(sections)) for told in accumulate(sections))]
    lines: list[str] = []
    used = {heading.text for heading in headings}
    for heading, (start, end) in zip(headings, pairwise(ends), strict=True):
        fresh = (each for each in _found(heading.text, held.brief, home) if each not in used)
        chosen = [*islice(dict.fromkeys(fresh), end - start)]
        used.update(chosen)
        lines += [heading.text, *(f"{sentence}。" for sentence in chosen)]
    return _read(held, lines)


def _headings(outline: Outline) -> list[Item]:
    return [item for item in outline.items if item.level == 1 and "¶" not in item.label]


def _sentences(outline: Outline, section: str) -> int:
    """How many a section has."""
    items = (item for item in outline.items if item.address.startswith(f"{section}/"))
    return sum(len(sentences_of(item.text, 0)) for item in items)


def _found(heading: str, brief: Brief, home: Home) -> Iterator[str]:
    """Sentences of the passages found, best first; rows of tables are none."""
    label = label_of(heading)
    query = f"{brief.year}年{heading[label.length if label else 0 :]}"
    readings = (*brief.prior, *brief.summaries, *brief.superiors, *brief.regulations)
    files = tuple(dict.fromkeys(reading.document.file for reading in readings))
    for hit in search(home, query, HITS, Filters(files=files)):
        if not hit.item.cells:
            yield from _passages(hit)


def _passages(hit: ItemHit) -> Iterator[str]:
    for sentence in sentences_of(hit.item.text, hit.item.start):
        if any(start <= sentence.start < end for start, end in hit.spans):
            yield hit.item.text[sentence.start - hit.item.start : sentence.end - hit.item.start]


def _read(held: HeldOut, texts: Sequence[str]) -> Outline:
    last, year = held.brief.base.outline.year or held.brief.year - 1, held.brief.year
    lines = (line.replace(f"{last}年", f"{year}年") for text in texts for line in text.split("\n"))
    outline = outline_of(Text.of([Line(held.draft.title, "title"), *map(Line, lines)]), f"{held.draft.title}.docx")
    return planned(outline)
