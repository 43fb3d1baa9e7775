"""An item made more specific without a model: what its sources say beside, in figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.compare.likeness import likeness
from assistant.drafting.records import DraftItem
from assistant.drafting.revising.finding import Finder
from assistant.drafting.revising.news import news
from assistant.drafting.revising.records import Detail
from assistant.drafting.revising.sheet import Sheet
from assistant.drafting.revising.stock import ROLES, Offer, Shelf, is_usable
from ingest.errors import BadRequest

MOST: Final = 2  # sentences that are added
NEAR: Final = 0.15  # likeness to its item from which on a sentence is about it
_FIGURE: Final = re.compile(r"\d")
# What an earlier year asked for once is over; what it asked for each time may still be.
_STANDING: Final = re.compile(r"每(?!名)|至少|不少于|不低于|不超过")
_ONCE: Final = re.compile(r"\d月|年内|上半年|下半年|当年|\d年")


def detailed(sheet: Sheet, edit: Detail, finder: Finder, shelf: Shelf) -> Sheet:
    """With what an item's sources say in figures beside, and the draft does not say yet.

    Args:
        sheet (Sheet): The draft.
        edit (Detail): Which item.
        finder (Finder): Of the draft.
        shelf (Shelf): What it rests on.

    Returns:
        Sheet: At most MOST sentences are added behind the item's own.

    Raises:
        BadRequest: There is nothing of the kind.
    """
    place = finder.block_of(edit.target)[-1]
    item = sheet.items[place]
    rows = [row for row in sheet.draft.plan.rows if row.key == item.row and item.row]
    sources = [source for row in rows for source in (*row.sources, *row.evidence)]
    offers = [*shelf.behind(sources), *shelf.named_in(item.text)]
    concrete = [offer for offer in offers if _is_concrete(offer)]
    best = _nearest(news(concrete, sheet, shelf.stock.embedding), item, shelf)[:MOST]
    if not best:
        raise BadRequest(
            f"{item.address}的来源里没有草稿还没用上的具体要求，草稿没有改动。要补的内容请直接写，例如“给这条补一句：…”"
        )
    return sheet.changed(
        place, DraftItem(item.label, item.address, (*item.sentences, *map(shelf.sentence, best)), item.row)
    )


def _is_concrete(offer: Offer) -> bool:
    words = offer.stretch.quote
    if offer.role == "earlier" and (_ONCE.search(words) or not _STANDING.search(words)):
        return False
    return bool(_FIGURE.search(words)) and is_usable(offer)


def _nearest(offers: Sequence[Offer], item: DraftItem, shelf: Shelf) -> list[Offer]:
    """Those about an item: the superior's first, then the likest."""
    if not offers:
        return []
    near = likeness([offer.stretch.quote for offer in offers], [item.text], shelf.stock.embedding)[:, 0]
    ranked = sorted(zip(offers, near, strict=True), key=lambda found: (ROLES.index(found[0].role), -found[1]))
    return [offer for offer, value in ranked if value >= NEAR]
