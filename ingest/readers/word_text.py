"""The text of one Word paragraph as it is printed: runs, fields, revisions, breaks, text boxes, note marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element

from ingest.readers.word_styles import Styles
from ingest.readers.word_xml import ALTERNATIVES, chosen, qualified

# Deleted and moved-away text, properties, ruby annotations; comments and field codes hold their text in these, too.
LEFT_OUT: Final = frozenset(
    map(qualified, ("del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "delText", "instrText", "delInstrText"))
)
TEXT: Final = (qualified("t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
SIGNS: Final = {
    qualified("tab"): "\t",
    qualified("ptab"): "\t",
    qualified("br"): "\n",
    qualified("cr"): "\n",
    qualified("noBreakHyphen"): "-",
}
PICTURES: Final = tuple(map(qualified, ("drawing", "pict", "object")))
BOX: Final = qualified("txbxContent")
NOTE_MARKS: Final = {qualified("footnoteReference"): "footnotes", qualified("endnoteReference"): "endnotes"}


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A paragraph's text, with a line feed where it breaks the line, and the text boxes anchored in it."""

    text: str
    boxes: tuple[_Element, ...]


@dataclass(slots=True)
class _Field:
    """A field that is open: its code until the separator, then its result."""

    code: str = ""
    in_code: bool = True

    @property
    def silent(self) -> bool:
        """Whether what stands in it now is not to be read; a table of contents repeats the headings."""
        return self.in_code or self.code.split()[:1] == ["TOC"]


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs in document order; open fields and the notes referred to carry over from one to the next."""

    styles: Styles
    notes: dict[tuple[str, str], None] = field(default_factory=dict)  # (footnotes or endnotes, id) in order of mention
    _fields: list[_Field] = field(default_factory=list)
    _boxes: list[_Element] = field(default_factory=list)

    def read(self, paragraph: _Element) -> ParagraphText:
        """Read the next paragraph.

        Args:
            paragraph (_Element): A `w:p`.

        Returns:
            ParagraphText: Its text without any automatic number.
        """
        self._boxes = []
        text = "".join(self._pieces(paragraph, paragraph, hidden=False))
        return ParagraphText(text, tuple(self._boxes))

    def _pieces(self, element: _Element, paragraph: _Element, *, hidden: bool) -> Iterator[str]:
        for child in element:
            if child.tag == ALTERNATIVES:
                yield from self._pieces(chosen(child), paragraph, hidden=hidden)
            elif child.tag == qualified("fldChar"):
                self._turn(child.get(qualified("fldCharType"), ""))
            elif child.tag in LEFT_OUT:
                self._note_code(child)
            elif child.tag in PICTURES:
                self._boxes += () if hidden else _boxes_in(child)
            elif child.tag == qualified("r"):
                yield from self._pieces(child, paragraph, hidden=self.styles.is_hidden(paragraph, child))
            elif child.tag in TEXT or child.tag in SIGNS or child.tag in NOTE_MARKS:
                yield "" if hidden or any(f.silent for f in self._fields) else self._sign(child)
            else:
                yield from self._pieces(child, paragraph, hidden=hidden)

    def _sign(self, element: _Element) -> str:
        if element.tag in NOTE_MARKS:
            self.notes[NOTE_MARKS[element.tag], element.get(qualified("id"), "")] = None
            return ""
        return SIGNS.get(element.tag) or element.text or ""

    def _turn(self, mark: str) -> None:
        """Follow the begin, separator and end of fields, which may stand inside one another."""
        if mark == "begin":
            self._fields.append(_Field())
        elif mark == "separate" and self._fields:
            self._fields[-1].in_code = False
        elif mark == "end" and self._fields:
            self._fields.pop()

    def _note_code(self, element: _Element) -> None:
        if element.tag == qualified("instrText") and self._fields:
            self._fields[-1].code += element.text or ""


def _boxes_in(element: _Element) -> Iterator[_Element]:
    """Text boxes of a drawing, each once: of a box and its fallback for older programs only one is read."""
    for child in element:
        if child.tag == BOX:
            yield child
        else:
            yield from _boxes_in(chosen(child) if child.tag == ALTERNATIVES else child)
