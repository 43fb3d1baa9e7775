"""How themes come and go as a sheet: a theme a row, a document a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from assistant.compare.themes import Group, Stage, Theme
from assistant.export.table import Cell, Column, Notes, Table, Tone, Toned
from assistant.export.workbook import write
from ingest.records import Document

TITLE: Final = "主题变化"
DROPPED: Final = "取消"
NO_SECTION: Final = "不在章节内"
TONES: Final[Mapping[Stage, Tone]] = {
    "起点": "plain", "延续": "good", "改写": "changed", "新增": "new", "恢复": "new"
}  # fmt: skip
READING: Final = (
    "每行是一个主题，每列是一份文件。起点：最早一份文件里已有；延续：内容不变；改写：内容有变；新增：上一份没有；"
    "恢复：中断一份后又写入；取消：上一份有、这一份没有。",
    "一条拆成几条、几条并成一条的，以沿用字数最多的一条为同一主题，其余另起一行。",
)


def write_themes(path: Path, groups: Sequence[Group], documents: Sequence[Document], notes: Notes) -> None:
    """Write how themes come and go.

    Args:
        path (Path): Ends in .xlsx.
        groups (Sequence[Group]): As `assistant.compare.themes.themes` returns them.
        documents (Sequence[Document]): The documents that they run through, oldest first.
        notes (Notes): For the sheet of notes.
    """
    columns = (Column("章节", 30), Column("主题", 44), *(Column(name, 20) for name in names_of(documents)))
    write(path, [Table(TITLE, columns, tuple(_rows(groups, len(documents))), READING)], notes)


def names_of(documents: Sequence[Document]) -> list[str]:
    """The years of documents; where two are of one year, their titles as well."""
    years = Counter(document.year for document in documents)
    return [f"{d.year}年" if years[d.year] == 1 else f"{d.year}年 {d.title}" for d in documents]


def _rows(groups: Sequence[Group], editions: int) -> Iterator[tuple[Cell, ...]]:
    for group in groups:
        section = group.section.title if group.section else NO_SECTION
        for thread in group.threads:
            yield section, thread.title, *(_value(thread, edition) for edition in range(editions))


def _value(thread: Theme, edition: int) -> Cell:
    if found := thread.at(edition):
        return Toned(f"{found.stage}　{found.item.address}", TONES[found.stage])
    return Toned(DROPPED, "bad") if thread.is_dropped_in(edition) else ""
