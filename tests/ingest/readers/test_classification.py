"""Secrecy marks are found where they stand, and only there."""

from __future__ import annotations

import pytest

from ingest.errors import Classified
from ingest.readers.classification import check, check_margins
from ingest.records import Line, TableRow

MARKS = [
    "秘密", "机密", "绝密", "机 密", "秘\u3000密", "机密★1年", "秘密★6个月", "绝密★长期", "机密 ★ 10年", "秘密☆",
    "密级：机密", "密级:秘密", "密级：绝密★长期", "文件密级：机密", "密级和保密期限：机密★5年", "保密等级：秘密",
    "机密特急", "绝密文件",
    "000012 机密★1年 特急", "份号：000012 密级：机密", "密级：□秘密 ☑机密 □绝密",
    "【机密】", "（秘密）", "云岭集团2024年工作要点【机密】",
]  # fmt: skip
DATED_MARKS = [
    "密级：秘密\u3000\u3000保密期限：3年", "秘密 3年", "机密（长期）", "SECRET 秘密▲5年", "秘密▲", "绝密★长期", "秘密★启用前",
    "机密★1年", "（机密★10年）", "绝密级★30年", "特急 机密★1年", "云岭集团2024年工作要点 秘密★6个月",
]  # fmt: skip
NO_MARKS = [
    "内部", "内部资料", "内部资料 注意保存", "密级：内部", "密级：公开", "密级：无", "密级：",
    "密级：□秘密 □机密 □绝密", "严防失密、泄密", "保守国家秘密", "党的机密文件管理", "加强商业秘密保护",
    "机密文件的传阅应当登记", "秘密级事项管理办法",
    "做好机密、秘密文件清退工作。", "不得泄露党和国家秘密，确保机密★级文件单独存放。", "一、秘密载体管理", "保密工作",
    "机密文件管理办法", "（三）保守秘密", "二、机密", "（三）机密文件3年清退一次", "秘密事项的保密期限不超过10年",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKS)
def test_marks(text: str) -> None:
    with pytest.raises(Classified) as caught:
        check([Line("云岭能源集团有限公司文件"), Line(text), Line("2024年工作要点")], "文件.docx")
    assert "文件.docx" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", DATED_MARKS)
@pytest.mark.parametrize("above", [0, 20, 200])
def test_a_mark_with_its_term_counts_anywhere(text: str, above: int) -> None:
    with pytest.raises(Classified):
        check([*(Line(f"第{i}项工作") for i in range(above)), Line(text)], "文件.docx")


@pytest.mark.parametrize("text", NO_MARKS)
def test_words_that_are_no_mark(text: str) -> None:
    check([Line(text), Line("2024年工作要点")], "文件.docx")
    with pytest.raises(Classified):
        check([Line(text), Line("机密★1年")], "文件.docx")


@pytest.mark.parametrize(
    "cells", [("密级", "机密"), ("密级：", "秘密★1年"), ("编号", "12", "密级", "绝密"), ("", "机密★1年")]
)
def test_a_mark_in_a_table_at_the_top(cells: tuple[str, ...]) -> None:
    with pytest.raises(Classified):
        check([Line("\t".join(cells), row=TableRow(1, cells))], "文件.docx")


def test_a_mark_in_a_text_box_at_the_top() -> None:
    with pytest.raises(Classified):
        check([Line("2024年工作要点", "title"), Line("机密", "textbox")], "文件.docx")


def test_the_word_alone_far_below_is_no_mark() -> None:
    lines = [Line(f"第{i}项工作") for i in range(30)]
    check([*lines, Line("秘密")], "文件.docx")
    with pytest.raises(Classified):
        check([Line("秘密"), *lines], "文件.docx")


def test_in_a_margin_the_mark_may_stand_among_other_words() -> None:
    check_margins(["云岭集团 保密办公室 第3页", "内部"], "文件.pdf")
    with pytest.raises(Classified):
        check_margins(["云岭集团 机密 第3页"], "文件.pdf")
