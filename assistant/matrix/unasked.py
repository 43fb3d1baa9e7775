"""Matters that a report names and the year's plan does not. Pure."""

from __future__ import annotations

import re
from typing import Final

from ingest.citations.names import is_rule

_CN: Final = "一二三四五六七八九十"
# Names in quotation marks are left out: they are mostly details of what was asked for.
_NAMED: Final = re.compile(rf"《[^《》]+》|[{_CN}]{{1,3}}届[{_CN}]{{1,2}}(?:、[{_CN}]{{1,2}})*中全会")


def names_something_new(passage: str, plan: str) -> bool:
    """Whether a passage names a document or a plenum which the plan does not name.

    Args:
        passage (str): A sentence of a report: 认真学习党的二十届三中全会精神，11月底前对中层干部轮训一遍。
        plan (str): All that was asked for and assigned.

    Returns:
        bool: True in this example where the plan asks for the training only. Books and films are no documents.
    """
    named = [name for name in _NAMED.findall(passage) if not name.startswith("《") or is_rule(name)]
    return any(name not in plan for name in named)
