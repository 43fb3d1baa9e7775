"""Run by tests in a process of its own: put a document into a home, and be killed by SIGKILL at a point.

python -P child.py HOME POINT
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np

from ingest.index.live import LiveIndex
from ingest.library import Library, Reading
from ingest.records import Filters, Item, Outline, Passage

TEXT = "云岭集团每季度研究一次安全生产工作，任务编号task99。"


def main(home: Path, point: str) -> None:
    url = f"sqlite:///{home / 'library.sqlite'}"
    library = Library.open(url)
    index = LiveIndex.open(home / "index", library, url, "random-256", 256, wait=True)
    library.put(reading())
    print("put", flush=True)
    if point == "mid-tantivy":
        index.catch_up(lambda _: die(point))
    if point == "mid-chroma":
        told: list[int] = []
        index.catch_up(lambda count: told.append(count) if not told else die(point))
    index.catch_up()
    if point == "rebuilding":
        index.rebuild(wait=False)
        while len(list((home / "index").glob("generation-*/chroma/chroma.sqlite3"))) < 2:
            time.sleep(0.01)
    if point == "reading":
        index.lexical("任务", 10, Filters())
        index.dense(vector(), 10, Filters())
    die(point)


def die(point: str) -> None:
    print(point, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def vector() -> np.ndarray:
    return np.full(256, 1 / 16, np.float32)


def reading() -> Reading:
    item = Item("一/1", 2, "1", TEXT, TEXT, 0, len(TEXT), "plan")
    return Reading(
        path="/samples/新文件.txt",
        scope="",
        original=TEXT.encode(),
        sha256="99" * 32,
        content=TEXT,
        outline=Outline("云岭集团2025年工作要点", 2025, "要点", "云岭集团", (item,)),
        passages=(Passage(0, 0, len(TEXT), TEXT),),
        vectors=vector()[None],
        model="random-256",
        parser=1,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
