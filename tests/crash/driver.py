"""Run by the crash tests in a process of its own: do something with a home, and die by SIGKILL at a named point.

    python -P driver.py '{"task": ..., "kill": ...}'

Nothing in the product knows of this: the driver wraps the real function at the point, lets the first calls pass, and
at the n-th leaves a marker and kills. The child that rebuilds an index is started through the driver, too.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Literal

from assistant.desk import LocalDesk
from ingest import pipeline
from ingest.errors import BrokenIndex
from ingest.home import Home, open_home
from ingest.index import dense, generations, rebuild
from ingest.index.dense import DensePart
from ingest.index.lexical import LexicalPart
from ingest.index.manifest import Manifest, load
from ingest.library import Library, Stored, sqlite, writing
from ingest.progress import unwatched
from ingest.readers import sandbox
from ingest.records import Filters
from ingest.settings import Settings

Function = Callable[..., object]

POINTS: dict[str, tuple[object, str]] = {
    "parse": (sandbox, "_line"),  # twice for each .docx: waits for the reader's start, then for the file
    "library": (Library, "put"),
    "tantivy": (LexicalPart, "apply"),
    "chroma": (DensePart, "_add"),
    "mark": (Manifest, "save"),
    "built": (rebuild.Builder, "wait"),  # ends when the child is done; what it has built is not in use yet
    "pointer": (generations, "point_to"),
    "sweep": (generations, "sweep"),  # once at opening, then after each rebuild
    "copy": (sqlite, "copy"),
    "scrub": (sqlite, "scrub"),
    "forget": (writing, "forget"),  # the last step of a purge
}


@dataclass(frozen=True, slots=True)
class Kill:
    """Who dies, and when."""

    point: str
    when: Literal["before", "during", "after"]
    call: int = 1  # the n-th call of the point's function
    delay: float = 0.0  # seconds into the call, for "during"
    process: Literal["driver", "builder"] = "driver"  # where the point is
    victim: Literal["self", "parent"] = "self"


@dataclass(frozen=True, slots=True)
class Task:
    """What to do with a home."""

    do: Literal["ingest", "rebuild", "backup", "restore", "purge"]
    home: str
    notes: str  # folder for what the driver leaves behind: marker, acknowledged, failure
    rounds: Sequence[Sequence[str]] = ()  # files of each call of ingest
    document: int = 0  # to purge


def main(task: Task, kill: Kill) -> None:
    if kill.process == "driver":
        arm(kill, Path(task.notes))
    else:
        send_builders_through_driver(task, kill)
    make_batches_small()
    settings = Settings.from_environment({}, Path(task.home))
    if task.do == "restore":
        Library.restore(Path(task.notes, "backup.sqlite"), settings.library_url)
        return
    tasks = {"ingest": do_ingest, "rebuild": do_rebuild, "backup": do_backup, "purge": do_purge}
    with open_home(settings, wait_for_index=True) as home:
        tasks[task.do](home, task)


def make_batches_small() -> None:
    """Several batches even of a few documents."""
    vars(dense)["ADD_BATCH"] = 16


def do_ingest(home: Home, task: Task) -> None:
    acknowledge_in(Path(task.notes, "acknowledged"))
    for paths in task.rounds:
        report = pipeline.ingest(home, [Path(path) for path in paths], unwatched)
        assert not report.failures, report.failures


def do_rebuild(home: Home, task: Task) -> None:
    """Survive the builder's death: the error is named and searches go on."""
    try:
        home.index.rebuild(wait=True)
    except BrokenIndex as error:
        found = home.index.lexical("云岭集团", 1000, Filters())
        Path(task.notes, "failure").write_text(f"{error}\n{len(found)}", encoding="utf-8")


def do_backup(home: Home, task: Task) -> None:
    home.library.backup(Path(task.notes, "backup.sqlite"))


def do_purge(home: Home, task: Task) -> None:
    LocalDesk(home).purge(task.document)


def acknowledge_in(file: Path) -> None:
    """Note durably each file whose ingest has returned."""
    real = pipeline.ingest_file

    def ingest_file(home: Home, box: sandbox.Sandbox, path: Path, scope: str) -> Stored:
        stored = real(home, box, path, scope)
        with file.open("a", encoding="utf-8") as acknowledged:
            acknowledged.write(f"{path}\n")
            acknowledged.flush()
            os.fsync(acknowledged.fileno())
        return stored

    vars(pipeline)["ingest_file"] = ingest_file


def arm(kill: Kill, notes: Path) -> None:
    """Wrap the point's function so that its n-th call is fatal."""
    owner, name = POINTS[kill.point]
    real: Function = getattr(owner, name)
    calls = count(1)

    def wrapped(*args: object, **options: object) -> object:
        call = partial(real, *args, **options)
        return fatally(call, kill, notes) if counts(kill, args) and next(calls) == kill.call else call()

    setattr(owner, name, wrapped)


def counts(kill: Kill, args: Sequence[object]) -> bool:
    """Whether a call is one of those that the kill counts: a manifest is saved for more reasons than the mark."""
    if kill.point != "mark":
        return True
    manifest, generation = args
    assert isinstance(manifest, Manifest)
    assert isinstance(generation, Path)
    before = load(generation)
    marks = manifest.marks.items()
    return before is not None and any(mark.sequence > before.marks[part].sequence for part, mark in marks)


def fatally(call: Callable[[], object], kill: Kill, notes: Path) -> object:
    """Make a call and kill meanwhile; returns where the victim is another process."""
    victim = os.getpid() if kill.victim == "self" else os.getppid()

    def strike() -> None:
        time.sleep(kill.delay)
        os.kill(victim, signal.SIGKILL)

    if kill.when == "after":
        result = call()
    (notes / "marker").write_text(kill.point, encoding="utf-8")
    killer = Thread(target=strike)
    killer.start()
    if kill.when == "during":
        result = call()
    killer.join()  # a call that was faster than the killer does not get away
    return call() if kill.when == "before" else result


def send_builders_through_driver(task: Task, kill: Kill) -> None:
    """Start the children that build generations as drivers, too."""

    def popen(command: Sequence[str], **options: object) -> object:
        module = command.index("ingest.index.rebuild")
        order = json.dumps(asdict(replace(kill, process="driver")))
        command = [sys.executable, "-P", __file__, task.notes, order, *command[module + 1 :]]
        return subprocess.Popen(command, **options)  # type: ignore[call-overload]

    vars(rebuild)["subprocess"] = SimpleNamespace(**vars(subprocess) | {"Popen": popen})


def build(notes: str, kill: str, *arguments: str) -> int:
    """What a builder does that was started through the driver."""
    make_batches_small()
    arm(Kill(**json.loads(kill)), Path(notes))
    return rebuild.main(arguments)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        given = json.loads(sys.argv[1])
        main(Task(**given["task"]), Kill(**given["kill"]))
    else:
        sys.exit(build(*sys.argv[1:]))
