from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.drafting.making import Order, brief_for, desk_of
from assistant.drafting.records import Draft
from assistant.drafting.story import draft_of, plan_of
from ingest.library import Library
from ingest.records import EVERYONE

if TYPE_CHECKING:
    from ingest.home import Home


@pytest.fixture(scope="session")
def draft(corpus_home: Home) -> Draft:
    """The draft of 2026 that the sample library gives."""
    brief = brief_for(corpus_home.library, Order(2026), EVERYONE)
    planned = plan_of(brief, corpus_home.embedding)
    return draft_of(brief, planned, planned.plan, desk_of(corpus_home.library, corpus_home.embedding, EVERYONE))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty one, as the library of the home `tmp_path`."""
    library = Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}")
    yield library
    library.close()
