"""Findings as programs and as people read them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from assistant.drafting.records import Finding
from ingest.records import Document

WHOLE: Final = "全文"  # where a finding is about the whole document
STOPS: Final = "。；"  # of a quote that a message ends in


def findings_json(findings: Sequence[Finding], document: Document) -> dict[str, Any]:
    """The contract of `yaodian check --json`.

    Args:
        findings (Sequence[Finding]): As `assistant.drafting.check.check` returns them.
        document (Document): What was checked.

    Returns:
        dict[str, Any]: {"file", "findings": [{"check", "address", "message", "suggestion", "quote"}]}.
    """
    return {"file": document.file, "findings": [asdict(finding) for finding in findings]}


def findings_text(findings: Sequence[Finding], document: Document) -> Iterator[str]:
    """A list to work through, grouped by check.

    Args:
        findings (Sequence[Finding]): As `assistant.drafting.check.check` returns them.
        document (Document): What was checked.

    Yields:
        str: The count, then for each check its findings with place, suggestion and quote.
    """
    if not findings:
        yield f"《{document.title}》：没有发现问题。"
        return
    yield f"《{document.title}》：{len(findings)} 处需要核对"
    for check, group in grouped(findings).items():
        yield f"【{check}】{len(group)} 处"
        for finding in group:
            yield f"  □ {finding.address or WHOLE}　{finding.message.rstrip(STOPS)}。{finding.suggestion}"
            if finding.quote:
                yield f"      原文：{' '.join(finding.quote.split())}"


def grouped(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Findings by check, in the order in which each check comes first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.check, []).append(finding)
    return groups
