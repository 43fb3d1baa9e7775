"""An item's own words, told by offsets of its document. A leaf."""

from __future__ import annotations

from ingest.records import Item


def quoted(item: Item, start: int, end: int) -> str:
    """Words of an item, as they stand.

    Args:
        item (Item): An item.
        start (int): Where they begin in the document; not before the item.
        end (int): Where they end.

    Returns:
        str: Up to the end of the item at most.
    """
    return item.text[start - item.start : end - item.start]
