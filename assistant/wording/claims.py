"""Each claim of a language model against the items that it cites. Pure.

A claim fails where it states what the cited items do not: a quote, an amount, a name, a unit, or the opposite. It is
unsure where its words are mostly its own, or where it names a unit that only the question names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

from assistant.wording.cleaning import names_an_address
from assistant.wording.facts import Amount, Unit, amounts, comparable, names, states, units, verbatim, words
from assistant.wording.leanings import Leaning, bare, leanings, loosened, turned
from assistant.wording.splitting import LABEL, says_nothing_found
from ingest.passages import sentences
from ingest.records import ItemHit

CLAIM_CHARS: Final = 400  # a longer sentence says too much to be checked as one
# Share of a claim's word pairs that stand in what it cites. In the labelled table of tests/assistant/test_claims.py the
# paraphrases have 0.375 or more; cited for another item, 2 of 118 reach 0.35 and 4 reach 0.2.
SUPPORTED: Final = 0.35
RELATED: Final = 0.2  # below, the cited items are about something else
ALIGNED: Final = 0.5  # from here on a clause restates its nearest clause in the source
TAKEN_IN: Final = 0.25  # from here on it also takes in a further clause of the same sentence
NEARER: Final = 0.12  # so much nearer must another amount's clause be to prove that two were swapped

_CLAUSE: Final = re.compile(r"[^，。；：！？,;:!?\n　]+")
_HAN_RUN: Final = re.compile(r"[一-鿿]+")
_SPEAKING: Final = re.compile(r"党[委组](?=要求|提出|明确|规定|强调|部署)")  # in its own documents it is not named


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a claim or of a source, comparable, and what it says."""

    text: str
    sentence: str  # that it stands in
    core: frozenset[str]  # `grams` of it, without the words that make it lean
    wide: frozenset[str]  # `grams` of its sentence
    amounts: frozenset[Amount]
    leanings: frozenset[Leaning]


@dataclass(frozen=True, slots=True)
class Source:
    """An item as claims are compared with it; texts are comparable."""

    hit: ItemHit
    around: str  # what belongs to it: title, file, unit and year of its document, headings, address, columns
    text: str  # its own, and what belongs to it
    grams: frozenset[str]
    amounts: frozenset[Amount]
    clauses: tuple[Clause, ...]  # of its own text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comes of a claim, and why, for tests and developers."""

    outcome: Literal["supported", "unsure", "failed"]
    why: str = ""


def read(hit: ItemHit) -> Source:
    """An item made ready to be compared with."""
    document, item = hit.document, hit.item
    around = [document.title, PurePath(document.file).stem, document.unit, *item.headings, item.title, item.address]
    around += [f"{document.year}年" if document.year else "", *(name for name, _ in item.cells)]
    own = LABEL.sub("", item.text, count=1)  # its number is no amount
    beside = comparable("　".join(around))
    text = f"{comparable(own)}　{beside}"
    clauses = [clause for span in sentences(own) for clause in clauses_in(comparable(own[slice(*span)]))]
    return Source(hit, beside, text, grams(text), amounts(text), tuple(clauses))


def clauses_in(sentence: str) -> list[Clause]:
    """The clauses of a comparable sentence, in reading order."""
    wide = grams(sentence)
    return [
        Clause(text, sentence, grams(bare(text)), wide, amounts(text), leanings(text))
        for text in _CLAUSE.findall(sentence)
    ]


def judge(text: str, sources: Sequence[Source], question: str) -> Verdict:
    """Check a claim against the items that it cites.

    Args:
        text (str): The claim's words, without numbers.
        sources (Sequence[Source]): Of the items that it cites.
        question (str): In the user's words.

    Returns:
        Verdict: Failed where it must not be shown, unsure where it is shown as 未核实.
    """
    flat = comparable(text)
    said = clauses_in(flat)
    why = _unusable(text, sources) or _invented(text, flat, sources) or _twisted(said, sources)
    if why:
        return Verdict("failed", why)
    supported = support(flat, sources)
    if supported < RELATED:
        return Verdict("failed", f"support {supported:.2f}")
    foreign = [unit for unit in units(_SPEAKING.sub("", flat)) if not _named(unit, sources)]
    if strange := [unit for unit in foreign if unit.before + unit.body not in comparable(question)]:
        return Verdict("failed", f"unit {strange[0].before}{strange[0].body}")
    if foreign:
        return Verdict("unsure", f"unit {foreign[0].before}{foreign[0].body} is only asked for")
    if supported < SUPPORTED:
        return Verdict("unsure", f"support {supported:.2f}")
    return Verdict("unsure", "bound") if _loosened(said, sources) else Verdict("supported")


def support(flat: str, sources: Sequence[Source]) -> float:
    """Share of a comparable text's pairs of characters, and of its other words, that stand in the sources."""
    return share(grams(flat), frozenset[str]().union(*(source.grams for source in sources)))


