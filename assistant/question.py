"""What a question asks for before anything is searched: its key words, and the documents that it points to."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from ingest.records import Document, DocumentId, Item
from ingest.tokens import telling_tokens

# Words of a question that no document answers with; they only dilute BM25.
_ASKING: Final = re.compile(
    r"请问|是什么|有什么|有哪些|哪几|哪些|哪个|哪一|哪里|什么|多少|多久|几次|几个|几条|怎么样|怎么|怎样|如何|为什么|是否|"
    r"分别|具体|包括|吗|呢|[？?]"
)
EXPANSION_CHARS: Final = 10  # 三会一课 spelt out would outweigh the question itself
_KIND_WORD: Final = re.compile(r"要点|意见|总结|计划|报告|办法|条例|通知|任务分解|细则|方案|规定")

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[—~至-])")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart."""

    text: str
    words: str  # without its asking words, the full forms of its abbreviations added
    documents: frozenset[DocumentId]  # those that it points to; empty where it points to none
    years: frozenset[int]  # those that it names


def analyse(question: str, documents: Sequence[Document], abbreviations: Mapping[str, str]) -> Asked:
    """Take a question apart.

    Args:
        question (str): In the user's words.
        documents (Sequence[Document]): Those that may be searched.
        abbreviations (Mapping[str, str]): Short form -> full form, from the unit profile.

    Returns:
        Asked: `words` is never empty unless the question is.
    """
    full = [
        long
        for short, long in abbreviations.items()
        if short in question and long not in question and len(long) <= EXPANSION_CHARS
    ]
    words = _ASKING.sub(" ", question).strip() or question
    return Asked(question, " ".join([words, *full]), pointed_to(question, documents), years_in(question))


def years_told(document: Document, item: Item) -> frozenset[int]:
    """The years that an item tells of: its document's, the year before for what is done, and those in its text."""
    year = document.year
    told = {year, year - 1} if year and item.tense == "done" else {year} if year else set()
    return years_in(item.text) | told


def years_in(text: str) -> frozenset[int]:
    """The years that a text names: 2021年, 2021—2025年."""
    return frozenset(int(year) for year in _YEAR.findall(text))


def pointed_to(question: str, documents: Sequence[Document]) -> frozenset[DocumentId]:
    """The documents that 国企那份要点 or 局里的意见 means.

    A question points only where it names a kind of document. Of the documents with that word in their names, each
    mention means those that share the most telling words with what stands before it.

    Args:
        question (str): In the user's words.
        documents (Sequence[Document]): Those that may be searched.

    Returns:
        frozenset[DocumentId]: Empty where it names no kind, or where every document would do.
    """
    chosen: set[DocumentId] = set()
    start = 0
    for mention in _KIND_WORD.finditer(question):
        candidates = {d.id: telling_tokens(_name(d)) for d in documents if mention[0] in _name(d)}
        chosen |= _closest(telling_tokens(question[start : mention.end()]), candidates)
        start = mention.end()
    return frozenset(chosen) if len(chosen) < len(documents) else frozenset()


def _closest(asked: frozenset[str], candidates: Mapping[DocumentId, frozenset[str]]) -> set[DocumentId]:
    """The candidates with the greatest weight of shared words; all of them where no word tells them apart."""
    counts = Counter(word for words in candidates.values() for word in words)
    scores = {
        document: sum(math.log(len(candidates) / counts[word]) for word in words & asked)
        for document, words in candidates.items()
    }
    best = max(scores.values(), default=0.0)
    return {document for document, score in scores.items() if math.isclose(score, best)}


def _name(document: Document) -> str:
    return f"{document.title} {PurePath(document.file).stem} {document.unit} {document.year or ''}"
