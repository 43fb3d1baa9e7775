"""The measurements: each runs fresh processes and yields figures."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.material import Corpus
from tests.bench.processes import Failed, run

COLD_STARTS: Final = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the table."""

    measure: str  # with its unit
    corpus: str
    value: float
    aim: str = ""  # "≥ 0.5"


def race(corpus: Corpus, home: Path, work: Path) -> Iterator[Figure]:
    """Our ingest of files against Chroma's bulk add of the vectors that came out of them.

    Both clocks start with the process that writes and stop when a fresh process has found the last passage.

    Args:
        corpus (Corpus): The files.
        home (Path): The installation to make.
        work (Path): An empty folder for this race alone.

    Yields:
        Figure: Passages a second of both, their ratio, and where our time went.
    """
    ingested = run("assistant", "ingest", corpus.folder, "--home", home, "--json")
    run("tests.bench.worker", "export", home, work / "race")
    found = run("tests.bench.worker", "find", home, work / "race")
    added = run("tests.bench.chroma", "add", work / "chroma", work / "race")
    refound = run("tests.bench.chroma", "find", work / "chroma", work / "race")
    facts = json.loads((work / "race/facts.json").read_text(encoding="utf-8"))
    ours, theirs = ingested.seconds + found.seconds, added.seconds + refound.seconds
    passages = len(facts["ids"])
    yield Figure("files", corpus.name, facts["documents"])
    yield Figure("files refused", corpus.name, len(json.loads(ingested.output)["failures"]))
    yield Figure("passages", corpus.name, passages)
    yield Figure("ingest, passages/s", corpus.name, passages / ours)
    yield Figure("Chroma's bulk add, passages/s", corpus.name, passages / theirs)
    yield Figure("ingest / bulk add", corpus.name, theirs / ours, "≥ 0.5")
    yield Figure("ingest, s (wall)", corpus.name, ours)
    yield Figure("ingest, s (CPU)", corpus.name, ingested.cpu + found.cpu)
    yield Figure("bulk add, s (wall)", corpus.name, theirs)
    yield Figure("bulk add, s (CPU)", corpus.name, added.cpu + refound.cpu)


def search(corpus: Corpus, home: Path, work: Path) -> Iterator[Figure]:
    """Times of single questions in one process, and its peak memory."""
    questions = work / "questions.json"
    questions.write_text(json.dumps(corpus.questions), encoding="utf-8")
    result = json.loads(run("tests.bench.worker", "search", home, questions).output)
    yield Figure("questions", corpus.name, len(corpus.questions))
    yield Figure("search p50, ms", corpus.name, statistics.median(result["wall"]))
    yield Figure("search p95, ms", corpus.name, _p95(result["wall"]), "≤ 40")
    yield Figure("search p95, ms (CPU)", corpus.name, _p95(result["cpu"]))
    yield Figure("search of one kind p95, ms", corpus.name, _p95(result["narrowed"]))
    yield Figure("search peak memory, MiB", corpus.name, result["peak"], "≤ 1536")


def cold_ask(corpus: Corpus, home: Path) -> Iterator[Figure]:
    """From the shell to the answer, a process each time; the median of COLD_STARTS questions."""
    asked = corpus.questions[:COLD_STARTS]
    times = [run("assistant", "ask", question, "--home", home, "--json").seconds for question in asked]
    yield Figure("cold ask, s", corpus.name, statistics.median(times), "≤ 3")


def plain_ingest(corpus: Corpus, home: Path) -> None:
    """Ingest without a figure: the ground for others."""
    run("assistant", "ingest", corpus.folder, "--home", home)


def repeated_ingest(corpus: Corpus, home: Path) -> Iterator[Figure]:
    """Ingest a folder again that has not changed.

    Args:
        corpus (Corpus): The files.
        home (Path): An installation that holds them.

    Yields:
        Figure: Seconds, and how many files were read and embedded again.

    Raises:
        Failed: Files were lost on the way.
    """
    again = run("assistant", "ingest", corpus.folder, "--home", home, "--json")
    outcomes = Counter(file["stored"]["outcome"] for file in json.loads(again.output)["files"])
    if outcomes.total() != sum(1 for _ in corpus.folder.iterdir()):
        raise Failed(f"not all files were reported: {outcomes}")
    yield Figure("re-ingest: files unchanged", corpus.name, outcomes["unchanged"])
    yield Figure("re-ingest: files embedded", corpus.name, outcomes["added"] + outcomes["updated"], "≤ 0")
    yield Figure("re-ingest, s", corpus.name, again.seconds)


def sizes(corpus: Corpus, home: Path) -> Iterator[Figure]:
    """Megabytes on disk."""
    generations = {f"{part} MB": list(home.glob(f"index/*/{part}")) for part in ("tantivy", "chroma")}
    for name, paths in {"library MB": list(home.glob("library.sqlite*")), **generations}.items():
        files = [file for path in paths for file in (path, *path.rglob("*")) if file.is_file()]
        yield Figure(name, corpus.name, sum(file.stat().st_size for file in files) / 1e6)


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[94]
