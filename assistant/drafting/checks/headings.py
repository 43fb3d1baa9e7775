"""标题不对仗: headings and leads that break the pattern of those beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from assistant.drafting.checks.paper import Paper, found, words_of
from assistant.drafting.records import Finding
from assistant.drafting.style import breaks, parallel, tasks_of
from ingest.records import Item

CHECK: Final = "标题不对仗"
_SUGGESTION: Final = "改成与其他标题相同的句式"


def heading_parallelism(paper: Paper) -> Iterator[Finding]:
    """Headings that are built otherwise than the rest: of a plan's sections, and of every group below one heading.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each of them; none for a document that plans nothing, none where a group has no pattern.
    """
    sections = [item for item in paper.planned if item.level == 1 and paper.is_heading(item)] if paper.is_plan else []
    words = [words_of(item) for item in sections]
    uneven = [sections[index] for index in parallel(words)]
    for item in uneven:
        yield found(CHECK, item, "标题的句式或长短与其他标题不一致", _SUGGESTION, item.text)
    told = {item.address for item in uneven}
    for group in ([sections[index] for index in tasks_of(words)], *_siblings(paper)):
        for broken in breaks([_lead(paper, item) for item in group]):
            item = group[broken.index]
            if item.address not in told:
                message = f"标题与同级标题不一致，其他标题都{broken.shared}"
                yield found(CHECK, item, message, _SUGGESTION, _lead(paper, item))


def _siblings(paper: Paper) -> Iterator[Sequence[Item]]:
    """The items below one heading, group by group, that have a lead of their own."""
    below = [item for item in paper.body if item.level > 1 and "¶" not in item.address and _lead(paper, item)]
    for _, group in groupby(sorted(below, key=_parent), key=_parent):
        yield list(group)


def _parent(item: Item) -> str:
    return item.address.rpartition("/")[0]


def _lead(paper: Paper, item: Item) -> str:
    """What stands over an item's text: itself where it is a heading, else a title that more text follows, else ""."""
    words = words_of(item)
    if paper.is_heading(item):
        return words
    return item.title if len(words) > len(item.title) + 1 else ""
