"""Where requirements stand in a year's calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calendar import Calendar, as_json, as_text, calendar_of
from assistant.citations.force import Status
from ingest.obligations import obligations_of
from ingest.records import Document, Item, Kind, Placed, Requirement, Strength, Tense

if TYPE_CHECKING:
    from ingest.home import Home

ALL = list(range(1, 13))


def placed(
    *,
    frequency: tuple[str, str] = ("", ""),
    deadline: tuple[str, str] = ("", ""),
    quantity: tuple[str, str] = ("", ""),
    subject: str = "宣传部",
    responsible: tuple[str, ...] = (),
    strength: Strength = "counted",
    tense: Tense = "plan",
    kind: Kind = "要点",
    year: int | None = 2025,
) -> Placed[Requirement]:
    """A requirement with its raw and normalised values."""
    quote = f"{subject}{frequency[0]}{quantity[0]}{deadline[0]}开展检查"
    document = Document(1, 1, 1, "要点.docx", (), "要点", year, kind, "青山集团", "")
    item = Item("一/1", 2, "1", "检查", quote, 0, len(quote), tense)
    what = Requirement(
        item=0,
        start=0,
        end=len(quote),
        quote=quote,
        subject=subject,
        subject_inherited=False,
        action="开展",
        object="检查",
        frequency=frequency[0],
        frequency_normalised=frequency[1],
        quantity=quantity[0],
        quantity_normalised=quantity[1],
        deadline=deadline[0],
        deadline_normalised=deadline[1],
        cited=(),
        modality="",
        strength=strength,
        tense=tense,
        responsible=responsible,
    )
    return Placed(document, item, what)


def months_of(calendar: Calendar) -> list[int]:
    return [month for month, entries in calendar.pages() if month and entries]


def laid_out(year: int = 2025, **values: Any) -> Calendar:  # noqa: ANN401 - as `placed` takes them
    return calendar_of([placed(**values)], year)


@pytest.mark.parametrize(
    ("frequency", "months", "due"),
    [
        (("每季度1次", "4/年"), [3, 6, 9, 12], "1次"),
        (("每半年至少1次", "≥2/年"), [6, 12], "至少1次"),
        (("每月", "12/年"), ALL, "1次"),
        (("每两个月1次", "6/年"), [2, 4, 6, 8, 10, 12], "1次"),
        (("每周", "52/年"), ALL, "每周"),
        (("每季度", "8/年"), [3, 6, 9, 12], "2次"),  # 每季度2次: the amount stands apart
        # spread over the year
        (("每年不少于2次", "≥2/年"), [6, 12], "每年不少于2次（均匀分摊到各月，本月1次）"),
        (("全年不少于5次", "≥5/年"), [3, 5, 8, 10, 12], "全年不少于5次（均匀分摊到各月，本月1次）"),
    ],
)
def test_what_recurs(frequency: tuple[str, str], months: list[int], due: str) -> None:
    calendar = laid_out(frequency=frequency)
    assert months_of(calendar) == months
    assert {entry.due for entries in calendar.months for entry in entries} == {due}
    assert calendar.whole_year == ()
    assert all(frequency[0] in entry.why for entries in calendar.months for entry in entries)


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"frequency": ("每年1次", "1/年")}, "年内1次"),
        ({"frequency": ("每年不少于1次", "≥1/年")}, "年内至少1次"),
        ({"frequency": ("每两年1次", "1/2年")}, "每2年1次"),
        ({"frequency": ("全年20次", "20/年")}, "年内20次"),  # more than one a month cannot be spread
        (
            {"frequency": ("每年", "≤2/年"), "quantity": ("不超过2次", "≤2次")},
            "年内至多2次",
        ),  # a limit is no duty to spread
        ({"frequency": ("每天", "365/年")}, "年内365次"),
        ({"frequency": ("每年", "1/年"), "quantity": ("不少于32学时", "≥32学时")}, "年内不少于32学时"),
        ({"quantity": ("28名", "28名")}, "年内28名"),
        ({"quantity": ("5个", "5个"), "deadline": ("年内", "2025-01-01/2025-12-31")}, "年内5个"),
        ({"deadline": ("次年1月底前", "2026-01-31")}, "2026年1月31日前"),
    ],
)
def test_what_has_no_month(values: dict[str, Any], due: str) -> None:
    calendar = laid_out(**values)
    assert months_of(calendar) == []
    assert [entry.due for entry in calendar.whole_year] == [due]


@pytest.mark.parametrize(
    ("normalised", "months"),
    [
        ("2025-09-30", [9]),
        ("2025-05-01/2025-07-31", [5, 6, 7]),
        ("2025-06-30；2025-12-31", [6, 12]),
        ("2024-11-01/2025-02-28", [1, 2]),
        ("--03-31", [3]),
        ("2024-09-30", []),
    ],
)
def test_what_is_dated(normalised: str, months: list[int]) -> None:
    calendar = laid_out(deadline=("某时前", normalised))
    assert months_of(calendar) == months
    assert calendar.whole_year == ()


def test_what_a_month_asks_for_beside_times() -> None:
    calendar = laid_out(frequency=("每月", "12/年"), quantity=("不少于3条", "≥3条"))
    assert {entry.due for entries in calendar.months for entry in entries} == {"不少于3条"}


def test_a_period_is_under_way_until_its_last_month() -> None:
    calendar = laid_out(deadline=("5月至7月", "2025-05-01/2025-07-31"))
    assert [entry.due for entries in calendar.months[4:7] for entry in entries] == [
        "期间内开展",
        "期间内开展",
        "7月31日前完成",
    ]


def test_a_date_goes_before_a_frequency() -> None:
    both: dict[str, Any] = {"frequency": ("每季度", "4/年"), "deadline": ("10月底前", "2025-10-31")}
    assert months_of(laid_out(**both)) == [10]


@pytest.mark.parametrize("year", [2024, 2026])
def test_what_recurs_counts_in_its_own_year_only(year: int) -> None:
    assert months_of(laid_out(year, frequency=("每季度", "4/年"))) == []


def test_a_date_counts_in_its_own_year_whatever_the_document() -> None:
    assert months_of(laid_out(2026, deadline=("次年1月底前", "2026-01-31"))) == [1]


@pytest.mark.parametrize(("year", "months"), [(2024, []), (2025, [3, 6, 9, 12]), (2030, [3, 6, 9, 12])])
def test_a_regulation_binds_from_its_year_on(year: int, months: list[int]) -> None:
    assert months_of(laid_out(year, frequency=("每季度", "4/年"), kind="办法")) == months


def test_what_a_summary_intends_is_for_the_next_year() -> None:
    intended = [placed(frequency=("每季度", "4/年"), kind="总结", year=2024)]
    assert months_of(calendar_of(intended, 2025)) == [3, 6, 9, 12]
    assert months_of(calendar_of(intended, 2024)) == []


def test_yearly_dates_of_a_regulation() -> None:
    yearly = {"deadline": ("每年3月底前", "--03-31"), "kind": "办法"}
    assert months_of(laid_out(2027, **yearly)) == [3]
    assert months_of(laid_out(2024, **yearly)) == []


@pytest.mark.parametrize(
    "values",
    [
        {"deadline": ("3个月内", "≤3个月")},  # from an event, not from a date
        {"quantity": ("不少于5个工作日", "≥5个工作日"), "kind": "办法"},  # 公示期: of every case, not of the year
        {"quantity": ("不超过3个月", "≤3个月")},
        {"quantity": ("6个月以上", "≥6个月")},
        {"frequency": ("每天", "365/年"), "quantity": ("8学时", "8学时")},
        {"frequency": ("每季度", "4/年"), "tense": "done"},
        {"frequency": ("每季度", "4/年"), "tense": "problem"},
        {"deadline": ("9月底前", "2025-09-30"), "strength": "modal"},
    ],
)
def test_what_does_not_stand_in_the_calendar(values: dict[str, Any]) -> None:
    assert [entry for _, entries in laid_out(**values).pages() for entry in entries] == []


def test_a_condition_is_nothing_to_be_done() -> None:
    condition = placed(quantity=("五百万元以上", "≥5000000元"))
    named = replace(condition, what=replace(condition.what, quote="五百万元以上的项目要报党委前置研究"))
    assert calendar_of([named], 2025).whole_year == ()
    assert len(calendar_of([condition], 2025).whole_year) == 1


@pytest.mark.parametrize(
    ("status", "is_there"),
    [
        (Status("要点", "in_force"), True),
        (Status("要点", "repealed"), False),
        (Status("要点", "replaced", "新要点", "2025-03-01"), False),
        (Status("要点", "replaced", "新要点", "2026"), True),  # it was in force all that year
    ],
)
def test_what_is_no_longer_in_force_is_named_and_left_out(status: Status, is_there: bool) -> None:
    one = placed(frequency=("每季度", "4/年"))
    calendar = calendar_of([one], 2025, forces={one.document.id: status})
    assert months_of(calendar) == ([3, 6, 9, 12] if is_there else [])
    assert calendar.ended == (() if is_there else (one.document,))
    assert ("已失效，未列入：《要点》" in as_text(calendar, [one.document])) is not is_there


def test_one_sentence_of_a_document_is_told_once_a_month() -> None:
    dated = placed(deadline=("9月底前", "2025-09-30"))
    other = replace(dated, document=replace(dated.document, id=2))
    counted = replace(dated, what=replace(dated.what, deadline="", deadline_normalised="", quantity="5个",
                                          quantity_normalised="5个"))  # fmt: skip
    calendar = calendar_of([dated, dated, other, counted, counted], 2025)
    assert [entry.placed.document.id for entry in calendar.months[8]] == [1, 2]
    assert [entry.due for entry in calendar.whole_year] == ["年内5个"]


def test_what_one_sentence_asks_for_stands_in_one_line() -> None:
    dated = placed(deadline=("9月15日前", "2025-09-15"))
    later = replace(dated, what=replace(dated.what, deadline="9月底前", deadline_normalised="2025-09-30"))
    [entry] = calendar_of([dated, later], 2025).months[8]
    assert (entry.due, entry.day) == ("9月15日前；9月30日前", date(2025, 9, 15))


@pytest.mark.parametrize(("unit", "count"), [("", 3), ("宣传部", 2), ("工会", 1), ("团委", 0)])
def test_one_units_calendar(unit: str, count: int) -> None:
    dated = ("9月底前", "2025-09-30")
    requirements = [
        placed(deadline=dated),
        placed(deadline=dated, subject="党委办公室", responsible=("宣传部", "法务部")),
        placed(deadline=dated, subject="工会、组织人事部"),
    ]
    assert len(calendar_of(requirements, 2025, unit).months[8]) == count


def test_what_has_a_day_comes_first_and_by_day() -> None:
    requirements = [
        placed(frequency=("每季度", "4/年")),
        placed(deadline=("9月底前", "2025-09-30")),
        placed(deadline=("9月10日前", "2025-09-10")),
    ]
    september = calendar_of(requirements, 2025).months[8]
    assert [entry.day for entry in september] == [date(2025, 9, 10), date(2025, 9, 30), None]


def test_what_programs_see() -> None:
    seen = as_json(laid_out(frequency=("每半年1次", "2/年"), responsible=("工会",)), documents=7)
    assert (seen["year"], seen["unit"], seen["examined"]) == (2025, "", {"documents": 7})
    assert [page["month"] for page in seen["months"]] == [*ALL, None]
    [row] = seen["months"][5]["rows"]
    assert row == {
        "file": "要点.docx",
        "address": "一/1",
        "due": "1次",
        "why": "原文“每半年1次”，列在半年的最后一个月",
        "subject": "宣传部",
        "responsible": ["工会"],
        "action": "开展",
        "object": "检查",
        "frequency": "每半年1次",
        "quantity": "",
        "deadline": "",
        "quote": "宣传部每半年1次开展检查",
    }


@given(st.integers(1, 400), st.sampled_from(["每季度", "每半年", "每月", "每年", "每两个月", "每周", "全年"]))
def test_any_frequency_finds_a_place(times: int, raw: str) -> None:
    calendar = laid_out(frequency=(raw, f"{times}/年"))
    assert months_of(calendar) == sorted(set(months_of(calendar)))
    assert bool(months_of(calendar)) != bool(calendar.whole_year)
    assert all(len(entries) <= 1 for entries in calendar.months)


def test_the_calendar_of_the_sample_library(corpus_home: Home) -> None:
    requirements = [
        Placed(document, outline.items[what.item], what)
        for document in corpus_home.library.documents()
        for outline in [corpus_home.library.outline(document.version)]
        for what in obligations_of(outline)
    ]
    calendar = calendar_of(requirements, 2025, "纪委办公室")
    due = {
        (month, entry.placed.document.kind, entry.placed.item.address)
        for month, entries in calendar.pages()
        for entry in entries
    }
    assert {(6, "任务分解", "附件1/表1/10#2"), (12, "任务分解", "附件1/表1/10#2")} <= due  # 6月、12月
    assert (7, "任务分解", "附件1/表1/14#2") in due  # 7月底前
    assert {(month, "要点", "六/（四）") for month in (3, 6, 9, 12)} <= due  # 每季度抽查1次
