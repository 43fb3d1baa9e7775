from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.records import Line, Text
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.home import Home

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """../shared beside the checkout: only for tests marked `shared`."""
    folder = CHECKOUT.parent / "shared"
    assert folder.is_dir(), f"make test-shared needs {folder}"
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({}, tmp_path / "home")


@pytest.fixture
def home(settings: Settings) -> Iterator[Home]:
    from ingest.home import open_home

    with open_home(settings, wait_for_index=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The sample library, read once; tests must not change it. Left out is what needs LibreOffice."""
    from ingest.home import open_home
    from ingest.pipeline import ingest

    settings = Settings.from_environment({}, tmp_path_factory.mktemp("corpus") / "home")
    files = [f for f in sorted((CHECKOUT / "corpus").iterdir()) if f.suffix in (".txt", ".docx", ".pdf", ".xlsx")]
    with open_home(settings, wait_for_index=True) as opened:
        report = ingest(opened, files, quiet)
        assert not report.failures
        yield opened


def text_of(*lines: str) -> Text:
    return Text.of(Line(line) for line in lines)


def quiet(_done: int, _total: int, _what: str) -> None:
    """A progress that nobody watches."""
