"""Which document a name means inside one text: by its own short forms first, then by common knowledge. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.citations.brackets import Bracketed
from ingest.citations.known import official
from ingest.citations.names import MIN_END, key_of, loose, plain, short_for, tidied

MIN_SPOKEN: Final = 6  # characters of a short form that is looked for without brackets: 党务公开办法

# 《X》（中发〔2019〕1号，以下简称《条例》）
_DEFINED: Final = re.compile(
    r"》?[（(][^（()）]{0,40}?(?:(?:以下|下文|下)(?:简称|统称|称)|简称)(?:为|：|:)?[“\"‘《]*(?P<alias>[^“”\"‘’《》()（）]{1,24})"
)
_SELF: Final = re.compile(r"^本[\u4e00-\u9fff]")  # 以下简称本办法: the document itself

Endings = Mapping[str, tuple[str, ...]]  # last characters of a name's loose form -> the names that end so


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one document's text."""

    own: frozenset[str]  # keys of the document's own names, which are no citations
    given: Mapping[str, str]  # key of a short form that the text gives (以下简称) -> official name
    full: Endings  # tidied names that the text sets off
    spoken: Mapping[str, str]  # short forms of those names that may stand without brackets -> official name

    def official(self, written: str) -> str:
        """The official name of what a text calls a document; the name as written where nothing decides."""
        return self.given.get(key_of(written)) or _official(tidied(written), self.full)

    def is_own(self, name: str) -> bool:
        """Whether an official name is that of the document itself."""
        return key_of(name) in self.own


def names_of(title: str, unit: str, texts: Sequence[str], brackets: Sequence[Sequence[Bracketed]]) -> Names:
    """Collect the names of one document.

    Args:
        title (str): The document's title.
        unit (str): The unit that it is of, or "".
        texts (Sequence[str]): Its items' texts.
        brackets (Sequence[Sequence[Bracketed]]): What brackets set off in each of them.

    Returns:
        Names: A longer name in the text wins over common knowledge: it says which of two documents is meant.
    """
    written = (text[each.start : each.end] for text, found in zip(texts, brackets, strict=True) for each in found)
    tidy = tuple(dict.fromkeys(map(tidied, written)))
    full = _endings(tidy)
    means = {name: _official(name, full) for name in tidy}
    own = tidied(title)
    given = {
        key_of(alias): means[tidied(text[each.start : each.end])]
        for text, found in zip(texts, brackets, strict=True)
        for each in found
        if (alias := alias_behind(text, each.end)) and not _SELF.match(alias)
    }
    owns = frozenset(key_of(official(name)) for name in (own, f"{unit}{own}", own.removeprefix(unit)) if name)
    return Names(owns, given, full, dict(_spoken(means, unit)))


def alias_behind(text: str, end: int) -> str | None:
    """The short form that a text gives a name which ends at an offset: …》（以下简称《条例》） -> 条例."""
    defined = _DEFINED.match(text, end)
    return defined["alias"] if defined else None


def alias_spans(text: str, brackets: Iterable[Bracketed]) -> list[tuple[int, int]]:
    """Where a text gives short forms; what stands there is no citation."""
    found = (_DEFINED.match(text, each.end) for each in brackets)
    return [match.span("alias") for match in found if match]


def _endings(names: Iterable[str]) -> Endings:
    by_end: dict[str, list[str]] = {}
    for name in names:
        by_end.setdefault(_end_of(name), []).append(name)
    return {end: tuple(alike) for end, alike in by_end.items()}


def _end_of(name: str) -> str:
    """What a name has in common with all its short forms."""
    return loose(name)[-MIN_END:]


def _official(name: str, full: Endings) -> str:
    longer = {official(each) for each in full.get(_end_of(name), ()) if short_for(name, each)}
    return longer.pop() if len(longer) == 1 else official(name)


def _spoken(means: Mapping[str, str], unit: str) -> Iterator[tuple[str, str]]:
    """Short forms of names with the documents that they mean; the name itself counts last, and so wins."""
    for name, meant in means.items():
        forms = (loose(name), plain(name).removeprefix(unit), plain(name).removeprefix("关于"))
        yield from ((form, meant) for form in forms if len(form) >= MIN_SPOKEN)
    yield from ((plain(name), meant) for name, meant in means.items() if len(plain(name)) >= MIN_SPOKEN)
