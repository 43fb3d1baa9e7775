"""A long title in two lines that read well: whole words, much alike in length. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.export.word.layout import PORTRAIT, TITLE_LOOK, Paper

# Where a title may be broken: in front of the year, behind the issuing body, behind 关于, in front of what it is.
_BREAKS: Final = re.compile(
    r"(?<!^)(?=\d{4}[-－—]?(?:\d{4})?年)|(?<=委员会)|(?<=集团|公司|党委|党组)(?!公司|党委|党组|有限|委员会)"
    r"|(?<=关于)|(?<!党建)(?=工作(?:要点|意见|计划|安排|总结)$)|(?=重点任务分解)"
)


def title_lines(title: str, paper: Paper = PORTRAIT) -> list[str]:
    """The lines of a title.

    Args:
        title (str): On one line.
        paper (Paper): That it is printed on.

    Returns:
        list[str]: The title alone where it fits, or has no good place for a break; joined they are the title.
    """
    most = paper.text_width / 25.4 * 72 / TITLE_LOOK.points  # 20 characters on upright paper
    if width(title) <= most:
        return [title]
    places = [match.start() for match in _BREAKS.finditer(title) if 0 < match.start() < len(title)]
    pairs = [[title[:place], title[place:]] for place in places]
    fitting = [pair for pair in pairs if max(map(width, pair)) <= most]
    return min(fitting, key=lambda pair: abs(width(pair[0]) - width(pair[1])), default=[title])


def width(text: str) -> float:
    """Characters that a text takes in a line; digits and Latin letters take half."""
    return sum(0.5 if character.isascii() else 1 for character in text)
