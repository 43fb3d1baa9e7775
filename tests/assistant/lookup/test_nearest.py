"""Rows that are worded like some few are found among many, the likest where there are too many."""

from __future__ import annotations

from typing import Final

import pytest

from assistant.lookup.nearest import nearest
from ingest.obligations import obligations_of
from ingest.outline import outline_of
from ingest.records import Document, Line, Placed, Requirement, Text

LINES: Final = (
    "1.宣传部每季度通报1次信息采用情况。",
    "2.工会每年清点1次书屋图书。",
    "3.宣传部每半年通报1次信息采用情况。",
    "4.财务部每月核对1次账目。",
    "5.宣传部按季度向各单位通报1次信息采用情况。",
)


@pytest.fixture(scope="module")
def rows() -> list[Placed[Requirement]]:
    outline = outline_of(
        Text.of([Line("青山集团2026年工作要点", "title"), Line("一、抓落实"), *map(Line, LINES)]), "x.txt"
    )
    document = Document(1, 1, 1, "x.txt", (), outline.title, outline.year, outline.kind, outline.unit, "")
    return [Placed(document, outline.items[each.item], each) for each in obligations_of(outline)]


@pytest.mark.parametrize(
    ("one", "most", "labels"),
    [(0, 300, "135"), (0, 1, "13"), (0, 0, "1"), (1, 300, "2"), (2, 1, "13"), (2, 300, "135")],
)
def test_nearest(rows: list[Placed[Requirement]], one: int, most: int, labels: str) -> None:
    assert "".join(row.item.label for row in nearest([rows[one]], rows, most)) == labels


def test_of_several_the_likest_counts(rows: list[Placed[Requirement]]) -> None:
    assert [row.item.label for row in nearest(rows[:2], rows)] == ["1", "2", "3", "5"]
    assert nearest([], rows) == []
