from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.desk import LocalDesk
from assistant.drafting.making import Order, brief_for, desk_of
from assistant.drafting.records import Draft
from assistant.drafting.revising.stock import Stock
from assistant.drafting.revising.story import Revision, revised
from assistant.drafting.story import draft_of, plan_of
from ingest.library import Library
from ingest.records import EVERYONE

if TYPE_CHECKING:
    from ingest.home import Home

Revise = Callable[..., Revision]


@pytest.fixture(scope="session")
def draft(corpus_home: Home) -> Draft:
    """The draft of 2026 that the sample library gives."""
    brief = brief_for(corpus_home.library, Order(2026), EVERYONE)
    planned = plan_of(brief, corpus_home.embedding)
    return draft_of(brief, planned, planned.plan, desk_of(corpus_home.library, corpus_home.embedding, EVERYONE))


@pytest.fixture(scope="session")
def revise(draft: Draft, corpus_home: Home) -> Revise:
    """Revises the draft of 2026, or another one; an item is given by its address."""
    stock = Stock(corpus_home.library, EVERYONE, corpus_home.embedding, LocalDesk(corpus_home).search)

    def revision(instruction: str, address: str = "", on: Draft = draft, **options: object) -> Revision:
        places = {item.address: place for place, item in enumerate(on.items())}
        return revised(on, instruction, stock, places[address] if address else None, **options)  # type: ignore[arg-type]

    return revision


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty one, as the library of the home `tmp_path`."""
    library = Library.open(f"sqlite:///{tmp_path / 'library.sqlite'}")
    yield library
    library.close()
