"""From a model's reply to an answer: what is kept, marked, left out, and when the extractive answer stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.citing import Evidence, cite
from assistant.wording.story import word
from ingest.records import EVERYONE, Answer
from prompts import Messages
from tests.endpoint.material import STUDY, Found, found_in, home_of

LAST_YEAR = """云岭集团2023年党建工作要点
一、强化理论武装
1.抓好理论学习。党委理论学习中心组全年集体学习研讨不少于10次。
"""
THIS_YEAR = """云岭集团2024年党建工作要点
一、强化理论武装
1.抓好理论学习。党委理论学习中心组全年集体学习研讨不少于12次，每次确定1名中心发言人。宣传部2月底前拟订年度学习计划。
2.各青年学习小组每季度至少开展1次交流研讨，研讨成果报宣传部备案。
二、夯实基层基础
3.任期届满的党支部应当在6月底前完成换届，逾期的书面说明原因。
"""


@dataclass
class Scripted:
    """A model that says what it is given to say."""

    reply: str
    name: str = "脚本"
    seconds: float = 60.0
    context: int = 6000
    asked: list[Messages] = field(default_factory=list)

    def stream(self, messages: Messages, until: float) -> Iterator[str]:
        self.asked.append(messages)
        assert until > 0
        yield from self.reply


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    folder: Path = tmp_path_factory.mktemp("plans")
    with home_of(folder, 今年=THIS_YEAR, 去年=LAST_YEAR) as home:
        yield found_in(home)


def worded(found: Found, reply: str, extractive: Answer | None = None) -> Answer:
    model = Scripted(reply)
    library = found.home.library
    return word(found.question, extractive or found.extractive, found.hits, model, library, EVERYONE)


def number_of(found: Found, words: str) -> int:
    """The number under which a model is shown the item that holds some words."""
    model = Scripted("")
    word(found.question, found.extractive, found.hits, model, found.home.library, EVERYONE)
    lines = [line for line in model.asked[0].user.splitlines() if line.startswith("{")]
    return next(n for n, line in enumerate(lines, 1) if words in line)


def test_claims_become_lines_with_numbers_of_their_own(found: Found) -> None:
    election, youth = number_of(found, "换届"), number_of(found, "青年学习小组")
    answer = worded(
        found,
        f"1. 任期届满的党支部应当在6月底前完成换届[{election}]。\n"
        f"2. {STUDY}[1]，青年学习小组每季度至少开展1次交流研讨[{youth}]。宣传部2月底前拟订年度学习计划[1]。",
    )
    assert answer.answer == (
        "任期届满的党支部应当在6月底前完成换届。[1]\n"
        f"{STUDY}，青年学习小组每季度至少开展1次交流研讨。[2][3]宣传部2月底前拟订年度学习计划。[4]"
    )
    assert [citation.quote for citation in answer.citations] == [
        "3.任期届满的党支部应当在6月底前完成换届，逾期的书面说明原因。",
        "党委理论学习中心组全年集体学习研讨不少于12次，每次确定1名中心发言人。",
        "2.各青年学习小组每季度至少开展1次交流研讨，研讨成果报宣传部备案。",
        "宣传部2月底前拟订年度学习计划。",
    ]
    assert (answer.status, answer.engine, answer.notice) == ("answered", "llm:脚本", "")
    assert answer.searched == found.extractive.searched


@pytest.mark.parametrize(
    ("reply", "text", "notice"),
    [
        (f"{STUDY}[1]。每月学习5次[1]。", f"{STUDY}。[1]", "有 1 句在所引条目中核对不到，已略去"),
        (f"要求如下：\n{STUDY}[1]。", f"{STUDY}。[1]", ""),
        (f"{STUDY}[1]。\n{STUDY}[1]。", f"{STUDY}。[1]", ""),
        (
            f"{STUDY}[1]。中心组全年学习12次[1]。",
            f"{STUDY}。[1]中心组全年学习12次（未核实）。[1]",
            "标有“未核实”的句子",
        ),
        (f"{STUDY}[1]。没有依据的话。", f"{STUDY}。[1]", "有 1 句在所引条目中核对不到，已略去"),
    ],
)
def test_what_does_not_hold_is_left_out_or_marked(found: Found, reply: str, text: str, notice: str) -> None:
    answer = worded(found, reply)
    assert answer.answer == text
    assert notice in answer.notice
    assert bool(notice) == bool(answer.notice)


@pytest.mark.parametrize(
    ("reply", "notice"),
    [
        ("", "核对不到"),
        ("没有找到。", "认为这些条目没有回答问题"),
        ("中心组全年学习12次[1]。", "核对不到"),  # nothing but what could not be made sure
        ("字" * 7000, "没有停下来"),
    ],
)
def test_without_one_checked_claim_the_extractive_answer_stays(found: Found, reply: str, notice: str) -> None:
    answer = worded(found, reply)
    assert replace(answer, notice="") == found.extractive
    assert notice in answer.notice


def test_not_found_stays_and_no_model_is_asked(found: Found) -> None:
    silent = Answer("not_found", "没有找到。", searched=found.extractive.searched)
    model = Scripted(f"{STUDY}[1]。")
    assert word(found.question, silent, found.hits, model, found.home.library, EVERYONE) == silent
    assert word(found.question, found.extractive, [], model, found.home.library, EVERYONE) == found.extractive
    assert model.asked == []


def test_an_ambiguous_answer_keeps_each_of_its_documents(found: Found) -> None:
    pairs = [(hit.document, hit.item) for hit in found.hits if "中心组全年" in hit.item.text]
    evidence = [Evidence(document, item, item.start, item.end) for document, item in pairs]
    ambiguous = replace(
        found.extractive,
        status="ambiguous",
        citations=cite(found.home.library, evidence, EVERYONE),
        answer="两份[1][2]",
    )
    model = Scripted("")
    word(found.question, ambiguous, found.hits, model, found.home.library, EVERYONE)
    lines = [line for line in model.asked[0].user.splitlines() if line.startswith("{")]
    assert all("中心组全年" in line for line in lines[:2])  # what the extractive answer cites comes first
    old, new = (next(n for n, line in enumerate(lines, 1) if year in line) for year in ("2023年", "2024年"))
    both = f"2024年不少于12次，党委理论学习中心组集体学习研讨不少于12次[{new}]。\n2023年党委理论学习中心组集体学习研讨不少于10次[{old}]。"
    kept = worded(found, both, ambiguous)
    assert (kept.status, kept.engine, len(kept.citations)) == ("ambiguous", "llm:脚本", 2)
    one = worded(found, both.splitlines()[0], ambiguous)
    assert replace(one, notice="") == ambiguous
    assert "没有涉及全部有关文件" in one.notice


@pytest.mark.parametrize(("complete", "engine"), [(False, "llm:脚本"), (True, "extractive")])
def test_a_list_that_must_be_complete_is(found: Found, complete: bool, engine: str) -> None:
    items = [(hit.document, hit.item) for hit in found.hits if "2024" in hit.document.title][:2]
    evidence = [Evidence(document, item, item.start, item.end) for document, item in items]
    listed = replace(found.extractive, citations=cite(found.home.library, evidence, EVERYONE), answer="两条[1][2]")
    library = found.home.library
    half = word(found.question, listed, found.hits, Scripted(f"{STUDY}[1]。"), library, EVERYONE, complete=complete)
    assert half.engine == engine
    assert ("没有列全" in half.notice) == complete
    both = f"{STUDY}[1]。\n各青年学习小组每季度至少开展1次交流研讨[2]。"
    whole = word(found.question, listed, found.hits, Scripted(both), library, EVERYONE, complete=complete)
    assert (whole.engine, len(whole.citations)) == ("llm:脚本", 2)


def test_what_is_said_meanwhile_carries_no_unchecked_word(found: Found) -> None:
    said: list[Answer] = []
    reply = f"<think>中心组学习99次[1]。</think>{STUDY}[1]。\n中心组学习98次[1]。\n宣传部2月底前拟订年度学习计划[1]。\n"
    library = found.home.library
    answer = word(found.question, found.extractive, found.hits, Scripted(reply), library, EVERYONE, said.append)
    assert [each.answer for each in said] == [f"{STUDY}。[1]", answer.answer]
    for each in (*said, answer):
        for citation in each.citations:
            assert library.content(citation.version)[citation.start : citation.end] == citation.quote
