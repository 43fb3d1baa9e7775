"""The loop over small documents: units kept apart, sides without documents, lists, tables inside a 要点, what programs see."""

from __future__ import annotations

import pytest

from assistant.matrix.loop import matrix_of
from assistant.matrix.rows import Matrix
from assistant.matrix.showing import as_json, as_text
from assistant.matrix.sides import Read
from ingest.embedding import Embedding, load_embedding
from ingest.errors import BadRequest
from ingest.outline import outline_of
from ingest.records import Document, Kind, Line, TableRow, Text

COLUMNS = ("序号", "重点任务", "具体措施", "牵头单位", "完成时限")

ASKED = (
    "一、夯实基层基础",
    "（一）提高组织生活质量。党支部党员大会每季度召开1次。党务知识竞赛全年举办4场。",
    "（二）建好活动阵地。新建职工书屋6个，9月底前完成。",
    "（三）抓好安全培训。重点抓好以下两件事：",
    "1.组织汛前安全教育覆盖全部班组；",
    "2.开展消防演练2次。",
)
TOLD = (
    "一、主要工作",
    "（一）基层基础更加扎实。党支部按季度召开党员大会。举办党务知识竞赛3场。组织无偿献血活动一次。",
    "（二）安全培训有声有色。汛前安全教育覆盖全部班组，开展消防演练2次。",
)
ROWS = (
    ("1", "建好活动阵地", "新建职工书屋6个", "工会", "10月底前"),
    ("2", "更新视觉标识", "更换办公楼标识标牌", "行政部", "5月底前"),
)


@pytest.fixture(scope="module")
def embedding() -> Embedding:
    return load_embedding("builtin")


def read(kind: Kind, *lines: str | Line, unit: str = "青山集团", number: int = 1) -> Read:
    title = Line(f"{unit}2024年党建工作{kind}", style="title")
    text = Text.of([title, *(line if isinstance(line, Line) else Line(line) for line in lines)])
    outline = outline_of(text, f"{kind}{number}.txt")
    return Document(number, number, 1, f"{kind}{number}.txt", (), outline.title, 2024, kind, unit, ""), outline


def table(*rows: tuple[str, ...]) -> list[Line]:
    lines = [Line("\t".join(COLUMNS), row=TableRow(1, COLUMNS, header=True))]
    return [*lines, *(Line("\t".join(row), row=TableRow(1, row)) for row in rows)]


def loop(embedding: Embedding, *documents: Read) -> Matrix:
    return matrix_of(2024, documents, embedding)


def test_without_a_plan_there_is_nothing_to_close(embedding: Embedding) -> None:
    with pytest.raises(BadRequest, match="没有2024年的工作要点"):
        loop(embedding, read("总结", *TOLD))


def test_items_rows_and_reports(embedding: Embedding) -> None:
    matrix = loop(embedding, read("要点", *ASKED), read("任务分解", *table(*ROWS)), read("总结", *TOLD))

    assert [(row.item and row.item.item.address, row.flags) for row in matrix.rows] == [
        ("一/（一）", ("无分解", "未达到")),
        ("一/（二）", ("无落实记录", "与要点不一致")),
        ("一/（三）", ("无分解",)),
        (None, ("分解有、要点无",)),
        (None, ("总结有、要点无",)),
    ]
    assert [(each.asked_value, each.found_value) for row in matrix.rows for each in row.differences] == [
        ("4场", "3场"),
        ("9月底前", "10月底前"),
    ]
    assert matrix.rows[-1].done[0].quote == "组织无偿献血活动一次。"


def test_an_item_that_leads_to_a_list_is_one_with_it(embedding: Embedding) -> None:
    matrix = loop(embedding, read("要点", *ASKED), read("总结", *TOLD))
    row = matrix.rows[2]
    assert row.item is not None
    assert row.item.quote.endswith("2.开展消防演练2次。")
    assert [each.quote for each in row.done] == ["汛前安全教育覆盖全部班组，开展消防演练2次。"]


def test_a_side_without_documents_raises_no_flags(embedding: Embedding) -> None:
    matrix = loop(embedding, read("要点", *ASKED))
    assert [row.flags for row in matrix.rows] == [(), (), ()]
    assert as_json(matrix)["missing"] == ["任务分解", "总结或报告"]


def test_a_table_inside_a_plan_breaks_it_down(embedding: Embedding) -> None:
    matrix = loop(embedding, read("要点", *ASKED, "附件1", *table(*ROWS)), read("总结", *TOLD))
    assert matrix.has_breakdown
    assert [each.quote.split("\t")[2] for each in matrix.rows[1].breakdown] == ["新建职工书屋6个"]


