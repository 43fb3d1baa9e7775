"""One system with one setting in a process of its own: `python -m tests.bench.retrieval_worker NAME SETTING ...`."""

from __future__ import annotations

import json
import resource
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from tests.bench.retrieval_score import read_questions
from tests.bench.retrieval_systems import System, make

WARM_UP: Final = 3  # questions before the clock runs


def measure(system: System, folder: Path, gold: Path) -> dict[str, Any]:
    """Index, ask every question once, and tell what it took."""
    start = time.perf_counter()
    system.index(folder)
    index_seconds = time.perf_counter() - start
    questions = read_questions(gold)
    for question in questions[:WARM_UP]:
        system.search(question.text)
    retrieved, milliseconds = {}, []
    for question in questions:
        start = time.perf_counter()
        retrieved[question.id] = system.search(question.text)
        milliseconds.append((time.perf_counter() - start) * 1000)
    # The kernel counts what the parent held when it forked, too (man 2 getrusage): retrieval.py imports no library.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"index": index_seconds, "milliseconds": milliseconds, "peak": peak, "retrieved": retrieved}


def main(name: str, setting: str, work: str, folder: str, gold: str) -> None:
    """Print the measurements of one system as JSON."""
    with closing(make(name, Path(work), json.loads(setting))) as system:
        print(json.dumps(measure(system, Path(folder), Path(gold)), ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
