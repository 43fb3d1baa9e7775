"""The library's register of cited documents: who cites what, what is there, what is missing, what has ended. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.citations.force import Status, statuses_of
from assistant.citations.one_name import OneName, full_title, one_name, shelved
from assistant.citations.term import newest_year
from ingest.citations.names import is_trial, key_of, same_document, short_for, tidied
from ingest.citations.pointing import points
from ingest.records import ROLES, Document, Mention, Placed, Role, Ruling, Standing


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """One document that the library cites."""

    name: str  # official
    aliases: tuple[str, ...]  # other writings in the texts
    citing: tuple[Placed[Mention], ...]
    document: Document | None  # where the library has it
    status: Status

    @property
    def role(self) -> Role:
        """What it is cited for; an authority in one place is one."""
        return min((placed.what.role for placed in self.citing), key=ROLES.index)

    @property
    def citing_documents(self) -> tuple[Document, ...]:
        """The documents that cite it, each once, oldest first."""
        found = {placed.document.id: placed.document for placed in self.citing}
        return tuple(sorted(found.values(), key=lambda d: (d.year or 0, d.file)))


@dataclass(frozen=True, slots=True)
class Register:
    """All cited documents, the most cited first, and what is known of names and force beyond them."""

    groups: tuple[CitedDocument, ...]
    names: OneName
    statuses: Mapping[str, Status]
    shelf: Mapping[str, Document]
    unmade: frozenset[str]  # documents that the library only says are to be made
    year: int | None  # the newest of the library, by which a plan's term is over or not

    def status(self, name: str, unit: str = "") -> Status:
        """A document's force; counted as in force where nothing says otherwise, which is no evidence that it is.

        Args:
            name (str): Any of its names, without 《》.
            unit (str): The unit of the document that names it, or "".

        Returns:
            Status: With its registered name.
        """
        registered = self.names.of_document(name, unit)
        return self.statuses.get(registered, Status(registered, "in_force"))

    def status_of(self, document: Document) -> Status:
        """The force of a document of the library."""
        return self.status(full_title(document), document.unit)

    def in_force_instead(self, status: Status) -> str:
        """The name of what is in force in place of a replaced document: at the end of its successors, "" for none."""
        seen = {status.name}
        while status.force == "replaced" and status.successor and status.successor not in seen:
            seen.add(status.successor)
            status = self.status(status.successor)
        return status.name if status.force == "in_force" and len(seen) > 1 else ""

    def in_library(self, name: str, unit: str = "") -> Document | None:
        """The library's document of a name."""
        return self.shelf.get(self.names.of_document(name, unit))

    def group(self, name: str) -> CitedDocument | None:
        """The cited document that a person means.

        Args:
            name (str): In any writing, with or without 《》: 党支部条例.

        Returns:
            CitedDocument | None: None where nothing cites it.
        """
        meant = self.meant(name)
        return next((group for group in self.groups if group.name == meant), None)

    def meant(self, name: str) -> str | None:
        """The registered name of the document that a person means, whether it is cited or in the library.

        Args:
            name (str): In any writing, with or without 《》: 党支部条例.

        Returns:
            str | None: What the name surely means, else the likeliest, a final edition before one on trial unless
                the name itself says 试行; None where nothing is like it.
        """
        asked = _bare(name)
        known = self._known(is_trial(asked))
        likely = (name for fits in (short_for, same_document) for name in known if fits(asked, name))
        return self._surely(asked) or next(likely, None)

    def registered(self, name: str) -> str:
        """The one name under which to keep what a person settles about a document.

        Stricter than `meant`, which may guess: an edition on trial is another document than the final one.

        Args:
            name (str): In any writing, with or without 《》.

        Returns:
            str: The registered name, or the official one of a document that the library does not know.
        """
        asked = _bare(name)
        short = (known for known in self._known(is_trial(asked)) if short_for(asked, known))
        alike = (known for known in short if is_trial(known) == is_trial(asked))
        return self._surely(asked) or next(alike, self.names.of_document(asked))

    def _surely(self, asked: str) -> str | None:
        """The document of exactly this name, or of this name with a unit of the library in front."""
        known = frozenset(self._known(is_trial(asked)))
        exact = (self.names.of_document(asked, unit) for unit in ("", *self.names.units))
        return next((name for name in exact if name in known), None)

    def _known(self, trial_first: bool) -> Sequence[str]:
        """All cited documents, the most cited first, then the library's others; by edition."""
        names = dict.fromkeys((*(group.name for group in self.groups), *self.shelf))
        return sorted(names, key=lambda name: is_trial(name) != trial_first)

    def narrowed(self, mentions: Iterable[Placed[Mention]]) -> Register:
        """What some citations alone show; names, force and the library's documents stay as they are.

        Args:
            mentions (Iterable[Placed[Mention]]): Some of the register's.

        Returns:
            Register: With the documents that they cite, the most cited first.
        """
        shown = {(placed.document.version, placed.what) for placed in mentions}
        citing = ((g, [p for p in g.citing if (p.document.version, p.what) in shown]) for g in self.groups)
        groups = [replace(g, citing=tuple(few), aliases=_aliases(g.name, few)) for g, few in citing if few]
        return replace(self, groups=_most_cited_first(groups))

    def resting_on(self, name: str) -> tuple[Placed[Mention], ...]:
        """The items that rest on a document: those that cite it as an authority."""
        group = self.group(name)
        return tuple(placed for placed in group.citing if placed.what.role == "authority") if group else ()

    def to_collect(self) -> tuple[CitedDocument, ...]:
        """The documents that texts rest on, that nothing says have ended, and that the library does not have."""
        return tuple(
            group
            for group in self.groups
            if group.role == "authority" and group.document is None and group.status.force == "in_force"
        )


