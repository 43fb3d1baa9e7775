"""Where last year's plan makes a document that is now in force: 4月底前制定《X》 -> 落实《X》. Pure.

What only dates the making goes with it: 4月底前印发, 总结试行经验, 原《Y》同时停止执行.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assistant.drafting.carrying.spans import Span
from ingest.citations.brackets import bracketed_in
from ingest.citations.names import same_document, tidied
from ingest.citations.roles import follows_in_list
from ingest.obligations.clauses import Clause, sentences_of
from ingest.obligations.deadlines import Context, deadlines_in
from ingest.obligations.predicates import has_action
from ingest.obligations.subjects import subject_in

_ISSUED: Final = "文件已印发"
_NOW: Final = "落实"
_DRAFT: Final = "制定|制订|修订|修改|修编|起草|草拟|拟订|拟定|研究|编制|编写|编印|建立|完善|健全|形成|推出"
_ISSUE: Final = "出台(?!账)|印发|下发|发布"
_MAKE: Final = f"{_DRAFT}|{_ISSUE}"
_MAKES: Final = rf"(?:{_MAKE})(?:(?:、|和|并|及)?(?:{_MAKE}|实施|执行))*"
_BEFORE: Final = re.compile(
    rf"(?P<making>(?:完成|推进|启动|做好|抓紧|加快)?{_MAKES}(?:印发)?[^，。；：《》、的]{{0,6}}(?:的)?)《?$"
)
_OBEYS: Final = re.compile(r"(?:落实|贯彻|执行|遵守|依照|按照|参照|根据|依据|对照|学习)[^，。；《》]{0,6}《?$")
_FINISHES: Final = re.compile(r"(?:完成|推进|启动|做好|抓紧|加快|推动)[^，。；《》]{0,4}《?$")
_BEHIND: Final = re.compile(
    rf"》?的?(?:由[^，。；的]{{1,16}})?[^，。；的、]{{0,12}}?(?:{_MAKES})(?:工作|稿|任务|到位)?(?=[，。；]|$)"
)
_LATE: Final = re.compile(r"[^，。；：]*(?:未能|没有|尚未|未)[^，。；：]*的《?$")
_TOLD: Final = re.compile(r"》?已[^，。；]{0,12}(?:印发|出台|实施)(?:[，,]今年[^，。；]{0,8}执行)?")
_MOTIVE: Final = re.compile(r"(?:针对.*的问题|(?:总结|结合|根据|吸收|借鉴).*(?:经验|情况|做法|成果|实践))")
_ADVERB: Final = "由|全部|基本|正式|力争|争取|确保|按期|按时|并|于|在|经|后"
_ONLY_DONE: Final = re.compile(rf"(?:{_ADVERB})*(?:完成|到位)")
_ONLY_MADE: Final = re.compile(
    rf"(?:{_ADVERB}|完成|修订|制定|修改|起草|编制|印发|出台|提交|提请|报请|报送|报|送|审议|审定|审核|审批|批准|讨论|研究|通过|发布|颁布|公布|下发|实施|施行|执行"
    r"|形成|备案|会签|定稿|送审稿|征求意见稿|初稿|党[委组]会?|董事会|职代会|职工代表大会|会议|上会|上级|工作)+"
)
_ENDS_OLD: Final = re.compile(
    r"(?:原|旧)?.*(?:同时|即行|一并|相应)?(?:废止|停止(?:执行|施行|使用)|失效)|今年[^，]{0,4}执行"
)
_UNIT_FIRST: Final = re.compile(r".{0,12}(?:集团|公司|局|院|校|厂|机关)(?:党委|党组)?(?P<rest>.{4,}?)(?:（[^（）]*）)?")
_ANOTHER: Final = ("的", "下一轮", "新一轮", "新一届", "配套")
_DATES: Final = Context(year=None, yearly=False)


@dataclass(frozen=True, slots=True)
class _Making:
    """A clause that makes a document; `start:end` of the text becomes `new`."""

    start: int
    end: int
    new: str


def document_spans(text: str, issued: Mapping[str, str]) -> Iterator[Span]:
    """What becomes of the making of documents that are now in force.

    Args:
        text (str): A sentence of last year's plan.
        issued (Mapping[str, str]): The name as a plan writes it, with or without 《》 -> the official name.

    Yields:
        Span: The making itself, and each clause that only dates or motivates it.
    """
    for sentence in sentences_of(text, 0):
        for index, clause in enumerate(sentence.clauses):
            making = _making(clause, issued) or _told(clause)
            if making is None:
                continue
            yield Span(making.start, making.end, making.new, _ISSUED)
            if dated := _dated_before(clause, making.start):
                yield Span(*dated, "", _ISSUED)
            yield from _motives(text, sentence.clauses[:index])
            yield from _datings(text, sentence.clauses, index)
    yield from _renamed(text, issued)


def _making(clause: Clause, issued: Mapping[str, str]) -> _Making | None:
    """制定《X》; not 制定《X》和《Y》, where one verb also makes what is not in force."""
    text = clause.text
    names = bracketed_in(text)
    for name in names:
        official = _official(text[name.start : name.end], issued)
        making = _around(text, name.start, name.end) if official and not name.nested else None
        listed = [other for other in names if follows_in_list(text, name.end, other.start)]
        if making and all(_official(text[other.start : other.end], issued) for other in listed):
            start, end = making
            return _Making(clause.start + start, clause.start + end, f"{_NOW}《{official}》")
    return _unbracketed(clause, issued)


def _renamed(text: str, issued: Mapping[str, str]) -> Iterator[Span]:
    """执行《X（试行）》, where 《X》 is issued in its place."""
    for name in bracketed_in(text):
        written = text[name.start : name.end]
        official = _official(written, issued)
        if official and tidied(official) != tidied(written) and not name.nested:
            yield Span(name.start, name.end, official, _ISSUED)


def _around(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch from the verb of making to the name, or from the name to the verb; None where nothing is made."""
    behind = _BEHIND.match(text, end)
    closed = end + 1 if text.startswith("》", end) else end
    if late := _LATE.search(text, 0, start):
        return late.start(), closed
    if before := _BEFORE.search(text, 0, start):
        return before.start("making"), closed
    if behind and not _OBEYS.search(text, 0, start):
        finishes = _FINISHES.search(text, 0, start)
        return (finishes.start() if finishes else max(0, start - 1)), behind.end()
    return None


