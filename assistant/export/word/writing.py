"""The story of the export: a draft in, a Word file out; also with comments, or with revision marks against last year.

What goes in is a Draft and, for revisions, last year's Outline. What comes out is a .docx in the layout of GB/T
9704-2012: upright pages with the text, then the task breakdown on turned pages. Answers come out in the same layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.drafting.records import Draft
from assistant.export.files import whole_file
from assistant.export.word.answers import TITLE, blocks_of_answers
from assistant.export.word.blocks import Block, blocks_of, plain
from assistant.export.word.comment import Provenance
from assistant.export.word.layout import CHARACTERS, DATE_WIDTH, SHAPES, Part, Shape
from assistant.export.word.marking import marked_blocks
from assistant.export.word.package import empty_document
from assistant.export.word.page import set_up_page, turn_page
from assistant.export.word.paragraph import Annotator, Bare, paragraph
from assistant.export.word.revision import Revisions
from assistant.export.word.table import LAST_YEAR_NOTE, breakdown_heading, breakdown_table
from assistant.export.word.titles import title_lines, width
from ingest.records import Answer, Outline

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from docx.oxml.xmlchemy import BaseOxmlElement

SUFFIX: Final = ".docx"
_END: Final[frozenset[Part]] = frozenset(("note", "signer", "date"))
# The last paragraph stays with the signature, which must not be alone on a page. Word and WPS move its last two lines
# to the next page; LibreOffice moves it as a whole, and one of more than six lines would leave much of a page empty.
LONGEST_MOVED: Final = 6 * CHARACTERS


def write_draft(path: Path, draft: Draft, *, comments: bool = False) -> None:
    """Write a draft in the official layout; a file that is there is replaced only when the new one is complete.

    Args:
        path (Path): Ends in .docx.
        draft (Draft): The draft; with tasks, these become its attachment.
        comments (bool): Whether each sentence's provenance stands in the margin.

    Raises:
        BadRequest: If the path does not end in .docx or cannot be written to.
    """
    with whole_file(path, SUFFIX) as place:
        document = _document(draft.title)
        _write(document, map(_with_title_lines, blocks_of(draft)), Provenance(document) if comments else Bare())
        if draft.tasks:
            _attach(document, draft)
        document.save(str(place))


def write_revisions(path: Path, draft: Draft, base: Outline) -> None:
    """Write a draft's text as a revision of last year's; a file that is there is replaced only by a complete one.

    All revisions accepted give the draft's text, all rejected last year's. The task breakdown is left out: it is made
    anew each year.

    Args:
        path (Path): Ends in .docx.
        draft (Draft): The draft.
        base (Outline): Last year's document, which the draft goes on from.

    Raises:
        BadRequest: If the path does not end in .docx or cannot be written to.
    """
    with whole_file(path, SUFFIX) as place:
        document = _document(draft.title)
        _write(document, marked_blocks(blocks_of(draft), base), Revisions(datetime.now(UTC)))
        document.save(str(place))


def write_answers(path: Path, turns: Sequence[tuple[str, Answer]], now: datetime) -> None:
    """Write questions with their answers and sources; a file that is there is replaced only by a complete one.

    Args:
        path (Path): Ends in .docx.
        turns (Sequence[tuple[str, Answer]]): Oldest first.
        now (datetime): When the record is made.

    Raises:
        BadRequest: If the path does not end in .docx or cannot be written to.
    """
    with whole_file(path, SUFFIX) as place:
        document = _document(TITLE)
        _write(document, blocks_of_answers(turns, f"{now.year}年{now.month}月{now.day}日"), Bare())
        document.save(str(place))


def _document(title: str) -> DocumentType:
    document = empty_document(title)
    set_up_page(document)
    return document


def _write(document: DocumentType, blocks: Iterable[Block], annotator: Annotator) -> None:
    """Append paragraphs in front of the section's properties, which stand last."""
    whole = list(blocks)
    for block, following in zip(whole, [*whole[1:], None], strict=True):
        document.element.body[-1].addprevious(paragraph(block, annotator, _shape(block, following)))


def _shape(block: Block, following: Block | None) -> Shape:
    """The kind's shape; the signer stands centred above the date to come, and not alone with it on a page."""
    shape = SHAPES[block.part]
    if block.part == "signer":
        return replace(shape, right=max(0, SHAPES["date"].right + (DATE_WIDTH - width(block.text)) / 2))
    is_last = block.part not in _END and following is not None and following.part in _END
    is_kept = is_last and len(block.text) <= LONGEST_MOVED
    return replace(shape, keeps_next=True, is_widow_free=True) if is_kept else shape


def _with_title_lines(block: Block) -> Block:
    return plain("title", "\n".join(title_lines(block.text))) if block.part == "title" else block


def _attach(document: DocumentType, draft: Draft) -> None:
    turn_page(document)
    for element in _attachment(draft):
        document.element.body[-1].addprevious(element)


def _attachment(draft: Draft) -> Iterable[BaseOxmlElement]:
    yield from map(paragraph, breakdown_heading(draft))
    yield breakdown_table(draft)
    has_last_year = any(task.from_last_year for task in draft.tasks)
    yield paragraph(plain("table note", LAST_YEAR_NOTE) if has_last_year else plain("table end", ""))
