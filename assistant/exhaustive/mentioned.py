"""Answers to questions about where something is said: which documents, which items, how each document puts it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.composing import Findings, Paragraph, dated
from assistant.exhaustive.cited import name_meant, told_as
from assistant.exhaustive.mentions import MentionQuestion, Term, mention_question
from assistant.exhaustive.occurrences import Hits, Place, frequency_behind, hits_of, places_of
from assistant.exhaustive.scope import examined, narrowed, spell_years
from assistant.question import Asked, analyse
from assistant.reader import QUOTED_CHARS
from ingest.home import Home
from ingest.library import Occurrence
from ingest.records import Document, Filters

LISTED: Final = 60  # places that an answer quotes; more of them nobody reads
LISTED_OF_ONE: Final = 6  # of one document, where the question is which documents
NAMED: Final = 100  # documents that an answer names without a quote
FEW: Final = 6  # documents that an answer names in one sentence

_ASKS_FREQUENCY: Final = re.compile(r"频次|频率|多久|几次|次数")


def about_mentions(home: Home, asked: Asked, documents: Sequence[Document], filters: Filters) -> Findings | None:
    """Answer which documents or items mention something, or how each document puts it.

    Args:
        home (Home): The opened home.
        asked (Asked): The question, taken apart.
        documents (Sequence[Document]): Those that may be searched.
        filters (Filters): What to search in, and who asks.

    Returns:
        Findings | None: None where the question asks for something else, or for a wording that only the user has.
    """
    question = mention_question(asked.text)
    if question is None:
        return None
    chosen = narrowed(analyse(question.rest, documents, home.library.profile()), documents)
    hits = hits_of(home, question, chosen, filters)
    if not hits and not all(term.is_exact for term in question.terms):
        return None
    mentioning = [d for d in chosen if d.version in hits]
    if question.ask == "lacking":
        return _lacking(question, chosen, mentioning)
    if not mentioning:
        return _silent(question, chosen, documents)
    return _Answer(home, question, chosen, mentioning, hits, filters).findings()


# --- saying -----------------------------------------------------------------------------------------------------------


def _terms(question: MentionQuestion) -> str:
    return ("和" if question.together else "或").join(term.shown for term in question.terms)


def _verb(question: MentionQuestion) -> str:
    return "引用" if question.cites else "提到"


def _names(documents: Sequence[Document]) -> tuple[str, ...]:
    lines = [f"· {dated(d)}" for d in documents[:NAMED]]
    return (*lines, f"另有 {len(documents) - NAMED} 份没有列出") if len(documents) > NAMED else tuple(lines)


def _silent(question: MentionQuestion, chosen: Sequence[Document], documents: Sequence[Document]) -> Findings:
    if not chosen:
        says = f"没有找到：资料库里没有问到的年份或单位的文件。资料库共有 {examined(documents)}。"
    else:
        says = f"没有找到：检查了 {examined(chosen)}的全文，没有一处{_verb(question)}{_terms(question)}。"
    return Findings("not_found", (Paragraph(says),))


def _lacking(question: MentionQuestion, chosen: Sequence[Document], mentioning: Sequence[Document]) -> Findings:
    mentions = {d.version for d in mentioning}
    without = [d for d in chosen if d.version not in mentions]
    lead = f"检查了 {examined(chosen)}的全文，其中 {len(without)} 份没有{_verb(question)}{_terms(question)}"
    if not without:
        return Findings("answered", (Paragraph(f"{lead}，{len(mentioning)} 份都{_verb(question)}了。"),))
    return Findings("answered", (Paragraph(f"{lead}：", lines=_names(without)),))


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an answer about mentions is made of."""

    home: Home
    question: MentionQuestion
    chosen: Sequence[Document]
    mentioning: Sequence[Document]
    hits: Hits
    filters: Filters

    def findings(self) -> Findings:
        """The answer to the question's kind."""
        if self.question.ask == "each":
            return Findings("answered", tuple(self._each()))
        return Findings("answered", tuple(self._listed()))

    def _listed(self) -> Iterator[Paragraph]:
        """Documents with their places, as many as an answer can show; the further ones by name."""
        of_one = LISTED if self.question.ask == "items" else LISTED_OF_ONE
        shown: list[list[Place]] = []
        while len(shown) < len(self.mentioning) and (room := LISTED - sum(map(len, shown))) > 0:
            shown.append(self._places(self.mentioning[len(shown)])[: min(of_one, room)])
        yield Paragraph(self._lead())
        whole = self.question.ask == "items" or _chars(shown) <= QUOTED_CHARS
        for document, places in zip(self.mentioning, shown, strict=False):
            yield self._of_document(document, places, whole=whole)
        yield from self._unlisted(self.mentioning[len(shown) :])

    def _unlisted(self, documents: Sequence[Document]) -> Iterator[Paragraph]:
        if documents:
            lead = f"另有 {len(documents)} 份文件也{_verb(self.question)}，这里只列名称："
            yield Paragraph(lead, lines=_names(documents))

    def _places(self, document: Document) -> list[Place]:
        outline = self.home.library.outline(document.version, self.filters.reader)
        places = places_of(document, outline, self.hits[document.version])
        if not (self.question.together and self.question.ask == "items"):
            return places
        terms = {address: frozenset[Term]() for address in (p.item.address for p in places)}
        for place in places:
            terms[place.item.address] |= place.terms
        return [p for p in places if len(terms[p.item.address]) == len(self.question.terms)]

    def _lead(self) -> str:
        times = sum(len(self.hits[d.version]) for d in self.mentioning)
        found = f"其中 {len(self.mentioning)} 份{_verb(self.question)}{_terms(self.question)}，共 {times} 处"
        return f"检查了 {examined(self.chosen)}的全文，{found}："

    def _of_document(self, document: Document, places: Sequence[Place], *, whole: bool) -> Paragraph:
        hits = self.hits[document.version]
        spellings = {p.said.text: p for p in reversed(places)}
        evidence = tuple(p.clause if whole or spellings[p.said.text] is p else p.bare for p in places)
        left = len(hits) - sum(p.times for p in places)
        unlisted = (f"另有 {left} 处没有列出，或不在条目里（如标题）",) if left else ()
        return Paragraph(f"{dated(document)} {len(hits)} 处：", evidence, (*_short_names(hits), *unlisted))

    def _each(self) -> Iterator[Paragraph]:
        """One paragraph a document, oldest first; what few of them say in full, otherwise the place that says most."""
        ordered = sorted(self.mentioning, key=lambda d: (d.year or 0, d.file))
        shown = [self._places(d) for d in ordered[:LISTED]]
        is_short = _chars(shown) <= QUOTED_CHARS
        years = spell_years(ordered)
        said = f"其中 {len(ordered)} 份{_verb(self.question)}{_terms(self.question)}" + (
            f"（{years}）" if years else ""
        )
        yield Paragraph(f"检查了 {examined(self.chosen)}的全文，{said}：")
        for document, places in zip(ordered, shown, strict=False):
            yield self._of_each(document, places if is_short else _telling(places))
        yield from self._unlisted(ordered[len(shown) :])
        yield from self._after_each(ordered[: len(shown)], shown)

    def _of_each(self, document: Document, places: Sequence[Place]) -> Paragraph:
        evidence = [p.clause for p in places]
        if _ASKS_FREQUENCY.search(self.question.rest):
            evidence += [stated for p in places if (stated := frequency_behind(p))]
        times = len(self.hits[document.version])
        count = f"（共 {times} 处）" if times > sum(p.times for p in places) else ""
        return Paragraph(f"{dated(document)}{count}：", tuple(evidence))

    def _after_each(self, ordered: Sequence[Document], shown: Sequence[Sequence[Place]]) -> Iterator[Paragraph]:
        if _ASKS_FREQUENCY.search(self.question.rest):
            stating = [d for d, places in zip(ordered, shown, strict=True) if any(map(frequency_behind, places))]
            yield Paragraph(_stating(stating, [d for d in ordered if d not in stating]))
        if silent := [d for d in self.chosen if d.version not in self.hits]:
            names = f"：{'、'.join(map(dated, silent))}" if len(silent) <= FEW else ""
            yield Paragraph(f"另外 {len(silent)} 份没有{_verb(self.question)}{names}。")


