"""The labels that number items: 第X章, 第X条, 一、, （一）, 1., （1）, ①, 一是. Pure; a leaf but for numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from ingest.numerals import value_of


class Rank(IntEnum):
    """How labels nest in the genre: an item closes every open item of its own or a higher number."""

    PART = 1  # 第一编, 第一部分
    CHAPTER = 2
    SECTION = 3  # 第一节
    HEADING = 4  # a heading without a number
    CHINESE = 5  # 一、
    CLAUSE = 6  # 第一条: below 一、, since an agreement may group its clauses by 一、
    BRACKETED = 7  # （一）
    ARABIC = 8  # 1.
    DECIMAL = 9  # 1.1
    BRACKETED_ARABIC = 10  # （1）, ⑴
    HALF_BRACKETED = 11  # 1）
    CIRCLED = 12  # ①
    INLINE = 13  # 一是, 一要: at the start of a paragraph or inside it


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a text: its form in an address, its rank, its value, and where the words begin."""

    text: str
    rank: Rank
    value: int
    length: int  # characters of the text up to the first word behind the label


_CN: Final = "一二三四五六七八九十百零〇"
_GAP: Final = r"[\s　]*"
_PARENTHESISED: Final = frozenset(map(chr, range(ord("⑴"), ord("⒇") + 1)))
_AMOUNT: Final = "%％万亿元个名次项年月日天小倍公米吨千百十多余—~至-"  # behind a decimal: an amount, no label

# One pattern a rank; group "n" is the numeral. What a number must not be followed by keeps 1.5亿 and 3.2% out, but
# lets 1.2024年… and 2.6月底前… be items about a year, a month.
_PATTERNS: Final[tuple[tuple[Rank, re.Pattern[str]], ...]] = tuple(
    (rank, re.compile(pattern + _GAP))
    for rank, pattern in (
        (Rank.PART, rf"第{_GAP}(?P<n>[{_CN}]{{1,7}}|\d{{1,3}}){_GAP}(?:编|部分)(?=[\s　:：、，]|$)"),
        (Rank.CHAPTER, rf"第{_GAP}(?P<n>[{_CN}]{{1,7}}|\d{{1,3}}){_GAP}章"),
        (Rank.SECTION, rf"第{_GAP}(?P<n>[{_CN}]{{1,7}}|\d{{1,3}}){_GAP}节"),
        (
            Rank.CLAUSE,
            rf"第{_GAP}(?P<n>[{_CN}千]{{1,7}}|\d{{1,4}}){_GAP}条(?:之[{_CN}]+)?(?=[\s　:：]|[^\s，。、；的和及至规]|$)",
        ),
        (Rank.CHINESE, rf"(?P<n>[{_CN}]{{1,7}})[\s　]*(?:、|[．.](?!\d))"),
        (Rank.BRACKETED, rf"[（(]?[\s　]*(?P<n>[{_CN}]{{1,7}})[\s　]*[)）]、?"),
        (
            Rank.DECIMAL,
            r"\d{1,2}(?:[.．](?P<n>\d{1,2})){1,3}[.．、]?(?=[\s　]|[^\d\s.．、，。" + _AMOUNT + r"])",
        ),
        (Rank.ARABIC, r"(?P<n>\d{1,3})[\s　]*[.．、](?!\d(?!\d{3}年|\d?月))"),
        (Rank.BRACKETED_ARABIC, r"[（(][\s　]*(?P<n>\d{1,2})[\s　]*[)）]、?"),
        (Rank.BRACKETED_ARABIC, r"(?P<n>[⑴-⒇])、?"),
        (Rank.HALF_BRACKETED, r"(?P<n>\d{1,2})[)）]"),
        (Rank.CIRCLED, r"(?P<n>[①-⑳])、?"),
        (Rank.INLINE, rf"(?P<n>[{_CN}]{{1,7}})(?:是|要)(?=[^\s求素])"),
    )
)

_INLINE: Final = re.compile(
    rf"(?:^|(?<=[。；;：:！？，,、]))[\s　]*(?P<label>(?P<n>[{_CN}]{{1,7}})(?P<verb>是|要))(?=[^\s求素])"
)
_ATTACHMENT: Final = re.compile(
    rf"附[\s　]*件[\s　]*(?P<n>\d{{1,3}}|[{_CN}]{{1,7}})?[\s　]*(?P<colon>[：:．.、])?[\s　]*(?P<rest>.*)$"
)


def label_of(text: str) -> Label | None:
    """The label that the text begins with, or None.

    Args:
        text (str): A paragraph without white space in front.

    Returns:
        Label | None: Brackets in full-width form, Arabic numbers bare: "(三) 抓" -> （三）, "12．抓" -> 12.
    """
    for rank, pattern in _PATTERNS:
        match = pattern.match(text)
        if match:
            return Label(_address_form(rank, match), rank, _value(match["n"]), match.end())
    return None


def _address_form(rank: Rank, match: re.Match[str]) -> str:
    n = match["n"]
    if n.isdecimal() or n in _PARENTHESISED:
        n = str(_value(n))
    if rank in (Rank.BRACKETED, Rank.BRACKETED_ARABIC):
        return f"（{n}）"
    if rank == Rank.HALF_BRACKETED:
        return f"{n}）"
    if rank in (Rank.CHINESE, Rank.ARABIC, Rank.CIRCLED):
        return n
    if rank == Rank.DECIMAL:
        return match[0].strip(" 　、.．").replace("．", ".")
    return re.sub(_GAP, "", match[0])


def _value(numeral: str) -> int:
    for first in "①⑴":
        if 0 <= ord(numeral[0]) - ord(first) < 20:
            return ord(numeral) - ord(first) + 1
    return value_of(numeral)


@dataclass(frozen=True, slots=True)
class InlineLabel:
    """一是 inside a text: its offset in that text and its form in an address."""

    start: int
    text: str
    value: int


def inline_labels(text: str, first: int = 1) -> list[InlineLabel]:
    """The members of 一是…二是…三是 runs inside a text: consecutive, at least two.

    A label counts only behind punctuation or at the start, so that 统一是 and 之一要 are words.

    Args:
        text (str): The own text of an item.
        first (int): The value that a run begins with; above 1 where the text itself goes on with a list (二是…三是…).

    Returns:
        list[InlineLabel]: In reading order; runs may follow one another.
    """
    candidates = [InlineLabel(m.start("label"), m["label"], value_of(m["n"])) for m in _INLINE.finditer(text)]
    members: list[InlineLabel] = []
    run: list[InlineLabel] = []
    for label in candidates:
        if run and label.value == run[-1].value + 1 and label.text[-1] == run[-1].text[-1]:
            run.append(label)
        elif label.value == first:
            members += _if_list(run)
            run = [label]
    return members + _if_list(run)


def _if_list(run: Sequence[InlineLabel]) -> list[InlineLabel]:
    return list(run) if len(run) > 1 else []


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """附件1：名称 taken apart; `title` is empty where the line is the bare label."""

    label: str  # 附件 or 附件1
    title: str


def attachment_line(text: str) -> AttachmentLine | None:
    """Take a line apart that begins with 附件, or None where 附件 is just a word (附件所列事项…)."""
    match = _ATTACHMENT.match(text)
    if not match or (match["rest"] and not match["colon"] and not match["n"]):
        return None
    return AttachmentLine(f"附件{match['n'] or ''}", match["rest"].strip())
