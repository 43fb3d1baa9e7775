"""Text -> search tokens: Chinese characters one by one and in pairs, other letters and digits as words. Pure.

Words of Chinese are not segmented: in this genre 支委会, 三会一课 or 首问负责制 are in no dictionary, and BM25 over
characters and pairs of them ranks better than over segmented words (DESIGN.md, decision 4).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final

MAX_WORD_CHARS: Final = 64  # a longer run of letters is no word; tantivy drops tokens above 65,530 bytes without a word

# Unified ideographs with extension A, compatibility ideographs, the supplementary planes 2 and 3, and 々 〇.
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〇"
_RUN: Final = re.compile(rf"([{_HAN}]+)|[^\W_{_HAN}]+")


def tokens_of(text: str) -> list[str]:
    """Cut a text into tokens; none is empty or holds white space, so that they can be joined by spaces.

    Args:
        text (str): Any text.

    Returns:
        list[str]: In reading order, repeated as often as they occur. 2020年工作要点 gives
            2020 年 工 作 要 点 年工 工作 作要 要点.
    """
    tokens: list[str] = []
    for run in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        word = run[0]
        if run[1]:
            tokens += word
            tokens += map("".join, pairwise(word))
        else:
            tokens.append(word[:MAX_WORD_CHARS])
    return tokens


def telling_tokens(text: str) -> frozenset[str]:
    """The tokens that tell texts apart: pairs of characters, and words; a single character tells nothing."""
    return frozenset(token for token in tokens_of(text) if len(token) > 1)
