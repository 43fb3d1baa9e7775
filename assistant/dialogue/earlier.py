"""What a conversation showed before a question, and what that means for the items found for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.dialogue.turns import Place
from ingest.home import Home
from ingest.records import Filters, ItemHit


@dataclass(frozen=True, slots=True)
class Earlier:
    """Items of answers before."""

    favoured: tuple[Place, ...] = ()  # what the question is probably about
    shown: tuple[Place, ...] = ()  # not to be shown again

    def among(self, home: Home, hits: Sequence[ItemHit], filters: Filters) -> list[ItemHit]:
        """Put the favoured items first, as far as they are still there to be seen, and leave out what was shown.

        Args:
            home (Home): The opened home.
            hits (Sequence[ItemHit]): Found for the question, best first.
            filters (Filters): What to search in, and who asks: favoured items are checked anew.

        Returns:
            list[ItemHit]: Best first; the score of a favoured item is 1.
        """
        first = self._still_there(home, filters)
        known = {*self.shown, *(_place(hit) for hit in first)}
        return [*first, *(hit for hit in hits if _place(hit) not in known)]

    def _still_there(self, home: Home, filters: Filters) -> list[ItemHit]:
        if not self.favoured:
            return []
        current = {d.version: d for d in home.library.documents(filters)}
        return [
            ItemHit(current[place.version], item, 1.0, ((item.start, item.end),))
            for place in self.favoured
            if place.version in current
            for item in home.library.outline(place.version, filters.reader).items
            if item.address == place.address
        ]


NOTHING_SAID: Final = Earlier()


def _place(hit: ItemHit) -> Place:
    return Place(hit.document.version, hit.item.address)
