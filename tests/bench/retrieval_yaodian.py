"""This project, as a system of tests.bench.retrieval."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from assistant.search import search
from ingest.home import open_home
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import Filters
from ingest.settings import Settings
from tests.bench.retrieval_systems import EMBEDDING, HITS, System


class Yaodian(System):
    """A fresh home; it has no settings."""

    def __init__(self, work: Path) -> None:
        settings = Settings.from_environment({"YAODIAN_EMBEDDING": EMBEDDING}, work / "home")
        self._open = ExitStack()
        self._home = self._open.enter_context(open_home(settings, wait_for_index=True))

    def index(self, folder: Path) -> None:
        ingest(self._home, [folder], unwatched)

    def search(self, question: str) -> list[str]:
        return [hit.item.text for hit in search(self._home, question, HITS, Filters())]

    def close(self) -> None:
        self._open.close()
