"""A row of a task-breakdown table: who leads, who answers, by when, and which cell holds what is to be done. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.records import Item

_LEAD: Final = re.compile(r"牵头|主办|负责(?:单位|部门)$|主责")
_RESPONSIBLE: Final = re.compile(r"责任(?!领导|人)|落实单位|承办|实施单位")
_PERSON: Final = re.compile(r"责任(?:领导|人)|分管")
_HELPING: Final = re.compile(r"配合|协办|协同|参与|参加")
_DUE: Final = re.compile(r"时限|期限|完成时间|时间|进度|节点")
_MEASURE: Final = re.compile(r"措施|举措|具体(?:内容|任务|要求)|工作内容|工作要求|内容|标准|目标要求|任务分解")
_TASK: Final = re.compile(r"任务|工作|事项|项目|要点|指标|名称")
_NUMBER: Final = re.compile(r"序号|编号|^序$")
_SEPARATORS: Final = re.compile(r"[、，,；;\n/]|\s{1,}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and where it stands in the document."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """The row taken apart; a cell that the table lacks is None."""

    measure: Cell
    lead: Cell | None
    others: tuple[Cell, ...]  # responsible and helping units beside the lead
    due: Cell | None

    @property
    def units(self) -> tuple[str, ...]:
        """The responsible and helping units, as listed."""
        return tuple(unit for cell in self.others for unit in _SEPARATORS.split(cell.text) if unit)


def task_row(item: Item) -> TaskRow | None:
    """Take a table row apart by its column names.

    Args:
        item (Item): A table row.

    Returns:
        TaskRow | None: None where no column says what is to be done or none says by whom or when: a table of another
            kind.
    """
    cells = _placed(item)
    measure = _first(cells, _MEASURE, not_in=_DUE) or _first(cells, _TASK, not_in=_DUE)
    columns = (_RESPONSIBLE, _HELPING, _PERSON)
    units = [_first(cells, _LEAD), *(_first(cells, column, not_in=_LEAD) for column in columns)]
    named = list(dict.fromkeys(filter(None, units)))
    due = _first(cells, _DUE)
    if measure is None or not (named or due):
        return None
    return TaskRow(measure, named[0] if named else None, tuple(named[1:]), due)


def _placed(item: Item) -> list[tuple[str, Cell]]:
    """Column names and cells with their offsets; a cell that repeats another one stands in the text only once."""
    placed, position = [], 0
    for name, value in item.cells:
        at = item.text.find(value, position)
        if at < 0:
            at = item.text.find(value)
        else:
            position = at + len(value)
        if at >= 0:
            placed.append((name, Cell(value, item.start + at)))
    return placed


def _first(
    cells: list[tuple[str, Cell]], pattern: re.Pattern[str], not_in: re.Pattern[str] | None = None
) -> Cell | None:
    return next(
        (
            cell
            for name, cell in cells
            if pattern.search(name) and not _NUMBER.search(name) and not (not_in and not_in.search(name))
        ),
        None,
    )
