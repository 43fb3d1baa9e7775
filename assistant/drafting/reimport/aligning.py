"""Sentences of a draft and of what became of it -> which descend from which. Pure.

The same words come first, then the likest, each sentence of the draft once; where two are equally like, the same item
wins, then the same section. What is left may be a part of a sentence that was cut in two, or have been joined to
another one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from assistant.drafting.records import BLANK, Draft
from assistant.drafting.reimport.cutting import folded

# Below this a person would not say that a sentence was changed, but that it was replaced: 0.6 is difflib's own rule of
# thumb for a close match; in the same item half is enough, and a sentence of which half was cut has two thirds.
FLOOR: Final = 0.6
SAME_ITEM: Final = 0.1  # worth of the place beside the words: less than a sentence that was hardly touched is ahead by
SAME_SECTION: Final = 0.05
PART: Final = 0.8  # share of a sentence's characters that stand in another one, so that it is a part of that
RUN: Final = 5  # characters in a row that count for it; shorter runs are shared by many sentences
_BLANK: Final = re.compile(rf"{re.escape(BLANK)}[^】]*】")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence and where it stands."""

    text: str
    address: str
    item: int  # which item of the document, counted from 0; -1 is a heading
    section: int

    @property
    def key(self) -> tuple[bool, str]:
        """The same for sentences of the same words; a heading is never taken for a sentence."""
        return self.item < 0, folded(self.text)


def pieces_of(draft: Draft) -> tuple[Piece, ...]:
    """All sentences of a draft in reading order, headings included: those of `Draft.sentences`."""
    pieces: list[Piece] = []
    number = 0
    for section_number, section in enumerate(draft.sections):
        if section.heading.text:
            pieces.append(Piece(section.heading.text, "", -1, section_number))
        for item in section.items:
            pieces += (Piece(s.text, item.address, number, section_number) for s in item.sentences)
            number += 1
    return tuple(pieces)


Descent = Mapping[int, tuple[int, ...]]  # index of a new sentence -> those that it descends from, the likest first


def descent(old: Sequence[Piece], new: Sequence[Piece]) -> Descent:
    """Find out what became of the sentences of a draft.

    Args:
        old (Sequence[Piece]): Those of the draft.
        new (Sequence[Piece]): Those of what came back.

    Returns:
        Descent: A sentence that is new has no entry.
    """
    pairs = _unique(old, new)
    place = _Place(old, new, pairs)
    pairs |= _strongest(pairs, ((place.worth(i, j), i, j) for i, j in _same_words(old, new)))
    left_old = sorted(set(range(len(old))) - set(pairs.values()))
    left_new = sorted(set(range(len(new))) - set(pairs))
    worth = ((ratio + place.worth(i, j), i, j) for ratio, i, j in _alike(old, new, left_old, left_new))
    pairs |= _strongest(pairs, (found for found in worth if found[0] >= FLOOR))
    return _with_parts(old, new, pairs)


def moved(old: Sequence[Piece], new: Sequence[Piece], came_from: Descent) -> dict[str, str]:
    """Where the items of a draft stand now.

    Args:
        old (Sequence[Piece]): The sentences of the draft.
        new (Sequence[Piece]): Those of what came back.
        came_from (Descent): Which of these descend from which of those.

    Returns:
        dict[str, str]: Old and new address; of an item that was taken apart, that of its first part. One of which
            nothing is left has no entry.
    """
    addresses: dict[str, str] = {}
    for j, ancestors in sorted(came_from.items()):
        for i in ancestors:
            if old[i].item >= 0:
                addresses.setdefault(old[i].address, new[j].address)
    return addresses


Pairs = dict[int, int]  # index of a new sentence -> index of the old one


def _unique(old: Sequence[Piece], new: Sequence[Piece]) -> Pairs:
    """Sentences whose words stand once on either side."""
    olds, news = Counter(p.key for p in old), Counter(p.key for p in new)
    at = {p.key: n for n, p in enumerate(old)}
    return {n: at[p.key] for n, p in enumerate(new) if news[p.key] == olds[p.key] == 1}


def _same_words(old: Sequence[Piece], new: Sequence[Piece]) -> Iterable[tuple[int, int]]:
    at = defaultdict(list)
    for number, piece in enumerate(old):
        at[piece.key].append(number)
    return ((i, j) for j, piece in enumerate(new) for i in at.get(piece.key, ()))


def _alike(
    old: Sequence[Piece], new: Sequence[Piece], left_old: Sequence[int], left_new: Sequence[int]
) -> Iterable[tuple[float, int, int]]:
    """Pairs that may be above the floor, each (ratio, old, new). Blanks are left out: what fills them may be long."""
    least = FLOOR - SAME_ITEM
    words = {i: folded(_BLANK.sub("", old[i].text)) for i in left_old}
    matcher = SequenceMatcher(autojunk=False)
    for j in left_new:
        matcher.set_seq2(folded(_BLANK.sub("", new[j].text)))
        for i in left_old:
            if (old[i].item < 0) != (new[j].item < 0):
                continue
            matcher.set_seq1(words[i])
            bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)  # the cheapest first
            if all(bound() >= least for bound in bounds):
                yield matcher.ratio(), i, j


def _strongest(taken: Pairs, candidates: Iterable[tuple[float, int, int]]) -> Pairs:
    """The likest first, each sentence once; those that are taken already are passed over."""
    olds, pairs = set(taken.values()), dict(taken)
    for _, i, j in sorted(candidates, key=lambda found: (-found[0], found[2], found[1])):
        if i not in olds and j not in pairs:
            olds.add(i)
            pairs[j] = i
    return pairs


class _Place:
    """Which items and sections became which, by the sentences that surely did."""

    def __init__(self, old: Sequence[Piece], new: Sequence[Piece], sure: Pairs) -> None:
        self._old, self._new = old, new
        self._items: dict[int, set[int]] = defaultdict(set)
        self._sections: dict[int, set[int]] = defaultdict(set)
        for j, i in sure.items():
            self._items[new[j].item].add(old[i].item)
            self._sections[new[j].section].add(old[i].section)

    def worth(self, i: int, j: int) -> float:
        """What the place of an old and a new sentence adds."""
        before, now = self._old[i], self._new[j]
        known = self._items.get(now.item)
        if now.item >= 0 and (before.item in known if known else before.address == now.address):
            return SAME_ITEM
        return SAME_SECTION if before.section in self._sections[now.section] else 0.0


def _with_parts(old: Sequence[Piece], new: Sequence[Piece], pairs: Pairs) -> Descent:
    """Add the sentences that were cut in two or joined."""
    found = {j: [i] for j, i in sorted(pairs.items())}
    changed = {j: i for j, i in pairs.items() if old[i].key != new[j].key}
    for j in set(range(len(new))) - set(pairs):
        if new[j].item >= 0:
            whole = [i for i in changed.values() if old[i].item >= 0 and is_part(new[j].text, old[i].text)]
            found |= {j: whole[:1]} if whole else {}
    for i in sorted(set(range(len(old))) - set(pairs.values())):
        wholes = [j for j in changed if new[j].item >= 0 and old[i].item >= 0 and is_part(old[i].text, new[j].text)]
        for j in wholes[:1]:
            found[j].append(i)
    return {j: tuple(olds) for j, olds in found.items()}


def is_part(text: str, whole: str) -> bool:
    """Whether nearly all characters of a text stand in runs that are in another one, too."""
    part, around = folded(text), folded(whole)
    runs = (n for n in range(len(part) - RUN + 1) if part[n : n + RUN] in around)
    return len({n + i for n in runs for i in range(RUN)}) >= PART * len(part)
