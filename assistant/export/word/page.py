"""Sections: paper, margins, grid, and the page number at the outer edge of every page."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor
from typing import TYPE_CHECKING, Final

from assistant.export.word.blocks import plain
from assistant.export.word.layout import (
    BODY_LOOK,
    CHARACTERS,
    LANDSCAPE,
    LINE,
    PITCH_UNITS,
    PORTRAIT,
    SHAPES,
    TWIPS_PER_POINT,
    Paper,
    Part,
    twips,
)
from assistant.export.word.paragraph import paragraph, run_properties
from assistant.export.word.xml import node, written

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import _Footer

_EDGES: Final = ("top", "right", "bottom", "left")


def set_up_page(document: DocumentType) -> None:
    """Give a document its paper, grid and page numbers. Its text comes in front of what this appends to the body."""
    document.element.body.append(_section(PORTRAIT))
    section = document.sections[0]
    _number(section.footer, "footer")
    _number(section.even_page_footer, "even footer")


def turn_page(document: DocumentType) -> None:
    """End the upright pages with the last paragraph; what follows stands on pages of its own, turned."""
    body = document.element.body
    upright = body[-1]
    body[-2].pPr.append(upright)
    body.append(_section(LANDSCAPE))


def _section(paper: Paper) -> BaseOxmlElement:
    """In the order of CT_SectPr; page numbers go on from section to section."""
    turned = {"orient": "landscape"} if paper.width > paper.height else {}
    margins = {edge: twips(getattr(paper, edge)) for edge in _EDGES}
    return node(
        "sectPr",
        node("type", val="nextPage"),
        node("pgSz", w=twips(paper.width), h=twips(paper.height), **turned),
        node("pgMar", **margins, header=twips(15), footer=twips(paper.footer), gutter=0),
        node("cols", space=425),
        node("docGrid", type="linesAndChars", linePitch=LINE, charSpace=_character_space()),
    )


def _character_space() -> int:
    """What the grid takes from each character, so that 28 fit a line of upright paper."""
    pitch = twips(PORTRAIT.text_width) / TWIPS_PER_POINT / CHARACTERS
    return floor((pitch - BODY_LOOK.points) * PITCH_UNITS)


def _number(footer: _Footer, part: Part) -> None:
    """Make — 1 — the footer's only paragraph."""
    footer.is_linked_to_previous = False
    number = paragraph(plain(part, ""))
    number.extend(_field("PAGE"))
    footer._element.replace(footer.paragraphs[0]._p, number)


def _field(instruction: str) -> Iterator[BaseOxmlElement]:
    look = SHAPES["footer"].look
    for content in (
        written("t", "— "),
        node("fldChar", fldCharType="begin"),
        written("instrText", f" {instruction} "),
        node("fldChar", fldCharType="separate"),
        written("t", "1"),
        node("fldChar", fldCharType="end"),
        written("t", " —"),
    ):
        yield node("r", run_properties(look), content)
