"""Parts of a sentence are left out, and what is left is still a sentence."""

from __future__ import annotations

import pytest

from assistant.drafting.carrying import apply
from assistant.drafting.cutting import sentences
from assistant.drafting.pieces import pieces, without
from tests.assistant.drafting.drafted import plan

A, B, C, D = "甲开展先锋岗创建活动", "组织年度党务干部培训班", "办好职工文化艺术节", "建立党建品牌培育库"


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ((A,), f"{B}；{C}，{D}。"),
        ((B,), f"{A}；{C}，{D}。"),
        ((C,), f"{A}，{B}；{D}。"),
        ((D,), f"{A}，{B}；{C}。"),
        ((A, B), f"{C}，{D}。"),
        ((B, C), f"{A}；{D}。"),
        ((C, D), f"{A}，{B}。"),
        ((A, B, C), f"{D}。"),
        ((A, B, D), f"{C}。"),
        ((B, C, D), f"{A}。"),
        ((A, B, C, D), ""),
    ],
)
def test_what_is_left_is_a_sentence(gone: tuple[str, ...], left: str) -> None:
    base = plan(2025, "一、抓好基层基础", f"（一）{A}，{B}；{C}，{D}。")
    (sentence,) = sentences(base, base.outline.items[-1])
    parts = pieces(sentence)
    assert [part.quote for part in parts] == [A, B, C, D]
    text, edits = without(sentence, parts, {part: "已完成" for part in parts if part.quote in gone})
    assert text == left
    assert not left or apply(sentence.quote, edits) == left
