"""Labels of a plan's scheme for the draft's own order. Pure."""

from __future__ import annotations

import re
from typing import Final

from ingest.labels import label_of
from ingest.readers.counting import counted

_NUMERAL: Final = re.compile(r"\d+|[一二三四五六七八九十百]+")


def relabelled(printed: str, number: int) -> str:
    """A label of the same form with another number.

    Args:
        printed (str): As last year's plan prints it: 3. or （三） or 三是; "" for none.
        number (int): From 1.

    Returns:
        str: 5. or （五） or 五是
    """

    def in_kind(match: re.Match[str]) -> str:
        return str(number) if match[0].isdecimal() else counted(number, "chineseCountingThousand")

    return _NUMERAL.sub(in_kind, printed, count=1) if printed else ""


def printed_label(text: str) -> str:
    """The label that a paragraph begins with, as printed; "" where it has none."""
    label = label_of(text)
    return text[: label.length] if label else ""
