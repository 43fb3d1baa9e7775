"""Names of documents: how one is written, what it ends in, and which names mean the same document. Pure; a leaf."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# The words that names of rules end in, longest first: 办法 before 法.
GENRES: Final = "条例|准则|规定|规则|办法|细则|章程|纲要|决定|意见|通知|方案|规划|计划|要点|制度|公约|法"

_NAME: Final = re.compile(rf"(?P<head>.*?)(?P<genre>{GENRES})?")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)$")  # (试行), (2019年修订)
# Who issued it says little: 《党支部条例》 is 《中国共产党支部工作条例（试行）》.
_ISSUER: Final = re.compile(r"^(关于)?(中国共产党|中共中央|中共|中华人民共和国)?(?=.)(党的|党)?(?=.)")
_PADDING: Final = re.compile(r"(工作|若干)$")
_MIN_SHORT: Final = 2  # characters of a short name's head; 《条例》 alone may mean any of them

_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_KEPT_WIDE: Final = frozenset("（），：；！？")  # they stand in full width inside Chinese names
_FORMS: Final = str.maketrans(
    {chr(c): chr(c - 0xFEE0) for c in _FULL_WIDTH if chr(c) not in _KEPT_WIDE} | {"(": "（", ")": "）"}
)
_ANGLES: Final = str.maketrans({"《": "〈", "》": "〉", "<": "〈", ">": "〉"})
_DASH: Final = re.compile(r"(?<=[\d年])[－—–‐‑~～-]+(?=\d)")
_UNLIKE: Final = re.compile(r"[“”\"‘’'「」『』〈〉·•]")  # marks that two writings of one name may differ in
_EDITION: Final = re.compile(
    r"（[^（）]*(?:试行|暂行|修订|修正|修正案|草案|送审稿|征求意见稿)[^（）]*）$"
)  # but no （2023-2027年）
_TRIAL: Final = re.compile(r"（(?:试行|暂行)(?:稿|版)?）$")
_CARRIER: Final = re.compile(r"(?:印发|转发|批转|发布|公布|下发)〈(?P<inner>.+)〉的(?:通知|函|公告|通告|决定|命令|令)$")

MIN_END: Final = 6  # characters of 党务公开办法; 管理办法 and 实施意见 end too many names
_PLACE: Final = re.compile(r"[省市县州旗]$|自治区$|新区$")
_LEFT_OUT: Final = re.compile(rf"^关于|中国共产党|中共中央政治局|中共中央|中华人民共和国|的|若干|工作(?=(?:{GENRES})$)")


def tidied(written: str) -> str:
    """A name as it should be shown: no white space, full-width round brackets, half-width letters and digits.

    Args:
        written (str): As a text writes it, without the brackets 《》 around it.

    Returns:
        str: 中国共产党支部工作条例(试行) -> 中国共产党支部工作条例（试行）; names inside it stand in 〈〉.
    """
    squeezed = "".join(written.split()).translate(_FORMS).translate(_ANGLES)
    return _DASH.sub("-", squeezed)


def key_of(name: str) -> str:
    """What is alike in all writings of one name; two names with one key are one name."""
    return _UNLIKE.sub("", tidied(name)).lower()


def plain(name: str) -> str:
    """A tidied name without the edition at its end: （试行）, （2019年修订）, but not （2023-2027年）."""
    return _EDITION.sub("", name)


def is_trial(name: str) -> bool:
    """Whether a tidied name says that the document is on trial: …（试行）."""
    return _TRIAL.search(name) is not None


def carried_by(name: str) -> str | None:
    """The document that a notice of this tidied name issues: 关于印发〈党务公开办法〉的通知 -> 党务公开办法."""
    carrier = _CARRIER.search(name)
    return carrier["inner"] if carrier else None


def genre_of(name: str) -> str:
    """The word of genre that a name ends in, brackets at its end left out; "" where it has none."""
    return _taken_apart(name)[1]


def is_rule(name: str) -> bool:
    """Whether a name without brackets is one of a document: 党支部工作条例."""
    return len(name) >= 5 and re.search(rf"(?:{GENRES})$", folded(name)) is not None


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
    if folded(one) == folded(other):
        return True
    (head, genre), (other_head, other_genre) = _taken_apart(one), _taken_apart(other)
    if not (head and other_head and genre) or genre != other_genre:
        return False
    return head == other_head or _shortens(*sorted((head, other_head), key=len))


def short_for(short: str, full: str) -> bool:
    """Whether a tidied name surely is a short form of a longer one.

    Stricter than `same_document`, which asks what a user may mean: here only issuer, 工作, 若干 and 的 may be left out,
    or the beginning of the name where a long end remains; but no place, since a province has its own 《…条例》 beside
    the nation's. （试行） alone is no difference in length: it tells two documents apart.

    Args:
        short (str): 党务公开办法.
        full (str): 云岭集团党务公开工作办法.

    Returns:
        bool: True in this example.
    """
    if len(short) >= len(full) or plain(short) == plain(full):
        return False
    if plain(short) != short and not full.endswith(short[len(plain(short)) :]):
        return False
    brief, whole = loose(short), loose(full)
    if brief == whole:
        return True
    return len(brief) >= MIN_END and whole.endswith(brief) and not _PLACE.search(whole.removesuffix(brief))


def loose(name: str) -> str:
    """A tidied name without what short forms leave out: issuer, 的, 若干, 工作 and the brackets at its end."""
    return _LEFT_OUT.sub("", _LEFT_OUT.sub("", key_of(plain(name))))


def folded(name: str) -> str:
    """A name for comparison: without white space and 《》, all characters in their compatible form, lower case."""
    return re.sub(r"[\s《》]", "", unicodedata.normalize("NFKC", name)).lower()


def without_brackets(name: str) -> str:
    """A folded name without the brackets at its end."""
    return _IN_BRACKETS.sub("", name)


def _shortens(short: str, long: str) -> bool:
    if len(short) < max(_MIN_SHORT, len(long) / 2) or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def _taken_apart(name: str) -> tuple[str, str]:
    parts = _NAME.fullmatch(without_brackets(folded(name)))
    if parts is None:
        return "", ""
    return _PADDING.sub("", _ISSUER.sub("", parts["head"])), parts["genre"] or ""
