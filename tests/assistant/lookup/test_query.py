"""Which rows of the register a query means: all that say it, none that do not."""

from __future__ import annotations

import pytest

from assistant.lookup.query import Query, matching
from ingest.citations import mentions_of
from ingest.library.profile import ABBREVIATIONS
from ingest.obligations import obligations_of
from ingest.outline import outline_of
from ingest.records import EVERYONE, Document, Line, Placed, Requirement, Text

LINES = (
    "一、组织建设",
    "1.严肃组织生活。支部委员会会议每月召开1次，党小组会每月召开1次。",
    "2.管好党费。组织人事部每半年公布1次党费收缴使用情况。",
    "3.落实制度。按照《中国共产党党务公开条例（试行）》，党委办公室6月底前制定党务公开目录。",
    "二、宣传工作",
    "4.做好信息报送。宣传部会同工会每月通报1次信息采用情况。",
    "5.防范意识形态风险。宣传部每季度开展1次意识形态领域分析研判。",
)


@pytest.fixture(scope="module")
def rows() -> list[Placed[Requirement]]:
    outline = outline_of(Text.of([Line("云岭集团2024年党建工作要点"), *map(Line, LINES)]), "x.txt")
    document = Document(1, 1, 1, "x.txt", (), outline.title, outline.year, outline.kind, outline.unit, EVERYONE)
    found = obligations_of(outline, mentions_of(outline))
    return [Placed(document, outline.items[row.item], row) for row in found]


FOUND = [
    (Query(), {"1", "2", "3", "4", "5"}),
    (Query("党费"), {"2"}),
    (Query("党费 半年"), {"2"}),
    (Query("党费 每月"), set()),
    (Query("支委会"), {"1"}),
    (Query("支委会多久召开一次？"), {"1"}),
    (Query("意识形态风险分析研判"), {"5"}),
    (Query("宣传"), {"4", "5"}),
    (Query("组织建设"), {"1", "2", "3"}),
    (Query("防汛抢险"), set()),
    (Query(subject="宣传部"), {"4", "5"}),
    (Query(subject="纪委"), set()),
    (Query(cites="党务公开条例"), {"3"}),
    (Query(cites="《中国共产党党务公开条例（试行）》"), {"3"}),
    (Query(cites="党员教育条例"), set()),
    (Query(strengths=("deliverable",)), set()),
    (Query("每月", tenses=("plan",)), {"1", "4"}),
    (Query(tenses=("done",)), set()),
]


@pytest.mark.parametrize(("query", "labels"), FOUND, ids=[str(n) for n in range(len(FOUND))])
def test_matching(query: Query, labels: set[str], rows: list[Placed[Requirement]]) -> None:
    assert {row.item.label for row in matching(rows, query, ABBREVIATIONS)} == labels


def test_the_order_is_kept(rows: list[Placed[Requirement]]) -> None:
    assert matching(rows, Query(), ABBREVIATIONS) == rows