def register_of(
    mentions: Sequence[Placed[Mention]],
    standings: Sequence[Placed[Standing]],
    rulings: Sequence[Ruling],
    documents: Sequence[Document],
) -> Register:
    """Lay out the register.

    Args:
        mentions (Sequence[Placed[Mention]]): All citations of the documents that the user may see.
        standings (Sequence[Placed[Standing]]): What these documents say of force.
        rulings (Sequence[Ruling]): What a person has settled.
        documents (Sequence[Document]): The documents that the user may see.

    Returns:
        Register: The same for the same rows, in whatever order they come.
    """
    mentions = sorted(mentions, key=lambda placed: (placed.document.id, placed.what.start, placed.what.normalised))
    names = one_name(_names(mentions, standings, rulings), documents)
    shelf = shelved(documents, names)
    statuses = statuses_of(mentions, standings, rulings, shelf, names)
    by_name: dict[str, list[Placed[Mention]]] = {}
    for placed in mentions:
        by_name.setdefault(names.of_document(placed.what.normalised, placed.document.unit), []).append(placed)
    groups = [
        CitedDocument(
            name=name,
            aliases=_aliases(name, citing),
            citing=tuple(citing),
            document=shelf.get(name),
            status=statuses.get(name, Status(name, "in_force")),
        )
        for name, citing in by_name.items()
    ]
    unmade = frozenset(group.name for group in groups if group.role == "to_be_made" and group.document is None)
    return Register(_most_cited_first(groups), names, statuses, shelf, unmade, newest_year(documents))


def _most_cited_first(groups: Iterable[CitedDocument]) -> tuple[CitedDocument, ...]:
    return tuple(sorted(groups, key=lambda group: (-len(group.citing), group.name)))


def _bare(name: str) -> str:
    """A name as a person writes it, without 《》 and tidied."""
    return tidied(name.strip().removeprefix("《").removesuffix("》"))


def _names(
    mentions: Iterable[Placed[Mention]], standings: Iterable[Placed[Standing]], rulings: Iterable[Ruling]
) -> Iterable[str]:
    yield from (placed.what.normalised for placed in mentions)
    for placed in standings:
        yield from filter(None, (placed.what.name, placed.what.successor))
    for ruling in rulings:
        yield from filter(None, (ruling.name, ruling.successor))


def _aliases(name: str, citing: Sequence[Placed[Mention]]) -> tuple[str, ...]:
    """Writings that are not the name, each once, without words that only point at it (该办法)."""
    written = {key_of(placed.what.raw): "".join(placed.what.raw.split()) for placed in reversed(citing)}
    return tuple(sorted(each for key, each in written.items() if key != key_of(name) and not points(each)))
