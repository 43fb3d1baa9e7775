"""Conversations kept by id: one small file of JSON lines each, in the home, for its owner's eyes only.

A line holds the questions, as they were understood (they may name a document), names of files, and where quotes
stand; no other text of a document. Whose conversation it is belongs to its key:
the same id of two users is two conversations.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from assistant.dialogue.turns import Turn
from ingest.errors import BadRequest, LibraryError
from ingest.records import Scope

FOLDER_NAME: Final = "conversations"
TURNS_KEPT: Final = 20  # a follow-up leans on the last one; the others are for whoever looks into the file
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TURN: Final[TypeAdapter[Turn]] = TypeAdapter(Turn)


def checked_id(value: str) -> str:
    """The id of a conversation as it stands.

    Args:
        value (str): What the user calls it.

    Returns:
        str: The same.

    Raises:
        BadRequest: If it is none.
    """
    if not _ID.fullmatch(value):
        raise BadRequest(f"对话编号不对：{value[:80]!r}。请用 1 到 64 个英文字母、数字、- 或 _")
    return value


@dataclass(frozen=True, slots=True)
class Conversations:
    """All conversations of a home."""

    home: Path

    def turns(self, reader: Scope, conversation: str) -> tuple[Turn, ...]:
        """What was said so far.

        Args:
            reader (Scope): Whose conversation.
            conversation (str): Its id.

        Returns:
            tuple[Turn, ...]: Oldest first, at most TURNS_KEPT; none for a new conversation.

        Raises:
            LibraryError: If its file is damaged.
        """
        path = self._path(reader, conversation)
        try:
            lines = path.read_bytes().splitlines()
            return tuple(_TURN.validate_json(line) for line in lines)
        except FileNotFoundError:
            return ()
        except ValidationError as error:
            raise LibraryError(f"对话记录已损坏：{path}。请删除这个文件，或换一个对话编号") from error

    def add(self, reader: Scope, conversation: str, turn: Turn) -> None:
        """Add a turn; whoever reads meanwhile, or after a crash, finds the turns before or all of them.

        Args:
            reader (Scope): Whose conversation.
            conversation (str): Its id; begun where it is new.
            turn (Turn): What was asked and cited last.
        """
        path = self._path(reader, conversation)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with _alone(path.parent):
            _replace(path, [*self.turns(reader, conversation), turn][-TURNS_KEPT:])

    def forget(self) -> None:
        """Delete all conversations: after a purge, none may still name what was purged."""
        for path in (self.home / FOLDER_NAME).glob("*.jsonl"):
            path.unlink(missing_ok=True)

    def _path(self, reader: Scope, conversation: str) -> Path:
        key = f"{reader}\0{checked_id(conversation)}"  # hashed: a user's name may hold what no file's name may
        return self.home / FOLDER_NAME / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.jsonl"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else adds to a conversation meanwhile, be it a thread or a process."""
    with (folder / ".lock").open("a") as lock:
        os.fchmod(lock.fileno(), 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _replace(path: Path, turns: Sequence[Turn]) -> None:
    """Write a file of mode 0600 beside the old one, then put it in its place."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(_TURN.dump_json(turn) + b"\n" for turn in turns)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)  # there still where the disk was full
