"""Words of a question that nothing found says: which are named, and which only frame the question."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.question import analyse
from assistant.reading.unheard import SHOWN, caution, unheard_words
from ingest.home import Home
from ingest.library import Profile
from ingest.records import Filters

HELD_OUT = Path(__file__).parent.parent / "gold/corpus_held_out.jsonl"
WORDS = (files("assistant.reading") / "frame_words.txt").read_text(encoding="utf-8").split()
TOLD = "办公室每季度检查1次公务用车，组织人事部建立困难职工档案，9月底前完成食堂改造。"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("公务用车多久检查一次？", ()),
        ("停车位怎么分配？", ("停车位", "分配")),
        ("2026年职工的停车位归哪个部门管？", ("停车位",)),
        ("食堂改造什么时候完成，由谁负责？", ()),
        ("公车多久检查一次？", ()),  # by the thesaurus, documents say 公务用车
        ("今年到底有没有要求大家必须参加？", ()),
        ("宿舍里可以养宠物吗？", ("宿舍", "宠物")),
    ],
)
def test_telling_words_that_a_text_lacks(question: str, expected: tuple[str, ...]) -> None:
    assert unheard_words(analyse(question, [], Profile()), TOLD) == expected


def test_a_caution_names_a_few_words() -> None:
    asked = analyse("宿舍、宠物、停车位、打印机归谁管？", [], Profile())
    assert unheard_words(asked, "")[:SHOWN] == ("宿舍", "宠物", "停车位")
    assert caution(asked, [], TOLD) == "资料中找到的条目都没有出现“宿舍”、“宠物”、“停车位”，请核对是否答非所问"


@pytest.mark.parametrize(
    ("question", "named"),
    [("停车位怎么分配？", "“停车位”"), ("2025年党委多久专题研究一次意识形态工作？", "")],
)
def test_an_answer_says_what_nothing_found_says(corpus_home: Home, question: str, named: str) -> None:
    found = answer(corpus_home, question, Filters())
    assert found.citations
    assert (named in found.caution, bool(found.caution)) == (True, bool(named))


def test_a_caution_is_rather_with_the_answers_that_are_none(corpus_home: Home) -> None:
    """Questions that nothing was fitted to: the caution must tell those that the library is silent on from the rest."""
    warned: dict[bool, list[bool]] = {True: [], False: []}
    for line in HELD_OUT.read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        found = answer(corpus_home, asked["question"], Filters())
        if found.status != "not_found":
            warned[asked["answerable"]].append(bool(found.caution))
    assert sum(warned[False]) >= 0.5 * len(warned[False])
    assert sum(warned[True]) <= 0.1 * len(warned[True])


def test_frame_words_are_words_and_stand_once() -> None:
    assert [word for word in WORDS if len(word) < 2] == []
    assert len(WORDS) == len(set(WORDS))
