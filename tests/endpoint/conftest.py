from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from assistant.cli import main
from ingest.home import Home
from tests.endpoint.material import PLAN, Found, found_in, home_of
from tests.endpoint.rewording import Bench, bench_of


@pytest.fixture(scope="session", autouse=True)
def imported() -> None:
    """The chat-model library takes seconds to import on a busy machine; limits of a second should not pay for it."""
    import_module("langchain_openai")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    with home_of(tmp_path_factory.mktemp("plan"), 要点=PLAN) as home:
        yield found_in(home)


@pytest.fixture(scope="session")
def bench(corpus_home: Home) -> Bench:
    return bench_of(corpus_home)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str


RunAt = Callable[..., Ran]


@pytest.fixture
def run_at(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> RunAt:
    """Runs `yaodian ...` on a home in this process, with YAODIAN_* variables as given."""

    def command(home: Path, *arguments: str, **environment: str) -> Ran:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["yaodian", *arguments, "--home", str(home)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        assert isinstance(end.value.code, int)
        return Ran(end.value.code, *capfd.readouterr())

    return command
