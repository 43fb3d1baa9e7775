"""Whether a document is still in force: from what texts say, from names that lost 试行, from a person's ruling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from assistant.citations.one_name import OneName
from ingest.citations.names import is_trial, plain
from ingest.records import Document, Force, Mention, Placed, Ruling, Standing

_REGULATIONS: Final = frozenset({"办法", "条例", "通知"})  # what they say of force holds; a plan may only intend it
_UNKNOWN: Final = "9999"  # sorts behind every date


@dataclass(frozen=True, slots=True)
class Status:
    """A document's force, and how one knows."""

    name: str
    force: Force
    successor: str = ""
    since: str = ""  # ISO date or year, "" where nothing tells
    told: Placed[Standing] | None = None  # the sentence that says so
    shown: Document | None = None  # the later document whose name for it has no 试行 any more
    is_ruled: bool = False  # a person has settled it


def statuses_of(
    mentions: Sequence[Placed[Mention]],
    standings: Sequence[Placed[Standing]],
    rulings: Sequence[Ruling],
    shelf: Mapping[str, Document],
    names: OneName,
) -> Mapping[str, Status]:
    """The force of every document of which something is known; nothing says that another one has ended.

    Args:
        mentions (Sequence[Placed[Mention]]): All citations.
        standings (Sequence[Placed[Standing]]): What the texts say of force.
        rulings (Sequence[Ruling]): What a person has settled; it wins.
        shelf (Mapping[str, Document]): The library's documents by name.
        names (OneName): The library's names.

    Returns:
        Mapping[str, Status]: By registered name. What a sentence says wins over what the names show.
    """
    found = {status.name: status for status in _made_final(mentions, shelf, names)}
    found |= {status.name: status for status in _told(standings, shelf, names)}
    found |= {status.name: status for status in (_ruled(ruling, names) for ruling in rulings)}
    return MappingProxyType(found)


def _told(standings: Sequence[Placed[Standing]], shelf: Mapping[str, Document], names: OneName) -> Iterator[Status]:
    """From sentences; of several on one document the best comes last, and so wins."""
    for placed in sorted(standings, key=_weight, reverse=True):
        name = names.of_document(placed.what.name, placed.document.unit)
        successor = names.of_document(placed.what.successor, placed.document.unit) if placed.what.successor else ""
        if name != successor and not _is_newer(shelf.get(name), placed.what.since):
            force: Force = "replaced" if successor else "repealed"
            yield Status(name, force, successor, placed.what.since, told=placed)


def _is_newer(document: Document | None, since: str) -> bool:
    """Whether the library has a document of this name from after the repeal: the name was given anew."""
    return document is not None and document.year is not None and since != "" and document.year > int(since[:4])


def _weight(placed: Placed[Standing]) -> tuple[bool, bool, str, int, int]:
    """Sorts the best first: of a regulation, with a successor, the earliest."""
    standing, document = placed.what, placed.document
    is_plan = document.kind not in _REGULATIONS
    return is_plan, not standing.successor, standing.since or _UNKNOWN, document.id, standing.start


def _made_final(mentions: Sequence[Placed[Mention]], shelf: Mapping[str, Document], names: OneName) -> Iterator[Status]:
    """From names: 《X（试行）》 is replaced once 《X》 is in the library, or is what later documents cite."""
    obeyed: dict[str, list[Document]] = {}
    cited: dict[str, list[Document]] = {}
    for placed in mentions:
        name = names.of_document(placed.what.normalised, placed.document.unit)
        cited.setdefault(name, []).append(placed.document)
        if placed.what.role == "authority":
            obeyed.setdefault(name, []).append(placed.document)
    for name in filter(is_trial, sorted({*cited, *shelf})):
        final = names.of_document(plain(name))
        later = shelf.get(final) or _first_after(obeyed.get(final, []), cited.get(name, []), obeyed.get(name, []))
        if final != name and later and _not_before(later, cited.get(name, [])):
            yield Status(name, "replaced", final, str(later.year or ""), shown=later)


def _first_after(final: Sequence[Document], cited: Sequence[Document], obeyed: Sequence[Document]) -> Document | None:
    """The first document that cites the final edition, if it is later than all that obey the trial one."""
    trial_years = [d.year for d in obeyed if d.year] or [d.year for d in cited if d.year]
    dated = sorted((d for d in final if d.year), key=lambda d: (d.year or 0, d.id))
    return next((d for d in dated[:1] if trial_years and (d.year or 0) > max(trial_years)), None)


def _not_before(later: Document, cited: Sequence[Document]) -> bool:
    """Whether a document is not older than the first that cites the trial edition."""
    years = [d.year for d in cited if d.year]
    return not years or later.year is None or later.year >= min(years)


def _ruled(ruling: Ruling, names: OneName) -> Status:
    successor = names.of_document(ruling.successor) if ruling.successor else ""
    return Status(names.of_document(ruling.name), ruling.force, successor, ruling.since, is_ruled=True)
