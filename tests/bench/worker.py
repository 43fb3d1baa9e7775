"""What runs in fresh processes on our side: `python -m tests.bench.worker export|find|search ...`."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np

from assistant.search import search
from ingest.embedding import load_embedding
from ingest.home import Home, open_home
from ingest.library import Library
from ingest.records import Filters
from ingest.settings import Settings

HITS: Final = 10
FILTERED: Final = 40  # questions that are also asked of one kind of document only
WARM_UP: Final = 3  # questions before the clock runs; the cold start has a row of its own


def export(home: Path, race: Path) -> None:
    """Write the library's ids and vectors for Chroma, and the last passage that is like no other, to look for."""
    settings = Settings.from_environment({}, home)
    library = Library.open(settings.library_url)
    batches = list(library.indexed(None, load_embedding(settings.embedding).name))
    library.close()
    passages = [passage for batch, _ in batches for passage in batch]
    vectors = np.concatenate([matrix for _, matrix in batches])
    alike = Counter(row.tobytes() for row in vectors)
    last = max(row for row, vector in enumerate(vectors) if alike[vector.tobytes()] == 1)
    race.mkdir()
    np.save(race / "vectors.npy", vectors)
    ids = [passage.id for passage in passages]
    facts = {"ids": ids, "last": last, "text": passages[last].text, "documents": len({p.document for p in passages})}
    (race / "facts.json").write_text(json.dumps(facts), encoding="utf-8")


def find(home: Path, race: Path) -> None:
    """Open an installation and require the last passage of both rankers."""
    facts = json.loads((race / "facts.json").read_text(encoding="utf-8"))
    wanted, text = facts["ids"][facts["last"]], facts["text"]
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        hits = (
            opened.index.lexical(text, HITS, Filters()),
            opened.index.dense(opened.embedding.query(text), HITS, Filters()),
        )
    if not all(wanted in {hit.id for hit in ranked} for ranked in hits):
        sys.exit(f"the last passage was not found: {wanted}")


def measure_search(home: Path, questions: Path) -> None:
    """Print the milliseconds of every question, by the wall and of CPU, and this process's peak memory in MiB."""
    asked = json.loads(questions.read_text(encoding="utf-8"))
    with open_home(Settings.from_environment({}, home), wait_for_index=True) as opened:
        for question in asked[:WARM_UP]:
            search(opened, question, HITS, Filters())
        wall, cpu = zip(*(_milliseconds(opened, question, Filters()) for question in asked), strict=True)
        narrow = _widest_filter(opened)
        narrowed, _ = zip(*(_milliseconds(opened, question, narrow) for question in asked[:FILTERED]), strict=True)
    print(json.dumps({"wall": wall, "cpu": cpu, "narrowed": narrowed, "peak": _peak_mib()}))


def _widest_filter(home: Home) -> Filters:
    """The kind that most documents are of: the more a filter lets through, the longer Chroma collects."""
    [(kind, _)] = Counter(document.kind for document in home.library.documents()).most_common(1)
    return Filters(kinds=(kind,))


def _milliseconds(home: Home, question: str, filters: Filters) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    search(home, question, HITS, filters)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _peak_mib() -> float:
    """VmHWM: the most memory that this process has had resident, mapped files included (man 5 proc)."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    {"export": export, "find": find, "search": measure_search}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
