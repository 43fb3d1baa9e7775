"""Rows about one thing stand together, the strictest first, whatever their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.lookup.grouping import Group, groups_of
from assistant.lookup.likeness import FREQUENT
from assistant.lookup.partners import Match, partners
from assistant.lookup.points import are_other_people, points_of
from assistant.lookup.strictness import strictness
from ingest.obligations import obligations_of
from ingest.outline import outline_of
from ingest.records import Document, Filters, Line, Placed, Requirement, Text

if TYPE_CHECKING:
    from ingest.embedding import Embedding
    from ingest.home import Home

Side = Placed[Requirement]


def rows_of(number: int, title: str, *lines: str) -> list[Side]:
    """The requirements of an invented document."""
    outline = outline_of(Text.of([Line(title, "title"), *map(Line, lines)]), f"{title}.txt")
    document = Document(
        number, number, 1, f"{title}.txt", (), outline.title, outline.year, outline.kind, outline.unit, ""
    )
    return [Placed(document, outline.items[each.item], each) for each in obligations_of(outline)]


# --- the sample library -----------------------------------------------------------------------------------------------

# A file's beginning, an address and words of the quote, of rows that are about one thing.
TOGETHER: Final = (
    (
        ("云岭集团2021年党建工作要点", "三/（一）", "党支部书记每年讲党课"),
        ("云岭集团2024年党建重点任务分解表", "表1/5#2", "讲党课"),
        ("云岭集团2025年党建工作要点", "三/（一）/2", "每年讲党课"),
        ("云岭集团党员教育培训管理办法", "第三章/第十条", "党支部书记每年讲党课"),
    ),
    (
        ("云岭集团2021年党建工作要点", "二/（四）", "专题研究意识形态"),
        ("云岭集团2025年党建工作要点", "二/（二）", "专题研究1次意识形态"),
        ("省能源行业党委关于加强2026年", "二/（五）", "专题研究1次意识形态"),
    ),
    (
        ("云岭集团2022年党建工作要点", "三/6", "党费收缴使用情况"),
        ("云岭集团党务公开工作办法", "第四章/第十六条/（一）", "每半年公布"),
        ("省能源行业党委关于加强2025年", "三/（十一）", "党费收缴使用情况"),
    ),
    (
        ("云岭集团2021年党建工作要点", "五/（二）", "示范岗"),
        ("云岭集团2021年党建重点任务分解表", "表1/15#2", "示范岗"),
        ("云岭集团2023年党建工作要点", "五/18", "示范岗"),
    ),
)
APART: Final = (
    # Who is meant differs: members, and those who lead them.
    (
        ("云岭集团2025年党建工作要点", "三/（四）", "不少于32学时"),
        ("云岭集团党员教育培训管理办法", "第三章/第七条", "不少于56学时"),
    ),
    # Two things of one item.
    (
        ("云岭集团2021年党建工作要点", "七/（二）", "困难职工档案"),
        ("云岭集团2022年党建工作要点", "七/2", "职工代表大会"),
    ),
    (
        ("云岭集团2025年党建工作要点", "二/（二）", "专题研究1次意识形态"),
        ("省能源行业党委关于加强2025年", "二/（五）", "分析研判"),
    ),
)


@pytest.fixture(scope="module")
def groups(corpus_home: Home) -> list[Group]:
    return groups_of(corpus_home.library.requirements(Filters()), corpus_home.embedding)


def group_with(groups: list[Group], file: str, address: str, words: str) -> int:
    found = [
        number
        for number, group in enumerate(groups)
        for row in group.rows
        if row.document.file.startswith(file) and row.item.address == address and words in row.what.quote
    ]
    assert len(found) == 1, (file, address, words, found)
    return found[0]


@pytest.mark.parametrize("rows", TOGETHER)
def test_one_thing(groups: list[Group], rows: tuple[tuple[str, str, str], ...]) -> None:
    assert len({group_with(groups, *row) for row in rows}) == 1


@pytest.mark.parametrize("rows", APART)
def test_different_things(groups: list[Group], rows: tuple[tuple[str, str, str], ...]) -> None:
    assert len({group_with(groups, *row) for row in rows}) == len(rows)


def test_every_row_once_and_the_strictest_first(corpus_home: Home, groups: list[Group]) -> None:
    rows = corpus_home.library.requirements(Filters())
    grouped = [row for group in groups for row in group.rows]
    assert sorted(map(identity, grouped)) == sorted(map(identity, rows))
    for group in groups:
        assert [strictness(row) for row in group.rows] == sorted(map(strictness, group.rows))
    for group in groups:
        assert len({row.document.id for row in group.rows}) == len(group.rows), "a document asks for one thing once"
    firsts = [min(rows.index(row) for row in group.rows) for group in groups[:40]]
    assert firsts == sorted(firsts)


def test_a_conflict_stands_with_both_its_rows(groups: list[Group]) -> None:
    for group in groups:
        for conflict in (*group.conflicts, *group.exceeding):
            assert conflict.one in group.rows or conflict.other in group.rows
            assert conflict.one.document.id < conflict.other.document.id
            assert conflict.stricter in (conflict.one, conflict.other)
            assert conflict.one_says != conflict.other_says


# --- invariants -------------------------------------------------------------------------------------------------------

SENTENCES: Final = (
    "党支部{every}召开1次党员大会。",
    "党支部书记{every}讲党课1次。",
    "组织部{every}检查{many}个党支部的党费台账。",
    "党委办公室{month}月底前修订《信息报送办法》。",
    "各单位{every}向宣传部报送信息不少于{many}条。",
    "发现问题{many}个月内完成整改。",
    "团委{month}月底前组建青年突击队{many}支。",
    "{every}不少于{many}次。",
)
TITLES: Final = (
    "青山集团2026年党建工作要点",
    "青山集团2026年党建重点任务计划",
    "青山集团2027年党建工作要点",
    "省水利行业党委关于加强2026年企业党建工作的意见",
    "青山集团信息报送管理办法",
    "绿水公司2026年党建工作要点",
)


@st.composite
def documents(draw: st.DrawFn) -> list[list[Side]]:
    every = st.sampled_from(("每月", "每季度", "每半年", "每年"))
    sentence = st.builds(
        str.format, st.sampled_from(SENTENCES), every=every, many=st.integers(1, 9), month=st.integers(1, 12)
    )
    texts = draw(st.lists(st.lists(sentence, min_size=1, max_size=5), min_size=1, max_size=len(TITLES)))
    return [
        rows_of(
            number, TITLES[number], "一、抓好落实", *(f"（{'一二三四五'[n]}）抓工作。{s}" for n, s in enumerate(text))
        )
        for number, text in enumerate(texts)
    ]


Rows = list[Side]


@given(of=documents(), shuffled=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_grouping_does_not_depend_on_the_order_of_rows(
    embedding: Embedding, of: list[Rows], shuffled: st.random
) -> None:
    rows = [row for each in of for row in each]
    mixed = shuffled.sample(rows, len(rows))
    one, other = groups_of(rows, embedding), groups_of(mixed, embedding)
    assert sets_of(one) == sets_of(other)
    assert {c for g in one for c in (*g.conflicts, *g.exceeding)} == {
        c for g in other for c in (*g.conflicts, *g.exceeding)
    }
    assert sorted(identity(row) for group in one for row in group.rows) == sorted(map(identity, rows))


@given(of=documents())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_document_neither_joins_nor_contradicts_itself(embedding: Embedding, of: list[Rows]) -> None:
    assert all(len(group.rows) == 1 and not group.conflicts for group in groups_of(of[0], embedding))


def test_nothing_gives_no_groups(embedding: Embedding) -> None:
    assert groups_of([], embedding) == []


def test_more_rows_than_a_word_may_have(embedding: Embedding) -> None:
    """A word in more rows than FREQUENT tells nothing; rows with no other word stay alone."""
    copies = [
        rows_of(n, f"青山集团{2000 + n % 90}年工作要点", "一、学习", "党支部每月召开1次党员大会。")[0]
        for n in range(FREQUENT + 1)
    ]
    assert len(groups_of(copies, embedding)) == len(copies)
    assert len(groups_of(copies[:50], embedding)) == 1


@pytest.fixture(scope="module")
def embedding(corpus_home: Home) -> Embedding:
    return corpus_home.embedding


def identity(row: Side) -> tuple[int, int, int, str]:
    return row.document.id, row.what.start, row.what.end, row.what.quote


def sets_of(groups: list[Group]) -> set[frozenset[tuple[int, int, int, str]]]:
    return {frozenset(map(identity, group.rows)) for group in groups}


# --- pieces -----------------------------------------------------------------------------------------------------------


def test_partners_are_each_others_best() -> None:
    matches = [
        Match(1, 11, (0, 1), "", 0.9),
        Match(1, 12, (0, 1), "", 0.8),  # 1 has a better one
        Match(2, 12, (0, 1), "", 0.7),  # 12 has a better one, which does not want it
        Match(2, 21, (0, 2), "", 0.3),  # in another document
        Match(1, 12, (0, 1), "频次", 0.1),  # of another kind
        Match(3, 13, (0, 1), "", 0.5),
        Match(3, 14, (0, 1), "", 0.5),  # just as good
    ]
    assert partners(matches) == [matches[0], matches[3], *matches[4:]]


def test_points_leave_out_what_a_document_says_of_itself() -> None:
    rows = rows_of(
        1,
        "青山集团党务公开工作办法",
        "第一条 各单位应当自本办法施行之日起3个月内制定细则。",
        "第二条 公开目录每年更新1次。",
    )
    assert [point.says for point in points_of(rows, {1: 0})] == ["公开目录每年更新1次"]


def test_an_elliptical_clause_says_again_what_stands_before_it() -> None:
    (*_, point) = points_of(
        rows_of(1, "青山集团2026年工作要点", "一、宣传", "各单位应当及时报送信息，每季度不少于2条。"), {1: 0}
    )
    assert {"报送", "信息"} <= point.words.keys()


@pytest.mark.parametrize(
    ("one", "other", "are_other"),
    [
        ("党支部书记每年讲党课1次。", "党委委员每年讲党课1次。", True),
        ("党支部书记和委员每年学习1次。", "支部委员每年学习1次。", False),
        ("党员每年学习1次。", "党支部书记每年学习1次。", True),
        ("组织部每年检查1次。", "党支部书记每年检查1次。", False),
        ("领导班子成员每年调研1次。", "企业领导班子成员每年调研1次。", False),
    ],
)
def test_other_people(one: str, other: str, are_other: bool) -> None:
    first, second = (
        points_of(rows_of(1, "青山集团2026年工作要点", "一、抓落实", text), {1: 0})[0] for text in (one, other)
    )
    assert are_other_people(first, second) is are_other_people(second, first) is are_other


@pytest.mark.parametrize(
    ("stricter", "laxer"),
    [
        ("党支部每月召开1次党员大会。", "党支部每季度召开1次党员大会。"),
        ("各单位报送信息3条。", "各单位报送信息2条。"),
        ("对基层的检查每年不超过1次。", "对基层的检查每年不超过2次。"),
        ("党组织2个月内完成整改。", "党组织3个月内完成整改。"),
        ("党委办公室9月底前修订办法。", "党委办公室10月底前修订办法。"),
        ("党委办公室10月底前修订办法。", "党委办公室应当修订办法。"),
        ("党委办公室应当修订办法。", "党委办公室修订《信息报送办法》。"),
    ],
)
def test_strictness(stricter: str, laxer: str) -> None:
    first, second = (rows_of(1, "青山集团2026年工作要点", "一、抓落实", text)[0] for text in (stricter, laxer))
    assert strictness(first) < strictness(second)
