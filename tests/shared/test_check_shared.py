"""The checks over the real documents and reports: every finding read; what is in no table must be found nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafting.check import check
from assistant.drafting.checks.context import Context
from tests.assistant.drafting.checked import counted, read
from tests.assistant.drafting.test_check import assert_places

pytestmark = pytest.mark.shared

# File -> check -> addresses, all of them true: the masks of the collection, a list of tasks without subject, amount or
# date, “1123”, an attachment that is a bare title, half-width signs, a missing full stop, an unclosed 《, a sentence of
# a plan that tells what was done.
DOCUMENTS = {
    "企业_基层党建重点任务落实情况报告.txt": {
        "掩码": ["导语", "一/（二）/一是", "一/（三）/一是", "二/¶1"],
        "编号": ["一/（一）"],
    },
    "县局_2020年党建工作意见.txt": {
        "掩码": ["导语", "一/（二）", "一/（三）", "六/（十）"],
        "要素缺失": ["一/（三）", "二/（四）", "六/（十）/三要"],
        "标点": ["二/（四）"],
    },
    "国企_2020年度党建工作要点及任务分解.txt": {
        "掩码": ["导语", "二/2", "四/10", "五/20", "八/30"],
        "要素缺失": [""],
        "概括语未说明": ["三/3"],
        "附件": ["附件"],
        "标点": ["四/10"],
    },
    "机关_2020年机关党的建设工作要点.txt": {
        "掩码": ["导语", "二/6", "二/7", "三/10"],
        "要素缺失": [""],
        "标点": ["一/5", "四/14", "五/16"],
    },
    "集团_2020年上半年党建工作总结及下半年工作计划.txt": {
        "掩码": [*(f"一/{n}是" for n in "一二三四五六七八九十"), "三/（五）"],
        "文风": ["三/（五）"],
        "书名号": ["一/二是"],
        "标点": ["一/一是"],
    },
}

# Findings of a report in its own year: lists that the source prints without their stops, formulas of the day.
MOST_IN_A_REPORT = 3
ANNOUNCED_PLENUM = {
    "国企_2020年度党建工作要点及任务分解.txt": ["二/2", "六/22"],
    "机关_2020年机关党的建设工作要点.txt": ["导语", "二/6"],
}


@pytest.mark.parametrize("file", DOCUMENTS)
def test_findings_in_the_real_documents(shared: Path, file: str) -> None:
    outline = read(shared / "data/documents" / file)
    assert counted(check(outline, Context())) == DOCUMENTS[file]
    assert_places(outline, Context(year=2021, foreign=("水务集团", "文化公司")))


@pytest.mark.parametrize("file", ANNOUNCED_PLENUM)
def test_a_plan_of_2020_taken_for_2022(shared: Path, file: str) -> None:
    """The plenum of autumn 2019 is no longer the last; the year stands in the opening and the title."""
    stale = counted(check(read(shared / "data/documents" / file), Context(year=2022)))
    assert stale["会议陈旧"] == ANNOUNCED_PLENUM[file]
    assert stale["年度陈旧"][:2] == ["", "导语"]


@pytest.mark.parametrize("year", range(2008, 2023))
def test_reports_are_all_but_free_of_findings(shared: Path, year: int) -> None:
    findings = check(read(shared / f"data/reports/政府工作报告_{year}.txt"), Context())
    assert len(findings) <= MOST_IN_A_REPORT, findings
    assert not {f.check for f in findings} & {
        "年度陈旧",
        "会议陈旧",
        "表述过时",
        "文风",
        "疑似错字",
        "重复条目",
        "掩码",
    }


def test_slips_in_laws(shared: Path) -> None:
    """Seventeen million characters of laws hold no slip but old spellings and true ones."""
    import gzip
    import json

    from assistant.drafting.checks.paper import without_names, without_quotations
    from assistant.drafting.checks.typos import slips_in

    found = set()
    with gzip.open(shared / "data/laws/articles.jsonl.gz", "rt", encoding="utf-8") as articles:
        for article in articles:
            text = without_quotations(without_names(json.loads(article)["text"]))
            found |= {wrong for _, wrong in slips_in(text)}
    assert found == {"帐簿", "帐户", "帐目", "帐号", "台帐", "记帐", "座落", "循私舞弊", "的的"}
