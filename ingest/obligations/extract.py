"""The story of extraction: an item -> sentences -> clauses -> what binds in each -> requirements with exact quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.labels import label_of
from ingest.obligations.clauses import Clause, Sentence, sentences_of
from ingest.obligations.deadlines import Context, deadlines_in
from ingest.obligations.drafting import Drafter
from ingest.obligations.frequencies import frequency_in
from ingest.obligations.reading import read_clause
from ingest.obligations.signals import is_rule
from ingest.obligations.subjects import Subject, subject_in
from ingest.obligations.tables import TaskRow, task_row
from ingest.obligations.years import year_meant
from ingest.records import Item, Mention, Outline, Requirement

_YEARLY: Final = frozenset(("办法", "条例"))  # kinds whose dates come every year
_NO_DUTY: Final = re.compile(r"(?:^|/)(?:落款|附件说明)")
_PREAMBLE: Final = re.compile(r"(?:^|/)导语")
_DUTIES: Final = re.compile(r"职责|任务|分工|工作|要求|措施")
_CASES: Final = re.compile(r"下列(?:情形|行为|情况|条件|问题|人员)[^：]*[：:]$|情形之一")
_BY_DATE: Final = re.compile(r"[前底末内日]$")
_EMPTY: Final = re.compile(r"(?:(?:及时|经常|定期|随时)\w{2}|\w{1,4})")  # 及时总结, 通报曝光: of what?
LEAD_CHARS: Final = 40  # an item's first sentence up to here is its title


def obligations_of(outline: Outline, mentions: Sequence[Mention] = ()) -> tuple[Requirement, ...]:
    """What a document obliges to.

    Args:
        outline (Outline): The document.
        mentions (Sequence[Mention]): The documents that it cites, by `ingest.citations`.

    Returns:
        tuple[Requirement, ...]: In reading order. Of work that a report tells as done only the rules and the standing
            frequencies are taken (凡…必须, 每月), with their tense; problems oblige to nothing.
    """
    cited: dict[int, list[Mention]] = {}
    for mention in mentions:
        cited.setdefault(mention.item, []).append(mention)
    duties = [item for item in outline.items if not _NO_DUTY.search(item.address) and item.title != "落款"]
    is_plain = all(_PREAMBLE.search(item.address) for item in duties)  # paragraphs without a number
    introductions = {item.address: item for item in outline.items if item.text.endswith(("：", ":"))}
    return tuple(
        requirement
        for ordinal, item in enumerate(outline.items)
        if item.tense != "problem" and not _NO_DUTY.search(item.address) and item.title != "落款"
        for introduction in [introductions.get(item.address.rpartition("/")[0])]
        for requirement in _of_item(
            Drafter(ordinal, item, cited.get(ordinal, ()), _subject_of(introduction)), _context(outline, item)
        )
        if introduction is None or _is_listed_duty(requirement, introduction.text)
        if is_plain or not _PREAMBLE.search(item.address) or _is_timed(requirement)
    )


def _context(outline: Outline, item: Item) -> Context:
    """What dates without a year mean in an item."""
    planned = year_meant(outline.kind, outline.title, outline.year, item.headings)
    return Context(planned if item.tense == "plan" else outline.year, yearly=outline.kind in _YEARLY)


def _is_timed(requirement: Requirement) -> bool:
    """What a preamble asks for by a date is a duty; its aims are not."""
    return bool(requirement.deadline_normalised or requirement.frequency_normalised)


def _is_listed_duty(requirement: Requirement, introduction: str) -> bool:
    """A member of a list that its parent introduces is a case or a thing; only a count makes it a duty."""
    if _CASES.search(introduction):
        return False
    return requirement.strength == "counted" or _DUTIES.search(introduction) is not None


def _subject_of(introduction: Item | None) -> Subject | None:
    """Whom a list is for: 组织人事部履行下列职责：."""
    if introduction is None:
        return None
    clauses = [clause for sentence in sentences_of(*_words(introduction)) for clause in sentence.clauses]
    found = [subject for clause in clauses if (subject := subject_in(clause.text)) and subject.lasts]
    return found[-1] if found else None


def _words(item: Item) -> tuple[str, int]:
    """An item's text without its label, and where it begins."""
    label = label_of(item.text)
    skipped = label.length if label else 0
    return item.text[skipped:], item.start + skipped


def _of_item(drafter: Drafter, context: Context) -> list[Requirement]:
    if drafter.item.cells:
        row = task_row(drafter.item)
        return list(_of_row(drafter, row, context)) if row else []
    return list(_of_prose(drafter, drafter.item, context))


