"""What the user gives for the year: a file of lines `类别：名称=值｜章节` becomes Facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from assistant.drafting.records import FACT_KINDS, Fact, FactKind, Facts
from ingest.errors import BadRequest
from ingest.labels import label_of
from ingest.readers import Sandbox
from ingest.readers.text import decode
from ingest.records import Line
from ingest.settings import Settings

SYNONYMS: Final[Mapping[str, FactKind]] = {
    "年度定位": "定位",
    "任务": "主题",
    "新任务": "主题",
    "指标": "数字",
    "目标": "数字",
    "时限": "日期",
}
VALUED: Final[frozenset[FactKind]] = frozenset(("数字", "日期"))  # a figure or a date without its value says nothing

_KINDS: Final = frozenset((*FACT_KINDS, *SYNONYMS))
_PLAIN: Final = (".txt", ".md")
_COMMENT: Final = "#"
_TAB: Final = "\t"  # between the cells of a table's row
_COLON: Final = re.compile("[：:]")
_EQUALS: Final = re.compile("[＝=]")
_BAR: Final = re.compile("[｜|]")
_BULLET: Final = re.compile(r"[-*•·●■◆]\s*")
_HOW: Final = f"请写成“类别：名称=值｜章节”（“=值”和“｜章节”可以不写），类别有：{'、'.join(FACT_KINDS)}"


class _Malformed(Exception):
    """A line that is no fact; the words go on from 第3行."""


def facts_of(path: Path, settings: Settings) -> Facts:
    """Read a file of facts.

    Args:
        path (Path): Any text, Word or Excel file that the readers know; titles and headings in it are passed over.
        settings (Settings): Limits on size, memory and time.

    Returns:
        Facts: In the file's order.

    Raises:
        BadRequest: A line that is no fact.
        FileError: The file cannot be read.
    """
    with Sandbox(settings) as sandbox:
        read = sandbox.read(path)
    # The reader of plain text joins lines that look wrapped; here every line is a fact, and has its number.
    plain = path.suffix.lower() in _PLAIN
    lines = decode(path.read_bytes(), path.name).splitlines() if plain else map(_written, read)
    return facts_from(lines, path.name)


def facts_from(lines: Iterable[str], file: str) -> Facts:
    """Read lines of facts. Pure.

    Args:
        lines (Iterable[str]): `类别：名称=值｜章节`, or the cells of a table's row with tabs between them; empty ones
            and those that begin with # are passed over.
        file (str): The file's name.

    Returns:
        Facts: In the same order.

    Raises:
        BadRequest: A line without a kind, of an unknown kind, or without what its kind needs.
    """
    return Facts(file, tuple(_facts(lines, file)))


def _facts(lines: Iterable[str], file: str) -> Iterator[Fact]:
    for number, written in enumerate(lines, 1):
        line = written.strip()
        if line and not line.startswith(_COMMENT):
            try:
                yield _fact(line, number)
            except _Malformed as error:
                raise BadRequest(f"{file} 第 {number} 行{error}：{line}。{_HOW}") from error


def _fact(line: str, number: int) -> Fact:
    words = line[_mark(line) :]
    kind, name, text, section = _cells(words) if _TAB in words else _parts(words)
    known = SYNONYMS.get(kind, kind)
    found = next((each for each in FACT_KINDS if each == known), None)
    if found is None:
        raise _Malformed(f"的类别“{kind}”不认识" if kind else "没有写类别")
    if not name:
        raise _Malformed("没有写内容")
    if found in VALUED and not text:
        raise _Malformed(f"没有写值（{found}要写成“名称=值”）")
    return Fact(found, name, text, line, number, section)


def _mark(line: str) -> int:
    """Length of what stands in front of a kind in a list: Word's number, a bullet."""
    label, bullet = label_of(line), _BULLET.match(line)
    return label.length if label else bullet.end() if bullet else 0


def _parts(words: str) -> tuple[str, str, str, str]:
    """类别：名称=值｜章节 taken apart; what is missing is empty."""
    colon = _COLON.search(words)
    return (words[: colon.start()].strip(), *_content(words[colon.end() :])) if colon else ("", "", "", "")


def _cells(words: str) -> tuple[str, str, str, str]:
    """A row taken apart: the kind, then one cell with 名称=值｜章节, or a cell each."""
    kind, *cells = (cell.strip() for cell in words.split(_TAB))
    if not any(cells[1:]):
        return kind, *_content(cells[0])
    name, text, section, *_ = *cells, ""
    return kind, name, text, section


def _content(words: str) -> tuple[str, str, str]:
    bars = list(_BAR.finditer(words))
    behind = bars[-1].span() if bars else (len(words), len(words))
    content, section = words[: behind[0]], words[behind[1] :].strip()
    equals = _EQUALS.search(content)
    if equals is None:
        return content.strip(), "", section
    if not content[equals.end() :].strip():
        raise _Malformed("的“=”后面没有写值")
    return content[: equals.start()].strip(), content[equals.end() :].strip(), section


def _written(line: Line) -> str:
    """A line of a Word or Excel file as a person would type it; "" for what is none: a title, a table's header."""
    if line.row:
        is_header = line.row.header and line.row.cells[0].strip() not in _KINDS
        return "" if is_header else _TAB.join(line.row.cells).rstrip()
    if not line.style.startswith(("title", "heading")):
        return line.text
    # The first row of a sheet without column names is read as its title, its cells joined by spaces.
    kind, *cells = line.text.split()
    return _TAB.join((kind, *cells)) if kind in _KINDS and cells else ""