def _unbracketed(clause: Clause, issued: Mapping[str, str]) -> _Making | None:
    """修订党务公开工作办法, where 《云岭集团党务公开工作办法》 is issued."""
    for name, official in _names(issued):
        at = clause.text.find(name)
        before = _BEFORE.search(clause.text, 0, at) if at > 0 and clause.text[at - 1] != "《" else None
        if before and not before["making"].endswith(_ANOTHER):
            start, end = clause.start + before.start("making"), clause.start + at
            if name in official:
                return _Making(start, end, _NOW)
            return _Making(start, end + len(name), f"{_NOW}《{_bare(official)}》")
    return None


def _names(issued: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a plan may call the documents, each with the official name; the longest first."""
    names = [(_bare(name), official) for key, official in issued.items() for name in (key, official)]
    names += [(part, official) for name, official in names if (part := _own_part(name))]
    return sorted(names, key=lambda pair: -len(pair[0]))


def _own_part(name: str) -> str:
    """The name without the unit that issued it and without （试行）: 党务公开工作办法."""
    found = _UNIT_FIRST.fullmatch(name)
    return found["rest"] if found else ""


def _told(clause: Clause) -> _Making | None:
    """《X》已于上年印发: the plan itself says that it is in force."""
    for name in bracketed_in(clause.text):
        told = _TOLD.match(clause.text, name.end)
        if told and name.start <= 1:
            title = clause.text[name.start : name.end]
            return _Making(clause.start, clause.start + told.end(), f"{_NOW}《{title}》")
    return None


def _official(name: str, issued: Mapping[str, str]) -> str | None:
    found = next((official for key, official in issued.items() if tidied(_bare(key)) == tidied(name)), None)
    if found is None:
        found = next((official for key, official in issued.items() if same_document(_bare(key), name)), None)
    return _bare(found) if found else None


def _bare(name: str) -> str:
    return name.strip().removeprefix("《").removesuffix("》")


def _dated_before(clause: Clause, start: int) -> tuple[int, int] | None:
    """党委办公室8月底前修订《X》: the date in front of the verb."""
    head = clause.text[: start - clause.start]
    dates = [date for date in deadlines_in(head, _DATES) if date.end == len(head)]
    return (clause.start + dates[-1].start, clause.start + dates[-1].end) if dates else None


def _motives(text: str, before: tuple[Clause, ...]) -> Iterator[Span]:
    """针对…的问题, 总结首次评定经验: why it was made; with the comma behind."""
    for clause in before:
        if _MOTIVE.fullmatch(clause.text):
            end = clause.end + 1 if text[clause.end : clause.end + 1] in ("，", ",") else clause.end
            yield Span(clause.start, end, "", _ISSUED)


def _datings(text: str, clauses: tuple[Clause, ...], index: int) -> Iterator[Span]:
    """4月底前正式印发: with the comma in front."""
    between = False
    for clause in clauses[index + 1 :]:
        if _dates_making(clause.text, follows=not between) or _ENDS_OLD.fullmatch(clause.text):
            start = clause.start - 1 if text[clause.start - 1] in "，," else clause.start
            yield Span(start, clause.end, "", _ISSUED)
        else:
            between = between or has_action(clause.text)


def _dates_making(clause: str, *, follows: bool) -> bool:
    dates = deadlines_in(clause, _DATES)
    if not dates:
        return False
    subject = subject_in(clause)
    rest = (clause[: dates[0].start] + clause[dates[-1].end :]).replace(subject.text if subject else "", "", 1)
    return follows if _ONLY_DONE.fullmatch(rest) else _ONLY_MADE.fullmatch(rest) is not None
