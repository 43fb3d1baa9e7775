"""Real plans and reports as drafts: in the official layout, and whole in a text revised from another year's."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from assistant.export.word import write_draft, write_revisions
from ingest.records import Outline
from tests.assistant.export.word_layout import problems, texts
from tests.assistant.export.word_samples import draft_from, read_outline

pytestmark = pytest.mark.shared


def outlines(folder: Path) -> list[Outline]:
    return [read_outline(path) for path in sorted(folder.iterdir())]


def test_real_documents_are_in_the_official_layout(shared: Path, tmp_path: Path) -> None:
    for outline in outlines(shared / "data/documents"):
        draft, path = draft_from(outline), tmp_path / "稿.docx"
        write_draft(path, draft, comments=True)
        assert problems(path) == []
        assert {line.text for line in draft.lines()} <= set(texts(path))


def test_a_report_revised_from_the_year_before(shared: Path, tmp_path: Path) -> None:
    for base, outline in pairwise(outlines(shared / "data/reports")[-4:]):
        draft, path = draft_from(outline), tmp_path / "对照.docx"
        write_revisions(path, draft, base)
        assert problems(path) == []
        assert [line.text for line in draft.lines()] == texts(path)
        rejected = "".join(texts(path, accepted=False))
        for item in base.items:
            if not item.address.startswith(("附件", "¶")):
                assert item.text.replace("\n", "") in rejected
