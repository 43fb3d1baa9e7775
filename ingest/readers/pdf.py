"""PDF files with text: paragraphs over page breaks, tables over page breaks, titles; running headers left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ingest.errors import FileError, NoText, UnreadableFile
from ingest.readers.classification import check_margins
from ingest.readers.contents import without_contents
from ingest.readers.joining import join_broken
from ingest.readers.pdf_margins import without_margins
from ingest.readers.pdf_page import PdfPage, TablePart, TextLine, read_page
from ingest.readers.pdf_paragraphs import Block, paragraphs
from ingest.readers.pdf_tables import lines_of, whole_tables
from ingest.readers.sniffing import locked_file
from ingest.readers.titles import SetLine, mark_titles
from ingest.records import Line

UNMAPPED: Final = "(cid:"  # how pdfminer writes a glyph whose character the file does not tell
UNMAPPED_SHARE: Final = 0.1  # of all lines; above it the text is no text


def read(path: Path, file: str) -> list[Line]:
    """Read a PDF.

    Args:
        path (Path): Where it lies.
        file (str): Its name for error messages.

    Returns:
        list[Line]: Its lines with page numbers.

    Raises:
        NoText: It holds pictures only: a scan.
        UnreadableFile: Damaged, or its fonts do not tell their characters.
    """
    try:
        with pdfplumber.open(path) as document:
            pages = [_taken(page) for page in document.pages]
    except PdfminerException as error:
        raise _refusal(error, file) from error
    check_margins((page.slanted for page in pages), file)
    kept, margins = without_margins(pages)
    check_margins(margins, file)
    _require_text(kept, file)
    return _lines(kept)


def _taken(page: pdfplumber.page.Page) -> PdfPage:
    taken = read_page(page)
    page.close()  # its layout objects take a hundred times the text's memory
    return taken


def _refusal(error: PdfminerException, file: str) -> FileError:
    if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in (*error.args, error.__context__)):
        return locked_file(file)
    return UnreadableFile("PDF 已损坏或不完整", file, "请重新导出 PDF，或改用 .docx")


def _require_text(pages: Sequence[PdfPage], file: str) -> None:
    texts = [line.text for page in pages for line in page.lines]
    texts += [cell.text for page in pages for table in page.tables for cell in table.cells]
    if not any(texts):
        raise NoText("PDF 里没有文字，可能是扫描件", file, "请先做文字识别（OCR），或改用 Word 原件")
    if sum(UNMAPPED in text for text in texts) > UNMAPPED_SHARE * len(texts):
        raise UnreadableFile("PDF 的字体没有文字编码，取不出文字", file, "请做文字识别（OCR），或改用 Word 原件")


def _lines(pages: Sequence[PdfPage]) -> list[Line]:
    """Lines and tables in reading order."""
    every = [line for page in pages for line in page.lines]
    block = Block.of(every) if every else None
    lines: list[SetLine] = []
    tables = 0
    for is_table, run in groupby(_in_order(pages), key=lambda part: isinstance(part, TablePart)):
        if is_table:
            for parts in whole_tables([part for part in run if isinstance(part, TablePart)]):
                tables += 1
                lines += ((line, None) for line in lines_of(parts, tables))
        elif block is not None:
            lines += paragraphs([part for part in run if isinstance(part, TextLine)], block)
    return join_broken(without_contents(mark_titles(lines)))


def _in_order(pages: Sequence[PdfPage]) -> Iterator[TextLine | TablePart]:
    for page in pages:
        parts: list[TextLine | TablePart] = [*page.lines, *page.tables]
        yield from sorted(parts, key=lambda part: part.top)
