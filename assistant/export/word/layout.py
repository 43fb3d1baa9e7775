"""The official layout as plain data: paper, fonts, and the look of each kind of paragraph. A leaf.

All numbers are those of GB/T 9704-2012 where no other source is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

TWIPS_PER_POINT: Final = 20

TITLE_FONT: Final = "方正小标宋简体"
BODY_FONT: Final = "仿宋_GB2312"
HEADING_FONT: Final = "黑体"
SUBHEADING_FONT: Final = "楷体_GB2312"
NUMBER_FONT: Final = "宋体"  # of page numbers

# What a machine without an official font shows instead: the fonts that Windows and WPS bring along.
SUBSTITUTES: Final[Mapping[str, str]] = {
    TITLE_FONT: "华文中宋",
    BODY_FONT: "仿宋",
    HEADING_FONT: "SimHei",
    SUBHEADING_FONT: "楷体",
    NUMBER_FONT: "SimSun",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A page in millimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    footer: float  # of the page number's lower edge from the paper's; its dash is 7 mm below the text

    @property
    def text_width(self) -> float:
        """Millimetres between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Millimetres between the margins."""
        return self.height - self.top - self.bottom


PORTRAIT: Final = Paper(210, 297, top=37, right=26, bottom=35, left=28, footer=25)
# The same sheet turned so that a table's head lies at the binding: each margin stays at its edge of the sheet.
LANDSCAPE: Final = Paper(297, 210, top=28, right=37, bottom=26, left=35, footer=16)

CHARACTERS: Final = 28  # a line
# 22 lines a page. Their pitch is not in the standard; measured in LibreOffice (DOMAIN.md): lines of 28.95 pt, and
# characters 0.3 pt closer than their size.
LINE: Final = 579  # twips
CLOSER: Final = -6  # twips
PITCH_UNITS: Final = 4096  # of a point, in which the grid's character pitch is told (ECMA-376, 17.6.5)


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look."""

    font: str
    points: float
    closer: int = 0  # twips between characters; negative draws them together


TITLE_LOOK: Final = Look(TITLE_FONT, 22)
BODY_LOOK: Final = Look(BODY_FONT, 16, CLOSER)

Part = Literal[
    "title",
    "addressees",
    "body",
    "heading 1",
    "heading 2",
    "heading 3",
    "heading 4",
    "note",
    "signer",
    "date",
    "attachment",
    "attachment title",
    "header cell",
    "cell",
    "centred cell",
    "table note",
    "footer",
    "even footer",
    "table end",
    "comment",
]
Alignment = Literal["left", "center", "right", "both"]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a kind of paragraph looks. Indents count in characters of its own size."""

    style: str  # id
    name: str  # Word's own name of the style where it has one
    look: Look
    alignment: Alignment = "both"
    first: int = 0  # indent of the first line; negative hangs
    left: int = 0
    right: float = 0
    line: int = LINE  # twips, exact
    before: int = 0  # twips above
    after: int = 0  # twips below
    outline: int = 0  # level in the navigation, 1 the highest; 0 for none
    keeps_next: bool = False
    is_widow_free: bool = False  # no line of it stands alone at a page's head


CELL_LOOK: Final = Look(BODY_FONT, 10.5)  # 五号, the usual size of tables
CELL_LINE: Final = 300  # twips: 15 pt for characters of 10.5 pt
DATE_WIDTH: Final = 6.5  # characters of 2026年3月15日
NUMBER_LOOK: Final = Look(NUMBER_FONT, 14)
NUMBER_LINE: Final = 360  # twips: 18 pt for characters of 14 pt

SHAPES: Final[Mapping[Part, Shape]] = {
    "body": Shape("Normal", "Normal", BODY_LOOK, first=2),
    "title": Shape("Title", "Title", TITLE_LOOK, "center", after=LINE, keeps_next=True),
    "addressees": Shape("Salutation", "Salutation", BODY_LOOK),
    "heading 1": Shape("Heading1", "heading 1", Look(HEADING_FONT, 16, CLOSER), first=2, outline=1, keeps_next=True),
    "heading 2": Shape("Heading2", "heading 2", Look(SUBHEADING_FONT, 16, CLOSER), first=2, outline=2),
    "heading 3": Shape("Heading3", "heading 3", BODY_LOOK, first=2, outline=3),
    "heading 4": Shape("Heading4", "heading 4", BODY_LOOK, first=2, outline=4),
    "note": Shape("AttachmentNote", "附件说明", BODY_LOOK, first=-3, left=5, before=LINE, keeps_next=True),
    "signer": Shape("Signature", "Signature", BODY_LOOK, "right", right=4, before=LINE, keeps_next=True),
    "date": Shape("Date", "Date", BODY_LOOK, "right", right=4),
    "attachment": Shape("AttachmentMark", "附件标识", Look(HEADING_FONT, 16), "left", keeps_next=True),
    "attachment title": Shape(
        "AttachmentTitle", "附件标题", TITLE_LOOK, "center", before=LINE, after=LINE // 2, keeps_next=True
    ),
    "header cell": Shape("TableHead", "表头", Look(HEADING_FONT, CELL_LOOK.points), "center", line=CELL_LINE),
    "cell": Shape("TableText", "表格文字", CELL_LOOK, "left", line=CELL_LINE),
    "centred cell": Shape("TableCentred", "表格居中文字", CELL_LOOK, "center", line=CELL_LINE),
    "table note": Shape("TableNote", "表格附注", CELL_LOOK, "left", line=CELL_LINE),
    # Word asks for a paragraph behind a table; this one cannot be seen, nor push anything to another page.
    "table end": Shape("TableEnd", "表格结束", Look(BODY_FONT, 1), "left", line=20),
    "footer": Shape("Footer", "footer", NUMBER_LOOK, "right", right=1, line=NUMBER_LINE),
    "even footer": Shape("FooterEven", "偶数页页码", NUMBER_LOOK, "left", left=1, line=NUMBER_LINE),
    "comment": Shape("CommentText", "annotation text", Look(NUMBER_FONT, 10), "left", line=280),
}


def twips(millimetres: float) -> int:
    """A length in the unit of Word's files."""
    return round(millimetres / 25.4 * 72 * TWIPS_PER_POINT)
