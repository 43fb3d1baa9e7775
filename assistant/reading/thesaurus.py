"""What askers say and what documents write: 打工的 -> 农民工, 拖到啥时候 -> 延缓.

`thesaurus.tsv` was written for this project from general knowledge of the language, by authors who did not see the
questions that it is measured on. A line holds what may be asked, a tab, and the wordings of documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

LONGEST: Final = 12  # characters of an entry


@dataclass(frozen=True, slots=True)
class Bridge:
    """A wording of the question, and those that documents have for it."""

    asked: str
    start: int  # in the question
    official: tuple[str, ...]


def bridges_in(question: str, also: Mapping[str, str]) -> tuple[Bridge, ...]:
    """The wordings of a question that documents put otherwise; the longest one at each place.

    Args:
        question (str): In the user's words.
        also (Mapping[str, str]): The profile's abbreviations with their full forms.

    Returns:
        tuple[Bridge, ...]: In the question's order, without overlap.
    """
    entries = _entries()
    bridges, place = [], 0
    while place < len(question):
        for length in range(min(LONGEST, len(question) - place), 1, -1):
            asked = question[place : place + length]
            official = (*((also[asked],) if asked in also else ()), *entries.get(asked, ()))
            if official:
                bridges.append(Bridge(asked, place, tuple(dict.fromkeys(official))))
                place += length - 1
                break
        place += 1
    return tuple(bridges)


@cache
def _entries() -> Mapping[str, tuple[str, ...]]:
    entries: dict[str, tuple[str, ...]] = {}
    for line in (files("assistant.reading") / "thesaurus.tsv").read_text(encoding="utf-8").splitlines():
        asked, official = line.split("\t")
        for word in asked.split(" "):
            entries[word] = (*entries.get(word, ()), *official.split(" "))
    return MappingProxyType(entries)
