"""SIGKILL at named points: nothing half-visible, nothing acknowledged lost, a second run completes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import psutil
import pytest

from assistant.desk import LocalDesk
from ingest.home import open_home
from ingest.index import generations
from ingest.index.manifest import load
from ingest.library import Library
from ingest.records import Filters
from tests.crash.conftest import Scene, held, ingested, lines_of, settings_of
from tests.crash.driver import Kill, Task

DRIVER = Path(__file__).with_name("driver.py")

# Five kills for each point: at another file, batch or moment.
INGEST = {
    "mid-parse": [
        Kill("parse", "during", call, delay) for call, delay in ((2, 0), (2, 0.004), (3, 0.1), (4, 0), (4, 0.004))
    ],
    "after the library's commit": [Kill("library", "after", call) for call in (1, 2, 3, 4, 6)],
    "mid-tantivy": [Kill("tantivy", "during", n % 3 + 1, n * 0.004) for n in range(5)],
    "mid-chroma": [Kill("chroma", "during", n + 1, n * 0.002) for n in range(5)],
    "before the mark": [Kill("mark", "before", call) for call in (1, 2, 3, 4, 6)],
    "after the mark": [Kill("mark", "after", call) for call in (1, 2, 3, 4, 5)],
}
BUILD = [
    Kill("tantivy", "during", delay=0.0, process="builder"),
    Kill("tantivy", "during", delay=0.01, process="builder"),
    Kill("chroma", "during", 2, delay=0.003, process="builder"),
    Kill("mark", "before", 1, process="builder"),
    Kill("mark", "after", 2, process="builder"),
]
REBUILD = {
    "parent while the child builds": [replace(kill, victim="parent") for kill in BUILD],
    "swap": [
        Kill("built", "after"),
        Kill("pointer", "before"),
        Kill("pointer", "after"),
        Kill("sweep", "before", 2),
        Kill("sweep", "during", 2, 0.0005),
    ],
}
BACKUP = [*(Kill("copy", "during", delay=n * 0.0005) for n in range(4)), Kill("copy", "after")]
PURGE = [
    Kill("scrub", "before"),
    Kill("scrub", "during", delay=0.002),
    Kill("tantivy", "during", process="builder", victim="parent"),
    Kill("pointer", "before"),
    Kill("forget", "before"),
]
RESTORE = [Kill("copy", "during"), Kill("copy", "during", delay=0.001), Kill("copy", "after")]


def named(table: dict[str, list[Kill]]) -> list[object]:
    """A case for each kill of a table."""
    return [pytest.param(kill, id=f"{name}-{n}") for name, kills in table.items() for n, kill in enumerate(kills)]


def run(task: Task, kill: Kill) -> int:
    """Run the driver until its end, which is asserted to come at the point; nothing that it started outlives it."""
    order = json.dumps({"task": asdict(task), "kill": asdict(kill)})
    driver = subprocess.Popen([sys.executable, "-P", str(DRIVER), order], start_new_session=True)
    status = driver.wait(timeout=60)
    assert list(lines_of(Path(task.notes, "marker"))) == [kill.point]
    wait_for_end_of(driver.pid)
    return status


def wait_for_end_of(session: int) -> None:
    """The children of a killed process end by themselves."""
    deadline = time.monotonic() + 20
    while left := running_in(session):
        assert time.monotonic() < deadline, left
        time.sleep(0.02)


def running_in(session: int) -> list[psutil.Process]:
    processes = psutil.process_iter(["status"])
    return [p for p in processes if p.info["status"] != psutil.STATUS_ZOMBIE and session_of(p.pid) == session]


def session_of(process: int) -> int | None:
    try:
        return os.getsid(process)
    except ProcessLookupError:  # it has just ended
        return None


@pytest.mark.parametrize("kill", named(INGEST))
def test_ingest_is_killed(scene: Scene, crashed_home: Path, tmp_path: Path, kill: Kill) -> None:
    rounds = [[str(path) for path in paths] for paths in scene.rounds]
    assert run(Task("ingest", str(crashed_home), str(tmp_path), rounds), kill) == -signal.SIGKILL
    acknowledged = [Path(line).name for line in lines_of(tmp_path / "acknowledged")]
    torn = generation_of(crashed_home)
    assert dirty_parts(torn) == written_to(kill)
    with open_home(settings_of(crashed_home), wait_for_index=True) as home:
        assert (generation_of(crashed_home) == torn) == (written_to(kill) == set())  # never trusted, always built anew
        after = held(home)
        assert {file for file in after if after[file] not in (scene.old.get(file), scene.new[file])} == set()
        assert {file for file in acknowledged if after.get(file) != scene.new[file]} == set()
        assert scene.old.keys() <= after.keys()
        for file in acknowledged:
            assert LocalDesk(home).search(f"检修公司全年通报{Path(file).stem}工作", 1, Filters())[0].file == file
        assert ingested(home, scene.files) == scene.new


def generation_of(home: Path) -> Path:
    generation = generations.current(home / "index")
    assert generation
    return generation


def dirty_parts(generation: Path) -> set[str]:
    manifest = load(generation)
    assert manifest
    return {part for part, mark in manifest.marks.items() if mark.dirty}


def written_to(kill: Kill) -> set[str]:
    """The part of the index that a kill interrupts; at the mark it is one and the other by turns."""
    match kill.point, kill.when:
        case "tantivy", _:
            return {"lexical"}
        case "chroma", _:
            return {"dense"}
        case "mark", "before":
            return {"lexical"} if kill.call % 2 else {"dense"}
        case _:
            return set()


@pytest.mark.parametrize("kill", named(REBUILD))
def test_a_rebuilding_process_is_killed(scene: Scene, crashed_home: Path, tmp_path: Path, kill: Kill) -> None:
    assert run(Task("rebuild", str(crashed_home), str(tmp_path)), kill) == -signal.SIGKILL
    with open_home(settings_of(crashed_home), wait_for_index=True) as home:
        assert held(home) == scene.old
        assert ingested(home, scene.files) == scene.new
    assert len(list((crashed_home / "index").glob("generation-*"))) == 1


@pytest.mark.parametrize("kill", named({"builder": BUILD}))
def test_the_child_that_rebuilds_is_killed(scene: Scene, crashed_home: Path, tmp_path: Path, kill: Kill) -> None:
    """Its parent says so and goes on searching in the old generation."""
    assert run(Task("rebuild", str(crashed_home), str(tmp_path)), kill) == 0
    error, found = lines_of(tmp_path / "failure")
    assert error.startswith("索引重建失败：重建进程意外结束（状态 -9）")
    assert int(found) == sum(map(len, scene.old.values()))
    with open_home(settings_of(crashed_home), wait_for_index=True) as home:
        assert ingested(home, scene.files) == scene.new


@pytest.mark.parametrize("kill", named({"backup": BACKUP}))
def test_a_backup_is_killed(scene: Scene, crashed_home: Path, tmp_path: Path, kill: Kill) -> None:
    """The backup before it stays whole; the library takes no harm."""
    backup = tmp_path / "backup.sqlite"
    with open_home(settings_of(crashed_home), wait_for_index=True) as home:
        home.library.backup(backup)
        before = backup.read_bytes()
        ingested(home, scene.files)
    assert run(Task("backup", str(crashed_home), str(tmp_path)), kill) == -signal.SIGKILL
    assert backup.read_bytes() == before
    restored = settings_of(tmp_path / "restored")
    Library.restore(backup, restored.library_url)
    with open_home(restored, wait_for_index=True) as home:
        assert held(home) == scene.old
    with open_home(settings_of(crashed_home), wait_for_index=True) as home:
        assert held(home) == scene.new
        home.library.backup(backup)
    assert backup.read_bytes() != before


@pytest.mark.parametrize("kill", named({"purge": PURGE}))
def test_a_purge_is_killed(scene: Scene, crashed_home: Path, tmp_path: Path, kill: Kill) -> None:
    """The document is gone from sight, the library says that its purge is not done, and a second one does it."""
    with open_home(settings_of(crashed_home), wait_for_index=True) as home:
        document = next(d.id for d in home.library.documents() if d.file == "安全生产.docx")
    assert bytes_below(crashed_home, "安全生产")
    assert run(Task("purge", str(crashed_home), str(tmp_path), document=document), kill) == -signal.SIGKILL
    others = {file: passages for file, passages in scene.old.items() if file != "安全生产.docx"}
    with open_home(settings_of(crashed_home), wait_for_index=True) as home:
        assert home.library.check() == [f"文件 {document} 的彻底删除没有做完。请再做一次"]
        assert {d.file for d in home.library.documents()} == others.keys()
        assert "安全生产.docx" not in {hit.file for hit in LocalDesk(home).search("部署安全生产工作", 100, Filters())}
        LocalDesk(home).purge(document)
        assert held(home) == others
    assert bytes_below(crashed_home, "安全生产") == []


@pytest.mark.parametrize("kill", named({"restore": RESTORE}))
def test_a_restore_is_killed(scene: Scene, crashed_home: Path, tmp_path: Path, kill: Kill) -> None:
    """The library is what it was; what the restore has left behind does not outlive a purge."""
    with open_home(settings_of(crashed_home), wait_for_index=True) as home:
        home.library.backup(tmp_path / "backup.sqlite")
        document = next(d.id for d in home.library.documents() if d.file == "安全生产.docx")
    assert run(Task("restore", str(crashed_home), str(tmp_path)), kill) == -signal.SIGKILL
    with open_home(settings_of(crashed_home), wait_for_index=True) as home:
        assert held(home) == scene.old
        LocalDesk(home).purge(document)
    assert bytes_below(crashed_home, "安全生产") == []


def bytes_below(folder: Path, text: str) -> list[Path]:
    """The files in a folder and its subfolders that hold a text."""
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]
