"""The hand-written requirements of five documents of corpus/: read from the documents, and checked against them alone.

What was entered: every duty that an office clerk would put on a register, one row for each. Not entered: aims and
principles, a bare 落实《…》 that only names the basis of what follows (it is in `cited`), scope, repeal and
interpretation clauses, rules of counting (可以计算学时), and what a summary reports as done.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Text
from ingest.settings import Settings

GOLD: Final = Path(__file__).parent
ROWS: Final = [
    json.loads(line) for line in (GOLD / "corpus_requirements.jsonl").read_text(encoding="utf-8").splitlines()
]
FIELDS: Final = (
    "id", "file", "item", "tier", "subject", "action", "object", "frequency", "quantity", "deadline", "cited",
    "modality", "tense", "quote",
)  # fmt: skip
# A document's file, the address that its duties stand under, how many rows they make.
READ: Final = (
    ("云岭集团2024年党建工作要点.docx", "", 95),
    ("云岭集团2022年党建重点任务分解表.xlsx", "", 44),
    ("云岭集团党员教育培训管理办法.txt", "", 49),
    ("省能源行业党委关于做好2023年企业党建工作的意见.docx", "", 61),
    ("云岭集团2025年党建工作总结及2026年工作打算.pdf", "三/", 16),
)
# Wordings that always oblige in these documents: where one stands, a row must quote it.
SIGNAL: Final = re.compile(
    r"不少于|不低于|不超过|至少|应当|必须|不得|严禁|限期|每(?:年|半年|季度|月|两)|[月年]底前|\d次"
)
Row = dict[str, Any]
Items = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> Items:
    """Address -> text of each document's items, as this project's own outline reads them."""
    corpus = GOLD.parents[1] / "corpus"
    with Sandbox(Settings.from_environment({}, tmp_path_factory.mktemp("home"))) as sandbox:
        outlines = {file: outline_of(Text.of(sandbox.read(corpus / file)), file) for file, _, _ in READ}
    return {file: {item.address: item.text for item in outline.items} for file, outline in outlines.items()}


def above_and_at(texts: dict[str, str], address: str) -> str:
    """The text of an item after the text of all items that it stands in."""
    labels = address.split("/")
    return "\n".join(texts.get("/".join(labels[:depth]), "") for depth in range(1, len(labels) + 1))


def spoken(quantity: str) -> tuple[str, ...]:
    """How a document may write an amount: '≥1次' as '1次' or '一次'."""
    amount = quantity.lstrip("≥≤")
    return amount, re.sub(r"^1(?=\D)", "一", amount)


def test_every_document_was_read_to_its_end() -> None:
    assert Counter(row["file"] for row in ROWS) == {file: count for file, _, count in READ}
    assert all(row["item"].startswith(start) for file, start, _ in READ for row in ROWS if row["file"] == file)


def test_rows_have_the_fields_and_classes_of_the_referee() -> None:
    assert {tuple(row) for row in ROWS} == {FIELDS}
    assert [row["id"] for row in ROWS] == [f"q{n:03}" for n in range(1, len(ROWS) + 1)]
    assert {row["tier"] for row in ROWS} == set("ABCD")
    assert {row["tense"] for row in ROWS} == {"plan"}
    assert all(row["action"] and row["object"] for row in ROWS)


def test_no_duty_is_entered_twice() -> None:
    entered = Counter((row["file"], row["item"], row["quote"], row["object"]) for row in ROWS)
    assert [duty for duty, times in entered.items() if times > 1] == []


def test_what_is_counted_or_dated_is_of_the_first_tier() -> None:
    assert [row["id"] for row in ROWS if row["quantity"] and row["tier"] != "A"] == []
    bare = [row["id"] for row in ROWS if not (row["frequency"] or row["quantity"] or row["deadline"])]
    assert set(bare).isdisjoint(row["id"] for row in ROWS if row["tier"] == "A")


def test_a_quote_stands_verbatim_in_the_item_that_it_names(items: Items) -> None:
    assert [row["id"] for row in ROWS if row["quote"] not in items[row["file"]][row["item"]]] == []


@pytest.mark.parametrize("field", ["subject", "frequency", "deadline"])
def test_raw_values_stand_in_the_item_or_above_it(field: str, items: Items) -> None:
    strayed = [row["id"] for row in ROWS if row[field] not in above_and_at(items[row["file"]], row["item"])]
    assert strayed == []


def test_amounts_modalities_and_cited_documents_stand_in_the_item(items: Items) -> None:
    def strayed(row: Row) -> bool:
        text = items[row["file"]][row["item"]]
        stated = [*row["modality"].split("…"), *row["cited"]]
        return not (all(part in text for part in stated) and any(amount in text for amount in spoken(row["quantity"])))

    assert [row["id"] for row in ROWS if strayed(row)] == []


@pytest.mark.parametrize(("file", "start"), [(file, start) for file, start, _ in READ])
def test_no_obliging_word_is_left_without_a_row(file: str, start: str, items: Items) -> None:
    """A table's own cell of deadlines is in no quote: there the measure cell alone is looked at."""
    for address, text in items[file].items():
        measure = text.split("\t")[2] if "\t" in text else text
        quoted = [row["quote"] for row in ROWS if (row["file"], row["item"]) == (file, address)]
        for quote in sorted(quoted, key=len, reverse=True):
            measure = measure.replace(quote, "□")
        assert not address.startswith(start) or SIGNAL.findall(measure) == [], address
