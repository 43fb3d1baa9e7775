"""The loop of a year as programs and as people read it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.exhaustive.scope import examined
from assistant.matrix.parts import Quoted
from assistant.matrix.rows import FLAGS, Difference, Matrix, Row
from ingest.records import Document


def as_json(matrix: Matrix) -> dict[str, Any]:
    """The matrix as programs see it.

    Args:
        matrix (Matrix): Any.

    Returns:
        dict[str, Any]: {"year", "examined": {"documents", "files"}, "assumed", "apart", "missing", "rows"}; "assumed"
            are files whose unit is not known, "apart" those that were held against nothing.
    """
    return {
        "year": matrix.year,
        "examined": {"documents": len(matrix.documents), "files": [document.file for document in matrix.documents]},
        "assumed": [document.file for document in matrix.assumed],
        "apart": [document.file for document in matrix.apart],
        "missing": list(matrix.missing),
        "rows": [_row(row) for row in matrix.rows],
    }


def as_text(matrix: Matrix) -> Iterator[str]:
    """The matrix line by line.

    Args:
        matrix (Matrix): Any.

    Yields:
        str: How much of how many and what each flag comes to, then the items with what answers them.
    """
    items = sum(row.item is not None for row in matrix.rows)
    yield f"{matrix.year}年，要点共 {items} 条，检查了 {examined(matrix.documents)}"
    if matrix.assumed:
        yield f"单位未写明，按同一单位对照：{_titles(matrix.assumed)}"
    if matrix.apart:
        yield f"与要点不是同一单位或单位未写明，没有对照（可以更正文件的单位后再对照）：{_titles(matrix.apart)}"
    for side in matrix.missing:
        yield f"没有可以对照的{side}，不作判断"
    counts = Counter(flag for row in matrix.rows for flag in row.flags)
    if counts:
        yield "，".join(f"{flag} {counts[flag]} 条" for flag in FLAGS if counts[flag])
    for row in matrix.rows:
        yield from _lines(row)


def _titles(documents: Sequence[Document]) -> str:
    return "、".join(f"《{document.title}》" for document in documents)


def _lines(row: Row) -> Iterator[str]:
    flags = f"　〔{'、'.join(row.flags)}〕" if row.flags else ""
    yield f"{row.item.item.address}　{row.item.item.title}{flags}" if row.item else f"要点以外{flags}"
    if row.breakdown:
        yield f"    分解：{'、'.join(each.item.address for each in row.breakdown)}"
    for each in row.done:
        yield f"    {'问题' if each.item.tense == 'problem' else '落实'}：{each.quote}　{place_of(each)}"
    for each in row.unrecorded:
        yield f"    没有记录：{each.quote}"
    for difference in row.differences:
        yield f"    {difference_line(difference)}　{place_of(difference.found)}"


def difference_line(difference: Difference) -> str:
    """未达到：数量，要求“15个”，实际“13个”; what a report says outright has no other side."""
    asked = f"要求“{difference.asked_value}”，" if difference.asked_value else ""
    found = "任务分解" if difference.flag == "与要点不一致" else "实际"
    return f"{difference.flag}：{difference.field}，{asked}{found}“{difference.found_value}”"


def place_of(quoted: Quoted) -> str:
    """《云岭集团2024年党建工作总结》一/（五）."""
    return f"《{quoted.document.title}》{quoted.item.address}"


def _row(row: Row) -> dict[str, Any]:
    return {
        "item": row.item and {**_place(row.item), "text": row.item.quote},
        "breakdown": [{**_place(each), "quote": each.quote} for each in row.breakdown],
        "done": [{**_place(each), "quote": each.quote, "tense": each.item.tense} for each in row.done],
        "unrecorded": [{**_place(each), "quote": each.quote} for each in row.unrecorded],
        "differences": [_difference(each) for each in row.differences],
        "flags": list(row.flags),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "flag": difference.flag,
        "field": difference.field,
        "asked": {**_place(difference.asked), "value": difference.asked_value},
        "found": {**_place(difference.found), "value": difference.found_value},
    }


def _place(quoted: Quoted) -> dict[str, str]:
    return {"file": quoted.document.file, "address": quoted.item.address}
