"""How `yaodian compare` and `yaodian matrix` take names: titles, unknown units and files, one file twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.home import open_home
from ingest.pipeline import ingest
from ingest.settings import Settings
from tests.conftest import CHECKOUT, Run, quiet

CORPUS = CHECKOUT / "corpus"
PLAN_2023, PLAN_2024 = "云岭集团2023年党建工作要点", "云岭集团2024年党建工作要点"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("named")
    twins = [folder / "青山公司2024年工作安排.txt", folder / "青山公司2024年工作安排.md"]
    for number, twin in enumerate(twins, 1):
        twin.write_text(f"青山公司2024年工作安排\n一、任务\n1.开展消防演练{number}次。\n", encoding="utf-8")
    files = [*(CORPUS / f"{name}.docx" for name in (PLAN_2023, PLAN_2024)), *twins]
    with open_home(Settings.from_environment({}, folder / "home"), wait_for_index=True) as opened:
        assert ingest(opened, files, quiet).failures == ()
    return folder / "home"


def test_a_title_is_a_name(run: Run, home: Path) -> None:
    by_title = run("compare", PLAN_2023, PLAN_2024, "--home", home, "--json").json
    assert by_title == run("compare", f"{PLAN_2023}.docx", f"{PLAN_2024}.docx", "--home", home, "--json").json


def test_a_title_of_several_is_refused(run: Run, home: Path) -> None:
    refusal = run("compare", "青山公司2024年工作安排", PLAN_2024, "--home", home).refusal
    assert "有 2 份文件叫这个名字" in refusal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PLAN_2024, f"{PLAN_2024}.docx"),
        (CORPUS / f"{PLAN_2024}.docx", CORPUS / f"{PLAN_2024}.docx"),
    ],
)
def test_a_file_against_itself_is_refused(run: Run, home: Path, one: object, other: object) -> None:
    assert f"两边是同一份文件：{PLAN_2024}.docx" in run("compare", one, other, "--home", home).refusal


def test_an_unknown_unit_is_named(run: Run, home: Path) -> None:
    assert "单位“火星”" in run("matrix", "--year", 2024, "--unit", "火星", "--home", home).refusal
    assert run("matrix", "--year", 2024, "--unit", "云岭集团", "--home", home).code == 0


@pytest.mark.parametrize("command", [("requirements",), ("cites",)])
def test_an_unknown_file_is_named(run: Run, home: Path, command: tuple[str, ...]) -> None:
    refusal = run(*command, "--file", "没有.txt", "--unit", "火星", "--home", home).refusal
    assert "单位“火星”、文件“没有.txt”" in refusal
    assert run(*command, "--file", f"{PLAN_2024}.docx", "--home", home).code == 0
