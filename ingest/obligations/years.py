"""Which year an obligation is for: a plan's own year, and the next one for what a summary intends. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.records import Kind

_YEAR: Final = re.compile(r"((?:19|20)\d\d)年")
_AND_NEXT: Final = re.compile(r"(?:及|和|暨|与)((?:19|20)\d\d)年")
_SUMMARIES: Final = frozenset(("总结", "总结及计划"))


def year_meant(kind: Kind, title: str, year: int | None, headings: Sequence[str]) -> int | None:
    """The year that what is planned in an item is for.

    Args:
        kind (Kind): The document's.
        title (str): Its title.
        year (int | None): Its year.
        headings (Sequence[str]): The titles above the item, outermost first.

    Returns:
        int | None: 2025 for what 2024年党建工作总结 intends, 2020 for 2020年上半年总结及下半年计划; None where the
            document has no year.
    """
    if year is None or kind not in _SUMMARIES:
        return year
    named = _AND_NEXT.search(title) or next(filter(None, map(_YEAR.search, reversed(headings))), None)
    if named:
        return int(named[1])
    is_half = "上半年" in title or any("下半年" in heading for heading in headings)
    return year if is_half else year + 1
