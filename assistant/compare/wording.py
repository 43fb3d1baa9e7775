"""How much wording two texts share; and whether two clauses still say the same: only wording changed, or content. Pure.

The same are clauses that are equal after what carries no content is taken away: stops, adverbs of zeal
(进一步, 持续), the choice among verbs of one strength (推进, 推动), the number of the document's own year and of the
latest meeting, which every new document updates. A number, a degree, an object, a stage (制定, 落实) or any other word
that differs is a change.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from math import sqrt
from typing import Final

from ingest.numerals import value_of
from ingest.tokens import tokens_of

# Adverbs that say with how much zeal, not what is done. Degrees (大幅, 全面, 基本) are content.
_ZEAL: Final = (
    "进一步|继续|持续|接续|积极|大力|深入|扎实|着力|切实|稳步|有序|加快|不断|更加|更好|坚决|坚定不移|坚定|牢牢|认真|严格|严肃|"
    "广泛|有效|努力|精心|稳妥|稳慎|适度|适当|合理|始终|毫不动摇|毫不放松|统筹|一定|务必|切忌|同时|今年|全年|各地|我们|"
    "驰而不息|持之以恒|锲而不舍|常态化|其中"
)
_EMPTY: Final = re.compile(
    rf"{_ZEAL}|要(?!求|点|素|件|闻|害|事)|将(?!来)|召开|开展|举办|进行|[的地得了再还也和与及同并、\W_]"
)
# Verbs of one strength: the first of a group stands for all of it.
_VERBS: Final = (
    ("推进", "推动", "促进", "加快推进"),
    ("加强", "强化", "增强", "加大"),
    ("提高", "增加", "提升", "上调"),
    ("完善", "健全", "改进"),
    ("落实", "执行", "贯彻落实", "贯彻执行", "贯彻"),
    ("抓好", "做好", "搞好", "抓实", "做实"),
    ("保障", "确保", "保证"),
    ("支持", "扶持", "鼓励"),
    ("纠治", "纠正", "整治"),
    ("建设", "构建", "打造"),
    ("维护", "保持"),
)
_VERB: Final = re.compile("|".join(sorted((verb for group in _VERBS for verb in group), key=len, reverse=True)))
_FIRST: Final = {verb: group[0] for group in _VERBS for verb in group}
PARTY_TERM: Final = "(?:十[一二三四五六七八九]|二十[一二三四五六七八九]?)"  # no 四大板块, no 十大工程
_MEETING: Final = re.compile(
    rf"(?:{PARTY_TERM}(?:大|届(?:[历一二三四五六七八九、]{{1,12}}次?(?:中全会|全会|全体会议))?)[和、及]?)+(?:历次全会)?"
)
_COUNT: Final = re.compile("[一二两三四五六七八九十]{1,3}(?=次|期|名|人|个|项|件|家)")  # 一次, 1次
_YEAR: Final = re.compile(r"(20\d\d)(?=年|－|—|-)")
# Characters that change the sense alone: amounts, negations, bounds.
_TELLING: Final = frozenset(
    "0123456789零一二两三四五六七八九十百千万亿半双各每多全不未无非免禁停首末初前后上下以内外至"
)
SLIGHT: Final = 1  # characters in a row that may differ (防控, 防治) without a change of content


def says_the_same(old: str, new: str, old_year: int | None, new_year: int | None) -> bool:
    """Whether nothing but wording changed.

    Args:
        old (str): A clause.
        new (str): The clause that answers it.
        old_year (int | None): The year of the document that the first one stands in.
        new_year (int | None): Likewise of the second one.

    Returns:
        bool: Its own year's number counts as the same in each: 2024年1月底前 written in 2023, 2025年1月底前 in 2024.
    """
    if _alike(_content(old), _content(new)):
        return True
    return _alike(_content(_own_years(old, old_year)), _content(_own_years(new, new_year)))


def shared_wording(one: str, other: str) -> float:
    """The wording that two texts have in common.

    Args:
        one (str): A text.
        other (str): Another one.

    Returns:
        float: 0 to 1: the tokens of both, by the geometric mean of their numbers.
    """
    ones, others = Counter(tokens_of(one)), Counter(tokens_of(other))
    return (ones & others).total() / sqrt(max(ones.total(), 1) * max(others.total(), 1))


def _own_years(text: str, year: int | None) -> str:
    """Years as distances from the document's own."""
    return _YEAR.sub(lambda match: f"Y{int(match[1]) - year}".replace("-", "m"), text) if year else text


def _content(text: str) -> str:
    text = _COUNT.sub(lambda match: str(value_of(match[0])), _MEETING.sub("会", text))
    return _EMPTY.sub("", _VERB.sub(lambda match: _FIRST[match[0]], text))


def _alike(old: str, new: str) -> bool:
    if old == new:
        return True
    changes = [op for op in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if op[0] != "equal"]
    return len(changes) == 1 and all(
        max(i2 - i1, j2 - j1) <= SLIGHT and not _TELLING & {*old[i1:i2], *new[j1:j2]} for _, i1, i2, j1, j2 in changes
    )
