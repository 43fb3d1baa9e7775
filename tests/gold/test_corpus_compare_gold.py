"""The hand-written comparisons over corpus/: every row fits the documents that it was read from.

How the rows were judged. A row is one pair of items, judged as a whole: any value, scope, stage or real part of the
content that changed makes it 改写; a year or a meeting that moved on does not. Of a split or merged item, a row sees only
what the two items share, for the rest is another row's. A value that only one side states has "" on the other. The same
amount in other words (每年2次, 每半年1次) is no change and is told in the note. 拆分 and 合并 go before 移动.
A requirement met earlier or more often than asked is covered; later, seldomer or in part is partly.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Text
from ingest.settings import Settings

GOLD = Path(__file__).parent
CORPUS = GOLD.parents[1] / "corpus"
PAIRS, COVERAGE = (
    [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]
    for name in ("corpus_compare.jsonl", "corpus_coverage.jsonl")
)
STEPS = {
    "2022-2023": ("云岭集团2022年党建工作要点.txt", "云岭集团2023年党建工作要点.docx"),
    "2024-2025": ("云岭集团2024年党建工作要点.docx", "云岭集团2025年党建工作要点.pdf"),
}
SUPERIORS = {
    "省能源行业党委关于做好2023年企业党建工作的意见.docx": "云岭集团2023年党建工作要点.docx",
    "省能源行业党委关于加强2025年企业党建工作的意见.txt": "云岭集团2025年党建工作要点.pdf",
}
CLASSES = Counter({"延续": 3, "改写": 53, "新增": 8, "取消": 9})
STATES = Counter(covered=62, partly=15, missing=25)
FIELDS = {"frequency", "quantity", "deadline", "unit", "cited"}

Items = dict[str, dict[str, str]]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def name_of(row: dict[str, Any]) -> str:
    if "item" in row:
        return f"{row['own'][4:8]} {row['item']} {row['requirement'][:12]}"
    return f"{row['step']} {row['old']} {row['new']}"


def sides(row: dict[str, Any]) -> tuple[tuple[str, str, list[str]], ...]:
    """The side's name, its file and its addresses, for both sides."""
    old, new = STEPS[row["step"]]
    return ("old", old, row["old"] or []), ("new", new, row["new"] or [])


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> Items:
    """Address -> text of each item, as this project's own outline reads the compared documents."""
    files = sorted({file for step in STEPS.values() for file in step} | SUPERIORS.keys())
    with Sandbox(Settings.from_environment({}, tmp_path_factory.mktemp("home"))) as sandbox:
        outlines = {file: outline_of(Text.of(sandbox.read(CORPUS / file)), file) for file in files}
    return {file: {item.address: item.text for item in outline.items} for file, outline in outlines.items()}


def lowest(texts: dict[str, str]) -> set[str]:
    """The numbered items that have no items of their own."""
    numbered = {address for address in texts if "/" in address and "¶" not in address}
    return {address for address in numbered if not any(other.startswith(f"{address}/") for other in numbered)}


def test_counts() -> None:
    assert Counter(row["class"] for row in PAIRS) == CLASSES
    assert Counter(row["step"] for row in PAIRS) == {"2022-2023": 40, "2024-2025": 33}
    assert Counter(row["status"] for row in COVERAGE) == STATES
    assert Counter(row["superior"] for row in COVERAGE) == dict.fromkeys(SUPERIORS, 51)


@pytest.mark.parametrize("row", PAIRS, ids=name_of)
def test_a_row_is_well_formed(row: dict[str, Any]) -> None:
    assert row.keys() == {"step", "old", "new", "class", "changes", "relation", "note"}
    assert (row["old"] is None) == (row["class"] == "新增")
    assert (row["new"] is None) == (row["class"] == "取消")
    assert row["relation"] in {"合并", "拆分", "移动", ""}
    assert not row["changes"] or row["class"] == "改写"
    assert row["note"]


@pytest.mark.parametrize("row", PAIRS, ids=name_of)
def test_addresses_exist_and_changes_stand_in_the_items(row: dict[str, Any], items: Items) -> None:
    for side, file, addresses in sides(row):
        text = squeeze("".join(items[file][address] for address in addresses))
        assert all(squeeze(change[side]) in text for change in row["changes"])
    for change in row["changes"]:
        assert change["field"] in FIELDS
        assert squeeze(change["old"]) != squeeze(change["new"])


@pytest.mark.parametrize("step", STEPS)
def test_every_lowest_item_is_judged_and_no_pair_twice(step: str, items: Items) -> None:
    rows = [row for row in PAIRS if row["step"] == step]
    for number, file in enumerate(STEPS[step]):
        judged = {address for row in rows for address in sides(row)[number][2]}
        assert lowest(items[file]) <= judged
    assert len({json.dumps([row["old"], row["new"]]) for row in rows}) == len(rows)


@pytest.mark.parametrize("step", STEPS)
def test_relations_follow_from_the_pairs(step: str) -> None:
    rows = [row for row in PAIRS if row["step"] == step]
    times = {side: Counter(json.dumps(row[side]) for row in rows) for side in ("old", "new")}
    for row in rows:
        parted, joined = (bool(row[side]) and times[side][json.dumps(row[side])] > 1 for side in ("old", "new"))
        assert {"拆分": parted, "合并": joined}.get(row["relation"], not parted and not joined), name_of(row)
        if row["relation"] == "移动":
            assert row["old"][0].split("/")[0] != row["new"][0].split("/")[0]


@pytest.mark.parametrize("row", COVERAGE, ids=name_of)
def test_a_requirement_stands_in_its_item_and_its_answers_exist(row: dict[str, Any], items: Items) -> None:
    assert row.keys() == {"superior", "own", "item", "requirement", "status", "own_items", "note"}
    assert row["own"] == SUPERIORS[row["superior"]]
    assert squeeze(row["requirement"]) in squeeze(items[row["superior"]][row["item"]])
    assert set(row["own_items"]) <= items[row["own"]].keys()
    assert bool(row["own_items"]) == (row["status"] != "missing")
    assert row["note"]


@pytest.mark.parametrize("superior", SUPERIORS)
def test_every_item_of_the_superior_is_judged_and_no_requirement_twice(superior: str, items: Items) -> None:
    rows = [row for row in COVERAGE if row["superior"] == superior]
    assert lowest(items[superior]) <= {row["item"] for row in rows}
    assert len({(row["item"], row["requirement"]) for row in rows}) == len(rows)
