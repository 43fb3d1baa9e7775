"""The table of a 总结: every item of the year's plan once, what no item asked for, problems, intentions.

The evidence of a row is what will be written of it, in this order. A row without evidence becomes 【待补】: that
something was planned shows nothing of what was done. Pure but for the embedding.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from assistant.compare.likeness import likeness
from assistant.drafting.checks.evidence import UNREPORTED
from assistant.drafting.cutting import sentences, whole
from assistant.drafting.keys import key_of
from assistant.drafting.planning.intents import problems_of
from assistant.drafting.planning.records import Planned
from assistant.drafting.planning.roots import Root, skeleton_of
from assistant.drafting.provenance import fact_source
from assistant.drafting.records import Brief, Dropped, Fact, Plan, Reading, Row, Source
from assistant.drafting.reviewing.evidence import Evidence, Told, evidence_of
from assistant.drafting.reviewing.filling import figures_of, fillings_of
from assistant.drafting.reviewing.frame import frame_of
from assistant.drafting.reviewing.scopes import WHOLE, opening_sources, scope_of_source
from assistant.drafting.reviewing.sources import part_of_year
from assistant.matrix.matching import ANSWERS
from ingest.embedding import Embedding

_SETS_OUT: Final = re.compile("[后前中下月日]$|期间$")  # 全会闭幕后，… says only when
_SAME_MATTER: Final = 0.4  # likeness from which on a later report names a problem, an intention of an earlier one


def review_plan_of(brief: Brief, embedding: Embedding) -> Planned:
    """Decide what a 总结 tells, and from what.

    Args:
        brief (Brief): As `review_brief_of` chose it.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Planned: The table alone: its rows hold what is written.
    """
    skeleton, frame = skeleton_of(brief.base), frame_of(brief)
    roots = skeleton.roots
    evidence = evidence_of(brief, roots, embedding)
    problems, intentions = frame.problems.heading.text, frame.intentions.heading.text
    apart = [*_problems(brief, problems, embedding), *_intentions(brief, intentions, embedding)]
    facts = _facts_of(brief, roots, _filling(brief, evidence, apart), embedding)
    headings = [section.heading.quote if section.heading else "" for section in skeleton.sections]
    rows: list[Row] = []
    for index, (root, told) in enumerate(zip(roots, evidence.of_roots, strict=True)):
        rows.append(_of_root(root, told, facts[index], headings[root.section], brief))
        rows += [_unasked(s.source("progress"), headings[root.section]) for at, s in evidence.unasked if at == index]
    rows += apart
    rows += [_set_aside(each.stretch.source("progress"), each.teller.source("progress")) for each in evidence.repeats]
    rows.sort(key=lambda row: row.decision == "drop")
    return Planned(
        Plan(brief.unit, brief.year, (*headings, problems, intentions), tuple(rows), brief.missing, "总结"), ()
    )


# --- what was to be done ----------------------------------------------------------------------------------------------


def _of_root(root: Root, told: Told, facts: Sequence[Fact], heading: str, brief: Brief) -> Row:
    source = whole(root.reading, root.item).source("plan")
    key = key_of(source.address, source.quote)
    if not told.is_task:
        return Row(key, "drop", root.title, "", "是全年的总要求，不是一项任务", (source,))
    told_already = [fact for fact in facts if any(_tells(stretch.quote, fact) for stretch in told.done)]
    evidence = (
        *(fact_source(fact, brief) for fact in facts if fact not in told_already),
        *(stretch.source("progress") for stretch in told.done),
    )
    named = () if evidence else tuple(stretch.source("problem") for stretch in told.problems)
    silent = tuple(Dropped(stretch.source("plan"), UNREPORTED) for stretch in told.silent)
    sources = (source, *(fact_source(fact, brief) for fact in told_already))
    return Row(key, "update", root.title, heading, _reason(told, facts), sources, (*evidence, *named), silent)


def _tells(quote: str, fact: Fact) -> bool:
    """Whether a report's words hold a figure that the user gives, too: both stand for it then."""
    figure = rf"(?<![\d.]){re.escape(fact.text)}(?![\d.]*\d)"  # 2次 is not in 12次
    return fact.kind in ("数字", "日期") and fact.name in quote and re.search(figure, quote) is not None


def _reason(told: Told, facts: Sequence[Fact]) -> str:
    reasons = []
    if facts:
        reasons.append(f"用户给定{len(facts)}处")
    if told.done:
        files = dict.fromkeys(stretch.reading.document.file for stretch in told.done)
        reasons.append(f"{'、'.join(f'《{file}》' for file in files)}写到{len(told.done)}处")
        if all(part_of_year(stretch.reading.document) for stretch in told.done):
            reasons.append("只有部分时段的情况")
    if told.problems and not reasons:
        return "报告只把它列为存在的问题，完成情况待补"
    if told.heard and not reasons:
        return f"报告的有关内容写在别的条目里（“{told.heard[0].quote}”），完成情况待补"
    if not reasons:
        return "没有报告写到完成情况，待补"
    return "；".join([*reasons, *([f"其中{len(told.silent)}句没有报告写到"] if told.silent else [])])


