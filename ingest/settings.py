"""What an installation can set: frozen plain data, read once at the entry points. A leaf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

DEFAULT_HOME = "yaodian-home"  # in the current folder, as `make run` leaves it


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """How a language model is reached, as written by the user; `assistant.wording.endpoint` checks it."""

    url: str = ""  # base URL of an OpenAI-compatible endpoint; "" is no language model
    model: str = ""
    key: str = field(default="", repr=False)
    seconds: str = "60"  # wall time for a whole answer
    context: str = "6000"  # characters of items that a prompt holds

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> EndpointSettings:
        """Read YAODIAN_LLM_URL, _MODEL, _KEY, _SECONDS and _CONTEXT; what is empty keeps its default."""
        names = ("url", "model", "key", "seconds", "context")
        given = {name: environment.get(f"YAODIAN_LLM_{name.upper()}", "").strip() for name in names}
        return cls(**{name: value for name, value in given.items() if value})


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
    endpoint: EndpointSettings = EndpointSettings()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], home: Path | None = None) -> Settings:
        """Read YAODIAN_HOME, YAODIAN_LIBRARY, YAODIAN_EMBEDDING and YAODIAN_LLM_*; an explicit home wins."""
        place = (home or Path(environment.get("YAODIAN_HOME") or DEFAULT_HOME)).absolute()
        return cls(
            home=place,
            library_url=environment.get("YAODIAN_LIBRARY") or f"sqlite:///{quote(str(place / 'library.sqlite'))}",
            embedding=environment.get("YAODIAN_EMBEDDING") or "builtin",
            endpoint=EndpointSettings.from_environment(environment),
        )
