"""A draft and a place in it -> what is reworded there, and from what. Pure."""

from __future__ import annotations

from typing import Final

from assistant.drafting.records import OPENING, Draft, DraftItem, Sentence
from assistant.drafting.rewording.house import House
from assistant.drafting.rewording.records import BLANKS, THIS_YEAR, Material
from assistant.drafting.style.measuring import lead_of
from assistant.drafting.style.shape import Entry

LITTLE: Final = 16  # characters; a body that says less has nothing to reword
SHRUNK: Final = 0.7  # of the model-free text's length
GROWN: Final = 1.3
WISHED_SHRUNK: Final = 0.4  # likewise where the user wants the item otherwise: shorter, more specific
WISHED_GROWN: Final = 2.0


def material_of(draft: Draft, place: int, house: House, wish: str = "") -> Material | None:
    """What an item may be reworded from.

    Args:
        draft (Draft): The whole.
        place (int): The item's place among `draft.items()`.
        house (House): How the unit writes.
        wish (str): What the user wants of the item; "" leaves it to the prompt.

    Returns:
        Material | None: None for the opening paragraph, which is made of formulas, for what the user has written, for
            what announces a list, and for an item that says too little.
    """
    items = list(draft.items())
    item = items[place]
    lead, body = _parted(item)
    if item.address == OPENING or not _has_words(body) or all(sentence.kind == "用户给定" for sentence in body):
        return None
    row = next((row for row in draft.plan.rows if row.key == item.row), None)
    own = {source.place: source for sentence in body for source in sentence.sources}
    of_row = (source for source in (row.sources if row else ()) if source.role in THIS_YEAR)
    sources = own | {source.place: source for source in of_row if source.place not in own}
    return Material(
        item,
        lead,
        body,
        tuple(sources.values()),
        row,
        draft.unit,
        draft.kind,
        _chars(lead, body, house, wish),
        max([*(int(len(sentence.text) * GROWN) for sentence in body), *house.style.newest.sentence_chars]),
        wish,
    )


def _has_words(body: tuple[Sentence, ...]) -> bool:
    text = "".join(sentence.text for sentence in body)
    return len(BLANKS.sub("", text)) >= LITTLE and not text.endswith("：")


def _parted(item: DraftItem) -> tuple[Sentence | None, tuple[Sentence, ...]]:
    """The lead, and what stands behind it."""
    has_lead = lead_of(Entry(tuple(sentence.text for sentence in item.sentences))) != ""
    return (item.sentences[0], item.sentences[1:]) if has_lead else (None, item.sentences)


def _chars(lead: Sentence | None, body: tuple[Sentence, ...], house: House, wish: str) -> tuple[int, int]:
    """Within what the unit's own items have, but never far from the model-free text, which may be longer or shorter."""
    shrunk, grown = (WISHED_SHRUNK, WISHED_GROWN) if wish else (SHRUNK, GROWN)
    now = sum(len(sentence.text) for sentence in body)
    longest = max(chars for plan in house.style.plans for chars in plan.item_chars) - (len(lead.text) if lead else 0)
    return int(now * shrunk), max(now, min(int(now * grown), longest))