def test_a_breakdown_without_a_table_is_read_by_items(embedding: Embedding) -> None:
    breakdown = read(
        "任务分解", "一、任务分工", "1.新建职工书屋6个，由工会负责。", "2.举办党务知识竞赛，由宣传部负责。"
    )
    matrix = loop(embedding, read("要点", *ASKED), breakdown)
    assert [[each.item.address for each in row.breakdown] for row in matrix.rows] == [["一/2"], ["一/1"], []]


def test_another_units_documents_answer_nothing(embedding: Embedding) -> None:
    matrix = loop(embedding, read("要点", *ASKED), read("总结", *TOLD, unit="绿水公司"))
    assert [document.kind for document in matrix.documents] == ["要点"]
    assert not matrix.has_reports


def test_two_units_are_closed_side_by_side(embedding: Embedding) -> None:
    other = read("要点", "一、做好服务", "1.开展消防演练2次。", unit="绿水公司", number=2)
    matrix = loop(embedding, read("要点", *ASKED), other, read("总结", *TOLD))
    assert [row.item.document.unit for row in matrix.rows if row.item] == ["青山集团"] * 3 + ["绿水公司"]
    assert matrix.rows[-1].done == ()


def test_problems_are_shown_and_are_no_record(embedding: Embedding) -> None:
    report = read("总结", "一、主要工作", "1.开展消防演练2次。", "二、存在的问题", "1.职工书屋建设滞后，未能按期完成。")
    row = loop(embedding, read("要点", *ASKED), report).rows[1]
    assert [each.item.tense for each in row.done] == ["problem"]
    assert row.flags == ("无落实记录", "未达到")


def test_guiding_thoughts_openings_and_signatures_ask_for_nothing(embedding: Embedding) -> None:
    plan = read(
        "要点",
        "2024年党建工作总体要求：围绕中心、服务大局。",
        "一、总体要求",
        "坚持以高质量党建引领高质量发展。",
        "二、重点任务",
        "1.开展消防演练2次。",
        "青山集团",
        "2024年3月1日",
    )
    assert [row.item and row.item.item.address for row in loop(embedding, plan).rows] == ["二/1"]


def test_what_programs_see(embedding: Embedding) -> None:
    seen = as_json(loop(embedding, read("要点", *ASKED), read("任务分解", *table(*ROWS)), read("总结", *TOLD)))
    assert seen["examined"] == {"documents": 3, "files": ["要点1.txt", "任务分解1.txt", "总结1.txt"]}
    assert seen["rows"][1] == {
        "item": {"file": "要点1.txt", "address": "一/（二）", "text": ASKED[2]},
        "breakdown": [{"file": "任务分解1.txt", "address": "表1/1", "quote": "\t".join(ROWS[0])}],
        "done": [],
        "unrecorded": [],
        "differences": [
            {
                "flag": "与要点不一致",
                "field": "时限",
                "asked": {"file": "要点1.txt", "address": "一/（二）", "value": "9月底前"},
                "found": {"file": "任务分解1.txt", "address": "表1/1", "value": "10月底前"},
            }
        ],
        "flags": ["无落实记录", "与要点不一致"],
    }
    assert seen["rows"][-1]["item"] is None


def test_what_people_read(embedding: Embedding) -> None:
    lines = list(as_text(loop(embedding, read("要点", *ASKED), read("总结", *TOLD))))
    assert lines == [
        "2024年，要点共 3 条，检查了 2 份文件（2024年）",
        "资料库里没有这一年的任务分解，不作判断",
        "无落实记录 1 条，未达到 1 条，总结有、要点无 1 条",
        "一/（一）　提高组织生活质量　〔未达到〕",
        "    落实：党支部按季度召开党员大会。　《青山集团2024年党建工作总结》一/（一）",
        "    落实：举办党务知识竞赛3场。　《青山集团2024年党建工作总结》一/（一）",
        "    未达到：数量，要求“4场”，实际“3场”　《青山集团2024年党建工作总结》一/（一）",
        "一/（二）　建好活动阵地　〔无落实记录〕",
        "一/（三）　抓好安全培训",
        "    落实：汛前安全教育覆盖全部班组，开展消防演练2次。　《青山集团2024年党建工作总结》一/（二）",
        "要点以外　〔总结有、要点无〕",
        "    落实：组织无偿献血活动一次。　《青山集团2024年党建工作总结》一/（一）",
    ]
