"""What is matched: stretches of documents with their sentences and clauses. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.compare.quoting import quoted
from ingest.obligations.clauses import Sentence
from ingest.records import Document, Item

SHORT: Final = 6  # characters without values; a shorter clause (12月底前验收) does not tell what it is about
_VALUE: Final = re.compile(r"[\d.]+[%％万亿千百]*\w?|每(?:半年|季度|[年月周])|不少于|至少|不低于|以上|底前|完成|\W")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of an item; offsets are the document's."""

    document: Document
    item: Item
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The document's own words."""
        return quoted(self.item, self.start, self.end)

    def holds(self, other: Quoted) -> bool:
        """Whether another stretch lies in this one."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Part:
    """What is matched: an item, or one sentence of a report, with its sentences and the title that it stands under."""

    quoted: Quoted
    title: str
    sentences: tuple[Sentence, ...]
    due: str = ""  # what the table's column of deadlines says of it

    def stretch(self, sentence: Sentence) -> Quoted:
        """Where one of its sentences stands; a row of a table is quoted whole."""
        if self.quoted.item.cells:
            return self.quoted
        stop = sentence.end + len(sentence.stop.strip())
        return Quoted(self.quoted.document, self.quoted.item, sentence.start, stop)

    def clauses(self) -> list[Part]:
        """Its clauses as parts of their own; none where it is a single one."""
        pieces = [piece for sentence in self.sentences for piece in pieces_of(sentence)]
        if len(pieces) == 1:
            return []
        return [Part(self.stretch(piece), self.title, (piece,), self.due) for piece in pieces]


def pieces_of(sentence: Sentence) -> list[Sentence]:
    """Cut a sentence into clauses that say something by themselves; a short one joins the one before it.

    Args:
        sentence (Sentence): Any.

    Returns:
        list[Sentence]: Without the stop, in reading order.
    """
    pieces: list[Sentence] = []
    for clause in sentence.clauses:
        if pieces and (_is_short(words_of(pieces[-1])) or _is_short(clause.text)):
            pieces[-1] = Sentence((*pieces[-1].clauses, clause), "")
        else:
            pieces.append(Sentence((clause,), ""))
    return pieces


def words_of(sentence: Sentence) -> str:
    """A sentence's clauses."""
    return "，".join(clause.text for clause in sentence.clauses)


def _is_short(words: str) -> bool:
    return len(_VALUE.sub("", words)) < SHORT
