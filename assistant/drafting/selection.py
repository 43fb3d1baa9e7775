"""What sources are chosen from, and what has been chosen so far and read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from assistant.choosing import choose
from assistant.drafting.belonging import Owner, owner_of
from assistant.drafting.reading import reading_of
from assistant.drafting.records import Reading
from assistant.drafting.sources import Slot, Verdict, newest_first
from ingest.library import Library
from ingest.library.profile import Profile
from ingest.progress import Progress
from ingest.records import Document, Filters, Scope


@dataclass(frozen=True, slots=True)
class Pool:
    """What sources are chosen from."""

    given: tuple[Document, ...]
    shelf: tuple[Document, ...]  # of the library, without those given
    refused: tuple[Verdict, ...]  # what is not chosen from, and why

    @property
    def documents(self) -> tuple[Document, ...]:
        """All of them."""
        return *self.given, *self.shelf


def pool_of(documents: Iterable[Document], given: Iterable[Document], without: Sequence[str]) -> Pool:
    """Lay out what sources are chosen from. Pure.

    Args:
        documents (Iterable[Document]): The library's.
        given (Iterable[Document]): What the user gave; a file on disk stands for the library's copy of it.
        without (Sequence[str]): What the user does not want: numbers, file names or titles.

    Returns:
        Pool: What is left.

    Raises:
        BadRequest: `without` names what is not there.
    """
    asked = tuple(dict.fromkeys(given))
    ids, known = {each.id for each in asked if each.id}, {_looks(each) for each in asked if not each.id}
    others = [each for each in documents if each.id not in ids]
    stored = [each for each in others if _looks(each) not in known]
    unwanted = dict.fromkeys(choose((*asked, *stored), name) for name in without)
    editions = _editions([each for each in stored if each not in unwanted])
    return Pool(
        given=tuple(each for each in asked if each not in unwanted),
        shelf=tuple(editions),
        refused=(
            *(Verdict(each, (), "用的是您给的同名文件") for each in others if each not in stored),
            *(Verdict(each, (), "您要求不用") for each in unwanted),
            *(Verdict(each, (), f"与“{kept.file}”同名同年") for kept, rest in editions.items() for each in rest),
        ),
    )


def _looks(document: Document) -> tuple[str, str, int | None]:
    """What tells a copy on disk from another document."""
    return document.file, document.title, document.year


def _editions(documents: Iterable[Document]) -> dict[Document, list[Document]]:
    """Documents, each with its other editions: the same in Word and as PDF. The one that came last is kept."""
    alike: dict[tuple[object, ...], list[Document]] = {}
    for document in documents:
        is_named = document.unit and document.year is not None
        name = (document.title, document.year, document.kind, document.unit) if is_named else (document.id,)
        alike.setdefault(name, []).append(document)
    return {max(same, key=_age): sorted(same, key=_age)[:-1] for same in alike.values()}


def _age(document: Document) -> int:
    return document.version


@dataclass(slots=True)
class Selection:
    """What has been chosen so far, and read."""

    owner: Owner
    fetch: Callable[[Document], Reading]
    progress: Progress
    readings: dict[Document, Reading]
    verdicts: list[Verdict] = field(default_factory=list)

    def take(self, verdicts: Iterable[Verdict]) -> None:
        """Note verdicts; what is used is read."""
        found = list(verdicts)
        self.verdicts += found
        self.read([verdict.document for verdict in found if verdict.slots])

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """Read documents, each only once."""
        missing = [document for document in documents if document not in self.readings]
        for done, document in enumerate(missing):
            self.progress(done, len(missing), document.file)
            self.readings[document] = self.fetch(document)
        return [self.readings[document] for document in documents]

    def of(self, slot: Slot) -> tuple[Reading, ...]:
        """What was chosen for a slot, newest first."""
        chosen = [verdict.document for verdict in self.verdicts if slot in verdict.slots]
        return tuple(self.readings[document] for document in newest_first(chosen, self.owner))

    def own(self) -> list[Reading]:
        """What was chosen of the own unit's."""
        chosen = (verdict.document for verdict in self.verdicts if verdict.slots)
        return [self.readings[document] for document in chosen if self.owner.whose(document) == "own"]


def selection_of(
    library: Library | None,
    unit: str,
    given: Sequence[Reading],
    without: Sequence[str],
    profile: Profile,
    reader: Scope,
    progress: Progress,
) -> tuple[Pool, Selection]:
    """Lay out what is to be chosen from, for a unit.

    Args:
        library (Library | None): Where sources are looked for; None where only what is given counts.
        unit (str): The own unit.
        given (Sequence[Reading]): Sources that the user gave.
        without (Sequence[str]): Sources that the user does not want: numbers, file names or titles.
        profile (Profile): The own unit's other names, its superior, its departments.
        reader (Scope): Who asks.
        progress (Progress): Told while documents are read.

    Returns:
        tuple[Pool, Selection]: Nothing is chosen yet.

    Raises:
        BadRequest: `without` names what is not there.
    """
    pool = pool_of(library.documents(Filters(reader)) if library else (), (each.document for each in given), without)
    readings = {each.document: each for each in given}
    fetch = partial(reading_of, library, reader=reader) if library else readings.__getitem__
    return pool, Selection(owner_of(unit, profile, pool.documents), fetch, progress, readings)
