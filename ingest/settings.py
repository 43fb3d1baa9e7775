"""What an installation can set: frozen plain data, read once at the entry points. A leaf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DEFAULT_HOME = "yaodian-home"  # in the current folder, as `make run` leaves it


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths and limits; no functions or models in it."""

    home: Path  # holds library, index, socket and logs
    library_url: str  # any SQLAlchemy URL
    embedding: str = "builtin"  # "builtin", or the name or folder of a sentence-transformers model
    max_file_bytes: int = 64 * 2**20  # a larger file is refused before it is read
    max_unpacked_bytes: int = 256 * 2**20  # sum of a zip's members (docx, xlsx)
    read_memory_bytes: int = 2**30  # address space that a reader's process may take beyond its own start
    read_seconds: float = 30.0  # wall time for one file
    convert_seconds: float = 60.0  # wall time for LibreOffice on one .doc or .wps
    owner_seconds: float = 1.5  # how long an owner may take to answer a ping

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], home: Path | None = None) -> Settings:
        """Read YAODIAN_HOME, YAODIAN_LIBRARY and YAODIAN_EMBEDDING; an explicit home wins."""
        place = (home or Path(environment.get("YAODIAN_HOME") or DEFAULT_HOME)).absolute()
        return cls(
            home=place,
            library_url=environment.get("YAODIAN_LIBRARY") or f"sqlite:///{quote(str(place / 'library.sqlite'))}",
            embedding=environment.get("YAODIAN_EMBEDDING") or "builtin",
        )
