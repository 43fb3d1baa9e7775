"""What filters look at: the same for all passages of a document, so that the dense part keeps it once.

Kept by Chroma with every passage, it would take a quarter of the time of an ingest (Chroma 1.5.9, tests/bench).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from ingest.index.manifest import write_durably
from ingest.records import EVERYONE, DocumentId, Filters, IndexedPassage, Kind, Scope

FILE: Final = "documents.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """A document, as far as filters are concerned."""

    scope: Scope
    year: int | None
    kind: Kind
    unit: str
    file: str

    @classmethod
    def of(cls, passage: IndexedPassage) -> Facts:
        """The facts of a passage's document."""
        return cls(passage.scope, passage.year, passage.kind, passage.unit, passage.file)


def allows(filters: Filters, facts: Facts | IndexedPassage) -> bool:
    """Whether the filters let a document, or a passage of it, through."""
    wanted = (
        (facts.year, filters.years),
        (facts.kind, filters.kinds),
        (facts.unit, filters.units),
        (facts.file, filters.files),
    )
    return facts.scope in (EVERYONE, filters.reader) and all(value in among for value, among in wanted if among)


def save(folder: Path, facts: Mapping[DocumentId, Facts]) -> None:
    """Replace what a folder holds."""
    body = {document: asdict(each) for document, each in facts.items()}
    write_durably(folder / FILE, json.dumps(body, ensure_ascii=False).encode())


def load(folder: Path) -> dict[DocumentId, Facts]:
    """What was saved in a folder; nothing in a new one."""
    path = folder / FILE
    body = json.loads(path.read_bytes()) if path.exists() else {}
    return {int(document): Facts(**each) for document, each in body.items()}
