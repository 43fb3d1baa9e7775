"""上年没有完成: sentences that a plan carries on as they were, though a report tells what of them is done. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.drafting.checks.paper import shortened
from assistant.drafting.provenance import similarity
from assistant.drafting.records import Draft, DraftItem, Finding, Sentence, Unfinished
from assistant.references import book_title

CHECK: Final = "上年没有完成"
AS_IT_WAS: Final = 0.9  # share of last year's words that stand in a sentence which nobody has cut to what is left to do


def carried_undone(draft: Draft) -> Iterator[Finding]:
    """Parts of last year's plan that stand in the draft as they did, with what the report tells of them.

    Args:
        draft (Draft): A 要点 or a 意见, perhaps edited since it was written.

    Yields:
        Finding: One for each part and sentence.
    """
    undone = {row.key: row.unfinished for row in draft.plan.rows if row.decision != "drop"}
    found = [
        _finding(item, sentence, each)
        for item in draft.items()
        for each in undone.get(item.row, ())
        for sentence in item.sentences
        if _carries(sentence, each)
    ]
    yield from dict.fromkeys(found)  # of a sentence in two parts one word of the report tells


def _finding(item: DraftItem, sentence: Sentence, undone: Unfinished) -> Finding:
    told = undone.told
    message = f"上年没有全部完成，这里照写原来的任务。{book_title(told.document)}{told.address}写到：“{told.quote}”"
    quote = shortened(undone.source.quote if undone.source.quote in sentence.text else sentence.text)
    return Finding(CHECK, item.address, message, "核对后只写还没有完成的部分，时限一并核定", quote)


def _carries(sentence: Sentence, undone: Unfinished) -> bool:
    source = undone.source
    is_its = any(each.file == source.file and each.start <= source.start < each.end for each in sentence.sources)
    return is_its and similarity(source.quote, sentence.text) >= AS_IT_WAS
