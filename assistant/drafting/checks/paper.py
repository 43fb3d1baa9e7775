"""What every check reads: a document's items with the year that each is for, and the words that a check may look at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assistant.compare.units import SIGNATURE
from assistant.drafting.checks.context import Context
from assistant.drafting.records import Finding
from ingest.citations.dates import iso
from ingest.front import kind_of
from ingest.labels import label_of
from ingest.obligations.years import year_meant
from ingest.records import Item, Kind, Outline
from ingest.tree import NOTE_LABEL

GAP: Final = "\0"  # in place of what a check may not look at
QUOTED: Final = 60  # characters of a quote in a finding: it shows the place, the item holds the rest
AROUND: Final = 15  # characters that are quoted beside a mark
# Characters on either side of a place that are looked at, so that a paragraph of any length costs no more than its
# length: longer than the longest wording that a check looks for there (原来的, 的基础上, 巡察反馈问题), and
NEAR: Final = 40
CLAUSE: Final = 200  # than any clause or list of members that people write.

PLANS: Final[frozenset[Kind]] = frozenset(("要点", "意见", "计划"))
_LOOKING_AHEAD: Final[frozenset[Kind]] = frozenset(("总结", "总结及计划", "报告", "任务分解"))
_ISSUED: Final = re.compile(r"(?:印发|转发)《?(?P<title>[^《》]+?)》?的通知$")
_NAMES: Final = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉")
_QUOTATIONS: Final = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」")
_STOPS: Final = re.compile(r"[，。；：！？\n]")
ATTACHMENT: Final = "附件"  # what the addresses in an attachment begin with


def plans(outline: Outline) -> bool:
    """Whether a document as a whole plans: 要点, 意见, 计划, or a notice that issues one."""
    issued = _ISSUED.search(outline.title)
    return (kind_of(issued["title"]) if issued else outline.kind) in PLANS


@dataclass(frozen=True)  # no slots: the properties are computed once
class Paper:
    """A document and what is known of it."""

    outline: Outline
    context: Context

    @cached_property
    def is_plan(self) -> bool:
        """Whether the document as a whole plans."""
        return plans(self.outline) if self.context.is_plan is None else self.context.is_plan

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All that says something: without the signature and the note of attachments."""
        return tuple(item for item in self.outline.items if item.title != SIGNATURE and not is_note(item))

    @cached_property
    def planned(self) -> tuple[Item, ...]:
        """What is planned, in a plan or in the part of a report that looks ahead; none of a regulation.

        Unnumbered paragraphs of a report are left out: even where it looks ahead they tell what was.
        """
        if not (self.is_plan or self.outline.kind in _LOOKING_AHEAD):
            return ()
        planned = (item for item in self.items if item.tense == "plan")
        return tuple(item for item in planned if self.is_plan or "¶" not in item.address)

    @cached_property
    def prose(self) -> tuple[Item, ...]:
        """The items without attachments and rows of tables."""
        return _prose(self.items)

    @cached_property
    def body(self) -> tuple[Item, ...]:
        """The planned items of the prose."""
        return _prose(self.planned)

    @cached_property
    def parents(self) -> frozenset[str]:
        """Addresses that have items below them."""
        return frozenset(item.address.rpartition("/")[0] for item in self.outline.items)

    @cached_property
    def year(self) -> int | None:
        """The document's year, the user's before its own."""
        return self.context.year or self.outline.year

    def year_of(self, item: Item) -> int | None:
        """The year that a planned item is for."""
        return year_meant(self.outline.kind, self.outline.title, self.year, item.headings)

    def day_of(self, item: Item) -> str:
        """The day from which one looks at a planned item, as ISO: the day of issue, else the year's first; or ""."""
        issued = iso(self.outline.issued)
        if issued and self.year == self.outline.year:
            return issued
        year = self.year_of(item)
        return f"{year}-01-01" if year else ""

    def is_heading(self, item: Item) -> bool:
        """Whether an item only names what stands below it."""
        return item.address in self.parents and not re.search(r"[。；：:\n]", item.text)


def _prose(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if not item.cells and not item.address.startswith(ATTACHMENT))


def is_note(item: Item) -> bool:
    """Whether an item only names the attachments: 附件：1. …."""
    return item.label == NOTE_LABEL


def words_of(item: Item) -> str:
    """An item's text without its label."""
    label = label_of(item.text)
    return item.text[label.length :] if label and not item.cells else item.text


def before(text: str, place: int, width: int = NEAR) -> str:
    """The characters right before a place."""
    return text[max(0, place - width) : place]


def blanked(text: str, names: Iterable[str]) -> str:
    """A text in which names are blanked one after the other, every other character in its place."""
    for name in names:
        text = text.replace(name, GAP * len(name))
    return text


def without_names(text: str) -> str:
    """A text in which what stands between 《 and 》 is blanked, every other character in its place."""
    return _NAMES.sub(gap, text)


def without_quotations(text: str) -> str:
    """A text in which what stands between quotation marks is blanked, every other character in its place."""
    return _QUOTATIONS.sub(gap, text)


def clause_at(item: Item, start: int, end: int) -> str:
    """The clause around a stretch of an item's text, without the item's label."""
    label = label_of(item.text) if not item.cells else None
    first = max(start - CLAUSE, min(label.length if label else 0, start))
    front = _STOPS.split(item.text[first:start])[-1]
    return front + item.text[start:end] + _STOPS.split(item.text[end : end + CLAUSE], maxsplit=1)[0]


def shortened(text: str) -> str:
    """A quote as a finding shows it: its beginning, which is still an exact piece of the text."""
    return text.strip()[:QUOTED]


def found(check: str, item: Item, message: str, suggestion: str, quote: str) -> Finding:
    """A finding in an item; a line's end in what the message takes from the text becomes a space."""
    return Finding(check, item.address, " ".join(message.split()), suggestion, shortened(quote))


def gap(match: re.Match[str]) -> str:
    """What blanks a stretch of a text."""
    return GAP * len(match[0])
