"""Small documents to read citations from."""

from __future__ import annotations

from ingest.citations import mentions_of, standings_of
from ingest.outline import outline_of
from ingest.records import Line, Mention, Outline, Standing, Text

PLAN = "云岭集团2024年党建工作要点"
RULE = "云岭集团党费管理办法"


def outline(*lines: str | Line, title: str = PLAN) -> Outline:
    return outline_of(Text.of(line if isinstance(line, Line) else Line(line) for line in (title, *lines)), "x.txt")


def mentions(*lines: str | Line, title: str = PLAN) -> tuple[Mention, ...]:
    return mentions_of(outline(*lines, title=title))


def standings(*lines: str | Line, title: str = RULE) -> tuple[Standing, ...]:
    return standings_of(outline(*lines, title=title))
