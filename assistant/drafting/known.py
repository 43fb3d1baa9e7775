"""What carried sentences need to know of the new year: its meetings, issued documents, figures. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice
from typing import Final

from assistant.compare.wording import PARTY_TERM
from assistant.drafting.carrying import Carrying
from assistant.drafting.carrying.spans import FILLED, Span, rewritten, settled
from assistant.drafting.cutting import Stretch, leaf_items, whole
from assistant.drafting.pieces import pieces
from assistant.drafting.provenance import fact_source
from assistant.drafting.records import Brief, Edit, Reading, Role, Source, blank
from ingest.citations.names import same_document

_ORDINAL: Final = "(?:历次|[一二三四五六七八九]中)"
_MEETING: Final = re.compile(rf"(?P<term>{PARTY_TERM})(?:大|届(?P<plenums>{_ORDINAL}(?:、{_ORDINAL})*)全会)")
_AHEAD: Final = re.compile("迎接|喜迎|迎来|即将")  # before a meeting that is still to come
_NEAR: Final = 10  # characters that may stand between
_BLANK: Final = re.compile(r"【待补：(?P<what>[^】]*)】")
_ISSUED: Final = re.compile(r"印发|出台|通过|施行|实施|发布|修订完成")
_UNISSUED: Final = re.compile(r"未|没有|正在|起草|拟|推迟|延至|打算|力争|前印发|前出台|前提交")
_NAME: Final = re.compile(r"《(?P<name>[^《》]{2,60})》")
_AMOUNT: Final = re.compile(r"\d+(?:名|个|项|对|期|次|件|篇|条|支|处|场|人|户|家)")
_CONTEXT: Final = 2  # characters on either side that must be the same for a quantity to be the same matter's
RENEWED: Final = 0.8  # likeness of two titles, years aside, from which on the newer one takes the older one's place


@dataclass(frozen=True, slots=True)
class Known:
    """What the draft's writer knows of the new year."""

    brief: Brief
    carrying: Carrying
    renewed: Mapping[str, str]  # a superior's document of last year -> this year's of the same name
    told: str  # what the sources of the new year and the years before last say, for quantities that stand

    @classmethod
    def of(cls, brief: Brief) -> Known:
        """Read the sources.

        Args:
            brief (Brief): With them.

        Returns:
            Known: Ready for `carrying_for`.
        """
        figures = {fact.name: fact.text for fact in (*brief.facts.of("数字"), *brief.facts.of("日期")) if fact.text}
        given = Carrying(
            brief.base_year,
            brief.year,
            meetings=frozenset(_meetings(brief)),
            issued=issued_by(brief),
            figures=figures,
            foreign=brief.foreign,
            yearly_aims=brief.base.document.kind == "报告",
        )
        readings = (*brief.prior[1:], *brief.superiors)
        told = "\n".join(whole(reading, item).quote for reading in readings for item in leaf_items(reading))
        return cls(brief, given, dict(_renewed(brief)), told)

    def _is_last_year_s(self, name: str) -> bool:
        """Whether a document is another unit's, for last year alone."""
        is_own = any(own in name for own in (self.brief.unit, *self.brief.names) if own)
        return not is_own and re.search(rf"关于.*(?<![－—-]){self.carrying.old_year}年(?:度)?", name) is not None

    def filled(self, text: str) -> tuple[str, tuple[Edit, ...]]:
        """Put the user's figures where the sentence asks for them by name: 【待补：发展党员人数】.

        Args:
            text (str): A sentence of the draft.

        Returns:
            tuple[str, tuple[Edit, ...]]: The sentence and the changes.
        """
        spans = [
            Span(*match.span(), fact.text, FILLED)
            for match in _BLANK.finditer(text)
            for fact in self.brief.facts.of("数字")
            if fact.text and fact.name in match["what"]
        ]
        return rewritten(text, settled(spans))

    def facts_in(self, edits: Iterable[Edit]) -> list[Source]:
        """The user's lines that changes of a sentence come from."""
        told = "".join(edit.new for edit in edits if edit.reason == FILLED)
        figures = (*self.brief.facts.of("数字"), *self.brief.facts.of("日期"))
        found = [fact_source(fact, self.brief) for fact in figures if fact.text and fact.text in told]
        met = "".join(edit.new for edit in edits if "会议" in edit.reason)
        return found + [fact_source(f, self.brief) for f in self.brief.facts.of("会议") if meeting_in(f.name, met)]

    def role(self, stretch: Stretch) -> Role:
        """What an own plan is to the draft: last year's, or an earlier one."""
        return "prior" if stretch.reading.document == self.brief.base.document else "earlier"

    def carrying_for(self, text: str, year: int | None = None) -> Carrying:
        """What is known for one sentence: the quantities in it that other years or the superior state alike."""
        standing = {
            match[0]
            for match in _AMOUNT.finditer(text)
            if text[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT] in self.told
        }
        return replace(self.carrying, old_year=year or self.carrying.old_year, standing=frozenset(standing))

    def renew(self, text: str) -> tuple[str, tuple[Edit, ...]]:
        """Name this year's documents of the superior in place of last year's.

        Args:
            text (str): A sentence of last year's plan.

        Returns:
            tuple[str, tuple[Edit, ...]]: The sentence and the changes.
        """
        return rewritten(text, [*self._renewals(text)])

    def _renewals(self, text: str) -> Iterator[Span]:
        for match in _NAME.finditer(text):
            if match["name"] in self.renewed:
                yield Span(*match.span("name"), self.renewed[match["name"]], "上级本年文件")
            elif self._is_last_year_s(match["name"]):
                yield Span(*match.span(), blank(f"上级{self.brief.year}年文件"), "上级本年文件待补")


