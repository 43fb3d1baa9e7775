"""What a text says of the force of documents: 《X》同时废止, 以《Y》代替《X》, 《X（试行）》转为正式. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from ingest.citations.dates import in_force_from, iso
from ingest.citations.mentions import Cited, cited_in
from ingest.citations.names import carried_by, is_trial, plain, tidied
from ingest.records import Item, Outline, Standing

# Told at a glance, since hardly any item says such a thing.
_SPEAKS: Final = re.compile(
    r"废止|停止(?:执行|施行|实施|使用)|停用|终止执行|不再(?:执行|施行|适用|有效)|》[^。；]{0,60}(?:失效|作废)|替代|取代|代替|替换|接替"
    r"|》[^。；《》]{0,30}(?:正式|[为成]《)"
)
_SENTENCE: Final = re.compile(r"[^。；！？\t]+[。；！？]?")

_ENDS: Final = "废止|作废|失效|停止(?:执行|施行|实施|使用)|停用|终止执行|不再(?:执行|施行|适用|有效)"
_NOTE: Final = r"(?:[（(][^（()）]{0,60}[)）])*"  # （国发〔1999〕1号）
# Between the last name and its end: 》（…号）自本办法施行之日起同时废止.
_ENDED: Final = re.compile(
    rf"[》〉]?{_NOTE}(?:等[^，。；]{{0,12}})?[，,]?(?:自[^，。；]{{2,24}}(?:起|时|后)[，,]?)?"
    rf"(?:同时|即行|予以|一并|相应|同步|随之|自行|自动|届时|均|即|也|应当?|宣布|正式)*(?:{_ENDS})(?!(?:了|原|的是)?《)"
)
_ENDING: Final = re.compile(rf"(?:{_ENDS})(?:了|原|的是)?《?$")  # 同时废止《X》
_REWORK: Final = re.compile(rf"(?:修改|修订|制定|改)(?:、|和|或者?)?(?:{_ENDS})《?$")  # 修改、废止 is a task, no fact
_LISTED: Final = re.compile(rf"[》〉]?{_NOTE}(?:(?:[、，,]|和|及|与|以及|或)[^《》。；]{{0,60}})?《?")
_NO_MEMBER: Final = re.compile(r"[》〉]?(?:第[^《》，。；]{1,12})?(?:修正|修订|修改|批准|通过|规定|制定|实施|施行)")
_INSTEAD: Final = "代替|替代|取代|替换|接替"
_A_FOR_B: Final = re.compile(rf"[》〉]?{_NOTE}(?:正式)?(?:{_INSTEAD})(?:了|原有的|原来的|原)?《?")  # 以《Y》代替《X》
_B_BY_A: Final = re.compile(rf"[》〉]?{_NOTE}(?:已|将|现)?(?:被|由|改由)《?")  # 《X》由《Y》代替
_BY: Final = re.compile(rf"[》〉]?{_NOTE}(?:所|正式)?(?:{_INSTEAD})")
_INTO: Final = re.compile(  # 《X》修订为《Y》
    rf"[》〉]?{_NOTE}(?:已|现)?(?:修订|修改|完善|更名|升级|上升|调整|转化|整合|转)(?:为|成|形成)(?:正式的?)?《?"
)
_MADE_FINAL: Final = re.compile(
    rf"[》〉]?{_NOTE}(?:已|现|经|于[^，。；]{{1,12}})?(?:修订|修改|完善|试行)*(?:后|期满后?)?，?"
    r"(?:(?:由试行)?[转改]?为正式|转正|正式(?:印发|施行|实施|发布|执行|出台))"
)
_ISSUING: Final = re.compile(r"(?:印发|施行|实施|出台|发布|制定|修订|执行|启用|颁布)[^，。；》的]{0,8}《?$")
_TAKES_EFFECT: Final = re.compile(rf"[》〉]?{_NOTE}(?:自[^，。；]{{2,24}}起)?(?:正式)?(?:施行|实施|印发|执行|启用)")
_HENCEFORTH: Final = re.compile(r"(?:按照?|改按|改用|启用|执行|适用)(?:新修订的|新版|新的|新)?《?$")  # 按新的《Y》执行
_AND_MORE: Final = re.compile(r"[》〉]?等")  # 制定《A》等12项，废止《B》
_OLD: Final = re.compile(r"(?:原|旧)(?:有的|来的)?《?$")
_REPEALING: Final = re.compile(r"废止|清理|失效")
_REGULATION: Final = re.compile(
    r"(?:条例|准则|规定|规则|办法|细则|章程|制度|意见|方案|法|法典|解释|规范|规程|标准|规划)(?:（[^（）]*）)?$"
)
_SETTLED: Final = frozenset({"办法", "条例", "通知", "其他"})  # kinds that set in force what they say; others plan
_OWN_DATE: Final = re.compile(r"本[\u4e00-\u9fff]{1,3}自")


@dataclass(frozen=True, slots=True)
class _Change:
    """A document that is no longer in force, and what replaces it; "" where the sentence does not say."""

    name: str
    successor: str


def standings_of(outline: Outline) -> tuple[Standing, ...]:
    """What a document says of the force of documents.

    Args:
        outline (Outline): The document.

    Returns:
        tuple[Standing, ...]: In reading order. Where a regulation repeals another one, it is its successor itself. A
            document that is repealed under the very name of the one that repeals it is an older edition of it, and
            left out: the name stays in force.
    """
    speaking = frozenset(index for index, item in enumerate(outline.items) if _SPEAKS.search(item.text))
    if not speaking:
        return ()
    otherwise = _own_since(outline)
    standings: list[Standing] = []
    for index, cited in groupby(cited_in(outline, speaking), key=lambda each: each.item):
        standings += _of_item(index, [each for each in cited if not each.nested], outline, otherwise)
    return tuple(dict.fromkeys(standings))


def _of_item(index: int, cited: Sequence[Cited], outline: Outline, otherwise: str) -> Iterator[Standing]:
    """The standings of one item; `otherwise` is since when they are so where the item does not tell."""
    item = outline.items[index]
    starts = [each.start for each in cited]
    of_item = in_force_from(item.text, outline.issued)  # once: an item may have thousands of sentences
    for sentence in _SENTENCE.finditer(item.text):
        here = cited[bisect_left(starts, sentence.start()) : bisect_left(starts, sentence.end())]
        if not here or not _SPEAKS.search(sentence[0]):
            continue
        quote = sentence[0].strip()
        start = item.start + sentence.start() + sentence[0].index(quote)
        told = in_force_from(sentence[0], outline.issued) or of_item
        since = told or _unless_told(otherwise, sentence[0], outline)
        for change in _changes(item, here, outline):
            yield Standing(index, start, start + len(quote), change.name, change.successor, since)


def _changes(item: Item, here: Sequence[Cited], outline: Outline) -> Iterator[_Change]:
    """The changes that one sentence tells, by the documents that it names; each document once."""
    told = {change.name: change for change in (*_pairs(item.text, here), *_made_final(item, here, outline))}
    yield from told.values()
    ended = [each for each in _repealed(item.text, here) if each.name not in told]
    if ended:
        first, last = here.index(ended[0]), here.index(ended[-1])
        successor = _successor(here[:first], here[last + 1 :], item.text, outline)
        yield from (_Change(each.name, successor) for each in ended)


def _pairs(text: str, here: Sequence[Cited]) -> Iterator[_Change]:
    """One document for another: 以《Y》代替《X》, 《X》由《Y》代替, 《X》修订为《Y》."""
    for one, other in pairwise(here):
        if _A_FOR_B.fullmatch(text, one.end, other.start):
            yield _Change(other.name, one.name)
        elif _INTO.fullmatch(text, one.end, other.start) or (
            _B_BY_A.fullmatch(text, one.end, other.start) and _BY.match(text, other.end)
        ):
            yield _Change(one.name, other.name)


def _repealed(text: str, here: Sequence[Cited]) -> list[Cited]:
    """The documents of a sentence that end: a list before the verb, or behind it."""
    return [each for members in _lists(text, here) for each in _ended(text, members)]


def _lists(text: str, here: Sequence[Cited]) -> Iterator[list[Cited]]:
    """The names of a sentence by the lists that they stand in; one that stands alone is a list of its own."""
    members = list(here[:1])
    for one, other in pairwise(here):
        if not _goes_on(text, one, other):
            yield members
            members = []
        members.append(other)
    yield members


def _ended(text: str, members: Sequence[Cited]) -> list[Cited]:
    """A list's members up to the last verb behind one, and from the first verb before one: 《A》、《B》同时废止."""
    last = max((count for count, each in enumerate(members, 1) if _ENDED.match(text, each.end)), default=0)
    first = next((index for index, each in enumerate(members) if _is_ending(text, each.start)), len(members))
    return [*members[:last], *members[max(first, last) :]]


