"""Chinese names of the codes that records carry, as a user sees them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ingest.records import Force, Role, Strength, Tense

UNSTATED: Final = "原文未写明"  # a field that the text does not state: shown, never guessed

STRENGTH_NAMES: Final[Mapping[Strength, str]] = {
    "counted": "有数量时限",
    "modal": "刚性要求",
    "deliverable": "需形成成果",
    "vague": "一般要求",
}
TENSE_NAMES: Final[Mapping[Tense, str]] = {"plan": "计划", "done": "已做", "problem": "问题"}
ROLE_NAMES: Final[Mapping[Role, str]] = {"authority": "依据", "to_be_made": "待制定", "other": "其他"}
FORCE_NAMES: Final[Mapping[Force, str]] = {"in_force": "现行有效", "repealed": "已废止", "replaced": "已被替代"}


def stated(text: str) -> str:
    """A field as it is shown: itself, or that the text does not state it."""
    return text or UNSTATED
