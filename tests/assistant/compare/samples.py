"""Documents of the invented group, built from lines, and their comparison by the built-in embedding."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from assistant.compare import Comparison, compare
from ingest.citations import mentions_of
from ingest.embedding import Embedding, load_embedding
from ingest.obligations import obligations_of
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Line, Outline, Requirement, Text
from ingest.settings import Settings

CORPUS = Path(__file__).parents[3] / "corpus"


@cache
def embedding() -> Embedding:
    return load_embedding("builtin")


def document(year: int, *lines: str) -> tuple[Outline, str]:
    """A plan of a year and its text; numbered lines become its items."""
    text = Text.of(Line(line) for line in (f"云岭集团{year}年党建工作要点", *lines))
    return outline_of(text, f"云岭集团{year}年党建工作要点.txt"), text.content


def plan(year: int, *lines: str) -> Outline:
    return document(year, *lines)[0]


@cache
def of_corpus(name: str) -> tuple[Outline, str]:
    """A file of the sample library, and its text."""
    path = next(CORPUS.glob(f"*{name}*"))
    with Sandbox(Settings.from_environment({}, Path("unused"))) as sandbox:
        text = Text.of(sandbox.read(path))
    return outline_of(text, path.name), text.content


def duties(outline: Outline) -> tuple[Requirement, ...]:
    return obligations_of(outline, mentions_of(outline))


def compared(old: Outline, new: Outline) -> Comparison:
    return compare(old, new, duties(old), duties(new), embedding())
