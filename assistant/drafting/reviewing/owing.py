"""A 总结 from anywhere, held against the plan of its year: the items whose outcome it does not tell.

Pure but for the embedding and for the choice of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.drafting.belonging import same_topic, topic_of
from assistant.drafting.checks.evidence import BLANKS
from assistant.drafting.cutting import Stretch, sentences, whole
from assistant.drafting.planning.roots import Root, skeleton_of
from assistant.drafting.records import Brief, Reading, Source
from assistant.drafting.reviewing.evidence import evidence_of
from assistant.drafting.reviewing.naming import called
from ingest.embedding import Embedding
from ingest.records import EVERYONE, Document, Outline


def owed_by(outline: Outline, brief: Brief, embedding: Embedding) -> Iterator[tuple[str, Source]]:
    """What a 总结 owes the plan of its year.

    Args:
        outline (Outline): The 总结; its blanks and headings tell nothing.
        brief (Brief): What a 总结 of that unit and year would be drafted from, as `review_brief_of` chose it.
        embedding (Embedding): What knows words of like meaning.

    Yields:
        tuple[str, Source]: Each item that it tells nothing of: what it is called, and where it stands. None where the
            two are about different matters.
    """
    topics = (topic_of(title, (outline.unit, *brief.names)) for title in (outline.title, brief.base.outline.title))
    if not same_topic(*topics):
        return
    skeleton = skeleton_of(brief.base)
    headings = {section.heading.quote for section in skeleton.sections if section.heading}
    evidence = evidence_of(replace(brief, summaries=(_reading(outline),)), skeleton.roots, embedding)
    for root, told in zip(skeleton.roots, evidence.of_roots, strict=True):
        if told.is_task and not any(_tells(stretch, headings) for stretch in told.heard):
            yield _named(root)


def _reading(outline: Outline) -> Reading:
    about = (outline.title, outline.year, outline.kind, outline.unit)
    return Reading(Document(0, 0, 1, outline.title, (), *about, EVERYONE, len(outline.items)), outline, (), ())


def _tells(stretch: Stretch, headings: set[str]) -> bool:
    """Whether a stretch is more than a blank, or a heading: the plan's, or the title of the paragraph that it opens."""
    words = stretch.quote.rstrip("。；")
    is_title = words == stretch.item.title and len(sentences(stretch.reading, stretch.item)) > 1
    return not (is_title or words in headings or BLANKS.fullmatch(stretch.quote))


def _named(root: Root) -> tuple[str, Source]:
    source = whole(root.reading, root.item).source("plan")
    return called(root.title, source.address), source
