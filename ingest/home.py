"""An opened home folder: the library, the live index and the embedding that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from ingest.embedding import Embedding, load_embedding
from ingest.index.live import LiveIndex
from ingest.library import Library
from ingest.progress import Progress, unwatched
from ingest.settings import Settings

EMBEDDING_BATCH: Final = 1000  # passages a transaction when an embedding was changed


@dataclass(frozen=True, slots=True)
class Home:
    """What ingest writes to and search reads from. One process at a time may hold it: see assistant.owner."""

    settings: Settings
    library: Library
    index: LiveIndex
    embedding: Embedding


def make_home(settings: Settings) -> None:
    """Make the home folder where it is missing, for its owner's eyes only: it holds private documents."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)


def embed_missing(library: Library, embedding: Embedding, progress: Progress) -> None:
    """Give every current passage a vector of this embedding; nothing is left to do unless it was changed.

    Args:
        library (Library): Where the passages are.
        embedding (Embedding): The one in use now; vectors of others stay beside it.
        progress (Progress): Told after every batch.
    """
    missing = library.unembedded(embedding.name)
    for start in range(0, len(missing), EMBEDDING_BATCH):
        progress(start, len(missing), f"向量模型已更换，按 {embedding.name} 重算")
        ids, texts = zip(*missing[start : start + EMBEDDING_BATCH], strict=True)
        library.put_vectors(embedding.name, ids, embedding.documents(texts))
    if missing:
        progress(len(missing), len(missing), "更新索引")


@contextmanager
def open_home(settings: Settings, *, wait_for_index: bool, progress: Progress = unwatched) -> Iterator[Home]:
    """Open library and index; the index catches up with the library.

    Args:
        settings (Settings): Where, and with which embedding.
        wait_for_index (bool): Whether a damaged index is rebuilt before this returns, or meanwhile.
        progress (Progress): Told while passages are embedded anew because the embedding was changed.

    Yields:
        Home: Closed behind the block.
    """
    make_home(settings)
    embedding = load_embedding(settings.embedding)
    library = Library.open(settings.library_url)
    try:
        embed_missing(library, embedding, progress)
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
