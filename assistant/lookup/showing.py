"""A register as programs and as people read it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.exhaustive.scope import examined
from assistant.lookup.grouping import Conflict
from assistant.lookup.register import Register, Row
from assistant.naming import STRENGTH_NAMES, TENSE_NAMES
from ingest.records import Document, Placed, Requirement


def as_json(register: Register) -> dict[str, Any]:
    """The contract of `yaodian requirements --json` (DESIGN.md), with groups and conflicts."""
    return {
        "examined": {"documents": len(register.documents)},
        "rows": [_row(row) for row in register.rows],
        "conflicts": [_conflict(conflict) for conflict in register.conflicts],
    }


def as_text(register: Register) -> Iterator[str]:
    """Line by line: how many of how many, each requirement with its place, and what contradicts."""
    yield summary(register)
    number = 0
    for row in register.rows:
        again = row.group == number
        number = row.group
        yield f"{'　　同' if again else f'{number:>4}.'} {_line(row.placed)}"
        yield from (f"      注意：{note}" for note in row.notes)
    if register.conflicts:
        yield f"\n有 {len(register.conflicts)} 处不一致："
        yield from (f"· {conflict_line(conflict)}" for conflict in register.conflicts)


def summary(register: Register) -> str:
    """共 N 条，检查了 M 份文件."""
    return f"共 {len(register.rows)} 条，检查了 {examined(register.documents)}"


def conflict_line(conflict: Conflict) -> str:
    """One disagreement in a sentence."""
    one, other = conflict.one, conflict.other
    return (
        f"{conflict.matter}不一致：{place_of(one)}“{conflict.one_says}”，{place_of(other)}“{conflict.other_says}”"
        f"，{name_of(conflict.stricter.document)}更严（{one.what.quote}／{other.what.quote}）"
    )


def place_of(placed: Placed[Requirement]) -> str:
    """《标题》四/14."""
    return f"{name_of(placed.document)}{placed.item.address}"


def name_of(document: Document) -> str:
    """A document as a sentence calls it."""
    return f"《{document.title}》"


def _line(placed: Placed[Requirement]) -> str:
    what = placed.what
    who = (
        f"{what.subject}{'（承前）' if what.subject_inherited and not placed.item.cells else ''}："
        if what.subject
        else ""
    )
    told = [
        ("配合", "、".join(what.responsible)),
        ("频次", what.frequency),
        ("数量", what.quantity),
        ("时限", what.deadline),
        ("依据", "、".join(f"《{name}》" for name in what.cited)),
    ]
    fields = "".join(f"　{name} {value}" for name, value in told if value)
    kind = STRENGTH_NAMES[what.strength] + ("" if what.tense == "plan" else f"，{TENSE_NAMES[what.tense]}")
    return f"{who}{what.quote}\n      〔{kind}〕{fields}　{place_of(placed)}"


def _row(row: Row) -> dict[str, Any]:
    placed = row.placed
    what = placed.what
    fields = (
        "subject", "subject_inherited", "responsible", "action", "object", "frequency", "frequency_normalised",
        "quantity", "quantity_normalised", "deadline", "deadline_normalised", "cited", "modality", "strength", "tense",
        "quote",
    )  # fmt: skip
    return {
        "file": placed.document.file,
        "document": placed.document.title,
        "year": placed.document.year,
        "address": placed.item.address,
        **{name: getattr(what, name) for name in fields},
        "start": what.start,
        "end": what.end,
        "group": row.group,
        "conflicts": [conflict.matter for conflict in row.conflicts],
        "notes": list(row.notes),
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    sides = [
        {"file": side.document.file, "address": side.item.address, "quote": side.what.quote, "says": says}
        for side, says in ((conflict.one, conflict.one_says), (conflict.other, conflict.other_says))
    ]
    return {"matter": conflict.matter, "stricter": conflict.stricter.document.file, "sides": sides}
