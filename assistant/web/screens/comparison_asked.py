"""What a visitor asks to compare: documents of the library as they see it go in, findings come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant.compare import Comparison, Covering, compare, coverage
from assistant.compare.themes import Edition, Group, themes
from assistant.matrix.loop import matrix_of
from assistant.matrix.rows import Matrix
from assistant.web.screens.comparison_choice import Series, planned_years, series_of
from ingest.errors import BadRequest
from ingest.extraction import extraction_of
from ingest.home import Home
from ingest.records import Document, DocumentId, Filters, Scope

MISSING: Final = "找不到所选的文件，它可能已被移除。请刷新页面后重新选择"


@dataclass(frozen=True, slots=True)
class Asked:
    """One visitor's view of the library, for one request."""

    home: Home
    reader: Scope

    def documents(self) -> list[Document]:
        """All that the visitor sees."""
        return self.home.library.documents(Filters(self.reader))

    def both(self, old: DocumentId, new: DocumentId) -> tuple[Document, Document]:
        """Two documents that can be held against each other.

        Args:
            old (DocumentId): One.
            new (DocumentId): Another one.

        Returns:
            tuple[Document, Document]: In this order.

        Raises:
            BadRequest: The two are one, or the visitor sees no such document.
        """
        known = {document.id: document for document in self.documents()}
        if old not in known or new not in known:
            raise BadRequest(MISSING)
        if old == new:
            raise BadRequest(f"两边是同一份文件：{known[old].file}。请另选一份")
        return known[old], known[new]

    def edition(self, document: Document) -> Edition:
        """A document's outline and what it obliges to."""
        outline = self.home.library.outline(document.version, self.reader)
        return Edition(outline, extraction_of(outline).requirements)

    def compared(self, both: tuple[Document, Document]) -> Comparison:
        """What went on, changed, came and went."""
        old, new = map(self.edition, both)
        return compare(old.outline, new.outline, old.requirements, new.requirements, self.home.embedding)

    def covered(self, both: tuple[Document, Document]) -> tuple[Covering, ...]:
        """How the second document answers the first one's requirements."""
        asked, own = map(self.edition, both)
        return coverage(asked.outline, own.outline, asked.requirements, own.requirements, self.home.embedding)

    def latest_year(self) -> int | None:
        """The newest year of which there is a plan; None where there is none."""
        return next((year for _, year in planned_years(self.documents())), None)

    def matrix(self, year: int, unit: str) -> Matrix:
        """The loop of a year; `unit` "" is all."""
        filters = Filters(self.reader, years=(year,), units=(unit,) if unit else ())
        library = self.home.library
        read = [(each, library.outline(each.version, self.reader)) for each in library.documents(filters)]
        return matrix_of(year, read, self.home.embedding)

    def series(self) -> list[Series]:
        """What can be followed through the years, the likeliest first."""
        return series_of(self.documents(), self.home.library.profile())

    def one_series(self, key: DocumentId) -> Series:
        """The series of a key.

        Args:
            key (DocumentId): Of a series.

        Returns:
            Series: That one.

        Raises:
            BadRequest: The visitor sees no such series.
        """
        if found := [each for each in self.series() if each.key == key]:
            return found[0]
        raise BadRequest(MISSING)

    def themes(self, series: Series) -> tuple[Group, ...]:
        """How its themes come and go."""
        return themes([self.edition(document) for document in series.documents], self.home.embedding)
