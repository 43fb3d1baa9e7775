"""The years that a plan's own name gives it: 2019-2023年全国党员教育培训工作规划. Pure; a leaf but for names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ingest.citations.names import tidied
from ingest.records import Document

_YEAR: Final = r"(?:19|20)\d\d"
_SPAN: Final = re.compile(
    rf"(?<!\d)(?P<first>{_YEAR})年?(?:\d{{1,2}}月)?(?:[-—–－﹣−‐‑~～]{{1,2}}|至|到)(?P<last>{_YEAR})(?!\d)"
)
# No history (1921-2021), whose years are its matter and not its term.
_PLAN: Final = re.compile(r"(?:规划|计划|纲要|方案|意见|要点|安排|行动)(?:（[^（）]*）)*$")
_INNER: Final = re.compile(r"〈[^〈〉]*〉")  # another document's name
_GOAL: Final = re.compile(rf"远景|愿景|展望|[到至]{_YEAR}年")  # 第十四个五年规划和2035年远景目标纲要 is not of 2035


def last_year(name: str) -> int | None:
    """The last year of the term that a name states.

    Args:
        name (str): A document's name, without 《》.

    Returns:
        int | None: 三年行动计划（2021-2023年） -> 2023; None where the name states no term, or is none of a plan.
    """
    own = _INNER.sub("", tidied(name))
    if not _PLAN.search(own):
        return None
    spans = ((int(span["first"]), int(span["last"])) for span in _SPAN.finditer(own))
    return max((last for first, last in spans if first < last), default=None)


def newest_year(documents: Iterable[Document]) -> int | None:
    """The newest year of some documents, None where none has one; a year that a title only sets as a goal is none."""
    return max((d.year for d in documents if d.year and _dates(d)), default=None)


def _dates(document: Document) -> bool:
    title = tidied(document.title)
    return _SPAN.search(title) is not None or not _GOAL.search(title)
