"""How the name of a document stands in a text, and how a text that names it otherwise is told. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest.citations.names import folded, same_document, without_brackets

_GAP: Final = r"[\s“”\"‘’「」『』]*"  # in 推进“两学一做”学习教育 the quotation marks are no part of the words

BRACKETED: Final = r"[《〈](?:[^《》〈〉]|〈[^《》〈〉]*〉){2,80}[》〉]"


def written_as(words: str) -> re.Pattern[str]:
    """Words as they may stand in a text: full or half width, white space or quotation marks between the characters."""
    characters = [c for c in unicodedata.normalize("NFKC", words) if not c.isspace()]
    return re.compile(_GAP.join(map(_either_width, characters)), re.IGNORECASE)


def mentions_of(name: str) -> re.Pattern[str]:
    """Whatever may mention a document: anything in brackets, to be judged by `same_document`, or the name itself."""
    return re.compile(f"{BRACKETED}|{written_as(without_brackets(folded(name))).pattern}", re.IGNORECASE)


def name_meant(written: str, name: str) -> str | None:
    """The name among those that a text's brackets hold which means a document.

    Args:
        written (str): 《关于印发〈党务公开办法〉的通知》, which names two documents, or a name without brackets.
        name (str): The document, in any of its names.

    Returns:
        str | None: Without brackets; None where it means another document.
    """
    names = [written.strip("《》〈〉"), *re.findall(r"〈([^《》〈〉]{2,})〉", written[1:-1])]
    return next((each for each in names if same_document(each, name)), None)


def told_as(written: str, name: str) -> str:
    """How a text names a document, beside the name that was asked for; empty where it is the same.

    Args:
        written (str): 《党支部条例》.
        name (str): 《中国共产党支部工作条例（试行）》.

    Returns:
        str: 用简称《党支部条例》; 写作 where only the brackets at the end differ, which may tell two versions apart.
    """
    one, other = folded(written), folded(name)
    if one == other:
        return ""
    if without_brackets(one) == without_brackets(other):
        return f"写作《{written}》"
    return f"{'用简称' if len(one) < len(other) else '用全称'}《{written}》"


def _either_width(character: str) -> str:
    if "!" <= character <= "~":
        return f"[{re.escape(character)}{chr(ord(character) + 0xFEE0)}]"
    return re.escape(character)
