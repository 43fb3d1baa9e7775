"""A draft and its plan as a program reads them, laid down in DESIGN.md; `showing_text` is for persons."""

from __future__ import annotations

from typing import Any

from assistant.drafting.readable import difference_to_source, shares
from assistant.drafting.records import (
    DECISION_NAMES,
    Draft,
    DraftItem,
    Dropped,
    Plan,
    Row,
    Section,
    Sentence,
    Source,
    Task,
)
from assistant.drafting.showing_text import draft_text, plan_text, sources_text

__all__ = ["draft_json", "draft_text", "plan_json", "plan_text", "shares", "sources_text"]


def draft_json(draft: Draft) -> dict[str, Any]:
    """A draft as a program reads it.

    Args:
        draft (Draft): Any.

    Returns:
        dict[str, Any]: The contract's fields, and others behind them.
    """
    return {
        "title": draft.title,
        "sections": [_section(section) for section in draft.sections],
        "plan": [_row(row) for row in draft.plan.rows],
        "findings": [
            {
                "check": finding.check,
                "address": finding.address,
                "message": finding.message,
                "suggestion": finding.suggestion,
                "quote": finding.quote,
            }
            for finding in draft.findings
        ],
        "style": {"score": draft.style.score, "parts": dict(draft.style.parts)},
        "kind": draft.kind,
        "unit": draft.unit,
        "year": draft.year,
        "addressees": draft.addressees,
        "signer": draft.signer,
        "issued": draft.issued,
        "shares": shares(draft),
        "tasks": [_task(task) for task in draft.tasks],
        "missing": list(draft.plan.missing),
    }


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan as a program reads it, and as a user edits it.

    Args:
        plan (Plan): Any.

    Returns:
        dict[str, Any]: `plan` and `sections` have the form that they have in a draft.
    """
    return {
        "kind": plan.kind,
        "unit": plan.unit,
        "year": plan.year,
        "sections": [{"heading": section} for section in plan.sections],
        "plan": [_row(row) for row in plan.rows],
        "missing": list(plan.missing),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading.text,
        "items": [_item(item) for item in section.items],
        "label": section.label,
        **_provenance(section.heading),
    }


def _item(item: DraftItem) -> dict[str, Any]:
    return {
        "address": item.address,
        "sentences": [_sentence(sentence) for sentence in item.sentences],
        "label": item.label,
        "text": item.text,
        "row": item.row,
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, **_provenance(sentence)}


def _provenance(sentence: Sentence) -> dict[str, Any]:
    """Where a sentence or a heading comes from; `difference` is to its first source, empty where it is that source."""
    return {
        "class": sentence.kind,
        "model": sentence.model,
        "sources": [_source(source) for source in sentence.sources],
        "edits": [{"old": edit.old, "new": edit.new, "reason": edit.reason} for edit in sentence.edits],
        "difference": [{"operation": operation, "text": text} for operation, text in difference_to_source(sentence)],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "file": source.file,
        "address": source.address,
        "quote": source.quote,
        "role": source.role,
        "version": source.version,
        "document": source.document,
        "year": source.year,
        "start": source.start,
        "end": source.end,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "decision": row.decision,
        "reason": row.reason,
        "sources": [_source(source) for source in row.sources],
        "target": row.target,
        "title": row.title,
        "name": DECISION_NAMES[row.decision],
        "evidence": [_source(source) for source in row.evidence],
        "dropped": [_dropped(dropped) for dropped in row.dropped],
        "by_user": row.by_user,
    }


def _dropped(dropped: Dropped) -> dict[str, Any]:
    return {
        "source": _source(dropped.source),
        "reason": dropped.reason,
        "evidence": [_source(source) for source in dropped.evidence],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "number": task.number,
        "task": task.task,
        "measure": task.measure,
        "lead": task.lead,
        "responsible": list(task.responsible),
        "deadline": task.deadline,
        "address": task.address,
        "basis": [_source(source) for source in task.basis],
        "from_last_year": task.from_last_year,
    }
