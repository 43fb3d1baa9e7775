"""One process owns the index, the others reach it over its socket: real processes, kills and stops."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from assistant.owner import hold_lock, open_desk
from assistant.remote import SOCKET_NAME, RemoteDesk
from ingest.errors import OwnerNotAnswering, YaodianError
from ingest.home import open_home
from ingest.library import Library
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import EVERYONE, Filters
from ingest.settings import Settings

# Owns a home until a line or the end of stdin comes.
OWNER = """
import sys
from pathlib import Path
from assistant.owner import own_home
from ingest.settings import Settings
with own_home(Settings.from_environment({}, Path(sys.argv[1])), wait_for_index=True):
    print("ready", flush=True)
    sys.stdin.readline()
"""
# Searches in whatever way is open, patiently: a loaded machine starts processes slowly.
SEARCHER = """
import sys
from dataclasses import replace
from pathlib import Path
from assistant.owner import open_desk
from ingest.records import Filters
from ingest.settings import Settings
settings = replace(Settings.from_environment({}, Path(sys.argv[1])), owner_seconds=30)
with open_desk(settings) as desk:
    for question in sys.argv[2:]:
        print(desk.search(question, 1, Filters())[0].address)
"""
PLAN = """云岭集团2024年水电检修工作要点
一、抓好机组检修
1.水电公司全年完成机组大修不少于4台，检修方案提前两个月报集团审定。
2.检修公司每季度开展1次质量回访，回访结果书面通报。
二、管好备品备件
3.物资公司每半年盘点1次备件库，盘点报告送财务部。
"""
NOTICE = """云岭集团2024年值班工作通知
一、落实值班责任
1.各单位节假日安排领导带班，带班表提前3天报办公室。
"""


@dataclass
class Owner:
    """A process that owns a home."""

    process: subprocess.Popen[str]

    def leave(self) -> None:
        """Ask it to end; does not wait."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@contextmanager
