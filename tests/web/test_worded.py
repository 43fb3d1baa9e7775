"""A language model's answer on the page: numbers inside a line are buttons, a notice is shown, nothing is markup."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.web.conversation import Reply, Turn, conversation_html, growing
from ingest.records import Answer, Citation

FIRST = Citation(1, "要点.txt", 7, "云岭集团2025年党建工作要点", "一/1", "每季度1次。", 3, 9)
CITATIONS = (FIRST, replace(FIRST, n=2, start=12, end=18))
WORDED = Answer("answered", "先学习。[1]再研讨。[2][1]\n按期换届。[2]", CITATIONS, engine="llm:qwen")


def shown(answer: Answer) -> str:
    return conversation_html([Turn("问", Reply(answer, {7: 2025}))], {})


def test_every_number_of_a_worded_answer_is_a_button() -> None:
    html = shown(WORDED)
    assert html.count('class="chip"') == 4
    assert html.count('<p class="statement">') == 2
    assert "先学习。<button" in html


def test_a_number_inside_a_document_s_own_words_is_none() -> None:
    html = shown(replace(WORDED, engine="extractive"))
    assert html.count('class="chip"') == 2
    assert "先学习。[1]再研讨。[2]<button" in html


def test_a_worded_answer_grows_with_all_its_citations() -> None:
    first, whole = growing(WORDED)
    assert [citation.n for citation in first.citations] == [1, 2]
    assert whole == WORDED


@pytest.mark.parametrize("engine", ["extractive", "llm:<b>"])
def test_a_notice_is_a_line_above_the_answer(engine: str) -> None:
    html = shown(replace(WORDED, engine=engine, notice="没有用语言模型整理：<b>429</b>"))
    assert (
        '<p class="hint notice" role="note">没有用语言模型整理：&lt;b&gt;429&lt;/b&gt;</p><p class="statement">' in html
    )
    assert "notice" not in shown(WORDED)


def test_a_caution_stands_right_above_the_statements() -> None:
    html = shown(replace(WORDED, caution="没有出现“<b>停车位</b>”"))
    assert '<p class="caution" role="note">没有出现“&lt;b&gt;停车位&lt;/b&gt;”</p><p class="statement">' in html
    assert "caution" not in shown(WORDED)
