"""A sentence of last year's plan -> the sentence for the new year, with its tracked edits."""

from assistant.drafting.carrying.once import is_one_off
from assistant.drafting.carrying.spans import apply
from assistant.drafting.carrying.story import Carrying, carry

__all__ = ["Carrying", "apply", "carry", "is_one_off"]
