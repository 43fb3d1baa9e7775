"""What a conversation keeps of a turn, and what a question inside one comes to. A leaf of plain records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.records import VersionId

Reach = Literal["item", "next", "previous", "after", "before", "around"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: nothing of the document's text is kept, so that a purge leaves none behind."""

    version: VersionId
    address: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What a conversation keeps of a question and its answer."""

    question: str  # standing on its own
    cited: tuple[Place, ...] = ()  # the n-th is what the answer calls [n]
    shown: tuple[Place, ...] = ()  # all that was shown for this question, by 还有吗 and 展开 too
    opened: tuple[Place, ...] = ()  # the items that were last shown whole
    files: tuple[str, ...] = ()  # what the question was narrowed to; empty is no limit


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to answer, with its scope."""

    question: str
    files: tuple[str, ...] = ()  # search in these alone; empty is no limit
    favoured: tuple[Place, ...] = ()  # items to look at first
    without: tuple[Place, ...] = ()  # items that were shown before
    is_followup: bool = True


@dataclass(frozen=True, slots=True)
class Unfolding:
    """Cited items to show whole, or their neighbours in their documents."""

    places: tuple[Place, ...]
    reach: Reach
    understood: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """第n条 beyond the numbers of the last answer: that of the documents that it cited, if they have one."""

    label: str
    cited: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A follow-up that can only be answered by saying what there is."""

    line: str


FollowUp = Asking | Unfolding | Numbered | Telling
