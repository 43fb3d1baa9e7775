"""A question inside a conversation -> the question that stands on its own, with its scope. Pure.

Which rule a question falls under, the first that fits (each but the last asks that the *whole* question, without its
那, 请 and punctuation, is worded that way, so that a question that names its own topic stands alone):

1.  第二条展开说说, [2]的原文, 第一到第三条, 展开说说: items that the last answer cited, whole. n counts its [n]; where
    the numbers do not reach n, 第n条 (never [n]) is the 第n条 of the documents that it cited. A single item shown so
    does not begin a new count: [n] still means the answer that it was taken out of.
2.  下一条, 上一条: the neighbour of the cited item that was shown last in the answer's numbers, else in its document;
    后面还说了什么, 前面呢, 上下文: the neighbours in its document.
3.  还有吗: the last question, without the items that were shown for it; 其他文件怎么说: in all other documents.
4.  第六项呢 behind a question about 第五项; 第三部分呢: that part of the documents of the last answer.
5.  那县局的呢, 2023年呢, 机关要点里怎么说: the last question with what it points to replaced; 和县局的比呢: with both.
6.  谁负责, 依据呢, 县局由谁负责: what the last question was about, and this asked of it; the items last cited first.
7.  这份要点分成几部分: a document that the last answer cited. 这个由谁负责, 其中几次: as 6.
8.  支部委员呢: the last question with its subject replaced.
9.  Everything else stands on its own and begins a new scope.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from assistant.dialogue import asking, rereading, restating
from assistant.dialogue.pointers import Shelf
from assistant.dialogue.restating import Remark
from assistant.dialogue.turns import Asking, FollowUp, Numbered, Place, Reach, Telling, Turn, Unfolding

FOLLOW_UP_CHARS: Final = 60  # a longer question says itself what it is about
UNFOLDED: Final = 3  # cited items that 展开说说 without a number shows


def follow(question: str, turns: Sequence[Turn], shelf: Shelf) -> FollowUp:
    """Understand a question inside a conversation; the rules are the module's.

    Args:
        question (str): In the user's words.
        turns (Sequence[Turn]): The conversation so far, oldest first.
        shelf (Shelf): The documents that may be searched.

    Returns:
        FollowUp: `Asking` the question itself where it stands on its own.
    """
    text = asking.bare(question)
    if turns and len(text) <= FOLLOW_UP_CHARS:
        asked = Remark(text, turns[-1], shelf)
        for rule in _RULES:
            if (understood := rule(asked)) is not None:
                return understood
    return Asking(question, is_followup=False)


def _nth(asked: Remark) -> FollowUp | None:
    cited, numbers = asked.last.cited, rereading.numbers_asked(asked.text)
    if numbers is None or _names_item(asked):
        return None
    if numbers.label and numbers.values[0] > len(cited):
        return Numbered(numbers.label, cited)
    return _unfolded(asked, [len(cited) if n < 0 else n for n in numbers.values])


def _names_item(asked: Remark) -> bool:
    """Whether the last question named an item by number, and no answer's: then 第六项呢 names another."""
    return bool(rereading.ITEM_NAMED.search(asked.last.question)) and asked.text.endswith("呢")


def _unfolded(asked: Remark, numbers: Sequence[int]) -> FollowUp:
    cited = asked.last.cited
    if not all(1 <= n <= len(cited) for n in numbers):
        return Telling(_how_many(cited))
    reach: Reach = "around" if re.search("上下文|前后文", asked.text) else "item"
    places = tuple(dict.fromkeys(cited[n - 1] for n in numbers))
    return Unfolding(places, reach, f"展开上一个回答的第 {'、'.join(map(str, numbers))} 条出处")


def _how_many(cited: Sequence[Place]) -> str:
    if not cited:
        return "上一个回答没有引用原文，没有可以展开的条目。请先提出一个完整的问题"
    return f"上一个回答只有 {len(cited)} 条出处，编号 1 到 {len(cited)}。请换一个编号，或提出完整的问题"


def _whole(asked: Remark) -> FollowUp | None:
    if not rereading.ALL_WHOLE.fullmatch(asked.text):
        return None
    cited = tuple(dict.fromkeys(asked.last.cited))
    return Unfolding(cited[:UNFOLDED], "item", "展开上一个回答引用的条目") if cited else Telling(_how_many(cited))


def _neighbour(asked: Remark) -> FollowUp | None:
    last = asked.last
    step = 1 if rereading.NEXT.fullmatch(asked.text) else -1 if rereading.PREVIOUS.fullmatch(asked.text) else 0
    numbers = [n for n, place in enumerate(last.cited, 1) if place in last.opened]
    if step and len({last.cited[n - 1] for n in numbers}) == 1:
        n = (numbers[-1] if step > 0 else numbers[0]) + step
        if 1 <= n <= len(last.cited):
            return _unfolded(asked, [n])
    for pattern, end, reach, what in _BESIDE:
        if pattern.fullmatch(asked.text):
            return _beside(last, end, reach, what)
    return None


_BESIDE: Final[tuple[tuple[re.Pattern[str], int, Reach, str], ...]] = (
    (rereading.NEXT, -1, "next", "原文的下一条"),
    (rereading.AFTER, -1, "after", "原文后面的内容"),
    (rereading.PREVIOUS, 0, "previous", "原文的上一条"),
    (rereading.BEFORE, 0, "before", "原文前面的内容"),
    (rereading.AROUND, 0, "around", "原文的上下文"),
)


def _beside(last: Turn, end: int, reach: Reach, what: str) -> FollowUp:
    """The neighbours of what was shown last: its last item for what follows, its first for what precedes."""
    shown = last.opened or last.cited
    return Unfolding((shown[end],), reach, f"上一个回答所引{what}") if shown else Telling(_how_many(shown))


def _more(asked: Remark) -> FollowUp | None:
    if not asking.MORE.fullmatch(asked.text):
        return None
    if not asked.last.cited:
        return Telling("上一个问题没有找到原文，没有更多内容。请换一个问法，或放宽筛选条件")
    return Asking(asked.last.question, asked.last.files, without=asked.last.shown)


_RULES: Final[tuple[Callable[[Remark], FollowUp | None], ...]] = (
    _nth,
    _whole,
    _neighbour,
    _more,
    restating.in_others,
    restating.other_item,
    restating.compared,
    restating.elsewhere,
    restating.of_the_same,
    restating.this,
    restating.other_subject,
)
