"""The smallest parts of a sentence that can be left out without breaking it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from assistant.drafting.carrying.spans import Span, rewritten
from assistant.drafting.cutting import Stretch
from assistant.drafting.records import Edit
from assistant.matrix.parts import pieces_of, words_of
from ingest.obligations.clauses import sentences_of

# A part that leans on what stands before it: 其中专题研讨不少于6次.
LEANING: Final = re.compile(
    r"^(?:其中|并|且|至少|同时|也|还|以及|及|确保|做到|形成|由此|检查结果|结果|不再|不得|重点|用于|全部|均|都|主要|覆盖|"
    r"没有|未能|未按|尚未|仍未|但|另|原《|未经|逾期|(?:\d{1,2}月(?:底|\d{1,2}日)?前|按时|按期)?(?:报(?!送信息)|提交|呈报))"
)
# A part that only says by what, or for what, the next one is done: 按照《…》，开展巡察.
_LEADING: Final = re.compile(r"^(?:按照|根据|依据|依照|围绕|结合|依托|通过|针对|对照|为了?|以)[^，；]*$")
LITTLE: Final = 8  # characters; 由党委办公室6月底前印发 is about a document that is named before
_VALUE: Final = re.compile(r"\d+(?:月底?前?|年|[%％\w]?)|年内|全年|[上下]半年|由|完成|实现")
_COMMAS: Final = ("，", ",")
_SEMICOLONS: Final = ("；", ";")


def pieces(sentence: Stretch) -> list[Stretch]:
    """Parts of a sentence that say something by themselves, without stops.

    Args:
        sentence (Stretch): A sentence, or any words of an item.

    Returns:
        list[Stretch]: A part that is short, or leans on the one before it, belongs to that one.
    """
    found: list[Stretch] = []
    for segment in sentences_of(sentence.quote, sentence.start):
        for index, piece in enumerate(pieces_of(segment)):
            joins = index and (leans(piece.clauses[0].text) or _LEADING.match(found[-1].quote))
            begin = found.pop().start if joins else piece.start
            found.append(Stretch(sentence.reading, sentence.item, begin, piece.end))
    return found


def clauses(sentence: Stretch) -> list[Stretch]:
    """All that stands between two stops, however short."""
    return [
        Stretch(sentence.reading, sentence.item, clause.start, clause.end)
        for segment in sentences_of(sentence.quote, sentence.start)
        for clause in segment.clauses
    ]


def clauses_of(text: str) -> list[str]:
    """Parts of a text that say something by themselves, as `pieces` gives them for a sentence of a document."""
    return [words_of(piece) for segment in sentences_of(text, 0) for piece in pieces_of(segment)]


def says_little(text: str) -> bool:
    """Whether a part, values aside, has too few words to tell what it is about."""
    return len(_VALUE.sub("", text)) < LITTLE


def leans(text: str) -> bool:
    """Whether a part cannot stand at the head of a sentence."""
    return bool(LEANING.match(text))


def without(
    sentence: Stretch, parts: Sequence[Stretch], reasons: Mapping[Stretch, str]
) -> tuple[str, tuple[Edit, ...]]:
    """Leave parts of a sentence out.

    Args:
        sentence (Stretch): With its stop.
        parts (Sequence[Stretch]): All of its parts, as `pieces` or `clauses` gives them.
        reasons (Mapping[Stretch, str]): Those that go, and why, in Chinese.

    Returns:
        tuple[str, tuple[Edit, ...]]: What is left, "" where nothing can stand, and the deletions.
    """
    left = [part for part in parts if part not in reasons]
    while left and left[0] != parts[0] and leans(left[0].quote):
        left = left[1:]
    if not left:
        return "", ()
    head = left[0].start
    spans = [
        _span(sentence, part, reasons.get(part, "随前文删去"), is_first=part.start < head)
        for part in parts
        if part not in left
    ]
    return rewritten(sentence.quote, spans)


def _span(sentence: Stretch, part: Stretch, reason: str, *, is_first: bool) -> Span:
    """A part with one of the stops around it, so that what is left is still a sentence: A，B；C without B is A；C.

    A part before which nothing is left takes the stop behind it along: the one before it has gone already.
    """
    text = sentence.quote
    start, end = part.start - sentence.start, part.end - sentence.start
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    if before in _COMMAS and behind not in _COMMAS and not is_first:
        return Span(start - 1, end, "", reason)
    if behind in (*_COMMAS, *_SEMICOLONS):
        return Span(start, end + 1, "", reason)
    return Span(start - 1, end, "", reason) if before in _SEMICOLONS else Span(start, end, "", reason)
