"""What a person has decided about a draft that is still to be written, kept in the home until they delete it.

In: the steps of the screen 起草. Out: the same, after a closed tab and a restart. A preparation belongs to the one
person who began it. It holds what they typed, the rows of the plan that they edited and the numbers of documents: what
it is written from and its plan are worked out anew each time, and the person's edits are laid over them.

    preparations/<owner>/<number>.json
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, partial
from hashlib import blake2s
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from assistant.drafting.records import DraftKind
from assistant.export.files import whole_file
from ingest.errors import BadRequest, LibraryError
from ingest.library import JobId
from ingest.records import EVERYONE, DocumentId, Scope
from ingest.settings import Settings

FOLDER: Final = "preparations"
RUN: Final = 12  # characters in a row, or all that there are, that a text has in common with what quotes it
_SUFFIX: Final = ".json"

PreparationId = int
RowKey = str  # of a row of the plan, or of one that the person has added


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of the plan as a person has left it, every cell as text."""

    decision: str
    title: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """A draft before it is written."""

    id: PreparationId
    year: int
    unit: str = ""  # "" is the own one
    given: tuple[DocumentId, ...] = ()
    without: tuple[DocumentId, ...] = ()
    facts: str = ""  # as typed
    edits: Mapping[RowKey, Cells] = field(default_factory=dict)  # rows that are not as the plan has them
    order: tuple[RowKey, ...] = ()  # rows as the person has put them; others follow
    sections: tuple[str, ...] | None = None  # in the person's order; None as the plan has them
    job: JobId | None = None  # that writes it, or has written it
    kind: DraftKind = "要点"


_FORM: Final = TypeAdapter(Preparation)


class Preparations:
    """The preparations of a home, which threads and processes may change at once.

    Args:
        settings (Settings): Which home.
    """

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.home / FOLDER

    def begin(self, owner: Scope, year: int, unit: str, kind: DraftKind = "要点") -> Preparation:
        """Begin one.

        Args:
            owner (Scope): Whose.
            year (int): That the draft plans, or a 总结 looks back on.
            unit (str): For which it is; "" for the own one.
            kind (DraftKind): What is to be drafted.

        Returns:
            Preparation: With a number of its own.
        """
        with self._writing():
            last = max((int(path.stem) for path in self._paths(owner)), default=0)
            return self._write(self._path(owner, last + 1), Preparation(last + 1, year, unit, kind=kind))

    def of(self, owner: Scope) -> list[Preparation]:
        """A person's preparations, newest first."""
        paths = sorted(self._paths(owner), key=lambda path: int(path.stem), reverse=True)
        return [_read(path) for path in paths]

    def get(self, owner: Scope, number: PreparationId) -> Preparation:
        """A person's preparation; the same BadRequest where there is none and where it is another person's."""
        path = self._path(owner, number)
        if not path.is_file():
            raise BadRequest("没有这份起草准备，它可能已被删除。请返回起草页面查看")
        return _read(path)

    def change(self, owner: Scope, number: PreparationId, change: Callable[[Preparation], Preparation]) -> Preparation:
        """Change a preparation as it is now: what was kept meanwhile in other fields of it stays.

        Args:
            owner (Scope): Whose.
            number (PreparationId): Which one.
            change (Callable[[Preparation], Preparation]): What becomes of it.

        Returns:
            Preparation: As it is now; a BadRequest where there is none.
        """
        with self._writing():
            return self._write(self._path(owner, number), change(self.get(owner, number)))

    def delete(self, owner: Scope, number: PreparationId) -> None:
        """Delete a preparation; what was written from it stays."""
        with self._writing():
            self.get(owner, number)
            self._path(owner, number).unlink()

    def forget(self, texts: Collection[str], left: Callable[[Scope], Collection[str]], owners: Iterable[Scope]) -> None:
        """Take from everyone's preparations what quotes a document that is purged; the plan's own stands there again.

        Args:
            texts (Collection[str]): All that the document says and is called.
            left (Callable[[Scope], Collection[str]]): Likewise, of the other documents that a person sees; words that
                stand there, too, are kept.
            owners (Iterable[Scope]): Everybody who has an account.
        """
        names = {self._of(owner): owner for owner in owners}
        left = cache(left)
        with self._writing():
            for path in self._folder.glob(f"*/*{_SUFFIX}"):
                found = _read(path)
                owner = names.get(path.parent, EVERYONE)  # one without an account sees what everyone sees
                kept = _without_quotes(found, texts, partial(left, owner))
                if kept != found:
                    self._write(path, kept)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Nobody else changes a preparation meanwhile."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / ".lock").open("a") as lock:
            os.fchmod(lock.fileno(), 0o600)
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, path: Path, preparation: Preparation) -> Preparation:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(path, _SUFFIX) as whole:
            whole.write_bytes(_FORM.dump_json(preparation))
        return preparation

    def _paths(self, owner: Scope) -> list[Path]:
        return list(self._of(owner).glob(f"*{_SUFFIX}"))

    def _path(self, owner: Scope, number: PreparationId) -> Path:
        return self._of(owner) / f"{number}{_SUFFIX}"

    def _of(self, owner: Scope) -> Path:
        """Owners' names are no folders' names: a digest of one is."""
        return self._folder / blake2s(owner.encode(), digest_size=8).hexdigest()


def _read(path: Path) -> Preparation:
    try:
        return _FORM.validate_json(path.read_bytes())
    except ValidationError as error:
        raise LibraryError(f"起草准备的存档已损坏：{path}。请删除这个文件后重新准备") from error


def _without_quotes(
    preparation: Preparation, texts: Collection[str], left: Callable[[], Collection[str]]
) -> Preparation:
    edits = {
        key: cells
        for key, cells in preparation.edits.items()
        if not any(_quotes(words, texts, left) for words in (cells.title, cells.target, cells.reason))
    }
    facts = "\n".join(line for line in preparation.facts.splitlines() if not _quotes(line, texts, left))
    listed = preparation.sections
    sections = None if listed and any(_quotes(heading, texts, left) for heading in listed) else listed
    return replace(preparation, edits=edits, facts=facts, sections=sections)


def _quotes(words: str, texts: Collection[str], left: Callable[[], Collection[str]]) -> bool:
    """Whether words hold a run that stands in the texts, and in none of those that are left."""
    runs = {words[at : at + RUN] for at in range(max(1, len(words) - RUN + 1))} - {""}
    taken = {run for run in runs if any(run in text for text in texts)}
    return any(not any(run in text for text in left()) for run in taken)
