"""The library's tables. Whoever changes them appends a step to `migrations.MIGRATIONS`; a test compares the two ways.

    documents ─┬─ paths                      where it was found; one path belongs to one document
               ├─ corrections                what a person has put right; wins over every version's own reading
               └─ versions ─┬─ items         immutable once written, like passages
                            ├─ passages ── vectors
                            └─ extractions   made anew when the extractor or a correction changes
                               ├─ requirements
                               ├─ mentions   of other documents
                               └─ standings  of other documents
    changes                                  append-only log that an index catches up from
    rulings                                  what a person has settled about a document's force
    drafts ── draft_versions                 texts that were written, with all that they were before
    jobs ── job_steps                        long work that people have asked for
    chats ── chat_turns ── chat_quotes       what people have asked on the page, and which versions the answers quote
    accounts ── sessions                     who may use the workspace, and who does just now
    attempts                                 to log in, that have not succeeded
    audit                                    append-only log of who did what

An item's and a passage's text is `content[start:end]` of its version and is stored nowhere else.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

metadata = MetaData()


class SchemaColumns(TypedColumns):
    """One row: what these tables are."""

    version: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    identity: Named[str]  # of this history; a restored library has another one, so that no index mistakes it


class DocumentColumns(TypedColumns):
    """A document through all its versions. `sha256` and `current` are empty only while a purge is under way."""

    id: Named[int] = Column(Integer, primary_key=True)
    scope: Named[str]
    sha256: Named[str | None]  # of the current version's original
    current: Named[int | None] = Column(ForeignKey("versions.id", name="documents_current", use_alter=True))
    removed: Named[bool]


class PathColumns(TypedColumns):
    """Where a document's file was found; the lowest id of a document is its first path."""

    id: Named[int] = Column(Integer, primary_key=True)
    scope: Named[str]
    path: Named[str]
    file: Named[str]  # base name of the path
    document: Named[int] = Column(ForeignKey("documents.id"), index=True)


class VersionColumns(TypedColumns):
    """One reading of one content by one version of the parser."""

    id: Named[int] = Column(Integer, primary_key=True)
    document: Named[int] = Column(ForeignKey("documents.id"))
    number: Named[int]
    file: Named[str]  # base name of the path that it was read from
    sha256: Named[str]
    title: Named[str]
    year: Named[int | None]
    kind: Named[str]
    unit: Named[str]
    reference: Named[str]
    issued: Named[str]
    addressees: Named[str]
    parser: Named[int]
    created_at: Named[str]  # ISO 8601, UTC
    content: Named[str] = Column(Text)  # the long columns last: SQLite walks through them to reach what follows
    original: Named[bytes] = Column(LargeBinary)


class CorrectionColumns(TypedColumns):
    """What a person has put right about a document; NULL leaves the parser's reading."""

    document: Named[int] = Column(ForeignKey("documents.id"), primary_key=True)
    title: Named[str | None]
    year: Named[int | None]
    kind: Named[str | None]
    unit: Named[str | None]


class ItemColumns(TypedColumns):
    """An `Item` of a version; `ordinal` is its index in `Outline.items`."""

    version: Named[int] = Column(ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True)
    ordinal: Named[int] = Column(Integer, primary_key=True)
    address: Named[str]
    level: Named[int]
    label: Named[str]
    title: Named[str]
    start: Named[int]
    end: Named[int]
    tense: Named[str]
    headings: Named[list[str]] = Column(JSON)
    page: Named[int | None]
    cells: Named[list[list[str]]] = Column(JSON)
    turns: Named[list[list[int]]] = Column(JSON)


class PassageColumns(TypedColumns):
    """A `Passage` of a version."""

    id: Named[int] = Column(Integer, primary_key=True)
    version: Named[int]
    item: Named[int]
    start: Named[int]
    end: Named[int]


class VectorColumns(TypedColumns):
    """A passage's vector under one embedding."""

    passage: Named[int] = Column(ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True)
    model: Named[str] = Column(String, primary_key=True)
    vector: Named[bytes] = Column(LargeBinary)  # float32, little-endian


