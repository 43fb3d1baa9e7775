from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.compare.difference import difference

TEXTS = st.text(alphabet="党支部每季度年月开会1次20.%，（一）ab", max_size=40)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ()),
        ("每季度一次", "每季度一次", (("keep", "每季度一次"),)),
        ("发展党员32名", "发展党员30名", (("keep", "发展党员"), ("delete", "32"), ("insert", "30"), ("keep", "名"))),
        ("赤字3.2%", "赤字2.8%", (("keep", "赤字"), ("delete", "3.2"), ("insert", "2.8"), ("keep", "%"))),
        (
            "（十一）抓学习",
            "（一）抓学习",
            (("delete", "（十一）"), ("insert", "（一）"), ("keep", "抓学习")),
        ),
        ("甲乙丙丁", "甲己丙庚", (("keep", "甲"), ("delete", "乙丙丁"), ("insert", "己丙庚"))),
    ],
)
def test_what_a_person_would_mark(old: str, new: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert difference(old, new) == expected


@given(TEXTS, TEXTS)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    marked = difference(old, new)
    assert "".join(text for operation, text in marked if operation != "insert") == old
    assert "".join(text for operation, text in marked if operation != "delete") == new
    assert all(text for _, text in marked)
    assert all(one != other for (one, _), (other, _) in pairwise(marked))
