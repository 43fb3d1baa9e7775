"""Invented passages with random vectors, and a library that holds them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

import numpy as np
import pytest

from ingest.index import Batch, Origin
from ingest.index.facts import allows
from ingest.library import Library, Reading
from ingest.records import (
    EVERYONE,
    Filters,
    FloatMatrix,
    FloatVector,
    IndexedPassage,
    Item,
    Kind,
    Outline,
    Passage,
    PassageHit,
    Scope,
)

DIMENSIONS = 256
MODEL = "random-256"

MakeBatch = Callable[..., Batch]
PutDocument = Callable[..., int]
BruteForce = Callable[..., list[PassageHit]]
Search = Callable[[FloatVector, int, Filters], list[PassageHit]]
RecallOf = Callable[[Search, Iterable[Batch], FloatMatrix, Filters], float]


def unit_vectors(count: int, seed: int) -> FloatMatrix:
    matrix = np.random.default_rng(seed).standard_normal((count, DIMENSIONS)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def sentence(number: int) -> str:
    """A sober sentence with a word of its own, task<number>."""
    duty = ("安全生产责任制", "党支部标准化建设", "节能降耗", "职工培训", "意识形态工作")[number % 5]
    return f"云岭集团各单位要落实{duty}，每季度至少检查{number % 9 + 1}次，任务编号task{number}。"


def batch_of(
    count: int,
    document: int,
    *,
    scope: Scope = EVERYONE,
    year: int | None = 2024,
    kind: Kind = "要点",
    unit: str = "云岭集团",
) -> Batch:
    """One document's passages; ids and vectors depend on its number alone."""
    passages = [
        IndexedPassage(
            id=document * 1000 + place,
            document=document,
            text=sentence(document * 1000 + place),
            headings="一、总体要求 重点任务",
            title=f"云岭集团工作要点 doc{document}",
            file=f"文件{document}.docx",
            year=year,
            kind=kind,
            unit=unit,
            scope=scope,
        )
        for place in range(count)
    ]
    return passages, unit_vectors(count, document)


def put_document(library: Library, number: int, count: int, *, scope: Scope = EVERYONE, model: str = MODEL) -> int:
    """Store a document of `count` passages, one item each; returns its id."""
    texts = [sentence(number * 1000 + place) for place in range(count)]
    items, passages, start = [], [], 0
    for place, text in enumerate(texts):
        items.append(Item(f"一/{place + 1}", 2, f"{place + 1}", text, text, start, start + len(text), "plan"))
        passages.append(Passage(place, start, start + len(text), text))
        start += len(text) + 1
    content = "\n".join(texts)
    title = f"云岭集团2024年工作要点第{number}号"
    return library.put(
        Reading(
            path=f"/samples/文件{number}.txt",
            scope=scope,
            original=content.encode(),
            sha256=hashlib.sha256(content.encode()).hexdigest(),
            content=content,
            outline=Outline(title, 2024, "要点", "云岭集团", tuple(items)),
            passages=tuple(passages),
            vectors=unit_vectors(count, number),
            model=model,
            parser=1,
        )
    ).document


def nearest(batches: Iterable[Batch], vector: FloatVector, limit: int, filters: Filters) -> list[PassageHit]:
    """Brute force, one passage after the other."""
    hits = [
        PassageHit(passage.id, float(row @ vector))
        for passages, matrix in batches
        for passage, row in zip(passages, matrix, strict=True)
        if allows(filters, passage)
    ]
    return sorted(hits, key=lambda hit: -hit.score)[:limit]


def recall(search: Search, batches: Iterable[Batch], queries: FloatMatrix, filters: Filters) -> float:
    """Share of the ten nearest passages that a search finds, over all queries."""
    found = exact = 0
    for query in queries:
        wanted = {hit.id for hit in nearest(batches, query, 10, filters)}
        found += len(wanted & {hit.id for hit in search(query, 10, filters)})
        exact += len(wanted)
    return found / exact


@pytest.fixture(scope="session")
def make_batch() -> MakeBatch:
    return batch_of


@pytest.fixture(scope="session")
def put() -> PutDocument:
    return put_document


@pytest.fixture(scope="session")
def brute_force() -> BruteForce:
    return nearest


@pytest.fixture(scope="session")
def recall_of() -> RecallOf:
    return recall


@pytest.fixture(scope="session")
def vectors() -> Callable[[int, int], FloatMatrix]:
    return unit_vectors


@pytest.fixture(scope="session")
def origin() -> Origin:
    return Origin("library-1", MODEL, DIMENSIONS)
