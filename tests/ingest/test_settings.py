from __future__ import annotations

from pathlib import Path

import pytest

from ingest.home import open_home
from ingest.library import Library
from ingest.settings import Settings


def test_the_environment_is_read_and_an_explicit_home_wins(tmp_path: Path) -> None:
    environment = {"YAODIAN_HOME": str(tmp_path / "a"), "YAODIAN_EMBEDDING": "model"}
    assert Settings.from_environment(environment).home == tmp_path / "a"
    assert Settings.from_environment(environment, tmp_path / "b").home == tmp_path / "b"
    assert Settings.from_environment(environment).embedding == "model"
    assert Settings.from_environment({}).home == Path("yaodian-home").absolute()


@pytest.mark.parametrize("name", ["家 里", "a?b", "100%25", "a#b", "a;b&c", "深" * 60])
def test_a_home_may_have_any_name_and_is_private(tmp_path: Path, name: str) -> None:
    settings = Settings.from_environment({}, tmp_path / name)
    with open_home(settings, wait_for_index=True):
        assert (tmp_path / name / "library.sqlite").is_file()
    assert (tmp_path / name).stat().st_mode & 0o077 == 0
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_another_library_can_be_named(tmp_path: Path) -> None:
    settings = Settings.from_environment({"YAODIAN_LIBRARY": f"sqlite:///{tmp_path / 'x.sqlite'}"}, tmp_path / "home")
    Library.open(settings.library_url).close()
    assert (tmp_path / "x.sqlite").is_file()
