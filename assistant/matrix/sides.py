"""The three sides of a year's loop: what the 要点 asks, what the 任务分解 assigns, what the reports tell. Pure.

A side holds parts, each an item with the sentences that carry its matter; headings, opening paragraphs and signatures
are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.compare.quoting import quoted
from assistant.matrix.parts import Part, Quoted
from ingest.obligations.clauses import Sentence, sentences_of
from ingest.records import Document, Item, Kind, Outline

ASKING: Final[frozenset[Kind]] = frozenset(("要点",))
ASSIGNING: Final[frozenset[Kind]] = frozenset(("任务分解",))
TELLING: Final[frozenset[Kind]] = frozenset(("总结", "总结及计划", "报告"))

_LEADING: Final = ("：", ":")
_APART: Final = frozenset(("导语", "落款", "附件说明"))
# Sections that say what a plan stands for, not what is to be done.
_GUIDING: Final = re.compile(r"(总体|工作|基本)(要求|思路|目标|原则)|指导思想|主要目标")
# Columns of a breakdown table that say who, when or which, not what.
_NOT_MATTER: Final = re.compile(r"序号|编号|单位|部门|责任|牵头|配合|领导|时限|时间|期限|进度|备注|[人号]$")
_WHEN: Final = re.compile(r"时限|时间|期限|进度")

_GLUE: Final = {0: "", 1: "\n"}  # what stands between an item and the next one, by its length

Read = tuple[Document, Outline]


@dataclass(frozen=True, slots=True)
class Sides:
    """One unit's year."""

    asked: tuple[Part, ...]  # an item each
    assigned: tuple[Part, ...]  # a row each, or an item where the breakdown is no table
    told: tuple[Part, ...]  # a sentence each
    documents: tuple[Document, ...]


def sides_of(documents: Sequence[Read]) -> Sides:
    """Sort a unit's documents of one year into sides.

    Args:
        documents (Sequence[Read]): Of any kinds; those of other kinds are passed over.

    Returns:
        Sides: Tables inside a 要点 belong to the breakdown.
    """
    asked: list[Part] = []
    assigned: list[Part] = []
    told: list[Part] = []
    used: list[Document] = []
    for document, outline in documents:
        if document.kind in ASKING:
            asked += _asked(document, outline)
        if document.kind in ASKING | ASSIGNING:
            assigned += _assigned(document, outline)
        if document.kind in TELLING:
            told += _told(document, outline)
        if document.kind in ASKING | ASSIGNING | TELLING:
            used.append(document)
    return Sides(tuple(asked), tuple(assigned), tuple(told), tuple(used))


def _asked(document: Document, outline: Outline) -> Iterator[Part]:
    for item, sentences in _items(replace(outline, items=tuple(_with_lists(outline.items)))):
        if item.tense == "plan" and not item.cells and not any(_GUIDING.search(h) for h in item.headings):
            yield Part(_whole(document, item), _title(item, sentences), sentences)


def _assigned(document: Document, outline: Outline) -> Iterator[Part]:
    rows = [item for item in outline.items if item.cells and item.tense == "plan"]
    for item in rows:
        if part := _row(document, item):
            yield part
    if not rows and document.kind in ASSIGNING:
        yield from (Part(_whole(document, item), _title(item, words), words) for item, words in _items(outline))


def _row(document: Document, item: Item) -> Part | None:
    """A table's row: its first column with matter is its title, unless it is the only one."""
    matter = [value for name, value in item.cells if value and not _NOT_MATTER.search(name)]
    if not matter:
        return None
    due = "，".join(value for name, value in item.cells if _WHEN.search(name))
    sentences = [sentence for value in matter[1:] or matter for sentence in sentences_of(value, _place(item, value))]
    return Part(_whole(document, item), matter[0], tuple(sentences), due)


def _place(item: Item, value: str) -> int:
    return item.start + max(item.text.find(value), 0)


def _told(document: Document, outline: Outline) -> Iterator[Part]:
    """What stands above a report's items only leads to them; above plain paragraphs it tells as they do."""
    leading = _parents(each for each in outline.items if "¶" not in each.label)
    for item, sentences in _items(outline):
        if item.tense != "plan" and item.address not in leading:
            whole = Part(_whole(document, item), _title(item, sentences), sentences)
            yield from (Part(whole.stretch(sentence), whole.title, (sentence,)) for sentence in sentences)


def _with_lists(items: Iterable[Item]) -> Iterator[Item]:
    """Items; one whose text leads to a list (重点抓好以下四件事：) with the list. A heading is no such text."""
    lead: Item | None = None
    for item in items:
        if lead and item.address.startswith(f"{lead.address}/") and item.start - lead.end in _GLUE:
            glue = _GLUE[item.start - lead.end]
            lead = replace(lead, text=f"{lead.text}{glue}{item.text}", end=item.end)
            continue
        if lead:
            yield lead
        lead = item if item.text.endswith(_LEADING) and len(sentences_of(item.text, 0)) > 1 else None
        if not lead:
            yield item
    if lead:
        yield lead


def _items(outline: Outline) -> Iterator[tuple[Item, tuple[Sentence, ...]]]:
    """Items with matter of their own, and its sentences.

    The title that goes before them is none of it, nor is a text that leads to a list (重点抓好以下四件事：).
    """
    parents = _parents(outline.items)
    for item in outline.items:
        sentences = sentences_of(item.text, item.start)
        is_titled = bool(sentences) and _words(item, sentences[0]).endswith(item.title)
        if is_titled and (len(sentences) > 1 or item.address in parents):
            sentences = sentences[1:]
        sentences = [sentence for sentence in sentences if not _leads_to_list(item, sentence)]
        if sentences and not {item.label, item.title} & _APART:
            yield item, tuple(sentences)


def _leads_to_list(item: Item, sentence: Sentence) -> bool:
    return item.text.startswith(_LEADING, sentence.end - item.start)


def _title(item: Item, sentences: Sequence[Sentence]) -> str:
    """What an item stands under: its own title, or, where that is all it says, the title above it."""
    is_content = _words(item, sentences[0]).endswith(item.title) and item.headings
    return item.headings[-1] if is_content else item.title


def _parents(items: Iterable[Item]) -> frozenset[str]:
    return frozenset(item.address.rpartition("/")[0] for item in items)


def _words(item: Item, sentence: Sentence) -> str:
    return quoted(item, sentence.start, sentence.end)


def _whole(document: Document, item: Item) -> Quoted:
    return Quoted(document, item, item.start, item.end)
