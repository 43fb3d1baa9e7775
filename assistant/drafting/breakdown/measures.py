"""Sections of a draft -> the measures that its items ask for, each readable by itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.drafting.records import DraftItem, Section, Sentence
from ingest.labels import Rank, label_of
from ingest.obligations.clauses import Clause, sentences_of
from ingest.obligations.deadlines import Context
from ingest.obligations.extract import LEAD_CHARS
from ingest.obligations.reading import Read, read_clause
from ingest.outline import title_of

# Sections that say what the year stands for, not what is to be done.
GUIDING: Final = re.compile(r"(?:总体|工作|基本)(?:要求|思路|目标|原则|主题)$|指导思想|主要目标$")
_STOPS: Final = "。；;！？!?"
LEAST_WORDS: Final = 2  # characters beside subject, period, amount and date: 安排
_CONNECTIVES: Final = frozenset(("同时", "此外", "另外", "其次", "最后", "首先"))
_DUTY: Final = re.compile("^要(?![求点素件害闻务领])")  # what a 意见 says and a table leaves out
_LIST: Final = ("：", ":")  # a sentence that ends so leads to the items below it


@dataclass(frozen=True, slots=True)
class Measure:
    """Something to be done: some clauses of one sentence of the draft."""

    task: str  # the lead of its item, or of the item that it stands below
    task_address: str  # of the item with that lead
    address: str  # of its own item
    text: str  # without label and stop
    reads: tuple[Read, ...]  # its clauses
    sentence: Sentence


def measures_of(sections: Sequence[Section], year: int) -> Iterator[Measure]:
    """Cut a draft into measures.

    Args:
        sections (Sequence[Section]): Of the draft; the opening paragraph and what only guides give none.
        year (int): Of the draft.

    Yields:
        Measure: In reading order.
    """
    for section in sections:
        if section.heading.text and not GUIDING.search(section.heading.text):
            yield from _of_section(section, Context(year, yearly=False))


def _of_section(section: Section, context: Context) -> Iterator[Measure]:
    parents = {item.address.rpartition("/")[0] for item in section.items}
    leads = {item.address: _split(item)[0] for item in section.items}
    groups = {item.address for item in section.items if _is_group(item)}
    for item in section.items:
        parent = item.address.rpartition("/")[0]
        is_task = parent in groups and _has_lead(item)
        owner = parent if parent in leads and not is_task else item.address
        is_heading = item.address in parents and len(item.sentences) == 1
        for sentence in () if is_heading else _split(item)[1]:
            for text, reads in _pieces(sentence.text, context):
                yield Measure(leads[owner], owner, item.address, text, reads, sentence)


def _split(item: DraftItem) -> tuple[str, tuple[Sentence, ...]]:
    """An item's lead, and the sentences that say what is to be done: all, where it has nothing behind the lead."""
    if not item.sentences:
        return "", ()
    first, *others = item.sentences
    body = others if _has_lead(item) else item.sentences
    return title_of(first.text), tuple(each for each in body if not each.text.endswith(_LIST))


def _has_lead(item: DraftItem) -> bool:
    return len(item.sentences) > 1 and len(item.sentences[0].text) <= LEAD_CHARS


def _is_group(item: DraftItem) -> bool:
    """Whether an item is a heading over items: （一）加强思想建设 over 1.落实责任制。… in a 意见."""
    return len(item.sentences) == 1 and not item.sentences[0].text.endswith((*_STOPS, *_LIST))


# --- a sentence -> measures -------------------------------------------------------------------------------------------


def _pieces(text: str, context: Context) -> Iterator[tuple[str, tuple[Read, ...]]]:
    """A sentence cut at semicolons, and where another unit is told what to do."""
    for sentence in sentences_of(text, 0):
        reads = [read_clause(clause, context) for clause in _unlabelled(sentence.clauses)]
        begin = 0
        for index in range(1, len(reads)):
            if _changes_hands(reads[begin:index], reads[index]):
                yield _joined(text, reads[begin:index])
                begin = index
        yield _joined(text, reads[begin:])


def _changes_hands(before: Sequence[Read], read: Read) -> bool:
    """Whether a clause begins a measure of its own: it names who does what, and what stands before it is complete."""
    if read.subject is None or read.is_assignment or read.is_tail or not begins_with_subject(read):
        return False
    words = before[-1].clause.text
    is_complete = any(each.binds for each in before) and not before[-1].is_adverbial and not words.endswith("的")
    if not is_complete or not _says_what(read):
        return False
    named = [each.subject.text for each in before if each.subject]
    return bool(named) and read.subject.text not in named


def _says_what(read: Read) -> bool:
    """Whether a clause says more than who and how much: 党员不少于32学时 only does behind the clause before it."""
    text = read.clause.text
    for start, end in sorted(read.taken, reverse=True):
        text = text[:start] + text[end:]
    return len(text) - len(read.subject.text if read.subject else "") >= LEAST_WORDS


def begins_with_subject(read: Read) -> bool:
    """Whether a clause tells at its beginning who acts; a date or a period may stand before it.

    Args:
        read (Read): A clause.

    Returns:
        bool: False where it names nobody, or only as 由…负责 further behind.
    """
    if read.subject is None:
        return False
    at = read.clause.text.find(read.subject.text)
    spans = [(d.start, d.end) for d in read.deadlines]
    spans += [(read.frequency.start, read.frequency.end)] if read.frequency else []
    return at == 0 or any(start == 0 and end == at for start, end in spans)


def _unlabelled(clauses: Sequence[Clause]) -> list[Clause]:
    """一是健全制度; 同时，办好讲堂: what only joins it to the rest is no part of what is to be done."""
    first, *others = clauses
    if first.text in _CONNECTIVES and others:
        return others
    label = label_of(first.text)
    if label is None or label.rank != Rank.INLINE or label.length == len(first.text):
        return [first, *others]
    return [Clause(first.text[label.length :], first.start + label.length), *others]


def _joined(text: str, reads: Sequence[Read]) -> tuple[str, tuple[Read, ...]]:
    words = text[reads[0].clause.start : reads[-1].clause.end]
    return _DUTY.sub("", words.rstrip(_STOPS)), tuple(reads)
