"""Markdown as a writer of plans uses it: headings, emphasis, bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.readers.joining import join_broken, trim
from ingest.records import Line

HEADING: Final = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
BULLET: Final = re.compile(r"[-*+]\s+|>\s*")
EMPHASIS: Final = re.compile(r"(\*\*|__)(.+?)\1")


def lines(content: str) -> list[Line]:
    """Read Markdown; the first heading of level 1 is the title when nothing stands before it."""
    return join_broken(_lines(content))


def _lines(content: str) -> Iterator[Line]:
    first = True
    for text in filter(None, map(trim, content.splitlines())):
        line = _line(text, first)
        if line.text:
            yield line
            first = False


def _line(text: str, first: bool) -> Line:
    text = EMPHASIS.sub(r"\2", text)
    heading = HEADING.fullmatch(text)
    if heading is None:
        return Line(trim(BULLET.sub("", text, count=1) if BULLET.match(text) else text))
    level = len(heading[1])
    return Line(trim(heading[2]), "title" if first and level == 1 else f"heading {level}")
