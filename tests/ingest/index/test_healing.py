"""Damage is noticed before anything is opened, searches go on, and a child process makes it good."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest.index import PARTS, Current, PartName
from ingest.index.live import LiveIndex
from ingest.library import Library
from ingest.records import Filters, PassageHit

DIMENSIONS, MODEL = 256, "random-256"  # as in conftest.py
DOCUMENTS, PASSAGES = 6, 50

# Every kind of file in a generation, and the parts that it belongs to.
FILES: dict[str, tuple[PartName, ...]] = {
    "CURRENT": PARTS,
    "generation-*/manifest.json": PARTS,
    "generation-*/chroma/chroma.sqlite3": ("dense",),
    "generation-*/chroma/documents.json": ("dense",),
    "generation-*/chroma/*/data_level0.bin": ("dense",),
    "generation-*/chroma/*/header.bin": ("dense",),
    "generation-*/chroma/*/index_metadata.pickle": ("dense",),
    "generation-*/chroma/*/length.bin": ("dense",),
    "generation-*/chroma/*/link_lists.bin": ("dense",),
    "generation-*/tantivy/meta.json": ("lexical",),
    "generation-*/tantivy/.managed.json": ("lexical",),
    "generation-*/tantivy/*.fast": ("lexical",),
    "generation-*/tantivy/*.fieldnorm": ("lexical",),
    "generation-*/tantivy/*.idx": ("lexical",),
    "generation-*/tantivy/*.pos": ("lexical",),
    "generation-*/tantivy/*.store": ("lexical",),
    "generation-*/tantivy/*.term": ("lexical",),
}


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def flip(path: Path) -> None:
    """200 bytes, or a quarter of a smaller file."""
    content = np.frombuffer(path.read_bytes(), np.uint8).copy()
    places = np.random.default_rng(7).choice(len(content), min(200, len(content) // 4), replace=False)
    content[places] ^= 0x5A
    path.write_bytes(content.tobytes())


DAMAGES: dict[str, Callable[[Path], None]] = {"deleted": Path.unlink, "truncated": truncate, "flipped": flip}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, put: Callable[..., int]) -> Path:
    """A folder with a library and its index; copied, never touched."""
    folder = tmp_path_factory.mktemp("sound")
    url = f"sqlite:///{folder / 'library.sqlite'}"
    library = Library.open(url)
    index = open_index(folder, library)
    for number in range(DOCUMENTS):
        put(library, number, PASSAGES, scope="王" if number == 0 else "")
    index.catch_up()
    index.close()
    library.close()
    return folder


@pytest.fixture
def home(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    library = Library.open(url_of(home))
    yield library
    library.close()


def url_of(home: Path) -> str:
    return f"sqlite:///{home / 'library.sqlite'}"


def open_index(home: Path, library: Library, *, model: str = MODEL, wait: bool = False) -> LiveIndex:
    return LiveIndex.open(home / "index", library, url_of(home), model, DIMENSIONS, wait=wait)


def damaged(home: Path, pattern: str, damage: str) -> None:
    # Chroma has a folder for public passages and one for private ones: the larger file is the public one's.
    DAMAGES[damage](max((home / "index").glob(pattern), key=lambda path: path.stat().st_size))


def agrees_with_the_library(index: LiveIndex, library: Library, recall_of: Callable[..., float]) -> bool:
    """Whether lexical and dense search both find what they should."""
    everything = Current(library, None, MODEL)
    queries = np.concatenate([matrix for _, matrix in everything])[::9] + np.float32(0.01)
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    return recall_of(index.dense, everything, queries, Filters("王")) >= 0.99 and finds_the_words(index, library)


def finds_the_words(index: LiveIndex, library: Library) -> bool:
    for passages, _ in Current(library, None, MODEL):
        for passage in passages[::7]:
            word = passage.text[passage.text.index("task") :].rstrip("。")
            if [hit.id for hit in index.lexical(word, 2, Filters("王"))] != [passage.id]:
                return False
    return True


def test_the_table_names_every_file_of_a_generation(sound: Path) -> None:
    named = {path for pattern in FILES for path in (sound / "index").glob(pattern)}
    there = {path for path in (sound / "index").rglob("*") if path.is_file() and path.suffix != ".lock"}
    assert there == named
    assert all(list((sound / "index").glob(pattern)) for pattern in FILES)


def test_a_sound_index_is_opened_as_it_is(home: Path, library: Library, recall_of: Callable[..., float]) -> None:
    before = (home / "index" / "CURRENT").read_bytes()
    index = open_index(home, library)
    assert not index.state().degraded
    assert not index.state().rebuilding
    assert index.state().sequence == DOCUMENTS
    assert agrees_with_the_library(index, library, recall_of)
    index.close()
    assert (home / "index" / "CURRENT").read_bytes() == before


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("pattern", FILES)
def test_damage_is_noticed_and_searches_go_on(home: Path, library: Library, pattern: str, damage: str) -> None:
    damaged(home, pattern, damage)
    index = open_index(home, library)
    state = index.state()
    vector = next(library.indexed(None, MODEL))[1][120]
    assert tuple(state.faults) == FILES[pattern]
    assert state.rebuilding
    assert index.dense(vector, 1, Filters()) == [PassageHit(121, pytest.approx(1, abs=1e-5))]
    assert finds_the_words(index, library) == ("lexical" not in state.faults)
    index.close()


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [
        ("generation-*/manifest.json", "flipped"),
        ("generation-*/chroma/*/data_level0.bin", "flipped"),
        ("generation-*/tantivy/*.term", "deleted"),
    ],
)
def test_damage_heals(home: Path, library: Library, recall_of: Callable[..., float], pattern: str, damage: str) -> None:
    damaged(home, pattern, damage)
    index = open_index(home, library, wait=True)
    assert not index.state().degraded
    assert not index.state().rebuilding
    assert agrees_with_the_library(index, library, recall_of)
    index.close()
    index = open_index(home, library)
    assert not index.state().degraded
    index.close()
    assert len(list((home / "index").glob("generation-*"))) == 1


@pytest.mark.parametrize(
    ("point", "faults"),
    [
        ("mid-tantivy", {"lexical": "上次写入没有完成"}),
        ("mid-chroma", {"dense": "上次写入没有完成"}),
        ("reading", {}),
        ("rebuilding", {}),
    ],
)
def test_a_killed_process_loses_nothing(
    home: Path, recall_of: Callable[..., float], point: str, faults: dict[str, str]
) -> None:
    child = subprocess.run(
        [sys.executable, "-P", Path(__file__).with_name("child.py"), home, point], check=False, capture_output=True
    )
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()
    assert child.stdout.decode().split() == ["put", point]
    library = Library.open(url_of(home))
    index = open_index(home, library)
    assert index.state().faults == faults
    index.close()
    index = open_index(home, library, wait=True)
    assert index.state().sequence == DOCUMENTS + 1
    assert agrees_with_the_library(index, library, recall_of)
    index.close()
    library.close()
    assert len(list((home / "index").glob("generation-*"))) == 1
