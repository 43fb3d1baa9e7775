"""What stands on one side alone and may: matters that only a report names, and what a plan leaves out. Pure."""

from __future__ import annotations

import re
from typing import Final

from ingest.citations.names import is_rule
from ingest.obligations.clauses import Sentence

# No report tells of what was not done because it was not to be done.
_FORBIDDEN: Final = re.compile(r"不再|不得|不准|不许|严禁|禁止|不新[建增设]")
_NOT_THIS_YEAR: Final = re.compile(r"不安排|(?:本年度?|今年|年内)不")
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


def leaves_out(sentence: Sentence) -> bool:
    """Whether a sentence of a plan tells only what is not to be done: 不再…, 不得…; 每两年举办1期，本年度不安排."""
    if _NOT_THIS_YEAR.search(sentence.clauses[-1].text):
        return True
    return all(_FORBIDDEN.search(clause.text) for clause in sentence.clauses)
