"""Margin comments: where each sentence of the draft comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.drafting.readable import worded_by
from assistant.drafting.records import Sentence
from assistant.export.edits import edit_shown
from assistant.export.word.blocks import Block, Segment, plain
from assistant.export.word.layout import SHAPES
from assistant.export.word.package import AUTHOR
from assistant.export.word.paragraph import paragraph, run_properties
from assistant.export.word.places import place_of
from assistant.export.word.xml import node

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.oxml.xmlchemy import BaseOxmlElement


@dataclass(frozen=True, slots=True)
class Provenance:
    """Puts a comment beside each sentence."""

    document: DocumentType

    def of_paragraph(self, _block: Block) -> Sequence[BaseOxmlElement]:
        """Nothing: comments stand beside sentences."""
        return ()

    def of_segment(self, segment: Segment, runs: Sequence[BaseOxmlElement]) -> Iterable[BaseOxmlElement]:
        """The runs between the ends of their comment."""
        if segment.sentence is None:
            return runs
        number = self._comment(provenance_lines(segment.sentence))
        anchor = node("r", run_properties(SHAPES["comment"].look), node("commentReference", id=number))
        return (node("commentRangeStart", id=number), *runs, node("commentRangeEnd", id=number), anchor)

    def _comment(self, lines: Iterable[str]) -> int:
        comment = self.document.comments.add_comment(author=AUTHOR, initials=AUTHOR)
        element = comment._comment_elm
        for template in list(element):
            element.remove(template)
        element.extend(paragraph(plain("comment", line)) for line in lines)
        return comment.comment_id


def provenance_lines(sentence: Sentence) -> Iterator[str]:
    """What a sentence rests on.

    Args:
        sentence (Sentence): Of a draft.

    Yields:
        str: Its class; each source's place, file and words; each edit with its reason.
    """
    yield f"类别：{sentence.kind}"
    yield from worded_by(sentence)
    for source in sentence.sources:
        yield f"出处：{place_of(source)}（{source.file}）"
        yield f"原文：{source.quote}"
    for edit in sentence.edits:
        yield f"修改：{edit_shown(edit)}（{edit.reason}）"
