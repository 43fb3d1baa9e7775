"""The table of decisions -> sections, items and sentences that name their sources."""

from assistant.drafting.writing.story import write

__all__ = ["write"]
