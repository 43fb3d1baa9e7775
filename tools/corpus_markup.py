"""The light markup of tools/corpus_sources: one line is one paragraph, its first character says what it is.

    key: value      lines above `---`: file, encoding, date, header, font, widths, sheet, list 1, list 2
    = title         ^ centred line      @ addressees      # ## ### level 1 to 3      > signature
    & note of attachments               ! label of an attachment      ~ new page: landscape or portrait
    | a | b |       a table row; `^` continues the cell above, `<` the cell to the left; `|-` ends the header
    [^text]         a footnote inside a paragraph

`list 1: chineseCounting 第%1章 | chineseCounting 第%2条 running` makes Word number the levels: # takes the first level,
## the second and so on, over all lists. `running` means that a level does not begin anew below a higher one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOOTNOTE: Final = re.compile(r"\[\^(.+?)\]")

_MARK: Final = re.compile(r"(###|##|#|[=^@>&!~|])[ ]?")
_CHINESE_DIGITS: Final = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of Word's automatic numbering; `text` is Word's lvlText, `%n` standing for the number of level n."""

    format: str  # Word's numFmt: decimal, chineseCounting, chineseCountingThousand
    text: str
    running: bool  # goes on below the next higher label

    @property
    def suffix(self) -> str:
        """What stands between number and words: 第一条 is set off by a space, the others by nothing."""
        return " " if self.text.startswith("第") else ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one whole table."""

    mark: str  # "" for a body paragraph, "table" for a table
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """One document of the sample library, as written."""

    file: str
    settings: Mapping[str, str]
    blocks: tuple[Block, ...]

    @property
    def lists(self) -> list[list[Level]]:
        """Word's lists, each with its levels; empty where the numbers are typed."""
        return [
            [_level(part) for part in self.settings[k].split(" | ")] for k in ("list 1", "list 2") if k in self.settings
        ]


def read_source(path: Path) -> Source:
    """Read one file of tools/corpus_sources."""
    head, body = path.read_text(encoding="utf-8").split("---\n", 1)
    settings = dict(line.split(": ", 1) for line in head.splitlines())
    return Source(settings["file"], settings, tuple(_blocks(body.splitlines())))


def _level(part: str) -> Level:
    format_, text, *rest = part.split(" ")
    return Level(format_, text, rest == ["running"])


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    table: list[tuple[str, ...]] = []
    header_rows = 0
    for line in [*lines, ""]:
        if line == "|-":
            header_rows = len(table)
        elif line.startswith("|"):
            table.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
        else:
            if table:
                yield Block("table", rows=tuple(table), header_rows=header_rows)
                table = []
            if line:
                yield _paragraph(line)


def _paragraph(line: str) -> Block:
    match = _MARK.match(line)
    return Block(match[1], line[match.end() :]) if match else Block("", line)


def filled(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows with the value of a vertically merged cell in every row that it spans, "" right of a horizontal merge."""
    out: list[list[str]] = []
    for row in rows:
        out.append([out[-1][i] if cell == "^" else "" if cell == "<" else cell for i, cell in enumerate(row)])
    return out


def plain_text(source: Source) -> str:
    """The document as a person reads it: numbers resolved, merged cells repeated, footnotes behind their paragraph."""
    counter = _Counter(source.lists)
    return "\n".join(line for block in source.blocks for line in _plain(block, counter))


def _plain(block: Block, counter: _Counter) -> Iterator[str]:
    if block.mark == "table":
        for row in filled(block.rows):
            yield "\t".join(cell for cell in row if cell)
    elif block.mark != "~":
        yield counter.label(block.mark) + FOOTNOTE.sub("", block.text)
        yield from FOOTNOTE.findall(block.text)


class _Counter:
    """Counts automatic numbers the way Word does."""

    def __init__(self, lists: Sequence[Sequence[Level]]) -> None:
        self.levels = [(level, ilvl) for levels in lists for ilvl, level in enumerate(levels)]
        self.counts = [0] * len(self.levels)

    def label(self, mark: str) -> str:
        """The number in front of the next paragraph with this mark; "" where the numbers are typed."""
        index = len(mark) - 1
        if not mark.startswith("#") or index >= len(self.levels):
            return ""
        self.counts[index] += 1
        for below in range(index + 1, len(self.levels)):
            level, ilvl = self.levels[below]
            if ilvl and not level.running:
                self.counts[below] = 0
        level = self.levels[index][0]
        number = str(self.counts[index]) if level.format == "decimal" else _chinese(self.counts[index])
        return re.sub(r"%\d", number, level.text) + level.suffix


def _chinese(number: int) -> str:
    """1 to 99 as Word counts in Chinese: 一, 十, 十一, 二十七."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else _CHINESE_DIGITS[tens] + "十"
    return lead + (_CHINESE_DIGITS[ones] if ones else "")
