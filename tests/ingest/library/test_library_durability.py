"""Several processes, threads, and kills: nothing acknowledged is lost, nothing is half there."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.library import Library, Reading
from ingest.records import EVERYONE, Filters

MakeReading = Callable[..., Reading]
CHILD = Path(__file__).with_name("child.py")


def start(url: str, readings: Sequence[Reading], *kill_at: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", str(CHILD), url, *kill_at]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd())
    assert child.stdin
    child.stdin.write(pickle.dumps(list(readings)))
    child.stdin.close()
    return child


def finish(child: subprocess.Popen[bytes]) -> tuple[int, list[str]]:
    assert child.stdout
    lines = child.stdout.read().decode().split()
    child.stdout.close()
    return child.wait(timeout=60), lines


POINTS = [
    "INSERT INTO versions",
    "INSERT INTO items",
    "INSERT INTO passages",
    "INSERT INTO vectors",
    "UPDATE documents",
    "INSERT INTO changes",
    "commit",
]


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_in_put_leaves_the_state_before(url: str, make_reading: MakeReading, point: str) -> None:
    old, new = make_reading("/a", "旧。", "第二条。"), make_reading("/a", "新。", "第二条。", "第三条。")
    status, acknowledged = finish(start(url, [old, new], point))
    assert (status, acknowledged) == (-signal.SIGKILL, ["open", "added"])
    library = Library.open(url)
    try:
        [document] = library.documents()
        assert (library.content(document.version), document.number) == (old.content, 1)
        assert [p.text for passages, _ in library.indexed(None, "test") for p in passages] == ["旧。", "第二条。"]
        assert library.last_sequence() == 1
        assert library.check() == []
        assert library.put(new).outcome == "updated"  # a re-run completes
    finally:
        library.close()


def test_processes_write_at_once(url: str, make_reading: MakeReading) -> None:
    """Neither loses anything, and both may make the library: it does not exist before."""
    own = [[make_reading(f"/{who}/{n}", f"{who}的第{n}份。") for n in range(40)] for who in ("甲", "乙")]
    shared = [make_reading(f"/共享/{n}", f"共有的第{n}份。") for n in range(10)]
    children = [start(url, [*readings, *shared]) for readings in own]
    results = [finish(child) for child in children]
    assert [status for status, _ in results] == [0, 0]
    assert sorted(line for _, lines in results for line in lines) == sorted(
        ["open"] * 2 + ["added"] * 90 + ["unchanged"] * 10
    )
    library = Library.open(url)
    assert len(library.documents()) == 90
    assert [change.sequence for change in library.changes(0)] == list(range(1, 91))
    assert library.check() == []
    library.close()


def test_threads_share_one_library(library: Library, make_reading: MakeReading) -> None:
    def work(number: int) -> str:
        reading = make_reading(f"/{number}", f"第{number}份。", scope="甲" if number % 2 else EVERYONE)
        outcome = library.put(reading).outcome
        assert reading.path in {path for d in library.documents(Filters("甲")) for path in d.paths}
        return outcome

    with ThreadPoolExecutor(max_workers=8) as pool:
        assert list(pool.map(work, range(60))) == ["added"] * 60
    assert len(library.documents()) == 30
    assert library.check() == []


def test_a_backup_while_another_process_writes(
    library: Library, url: str, tmp_path: Path, make_reading: MakeReading
) -> None:
    library.put(make_reading("/最早", "最早的一份。"))
    child = start(url, [make_reading(f"/{n}", f"第{n}份。") for n in range(150)])
    sizes = []
    while child.poll() is None:
        library.backup(tmp_path / "copy")
        copy = Library.open(f"sqlite:///{tmp_path / 'copy'}")
        assert copy.check() == []
        sizes.append(len(copy.documents()))
        assert sizes[-1] == copy.last_sequence()
        copy.close()
    assert finish(child)[0] == 0
    assert sizes == sorted(sizes)
    assert sizes[0] < 151
    assert len(library.documents()) == 151


def test_what_is_acknowledged_is_there_after_a_kill(url: str, make_reading: MakeReading) -> None:
    child = start(url, [make_reading(f"/{n}", f"第{n}份。") for n in range(2000)])
    assert child.stdout
    acknowledged = [child.stdout.readline() for _ in range(30)].count(b"added\n")
    child.kill()
    acknowledged += finish(child)[1].count("added")
    library = Library.open(url)
    assert 29 <= acknowledged <= len(library.documents()) <= acknowledged + 1 < 2000
    assert library.check() == []
    library.close()
