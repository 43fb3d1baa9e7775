"""The paragraphs of a returned document -> sections, items and sentences as a draft has them, and its task rows. Pure.

A paragraph is an item: one that goes on with the item above it has the same address and no label. Behind the sections
stand signature and date and the note of the attachment, which are no items; then the attachment, whose table is read
row by row. As yet, every sentence counts as the user's own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.drafting.records import BLANK, DATE_BLANK, OPENING, DraftItem, Section, Sentence, Source
from assistant.drafting.reimport.cutting import Knife, Slice
from ingest.front import is_date_line, is_unit_line
from ingest.outline import outline_of
from ingest.records import Item, Line, Outline, Paragraph, Text

_BEHIND: Final = "附件"  # addresses of attachments, and of the note on them, begin so
_LOOSE: Final = "¶"
_HEADING: Final = "heading 1"  # style of a section's heading, as it was given away
_STOPS: Final = "。！？；：，、!?;:,."

Placed = tuple[Paragraph, Item]  # a paragraph, and the item that it begins in


@dataclass(frozen=True, slots=True)
class Returned:
    """The whole document."""

    title: str  # "" where the text has none
    addressees: str
    signer: str
    issued: str  # "" where it is not dated
    sections: tuple[Section, ...]
    rows: tuple[Item, ...]  # of tables


def returned(lines: Sequence[Line], file: str, signer: str, knife: Knife) -> Returned:
    """Read the director's document.

    Args:
        lines (Sequence[Line]): As `ingest.readers` hand it over: insertions accepted, deletions and comments gone.
        file (str): Its name.
        signer (str): Who signs the draft; "" for nobody.
        knife (Knife): Cuts it as the draft is cut.

    Returns:
        Returned: What it consists of.
    """
    text = Text.of(lines)
    outline = outline_of(text, file)
    signature = _signature(text.paragraphs, signer)
    body = [placed for placed in _body(text.paragraphs, outline) if placed[0] not in signature]
    return Returned(
        outline.title if outline.title in text.content.replace("\n", "") else "",
        outline.addressees,
        "　".join(paragraph.text for paragraph in signature if not _is_date(paragraph)),
        next((paragraph.text for paragraph in reversed(signature) if _is_date(paragraph)), ""),
        tuple(_Maker(outline, file, knife).sections(body)),
        tuple(item for item in outline.items if item.cells),
    )


# --- which paragraphs are the text ------------------------------------------------------------------------------------


def _signature(paragraphs: Sequence[Paragraph], signer: str) -> list[Paragraph]:
    """The lines that sign the text: the signer's name, any unit's name above a date, and the date."""
    return [
        paragraph
        for paragraph, below in zip(paragraphs, [*paragraphs[1:], None], strict=True)
        if _is_date(paragraph)
        or (signer and paragraph.text == signer)
        or (below and _is_date(below) and is_unit_line(paragraph.text))
    ]


def _is_date(paragraph: Paragraph) -> bool:
    return is_date_line(paragraph.text) or paragraph.text == DATE_BLANK


def _body(paragraphs: Sequence[Paragraph], outline: Outline) -> Iterator[Placed]:
    """The paragraphs from the first item to the last one of the sections."""
    starts = [item.start for item in outline.items]
    in_sections = False
    for paragraph in paragraphs:
        at = bisect_right(starts, paragraph.start) - 1
        if at < 0 or paragraph.row or paragraph.style == "footnote":
            continue
        item = outline.items[at]
        is_loose = item.address.startswith(_LOOSE)  # outside of the sections: behind them, a signature or a remark
        in_sections = in_sections or not (is_loose or item.address == OPENING)
        if not (item.address.startswith(_BEHIND) or (is_loose and in_sections)):
            yield paragraph, item


# --- what they are ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Maker:
    outline: Outline
    file: str
    knife: Knife

    def sections(self, body: Sequence[Placed]) -> Iterator[Section]:
        """A heading opens a section; what stands above the first one is the opening."""
        heads = [n for n, placed in enumerate(body) if self._is_heading(*placed)]
        if opening := body[: heads[0] if heads else None]:
            yield Section("", Sentence("", "用户给定", ()), self._items(opening))
        for head, behind in pairwise([*heads, len(body)]):
            paragraph, item = body[head]
            label, words = _slice(paragraph).label_and_words()
            words = Slice(words.text.rstrip(_STOPS), words.start)
            yield Section(label, self._own(words, item), self._items(body[head + 1 : behind]))

    def _is_heading(self, paragraph: Paragraph, item: Item) -> bool:
        """A line of the first level without a stop, or with one at its end and items below: 一、夯实基层基础.

        Below a heading that has lost its number the next one, 二、, would be of the second level.
        """
        is_first = item.level == 1 or paragraph.style == _HEADING
        if not is_first or paragraph.start != item.start or item.address.startswith((_LOOSE, OPENING)):
            return False
        words = paragraph.text.rstrip(_STOPS)
        has_items = any(other.address.startswith(f"{item.address}/") for other in self.outline.items)
        return "。" not in words and (words == paragraph.text or has_items)

    def _items(self, placed: Sequence[Placed]) -> tuple[DraftItem, ...]:
        """Those that say something: a label alone is what a deleted item has left."""
        cut = ((item, *self.knife.cut(_slice(paragraph))) for paragraph, item in placed)
        return tuple(
            DraftItem(label, item.address, tuple(self._own(words, item) for words in sentences))
            for item, label, sentences in cut
            if sentences
        )

    def _own(self, words: Slice, item: Item) -> Sentence:
        """A sentence of the user's own, whose source is the document itself."""
        title, year = self.outline.title, self.outline.year
        end = words.start + len(words.text)
        source = Source("fact", self.file, 0, title, year, item.address, words.text, words.start, end)
        return Sentence(words.text, "待补" if BLANK in words.text else "用户给定", (source,))


def _slice(paragraph: Paragraph) -> Slice:
    return Slice(paragraph.text, paragraph.start)
