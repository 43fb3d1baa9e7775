"""标题不对仗: headings of a plan's sections that break the pattern of the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.drafting.checks.paper import Paper, found, words_of
from assistant.drafting.records import Finding
from assistant.drafting.style import parallel

CHECK: Final = "标题不对仗"


def heading_parallelism(paper: Paper) -> Iterator[Finding]:
    """Headings of the first level that are built otherwise than the rest.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each of them; none for a document that is no plan.
    """
    if not paper.is_plan:
        return
    headings = [item for item in paper.planned if item.level == 1 and paper.is_heading(item)]
    for index in parallel([words_of(item) for item in headings]):
        message = "标题的句式或长短与其他标题不一致"
        yield found(CHECK, headings[index], message, "改成与其他标题相同的句式", headings[index].text)
