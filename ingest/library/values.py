"""What goes into the library and what comes out of it, beyond the shared records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ingest.records import (
    Document,
    DocumentId,
    FloatMatrix,
    Item,
    Kind,
    Mention,
    Outline,
    Passage,
    Requirement,
    Scope,
    Standing,
    VersionId,
)


@dataclass(frozen=True, slots=True)
class Description:
    """What a document is, as the parser or a correction has it."""

    title: str
    year: int | None
    kind: Kind
    unit: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one version of the extractor finds in an outline."""

    requirements: tuple[Requirement, ...]
    mentions: tuple[Mention, ...]
    standings: tuple[Standing, ...]
    extractor: int
    read_as: Description  # what dates without a year mean depends on it; a correction makes it stale


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one pass over one file yields; stored in one transaction."""

    path: str  # absolute
    scope: Scope
    original: bytes
    sha256: str  # of `original`, hex
    content: str
    outline: Outline
    passages: tuple[Passage, ...]
    vectors: FloatMatrix  # (len(passages), d)
    model: str  # the embedding that made the vectors
    parser: int  # version of readers and outline
    extraction: Extraction | None = None  # None leaves it to `extract_missing`


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a file.

    `added`: a document that was not visible before (new, or back after its removal); `updated`: a new version of a
    document; `linked`: a content that another path has already brought; `unchanged`: nothing was written.
    """

    document: DocumentId
    version: VersionId
    outcome: Literal["added", "updated", "linked", "unchanged"]


@dataclass(frozen=True, slots=True)
class Located:
    """A passage's place: `content[start:end]` of `document.version`, inside `item`."""

    document: Document
    item: Item
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a pattern stands in a version's text: `content[start:end]` is `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One version of a document."""

    version: VersionId
    number: int  # 1 for the first
    created_at: datetime  # UTC
    sha256: str  # of its original
    parser: int
    current: bool
