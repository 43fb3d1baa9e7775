"""What becomes of each part of last year's plan: kept, left out as done, given way to something newer. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Final

import numpy as np

from assistant.compare.likeness import echoed, likeness
from assistant.drafting.carrying import is_one_off
from assistant.drafting.cutting import Stretch
from assistant.drafting.pieces import clauses, clauses_of, pieces, says_little, without
from assistant.drafting.planning.asks import Ask, Asked
from assistant.drafting.planning.intents import own_summaries
from assistant.drafting.planning.likenesses import saying
from assistant.drafting.planning.outcomes import UNKNOWN, Outcome, outcomes_of
from assistant.drafting.planning.records import Addition, Change, Cut
from assistant.drafting.planning.roots import Root
from assistant.drafting.records import BLANK, Brief, Source
from assistant.drafting.sameness import repeating, widened
from ingest.embedding import Embedding

RECURS: Final = 0.5  # likeness to an earlier year's plan from which on a task comes back every year,
AGAIN: Final = 0.7  # or, where it reads as done once and finished
_EVERY_TWO: Final = re.compile(r"每(?:两|2|二)年|隔年")
_OCCASION: Final = re.compile(
    r"\d{2,3}周年|(?:迎接|喜迎).{0,10}(?:大(?:召开|胜利召开)?|大会)(?=[，。；、]|$)|(?:迎接|喜迎)[^，。；]*大"
)
_BOUND: Final = "不少低超于过至"
_COUNT: Final = r"(?:不少于|不低于|不超过|至少|至多)?\d+(?:\.\d+)?(?:[%％]|[\u4e00-\u9fff]{1,2})"
_FORMS: Final = (  # values that can take each other's place in a sentence
    re.compile(rf"(?:每(?:半|两|\d)?个?(?:年|季度|月|周)|全年){_COUNT}"),
    re.compile(r"(?:每年)?\d{1,2}月(?:\d{1,2}日|底)?前|(?:上半年|年)底?前"),
    re.compile(_COUNT),
)
_SPELL: Final = re.compile(  # a spell of one year (5月至7月集中学习), or one time by a day
    r"\d{1,2}月[至—-]\d{1,2}月|(?:\d{1,2}月(?:底|\d{1,2}日)?前|[上下]半年)(?!每)[^，。；每]{0,12}[1一]次"
)
TAKEN_UP: Final = 0.45  # likeness from which on an intention takes up a task that was to be done once
SAME: Final = 0.55  # likeness from which on a part says what an addition says,
ECHOED: Final = 0.75  # or the share of its wording that stands in one other sentence


@dataclass(frozen=True, slots=True)
class Fate:
    """A part of last year's plan, and what is known of it."""

    piece: Stretch
    sentence: Stretch
    is_one_off: bool
    outcome: Outcome
    earlier: Source | None  # the same in an earlier year
    every_two: Source | None  # where an earlier year says that it comes every two years

    @property
    def recurs(self) -> bool:
        """Whether an earlier year had it, too."""
        return self.earlier is not None


def fates_of(roots: Sequence[Root], brief: Brief, earlier: Sequence[Root], embedding: Embedding) -> list[list[Fate]]:
    """Look up, for every part of every root, whether it recurs and what became of it.

    Args:
        roots (Sequence[Root]): Of last year's plan.
        brief (Brief): With the summaries.
        earlier (Sequence[Root]): Of the plans before it.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        list[list[Fate]]: By root, in reading order; leads are left out.
    """
    parts = [(index, sentence, piece) for index, root in enumerate(roots) for sentence in root.body
             for piece in pieces(sentence)]  # fmt: skip
    words = [piece.quote for _, _, piece in parts]
    before = [piece for root in earlier for sentence in root.body for piece in pieces(sentence)]
    likest = likeness(words, [piece.quote for piece in before], embedding)
    outcomes = outcomes_of(_in_context(parts), own_summaries(brief), embedding)
    rare = np.array([bool(_EVERY_TWO.search(piece.quote)) for piece in before], bool)
    found: list[list[Fate]] = [[] for _ in roots]
    for (index, sentence, piece), row, outcome in zip(parts, likest, outcomes, strict=True):
        once = is_one_off(piece.quote) or _SPELL.search(piece.quote) is not None
        best = before[int(row.argmax())] if row.size and row.max() >= (AGAIN if once else RECURS) else None
        biennial = before[int((row * rare).argmax())] if row.size and (row * rare).max() >= RECURS else None
        found[index].append(
            Fate(
                piece,
                sentence,
                is_one_off=once,
                outcome=outcome if once else UNKNOWN,
                earlier=best.source("earlier") if best else None,
                every_two=biennial.source("earlier") if biennial and "每" not in piece.quote else None,
            )
        )
    return found


