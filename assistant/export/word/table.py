"""The task breakdown as a table: header repeated on each page, rows of one task merged, every column wide enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from assistant.drafting.records import BLANK, Draft, Task, blank
from assistant.export.word.blocks import Block, breakdown_title, plain
from assistant.export.word.layout import CELL_LINE, CELL_LOOK, LANDSCAPE, SHAPES, TWIPS_PER_POINT, Part, twips
from assistant.export.word.paging import TOGETHER, lines_of, stretches_of
from assistant.export.word.paragraph import paragraph
from assistant.export.word.places import places_of
from assistant.export.word.titles import title_lines
from assistant.export.word.xml import node

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

Texts = tuple[str, ...]  # of a row, one a column

PADDING: Final = {"top": 57, "left": 85, "bottom": 57, "right": 85}  # twips: 1 mm and 1.5 mm
THIN: Final = 4  # eighths of a point
RULE: Final = THIN * TWIPS_PER_POINT // 8  # the same in twips
OF_LAST_YEAR: Final = "*"
LAST_YEAR_NOTE: Final = f"注：标{OF_LAST_YEAR}的责任分工或者完成时限沿用上年任务分解，请予核定。"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    header: str
    millimetres: float
    part: Part = "cell"
    is_merged: bool = False  # over the rows of one task


COLUMNS: Final = (
    Column("序号", 13, "centred cell", is_merged=True),
    Column("重点任务", 26, is_merged=True),
    Column("具体措施", 67),
    Column("牵头单位", 24, "centred cell"),
    Column("责任单位", 26),
    Column("完成时限", 23, "centred cell"),
    Column("依据", 46),
)  # together the text width of a turned page
NO_RESPONSIBLE: Final = blank("责任单位")


def breakdown_heading(draft: Draft) -> tuple[Block, Block]:
    """What stands above the table: the attachment's mark and its title."""
    title = "\n".join(title_lines(breakdown_title(draft), LANDSCAPE))
    return plain("attachment", "附件"), plain("attachment title", title)


def breakdown_table(draft: Draft) -> BaseOxmlElement:
    """The table of a draft's tasks.

    Args:
        draft (Draft): With at least one task.

    Returns:
        BaseOxmlElement: w:tbl as wide as the text of a turned page.
    """
    grid = node("tblGrid", *(node("gridCol", w=twips(column.millimetres)) for column in COLUMNS))
    table = node("tbl", _properties(), grid, _header())
    for rows in _stretches(draft):
        table.extend(_merged(rows))
    return table


# --- what stands together ---------------------------------------------------------------------------------------------


def _stretches(draft: Draft) -> Iterator[list[Texts]]:
    """The rows of each task, cut where a page is full: what is merged over a page's end is printed only once."""
    tasks = [list(map(_texts, rows)) for _, rows in groupby(draft.tasks, key=lambda task: task.number)]
    heights = list(map(_heights, tasks))
    above = sum(map(_paragraph_height, breakdown_heading(draft)))
    for rows, counts in zip(tasks, stretches_of(heights, _ROOM - above, _ROOM), strict=True):
        begin = 0
        for count in counts:
            yield rows[begin : begin + count]
            begin += count


def _paragraph_height(block: Block) -> int:
    shape = SHAPES[block.part]
    return shape.before + shape.line * (block.text.count("\n") + 1) + shape.after


def _row_height(lines: int) -> int:
    return lines * CELL_LINE + PADDING["top"] + PADDING["bottom"] + RULE


_ROOM: Final = twips(LANDSCAPE.text_height) - _row_height(1)  # twips of a page below the table's header
_MOST_TOGETHER: Final = TOGETHER * _ROOM


def _heights(rows: Sequence[Texts]) -> list[int]:
    """About how high the rows of a task are, in twips: the last one makes room for what is merged over all."""
    heights = [_height(texts, is_merged=False) for texts in rows]
    heights[-1] += max(0, _height(rows[0], is_merged=True) - sum(heights))
    return heights


def _height(texts: Texts, *, is_merged: bool) -> int:
    return _row_height(max(_lines(c, t) for c, t in zip(COLUMNS, texts, strict=True) if c.is_merged == is_merged))


def _lines(column: Column, text: str) -> int:
    room = twips(column.millimetres) - PADDING["left"] - PADDING["right"]
    return lines_of(text, room / (CELL_LOOK.points * TWIPS_PER_POINT))


# --- rows and cells ---------------------------------------------------------------------------------------------------


def _merged(rows: Sequence[Texts]) -> Iterator[BaseOxmlElement]:
    """Rows of one page, number and name of the task merged."""
    heights = _heights(rows)
    stays = sum(heights) <= _MOST_TOGETHER
    for n, texts in enumerate(rows):
        row = node("tr", *([node("trPr", node("cantSplit"))] if heights[n] <= _MOST_TOGETHER else []))
        row.extend(_cells(texts, is_first=n == 0, is_alone=len(rows) == 1, keeps_next=stays and n < len(rows) - 1))
        yield row


def _cells(texts: Texts, *, is_first: bool, is_alone: bool, keeps_next: bool) -> Iterator[BaseOxmlElement]:
    for column, text in zip(COLUMNS, texts, strict=True):
        is_covered = column.is_merged and not is_first
        is_part = column.is_merged and not is_alone
        merged = [node("vMerge", val="continue" if is_covered else "restart")] if is_part else []
        yield _cell(column, plain(column.part, "" if is_covered else text), merged, keeps_next=keeps_next)


def _properties() -> BaseOxmlElement:
    """In the order of CT_TblPr."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    return node(
        "tblPr",
        node("tblStyle", val="TableNormal"),
        node("tblW", w=twips(LANDSCAPE.text_width), type="dxa"),
        node("jc", val="center"),
        node("tblBorders", *(node(edge, val="single", sz=THIN, space=0, color="000000") for edge in edges)),
        node("tblLayout", type="fixed"),
        node("tblCellMar", *(node(edge, w=size, type="dxa") for edge, size in PADDING.items())),
    )


def _header() -> BaseOxmlElement:
    cells = (_cell(column, plain("header cell", column.header)) for column in COLUMNS)
    return node("tr", node("trPr", node("cantSplit"), node("tblHeader")), *cells)


def _texts(task: Task) -> Texts:
    mark = OF_LAST_YEAR if task.from_last_year else ""
    nobody = NO_RESPONSIBLE if task.lead.startswith(BLANK) else ""
    return (
        str(task.number),
        task.task,
        task.measure,
        task.lead + mark,
        "、".join(task.responsible) or nobody,
        task.deadline,
        "\n".join(places_of(task.basis)),
    )


def _cell(
    column: Column, block: Block, merged: Sequence[BaseOxmlElement] = (), *, keeps_next: bool = False
) -> BaseOxmlElement:
    """In the order of CT_TcPr."""
    properties = (node("tcW", w=twips(column.millimetres), type="dxa"), *merged, node("vAlign", val="center"))
    shape = replace(SHAPES[block.part], keeps_next=keeps_next)
    return node("tc", node("tcPr", *properties), paragraph(block, shape=shape))
