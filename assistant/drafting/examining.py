"""A draft is examined: read like any document, checked, scored, held against what it must answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.citations.register import Register
from assistant.drafting.check import check
from assistant.drafting.checks.answering import carried_out
from assistant.drafting.checks.context import Context
from assistant.drafting.checks.evidence import without_evidence
from assistant.drafting.checks.expired_list import expired_entries
from assistant.drafting.checks.unfinished import carried_undone
from assistant.drafting.facts import facts_from
from assistant.drafting.known import meeting_in
from assistant.drafting.provenance import fact_source
from assistant.drafting.reading import reading_of
from assistant.drafting.records import Brief, Draft, DraftItem, Finding, Reading, Section, Source
from assistant.drafting.style import HouseStyle, measure, score
from ingest.embedding import Embedding
from ingest.errors import BadRequest
from ingest.library import Library
from ingest.library.profile import Profile
from ingest.outline import outline_of
from ingest.progress import Progress, unwatched
from ingest.records import EVERYONE, Document, Outline, Scope, Text, VersionId

UNUSED: Final = "给定事项未用上"
# What a user calls the day of the signature.
SIGNING: Final = frozenset(("成文日期", "成文", "印发", "印发日期", "落款"))


@dataclass(frozen=True, slots=True)
class Desk:
    """What drafting needs beside its sources."""

    profile: Profile
    register: Register | None  # of cited documents; None without a library
    embedding: Embedding


def examined(
    draft: Draft, style: HouseStyle | None, superiors: Sequence[Reading], desk: Desk, progress: Progress = unwatched
) -> Draft:
    """Check a draft and score its style, as after every change.

    Args:
        draft (Draft): With addresses.
        style (HouseStyle | None): Of the unit's documents of the kind; None keeps the score that the draft has.
        superiors (Sequence[Reading]): The superior's documents for the year.
        desk (Desk): Profile, register of cited documents, embedding.
        progress (Progress): Told before every check.

    Returns:
        Draft: With its findings and its score.
    """
    outline = outline_of_draft(draft)
    context = Context(
        year=draft.year,
        is_plan=draft.kind != "总结",
        names=draft.basis.names,
        superior=desk.profile.superior,
        departments=desk.profile.departments,
        foreign=draft.basis.foreign,
        register=desk.register,
        meetings=draft.basis.meetings,
        expired=expired_entries(desk.profile.expired),
        abbreviations=desk.profile.abbreviations,
        problems=() if draft.kind == "总结" else tuple(_problems(draft)),
        requirements=tuple(_requirements(draft, superiors, outline, desk.embedding)),
    )
    findings = (*without_evidence(draft, desk.embedding), *carried_undone(draft), *check(outline, context, progress))
    return replace(draft, findings=findings, style=score(outline, style) if style else draft.style)


def examined_again(draft: Draft, library: Library, desk: Desk, reader: Scope = EVERYONE) -> Draft:
    """Check a draft of the library after a change.

    Args:
        draft (Draft): As changed.
        library (Library): With the documents that it was written from.
        desk (Desk): Profile, register of cited documents, embedding.
        reader (Scope): Who asks.

    Returns:
        Draft: Its style is scored against the documents of its kind that are in the library; where none is, the score
            stays.
    """
    models = models_of(draft, library, reader)
    style = measure(models, whole=draft.kind == "总结") if models else None
    superiors = [reading_of(library, each, reader) for each in _there(draft.basis.superiors, library, reader)]
    checked = examined(draft, style, superiors, desk)
    return replace(checked, findings=(*_still_unused(draft), *checked.findings))


def models_of(draft: Draft, library: Library, reader: Scope) -> list[Outline]:
    """The unit's documents whose style a draft follows, newest first: those that the library still has."""
    models = draft.basis.models
    return plans_of(draft, library, reader) if models is None else _outlines(models, library, reader)


def plans_of(draft: Draft, library: Library, reader: Scope) -> list[Outline]:
    """The unit's own plans that a draft was written from, likewise."""
    return _outlines(draft.basis.prior, library, reader)


