"""`yaodian check`: files on disk and in a library, with and without one; text, JSON and Excel."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from assistant.cli_check import check
from assistant.drafting.check import CHECKS
from ingest.errors import BadRequest
from ingest.home import Home
from ingest.settings import Settings
from tests.assistant.drafting.checked import CORPUS

PLAN_2024 = "云岭集团2024年党建工作要点.docx"
DRAFT = """云岭集团2026年党建工作要点
一、夯实基层基础
1.抓好学习。贯彻党的二十届三中全会精神，6月底前完成轮训。
3.推进公开。落实《云岭集团党务公开工作办法》《云岭集团公开目录管理规定》，每半年公开1次，台帐按季更新。
"""

Check = Callable[..., Result]


@pytest.fixture
def checked(tmp_path: Path) -> Check:
    """Runs the command; `home` is a library's folder, by default one that is not there."""

    def command(*arguments: object, home: Path | None = None) -> Result:
        settings = Settings.from_environment({}, home or tmp_path / "nowhere")
        return CliRunner().invoke(check, [str(argument) for argument in arguments], obj=settings, standalone_mode=False)

    return command


def told_of(result: Result) -> Any:  # noqa: ANN401 - JSON
    assert (result.exception, result.return_value) == (None, 0)
    return json.loads(result.stdout)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_a_file_without_a_library(checked: Check, draft: Path) -> None:
    result = checked(draft)
    assert (result.exception, result.return_value) == (None, 0)
    lines = result.stdout.splitlines()
    assert lines[0] == "《云岭集团2026年党建工作要点》：3 处需要核对"
    assert [line for line in lines if line.startswith("【")] == ["【会议陈旧】1 处", "【编号】1 处", "【疑似错字】1 处"]
    assert not (draft.parent / "nowhere").exists()


def test_json(checked: Check, draft: Path) -> None:
    told = told_of(checked(draft, "--json"))
    assert told["file"] == "草稿.txt"
    assert [(f["check"], f["address"], f["quote"]) for f in told["findings"]] == [
        ("会议陈旧", "一/1", "二十届三中全会"),
        (
            "编号",
            "一/3",
            "3.推进公开。落实《云岭集团党务公开工作办法》《云岭集团公开目录管理规定》，每半年公开1次，台帐按季更新。",
        ),
        ("疑似错字", "一/3", "台帐按季更新"),
    ]
    assert all(set(f) == {"check", "address", "message", "suggestion", "quote"} for f in told["findings"])


def test_another_year(checked: Check, draft: Path) -> None:
    told = told_of(checked(draft, "--json", "--year", 2027))["findings"]
    assert ("年度陈旧", "") in [(f["check"], f["address"]) for f in told]


def test_nothing_found(checked: Check, tmp_path: Path) -> None:
    path = tmp_path / "要点.txt"
    path.write_text("云岭集团2026年党建工作要点\n一、夯实基层基础\n1.党支部每季度召开1次党员大会。\n", encoding="utf-8")
    assert checked(path).stdout == "《云岭集团2026年党建工作要点》：没有发现问题。\n"
    assert told_of(checked(path, "--json")) == {"file": "要点.txt", "findings": []}


def test_excel(checked: Check, draft: Path) -> None:
    path = draft.parent / "结果.xlsx"
    assert checked(draft, "--xlsx", path).return_value == 0
    sheet = openpyxl.load_workbook(path)["检查结果"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("序号", "检查项目", "位置", "问题", "建议", "原文", "处理情况")
    assert [row[:3] for row in rows[1:]] == [(1, "会议陈旧", "一/1"), (2, "编号", "一/3"), (3, "疑似错字", "一/3")]


def test_a_library_knows_documents_and_units(checked: Check, draft: Path, corpus_home: Home) -> None:
    home = corpus_home.settings.home
    told = told_of(checked(draft, "--json", home=home))["findings"]
    assert [f["quote"] for f in told if f["check"] == "引用存疑"] == ["云岭集团公开目录管理规定"]
    named = told_of(checked(PLAN_2024, "--json", home=home))
    on_disk = told_of(checked(CORPUS / PLAN_2024, "--json", home=home))
    assert named == on_disk
    assert [f["check"] for f in named["findings"]] == ["往年事项", "问题未回应", "附件"]


@pytest.mark.parametrize("name", ["没有这个文件.docx", "没有/这个文件.txt", "", "好" * 100, "没有\0这个.docx"])
def test_what_is_nowhere_is_refused(checked: Check, corpus_home: Home, name: str) -> None:
    for home in (None, corpus_home.settings.home):
        refused = checked(name, home=home).exception
        assert isinstance(refused, BadRequest)
        assert name in str(refused)
        assert "\n" not in str(refused)


def test_a_path_that_is_no_file_is_called_so(checked: Check, corpus_home: Home, tmp_path: Path) -> None:
    for home in (None, corpus_home.settings.home):
        assert str(checked("没有这个文件.docx", home=home).exception).startswith("找不到文件：没有这个文件.docx。")
        assert str(checked(tmp_path, home=home).exception).startswith(f"这是文件夹，不是文件：{tmp_path}。")


def test_checks_are_named_once() -> None:
    assert len(CHECKS) == len(set(CHECKS))
