"""Requirements, mentions, standings and rulings in the library: stored, seen, made anew, forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import BadRequest
from ingest.extraction import EXTRACTOR_VERSION, extract_missing, extraction_of
from ingest.library import Library, Reading
from ingest.records import Filters, Ruling

MakeReading = Callable[..., Reading]
SENTENCE = (
    "党支部每季度召开1次党员大会，9月底前按照《云岭集团换届办法》完成换届。2019年印发的《云岭集团换届规定》同时废止。"
)


def rows(library: Library) -> dict[str, int]:
    return {name: len(getattr(library, name)()) for name in ("requirements", "mentions", "standings")}


def test_what_is_extracted_stands_where_it_says(library: Library, make_reading: MakeReading) -> None:
    library.put(make_reading("/a", SENTENCE))
    assert rows(library) == {"requirements": 0, "mentions": 0, "standings": 0}
    extract_missing(library)
    (meeting, election) = library.requirements()
    assert (meeting.what.quote, meeting.what.frequency_normalised) == ("党支部每季度召开1次党员大会", "4/年")
    assert (election.what.deadline_normalised, election.what.cited) == ("2024-09-30", ("云岭集团换届办法",))
    for placed in (meeting, election):
        content = library.content(placed.document.version)
        assert content[placed.what.start : placed.what.end] == placed.what.quote
        assert placed.item.text == SENTENCE
    assert [m.what.normalised for m in library.mentions()] == ["云岭集团换届办法", "云岭集团换届规定"]
    assert [s.what.name for s in library.standings()] == ["云岭集团换届规定"]


def test_only_what_an_older_extractor_read_is_read_again(library: Library, make_reading: MakeReading) -> None:
    stored = library.put(make_reading("/a", SENTENCE))
    assert [d.version for d in library.unextracted(EXTRACTOR_VERSION)] == [stored.version]
    steps: list[tuple[int, int, str]] = []
    extract_missing(library, lambda *step: steps.append(step))
    assert [(done, total) for done, total, _ in steps] == [(0, 1)]
    assert library.unextracted(EXTRACTOR_VERSION) == []
    assert [d.version for d in library.unextracted(EXTRACTOR_VERSION + 1)] == [stored.version]
    before = library.requirements()
    library.put_extraction(stored.version, extraction_of(library.outline(stored.version)))
    assert library.requirements() == before


def test_a_correction_makes_the_dates_anew(library: Library, make_reading: MakeReading) -> None:
    stored = library.put(make_reading("/a", SENTENCE))
    extract_missing(library)
    library.edit(stored.document, year=2025)
    assert [d.id for d in library.unextracted(EXTRACTOR_VERSION)] == [stored.document]
    extract_missing(library)
    assert [p.what.deadline_normalised for p in library.requirements()] == ["", "2025-09-30"]
    assert library.unextracted(EXTRACTOR_VERSION) == []


def test_a_corrected_file_that_comes_again_keeps_its_correction(library: Library, make_reading: MakeReading) -> None:
    stored = library.put(make_reading("/a", SENTENCE))
    library.edit(stored.document, year=2025)
    longer = make_reading("/a", f"{SENTENCE}每月公布1次。")
    library.put(replace(longer, extraction=extraction_of(longer.outline)))  # as a pipeline reads it, uncorrected
    extract_missing(library)
    assert [p.what.deadline_normalised for p in library.requirements()] == ["", "2025-09-30", ""]


def test_a_correction_during_the_reading_is_not_lost(library: Library, make_reading: MakeReading) -> None:
    stored = library.put(make_reading("/a", SENTENCE))
    before = extraction_of(library.outline(stored.version))
    library.edit(stored.document, year=2025)
    library.put_extraction(stored.version, before)
    extract_missing(library)
    assert [p.what.deadline_normalised for p in library.requirements()] == ["", "2025-09-30"]


def test_private_rows_are_the_owners_alone(library: Library, make_reading: MakeReading) -> None:
    library.put(make_reading("/a", SENTENCE, scope="李四"))
    extract_missing(library)
    assert rows(library) == {"requirements": 0, "mentions": 0, "standings": 0}
    assert len(library.requirements(Filters("李四"))) == 2
    assert library.requirements(Filters("王五")) == []


def test_filters_and_removal(library: Library, make_reading: MakeReading) -> None:
    first = library.put(make_reading("/a", SENTENCE))
    library.put(make_reading("/b", "党委每年研究2次。", title="云岭集团2025年党建工作要点", year=2025))
    extract_missing(library)
    assert [p.document.year for p in library.requirements(Filters(years=(2025,)))] == [2025]
    library.remove(first.document)
    assert [p.document.year for p in library.requirements()] == [2025]


def test_a_purge_leaves_no_row(library: Library, make_reading: MakeReading, file: Path) -> None:
    stored = library.put(make_reading("/a", SENTENCE))
    extract_missing(library)
    library.purge(stored.document)
    with closing(sqlite3.connect(file)) as connection:
        for table in ("extractions", "requirements", "mentions", "standings"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    library.put_extraction(stored.version, extraction_of(make_reading("/a", SENTENCE).outline))
    assert rows(library)["requirements"] == 0


def test_rulings_replace_one_another(library: Library) -> None:
    library.rule(Ruling("甲办法", "repealed", since="2024"))
    library.rule(Ruling("甲办法", "replaced", "乙办法", "2025-01-01"))
    library.rule(Ruling("丙办法", "in_force"))
    assert library.rulings() == [Ruling("丙办法", "in_force"), Ruling("甲办法", "replaced", "乙办法", "2025-01-01")]
    library.unrule("甲办法")
    assert [ruling.name for ruling in library.rulings()] == ["丙办法"]
    with pytest.raises(BadRequest, match="没有为这份文件设定过效力：甲办法"):
        library.unrule("甲办法")
