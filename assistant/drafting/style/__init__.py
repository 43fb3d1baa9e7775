"""The house style of a unit's plans: measured from its prior years, shown, asked by the writer, and scored against."""

from assistant.drafting.style.headings import Pattern, parallel, pattern_of, tasks_of
from assistant.drafting.style.measuring import measure
from assistant.drafting.style.numbering import Level
from assistant.drafting.style.opening import Slot, SlotName, slots_of
from assistant.drafting.style.records import Closing, HouseStyle, Measures, Spread
from assistant.drafting.style.scoring import score
from assistant.drafting.style.siblings import breaks

__all__ = [
    "Closing",
    "HouseStyle",
    "Level",
    "Measures",
    "Pattern",
    "Slot",
    "SlotName",
    "Spread",
    "breaks",
    "measure",
    "parallel",
    "pattern_of",
    "score",
    "slots_of",
    "tasks_of",
]
