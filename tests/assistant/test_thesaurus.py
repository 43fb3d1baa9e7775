"""What askers say and what documents write: the form of the file, and which of its entries a question meets."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.thesaurus import LONGEST, bridges_in
from ingest.library import Profile

RAW = (files("assistant.reading") / "thesaurus.tsv").read_bytes()
LINES = [line.split("\t") for line in RAW.decode("utf-8").splitlines()]
ASKED = [word for asked, _ in LINES for word in asked.split(" ")]


def test_every_line_is_what_is_asked_a_tab_and_what_is_written() -> None:
    assert not RAW.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in RAW
    assert RAW.endswith(b"\n")
    assert [line for line in LINES if len(line) != 2 or not all(line)] == []
    assert [field for line in LINES for field in line if field != " ".join(field.split())] == []


def test_words_are_of_two_to_eight_characters() -> None:
    words = {word for line in LINES for field in line for word in field.split(" ")}
    assert [word for word in words if not 2 <= len(word) <= 8] == []
    assert all(len(word) <= LONGEST for word in words)


def test_no_wording_stands_for_itself() -> None:
    assert [line for line in LINES if set(line[0].split(" ")) & set(line[1].split(" "))] == []


def test_nothing_is_asked_or_written_twice_in_a_line() -> None:
    assert [field for line in LINES for field in line if len(set(field.split(" "))) < len(field.split(" "))] == []


def test_an_asked_wording_has_one_line() -> None:
    assert [word for word, count in Counter(ASKED).items() if count > 1] == []


def test_there_are_many() -> None:
    assert len(set(ASKED)) > 7000


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("支委会开会", ["支委会"]),
        ("我想入党", ["想入党"]),  # longer than 入党, which starts later
        ("主题党日活动", ["主题党日活动"]),  # not 党日活动 inside it
        ("退休党员和流动党员", ["退休党员", "流动党员"]),
        ("量子", []),
        ("", []),
    ],
)
def test_the_longest_entry_at_each_place(question: str, asked: list[str]) -> None:
    bridges = bridges_in(question, {})
    assert [b.asked for b in bridges] == asked
    assert all(question[b.start :].startswith(b.asked) for b in bridges)


@pytest.mark.parametrize(
    "question",
    ["推进项目", "确保安全", "修改完善", "公司机关", "注重做好", "儿童工作", "宣传单位", "以上当事人", "尊重婚姻"],
)
def test_no_everyday_word_is_read_out_of_two_official_ones(question: str) -> None:
    assert bridges_in(question, {}) == ()  # not 进项, 保安, 改完, 司机, 重做, 童工, 传单, 上当, 重婚


def test_the_profile_comes_first_and_nothing_twice() -> None:
    (own,) = bridges_in("支委会", {"支委会": "支部委员会"})
    (plain,) = bridges_in("支委会", {})
    assert own.official[0] == "支部委员会"
    assert sorted(own.official) == sorted(set(plain.official) | {"支部委员会"})


def test_the_profile_alone_is_enough() -> None:
    (bridge,) = bridges_in("云团委是谁", {"云团委": "云岭集团团委"})
    assert (bridge.asked, bridge.start, bridge.official) == ("云团委", 0, ("云岭集团团委",))


def test_the_shipped_abbreviations_are_found() -> None:
    for short, full in Profile().abbreviations.items():
        assert full in {wording for bridge in bridges_in(short, Profile().abbreviations) for wording in bridge.official}


@given(pieces=st.lists(st.one_of(st.sampled_from(ASKED), st.text(max_size=3)), max_size=8))
def test_bridges_stand_in_the_question_without_overlap(pieces: list[str]) -> None:
    question = "".join(pieces)
    bridges = bridges_in(question, {})
    assert all(question[b.start : b.start + len(b.asked)] == b.asked for b in bridges)
    assert all(a.start + len(a.asked) <= b.start for a, b in pairwise(bridges))
    assert all(b.official and len(set(b.official)) == len(b.official) for b in bridges)
