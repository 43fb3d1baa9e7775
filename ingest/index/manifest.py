"""What a generation says of itself, and whether its files bear that out. Never opens tantivy or Chroma."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ingest.index import PARTS, Origin, PartName

FORMAT: Final = 4  # raise it when a schema, a setting or the tokens change: older generations are then rebuilt
FILE: Final = "manifest.json"
FOLDERS: Final[Mapping[PartName, str]] = {"lexical": "tantivy", "dense": "chroma"}
LOCK_SUFFIX: Final = ".lock"  # tantivy's locks: empty, and made anew when they are missing

Fingerprint = tuple[int, str]  # size, sha256 in hex
Files = Mapping[str, Fingerprint]


@dataclass(frozen=True, slots=True)
class Mark:
    """The state of one part: how far it has followed the library, and its files when it was last at rest."""

    sequence: int
    dirty: bool  # being written to
    files: dict[str, Fingerprint] = field(default_factory=dict)  # by relative path
    left: int = 0  # entries that were deleted and are still in its files


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of a generation."""

    origin: Origin
    marks: dict[PartName, Mark]

    def save(self, generation: Path) -> None:
        """Replace the manifest of a generation, durably: the old one or the new one is there after a crash."""
        body = json.dumps({"format": FORMAT, **asdict(self)}).encode()
        write_durably(generation / FILE, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def load(generation: Path) -> Manifest | None:
    """Read the manifest of a generation.

    Args:
        generation (Path): Its folder, which need not exist.

    Returns:
        Manifest | None: None where it is missing, damaged (its first line is a hash of the rest) or of another format.
    """
    try:
        digest, _, body = (generation / FILE).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    data = json.loads(body)
    if data["format"] != FORMAT:
        return None
    marks: dict[PartName, Mark] = {
        part: Mark(**{**mark, "files": {name: (size, sha256) for name, (size, sha256) in mark["files"].items()}})
        for part, mark in data["marks"].items()
    }
    return Manifest(Origin(**data["origin"]), marks)


def faults_of(generation: Path, manifest: Manifest | None, origin: Origin) -> dict[PartName, str]:
    """Why parts of a generation must not be opened.

    Args:
        generation (Path): Its folder.
        manifest (Manifest | None): As loaded from it.
        origin (Origin): What the index is to be made from now.

    Returns:
        dict[PartName, str]: The reason for each part that is not sound, in Chinese; empty if all are.
    """
    if manifest is None:
        return dict.fromkeys(PARTS, "索引清单缺失或损坏")
    if manifest.origin.library != origin.library:
        return dict.fromkeys(PARTS, "索引属于另一个资料库")
    faults = {part: _fault(generation / FOLDERS[part], manifest.marks[part]) for part in PARTS}
    if manifest.origin != origin:
        faults["dense"] = "向量模型已更换"
    return {part: fault for part, fault in faults.items() if fault}


def files_of(folder: Path, known: Files = MappingProxyType({})) -> dict[str, Fingerprint]:
    """Fingerprints of every file below a folder, tantivy's locks left out; only those that are not `known` are read."""
    return {name: known.get(name) or _fingerprint(folder / name) for name in _names(folder)}


def states_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of the last change in nanoseconds of the same files, none of which is read."""
    states = {name: (folder / name).stat() for name in _names(folder)}
    return {name: (state.st_size, state.st_mtime_ns) for name, state in states.items()}


def write_durably(path: Path, content: bytes) -> None:
    """Put a file in place so that a crash leaves the old content or the new one, never a part."""
    draft = path.with_name(path.name + ".new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _names(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != LOCK_SUFFIX)
    return sorted(str(path.relative_to(folder)) for path in paths)


def _fingerprint(path: Path) -> Fingerprint:
    with path.open("rb") as file:
        return os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _fault(folder: Path, mark: Mark) -> str:
    if mark.dirty:
        return "上次写入没有完成"
    found = files_of(folder)
    changed = sorted(name for name in mark.files.keys() | found.keys() if mark.files.get(name) != found.get(name))
    return f"文件缺失或被改动：{changed[0]}" if changed else ""
