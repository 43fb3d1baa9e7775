"""重复条目, 前后矛盾: the same text at two addresses, or twice in one item, perhaps with another amount."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, pairwise
from math import ceil
from typing import Final

from assistant.drafting.checks.paper import Paper, found, shortened, words_of
from assistant.drafting.records import Finding
from assistant.drafting.sameness import repeated
from ingest.labels import label_of
from ingest.obligations.clauses import sentences_of
from ingest.records import Item

CHECK: Final = "重复条目"
CONTRADICTION: Final = "前后矛盾"

MIN_ITEM: Final = 16  # letters; shorter items (加强组织领导) repeat without being a slip
MIN_SENTENCE: Final = 18  # letters; shorter sentences are formulas (增强“四个意识”、坚定“四个自信”、做到“两个维护”)
# Share of letter pairs in common (Dice). Items of one plan that are alike in form only (党支部每半年…) stay below 0.6;
# an item that was pasted twice and touched up stays above.
NEARLY: Final = 0.8
MIN_MATTER: Final = 6  # letters that tell what an amount is of: 党支部召开党员大会
# How often and how much; dates are none, since one matter may be due twice.
_AMOUNT: Final = re.compile(
    r"每(?:半年|季度|两周|[年月周季日])|(?:不少于|至少|不低于|不超过)?(?:\d+|[一二两三四五六七八九十]+)[次名人期场篇学时％%]+"
)
_LETTERS: Final = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item or a sentence, ready to be compared."""

    item: Item
    text: str  # as it stands
    letters: str
    pairs: frozenset[str]  # of neighbouring letters


def duplicates(paper: Paper) -> Iterator[Finding]:
    """Items that say nearly the same, sentences that stand in two items word for word or nearly so twice in one.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: At the later one, against the first that it repeats.
    """
    wholes = [_entry(item, words_of(item)) for item in paper.prose]
    alike = list(_alike([entry for entry in wholes if len(entry.letters) >= MIN_ITEM]))
    for first, second in alike:
        message = f"与“{first.item.address}”内容重复"
        yield found(CHECK, second.item, message, "合并为一条，或者删去一条", second.text)
    yield from _sentences(paper.prose, {second.item.address for _, second in alike})


def _alike(entries: Sequence[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    """Each entry that repeats one before it, behind the first such; what repeats something is itself no first.

    Two that are nearly alike share one of their rarest letter pairs: of two texts alike to NEARLY, each shares at least
    NEARLY / (2 - NEARLY) of its pairs; so whatever order the pairs are taken in, one of the shared ones is among the
    first of both. Rare ones first leaves few texts to compare.
    """
    common = Counter(pair for entry in entries for pair in entry.pairs)
    having: dict[str, list[int]] = {}
    for second, entry in enumerate(entries):
        by_rarity = sorted(entry.pairs, key=lambda pair: (common[pair], pair))
        rarest = by_rarity[: len(by_rarity) - ceil(len(by_rarity) * NEARLY / (2 - NEARLY)) + 1]
        partners = merge(*(having.get(pair, ()) for pair in rarest))
        first = next((entries[index] for index, _ in groupby(partners) if _repeats(entry, entries[index])), None)
        if first:
            yield first, entry
            continue
        for pair in rarest:
            having.setdefault(pair, []).append(second)


def _repeats(one: _Entry, other: _Entry) -> bool:
    return one.item.tense == other.item.tense and _likeness(one, other) >= NEARLY


def _sentences(items: Sequence[Item], told: set[str]) -> Iterator[Finding]:
    seen: dict[str, Item] = {}
    for item in items:
        sentences = [_entry(item, text) for text in _texts(item)]
        for sentence in sentences:
            first = seen.setdefault(sentence.letters, item) if len(sentence.letters) >= MIN_SENTENCE else item
            if first is not item and item.address not in told:
                message = f"这句话在“{first.address}”已经写过"
                yield found(CHECK, item, message, "保留一处", sentence.text)
        yield from _in_one(item, sentences)


def _texts(item: Item) -> Iterator[str]:
    """An item's sentences, cut at semicolons too, without labels."""
    for sentence in sentences_of(item.text, item.start):
        text = item.text[sentence.start - item.start : sentence.end - item.start]
        label = label_of(text)
        yield text[label.length :] if label else text


def _in_one(item: Item, sentences: Sequence[_Entry]) -> Iterator[Finding]:
    """Sentences of one item that say nearly the same, or the same with another amount."""
    at_odds = dict(_at_odds(sentences))
    for text, other in at_odds.items():
        yield found(CONTRADICTION, item, f"与同一条里的“{shortened(other)}”要求不一致", "核对后只留一种要求", text)
    for first, second in _alike([sentence for sentence in sentences if len(sentence.letters) >= MIN_SENTENCE]):
        if second.text not in at_odds:
            message = f"与同一条里的“{shortened(first.text)}”内容重复"
            yield found(CHECK, item, message, "合并为一句，或者删去一句", second.text)
    clauses = [clause.text for cut in sentences_of(item.text, item.start) for clause in cut.clauses]
    for clause, again in repeated(clauses if not item.cells else ()):
        message = f"与同一条里的“{shortened(clause)}”说的是同一件事"
        yield found(CHECK, item, message, "合并为一句，或者删去一句", again)


def _at_odds(sentences: Sequence[_Entry]) -> Iterator[tuple[str, str]]:
    """Sentences that are one before it but for how often or how much, with that one."""
    seen: dict[str, _Entry] = {}
    for sentence in sentences:
        matter = _AMOUNT.sub("", sentence.letters)
        first = seen.setdefault(matter, sentence) if len(matter) >= MIN_MATTER else sentence
        if first.letters != sentence.letters:
            yield sentence.text, first.text


def _entry(item: Item, text: str) -> _Entry:
    letters = _LETTERS.sub("", text)
    return _Entry(item, text, letters, frozenset(map("".join, pairwise(letters))))


def _likeness(one: _Entry, other: _Entry) -> float:
    """Dice over letter pairs, 0 to 1."""
    return 2 * len(one.pairs & other.pairs) / (len(one.pairs) + len(other.pairs))