# --- prose ------------------------------------------------------------------------------------------------------------


def _of_prose(drafter: Drafter, item: Item, context: Context) -> Iterator[Requirement]:
    sentences = sentences_of(*_words(item))
    if not sentences:
        return
    reads = [[read_clause(clause, context) for clause in _unlabelled(sentence.clauses)] for sentence in sentences]
    lead: list[Requirement] = []
    is_heading = len(sentences) == 1 and not sentences[0].stop and not item.text.endswith(("：", ":"))
    if is_heading or (len(sentences) > 1 and _is_title(sentences[0])):
        lead = [r for r in drafter.requirements(reads[0]) if _keeps(r, item)]
        reads = reads[1:]
    body = [r for clauses in reads for r in drafter.requirements(clauses) if _keeps(r, item)]
    yield from (r for r in _of_title(lead, body) if not is_heading or _is_told(r))
    yield from body


def _is_told(heading: Requirement) -> bool:
    """Whether a heading asks for something: 下半年工作安排 does not, 6月底前完成换届 does."""
    dated = heading.action and _BY_DATE.search(heading.deadline)
    return bool(heading.frequency or heading.quantity or heading.modality or dated)


def _is_title(first: Sentence) -> bool:
    """A short first sentence that more follow."""
    return first.end - first.start <= LEAD_CHARS and first.stop == "。"


def _of_title(lead: Sequence[Requirement], body: Sequence[Requirement]) -> list[Requirement]:
    """A title obliges where it counts or rules, or where it names what is to be made and the body does not."""
    is_made = any(r.strength == "deliverable" for r in body)
    return [r for r in lead if r.strength in ("counted", "modal") or (r.strength == "deliverable" and not is_made)]


def _keeps(requirement: Requirement, item: Item) -> bool:
    """Done work obliges to nothing, unless a standing rule or a standing frequency is told of."""
    if item.tense == "plan":
        return requirement.strength == "counted" or not _EMPTY.fullmatch(requirement.quote)
    counts_up = requirement.frequency == "全年"  # 全年召开12次 is a sum
    stands = requirement.frequency_normalised or requirement.frequency in ("定期", "不定期")
    return (bool(stands) and not counts_up) or (requirement.strength == "modal" and is_rule(requirement.quote))


# --- tables -----------------------------------------------------------------------------------------------------------


def _of_row(drafter: Drafter, row: TaskRow, context: Context) -> Iterator[Requirement]:
    """The measures of a row, each with the row's units and date."""
    for sentence in sentences_of(row.measure.text, row.measure.start):
        reads = [read_clause(clause, context) for clause in _unlabelled(sentence.clauses)]
        found = drafter.measures(reads)
        dues = _dues(row.due.text if row.due else "", len(found))
        yield from (_assigned(each, row, due, context) for each, due in zip(found, dues, strict=True))


def _dues(due: str, count: int) -> list[str]:
    """The date of each measure: 10月底前、每季度末 of two is one each; several dates are all of theirs."""
    parts = re.split(r"[、，；]", due)
    mixed = len({frequency_in(part) is None for part in parts}) > 1
    return parts if mixed and len(parts) == count else [due] * count


def _unlabelled(clauses: Sequence[Clause]) -> list[Clause]:
    """注：1.制定方案: its number is no part of what is to be done."""
    lengths = [label.length if (label := label_of(clause.text)) else 0 for clause in clauses]
    return [
        Clause(clause.text[length:], clause.start + length) if length < len(clause.text) else clause
        for clause, length in zip(clauses, lengths, strict=True)
    ]


def _assigned(requirement: Requirement, row: TaskRow, due: str, context: Context) -> Requirement:
    lead = row.lead.text if row.lead else ""
    requirement = replace(
        requirement,
        subject=lead or requirement.subject,
        subject_inherited=bool(lead) or requirement.subject_inherited,
        responsible=row.units,
    )
    return _dated(requirement, due, context) if due else requirement


def _dated(requirement: Requirement, due: str, context: Context) -> Requirement:
    """The date of the row's own column where the measure states none, and the frequency there (每季度末)."""
    values = [d.normalised for d in deadlines_in(due, context) if d.normalised]
    frequency = frequency_in(due)
    if frequency and not requirement.frequency:
        raw = due[frequency.start : frequency.end]
        requirement = replace(requirement, frequency=raw, frequency_normalised=frequency.normalised(None))
    if values or (frequency and frequency.per_year):  # 长期坚持 is no date
        requirement = replace(requirement, strength="counted")
    if requirement.deadline:
        return requirement
    return replace(requirement, deadline=due, deadline_normalised="；".join(values))
