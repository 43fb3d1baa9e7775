"""Questions that are answered exhaustively, from outlines and whole texts, with the number of documents examined."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.composing import Findings
from assistant.exhaustive.duties import about_duties
from assistant.exhaustive.inventory import about_library
from assistant.exhaustive.mentioned import about_mentions
from assistant.exhaustive.outlines import about_outlines
from assistant.question import Asked
from ingest.home import Home
from ingest.records import Document, Filters


def from_structure(home: Home, asked: Asked, documents: Sequence[Document], filters: Filters) -> Findings | None:
    """Answer where something is said, what the library holds, or how a document is built.

    Args:
        home (Home): The opened home.
        asked (Asked): The question, taken apart.
        documents (Sequence[Document]): Those that may be searched.
        filters (Filters): What to search in, and who asks.

    Returns:
        Findings | None: None where the question asks for something else.
    """
    return (
        about_mentions(home, asked, documents, filters)
        or about_duties(home, asked, documents, filters)
        or about_library(asked, documents)
        or about_outlines(home, asked, documents, filters)
    )
