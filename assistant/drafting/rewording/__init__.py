"""A model-free draft, item by item, in a language model's words, each checked before it may stand."""

from assistant.drafting.rewording.house import House, house_of
from assistant.drafting.rewording.keeping import NOTHING, Rewriter, house_for
from assistant.drafting.rewording.records import KEPT, REWORDED, Outcome, Rewording
from assistant.drafting.rewording.story import UNCHANGED, askable, rewordings, unworded

__all__ = [
    "KEPT",
    "NOTHING",
    "REWORDED",
    "UNCHANGED",
    "House",
    "Outcome",
    "Rewording",
    "Rewriter",
    "askable",
    "house_for",
    "house_of",
    "rewordings",
    "unworded",
]
