"""An empty Word document with the official layout's styles and nothing else: no theme, no template's fonts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from docx import Document
from lxml import etree

from assistant.export.files import NOT_XML
from assistant.export.word.layout import BODY_LOOK, SHAPES, SUBSTITUTES, Shape
from assistant.export.word.paragraph import run_properties, style_properties
from assistant.export.word.xml import flags, node

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.oxml.xmlchemy import BaseOxmlElement

AUTHOR: Final = "要点"
WORD_2013: Final = 15  # layout rules of Word 2013 and later
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


def empty_document(title: str) -> DocumentType:
    """A document without a paragraph.

    Args:
        title (str): For its properties.

    Returns:
        DocumentType: With styles and settings; the page is still to be set up.
    """
    document = Document(_packed())
    properties = document.core_properties
    properties.title = NOT_XML.sub("", title)[:255]  # the most that python-docx and Word take
    properties.author = properties.last_modified_by = AUTHOR
    properties.language = "zh-CN"
    properties.created = properties.modified = datetime.now(UTC)
    return document


def _packed() -> io.BytesIO:
    parts = {
        "document": node("document", node("body")),
        "styles": node("styles", *_styles()),
        "settings": node("settings", *_settings()),
        "fontTable": node("fonts", *_fonts()),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _content_types(parts))
        package.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        package.writestr("word/_rels/document.xml.rels", _relations({n: f"{n}.xml" for n in parts if n != "document"}))
        for name, root in parts.items():
            package.writestr(
                f"word/{name}.xml", etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            )
    buffer.seek(0)
    return buffer


def _content_types(parts: dict[str, BaseOxmlElement]) -> str:
    kinds = {name: "document.main" if name == "document" else name for name in parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{relations}{xml}{overrides}</Types>'


def _relations(targets: dict[str, str]) -> str:
    body = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{body}</Relationships>'


# --- styles -----------------------------------------------------------------------------------------------------------


def _styles() -> Iterator[BaseOxmlElement]:
    yield node("docDefaults", node("rPrDefault", run_properties(BODY_LOOK)), node("pPrDefault"))
    yield from map(_paragraph_style, SHAPES.values())
    yield node(
        "style",
        node("name", val="Default Paragraph Font"),
        node("uiPriority", val=1),
        node("semiHidden"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    yield node(
        "style",
        node("name", val="annotation reference"),
        node("basedOn", val="DefaultParagraphFont"),
        run_properties(SHAPES["comment"].look),
        type="character",
        styleId="CommentReference",
    )
    yield _table_style()


def _paragraph_style(shape: Shape) -> BaseOxmlElement:
    is_normal = shape.style == "Normal"
    relations = [] if is_normal else [node("basedOn", val="Normal"), node("next", val="Normal")]
    return node(
        "style",
        node("name", val=shape.name),
        *relations,
        node("qFormat"),
        *style_properties(shape),
        type="paragraph",
        **({"default": 1} if is_normal else {}),
        styleId=shape.style,
    )


def _table_style() -> BaseOxmlElement:
    """What Word bases every table on."""
    margins = [node(side, w=width, type="dxa") for side, width in (("left", 108), ("right", 108))]
    return node(
        "style",
        node("name", val="Normal Table"),
        node("uiPriority", val=99),
        node("semiHidden"),
        node("tblPr", node("tblInd", w=0, type="dxa"), node("tblCellMar", *margins)),
        type="table",
        default=1,
        styleId="TableNormal",
    )


# --- settings and fonts -----------------------------------------------------------------------------------------------


def _settings() -> Iterator[BaseOxmlElement]:
    """In the order of CT_Settings."""
    yield node("zoom", percent=100)
    yield node("defaultTabStop", val=420)
    yield node("evenAndOddHeaders")
    yield node("characterSpacingControl", val="doNotCompress")
    mode = node(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=WORD_2013
    )
    yield node("compat", *flags(("useFELayout",), 1), mode)
    yield node("themeFontLang", val="en-US", eastAsia="zh-CN")


def _fonts() -> Iterator[BaseOxmlElement]:
    for font, substitute in SUBSTITUTES.items():
        yield node(
            "font", node("altName", val=substitute), node("charset", val="86"), node("family", val="auto"), name=font
        )
