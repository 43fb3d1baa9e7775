"""A narrowed register still knows what contradicts it; above its limits it says what was not compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from assistant.answer import answer
from assistant.export.register import write_register
from assistant.export.table import Notes
from assistant.lookup import Query, look_up, rows_of, showing
from assistant.lookup import register as limits
from assistant.lookup.answering import is_vast
from assistant.lookup.binding import may_be_of_one_year
from assistant.lookup.register import Extent, Register
from ingest.home import Home
from ingest.pipeline import ingest
from ingest.records import Document, Filters, Kind, Ruling
from tests.conftest import CHECKOUT, quiet

PLAN: Final = "云岭集团2025年党建工作要点.pdf"
OF_PLAN: Final = Filters(files=(PLAN,))


def found(home: Home, filters: Filters, text: str = "") -> Register:
    return look_up(home.library, Query(text, filters), home.embedding)


def test_narrowing_keeps_what_contradicts(corpus_home: Home) -> None:
    whole = found(corpus_home, Filters())
    of_plan = found(corpus_home, OF_PLAN)
    assert {row.placed.document.file for row in of_plan.rows} == {PLAN}
    for everywhere, here in ((whole.conflicts, of_plan.conflicts), (whole.exceeding, of_plan.exceeding)):
        sides = {each for each in everywhere if PLAN in (each.one.document.file, each.other.document.file)}
        assert sides
        assert set(here) == sides
    assert {row.placed for row in of_plan.rows} == set(rows_of(corpus_home.library, OF_PLAN))


def test_what_contradicts_from_outside_must_be_in_force(home: Home) -> None:
    ingest(home, [CHECKOUT / "corpus" / PLAN, CHECKOUT / "corpus/云岭集团党员教育培训管理办法.txt"], quiet)
    assert found(home, OF_PLAN).conflicts
    home.library.rule(Ruling("云岭集团党员教育培训管理办法", "repealed"))
    assert not found(home, OF_PLAN).conflicts


LIMITS: Final[list[tuple[int, int, Filters, Extent]]] = [
    (5_000, 20_000, Filters(), "all"),
    (5_000, 20_000, OF_PLAN, "all"),
    (10, 20_000, Filters(), "all"),
    (10, 20_000, OF_PLAN, "listed"),
    (10, 10, OF_PLAN, "none"),
    (10, 10, Filters(), "none"),
]


@pytest.mark.parametrize(("compared", "grouped", "filters", "extent"), LIMITS)
def test_the_register_says_with_what_it_compared(
    corpus_home: Home,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    compared: int,
    grouped: int,
    filters: Filters,
    extent: Extent,
) -> None:
    monkeypatch.setattr(limits, "COMPARED", compared)
    monkeypatch.setattr(limits, "GROUPED", grouped)
    register = found(corpus_home, filters)
    assert register.compared == extent
    assert (extent == "none") <= (not register.conflicts)
    assert showing.as_json(register)["compared"] is (extent == "all")
    note = showing.UNCOMPARED[extent]
    assert bool(note) is (extent != "all")
    write_register(tmp_path / "登记簿.xlsx", register, Notes("样例", date(2026, 1, 5), ()))
    notes = [str(c.value) for row in openpyxl.load_workbook(tmp_path / "登记簿.xlsx")["说明"].iter_rows() for c in row]
    for told in ("\n".join(showing.as_text(register)), "\n".join(notes)):
        assert ("没有逐条比较" in told or "没有与其余文件逐条比较" in told) is bool(note)
        assert note in told


def test_nothing_found_needs_no_comparison(corpus_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COMPARED", 10)
    assert found(corpus_home, OF_PLAN, "量子计算").compared == "all"


def test_what_was_not_compared_is_not_said_to_agree(corpus_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "2025年要点和2025年任务分解有哪些不一致的地方？"
    monkeypatch.setattr(limits, "COMPARED", 10)
    assert "处不一致" in answer(corpus_home, question, Filters()).answer
    monkeypatch.setattr(limits, "GROUPED", 10)
    told = answer(corpus_home, question, Filters())
    assert told.status == "not_found"
    assert "条数太多，没有逐条比较" in told.answer
    assert "没有发现" not in told.answer


def test_a_unit_that_does_more_than_its_superior_asks_is_told(corpus_home: Home) -> None:
    register = found(corpus_home, Filters())
    told = [line for line in showing.as_text(register) if "严于上级：" in line]
    assert told[0] == f"\n有 {len(register.exceeding)} 处严于上级："
    assert len(told) == len(register.exceeding) + 1
    assert len(showing.as_json(register)["exceeding"]) == len(register.exceeding)
    assert not set(register.exceeding) & set(register.conflicts)


def test_rows_are_never_those_from_before_a_correction(home: Home) -> None:
    ingest(home, [CHECKOUT / "corpus" / PLAN], quiet)
    (document,) = home.library.documents()
    before = rows_of(home.library, Filters())
    home.library.edit(document.id, year=2023)
    after = rows_of(home.library, Filters())
    assert len(after) == len(before)
    assert {row.what.deadline_normalised[:4] for row in after if row.what.deadline == "4月底前"} == {"2023"}


def test_a_vast_library_is_vast_whatever_a_question_is_narrowed_to(
    corpus_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, told = "2025年要点里，新任党支部书记多长时间内必须参加任职培训？", "写的时限与此不一致"
    narrowed = Filters(years=(2025,))
    items = sum(document.items for document in corpus_home.library.documents(narrowed))
    assert not is_vast(corpus_home.library, Filters().reader)
    assert told in answer(corpus_home, question, Filters()).answer
    monkeypatch.setattr("assistant.lookup.answering.MOST_ITEMS", items)
    assert is_vast(corpus_home.library, Filters().reader)
    assert told not in answer(corpus_home, question, narrowed).answer


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        (("要点", 2024), ("总结", 2023), True),
        (("要点", 2025), ("总结", 2023), False),
        (("办法", 2011), ("要点", 2025), True),
        (("办法", 2025), ("要点", 2011), False),
        (("要点", None), ("要点", 2011), True),
    ],
)
def test_years_of_documents(one: tuple[Kind, int | None], other: tuple[Kind, int | None], may_be: bool) -> None:
    first, second = (Document(1, 1, 1, "x", (), "x", year, kind, "", "") for kind, year in (one, other))
    assert may_be_of_one_year(first, second) is may_be_of_one_year(second, first) is may_be
