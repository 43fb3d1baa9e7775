"""A draft and its plan as a person reads them on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Final

from assistant.drafting.readable import named_sources, readable_list, shares, style_told
from assistant.drafting.records import BLANK, DECISION_NAMES, DECISIONS, Brief, Draft, Plan, Row, Source

GLANCE: Final = 60  # characters of a quote on the terminal; the files hold it whole


def draft_text(draft: Draft) -> list[str]:
    """What a person wants to know of a draft at once; the draft itself is read in Word.

    Args:
        draft (Draft): Any.

    Returns:
        list[str]: Title, decisions, classes, what is still to be done, which sources were not there.
    """
    sentences = sum(len(item.sentences) for item in draft.items())
    parts = "，".join(f"{kind} {share:.0%}" for kind, share in shares(draft).items() if share)
    lines = [
        draft.title,
        f"共 {sum(bool(s.heading.text) for s in draft.sections)} 章、{_written(draft)} 条、{sentences} 句",
        f"计划：{_counts(draft.plan)}",
        f"句子来源：{parts or '无'}",
        style_told(draft),
    ]
    if draft.tasks:
        blanks = sum(task.lead.startswith(BLANK) for task in draft.tasks)
        lines.append(f"任务分解：{len(draft.tasks)} 行，待补牵头单位 {blanks} 行")
    return [*lines, *_to_do(draft), *_missing(draft.plan)]


def sources_text(brief: Brief) -> list[str]:
    """What a draft is written from, on a terminal.

    Args:
        brief (Brief): Any.

    Returns:
        list[str]: The files of each kind, then the own unit's that are left out, with the reason.
    """
    used = named_sources(brief)
    lines = [f"  {name}：{'、'.join(reading.document.file for reading in found)}" for name, found in used if found]
    own = [(document, why) for document, why in brief.left_out if document.unit in (brief.unit, *brief.names)]
    return ["依据的文件：", *lines, *(f"  未用：{document.file}（{why}）" for document, why in own)]


def plan_text(plan: Plan) -> list[str]:
    """The table of decisions on a terminal.

    Args:
        plan (Plan): Any.

    Returns:
        list[str]: How many of each decision, then the rows under their sections, then what is not written.
    """
    rows = [row for row in plan.rows if row.decision != "drop"]
    lines = [f"{plan.unit}{plan.year}年{plan.kind}起草计划：{_counts(plan)}"]
    for target, group in groupby(rows, key=attrgetter("target")):
        lines += [target or "未定章节", *_rows_text(group)]
    if dropped := [row for row in plan.rows if row.decision == "drop"]:
        lines += [DECISION_NAMES["drop"], *_rows_text(dropped)]
    return [*lines, *_missing(plan)]


def _rows_text(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield f"  〔{DECISION_NAMES[row.decision]}〕{row.title}：{row.reason}"
        yield from (f"      {line}" for line in readable_list(map(_at_a_glance, row.sources)))


def _at_a_glance(source: Source) -> Source:
    words = " ".join(source.quote.split("\n"))
    return replace(source, quote=words if len(words) <= GLANCE else f"{words[:GLANCE]}……")


def _counts(plan: Plan) -> str:
    counts = Counter(row.decision for row in plan.rows)
    told = "，".join(f"{DECISION_NAMES[decision]} {counts[decision]} 项" for decision in DECISIONS if counts[decision])
    return told or "没有内容"


def _written(draft: Draft) -> int:
    return sum(len(section.items) for section in draft.sections if section.heading.text)


def _to_do(draft: Draft) -> Iterator[str]:
    """The findings as a list to work through, those of one check together."""
    if not draft.findings:
        yield "检查：没有发现问题"
        return
    yield f"待办（检查发现 {len(draft.findings)} 处）："
    for check, findings in groupby(sorted(draft.findings, key=attrgetter("check")), key=attrgetter("check")):
        yield f"  {check}"
        for finding in findings:
            place = f"{finding.address}　" if finding.address else ""
            suggestion = f"（{finding.suggestion}）" if finding.suggestion else ""
            yield f"    □ {place}{finding.message}{suggestion}"


def _missing(plan: Plan) -> Iterator[str]:
    if plan.missing:
        yield "缺少的资料："
        yield from (f"  {line}" for line in plan.missing)
