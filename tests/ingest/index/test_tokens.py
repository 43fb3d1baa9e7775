from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.tokens import MAX_WORD_CHARS, tokens_of


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("2020年工作要点", ["2020", "年", "工", "作", "要", "点", "年工", "工作", "作要", "要点"]),
        ("三会一课", ["三", "会", "一", "课", "三会", "会一", "一课"]),
        ("落实《条例》", ["落", "实", "落实", "条", "例", "条例"]),  # no pair across punctuation
        ("２０２０年ＧＤＰ", ["2020", "年", "gdp"]),
        ("PDF文件v2", ["pdf", "文", "件", "文件", "v2"]),
        ("不少于2次，3.5%", ["不", "少", "于", "不少", "少于", "2", "次", "3", "5"]),
        ("㈠①", ["一", "1"]),
        ("二〇二〇", ["二", "〇", "二", "〇", "二〇", "〇二", "二〇"]),
        ("file_name", ["file", "name"]),
        ("，。！ \n\t", []),
        ("", []),
        ("x" * 200, ["x" * MAX_WORD_CHARS]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokens_of(text) == tokens


@given(st.text())
def test_tokens_survive_being_joined_by_spaces(text: str) -> None:
    tokens = tokens_of(text)
    assert " ".join(tokens).split() == tokens
    assert all(0 < len(token) <= MAX_WORD_CHARS for token in tokens)


@given(st.text())
def test_letter_case_and_width_do_not_matter(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert tokens_of(wide) == tokens_of(text)
    assert tokens_of(text.swapcase()) == tokens_of(text) or not text.isascii()
