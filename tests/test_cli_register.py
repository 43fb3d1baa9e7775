"""`yaodian requirements`, `cites`, `calendar`, `matrix`, `compare` and `library force`, over the sample library."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from ingest.home import open_home
from ingest.pipeline import ingest
from ingest.records import Ruling
from ingest.settings import Settings
from tests.conftest import CHECKOUT, Run, quiet

CORPUS = CHECKOUT / "corpus"
PLAN_2024, PLAN_2025 = "云岭集团2024年党建工作要点.docx", "云岭集团2025年党建工作要点.pdf"
ROW = {
    "file", "document", "year", "address", "subject", "subject_inherited", "responsible", "action", "object", "frequency",
    "frequency_normalised", "quantity", "quantity_normalised", "deadline", "deadline_normalised", "cited", "modality",
    "strength", "tense", "quote", "start", "end", "group", "conflicts", "notes",
}  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("base") / "home"
    files = [f for f in sorted(CORPUS.iterdir()) if f.suffix in (".txt", ".docx", ".pdf", ".xlsx")]
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        assert ingest(opened, files, quiet).failures == ()
    return home


@pytest.fixture
def home(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base, tmp_path / "home"))


def test_requirements_say_how_much_was_examined(run: Run, home: Path) -> None:
    found = run("requirements", "--home", home, "--json").json
    assert found["examined"] == {"documents": 22}
    assert len(found["rows"]) > 500
    assert all(set(row) == ROW for row in found["rows"])
    assert run("requirements", "--home", home).out.startswith(
        f"共 {len(found['rows'])} 条，检查了 22 份文件（2021—2026年）"
    )


def test_filters_narrow_the_register(run: Run, home: Path) -> None:
    def rows(*arguments: object) -> list[dict[str, object]]:
        return run("requirements", "--home", home, "--json", *arguments).json["rows"]

    of_2024 = rows("--year", 2024, "--kind", "任务分解")
    assert {row["file"] for row in of_2024} == {"云岭集团2024年党建重点任务分解表.xlsx"}
    led = rows("--year", 2024, "--kind", "任务分解", "--subject", "纪委办公室")
    assert 0 < len(led) < len(of_2024)
    assert all("纪委办公室" in (row["subject"], *row["responsible"]) for row in led)
    assert {row["strength"] for row in rows("--strength", "deliverable")} == {"deliverable"}
    assert {row["tense"] for row in rows("--tense", "done")} == {"done"}
    resting = rows("--cites", "党务公开条例")
    assert resting
    assert all("中国共产党党务公开条例（试行）" in row["cited"] for row in resting)
    dues = [str(row["quote"]) for row in rows("党费收缴使用情况")]
    assert len([quote for quote in dues if "党费收缴使用情况" in quote]) >= 6


def test_words_find_their_short_and_long_forms(run: Run, home: Path) -> None:
    found = run("requirements", "支委会 每月", "--home", home, "--json").json["rows"]
    assert {row["frequency_normalised"] for row in found} == {"12/年"}
    assert all("支部委员会会议" in row["quote"] for row in found)


def test_nothing_found_still_says_what_was_examined(run: Run, home: Path) -> None:
    assert run("requirements", "量子计算", "--home", home).out.startswith("共 0 条，检查了 22 份文件")


def test_what_is_no_longer_in_force_is_said_and_can_be_settled(run: Run, home: Path) -> None:
    def notes() -> set[str]:
        rows = run("requirements", "--cites", "党务公开条例", "--home", home, "--json").json["rows"]
        return {note for row in rows for note in row["notes"] if "党务公开条例" in note}

    name = "中国共产党党务公开条例（试行）"
    assert notes() == set()
    assert run("library", "force", name, "--repealed", "--since", "2025-01-01", "--home", home).code == 0
    assert notes() == {f"《{name}》已废止（自2025-01-01，人工认定）"}
    assert run("library", "force", "--home", home).out == f"《{name}》已废止，自2025-01-01\n"
    assert run("library", "force", name, "--unset", "--home", home).code == 0
    assert notes() == set()
    assert "没有为这份文件设定过效力" in run("library", "force", name, "--unset", "--home", home).refusal
    assert "三者选一" in run("library", "force", name, "--home", home).refusal
    assert "日期不对" in run("library", "force", name, "--repealed", "--since", "去年", "--home", home).refusal


def test_cites(run: Run, home: Path) -> None:
    found = run("cites", "--file", PLAN_2024, "--home", home, "--json").json
    assert found["examined"] == {"documents": 1}
    assert {row["file"] for row in found["rows"]} == {PLAN_2024}
    rules = next(row for row in found["rows"] if row["raw"].startswith("云岭集团党支部标准化"))
    assert rules["force"].startswith("已被《云岭集团星级党支部评定办法（试行）》替代")
    assert rules["in_library"] == ""
    openness = next(row for row in found["rows"] if row["normalised"] == "云岭集团党务公开工作办法")
    assert (openness["role"], openness["in_library"]) == ("authority", "云岭集团党务公开工作办法.docx")


def test_cites_can_list_what_rests_on_a_document_and_what_is_missing(run: Run, home: Path) -> None:
    resting = run("cites", "--on", "党务公开工作办法", "--home", home, "--json").json["rows"]
    assert {row["normalised"] for row in resting} == {"云岭集团党务公开工作办法"}
    assert {row["role"] for row in resting} == {"authority"}
    missing = run("cites", "--missing", "--home", home).out
    assert "《中国共产党纪律处分条例》" in missing
    assert "《云岭集团党务公开工作办法》" not in missing


def test_calendar(run: Run, home: Path) -> None:
    found = run("calendar", "--year", 2024, "--unit", "组织人事部", "--home", home, "--json").json
    assert [month["month"] for month in found["months"]] == [*range(1, 13), None]
    june = {row["quote"] for row in found["months"][5]["rows"]}
    assert {"完成平台采购、部署和试运行", "组织人事部6月底前完成平台上线"} <= june
    text = run("calendar", "--year", 2024, "--unit", "组织人事部", "--home", home).out
    assert text.startswith("2024年，组织人事部，共 ")
    assert "\n6月\n" in text


def test_matrix(run: Run, home: Path) -> None:
    found = run("matrix", "--year", 2024, "--home", home, "--json").json
    flags = {row["item"]["address"]: row["flags"] for row in found["rows"] if row["item"]}
    assert "无分解" in flags["四/（十三）"]
    assert "无落实记录" in flags["八/（二十四）"]
    assert "没有1999年的工作要点" in run("matrix", "--year", 1999, "--home", home).refusal


def test_compare_takes_documents_of_the_library_and_files(run: Run, home: Path) -> None:
    known = run("compare", PLAN_2024, PLAN_2025, "--home", home, "--json").json
    files = run("compare", CORPUS / PLAN_2024, CORPUS / PLAN_2025, "--home", home / "none", "--json").json
    assert known == files
    assert set(known["counts"]) == {"延续", "改写", "新增", "取消"}
    moved = next(
        r for r in known["rows"] if r["old"] and r["new"] and r["old"]["address"] == "六/（十七）" and not r["part"]
    )
    assert moved["new"]["address"] == "一/（三）"
    assert "移动" in moved["relations"]
    assert "没有这个文件" in run("compare", "没有.docx", PLAN_2025, "--home", home).refusal


def test_coverage(run: Run, home: Path) -> None:
    superior = "省能源行业党委关于加强2025年企业党建工作的意见.txt"
    found = run("compare", superior, PLAN_2025, "--coverage", "--home", home, "--json").json
    states = {row["requirement"]["quote"]: row["state"] for row in found["rows"]}
    seldom = next(quote for quote in states if "意识形态领域分析研判" in quote)
    assert states[seldom] == "partly"
    assert set(states.values()) == {"covered", "partly", "missing"}
    assert "部分覆盖" in run("compare", superior, PLAN_2025, "--coverage", "--home", home).out


@pytest.mark.parametrize(
    "command",
    [
        ("requirements", "--year", 2024),
        ("cites",),
        ("calendar", "--year", 2024),
        ("matrix", "--year", 2024),
        ("compare", PLAN_2024, PLAN_2025),
        ("compare", "省能源行业党委关于加强2025年企业党建工作的意见.txt", PLAN_2025, "--coverage"),
    ],
    ids=lambda command: "-".join(map(str, command))[:24],
)
def test_every_list_can_be_taken_to_excel(command: tuple[object, ...], run: Run, home: Path, tmp_path: Path) -> None:
    target = tmp_path / "导出.xlsx"
    done = run(*command, "--home", home, "--xlsx", target)
    assert (done.code, done.out) == (0, "")
    book = openpyxl.load_workbook(target)
    assert book.worksheets[0].max_row > 5
    assert book.worksheets[0].freeze_panes
    assert "说明" in book.sheetnames
    assert not [c.coordinate for sheet in book for row in sheet for c in row if c.data_type == "f"]


def test_a_target_that_cannot_be_written_is_one_line(run: Run, home: Path, tmp_path: Path) -> None:
    assert "请换一个文件名" in run("requirements", "--home", home, "--xlsx", tmp_path / "导出.docx").refusal
    assert "无法写入" in run("cites", "--home", home, "--xlsx", tmp_path / "没有" / "导出.xlsx").refusal


def test_a_correction_of_the_year_moves_the_dates(run: Run, home: Path) -> None:
    def due() -> set[str]:
        rows = run("requirements", "--file", PLAN_2024, "--home", home, "--json").json["rows"]
        return {row["deadline_normalised"][:4] for row in rows if row["deadline"] == "4月底前"}

    assert due() == {"2024"}
    assert run("library", "edit", PLAN_2024, "--year", 2023, "--home", home).code == 0
    assert due() == {"2023"}


FINAL, TRIAL = "云岭集团星级党支部评定办法", "云岭集团星级党支部评定办法（试行）"
OPENNESS = "云岭集团党务公开工作办法"


def test_cites_missing_keeps_to_the_filters_in_every_form(run: Run, home: Path, tmp_path: Path) -> None:
    whole = run("cites", "--missing", "--home", home, "--json").json
    assert whole["examined"] == {"documents": 22}
    narrow = ("cites", "--missing", "--file", PLAN_2024, "--home", home)
    found = run(*narrow, "--json").json
    assert found["examined"] == {"documents": 1}
    assert 0 < len(found["rows"]) < len(whole["rows"])
    assert all(set(row) == {"name", "aliases", "citations", "files"} for row in found["rows"])
    assert {file for row in found["rows"] for file in row["files"]} == {PLAN_2024}

    listed = run(*narrow).out.splitlines()
    assert listed[0] == f"有 {len(found['rows'])} 份依据文件资料库里还没有，检查了 1 份文件（2024年）"
    assert len(listed) == 1 + len(found["rows"])

    run(*narrow, "--xlsx", tmp_path / "引用.xlsx")
    book = openpyxl.load_workbook(tmp_path / "引用.xlsx")
    cites = run("cites", "--file", PLAN_2024, "--home", home, "--json").json["rows"]
    assert [row[0].value for row in book["待收集清单"].iter_rows(min_row=2)] == [row["name"] for row in found["rows"]]
    assert {row[0].value for row in book["被引用文件"].iter_rows(min_row=2)} == {row["normalised"] for row in cites}
    assert {row[4].value for row in book["被引用文件"].iter_rows(min_row=2)} == {PLAN_2024}


def test_cites_on_a_document_that_nothing_cites(run: Run, home: Path) -> None:
    unknown = ("cites", "--on", "《量子计算管理办法》", "--home", home)
    assert run(*unknown).out == "没有一份文件引用《量子计算管理办法》，检查了 22 份文件（2021—2026年）\n"
    assert run(*unknown, "--missing").out == run(*unknown).out
    assert run(*unknown, "--json").json == {"examined": {"documents": 22}, "rows": []}
    elsewhere = run("cites", "--on", OPENNESS, "--year", 2021, "--home", home).out
    assert elsewhere.startswith(f"没有条目以《{OPENNESS}》为依据，检查了 ")


def test_cites_on_says_which_document_was_meant(run: Run, home: Path) -> None:
    loose = run("cites", "--on", "星级党支部评定办法", "--home", home)
    exact = run("cites", "--on", FINAL, "--home", home)
    assert loose.out == f"“星级党支部评定办法”按《{FINAL}》查\n{exact.out}"
    assert exact.out.startswith("共引用 1 份文件")
    for asked, meant in (("星级党支部评定办法", FINAL), ("星级党支部评定办法（试行）", TRIAL)):
        rows = run("cites", "--on", asked, "--home", home, "--json").json["rows"]
        assert {row["normalised"] for row in rows} == {meant}


def test_a_ruling_is_one_under_all_names_of_a_document(run: Run, home: Path) -> None:
    def rulings() -> str:
        return run("library", "force", "--home", home).out

    assert run("library", "force", "党务公开工作办法", "--repealed", "--home", home).code == 0
    assert rulings() == f"《{OPENNESS}》已废止\n"
    assert run("library", "force", f"《{OPENNESS}》", "--in-force", "--home", home).code == 0
    assert rulings() == f"《{OPENNESS}》现行有效\n"
    assert run("library", "force", "党务公开工作办法", "--unset", "--home", home).code == 0
    assert rulings() == ""


def test_rulings_kept_under_names_as_typed_are_one_too(run: Run, home: Path) -> None:
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        opened.library.rule(Ruling("党务公开工作办法", "repealed"))
        opened.library.rule(Ruling(OPENNESS, "in_force"))
    assert run("library", "force", OPENNESS, "--replaced-by", "党务公开规定", "--home", home).code == 0
    assert run("library", "force", "--home", home).out == f"《{OPENNESS}》已被替代：《党务公开规定》\n"


@pytest.mark.parametrize(
    "options",
    [
        ("--unset",),
        ("--repealed",),
        ("--replaced-by", "甲办法"),
        ("--since", "2025"),
        (OPENNESS, "--unset", "--repealed"),
        (OPENNESS, "--unset", "--since", "2025"),
    ],
)
def test_force_passes_over_no_option(options: tuple[str, ...], run: Run, home: Path) -> None:
    assert "选项不全或冲突" in run("library", "force", *options, "--home", home).refusal


def test_force_takes_no_day_that_the_calendar_lacks(run: Run, home: Path) -> None:
    refused = run("library", "force", OPENNESS, "--repealed", "--since", "2025-13-45", "--home", home).refusal
    assert "日期不对：2025-13-45" in refused
    assert run("library", "force", "--home", home).out == ""


def test_what_is_done_leads_no_group(run: Run, home: Path) -> None:
    first: dict[int, str] = {}
    planned: set[int] = set()
    for row in run("requirements", "--home", home, "--json").json["rows"]:
        first.setdefault(row["group"], row["tense"])
        planned |= {row["group"]} if row["tense"] == "plan" else set()
    assert planned
    assert {first[group] for group in planned} == {"plan"}
