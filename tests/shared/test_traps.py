"""The fragments of ../shared/data/eval/traps.jsonl that break naive parsers, each with the place where it must stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Item, Outline, Text
from ingest.settings import Settings

pytestmark = pytest.mark.shared

TITLE, NOWHERE = "title", ""  # a fragment of the title; an advert, which is no content

# Line of traps.jsonl -> address of the one item whose text holds the fragment, exactly as it stands (masks, typos,
# stray spaces and half-width signs included).
PLACES = {
    1: NOWHERE, 2: NOWHERE, 3: NOWHERE, 4: NOWHERE, 5: NOWHERE, 6: TITLE, 7: TITLE, 8: TITLE,
    9: "导语", 10: "导语", 11: "导语", 12: "导语", 13: "导语", 14: "导语",
    15: "三/3", 16: "二/（四）", 17: "九/33", 18: "五/（九）", 19: "二/一是", 20: "一/（一）/一是", 21: "一/（一）",
    22: "二/一是", 23: "三/（一）", 24: "二/（四）", 25: "六/（十）/一要",
    26: "一/¶1", 27: "一/¶1", 28: "一/¶1", 29: "一/¶1", 30: "附件说明", 31: "四/10", 32: "八/30", 33: "四/10", 34: "一/5",
    35: "三/4", 36: "三/4", 37: "一/（二）", 38: "一/（三）", 39: "二/7", 40: "一/二是", 41: "一/八是", 42: "一/5",
    43: "四/14", 44: "一/3", 45: "二/2", 46: "一/五是", 47: "一/十是", 48: "一/（二）/一是", 49: "一/三是", 50: "一/九是",
    51: "一/五是", 52: "一/八是", 53: "一/七是", 54: "一/八是", 55: "一/4", 56: "五/20", 57: "导语", 58: "导语",
    59: "二/（四）", 60: "三/（四）", 61: "三/（四）", 62: "三/12", 63: "一/二是", 64: "三/（二）", 65: "五/16",
    66: "二/（四）", 67: "一/一是", 68: "四/14", 69: "二/三是", 70: "二", 71: "三/（五）", 72: "一/（一）", 73: "二/一是",
    74: "二/一是", 75: "二/8", 76: "三/3", 77: "导语", 78: "三/10", 79: "五/17", 80: "二/1", 81: "一/1",
}  # fmt: skip

TITLES = {
    17: "全心全意依靠职工办企",
    18: "落实全面从严治党要求，党支部纪律建设是关键",
    19: "聚焦政治建设这个根本",
    20: "进章程",
}
TENSES = {22: "problem", 23: "plan", 46: "done", 71: "plan", 73: "plan"}


@pytest.fixture(scope="module")
def outlines(shared: Path) -> dict[str, Outline]:
    with Sandbox(Settings.from_environment({}, Path("unused"))) as sandbox:
        files = sorted((shared / "data/documents").iterdir())
        return {file.name: outline_of(Text.of(sandbox.read(file)), file.name) for file in files}


@pytest.fixture(scope="module")
def traps(shared: Path) -> list[dict[str, str]]:
    lines = (shared / "data/eval/traps.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def holders(outline: Outline, quote: str) -> list[Item]:
    return [item for item in outline.items if quote in item.text]


@pytest.mark.parametrize("line", PLACES)
def test_trap(line: int, traps: list[dict[str, str]], outlines: dict[str, Outline]) -> None:
    trap = traps[line - 1]
    outline, quote = outlines[trap["file"]], trap["quote"].strip()
    found = holders(outline, quote)
    assert (quote in outline.title) == (PLACES[line] == TITLE)
    assert [item.address for item in found] == ([PLACES[line]] if PLACES[line] not in (TITLE, NOWHERE) else [])
    if line in TITLES:
        assert found[0].title == TITLES[line]
    if line in TENSES:
        assert found[0].tense == TENSES[line]


def test_every_trap_has_an_outcome(traps: list[dict[str, str]]) -> None:
    assert set(PLACES) == set(range(1, len(traps) + 1))