def _unasked(source: Source, heading: str) -> Row:
    return Row(
        key_of(source.address, source.quote), "new", _title_of(source), heading, "报告写到，要点没有列入", (), (source,)
    )


def _set_aside(source: Source, teller: Source) -> Row:
    """What is not written, since another report tells it; its words stay at hand."""
    reason = f"《{teller.file}》{teller.address}写到同一件事，不重复写：“{teller.quote}”"
    key = key_of(source.file, source.address, source.quote)
    return Row(key, "drop", _title_of(source), "", reason, (), (source,))


def _title_of(source: Source) -> str:
    """The first clause of a report's words, with the next one where it only says when."""
    first, *others = source.quote.rstrip("。；").split("，")
    return f"{first}，{others[0]}" if others and _SETS_OUT.search(first) else first


def _filling(brief: Brief, evidence: Evidence, apart: Sequence[Row]) -> set[Fact]:
    """The facts that stand for what a report of the whole year has masked: they are told in its words."""
    told = [stretch.source("progress") for each in evidence.of_roots for stretch in each.done]
    told += [stretch.source("progress") for _, stretch in evidence.unasked]
    told += [source for row in apart if row.decision != "drop" for source in row.evidence]
    told += opening_sources(brief)
    quotes = [source.quote for source in told if scope_of_source(source, brief) == WHOLE]
    return {filling.fact for each in fillings_of(quotes, figures_of(brief)).values() for filling in each}


def _facts_of(brief: Brief, roots: Sequence[Root], filling: Collection[Fact], embedding: Embedding) -> list[list[Fact]]:
    """The user's facts by the item that they tell of: the one that names the matter, else the one that is most like it.

    A fact that is like none stays unused, which a finding tells.
    """
    found: list[list[Fact]] = [[] for _ in roots]
    figures = figures_of(brief)
    facts = [
        fact for fact in brief.facts.facts if fact.kind in ("活动", "主题") or (fact in figures and fact not in filling)
    ]
    texts = [root.text for root in roots]
    alike = likeness([fact.name + fact.text for fact in facts], texts, embedding)
    for fact, row in zip(facts, alike, strict=True):
        naming = [index for index, text in enumerate(texts) if fact.name in text]
        best = max(naming or range(len(texts)), key=lambda index, row=row: row[index], default=None)
        if best is not None and (naming or row[best] >= ANSWERS):
            found[best].append(fact)
    return found


# --- problems and intentions ------------------------------------------------------------------------------------------


def _problems(brief: Brief, heading: str, embedding: Embedding) -> Iterator[Row]:
    """The problems of the year's reports, each once."""
    problems = problems_of(brief)
    sources = [problem.stretch.source("problem") for problem in problems]
    for problem, source, teller in zip(problems, sources, _tellers(sources, embedding), strict=True):
        if teller:
            yield _set_aside(source, teller)
        else:
            told = tuple(each.source("progress") for each in sentences(problem.reading, problem.item))
            yield Row(
                key_of(source.address, source.quote), "new", problem.title, heading, "报告指出的问题", (source,), told
            )


def _intentions(brief: Brief, heading: str, embedding: Embedding) -> Iterator[Row]:
    """What the reports of the whole year intend, else what the plan of the year after sets out to do."""
    telling = [each for each in brief.summaries if not part_of_year(each.document)]
    roots = [root for reading in telling for root in skeleton_of(reading).roots]
    sources = [whole(root.reading, root.item).source("intention") for root in roots]
    for root, source, teller in zip(roots, sources, _tellers(sources, embedding), strict=True):
        if teller:
            yield _set_aside(source, teller)
        else:
            told = tuple(sentence.source("intention") for block in root.blocks for sentence in block.sentences)
            yield Row(
                key_of(source.address, source.quote), "new", root.title, heading, "报告提出的打算", (source,), told
            )
    if not telling:
        yield from (row for reading in brief.ahead for row in _set_out(reading, heading))


def _tellers(sources: Sequence[Source], embedding: Embedding) -> list[Source | None]:
    """For each the one of an earlier report in the list that says the same, if any does."""
    texts = [source.quote for source in sources]
    alike = likeness(texts, texts, embedding)
    found: list[Source | None] = []
    for index, source in enumerate(sources):
        earlier = [other for other in range(index) if sources[other].file != source.file and found[other] is None]
        nearest = max(((alike[index, other], other) for other in earlier), default=(0, index))
        found.append(sources[nearest[1]] if nearest[0] >= _SAME_MATTER else None)
    return found


def _set_out(reading: Reading, heading: str) -> Iterator[Row]:
    """What a plan sets out to do, a section a row: its heading and what its items are about, without their figures."""
    skeleton = skeleton_of(reading)
    for index, section in enumerate(skeleton.sections):
        leads = [root.lead for root in skeleton.roots if root.section == index and root.lead]
        if section.heading and leads:
            source = section.heading.source("intention")
            told = (source, *(lead.source("intention") for lead in leads))
            why = f"《{reading.document.file}》列入的工作"
            yield Row(key_of(source.address, source.quote), "new", source.quote, heading, why, (source,), told)