def grams(flat: str) -> frozenset[str]:
    """What a comparable text is compared by: pairs of Chinese characters, and words in Latin letters."""
    pairs = {run[i : i + 2] for run in _HAN_RUN.findall(flat) for i in range(len(run) - 1)}
    return frozenset(pairs | words(flat))


def share(said: frozenset[str], stated: frozenset[str]) -> float:
    """Share of `grams` that stand in others, 0 to 1."""
    return len(said & stated) / len(said) if said else 0.0


# --- what makes a claim fail ------------------------------------------------------------------------------------------


def _unusable(text: str, sources: Sequence[Source]) -> str:
    if not sources:
        return "cites nothing"
    if names_an_address(text):
        return "address"
    if len(text) > CLAIM_CHARS or not _HAN_RUN.search(text):
        return "form"
    return "absence" if says_nothing_found(text) else ""


def _invented(text: str, flat: str, sources: Sequence[Source]) -> str:
    """A quote, an amount or a foreign word that the cited items do not hold."""
    own = [verbatim(place) for source in sources for place in (source.hit.item.text, *_titles(source))]
    for name in names(text):
        if not any(name in place for place in own):
            return f"quote {name}"
    for amount in amounts(flat):
        if not any(states(source.text, source.amounts, amount) for source in sources):
            return f"amount {amount.value}{amount.measure}"
    foreign = words(flat).difference(*(source.grams for source in sources))
    return f"word {min(foreign)}" if foreign else ""


def _titles(source: Source) -> tuple[str, ...]:
    document, item = source.hit.document, source.hit.item
    return (document.title, PurePath(document.file).stem, item.title, *item.headings)


def _twisted(claim: Sequence[Clause], sources: Sequence[Source]) -> str:
    """An amount taken from another clause, or a clause that says the opposite of the one that it restates."""
    for said in claim:
        if why := _swapped(said, sources) or _turned(said, sources):
            return why
    return ""


def nearness(said: Clause, stated: Clause) -> float:
    """How much of a claim's clause stands in a source's, and of its sentence in the source's sentence: 0 to 1.4."""
    return share(said.core, stated.core) + 0.4 * share(said.wide, stated.wide)


def _swapped(said: Clause, sources: Sequence[Source]) -> str:
    for amount in said.amounts:
        if amount.measure in ("", "年", "月"):  # dates are compared whole
            continue
        mine: list[float] = []
        others = [0.0]
        for clause in (clause for source in sources for clause in source.clauses):
            if any(stated.measure == amount.measure for stated in clause.amounts):
                (mine if amount in clause.amounts else others).append(nearness(said, clause))
        if mine and max(others) > max(mine) + NEARER:
            return f"amount {amount.value}{amount.measure} of another clause"
    return ""


def _nearest(said: Clause, sources: Sequence[Source]) -> list[tuple[Source, Clause]]:
    """The clauses that a claim's clause restates: the nearest one and its equals; none where it restates none."""
    near = [(nearness(said, clause), source, clause) for source in sources for clause in source.clauses]
    best = max((each for each, *_ in near), default=0.0)
    return [
        (source, clause)
        for each, source, clause in near
        if each == best and max(share(said.core, clause.core), share(clause.core, said.core)) >= ALIGNED
    ]


def _turned(said: Clause, sources: Sequence[Source]) -> str:
    """A clause is turned where it is against each of its nearest ones."""
    found = [
        turned(said.leanings, _meant(said, clause, source), source.hit.item.tense)
        for source, clause in _nearest(said, sources)
    ]
    return f"turned: {found[0]}" if found and all(found) else ""


def _meant(said: Clause, clause: Clause, source: Source) -> frozenset[Leaning]:
    """How a restated clause leans, and those of its sentence that the restatement takes in."""
    taken_in = [
        other.leanings & said.leanings
        for other in source.clauses
        if other.sentence == clause.sentence and share(said.core, other.core) >= TAKEN_IN
    ]
    return clause.leanings.union(*taken_in)


def _loosened(claim: Sequence[Clause], sources: Sequence[Source]) -> bool:
    for said in claim:
        nearest = _nearest(said, sources) if said.amounts else []
        if nearest and all(loosened(said.leanings, clause.leanings) for _, clause in nearest):
            return True
    return False


def _named(unit: Unit, sources: Sequence[Source]) -> bool:
    """Whether cited items name a unit: with the two characters before its body, or shortened from a longer name."""
    before = unit.before[-2:]
    for source in sources:
        if f"{before}{unit.body}" in source.text:
            return True
        if before and unit.body in source.text and (before in source.around or _shortened(unit, source.text)):
            return True
    return False


def _shortened(unit: Unit, text: str) -> bool:
    """组织部 for 组织人事部, 能源集团 for 能源投资集团: the same ends, some characters left out between them."""
    return bool(re.search(rf"{re.escape(unit.before[-2:])}[一-鿿]{{1,6}}?{re.escape(unit.body)}", text))
