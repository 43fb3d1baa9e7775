"""The table of a 总结 -> its sections. Pure.

What was done stands in the words of the reports, or of the user's facts, below the headings of the plan; every sentence
quotes its source. What no source tells is 【待补】.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.drafting.carrying.blanks import mask_spans
from assistant.drafting.carrying.spans import Span, rewritten, settled
from assistant.drafting.cutting import sentences
from assistant.drafting.planning.roots import skeleton_of
from assistant.drafting.provenance import fact_source, genre_source, given_source, sentence_of
from assistant.drafting.records import (
    OPENING,
    Brief,
    DraftItem,
    Fact,
    Plan,
    Reading,
    Row,
    Section,
    Sentence,
    Source,
    blank,
)
from assistant.drafting.reviewing.filling import Filling, figures_of, fillings_of
from assistant.drafting.reviewing.frame import Frame, Part, frame_of
from assistant.drafting.reviewing.naming import called
from assistant.drafting.reviewing.scopes import WHOLE, Scope, opening_sources, scope_of_source, whole_readings
from assistant.drafting.writing.sentences import stopped
from ingest.progress import Progress, unwatched
from ingest.records import Item

UNKNOWN: Final = "完成情况"  # what the blank of an item without evidence asks for
OUTER: Final = 2  # level of （一）, whose title may stand over a whole part of the work
_GOES_ON: Final = re.compile(r"(?:同时|此外|另外|其次|再次)，")  # what no paragraph begins with
_CHARACTER: Final = re.compile(r"年是[^，。；]*年")  # 2025年是“十四五”收官之年
_FORMULA: Final = re.compile(r"(?:总结|报告|汇报)如下。")
_OPENS: Final = "现将有关情况总结如下。"


def write_review(plan: Plan, brief: Brief, progress: Progress = unwatched) -> tuple[Section, ...]:
    """Write a 总结 out.

    Args:
        plan (Plan): As `review_plan_of` gives it, perhaps edited by the user: the draft follows it.
        brief (Brief): The sources.
        progress (Progress): Told before every section.

    Returns:
        tuple[Section, ...]: The opening paragraph first. Items have no address yet.
    """
    told = (source for row in plan.rows if row.decision != "drop" for source in row.evidence)
    sources = (source for source in (*told, *opening_sources(brief)) if scope_of_source(source, brief) == WHOLE)
    fillings = fillings_of((source.quote for source in sources), figures_of(brief))
    return tuple(_Writer(plan, brief, frame_of(brief), fillings, progress).sections())


@dataclass(frozen=True, slots=True)
class _Writer:
    """What every section is written with."""

    plan: Plan
    brief: Brief
    frame: Frame
    # By the words of a report of the whole year: the masks in them that the user's figures fill.
    fillings: Mapping[str, Sequence[Filling]]
    progress: Progress

    def sections(self) -> Iterator[Section]:
        """Opening, what was done, problems, intentions."""
        yield Section("", Sentence("", "沿用", ()), (DraftItem("", OPENING, tuple(self._opening())),))
        parts = (
            (self.frame.done, self._done),
            (self.frame.problems, self._problems),
            (self.frame.intentions, self._intentions),
        )
        for number, (part, items) in enumerate(parts):
            self.progress(number, len(parts), f"{part.label}{part.heading.text}")
            yield Section(part.label, part.heading, tuple(items(part)))

    # --- the opening --------------------------------------------------------------------------------------------------

    def _opening(self) -> Iterator[Sentence]:
        """What a report of the whole year opens with; what year it is, as the user says it, in place of its words."""
        said = [self._of_fact(fact) for fact in self.brief.facts.of("定位")]
        told = [each for each in self._told(opening_sources(self.brief)) if not (said and _CHARACTER.search(each.text))]
        yield from said
        yield from told or [self._blank(f"{self.brief.year}年工作的总体情况", ())]
        if not any(_FORMULA.search(sentence.text) for sentence in told):
            yield sentence_of(_OPENS, (genre_source(_OPENS, "总结"),))

    # --- what was done ------------------------------------------------------------------------------------------------

    def _done(self, part: Part) -> Iterator[DraftItem]:
        apart = (self.frame.problems.heading.text, self.frame.intentions.heading.text)
        rows = [row for row in self.plan.rows if row.decision != "drop" and row.target not in apart]
        number = 0
        for heading in dict.fromkeys((*self.plan.sections, *(row.target for row in rows))):
            below = [row for row in rows if row.target == heading]
            items: list[DraftItem] = []
            for row in below:
                told = tuple(self._sentences(row))
                if row.decision == "merge" and items:  # as the user wants it
                    items[-1] = replace(items[-1], sentences=(*items[-1].sentences, *told))
                    continue
                starts = not items or not heading
                number += starts
                lead = (self._lead(heading, below),) if heading and starts else ()
                items.append(DraftItem(part.label_of(number) if starts else "", "", (*lead, *told), row.key))
            yield from items

    def _lead(self, heading: str, rows: Sequence[Row]) -> Sentence:
        """What a report of the whole year calls the same work, else the plan's own heading."""
        evidence = (source for row in rows for source in row.evidence if source.role == "progress")
        told = Counter((source.file, source.address) for source in evidence)
        for (file, address), _ in told.most_common(1):
            for reading in whole_readings(self.brief):
                item = next((each for each in reading.outline.items if each.address == address), None)
                if reading.document.file == file and item and (lead := _titled(reading, item)):
                    return sentence_of(lead.quote, (lead,))
        own = (section.heading for section in skeleton_of(self.brief.base).sections if section.heading)
        source = next((each.source("plan") for each in own if each.quote == heading), None)
        return sentence_of(stopped(heading), (source or given_source(heading, self.brief.year, "章节"),))

    def _sentences(self, row: Row) -> Iterator[Sentence]:
        """What is told of an item; what is still to be told of it."""
        told = [source for source in row.evidence if source.role != "problem"]
        name = called(row.title, row.sources[0].address if row.sources else "")
        yield from self._told(told, row.sources)
        if not told:
            named = "，报告列为存在的问题" if row.evidence else ""
            what = f"{name}{'情况' if name.startswith('完成') else UNKNOWN}"
            yield self._blank(f"{what}{named}", (*row.sources, *row.evidence))
        elif row.sources and WHOLE not in (scopes := [scope_of_source(source, self.brief) for source in told]):
            what = "全年" if all(scope.when for scope in scopes) else "总体"
            yield self._blank(f"{name}{what}{UNKNOWN}", row.sources)

    # --- problems and intentions --------------------------------------------------------------------------------------

    def _problems(self, part: Part) -> Iterator[DraftItem]:
        return self._listed(part, "存在的主要问题")

    def _intentions(self, part: Part) -> Iterator[DraftItem]:
        return self._listed(part, f"{self.brief.year + 1}年工作打算")

    def _listed(self, part: Part, what: str) -> Iterator[DraftItem]:
        rows = [row for row in self.plan.rows if row.decision != "drop" and row.target == part.heading.text]
        for number, row in enumerate(rows, 1):
            told = tuple(self._told(row.evidence, is_timed=False)) or (sentence_of(stopped(row.title), row.sources),)
            yield DraftItem(part.label_of(number), "", told, row.key)
        if not rows:
            yield DraftItem("", "", (self._blank(what, ()),))

    # --- sentences ----------------------------------------------------------------------------------------------------

    def _told(
        self, sources: Iterable[Source], asked: Sequence[Source] = (), *, is_timed: bool = True
    ) -> Iterator[Sentence]:
        """Stretches of reports, and facts, as one paragraph: of whom and when they tell, said where it changes."""
        before: Scope | None = None
        for source in sources:
            scope = scope_of_source(source, self.brief)
            if source.role == "fact":
                fact = next(each for each in self.brief.facts.facts if fact_source(each, self.brief) == source)
                yield self._of_fact(fact)
            else:
                front = scope.words_before(source.quote, is_timed=is_timed) if scope != before else ""
                yield self._reported(source, asked, front, is_first=before is None)
            before = scope

    def _reported(self, source: Source, asked: Sequence[Source], front: str, *, is_first: bool) -> Sentence:
        """A stretch of a report as a sentence of the 总结."""
        quote = source.quote
        joint = _GOES_ON.match(quote) if is_first else None
        begins = joint.end() if joint else 0
        spans = [Span(0, begins, front, "写明单位或时段" if front else "段首不用承接词")] if front or begins else []
        fillings = self.fillings.get(quote, ()) if scope_of_source(source, self.brief) == WHOLE else ()
        spans += [*(filling.span for filling in fillings), *mask_spans(quote)]
        if not quote.endswith(("。", "！", "？", "：")):
            spans.append(Span(len(quote) - quote.endswith(("；", "，")), len(quote), "。", "句末标点"))
        text, edits = rewritten(quote, settled(spans))
        given = (fact_source(filling.fact, self.brief) for filling in fillings)
        return sentence_of(text, (source, *asked, *given), edits)

    def _of_fact(self, fact: Fact) -> Sentence:
        is_apart = fact.kind == "主题" or (fact.kind == "活动" and not fact.text[:1].isdigit())
        joint = "，" if is_apart and fact.text else ""  # 修订公开办法8月20日通过; 修订公开办法，修订稿8月20日通过
        text = fact.text if fact.name in fact.text else f"{fact.name}{joint}{fact.text}"
        if fact.kind == "定位" and str(self.brief.year) not in text:
            text = f"{self.brief.year}年是{text}"
        return sentence_of(stopped(text), (fact_source(fact, self.brief),))

    def _blank(self, what: str, sources: Sequence[Source]) -> Sentence:
        return sentence_of(f"{blank(what)}。", tuple(sources))


def _titled(reading: Reading, item: Item) -> Source | None:
    """The short sentence that a report's item begins with, where others follow."""
    first, *others = sentences(reading, item)
    is_title = bool(others) and first.quote.rstrip("。") == item.title and item.level <= OUTER
    return first.source("progress") if is_title else None
