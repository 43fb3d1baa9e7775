"""Which of a shelf's offers are news to a draft: it neither rests on them nor says the like."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compare.likeness import likeness
from assistant.drafting.planning.asks import SAYS
from assistant.drafting.records import Source
from assistant.drafting.revising.sheet import Sheet
from assistant.drafting.revising.stock import Offer
from ingest.embedding import Embedding


def news(offers: Sequence[Offer], sheet: Sheet, embedding: Embedding) -> list[Offer]:
    """Those that a draft has not.

    Args:
        offers (Sequence[Offer]): Of its documents.
        sheet (Sheet): The draft.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        list[Offer]: Neither a sentence nor what the plan has left out rests on them, or is like them: what is alike
            would say it again, or with another value.
    """
    sentences = [sentence for order in sheet.orders for place in order for sentence in sheet.items[place].sentences]
    left_out = [dropped.source for row in sheet.draft.plan.rows for dropped in row.dropped]
    used = [*(source for sentence in sentences for source in sentence.sources), *left_out]
    unused = [offer for offer in offers if not any(overlaps(offer, source) for source in used)]
    if not unused:
        return []
    told = [*(sentence.text for sentence in sentences), *(source.quote for source in left_out)]
    alike = likeness([offer.stretch.quote for offer in unused], told, embedding).max(1)
    return [offer for offer, value in zip(unused, alike, strict=True) if value < SAYS]


def overlaps(offer: Offer, source: Source) -> bool:
    """Whether a source quotes an offer's words."""
    stretch = offer.stretch
    is_same = source.version == stretch.reading.document.version and source.address == stretch.item.address
    return is_same and source.start < stretch.end and stretch.start < source.end
