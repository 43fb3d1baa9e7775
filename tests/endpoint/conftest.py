from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest

from tests.endpoint.material import PLAN, Found, found_in, home_of


@pytest.fixture(scope="session", autouse=True)
def imported() -> None:
    """The chat-model library takes seconds to import on a busy machine; limits of a second should not pay for it."""
    import_module("langchain_openai")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    with home_of(tmp_path_factory.mktemp("plan"), 要点=PLAN) as home:
        yield found_in(home)
