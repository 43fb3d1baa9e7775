"""One generation on this machine: tantivy and Chroma in a folder, and a manifest that says whether they are sound."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ingest.errors import BrokenIndex
from ingest.index import PARTS, Batch, Origin, PartName
from ingest.index.dense import DensePart
from ingest.index.lexical import LexicalPart
from ingest.index.manifest import FOLDERS, Manifest, Mark, files_of, states_of
from ingest.records import DocumentId, Filters, FloatVector, PassageHit

Part = LexicalPart | DensePart

# Measured on 3,000 passages that were replaced as a whole: recall@10 falls from 1.00 to 0.98 and below, a query takes
# four times as long and a write twice. Below WORN_LEAST every entry is looked at anyway (EF_SEARCH).
WORN_LEAST: Final = 1000
WORN_SHARE: Final = 0.25  # of the passages that are not deleted

_OPENERS: Final[Mapping[PartName, Callable[[Path], Part]]] = {"lexical": LexicalPart, "dense": DensePart}


class LocalIndex:
    """The sound parts of a generation, open. Searches may go on while it writes; one writer at a time.

    A part is marked dirty before it is written to and clean, with hashes of its files, when these are at rest again.
    Reading changes no file, so that a process that is killed while it only reads leaves a sound generation. The parts
    are written one after the other: who is killed while writing leaves the other part sound.

    Args:
        generation (Path): Its folder.
        manifest (Manifest): As loaded from it.
        parts (Collection[PartName]): Those that are sound; no others are opened.

    Raises:
        BrokenIndex: A part cannot be opened.
    """

    def __init__(self, generation: Path, manifest: Manifest, parts: Collection[PartName]) -> None:
        self._generation, self._manifest = generation, manifest
        self._parts: dict[PartName, Part] = {}
        self._given_up: list[Part] = []
        try:
            for part in parts:
                self._open(part, manifest.marks[part])
        except BrokenIndex:
            self.close()
            raise

    @classmethod
    def create(cls, generation: Path, origin: Origin) -> LocalIndex:
        """Begin an empty generation; raises FileExistsError where its folder exists already."""
        manifest = Manifest(origin, dict.fromkeys(PARTS, Mark(0, dirty=True)))
        for part in PARTS:
            (generation / FOLDERS[part]).mkdir(parents=True)
        manifest.save(generation)
        return cls(generation, manifest, PARTS)

    @property
    def parts(self) -> tuple[PartName, ...]:
        """The parts that are open."""
        return tuple(self._parts)

    @property
    def sequence(self) -> int:
        """How far every open part has followed the library's log."""
        return min((self._manifest.marks[part].sequence for part in self._parts), default=0)

    @property
    def worn(self) -> bool:
        """Whether Chroma's files hold so many deleted vectors that searches suffer; only a rebuild drops them."""
        part = self._parts.get("dense")
        if not isinstance(part, DensePart):
            return False
        return self._manifest.marks["dense"].left > max(WORN_LEAST, WORN_SHARE * part.count())

    def apply(self, documents: Sequence[DocumentId], batches: Iterable[Batch], sequence: int) -> None:
        """Forget some documents' passages and add others.

        Args:
            documents (Sequence[DocumentId]): Whose passages to forget; unknown ones do no harm.
            batches (Iterable[Batch]): What to add; iterated over once for each open part.
            sequence (int): How far the library's log has been followed then.

        Raises:
            BrokenIndex: A part cannot be written to. As on any other error it is given up and stays dirty.
        """
        for part in self.parts:
            self._write(part, documents, batches, sequence)

    def lexical(self, text: str, limit: int, filters: Filters) -> list[PassageHit]:
        """Rank by BM25; raises BrokenIndex where the part is not open."""
        part = self._parts.get("lexical")
        if not isinstance(part, LexicalPart):
            raise BrokenIndex(f"词面索引不可用：{self._generation}。请重建索引")
        return part.search(text, limit, filters)

    def dense(self, vector: FloatVector, limit: int, filters: Filters) -> list[PassageHit]:
        """Rank by cosine similarity; raises BrokenIndex where the part is not open."""
        part = self._parts.get("dense")
        if not isinstance(part, DensePart):
            raise BrokenIndex(f"向量索引不可用：{self._generation}。请重建索引")
        return part.search(vector, limit, filters)

    def close(self) -> None:
        """Give files and memory back."""
        for part in (*self._parts.values(), *self._given_up):
            part.close()
        self._parts, self._given_up = {}, []

    def _open(self, part: PartName, mark: Mark) -> None:
        """Open a part, and note what opening has changed in its files; the others are as they have been checked."""
        folder = self._folder(part)
        before = states_of(folder)
        self._parts[part] = _OPENERS[part](folder)
        untouched = before.items() & states_of(folder).items()
        known = {name: mark.files[name] for name, _ in untouched if name in mark.files}
        self._save(part, replace(mark, dirty=False, files=files_of(folder, known)))

    def _write(self, name: PartName, documents: Sequence[DocumentId], batches: Iterable[Batch], sequence: int) -> None:
        mark = self._manifest.marks[name]
        self._save(name, replace(mark, dirty=True))
        try:
            left = self._parts[name].apply(documents, batches)
        except BaseException:
            self._given_up.append(self._parts.pop(name))  # not closed yet: a search may be using it
            raise
        self._rest(name, sequence, mark.left + left)

    def _rest(self, part: PartName, sequence: int, left: int) -> None:
        """Mark a part clean; its files are at rest."""
        self._save(part, Mark(sequence, dirty=False, files=files_of(self._folder(part)), left=left))

    def _save(self, part: PartName, mark: Mark) -> None:
        if mark != self._manifest.marks[part]:
            self._manifest = Manifest(self._manifest.origin, {**self._manifest.marks, part: mark})
            self._manifest.save(self._generation)

    def _folder(self, part: PartName) -> Path:
        return self._generation / FOLDERS[part]
