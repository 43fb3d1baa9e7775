"""Sections of a draft -> the measures that its items ask for, each readable by itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.drafting.pieces import leans, says_little
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
_DOES: Final = re.compile(r"[^，](?:组建|成立|建立|开展|举办|组织|推进|制定|修订|落实)[^，]{2,}$")
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
    head: tuple[Read, ...] = ()  # of the sentence that leads to the list it stands in: 组织人事部抓好以下四件事：


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
    heads = {item.address: tuple(_head(item, context)) for item in section.items}
    groups = {item.address for item in section.items if _is_group(item)}
    for item in section.items:
        parent = item.address.rpartition("/")[0]
        is_task = parent in groups and _has_lead(item)
        owner = parent if parent in leads and not is_task else item.address
        is_heading = item.address in parents and len(item.sentences) == 1
        for sentence in () if is_heading else _split(item)[1]:
            for text, reads in _pieces(sentence.text, context):
                head = heads[owner] if owner != item.address else ()
                yield Measure(leads[owner], owner, item.address, text, reads, sentence, head)


def _split(item: DraftItem) -> tuple[str, tuple[Sentence, ...]]:
    """An item's lead, and the sentences that say what is to be done: all, where it has nothing behind the lead."""
    if not item.sentences:
        return "", ()
    first, *others = item.sentences
    body = others if _has_lead(item) else item.sentences
    return title_of(first.text), tuple(each for each in body if not each.text.endswith(_LIST))


def _head(item: DraftItem, context: Context) -> Iterator[Read]:
    """The clauses of the sentence that leads to a list below an item."""
    if item.sentences and item.sentences[-1].text.endswith(_LIST):
        for sentence in sentences_of(item.sentences[-1].text, 0):
            yield from (read_clause(clause, context) for clause in _unlabelled(sentence.clauses))


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


def parts_of(measure: Measure) -> list[Measure]:
    """The parts of a measure that say something by themselves.

    Args:
        measure (Measure): Of a draft.

    Returns:
        list[Measure]: In order; the measure itself where it is one whole. A clause that is short, leans on what stands
            before it, or follows what only says how, belongs to the one before it.
    """
    groups: list[list[Read]] = []
    for read in measure.reads:
        leans_on = read.is_tail or leans(read.clause.text) or says_little(read.clause.text)
        if groups and (leans_on or not _is_told(groups[-1])):
            groups[-1].append(read)
        else:
            groups.append([read])
    return [part_of(measure, group) for group in groups]


def part_of(measure: Measure, reads: Sequence[Read]) -> Measure:
    """Some neighbouring clauses of a measure as a measure of its own; all of them are the measure."""
    if len(reads) == len(measure.reads):
        return measure
    text, own = _joined(measure.sentence.text, reads)
    return replace(measure, text=text, reads=own)


def _is_told(reads: Sequence[Read]) -> bool:
    """Whether clauses say enough to be done: what only says how does not, but for 围绕投产组建党员突击队."""
    is_done = not reads[-1].is_adverbial or _DOES.search(reads[-1].clause.text)
    return bool(is_done) and not says_little("".join(read.clause.text for read in reads))


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
