"""Where a draft comes from, as a file: its sentences, what became of the sources, its tasks, what the checks found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from assistant.drafting.readable import SOURCE_NAMES, difference_to_source, readable_list, worded_by
from assistant.drafting.records import (
    BLANK,
    DECISION_NAMES,
    Draft,
    Dropped,
    Finding,
    Role,
    Row,
    Sentence,
    SentenceClass,
    Source,
    Task,
)
from assistant.export.edits import edit_shown
from assistant.export.plan import TONES as DECISION_TONES
from assistant.export.table import NUMBER, Cell, Column, Marked, Notes, Table, Tone, Toned, lines, numbered
from assistant.export.workbook import write

TONES: Final[Mapping[SentenceClass, Tone]] = {
    "沿用": "good",
    "改写自": "changed",
    "依据上级": "new",
    "对应问题": "new",
    "用户给定": "plain",
    "待补": "bad",
}
HEADING: Final = "标题"
SAME: Final = "与来源相同"
UNUSED: Final = "未写入"
AS_LAST_YEAR: Final = "参照上年任务分解，请核对"

SENTENCES: Final = (
    Column("章节", 24),
    Column("条目", 12),
    Column("句子", 50),
    Column("类别", 11, is_centred=True),
    Column("来源性质", 13),
    Column("来源文件", 26),
    Column("来源条目", 13),
    Column("来源原文", 46),
    Column("与来源的差异", 46),
    Column("改动理由", 26),
)
SOURCES: Final = (
    Column("来源性质", 13),
    Column("来源文件", 26),
    Column("来源条目", 13),
    Column("来源原文", 52),
    Column("去向", 10, is_centred=True),
    Column("写在", 16),
    Column("计划条目", 26),
    Column("理由", 36),
    Column("删去的内容", 40),
)
TASKS: Final = (
    NUMBER,
    Column("重点任务", 26),
    Column("具体措施", 50),
    Column("牵头单位", 18),
    Column("责任单位", 24),
    Column("完成时限", 18),
    Column("依据", 50),
    Column("说明", 18),
)
FINDINGS: Final = (
    NUMBER,
    Column("检查项", 14),
    Column("位置", 14),
    Column("原文", 40),
    Column("问题", 50),
    Column("建议", 44),
)
ABOUT_SENTENCES: Final = (
    "“句子来源”每行一句，来源有几处的按①②列出；“与来源的差异”只对第一处来源，红色删除线是删去的字，蓝色下划线是增加的字。",
    "类别：沿用（除列出的改动外与来源相同）、改写自、依据上级、对应问题、用户给定、待补（缺少事实，请补上）。",
)
ABOUT_SOURCES: Final = ("“来源去向”列出计划用到的每一处来源各去了哪里；没有写入的，理由列说明原因。",)
ABOUT_TASKS: Final = (
    "“任务分解”的单位只取自文中写明的、单位职责表的和上年同一任务的，时限只取写明的；【待补】处请填写，标“参照上年”的请核对。",
)
_COUNTERS: Final = "①②③④⑤⑥⑦⑧⑨⑩"


def write_provenance(path: Path, draft: Draft, notes: Notes) -> None:
    """Write where a draft comes from.

    Args:
        path (Path): Ends in .xlsx.
        draft (Draft): Any.
        notes (Notes): For the sheet of notes, with the documents that the draft is written from.
    """
    tables = [
        Table("句子来源", SENTENCES, tuple(_sentences(draft)), ABOUT_SENTENCES, is_wide=True),
        Table("来源去向", SOURCES, tuple(_sources(draft)), ABOUT_SOURCES, is_wide=True),
        Table("任务分解", TASKS, tuple(map(_task, draft.tasks)), ABOUT_TASKS, is_wide=True),
        Table("检查结果", FINDINGS, numbered(map(_finding, draft.findings))),
    ]
    write(path, tables, notes)


# --- sentences --------------------------------------------------------------------------------------------------------


def _sentences(draft: Draft) -> Iterator[tuple[Cell, ...]]:
    for section in draft.sections:
        heading = section.label + section.heading.text
        if section.heading.text:
            yield _sentence(heading, HEADING, section.heading)
        for item in section.items:
            yield from (_sentence(heading, item.address, sentence) for sentence in item.sentences)


def _sentence(heading: str, address: str, sentence: Sentence) -> tuple[Cell, ...]:
    sources = sentence.sources
    return (
        heading,
        address,
        sentence.text,
        Toned(sentence.kind, TONES[sentence.kind]),
        _listed([SOURCE_NAMES[source.role] for source in sources]),
        _listed([source.document or source.file for source in sources]),
        _listed([source.address for source in sources]),
        _listed([source.quote for source in sources]),
        _difference(sentence),
        lines([*(f"{edit_shown(edit)}：{edit.reason}" for edit in sentence.edits), *worded_by(sentence)]),
    )


def _difference(sentence: Sentence) -> Cell:
    if pieces := difference_to_source(sentence):
        return Marked(pieces)
    return Toned(SAME, "faint") if sentence.sources else ""


def _listed(entries: Sequence[str]) -> str:
    """Entries of one cell, counted where there are several."""
    if len(entries) < 2:
        return lines(entries)
    counters = (*_COUNTERS, *(f"（{number}）" for number in range(len(_COUNTERS) + 1, len(entries) + 1)))
    return lines([f"{counter}{entry}" for counter, entry in zip(counters, entries, strict=False)])


# --- what became of the sources ---------------------------------------------------------------------------------------


def _sources(draft: Draft) -> Iterator[tuple[Cell, ...]]:
    """Sources by kind and in their documents' order, so that one can be checked off after the other."""
    written: dict[str, list[str]] = defaultdict(list)
    for item in draft.items():
        written[item.row].append(item.address)
    placed = [(source, row) for row in draft.plan.rows for source in row.sources]
    for source, row in sorted(placed, key=lambda each: _in_order(each[0])):
        yield _source(source, row, written.get(row.key) or _joined_to(row, draft))