def _is_ending(text: str, start: int) -> bool:
    before = text[max(0, start - 16) : start]
    return _ENDING.search(before) is not None and not _REWORK.search(before)


def _goes_on(text: str, one: Cited, other: Cited) -> bool:
    """Whether the next name is the next member of a list; 根据《A》修正的《B》 and 印发《A》，原《B》 are none."""
    if _NO_MEMBER.match(text, one.end) or _OLD.search(text, max(0, other.start - 6), other.start):
        return False
    return _LISTED.fullmatch(text, one.end, other.start) is not None


def _successor(before: Sequence[Cited], behind: Sequence[Cited], text: str, outline: Outline) -> str:
    """What replaces repealed documents: one that the sentence puts in their place, else the regulation that says so."""
    for each in behind:
        if _HENCEFORTH.search(text, max(0, each.start - 16), each.start):
            return each.name
    for each in before:
        if _AND_MORE.match(text, each.end):
            continue
        if _ISSUING.search(text, max(0, each.start - 16), each.start) or _TAKES_EFFECT.match(text, each.end):
            return each.name
    title = tidied(outline.title)
    own = carried_by(title) or title
    return own if _REGULATION.search(own) and not _REPEALING.search(title) else ""


def _made_final(item: Item, here: Sequence[Cited], outline: Outline) -> Iterator[_Change]:
    """《X（试行）》转为正式; a plan to do so changes nothing yet."""
    if item.tense == "plan" and outline.kind not in _SETTLED:
        return
    for each in here:
        if is_trial(each.name) and _MADE_FINAL.match(item.text, each.end):
            yield _Change(each.name, plain(each.name))


def _unless_told(year: str, sentence: str, outline: Outline) -> str:
    """The document's year, but not where it may be that of an older document: 2019年印发的《X》同时废止."""
    return "" if f"{year}年" in sentence and year not in outline.title and not outline.issued else year


def _own_since(outline: Outline) -> str:
    """From when the document itself is in force, as one of its articles says; otherwise its year."""
    own = (each.text for each in reversed(outline.items) if _OWN_DATE.search(each.text))
    dates = (in_force_from(text, outline.issued) for text in own)
    return next((date for date in dates if date), "") or iso(outline.issued)[:4] or str(outline.year or "")
