"""Groups and conflicts over real documents: five plans of units that have nothing to do with each other, and laws."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from itertools import islice
from pathlib import Path

import pytest

from assistant.lookup.grouping import groups_of
from ingest.embedding import BUILT_IN, load_embedding
from ingest.obligations import obligations_of
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Document, Line, Placed, Requirement, Text
from ingest.settings import Settings

pytestmark = pytest.mark.shared

LAWS = 60  # about 5,000 requirements


def rows_of(number: int, file: str, text: Text) -> list[Placed[Requirement]]:
    outline = outline_of(text, file)
    document = Document(number, number, 1, file, (), outline.title, outline.year, outline.kind, outline.unit, "")
    return [Placed(document, outline.items[each.item], each) for each in obligations_of(outline)]


def test_plans_of_different_units_contradict_nothing(shared: Path) -> None:
    files = sorted((shared / "data" / "documents").iterdir())
    with Sandbox(Settings.from_environment({})) as sandbox:
        texts = [Text.of(sandbox.read(file)) for file in files]
    rows = [
        row
        for number, (file, text) in enumerate(zip(files, texts, strict=True))
        for row in rows_of(number, file.name, text)
    ]
    groups = groups_of(rows, load_embedding(BUILT_IN))
    assert not [conflict for group in groups for conflict in (*group.conflicts, *group.exceeding)]


def test_laws_are_grouped_without_contradicting_each_other(shared: Path) -> None:
    laws: dict[str, list[Line]] = defaultdict(list)
    with gzip.open(shared / "data" / "laws" / "articles.jsonl.gz", "rt", encoding="utf-8") as articles:
        for article in map(json.loads, articles):
            first, *more = article["text"].split("\n")
            laws[article["law"]] += [Line(f"{article['article']}　{first}"), *(Line(line) for line in more if line)]
    rows = [
        row
        for number, (law, lines) in enumerate(islice(laws.items(), LAWS))
        for row in rows_of(number, f"{law}.txt", Text.of([Line(law, "title"), *lines]))
    ]
    groups = groups_of(rows, load_embedding(BUILT_IN))
    assert sum(len(group.rows) for group in groups) == len(rows) > 3_000
    assert any(len(group.rows) > 1 for group in groups)
    assert not [conflict for group in groups for conflict in (*group.conflicts, *group.exceeding)]
