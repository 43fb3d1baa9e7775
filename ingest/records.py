"""Value types that both packages share: frozen, slotted, plain. A leaf: imports nothing of the project."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final, Generic, Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

FloatMatrix = NDArray[np.float32]  # (n, d), rows of unit length
FloatVector = NDArray[np.float32]  # (d,), unit length

DocumentId = int
VersionId = int
PassageId = int
Scope = str  # who may see a document: "" is everyone, otherwise the one user who owns it

Kind = Literal["要点", "意见", "总结", "总结及计划", "报告", "任务分解", "办法", "条例", "通知", "计划", "其他"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Tense = Literal["plan", "done", "problem"]

# How much a requirement binds, strongest first: counted or dated; must, shall; a document to be made; the rest.
Strength = Literal["counted", "modal", "deliverable", "vague"]
STRENGTHS: Final[tuple[Strength, ...]] = get_args(Strength)

Role = Literal["authority", "to_be_made", "other"]  # of a cited document; other is a book, a film
ROLES: Final[tuple[Role, ...]] = get_args(Role)

EVERYONE: Final[Scope] = ""

PageTurns = tuple[tuple[int, int], ...]  # (offset, page): where a page begins inside a text, ascending


# --- a file as text ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table, merged cells already resolved.

    `cells` holds one value per column of the grid: a vertically merged cell's value stands in every row that it spans,
    a horizontally merged cell's value only in its first column ("" in the others).
    """

    table: int  # 1-based number of the table in the file
    cells: tuple[str, ...]
    header: bool = False  # belongs to the header; a header of two rows gives one row with joined names


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as a reader hands it over: no surrounding white space, no line break inside, never empty.

    `text` is what a person sees: an automatic number of Word stands in front of it. A table row's text is its distinct
    non-empty cells joined by a tab.
    """

    text: str
    style: str = ""  # "title", "heading 1" ... "heading 9", "footnote", "textbox" or ""
    page: int | None = None  # 1-based page that it begins on, where the format has pages
    row: TableRow | None = None
    turns: PageTurns = ()  # offsets count in `text`


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line with its place: `content[start:end]` of its Text is `text`."""

    text: str
    start: int
    style: str = ""
    page: int | None = None
    row: TableRow | None = None
    turns: PageTurns = ()  # offsets count in the Text's content

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Text:
    """A whole file as plain text; paragraphs are joined by one line feed."""

    content: str
    paragraphs: tuple[Paragraph, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Text:
        """Lay lines end to end and remember where each one begins."""
        paragraphs, start = [], 0
        for line in lines:
            turns = tuple((start + offset, page) for offset, page in line.turns)
            paragraphs.append(Paragraph(line.text, start, line.style, line.page, line.row, turns))
            start += len(line.text) + 1
        return cls("\n".join(p.text for p in paragraphs), tuple(paragraphs))


# --- a text as addressable items --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """The unit of address. `text` is its own text (label included, children left out): `content[start:end]`."""

    address: str  # 四/14, 一/（三）/二是, 第二章/第五条, 导语, 四/¶2, 附件1/表1/3
    level: int  # number of labels in the address
    label: str  # the last label of the address
    title: str
    text: str
    start: int  # character offset in the document's content
    end: int
    tense: Tense
    headings: tuple[str, ...] = ()  # titles of the items above it, outermost first
    page: int | None = None  # that it begins on
    cells: tuple[tuple[str, str], ...] = ()  # a table row's (column name, value) pairs
    turns: PageTurns = ()  # offsets count in the document's content

    def page_at(self, offset: int) -> int | None:
        """The page on which a character of this item stands; None where the format has no pages."""
        return next((page for turn, page in reversed(self.turns) if turn <= offset), self.page)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a document says of itself, and its items in reading order."""

    title: str
    year: int | None
    kind: Kind
    unit: str  # "" where the document does not name it
    items: tuple[Item, ...]
    reference: str = ""  # 发文字号
    issued: str = ""  # 成文日期, as written
    addressees: str = ""  # 主送


@dataclass(frozen=True, slots=True)
class Passage:
    """A window inside one item: what is ranked. Offsets are those of the document's content."""

    item: int  # index in Outline.items
    start: int
    end: int
    text: str


# --- what a document obliges to, and what it rests on -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Requirement:
    """One obligation. `content[start:end]` is `quote`, as short as it can be while complete.

    Raw fields are substrings of the quote or of the item's text, or "" where the text states nothing; a subject that
    stands earlier in the item (or names the whole table row) is `subject_inherited`. A `_normalised` twin is a value
    in the grammar of `ingest.obligations.values`, or "" where the raw field has none (定期).
    """

    item: int  # index in Outline.items
    start: int
    end: int
    quote: str
    subject: str  # 责任主体; of a task-breakdown row the lead unit
    subject_inherited: bool
    action: str
    object: str
    frequency: str  # 每季度一次
    frequency_normalised: str  # 4/年, ≥2/年
    quantity: str  # 不少于2次
    quantity_normalised: str  # ≥2次
    deadline: str  # 9月底前
    deadline_normalised: str  # 2025-09-30, 2025-05-01/2025-07-31, ≤3个月
    cited: tuple[str, ...]  # official names of the documents that it rests on
    modality: str  # 必须, 应当, 不少于
    strength: Strength
    tense: Tense
    responsible: tuple[str, ...] = ()  # 责任单位 of a task-breakdown row, as listed


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that an item cites. `content[start:end]` is `raw`, without the brackets 《》."""

    item: int  # index in Outline.items
    start: int
    end: int
    raw: str  # 党支部条例
    normalised: str  # 中国共产党支部工作条例（试行）
    role: Role


@dataclass(frozen=True, slots=True)
class Standing:
    """What a text says of a document's force: that it is repealed, or replaced by another one.

    `content[start:end]` is the sentence that says so.
    """

    item: int  # index in Outline.items
    start: int
    end: int
    name: str  # official name of the document that is no longer in force
    successor: str  # official name of what replaces it; "" where it is only repealed
    since: str  # ISO date or year from which it is so, "" where the text does not tell


Force = Literal["in_force", "repealed", "replaced"]
FORCES: Final[tuple[Force, ...]] = get_args(Force)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person has settled about a document's force; it wins over what the texts say."""

    name: str  # official name
    force: Force
    successor: str = ""
    since: str = ""


# --- a document in the library ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """The current version of a document as the library knows it, corrections applied."""

    id: DocumentId
    version: VersionId
    number: int  # 1 for the first version of this document
    file: str  # base name of its first path
    paths: tuple[str, ...]  # those that the asking user may see
    title: str
    year: int | None
    kind: Kind
    unit: str
    scope: Scope
    items: int = 0


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; empty means no limit. `reader` sees EVERYONE's documents and their own."""

    reader: Scope = EVERYONE
    years: tuple[int, ...] = ()
    kinds: tuple[Kind, ...] = ()
    units: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage with everything that an index ranks and filters by."""

    id: PassageId
    document: DocumentId
    text: str
    headings: str  # heading path and item title, joined by spaces
    title: str  # document title, file name and unit, joined by spaces
    file: str
    year: int | None
    kind: Kind
    unit: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A ranked passage; a higher score is better."""

    id: PassageId
    score: float


@dataclass(frozen=True, slots=True)
class ItemHit:
    """A ranked item, re-read from the library; a higher score is better."""

    document: Document
    item: Item
    score: float
    spans: tuple[tuple[int, int], ...] = ()  # offsets of the passages that were found, best first


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A requirement, a mention or a standing with the document and the item that it stands in."""

    document: Document
    item: Item
    what: T


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the library's append-only log."""

    sequence: int
    document: DocumentId
    version: VersionId
    operation: Literal["put", "delete"]


# --- an answer --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and where it stands: `content[start:end]` of that version is `quote`."""

    n: int
    file: str
    version: VersionId
    document: str  # title
    address: str
    quote: str
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer rests on: how many documents were examined, and of which years."""

    documents: int
    years: tuple[int, ...] = ()

    @classmethod
    def of(cls, documents: Collection[Document]) -> Searched:
        """What a search in these documents rests on."""
        return cls(len(documents), tuple(sorted({d.year for d in documents if d.year})))


@dataclass(frozen=True, slots=True)
class Answer:
    """Readable Chinese in which each statement carries its [n], and the citations behind the numbers."""

    status: Literal["answered", "not_found", "ambiguous"]
    answer: str
    citations: tuple[Citation, ...] = ()
    searched: Searched = field(default_factory=lambda: Searched(0))
    engine: str = "extractive"  # or "llm:<model>" where a language model worded it
    notice: str = ""  # one plain line: why a language model did not word it, or what of its words was left out
    nearest: tuple[Citation, ...] = ()  # of a "not found": what its text calls the nearest items, in that order
    understood: str = ""  # one plain line: how a question that leans on the one before it was understood
    caution: str = ""  # one plain line: which words of the question nothing found says


@dataclass(frozen=True, slots=True)
class Found:
    """A search result as programs see it; `text` is the item's own text, a higher score is better."""

    file: str
    document: str
    address: str
    text: str
    score: float
