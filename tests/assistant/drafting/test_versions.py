"""Versions of a draft: saved, listed, loaded, undone; from Python and from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from assistant.cli_drafts import draft_delete, draft_history, draft_undo
from assistant.drafting import versions
from assistant.drafting.records import Draft, DraftItem, Dropped, Plan, Row, Section, Sentence, Source, Task
from ingest.errors import BadRequest, LibraryError, Superseded
from ingest.library import DraftText, Library
from ingest.records import EVERYONE, Document
from tests.ingest.library.conftest import _reading as make_reading

OPENING = Sentence("2026年是“十五五”规划开局之年。", "用户给定", ())
FIRST = Draft(
    "云岭集团",
    2026,
    "云岭集团2026年党建工作要点",
    "",
    "",
    (Section("", Sentence("", "用户给定", ()), (DraftItem("", "导语", (OPENING,)),)),),
    Plan("云岭集团", 2026, (), ()),
)
SECOND = replace(FIRST, title="云岭集团2026年党的建设工作要点")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    home.mkdir()
    library = Library.open(f"sqlite:///{home / 'library.sqlite'}")
    yield library
    library.close()


def test_a_version_is_loaded_as_it_was_saved(library: Library) -> None:
    first = versions.save(library, FIRST, EVERYONE, "生成草稿")
    second = versions.save(library, SECOND, "张", "导入修改稿：改写1句", first.draft)
    assert (second.draft, second.number, second.title) == (first.draft, 2, SECOND.title)
    assert versions.load(library, first.draft) == SECOND
    assert versions.load(library, first.draft, 1) == FIRST
    assert versions.history(library, first.draft) == (first, second)
    assert versions.list_drafts(library) == (second,)


def test_undo_brings_the_draft_before_back(library: Library) -> None:
    draft = versions.save(library, FIRST, EVERYONE, "生成草稿").draft
    versions.save(library, SECOND, EVERYONE, "导入修改稿：改写1句", draft)
    undone = versions.undo(library, draft, "张")
    assert (undone.author, undone.note, undone.title) == ("张", "撤销，回到第1版", FIRST.title)
    assert versions.load(library, draft) == FIRST
    versions.undo(library, draft, "张", to=2)
    assert versions.load(library, draft) == SECOND


def test_undo_of_a_draft_that_was_changed_meanwhile_is_refused(library: Library) -> None:
    first = versions.save(library, FIRST, EVERYONE, "生成草稿")
    second = versions.save(library, SECOND, EVERYONE, "导入修改稿：改写1句", first.draft)
    versions.save(library, FIRST, "李", "导入修改稿：改写1句", first.draft)
    with pytest.raises(Superseded, match="改成了第 3 版"):
        versions.undo(library, first.draft, made_from=second.number)
    assert versions.load(library, first.draft) == FIRST


def test_a_users_draft_is_theirs(library: Library) -> None:
    draft = versions.save(library, FIRST, "张", "生成草稿").draft
    assert versions.load(library, draft, reader="张") == FIRST
    assert versions.list_drafts(library, "李") == ()
    for reader in (EVERYONE, "李"):
        with pytest.raises(BadRequest, match=f"没有编号为 {draft} 的草稿"):
            versions.load(library, draft, reader=reader)


def test_a_damaged_body_is_named(library: Library) -> None:
    draft = library.drafts.save(DraftText("云岭集团", 2026, "要点", "{}"), EVERYONE, "生成草稿").draft
    with pytest.raises(LibraryError, match="草稿的存档已损坏"):
        versions.load(library, draft)


# --- what a document leaves in drafts ---------------------------------------------------------------------------------


def source(version: int, file: str) -> Source:
    return Source("prior", file, version, "要点", 2025, "一/（一）", "落实“三会一课”制度。", 0, 11)


def quoting(place: str, quoted: Source) -> Draft:
    """A draft that quotes a source in one place alone."""
    row = Row("a", "drop", "组织生活", "", "已完成", ())
    rows = {
        "row": replace(row, sources=(quoted,)),
        "evidence": replace(row, evidence=(quoted,)),
        "dropped": replace(row, dropped=(Dropped(quoted, "已完成"),)),
        "dropped for": replace(row, dropped=(Dropped(source(99, "别的.docx"), "已完成", (quoted,)),)),
    }
    if place in rows:
        return replace(FIRST, plan=replace(FIRST.plan, rows=(rows[place],)))
    if place == "task":
        task = Task(1, "组织生活", "落实制度。", "组织部", (), "年底", "一/（一）", (quoted,))
        return replace(FIRST, tasks=(task,))
    if place == "heading":
        return replace(FIRST, sections=(Section("一、", Sentence("夯实基础", "沿用", (quoted,)), ()),))
    item = DraftItem("", "导语", (replace(OPENING, sources=(quoted,)),))
    return replace(FIRST, sections=(Section("", Sentence("", "用户给定", ()), (item,)),))


def stored_document(library: Library) -> Document:
    """A document of two versions, removed."""
    for words in ("落实制度。", "落实“三会一课”制度。"):
        library.put(make_reading("/要点.docx", words))
    [document] = library.documents()
    library.remove(document.id)
    return document


PLACES = ("sentence", "heading", "row", "evidence", "dropped", "dropped for", "task")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("by", ["older version", "newest version", "file without a library"])
def test_a_draft_that_quotes_a_document_anywhere_is_found(library: Library, place: str, by: str) -> None:
    document = stored_document(library)
    older, newest = sorted(library.all_versions(document.id))
    number = {"older version": older, "newest version": newest, "file without a library": 0}[by]
    versions.save(library, quoting(place, source(99, document.file)), EVERYONE, "生成草稿")  # a namesake
    found = versions.save(library, quoting(place, source(number, document.file)), "张", "生成草稿")
    versions.save(library, FIRST, "张", "修改", found.draft)  # its first version still does
    assert versions.quoting(library, document) == (found,)


def test_a_damaged_draft_is_named_where_nobody_knows_what_it_quotes(library: Library) -> None:
    document = stored_document(library)
    draft = library.drafts.save(DraftText("云岭集团", 2026, "要点", "{}"), EVERYONE, "生成草稿").draft
    with pytest.raises(LibraryError, match=f"草稿 {draft} .*请先删除这份草稿"):
        versions.quoting(library, document)


# --- the commands -----------------------------------------------------------------------------------------------------


def call(command: click.Command, home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(command, [*map(str, arguments), "--home", str(home)], catch_exceptions=True)


@pytest.fixture
def draft(library: Library) -> int:
    """Two versions of a draft of everyone's, and a draft of 张's."""
    draft = versions.save(library, FIRST, EVERYONE, "生成草稿").draft
    versions.save(library, SECOND, "张", "导入修改稿：改写1句", draft)
    versions.save(library, FIRST, "张", "生成草稿")
    return draft


def test_history_as_json(home: Path, draft: int) -> None:
    rows = json.loads(call(draft_history, home, draft, "--json").output)
    assert [(r["draft"], r["number"], r["author"], r["note"]) for r in rows] == [
        (draft, 1, EVERYONE, "生成草稿"),
        (draft, 2, "张", "导入修改稿：改写1句"),
    ]
    assert all(r["created_at"].endswith("+00:00") for r in rows)


def test_history_for_people(home: Path, draft: int) -> None:
    lines = call(draft_history, home, draft).output.splitlines()
    assert [line.split("　")[0] for line in lines] == ["第1版", "第2版"]
    assert lines[1].endswith("　张　导入修改稿：改写1句")


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(("user", "listed"), [("李", [1]), ("张", [1, 2])])
def test_without_a_number_all_drafts_of_the_user_are_listed(home: Path, user: str, listed: list[int]) -> None:
    rows = json.loads(call(draft_history, home, "--json", "--user", user).output)
    assert [r["draft"] for r in rows] == listed
    lines = call(draft_history, home, "--user", user).output.splitlines()
    assert [line.split("　")[0] for line in lines] == [f"草稿 {n}" for n in listed]


def test_no_draft_at_all(home: Path, library: Library) -> None:
    assert library.drafts.newest(EVERYONE) == []
    assert call(draft_history, home).output == "还没有草稿。\n"


def test_undo_and_back(home: Path, library: Library, draft: int) -> None:
    undone = json.loads(call(draft_undo, home, draft, "--user", "张", "--json").output)
    assert (undone["number"], undone["author"], undone["note"]) == (3, "张", "撤销，回到第1版")
    assert versions.load(library, draft) == FIRST
    assert call(draft_undo, home, draft, "--to", 2).output.endswith("　改用第2版\n")
    assert versions.load(library, draft) == SECOND


def test_undo_of_another_users_draft_is_refused(home: Path, draft: int) -> None:
    refused = call(draft_undo, home, draft + 1, "--user", "李")
    assert isinstance(refused.exception, BadRequest)
    assert refused.output == ""


def test_delete(home: Path, library: Library, draft: int) -> None:
    asked = call(draft_delete, home, draft)  # nobody answers
    assert asked.exit_code == 1
    assert f"草稿 {draft}《{SECOND.title}》的全部 2 个版本，无法恢复" in asked.output
    assert versions.load(library, draft) == SECOND
    assert call(draft_delete, home, draft, "--yes").output == f"已删除草稿 {draft}《{SECOND.title}》\n"
    assert versions.list_drafts(library) == ()
    assert [(entry.deed.what, entry.deed.draft) for entry in library.audit.entries(1)] == [("彻底删除", draft)]


@pytest.mark.parametrize("user", [EVERYONE, "李"])
def test_another_users_draft_is_not_deleted(home: Path, library: Library, draft: int, user: str) -> None:
    refused = call(draft_delete, home, draft + 1, "--yes", "--user", user)
    assert isinstance(refused.exception, BadRequest)
    assert versions.load(library, draft + 1, reader="张") == FIRST
