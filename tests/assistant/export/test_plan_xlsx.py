"""The sheet of decisions: what a person sees in it, what may be chosen, what the notes say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from assistant.drafting.records import DECISION_NAMES, DECISIONS, Plan
from assistant.export.plan import COLUMNS, MEANINGS, SHEET, TONES, write_plan_sheet
from assistant.export.table import Choice, Column, Notes, Table
from assistant.export.workbook import ADDED_ROWS, write
from ingest.errors import BadRequest
from tests.assistant.drafting.sample_plan import FLOWING, GAP, NOTICES, ONE, PLAN, TWO

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    write_plan_sheet(tmp_path / "计划.xlsx", PLAN)
    return openpyxl.load_workbook(tmp_path / "计划.xlsx")


def rows(book: Workbook) -> list[dict[str, object]]:
    header, *values = book[SHEET].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in values]


def choices(book: Workbook) -> dict[str, DataValidation]:
    """Drop-down lists by the letter of their column."""
    return {str(each.sqref)[0]: each for each in book[SHEET].data_validations.dataValidation}


def test_sheets(book: Workbook) -> None:
    assert book.sheetnames == [SHEET, "章节", "决定", "说明"]
    assert [cell.value for cell in book[SHEET][1]] == [column.header for column in COLUMNS]
    assert [cell.value for cell in book["章节"]["A"]] == ["章节", ONE, TWO]
    assert [cell.value for cell in book["决定"]["A"]] == ["决定", *(DECISION_NAMES[decision] for decision in MEANINGS)]


def test_rows_hold_their_sources_by_kind(book: Workbook) -> None:
    kept, new, updated, dropped = rows(book)
    assert (kept["编号"], kept["决定"], kept["条目"], kept["章节"]) == ("k1", "沿用", "保持中心组学习高质量", ONE)
    assert new["上级要求"] == f"《{FLOWING.document}》二/（三）：{FLOWING.quote}"
    assert new["问题和打算"] == f"《{GAP.document}》二：{GAP.quote}"
    assert new["原有条目"] is None
    assert updated["原有条目"] == f"《{NOTICES.document}》二/（一）：{NOTICES.quote}"
    assert "已完成" in str(dropped["删去的内容"])


def test_every_decision_has_a_colour_and_a_meaning(book: Workbook) -> None:
    assert set(TONES) == set(MEANINGS) == set(DECISIONS)
    colours = [book[SHEET].cell(row, 2).fill.start_color.rgb for row in range(2, 6)]
    assert len(set(colours)) == 4


def test_decisions_and_sections_are_chosen_from_lists(book: Workbook) -> None:
    lists = choices(book)
    assert set(lists) == {"B", "D"}
    assert (lists["B"].type, lists["B"].formula1) == ("list", "'决定'!$A$2:$A$6")
    assert lists["B"].showErrorMessage
    assert lists["D"].formula1 == "'章节'!$A$2:$A$3"
    assert not lists["D"].showErrorMessage  # a new section may be typed
    assert all(str(each.sqref).endswith(str(len(PLAN.rows) + ADDED_ROWS)) for each in lists.values())


def test_the_notes_tell_how_to_edit(book: Workbook) -> None:
    told = "\n".join(str(value) for row in book["说明"].iter_rows(values_only=True) for value in row if value)
    assert told.startswith("云岭集团2026年要点起草计划")
    assert "编号留空" in told
    assert "同名的一行" in told
    assert "检查的文件" not in told


def test_a_plan_without_rows_or_sections(tmp_path: Path) -> None:
    write_plan_sheet(tmp_path / "空.xlsx", Plan("云岭集团", 2026, (), ()))
    book = openpyxl.load_workbook(tmp_path / "空.xlsx")
    assert rows(book) == []
    assert choices(book)["D"].formula1 == "'章节'!$A$2:$A$2"


def test_another_suffix(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"\.xlsx"):
        write_plan_sheet(tmp_path / "计划.xls", PLAN)


def test_tables_without_choices_have_no_lists(tmp_path: Path) -> None:
    tables = [
        Table("甲", (Column("一", 9), Column("二", 9, choice=Choice("乙 '丙"))), ()),
        Table("乙 '丙", (Column("一", 9),), (("x",),)),
    ]
    write(tmp_path / "表.xlsx", tables, Notes("表", date(2026, 1, 1), None))
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    [offered] = book["甲"].data_validations.dataValidation
    assert offered.formula1 == "'乙 ''丙'!$A$2:$A$2"
    assert not book["乙 '丙"].data_validations.dataValidation