class ExtractionColumns(TypedColumns):
    """That the requirements, mentions and standings of a version are there, by which extractor, and read as what."""

    version: Named[int] = Column(ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True)
    extractor: Named[int]
    title: Named[str]
    year: Named[int | None]
    kind: Named[str]
    unit: Named[str]


class RequirementColumns(TypedColumns):
    """A `Requirement` of a version, without its quote, which is `content[start:end]`."""

    version: Named[int] = Column(ForeignKey("extractions.version", ondelete="CASCADE"), primary_key=True)
    ordinal: Named[int] = Column(Integer, primary_key=True)
    item: Named[int]
    start: Named[int]
    end: Named[int]
    subject: Named[str]
    subject_inherited: Named[bool]
    action: Named[str]
    object: Named[str]
    frequency: Named[str]
    frequency_normalised: Named[str]
    quantity: Named[str]
    quantity_normalised: Named[str]
    deadline: Named[str]
    deadline_normalised: Named[str]
    cited: Named[list[str]] = Column(JSON)
    modality: Named[str]
    strength: Named[str]
    tense: Named[str]
    responsible: Named[list[str]] = Column(JSON)


class MentionColumns(TypedColumns):
    """A `Mention` of a version."""

    version: Named[int] = Column(ForeignKey("extractions.version", ondelete="CASCADE"), primary_key=True)
    ordinal: Named[int] = Column(Integer, primary_key=True)
    item: Named[int]
    start: Named[int]
    end: Named[int]
    raw: Named[str]
    normalised: Named[str]
    role: Named[str]


class StandingColumns(TypedColumns):
    """A `Standing` of a version."""

    version: Named[int] = Column(ForeignKey("extractions.version", ondelete="CASCADE"), primary_key=True)
    ordinal: Named[int] = Column(Integer, primary_key=True)
    item: Named[int]
    start: Named[int]
    end: Named[int]
    name: Named[str]
    successor: Named[str]
    since: Named[str]


class RulingColumns(TypedColumns):
    """A `Ruling`."""

    name: Named[str] = Column(String, primary_key=True)
    force: Named[str]
    successor: Named[str]
    since: Named[str]


class DraftColumns(TypedColumns):
    """A draft through all its versions."""

    id: Named[int] = Column(Integer, primary_key=True)
    scope: Named[str]


class DraftVersionColumns(TypedColumns):
    """A `DraftVersion` with its text, immutable; the highest number is the current one."""

    draft: Named[int] = Column(ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True)
    previous: Named[int | None]
    unit: Named[str]
    year: Named[int]
    title: Named[str]
    author: Named[str]
    note: Named[str]
    created_at: Named[str]  # ISO 8601, UTC
    body: Named[str] = Column(Text)


class JobColumns(TypedColumns):
    """Long work that a person has asked for."""

    id: Named[int] = Column(Integer, primary_key=True)
    owner: Named[str]
    kind: Named[str]
    request: Named[str] = Column(Text)  # JSON
    state: Named[str]
    done: Named[int]
    total: Named[int]
    what: Named[str]
    result: Named[str] = Column(Text)  # JSON
    error: Named[str]
    tries: Named[int]
    stopping: Named[bool]
    created_at: Named[str]  # ISO 8601, UTC
    started_at: Named[str | None]
    ended_at: Named[str | None]


class JobStepColumns(TypedColumns):
    """One file or stage of a job."""

    job: Named[int] = Column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    ordinal: Named[int] = Column(Integer, primary_key=True)
    name: Named[str]
    state: Named[str]
    message: Named[str]
    document: Named[int | None] = Column(ForeignKey("documents.id", ondelete="SET NULL"), index=True)


class ChatColumns(TypedColumns):
    """A conversation on the page; it belongs to one person."""

    id: Named[int] = Column(Integer, primary_key=True)
    owner: Named[str] = Column(String, index=True)


class ChatTurnColumns(TypedColumns):
    """A question and its answer, and what its reader thought of that."""

    id: Named[int] = Column(Integer, primary_key=True)
    chat: Named[int] = Column(ForeignKey("chats.id", ondelete="CASCADE"), index=True)
    asked_at: Named[str]  # ISO 8601, UTC
    question: Named[str] = Column(Text)
    body: Named[str] = Column(Text)  # JSON
    verdict: Named[str | None]
    note: Named[str] = Column(Text)


