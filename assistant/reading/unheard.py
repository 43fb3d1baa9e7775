"""Words of a question that nothing found says: a sign that the answer may be beside the question.

A sign, and no ground to refuse: as a feature of reading/refusal.py it made three of 52 answerable questions on the
reports, asked in words of their own, "not found".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from assistant.question import Asked
from ingest.records import ItemHit
from ingest.words import words_of

SHOWN: Final = 3  # words named in a caution
_NUMBER: Final = re.compile(r"\d+年?")  # 2019年老百姓 would be cut into 年老 and 百姓


def caution(asked: Asked, hits: Sequence[ItemHit], answer: str) -> str:
    """One plain line that names what nothing found says.

    Args:
        asked (Asked): The question, taken apart.
        hits (Sequence[ItemHit]): All that was found for it, far more than what is cited.
        answer (str): What would be answered, with what the register adds.

    Returns:
        str: Empty where every telling word of the question stands somewhere, as it is or in official words.
    """
    words = unheard_words(asked, f"{answer}\n{told_by(hits)}")
    named = "、".join(f"“{word}”" for word in words[:SHOWN])
    return f"资料中找到的条目都没有出现{named}，请核对是否答非所问" if words else ""


def unheard_words(asked: Asked, told: str) -> tuple[str, ...]:
    """The telling words of a question that a text lacks.

    Args:
        asked (Asked): The question, taken apart; a wording may stand there as documents put it.
        told (str): A text.

    Returns:
        tuple[str, ...]: In the question's order.
    """
    bridged = [bridge.asked for bridge in asked.bridges if any(wording in told for wording in bridge.official)]
    return tuple(
        word
        for word in telling_words(asked)
        if word not in told and not any(word in wording or wording in word for wording in bridged)
    )


def telling_words(asked: Asked) -> tuple[str, ...]:
    """The words of a question that name its matter.

    Args:
        asked (Asked): The question, taken apart.

    Returns:
        tuple[str, ...]: In its order, each once; those that only frame a question (frame_words.txt, written from
            general knowledge of the language) and single characters are left out.
    """
    words = dict.fromkeys(words_of(_NUMBER.sub(" ", asked.words)))
    return tuple(word for word in words if len(word) > 1 and not word.isascii() and word not in _frame_words())


def told_by(hits: Iterable[ItemHit]) -> str:
    """All that found items say: their texts, titles, headings and the names of their documents."""
    return "\n".join(
        "\n".join((item.text, item.title, *item.headings, document.title, document.file, document.unit))
        for item, document in ((hit.item, hit.document) for hit in hits)
    )


@cache
def _frame_words() -> frozenset[str]:
    return frozenset((files("assistant.reading") / "frame_words.txt").read_text(encoding="utf-8").split())
