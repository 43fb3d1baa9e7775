"""Secrecy marks: a file marked 秘密, 机密 or 绝密 does not belong on this machine (GB/T 9704-2012, 7.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from ingest.errors import Classified
from ingest.records import Line

MARKING_LINES: Final = 15  # copy number, mark, urgency, letterhead and number stand within them
LONGEST_MARK: Final = 30  # characters; "000001 机密★1年 特急" is 16
_GRADE: Final = "(?:秘密|机密|绝密)"
_NAME: Final = "(?:文件)?(?:密级和保密期限|密级|秘密等级|保密等级)[:：]?"
# What may be the mark once white space is gone: the grade with its term, between copy number and urgency, or the ticked
# one of several. Other words around it make it a sentence about secrets.
MARK: Final = re.compile(
    rf"(?:份号[:：]?|№|NO\.?)?\d*(?:{_NAME})?{_GRADE}(?:[★☆＊*]\S{{0,8}})?(?:文件|资料|材料)?(?:特急|特提|加急|平急|急件)?"
    rf"|{_NAME}.*[☑☒√✔■]{_GRADE}.*"
)


def check(lines: Sequence[Line], file: str) -> None:
    """Refuse a file that carries a secrecy mark in the marking place: a short line or table cell near the top.

    Args:
        lines (Sequence[Line]): The file's lines.
        file (str): Its name for the error message.

    Raises:
        Classified: A mark stands there. The word inside a sentence (严防失密、泄密) is no mark, nor is 内部.
    """
    for line in lines[:MARKING_LINES]:
        _check_texts(line.row.cells if line.row else (line.text,), file)


def check_margins(texts: Iterable[str], file: str) -> None:
    """Refuse a file by what is printed outside its text: running headers and footers, watermarks.

    Args:
        texts (Iterable[str]): The texts; the mark may stand among other words (云岭集团 机密 第3页).
        file (str): The file's name for the error message.

    Raises:
        Classified: One of them, or one of their words, is a mark.
    """
    for text in texts:
        _check_texts((text, *text.split()), file)


def _check_texts(texts: Sequence[str], file: str) -> None:
    """Judge each text alone, and with the next where they are a label and its value (密级, 机密)."""
    labelled = (first + second for first, second in pairwise(texts) if first.rstrip("：: ").endswith("级"))
    if any(_is_mark(text) for text in (*texts, *labelled)):
        raise Classified("文件标有密级，不能导入", file, "请把涉密文件移出本机，按保密规定处理")


def _is_mark(text: str) -> bool:
    return len(text) <= LONGEST_MARK and MARK.fullmatch(re.sub(r"\s+", "", text)) is not None
