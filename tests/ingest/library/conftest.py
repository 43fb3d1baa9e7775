"""A fresh library on disk, and readings of short invented texts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest.library import Library, Reading
from ingest.records import EVERYONE, Item, Kind, Line, Outline, Passage, Scope, Text

MakeReading = Callable[..., Reading]


def _reading(
    path: str,
    *sentences: str,
    scope: Scope = EVERYONE,
    title: str = "云岭集团2024年党建工作要点",
    year: int | None = 2024,
    kind: Kind = "要点",
    unit: str = "云岭能源集团有限公司",
    parser: int = 1,
    model: str = "test",
    dimensions: int = 8,
) -> Reading:
    """One item and one passage for each sentence; a vector depends on its passage's text alone."""
    text = Text.of([Line(title), *map(Line, sentences)])
    items, passages, vectors = [], [], []
    for number, paragraph in enumerate(text.paragraphs[1:], start=1):
        span = (paragraph.start, paragraph.end)
        heads = (f"一、{title}",)
        items.append(Item(f"一/{number}", 2, f"{number}", paragraph.text, paragraph.text, *span, "plan", heads))
        passages.append(Passage(number - 1, *span, paragraph.text))
        vectors.append(np.random.default_rng(list(paragraph.text.encode())).standard_normal(dimensions))
    original = ("\ufeff" + text.content).encode()
    return Reading(
        path=path,
        scope=scope,
        original=original,
        sha256=hashlib.sha256(original).hexdigest(),
        content=text.content,
        outline=Outline(title, year, kind, unit, tuple(items), reference="云岭党〔2024〕3号"),
        passages=tuple(passages),
        vectors=np.array(vectors, dtype=np.float32).reshape(len(passages), dimensions),
        model=model,
        parser=parser,
    )


@pytest.fixture
def make_reading() -> MakeReading:
    return _reading


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def library(url: str) -> Iterator[Library]:
    library = Library.open(url)
    yield library
    library.close()
