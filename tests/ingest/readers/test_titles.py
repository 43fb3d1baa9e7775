"""Which of the large centred lines at the top are the title, wherever the 发文字号 stands."""

from __future__ import annotations

import pytest

from ingest.readers.titles import Look, SetLine, mark_titles
from ingest.records import Line

BODY = (
    Line(
        "为深入贯彻上级部署，推动党建工作与生产经营深度融合，现就加强企业党建工作提出如下意见，请结合实际认真抓好贯彻落实，确保取得实效，并及时报告有关情况。"
    ),
    Look(16, False),
)
NUMBER = (Line("云岭党〔2026〕1号"), Look(16, True))
LETTERHEAD = (Line("中共云岭能源集团有限公司委员会文件"), Look(26, True))
WRAPPED = [(Line("云岭集团关于加强2026年企业党建工"), Look(22, True)), (Line("作的意见"), Look(22, True))]
CHAPTER = (Line("第一章 总则"), Look(18, True))
PASSED = (Line("（2026年1月5日党委会通过　云岭党〔2026〕1号印发）"), Look(16, True))


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        ([*WRAPPED, NUMBER, BODY], WRAPPED),
        ([LETTERHEAD, NUMBER, *WRAPPED, BODY], WRAPPED),
        ([*WRAPPED, PASSED, CHAPTER, BODY], WRAPPED),
        ([*WRAPPED, BODY], WRAPPED),
        ([NUMBER, BODY], []),
    ],
    ids=["number under the title", "letterhead", "chapter under the number", "no number", "no title"],
)
def test_title_lines(lines: list[SetLine], titles: list[SetLine]) -> None:
    marked = [line.text for line in mark_titles(lines) if line.style == "title"]
    assert marked == [line.text for line, _ in titles]
