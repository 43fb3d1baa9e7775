"""One PDF page as lines with their geometry and as tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from pdfplumber.page import Page
from pdfplumber.table import Table as FoundTable

from ingest.readers.joining import begins_with_label, glue, trim
from ingest.readers.tables import Cell

WORD_GAP: Final = 0.4  # of the font size: wider than the quarter that Word puts between Chinese and Latin text
LINE_DRIFT: Final = 5.0  # points by which glyphs of different fonts on one line differ in their tops
TEXT_SETTINGS: Final[dict[str, Any]] = {"x_tolerance_ratio": WORD_GAP, "y_tolerance": LINE_DRIFT}


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line; lengths are points from the page's top left corner."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float  # of the font that most of it is set in


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table, or what of it stands on one page."""

    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]  # left edges of its columns
    rows: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What one page holds, tables apart from lines."""

    number: int
    height: float
    width: float
    lines: tuple[TextLine, ...]
    tables: tuple[TablePart, ...]
    slanted: str  # text that does not stand upright, such as a watermark


def read_page(page: Page) -> PdfPage:
    """Take a page apart.

    Args:
        page (Page): Of an open document.

    Returns:
        PdfPage: Its lines from top to bottom and its tables.
    """
    upright = page.dedupe_chars().filter(_is_upright)
    tables = [table for table in upright.find_tables() if len(_edges(table)) > 1]
    boxes = [table.bbox for table in tables]
    running = upright.filter(lambda thing: not any(_inside(thing, box) for box in boxes))
    lines = (_line(line, page.page_number) for line in running.extract_text_lines(**TEXT_SETTINGS))
    return PdfPage(
        number=page.page_number,
        height=float(page.height),
        width=float(page.width),
        lines=tuple(line for line in lines if line.text),
        tables=tuple(_table(table, page.page_number) for table in tables),
        slanted="".join(char["text"] for char in page.chars if not char["upright"]),
    )


def _is_upright(thing: dict[str, Any]) -> bool:
    return bool(thing.get("upright", True))


def _inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    if thing["object_type"] != "char":
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _line(found: dict[str, Any], page: int) -> TextLine:
    sizes = Counter(round(char["size"] * 2) / 2 for char in found["chars"])
    return TextLine(
        text=trim(found["text"]),
        page=page,
        x0=found["x0"],
        x1=found["x1"],
        top=found["top"],
        bottom=found["bottom"],
        size=max(sizes, key=sizes.__getitem__),
    )


def _edges(table: FoundTable) -> list[float]:
    return sorted({cell[0] for cell in table.cells})


def _table(table: FoundTable, page: int) -> TablePart:
    """Cells as rectangles of the grid that their edges make."""
    lefts, tops = _edges(table), sorted({cell[1] for cell in table.cells})
    cells = []
    for boxes, texts in zip(table.rows, table.extract(**TEXT_SETTINGS), strict=True):
        for box, text in zip(boxes.cells, texts, strict=True):
            if box is not None:
                left, top, right, bottom = box
                cells.append(
                    Cell(
                        _unwrapped(text or ""),
                        row=tops.index(top),
                        column=lefts.index(left),
                        height=max(1, sum(top <= edge < bottom for edge in tops)),
                        width=max(1, sum(left <= edge < right for edge in lefts)),
                    )
                )
    return TablePart(page, table.bbox[1], table.bbox[3], tuple(lefts), len(tops), tuple(cells))


def _unwrapped(text: str) -> str:
    """A cell's text in one line: its lines were broken by its width, but for those that open an item."""
    joined = ""
    for line in filter(None, map(trim, text.split("\n"))):
        joined = f"{joined} {line}" if joined and begins_with_label(line) else glue(joined, line)
    return joined
