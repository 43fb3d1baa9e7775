"""The unit profile: round trip, defaults, and every mistake by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BadRequest
from ingest.library import Library, Profile

TEXT = st.text(max_size=8)
PROFILES = st.builds(
    Profile,
    unit=TEXT,
    aliases=st.lists(TEXT).map(tuple),
    superior=TEXT,
    departments=st.lists(TEXT).map(tuple),
    duties=st.dictionaries(TEXT, st.lists(TEXT).map(tuple)),
    abbreviations=st.dictionaries(TEXT, TEXT),
    today=st.none() | st.integers(1949, 2100),
    expired=st.dictionaries(TEXT, TEXT),
)


@given(PROFILES)
def test_json_round_trip(profile: Profile) -> None:
    assert Profile.from_json(profile.to_json()) == profile


def test_a_library_keeps_the_last_one(library: Library) -> None:
    assert library.profile() == Profile()
    assert library.profile().abbreviations["支委会"] == "支部委员会议"
    library.save_profile(Profile(unit="云岭能源集团有限公司"))
    profile = Profile(
        unit="云岭集团", aliases=("集团公司",), duties={"工会": ("民主管理",)}, abbreviations={}, today=2025
    )
    library.save_profile(profile)
    assert library.profile() == profile


def test_what_is_left_out_keeps_its_default() -> None:
    assert Profile.from_json('{"unit": "云岭集团"}') == Profile(unit="云岭集团")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "不是合法的 JSON：第 1 行第 2 列"),
        ("[]", "应是一个 JSON 对象"),
        ('{"名称": "云岭", "unit": ""}', "不认识的项：名称。可用的项：unit、aliases"),
        ('{"unit": 1}', "unit 应是文字，现在是 1"),
        ('{"aliases": "云岭"}', "aliases 应是列表"),
        ('{"departments": [1]}', "departments 应是文字，现在是 1"),
        ('{"duties": ["工会"]}', "duties 应是对照表"),
        ('{"duties": {"工会": "民主管理"}}', "duties 应是列表"),
        ('{"abbreviations": {"支委会": null}}', "abbreviations 应是文字，现在是 None"),
        ('{"today": "2025"}', "today 应是年份或 null"),
        ('{"today": true}', "today 应是年份或 null"),
    ],
)
def test_mistakes_are_named(text: str, message: str) -> None:
    with pytest.raises(BadRequest, match=message) as caught:
        Profile.from_json(text)
    assert "\n" not in str(caught.value)
