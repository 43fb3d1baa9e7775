"""Where a draft comes from, as a file: every sentence, every source exactly once, every task and finding."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText

from assistant.drafting.records import Draft, Edit, Plan, Sentence, SentenceClass, blank
from assistant.export.provenance import AS_LAST_YEAR, HEADING, SAME, TONES, UNUSED, write_provenance
from assistant.export.table import Notes
from tests.assistant.drafting.sample_plan import CLEANING, DRAFT, FLOWING, GAP, ITEMS_ONE, NOTICES, PLAN, STUDY

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

NOTES = Notes("云岭集团2026年党建工作要点来源表", date(2026, 1, 5), ())
Rows = list[dict[str, object]]


def written(folder: Path, draft: Draft = DRAFT) -> Workbook:
    write_provenance(folder / "来源.xlsx", draft, NOTES)
    return openpyxl.load_workbook(folder / "来源.xlsx", rich_text=True)


def rows(book: Workbook, sheet: str) -> Rows:
    header, *values = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), ["" if v is None else v for v in row], strict=True)) for row in values]


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return written(tmp_path)


def test_sheets(book: Workbook) -> None:
    assert book.sheetnames == ["句子来源", "来源去向", "任务分解", "检查结果", "说明"]


def test_one_row_a_sentence(book: Workbook) -> None:
    found = rows(book, "句子来源")
    assert [row["句子"] for row in found] == [sentence.text for sentence in DRAFT.sentences()]
    assert [row["条目"] for row in found] == [
        "导语", HEADING, "一/（一）", "一/（一）", HEADING, "二/（一）", "二/（一）", "二/（一）"
    ]  # fmt: skip
    assert [row["类别"] for row in found] == [sentence.kind for sentence in DRAFT.sentences()]


def test_a_sentence_with_its_source_and_what_became_of_it(book: Workbook) -> None:
    kept = rows(book, "句子来源")[3]
    assert (kept["来源性质"], kept["来源文件"], kept["来源条目"]) == ("上年要点", STUDY.document, STUDY.address)
    assert kept["来源原文"] == STUDY.quote
    assert kept["改动理由"] == "“2025年”改为“2026年”：年度更新"
    marked = kept["与来源的差异"]
    assert isinstance(marked, CellRichText)
    assert str(marked) == "20252026年集体学习研讨不少于12次。"


def test_several_sources_are_counted(book: Workbook) -> None:
    rewritten = rows(book, "句子来源")[6]
    assert rewritten["来源原文"] == f"①{GAP.quote}\n②{FLOWING.quote}"
    assert rewritten["来源性质"] == "①总结中的问题\n②上级要求"


def test_a_sentence_without_source_or_difference(book: Workbook) -> None:
    opening, heading, *_ = rows(book, "句子来源")
    assert (opening["来源文件"], opening["与来源的差异"]) == ("", "")
    assert heading["与来源的差异"] == SAME


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (Edit("清理", "", "已完成"), "删去“清理”：已完成"),
        (Edit("", "持续", "上级要求"), "增加“持续”：上级要求"),
    ],
)
def test_edits_that_only_take_or_give(tmp_path: Path, edit: Edit, told: str) -> None:
    [item] = ITEMS_ONE
    sentences = (item.sentences[0], replace(item.sentences[1], edits=(edit,)))
    sections = (replace(DRAFT.sections[1], items=(replace(item, sentences=sentences),)),)
    found = rows(written(tmp_path, replace(DRAFT, sections=sections)), "句子来源")
    assert found[-1]["改动理由"] == told


def test_every_class_has_a_tone_and_a_blank_is_seen(book: Workbook) -> None:
    assert set(TONES) == set(get_args(SentenceClass))
    grounds = {row[3].value: row[3].fill.start_color.rgb for row in book["句子来源"].iter_rows(min_row=2)}
    assert grounds["待补"] not in (grounds["沿用"], grounds["改写自"], grounds["依据上级"])


def test_every_source_of_the_plan_stands_there_once(book: Workbook) -> None:
    found = rows(book, "来源去向")
    expected = Counter(source.quote for row in PLAN.rows for source in row.sources)
    assert Counter(row["来源原文"] for row in found) == expected
    by_quote = {row["来源原文"]: row for row in found}
    assert (by_quote[STUDY.quote]["去向"], by_quote[STUDY.quote]["写在"]) == ("沿用", "一/（一）")
    assert by_quote[FLOWING.quote]["写在"] == "二/（一）"
    dropped = by_quote[CLEANING.quote]
    assert (dropped["去向"], dropped["写在"], dropped["理由"]) == ("不再列入", UNUSED, "2025年已完成")
    assert dropped["删去的内容"] == f"“{CLEANING.quote}”：已完成"
    assert [row["来源性质"] for row in found] == ["上年要点"] * 3 + ["上级要求", "总结中的问题"]


def test_a_merged_row_is_written_where_its_sentences_stand(tmp_path: Path) -> None:
    """Its sentences are part of the other row's item, each with a stretch of its source."""
    half = replace(NOTICES, quote=NOTICES.quote[:6], end=NOTICES.start + 6)
    [item] = ITEMS_ONE
    joined = replace(item, sentences=(*item.sentences, Sentence("党务公开。", "改写自", (half,))))
    sections = (DRAFT.sections[0], replace(DRAFT.sections[1], items=(joined,)), DRAFT.sections[2])
    plan = replace(PLAN, rows=tuple(replace(r, decision="merge") if r.key == "k4" else r for r in PLAN.rows))
    found = rows(written(tmp_path, replace(DRAFT, sections=sections, plan=plan)), "来源去向")
    by_quote = {row["来源原文"]: row for row in found}
    assert (by_quote[NOTICES.quote]["去向"], by_quote[NOTICES.quote]["写在"]) == ("合并", "一/（一）")
    assert by_quote[CLEANING.quote]["写在"] == UNUSED
    dropped = replace(plan, rows=tuple(replace(r, decision="drop") if r.key == "k4" else r for r in plan.rows))
    found = rows(written(tmp_path, replace(DRAFT, sections=sections, plan=dropped)), "来源去向")
    assert {row["来源原文"]: row["写在"] for row in found}[NOTICES.quote] == UNUSED


def test_tasks(book: Workbook) -> None:
    study, flowing = rows(book, "任务分解")
    assert (study["序号"], study["牵头单位"], study["说明"]) == (1, "宣传部", AS_LAST_YEAR)
    assert (flowing["牵头单位"], flowing["责任单位"], flowing["说明"]) == (blank("牵头单位"), "各党支部", "")
    assert flowing["依据"] == "\n".join(
        f"《{source.document}》{source.address}：{source.quote}" for source in (FLOWING, GAP)
    )


def test_findings(book: Workbook) -> None:
    first, second = rows(book, "检查结果")
    assert (first["检查项"], first["位置"], first["问题"]) == ("要素缺失", "二/（一）", "没有写明走访人数")
    assert (first["原文"], first["建议"]) == ("走访流动党员", "补上人数")
    assert second["序号"] == 2


def test_an_empty_draft(tmp_path: Path) -> None:
    empty = Draft("云岭集团", 2026, "要点", "", "", (), Plan("云岭集团", 2026, (), ()))
    book = written(tmp_path, empty)
    assert all(rows(book, sheet) == [] for sheet in book.sheetnames[:4])
