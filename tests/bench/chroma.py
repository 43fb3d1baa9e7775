"""The other side of the race: Chroma's own bulk add, `python -m tests.bench.chroma add|find FOLDER RACE`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

import chromadb
import numpy as np
from chromadb.config import Settings

BATCH: Final = 5000  # Chroma's own limit is 5,461; the fastest size (HAZARDS.md)
HITS: Final = 10


def add(folder: Path, race: Path) -> None:
    """Add all vectors under their ids, with Chroma's default settings but for the metric, which is ours."""
    vectors, ids = np.load(race / "vectors.npy"), _facts(race)["ids"]
    client = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
    collection = client.create_collection("race", embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
    for start in range(0, len(ids), BATCH):
        collection.add(ids=[str(i) for i in ids[start : start + BATCH]], embeddings=vectors[start : start + BATCH])


def find(folder: Path, race: Path) -> None:
    """Open the collection and require the last passage."""
    facts, vectors = _facts(race), np.load(race / "vectors.npy", mmap_mode="r")
    client = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
    collection = client.get_collection("race", embedding_function=None)
    found = collection.query(query_embeddings=vectors[facts["last"]].tolist(), n_results=HITS, include=[])
    if str(facts["ids"][facts["last"]]) not in found["ids"][0]:
        sys.exit(f"the last passage was not found: {facts['ids'][facts['last']]}")


def _facts(race: Path) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((race / "facts.json").read_text(encoding="utf-8"))
    return facts


if __name__ == "__main__":
    {"add": add, "find": find}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
