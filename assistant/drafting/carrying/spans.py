"""Changed stretches of a sentence -> tracked edits that apply one after another, and the way back. Pure.

A pass over a sentence says which stretches change (`Span`). Where passes disagree the first one wins. An edit has no
offset, so each one's `old` is widened until it stands in the text only once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.drafting.records import Edit

# What is a name as it stands: a document, a slogan, a fact that is still missing.
NAMED: Final = re.compile(r"《[^《》]{0,120}》|“[^“”]{0,40}”|〔[^〔〕]{0,12}〕|【[^【】]{0,60}】")
DOCUMENT: Final = re.compile(r"《[^《》]{0,120}》|〔[^〔〕]{0,12}〕|【[^【】]{0,60}】")
MISSING: Final = re.compile(r"【[^【】]{0,60}】")

FILLED: Final = "按提供的数据更新"  # why a figure of the user's stands in a sentence


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str
    reason: str  # Chinese


def outside(text: str, pattern: re.Pattern[str], closed: re.Pattern[str]) -> Iterable[re.Match[str]]:
    """Matches that do not begin within names.

    Args:
        text (str): A sentence.
        pattern (re.Pattern[str]): What is looked for.
        closed (re.Pattern[str]): What a name looks like.

    Yields:
        re.Match[str]: In reading order.
    """
    names = [name.span() for name in closed.finditer(text)]
    for match in pattern.finditer(text):
        if not any(start <= match.start() < end for start, end in names):
            yield match


def settled(spans: Iterable[Span]) -> list[Span]:
    """Those that can be carried out together, in reading order.

    Args:
        spans (Iterable[Span]): In the order of their precedence.

    Returns:
        list[Span]: Without overlap.
    """
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def edits_of(text: str, spans: Sequence[Span]) -> tuple[Edit, ...]:
    """Edits that can be told apart without offsets.

    Args:
        text (str): A sentence.
        spans (Sequence[Span]): In reading order, without overlap.

    Returns:
        tuple[Edit, ...]: In reading order; `apply` carries them out.
    """
    edits = []
    shift = 0
    for span in spans:
        start, end = span.start + shift, span.end + shift
        first, last = _widened(text, start, end)
        edits.append(Edit(text[first:last], text[first:start] + span.new + text[end:last], span.reason))
        text = text[:start] + span.new + text[end:]
        shift += len(span.new) - (span.end - span.start)
    return tuple(edits)


def rewritten(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Edit, ...]]:
    """Change a sentence, and say how.

    Args:
        text (str): A sentence.
        spans (Sequence[Span]): In reading order, without overlap.

    Returns:
        tuple[str, tuple[Edit, ...]]: The new sentence, and the edits that lead to it.
    """
    edits = edits_of(text, spans)
    return apply(text, edits), edits


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Carry out tracked edits.

    Args:
        text (str): The source.
        edits (Iterable[Edit]): As `edits_of` gives them.

    Returns:
        str: The sentence of the draft.

    Raises:
        ValueError: If an edit's `old` does not stand exactly once in the text.
    """
    for edit in edits:
        if not _is_single(text, edit.old):
            raise ValueError(f"not exactly once in {text!r}: {edit.old!r}")
        text = text.replace(edit.old, edit.new)
    return text


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """As much on both sides as makes a stretch the only one of its kind; all of a text is."""
    while not _is_single(text, text[start:end]):
        start, end = max(0, start - 1), min(len(text), end + 1)
    return start, end


def _is_single(text: str, words: str) -> bool:
    first = text.find(words)
    return bool(words) and first >= 0 and text.find(words, first + 1) < 0
