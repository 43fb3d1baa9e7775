"""A block in, Word's paragraph out: its properties, its runs, missing facts highlighted, changes marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from assistant.drafting.records import BLANK
from assistant.export.files import NOT_XML
from assistant.export.word.blocks import Block, Segment
from assistant.export.word.layout import BODY_LOOK, SHAPES, TWIPS_PER_POINT, Look, Part, Shape
from assistant.export.word.xml import flags, node, written

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

HIGHLIGHT: Final = "yellow"
HUNDREDTHS: Final = 100  # of a character, in which Word also keeps an indent; it goes before the one in twips
_BLANKS: Final = re.compile(rf"({BLANK}[^】]*】?)")
_BREAKS: Final = re.compile(r"([\n\t])")


class Annotator(Protocol):
    """What surrounds the parts of a paragraph: marks of revision, anchors of comments."""

    def of_paragraph(self, block: Block) -> Sequence[BaseOxmlElement]:
        """What stands in the properties of the paragraph's mark."""

    def of_segment(self, segment: Segment, runs: Sequence[BaseOxmlElement]) -> Iterable[BaseOxmlElement]:
        """The runs of a segment with what surrounds them."""


class Bare:
    """Nothing surrounds anything."""

    def of_paragraph(self, _block: Block) -> Sequence[BaseOxmlElement]:
        """Nothing."""
        return ()

    def of_segment(self, _segment: Segment, runs: Sequence[BaseOxmlElement]) -> Iterable[BaseOxmlElement]:
        """The runs as they are."""
        return runs


def paragraph(block: Block, annotator: Annotator | None = None, shape: Shape | None = None) -> BaseOxmlElement:
    """A paragraph.

    Args:
        block (Block): What it says.
        annotator (Annotator | None): What surrounds its parts; None for nothing.
        shape (Shape | None): How it looks, in place of its kind's own shape.

    Returns:
        BaseOxmlElement: w:p, its formatting also direct: pasted into an office's own template, whose styles have the
            same names, it keeps its looks.
    """
    annotator = annotator or Bare()
    shape = shape or SHAPES[block.part]
    mark = node("rPr", *annotator.of_paragraph(block), *_character_properties(shape.look))
    element = node("p", node("pPr", node("pStyle", val=shape.style), *_paragraph_properties(shape), mark))
    for segment in block.segments:
        element.extend(annotator.of_segment(segment, list(_runs(segment, block.part))))
    return element


def _runs(segment: Segment, part: Part) -> Iterator[BaseOxmlElement]:
    """The runs of a segment: what is to be filled in stands in a run of its own, highlighted."""
    look = SHAPES[part].look if segment.is_lead else BODY_LOOK
    for n, text in enumerate(_BLANKS.split(NOT_XML.sub("", segment.text))):
        if text:
            properties = run_properties(look, is_highlighted=n % 2 == 1)
            yield node("r", properties, *_characters(text, "delText" if segment.change == "delete" else "t"))


def run_properties(look: Look, *, is_highlighted: bool = False) -> BaseOxmlElement:
    """w:rPr of a look, the font named for every script."""
    return node("rPr", *_character_properties(look, is_highlighted=is_highlighted))


def style_properties(shape: Shape) -> Iterator[BaseOxmlElement]:
    """w:pPr and w:rPr of a kind of paragraph, as its style has them."""
    outline = [node("outlineLvl", val=shape.outline - 1)] if shape.outline else []
    yield node("pPr", *_paragraph_properties(shape), *outline)
    yield run_properties(shape.look)


def _characters(text: str, tag: str) -> Iterator[BaseOxmlElement]:
    for n, stretch in enumerate(_BREAKS.split(text)):
        if n % 2:
            yield node("br" if stretch == "\n" else "tab")
        elif stretch:
            yield written(tag, stretch)


def _paragraph_properties(shape: Shape) -> Iterator[BaseOxmlElement]:
    """In the order of CT_PPrBase. Widow control is mostly off: it would leave pages of 21 lines."""
    if shape.keeps_next:
        yield node("keepNext")
    yield from flags(("widowControl",), int(shape.is_widow_free))
    yield from flags(("kinsoku", "overflowPunct"), 1)
    yield from flags(("autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid"), 0)
    yield node(
        "spacing",
        before=shape.before,
        beforeAutospacing=0,
        after=shape.after,
        afterAutospacing=0,
        line=shape.line,
        lineRule="exact",
    )
    yield _indents(shape)
    yield node("jc", val=shape.alignment)


def _indents(shape: Shape) -> BaseOxmlElement:
    character = shape.look.points * TWIPS_PER_POINT
    first = "hanging" if shape.first < 0 else "firstLine"
    counts = {"left": shape.left, "right": shape.right, first: abs(shape.first)}
    in_characters = {f"{name}Chars": round(count * HUNDREDTHS) for name, count in counts.items()}
    return node("ind", **in_characters, **{name: round(count * character) for name, count in counts.items()})


def _character_properties(look: Look, *, is_highlighted: bool = False) -> Iterator[BaseOxmlElement]:
    """In the order of EG_RPrBase."""
    yield node("rFonts", hint="eastAsia", ascii=look.font, hAnsi=look.font, eastAsia=look.font, cs=look.font)
    yield from flags(("b", "bCs", "i", "iCs"), 0)
    yield node("color", val="auto")
    yield node("spacing", val=look.closer)
    yield node("kern", val=0)
    yield from (node(tag, val=round(2 * look.points)) for tag in ("sz", "szCs"))
    if is_highlighted:
        yield node("highlight", val=HIGHLIGHT)
    # Digits and Latin letters are not Chinese: LibreOffice would break a line inside 2026. (As Chinese they would get
    # the Chinese substitute where the official font is missing, not DejaVu; nothing else in a file brings that about.)
    yield node("lang", val="en-US", eastAsia="zh-CN")
