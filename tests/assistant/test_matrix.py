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


def test_an_item_above_plain_paragraphs_tells_as_they_do(embedding: Embedding) -> None:
    told = (
        "一、主要工作",
        "（一）基层基础更加扎实。党支部按季度召开党员大会。",
        "新建职工书屋6个。",
        *(f"第{number}季度走访老党员。" for number in "一二三四"),
    )
    report = read("总结", *told)
    assert [item.address for item in report[1].items][-1] == "一/（一）/¶5"
    matrix = loop(embedding, read("要点", *ASKED), report)
    first, second, *_ = [[quoted.quote for quoted in row.done] for row in matrix.rows]
    assert (first, second) == (["党支部按季度召开党员大会。"], ["新建职工书屋6个。"])


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
        "没有可以对照的任务分解，不作判断",
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


def test_plans_without_a_unit_are_not_mixed(embedding: Embedding) -> None:
    plans = [read("要点", *ASKED, unit=""), read("要点", "一、做好服务", "1.开展消防演练2次。", unit="", number=2)]
    report = read("总结", *TOLD, unit="")
    matrix = loop(embedding, *plans, report)
    assert [row.done for row in matrix.rows] == [()] * len(matrix.rows)
    assert matrix.apart == (report[0],)
    assert any(line.endswith(f"：《{report[0].title}》") for line in as_text(matrix))
    assert as_json(matrix)["apart"] == ["总结1.txt"]


def test_a_report_without_a_unit_belongs_to_the_only_plan_and_that_is_said(embedding: Embedding) -> None:
    plan, report = read("要点", *ASKED), read("总结", *TOLD, unit="")
    matrix = loop(embedding, plan, report)
    assert matrix.has_reports
    assert matrix.assumed == (report[0],)
    assert f"单位未写明，按同一单位对照：《{report[0].title}》" in as_text(matrix)


def test_a_plan_without_a_unit_answers_to_one_unit_only(embedding: Embedding) -> None:
    plan, one = read("要点", *ASKED, unit=""), read("总结", *TOLD)
    other = read("总结", *TOLD, unit="绿水公司", number=2)
    assert loop(embedding, plan, one).has_reports
    assert loop(embedding, plan, one, other).apart == (one[0], other[0])


def test_another_units_report_is_named(embedding: Embedding) -> None:
    report = read("总结", *TOLD, unit="绿水公司")
    assert loop(embedding, read("要点", *ASKED), report).apart == (report[0],)


def test_what_is_forbidden_or_left_out_needs_no_record(embedding: Embedding) -> None:
    plan = read("要点", "一、党建", "1.做好教育。开展消防演练2次。不再单独组织竞赛。培训班改为两年1期，本年度不安排。",
                "2.不得虚报数据。", "3.改进检查。检查由每年2次改为1次，不再现场检查。")  # fmt: skip
    matrix = loop(embedding, plan, read("总结", "一、主要工作", "1.开展消防演练2次。"))
    assert matrix.rows[0].unrecorded == ()
    assert [row.flags for row in matrix.rows] == [(), (), ("无落实记录",)]


def test_one_fact_is_told_once(embedding: Embedding) -> None:
    plan = read("要点", "一、党建", "1.发布党员攻关课题15个。")
    reports = [
        read("总结", "一、主要工作", "1.党员攻关课题验收13个，未能全部完成。"),
        read("报告", "一、主要工作", "1.发布的党员攻关课题已验收13个。", number=2),
    ]
    [row] = loop(embedding, plan, *reports).rows
    assert [(each.field, each.asked_value, each.found_value) for each in row.differences] == [("数量", "15个", "13个")]
    assert len(row.done) == 2


def test_times_are_a_frequency(embedding: Embedding) -> None:
    plan = read("要点", "一、党建", "1.党支部每月召开1次联席会议。", "2.工会慰问困难职工30户。")
    report = read("总结", "一、主要工作", "1.党支部召开联席会议10次。", "2.工会慰问困难职工20户。")
    found = [each for row in loop(embedding, plan, report).rows for each in row.differences]
    assert [(each.field, each.found_value) for each in found] == [("频次", "10次"), ("数量", "20户")]
