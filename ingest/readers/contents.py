"""Tables of contents repeat the headings; they are left out, or every item would stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ingest.records import Line

HEADING: Final = re.compile(r"目\s*[录次]")
ENTRY_CHARS: Final = 120  # a longer line is none
ENTRY: Final = re.compile(r".+?(?:[.．·]{4,}|…{2,})\s*[-—]?\s*\d{1,3}\s*[-—]?")  # a title, leader dots, a page number


def without_contents(lines: Iterable[Line]) -> Iterator[Line]:
    """Leave out the lines of a table of contents.

    Args:
        lines (Iterable[Line]): A file's lines.

    Yields:
        Line: Those that are content.
    """
    for line in lines:
        if line.row or len(line.text) > ENTRY_CHARS or not (HEADING.fullmatch(line.text) or ENTRY.fullmatch(line.text)):
            yield line
