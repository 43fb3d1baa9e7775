"""What the views of 对照 are made of: their frame, the filter above a list, places that open, marked texts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlencode

from assistant.compare import Unit
from assistant.compare.records import Operation

VIEWS: Final = (("", "逐条对照"), ("coverage", "上级要求覆盖"), ("matrix", "年度落实"), ("themes", "主题变化"))
NEEDS: Final = {
    "pair": "对照至少要有两份文件",
    "matrix": "看年度落实要有写明年份的工作要点",
    "themes": "看主题变化要有同一单位、同一文种、标题相近、写明年份的至少两份文件",
}
_MARKS: Final[dict[Operation, str]] = {"delete": "del", "insert": "ins"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow a list: rows that have the code as a class."""

    code: str  # kept; "" is all
    words: str
    count: int


def frame(view: str, hint: str) -> str:
    """The head of a view: its name, the way to the others, and what it shows."""
    links = "".join(
        f'<a href="#comparison{f"/{name}" if name else ""}"{" aria-current=page" if name == view else ""}>{title}</a>'
        for name, title in VIEWS
    )
    return (
        f'<div class="screen-head"><h2 tabindex="-1">{dict(VIEWS)[view]}</h2>'
        f'<nav class="views" aria-label="对照方式">{links}</nav></div><p class="hint">{hint}</p>'
    )


def needs(what: str) -> str:
    """What is said where the library has not enough to compare; `what` is a key of NEEDS."""
    ways = '请到<a href="#library">文档库</a>上传，或更正已有文件的单位、年份和文种。'
    return f'<p class="notice">{NEEDS[what]}。{ways}</p>'


def result_head(root: str, view: str, said: str, query: dict[str, str], choices: Sequence[Choice] = ()) -> str:
    """What a list comes to, its download, and what it can be narrowed to.

    Args:
        root (str): Where a reverse proxy shows the page, such as /yaodian.
        view (str): rows, coverage, matrix or themes.
        said (str): HTML, one line.
        query (dict[str, str]): What was asked for; the file is made of the same.
        choices (Sequence[Choice]): Beside "all"; the style sheet hides what has not the chosen code.

    Returns:
        str: HTML.
    """
    address = escape(f"{root}/screens/comparison/{view}.xlsx?{urlencode(query)}")
    radios = "".join(
        f'<label class="check {each.code}"><input type="radio" name="show-{view}" value="{each.code}"'
        f"{'' if each.code else ' checked'}>{each.words} <b>{each.count}</b></label>"
        for each in choices
    )
    shown = f'<fieldset class="show"><legend>显示</legend>{radios}</fieldset>' if choices else ""
    return (
        f'<div class="bar head"><p role="status">{said}</p>'
        f'<a class="quiet" href="{address}" download>导出 Excel</a></div>{shown}'
    )


def place_html(version: int, unit: Unit, where: str) -> str:
    """A unit's address, which opens its document beside the screen at the place."""
    return opening(version, unit.start, unit.end, unit.address, f"{where} {unit.address}，打开原文")


def opening(version: int, start: int, end: int, words: str, name: str) -> str:
    """A small button that opens a version, highlighted; `name` is its whole name for those who do not see it."""
    return (
        f'<button type="button" class="chip" data-version="{version}" data-start="{start}" data-end="{end}" '
        f'aria-label="{escape(name)}">{escape(words)}</button>'
    )


def marked(pieces: Iterable[tuple[Operation, str]]) -> str:
    """A text in which what went is <del> and what came is <ins>."""
    return "".join(
        f"<{mark}>{escape(text)}</{mark}>" if (mark := _MARKS.get(operation)) else escape(text)
        for operation, text in pieces
    )