def _in_context(parts: Sequence[tuple[int, Stretch, Stretch]]) -> list[str]:
    """What parts are about; one that says little (年内实现全覆盖) is read behind the one before it."""
    told = []
    for before, (_, sentence, piece) in zip([None, *parts], parts, strict=False):
        follows = before is not None and before[1] == sentence and says_little(piece.quote)
        told.append(f"{before[2].quote}，{piece.quote}" if before and follows else piece.quote)
    return told


# --- the superior -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Response:
    """How the draft answers a segment of the superior: by changed values, by new words, or by what is there."""

    changes: tuple[Change, ...]
    additions: tuple[Addition, ...]
    superseded: tuple[Stretch, ...]  # parts of last year's plan that the new words make superfluous


def response_to(ask: Ask, fates: Sequence[Fate], gone: Iterable[Stretch]) -> Response:
    """Answer a segment of the superior with as few words as do.

    Args:
        ask (Ask): The segment.
        fates (Sequence[Fate]): Of the root that it belongs to; none for a new one.
        gone (Iterable[Stretch]): Parts of last year's plan that are left out.

    Returns:
        Response: What changes.
    """
    out = set(gone)
    left = [fate for fate in fates if fate.piece not in out]
    missing = [asked for asked in ask.asked if not _stays_said(asked, fates, left)]
    changed = [asked for asked in missing if _changes(asked, left)]
    needed: list[bool] = []
    for part in ask.parts:  # a part in which a requirement of the one before it goes on goes with it
        here = ask.asked_in(part)
        needed.append(any(a in missing and a not in changed for a in here) if here else needed[-1:] == [True])
    runs = [[part for _, part in run] for is_needed, run in groupby(zip(needed, ask.parts, strict=True), itemgetter(0))
            if is_needed]  # fmt: skip
    told = [asked for run in runs for part in run for asked in ask.asked_in(part)]
    kept = {fate.piece for a in ask.asked if a.is_said and a not in told for fate in _answering(a, left)}
    replaced = (fate.piece for a in told if a.is_said or a.weaker for fate in _answering(a, left))
    return Response(
        tuple(change for asked in changed if asked not in told for change in _changes(asked, left)),
        tuple(_addition(run) for run in runs),
        tuple(piece for piece in replaced if piece not in kept),
    )


def still_answering(ask: Ask, left: Sequence[Fate]) -> Iterator[Fate]:
    """The parts of last year's plan by which a requirement is met as it stands."""
    for asked in ask.asked:
        if asked.is_said:
            yield from _answering(asked, left)


def _stays_said(asked: Asked, fates: Sequence[Fate], left: Sequence[Fate]) -> bool:
    """Whether last year's plan says it, in words that stay; what the plan as a whole answers is in no part."""
    return asked.is_said and (bool(_answering(asked, left)) or not _answering(asked, fates))


def _addition(run: Sequence[Stretch]) -> Addition:
    words = Stretch(run[0].reading, run[0].item, run[0].start, run[-1].end)
    return Addition("superior", words.quote, (words.source("superior"),))


def _answering(asked: Asked, fates: Sequence[Fate]) -> list[Fate]:
    """The parts that answer a requirement."""
    if asked.answer is None:
        return []
    start, end = asked.answer
    return [fate for fate in fates if fate.piece.start < end and start < fate.piece.end]


def _changes(asked: Asked, fates: Sequence[Fate]) -> list[Change]:
    """The values to change, where the part that answers states each exactly once; or its list, where that is short."""
    for fate in _answering(asked, fates)[:1]:
        if not asked.weaker and (lists := widened(fate.piece.quote, asked.stretch.quote)):
            return [Change(fate.sentence, *lists, asked.stretch.source("superior"))]
        if all(_can_take(fate.piece.quote, own, wanted) for wanted, own in asked.weaker if own and wanted):
            source = asked.stretch.source("superior")
            return [Change(fate.sentence, own, wanted, source) for wanted, own in asked.weaker if own and wanted]
    return []


