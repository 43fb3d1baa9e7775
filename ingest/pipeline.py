"""The story of ingest: a folder of plan documents goes in, searchable items come out.

file -> read -> outline -> passages, requirements, citations -> vectors -> library -> index
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import FileError, NothingToRead, UnreadableFile
from ingest.extraction import extraction_of
from ingest.home import Home
from ingest.library import Reading, Stored
from ingest.outline import PARSER_VERSION, outline_of
from ingest.passages import passages_of, to_embed
from ingest.progress import Progress
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
    found = find_files(paths)
    done: list[Ingested] = []
    failures = [*found.failures]
    with Sandbox(home.settings) as sandbox:
        for count, path in enumerate(found.files):
            progress(count, len(found.files), printable(path.name))
            try:
                done.append(Ingested(str(path), ingest_file(home, sandbox, path, scope)))
            except FileError as error:
                failures.append(Failure(printable(str(path)), str(error)))
    progress(len(found.files), len(found.files), "更新索引")
    home.index.catch_up()
    return Report(tuple(done), tuple(failures), tuple(printable(str(path)) for path in found.ignored))


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
    if printable(str(path)) != str(path):
        raise UnreadableFile("文件名不是 UTF-8 编码", printable(str(path)), "请改名后再导入")
    sandbox.check(path)
    original = _read(path)
    sha256 = hashlib.sha256(original).hexdigest()
    if known := home.library.recognise(str(path), scope, sha256, PARSER_VERSION):
        return known
    text = Text.of(sandbox.read(path))
    _require_unchanged(path, sha256)
    outline = outline_of(text, path.name)
    passages = passages_of(outline)
    vectors = home.embedding.documents([to_embed(outline.title, passage.text) for passage in passages])
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
            extraction=extraction_of(outline),
        )
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What paths come to: files to read, in order and once each; files passed over; and paths with nothing in them."""

    files: tuple[Path, ...]
    ignored: tuple[Path, ...]
    failures: tuple[Failure, ...]


def find_files(paths: Iterable[Path]) -> Found:
    """Expand folders; a file that is named itself is always tried, one in a folder only if its format has a reader.

    Args:
        paths (Iterable[Path]): Files and folders.

    Returns:
        Found: All paths absolute.

    Raises:
        NothingToRead: If there is no file to read under any of the paths.
    """
    files: dict[Path, None] = {}
    ignored: list[Path] = []
    failures: list[Failure] = []
    for path in (p.absolute() for p in paths):
        inside, error = _inside(path)
        readable = [f for f in inside if f == path or f.suffix.lower() in SUPPORTED]
        if not readable:
            kinds = "、".join(sorted(SUPPORTED))
            failures.append(Failure(str(path), error or f"文件夹里没有可读的文件：{path}。支持的格式：{kinds}"))
        files.update(dict.fromkeys(readable))
        ignored += [f for f in inside if f not in files]
    if not files:
        raise NothingToRead(failures[0].error if failures else "没有要导入的文件。请给出文件或文件夹")
    return Found(tuple(files), tuple(ignored), tuple(failures))


def _inside(path: Path) -> tuple[list[Path], str]:
    """The files of a path, and what is wrong where there are none."""
    try:
        if path.is_dir():
            return sorted(_visible_files(path)), ""
        return ([path], "") if path.exists() else ([], f"找不到文件或文件夹：{path}。请检查路径")
    except OSError as error:
        return [], f"无法打开（{error.strerror}）：{path}。请检查路径和权限"


def _visible_files(folder: Path) -> Iterator[Path]:
    """Files below a folder without hidden ones and Word's own lock files (~$…)."""
    for path in folder.rglob("*"):
        names = path.relative_to(folder).parts
        if path.is_file() and not any(name.startswith((".", "~$")) for name in names):
            yield path


def _require_unchanged(path: Path, sha256: str) -> None:
    """What was read must be what is stored as the original."""
    if hashlib.sha256(_read(path)).hexdigest() != sha256:
        raise UnreadableFile("读取期间文件被改动", str(path), "请保存并关闭该文件后再导入")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"读不了文件（{error.strerror}）", str(path), "请检查文件是否还在、有没有权限") from error


def printable(name: str) -> str:
    """A file's name as it can be shown and stored: bytes that are no UTF-8 (zip files from Windows) in hexadecimal."""
    return name.encode(errors="surrogateescape").decode(errors="backslashreplace")
