"""The director's edited document -> the draft as it is now, and its task breakdown brought up with the body."""

from assistant.drafting.reimport.following import following
from assistant.drafting.reimport.remaking import Maker
from assistant.drafting.reimport.story import reimport, summary, traced

__all__ = ["Maker", "following", "reimport", "summary", "traced"]
