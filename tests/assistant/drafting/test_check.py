"""The checks as a whole: over every sample document, each finding read; invariants on made-up documents."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.check import check
from assistant.drafting.checks.context import Context
from ingest.records import Outline
from tests.assistant.drafting.checked import CORPUS, counted, document, read

GROUP, SUPERIOR = "云岭集团", "省能源行业党委关于"

# File -> check -> addresses. What is not in the table must be found nowhere.
EXPECTED = {
    f"{GROUP}2021年党建工作要点.docx": {"附件": ["附件说明"]},
    f"{GROUP}2022年党建工作要点.txt": {},
    f"{GROUP}2023年党建工作要点.docx": {},
    f"{GROUP}2024年党建工作要点.docx": {"往年事项": ["六/（十九）"], "附件": ["附件说明"]},
    f"{GROUP}2025年党建工作要点.pdf": {"往年事项": ["六/（三）"], "概括语未说明": ["导语"]},
    f"{SUPERIOR}做好2023年企业党建工作的意见.docx": {},
    f"{SUPERIOR}加强2025年企业党建工作的意见.txt": {},
    f"{SUPERIOR}加强2026年企业党建工作的意见.pdf": {},
    f"{GROUP}党务公开工作办法.docx": {},
    f"{GROUP}党员教育培训管理办法.txt": {},
    f"{GROUP}星级党支部评定办法.docx": {},
    f"{GROUP}2021年党建重点任务分解表.docx": {},
    f"{GROUP}2022年党建重点任务分解表.xlsx": {},
    f"{GROUP}2023年党建重点任务分解表.docx": {},
    f"{GROUP}2024年党建重点任务分解表.xlsx": {},
    f"{GROUP}2025年党建重点任务分解.docx": {},
    f"{GROUP}2023年党建工作总结及2024年工作打算.txt": {},
    f"{GROUP}2022年党建工作总结及2023年工作安排.docx": {
        "掩码": ["一/3", "一/4", "一/6", "一/8"],
        "标题不对仗": ["三/（一）"],
    },
    f"{GROUP}2025年党建工作总结及2026年工作打算.pdf": {"掩码": [f"一/（{n}）" for n in "一二三六七"]},
    f"{GROUP}基层党建重点任务落实情况报告（2024）.docx": {"概括语未说明": ["导语"], "编号": ["一/（一）"]},
}


@pytest.mark.parametrize("file", EXPECTED)
def test_findings_in_the_sample_documents(file: str) -> None:
    assert counted(check(read(CORPUS / file), Context())) == EXPECTED[file]


def test_last_years_plan_taken_for_this_years() -> None:
    """What a careless editor leaves standing, in a plan that is without fault in its own year."""
    stale = counted(check(read(CORPUS / f"{GROUP}2025年党建工作要点.pdf"), Context(year=2026)))
    assert stale["年度陈旧"] == ["", "导语"]  # the title, and 2025年是…
    assert stale["会议陈旧"] == ["导语"]  # 二十届二中、三中全会
    assert stale["表述过时"] == ["导语", "六/（一）"]  # “十四五”规划收官之年, 深入贯彻中央八项规定精神学习教育


@pytest.mark.parametrize("file", [*EXPECTED, f"{GROUP}2021年党建工作总结.txt", f"{GROUP}2024年党建工作总结.txt"])
def test_every_quote_stands_at_its_address(file: str) -> None:
    outline = read(CORPUS / file)
    for year in (None, 2030):
        assert_places(outline, Context(year=year, foreign=("水电公司", "物资公司"), is_plan=True))


def assert_places(outline: Outline, context: Context) -> None:
    texts = {item.address: item.text for item in outline.items} | {"": outline.title}
    for finding in check(outline, context):
        assert finding.quote in texts[finding.address], finding
        assert min(len(finding.message), len(finding.suggestion)) > 0, finding
        assert "\n" not in finding.message + finding.suggestion, finding


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.text(
            st.sampled_from(
                "一二（）()《》“”〈〉、。，,;：1X年月的了2019度十九届四中全会附件见帐户布署\0 x三强即四个意识"
            ),
            min_size=1,
            max_size=60,
        )
        .map(str.strip)
        .filter(bool),
        min_size=1,
        max_size=6,
    )
)
def test_any_text_is_checked(lines: list[str]) -> None:
    """No text breaks a check, and what is found has its place; twice gives the same."""
    outline = document("云岭集团2026年党建工作要点", *lines)
    context = Context(foreign=("布署",), meetings=("党的二十届四中全会",))
    assert_places(outline, context)
    assert check(outline, context) == check(outline, context)
