"""Outline -> what it obliges to and what it rests on; and the same for a library that an older program has filled."""

from __future__ import annotations

from typing import Final

from ingest.citations import mentions_of, standings_of
from ingest.library import Description, Extraction, Library
from ingest.obligations import obligations_of
from ingest.progress import Progress, unwatched
from ingest.records import Outline

EXTRACTOR_VERSION: Final = 1  # raise it with every change of ingest.obligations or ingest.citations


def extraction_of(outline: Outline) -> Extraction:
    """Everything that is extracted from an outline. Pure.

    Args:
        outline (Outline): The document, corrections applied.

    Returns:
        Extraction: Its requirements, the documents that it cites, and what it says of their force.
    """
    mentions = mentions_of(outline)
    read_as = Description(outline.title, outline.year, outline.kind, outline.unit)
    return Extraction(obligations_of(outline, mentions), mentions, standings_of(outline), EXTRACTOR_VERSION, read_as)


def extract_missing(library: Library, progress: Progress = unwatched) -> None:
    """Read again from their outlines what an older extractor has read, or what was corrected since.

    Args:
        library (Library): Any process may do it.
        progress (Progress): Told before every document, where there are any.
    """
    missing = library.unextracted(EXTRACTOR_VERSION)
    for done, document in enumerate(missing):
        progress(done, len(missing), "整理要求和引用")
        library.put_extraction(document.version, extraction_of(library.outline(document.version, document.scope)))
