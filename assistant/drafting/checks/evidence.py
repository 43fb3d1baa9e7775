"""缺少完成情况, 要点事项没有写到, 给定与报告不一致: what a 总结 owes the plan of its year. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.drafting.checks.paper import shortened
from assistant.drafting.records import BLANK, Draft, DraftItem, Finding

CHECK: Final = "缺少完成情况"
PART: Final = "要点事项没有写到"
DIFFERENT: Final = "给定与报告不一致"
_FIGURE: Final = re.compile(r"(?P<name>\D+)(?P<figure>\d+(?:\.\d+)?)")  # 发展党员27
UNREPORTED: Final = "报告没有写到"  # why a sentence of the plan is not told of


def without_evidence(draft: Draft) -> Iterator[Finding]:
    """Items of the plan whose outcome no report and no fact tells, and sentences of the others of which none speaks.

    Args:
        draft (Draft): A 总结; of the other kinds nothing is found.

    Yields:
        Finding: One for each.
    """
    if draft.kind != "总结":
        return
    written: dict[str, str] = {}
    planned = {row.key: row.title for row in draft.plan.rows if any(each.role == "plan" for each in row.sources)}
    for item in draft.items():
        written.setdefault(item.row, item.address)
        yield from _different(item)
        for sentence in item.sentences if item.row in planned else ():
            if sentence.text.startswith(BLANK):
                message = f"“{planned[item.row]}”没有报告或给定事项说明完成情况，不能写成已经完成"
                yield Finding(CHECK, item.address, message, "补上完成情况，或者在今年的新情况里给定", sentence.text)
    for row in draft.plan.rows:
        if row.decision != "drop" and row.key in written:
            for dropped in (each for each in row.dropped if each.reason == UNREPORTED):
                message = f"要点的这一句没有报告写到：{shortened(dropped.source.quote)}"
                yield Finding(PART, written[row.key], message, "补写完成情况，或者确认不必写")


def _different(item: DraftItem) -> Iterator[Finding]:
    """Figures of the user's beside other figures of the same name in a report."""
    given = [each for each in item.sentences if each.kind == "用户给定"]
    reported = [each.text for each in item.sentences if each.kind != "用户给定"]
    for sentence in given:
        if stated := _FIGURE.match(sentence.text):
            same = re.compile(rf"{re.escape(stated['name'])}(?P<figure>\d+(?:\.\d+)?)")
            others = (other for text in reported for other in same.finditer(text))
            for other in (each for each in others if each["figure"] != stated["figure"]):
                message = f"给定的是“{stated[0]}”，报告写的是“{other[0]}”"
                yield Finding(DIFFERENT, item.address, message, "核对后只保留一处", sentence.text)
