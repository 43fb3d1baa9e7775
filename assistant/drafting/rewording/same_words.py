"""Whether a rewording says in the same words, otherwise arranged, what a sentence says. Pure.

A list of what must not be changed is never complete: one word exchanged (必修 for 选修), a group widened, two units
swapped. So the other way round: clause by clause, in order, the words must be the same but for those that a clerk
smooths a text with (SMOOTH, SAME, ADDED); times, bounds and amounts keep their order, lists their length; and at most
the last two stretches of a clause change places (学习情况每半年通报1次 for 每半年通报1次学习情况).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

# Words that may come and go: they join and smooth, and what is asked for stays the same. 各, 均, 全, 可, 应 are none,
# and neither are 向, 给, 为, 从, 占, which tell who does what to whom.
_SMOOTH: Final = """
把 将 在 的 地 之 并且 并 且 而 和 与 及其 以及 及 同时 、 进行 开展 实行 安排 做好 抓好 坚持 持续 继续 进一步 切实 认真
扎实 深入 积极 大力 不断 推动 推进 促进 予以 加以 做到 实现 相 起来 中 好 凡
"""
SMOOTH: Final = tuple(_SMOOTH.split())
AGENT: Final = "由"  # comes and goes with who does it, at the head
ADDED: Final = ("其中", "要", "召开", "组织", "严格", "时间", "期限")  # may come, not go
TO: Final = ("对于", "对")  # come and go with what is no person and no body, which might act itself
_ACTING: Final = re.compile(
    r"[对于]{1,2}[^，]{0,10}?(?:书记|领导|人员|职工|党员|干部|同志|委员|成员|代表|群众|单位|组织|支部|[部委室会站厂队])"
)
_PARTICLES: Final = frozenset("的地之、和与及并且而")  # tell no order
# Groups of wordings for the same; those of one character only where they stand alone.
SAME: Final[tuple[tuple[str, ...], ...]] = tuple(
    tuple(line.split())
    for line in """
组建 成立
纳入 列入
召开 举行
实现 做到 达到
印发 下发
报送 上报 报
或者 或
参加 参与
覆盖 全覆盖
有关 相关
比重 占比
按照 按
不得 不准
""".strip().splitlines()
)
_LONG: Final = {word: group[0] for group in SAME for word in group[1:] if len(word) > 1}
_SHORT: Final = {word: group[0] for group in SAME for word in group if len(word) == 1}
_NAMED: Final = re.compile("|".join(sorted(map(re.escape, _LONG), key=len, reverse=True)))
_N: Final = r"(?:[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十百两半]+)"
_LEAST, _MOST = "≥", "≤"
_BOUNDS: Final = (
    (re.compile(r"至少|最少|不(?:得)?(?:少|低)于"), _LEAST),
    (re.compile(r"至多|最多|不(?:得)?(?:超过|多于|高于)"), _MOST),
    (re.compile(rf"控制在({_N}[一-鿿%]?)(?:以|之)?内"), _MOST + r"\g<1>"),
    (re.compile(r"(?:以|之)(?=[前后内])"), ""),
    (re.compile("年末"), "年底"),
    (re.compile("月末"), "月底"),
)
_BOUND: Final = re.compile(f"[{_LEAST}{_MOST}]")
_SPAN: Final = re.compile(rf"每{_N}?个?(?:季度|年度|年|月|周|天|日|次|季)|全年")
_TERM: Final = re.compile(
    rf"(?:[前后]，?)?{_N}(?:个工作日|工作日|个月|个季度|季度|年|月|日|天|周)(?:底|初|[上中下]旬)?"
    rf"(?:{_N}日)?[内前后]?|[上下]半年|年[底初中内]"
)
_COUNT: Final = re.compile(
    rf"{_N}(?:%|余|多)?(?:学时|次|遍|项|个|名|人|对|支|条|篇|件|期|场|轮|倍)?(?:左右|上下)?|(?:及|含)?以[上下]|左右"
)
_DIGIT: Final = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {"两": "2", "遍": "次"}
_STOPS: Final = re.compile(r"[，。；：！？]")
_MARKS: Final = re.compile(r"[\s“”‘’《》（）—－-]")
_LIST: Final = re.compile(r"、|和|以及|及(?!时|其|格)")
_LIST_OR_WITH: Final = re.compile(rf"{_LIST.pattern}|与|同(?!时|志|类|意|步|级)|会同")
SHORTEST: Final = 2  # characters of a stretch that is looked for; single ones are matched behind
LONGEST: Final = 200  # characters that are compared: more is no clause, and would take seconds
MOST_JOINED: Final = 3  # clauses of the one that one of the other may take in

Tile = tuple[int, int, int]  # where a common stretch begins in the old text and in the new one, and its length


def otherwise(old: str, new: str) -> str:
    """What of a reworded sentence is not the old one in the same words.

    Args:
        old (str): A sentence.
        new (str): Its rewording.

    Returns:
        str: The first clause of the rewording, or else of the sentence, that has no counterpart; "" where all have one.
    """
    before, after = _clauses(old), _clauses(new)
    reached = _reached(before, after)
    if (len(before), len(after)) in reached:
        return ""
    i, j = max(reached, key=sum)
    return next(iter((*after[j : j + 1], *before[i : i + 1])))


def _clauses(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in _STOPS.split(text))))


def _reached(before: Sequence[str], after: Sequence[str]) -> set[tuple[int, int]]:
    """How far both can be gone through side by side: pairs of how many clauses of each are accounted for."""
    reached, ahead = {(0, 0)}, [(0, 0)]
    while ahead:
        i, j = ahead.pop()
        for k, m in _steps(before[i:], after[j:]):
            if (i + k, j + m) not in reached:
                reached.add((i + k, j + m))
                ahead.append((i + k, j + m))
    return reached


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    sizes = range(1, MOST_JOINED + 1)
    for k, m in [(k, m) for k in sizes for m in sizes if 1 in (k, m) and k <= len(before) and m <= len(after)]:
        if same_words("，".join(before[:k]), "，".join(after[:m])):
            yield k, m


# --- one stretch against another --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch of text as it is compared."""

    words: str  # without times, bounds and amounts
    bounds: tuple[str, ...]
    terms: tuple[str, ...]  # by when, how long
    spans: tuple[str, ...]  # how often
    counts: tuple[str, ...]
    lists: range  # how many joints of lists there are, at least and at most


