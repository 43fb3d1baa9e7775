"""What a question asks for before anything is searched: its key words, and the documents that it points to."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from ingest.library import Profile
from ingest.numerals import value_of
from ingest.records import Document, DocumentId, Item
from ingest.tokens import telling_tokens

# Words of a question that no document answers with; they only dilute BM25.
_ASKING: Final = re.compile(
    r"请问|是什么|有什么|有哪些|哪几|哪些|哪个|哪一|哪里|什么|多少|多久|几次|几个|几条|怎么样|怎么|怎样|如何|为什么|是否|"
    r"分别|具体|包括|吗|呢|[？?]"
)
EXPANSION_CHARS: Final = 10  # 三会一课 spelt out would outweigh the question itself
_KIND_WORD: Final = re.compile(r"要点|意见|总结|计划|报告|办法|条例|通知|任务分解|细则|方案|规定")

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d(?=年|[—~至-])|[一二][九〇零○][〇零○一二三四五六七八九]{2}(?=年))")
_DATED_KIND: Final = re.compile(rf"{_YEAR.pattern}年度?的?[^，。？、]{{0,8}}?(?P<kind>要点|总结|任务分解|意见)")
_RELATIVE_YEARS: Final = {"前年": -2, "去年": -1, "上年度": -1, "今年": 0, "本年度": 0, "明年": 1}
_OWN: Final = re.compile(r"我们|我单位|本单位|咱们|我公司|本公司")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart."""

    text: str
    words: str  # without its asking words, the full forms of its abbreviations added
    documents: frozenset[DocumentId] = frozenset()  # those that it points to; empty where it points to none
    years: frozenset[int] = frozenset()  # those that it names, 去年 and 今年 resolved
    units: frozenset[str] = frozenset()  # those that it means by 我们 or 上级, by the profile
    absent: tuple[str, ...] = ()  # documents that it names and that are not there: 2019年的要点


def analyse(question: str, documents: Sequence[Document], profile: Profile) -> Asked:
    """Take a question apart.

    Args:
        question (str): In the user's words.
        documents (Sequence[Document]): Those that may be searched.
        profile (Profile): What 我们, 上级 and 去年 mean, and what short names stand for.

    Returns:
        Asked: `words` is never empty unless the question is.
    """
    full = [
        long
        for short, long in profile.abbreviations.items()
        if short in question and long not in question and len(long) <= EXPANSION_CHARS
    ]
    words = _ASKING.sub(" ", question).strip() or question
    years = years_in(question) | _relative_years(question, profile.today or date.today().year)
    return Asked(
        text=question,
        words=" ".join([words, *full]),
        documents=pointed_to(question, documents),
        years=years,
        units=_units_meant(question, profile),
        absent=_absent(question, documents),
    )


def _relative_years(question: str, today: int) -> frozenset[int]:
    return frozenset(today + shift for word, shift in _RELATIVE_YEARS.items() if word in question)


def _units_meant(question: str, profile: Profile) -> frozenset[str]:
    own = (profile.unit, *profile.aliases) if _OWN.search(question) else ()
    superior = (profile.superior,) if "上级" in question else ()
    return frozenset(unit for unit in (*own, *superior) if unit)


def _absent(question: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """A kind of document with a year before it, where no document of that kind is of that year."""
    absent = []
    for mention in _DATED_KIND.finditer(question):
        year = min(years_in(mention[0]), default=0)
        if not any(mention["kind"] in _name(d) and (d.year == year or str(year) in _name(d)) for d in documents):
            absent.append(f"{year}年的{mention['kind']}")
    return tuple(absent)


def years_told(document: Document, item: Item) -> frozenset[int]:
    """The years that an item tells of: its document's, the year before for what is done, and those in its text."""
    year = document.year
    told = {year, year - 1} if year and item.tense == "done" else {year} if year else set()
    return years_in(item.text) | told


def years_in(text: str) -> frozenset[int]:
    """The years that a text names: 2021年, 2021—2025年."""
    return frozenset(value_of(year.replace("○", "〇")) for year in _YEAR.findall(text))


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
