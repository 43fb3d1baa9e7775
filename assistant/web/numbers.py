"""Numbers in addresses, queries and forms: what no library can hold is refused before it gets there."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

LARGEST: Final = 2**63 - 1  # of an integer in SQLite

Number = Annotated[int, Field(ge=1, le=LARGEST)]  # names a document, a version, a draft, a job
Place = Annotated[int, Field(ge=0, le=LARGEST)]  # counted from 0
Year = Annotated[int, Field(ge=1900, le=2200)]