def same_words(old: str, new: str) -> bool:
    """Whether two stretches of text say the same in the same words.

    Args:
        old (str): Of the sentence.
        new (str): Of its rewording.

    Returns:
        bool: Whether nothing but smooth words came and went, and nothing but neighbours changed places.
    """
    if old == new or max(len(old), len(new)) > LONGEST:
        return old == new
    one, other = _said(old), _said(new)
    if (one.bounds, one.terms, one.spans, one.counts) != (other.bounds, other.terms, other.spans, other.counts):
        return False
    if max(one.lists.start, other.lists.start) > min(one.lists.stop, other.lists.stop):
        return False
    tiles = _tiles(one.words, other.words)
    gone = _rests(one.words, [(a, length) for a, _, length in tiles])
    come = _rests(other.words, [(b, length) for _, b, length in tiles])
    order = _order(tiles)
    if not _cancel(gone, come) or not _keeps_agents(one.words, other.words, tiles):
        return False
    if order == sorted(order):  # 对 beside an object that has changed its side of the verb is another matter
        return _keeps_acting(one.words, other.words, gone, come)
    return _is_turned_once(one.words, tiles, order)


def _said(text: str) -> _Said:
    flat = _comparable(text)
    told: list[tuple[str, ...]] = []
    for pattern in (_BOUND, _SPAN, _TERM, _COUNT):
        told.append(tuple(map(_in_digits, pattern.findall(flat))))
        flat = pattern.sub("", flat)
    bounds, spans, terms, counts = told
    lists = range(len(_LIST.findall(flat)), len(_LIST_OR_WITH.findall(flat)) + flat.count("，"))
    return _Said(flat.replace("，", ""), bounds, terms, spans, counts, lists)


def _comparable(text: str) -> str:
    flat = _NAMED.sub(lambda found: _LONG[found[0]], _MARKS.sub("", text))
    for pattern, instead in _BOUNDS:
        flat = pattern.sub(instead, flat)
    return flat