def _can_take(text: str, own: str, wanted: str) -> bool:
    """Whether one value can stand in the other's place: both are paces, dates or counts of one measure."""
    forms = [[form for form in _FORMS if form.fullmatch(value)] for value in (own, wanted)]
    return text.count(own) == 1 and bool(forms[0]) and forms[0] == forms[1] and _measure(own) == _measure(wanted)


def _measure(value: str) -> str:
    """What a value counts in: 次; "" of a date."""
    return "" if value.endswith(("前", "底")) else value.lstrip("".join(_BOUND))[-1:]


# --- what is left out -------------------------------------------------------------------------------------------------


def finished(fates: Sequence[Fate], year: int, issued: Collection[str]) -> Iterator[Cut]:
    """The parts that were to be done once and are done.

    Args:
        fates (Sequence[Fate]): Of a root.
        year (int): Of the plan that they stand in.
        issued (Collection[str]): Documents that were to be made and are there: to make them becomes to carry them out.

    Yields:
        Cut: With what shows it.
    """
    for fate in fates:
        is_done = fate.is_one_off and not fate.recurs and fate.outcome.state == "done"
        if is_done and fate.outcome.evidence and not any(f"《{name}》" in fate.piece.quote for name in issued):
            yield Cut(fate.piece, f"{year}年已完成", (fate.outcome.evidence,))
        elif _OCCASION.search(fate.piece.quote):
            yield Cut(fate.piece, f"只是{year}年的节点工作")
        elif fate.every_two:
            yield Cut(fate.piece, f"每两年安排一次，{year}年已安排", (fate.every_two,))


def overtaken(fates: Sequence[Fate], additions: Sequence[Addition], embedding: Embedding) -> Iterator[Cut]:
    """The parts whose matter an addition takes up: one-off tasks that were left open, and what it says again.

    Args:
        fates (Sequence[Fate]): Of a root, without what is left out already.
        additions (Sequence[Addition]): What the thread takes up.
        embedding (Embedding): What knows words of like meaning.

    Yields:
        Cut: With the addition's source.
    """
    telling = [each for each in additions if BLANK not in each.text]
    parts = [(each, words) for each in telling for words in clauses_of(each.text)]
    own, new = [fate.piece.quote for fate in fates], [words for _, words in parts]
    pairs, wording = likeness(own, new, embedding), saying(own, new, embedding)
    for fate, row, said in zip(fates, pairs, wording, strict=True):
        for index in row.argsort()[::-1][:1]:
            addition = parts[index][0]
            is_newer = addition.origin == "superior" and said[index] >= SAME
            if is_newer or (fate.is_one_off and row[index] >= TAKEN_UP):
                yield Cut(fate.piece, _taken_up(addition), addition.sources[:1])


def _taken_up(addition: Addition) -> str:
    names = {"superior": "上级新要求", "problem": "问题整改", "intention": "上年总结的打算", "fact": "本年安排"}
    return f"由{names[addition.origin]}的新表述取代"


def without_repeats(addition: Addition, stretch: Stretch, said: Sequence[str], embedding: Embedding) -> Addition | None:
    """Leave out of an intention what the draft says anyway.

    Args:
        addition (Addition): From a summary.
        stretch (Stretch): Where it stands.
        said (Sequence[str]): What the draft says.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Addition | None: None where nothing new is left.
    """
    parts = clauses(stretch)
    words = [part.quote for part in parts]
    heard = np.column_stack(
        [
            likeness(words, said, embedding).max(1, initial=0) / SAME,
            echoed(words, said).max(1, initial=0) / ECHOED,
            repeating(words, said),
        ]
    )
    again = {part: "本稿他处已写明" for part, row in zip(parts, heard, strict=True) if row.max() >= 1}
    text, edits = without(stretch, parts, again) if again else (stretch.quote, ())
    cuts = tuple(Cut(part, reason) for part, reason in again.items())
    return replace(addition, text=text, edits=edits, left_out=cuts) if text else None
