"""How themes come and go: threads of items over the years, and what holds for any plans."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.compare.themes import Edition, Group, Theme, themes
from assistant.compare.units import cut
from ingest.records import Outline
from tests.assistant.compare.samples import compared, duties, embedding, of_corpus, plan

STUDY = "抓好理论学习。党委理论学习中心组每季度集体学习研讨不少于1次，宣传部每月通报学习情况。"
LECTURE = "办好“书记讲堂”。党委书记全年到基层讲党课不少于2次。"
LECTURE_MORE = "办好“书记讲堂”。党委书记全年到基层讲党课不少于4次。"
HELP = "开展结对帮扶。各党支部年内结对帮扶困难职工家庭不少于3户。"
DUTY = "划分党员责任区。安全生产部每季度检查一次党员责任区，通报违章情况。"
CLOUD = "建设智慧党建平台。计划财务部9月底前落实平台建设经费。"
MIND, WORK = "加强思想建设", "服务中心工作"


def threads_of(*outlines: Outline) -> dict[str, Theme]:
    return {thread.title: thread for group in grouped(*outlines) for thread in group.threads}


def grouped(*outlines: Outline) -> tuple[Group, ...]:
    return themes([Edition(outline, duties(outline)) for outline in outlines], embedding())


def stages(thread: Theme, editions: int) -> list[str]:
    return [
        found.stage if (found := thread.at(edition)) else "取消" if thread.is_dropped_in(edition) else ""
        for edition in range(editions)
    ]


def years() -> list[Outline]:
    return [
        plan(2022, f"一、{MIND}", f"1.{STUDY}", f"2.{LECTURE}", f"二、{WORK}", f"3.{DUTY}", f"4.{HELP}"),
        plan(2023, f"一、{MIND}", f"1.{STUDY}", f"2.{LECTURE_MORE}", f"二、{WORK}", f"3.{DUTY}"),
        plan(2024, f"一、{WORK}", f"1.{HELP}", f"2.{CLOUD}", f"二、{MIND}", f"3.{LECTURE_MORE}", f"4.{STUDY}"),
    ]


@pytest.mark.parametrize(
    ("title", "expected", "addresses"),
    [
        ("抓好理论学习", ["起点", "延续", "延续"], ["一/1", "一/1", "二/4"]),
        ("办好“书记讲堂”", ["起点", "改写", "延续"], ["一/2", "一/2", "二/3"]),
        ("划分党员责任区", ["起点", "延续", "取消"], ["二/3", "二/3"]),
        ("开展结对帮扶", ["起点", "取消", "恢复"], ["二/4", "一/1"]),
        ("建设智慧党建平台", ["", "", "新增"], ["一/2"]),
    ],
)
def test_a_theme_is_followed(title: str, expected: list[str], addresses: list[str]) -> None:
    thread = threads_of(*years())[title]
    assert stages(thread, 3) == expected
    assert [each.item.address for each in thread.appearances] == addresses


def test_themes_stand_in_the_sections_of_the_newest_plan_and_what_went_comes_last() -> None:
    told = [
        (group.section.title if group.section else "", [thread.title for thread in group.threads])
        for group in grouped(*years())
    ]
    assert told == [
        (WORK, ["开展结对帮扶", "建设智慧党建平台", "划分党员责任区"]),
        (MIND, ["办好“书记讲堂”", "抓好理论学习"]),
    ]


def test_what_was_left_out_for_two_editions_begins_anew() -> None:
    without = (f"一、{MIND}", f"1.{STUDY}", f"2.{LECTURE}")
    outlines = [plan(2021, *without, f"3.{CLOUD}"), plan(2022, *without), plan(2023, *without)]
    found = [
        stages(thread, 4)
        for group in grouped(*outlines, plan(2024, *without, f"3.{CLOUD}"))
        for thread in group.threads
        if thread.title == "建设智慧党建平台"
    ]
    assert found == [["", "", "", "新增"], ["起点", "取消", "", ""]]


def test_of_two_items_that_became_one_the_longer_goes_on() -> None:
    old = plan(2023, f"一、{MIND}", f"1.{STUDY}", f"2.{LECTURE}")
    new = plan(2024, f"一、{MIND}", f"1.{STUDY[:-1]}；党委书记全年到基层讲党课不少于2次。")
    found = threads_of(old, new)
    assert len(found["抓好理论学习"].appearances) == 2
    assert stages(found["办好“书记讲堂”"], 2) == ["起点", "取消"]


def test_the_sample_plans_come_and_go_as_they_compare() -> None:
    outlines = [of_corpus(f"云岭集团{year}年党建工作要点")[0] for year in (2024, 2025)]
    rows = [row for row in compared(*outlines).rows if not row.part]
    pairs = {(row.old.address, row.new.address) for row in rows if row.old and row.new}
    every = [
        thread
        for group in grouped(*outlines)
        for thread in (*group.threads, *([group.section] if group.section else []))
    ]
    followed = {(a.item.address, b.item.address) for thread in every for a, b in pairwise(thread.appearances)}
    assert followed <= pairs
    assert {old for old, _ in pairs} - {old for old, _ in followed} <= _shared(pairs)


def _shared(pairs: set[tuple[str, str]]) -> set[str]:
    """Old items whose partner answers several."""
    news = [new for _, new in pairs]
    return {old for old, new in pairs if news.count(new) > 1}


LINES = st.lists(st.sampled_from([STUDY, LECTURE, LECTURE_MORE, HELP, DUTY, CLOUD]), max_size=5)


@settings(max_examples=25, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=4))
def test_every_item_is_in_exactly_one_thread(plans: list[list[str]]) -> None:
    outlines = [
        plan(2020 + year, f"一、{MIND}", *(f"{number}.{line}" for number, line in enumerate(lines, 1)))
        for year, lines in enumerate(plans)
    ]
    groups = grouped(*outlines)
    every = [thread for g in groups for thread in (*g.threads, *([g.section] if g.section else []))]
    placed = sorted((each.edition, each.item.address) for thread in every for each in thread.appearances)
    expected = sorted(
        (edition, block.item.address)
        for edition, outline in enumerate(outlines)
        for block in cut(outline, by_sentence=False).blocks
    )
    assert placed == expected
    for thread in every:
        editions = [each.edition for each in thread.appearances]
        assert all(before < after for before, after in pairwise(editions))
        assert [each.stage == "起点" for each in thread.appearances] == [each == 0 for each in editions]
