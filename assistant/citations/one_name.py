"""One name per document over the whole library, however its texts write it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ingest.citations.known import official
from ingest.citations.names import carried_by, key_of, tidied
from ingest.records import Document


@dataclass(frozen=True, slots=True)
class OneName:
    """All names of cited documents and of the library's own, by what is alike in their writings."""

    names: Mapping[str, str]  # key -> name, the first writing of it
    units: tuple[str, ...]  # units of the library's documents, the longest first

    def of(self, name: str, unit: str = "") -> str:
        """The name under which a document is registered.

        Args:
            name (str): As a text or a person writes it, without 《》.
            unit (str): The unit of the document that names it, or "": in 云岭集团's own papers 《党务公开工作办法》 is
                《云岭集团党务公开工作办法》, where there is such a one.

        Returns:
            str: The official name.
        """
        known = self.names.get(key_of(name)) or official(tidied(name))
        full = (self.names.get(key_of(f"{each}{known}")) for each in self.units if unit.startswith(each))
        return next((each for each in full if each), self.names.get(key_of(known), known))

    def of_document(self, name: str, unit: str = "") -> str:
        """The same, but a notice that issues a document goes by that document's name."""
        inner = carried_by(tidied(name))
        return self.of(inner or name, unit)


def one_name(names: Iterable[str], documents: Sequence[Document]) -> OneName:
    """Collect the names of a library.

    Args:
        names (Iterable[str]): Of cited documents, in any writing.
        documents (Sequence[Document]): The library's own.

    Returns:
        OneName: Titles come before names in texts, since a document knows best what it is called.
    """
    units = sorted({d.unit for d in documents if d.unit}, key=lambda unit: (-len(unit), unit))
    titles = [full_title(d) for d in documents]
    found: dict[str, str] = {}
    for written in dict.fromkeys(map(tidied, (*titles, *filter(None, map(carried_by, titles)), *names))):
        name = official(written)
        found.setdefault(key_of(name), name)
    return OneName(MappingProxyType(found), tuple(units))


def full_title(document: Document) -> str:
    """A document's title with its unit in front, where the title itself does not say whose it is."""
    title = tidied(document.title)
    return title if document.unit in title or carried_by(title) else f"{document.unit}{title}"


def shelved(documents: Sequence[Document], names: OneName) -> Mapping[str, Document]:
    """The library's documents by the names under which they are cited; of editions with one name the latest."""
    shelf: dict[str, Document] = {}
    for document in sorted(documents, key=lambda d: (d.year or 0, d.id)):
        for title in (tidied(document.title), full_title(document)):
            shelf[names.of_document(title, document.unit)] = document
    return MappingProxyType(shelf)
