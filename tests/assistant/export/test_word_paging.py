"""How high rows are, and where a task is cut: never when it is short, else only where a page is full."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.word.paging import TOGETHER, lines_of, stretches_of

ROOM = 100
SHORT = int(TOGETHER * ROOM)
HEIGHTS = st.lists(st.lists(st.integers(1, 140), min_size=1, max_size=12), max_size=12)


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("", 5, 1),
        ("党委办公室", 5, 1),
        ("党委办公室负责", 5, 2),
        ("党委\n纪委\n", 5, 3),
        ("一二三四五。", 5, 2),  # a stop does not begin a line
        ("一二三四《办法》", 5, 2),
        ("一二三四（2026年）", 6, 2),  # a number is whole
        ("ABCDEFGHIJKLMNOPQRSTUVWX", 5, 3),  # but for one that is longer than a line
    ],
)
def test_lines(text: str, most: float, lines: int) -> None:
    assert lines_of(text, most) == lines


@pytest.mark.parametrize(
    ("tasks", "first", "counts"),
    [
        ([[10, 10], [10]], ROOM, [(2,), (1,)]),
        ([[40, 30], [10, 10, 10]], ROOM, [(2,), (3,)]),
        ([[40, 40], [10, 10, 10]], ROOM, [(2,), (3,)]),  # goes to the next page whole
        ([[40, 40, 40]], ROOM, [(2, 1)]),
        ([[40, 40, 40]], 50, [(1, 2)]),
        ([[20, 20, 20]], 10, [(3,)]),  # begins on the next page
        ([[250, 20]], ROOM, [(2,)]),  # higher than a page: goes on, with room behind it
    ],
)
def test_stretches(tasks: list[list[int]], first: int, counts: list[tuple[int, ...]]) -> None:
    assert list(stretches_of(tasks, first, ROOM)) == counts


@given(HEIGHTS, st.integers(0, ROOM))
def test_every_row_stands_somewhere_and_short_tasks_are_whole(tasks: list[list[int]], first: int) -> None:
    cut = list(stretches_of(tasks, first, ROOM))
    assert [sum(counts) for counts in cut] == [len(heights) for heights in tasks]
    assert all(min(counts) > 0 for counts in cut)
    assert all(len(counts) == 1 for counts, heights in zip(cut, tasks, strict=True) if sum(heights) <= SHORT)


@given(st.lists(st.lists(st.integers(1, SHORT), min_size=1, max_size=12), max_size=12))
def test_what_stands_together_fits_a_page(tasks: list[list[int]]) -> None:
    for heights, counts in zip(tasks, stretches_of(tasks, ROOM, ROOM), strict=True):
        begins = [sum(counts[:n]) for n in range(len(counts))]
        assert all(sum(heights[b : b + c]) <= ROOM for b, c in zip(begins, counts, strict=True))


@given(st.text("党委2026年《》，。（）", max_size=60), st.integers(2, 20))
def test_no_text_has_fewer_lines_in_a_narrower_column(text: str, most: int) -> None:
    assert lines_of(text, most) >= lines_of(text, most + 20) >= 1
