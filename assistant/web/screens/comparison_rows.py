"""A comparison of two documents, and a coverage, as lists of two sides. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from assistant.compare import Comparison, Covering, Row, Unit
from assistant.compare.records import STATE_NAMES, STATUSES, Operation, Status
from assistant.compare.showing import change_line
from assistant.web.screens.comparison_parts import Choice, marked, place_html, result_head
from ingest.records import Document

CODES: Final[Mapping[Status, str]] = {"延续": "kept", "改写": "changed", "新增": "added", "取消": "dropped"}

Both = tuple[Document, Document]


def rows_html(root: str, found: Comparison, both: Both) -> str:
    """A comparison: each row with its class, what changed, and the two texts.

    Args:
        root (str): Where a reverse proxy shows the page, such as /yaodian.
        found (Comparison): As `assistant.compare.compare` returns it.
        both (Both): The older document and the newer one.

    Returns:
        str: HTML.
    """
    if not found.rows:
        return '<p class="notice">这两份文件里没有可以对照的条目。请另选文件。</p>'
    counts = {status: found.count(status) for status in STATUSES}
    choices = [Choice("", "全部", sum(counts.values()))]
    choices += [Choice(CODES[status], status, counts[status]) for status in STATUSES]
    said = f"《{escape(both[0].title)}》与《{escape(both[1].title)}》，共 {sum(counts.values())} 处"
    rows = "".join(_row(row, parts, both) for row, parts in _with_parts(found))
    return (
        result_head(root, "rows", said, _query(both), choices)
        + _heads("旧", "新", both)
        + f'<ol class="rows">{rows}</ol>'
    )


def _with_parts(found: Comparison) -> Iterator[tuple[Row, Sequence[Row]]]:
    """Each row with the parts that follow it."""
    wholes = [place for place, row in enumerate(found.rows) if not row.part]
    for place, following in zip(wholes, [*wholes[1:], len(found.rows)], strict=True):
        yield found.rows[place], found.rows[place + 1 : following]


def _row(row: Row, parts: Sequence[Row], both: Both) -> str:
    clauses = "".join(f'<li class="part {CODES[part.status]}">{_body(part, both)}</li>' for part in parts)
    inside = f"<details><summary>分句对照 {len(parts)} 处</summary><ol>{clauses}</ol></details>" if parts else ""
    return f'<li class="row {CODES[row.status]}">{_body(row, both)}{inside}</li>'


def _body(row: Row, both: Both) -> str:
    tags = "".join(f'<span class="tag">{relation}</span>' for relation in row.relations)
    changes = "".join(f'<span class="change">{escape(change_line(change))}</span>' for change in row.changes)
    return (
        f'<div class="told"><span class="tag class">{row.status}</span>{tags}{changes}</div>'
        f"{_side('old', '旧', row.old, row, both[0])}{_side('new', '新', row.new, row, both[1])}"
    )


def _side(name: str, words: str, unit: Unit | None, row: Row, document: Document) -> str:
    if unit is None:
        return f'<div class="side {name} none" data-side="{words}"><p>{words}文没有</p></div>'
    others: Operation = "insert" if name == "old" else "delete"
    pieces = tuple(piece for piece in row.difference if piece[0] != others)
    text = marked(pieces) if row.old and row.new and pieces else escape(unit.text)
    place = place_html(document.version, unit, f"{words}文")
    return f'<div class="side {name}" data-side="{words}">{place}<p>{text}</p></div>'


def coverage_html(root: str, found: Sequence[Covering], both: Both) -> str:
    """A coverage: each requirement of the superior with its state, and what answers it.

    Args:
        root (str): Where a reverse proxy shows the page, such as /yaodian.
        found (Sequence[Covering]): As `assistant.compare.coverage` returns it.
        both (Both): The superior's document and the own one.

    Returns:
        str: HTML.
    """
    if not found:
        return '<p class="notice">所选的上级文件里没有读到要求。请另选一份上级文件。</p>'
    counts = Counter(each.state for each in found)
    choices = [Choice("", "全部", len(found))]
    choices += [Choice(state, words, counts[state]) for state, words in STATE_NAMES.items()]
    said = f"《{escape(both[0].title)}》的 {len(found)} 条要求在《{escape(both[1].title)}》中的落点"
    rows = "".join(_covering(each, both) for each in found)
    return (
        result_head(root, "coverage", said, _query(both), choices)
        + _heads("上级", "本单位", both)
        + f'<ol class="rows">{rows}</ol>'
    )


def _covering(each: Covering, both: Both) -> str:
    reason = f'<span class="change">{escape(each.reason)}</span>' if each.reason else ""
    asked = f"{place_html(both[0].version, each.requirement, '上级文件')}<p>{escape(each.requirement.text)}</p>"
    items = "".join(
        f"{place_html(both[1].version, unit, '本单位文件')}<p>{escape(unit.text)}</p>" for unit in each.items
    )
    side = (
        f'<div class="side new" data-side="本单位">{items}</div>'
        if items
        else '<div class="side new none" data-side="本单位"><p>没有相应条目</p></div>'
    )
    return (
        f'<li class="row {each.state}"><div class="told"><span class="tag class">{STATE_NAMES[each.state]}</span>'
        f'{reason}</div><div class="side old" data-side="上级">{asked}</div>{side}</li>'
    )


def _heads(first: str, second: str, both: Both) -> str:
    titles = zip((first, second), both, strict=True)
    return '<div class="heads">' + "".join(f"<p>{n}：{escape(d.title)}</p>" for n, d in titles) + "</div>"


def _query(both: Both) -> dict[str, str]:
    return {"old": str(both[0].id), "new": str(both[1].id)}
