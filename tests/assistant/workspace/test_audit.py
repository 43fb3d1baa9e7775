"""The audit log: what is written, how it reads, and that tampering shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.workspace import audit
from assistant.workspace.audit import LOCAL
from ingest.home import Home
from ingest.library import Deed, Library
from ingest.pipeline import ingest
from ingest.records import EVERYONE
from tests.conftest import quiet

PLAN = "云岭集团2025年党建工作要点\n一、基层基础\n（一）规范换届选举。任期届满的党支部应当在6月底前完成换届选举。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def library(file: Path) -> Iterator[Library]:
    library = Library.open(f"sqlite:///{file}")
    yield library
    library.close()


@pytest.fixture
def five(library: Library) -> Library:
    """A log of five entries."""
    for number in range(1, 6):
        audit.record(library, "张三", "导出", f"第{number}次", draft=number)
    return library


def tamper(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(statement)


def test_what_is_recorded_is_read_in_its_order(library: Library) -> None:
    audit.record(library, "张三", "移除", document=3)
    audit.record(library, EVERYONE, "导出", "Word", draft=7)
    entries = audit.entries(library)
    assert [entry.number for entry in entries] == [1, 2]
    assert [entry.deed for entry in entries] == [
        Deed("张三", "移除", "", 3, None),
        Deed(LOCAL, "导出", "Word", None, 7),
    ]
    assert entries[0].at <= entries[1].at
    assert len({entry.hash for entry in entries}) == 2
    assert audit.entries(library, 1) == entries[1:]
    assert audit.entries(library, 9) == entries
    assert audit.check(library) == []


def test_an_empty_log_is_sound(library: Library) -> None:
    assert (audit.entries(library), audit.lines(library, []), audit.check(library)) == ([], [], [])


@pytest.mark.parametrize(
    "change",
    [
        "at = '2020-01-01T00:00:00.000000+00:00'", "who = '李四'", "what = '登录'", "detail = ''", "document = 1",
        "draft = NULL", "detail = who, who = detail", f"hash = '{'0' * 64}'",
    ],
)  # fmt: skip
def test_a_changed_entry_shows(five: Library, file: Path, change: str) -> None:
    tamper(file, f"UPDATE audit SET {change} WHERE number = 3")
    faults = audit.check(five)
    assert faults[0] == "审计记录第 3 条与校验码不符：它或它的前一条被改动过"
    assert faults[1:] == ([faults[0].replace("3", "4")] if "hash" in change else [])


def test_a_missing_entry_shows(five: Library, file: Path) -> None:
    tamper(file, "DELETE FROM audit WHERE number IN (2, 3)")
    assert audit.check(five) == ["审计记录缺第 2 至 3 条", "审计记录第 4 条与校验码不符：它或它的前一条被改动过"]


@pytest.mark.parametrize("numbers", ["(1)", "(1, 2)"])
def test_a_missing_beginning_shows(five: Library, file: Path, numbers: str) -> None:
    tamper(file, f"DELETE FROM audit WHERE number IN {numbers}")
    assert audit.check(five)[0].startswith("审计记录缺第 1 ")


def test_swapped_entries_show(five: Library, file: Path) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        tamper(file, f"UPDATE audit SET number = {new} WHERE number = {old}")
    assert audit.check(five) == [f"审计记录第 {n} 条与校验码不符：它或它的前一条被改动过" for n in (2, 3, 4)]


def test_an_inserted_entry_shows(five: Library, file: Path) -> None:
    tamper(
        file,
        "INSERT INTO audit (number, at, who, what, detail, hash)"
        " SELECT 6, at, '李四', '登录', '', hash FROM audit WHERE number = 5",
    )
    assert audit.check(five) == ["审计记录第 6 条与校验码不符：它或它的前一条被改动过"]


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
numbers = st.none() | st.integers(1, 99)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(deeds=st.lists(st.builds(Deed, texts, texts, texts, numbers, numbers), max_size=8))
def test_whatever_is_recorded_is_read_back_and_sound(library: Library, deeds: list[Deed]) -> None:
    before = len(audit.entries(library))
    library.audit.add(*deeds)
    assert [entry.deed for entry in audit.entries(library)][before:] == deeds
    assert audit.check(library) == []


def test_many_at_once_keep_the_chain(library: Library, file: Path) -> None:
    def work() -> None:
        own = Library.open(f"sqlite:///{file}")
        for _ in range(10):
            audit.record(own, "张三", "登录")
        own.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.number for entry in audit.entries(library)] == list(range(1, 41))
    assert audit.check(library) == []


def test_files_are_named_only_while_everyone_may_see_them(home: Home, tmp_path: Path) -> None:
    library = home.library
    for name, scope in (("公开.txt", EVERYONE), ("私有.txt", "张三")):
        (tmp_path / name).write_text(PLAN.replace("6月", "7月" if scope else "6月"), encoding="utf-8")
        audit.record_ingest(library, scope, ingest(home, [tmp_path / name], quiet, scope))
        audit.record_ingest(library, scope, ingest(home, [tmp_path / name], quiet, scope))  # unchanged: no deed
    lines = audit.lines(library, audit.entries(library))
    assert [line.split("　")[2:] for line in lines] == [
        [LOCAL, "导入", "文件 1（公开.txt）", "新增"],
        ["张三", "导入", "文件 2", "新增"],
    ]
    library.purge(1)
    audit.record(library, "站长", "彻底删除", document=1)
    assert audit.lines(library, audit.entries(library, 1))[0].endswith("站长　彻底删除　文件 1")
    assert audit.check(library) == []


def test_a_purged_files_name_is_nowhere_in_the_log(home: Home, tmp_path: Path) -> None:
    (tmp_path / "鹮峪防汛.txt").write_text(PLAN, encoding="utf-8")
    audit.record_ingest(home.library, EVERYONE, ingest(home, [tmp_path / "鹮峪防汛.txt"], quiet))
    home.library.purge(1, home.index.forget)
    stored = b"".join(path.read_bytes() for path in home.settings.home.rglob("*") if path.is_file())
    assert "导入".encode() in stored
    assert "鹮".encode() not in stored
