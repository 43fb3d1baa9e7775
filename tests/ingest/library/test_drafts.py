"""Drafts in the library: versions that are only ever added, undo, and who sees what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import BadRequest
from ingest.library import DraftText, Library
from ingest.records import EVERYONE


def text(body: str, title: str = "云岭集团2026年党建工作要点") -> DraftText:
    return DraftText("云岭集团", 2026, title, body)


@pytest.fixture
def three(library: Library) -> int:
    """A draft of everyone's with the versions 甲稿, 乙稿 and 丙稿."""
    draft = library.drafts.save(text("甲稿"), EVERYONE, "生成草稿").draft
    library.drafts.save(text("乙稿"), "张", "导入修改稿：改写3句", draft)
    library.drafts.save(text("丙稿", "云岭集团2026年党的建设工作要点"), "李", "导入修改稿：新增1句", draft)
    return draft


def test_every_version_is_kept_with_who_when_and_what(library: Library, three: int) -> None:
    versions = library.drafts.history(three, EVERYONE)
    assert [(v.number, v.previous, v.author, v.note) for v in versions] == [
        (1, None, EVERYONE, "生成草稿"),
        (2, 1, "张", "导入修改稿：改写3句"),
        (3, 2, "李", "导入修改稿：新增1句"),
    ]
    assert versions == sorted(versions, key=lambda v: v.created_at)
    assert {(v.draft, v.unit, v.year) for v in versions} == {(three, "云岭集团", 2026)}
    assert [library.drafts.body(three, EVERYONE, v.number) for v in versions] == ["甲稿", "乙稿", "丙稿"]


def test_the_newest_version_is_the_current_one(library: Library, three: int) -> None:
    assert library.drafts.body(three, EVERYONE) == "丙稿"
    [listed] = library.drafts.newest(EVERYONE)
    assert (listed.draft, listed.number, listed.title) == (three, 3, "云岭集团2026年党的建设工作要点")


def test_undo_goes_back_step_by_step_and_says_so(library: Library, three: int) -> None:
    first, second = library.drafts.undo(three, "张"), library.drafts.undo(three, "张")
    assert [(v.number, v.author, v.note) for v in (first, second)] == [
        (4, "张", "撤销，回到第2版"),
        (5, "张", "撤销，回到第1版"),
    ]
    assert [library.drafts.body(three, EVERYONE, n) for n in range(1, 6)] == ["甲稿", "乙稿", "丙稿", "乙稿", "甲稿"]
    assert library.drafts.newest(EVERYONE)[0].title == "云岭集团2026年党建工作要点"
    with pytest.raises(BadRequest, match=f"^草稿 {three} 没有可以撤销的改动。"):
        library.drafts.undo(three, "张")


def test_an_undo_can_be_undone(library: Library, three: int) -> None:
    library.drafts.undo(three, "张")
    back = library.drafts.undo(three, "张", to=3)
    assert (library.drafts.body(three, EVERYONE), back.note) == ("丙稿", "改用第3版")
    library.drafts.undo(three, "张")
    assert library.drafts.body(three, EVERYONE) == "乙稿"


def test_what_is_saved_behind_an_undo_is_undone_to_what_it_was_made_from(library: Library, three: int) -> None:
    library.drafts.undo(three, "张")
    library.drafts.save(text("丁稿"), "张", "修改", three)
    library.drafts.undo(three, "张")
    assert library.drafts.body(three, EVERYONE) == "乙稿"


REFUSED: dict[str, tuple[Callable[[Library, int], object], str]] = {
    "no such draft": (lambda library, draft: library.drafts.body(draft + 1, "张"), "没有编号为 2 的草稿"),
    "no such version": (lambda library, draft: library.drafts.body(draft, "张", 9), "草稿 1 没有第 9 版"),
    "undo to no version": (lambda library, draft: library.drafts.undo(draft, "张", 9), "草稿 1 没有第 9 版"),
    "undo to itself": (lambda library, draft: library.drafts.undo(draft, "张", 3), "草稿 1 现在就是第 3 版"),
}


@pytest.mark.parametrize(("act", "why"), REFUSED.values(), ids=REFUSED)
def test_refused(library: Library, three: int, act: Callable[[Library, int], object], why: str) -> None:
    with pytest.raises(BadRequest, match=why) as refused:
        act(library, three)
    assert "\n" not in str(refused.value)
    assert len(library.drafts.history(three, EVERYONE)) == 3


