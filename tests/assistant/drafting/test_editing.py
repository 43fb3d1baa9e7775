"""One item rewritten: what it becomes, and that nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.editing import EDITED, edited, words_of
from assistant.drafting.records import Draft, StyleScore
from ingest.errors import BadRequest
from tests.assistant.drafting.returned import draft_of

CORPUS = Path(__file__).parents[3] / "corpus"
DRAFT = draft_of(CORPUS / "云岭集团2024年党建工作要点.docx")
ITEMS = list(DRAFT.items())
PLACES = st.integers(0, len(ITEMS) - 1)
ENDED = st.sampled_from([place for place, item in enumerate(ITEMS) if item.text.endswith("。")])
WORDS = st.text("加强党员教育管理，推动工作落实；考核结果通报", min_size=4, max_size=60)


def others(draft: Draft, place: int) -> list[object]:
    return [(item.text, item.sentences) for n, item in enumerate(draft.items()) if n != place]


@given(ENDED, WORDS)
def test_a_sentence_behind_an_item_is_the_users_and_all_else_stays(place: int, words: str) -> None:
    said = f"另外{words}。"
    after = edited(DRAFT, place, words_of(ITEMS[place]) + said)
    item = list(after.items())[place]
    assert item.sentences[: len(ITEMS[place].sentences)] == ITEMS[place].sentences
    assert item.text == ITEMS[place].text + said
    assert all(sentence.sources[0].file == EDITED for sentence in item.sentences[len(ITEMS[place].sentences) :])
    assert others(after, place) == others(DRAFT, place)
    assert (after.findings, after.style) == ((), StyleScore(0.0))


@given(PLACES)
def test_the_same_words_change_nothing(place: int) -> None:
    broken = "\n".join(f"  {sentence.text}\r" for sentence in ITEMS[place].sentences)
    assert edited(DRAFT, place, words_of(ITEMS[place])) is DRAFT
    assert edited(DRAFT, place, broken) is DRAFT


def test_a_changed_sentence_keeps_its_source() -> None:
    place = next(n for n, item in enumerate(ITEMS) if len(item.sentences) > 2)
    old = ITEMS[place].sentences[1]
    after = edited(DRAFT, place, words_of(ITEMS[place]).replace(old.text, old.text[:-1] + "，年底前完成。"))
    sentences = list(after.items())[place].sentences
    assert (sentences[1].kind, sentences[1].sources) == ("改写自", old.sources)
    assert (sentences[0], sentences[2]) == (ITEMS[place].sentences[0], ITEMS[place].sentences[2])


@pytest.mark.parametrize(
    ("place", "text", "why"),
    [
        (len(ITEMS), "另起一条。", "没有这一条"),
        (-1, "另起一条。", "没有这一条"),
        (1, " \n\t ", "不能为空"),
    ],
)
def test_what_makes_no_sense_is_refused(place: int, text: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        edited(DRAFT, place, text)


def test_an_item_does_not_become_a_heading() -> None:
    bare = replace(ITEMS[0], label="")
    section = replace(DRAFT.sections[0], items=(bare, *DRAFT.sections[0].items[1:]))
    draft = replace(DRAFT, sections=(section, *DRAFT.sections[1:]))
    with pytest.raises(BadRequest, match="会被当作标题"):
        edited(draft, 0, "一、另起一章")
