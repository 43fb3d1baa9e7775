"""What owner and client say to each other: one call, and the JSON lines of its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from ingest.pipeline import Report
from ingest.records import Answer, DocumentId, Filters, Found, Scope


@dataclass(frozen=True, slots=True)
class SearchCall:
    """`Desk.search`."""

    question: str
    k: int
    filters: Filters
    do: Literal["search"] = "search"


@dataclass(frozen=True, slots=True)
class AskCall:
    """`Desk.ask`."""

    question: str
    filters: Filters
    conversation: str | None = None
    do: Literal["ask"] = "ask"


@dataclass(frozen=True, slots=True)
class IngestCall:
    """`Desk.ingest`; paths are absolute."""

    paths: tuple[str, ...]
    scope: Scope
    do: Literal["ingest"] = "ingest"


@dataclass(frozen=True, slots=True)
class PurgeCall:
    """`Desk.purge`."""

    document: DocumentId
    do: Literal["purge"] = "purge"


@dataclass(frozen=True, slots=True)
class RebuildCall:
    """`Desk.rebuild`."""

    do: Literal["rebuild"] = "rebuild"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of progress, or just a sign of life while `what` is empty."""

    done: int = 0
    total: int = 0
    what: str = ""
    line: Literal["step"] = "step"


@dataclass(frozen=True, slots=True)
class Refused:
    """The last line of a call that failed: the error's one line."""

    error: str
    line: Literal["refused"] = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """The last line of a call that succeeded; the field of its kind is set."""

    found: tuple[Found, ...] = ()
    answer: Answer | None = None
    report: Report | None = None
    line: Literal["result"] = "result"


Call = Annotated[SearchCall | AskCall | IngestCall | PurgeCall | RebuildCall, Field(discriminator="do")]
Line = Annotated[Step | Refused | Result, Field(discriminator="line")]

CALL: Final[TypeAdapter[SearchCall | AskCall | IngestCall | PurgeCall | RebuildCall]] = TypeAdapter(Call)
LINE: Final[TypeAdapter[Step | Refused | Result]] = TypeAdapter(Line)
