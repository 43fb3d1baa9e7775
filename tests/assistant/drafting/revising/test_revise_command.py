"""`yaodian revise`: the difference first, a version on yes, refusals in one line."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from assistant.drafting import versions
from assistant.drafting.records import Draft
from ingest.library import Library
from ingest.records import EVERYONE
from tests.conftest import Run

WORDS = "把“不新建展厅”改为“不另建展厅”"
SHOWN = "改动　二/（三）："


class Terminal(io.StringIO):
    """Where somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def number(library: Library, draft: Draft) -> int:
    return versions.save(library, draft, EVERYONE, "生成草稿").draft


def texts(library: Library, number: int) -> list[str]:
    return [item.text for item in versions.load(library, number).items()]


def test_shown_applied_and_undone(run: Run, tmp_path: Path, library: Library, number: int, draft: Draft) -> None:
    shown = run("revise", number, WORDS, "--home", tmp_path)
    assert (shown.code, shown.out.startswith(SHOWN)) == (0, True)
    assert "【删：新】【增：另】" in shown.out
    assert "没有改动" in shown.err
    assert len(versions.history(library, number)) == 1

    applied = run("revise", number, WORDS, "--yes", "--home", tmp_path)
    assert (applied.out, "第 2 版" in applied.err) == (shown.out, True)
    assert versions.history(library, number)[-1].note == f"按意见修改：{WORDS}"
    assert sum(text not in texts(library, number) for text in [item.text for item in draft.items()]) == 1
    assert [entry.deed.what for entry in library.audit.entries(1)] == ["修改草稿"]

    run("draft-undo", number, "--home", tmp_path)
    assert versions.load(library, number) == draft


def test_an_earlier_version_is_asked_for_in_words(run: Run, tmp_path: Path, number: int, library: Library) -> None:
    assert "还没有可以撤销的改动" in run("revise", number, "撤销上一步", "--yes", "--home", tmp_path).refusal
    run("revise", number, "删去三（二）", "--yes", "--home", tmp_path)
    shown = run("revise", number, "麻烦撤销上一步", "--home", tmp_path)
    assert shown.out.startswith("新增　三/（二）：【增：动态优化组织设置。")
    assert len(versions.history(library, number)) == 2
    run("revise", number, "撤销上一步", "--yes", "--home", tmp_path)
    *_, newest = versions.history(library, number)
    assert (newest.note, newest.previous) == ("撤销，回到第1版", None)
    assert "整份草稿" in run("revise", number, "恢复原来的", "--item", "三（二）", "--home", tmp_path).refusal


@pytest.mark.parametrize(("answer", "count"), [("y", 2), ("n", 1)])
def test_a_terminal_is_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: Library, number: int, answer: str, count: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(f"{answer}\n"))
    ran = run("revise", number, "这条不要", "--item", "三（二）", "--home", tmp_path)
    assert (ran.code, "采用这些改动？" in ran.err) == (0, True)
    assert len(versions.history(library, number)) == count


@pytest.mark.usefixtures("library")
def test_as_json(run: Run, tmp_path: Path, number: int) -> None:
    told = run("revise", number, "删去三（二）", "--json", "--home", tmp_path).json
    assert (told["draft"], told["applied"], told["version"], told["renumbered"]) == (number, False, None, 6)
    [change] = told["changes"]
    assert (change["kind"], change["old"], change["new"]) == ("删去", "三/（二）", "")
    assert [piece["operation"] for piece in change["difference"]] == ["delete"]
    assert run("revise", number, "删去三（二）", "--json", "--yes", "--home", tmp_path).json["version"] == 2


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("删去第3条",), "可能是"),
        (("这条不要",), "没有说明“这条”是哪一条"),
        (("这条不要", "--item", "九/（九）"), "不能确定“第九部分”"),
        (("这条不要", "--item", "那个"), "没有看懂“那个”"),
    ],
)
def test_refusals(run: Run, tmp_path: Path, number: int, arguments: tuple[str, ...], why: str) -> None:
    assert why in run("revise", number, *arguments, "--yes", "--home", tmp_path).refusal


def test_another_users_draft_is_not_there(run: Run, tmp_path: Path, library: Library, draft: Draft) -> None:
    theirs = versions.save(library, draft, "张", "生成草稿").draft
    assert f"没有编号为 {theirs} 的草稿" in run("revise", theirs, WORDS, "--user", "李", "--home", tmp_path).refusal
