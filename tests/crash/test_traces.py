"""A purge rebuilds the index in order to lose a document's bytes: a new index must not get them back from memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from ingest.index import Batch
from ingest.index.dense import DensePart
from ingest.records import EVERYONE, IndexedPassage


def passages(count: int, file: str) -> Batch:
    vectors = np.random.default_rng(count).standard_normal((count, 256)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    one = IndexedPassage(0, 1, "安全生产", "一、落实责任", "安全生产工作要点", file, 2024, "要点", "云岭集团", EVERYONE)
    return [replace(one, id=number) for number in range(count)], vectors


def write(folder: Path, count: int, file: str) -> None:
    folder.mkdir()
    part = DensePart(folder)
    part.apply((), [passages(count, file)])
    part.close()


def test_a_new_index_holds_nothing_of_what_the_process_worked_on_before(tmp_path: Path) -> None:
    for number in range(8):  # Chroma leaves such traces two times in three, where malloc does not wipe
        write(tmp_path / f"purged-{number}", 300, "清除安排.txt")
        write(tmp_path / f"new-{number}", 20, "公开安排.txt")
    written = [path for path in tmp_path.glob("new-*/**/*") if path.is_file()]
    assert any("公开安排".encode() in path.read_bytes() for path in written)
    assert [path for path in written if "清除安排".encode() in path.read_bytes()] == []
