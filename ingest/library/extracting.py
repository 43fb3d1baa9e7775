"""Requirements, citations and rulings in the library: what an extractor found, and what a person has settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, RowMapping, Table, delete, exists, insert, select

from ingest.library.describing import IS_CURRENT, KIND, TITLE, UNIT, YEAR, find_documents
from ingest.library.schema import documents, extractions, mentions, requirements, rulings, standings, versions
from ingest.library.values import Extraction
from ingest.records import (
    Document,
    Item,
    Mention,
    Outline,
    Placed,
    Requirement,
    Ruling,
    Standing,
    VersionId,
)

T = TypeVar("T", Requirement, Mention, Standing)


def put(connection: Connection, version: VersionId, extraction: Extraction) -> None:
    """Store what was found in a version, in place of what an older extractor found."""
    connection.execute(delete(extractions).where(extractions.c.version == version))
    made = {"version": version, "extractor": extraction.extractor, **asdict(extraction.read_as)}
    connection.execute(insert(extractions).values(made))
    found: tuple[tuple[Table, Sequence[Any]], ...] = (
        (requirements, extraction.requirements),
        (mentions, extraction.mentions),
        (standings, extraction.standings),
    )
    for table, values in found:
        fields = [c.name for c in table.columns if c.name not in ("version", "ordinal")]
        rows = [
            {"version": version, "ordinal": n, **{name: getattr(value, name) for name in fields}}
            for n, value in enumerate(values)
        ]
        if rows:
            connection.execute(insert(table), rows)


def unextracted(connection: Connection, extractor: int) -> list[Document]:
    """The documents whose current version no extractor has read, or an older one, or before a correction."""
    described = ((extractions.c.title, TITLE), (extractions.c.year, YEAR), (extractions.c.kind, KIND))
    same = [read.is_not_distinct_from(now) for read, now in (*described, (extractions.c.unit, UNIT))]
    done = exists().where(extractions.c.version == versions.c.id, extractions.c.extractor >= extractor, *same)
    return find_documents(connection, IS_CURRENT, documents.c.removed.is_(False), ~done)


def placed(
    connection: Connection, kind: type[T], among: Sequence[Document], outline: Callable[[Document], Outline]
) -> list[Placed[T]]:
    """What was found in documents, each with its document and item.

    Args:
        connection (Connection): A reading transaction.
        kind (type[T]): Requirement, Mention or Standing.
        among (Sequence[Document]): The current documents that the asking user may see.
        outline (Callable[[Document], Outline]): Reads a document's outline.

    Returns:
        list[Placed[T]]: Document by document, in reading order.
    """
    table = _TABLES[kind]
    found = []
    for document in among:
        query = select(table).where(table.c.version == document.version).order_by(table.c.ordinal)
        rows = connection.execute(query).mappings().all()
        if rows:
            items = outline(document).items
            found += [Placed(document, item := items[row["item"]], kind(**_fields(kind, row, item))) for row in rows]
    return found


def _fields(kind: type[Any], row: RowMapping, item: Item) -> dict[str, Any]:
    fields: dict[str, Any] = {str(name): tuple(v) if isinstance(v, list) else v for name, v in row.items()}
    del fields["version"], fields["ordinal"]
    if kind is Requirement:
        fields["quote"] = item.text[fields["start"] - item.start : fields["end"] - item.start]
    return fields


def rulings_of(connection: Connection) -> list[Ruling]:
    """What people have settled, by name."""
    return [Ruling(**row) for row in connection.execute(select(rulings).order_by(rulings.c.name)).mappings()]


def rule(connection: Connection, ruling: Ruling) -> None:
    """Settle a document's force, in place of what was settled before."""
    unrule(connection, ruling.name)
    fields = {column.name: getattr(ruling, column.name) for column in rulings.columns}
    connection.execute(insert(rulings).values(fields))


def unrule(connection: Connection, name: str) -> int:
    """Leave a document's force to the texts again; how many rulings that took away."""
    return connection.execute(delete(rulings).where(rulings.c.name == name)).rowcount


_TABLES: Final[Mapping[type[Any], Table]] = {Requirement: requirements, Mention: mentions, Standing: standings}
