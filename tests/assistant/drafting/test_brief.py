"""Which sources a draft is written from, over the sample library and over small invented ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from assistant.drafting.belonging import owner_of
from assistant.drafting.brief import brief_of
from assistant.drafting.reading import reading_of, reading_of_file
from assistant.drafting.records import Brief, Facts, Reading
from ingest.errors import BadRequest
from ingest.library.profile import Profile
from ingest.pipeline import ingest
from ingest.records import EVERYONE, KINDS, Document, Outline
from ingest.settings import Settings
from tests.assistant.drafting.brief_samples import (
    ORDERS,
    PLAN,
    RULES,
    SUMMARY,
    alone,
    files,
    readings,
    reasons,
    written,
)
from tests.conftest import quiet

if TYPE_CHECKING:
    from ingest.home import Home

CORPUS = Path(__file__).parents[3] / "corpus"
UNIT = "云岭集团"
ABOVE = "省能源行业党委"

PLANS = {
    2025: "云岭集团2025年党建工作要点.pdf",
    2024: "云岭集团2024年党建工作要点.docx",
    2023: "云岭集团2023年党建工作要点.docx",
    2022: "云岭集团2022年党建工作要点.txt",
    2021: "云岭集团2021年党建工作要点.docx",
}
TASKS = {
    2025: "云岭集团2025年党建重点任务分解.docx",
    2024: "云岭集团2024年党建重点任务分解表.xlsx",
    2023: "云岭集团2023年党建重点任务分解表.docx",
    2022: "云岭集团2022年党建重点任务分解表.xlsx",
    2021: "云岭集团2021年党建重点任务分解表.docx",
}
TOLD = {
    2025: ["云岭集团2025年党建工作总结及2026年工作打算.pdf"],
    2024: ["云岭集团2024年党建工作总结.txt", "云岭集团基层党建重点任务落实情况报告（2024）.docx"],
    2023: ["云岭集团2023年党建工作总结及2024年工作打算.txt"],
    2022: ["云岭集团2022年党建工作总结及2023年工作安排.docx"],
    2021: ["云岭集团2021年党建工作总结.txt"],
}
ORDERED = {
    2026: "省能源行业党委关于加强2026年企业党建工作的意见.pdf",
    2025: "省能源行业党委关于加强2025年企业党建工作的意见.txt",
    2023: "省能源行业党委关于做好2023年企业党建工作的意见.docx",
}
RULED = {
    2025: "云岭集团星级党支部评定办法.docx",
    2023: "云岭集团党务公开工作办法.docx",
    2022: "云岭集团党员教育培训管理办法.txt",
}
YEARS = range(2022, 2027)


@pytest.fixture(scope="module")
def corpus_brief(corpus_home: Home) -> Callable[[int], Brief]:
    made: dict[int, Brief] = {}

    def brief(year: int) -> Brief:
        if year not in made:
            made[year] = brief_of(corpus_home.library, UNIT, year, profile=Profile())
        return made[year]

    return brief


@pytest.mark.parametrize("year", YEARS)
def test_sources_of_a_year(corpus_brief: Callable[[int], Brief], year: int) -> None:
    brief = corpus_brief(year)
    assert files(brief.prior) == [file for dated, file in PLANS.items() if dated < year]
    assert files(brief.breakdowns) == [file for dated, file in TASKS.items() if dated < year]
    assert sorted(files(brief.summaries)) == TOLD[year - 1]
    assert files(brief.superiors) == [file for dated, file in ORDERED.items() if dated == year]
    assert files(brief.regulations) == [file for dated, file in RULED.items() if dated < year]
    assert brief.base == brief.prior[0]
    assert brief.foreign == ()
    wanted = [] if year in ORDERED else [f"没有找到上级（{ABOVE}）{year}年的文件，上级要求无从对应"]
    assert list(brief.missing) == wanted


@pytest.mark.parametrize("year", YEARS)
def test_nothing_of_the_year_or_later_is_used(corpus_brief: Callable[[int], Brief], year: int) -> None:
    brief = corpus_brief(year)
    own = (*brief.prior, *brief.summaries, *brief.breakdowns, *brief.regulations)
    assert all(reading.document.year is not None and reading.document.year < year for reading in own)
    assert all(reading.document.year == year for reading in brief.superiors)


@pytest.mark.parametrize("year", YEARS)
def test_each_document_is_used_or_left_out_with_a_reason(
    corpus_home: Home, corpus_brief: Callable[[int], Brief], year: int
) -> None:
    brief = corpus_brief(year)
    used = [
        r.document for r in (*brief.prior, *brief.summaries, *brief.superiors, *brief.regulations, *brief.breakdowns)
    ]
    left = [document for document, _ in brief.left_out]
    assert sorted(d.id for d in (*used, *left)) == sorted(d.id for d in corpus_home.library.documents())
    assert all(reason and "\n" not in reason for _, reason in brief.left_out)


def test_reasons_are_told(corpus_brief: Callable[[int], Brief]) -> None:
    told = reasons(corpus_brief(2025))
    assert told[PLANS[2025]] == "是2025年的文件，起草2025年的文稿不能依据它"
    assert told[RULED[2025]] == "是2025年的文件，起草2025年的文稿不能依据它"
    assert told[TOLD[2023][0]] == "不是上一年（2024年）的总结及计划"
    assert told[ORDERED[2026]] == "是上级的文件，但不是2025年的"


def test_names_of_the_own_unit(corpus_brief: Callable[[int], Brief]) -> None:
    names = corpus_brief(2026).names
    assert names[0] == UNIT
    assert {"党委办公室", "组织人事部", "宣传部", "纪委办公室", "团委", "水电公司", "物资公司"} <= set(names)
    assert not [name for name in names if "各" in name or "相关" in name]


def test_readings_are_the_library_s(corpus_home: Home, corpus_brief: Callable[[int], Brief]) -> None:
    base = corpus_brief(2026).base
    assert base.outline == corpus_home.library.outline(base.document.version)
    again = reading_of(corpus_home.library, base.document, EVERYONE)
    assert (again.document, again.requirements) == (base.document, base.requirements)
    assert base.requirements
    assert {mention.normalised for mention in base.mentions} >= {"省能源行业党委关于加强2025年企业党建工作的意见"}


def test_a_file_on_disk_is_read_like_the_library_s(corpus_home: Home, settings: Settings) -> None:
    document = next(d for d in corpus_home.library.documents() if d.file == PLANS[2024])
    stored, read = reading_of(corpus_home.library, document, EVERYONE), reading_of_file(CORPUS / PLANS[2024], settings)
    assert (read.outline, read.requirements, read.mentions) == (stored.outline, stored.requirements, stored.mentions)
    assert (read.document.id, read.document.version, read.document.file) == (0, 0, PLANS[2024])


def test_without_a_plan_of_an_earlier_year_there_is_no_draft(corpus_home: Home) -> None:
    with pytest.raises(BadRequest) as refused:
        brief_of(corpus_home.library, UNIT, 2021, profile=Profile())
    assert str(refused.value).startswith("没有找到云岭集团2021年以前的要点、工作计划或意见，无法起草2021年的文稿")
    with pytest.raises(BadRequest, match=r"没有找到澄江集团2026年以前的.*现有这些单位的要点：云岭集团.*请另写单位"):
        brief_of(corpus_home.library, "澄江集团", 2026, profile=Profile())


def test_sources_that_the_user_does_not_want(corpus_home: Home) -> None:
    number = next(str(d.id) for d in corpus_home.library.documents() if d.file == ORDERED[2026])
    without = [PLANS[2025], number, TOLD[2025][0], TASKS[2025]]
    brief = brief_of(corpus_home.library, UNIT, 2026, without=without, profile=Profile())
    assert brief.base.document.file == PLANS[2024]
    assert {reasons(brief)[file] for file in (PLANS[2025], ORDERED[2026], TOLD[2025][0], TASKS[2025])} == {"您要求不用"}
    assert [line.partition("，")[0] for line in brief.missing] == [
        "没有找到云岭集团2025年的要点",
        "没有找到云岭集团2025年的总结",
        f"没有找到上级（{ABOVE}）2026年的文件",
        "没有找到云岭集团2025年的任务分解",
    ]
    with pytest.raises(BadRequest, match=r"没有这个文件：2030年要点\.txt"):
        brief_of(corpus_home.library, UNIT, 2026, without=["2030年要点.txt"], profile=Profile())


def test_a_profile_adds_names(corpus_home: Home) -> None:
    profile = Profile(
        unit="云岭能源集团有限公司",
        aliases=("云岭集团",),
        superior=ABOVE,
        departments=("离退休办",),
        duties={"档案室": ("档案",)},
    )
    brief = brief_of(corpus_home.library, "云岭能源集团有限公司", 2024, profile=profile)
    assert brief.unit == "云岭能源集团有限公司"
    assert brief.names[:4] == ("云岭能源集团有限公司", "云岭集团", "离退休办", "档案室")
    assert files(brief.prior)[0] == PLANS[2023]
    other = brief_of(corpus_home.library, UNIT, 2024, profile=Profile(unit="澄江集团", departments=("离退休办",)))
    assert "离退休办" not in other.names


def test_progress_names_the_files_that_are_read(corpus_home: Home) -> None:
    told: list[tuple[int, int, str]] = []
    brief = brief_of(corpus_home.library, UNIT, 2026, profile=Profile(), progress=lambda *step: told.append(step))
    assert {what for _, _, what in told} >= {*files(brief.prior), *files(brief.superiors)}
    assert all(0 <= done < total for done, total, _ in told)


# --- what the user gives ----------------------------------------------------------------------------------------------


def test_another_unit_s_summary_is_used_and_its_names_are_foreign(
    corpus_home: Home, tmp_path: Path, settings: Settings
) -> None:
    lines = [*SUMMARY, "三是青禾水务公司、青禾文化公司整改不到位，各二级公司进度不一。", "青禾集团党委要求加强指导。"]
    path = written(tmp_path, "青禾集团2025年党建工作总结.txt", lines, year=2025)
    brief = brief_of(
        corpus_home.library, UNIT, 2026, given=readings(settings, path), without=[TOLD[2025][0]], profile=Profile()
    )
    assert files(brief.summaries) == [path.name]
    assert set(brief.foreign) == {"青禾集团", "青禾水务公司", "青禾文化公司"}
    assert not brief.missing


def test_a_given_file_stands_for_its_copy_in_the_library(corpus_home: Home, settings: Settings) -> None:
    given = readings(settings, CORPUS / PLANS[2025], CORPUS / ORDERED[2026])
    brief = brief_of(corpus_home.library, UNIT, 2026, given=given, profile=Profile())
    assert files(brief.prior) == list(PLANS.values())
    assert brief.base.document.id == 0
    assert files(brief.superiors) == [ORDERED[2026]]
    assert reasons(brief)[PLANS[2025]] == "用的是您给的同名文件"


def test_what_is_given_from_the_library_is_used_once(corpus_home: Home) -> None:
    chosen = [d for d in corpus_home.library.documents() if d.file in (PLANS[2025], TOLD[2024][0])]
    given = [reading_of(corpus_home.library, document, EVERYONE) for document in chosen]
    brief = brief_of(corpus_home.library, UNIT, 2026, given=[*given, given[0]], profile=Profile())
    assert files(brief.prior) == list(PLANS.values())
    assert files(brief.summaries) == [TOLD[2025][0], TOLD[2024][0]]


def test_given_files_alone_are_enough(settings: Settings) -> None:
    given = readings(settings, *(CORPUS / file for file in (PLANS[2023], TOLD[2024][0], TASKS[2024], ORDERED[2025])))
    brief = alone(given, UNIT, 2025)
    assert [files(part) for part in (brief.prior, brief.summaries, brief.breakdowns, brief.superiors)] == [
        [PLANS[2023]],
        [TOLD[2024][0]],
        [TASKS[2024]],
        [ORDERED[2025]],
    ]
    assert brief.missing == (f"没有找到云岭集团2024年的要点，以《{PLANS[2023]}》为底稿",)


def test_given_documents_of_the_own_unit_from_the_year_are_left_out(settings: Settings) -> None:
    given = readings(settings, *(CORPUS / file for file in (PLANS[2024], PLANS[2025], TOLD[2025][0])))
    brief = alone(given, UNIT, 2025)
    assert files(brief.prior) == [PLANS[2024]]
    assert set(reasons(brief)) == {PLANS[2025], TOLD[2025][0]}


def test_a_given_document_of_no_unit_for_the_year_binds_where_there_is_a_plan(
    tmp_path: Path, settings: Settings
) -> None:
    orders = written(tmp_path, "2026年党建工作意见.txt", ORDERS, year=2026)
    given = readings(settings, CORPUS / PLANS[2025], orders)
    assert files(alone(given, UNIT, 2026).superiors) == [orders.name]
    with pytest.raises(BadRequest, match="没有找到云岭集团2026年以前"):
        alone(given[1:], UNIT, 2026)


def test_another_unit_s_plan_for_the_year_binds_and_of_an_earlier_year_is_a_model(
    tmp_path: Path, settings: Settings
) -> None:
    now = written(tmp_path, "青禾集团2026年党建工作要点.txt", PLAN, year=2026)
    before = written(tmp_path, "澄江集团2024年党建工作要点.txt", PLAN, year=2024)
    brief = alone(readings(settings, CORPUS / PLANS[2025], now, before), UNIT, 2026)
    assert files(brief.superiors) == [now.name]
    assert files(brief.prior) == [PLANS[2025], before.name]
    assert brief.foreign == ("澄江集团",)


def test_what_has_no_role_is_left_out_even_where_it_is_given(tmp_path: Path, settings: Settings) -> None:
    notice = written(tmp_path, "云岭集团关于开展2025年检查的通知.txt", ORDERS, year=2025)
    brief = alone(readings(settings, CORPUS / PLANS[2025], notice), UNIT, 2026)
    assert reasons(brief) == {notice.name: "是“通知”，不是年度计划、总结或任务分解"}


# --- small libraries --------------------------------------------------------------------------------------------------


@pytest.fixture
def shelve(home: Home, tmp_path: Path) -> Callable[..., None]:
    def put(*texts: tuple[str, tuple[str, ...], int], scope: str = EVERYONE) -> None:
        paths = [written(tmp_path, file, lines, year=year) for file, lines, year in texts]
        assert not ingest(home, paths, quiet, scope).failures

    return put


Shelve = Callable[..., None]


def test_the_unit_above_in_name_is_a_superior_and_others_are_not(home: Home, shelve: Shelve) -> None:
    shelve(
        ("云岭集团水电公司2025年党建工作要点.txt", PLAN, 2025),
        ("云岭集团2026年党建工作要点.txt", PLAN, 2026),
        ("云岭集团2025年党建工作要点.txt", PLAN, 2025),
        ("云岭集团检修公司2025年党建工作要点.txt", PLAN, 2025),
        ("青禾集团2026年党建工作意见.txt", ORDERS, 2026),
    )
    brief = brief_of(home.library, "云岭集团水电公司", 2026, profile=Profile())
    assert files(brief.prior) == ["云岭集团水电公司2025年党建工作要点.txt"]
    assert files(brief.superiors) == ["云岭集团2026年党建工作要点.txt"]
    assert reasons(brief)["青禾集团2026年党建工作意见.txt"] == "是其他单位（青禾集团）的文件"
    assert reasons(brief)["云岭集团2025年党建工作要点.txt"] == "是上级的文件，但不是2026年的"
    assert set(brief.foreign) == {"云岭集团检修公司", "青禾集团"}


def test_what_is_addressed_to_the_own_unit_binds_it(home: Home, shelve: Shelve) -> None:
    shelve(
        ("青禾集团2025年党建工作要点.txt", PLAN, 2025),
        ("西江市国资委关于做好2026年党建工作的意见.txt", ("青禾集团、云岭集团党委：", *ORDERS), 2026),
        ("西江市水利局关于做好2026年党建工作的意见.txt", ("各科室：", *ORDERS), 2026),
    )
    brief = brief_of(home.library, "青禾集团", 2026, profile=Profile())
    assert files(brief.superiors) == ["西江市国资委关于做好2026年党建工作的意见.txt"]


def test_a_superior_of_the_profile(home: Home, shelve: Shelve) -> None:
    shelve(
        ("青禾集团2025年党建工作要点.txt", PLAN, 2025),
        ("西江市水利局关于做好2026年党建工作的意见.txt", ORDERS, 2026),
        ("西江市水利局2025年党建工作总结.txt", SUMMARY, 2025),
    )
    profile = Profile(unit="青禾集团", superior="西江市水利局")
    brief = brief_of(home.library, "青禾集团", 2026, profile=profile)
    assert files(brief.superiors) == ["西江市水利局关于做好2026年党建工作的意见.txt"]
    assert reasons(brief)["西江市水利局2025年党建工作总结.txt"] == "是上级的“总结”，不是对下的部署"
    assert "西江市水利局" not in brief.foreign


def test_plans_about_something_else_are_no_prior_plans(home: Home, shelve: Shelve) -> None:
    shelve(
        *((f"青禾集团{year}年党建工作要点.txt", PLAN, year) for year in (2023, 2024)),
        ("青禾集团2025年党的建设工作要点.txt", PLAN, 2025),
        ("青禾集团2025年工会工作要点.txt", PLAN, 2025),
        ("青禾集团2025年职工培训计划.txt", PLAN, 2025),
        ("青禾集团2025年工会工作总结.txt", SUMMARY, 2025),
        ("青禾集团2025年工作总结.txt", SUMMARY, 2025),
    )
    brief = brief_of(home.library, "青禾集团", 2026, profile=Profile())
    assert [reading.document.year for reading in brief.prior] == [2025, 2024, 2023]
    assert brief.base.document.file == "青禾集团2025年党的建设工作要点.txt"
    assert files(brief.summaries) == ["青禾集团2025年工作总结.txt"]
    assert reasons(brief)["青禾集团2025年工会工作要点.txt"] == "与《青禾集团2025年党的建设工作要点》不是同一类年度计划"
    union = next(d for d in home.library.documents() if d.file == "青禾集团2025年工会工作要点.txt")
    asked = brief_of(
        home.library, "青禾集团", 2026, given=[reading_of(home.library, union, EVERYONE)], profile=Profile()
    )
    assert files(asked.prior) == [union.file]
    assert "青禾集团2025年工会工作总结.txt" in files(asked.summaries)


def test_plans_and_summaries_of_parts_do_not_stand_for_the_unit_s(home: Home, shelve: Shelve) -> None:
    shelve(
        ("青禾集团2024年党建工作要点.txt", PLAN, 2024),
        ("青禾集团机关党委2025年党建工作要点.txt", PLAN, 2025),
        ("青禾集团团委2024年工作要点.txt", PLAN, 2024),
        ("青禾集团团委2024年工作总结.txt", SUMMARY, 2024),
        ("青禾集团2024年工作总结.txt", SUMMARY, 2024),
    )
    brief = brief_of(home.library, "青禾集团", 2025, profile=Profile())
    assert files(brief.prior) == ["青禾集团2024年党建工作要点.txt"]
    assert files(brief.summaries) == ["青禾集团2024年工作总结.txt"]
    assert "青禾集团团委" not in brief.foreign
    youth = brief_of(home.library, "青禾集团团委", 2025, profile=Profile())
    assert files(youth.prior) == ["青禾集团团委2024年工作要点.txt"]


def test_two_editions_of_one_document_count_once(home: Home, shelve: Shelve, tmp_path: Path) -> None:
    plan = "青禾集团2025年党建工作要点.txt"
    shelve((plan, PLAN, 2025), ("青禾集团2024年党建工作要点.txt", PLAN, 2024))
    (tmp_path / "再收").mkdir()
    again = written(tmp_path / "再收", "要点（印发稿）.txt", PLAN[:-1], title="青禾集团2025年党建工作要点", year=2025)
    assert not ingest(home, [again], quiet).failures
    brief = brief_of(home.library, "青禾集团", 2026, profile=Profile())
    assert [reading.document.year for reading in brief.prior] == [2025, 2024]
    kept = brief.base.document.file
    (other,) = {plan, again.name} - {kept}
    assert reasons(brief)[other] == f"与“{kept}”同名同年"
    wanted = brief_of(home.library, "青禾集团", 2026, without=[kept], profile=Profile())
    assert wanted.base.document.file == other


def test_a_unit_below_is_no_superior(home: Home, shelve: Shelve) -> None:
    led = (*SUMMARY, "三是加强对东山公司党委的指导，落实青禾市水利局部署还不够。")
    shelve(
        ("青禾集团2025年党建工作要点.txt", PLAN, 2025),
        ("青禾集团2025年党建工作总结.txt", led, 2025),
        ("东山公司党委2026年党建工作要点.txt", PLAN, 2026),
        ("青禾市水利局2026年党建工作要点.txt", PLAN, 2026),
    )
    brief = brief_of(home.library, "青禾集团", 2026, profile=Profile())
    assert files(brief.superiors) == ["青禾市水利局2026年党建工作要点.txt"]


def test_a_unit_that_writes_opinions(home: Home, shelve: Shelve) -> None:
    shelve(
        *((f"青禾县水利局{year}年党建工作意见.txt", ORDERS, year) for year in (2024, 2025)),
        ("青禾县水利局2025年党建工作总结.txt", SUMMARY, 2025),
    )
    brief = brief_of(home.library, "青禾县水利局", 2026, profile=Profile())
    assert [reading.document.year for reading in brief.prior] == [2025, 2024]
    shelve(("青禾县水利局2023年党建工作要点.txt", PLAN, 2023))
    brief = brief_of(home.library, "青禾县水利局", 2026, profile=Profile())
    assert [reading.document.year for reading in brief.prior] == [2023]


def test_a_unit_that_writes_work_reports(home: Home, shelve: Shelve) -> None:
    lines = (
        "一、2024年工作回顾",
        "（一）经济运行平稳。全年完成各项任务。",
        "二、2025年工作安排",
        "（一）抓好项目建设。",
    )
    shelve(*((f"青禾县政府工作报告_{year}.txt", lines, year) for year in (2024, 2025, 2026)))
    brief = brief_of(home.library, "青禾县政府", 2026, profile=Profile())
    assert [reading.document.year for reading in brief.prior] == [2025, 2024]
    assert brief.summaries == brief.prior[:1]


def test_regulations_that_count(home: Home, shelve: Shelve) -> None:
    plan = (*PLAN, "（三）落实《党建工作经费管理办法》和《流动党员管理暂行办法》。")
    shelve(
        ("青禾集团2025年党建工作要点.txt", plan, 2025),
        ("青禾集团党建考核办法（试行）.txt", RULES, 2022),
        (
            "青禾集团党建考核办法.txt",
            (*RULES, "第三条 本办法自2024年1月1日起施行，《青禾集团党建考核办法（试行）》同时废止。"),
            2024,
        ),
        ("党建工作经费管理办法.txt", RULES, 0),
        ("澄江集团会议管理办法.txt", RULES, 0),
    )
    for document in home.library.documents():
        if document.kind == "办法" and document.year is None:
            home.library.edit(document.id, year=2023)
    brief = brief_of(home.library, "青禾集团", 2026, profile=Profile())
    assert sorted(files(brief.regulations)) == ["党建工作经费管理办法.txt", "青禾集团党建考核办法.txt"]
    assert reasons(brief)["青禾集团党建考核办法（试行）.txt"].startswith("已被《青禾集团党建考核办法》替代")
    assert reasons(brief)["澄江集团会议管理办法.txt"] == "不是本单位或上级的制度，选用的文件也没有引用它"


def test_a_document_without_a_year_is_left_out_until_it_is_corrected(home: Home, shelve: Shelve) -> None:
    shelve(("青禾集团2024年党建工作要点.txt", PLAN, 2024), ("青禾集团党建工作总结.txt", SUMMARY[1:], 0))
    brief = brief_of(home.library, "青禾集团", 2025, profile=Profile())
    assert reasons(brief)["青禾集团党建工作总结.txt"].startswith("没有写明年份")
    home.library.edit(next(d.id for d in home.library.documents() if d.kind == "总结"), year=2024)
    assert files(brief_of(home.library, "青禾集团", 2025, profile=Profile()).summaries) == ["青禾集团党建工作总结.txt"]


def test_private_documents_are_their_owner_s(home: Home, shelve: Shelve) -> None:
    shelve(("青禾集团2024年党建工作要点.txt", PLAN, 2024))
    shelve(("青禾集团2025年党建工作要点.txt", PLAN, 2025), scope="li")
    assert brief_of(home.library, "青禾集团", 2026, profile=Profile()).base.document.year == 2024
    assert brief_of(home.library, "青禾集团", 2026, profile=Profile(), reader="li").base.document.year == 2025


def test_a_plan_with_its_own_table_of_tasks_is_a_breakdown(tmp_path: Path, settings: Settings) -> None:
    import docx

    document = docx.Document()
    document.add_heading("青禾集团2025年党建工作要点", 0)
    for line in PLAN:
        document.add_paragraph(line.format(year=2025))
    rows = (
        ("序号", "重点任务", "具体措施", "牵头单位", "责任单位"),
        ("1", "抓好理论学习", "每季度学习1次", "党群部", "各支部、工会"),
    )
    table = document.add_table(2, 5)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    document.save(str(path := tmp_path / "青禾集团2025年党建工作要点.docx"))
    brief = alone(readings(settings, path), "青禾集团", 2026)
    assert brief.breakdowns == brief.prior
    assert brief.names == ("青禾集团", "党群部", "工会")


# --- any documents ----------------------------------------------------------------------------------------------------

DOCUMENTS = st.lists(
    st.builds(
        lambda number, kind, year, unit, topic: Document(
            number, number, 1, f"{number}.txt", (), f"{unit}{year or ''}年{topic}工作{kind}", year, kind, unit, EVERYONE
        ),
        st.integers(1, 40),
        st.sampled_from(KINDS),
        st.one_of(st.none(), st.integers(2022, 2027)),
        st.sampled_from(("", "青禾集团", "青禾集团党委办公室", "青禾集团水务公司", "西江市水利局")),
        st.sampled_from(("党建", "工会", "")),
    ),
    max_size=8,
    unique_by=lambda document: document.id,
)


@for_all(DOCUMENTS, st.sampled_from(("", "青禾集团", "西江市水利局")))
def test_whatever_is_given_is_used_or_left_out(documents: list[Document], unit: str) -> None:
    given = [Reading(d, Outline(d.title, d.year, d.kind, d.unit, ()), (), ()) for d in documents]
    try:
        brief = brief_of(None, unit, 2025, given=given, facts=Facts("素材.txt"), profile=Profile())
    except BadRequest:
        return
    owner = owner_of(unit, Profile(), documents)
    used = {
        r.document for r in (*brief.prior, *brief.summaries, *brief.superiors, *brief.regulations, *brief.breakdowns)
    }
    left = {document for document, _ in brief.left_out}
    assert used | left == set(documents)
    assert not used & left
    assert all(
        document.year is None or document.year < 2025
        for document in used
        if owner.whose(document) == "own" and document.kind not in ("办法", "条例")
    )
    assert brief.facts.file == "素材.txt"
    years = [reading.document.year or 0 for reading in brief.prior]
    assert years == sorted(years, reverse=True)
    assert all(year < 2025 for year in years)
