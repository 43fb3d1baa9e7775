"""The director's edited document -> the draft as it is now."""

from assistant.drafting.reimport.story import reimport, summary, traced

__all__ = ["reimport", "summary", "traced"]
