"""Which documents a question is to be answered from, all of them, and how an answer says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from assistant.question import Asked
from ingest.numerals import value_of
from ingest.records import Document

_RANGE: Final = re.compile(r"(?<!\d)(?:19|20)\d\d年?(?:到|至|[—–~～-]+)(?:19|20)\d\d(?!\d)")
_RECENT: Final = re.compile(r"(?:最?近|这)([两二三四五六])年")  # the latest that the library has


def narrowed(asked: Asked, documents: Sequence[Document]) -> list[Document]:
    """The documents that a question is about.

    Args:
        asked (Asked): The question, taken apart.
        documents (Sequence[Document]): Those that may be searched.

    Returns:
        list[Document]: All of them where the question points to none; none where no document is of its year or unit.
    """
    years = asked.years
    pointed = [d for d in documents if d.id in asked.documents] or list(documents)
    if recent := _RECENT.search(asked.text):
        years |= frozenset(sorted({d.year for d in pointed if d.year})[-value_of(recent[1]) :])
    elif _RANGE.search(asked.text):  # what the ends of a range of years point to is not all that it means
        pointed = [d for d in documents if d.kind in {each.kind for each in pointed}]
    of_years = [d for d in pointed if not years or is_of_years(d, years)]
    return [d for d in of_years if not asked.units or any(unit in (d.unit or d.title) for unit in asked.units)]


def is_of_years(document: Document, years: frozenset[int]) -> bool:
    """Whether a document is of one of these years; 2023年总结及2024年打算 is of both."""
    return document.year in years or any(f"{year}年" in document.title for year in years)


def examined(documents: Sequence[Document]) -> str:
    """How many documents, and of which years: 12 份文件（2022—2025年）."""
    years = spell_years(documents)
    return f"{len(documents)} 份文件（{years}）" if years else f"{len(documents)} 份文件"


def spell_years(documents: Sequence[Document]) -> str:
    """The years of documents: 2022—2025年, or 2019、2021年; empty where none has a year."""
    years = sorted({d.year for d in documents if d.year})
    if len(years) > 2 and all(after - before == 1 for before, after in pairwise(years)):
        return f"{years[0]}—{years[-1]}年"
    return f"{'、'.join(map(str, years))}年" if years else ""
