"""A year's loop as a list of three sides: the plan's item, its breakdown, what the reports tell. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Final

from assistant.exhaustive.scope import examined
from assistant.matrix.parts import Quoted
from assistant.matrix.rows import FLAGS, Matrix, Row
from assistant.matrix.showing import difference_line
from assistant.web.screens.comparison_choice import form, planned_years, select
from assistant.web.screens.comparison_parts import Choice, opening, result_head
from ingest.records import Document

FLAGGED: Final = "flagged"
CODES: Final = {flag: f"flag-{number}" for number, flag in enumerate(FLAGS)}


def matrix_form(documents: Sequence[Document]) -> str:
    """The year and the unit to choose; nothing where no year has a plan."""
    units = sorted({document.unit for document in documents if document.unit})
    years = [(str(value), label) for label, value in planned_years(documents)]
    if not years:
        return ""
    return form(
        "matrix",
        select("年份", "year", years, years[0][0])
        + select("单位", "unit", [("", "全部"), *((unit, unit) for unit in units)], ""),
    )


def matrix_html(root: str, found: Matrix, unit: str) -> str:
    """The loop of a year.

    Args:
        root (str): Where a reverse proxy shows the page, such as /yaodian.
        found (Matrix): As `assistant.matrix.loop.matrix_of` returns it.
        unit (str): That it was narrowed to; "" is none.

    Returns:
        str: HTML.
    """
    counts = Counter(flag for row in found.rows for flag in row.flags)
    choices = [Choice("", "全部", len(found.rows)), Choice(FLAGGED, "有标记", sum(bool(r.flags) for r in found.rows))]
    choices += [Choice(CODES[flag], flag, counts[flag]) for flag in FLAGS if counts[flag]]
    items = sum(row.item is not None for row in found.rows)
    said = f"{found.year}年，要点共 {items} 条，检查了 {examined(found.documents)}"
    heads = "".join(f"<p>{name}</p>" for name in ("要点条目", "任务分解", "落实情况"))
    return (
        result_head(root, "matrix", said, {"year": str(found.year), "unit": unit}, choices)
        + _remarks(found)
        + f'<div class="heads">{heads}</div><ol class="rows three">{"".join(map(_row, found.rows))}</ol>'
    )


def _remarks(found: Matrix) -> str:
    lines = [f"没有可以对照的{side}，不作判断。" for side in found.missing]
    if found.assumed:
        lines.append(f"单位未写明，按同一单位对照：{_titles(found.assumed)}。")
    if found.apart:
        lines.append(f"与要点不是同一单位或单位未写明，没有对照：{_titles(found.apart)}。单位可在文档库更正。")
    return "".join(f'<p class="hint">{escape(line)}</p>' for line in lines)


def _titles(documents: Sequence[Document]) -> str:
    return "、".join(f"《{document.title}》" for document in documents)


def _row(row: Row) -> str:
    codes = " ".join((FLAGGED, *(CODES[flag] for flag in row.flags))) if row.flags else "kept"
    tags = "".join(f'<span class="tag class">{flag}</span>' for flag in row.flags)
    lines = "".join(f'<span class="change">{escape(difference_line(each))}</span>' for each in row.differences)
    told = f'<div class="told">{tags}{lines}</div>' if tags or lines else ""
    return (
        f'<li class="row {codes}">{told}{_side("要点", [row.item] if row.item else [], "要点里没有")}'
        f"{_side('分解', row.breakdown, '没有分解')}"
        f"{_side('落实', row.done, '没有记录', _unrecorded(row.unrecorded))}</li>"
    )


def _side(name: str, stretches: Sequence[Quoted], nothing: str, more: str = "") -> str:
    if not stretches:
        return f'<div class="side none" data-side="{name}"><p>{nothing}</p></div>'
    return f'<div class="side" data-side="{name}">{"".join(map(_stretch, stretches))}{more}</div>'


def _stretch(each: Quoted) -> str:
    place = f"《{each.document.title}》{each.item.address}"
    problem = '<span class="tag tag-problem">问题</span>' if each.item.tense == "problem" else ""
    button = opening(each.document.version, each.start, each.end, each.item.address, f"{place}，打开原文")
    return f"{button}{problem}<p>{escape(each.quote)}</p>"


def _unrecorded(stretches: Sequence[Quoted]) -> str:
    if not stretches:
        return ""
    lines = "".join(f"<li>{escape(each.quote)}</li>" for each in stretches)
    return f'<div class="unrecorded"><p>没有落实记录的内容：</p><ul>{lines}</ul></div>'
