"""Which class a sentence of the draft has, told by its text and its sources alone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from assistant.drafting.carrying import apply
from assistant.drafting.records import BLANK, Brief, DraftKind, Edit, Fact, Sentence, SentenceClass, Source

# 改写自 claims that the sentence is its source's, reworded: at least half of its characters, in order, are. A
# sentence that is less like its source is not said to come from it.
REWORDED: Final = 0.5
INSTRUCTED: Final = "修改意见"  # as sources name what a user wants of a draft in a sentence


def sentence_of(text: str, sources: Sequence[Source], edits: Sequence[Edit] = ()) -> Sentence:
    """Put a sentence in its class.

    Args:
        text (str): As it stands in the draft, with its stop.
        sources (Sequence[Source]): The first is what it is compared with.
        edits (Sequence[Edit]): Tracked changes of the first source's quote.

    Returns:
        Sentence: With its class; the edits are kept only where they give the text.
    """
    kept = tuple(edits) if sources and _gives(sources[0].quote, edits, text) else ()
    return Sentence(text, _class(text, sources, kept), tuple(sources), kept)


def _class(text: str, sources: Sequence[Source], edits: Sequence[Edit]) -> SentenceClass:
    if BLANK in text:
        return "待补"
    roles = {source.role for source in sources}
    if not roles or roles == {"fact"}:
        return "用户给定"
    if sources[0].role == "superior":
        return "依据上级"
    if "problem" in roles:
        return "对应问题"
    if "superior" in roles:
        return "依据上级"
    return "沿用" if edits or text == sources[0].quote else "改写自"


def similarity(text: str, source: str) -> float:
    """The share of a sentence's characters that stand, in order, in a text: 0 to 1.

    A source may be a whole paragraph; what of it the sentence leaves out makes the sentence no less the source's.
    """
    blocks = SequenceMatcher(None, text, source, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(len(text), 1)


def _gives(quote: str, edits: Sequence[Edit], text: str) -> bool:
    """Whether the tracked changes lead from the source to the text."""
    try:
        return apply(quote, edits) == text
    except ValueError:  # a change of words that are not there, or there twice
        return False


def fact_source(fact: Fact, brief: Brief) -> Source:
    """A line of the user as a source.

    Args:
        fact (Fact): The line.
        brief (Brief): With the name of the facts' file.

    Returns:
        Source: It quotes the line as written.
    """
    place = f"第{fact.number}行"
    return Source("fact", brief.facts.file, 0, "用户给定", brief.year, place, fact.line, 0, len(fact.line))


def genre_source(words: str, kind: DraftKind) -> Source:
    """Words that every document of a kind has and that no document of the unit's had to say.

    Args:
        words (str): A heading, a formula.
        kind (DraftKind): Of the draft.

    Returns:
        Source: It quotes the words themselves.
    """
    name = f"{kind}的通行体例"
    return Source("genre", name, 0, name, None, "", words, 0, len(words))


def given_source(words: str, year: int, place: str) -> Source:
    """The user's words in the plan's table.

    Args:
        words (str): As they stand there.
        year (int): Of the draft.
        place (str): The row's key, or what it is.

    Returns:
        Source: It quotes them.
    """
    return Source("fact", "计划表", 0, "用户给定", year, place, words, 0, len(words))
