"""Words that point at a document named just before: 两则《条例》, 该办法, 前款所称规定. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.citations.names import GENRES, genre_of, is_trial, tidied

_HEADS: Final = "(?:工作|实施|管理|若干|暂行|指导|考核|考评|行动)?"
_BARE_GENRE: Final = re.compile(
    rf"{_HEADS}(?P<genre>{GENRES})(?:草案|（草案）)?"
)  # 《条例》, 《实施意见》: any of them
_REACH: Final = 50  # names that a pointer looks back over
_COUNT: Final = re.compile(r"(?P<n>[两二三四五六])(?:则|个|部|项|件|份|大)(?:党内法规)?$")
_NUMBERS: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_THAT: Final = re.compile(
    rf"(?:(?<!应)该|上述|前述|前款(?:所称|所列|规定的)|此[项部件])(?:[项部件则个])?(?P<genre>{GENRES})(?![律规人定院官])"
)
_COUNTED: Final = re.compile(rf"(?P<n>[两二三四五六])(?:则|个|部|项|件|份)(?P<genre>{GENRES})")
_TRIAL: Final = re.compile(r"(?:该|原|上述)?试行(?P<genre>办法|规定|条例|细则|方案|意见)")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that stand for documents: `text[start:end]`."""

    start: int
    end: int
    ending: str  # what the names of the documents end in
    count: int = 1
    on_trial: bool = False  # 试行办法: the one that says so

    def antecedents(self, before: Sequence[str]) -> list[str]:
        """The documents meant.

        Args:
            before (Sequence[str]): Official names that the text has named so far, in its order.

        Returns:
            list[str]: The nearest ones, in the text's order; empty where there are too few.
        """
        fitting = [name for name in before[-_REACH:] if self._fits(name)]
        nearest = list(dict.fromkeys(reversed(fitting)))[: self.count]
        return nearest[::-1] if len(nearest) == self.count else []

    def _fits(self, name: str) -> bool:
        return genre_of(name) == genre_of(self.ending) and (is_trial(name) or not self.on_trial)


def is_pointer(written: str) -> bool:
    """Whether a name between brackets is no name: 《条例》."""
    return _BARE_GENRE.fullmatch(tidied(written)) is not None


def is_bare(written: str) -> bool:
    """Whether a name between brackets is a word of genre alone; 《考核办法》 may be a name after all."""
    return genre_of(written) == tidied(written)


def points(written: str) -> bool:
    """Whether words only point at a document, in brackets or not: 《条例》, 该办法."""
    return is_pointer(written) or any(pattern.fullmatch(written) for pattern in (_THAT, _COUNTED, _TRIAL))


def bracketed_pointer(text: str, start: int, end: int) -> Pointer:
    """What a bare 《条例》 points at, with the count that stands before it: 两则《条例》."""
    count = _COUNT.search(text, max(0, start - 8), start - 1)
    ending = tidied(text[start:end]).removesuffix("（草案）").removesuffix("草案")
    return Pointer(start, end, ending, _NUMBERS[count["n"]] if count else 1)


def spoken_pointers(text: str) -> Iterator[Pointer]:
    """Those without brackets.

    Args:
        text (str): An item's text, what brackets hold blanked out.

    Yields:
        Pointer: 该办法, 两个条例, 试行办法.
    """
    for match in _THAT.finditer(text):
        yield Pointer(*match.span(), match["genre"])
    for match in _COUNTED.finditer(text):
        yield Pointer(*match.span(), match["genre"], _NUMBERS[match["n"]])
    for match in _TRIAL.finditer(text):
        yield Pointer(*match.span(), match["genre"], on_trial=True)
