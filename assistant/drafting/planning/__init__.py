"""Brief -> the table of decisions, one row per thread."""

from assistant.drafting.planning.records import Addition, Change, Cut, Planned, Thread
from assistant.drafting.planning.story import plan_of

__all__ = ["Addition", "Change", "Cut", "Planned", "Thread", "plan_of"]