def started(settings: Settings, *, ready: bool = True) -> Iterator[Owner]:
    command = [sys.executable, "-P", "-c", OWNER, str(settings.home)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            assert process.stdout
            if ready:
                assert process.stdout.readline() == "ready\n"
            yield Owner(process)
        finally:
            process.send_signal(signal.SIGCONT)
            process.kill()


def command(settings: Settings, *arguments: str) -> subprocess.Popen[str]:
    """The command line in a process of its own."""
    line = [sys.executable, "-P", "-m", "assistant", "--home", str(settings.home), *arguments]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str], seconds: float = 60) -> tuple[int, str, str]:
    """Exit code, stdout and stderr; a process that hangs fails the test."""
    try:
        out, err = process.communicate(timeout=seconds)
    finally:
        process.kill()
    return process.returncode, out, err


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "检修要点.txt").write_text(PLAN, encoding="utf-8")
    (folder / "值班通知.txt").write_text(NOTICE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def base(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds 检修要点.txt, to be copied."""
    home = tmp_path_factory.mktemp("base") / "home"
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        assert ingest(opened, [files / "检修要点.txt"], unwatched).failures == ()
    return home


@pytest.fixture
def settings(base: Path, tmp_path: Path) -> Settings:
    """Of a home of its own; an owner has time to answer on a loaded machine."""
    home = tmp_path / "home"
    shutil.copytree(base, home)
    return replace(Settings.from_environment({}, home), owner_seconds=30)


def addresses(found: Sequence[object]) -> list[str]:
    return [getattr(hit, "address", "") for hit in found]


def test_a_second_process_searches_asks_and_ingests(settings: Settings, files: Path) -> None:
    steps: list[tuple[int, int, str]] = []

    def watch(done: int, total: int, what: str) -> None:
        steps.append((done, total, what))

    bad = files / "坏.docx"
    bad.write_bytes(b"PK\x03\x04")
    with started(settings), open_desk(settings) as desk:
        assert isinstance(desk, RemoteDesk)
        assert stat.filemode((settings.home / SOCKET_NAME).stat().st_mode) == "srw-------"
        assert desk.search("机组大修", 3, Filters())[0].address == "一/1"
        answer = desk.ask("检修公司多久开展一次质量回访？", Filters())
        assert answer.status == "answered"
        assert "每季度开展1次质量回访" in answer.citations[0].quote
        notice = files / "值班通知.txt"
        report = desk.ingest([notice, bad], EVERYONE, watch)
        assert [(f.path, f.stored.outcome) for f in report.files] == [(str(notice), "added")]
        assert [f.path for f in report.failures] == [str(bad)]
        assert steps == [(0, 2, notice.name), (1, 2, bad.name), (2, 2, "更新索引")]
        assert desk.search("节假日带班", 1, Filters())[0].file == "值班通知.txt"
        with pytest.raises(YaodianError, match=r"^找不到文件或文件夹：.*没有。请检查路径$"):
            desk.ingest([files / "没有"], EVERYONE, unwatched)


def test_a_second_process_rebuilds_and_purges(settings: Settings) -> None:
    def pointer() -> str:
        return (settings.home / "index" / "CURRENT").read_text()

    with started(settings), open_desk(settings) as desk:
        before = pointer()
        desk.rebuild()
        rebuilt = pointer()
        assert rebuilt != before
        assert desk.search("机组大修", 3, Filters())
        library = Library.open(settings.library_url)
        [document] = library.documents()
        library.close()
        desk.purge(document.id)
        assert desk.search("机组大修", 3, Filters()) == []
        assert pointer() != rebuilt
        with pytest.raises(YaodianError, match=f"资料库里没有编号为 {document.id} 的文件"):
            desk.purge(document.id)


def test_what_another_process_removes_is_not_shown(settings: Settings) -> None:
    with started(settings), open_desk(settings) as desk:
        assert desk.search("机组大修", 1, Filters())
        library = Library.open(settings.library_url)
        library.remove(library.documents()[0].id)
        library.close()
        assert desk.search("机组大修", 1, Filters()) == []
        assert desk.ask("机组大修不少于几台？", Filters()).status == "not_found"


def test_a_private_document_is_its_owners_alone(settings: Settings, files: Path) -> None:
    with started(settings), open_desk(settings) as desk:
        desk.ingest([files / "值班通知.txt"], "甲", unwatched)
        found = {
            reader: {hit.file for hit in desk.search("节假日带班表报办公室", 10, Filters(reader))}
            for reader in ("甲", "乙", EVERYONE)
        }
        cited = {
            reader: {c.file for c in desk.ask("带班表提前几天报办公室？", Filters(reader)).citations}
            for reader in ("甲", "乙", EVERYONE)
        }
    private = {reader for reader, names in found.items() if "值班通知.txt" in names}
    assert private == {reader for reader, names in cited.items() if "值班通知.txt" in names} == {"甲"}


def test_a_stopped_owner_is_named_within_seconds(settings: Settings, files: Path) -> None:
    calls = (("ask", "大修几台？"), ("search", "大修"), ("ingest", str(files / "值班通知.txt")))
    with started(settings) as owner:
        owner.process.send_signal(signal.SIGSTOP)
        for process in [command(settings, *call) for call in calls]:
            assert ended(process, seconds=20) == (
                2,
                "",
                f"占用资料库的程序没有响应：{settings.home}。请关闭正在运行的要点程序（网页或另一终端）后重试\n",
            )
        owner.process.send_signal(signal.SIGCONT)
        with open_desk(settings) as desk:
            assert isinstance(desk, RemoteDesk)
            assert desk.search("机组大修", 1, Filters())


def test_the_next_command_takes_over_from_a_killed_owner(settings: Settings) -> None:
    with started(settings) as owner:
        owner.process.kill()
        owner.process.wait()
        assert (settings.home / SOCKET_NAME).is_socket()
        status, out, err = ended(command(settings, "search", "机组大修", "--json"))
    assert (status, err) == (0, "")
    assert "机组大修不少于4台" in out
    assert not (settings.home / SOCKET_NAME).exists()


def test_an_owner_that_dies_in_the_middle_of_a_call_is_named(settings: Settings, files: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    with started(settings) as owner, open_desk(settings) as desk:

        def kill(done: int, total: int, what: str) -> None:
            steps.append((done, total, what))
            owner.process.kill()
            owner.process.wait()

        with pytest.raises(OwnerNotAnswering) as failure:
            desk.ingest([files], EVERYONE, kill)
    assert steps[0][0] == 0
    assert str(failure.value) == "占用资料库的程序中途没有响应。请检查它是否仍在运行，然后重试"


def test_commands_that_start_at_once_all_succeed(settings: Settings) -> None:
    """One becomes the owner; the others, reaching it at any moment of its life, get the same answers."""
    questions = ["机组大修", "质量回访", "备件盘点"]
    searcher = [sys.executable, "-P", "-c", SEARCHER, str(settings.home)]
    for repeated in (1, 30):  # whoever owns the index is done first, or in the midst of the others
        runs = [
            subprocess.Popen([*searcher, *questions * n], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for n in (1, repeated, repeated)
        ]
        expected = ["一/1", "一/2", "二/3"]
        for run, n in zip(runs, (1, repeated, repeated), strict=True):
            status, out, err = ended(run)
            assert (status, err) == (0, "")
            assert out.split() == expected * n


def test_an_owner_that_leaves_serves_its_clients_to_the_end(settings: Settings, files: Path) -> None:
    with started(settings) as owner, open_desk(settings) as desk:
        before = desk.search("机组大修", 5, Filters())
        owner.leave()
        assert [desk.search("机组大修", 5, Filters()) for _ in range(20)] == [before] * 20
        report = desk.ingest([files / "值班通知.txt"], EVERYONE, unwatched)
        assert [f.stored.outcome for f in report.files] == ["added"]
    with started(settings) as owner:
        with open_desk(settings) as desk:
            assert desk.search("节假日带班", 1, Filters())[0].file == "值班通知.txt"
        owner.leave()
        assert owner.process.wait(timeout=60) == 0


def test_an_owner_that_cannot_open_ends_with_its_waiting_client(settings: Settings) -> None:
    """The index is gone and the library's vectors are damaged, so that the rebuild that both wait for fails."""
    shutil.rmtree(settings.home / "index")
    with closing(sqlite3.connect(settings.home / "library.sqlite")) as connection, connection:
        connection.execute("UPDATE vectors SET vector = x'00'")
    with started(settings, ready=False) as owner:
        wait_for_lock(settings)
        with pytest.raises(YaodianError), open_desk(settings) as desk:
            desk.search("机组大修", 1, Filters())
        assert owner.process.wait(timeout=60) == 1
        assert owner.process.stderr
        assert "索引重建失败" in owner.process.stderr.read()


def wait_for_lock(settings: Settings) -> None:
    while True:
        try:
            with hold_lock(settings):
                pass
        except OwnerNotAnswering:
            return


@pytest.mark.timeout(60)
def test_an_unexpected_failure_of_the_owner_ends_the_call(settings: Settings) -> None:
    with started(settings) as owner, open_desk(settings) as desk:
        with closing(sqlite3.connect(settings.home / "library.sqlite")) as connection, connection:
            connection.execute("DROP TABLE profile")
        with pytest.raises(YaodianError, match=r"^占用资料库的程序内部出错.*请重试，或重新启动它$"):
            desk.search("机组大修", 1, Filters())
        assert owner.process.stderr
        assert any("no such table: profile" in line for line in owner.process.stderr)


def test_a_home_beyond_the_108_bytes_of_a_socket_path(settings: Settings, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["很深的文件夹" * 3] * 6, "home")
    deep.parent.mkdir(parents=True)
    settings.home.rename(deep)
    settings = replace(Settings.from_environment({}, deep), owner_seconds=30)
    assert len(str(deep / SOCKET_NAME).encode()) > 300
    with started(settings), open_desk(settings) as desk:
        assert isinstance(desk, RemoteDesk)
        assert desk.search("机组大修", 1, Filters())[0].address == "一/1"


def test_who_needs_the_home_alone_is_told(settings: Settings, tmp_path: Path) -> None:
    library = Library.open(settings.library_url)
    library.backup(tmp_path / "backup.sqlite")
    library.close()
    with started(settings):
        with (
            pytest.raises(OwnerNotAnswering, match=f"资料库正被另一个要点程序使用：{settings.home}"),
            hold_lock(settings),
        ):
            pass
        status, out, err = ended(command(settings, "library", "restore", str(tmp_path / "backup.sqlite")))
    assert (status, out) == (2, "")
    assert err == f"资料库正被另一个要点程序使用：{settings.home}。请等它结束或关闭它后重试\n"
