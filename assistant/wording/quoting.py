"""Which sentences of an item support a claim: chosen here, never taken from a model. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.wording.claims import Source, grams, share
from assistant.wording.cleaning import names_an_address
from assistant.wording.facts import Amount, amounts, comparable, names, verbatim
from ingest.passages import sentences

SENTENCES: Final = 3  # that one claim quotes from one item
CONTRIBUTES: Final = 0.15  # share of the claim's words from which on a sentence is quoted at all

Span = tuple[int, int]


def quotes(claim: str, sources: Sequence[Source]) -> list[tuple[Source, Span]]:
    """Find the sentences that support a claim.

    Args:
        claim (str): Its words.
        sources (Sequence[Source]): Of the items that it cites.

    Returns:
        list[tuple[Source, Span]]: Offsets in the item's text, in reading order; sentences that name an address on a
            network are never quoted. Empty where nothing is left.
    """
    return [(source, span) for source in sources for span in _spans(claim, source)]


def _spans(claim: str, source: Source) -> list[Span]:
    text = source.hit.item.text
    quotable = [span for span in sentences(text) if not names_an_address(text[slice(*span)])]
    said = grams(comparable(claim))
    near = {span: share(said, grams(comparable(text[slice(*span)]))) for span in quotable}
    stated = {span: _stated(claim, text[slice(*span)]) for span in quotable}
    best = max(quotable, key=lambda span: (near[span] + 0.2 * len(stated[span]), -span[0]), default=None)
    if best is None or near[best] < CONTRIBUTES:
        return []
    chosen = [best]
    missing = frozenset[Amount | str]().union(*stated.values()) - stated[best]
    while missing and len(chosen) < SENTENCES:
        further = max(quotable, key=lambda span: (len(stated[span] & missing), near[span]))
        chosen.append(further)
        missing -= stated[further]
    return _joined(sorted(chosen), quotable)


def _stated(claim: str, sentence: str) -> frozenset[Amount | str]:
    """The amounts, names and quotes of a claim that a sentence holds."""
    held = verbatim(sentence)
    counted = amounts(comparable(sentence)) & amounts(comparable(claim))
    return counted | frozenset(name for name in names(claim) if name in held)


def _joined(chosen: Sequence[Span], quotable: Sequence[Span]) -> list[Span]:
    """Neighbouring sentences as one quote."""
    spans = [chosen[0]]
    for span in chosen[1:]:
        before = quotable[quotable.index(span) - 1]
        if before[1] == spans[-1][1]:
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return spans
