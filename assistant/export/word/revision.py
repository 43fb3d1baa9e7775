"""Word's own revision marks: what is inserted and deleted, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Final

from assistant.compare.records import Operation
from assistant.export.word.blocks import Block, Segment
from assistant.export.word.package import AUTHOR
from assistant.export.word.xml import node

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_TAGS: Final[Mapping[Operation, str]] = {"insert": "ins", "delete": "del"}


@dataclass(frozen=True, slots=True)
class Revisions:
    """Surrounds changed segments and paragraphs with marks of revision, each with a number of its own."""

    made: datetime  # UTC
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def of_paragraph(self, block: Block) -> Sequence[BaseOxmlElement]:
        """The mark of a paragraph that is new or dropped as such."""
        return () if block.change == "keep" else (self._mark(block.change),)

    def of_segment(self, segment: Segment, runs: Sequence[BaseOxmlElement]) -> Iterable[BaseOxmlElement]:
        """The runs, inside a mark where they are changed."""
        return runs if segment.change == "keep" or not runs else (self._mark(segment.change, *runs),)

    def _mark(self, change: Operation, *runs: BaseOxmlElement) -> BaseOxmlElement:
        date = self.made.strftime("%Y-%m-%dT%H:%M:%SZ")
        return node(_TAGS[change], *runs, id=next(self._numbers), author=AUTHOR, date=date)
