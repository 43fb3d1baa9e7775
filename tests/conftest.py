from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ingest.records import Line, Text
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.home import Home

CHECKOUT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - each command has a shape of its own
        """The one line of JSON that stdout holds."""
        assert self.out.count("\n") == 1, self.out
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one line of a call that was refused as a whole."""
        assert (self.code, self.out, self.err.count("\n")) == (2, "", 1), self
        return self.err.strip()


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `yaodian ...` in this process; both streams are captured below Python, where libraries print."""
    monkeypatch.delenv("YAODIAN_HOME", raising=False)

    from assistant.cli import main

    def command(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["yaodian", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        assert isinstance(end.value.code, int)
        return Ran(end.value.code, *capfd.readouterr())

    return command


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
