"""Running headers, footers and page numbers: what repeats at the top or bottom of pages is not the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.readers.pdf_page import PdfPage, TextLine

MARGIN: Final = 0.13  # of the page's height: 37 mm at the top and 35 mm at the bottom in GB/T 9704-2012
MARGIN_LINES: Final = 2  # at most so many lines at each end of a page
_DASH: Final = "[-—–－―·]"
PAGE_NUMBER: Final = re.compile(
    rf"{_DASH}*\d{{1,4}}{_DASH}*|第?\d{{1,4}}(?:页|[/／])[，,]?(?:共?\d{{1,4}}页?)?|[Pp]age\d+(?:of\d+)?|[ivxIVX]{{1,6}}"
)


def without_margins(pages: Sequence[PdfPage]) -> tuple[list[PdfPage], list[str]]:
    """Take running headers, footers and page numbers away.

    Args:
        pages (Sequence[PdfPage]): All pages.

    Returns:
        tuple[list[PdfPage], list[str]]: The pages without them, and their texts.
    """
    repeated = Counter(_key(line, page) for page in pages for line in set(_margin_lines(page)))
    kept, margins = [], []
    for page in pages:
        dropped = {line for line in _margin_lines(page) if _is_number(line) or repeated[_key(line, page)] > 1}
        margins += [line.text for line in page.lines if line in dropped]
        kept.append(replace(page, lines=tuple(line for line in page.lines if line not in dropped)))
    return kept, margins


def _margin_lines(page: PdfPage) -> Iterator[TextLine]:
    for line in (*page.lines[:MARGIN_LINES], *page.lines[-MARGIN_LINES:]):
        if line.bottom <= MARGIN * page.height or line.top >= (1 - MARGIN) * page.height:
            yield line


def _key(line: TextLine, page: PdfPage) -> tuple[str, bool]:
    """What makes the margin lines of two pages the same: the words but for figures, and the end of the page."""
    return re.sub(r"\d+", "#", _squeezed(line)), line.top < page.height / 2


def _is_number(line: TextLine) -> bool:
    return PAGE_NUMBER.fullmatch(_squeezed(line)) is not None


def _squeezed(line: TextLine) -> str:
    return re.sub(r"\s+", "", line.text)
