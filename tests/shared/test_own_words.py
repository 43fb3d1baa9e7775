"""Tests of drafting and export speak in words of their own: no clause of a shared document is copied into them."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.readers import Sandbox
from ingest.records import Text
from ingest.settings import Settings

pytestmark = pytest.mark.shared

TESTS = Path(__file__).parents[1]
FOLDERS = ("assistant/drafting", "assistant/export")
RUN = 16  # characters in a row, stops left out; words and set phrases of the genre are shorter
NAME = re.compile("《[^《》]*》")  # titles of published documents may be named
SILENT = re.compile(r"[^\w]|_")


@pytest.fixture(scope="module")
def owners(shared: Path) -> dict[str, set[str]]:
    """Each run of the shared documents with the documents that it stands in."""
    found: dict[str, set[str]] = defaultdict(set)
    with Sandbox(Settings.from_environment({}, Path("unused"))) as sandbox:
        for folder in ("documents", "reports"):
            for path in (shared / "data" / folder).iterdir():
                for run in runs(Text.of(sandbox.read(path)).content):
                    found[run].add(path.name)
    return found


def runs(text: str) -> Iterator[str]:
    words = SILENT.sub("", text)
    return (words[start : start + RUN] for start in range(len(words) - RUN + 1))


def copied(source: str, owners: dict[str, set[str]]) -> list[str]:
    """Runs that stand in one shared document only: what several have is a standing formula."""
    strings = [n.value for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [run for text in strings for run in runs(NAME.sub("。", text)) if len(owners.get(run, ())) == 1]


@pytest.mark.parametrize("path", [p for f in FOLDERS for p in sorted((TESTS / f).rglob("*.py"))], ids=lambda p: p.name)
def test_nothing_is_copied(path: Path, owners: dict[str, set[str]]) -> None:
    assert copied(path.read_text(encoding="utf-8"), owners) == []


def test_a_copy_is_found(owners: dict[str, set[str]]) -> None:
    run = next(run for run, names in owners.items() if len(names) == 1)
    assert copied(f"WORDS = '{run}'", owners) == [run]
    assert copied(f"WORDS = '《{run}》'", owners) == []
