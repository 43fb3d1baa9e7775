"""The index of a running program: checked when it is opened, healed while it is searched, level with the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import RLock, Thread

from ingest.errors import BrokenIndex, YaodianError
from ingest.index import PARTS, Batch, Current, Origin, PartName, Source, generations
from ingest.index.exact import ExactSearch
from ingest.index.local import LocalIndex
from ingest.index.manifest import Manifest, faults_of, load
from ingest.index.rebuild import Builder
from ingest.index.sharing import SharedLock
from ingest.records import Filters, FloatVector, PassageHit

Progress = Callable[[int], None]  # told how many passages have just been written, for each part anew


@dataclass(frozen=True, slots=True)
class IndexState:
    """How an index is doing."""

    sequence: int  # how far it has followed the library's log
    faults: dict[PartName, str]  # the parts that are out of use, and why, in Chinese
    rebuilding: bool
    failure: str  # why the last rebuild failed, in Chinese; empty if it did not

    @property
    def degraded(self) -> bool:
        """Whether searches do without a part."""
        return bool(self.faults)


class LiveIndex:
    """An index that heals itself. Search from any thread; the process that opens it must own the folder.

    A part whose files do not agree with the manifest is never opened. A child process builds a new generation from the
    library, which takes the old one's place; until then `dense` compares with every vector in the library, and
    `lexical` finds nothing where that part is the one. `state` tells.
    """

    def __init__(self, folder: Path, source: Source, library_url: str, origin: Origin) -> None:
        self._folder, self._source, self._library_url, self._origin = folder, source, library_url, origin
        self._writing = RLock()  # one thread at a time writes, swaps, or starts and ends a rebuild
        self._using = SharedLock()  # searches share it, a swap has it alone
        self._builder: Builder | None = None
        self._healing: Thread | None = None
        self._failure = ""
        self._exact = ExactSearch(source, origin.model)
        self._faults: dict[PartName, str] = {}
        self._index = self._adopt()

    @classmethod
    def open(
        cls, folder: Path, source: Source, library_url: str, model: str, dimensions: int, *, wait: bool
    ) -> LiveIndex:
        """Open an index, begin one where there is none, and catch up with the library.

        Args:
            folder (Path): Holds the generations; made if missing.
            source (Source): The library.
            library_url (str): The same library, for a child process.
            model (str): Name of the embedding.
            dimensions (int): Width of its vectors.
            wait (bool): Whether what is not sound is rebuilt before this returns, or meanwhile.

        Returns:
            LiveIndex: To be closed.

        Raises:
            BrokenIndex: The rebuild that was waited for failed, or a part cannot be written to.
        """
        folder.mkdir(parents=True, exist_ok=True)
        index = cls(folder, source, library_url, Origin(source.identity(), model, dimensions))
        try:
            if index.state().degraded:
                index.rebuild(wait=wait)
            index.catch_up()
        except BaseException:
            index.close()
            raise
        return index

    def lexical(self, text: str, limit: int, filters: Filters) -> list[PassageHit]:
        """Rank by BM25; nothing while that part is out of use.

        Args:
            text (str): A question.
            limit (int): How many at most.
            filters (Filters): Who asks, and for what.

        Returns:
            list[PassageHit]: Best first.
        """
        with self._using.shared():
            return self._index.lexical(text, limit, filters) if "lexical" in self._index.parts else []

    def dense(self, vector: FloatVector, limit: int, filters: Filters) -> list[PassageHit]:
        """Rank by cosine similarity; exact, with all vectors in memory, while that part is out of use.

        Args:
            vector (FloatVector): Shape (d,), unit length.
            limit (int): How many at most.
            filters (Filters): Who asks, and for what.

        Returns:
            list[PassageHit]: Best first.
        """
        with self._using.shared():
            if "dense" in self._index.parts:
                return self._index.dense(vector, limit, filters)
        return self._exact.search(vector, limit, filters)

    def state(self) -> IndexState:
        """How the index is doing now."""
        index = self._index
        faults = {part: self._faults.get(part, "写入失败") for part in PARTS if part not in index.parts}
        return IndexState(index.sequence, faults, self._builder is not None, self._failure)

    def catch_up(self, progress: Progress | None = None, *, wait: bool = True) -> None:
        """Apply what has changed in the library; when this returns, every part in use is level with it.

        What so many changes have worn out is rebuilt.

        Args:
            progress (Progress | None): Told after every batch.
            wait (bool): Whether to wait for another thread that is writing, and for a rebuild; a search may rather not.

        Raises:
            BrokenIndex: A part cannot be written to. As on any other error, it is given up and a rebuild begins.
        """
        if self._index.sequence == self._source.last_sequence() or not self._writing.acquire(blocking=wait):
            return
        in_use = self._index.parts
        try:
            self._follow(self._index, progress)
            worn = self._index.worn and self._builder is None
        finally:
            if self._index.parts != in_use:
                self.rebuild(wait=False)
            self._writing.release()
        if worn:
            self.rebuild(wait=wait)

    def rebuild(self, *, wait: bool) -> None:
        """Build a new generation from the library as it is now, and put it in the old one's place.

        Args:
            wait (bool): Whether to return only then.

        Raises:
            BrokenIndex: The rebuild that was waited for failed; what was in use before still is.
        """
        with self._writing:
            self._stop()
            self._builder = Builder(self._library_url, generations.fresh(self._folder), self._origin)
            self._healing = Thread(target=self._finish, args=(self._builder,), daemon=True)
            self._healing.start()
        if wait:
            self._wait()
            if self._failure:
                raise BrokenIndex(f"索引重建失败：{self._failure}")

    def forget(self) -> None:
        """Leave no byte of what the library no longer holds: Chroma keeps deleted vectors in its files.

        Raises:
            BrokenIndex: The rebuild failed, or an old generation cannot be removed.
        """
        self.rebuild(wait=True)
        if left := generations.others(self._folder, generations.current(self._folder)):
            raise BrokenIndex(f"旧索引无法删除：{left[0]}。请检查该文件夹的权限后再试")

    def close(self) -> None:
        """End a rebuild that is running, and give files and memory back."""
        with self._writing:
            self._stop()
        self._wait()
        with self._using.exclusive():
            self._index.close()

    def _adopt(self) -> LocalIndex:
        """Open what is sound of the generation in use; remove what a crash has left of others."""
        generation = generations.current(self._folder)
        generations.sweep(self._folder, generation)
        if generation is None and self._source.last_sequence() == 0:
            generation = generations.fresh(self._folder)
            LocalIndex.create(generation, self._origin).close()
            generations.point_to(generation)
        return self._open_sound(generation or generations.fresh(self._folder))

    def _open_sound(self, generation: Path) -> LocalIndex:
        manifest = load(generation)
        self._faults = faults_of(generation, manifest, self._origin)
        nothing = Manifest(self._origin, {})
        try:
            return LocalIndex(generation, manifest or nothing, [part for part in PARTS if part not in self._faults])
        except BrokenIndex as error:
            self._faults = dict.fromkeys(PARTS, str(error))
            return LocalIndex(generation, nothing, ())

    def _follow(self, index: LocalIndex, progress: Progress | None = None) -> None:
        """Apply the changes behind an index's sequence; to do so twice changes nothing."""
        changes = self._source.changes(index.sequence) if index.parts else []
        if changes:
            documents = sorted({change.document for change in changes})
            batches = Current(self._source, documents, self._origin.model)
            index.apply(documents, _Told(batches, progress) if progress else batches, changes[-1].sequence)

    def _finish(self, builder: Builder) -> None:
        """Wait for a child and put what it built in use."""
        failure = builder.wait()
        with self._writing:
            if builder is not self._builder:  # stopped: another rebuild is wanted, or none
                generations.remove(builder.generation)
                return
            outcome = failure or "无法换用新索引。请查看程序的错误输出"
            try:
                if not failure:
                    self._swap(builder.generation)
                    outcome = ""
            except (YaodianError, OSError) as error:
                outcome = str(error)
            finally:
                self._builder, self._failure = None, outcome
                generations.sweep(self._folder, generations.current(self._folder))

    def _swap(self, generation: Path) -> None:
        manifest = load(generation)
        if manifest is None or faults_of(generation, manifest, self._origin):
            raise BrokenIndex(f"重建的索引没有通过检查：{generation}。请检查磁盘")
        fresh = LocalIndex(generation, manifest, PARTS)
        try:
            self._follow(fresh)
            generations.point_to(generation)
        except BaseException:
            fresh.close()
            raise
        with self._using.exclusive():
            old, self._index = self._index, fresh
        self._faults = {}
        self._exact = ExactSearch(self._source, self._origin.model)  # the old one may hold all vectors in memory
        old.close()

    def _stop(self) -> None:
        if self._builder is not None:
            self._builder.stop()
            self._builder = None

    def _wait(self) -> None:
        """Wait for the rebuild that is running, and for one that takes its place meanwhile."""
        while self._healing is not None and self._healing.is_alive():
            self._healing.join()


@dataclass(frozen=True, slots=True)
class _Told:
    """Batches that report themselves."""

    batches: Iterable[Batch]
    progress: Progress

    def __iter__(self) -> Iterator[Batch]:
        for batch in self.batches:
            yield batch
            self.progress(len(batch[0]))
