"""A bare measure in place of words that hold one."""

from __future__ import annotations

import pytest

from assistant.drafting.revising.measures import in_place_of
from ingest.errors import BadRequest


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("讲党课不少于1次", "2次", "讲党课不少于2次"),
        ("每年讲党课1次", "不少于2次", "每年讲党课不少于2次"),
        ("课题保持8个左右", "10个", "课题保持10个左右"),
        ("课题8个左右", "不少于10个", "课题不少于10个"),
        ("党课每季度安排1次", "每半年", "党课每半年安排1次"),
        ("每两个月召开1次", "每月1次", "每月召开1次"),
        ("占比不低于65％", "70%", "占比不低于70%"),
        ("调研1次、授课2次", "3次", "调研1次、授课3次"),
        ("期限不少于1年", "半年", "期限不少于半年"),
        ("4月底前完成登记", "5月底前", "5月底前完成登记"),
        ("6月底", "7月底前", "7月底前"),
        ("10对", "12名", "12名"),
        ("每年公布1次", "每半年公布1次", "每半年公布1次"),
    ],
)
def test_the_like_part_gives_way(old: str, new: str, text: str) -> None:
    assert in_place_of(old, new) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [("优秀师徒10对", "12名"), ("讲党课1次", "每年2次"), ("调研1次、授课2次的", "3次"), ("优秀师徒", "12对")],
)
def test_what_is_not_clear_is_refused(old: str, new: str) -> None:
    with pytest.raises(BadRequest, match=f"不能确定“{new}”"):
        in_place_of(old, new)
