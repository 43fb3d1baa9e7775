"""What a user has written into the table of decisions -> the plan with these edits. Pure.

Rows are told by their key. What stands in a cell as it was written is no edit, so that a table which nobody has touched
gives back the plan itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.drafting.keys import OWN, key_of
from assistant.drafting.records import DECISION_NAMES, OPENING, Decision, Plan, Role, Row, Source
from ingest.errors import BadRequest
from ingest.labels import label_of

REMOVED: Final = "用户删去"
DECISION: Final = "决定"  # columns, as errors name them
KEY: Final = "编号"
TITLE: Final = "条目"
TARGET: Final = "章节"
REASON: Final = "理由"
# What a plan owes an answer to: only the user may set it aside, and must say why.
OWED: Final[Mapping[Role, str]] = {"superior": "上级要求", "problem": "总结指出的问题"}
_BY_NAME: Final[Mapping[str, Decision]] = {
    word: decision for decision, name in DECISION_NAMES.items() for word in (decision, name)
}
# What a cell of a sheet cannot hold, or a person cannot see: it may get lost on the way through Excel.
_UNSEEN: Final = re.compile(r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row as it stands in the user's table, every cell as text."""

    place: str  # 第3行
    key: str
    decision: str  # 沿用 or keep
    title: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The user's table."""

    file: str
    rows: tuple[EditedRow, ...]
    sections: tuple[str, ...] | None  # in the user's order; None where the file lists none

    def refusal(self, row: EditedRow, column: str, what: str) -> BadRequest:
        """The error that names a cell."""
        return BadRequest(f"{self.file} {row.place}“{column}”列：{what}")


def with_edits(plan: Plan, edited: Edited) -> Plan:
    """Apply the user's edits.

    Args:
        plan (Plan): Freshly worked out.
        edited (Edited): The user's table.

    Returns:
        Plan: Rows in the user's order; then those that the user has removed, as dropped by the user, so that their
            sources stay accounted for. Sections in the user's order, new ones behind.

    Raises:
        BadRequest: If a key, a decision or a section is not known, a key stands twice, a row lacks what it needs, or
            nothing is left to write.
    """
    fresh = {row.key: row for row in plan.rows}
    sections = _listed(plan.sections, edited.sections)
    known = {*plan.sections, *sections, OPENING}
    _check_keys(edited, fresh)
    rows = tuple(
        _changed(fresh[row.key], row, edited, known) if row.key in fresh else _added(row, edited, known)
        for row in edited.rows
    )
    _check_doubles(edited, rows)
    _check_any(edited, plan.rows, rows)
    kept = {row.key for row in rows}
    gone = (removed(row) for row in plan.rows if row.key not in kept)
    return replace(plan, sections=_sections(sections, rows), rows=(*rows, *gone))


def _listed(fresh: tuple[str, ...], listed: tuple[str, ...] | None) -> tuple[str, ...]:
    """The sections that the user lists; a section without a heading cannot be listed, and stays."""
    headings = [shown(each) for each in fresh if shown(each)]
    if listed is None or [*map(shown, listed)] == headings:
        return fresh
    return tuple(dict.fromkeys(_heading(each, headings) for each in listed))


def _heading(cell: str, known: Collection[str]) -> str:
    """A section as the plan names it, when the user has written it as it stands in Word: 五、深化党业融合."""
    words = _on_one_line(shown(cell))
    label = None if words in known else label_of(words)
    return words[label.length :] or words if label else words


def _sections(listed: tuple[str, ...], rows: Sequence[Row]) -> tuple[str, ...]:
    written = dict.fromkeys(row.target for row in rows if row.decision != "drop")
    return (*listed, *(target for target in written if target not in ("", OPENING, *listed)))


# --- one row ----------------------------------------------------------------------------------------------------------


def _changed(row: Row, cells: EditedRow, edited: Edited, known: Collection[str]) -> Row:
    decision = _decision(cells, edited)
    target = row.target if shown(cells.target) == shown(row.target) else _heading(cells.target, known)
    if decision == "drop" and target and target not in known:
        raise edited.refusal(cells, TARGET, f"没有“{target}”这一章节。请从列表中选择，或留空")
    changed = replace(
        row,
        decision=decision,
        title=row.title if shown(cells.title) == shown(row.title) else _on_one_line(shown(cells.title)),
        target="" if decision == "drop" and row.decision != "drop" else target,
        reason=row.reason if shown(cells.reason) == shown(row.reason) else shown(cells.reason),
    )
    if changed == row:
        return row
    _check_set_aside(row, changed, cells, edited)
    _check_written(changed, cells, edited, needs_place=bool(row.target) or row.decision == "drop")
    return replace(changed, by_user=True)