def _in_digits(amount: str) -> str:
    return "".join(_DIGIT.get(sign, sign) for sign in amount if sign != "，")


def _tiles(old: str, new: str) -> list[Tile]:
    """Greedy string tiling (Wise 1993): the longest common stretches, none used twice; in the order of the new text."""
    free_old, free_new = [True] * len(old), [True] * len(new)
    tiles = []
    while best := _longest(old, new, free_old, free_new):
        a, b, length = best
        free_old[a : a + length] = free_new[b : b + length] = [False] * length
        tiles.append(best)
    for b, sign in enumerate(new):
        a = next((a for a, other in enumerate(old) if free_old[a] and other == sign), -1)
        if free_new[b] and a >= 0 and sign not in _PARTICLES:
            free_old[a] = free_new[b] = False
            tiles.append((a, b, 1))
    return sorted(tiles, key=lambda tile: tile[1])


def _longest(old: str, new: str, free_old: Sequence[bool], free_new: Sequence[bool]) -> Tile | None:
    best: Tile | None = None
    above = [0] * (len(new) + 1)
    for a, sign in enumerate(old):
        row = [0] * (len(new) + 1)
        for b, other in enumerate(new):
            if sign == other and free_old[a] and free_new[b]:
                row[b + 1] = length = above[b] + 1
                if length >= SHORTEST and (best is None or length > best[2]):
                    best = (a - length + 1, b - length + 1, length)
        above = row
    return best


def _rests(text: str, taken: Sequence[tuple[int, int]]) -> list[str]:
    """What no stretch covers, piece by piece."""
    signs = list(text)
    for start, length in taken:
        signs[start : start + length] = ["\n"] * length
    return "".join(signs).split()


def _cancel(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether what is left of both is smooth, or stands for the same."""
    lost, new = Counter(_cores(gone, (*SMOOTH, AGENT, *TO))), Counter(_cores(come, (*SMOOTH, AGENT, *TO, *ADDED)))
    return lost == new


def _keeps_acting(old: str, new: str, gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether 对 comes and goes only beside what cannot act itself."""
    lost, brought = (any(word in piece for piece in pieces for word in TO) for pieces in (gone, come))
    return not (lost and _ACTING.search(old)) and not (brought and _ACTING.search(new))


def _cores(pieces: Sequence[str], smooth: tuple[str, ...]) -> Iterator[str]:
    """What is left of pieces without smooth words around it, by the name of its group."""
    for piece in pieces:
        core = piece
        while found := next((word for word in smooth if core.startswith(word)), ""):
            core = core.removeprefix(found)
        while found := next((word for word in smooth if core.endswith(word)), ""):
            core = core.removesuffix(found)
        if core:
            yield _SHORT.get(core, core)


def _keeps_agents(old: str, new: str, tiles: Sequence[Tile]) -> bool:
    """Whether 由 comes only to who stood at the head, and goes only from who stands there now."""
    come = {b for b, sign in enumerate(new) if sign == AGENT}
    gone = {a for a, sign in enumerate(old) if sign == AGENT}
    for a, b, length in tiles:
        come -= set(range(b, b + length))
        gone -= set(range(a, a + length))
    heads = {(a, b) for a, b, _ in tiles}
    return all((0, at + 1) in heads for at in come) and all((at + 1, 0) in heads for at in gone)


def _order(tiles: Sequence[Tile]) -> list[int]:
    """For each stretch, in the order of the new text, which one it was in the old."""
    by_old = sorted(tiles)
    return [by_old.index(tile) for tile in tiles]


def _is_turned_once(old: str, tiles: Sequence[Tile], order: Sequence[int]) -> bool:
    """Whether the last two blocks of stretches have changed places, and nothing else.

    In the middle of a clause a block that moves takes an attribute from one word to another; members of a list that
    change places change who comes first.
    """
    by_old = sorted(tiles)
    begin = next(at for at, rank in enumerate(order) if rank != at)
    part = order[begin:]
    cut = part[0]
    if part != [*range(cut, len(order)), *range(begin, cut)]:
        return False
    end, start = by_old[cut - 1][0] + by_old[cut - 1][2], by_old[cut][0]
    return not _LIST_OR_WITH.search(old[end - 1 : start + 1])
