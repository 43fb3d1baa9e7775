"""会议陈旧: a plenum or a congress of the party that a newer one has followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assistant.drafting.checks.paper import Paper, before, found, without_names
from assistant.drafting.records import Finding
from ingest.numerals import value_of
from ingest.records import Item

CHECK: Final = "会议陈旧"

_CONGRESS: Final = 0  # number of the congress itself, 党的二十大; its plenums count from 1
_ALL: Final = 99  # 历次全会: whichever was the last
RECENT_TERMS: Final = 1  # terms back; what lies further back is history (党的十一届三中全会), no meeting left standing


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """A meeting of a series; a later one of the same body is greater."""

    body: str  # "" for the party's Central Committee, 中央纪委, 省委
    term: int  # 20 in 二十届四中全会
    number: int  # 4

    @property
    def name(self) -> str:
        """As one writes it."""
        if self.number == _CONGRESS:
            return f"党的{_numeral(self.term)}大"
        if self.body:
            return f"{self.body}{_numeral(self.term)}届{_numeral(self.number)}次全会"
        return f"党的{_numeral(self.term)}届{_numeral(self.number)}中全会"


def _dated(term: int, days: str) -> dict[Meeting, str]:
    return {Meeting("", term, number): day for number, day in enumerate(days.split()) if day != "-"}


# The last day of each congress (first) and of its plenums (first to seventh), as their communiqués state it
# (Xinhua on that day; collected on www.12371.cn under 历次党代会 and 历次中央全会).
HELD: Final[Mapping[Meeting, str]] = (
    _dated(18, "2012-11-14 2012-11-15 2013-02-28 2013-11-12 2014-10-23 2015-10-29 2016-10-27 2017-10-14")
    | _dated(19, "2017-10-24 2017-10-25 2018-01-19 2018-02-28 2019-10-31 2020-10-29 2021-11-11 2022-10-12")
    | _dated(20, "2022-10-22 2022-10-23 2023-02-28 2024-07-18 2025-10-23")
)

_CN: Final = "一二三四五六七八九十"
_PLENUMS: Final = re.compile(
    rf"(?P<term>[{_CN}]{{2,3}})届(?P<numbers>(?:历次|[{_CN}]中)(?:(?:全会)?(?:、|和|及|以及)?[{_CN}]中)*)全会"
)
_CONGRESSES: Final = re.compile(rf"党的(?P<term>[{_CN}]{{2,3}})大(?![会型力量])")
_OTHERS: Final = re.compile(
    rf"(?P<term>[{_CN}]{{1,3}})届(?P<inner>中央纪委)?(?P<number>[{_CN}]{{1,3}})次(?:全会|全体会议)"
)
_BODY: Final = re.compile(r"(?P<body>中央纪委|[省市县区州]委|[省市县区州]纪委|党工委)$")
# 党的十八大以来, …全会通过的《决定》, …全会关于国企改革的部署: history, or a source that stays what it was.
_STANDS: Final = re.compile(
    r"以来|以后|之后|报告|(?:审议)?通过|作出|关于|部署|确定|提出|明确|改革|\0|精神(?:为|的)?学习成果"
)


def stale_meetings(paper: Paper) -> Iterator[Finding]:
    """Planned items whose newest meeting of a series is not the newest that was held.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each series and item.
    """
    confirmed = [meeting for text in paper.context.meetings for meeting, _ in meetings_in(text)]
    for item in paper.planned:
        day = paper.day_of(item)
        newest = {m: held for m, held in HELD.items() if day and held <= day} | dict.fromkeys(confirmed, "")
        yield from _in_item(item, tuple(newest), paper.year_of(item))


def meetings_in(text: str) -> list[tuple[Meeting, re.Match[str]]]:
    """The meetings that a text names, in no special order; of 二中、三中全会 the last, history left out.

    Args:
        text (str): Any text.

    Returns:
        list[tuple[Meeting, re.Match[str]]]: Each with its place.
    """
    found_here = [(Meeting("", value_of(m["term"]), _last(m["numbers"])), m) for m in _PLENUMS.finditer(text)]
    found_here += [(Meeting("", value_of(m["term"]), _CONGRESS), m) for m in _CONGRESSES.finditer(text)]
    for match in _OTHERS.finditer(text):
        named = _BODY.search(before(text, match.start()))
        body = match["inner"] or (named["body"] if named else "")
        if body:
            found_here.append((Meeting(body, value_of(match["term"]), value_of(match["number"])), match))
    return [(meeting, match) for meeting, match in found_here if not _STANDS.match(text, match.end())]


def _last(numbers: str) -> int:
    return _ALL if "历次" in numbers else max(value_of(each) for each in re.findall(rf"([{_CN}])中", numbers))


def _in_item(item: Item, known: tuple[Meeting, ...], year: int | None) -> Iterator[Finding]:
    named: dict[str, tuple[Meeting, re.Match[str]]] = {}
    told = meetings_in(without_names(item.text))
    for meeting, match in told:
        if meeting.body not in named or named[meeting.body][0] < meeting:
            named[meeting.body] = meeting, match
    for meeting, match in named.values():
        newer = _newer(meeting, known)
        if newer:
            message = f"{meeting.name}之后已召开{newer.name}"
            yield found(CHECK, item, message, f"补上或改为{newer.name}", match[0])
        elif year and meeting.number != _CONGRESS and "" < HELD.get(meeting, "")[:4] < str(year - 1):
            message = f"{meeting.name}是{HELD[meeting][:4]}年召开的，此后很可能又开过全会"
            yield found(CHECK, item, message, "核对最近一次全会的名称", match[0])
    for meeting, match in dict(told).items():
        newest = named[meeting.body][0]
        if _is_of_last_term(meeting, newest) and _newer(meeting, known):
            message = f"{meeting.name}是上一届的全会，与{newest.name}并列"
            yield found(CHECK, item, message, "核对后删去，或者改为“历次全会”", match[0])


def _is_of_last_term(meeting: Meeting, newest: Meeting) -> bool:
    """Whether one certain plenum of the term before stands beside a newer meeting; all of them (历次) may."""
    return meeting.number not in (_CONGRESS, _ALL) and newest.term - meeting.term == RECENT_TERMS


def _newer(meeting: Meeting, known: tuple[Meeting, ...]) -> Meeting | None:
    """The newest of the series if it is newer; after a congress only the next congress counts."""
    later = [each for each in known if each.body == meeting.body and each > meeting]
    if meeting.number in (_CONGRESS, _ALL):
        later = [each for each in later if each.term > meeting.term]
    newest = max(later, default=None)
    return newest if newest and newest.term - meeting.term <= RECENT_TERMS else None


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    front = {0: "", 1: "十"}.get(tens, f"{_CN[tens - 1]}十")
    return front + (_CN[ones - 1] if ones else "")
