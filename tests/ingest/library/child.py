"""Run by tests in a process of its own: store the pickled readings that come on stdin, one acknowledgement a line.

    python -P child.py URL [KILL_AT]

With KILL_AT the process kills itself by SIGKILL when it reaches that point while storing the last reading: "commit",
or just before the first statement that starts with the given words.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys

from sqlalchemy import Engine, event

from ingest.library import Library


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(point: str) -> None:
    def before_statement(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(point):
            die()

    if point == "commit":
        event.listen(Engine, "commit", die)
    else:
        event.listen(Engine, "before_cursor_execute", before_statement)


def main(url: str, *kill_at: str) -> None:
    readings = pickle.load(sys.stdin.buffer)
    library = Library.open(url)
    print("open", flush=True)
    for reading in readings[:-1]:
        print(library.put(reading).outcome, flush=True)
    for point in kill_at:
        die_at(point)
    print(library.put(readings[-1]).outcome, flush=True)
    library.close()


main(*sys.argv[1:])
