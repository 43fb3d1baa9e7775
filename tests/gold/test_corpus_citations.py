"""Every citation of the sample library, its official name and its role, against a list that was read against them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.citations import mentions_of, standings_of
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Outline, Text
from ingest.settings import Settings

ROOT = Path(__file__).parents[2]
READABLE = (".txt", ".docx", ".pdf", ".xlsx")  # .doc needs LibreOffice

Citation = tuple[str, str, str, str, str]

# File, address, what is no longer in force, what replaces it, since when.
STANDINGS = {
    ("云岭集团2024年党建工作要点.docx", "三/（六）", "云岭集团党支部标准化规范化建设考评细则", "云岭集团星级党支部评定办法（试行）", "2024"),
    ("云岭集团党务公开工作办法.docx", "第六章/第二十七条", "云岭集团党务公开实施意见", "云岭集团党务公开工作办法", "2023-07-01"),
    ("云岭集团党员教育培训管理办法.txt", "第六章/第二十三条", "云岭集团党员教育培训暂行规定", "云岭集团党员教育培训管理办法", "2022-10-01"),
    ("云岭集团星级党支部评定办法.docx", "第六章/第二十一条", "云岭集团星级党支部评定办法（试行）", "云岭集团星级党支部评定办法", "2025-05-01"),
}  # fmt: skip


@pytest.fixture(scope="module")
def outlines() -> dict[str, Outline]:
    files = [file for file in sorted((ROOT / "corpus").iterdir()) if file.suffix in READABLE]
    with Sandbox(Settings.from_environment({}, Path("unused"))) as sandbox:
        return {file.name: outline_of(Text.of(sandbox.read(file)), file.name) for file in files}


def test_citations_and_roles(outlines: dict[str, Outline]) -> None:
    lines = (Path(__file__).parent / "corpus_citations.jsonl").read_text(encoding="utf-8").splitlines()
    gold: set[Citation] = {tuple(json.loads(line).values()) for line in lines}
    found: set[Citation] = {
        (file, outline.items[m.item].address, m.raw, m.normalised, m.role)
        for file, outline in outlines.items()
        for m in mentions_of(outline)
    }
    assert found == gold


def test_no_bracket_is_passed_over(outlines: dict[str, Outline]) -> None:
    for file, outline in outlines.items():
        cited = {
            (m.item, outline.items[m.item].text[m.start - outline.items[m.item].start - 1])
            for m in mentions_of(outline)
        }
        items = {index for index, item in enumerate(outline.items) if "《" in item.text}
        assert {item for item, sign in cited if sign == "《"} == items, file


def test_standings(outlines: dict[str, Outline]) -> None:
    found = {
        (file, outline.items[s.item].address, s.name, s.successor, s.since)
        for file, outline in outlines.items()
        for s in standings_of(outline)
    }
    assert found == STANDINGS
