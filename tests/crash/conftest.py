"""What the crash tests begin with: a library of three documents, of which two have changed, and four that are new."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document

from ingest.home import Home, open_home
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import Filters
from ingest.settings import Settings

EVERYTHING = 10_000  # more hits than there are passages

Passages = frozenset[tuple[str, str]]  # (address, text)


@dataclass(frozen=True, slots=True)
class Scene:
    """Made once and only read afterwards."""

    base: Path  # a home that holds the old documents
    rounds: tuple[tuple[Path, ...], ...]  # files of three calls of ingest
    old: dict[str, Passages]  # of each file in the base
    new: dict[str, Passages]  # of each file after a clean run

    @property
    def files(self) -> list[Path]:
        return [path for paths in self.rounds for path in paths]


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("scene")
    before = [write_plan(folder / name, 2) for name in ("安全生产.docx", "设备检修.txt", "班组建设.txt")]
    with open_home(settings_of(folder / "base"), wait_for_index=True) as home:
        old = ingested(home, before)
    changed = [write_plan(path, 3) for path in before[:2]]
    added = [
        write_plan(folder / f"{topic}", 4)
        for topic in ("科技创新.txt", "人才培养.txt", "节能降碳.txt", "物资采购.docx")
    ]
    rounds = ((changed[0], added[0]), (added[1], changed[1]), (added[2], added[3]))
    with open_home(settings_of(copied(folder / "base", folder / "clean")), wait_for_index=True) as home:
        new = ingested(home, [path for paths in rounds for path in paths])
    assert old.keys() < new.keys()
    assert [name for name in old if old[name] == new[name]] == ["班组建设.txt"]
    return Scene(folder / "base", rounds, old, new)


@pytest.fixture
def crashed_home(scene: Scene, tmp_path: Path) -> Path:
    """A copy of the base home, to crash in."""
    return copied(scene.base, tmp_path / "home")


def write_plan(path: Path, times: int) -> Path:
    """A plan of nine items on what its name says; `times` stands in each of them."""
    lines = list(plan(path.stem, times))
    if path.suffix == ".txt":
        path.write_text("\n".join(lines), encoding="utf-8")
    else:
        document = Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(str(path))
    return path


def plan(topic: str, times: int) -> Iterator[str]:
    yield f"云岭集团2024年{topic}工作要点"
    for section, verb in zip("一二三", ("部署", "检查", "通报"), strict=True):
        yield f"{section}、{verb}{topic}工作"
        for number, unit in enumerate(("水电公司", "检修公司", "物资公司"), 1):
            yield f"{number}.{unit}全年{verb}{topic}工作不少于{times}次，并于年底前向云岭集团书面报告。"


def settings_of(home: Path) -> Settings:
    return Settings.from_environment({}, home)


def copied(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


def ingested(home: Home, files: Sequence[Path]) -> dict[str, Passages]:
    """Ingest, and what the library holds then."""
    report = ingest(home, files, unwatched)
    assert report.failures == ()
    return held(home)


def held(home: Home) -> dict[str, Passages]:
    """The passages of each file: what the library holds, proved to be what both parts of the index find."""
    state = home.index.state()
    assert not state.degraded, state
    assert state.sequence == home.library.last_sequence()
    assert home.library.check() == []
    ids = sorted(p.id for passages, _ in home.library.indexed(None, home.embedding.name) for p in passages)
    assert sorted(hit.id for hit in home.index.lexical("云岭集团", EVERYTHING, Filters())) == ids
    assert sorted(hit.id for hit in home.index.dense(home.embedding.query("云岭"), EVERYTHING, Filters())) == ids
    found: dict[str, set[tuple[str, str]]] = {}
    for place in home.library.locate(ids, Filters()).values():
        text = home.library.content(place.document.version)[place.start : place.end]
        found.setdefault(place.document.file, set()).add((place.item.address, text))
    assert sum(map(len, found.values())) == len(ids)
    return {file: frozenset(passages) for file, passages in found.items()}


def lines_of(file: Path) -> Iterator[str]:
    if file.exists():
        yield from file.read_text(encoding="utf-8").splitlines()