def _chars(shown: Sequence[Sequence[Place]]) -> int:
    """Of all clauses together."""
    return sum(place.end - place.start for places in shown for place in places)


def _short_names(hits: Sequence[tuple[Occurrence, Term]]) -> tuple[str, ...]:
    """What a document calls a rule, where that is not its name as asked for."""
    named = [(name_meant(said.text, term.text), term.text) for said, term in hits if term.is_rule]
    names = Counter(told for name, asked in named if name and (told := told_as(name, asked)))
    return tuple(f"其中 {n} 处{told}" for told, n in names.items())


def _stating(stating: Sequence[Document], others: Sequence[Document]) -> str:
    """Which documents say how often."""
    if not stating:
        return "提到的地方都没有写明频次。"
    told = f"只有 {len(stating)} 份写明频次" if others else f"{len(stating)} 份都写明频次"
    rest = f"；其余 {len(others)} 份在提到的地方没有写明频次。" if others else "。"
    return f"{told}：{'、'.join(map(dated, stating))}{rest}"


def _telling(places: Sequence[Place]) -> Sequence[Place]:
    """The place that says most: in an item that is about it, and of what is to be done."""
    about = [p for p in places if any(term.text in p.item.title for term in p.terms)] or places
    return ([p for p in about if p.item.tense == "plan"] or about)[:1]
