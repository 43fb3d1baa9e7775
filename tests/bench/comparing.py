"""How long the comparison of two long reports takes, once both are read and the embedding is loaded."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.compare import compare
from ingest.citations import mentions_of
from ingest.embedding import load_embedding
from ingest.obligations import obligations_of
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Outline, Requirement, Text
from ingest.settings import Settings
from tests.bench.measures import Figure

YEARS: Final = 2021, 2022  # of the hand-written gold; both reports have about 17,000 characters
RUNS: Final = 5


@dataclass(frozen=True, slots=True)
class _Report:
    outline: Outline
    requirements: tuple[Requirement, ...]


def reports(shared: Path) -> Iterator[Figure]:
    """Compare the reports of two years.

    Args:
        shared (Path): The folder that holds data/.

    Yields:
        Figure: The rows, and the median seconds.
    """
    settings = Settings.from_environment({}, Path())
    embedding = load_embedding(settings.embedding)
    embedding.documents(["预热"])
    with Sandbox(settings) as sandbox:
        paths = [shared / f"data/reports/政府工作报告_{year}.txt" for year in YEARS]
        old, new = (_report(path, sandbox) for path in paths)
    seconds, rows = [], 0
    for _ in range(RUNS):
        start = time.perf_counter()
        comparison = compare(old.outline, new.outline, old.requirements, new.requirements, embedding)
        seconds.append(time.perf_counter() - start)
        rows = len(comparison.rows)
    yield Figure("rows of two compared", "reports", rows)
    yield Figure("compare two, s", "reports", statistics.median(seconds), "≤ 3")


def _report(path: Path, sandbox: Sandbox) -> _Report:
    outline = outline_of(Text.of(sandbox.read(path)), path.name)
    return _Report(outline, tuple(obligations_of(outline, mentions_of(outline))))
