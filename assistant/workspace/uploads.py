"""Files that people send, from their arrival until the library holds them.

In: bytes and the names that a browser gave them. Out: folders of files under the home's `uploads`, each until its job
has ended. A batch arrives in a folder of its own. When its job begins, that folder becomes the owner's `files`: so a
file's path is the same for the same owner and name, and the library takes a later upload as the document's new version.

    uploads/<owner>/<batch>/<name>      arriving, or waiting for its job
    uploads/<owner>/files/<name>        being read: the path that the library knows it by
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path, PurePath
from typing import IO, Final
from uuid import uuid4

from ingest.errors import BadRequest, LibraryError, TooLarge
from ingest.records import Scope
from ingest.settings import Settings

MOST_FILES: Final = 200  # of one upload
NAME_BYTES: Final = 200  # of 255 that file systems allow, since LibreOffice and others put their own words behind
SUFFIX_CHARS: Final = 10  # a longer one is no suffix but a full stop in a sentence
READY: Final = "files"
NAMELESS: Final = "（无名文件）"

BatchId = str  # hexadecimal

_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs"))  # control characters, marks of direction, halves of a pair


def clean_name(given: str) -> str:
    """A file's name that is safe in any folder and the same however a system writes it. Pure.

    Args:
        given (str): What a browser sent; it may be a path, of Windows too.

    Returns:
        str: One name of at most NAME_BYTES, Chinese as it was; "" where nothing is left.
    """
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(character for character in last if unicodedata.category(character) not in _UNSEEN)
    name = unicodedata.normalize("NFC", seen).strip()
    return "" if name in (".", "..") else _shortened(name)


def _shortened(name: str) -> str:
    suffix = PurePath(name).suffix
    suffix = suffix if len(suffix) <= SUFFIX_CHARS else ""
    stem = name.removesuffix(suffix).encode()
    if len(name.encode()) <= NAME_BYTES:
        return name
    return stem[: NAME_BYTES - len(suffix.encode())].decode(errors="ignore").rstrip() + suffix


@dataclass(frozen=True, slots=True)
class Received:
    """One file of an upload."""

    name: str
    error: str = ""  # a Chinese line: why it was not taken; "" where it was


class Batch:
    """The files of one upload while they arrive, one after another. A file that is refused is refused alone.

    Args:
        folder (Path): Where they go.
        largest (int): Bytes of one file, at most.
    """

    def __init__(self, folder: Path, largest: int) -> None:
        self._folder, self._largest = folder, largest
        self._files: list[Received] = []
        self._open: IO[bytes] | None = None  # None while what arrives is refused

    @property
    def id(self) -> BatchId:
        """Names the batch among its owner's."""
        return self._folder.name

    @property
    def files(self) -> tuple[Received, ...]:
        """What has arrived, in order."""
        return tuple(self._files)

    def begin(self, given: str) -> None:
        """A file begins.

        Args:
            given (str): Its name as it was sent.

        Raises:
            BadRequest: It is one too many.
        """
        if len(self._files) == MOST_FILES:
            raise BadRequest(f"一次最多上传 {MOST_FILES} 个文件。请分几次上传")
        name = clean_name(given)
        taken = {received.name.casefold() for received in self._files}  # some file systems do not tell them apart
        if not name:
            self._files.append(Received(NAMELESS, f"文件名里没有可用的字：{NAMELESS}。请改名后再上传"))
        elif name.casefold() in taken:
            self._files.append(Received(name, f"与本次上传的另一份文件重名：{name}。请改名后再上传"))
        else:
            self._files.append(Received(name))
            with _on_disk(self._folder):
                self._open = (self._folder / name).open("xb")

    def write(self, data: bytes) -> None:
        """More of the file that has begun."""
        if self._open is None:
            return
        if self._open.tell() + len(data) > self._largest:
            self._refuse(f"文件超过 {self._largest / 2**20:.0f} MB")
        else:
            with _on_disk(self._folder):
                self._open.write(data)

    def finish(self) -> None:
        """The file that has begun is complete."""
        opened, self._open = self._open, None
        if opened is not None:
            with _on_disk(self._folder):
                opened.close()  # writes what is left in its buffer

    def _refuse(self, what: str) -> None:
        self.finish()
        name = self._files[-1].name
        (self._folder / name).unlink()
        self._files[-1] = Received(name, str(TooLarge(what, name, "请拆分后再上传")))


class Uploads:
    """The uploads of a home.

    Args:
        settings (Settings): Which home, and how large a file may be.
    """

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.home / "uploads"
        self.largest: Final = settings.max_file_bytes

    @contextmanager
    def receive(self, owner: Scope) -> Iterator[Batch]:
        """Take files in.

        Args:
            owner (Scope): Who sends them.

        Yields:
            Batch: To be filled inside the block; nothing of it stays where that fails.

        Raises:
            LibraryError: The disk is full, or the home cannot be written.
        """
        folder = self._of(owner) / uuid4().hex
        with _on_disk(folder):
            folder.mkdir(parents=True)
        with ExitStack() as undoing:
            undoing.callback(shutil.rmtree, folder)
            batch = Batch(folder, self.largest)
            undoing.callback(batch.finish)
            yield batch
            undoing.pop_all()

    def take(self, owner: Scope, batch: BatchId) -> Path:
        """Lay a batch ready to be read; for one thread, which clears it before it takes the next one.

        Args:
            owner (Scope): Who sent it.
            batch (BatchId): Which one; taken before, it still lies ready.

        Returns:
            Path: The folder that its files are in.
        """
        ready, arrived = self._of(owner) / READY, self._of(owner) / batch
        if arrived.exists():
            _remove(ready)
            arrived.rename(ready)
        return ready

    def clear(self, owner: Scope, batch: BatchId) -> None:
        """Remove a batch's files, taken or not."""
        arrived = self._of(owner) / batch
        _remove(arrived if arrived.exists() else self._of(owner) / READY)

    def clear_but(self, wanted: Iterable[tuple[Scope, BatchId]]) -> None:
        """Remove what a crash has left, before anything arrives.

        Args:
            wanted (Iterable[tuple[Scope, BatchId]]): Batches that still have a job, with their owners.
        """
        kept = {place for owner, batch in wanted for place in (self._of(owner) / batch, self._of(owner) / READY)}
        for folder in set(self._folder.glob("*/*")) - kept:
            _remove(folder)

    def _of(self, owner: Scope) -> Path:
        """Owners' names are no folders' names: a digest of one is."""
        return self._folder / blake2s(owner.encode(), digest_size=8).hexdigest()


@contextmanager
def _on_disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LibraryError(f"上传的文件写不进磁盘（{error.strerror}）：{folder}。请腾出空间或检查权限后重试") from error


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
