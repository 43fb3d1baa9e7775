"""The looks of cells, as named styles that a user finds in Excel's own list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from assistant.export.table import Tone

HEADER: Final = "要点表头"
TITLE: Final = "要点标题"
NOTE: Final = "要点说明"
_TONES: Final[Mapping[Tone, str]] = {
    "plain": "要点正文",
    "faint": "要点未写明",
    "good": "要点绿",
    "changed": "要点黄",
    "new": "要点蓝",
    "bad": "要点红",
}

BODY_FONT: Final = "宋体"
_HEI: Final = "黑体"
BODY_SIZE: Final = 10.5  # 五号
_GREY: Final = "7F7F7F"
_LINE: Final = "A6A6A6"
_HEADER_GROUND: Final = "D9E2EC"
# Pale enough for black print on top, and told apart in a grey copy by the words in the cell.
_GROUNDS: Final[Mapping[Tone, str]] = {"good": "E2F0D9", "changed": "FFF2CC", "new": "DDEBF7", "bad": "F8D7DA"}


def style_of(tone: Tone, *, is_centred: bool) -> str:
    """The name of a style for a cell of a table."""
    return _TONES[tone] + ("居中" if is_centred else "")


def named_styles() -> Iterator[NamedStyle]:
    """All styles, new for each workbook, since a workbook keeps its own."""
    yield _style(HEADER, Font(name=_HEI, size=BODY_SIZE, bold=True), "center", "center", _HEADER_GROUND)
    for tone in _TONES:
        font = Font(name=BODY_FONT, size=BODY_SIZE, color=_GREY if tone == "faint" else "000000")
        for across in ("left", "center"):
            name = style_of(tone, is_centred=across == "center")
            yield _style(name, font, across, "top", _GROUNDS.get(tone))
    yield NamedStyle(TITLE, font=Font(name=_HEI, size=16, bold=True))
    note = Alignment(vertical="top", wrap_text=True)
    yield NamedStyle(NOTE, font=Font(name=BODY_FONT, size=BODY_SIZE), alignment=note)


def _style(name: str, font: Font, across: str, down: str, ground: str | None = None) -> NamedStyle:
    side = Side(style="thin", color=_LINE)
    style = NamedStyle(
        name,
        font=font,
        alignment=Alignment(horizontal=across, vertical=down, wrap_text=True),
        border=Border(left=side, right=side, top=side, bottom=side),
    )
    if ground:
        style.fill = PatternFill("solid", start_color=ground)
    return style
