"""概括语未说明: counted formulas (“四个意识”, 三强三促) whose members neither the text nor the glossary lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Final

from assistant.drafting.checks.bare_formulas import bare_formulas
from assistant.drafting.checks.lists import entries_of
from assistant.drafting.checks.paper import CLAUSE, Paper, before, found, without_names
from assistant.drafting.records import Finding
from ingest.numerals import value_of

CHECK: Final = "概括语未说明"

_NUMERAL: Final = "两二三四五六七八九十"
LINES: Final = 2000  # characters behind “1234” in which its phrases stand: about a page and a half
LONGEST: Final = 11  # characters behind the numeral; what is longer is a quotation
_STEM: Final = re.compile(
    r".(?:[个项大种条]..?|.)"
)  # what writings of one formula share: “五型党支部”, “五型示范党支部”
# Plan periods (“十四五”), dates, runs of years (“十连增”) and levels (“三级联动”) count no members.
_QUOTED: Final = re.compile(
    rf"“(?P<name>(?!十[一二三四五六七八九]五|[{_NUMERAL}一]+[月日号年连级])[{_NUMERAL}][^“”，。；：、\d\n]{{1,{LONGEST}}}|\d{{3,6}})”"
)
# 五个标准化，即…; “五型党支部”（学习型、…）; “三强三促”：…
_EXPLAINED_BEHIND: Final = re.compile(
    rf"[^，。；：（(\n]{{0,14}}(?:[（(][^）)]{{0,{CLAUSE}}}、|[，,]?(?:即|包括|分别是|就是|是指|指的是)|[：:](?=[^\n]{{0,{CLAUSE}}}[、，])|——)"
)
_LIST_BEHIND: Final = re.compile(r"[^，。；：]{0,14}[，。；：]?一(?P<sign>[是要])")
# What is counted, with its number: 五个到位, 三强三促.
_COUNTED: Final = re.compile(rf"([一{_NUMERAL}])(?:个|大)?([^一{_NUMERAL}]{{1,2}})")


@cache
def shipped_glossary() -> Mapping[str, str]:
    """The shipped list: formula -> its members. A line of the file: formula (writings apart by |), members, source."""
    return {name: members for names, members, _ in entries_of("glossary.tsv") for name in names.split("|")}


def unexplained_formulas(paper: Paper) -> Iterator[Finding]:
    """Counted formulas, in quotation marks or bare, that nothing explains.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: At the first place of each formula.
    """
    whole = "\n".join(item.text for item in paper.outline.items)
    known = (*shipped_glossary(), *paper.context.abbreviations)
    explained = {_stem(match["name"]) for match in _formulas(whole) if _is_explained(match)}
    told: set[str] = set()
    for item in paper.items:
        for match in _formulas(without_names(item.text)):
            name = match["name"]
            if not (
                name in told or _is_known(match, known) or _stem(name) in explained or _is_phrase(match, explained)
            ):
                told.add(name)
                message = f"“{name}”没有说明包含哪几项"
                yield found(CHECK, item, message, "首次出现时列出各项，或者把它加入单位资料的简称", match[0])


def _formulas(text: str) -> Iterator[re.Match[str]]:
    return chain(_QUOTED.finditer(text), bare_formulas(text))


def _is_known(formula: re.Match[str], known: Iterable[str]) -> bool:
    """A bare one may go on as a known one does: 三个区分 + 开来."""
    if formula[0] != formula["name"]:
        return formula["name"] in known
    return any(formula.string.startswith(name, formula.start()) for name in known)


def _is_phrase(formula: re.Match[str], explained: Iterable[str]) -> bool:
    """两个提升, where “1234” is explained: one of its phrases."""
    name = formula["name"]
    is_bare = formula[0] == name
    return is_bare and name[1] == "个" and any(str(value_of(name[0])) in number for number in explained)


def _stem(name: str) -> str:
    stem = _STEM.match(name)
    return stem[0] if stem and not name[0].isdecimal() else name


def _is_explained(formula: re.Match[str]) -> bool:
    """Whether a formula has its members beside it."""
    name, text = formula["name"], formula.string
    if _EXPLAINED_BEHIND.match(text, formula.end()):
        return True
    behind = text[formula.end() : formula.end() + LINES]
    if name[0].isdecimal():
        return _listed_in_lines(behind, name)
    front = before(text, formula.start(), CLAUSE)
    around = front + behind[:CLAUSE]
    return _listed_before(front, name) or _numbered(behind, name) or _words_repeated(around, name)


def _listed_before(front: str, name: str) -> bool:
    """学习型、服务型、创新型“三型”: as many members as the formula counts, in the clause before it."""
    clause = re.split(r"[。；：\n]", front)[-1]
    return clause.count("、") >= value_of(name[0]) - 1 >= 1


def _numbered(behind: str, name: str) -> bool:
    """做到五个到位。一是…五是…: a list in the same paragraph that is as long as the formula counts."""
    paragraph = behind.partition("\n")[0]
    listed = _LIST_BEHIND.match(paragraph)
    return listed is not None and f"{name[0].replace('两', '二')}{listed['sign']}" in paragraph


def _words_repeated(around: str, name: str) -> bool:
    """思想认识到位，…，措施落实到位，做到三个到位: each counted word stands there as often as it is counted."""
    counted = _COUNTED.findall(name)
    long_enough = len(counted) > 1 or all(len(word) > 1 for _, word in counted)
    return long_enough and bool(counted) and all(around.count(word) >= value_of(times) for times, word in counted)


def _listed_in_lines(behind: str, name: str) -> bool:
    """“1234”: 一个…, 两个…, 三个…, 四个…, a phrase for each digit."""
    numerals = ["一", "[二两]", *"三四五六七八九"]
    counted = (
        re.search(rf"(?:^|[\n，；：。、]){numerals[int(digit) - 1]}[个项大种条]", behind)
        for digit in name
        if digit > "0"
    )
    return all(counted)
