from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.labels import AttachmentLine, Rank, attachment_line, inline_labels, label_of
from ingest.numerals import value_of

LABELS = [
    ("一、加强政治建设", "一", Rank.CHINESE, 1),
    ("十二．加强政治建设", "十二", Rank.CHINESE, 12),
    ("（三）抓落实", "（三）", Rank.BRACKETED, 3),
    ("(三)抓落实", "（三）", Rank.BRACKETED, 3),
    ("( 十一 ) 抓落实", "（十一）", Rank.BRACKETED, 11),
    ("12.抓落实", "12", Rank.ARABIC, 12),
    ("12．抓落实", "12", Rank.ARABIC, 12),
    ("１２、抓落实", "12", Rank.ARABIC, 12),
    ("1.1 总体要求", "1.1", Rank.DECIMAL, 1),
    ("2.6月底前完成", "2", Rank.ARABIC, 2),
    ("3.12月开展述职", "3", Rank.ARABIC, 3),
    ("（2）抓落实", "（2）", Rank.BRACKETED_ARABIC, 2),
    ("2）抓落实", "2）", Rank.HALF_BRACKETED, 2),
    ("⑵抓落实", "（2）", Rank.BRACKETED_ARABIC, 2),
    ("（２）抓落实", "（2）", Rank.BRACKETED_ARABIC, 2),
    ("二）抓落实", "（二）", Rank.BRACKETED, 2),
    ("第 五 条　本办法", "第五条", Rank.CLAUSE, 5),
    ("③抓落实", "③", Rank.CIRCLED, 3),
    ("一是抓落实", "一是", Rank.INLINE, 1),
    ("三要抓落实", "三要", Rank.INLINE, 3),
    ("第二章　组织机构", "第二章", Rank.CHAPTER, 2),
    ("第一节 职责", "第一节", Rank.SECTION, 1),
    ("第二十一条　本办法自印发之日起施行。", "第二十一条", Rank.CLAUSE, 21),
    ("第三条之一 本条", "第三条之一", Rank.CLAUSE, 3),
    ("第二部分 主要任务", "第二部分", Rank.PART, 2),
]
NO_LABELS = [
    "2024年，公司党委",
    "1.5亿元投资",
    "3.2%的增长",
    "2.6个百分点",
    "一要求就是",
    "第五条规定的情形",
    "十项任务",
    "一些单位",
    "",
    "（试行）",
]


@pytest.mark.parametrize(("text", "label", "rank", "value"), LABELS)
def test_label(text: str, label: str, rank: Rank, value: int) -> None:
    found = label_of(text)
    assert found is not None
    assert (found.text, found.rank, found.value) == (label, rank, value)
    assert not text[found.length :].startswith((" ", "　"))


@pytest.mark.parametrize("text", NO_LABELS)
def test_no_label(text: str) -> None:
    assert label_of(text) is None


@given(st.text(max_size=40))
def test_any_text_has_a_label_of_its_own_characters_or_none(text: str) -> None:
    found = label_of(text)
    assert found is None or (0 < found.length <= len(text) and "/" not in found.text)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("重点抓好：一是学习；二是整改；三是考核。", ["一是", "二是", "三是"]),
        ("一要明确目标。二要明确步骤。", ["一要", "二要"]),
        ("思想统一是前提，二是没有的。", []),
        ("一是只有一项。", []),
        ("一是甲。二是乙。此外，一是丙。二是丁。", ["一是", "二是", "一是", "二是"]),
        ("一是甲。二要乙。", []),
        ("之一是甲，二是乙", []),
    ],
)
def test_inline_lists(text: str, members: list[str]) -> None:
    assert [label.text for label in inline_labels(text)] == members


def test_inline_list_goes_on_from_the_paragraph_above() -> None:
    assert [label.text for label in inline_labels("二是乙；三是丙。", first=2)] == ["二是", "三是"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("附件：", AttachmentLine("附件", "")),
        ("附件1", AttachmentLine("附件1", "")),
        ("附 件 2：任务分解表", AttachmentLine("附件2", "任务分解表")),
        ("附件1 任务分解表", AttachmentLine("附件1", "任务分解表")),
        ("附件所列事项由各单位负责", None),
        ("主附件", None),
    ],
)
def test_attachment_lines(text: str, line: AttachmentLine | None) -> None:
    assert attachment_line(text) == line


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("二十一", 21),
        ("一百零三", 103),
        ("二〇二四", 2024),
        ("两", 2),
        ("12", 12),
        ("１２", 12),
        ("三百", 300),
    ],
)
def test_numerals(numeral: str, value: int) -> None:
    assert value_of(numeral) == value


@pytest.mark.parametrize("numeral", ["百万", "甲", "x"])
def test_strange_numerals(numeral: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        value_of(numeral)