ACCESS: dict[str, Callable[[Library, int, str], object]] = {
    "history": lambda library, draft, reader: library.drafts.history(draft, reader),
    "body": lambda library, draft, reader: library.drafts.body(draft, reader),
    "one version": lambda library, draft, reader: library.drafts.body(draft, reader, 1),
    "undo": lambda library, draft, reader: library.drafts.undo(draft, reader),
    "save": lambda library, draft, reader: library.drafts.save(text("改过"), reader, "修改", draft),
    "delete": lambda library, draft, reader: library.drafts.delete(draft, reader),
}


@pytest.mark.parametrize("access", ACCESS.values(), ids=ACCESS)
@pytest.mark.parametrize("reader", [EVERYONE, "李"])
def test_a_users_draft_is_like_none_to_others(
    library: Library, access: Callable[[Library, int, str], object], reader: str
) -> None:
    draft = library.drafts.save(text("张的草稿"), "张", "生成草稿").draft
    with pytest.raises(BadRequest, match=f"^没有编号为 {draft} 的草稿。请检查编号$"):
        access(library, draft, reader)
    assert library.drafts.newest(reader) == []
    assert library.drafts.body(draft, "张") == "张的草稿"
    assert [v.number for v in library.drafts.history(draft, "张")] == [1]


def test_a_list_holds_everyones_drafts_and_the_readers_own(library: Library) -> None:
    for author in (EVERYONE, "张", "李", "张"):
        library.drafts.save(text(author), author, "生成草稿")
    assert [v.author for v in library.drafts.newest("张")] == [EVERYONE, "张", "张"]


def test_drafts_outlive_the_program_and_travel_with_a_backup(
    library: Library, three: int, url: str, tmp_path: Path
) -> None:
    library.backup(tmp_path / "backup.sqlite")
    library.close()
    for place in (url, f"sqlite:///{tmp_path / 'backup.sqlite'}"):
        opened = Library.open(place)
        assert opened.drafts.body(three, EVERYONE) == "丙稿"
        assert opened.check() == []
        opened.close()


def test_a_deleted_draft_is_gone_with_all_its_versions(library: Library, three: int, file: Path) -> None:
    kept = library.drafts.save(text("留下"), EVERYONE, "生成草稿").draft
    library.drafts.delete(three, "张")
    assert [v.draft for v in library.drafts.newest(EVERYONE)] == [kept]
    assert [body for _, body in library.drafts.bodies()] == ["留下"]
    for act in (library.drafts.history, library.drafts.body, library.drafts.delete):
        with pytest.raises(BadRequest, match=f"没有编号为 {three} 的草稿"):
            act(three, "张")
    library.close()
    assert not any("丙稿".encode() in each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def test_the_number_of_a_deleted_draft_does_not_come_back(library: Library, three: int) -> None:
    library.drafts.delete(three, EVERYONE)
    assert library.drafts.save(text("甲稿"), EVERYONE, "生成草稿").draft > three


def test_bodies_are_those_of_everybody(library: Library, three: int) -> None:
    private = library.drafts.save(text("张的草稿"), "张", "生成草稿").draft
    found = [(version.draft, version.number, body) for version, body in library.drafts.bodies()]
    assert found == [(three, 1, "甲稿"), (three, 2, "乙稿"), (three, 3, "丙稿"), (private, 1, "张的草稿")]


def test_discarded_whoevers_they_are(library: Library, three: int) -> None:
    private = library.drafts.save(text("张的草稿"), "张", "生成草稿").draft
    library.drafts.discard([])
    library.drafts.discard([private, private + 1])
    assert [v.draft for v in library.drafts.newest("张")] == [three]
    assert library.check() == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(st.one_of(st.text(st.characters(codec="utf-8"), max_size=20), st.none()), min_size=1))
def test_undo_is_like_a_stack_and_history_only_grows(library: Library, steps: list[str | None]) -> None:
    """A text is saved, None undoes."""
    draft = library.drafts.save(text("初稿"), EVERYONE, "生成草稿").draft
    stack, kept = ["初稿"], ["初稿"]
    for step in steps:
        if step is not None:
            library.drafts.save(text(step), EVERYONE, "修改", draft)
            stack.append(step)
        elif len(stack) > 1:
            library.drafts.undo(draft, EVERYONE)
            stack.pop()
        else:
            with pytest.raises(BadRequest, match="没有可以撤销的改动"):
                library.drafts.undo(draft, EVERYONE)
            continue
        kept.append(stack[-1])
        assert library.drafts.body(draft, EVERYONE) == stack[-1]
        assert [library.drafts.body(draft, EVERYONE, n + 1) for n in range(len(kept))] == kept
