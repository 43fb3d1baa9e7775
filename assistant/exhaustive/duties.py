"""Answers from the requirement register: lists of what must be done, and where documents contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.citations.register import Register as Citations
from assistant.composing import Findings, Paragraph, dated
from assistant.exhaustive.duties_question import DutiesQuestion, duties_question, units_in, without
from assistant.exhaustive.scope import examined, narrowed
from assistant.lookup import Query, citations, look_up, notes_on, rows_of
from assistant.lookup.grouping import Conflict
from assistant.lookup.query import matching
from assistant.lookup.showing import UNCOMPARED, evidence_of
from assistant.question import Asked
from ingest.citations.names import same_document
from ingest.home import Home
from ingest.obligations.values import dues, per_year
from ingest.records import Document, Filters, Placed, Requirement, VersionId

LISTED: Final = 60  # quotes that an answer shows; more of them nobody reads in a chat
_PERIOD_NAMES: Final = {1: ("每年", "年度"), 2: ("半年",), 4: ("季",), 12: ("月",), 52: ("周",)}
_MAKES: Final = re.compile(r"制定|修订|印发|出台|编制|建立|健全|完善")
# Words of such a question that say nothing of its matter.
_FILLERS: Final = re.compile(
    r"请问|我们|咱们|本单位|本年度?|今年|去年|明年|(?:19|20)\d\d年度?|要点|意见|总结|计划|任务分解表?|分解表?|办法|文件|"
    r"哪些|哪几|什么|多少|几|列出|列举|列一下|全部|所有|分别|牵头|主办|负责|承担|配合|责任|参与|完成|需要|应当|要求|要做|要|得|应|"
    r"必须|[办做干]完|[办做干]好|做|干|工作|任务|职责|事项|事情|事|分工|方面|地方|关于|在|由|的|了|吗|呢|有|是|都|和|与|或者?|项|件|条|之?前|底|份|末|把|"
    r"开展|安排|规定|里|中|时候|一下|各部门|部门|单位"
)


def about_duties(home: Home, asked: Asked, documents: Sequence[Document], filters: Filters) -> Findings | None:
    """Answer a question for a list of requirements, exhaustively.

    Args:
        home (Home): The opened home.
        asked (Asked): The question, taken apart.
        documents (Sequence[Document]): Those that may be searched.
        filters (Filters): What to search in, and who asks.

    Returns:
        Findings | None: None where the question asks for something else, or where nothing in the register meets it.
    """
    question = duties_question(asked.text)
    if question is None:
        return None
    chosen = narrowed(asked, documents)
    if question.disagreements:
        return _disagreements(home, filters, documents, chosen, question)
    ids = {document.id for document in chosen}
    rows = [p for p in rows_of(home.library, filters) if p.document.id in ids and p.what.tense == "plan"]
    named = {unit for row in rows for unit in (row.what.subject, *row.what.responsible)}
    units = units_in(asked.text, named) if question.asks_units else ()
    if not units and not question.is_narrowed:
        return None
    met = [row for row in rows if _meets(row, question, units, next(iter(asked.years), None))]
    matter = _matter(without(question.rest, units), chosen)
    found = matching(met, Query(matter), home.library.profile().abbreviations)
    return _listed(found, chosen, citations(home.library, filters.reader)) if found else None


def _matter(words: str, documents: Sequence[Document]) -> str:
    """What the question is about beside its criteria, without names of documents."""
    for document in documents:
        for name in filter(None, (document.title, document.unit)):
            words = words.replace(name, " ")
    return " ".join(re.sub(r"[？?，。、：“”]", " ", _FILLERS.sub(" ", words)).split())


def _meets(placed: Placed[Requirement], question: DutiesQuestion, units: Sequence[str], year: int | None) -> bool:
    what = placed.what
    if units and not _concerns(what, units, leads_only=question.leads_only):
        return False
    if question.cites and not any(same_document(name, question.cites) for name in what.cited):
        return False
    if question.per_year and not _recurs(what, question.per_year):
        return False
    if question.makes and what.strength != "deliverable" and not _MAKES.search(what.action):
        return False
    return question.months is None or _due_in(what, question.months, year or placed.document.year)


def _concerns(what: Requirement, units: Sequence[str], *, leads_only: bool) -> bool:
    named = (what.subject,) if leads_only else (what.subject, *what.responsible)
    return any(unit in each for unit in units for each in named)


def _recurs(what: Requirement, times: int) -> bool:
    """Whether the text itself names that period: 每月 is no 每年 twelve times over."""
    stated = per_year(what.frequency_normalised)
    return stated is not None and stated.number >= times and any(p in what.frequency for p in _PERIOD_NAMES[times])


def _due_in(what: Requirement, months: tuple[int, int], year: int | None) -> bool:
    first, last = months
    return year is not None and any(
        due.last.year == year and first <= due.last.month <= last for due in dues(what.deadline_normalised, year)
    )


# --- saying -----------------------------------------------------------------------------------------------------------


def _listed(rows: Sequence[Placed[Requirement]], chosen: Sequence[Document], cited: Citations) -> Findings:
    places = list({evidence_of(row): row for row in rows}.values())  # a table row may hold several
    lead = f"共 {len(places)} 条，检查了 {examined(chosen)}的全部要求："
    more = f"另有 {len(places) - LISTED} 条没有列出，全部的可以用“要求查询”查看并导出。"
    rest = (Paragraph(more),) if len(places) > LISTED else ()
    return Findings("answered", (Paragraph(lead), *_by_document(places[:LISTED], cited), *rest))


def _by_document(rows: Sequence[Placed[Requirement]], cited: Citations) -> Iterator[Paragraph]:
    grouped: dict[VersionId, list[Placed[Requirement]]] = {}
    for row in sorted(rows, key=lambda row: (row.document.year or 0, row.document.id, row.what.start)):
        grouped.setdefault(row.document.version, []).append(row)
    for group in grouped.values():
        notes = dict.fromkeys(note for row in group for note in notes_on(row, cited))
        evidence = tuple(evidence_of(row) for row in group)
        yield Paragraph(f"{dated(group[0].document)}：", evidence, tuple(f"注意：{note}" for note in notes))


def _disagreements(
    home: Home, filters: Filters, documents: Sequence[Document], chosen: Sequence[Document], question: DutiesQuestion
) -> Findings:
    """What the chosen documents say against one another; only they are read where others are there, too."""
    files = tuple(sorted({document.file for document in chosen})) if len(chosen) < len(documents) else filters.files
    register = look_up(home.library, Query(filters=replace(filters, files=files)), home.embedding)
    ids, known = {document.id for document in chosen}, home.library.profile().abbreviations
    among = [c for c in register.conflicts if {c.one.document.id, c.other.document.id} <= ids]
    about = _matter(question.rest, chosen)
    conflicts = [
        conflict
        for conflict in among
        if (not question.matters or conflict.matter in question.matters)
        and matching([conflict.one, conflict.other], Query(about), known)
    ]
    if register.compared == "none":
        return Findings("not_found", (Paragraph(f"没有找到：{examined(chosen)}的要求{UNCOMPARED['none']}。"),))
    if among and not conflicts:
        says = f"没有找到这方面的不一致：检查了 {examined(chosen)}的全部要求，其他方面有 {len(among)} 处不一致。"
        return Findings("not_found", (Paragraph(says),))
    if not conflicts:
        says = f"没有找到：检查了 {examined(chosen)}的全部要求，没有发现互相矛盾的频次、数量或时限。"
        return Findings("not_found", (Paragraph(says),))
    lead = Paragraph(f"检查了 {examined(chosen)}的全部要求，有 {len(conflicts)} 处不一致：")
    return Findings("answered", (lead, *(_conflict(n, c) for n, c in enumerate(conflicts[:LISTED], 1))))


def _conflict(number: int, conflict: Conflict) -> Paragraph:
    sides = (conflict.one, conflict.other)
    names = "与".join(dated(side.document) for side in sides)
    return Paragraph(f"{number}. {conflict.matter}：{names}", tuple(evidence_of(side) for side in sides))
