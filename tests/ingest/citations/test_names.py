"""How names are tidied, which short forms are sure, and what everybody knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.citations.dates import in_force_from, iso
from ingest.citations.known import known_names, official
from ingest.citations.names import carried_by, is_trial, key_of, plain, short_for, tidied


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("中国共产党支部工作条例(试行)", "中国共产党支部工作条例（试行）"),
        ("三年行动计划（2019-2021 年）", "三年行动计划（2019-2021年）"),
        ("２０１９－２０２３年规划", "2019-2023年规划"),
        ("规划（2023—2027年）", "规划（2023-2027年）"),
        ("让党中央放心，让群众满意：意见", "让党中央放心，让群众满意：意见"),
        ("关于印发<甲办法>的通知", "关于印发〈甲办法〉的通知"),
        ("以利民之笔 答卷", "以利民之笔答卷"),
    ],
)
def test_tidied(written: str, name: str) -> None:
    assert tidied(written) == name


@given(st.text("中共条例办法（）()〈〉<>《》－—-~２0年 \n，：Ａa", max_size=30))
def test_tidying_twice_changes_nothing(written: str) -> None:
    once = tidied(written)
    assert tidied(once) == once
    assert key_of(once) == key_of(written)
    assert plain(plain(once)) in plain(once)


@pytest.mark.parametrize(
    ("name", "trial", "without"),
    [
        ("甲办法（试行）", True, "甲办法"),
        ("甲办法（暂行）", True, "甲办法"),
        ("甲办法（2019年修订）", False, "甲办法"),
        ("甲规划（2023-2027年）", False, "甲规划（2023-2027年）"),
        ("党委（党组）甲规则", False, "党委（党组）甲规则"),
    ],
)
def test_editions(name: str, trial: bool, without: str) -> None:
    assert (is_trial(name), plain(name)) == (trial, without)


@pytest.mark.parametrize(
    ("short", "full", "sure"),
    [
        ("党务公开工作办法", "云岭集团党务公开工作办法", True),
        ("党务公开办法", "云岭集团党务公开工作办法（试行）", True),
        ("新形势下党内政治生活若干准则", "关于新形势下党内政治生活的若干准则", True),
        ("公司法", "中华人民共和国公司法", True),
        ("管理办法", "党费管理办法", False),
        ("失业保险条例", "云岭省失业保险条例", False),
        ("党员教育管理办法", "党员干部教育培训管理办法", False),
        ("甲工作办法", "甲工作办法（试行）", False),
        ("党费办法（试行）", "云岭集团党费办法", False),
        ("党务公开工作办法（试行）", "云岭集团党务公开工作办法（试行）", True),
    ],
)
def test_short_forms(short: str, full: str, sure: bool) -> None:
    assert short_for(short, full) is sure
    assert short_for(full, short) is False


def test_what_a_notice_carries() -> None:
    assert carried_by("关于印发〈党费办法〉的通知") == "党费办法"
    assert carried_by("关于贯彻〈党费办法〉的意见") is None


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("党支部条例", "中国共产党支部工作条例（试行）"),
        ("中国共产党支部工作条例", "中国共产党支部工作条例（试行）"),
        ("纪律处分条例", "中国共产党纪律处分条例"),
        ("信访条例", "信访条例"),
        ("信访工作条例", "信访工作条例"),
        ("干部教育培训工作条例（试行）", "干部教育培训工作条例（试行）"),
        ("中国共产党问责条例（试行）", "中国共产党问责条例（试行）"),
        ("安全生产法", "中华人民共和国安全生产法"),
        ("云岭省安全生产条例", "云岭省安全生产条例"),
        ("工作条例", "工作条例"),
        ("全国党员教育培训工作规划", "全国党员教育培训工作规划"),
        ("榜样", "榜样"),
    ],
)
def test_official_names(name: str, known: str) -> None:
    assert official(name) == known


def test_the_list_is_sound() -> None:
    known = known_names()
    assert len(known.official) > 350
    for name in known.official:
        assert (tidied(name), official(name)) == (name, name)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("本办法自2023年7月1日起施行。", "2023-07-01"),
        ("本办法自 2023 年 7 月 1 日起正式施行", "2023-07-01"),
        ("本条例自二〇二四年十二月三十一日起施行。", "2024-12-31"),
        ("从2024年3月起执行", "2024-03"),
        ("自2001年1月1日起施行的《甲办法》同时废止", ""),
        ("自印发之日起施行", "2022-05-06"),
        ("2024年4月28日印发的《甲办法》同时废止", ""),
        ("自收到之日起10日内答复", ""),
    ],
)
def test_in_force_from(text: str, date: str) -> None:
    assert in_force_from(text, "2022年5月6日") == date


def test_a_date_s_gaps_are_short() -> None:
    assert in_force_from("自2023   年   7   月   1   日   起   施行", "") == "2023-07-01"
    assert iso("2023年    7月1日") == "2023"
    blank = " " * 100_000
    assert in_force_from(f"自2023年{blank}施行" * 3, "") == ""


def test_no_date_no_iso() -> None:
    assert iso("") == iso("五月") == ""
