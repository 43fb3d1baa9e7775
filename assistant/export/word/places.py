"""Where a source stands, in the form of an official table: 《云岭集团2025年党建工作要点》三/（二）. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from assistant.drafting.records import Source


def place_of(source: Source) -> str:
    """A source's place.

    Args:
        source (Source): A source.

    Returns:
        str: Full title and address; of a user's fact the file's name and the line.
    """
    return _name(source) + source.address


def places_of(sources: Iterable[Source]) -> Iterator[str]:
    """The places of several sources, each document named once: 《…要点》三/（二）、四/（一）.

    Args:
        sources (Iterable[Source]): In the order in which they are shown.

    Yields:
        str: A document's full title with the addresses in it.
    """
    addresses: dict[str, dict[str, None]] = {}  # of each document once, in order
    for source in sources:
        addresses.setdefault(_name(source), {})[source.address] = None
    yield from (name + "、".join(each) for name, each in addresses.items())


def _name(source: Source) -> str:
    """A title is never shortened: what stands in 《》 must be its exact name."""
    title = source.document or PurePath(source.file).stem
    return title if title.startswith("《") and title.endswith("》") else f"《{title}》"
