"""A document as drafting reads it: one of the library, or a file that is not in it."""

from __future__ import annotations

from pathlib import Path

from assistant.drafting.records import Reading
from ingest.extraction import extraction_of
from ingest.library import Library
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import EVERYONE, Document, Outline, Scope, Text
from ingest.settings import Settings


def reading_of_file(path: Path, settings: Settings) -> Reading:
    """Read a file that is not in the library.

    Args:
        path (Path): The file.
        settings (Settings): Limits on size, memory and time.

    Returns:
        Reading: Its document has id and version 0.

    Raises:
        FileError: The file cannot be read.
    """
    with Sandbox(settings) as sandbox:
        outline = outline_of(Text.of(sandbox.read(path)), path.name)
    paths = (str(path),)
    about = (outline.title, outline.year, outline.kind, outline.unit)
    return _reading(Document(0, 0, 1, path.name, paths, *about, EVERYONE, len(outline.items)), outline)


def reading_of(library: Library, document: Document, reader: Scope) -> Reading:
    """Read a document of the library, corrections applied.

    Args:
        library (Library): Where it is.
        document (Document): Any that the reader may see.
        reader (Scope): Who asks.

    Returns:
        Reading: Of its current version.
    """
    return _reading(document, library.outline(document.version, reader))


def _reading(document: Document, outline: Outline) -> Reading:
    extraction = extraction_of(outline)
    return Reading(document, outline, extraction.requirements, extraction.mentions)