def _added(cells: EditedRow, edited: Edited, known: Collection[str]) -> Row:
    """A theme of the user's; its source is the row itself."""
    title, target, reason = _on_one_line(shown(cells.title)), _heading(cells.target, known), shown(cells.reason)
    if cells.decision and _decision(cells, edited) != "new":
        raise edited.refusal(cells, DECISION, f"没有编号的行是用户增加的，只能是“{DECISION_NAMES['new']}”")
    source = Source("fact", edited.file, 0, edited.file, None, cells.place, title, 0, len(title))
    row = Row(OWN + key_of(title, target), "new", title, target, reason or "用户增加", (source,), by_user=True)
    _check_written(row, cells, edited, needs_place=True)
    return row


def removed(row: Row) -> Row:
    """A row that the user has removed, wherever: its sources stay accounted for."""
    return replace(row, decision="drop", target="", reason=REMOVED, by_user=True)


def _decision(cells: EditedRow, edited: Edited) -> Decision:
    found = _BY_NAME.get(shown(cells.decision))
    if found is None:
        raise edited.refusal(
            cells, DECISION, f"不认识“{cells.decision}”。可用的决定：{'、'.join(DECISION_NAMES.values())}"
        )
    return found


def _on_one_line(text: str) -> str:
    """What becomes a lead or a heading cannot hold the line feeds of a cell."""
    return "".join(line.strip() for line in text.split("\n"))


def shown(text: str) -> str:
    """A text as a person sees it in a cell: two that differ in nothing else are the same.

    Args:
        text (str): Any.

    Returns:
        str: Without white space around it and without control characters.
    """
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "｜")).strip()


# --- what makes no sense ----------------------------------------------------------------------------------------------


def _check_written(row: Row, cells: EditedRow, edited: Edited, *, needs_place: bool) -> None:
    """What is to be written has words and a place; what stood under no heading may stay there."""
    if row.decision == "drop":
        return
    for column, text, is_needed in ((TITLE, row.title, True), (TARGET, row.target, needs_place)):
        if is_needed and not text:
            raise edited.refusal(cells, column, f"“{DECISION_NAMES[row.decision]}”的行不能为空。请补上")
    if row.target == OPENING:
        raise edited.refusal(cells, TARGET, f"“{OPENING}”里不能写条目。请换一个章节")


def _check_set_aside(row: Row, changed: Row, cells: EditedRow, edited: Edited) -> None:
    """What is owed an answer is not set aside without a reason of the user's."""
    owed = [name for role, name in OWED.items() if any(source.role == role for source in row.sources)]
    if owed and changed.decision == "drop" and row.decision != "drop" and changed.reason in ("", row.reason):
        what = "和".join(owed)
        raise edited.refusal(cells, REASON, f"“{row.title}”回应{what}，不再列入要说明为什么。请写明理由")


def _check_any(edited: Edited, fresh: Sequence[Row], rows: Sequence[Row]) -> None:
    """A user who leaves nothing to write has lost the rows of the table."""
    if any(row.decision != "drop" for row in fresh) and all(row.decision == "drop" for row in rows):
        raise BadRequest(f"计划里没有要写的条目：{edited.file}。请至少保留一行，决定不选“{DECISION_NAMES['drop']}”")


def _check_keys(edited: Edited, fresh: Collection[str]) -> None:
    for row in edited.rows:
        if row.key and row.key not in fresh and not row.key.startswith(OWN):
            raise edited.refusal(row, KEY, f"计划里没有“{row.key}”。新增的行请把编号留空，其他行的编号请不要改动")


def _check_doubles(edited: Edited, rows: Sequence[Row]) -> None:
    seen: set[str] = set()
    for cells, row in zip(edited.rows, rows, strict=True):
        if row.key in seen:
            raise edited.refusal(cells, KEY, f"与前面的行重复（{row.title}）。请删去其中一行，新增的行请把编号留空")
        seen.add(row.key)
