from __future__ import annotations

import pytest

from assistant.compare.wording import says_the_same

SAME = [
    ("加强重大疾病防控", "加强重大疾病防治"),
    ("规范发展职工互助保险", "继续规范发展职工互助保险"),
    ("推进基层组织建设", "推动基层组织建设"),
    ("完善党务公开制度", "进一步健全党务公开制度"),
    ("党支部书记和支部委员每年参加1次培训", "党支部书记、支部委员每年参加一次培训"),
    ("全面贯彻党的十九大和十九届历次全会精神", "全面贯彻党的二十大精神"),
    ("要推动安全生产责任落到实处。", "推动安全生产责任落到实处"),
    ("2023年安全生产目标", "2024年安全生产目标"),
]
OTHER = [
    ("全年计划发展党员32名", "全年计划发展党员30名"),
    ("制定党务公开办法", "落实党务公开办法"),
    ("不得代替董事会决策", "得代替董事会决策"),
    ("每季度抽查会议记录", "每年抽查会议记录"),
    ("支持革命老区、民族地区发展", "支持革命老区、民族地区、边疆地区发展"),
    ("实施四大工程", "实施五大工程"),
    ("2024年底前完成", "2026年底前完成"),
    ("按照《巡察工作规划（2023－2025年）》", "按照《巡察工作规划（2026－2028年）》"),
    ("对公务用车、业务招待抽查1次", "对业务招待、外包合同抽查1次"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_modifiers_and_updates_change_nothing(old: str, new: str) -> None:
    assert says_the_same(old, new, 2023, 2024)
    assert says_the_same(new, old, 2024, 2023)


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_content_changes(old: str, new: str) -> None:
    assert not says_the_same(old, new, 2023, 2024)


def test_a_year_is_the_same_either_absolutely_or_from_the_documents_own() -> None:
    assert says_the_same("2024年1月底前完成", "2025年1月底前完成", 2023, 2024)
    assert says_the_same("落实2019－2023年规划", "落实2019－2023年规划", 2022, 2023)
    assert not says_the_same("2024年1月底前完成", "2026年1月底前完成", 2023, 2024)
    assert not says_the_same("2024年1月底前完成", "2025年1月底前完成", None, None)
