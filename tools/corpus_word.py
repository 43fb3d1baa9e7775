"""A source as a Word document laid out like an office's paper: A4, official fonts, automatic numbers, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from tools.corpus_markup import FOOTNOTE, Block, Level, Source

_FONTS: Final = {  # GB/T 9704-2012; not shipped, Word puts what the machine has
    "Normal": ("仿宋_GB2312", 16),
    "Title": ("方正小标宋简体", 22),
    "Heading 1": ("黑体", 16),
    "Heading 2": ("楷体_GB2312", 16),
    "Header": ("宋体", 10),
    "Footer": ("宋体", 14),
}
_INDENT: Final = Pt(32)  # two characters of the body
_MARGINS: Final = {"top_margin": 37, "left_margin": 28, "bottom_margin": 35, "right_margin": 26}  # mm, GB/T 9704-2012
_FIRST_NUMBER: Final = 40  # above the numbering ids that python-docx's template brings along
_FOOTNOTES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FOOTNOTES_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def word_document(source: Source) -> DocumentType:
    """Lay a source out as a Word document."""
    document = Document()
    _set_styles(document, source.settings.get("font", ""))
    _set_page(document, source.settings.get("header", ""))
    _set_properties(document, source)
    writer = _Writer(document, _define_lists(document, source.lists), source.settings)
    for block in source.blocks:
        writer.write(block)
    _add_footnotes(document, writer.footnotes)
    return document


class _Writer:
    """Appends blocks to a document; keeps the footnotes met on the way."""

    def __init__(self, document: DocumentType, numbers: Sequence[tuple[int, int]], settings: Mapping[str, str]) -> None:
        self.document = document
        self.numbers = numbers  # (numId, ilvl) of #, ##, ###
        self.widths = [Mm(int(w)) for w in settings.get("widths", "").split()]
        self.footnotes: list[str] = []

    def write(self, block: Block) -> None:
        if block.mark == "~":
            self._begin_section(block.text)
        elif block.mark == "table":
            _fill_table(self.document.add_table(len(block.rows), len(block.rows[0]), "Table Grid"), block, self.widths)
        else:
            self._number(self._paragraph(block), block.mark)

    def _paragraph(self, block: Block) -> Paragraph:
        paragraph = self.document.add_paragraph(style=_style_of(block))
        _align(paragraph, block.mark)
        for i, part in enumerate(FOOTNOTE.split(block.text)):
            if i % 2:
                self.footnotes.append(part)
                reference = paragraph.add_run()
                reference.font.superscript = True
                reference._r.append(_xml(f'<w:footnoteReference w:id="{len(self.footnotes)}"/>'))
            else:
                paragraph.add_run(part)
        return paragraph

    def _number(self, paragraph: Paragraph, mark: str) -> None:
        """Number a paragraph directly, or by its style where that is a heading (both ways occur in real files)."""
        if not mark.startswith("#") or len(mark) > len(self.numbers):
            return
        number, level = self.numbers[len(mark) - 1]
        owner: Any = paragraph.style.element if mark == "#" and paragraph.style else paragraph._p
        properties = owner.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number

    def _begin_section(self, orientation: str) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        if (section.orientation == WD_ORIENT.LANDSCAPE) != (orientation == "landscape"):
            section.page_width, section.page_height = section.page_height, section.page_width
            section.orientation = WD_ORIENT.LANDSCAPE if orientation == "landscape" else WD_ORIENT.PORTRAIT


def _style_of(block: Block) -> str:
    if block.mark == "=":
        return "Title"
    if block.mark == "#":
        return "Heading 1"
    return "Heading 2" if block.mark == "##" and block.text[-1] not in "。：；" else "Normal"


def _align(paragraph: Paragraph, mark: str) -> None:
    if mark in ("=", "^"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif mark == ">":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif mark not in ("@", "!"):
        paragraph.paragraph_format.first_line_indent = _INDENT


def _fill_table(table: Table, block: Block, widths: Sequence[Length]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for r, row in enumerate(block.rows):
        for c, text in enumerate(row):
            if text == "^":
                table.cell(r - 1, c).merge(table.cell(r, c))
            elif text == "<":
                table.cell(r, c - 1).merge(table.cell(r, c))
            else:
                run = table.cell(r, c).paragraphs[0].add_run(text)
                run.font.size, run.bold = Pt(12), r < block.header_rows
                table.cell(r, c).width = widths[c]
    for row_element in table._tbl.tr_lst[: block.header_rows]:
        row_element.get_or_add_trPr().append(_xml("<w:tblHeader/>"))


def _set_styles(document: DocumentType, font: str) -> None:
    for name, (official, points) in _FONTS.items():
        style = document.styles[name]
        if not isinstance(style, ParagraphStyle):
            raise TypeError(f"{name} is no paragraph style of the template")
        style.font.size, style.font.bold = Pt(points), False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{script}"), font or official)
        style.font.color.rgb = None
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def _set_page(document: DocumentType, header: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for margin, millimetres in _MARGINS.items():
        setattr(section, margin, Mm(millimetres))
    section.header.paragraphs[0].text = header
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    footer._p.append(_xml('<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    footer.add_run(" —")


def _set_properties(document: DocumentType, source: Source) -> None:
    properties = document.core_properties
    properties.title = next(b.text for b in source.blocks if b.mark == "=")
    properties.author = properties.last_modified_by = "云岭集团党委办公室"
    properties.comments = ""
    properties.created = properties.modified = datetime.fromisoformat(source.settings["date"])


def _define_lists(document: DocumentType, lists: Sequence[Sequence[Level]]) -> list[tuple[int, int]]:
    """Write the lists into numbering.xml.

    Args:
        document (DocumentType): Where to write.
        lists (Sequence[Sequence[Level]]): Each list's levels, outermost first.

    Returns:
        list[tuple[int, int]]: (numId, ilvl) for #, ## and ###; empty where the numbers are typed.
    """
    numbering = document.part.numbering_part.element
    for i, levels in reversed(list(enumerate(lists, _FIRST_NUMBER))):
        body = "".join(_level_xml(ilvl, level) for ilvl, level in enumerate(levels))
        kind = '<w:multiLevelType w:val="multilevel"/>'
        numbering.insert(0, _xml(f'<w:abstractNum w:abstractNumId="{i}">{kind}{body}</w:abstractNum>'))
        numbering.append(_xml(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>'))
    return [(i, ilvl) for i, levels in enumerate(lists, _FIRST_NUMBER) for ilvl in range(len(levels))]


def _level_xml(ilvl: int, level: Level) -> str:
    restart = '<w:lvlRestart w:val="0"/>' if level.running else ""
    suffix = "space" if level.suffix else "nothing"
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{level.format}"/>{restart}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{level.text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _add_footnotes(document: DocumentType, texts: Sequence[str]) -> None:
    """Attach footnotes.xml, which python-docx does not know; ids -1 and 0 are the separators that Word asks for."""
    if not texts:
        return
    body = "".join(_footnotes_xml(texts))
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{body}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, _FOOTNOTES)


def _footnotes_xml(texts: Sequence[str]) -> Iterator[str]:
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        yield f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, text in enumerate(texts, 1):
        yield (
            f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{escape(text)}</w:t></w:r>'
            "</w:p></w:footnote>"
        )


def _xml(text: str) -> BaseOxmlElement:
    return parse_xml(re.sub(r"^<w:\w+", rf"\g<0> {nsdecls('w')}", text))
