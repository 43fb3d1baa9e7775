"""`yaodian draft`: the whole way over the sample library, as a user walks it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tests.conftest import CHECKOUT, Run

CORPUS = CHECKOUT / "corpus"
FIELDS = {"title", "sections", "plan", "findings", "style"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library but for what needs LibreOffice, as a home that each test copies."""
    from ingest.home import open_home
    from ingest.pipeline import ingest
    from ingest.settings import Settings
    from tests.conftest import quiet

    home = tmp_path_factory.mktemp("drafts") / "home"
    files = [file for file in sorted(CORPUS.iterdir()) if file.suffix in (".txt", ".docx", ".pdf", ".xlsx")]
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        assert not ingest(opened, files, quiet).failures
    return home


@pytest.fixture
def home(library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(library, tmp_path / "home", ignore=shutil.ignore_patterns("*.sock")))


def sentences(draft: dict[str, Any]) -> list[dict[str, Any]]:
    return [s for section in draft["sections"] for item in section["items"] for s in item["sentences"]]


def test_a_draft_and_all_its_files(run: Run, home: Path, tmp_path: Path) -> None:
    out, revised, proof = tmp_path / "稿.docx", tmp_path / "修订稿.docx", tmp_path / "出处.xlsx"
    ran = run("draft", "--home", home, "--year", 2026, "--out", out, "--comments", "--revisions", revised,
              "--provenance", proof, "--json")  # fmt: skip
    draft = ran.json
    assert draft.keys() >= FIELDS
    assert draft["title"] == "云岭集团2026年党建工作要点"
    assert all(s["sources"] for s in sentences(draft))
    assert {"decision", "reason", "sources", "target"} <= draft["plan"][0].keys()
    assert 0 < draft["style"]["score"] <= 1
    assert draft["title"] in [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert docx.Document(str(revised)).paragraphs
    assert openpyxl.load_workbook(proof).sheetnames[0] == "句子来源"
    assert "草稿编号 1，第 1 版" in ran.err


def test_the_plan_goes_out_is_edited_and_comes_back(run: Run, home: Path, tmp_path: Path) -> None:
    table = tmp_path / "计划.xlsx"
    ran = run("draft", "--home", home, "--year", 2026, "--plan-only", "--out", table)
    assert (ran.code, ran.out) == (0, "")
    book = openpyxl.load_workbook(table)
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    decision, title = header.index("决定") + 1, header.index("条目") + 1
    row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, title).value == "从严从实开展组织生活")
    sheet.cell(row, decision).value = "不再列入"
    book.save(table)
    draft = run("draft", "--home", home, "--year", 2026, "--plan", table, "--json").json
    assert not any("从严从实开展组织生活" in s["text"] for s in sentences(draft))
    assert any(r["decision"] == "drop" and "主题党日" in str(r["sources"]) for r in draft["plan"])


