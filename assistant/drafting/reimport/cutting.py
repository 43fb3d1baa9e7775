"""A returned paragraph -> its label and its sentences, cut where the draft has cut them. Pure.

A draft may end its sentences at full stops only, at semicolons too, or a lead at a comma. So a sentence of the draft is
looked for first at every place where one may begin; what is left is cut at full stops.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ingest.labels import label_of
from ingest.obligations.clauses import sentences_of

_SEMICOLONS: Final = ("；", ";")
_STOPS: Final = tuple("。！？!?；;：:，,、")


def folded(text: str) -> str:
    """A text as it is compared: full-width and half-width signs alike, no white space."""
    return "".join("".join(unicodedata.normalize("NFKC", sign) for sign in text).split())


@dataclass(frozen=True, slots=True)
class Slice:
    """A paragraph, or a part of one; `start` is its offset in the document's content."""

    text: str
    start: int

    def label_and_words(self) -> tuple[str, Slice]:
        """The label as printed, "" where there is none, and the words behind it."""
        label = label_of(self.text)
        length = label.length if label else 0
        return self.text[:length].strip(), Slice(self.text[length:], self.start + length)


@dataclass(frozen=True, slots=True)
class Knife:
    """Cuts paragraphs as a draft is cut."""

    known: tuple[str, ...]  # folded sentences of the draft, the longest first
    at_semicolons: bool  # whether the draft has sentences that end there

    @classmethod
    def of(cls, sentences: Iterable[str]) -> Knife:
        """A knife for what becomes of a draft.

        Args:
            sentences (Iterable[str]): All that it has, without its headings.

        Returns:
            Knife: Ready to cut.
        """
        texts = list(sentences)
        known = sorted({folded(text) for text in texts} - {""}, key=lambda text: (-len(text), text))
        return cls(tuple(known), any(text.endswith(_SEMICOLONS) for text in texts))

    def cut(self, paragraph: Slice) -> tuple[str, tuple[Slice, ...]]:
        """Cut a paragraph.

        Args:
            paragraph (Slice): As printed.

        Returns:
            tuple[str, tuple[Slice, ...]]: The label, "" where there is none or the draft counts it to the sentence,
                and the sentences with their stops.
        """
        label, words = paragraph.label_and_words()
        if self._known_at(folded(paragraph.text)):
            label, words = "", paragraph
        return label, tuple(self._sentences(words))

    def _sentences(self, words: Slice) -> Iterator[Slice]:
        ends = self._ends(words.text)
        begin = 0
        while begin < len(words.text):
            known = self._known_at(folded(words.text[begin:]))
            end = _behind(words.text, begin, known) if known else next(end for end in ends if end > begin)
            piece = words.text[begin:end]
            if piece.strip():
                yield Slice(piece.strip(), words.start + begin + len(piece) - len(piece.lstrip()))
            begin = end

    def _known_at(self, rest: str) -> str:
        """The longest sentence of the draft that a folded text begins with, "" where none does.

        It ends with a stop, or with the text, or where another sentence of the draft begins: a lead may have no stop.
        """
        return next((each for each in self.known if rest.startswith(each) and self._ends_there(each, rest)), "")

    def _ends_there(self, known: str, rest: str) -> bool:
        return known.endswith(_STOPS) or known == rest or bool(self._known_at(rest[len(known) :]))

    def _ends(self, text: str) -> list[int]:
        """Offsets behind the full stops, and semicolons where the draft cuts there, and behind the last character."""
        stops = (
            text.find(cut.stop, cut.end) + len(cut.stop)
            for cut in sentences_of(text, 0)
            if cut.stop and (self.at_semicolons or cut.stop not in _SEMICOLONS)
        )
        return [*stops, len(text)]


def _behind(text: str, begin: int, known: str) -> int:
    """Offset behind the characters that fold to a known sentence: one may fold to several, white space to none."""
    end, length = begin, 0
    while length < len(known):
        length += len(folded(text[end]))
        end += 1
    return end
