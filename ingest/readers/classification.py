"""Secrecy marks: a file marked 秘密, 机密 or 绝密 does not belong on this machine (GB/T 9704-2012, 7.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from ingest.errors import Classified
from ingest.records import Line

MARKING_LINES: Final = 20  # copy number, mark, urgency, letterhead, number and title stand within them
LONGEST_MARK: Final = 40  # characters; "000001 机密★1年 特急" is 16, and a title may end with the mark
_GRADE: Final = "(?:秘密|机密|绝密)级?"
_URGENCY: Final = "(?:特急|特提|加急|平急|急件)?"
_STAR: Final = "[★☆＊*▲△]"
_TERM: Final = r"(?:[\d一二三四五六七八九十]{1,3}(?:年|个?月|[日天])|长期|永久|启用前)"
_NAME: Final = "(?:文件)?(?:密级和保密期限|密级|秘密等级|保密等级)[:：]?"
_BEFORE: Final = rf"(?:份号[:：]?|№|NO\.?)?\d*{_URGENCY}(?:{_NAME})?(?:TOP)?(?:SECRET|CONFIDENTIAL)?"
_BEHIND: Final = rf"(?:文件|资料|材料)?{_URGENCY}"
UNPRINTED: Final = re.compile(r"[\s（）()【】\[\]〔〕]+")  # white space, and the brackets that a mark may stand in
# The grade with its term is a mark wherever it stands alone or ends a short line.
DATED: Final = re.compile(
    rf"{_BEFORE}{_GRADE}(?:{_STAR}\S{{0,8}}|[，,；;]?(?:保密期限[:：]?)?{_TERM}){_BEHIND}|.*{_GRADE}{_STAR}{_TERM}"
)
# The bare grade is one only at the top: between copy number and urgency, or the ticked one of several. Other words
# around it make it a sentence about secrets.
BARE: Final = re.compile(rf"{_BEFORE}{_GRADE}{_BEHIND}|{_NAME}.*[☑☒√✔■]{_GRADE}.*")
BRACKETED: Final = re.compile(rf".*[【\[]\s*{_GRADE}\s*[】\]]|[【\[]\s*{_GRADE}\s*[】\]].*")


def check(lines: Sequence[Line], file: str) -> None:
    """Refuse a file that carries a secrecy mark: a short line or table cell near the top, or anywhere with a term.

    Args:
        lines (Sequence[Line]): The file's lines.
        file (str): Its name for the error message.

    Raises:
        Classified: A mark stands there. The word inside a sentence (严防失密、泄密) is no mark, nor is 内部.
    """
    for number, line in enumerate(lines):
        texts = line.row.cells if line.row else (line.text,)
        if number < MARKING_LINES:
            _check_texts(texts, file)
        elif any(map(_is_dated, texts)):
            raise _refusal(file)


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
        raise _refusal(file)


def _refusal(file: str) -> Classified:
    return Classified("文件标有密级，不能导入", file, "请把涉密文件移出本机，按保密规定处理")


def _is_mark(text: str) -> bool:
    if len(text) > LONGEST_MARK:
        return False
    return _is_dated(text) or BARE.fullmatch(_squeezed(text)) is not None or BRACKETED.fullmatch(text) is not None


def _is_dated(text: str) -> bool:
    return len(text) <= LONGEST_MARK and DATED.fullmatch(_squeezed(text)) is not None


def _squeezed(text: str) -> str:
    return UNPRINTED.sub("", text)
