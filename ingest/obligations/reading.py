"""One clause read: how often, how much, by when, who, and what makes it bind. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ingest.obligations.amounts import Amount, amounts_in
from ingest.obligations.clauses import Clause
from ingest.obligations.deadlines import Context, Deadline, deadlines_in
from ingest.obligations.frequencies import Frequency, frequency_in
from ingest.obligations.predicates import has_action
from ingest.obligations.signals import CONDITIONS, Signal, signal_in
from ingest.obligations.subjects import Subject, subject_in

# 2024年在…至少创建1个: a year in front dates what is counted.
_YEAR_IN_FRONT: Final = re.compile(r"((?:19|20)\d\d)年(?!度?(?:印发|巡察|以来|底|末|初|上|下|\d|[一二三四]季|第)|-)")
_YEARLY_TARGET: Final = re.compile(r"完成[^，]{0,4}(?P<raw>年度)[^，]*(?:指标|任务|计划|目标)")
# A duty that only names its manner: what it asks for comes behind the comma.
_UNFINISHED: Final = re.compile(
    r"(?:应当|必须|不得|可以|应|要)(?:严格)?(?:按照|根据|依照|依据|自|在|于|结合)[^，]*(?:规定|要求|标准|规划|情况|结果|程序|范围|期限|前|后|(?<![学课小])时|日起)$"
)
_ASSIGNS: Final = re.compile(r"由[^，]{2,24}?(?:共同)?(?:牵头)?(?:负责|落实|组织实施)")
_TELLS: Final = re.compile(
    r"^(?:去年|上年|上一年)|已经?(?:完成|建成|开展|召开|印发|制定|举办)(?!的)|(?:必须|应当|应该|需要)(?:指出|看到|承认|肯定)|目的(?:在于|是)|"
    r"分为[^，]{1,8}等次|每[天日]计\d|是否|(?:同时|予以|即行)废止|停止执行|截至\d|(?:时段|对象|范围)为"
)
# 缺员超过6个月的单位, for which the next clause says what it must do.
_THOSE: Final = re.compile(
    r"(?!.*每(?:年|半年|季|月|周))[^，。]{2,30}的(?:企业党委|党支部|党组织|党员|单位|企业|人员|部门)"
)
CLAUSE_CHARS: Final = 400  # a longer stretch without a stop is no sentence; 99.9 % of the real ones are below 120
_TAIL: Final = re.compile(r"(?:全部|基本|必须|应当|要|予以)?(?:完成|办结|到位|配齐|建成|落实|报送|上报)?")
_ADVERBIAL: Final = re.compile(
    r"^(?:对照|按照|根据|依照|依据|参照|围绕|结合|针对|通过|为了?(?!期)|随着|鉴于|经过?|采取|利用|借助|遵循|本着|立足|面向)|^以(?!上|下|及|来).*(?:为|形式)|"
    r"^在.*(?:基础上|过程中|期间|同时|前提下|之后|后|(?<![学课小])时)$|(?:的|(?<![学课小工])时|后|之日起|期间|情况下|以外)$"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A clause with everything that it states; spans count in the clause."""

    clause: Clause
    frequency: Frequency | None
    amounts: tuple[Amount, ...]
    deadlines: tuple[Deadline, ...]
    signal: Signal | None
    subject: Subject | None

    @property
    def counts(self) -> bool:
        """Whether it states a number, a period or a date."""
        dated = any(d.normalised and not d.whole_year for d in self.deadlines)
        repeated = self.frequency is not None and self.frequency.per_year is not None
        return dated or repeated or any(map(self._is_count, self.amounts))

    def _is_count(self, amount: Amount) -> bool:
        """两个提升 without a verb is a slogan; 示范岗15个 needs none."""
        return bool(amount.bound) or amount.in_digits or amount.repeats or has_action(self.clause.text)

    @property
    def binds(self) -> bool:
        """Whether it obliges at all: 定期 and 限期 are enough, 全年 is not; 是否每月召开 asks, 同时废止 tells."""
        if _TELLS.search(self.clause.text):
            return False
        return self.counts or self.signal is not None or self.frequency is not None or self._is_limited

    @property
    def is_adverbial(self) -> bool:
        """Whether it only says how, when or where for the clause behind it."""
        text = self.clause.text
        if self._ends_open or (_THOSE.fullmatch(text) and self.signal is None):
            return True
        only_time = self.deadlines and self.deadlines[-1].end == len(text) and self.deadlines[0].start <= 1
        weak = self.signal is None or text.startswith(("通过", "采取", "利用", "借助"))
        manner = weak and self.frequency is None and _ADVERBIAL.search(text) is not None
        return bool(only_time) or manner or self.is_condition

    @property
    def is_condition(self) -> bool:
        """凡涉及…, 应当公开的 or 应当自…之日起十日内: the next clause says what is to be done."""
        if self.signal is None or self.signal.strength != "modal":
            return False
        text = self.clause.text
        unfinished = _UNFINISHED.search(text) or (self.deadlines and self.deadlines[-1].end == len(text))
        return self.signal.modality in CONDITIONS or self._ends_open or bool(unfinished)

    @property
    def lends(self) -> bool:
        """Whether its values are the next clause's: those of a case (缺员超过6个月的) are not."""
        return self.counts and not self._ends_open and not _THOSE.fullmatch(self.clause.text)

    @property
    def is_assignment(self) -> bool:
        """由宣传部、工会负责: only says who does what the clause before it asks for."""
        return self.subject is not None and _ASSIGNS.fullmatch(self.clause.text) is not None

    @property
    def is_tail(self) -> bool:
        """Whether it only dates the clause before it: 11月底前完成."""
        if not self.deadlines or self.subject or self.amounts or self.frequency:
            return False
        return _TAIL.fullmatch(self.clause.text, self.deadlines[-1].end) is not None and self.deadlines[0].start <= 1

    @property
    def _ends_open(self) -> bool:
        return self.clause.text.endswith("的")

    @property
    def taken(self) -> list[tuple[int, int]]:
        """Spans that are no part of an object."""
        frequency = [(self.frequency.start, self.frequency.end)] if self.frequency else []
        return [*frequency, *((a.start, a.end) for a in self.amounts), *((d.start, d.end) for d in self.deadlines)]

    @property
    def _is_limited(self) -> bool:
        return any(not d.normalised for d in self.deadlines)


