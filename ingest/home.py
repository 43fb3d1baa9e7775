"""An opened home folder: the library, the live index and the embedding that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ingest.embedding import Embedding, load_embedding
from ingest.index.live import LiveIndex
from ingest.library import Library
from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class Home:
    """What ingest writes to and search reads from. One process at a time may hold it: see assistant.owner."""

    settings: Settings
    library: Library
    index: LiveIndex
    embedding: Embedding


@contextmanager
def open_home(settings: Settings, *, wait_for_index: bool) -> Iterator[Home]:
    """Open library and index; the index catches up with the library.

    Args:
        settings (Settings): Where, and with which embedding.
        wait_for_index (bool): Whether a damaged index is rebuilt before this returns, or meanwhile.

    Yields:
        Home: Closed behind the block.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    embedding = load_embedding(settings.embedding)
    library = Library.open(settings.library_url)
    try:
        index = LiveIndex.open(
            settings.home / "index",
            library,
            settings.library_url,
            embedding.name,
            embedding.dimensions,
            wait=wait_for_index,
        )
        try:
            yield Home(settings, library, index, embedding)
        finally:
            index.close()
    finally:
        library.close()
