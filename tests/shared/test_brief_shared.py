"""Sources of drafts among real documents of units that they do not name, and among real yearly reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.drafting.belonging import own_unit
from assistant.drafting.brief import brief_of
from assistant.drafting.reading import reading_of, reading_of_file
from assistant.drafting.unit_names import text_of
from ingest.errors import BadRequest
from ingest.library.profile import Profile
from ingest.records import EVERYONE
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.home import Home

pytestmark = pytest.mark.shared

PLAN = "国企_2020年度党建工作要点及任务分解.txt"
TOLD = "集团_2020年上半年党建工作总结及下半年工作计划.txt"
OPINION = "县局_2020年党建工作意见.txt"
OTHERS = ("水务集团", "文化公司", "建设集团", "水利厅", "集团党委", "集团公司")  # that the 总结 names


def filled(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Home]:
    from ingest.home import open_home
    from ingest.pipeline import ingest

    settings = Settings.from_environment({}, tmp_path_factory.mktemp(folder.name) / "home")
    with open_home(settings, wait_for_index=True) as opened:
        assert not ingest(opened, [folder], lambda *_: None).failures
        yield opened


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Home]:
    yield from filled(tmp_path_factory, shared / "data" / "documents")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Home]:
    yield from filled(tmp_path_factory, shared / "data" / "reports")


def test_units_that_no_document_names_are_told_by_file_names(documents: Home) -> None:
    brief = brief_of(documents.library, "国企", 2021, profile=Profile())
    assert [reading.document.file for reading in brief.prior] == [PLAN]
    assert not any((brief.summaries, brief.superiors, brief.breakdowns, brief.regulations))
    assert [line.partition("，")[0] for line in brief.missing] == [
        "没有找到国企2020年的总结",
        "没有找到上级2021年的文件",
        "没有找到国企2020年的任务分解",
    ]
    assert len(brief.left_out) == 4
    assert all(reason.startswith("没有写明单位") for _, reason in brief.left_out)
    opinion = brief_of(documents.library, "县局", 2021, profile=Profile())
    assert [reading.document.file for reading in opinion.prior] == [OPINION]


def test_the_unit_is_asked_for_where_several_have_plans(documents: Home) -> None:
    with pytest.raises(BadRequest, match="请指定本单位"):
        own_unit(documents.library, Profile(), [], "")


@pytest.mark.parametrize("from_disk", [True, False])
def test_another_unit_s_summary_is_given(documents: Home, shared: Path, settings: Settings, from_disk: bool) -> None:
    """On its own from disk, and by its name in the library."""
    if from_disk:
        given = [reading_of_file(shared / "data" / "documents" / file, settings) for file in (PLAN, TOLD)]
    else:
        chosen = [each for each in documents.library.documents() if each.file == TOLD]
        given = [reading_of(documents.library, each, EVERYONE) for each in chosen]
    brief = brief_of(None if from_disk else documents.library, "国企", 2021, given=given, profile=Profile())
    assert brief.base.document.file == PLAN
    assert [reading.document.file for reading in brief.summaries] == [TOLD]
    assert set(OTHERS) <= set(brief.foreign)
    assert not [name for name in brief.foreign if name in text_of(brief.base)]
    problems = [item for item in brief.summaries[0].outline.items if item.tense == "problem" and "/" in item.address]
    assert len(problems) == 3
    assert not [name for name in brief.foreign for item in problems if name in item.text]


@pytest.mark.parametrize("unit", ["国务院", ""])
@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_yearly_reports_are_plans_and_summaries(reports: Home, unit: str, year: int) -> None:
    assert own_unit(reports.library, Profile(), [], unit) == unit
    brief = brief_of(reports.library, unit, year, profile=Profile())
    assert [reading.document.year for reading in brief.prior] == list(range(year - 1, 2007, -1))
    assert brief.summaries == brief.prior[:1]
    assert [document.year for document, _ in brief.left_out] == list(range(year, 2023))
    assert brief.foreign == ()


def test_given_reports_are_read_alike(reports: Home) -> None:
    given = [reading_of(reports.library, document, EVERYONE) for document in reports.library.documents()]
    assert own_unit(None, Profile(), given, "") == ""
    brief = brief_of(None, "国务院", 2021, given=given, profile=Profile())
    alike = brief_of(reports.library, "国务院", 2021, profile=Profile())
    assert [each.document for each in brief.prior] == [each.document for each in alike.prior]
    assert brief.summaries == brief.prior[:1]
