"""Official names that everybody may know: party regulations, national plans, laws; from `known.tsv`.

A line holds an official name and, behind tabs, the short names in use that do not follow from it. It was written for
this project from general knowledge; a document that is not in it keeps the name that the text gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from ingest.citations.names import genre_of, is_trial, key_of, loose, plain, same_document

_PARTY: Final = "中国共产党"
_STATE: Final = "中华人民共和国"
_MIN_HEAD: Final = 4  # characters before 条例 of a shortening that may be guessed: 国企组织|条例
_MIN_SPOKEN: Final = 4  # characters; 问责条例 has four, 章程 and 支部 are no names
_SHORT: Final = ("法", "党章", "团章")  # what ends shorter names: 刑法
_LOCAL: Final = re.compile(r"[省市区县州旗]|实施")  # a local 条例 is none of the central ones


@dataclass(frozen=True, slots=True)
class Known:
    """The list, by what it is looked up with."""

    official: frozenset[str]
    names: Mapping[str, str]  # key of an official or a short name -> official name
    loose: Mapping[str, str]  # name without what short forms leave out -> official name
    spoken: Mapping[str, str]  # as the names stand in a text that sets them off by nothing -> official name
    central: tuple[str, ...]  # the party's 条例 and 准则, which only the centre issues


def official(name: str) -> str:
    """The official name of a document, where it is known.

    Args:
        name (str): Tidied.

    Returns:
        str: 党支部条例 -> 中国共产党支部工作条例（试行）; the name itself where the list does not decide. A name
            that says （试行） is never taken for a document without it.
    """
    known = known_names()
    found = known.names.get(key_of(name)) or known.loose.get(loose(name)) or _guessed(name, known)
    return name if found is None or (is_trial(name) and not is_trial(found)) else found


def _guessed(name: str, known: Known) -> str | None:
    """The one central 条例 that a shortening may mean: 企业基层组织条例."""
    genre = genre_of(name)
    if genre not in ("条例", "准则") or len(plain(name)) < _MIN_HEAD + len(genre) or _LOCAL.search(name):
        return None
    meant = [each for each in known.central if same_document(name, each)]
    return meant[0] if len(meant) == 1 else None


@cache
def known_names() -> Known:
    """Read the list, once."""
    rows = [line.split("\t") for line in _lines()]
    names = {key_of(name): row[0] for row in rows for name in (plain(row[0]), *row[1:], row[0])}
    names |= {key_of(row[0]): row[0] for row in rows}  # an official name means itself, whatever else is short for it
    spoken = {form: row[0] for row in rows for form in _spoken(row)}
    return Known(
        frozenset(row[0] for row in rows),
        MappingProxyType(names),
        MappingProxyType(_unambiguous((loose(row[0]), row[0]) for row in rows)),
        MappingProxyType(spoken),
        tuple(row[0] for row in rows if row[0].startswith(_PARTY) and genre_of(row[0]) in ("条例", "准则")),
    )


def _lines() -> list[str]:
    return (files("ingest.citations") / "known.tsv").read_text(encoding="utf-8").splitlines()


def _unambiguous(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for form, name in pairs:
        found.setdefault(form, set()).add(name)
    return {form: min(names) for form, names in found.items() if len(names) == 1}


def _spoken(row: list[str]) -> Iterator[str]:
    """The forms of a name that a text may use without brackets."""
    for name in map(plain, row):
        forms = (name, name.removeprefix(_PARTY), name.removeprefix(_STATE), name.removeprefix("关于"))
        yield from (form for form in forms if len(form) >= _MIN_SPOKEN or form.endswith(_SHORT))
