"""The table of decisions as a sheet that the user edits, and what the user has made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from openpyxl import load_workbook

from assistant.drafting.plan_edits import DECISION, KEY, REASON, TARGET, TITLE, Edited, EditedRow
from assistant.drafting.readable import readable, readable_list
from assistant.drafting.records import DECISION_NAMES, Decision, DraftKind, Plan, Role, Row
from assistant.export.table import Cell, Choice, Column, Notes, Table, Tone, Toned, lines
from assistant.export.workbook import write
from ingest.errors import BadRequest, FileError
from ingest.readers.archive import check_archive
from ingest.readers.sheet import DAMAGE

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SHEET: Final = "起草计划"
DECISIONS: Final = "决定"  # titles of the sheets that the drop-down lists are taken from
SECTIONS: Final = "章节"
TONES: Final[Mapping[Decision, Tone]] = {
    "keep": "good",
    "update": "changed",
    "merge": "changed",
    "drop": "bad",
    "new": "new",
}
COLUMNS: Final = (
    Column(KEY, 12),
    Column(DECISION, 10, is_centred=True, choice=Choice(DECISIONS, is_closed=True)),
    Column(TITLE, 26),
    Column(TARGET, 26, choice=Choice(SECTIONS)),
    Column(REASON, 30),
    Column("上级要求", 34),
    Column("问题和打算", 30),
    Column("原有条目", 38),
    Column("其他依据", 22),
    Column("删去的内容", 26),
)
EDITABLE: Final = (KEY, DECISION, TITLE, TARGET, REASON)  # the other columns are for reading only
MEANINGS: Final[Mapping[Decision, str]] = {
    "keep": "照写上年的原文，只改年份、会议届次等必须改的字词",
    "update": "保留这项工作，按今年的上级要求、问题和数据改写上年的内容",
    "merge": "不单独成条，内容并入同一章节中前面同名的一行，没有同名的就并入紧挨着的上一行",
    "drop": "今年不写；回应问题或上级要求的行，要在“理由”列另写为什么",
    "new": "上年没有，今年增加；自己新加的行只有标题，具体内容以【待补】标出",
}
_REVIEW_MEANINGS: Final[Mapping[Decision, str]] = {
    "keep": "与“更新”相同：总结不照写要点的原文",
    "update": "用当年报告的原话和给定的事实写；没有的写【待补】",
    "merge": "不单独成段，接在同一章节中上一行的后面",
    "drop": "总结里不写；报告指出的问题，要在“理由”列另写为什么",
    "new": "报告写到而要点没有列入的，以及问题和打算；自己新加的行只有标题，完成情况以【待补】标出",
}
READING: Final = (
    "请在“决定”“条目”“章节”“理由”四列修改，也可以调整行的先后；“编号”请不要改动，“上级要求”以后各列只供核对，改了也不起作用。",
    "删去一行等于决定“不再列入”，它的来源仍会记录在案。要增加一项，在表末另起一行，填条目和章节，编号留空。",
    "“章节”可以选，也可以直接写新的章节名（带不带“一、”都行，“导语”里不能写条目）；在“章节”工作表里可以调整各章的先后。",
)
_DECIDING: Final = (
    "“决定”的含义见“决定”工作表：“沿用”照写上年的原文；“合并”并入同一章节中前面同名的一行，没有同名的就并入上一行。"
)
_REVIEW_DECIDING: Final = "“决定”的含义见“决定”工作表：总结的每一条都用报告的原话或给定的事实写。"
_ROLES: Final[tuple[tuple[Role, ...], ...]] = (
    ("superior",),
    ("problem", "intention"),
    ("prior", "earlier", "plan", "review"),
    ("progress", "regulation", "fact", "genre"),
)
MOST_BYTES: Final = 64 * 2**20  # unpacked; a plan of a thousand rows takes two


def meanings_of(kind: DraftKind) -> Mapping[Decision, str]:
    """What each decision does to a draft.

    Args:
        kind (DraftKind): Of the draft.

    Returns:
        Mapping[Decision, str]: One Chinese sentence for each decision.
    """
    return _REVIEW_MEANINGS if kind == "总结" else MEANINGS


def write_plan_sheet(path: Path, plan: Plan) -> None:
    """Write a plan as an Excel file.

    Args:
        path (Path): Ends in .xlsx.
        plan (Plan): Any.
    """
    rows = tuple(map(_cells, plan.rows))
    decisions = tuple((DECISION_NAMES[decision], meaning) for decision, meaning in meanings_of(plan.kind).items())
    sections = tuple((section,) for section in plan.sections)
    deciding = _REVIEW_DECIDING if plan.kind == "总结" else _DECIDING
    tables = [
        Table(SHEET, COLUMNS, rows, (*READING, deciding), is_wide=True),
        Table(SECTIONS, (Column(SECTIONS, 60),), sections),
        Table(DECISIONS, (Column(DECISIONS, 12), Column("含义", 60)), decisions),
    ]
    write(path, tables, Notes(f"{plan.unit}{plan.year}年{plan.kind}起草计划", date.today(), None))


def _cells(row: Row) -> tuple[Cell, ...]:
    used = (*row.sources, *row.evidence)
    return (
        Toned(row.key, "faint"),
        Toned(DECISION_NAMES[row.decision], TONES[row.decision]),
        row.title,
        row.target,
        row.reason,
        *(lines(list(readable_list(source for source in used if source.role in roles))) for roles in _ROLES),
        lines([f"{readable(dropped.source)}（{dropped.reason}）" for dropped in row.dropped]),
    )


# --- what the user has made of it -------------------------------------------------------------------------------------


def read_plan_sheet(path: Path) -> Edited:
    """Read a sheet that `write_plan_sheet` wrote and a person may have edited.

    Args:
        path (Path): A .xlsx.

    Returns:
        Edited: Its rows; empty ones are left out.

    Raises:
        BadRequest: If the file is damaged, or the sheet or one of its columns is not there.
    """
    book = _opened(path)
    if SHEET not in book.sheetnames:
        raise BadRequest(f"没有“{SHEET}”工作表：{path.name}。请用本系统导出的起草计划修改")
    sections = tuple(_listed(book[SECTIONS])) if SECTIONS in book.sheetnames else None
    return Edited(path.name, tuple(_rows(book[SHEET], path.name)), sections)


def _opened(path: Path) -> Workbook:
    try:
        check_archive(path, path.name, MOST_BYTES)
        return load_workbook(path, data_only=True)
    except DAMAGE as error:
        raise BadRequest(f"Excel 文件已损坏：{path.name}。请用 Excel 或 WPS 打开并重新保存后再试") from error
    except FileError as error:
        raise BadRequest(str(error)) from error


def _rows(sheet: Worksheet, file: str) -> Iterator[EditedRow]:
    """Columns are found by their names, wherever the user has moved them."""
    values = sheet.iter_rows(values_only=True)
    header = [_text(value) for value in next(values, ())]
    if missing := [name for name in EDITABLE if name not in header]:
        raise BadRequest(f"“{SHEET}”工作表缺少列：{'、'.join(missing)}（{file}）。请恢复表头后再试")
    columns = [header.index(name) for name in EDITABLE]
    for number, row in enumerate(values, 2):
        cells = [_text(row[column]) for column in columns]
        if any(cells):
            yield EditedRow(f"第{number}行", *cells)


def _listed(sheet: Worksheet) -> Iterator[str]:
    return (text for (value,) in sheet.iter_rows(min_row=2, max_col=1, values_only=True) if (text := _text(value)))


def _text(value: object) -> str:
    """A cell as text; a number that Excel has made of a title is written as a person sees it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
