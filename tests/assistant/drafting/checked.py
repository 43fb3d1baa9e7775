"""Documents to check: a plan of one section around the items that a test is about."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from assistant.drafting.check import check
from assistant.drafting.checks.context import Context
from assistant.drafting.records import Finding
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Line, Outline, Text
from ingest.settings import Settings
from tests.conftest import CHECKOUT

CORPUS = CHECKOUT / "corpus"
YEAR = 2026


def document(title: str, *lines: str) -> Outline:
    return outline_of(Text.of([Line(title, "title"), *map(Line, lines)]), "草稿.docx")


def plan(*items: str, year: int = YEAR) -> Outline:
    """A plan whose items, without labels, stand at 一/1, 一/2, …."""
    numbered = [f"{number}.{item}" for number, item in enumerate(items, 1)]
    return document(f"云岭集团{year}年党建工作要点", "一、夯实基层基础，建强战斗堡垒", *numbered)


def found_in(outline: Outline, check_name: str, **known: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - Context's own
    """Addresses and quotes of a check's findings."""
    return [(f.address, f.quote) for f in check(outline, Context(**known)) if f.check == check_name]


def in_item(text: str, check_name: str, *, year: int = YEAR, **known: Any) -> list[str]:  # noqa: ANN401 - Context's own
    """Quotes of a check's findings in a plan's one item."""
    return [quote for _, quote in found_in(plan(text, year=year), check_name, **known)]


@cache
def read(path: Path) -> Outline:
    with Sandbox(Settings.from_environment({})) as sandbox:
        return outline_of(Text.of(sandbox.read(path)), path.name)


def counted(findings: tuple[Finding, ...]) -> dict[str, list[str]]:
    """Addresses by check."""
    by_check: dict[str, list[str]] = {}
    for finding in findings:
        by_check.setdefault(finding.check, []).append(finding.address)
    return by_check
