"""Sentences in the user's own words, and which sentence is meant. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.drafting.provenance import INSTRUCTED
from assistant.drafting.records import BLANK, Draft, DraftItem, Sentence, Source
from assistant.drafting.reimport import traced
from assistant.drafting.reimport.cutting import Knife, Slice
from assistant.drafting.writing.sentences import stopped
from ingest.errors import BadRequest
from ingest.labels import Rank, label_of
from ingest.outline import TITLE_CHARS

STOPS: Final = "。：，；"
_ASKS: Final = re.compile(rf"\d|《|{BLANK}")  # what is in no title


def given_sentence(text: str, draft: Draft, address: str) -> Sentence:
    """A sentence of the user's own words.

    Args:
        text (str): As it is to stand, with its stop.
        draft (Draft): In which.
        address (str): Of the item that it was given for; "" for a new one.

    Returns:
        Sentence: 用户给定, or 待补 where a blank is in it.
    """
    source = Source("fact", INSTRUCTED, 0, draft.title, draft.year, address, text, 0, len(text))
    return Sentence(text, "待补" if BLANK in text else "用户给定", (source,))


def unnumbered(words: str, label: str = "") -> str:
    """Words without an item's number before them: 一是 counts on in the words themselves, and 10.5 is an amount.

    Args:
        words (str): As typed.
        label (str): Of the item that they are for; such a label goes in any case.

    Returns:
        str: The very same where they have none.
    """
    found = label_of(words)
    if found is None:
        return words
    is_own = label != "" and words.startswith(label)
    return words[found.length :] if is_own or found.rank not in (Rank.INLINE, Rank.DECIMAL) else words


def given_sentences(words: str, draft: Draft, address: str) -> tuple[Sentence, ...]:
    """The user's own words, sentence by sentence, each with its stop; an item's number before them goes.

    Args:
        words (str): As typed.
        draft (Draft): In which.
        address (str): Of the item that they were given for; "" for a new one.

    Returns:
        tuple[Sentence, ...]: At least one.

    Raises:
        BadRequest: There are no words behind the number.
    """
    label, cut = Knife.of(()).cut(Slice(stopped(unnumbered(words)), 0))
    if not any(each.text.strip(STOPS) for each in cut):
        raise BadRequest("没有写内容，草稿没有改动。请在“：”后面写上")
    first, *others = (each.text for each in cut)
    return tuple(given_sentence(text, draft, address) for text in (label + first, *others))


def followed(sentences: Sequence[Sentence], more: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Sentences with others behind them; a lead that had no stop has one then."""
    if not sentences or not more:
        return (*sentences, *more)
    *before, last = sentences
    return (*before, replace(last, text=stopped(last.text)), *more)


def reworded(sentence: Sentence, text: str, draft: Draft, address: str) -> Sentence:
    """A sentence with the user's words in it.

    Args:
        sentence (Sentence): As it was.
        text (str): As it is to stand.
        draft (Draft): In which.
        address (str): Of its item; "" for a heading.

    Returns:
        Sentence: With what it came from; the very same where nothing was changed.
    """
    return traced(given_sentence(text.strip(), draft, address), [sentence])


def headed_by(item: DraftItem) -> int:
    """How many sentences of an item are its title: 1 where text goes on behind a first sentence that asks for nothing.

    Args:
        item (DraftItem): Which.

    Returns:
        int: 0 or 1; people do not count the title where they say 第一句.
    """
    if not item.label or len(item.sentences) < 2:
        return 0
    lead = item.sentences[0].text
    return int(len(lead) <= TITLE_CHARS and not _ASKS.search(lead))


def sentence_at(item: DraftItem, number: int) -> int:
    """The index of a sentence of an item, counted behind its title.

    Args:
        item (DraftItem): Which.
        number (int): From 1; -1 is the last one.

    Returns:
        int: From 0, among all of the item's sentences.

    Raises:
        BadRequest: The item has fewer.
    """
    title = headed_by(item)
    at = number - 1 + title if number >= 0 else len(item.sentences) + number
    if not title <= at < len(item.sentences):
        which = f"第 {number} 句" if number >= 0 else f"倒数第 {-number} 句"
        raise BadRequest(f"{sentences_told(item)}，没有{which}，草稿没有改动")
    return at


def sentences_told(item: DraftItem) -> str:
    """How many sentences an item has: 三/（二）标题后面只有 3 句."""
    title = headed_by(item)
    return f"{item.address}{'标题后面' if title else ''}只有 {len(item.sentences) - title} 句"