def read_clause(clause: Clause, context: Context) -> Read:
    """Read one clause.

    Args:
        clause (Clause): Between two stops.
        context (Context): What its dates mean.

    Returns:
        Read: What it states; nothing where it is longer than `CLAUSE_CHARS`.
    """
    text = clause.text
    if len(text) > CLAUSE_CHARS:
        return Read(clause, None, (), (), None, None)
    frequency = frequency_in(text)
    deadlines = tuple(deadlines_in(text, context))
    if frequency and text[frequency.start : frequency.end] == "全年":
        deadlines = tuple(d for d in deadlines if d.start != frequency.start)
    taken = tuple((d.start, d.end) for d in deadlines)
    amounts = tuple(amounts_in(text, (*taken, frequency.taken) if frequency else taken))
    if not deadlines:
        deadlines = _dated_by_year(text, context, counted=bool(amounts))
    begin = _behind_time(frequency, deadlines)
    subject = Subject(text) if _THOSE.fullmatch(text) else subject_in(text[begin:])
    at = text.find(subject.text) if subject else -1
    behind = at + len(subject.text) if subject and at in (begin, text.find("由") + 1) else 0
    return Read(clause, frequency, amounts, deadlines, signal_in(text, behind), subject)


def _behind_time(frequency: Frequency | None, deadlines: tuple[Deadline, ...]) -> int:
    """Where the words begin behind a date or a period in front: 9月底前全部党支部…."""
    dated = max((deadline.end for deadline in deadlines if deadline.start == 0), default=0)
    return max(dated, frequency.end if frequency and frequency.start == 0 else 0)


def _dated_by_year(text: str, context: Context, *, counted: bool) -> tuple[Deadline, ...]:
    if counted and (match := _YEAR_IN_FRONT.match(text)):
        return (Deadline(0, match.end(), f"{match[1]}-01-01/{match[1]}-12-31", whole_year=True),)
    if match := _YEARLY_TARGET.search(text):
        year = context.year
        value = f"{year}-01-01/{year}-12-31" if year else ""
        return (Deadline(*match.span("raw"), value, whole_year=True),)
    return ()
