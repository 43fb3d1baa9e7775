"""Real plans and reports given away and taken back: every numbering scheme, masks and adverts, up to 50 pages."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from assistant.drafting.reimport import reimport
from ingest.errors import BadRequest
from tests.assistant.drafting.returned import draft_of, lines_of
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.shared

DATA = CHECKOUT.parent / "shared" / "data"
DOCUMENTS = sorted((DATA / "documents").glob("*.txt"))
REPORTS = sorted((DATA / "reports").glob("*.txt"))[-4:]


@pytest.mark.parametrize("path", [*DOCUMENTS, *REPORTS], ids=lambda path: path.stem)
def test_a_document_comes_back_as_it_went(path: Path) -> None:
    draft = draft_of(path)
    assert reimport(draft, list(draft.lines()), "修改稿.docx") == draft


@pytest.mark.parametrize(("one", "other"), [*permutations(DOCUMENTS, 2)], ids=lambda path: path.stem)
def test_another_units_document_is_refused(one: Path, other: Path) -> None:
    with pytest.raises(BadRequest, match="不像是这份草稿的修改稿"):
        reimport(draft_of(one), lines_of(other), other.name)
