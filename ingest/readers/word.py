"""Word documents (.docx): paragraphs with their automatic numbers, tables, text boxes and notes in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from lxml.etree import _Element

from ingest.readers.classification import check_margins
from ingest.readers.contents import without_contents
from ingest.readers.joining import join_broken, trim
from ingest.readers.numbering import Numbering
from ingest.readers.tables import table_lines
from ingest.readers.titles import Look, SetLine, mark_titles
from ingest.readers.word_package import WordPackage, open_package
from ingest.readers.word_styles import Styles
from ingest.readers.word_tables import cells_of, grid_of, is_layout
from ingest.readers.word_text import TextReader
from ingest.readers.word_xml import NS, children, is_on, qualified
from ingest.records import Line

WRAPPERS: Final = frozenset(map(qualified, ("sdt", "sdtContent", "customXml", "ins", "moveTo")))
PARAGRAPH, TABLE = qualified("p"), qualified("tbl")


def read(path: Path, file: str) -> list[Line]:
    """Read a .docx.

    Args:
        path (Path): Where it lies; its archive has been checked.
        file (str): Its name for error messages.

    Returns:
        list[Line]: Its lines; footnotes and endnotes at the end, headers and footers left out.
    """
    with open_package(path, file) as package:
        check_margins(_margins(package), file)
        return _Story(package).lines()


def _margins(package: WordPackage) -> Iterator[str]:
    """Texts of headers and footers, and the words of watermarks, which are WordArt in a header."""
    for kind in ("header", "footer"):
        for part in package.parts(kind):
            for paragraph in part.iter(PARAGRAPH):
                yield "".join(text.text or "" for text in paragraph.iter(qualified("t")))
            for art in part.iterfind(".//v:textpath", NS):
                yield art.get("string", "")


class _Story:
    """One pass over a document; the counters of numbers, tables, fields and notes run through it."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._text = TextReader(self._styles)
        self._tables = 0
        self._carried = ""  # text of a paragraph whose end mark was deleted: it goes on in the next

    def lines(self) -> list[Line]:
        body = self._package.document.find("w:body", NS)
        blocks = [] if body is None else list(self._blocks(body))
        return [*join_broken(without_contents(mark_titles(blocks))), *self._notes()]

    def _notes(self) -> Iterator[Line]:
        """Footnotes and endnotes in the order in which the text refers to them."""
        mentioned = list(self._text.notes)
        notes = {
            (kind, note.get(qualified("id"), "")): note
            for kind in ("footnotes", "endnotes")
            for part in self._package.parts(kind)
            for note in part
        }
        for key in mentioned:
            if key in notes:
                yield from (replace(line, style="footnote") for line, _ in self._blocks(notes[key]))

    def _blocks(self, container: _Element) -> Iterator[SetLine]:
        """Paragraphs and tables of the body, a cell, a note or a text box."""
        for block in children(container, WRAPPERS):
            if block.tag == PARAGRAPH:
                yield from self._paragraph(block)
            elif block.tag == TABLE:
                yield from ((line, None) for line in self._table(block))

    def _paragraph(self, paragraph: _Element) -> Iterator[SetLine]:
        text, boxes = self._numbered(paragraph)
        role = self._styles.role(paragraph)
        look = Look(self._size(paragraph), self._styles.is_centred(paragraph))
        if role != "contents":
            yield from ((Line(part, role), look) for part in map(trim, text.split("\n")) if part)
        for box in boxes:
            yield from ((_boxed(line), None) for line, _ in self._blocks(box))

    def _numbered(self, paragraph: _Element) -> tuple[str, tuple[_Element, ...]]:
        """A paragraph's text behind its number; "" where only the number is printed."""
        content = self._text.read(paragraph)
        text, self._carried = self._carried + content.text, ""
        if _is_removed(paragraph):
            self._carried = text
            return "", content.boxes
        label = self._label(paragraph, text)
        return (label + text.lstrip() if text.strip() else ""), content.boxes

    def _label(self, paragraph: _Element, text: str) -> str:
        hidden = not text and is_on(paragraph.find("w:pPr/w:rPr/w:vanish", NS))
        return "" if hidden else self._numbering.label(paragraph)

    def _size(self, paragraph: _Element) -> float:
        """The size of the longest run."""
        runs = paragraph.findall(".//w:r[w:t]", NS)
        longest = max(runs, key=lambda run: len("".join(t.text or "" for t in run.iterfind("w:t", NS))), default=None)
        return 0.0 if longest is None else self._styles.size(paragraph, longest)

    def _table(self, table: _Element) -> Iterator[Line]:
        if is_layout(table):
            for cell in cells_of(table):
                yield from (line for line, _ in self._blocks(cell))
            return
        self._tables += 1
        number = self._tables
        yield from (row.line for row in table_lines(grid_of(table, self._cell), number))

    def _cell(self, cell: _Element) -> str:
        """A cell's paragraphs in one line; a bare automatic number, such as in a column 序号, is its text."""
        parts: list[str] = []
        for block in children(cell, WRAPPERS):
            if block.tag == PARAGRAPH:
                parts += self._cell_paragraph(block)
            elif block.tag == TABLE:
                parts += (self._cell(inner) for inner in cells_of(block))
        return " ".join(filter(None, parts))

    def _cell_paragraph(self, paragraph: _Element) -> list[str]:
        content = self._text.read(paragraph)
        label = self._label(paragraph, content.text)
        boxes = [line.text for box in content.boxes for line, _ in self._blocks(box)]
        return [trim(part) for part in (label + content.text.lstrip()).split("\n")] + boxes


def _boxed(line: Line) -> Line:
    return line if line.row else replace(line, style="textbox")


def _is_removed(paragraph: _Element) -> bool:
    """Whether the paragraph's end mark was deleted or moved away, so that it runs on into the next."""
    marks = paragraph.findall("w:pPr/w:rPr/*", NS)
    return any(mark.tag in (qualified("del"), qualified("moveFrom")) for mark in marks)