def _outlines(versions: Sequence[VersionId], library: Library, reader: Scope) -> list[Outline]:
    return [library.outline(document.version, reader) for document in _there(versions, library, reader)]


def _there(versions: Sequence[VersionId], library: Library, reader: Scope) -> Iterator[Document]:
    """Those of the versions that the library still has; 0 is a file that was never in it."""
    for version in versions:
        try:
            yield library.version_of(version, reader)
        except BadRequest:  # removed since: what is left is checked against
            continue


def unused_facts(draft: Draft, brief: Brief) -> Iterator[Finding]:
    """What the user gave and no sentence of the draft took up.

    Args:
        draft (Draft): As written.
        brief (Brief): With the facts.

    Yields:
        Finding: One for each line.
    """
    used = {source.place for sentence in draft.sentences() for source in sentence.sources}
    told = "".join(sentence.text for sentence in draft.sentences())
    for fact in brief.facts.facts:
        is_day = fact.kind == "日期" and fact.name in SIGNING
        is_told = fact.kind == "会议" and meeting_in(fact.name, told)
        if not is_day and not is_told and fact_source(fact, brief).place not in used:
            where = f"{brief.facts.file}第{fact.number}行"
            what = "正文没有对应的内容" if fact.kind in ("数字", "日期") else "正文没有写到"
            yield Finding(UNUSED, "", f"{where}：{fact.line}（{what}）", "在正文相应处写明，或者核对名称", fact.line)


def _still_unused(draft: Draft) -> Iterator[Finding]:
    """What nobody has taken up since the draft was written: the facts themselves are not kept with it."""
    told = "".join(sentence.text for sentence in draft.sentences())
    for finding in draft.findings:
        if finding.check == UNUSED and not all(
            fact.name in told and fact.text in told for fact in facts_from([finding.quote], "").facts
        ):
            yield finding


def outline_of_draft(draft: Draft) -> Outline:
    """A draft, read like any document."""
    return replace(outline_of(_text(draft), f"{draft.title}.docx"), unit=draft.unit, year=draft.year)


def _text(draft: Draft) -> Text:
    return Text.of(draft.lines())


# --- addresses --------------------------------------------------------------------------------------------------------


def addressed_sections(draft: Draft) -> tuple[Section, ...]:
    """Give each item the address at which a reader of the whole text finds it.

    Args:
        draft (Draft): As written.

    Returns:
        tuple[Section, ...]: Its sections.
    """
    text = _text(draft)
    found = outline_of(text, f"{draft.title}.docx").items
    paragraphs = iter(text.paragraphs)

    def addressed(item: DraftItem) -> DraftItem:
        start = next(paragraph.start for paragraph in paragraphs if paragraph.text == item.text.strip())
        above = (each.address for each in reversed(found) if each.start <= start)
        return replace(item, address=next(above, item.address))

    return tuple(replace(section, items=tuple(map(addressed, section.items))) for section in draft.sections)


# --- what must be answered --------------------------------------------------------------------------------------------


def _problems(draft: Draft) -> Iterator[tuple[Source, bool]]:
    """The problems of the plan, with whether a sentence of the draft answers them."""
    told = {source.place for sentence in draft.sentences() for source in sentence.sources}
    for row in draft.plan.rows:
        yield from ((source, source.place in told) for source in row.sources if source.role == "problem")


def _requirements(
    draft: Draft, superiors: Sequence[Reading], outline: Outline, embedding: Embedding
) -> Iterator[tuple[Source, bool]]:
    """The superior's requirements, with whether the draft's text carries them out."""
    used = [source for sentence in draft.sentences() for source in sentence.sources if source.role == "superior"]
    asked = [source for row in draft.plan.rows for source in row.sources if source.role == "superior"]
    done = carried_out(asked, superiors, outline, embedding)
    for source, is_met in zip(asked, done, strict=True):
        yield source, is_met or any(_holds(each, source) for each in used)


def _holds(used: Source, source: Source) -> bool:
    return used.file == source.file and used.start < source.end and source.start < used.end
