"""The library's register of cited documents: who cites what, what is there, what is missing, what is in force. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.citations.force import Status, statuses_of
from assistant.citations.one_name import OneName, full_title, one_name, shelved
from ingest.citations.names import key_of, same_document, short_for
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

    def status(self, name: str, unit: str = "") -> Status:
        """A document's force; in force where nothing says otherwise.

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
        wanted = self.names.of_document(name.strip().strip("《》"))
        fits = (wanted.__eq__, lambda name: short_for(wanted, name), lambda name: same_document(wanted, name))
        return next((group for fit in fits for group in self.groups if fit(group.name)), None)

    def resting_on(self, name: str) -> tuple[Placed[Mention], ...]:
        """The items that rest on a document: those that cite it as an authority."""
        group = self.group(name)
        return tuple(placed for placed in group.citing if placed.what.role == "authority") if group else ()

    def to_collect(self) -> tuple[CitedDocument, ...]:
        """The documents that texts rest on, that are in force, and that the library does not have."""
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
    return Register(tuple(sorted(groups, key=lambda g: (-len(g.citing), g.name))), names, statuses, shelf)


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
