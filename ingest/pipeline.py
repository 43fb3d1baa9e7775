"""The story of ingest: a folder of plan documents goes in, searchable items come out.

file -> read -> outline -> passages -> vectors -> library -> index
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import FileError, NothingToRead, UnreadableFile
from ingest.home import Home, Progress
from ingest.library import Reading, Stored
from ingest.outline import PARSER_VERSION, outline_of
from ingest.passages import passages_of
from ingest.readers import SUPPORTED, Sandbox
from ingest.records import EVERYONE, Scope, Text


@dataclass(frozen=True, slots=True)
class Ingested:
    """One file that is in the library now."""

    path: str
    stored: Stored


@dataclass(frozen=True, slots=True)
class Failure:
    """One file that is not, and the line that says why."""

    path: str
    error: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the files of one call; `ignored` are files in folders whose format has no reader."""

    files: tuple[Ingested, ...]
    failures: tuple[Failure, ...]
    ignored: tuple[str, ...]


def ingest(home: Home, paths: Sequence[Path], progress: Progress, scope: Scope = EVERYONE) -> Report:
    """Read files and folders into the library and the index.

    Args:
        home (Home): The opened home; this process owns its index.
        paths (Sequence[Path]): Files, or folders that are searched with all their subfolders.
        progress (Progress): Called once a file, and while the index catches up.
        scope (Scope): EVERYONE, or the one user who may see these documents.

    Returns:
        Report: A file that cannot be read fails alone.

    Raises:
        NothingToRead: If a path does not exist or a folder holds no readable file.
    """
    files, ignored = find_files(paths)
    done: list[Ingested] = []
    failures: list[Failure] = []
    with Sandbox(home.settings) as sandbox:
        for count, path in enumerate(files):
            progress(count, len(files), path.name)
            try:
                done.append(Ingested(str(path), ingest_file(home, sandbox, path, scope)))
            except FileError as error:
                failures.append(Failure(str(path), str(error)))
    progress(len(files), len(files), "更新索引")
    home.index.catch_up()
    return Report(tuple(done), tuple(failures), tuple(map(str, ignored)))


def ingest_file(home: Home, sandbox: Sandbox, path: Path, scope: Scope) -> Stored:
    """One file's way into the library; a file that is there already costs one hash.

    Args:
        home (Home): The opened home.
        sandbox (Sandbox): Reads untrusted formats in a child process.
        path (Path): The file, absolute.
        scope (Scope): Who may see the document.

    Returns:
        Stored: The document, its version, and whether it is new.
    """
    sandbox.check(path)
    original = path.read_bytes()
    sha256 = hashlib.sha256(original).hexdigest()
    if known := home.library.recognise(str(path), scope, sha256, PARSER_VERSION):
        return known
    text = Text.of(sandbox.read(path))
    _require_unchanged(path, sha256)
    outline = outline_of(text, path.name)
    passages = passages_of(outline)
    vectors = home.embedding.documents([passage.text for passage in passages])
    return home.library.put(
        Reading(
            path=str(path),
            scope=scope,
            original=original,
            sha256=sha256,
            content=text.content,
            outline=outline,
            passages=passages,
            vectors=vectors,
            model=home.embedding.name,
            parser=PARSER_VERSION,
        )
    )


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Expand folders; a file that is named itself is always tried, one in a folder only if its format has a reader.

    Args:
        paths (Iterable[Path]): Files and folders.

    Returns:
        tuple[list[Path], list[Path]]: Absolute files to read, in order and once each; and those passed over.

    Raises:
        NothingToRead: If a path does not exist or a folder holds no readable file.
    """
    found: dict[Path, None] = {}
    ignored: list[Path] = []
    for path in (p.absolute() for p in paths):
        if not path.exists():
            raise NothingToRead(f"找不到文件或文件夹：{path}。请检查路径")
        inside = sorted(_visible_files(path)) if path.is_dir() else [path]
        readable = [f for f in inside if f == path or f.suffix.lower() in SUPPORTED]
        if not readable:
            kinds = "、".join(sorted(SUPPORTED))
            raise NothingToRead(f"文件夹里没有可读的文件：{path}。支持的格式：{kinds}")
        found.update(dict.fromkeys(readable))
        ignored += [f for f in inside if f not in found]
    return list(found), ignored


def _visible_files(folder: Path) -> Iterator[Path]:
    """Files below a folder without hidden ones and Word's own lock files (~$…)."""
    for path in folder.rglob("*"):
        names = path.relative_to(folder).parts
        if path.is_file() and not any(name.startswith((".", "~$")) for name in names):
            yield path


def _require_unchanged(path: Path, sha256: str) -> None:
    """What was read must be what is stored as the original."""
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise UnreadableFile("读取期间文件被改动", str(path), "请保存并关闭该文件后再导入")