def _meetings(brief: Brief) -> Iterator[str]:
    """Meetings that this year's documents or the user name, and those of the last summary that are newer than the plan.

    A summary of last year also names the meetings that last year's plan was written after: they are no news.
    """
    for reading in brief.superiors:
        yield from _named(_words(reading))
    old = set(_named(_words(brief.base)))
    for reading in brief.summaries:
        if reading.document != brief.base.document:
            yield from (name for name in _named(_words(reading)) if name not in old)
    for fact in brief.facts.of("会议"):
        yield fact.name
        yield from _named(fact.line)


def meeting_in(name: str, text: str) -> bool:
    """Whether a text names a meeting, alone or among others: 四中全会 in 二中、三中、四中全会."""
    plenum = re.search(r"[一二三四五六七八九]中全会", name)
    return bool(text) and (name in text or (plenum is not None and plenum[0] in text))


def _words(reading: Reading) -> str:
    return "\n".join(item.text for item in reading.outline.items)


def _named(text: str) -> Iterator[str]:
    for match in _MEETING.finditer(text):
        if _AHEAD.search(text, max(0, match.start() - _NEAR), match.start() + 1) or text.startswith(
            "召开", match.end()
        ):
            continue
        if match["plenums"] is None:
            yield f"党的{match['term']}大"
        else:
            yield from (f"党的{match['term']}届{each}全会" for each in match["plenums"].split("、"))


def issued_by(brief: Brief) -> dict[str, str]:
    """Documents that last year's plan set out to make or revise, with the names under which they are there now."""
    issued = [*_issued_in(brief.summaries), *(reading.outline.title for reading in brief.regulations
                                              if (reading.outline.year or 0) >= brief.year - 1)]  # fmt: skip
    found: dict[str, str] = {}
    for match in _NAME.finditer(_words(brief.base)):
        alike = (name for name in issued if same_document(_final(match["name"]), _final(name)))
        for official in islice(alike, 1):
            found[match["name"]] = official
    return found


def _issued_in(readings: Iterable[Reading]) -> Iterator[str]:
    for reading in readings:
        for item in leaf_items(reading):
            if item.tense != "done":
                continue
            for piece in pieces(whole(reading, item)):
                if _ISSUED.search(piece.quote) and not _UNISSUED.search(piece.quote):
                    yield from (match["name"] for match in _NAME.finditer(piece.quote))


def _final(name: str) -> str:
    return name.removesuffix("（试行）").removesuffix("(试行)")


def _renewed(brief: Brief) -> Iterator[tuple[str, str]]:
    old = str(brief.base_year)
    for match in _NAME.finditer(_words(brief.base)):
        name = match["name"]
        if old not in name:
            continue
        for reading in brief.superiors:
            title = reading.outline.title
            alike = SequenceMatcher(None, name.replace(old, ""), title.replace(str(brief.year), "")).ratio()
            if alike >= RENEWED:
                yield name, title