class ChatQuoteColumns(TypedColumns):
    """That an answer quotes a version."""

    turn: Named[int] = Column(ForeignKey("chat_turns.id", ondelete="CASCADE"), primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True, index=True)


class AccountColumns(TypedColumns):
    """An `Account`."""

    name: Named[str] = Column(String, primary_key=True)
    role: Named[str]
    password: Named[str]  # its argon2 hash
    created_at: Named[str]  # ISO 8601, UTC


class SessionColumns(TypedColumns):
    """A `Session`."""

    token: Named[str] = Column(String, primary_key=True)  # its SHA-256, hex
    name: Named[str] = Column(ForeignKey("accounts.name", ondelete="CASCADE"), index=True)
    opened_at: Named[str]  # ISO 8601, UTC, with microseconds, as in the next table
    seen_at: Named[str]


class AttemptColumns(TypedColumns):
    """An attempt to log in that has not succeeded."""

    id: Named[int] = Column(Integer, primary_key=True)
    name: Named[str] = Column(String, index=True)  # SHA-256 of what was typed, hex
    address: Named[str] = Column(String, index=True)
    at: Named[str]


class AuditColumns(TypedColumns):
    """An `AuditEntry`. No foreign keys: it outlives a purge."""

    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    at: Named[str]  # ISO 8601, UTC
    who: Named[str]
    what: Named[str]
    detail: Named[str]
    document: Named[int | None]
    draft: Named[int | None]
    hash: Named[str]


class ChangeColumns(TypedColumns):
    """One line of the log. No foreign keys: it outlives a purge."""

    sequence: Named[int] = Column(Integer, primary_key=True)
    document: Named[int]
    version: Named[int]
    operation: Named[str]  # "put" or "delete"


class ProfileColumns(TypedColumns):
    """At most one row: the unit profile as JSON text."""

    id: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    body: Named[str] = Column(Text)


schema = Table("yaodian_schema", metadata, SchemaColumns)
# `sqlite_autoincrement`: an id that was purged never comes back, since a chat or an index may still hold it.
# "sha256" first: were it "scope", SQLite would take it for a narrow choice and walk all documents of a scope.
documents = Table(
    "documents", metadata, DocumentColumns, UniqueConstraint("sha256", "scope"), sqlite_autoincrement=True
)
paths = Table("paths", metadata, PathColumns, UniqueConstraint("scope", "path"))
versions = Table(
    "versions", metadata, VersionColumns, UniqueConstraint("document", "number"), sqlite_autoincrement=True
)
corrections = Table("corrections", metadata, CorrectionColumns)
items = Table("items", metadata, ItemColumns)
passages = Table(
    "passages",
    metadata,
    PassageColumns,
    ForeignKeyConstraint(["version", "item"], ["items.version", "items.ordinal"], ondelete="CASCADE"),
    Index("passages_item", "version", "item"),
    sqlite_autoincrement=True,
)
vectors = Table("vectors", metadata, VectorColumns)
extractions = Table("extractions", metadata, ExtractionColumns)
requirements = Table("requirements", metadata, RequirementColumns)
mentions = Table("mentions", metadata, MentionColumns)
standings = Table("standings", metadata, StandingColumns)
rulings = Table("rulings", metadata, RulingColumns)
drafts = Table("drafts", metadata, DraftColumns, sqlite_autoincrement=True)
draft_versions = Table("draft_versions", metadata, DraftVersionColumns)
jobs = Table("jobs", metadata, JobColumns, sqlite_autoincrement=True)
job_steps = Table("job_steps", metadata, JobStepColumns)
chats = Table("chats", metadata, ChatColumns, sqlite_autoincrement=True)
chat_turns = Table("chat_turns", metadata, ChatTurnColumns, sqlite_autoincrement=True)
chat_quotes = Table("chat_quotes", metadata, ChatQuoteColumns)
accounts = Table("accounts", metadata, AccountColumns)
sessions = Table("sessions", metadata, SessionColumns)
attempts = Table("attempts", metadata, AttemptColumns)
audit = Table("audit", metadata, AuditColumns)
changes = Table("changes", metadata, ChangeColumns, sqlite_autoincrement=True)
profile = Table("profile", metadata, ProfileColumns)
