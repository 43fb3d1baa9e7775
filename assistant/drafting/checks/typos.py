"""疑似错字: slips from a list of confusions, never inside names and quotations.

A line of the list: what is written, what is meant, words (apart by |) in which the former is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.drafting.checks.lists import entries_of
from assistant.drafting.checks.paper import Paper, blanked, clause_at, found, without_names, without_quotations
from assistant.drafting.records import Finding

CHECK: Final = "疑似错字"


@dataclass(frozen=True, slots=True)
class Confusion:
    """A slip: what is meant, and the words in which it is none."""

    right: str
    words: tuple[str, ...]


@cache
def confusions() -> Mapping[str, Confusion]:
    """The shipped list by what is wrongly written."""
    entries = entries_of("confusion.tsv")
    return {wrong: Confusion(right, tuple(filter(None, words.split("|")))) for wrong, right, words in entries}


def typos(paper: Paper) -> Iterator[Finding]:
    """Slips of the pen.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each slip and item.
    """
    names = sorted({*paper.context.known_names, paper.outline.unit} - {""}, key=len, reverse=True)
    for item in paper.items:
        text = blanked(without_quotations(without_names(item.text)), names)
        for start, wrong in slips_in(text):
            right = confusions()[wrong].right
            quote = clause_at(item, start, start + len(wrong))
            yield found(CHECK, item, f"“{wrong}”疑为“{right}”", f"核对后改为“{right}”", quote)


def slips_in(text: str) -> list[tuple[int, str]]:
    """The slips in a text, in reading order, each once.

    Args:
        text (str): Names and quotations blanked.

    Returns:
        list[tuple[int, str]]: Offset and what is written there.
    """
    slips: dict[str, int] = {}
    for match in _pattern().finditer(text):
        wrong, start = match[0], match.start()
        if not any(_stands(word, wrong, text, start) for word in confusions()[wrong].words):
            slips.setdefault(wrong, start)
    return [(start, wrong) for wrong, start in sorted(slips.items(), key=lambda slip: slip[1])]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(confusions(), key=len, reverse=True))))


def _stands(word: str, wrong: str, text: str, start: int) -> bool:
    """Whether a slip at an offset is part of a right word."""
    return text.startswith(word, start - word.index(wrong)) if start >= word.index(wrong) else False
