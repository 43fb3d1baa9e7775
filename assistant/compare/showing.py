"""A comparison and a coverage as programs and as people read them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from assistant.compare.records import FIELD_NAMES, STATE_NAMES, STATUSES, Comparison, Covering, FieldChange, Row, Unit
from assistant.naming import stated
from ingest.records import Document

SHOWN_CHARS: Final = 160  # of a text in a terminal


def comparison_json(comparison: Comparison, old: Document, new: Document) -> dict[str, Any]:
    """The contract of `yaodian compare --json` (DESIGN.md), with relations and the difference in characters.

    Args:
        comparison (Comparison): Any.
        old (Document): The older document.
        new (Document): The newer one.

    Returns:
        dict[str, Any]: {"old", "new", "counts", "rows"}.
    """
    return {
        "old": old.file,
        "new": new.file,
        "counts": {status: comparison.count(status) for status in STATUSES},
        "rows": [_row_json(row, old.file, new.file) for row in comparison.rows],
    }


def comparison_text(comparison: Comparison, old: Document, new: Document) -> Iterator[str]:
    """A comparison line by line.

    Rows that are parts of the one above are left to the Excel file, unless they tell of a change that came with a
    clause from elsewhere.

    Args:
        comparison (Comparison): Any.
        old (Document): The older document.
        new (Document): The newer one.

    Yields:
        str: The counts, then the rows with their changes.
    """
    counts = "、".join(f"{status} {comparison.count(status)}" for status in STATUSES)
    yield f"《{old.title}》与《{new.title}》：{counts}"
    for row in (row for row in comparison.rows if not row.part or _became_another(row)):
        relations = f"（{'、'.join(row.relations)}）" if row.relations else ""
        yield f"【{row.status}】{relations}"
        for name, unit in (("旧", row.old), ("新", row.new)):
            if unit:
                yield f"  {name} {unit.address}　{_short(unit.text)}"
        yield from (f"  · {change_line(change)}" for change in row.changes)


def _became_another(row: Row) -> bool:
    """Whether a clause from elsewhere has another value now."""
    return bool(row.relations) and any(change.old and change.new for change in row.changes)


def change_line(change: FieldChange) -> str:
    """频次：每半年 → 每年; a side that states no value says so."""
    return f"{FIELD_NAMES[change.field]}：{stated(change.old)} → {stated(change.new)}"


def coverage_json(coverings: Sequence[Covering], superior: Document, own: Document) -> dict[str, Any]:
    """The contract of `yaodian compare --coverage --json` (DESIGN.md), with the reason of what is only partly covered.

    Args:
        coverings (Sequence[Covering]): Any.
        superior (Document): The superior's document.
        own (Document): One's own.

    Returns:
        dict[str, Any]: {"superior", "own", "counts", "rows"}.
    """
    counts = Counter(covering.state for covering in coverings)
    return {
        "superior": superior.file,
        "own": own.file,
        "counts": {state: counts[state] for state in STATE_NAMES},
        "rows": [
            {
                "requirement": _quoted(covering.requirement, superior.file),
                "state": covering.state,
                "reason": covering.reason,
                "items": [_quoted(unit, own.file) for unit in covering.items],
            }
            for covering in coverings
        ],
    }


def coverage_text(coverings: Sequence[Covering], superior: Document, own: Document) -> Iterator[str]:
    """A coverage line by line."""
    counts = Counter(covering.state for covering in coverings)
    told = "、".join(f"{STATE_NAMES[state]} {counts[state]}" for state in STATE_NAMES)
    yield f"《{superior.title}》的要求在《{own.title}》中：共 {len(coverings)} 条，{told}"
    for covering in coverings:
        asked, reason = covering.requirement, f"（{covering.reason}）" if covering.reason else ""
        yield f"【{STATE_NAMES[covering.state]}】{reason}{asked.address}　{_short(asked.text)}"
        yield from (f"    → {unit.address}　{_short(unit.text)}" for unit in covering.items)


def _row_json(row: Row, old: str, new: str) -> dict[str, Any]:
    return {
        "class": row.status,
        "old": row.old and {"file": old, "address": row.old.address, "text": row.old.text},
        "new": row.new and {"file": new, "address": row.new.address, "text": row.new.text},
        "changes": [{"field": c.field, "old": c.old, "new": c.new} for c in row.changes],
        "relations": list(row.relations),
        "difference": [list(piece) for piece in row.difference],
        "part": row.part,
    }


def _quoted(unit: Unit, file: str) -> dict[str, Any]:
    return {"file": file, "address": unit.address, "quote": unit.text}


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN_CHARS else f"{flat[:SHOWN_CHARS]}…"
