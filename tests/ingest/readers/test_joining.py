"""Broken sentences, hard-wrapped text, labels that keep lines apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.joining import begins_with_label, glue, join_broken, reflow
from ingest.records import Line, TableRow


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["有利于企业发展，有利于员工利益，", "有利于社会和谐"], ["有利于企业发展，有利于员工利益，有利于社会和谐"]),
        (["安全部、", "设备部、", "财务部参加"], ["安全部、设备部、财务部参加"]),
        (["抓好以下工作，", "一、加强领导"], ["抓好以下工作，", "一、加强领导"]),
        (["抓好以下工作，", "（一）加强领导"], ["抓好以下工作，", "（一）加强领导"]),
        (["抓好以下工作，", "1.加强领导"], ["抓好以下工作，", "1.加强领导"]),
        (["抓好以下工作，", "一是加强领导"], ["抓好以下工作，", "一是加强领导"]),
        (["抓好以下工作，", "第三条 加强领导"], ["抓好以下工作，", "第三条 加强领导"]),
        (["详见，", "附件1"], ["详见，", "附件1"]),
        (["完成投资，", "1.5亿元以上"], ["完成投资，1.5亿元以上"]),
        (["加强领导。", "落实责任。"], ["加强领导。", "落实责任。"]),
        (["加强领导", "落实责任"], ["加强领导", "落实责任"]),
    ],
)
def test_join_broken(lines: list[str], joined: list[str]) -> None:
    assert [line.text for line in join_broken(map(Line, lines))] == joined


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Line("甲，", "title"), Line("乙")),
        (Line("甲，"), Line("乙", "heading 1")),
        (Line("甲，"), Line("乙", row=TableRow(1, ("乙",)))),
        (Line("甲，", row=TableRow(1, ("甲，",))), Line("乙")),
        (Line("甲，"), Line("乙", "footnote")),
    ],
)
def test_titles_headings_and_rows_are_never_joined(first: Line, second: Line) -> None:
    assert join_broken([first, second]) == [first, second]


def test_a_joined_line_keeps_its_first_page_and_knows_where_others_begin() -> None:
    lines = [Line("甲，", page=1), Line("乙丙，", page=2, turns=((1, 3),)), Line("丁", page=3)]
    assert join_broken(lines) == [Line("甲，乙丙，丁", page=1, turns=((2, 2), (3, 3)))]


@given(st.lists(st.text(min_size=1).map(Line)))
def test_joining_loses_no_character(lines: list[Line]) -> None:
    assert "".join(line.text for line in join_broken(lines)) == "".join(line.text for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "一、甲",
        "（二）甲",
        "(三)甲",
        "4.甲",
        "5、甲",
        "（6）甲",
        "⑦甲",
        "一是甲",
        "第八章 甲",
        "第九条 甲",
        "附件2：甲",
        "●甲",
    ],
)
def test_labels(text: str) -> None:
    assert begins_with_label(text)


@pytest.mark.parametrize(
    "text", ["2024年工作", "1.5亿元", "一方面", "有利于", "第一时间报告", "统一是基础", "30项任务"]
)
def test_what_is_no_label(text: str) -> None:
    assert not begins_with_label(text)


@pytest.mark.parametrize(
    ("first", "second", "glued"),
    [
        ("安全", "生产", "安全生产"),
        ("the", "plan", "the plan"),
        ("2024", "年", "2024年"),
        ("A", "级", "A级"),
        ("", "甲", "甲"),
    ],
)
def test_glue(first: str, second: str, glued: str) -> None:
    assert glue(first, second) == glued


SENTENCE = "各单位要结合实际制定细化措施明确责任人和完成时限确保各项任务落到实处取得实效，并按月报送工作进展。"


def _wrapped(paragraphs: list[str], width: int, indent: str) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        whole = indent + paragraph
        lines += [whole[i : i + width] for i in range(0, len(whole), width)]
    return lines


@pytest.mark.parametrize("indent", ["\u3000\u3000", "    ", ""])
@pytest.mark.parametrize("width", [28, 32, 38])
def test_reflow_undoes_hard_wrapping(indent: str, width: int) -> None:
    paragraphs = ["一、" + SENTENCE * 3 + "甲", "（一）" + SENTENCE * 2 + "乙丙", "（二）" + SENTENCE * 2 + "丁戊己。"]
    assert [line.strip() for line in reflow(_wrapped(paragraphs, width, indent))] == paragraphs


def test_reflow_keeps_paragraphs_apart_at_empty_lines() -> None:
    wrapped = [*_wrapped([SENTENCE * 3], 30, ""), "", *_wrapped([SENTENCE * 3], 30, "")]
    assert [line for line in reflow(wrapped) if line] == [SENTENCE * 3, SENTENCE * 3]


@pytest.mark.parametrize(
    "lines",
    [
        [SENTENCE * 3, SENTENCE * 2, "短句。", SENTENCE, SENTENCE * 4],
        ["一、组织领导", "二、责任落实", "三、保障措施", "四、监督检查", "五、总结提高", "六、宣传引导"],
        ["甲", "乙"],
        [],
    ],
    ids=["long paragraphs", "headings of one length", "two lines", "nothing"],
)
def test_reflow_leaves_unwrapped_text_alone(lines: list[str]) -> None:
    assert reflow(lines) == lines
