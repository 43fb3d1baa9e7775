"""Names of cited documents: which of them mean the same document, and how a name stands in a text. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# The words that names of rules end in, longest first: 办法 before 法.
_GENRE: Final = "条例|准则|规定|规则|办法|细则|章程|纲要|决定|意见|通知|方案|规划|计划|要点|制度|公约|法"
_NAME: Final = re.compile(rf"(?P<head>.*?)(?P<genre>{_GENRE})?")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)$")  # (试行), (2019年修订)
# Who issued it says little: 《党支部条例》 is 《中国共产党支部工作条例（试行）》.
_ISSUER: Final = re.compile(r"^(关于)?(中国共产党|中共中央|中共|中华人民共和国)?(?=.)(党的|党)?(?=.)")
_PADDING: Final = re.compile(r"(工作|若干)$")
_MIN_SHORT: Final = 2  # characters of a short name's head; 《条例》 alone may mean any of them
_GAP: Final = r"[\s“”\"‘’「」『』]*"  # in 推进“两学一做”学习教育 the quotation marks are no part of the words

BRACKETED: Final = r"[《〈](?:[^《》〈〉]|〈[^《》〈〉]*〉){2,80}[》〉]"


def is_rule(name: str) -> bool:
    """Whether a name without brackets is one of a document: 党支部工作条例."""
    return len(name) >= 5 and re.search(rf"(?:{_GENRE})$", _folded(name)) is not None


def written_as(words: str) -> re.Pattern[str]:
    """Words as they may stand in a text: full or half width, white space or quotation marks between the characters."""
    characters = [c for c in unicodedata.normalize("NFKC", words) if not c.isspace()]
    return re.compile(_GAP.join(map(_either_width, characters)), re.IGNORECASE)


def mentions_of(name: str) -> re.Pattern[str]:
    """Whatever may mention a document: anything in brackets, to be judged by `same_document`, or the name itself."""
    return re.compile(f"{BRACKETED}|{written_as(_IN_BRACKETS.sub('', _folded(name))).pattern}", re.IGNORECASE)


def same_document(one: str, other: str) -> bool:
    """Whether two names, with or without brackets, mean one document.

    They do where they differ in issuer, (试行) and 工作 only, or where one's head is a shortening of the other's: its
    characters in order, the first and the last alike, at least half as long. The word they end in must be the same.

    Args:
        one (str): 《国企基层组织条例》.
        other (str): 《中国共产党国有企业基层组织工作条例（试行）》.

    Returns:
        bool: True in this example; False for 《条例》 alone, and for 《中国共产党组织工作条例》.
    """
    if _folded(one) == _folded(other):
        return True
    (head, genre), (other_head, other_genre) = _taken_apart(one), _taken_apart(other)
    if not (head and other_head and genre) or genre != other_genre:
        return False
    return head == other_head or _shortens(*sorted((head, other_head), key=len))


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
    one, other = _folded(written), _folded(name)
    if one == other:
        return ""
    if _IN_BRACKETS.sub("", one) == _IN_BRACKETS.sub("", other):
        return f"写作《{written}》"
    return f"{'用简称' if len(one) < len(other) else '用全称'}《{written}》"


def _shortens(short: str, long: str) -> bool:
    if len(short) < max(_MIN_SHORT, len(long) / 2) or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def _taken_apart(name: str) -> tuple[str, str]:
    parts = _NAME.fullmatch(_IN_BRACKETS.sub("", _folded(name)))
    if parts is None:
        return "", ""
    return _PADDING.sub("", _ISSUER.sub("", parts["head"])), parts["genre"] or ""


def _folded(name: str) -> str:
    return re.sub(r"[\s《》]", "", unicodedata.normalize("NFKC", name)).lower()


def _either_width(character: str) -> str:
    if "!" <= character <= "~":
        return f"[{re.escape(character)}{chr(ord(character) + 0xFEE0)}]"
    return re.escape(character)
