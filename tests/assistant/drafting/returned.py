"""Drafts to give away: a plan of the sample library, or of any file, as if the draft had carried all of it over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from assistant.drafting.cutting import is_bare, is_content, sentences, whole
from assistant.drafting.records import Draft, DraftItem, Plan, Reading, Row, Section, Sentence, Task, blank
from ingest.labels import label_of
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import EVERYONE, Document, Item, Line, Text
from ingest.settings import Settings


@cache
def lines_of(path: Path) -> tuple[Line, ...]:
    with Sandbox(Settings.from_environment(os.environ)) as sandbox:
        return tuple(sandbox.read(path))


def draft_of(path: Path) -> Draft:
    """A file as a draft: every sentence is 沿用 from that file, every item has a row and a task."""
    return draft_from(lines_of(path), path.name)


def draft_from(lines: Iterable[Line], file: str) -> Draft:
    outline = outline_of(Text.of(lines), file)
    document = Document(1, 1, 1, file, (), outline.title, outline.year, outline.kind, outline.unit, EVERYONE)
    reading = Reading(document, outline, (), ())
    sections = [Section("", Sentence("", "用户给定", ()), ())]
    for item in filter(is_content, outline.items):
        if item.level == 1 and is_bare(item) and item.label not in ("导语", "¶1"):
            sections.append(Section(printed_label(item), carried(reading, item)[0], ()))
        else:
            last = sections[-1]
            sections[-1] = Section(last.label, last.heading, (*last.items, *paragraphs(reading, item)))
    kept = tuple(section for section in sections if section.heading.text or section.items)
    year = outline.year or 2026
    return Draft(
        outline.unit or "云岭集团", year, outline.title, outline.addressees, "", kept,
        plan_of(outline.unit, year, kept), tasks_of(kept),
    )  # fmt: skip


def paragraphs(reading: Reading, item: Item) -> Iterator[DraftItem]:
    """An item of several paragraphs is as many items of one address."""
    row = "" if item.label == "导语" else item.address
    ends = [item.start + n for n, character in enumerate(item.text) if character == "\n"]
    cut = carried(reading, item)
    for begin, end in pairwise([item.start - 1, *ends, item.end]):
        inside = tuple(sentence for sentence in cut if begin <= sentence.sources[0].start < end)
        yield DraftItem(printed_label(item) if begin < item.start else "", item.address, inside, row)


def printed_label(item: Item) -> str:
    label = label_of(item.text)
    return item.text[: label.length].strip() if label else ""


def carried(reading: Reading, item: Item) -> tuple[Sentence, ...]:
    stretches = [whole(reading, item)] if item.level == 1 and is_bare(item) else sentences(reading, item)
    return tuple(Sentence(s.quote, "沿用", (s.source("prior"),)) for s in stretches if s.quote)


def plan_of(unit: str, year: int, sections: Iterable[Section]) -> Plan:
    rows: dict[str, Row] = {}
    for section in sections:
        for item in (item for item in section.items if item.row):
            title = item.sentences[0].text.rstrip("。")
            row = rows.get(item.row, Row(item.row, "keep", title, section.heading.text, "常规工作", ()))
            sources = (source for sentence in item.sentences for source in sentence.sources)
            rows[item.row] = replace(row, sources=(*row.sources, *sources))
    headings = tuple(section.heading.text for section in sections if section.heading.text)
    return Plan(unit, year, headings, tuple(rows.values()))


def tasks_of(sections: Iterable[Section]) -> tuple[Task, ...]:
    """A task for every item with words behind its lead."""
    items = [item for section in sections if section.heading.text for item in section.items if len(item.sentences) > 1]
    return tuple(
        Task(
            number,
            item.sentences[0].text.rstrip("。"),
            item.sentences[1].text,
            blank("牵头单位"),
            ("各党支部",),
            blank("完成时限"),
            item.address,
            item.sentences[1].sources,
            from_last_year=True,
        )
        for number, item in enumerate(items, 1)
    )
