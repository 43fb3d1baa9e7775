"""What new sentences of a draft may be taken from: the documents that it rests on, as far as the reader sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.drafting.carrying import Carrying, carry
from assistant.drafting.cutting import Stretch, leaf_items, sentences
from assistant.drafting.pieces import pieces
from assistant.drafting.planning.records import Addition, Origin
from assistant.drafting.provenance import sentence_of
from assistant.drafting.reading import reading_of
from assistant.drafting.records import NO_FACTS, Brief, Draft, Reading, Role, Sentence, Source
from assistant.drafting.writing.sentences import stopped, taken
from ingest.citations.names import same_document
from ingest.embedding import Embedding
from ingest.library import Library
from ingest.records import Document, Filters, Found, Scope

HITS: Final = 30  # items that a search gives
_NAME: Final = re.compile(r"《(?P<name>[^《》]{2,60})》")
_RULES: Final = frozenset(("办法", "条例"))
# What a regulation says of itself, and what leads to a list.
_OF_ITSELF: Final = re.compile(r"本(?:办法|条例|规定|细则)|(?:下列|如下|以下)[^。；]*[：:]?$|之一的")

ROLES: Final[tuple[Role, ...]] = ("superior", "intention", "regulation", "earlier")  # that may tell, the best first

Search = Callable[[str, int, Filters], Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Stock:
    """The library, for one reader."""

    library: Library
    reader: Scope
    embedding: Embedding
    search: Search  # ranked items


@dataclass(frozen=True, slots=True)
class Offer:
    """A stretch of a document that may become a sentence."""

    role: Role
    stretch: Stretch

    @property
    def is_lead(self) -> bool:
        """Whether it is the first sentence of its item, which names it."""
        return self.stretch.start == sentences(self.stretch.reading, self.stretch.item)[0].start


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents behind one draft."""

    draft: Draft
    stock: Stock
    brief: Brief  # whom the superiors speak to, and whose names may not stand in the draft
    roles: tuple[tuple[Document, Role], ...]  # the draft's documents that are still there

    @classmethod
    def of(cls, draft: Draft, stock: Stock) -> Shelf:
        """Look up what a draft rests on.

        Args:
            draft (Draft): With its plan.
            stock (Stock): Where from, and for whom.

        Returns:
            Shelf: Without the documents that are gone, or closed to the reader.
        """
        rested = _rested(draft)
        found = [
            (document, role)
            for document in stock.library.documents(Filters(stock.reader))
            if (role := _role(document, draft, stock.library.all_versions(document.id), rested)) is not None
        ]
        superiors = tuple(reading_of(stock.library, d, stock.reader) for d, role in found if role == "superior")
        brief = Brief(
            draft.unit, draft.year, draft.basis.names, (), (), superiors, (), (), NO_FACTS, draft.basis.foreign, (), ()
        )
        return cls(draft, stock, brief, tuple(found))

    def named_in(self, text: str) -> Iterator[Offer]:
        """What the regulations say that a text names, as far as the library has them."""
        names = [match["name"] for match in _NAME.finditer(text)]
        for document in self.stock.library.documents(Filters(self.stock.reader)):
            if any(same_document(name, document.title) for name in names) and document.kind in _RULES:
                reading = self._reading(document)
                for item in leaf_items(reading):
                    yield from (Offer("regulation", stretch) for stretch in sentences(reading, item))

    def behind(self, sources: Iterable[Source]) -> Iterator[Offer]:
        """All that the items say in which sources stand, in parts that say something by themselves; leads left out.

        Last year's own plan is left out: what the draft has not of it was left out with a reason.
        """
        documents = {document.file: document for document, _ in self.roles}
        for role, file, address in dict.fromkeys((source.role, source.file, source.address) for source in sources):
            if role not in ROLES or file not in documents:
                continue
            reading = self._reading(documents[file])
            for item in (each for each in reading.outline.items if each.address == address):
                offers = (Offer(role, part) for words in sentences(reading, item) for part in pieces(words))
                yield from (offer for offer in offers if not offer.is_lead)

    def about(self, topic: str) -> Iterator[tuple[Offer, ...]]:
        """What the documents plan about a topic, item by item: the superior's first, of own plans the newest."""
        documents = {document.file: (document, role) for document, role in self.roles}
        if not documents:
            return
        hits = self.stock.search(topic, HITS, Filters(self.stock.reader, files=tuple(documents)))
        for hit in sorted(hits, key=lambda hit: _rank(*documents[hit.file])):
            document, role = documents[hit.file]
            reading = self._reading(document)
            for item in leaf_items(reading):
                if item.address == hit.address and item.tense == "plan":
                    yield tuple(Offer(role, stretch) for stretch in sentences(reading, item))

    def sentence(self, offer: Offer) -> Sentence:
        """An offer as a sentence of the draft: in plan voice, or carried into its year."""
        stretch, role = offer.stretch, offer.role
        origin = _ORIGINS.get(role)
        if origin:
            return taken(Addition(origin, stretch.quote, (stretch.source(role),)), self.brief)
        old = stretch.reading.outline.year or self.draft.year - 1
        text, edits = carry(stretch.quote, Carrying(old, self.draft.year, foreign=self.draft.basis.foreign))
        return sentence_of(stopped(text), (stretch.source(role),), edits)

    def _reading(self, document: Document) -> Reading:
        return reading_of(self.stock.library, document, self.stock.reader)


def is_usable(offer: Offer) -> bool:
    """Whether a sentence of a regulation can stand in a plan."""
    return offer.role != "regulation" or not _OF_ITSELF.search(offer.stretch.quote)


# Whose words are turned into plan voice; a regulation speaks as a superior does.
_ORIGINS: Final[dict[Role, Origin]] = {"superior": "superior", "regulation": "superior", "intention": "intention"}


def _rank(document: Document, role: Role) -> tuple[int, int]:
    return ROLES.index(role), -(document.year or 0)


def _rested(draft: Draft) -> frozenset[int]:
    """Versions that the draft quotes anywhere."""
    told = (source for sentence in draft.sentences() for source in sentence.sources)
    planned = (source for row in draft.plan.rows for source in (*row.sources, *row.evidence))
    return frozenset(source.version for source in (*told, *planned))


def _role(document: Document, draft: Draft, versions: Sequence[int], rested: frozenset[int]) -> Role | None:
    """What a document is to the draft; None where it is nothing."""
    if not rested.union(draft.basis.superiors, draft.basis.prior).intersection(versions):
        return None
    if set(draft.basis.superiors).intersection(versions):
        return "superior"
    if set(draft.basis.prior).intersection(versions):
        return "earlier"
    return "regulation" if document.kind in _RULES else "intention"
