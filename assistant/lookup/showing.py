"""A register as programs and as people read it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from assistant.citing import Evidence
from assistant.exhaustive.scope import examined
from assistant.lookup.grouping import Conflict
from assistant.lookup.register import Extent, Register, Row
from assistant.naming import STRENGTH_NAMES, TENSE_NAMES
from ingest.records import Document, Placed, Requirement

# What a reader must know where no conflict is told; "" where all was compared.
UNCOMPARED: Final[Mapping[Extent, str]] = {
    "all": "",
    "listed": "资料库的条数太多，只在列出的要求之间作了比较，没有与其余文件逐条比较",
    "none": "条数太多，没有逐条比较。请用年份、文件等条件缩小范围",
}


def as_json(register: Register) -> dict[str, Any]:
    """The contract of `yaodian requirements --json` (DESIGN.md), with groups and conflicts."""
    return {
        "examined": {"documents": len(register.documents)},
        "rows": [_row(row) for row in register.rows],
        "compared": register.compared == "all",
        "conflicts": [_conflict(conflict) for conflict in register.conflicts],
        "exceeding": [_conflict(conflict) for conflict in register.exceeding],
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
    if register.exceeding:
        yield f"\n有 {len(register.exceeding)} 处严于上级："
        yield from (f"· {exceeding_line(conflict)}" for conflict in register.exceeding)
    if note := UNCOMPARED[register.compared]:
        yield f"\n注意：{note}。"


def summary(register: Register) -> str:
    """共 N 条，检查了 M 份文件."""
    return f"共 {len(register.rows)} 条，检查了 {examined(register.documents)}"


def conflict_line(conflict: Conflict) -> str:
    """One disagreement in a sentence."""
    stricter = f"{name_of(conflict.stricter.document)}更严"
    return f"{conflict.matter}不一致：{_sides(conflict)}，{stricter}{_quotes(conflict)}"


def exceeding_line(conflict: Conflict) -> str:
    """What a unit does beyond what its superior asks for, in a sentence."""
    return f"{conflict.matter}严于上级：{_sides(conflict)}{_quotes(conflict)}"


def _sides(conflict: Conflict) -> str:
    return f"{place_of(conflict.one)}“{conflict.one_says}”，{place_of(conflict.other)}“{conflict.other_says}”"


def _quotes(conflict: Conflict) -> str:
    return f"（{conflict.one.what.quote}／{conflict.other.what.quote}）"


def evidence_of(placed: Placed[Requirement]) -> Evidence:
    """The quote of a requirement; of a table the whole row, which names its units and its date."""
    place = placed.item if placed.item.cells else placed.what
    return Evidence(placed.document, placed.item, place.start, place.end)


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