def _joined_to(row: Row, draft: Draft) -> list[str]:
    """Where a row without items of its own stands: the items with sentences that rest on its sources."""
    if row.decision == "drop":
        return []
    return [item.address for item in draft.items() if item.row and any(_rests_on(s, row) for s in item.sentences)]


def _rests_on(sentence: Sentence, row: Row) -> bool:
    return any(_overlap(used, source) for used in sentence.sources for source in row.sources)


def _overlap(one: Source, other: Source) -> bool:
    same = (one.file, one.version) == (other.file, other.version)
    return same and one.start < other.end and other.start < one.end


def _in_order(source: Source) -> tuple[int, str, int, int]:
    roles: list[Role] = list(SOURCE_NAMES)
    return roles.index(source.role), source.file, source.start, source.end


def _source(source: Source, row: Row, addresses: Sequence[str]) -> tuple[Cell, ...]:
    dropped = [each for each in row.dropped if _is_of(each, source)]
    return (
        SOURCE_NAMES[source.role],
        source.document or source.file,
        source.address,
        source.quote,
        Toned(DECISION_NAMES[row.decision], DECISION_TONES[row.decision]),
        lines(addresses) or Toned(UNUSED, "faint"),
        row.title,
        row.reason,
        lines([f"“{each.source.quote}”：{each.reason}" for each in dropped]),
    )


def _is_of(dropped: Dropped, source: Source) -> bool:
    """Whether what was left out is a stretch of a source."""
    part = dropped.source
    same = (part.file, part.version, part.address) == (source.file, source.version, source.address)
    return same and source.start <= part.start and part.end <= source.end


# --- tasks and findings -----------------------------------------------------------------------------------------------


def _task(task: Task) -> tuple[Cell, ...]:
    return (
        task.number,
        task.task,
        task.measure,
        _given(task.lead),
        "、".join(task.responsible),
        _given(task.deadline),
        lines(list(readable_list(task.basis))),
        Toned(AS_LAST_YEAR, "changed") if task.from_last_year else "",
    )


def _given(text: str) -> Cell:
    return Toned(text, "bad") if text.startswith(BLANK) else text


def _finding(finding: Finding) -> tuple[Cell, ...]:
    return finding.check, finding.address, finding.quote, finding.message, finding.suggestion
