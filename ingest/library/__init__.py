"""The truth: one relational database with every document's bytes, text, items, passages, vectors and history."""

from ingest.library.profile import Profile
from ingest.library.store import Library
from ingest.library.values import Description, Extraction, Located, Occurrence, Reading, Stored, VersionInfo

__all__ = [
    "Description",
    "Extraction",
    "Library",
    "Located",
    "Occurrence",
    "Profile",
    "Reading",
    "Stored",
    "VersionInfo",
]