def test_the_director_s_changes_come_back_and_can_be_undone(run: Run, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "稿.docx"
    before = run("draft", "--home", home, "--year", 2026, "--out", out, "--json").json
    document = docx.Document(str(out))
    paragraph = next(p for p in document.paragraphs if "主题党日每月开展1次" in p.text)
    for run_of_text in paragraph.runs:
        run_of_text.text = run_of_text.text.replace("主题党日每月开展1次", "主题党日每月至少开展1次")
    document.save(str(out))
    ran = run("draft", "--home", home, "--draft", 1, "--reimport", out, "--json")
    assert "导入修改稿" in ran.err
    changed = next(s for s in sentences(ran.json) if "主题党日每月至少开展1次" in s["text"])
    assert changed["class"] == "改写自"
    kept = {s["text"]: s["class"] for s in sentences(before)}
    assert sum(kept.get(s["text"]) == s["class"] for s in sentences(ran.json)) >= len(kept) - 1
    assert [version["number"] for version in run("draft-history", "--home", home, 1, "--json").json] == [1, 2]
    run("draft-undo", "--home", home, 1)
    again = run("draft", "--home", home, "--draft", 1, "--json").json
    assert sentences(again) == sentences(before)
    changes = [deed["what"] for deed in run("audit", "--home", home, "--json").json if deed["what"] == "修改草稿"]
    assert len(changes) == 2  # taken in, and undone


def test_facts_and_sources_of_the_user(run: Run, home: Path, tmp_path: Path) -> None:
    facts = tmp_path / "今年.txt"
    facts.write_text("数字：发展党员=27名\n主题：青年理论武装=每季度组织1次青年理论学习\n", encoding="utf-8")
    draft = run("draft", "--home", home, "--year", 2026, "--facts", facts, "--without",
                "云岭集团2025年党建工作总结及2026年工作打算.pdf", "--json").json  # fmt: skip
    assert any("发展党员27名" in s["text"] for s in sentences(draft))
    assert any(s["class"] == "用户给定" and "青年理论学习" in s["text"] for s in sentences(draft))
    assert not any(s["class"] == "对应问题" for s in sentences(draft))


def test_a_draft_outlives_last_years_plan_that_is_removed(run: Run, home: Path, tmp_path: Path) -> None:
    draft = run("draft", "--home", home, "--year", 2026, "--json").json
    assert run("library", "remove", "云岭集团2025年党建工作要点.pdf", "--home", home).code == 0
    out, revised = tmp_path / "稿.docx", tmp_path / "修订稿.docx"
    again = run("draft", "--home", home, "--draft", 1, "--out", out, "--json").json
    assert sentences(again) == sentences(draft)
    assert out.exists()
    refused = run("draft", "--home", home, "--draft", 1, "--reimport", out, "--revisions", revised).refusal
    assert refused.startswith("上年的文本不在资料库里")
    assert not revised.exists()
    assert len(run("draft-history", "--home", home, 1, "--json").json) == 1  # nothing was taken in
    assert "没有改动" in run("draft", "--home", home, "--draft", 1, "--reimport", out).err


def test_a_purge_takes_the_drafts_along_that_quote_the_document(run: Run, home: Path) -> None:
    plan, private = "云岭集团2025年党建工作要点.pdf", ("--user", "张")
    run("draft", "--home", home, "--year", 2026, "--json")
    run("draft", "--home", home, "--year", 2026, "--json", *private)
    run("draft", "--home", home, "--year", 2024, "--json")  # does not know of it
    quote = "主题党日每月开展1次".encode()
    assert quote in (home / "library.sqlite").read_bytes()
    refused = run("library", "purge", plan, "--yes", "--home", home).refusal
    assert "1《云岭集团2026年党建工作要点》、2《云岭集团2026年党建工作要点》" in refused
    assert "3《" not in refused
    assert "--drafts" in refused
    assert run("library", "show", plan, "--home", home).code == 0  # nothing was done
    purged = run("library", "purge", plan, "--yes", "--drafts", "--home", home)
    assert (purged.code, purged.out) == (0, "")
    assert "草稿 1、2" in purged.err
    assert [row["draft"] for row in run("draft-history", "--home", home, "--json", *private).json] == [3]


@pytest.mark.parametrize(
    ("kind", "year", "title", "said"),
    [
        ("总结", 2025, "云岭集团2025年党建工作总结", "缺少完成情况"),
        ("意见", 2026, "云岭集团关于加强2026年党建工作的意见", "没有本单位往年的意见可以比较，按通行体例写"),
    ],
)
def test_the_other_kinds(run: Run, home: Path, tmp_path: Path, kind: str, year: int, title: str, said: str) -> None:
    out, table = tmp_path / "稿.docx", tmp_path / "计划.xlsx"
    order = ("--home", home, "--kind", kind, "--year", year)
    planned = run("draft", *order, "--plan-only").out
    assert planned.startswith(f"云岭集团{year}年{kind}起草计划")
    run("draft", *order, "--plan-only", "--out", table)
    book = openpyxl.load_workbook(table)
    assert book.worksheets[0].max_row > 20
    assert ("报告" in str(book["决定"]["B3"].value)) == (kind == "总结")  # what 更新 does
    told = run("draft", *order, "--plan", table, "--out", out).out
    assert told.startswith(title)
    assert said in told
    again = run("draft", "--home", home, "--draft", 1, "--json").json
    assert (again["kind"], again["title"]) == (kind, title)
    assert "没有改动" in run("draft", "--home", home, "--draft", 1, "--reimport", out).err
    assert title in run("draft-history", "--home", home).out
    assert bool(again["tasks"]) == (kind == "意见")


def test_only_what_is_given_is_used_without_a_library(run: Run, tmp_path: Path) -> None:
    draft = run("draft", "--home", tmp_path / "new", "--year", 2026, "--from", CORPUS / "云岭集团2025年党建工作要点.pdf",
                "--json").json  # fmt: skip
    assert {source["file"] for s in sentences(draft) for source in s["sources"]} == {"云岭集团2025年党建工作要点.pdf"}
    assert any("总结" in line for line in draft["missing"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--year", 2021], "没有找到"),
        ([], "--year"),
        (["--year", 2026, "--unit", "清江公司"], "清江公司"),
        (["--year", 2026, "--from", "没有的文件.docx"], "没有的文件.docx"),
        (["--year", 2026, "--without", "没有的文件.docx"], "没有的文件.docx"),
        (["--draft", 9], "9"),
        (["--draft", 9, "--year", 2026, "--unit", "云岭集团"], "--year、--unit"),
        (["--draft", 9, "--from", "要点.docx", "--without", "总结.pdf"], "--from、--without"),
        (["--draft", 9, "--facts", "今年.txt", "--plan", "计划.xlsx"], "--facts、--plan"),
        (["--draft", 9, "--plan-only"], "--plan-only"),
        (["--reimport", "稿.docx"], "--draft"),
        (["--year", 2026, "--out", "稿.txt"], "稿.txt"),
        (["--year", 2026, "--kind", "总结"], "没有找到云岭集团2026年的要点"),
        (["--year", 2025, "--kind", "总结", "--revisions", "稿.docx"], "没有修订稿"),
        (["--draft", 9, "--kind", "总结"], "--kind"),
    ],
)
def test_what_cannot_be_drafted_is_one_line(run: Run, home: Path, arguments: list[object], said: str) -> None:
    assert said in run("draft", "--home", home, *arguments).refusal
