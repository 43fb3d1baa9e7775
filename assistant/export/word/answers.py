"""Questions and answers in, paragraphs of a Word file out: what was asked, each statement, each source. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant.export.word.blocks import Block, plain
from assistant.references import book_title, place
from ingest.records import Answer, Citation

TITLE: Final = "问答记录"


def blocks_of_answers(turns: Sequence[tuple[str, Answer]], day: str) -> Iterator[Block]:
    """The paragraphs of a record of questions and answers.

    Args:
        turns (Sequence[tuple[str, Answer]]): Questions with their answers, oldest first.
        day (str): On which the record is made: 2026年3月15日.

    Yields:
        Block: Title; for each turn the question, how it was understood, the answer line by line, and under 出处 each
            source with its quote; last, the day.
    """
    yield plain("title", TITLE)
    for question, answer in turns:
        yield plain("heading 1", f"问：{' '.join(question.split())}")
        for hint in filter(None, (answer.understood, answer.notice, answer.caution)):
            yield plain("body", f"（{hint}）")
        for line in filter(None, answer.answer.split("\n")):
            yield plain("body", line)
        yield from _sources("出处", answer.citations)
        yield from _sources("相近条目", answer.nearest)
    yield plain("date", day)


def _sources(name: str, citations: Sequence[Citation]) -> Iterator[Block]:
    if citations:
        yield plain("heading 2", name)
    for each in citations:
        where = f"{book_title(each.document)}{place(each.address, each.page)}（文件：{each.file}）"
        yield plain("body", f"[{each.n}] {where}")
        yield plain("body", f"“{each.quote}”")
