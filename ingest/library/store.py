"""The library as its users hold it: one object, safe to share between threads; every method is one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine, delete, insert, select

from ingest.errors import BadRequest, LibraryError
from ingest.library import (
    extracting,
    identity,
    indexing,
    log,
    maintenance,
    migrations,
    reading,
    schema,
    sqlite,
    writing,
)
from ingest.library.accounts import Accounts
from ingest.library.audit import AuditLog
from ingest.library.catalogue import Catalogue
from ingest.library.chats import Chats
from ingest.library.connecting import address_of, connect, writing_alone
from ingest.library.describing import (
    IS_CURRENT,
    find_documents,
    open_to,
    require_document,
    require_version,
)
from ingest.library.drafts import Drafts
from ingest.library.jobs import Jobs
from ingest.library.logins import Logins
from ingest.library.profile import Profile
from ingest.library.values import Extraction, Located, Occurrence, Reading, Stored, VersionInfo
from ingest.records import (
    EVERYONE,
    Change,
    Document,
    DocumentId,
    Filters,
    FloatMatrix,
    IndexedPassage,
    Kind,
    Mention,
    Outline,
    PassageId,
    Placed,
    Requirement,
    Ruling,
    Scope,
    Standing,
    VersionId,
)

Found = TypeVar("Found", Requirement, Mention, Standing)

OUTLINES: Final = 32  # kept in memory; that of a law of 1,265 articles takes 30 ms to read
EVERYTHING: Final = Filters()  # all that is open to everyone


class Library:
    """The truth: documents, versions, items, passages, vectors, and the log that an index follows; drafts and chats.

    Args:
        engine (Engine): The database, its schema the newest.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._catalogue = Catalogue(engine)
        self.drafts = Drafts(engine)
        self.jobs = Jobs(engine)
        self.chats = Chats(engine)
        self.accounts = Accounts(engine)
        self.logins = Logins(engine)
        self.audit = AuditLog(engine)
        self._outline = lru_cache(OUTLINES)(self._read_outline)

    @classmethod
    def open(cls, url: str) -> Library:
        """Open a library, made where there is none and migrated where it is older.

        Args:
            url (str): Any SQLAlchemy URL; the folder of an SQLite file must exist.

        Returns:
            Library: To be closed.

        Raises:
            LibraryError: No such kind of database, a damaged or foreign file, or a newer program's library.
        """
        engine = connect(url)
        try:
            migrations.prepare(engine)
        except LibraryError:
            engine.dispose()
            raise
        return cls(engine)

    @staticmethod
    def missing_file(url: str) -> Path | None:
        """The file that opening would make; None where it is there, or where the library is on another database."""
        address = address_of(url)
        file = Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None
        return None if file is None or file.exists() else file

    def close(self) -> None:
        """Give the connections back."""
        self._catalogue.close()
        self._engine.dispose()

    # --- writing ------------------------------------------------------------------------------------------------------

    def recognise(self, path: str, scope: Scope, sha256: str, parser: int) -> Stored | None:
        """Link a path to the document that holds its content already, read by this parser or a newer one.

        Args:
            path (str): Absolute path of the file.
            scope (Scope): EVERYONE, or the owner's name; documents of other scopes are not considered.
            sha256 (str): Of the file's bytes, hex.
            parser (int): Version of the parser that would read it now.

        Returns:
            Stored | None: None where the file must be read.
        """
        with self._writing() as connection:
            return identity.recognise(connection, path, scope, sha256, parser)

    def put(self, reading: Reading) -> Stored:
        """Store a reading: durable when this returns, without a trace if it does not."""
        with self._writing() as connection:
            return writing.put(connection, reading)

    def edit(
        self,
        document: DocumentId,
        *,
        title: str | None = None,
        year: int | None = None,
        kind: Kind | None = None,
        unit: str | None = None,
    ) -> Document:
        """Correct what the parser guessed; corrections hold for later versions too.

        Args:
            document (DocumentId): A document that is not removed, else a BadRequest.
            title (str | None): None leaves it, as with the others; nothing to correct at all is a BadRequest.
            year (int | None): The year that the document plans or reports.
            kind (Kind | None): One of KINDS, else a BadRequest.
            unit (str | None): "" is a document that names no unit.

        Returns:
            Document: As corrected.
        """
        given = {"title": title, "year": year, "kind": kind, "unit": unit}
        with self._writing() as connection:
            writing.edit(connection, document, {name: value for name, value in given.items() if value is not None})
            return find_documents(connection, schema.documents.c.id == document, IS_CURRENT)[0]

    def remove(self, document: DocumentId) -> None:
        """Hide a document at once (BadRequest where there is none); its bytes stay, its file can bring it back."""
        with self._writing() as connection:
            writing.remove(connection, document)

    def purge(self, document: DocumentId, elsewhere: Callable[[], None] | None = None) -> None:
        """Delete a document with all its versions; afterwards no byte of text or vector is in the library's files.

        Chats that hold its words or its name go with it, the name unless their owner sees another document that has it.
        Backups are not touched, nor drafts: whoever promises that no quote stays finds out first which drafts have any
        (`all_versions`, `drafts.bodies`) and discards them. What is interrupted here, by an error or a crash, is among
        the `unfinished_purges`: the document is gone from sight then and is to be purged again.

        Args:
            document (DocumentId): Removed or not, or with an unfinished purge; a BadRequest where there is none.
            elsewhere (Callable[[], None] | None): Clears the index, which must be rebuilt to lose its bytes; the purge
                is unfinished until it returns.

        Raises:
            LibraryError: Another program kept reading an older state of the library.
        """
        with self._writing() as connection:
            writing.erase(connection, document)
        if self._engine.dialect.name == "sqlite":
            sqlite.scrub(self._engine)
        if elsewhere:
            elsewhere()
        with self._writing() as connection:
            writing.forget(connection, document)

    def put_vectors(self, model: str, passages: Sequence[PassageId], vectors: FloatMatrix) -> None:
        """Store the vectors of another model, in place of any that these passages have of it.

        Args:
            model (str): The embedding that made them.
            passages (Sequence[PassageId]): Those that were purged meanwhile are passed over.
            vectors (FloatMatrix): Shape (len(passages), d).
        """
        with self._writing() as connection:
            writing.put_vectors(connection, model, passages, vectors)

    # --- reading ------------------------------------------------------------------------------------------------------

    def documents(self, filters: Filters = EVERYTHING) -> list[Document]:
        """The documents that the filters let through, in the order in which they came."""
        return list(self._catalogue.documents(filters))

    def removed_documents(self, reader: Scope = EVERYONE) -> list[Document]:
        """The removed documents of a reader, which can still be purged."""
        with self._engine.connect() as connection:
            return find_documents(connection, IS_CURRENT, schema.documents.c.removed, open_to(reader))

    def all_versions(self, document: DocumentId) -> list[VersionId]:
        """All versions of a document that is still there, removed or not, whoever's it is: for a purge."""
        with self._engine.connect() as connection:
            of_document = schema.versions.c.document == document
            return list(connection.execute(select(schema.versions.c.id).where(of_document)).scalars())

    def texts_of(self, document: DocumentId) -> list[str]:
        """All that a document says and is called, in every version, whoever's it is: for a purge."""
        with self._engine.connect() as connection:
            return reading.texts_of(connection, document)

    def unfinished_purges(self) -> list[DocumentId]:
        """Documents that nobody sees any more, but of which bytes may be left."""
        with self._engine.connect() as connection:
            return maintenance.unfinished_purges(connection)

    def document(self, document: DocumentId, reader: Scope = EVERYONE) -> Document:
        """A document; the same BadRequest where there is none, where it is not the reader's to see or is removed."""
        with self._engine.connect() as connection:
            return require_document(connection, document, reader)

    def version_of(self, version: VersionId, reader: Scope = EVERYONE) -> Document:
        """A document as any of its versions describes it, current or not; BadRequest as `document`."""
        with self._engine.connect() as connection:
            return require_version(connection, version, reader)

    def versions(self, document: DocumentId, reader: Scope = EVERYONE) -> list[VersionInfo]:
        """A document's versions, oldest first; BadRequest as `document`."""
        with self._engine.connect() as connection:
            require_document(connection, document, reader)
            return reading.version_infos(connection, document)

    def content(self, version: VersionId, reader: Scope = EVERYONE) -> str:
        """A version's text; BadRequest as `document`."""
        with self._engine.connect() as connection:
            require_version(connection, version, reader)
            return reading.content(connection, version)

    def original(self, version: VersionId, reader: Scope = EVERYONE) -> bytes:
        """The bytes that a version was read from; BadRequest as `document`."""
        with self._engine.connect() as connection:
            require_version(connection, version, reader)
            return reading.original(connection, version)

    def outline(self, version: VersionId, reader: Scope = EVERYONE) -> Outline:
        """A version's outline, corrected where it is the current one; BadRequest as `document`."""
        return self._outline(self.version_of(version, reader))

    def locate(self, passages: Sequence[PassageId], filters: Filters) -> dict[PassageId, Located]:
        """Where passages stand; those that are not current or that the filters keep back are left out.

        Args:
            passages (Sequence[PassageId]): What an index found, some hundreds at most.
            filters (Filters): Who asks, and for what.

        Returns:
            dict[PassageId, Located]: In no particular order.
        """
        with self._engine.connect() as connection:
            return reading.locate(connection, passages, self._catalogue.documents(filters))

    def occurrences(
        self, pattern: re.Pattern[str], among: Collection[VersionId], filters: Filters
    ) -> dict[VersionId, list[Occurrence]]:
        """Search the whole text of current versions, without an index: nothing is missed.

        Args:
            pattern (re.Pattern[str]): Matches at least one character.
            among (Collection[VersionId]): Those that are not current or that the filters keep back are left out.
            filters (Filters): Who asks, and for what.

        Returns:
            dict[VersionId, list[Occurrence]]: In reading order; a version without any has no entry.
        """
        visible = {document.version for document in self._catalogue.documents(filters)}
        with self._engine.connect() as connection:
            return reading.occurrences(connection, pattern, visible & set(among))

    # --- requirements and citations -----------------------------------------------------------------------------------

    def requirements(self, filters: Filters = EVERYTHING) -> list[Placed[Requirement]]:
        """What the documents that the filters let through oblige to, document by document in reading order."""
        return self._placed(Requirement, filters)

    def mentions(self, filters: Filters = EVERYTHING) -> list[Placed[Mention]]:
        """The documents that they cite."""
        return self._placed(Mention, filters)

    def standings(self, filters: Filters = EVERYTHING) -> list[Placed[Standing]]:
        """What they say of other documents' force."""
        return self._placed(Standing, filters)

    def unextracted(self, extractor: int) -> list[Document]:
        """Current documents of everyone that this version of the extractor has not read."""
        with self._engine.connect() as connection:
            return extracting.unextracted(connection, extractor)

    def put_extraction(self, version: VersionId, extraction: Extraction) -> None:
        """Store what was found in a version, which may have been purged meanwhile."""
        with self._writing() as connection:
            if writing.is_there(connection, version):
                extracting.put(connection, version, extraction)

    def rulings(self) -> list[Ruling]:
        """What people have settled about the force of documents."""
        with self._engine.connect() as connection:
            return extracting.rulings_of(connection)

    def rule(self, ruling: Ruling) -> None:
        """Settle a document's force."""
        with self._writing() as connection:
            extracting.rule(connection, ruling)

    def unrule(self, name: str) -> None:
        """Leave a document's force to what the texts say; BadRequest where nothing was settled."""
        with self._writing() as connection:
            if not extracting.unrule(connection, name):
                raise BadRequest(f"没有为这份文件设定过效力：{name}。请查看已设定的效力")

    # --- for an index -------------------------------------------------------------------------------------------------

    def identity(self) -> str:
        """Name of this library's history; another one after `restore`, when an index must not trust its sequence."""
        with self._engine.connect() as connection:
            return connection.execute(select(schema.schema.c.identity)).scalar_one()

    def last_sequence(self) -> int:
        """Number of the newest change; 0 before the first."""
        with self._engine.connect() as connection:
            return log.last_sequence(connection)

    def changes(self, after: int) -> list[Change]:
        """The changes behind a sequence number, oldest first."""
        with self._engine.connect() as connection:
            return log.changes_after(connection, after)

    def indexed(
        self, documents: Collection[DocumentId] | None, model: str, batch: int = 5000
    ) -> Iterator[tuple[list[IndexedPassage], FloatMatrix]]:
        """Stream the current passages with their vectors.

        Note `last_sequence` first: what changes meanwhile is in the log behind it.

        Args:
            documents (Collection[DocumentId] | None): Those that are removed or unknown yield nothing; None is all.
            model (str): Whose vectors.
            batch (int): Passages in one batch, at most. A whole document is in memory at a time.

        Returns:
            Iterator[tuple[list[IndexedPassage], FloatMatrix]]: Passages and vectors, shape (len(passages), d);
                LibraryError where a passage has no vector of this model.
        """
        return indexing.indexed(self._engine, documents, model, batch)

    def unembedded(self, model: str) -> list[tuple[PassageId, str]]:
        """Current passages without a vector of a model: ids and texts."""
        with self._engine.connect() as connection:
            return indexing.unembedded(connection, model)

    # --- profile and upkeep -------------------------------------------------------------------------------------------

    def profile(self) -> Profile:
        """The unit profile; an empty one before the first is saved."""
        with self._engine.connect() as connection:
            body = connection.execute(select(schema.profile.c.body)).scalar_one_or_none()
        return Profile() if body is None else Profile.from_json(body)

    def save_profile(self, profile: Profile) -> None:
        """Replace the unit profile."""
        with self._writing() as connection:
            connection.execute(delete(schema.profile))
            connection.execute(insert(schema.profile).values(id=1, body=profile.to_json()))

    def check(self) -> list[str]:
        """What is wrong with the library, one line in Chinese each; empty is sound."""
        return maintenance.check(self._engine)

    def backup(self, target: Path) -> None:
        """Copy the library to one file, complete or not at all, while others go on reading and writing."""
        maintenance.backup(self._engine, target)

    @classmethod
    def restore(cls, source: Path, url: str) -> None:
        """Put a backup, proved sound, in the place of a library that nobody has open; else a LibraryError."""
        maintenance.restore(source, sqlite.file_of(address_of(url)))

    def _placed(self, kind: type[Found], filters: Filters) -> list[Placed[Found]]:
        with self._engine.connect() as connection:
            return extracting.placed(connection, kind, self._catalogue.documents(filters), self._outline)

    def _read_outline(self, document: Document) -> Outline:
        with self._engine.connect() as connection:
            return reading.outline(connection, document)

    def _writing(self) -> AbstractContextManager[Connection]:
        return writing_alone(self._engine)
