"""The documents that a document cites, and what it says of their force."""

from ingest.citations.mentions import mentions_of
from ingest.citations.standing import standings_of

__all__ = ["mentions_of", "standings_of"]
