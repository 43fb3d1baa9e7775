from __future__ import annotations

from pathlib import Path

import pytest

from ingest.index import PARTS, Origin
from ingest.index.manifest import FILE, FOLDERS, Manifest, Mark, faults_of, files_of, load


@pytest.fixture
def generation(tmp_path: Path, origin: Origin) -> Path:
    for part in PARTS:
        (tmp_path / FOLDERS[part] / "segment").mkdir(parents=True)
        (tmp_path / FOLDERS[part] / "segment" / "data.bin").write_bytes(b"\x00" * 100)
    manifest = Manifest(origin, {part: Mark(7, False, files_of(tmp_path / FOLDERS[part])) for part in PARTS})
    manifest.save(tmp_path)
    return tmp_path


def test_a_manifest_survives_the_disk(generation: Path, origin: Origin) -> None:
    manifest = load(generation)
    assert manifest is not None
    assert manifest.origin == origin
    assert manifest.marks["dense"] == Mark(7, False, files_of(generation / "chroma"))
    assert faults_of(generation, manifest, origin) == {}


def test_a_manifest_with_any_byte_changed_is_refused(generation: Path) -> None:
    content = (generation / FILE).read_bytes()
    for place in range(len(content)):
        (generation / FILE).write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert load(generation) is None, place


def test_a_part_with_a_file_too_many_is_not_sound(generation: Path, origin: Origin) -> None:
    (generation / "chroma" / "chroma.sqlite3-journal").write_bytes(b"")
    (generation / "tantivy" / ".tantivy-writer.lock").write_bytes(b"")  # a lock is no content
    assert faults_of(generation, load(generation), origin) == {"dense": "文件缺失或被改动：chroma.sqlite3-journal"}


@pytest.mark.parametrize(
    ("other", "parts"),
    [
        (Origin("library-2", "random-256", 256), PARTS),
        (Origin("library-1", "another", 256), ("dense",)),
        (Origin("library-1", "random-256", 512), ("dense",)),
    ],
)
def test_what_an_index_is_made_from_must_be_the_same(generation: Path, other: Origin, parts: tuple[str, ...]) -> None:
    assert tuple(faults_of(generation, load(generation), other)) == parts
