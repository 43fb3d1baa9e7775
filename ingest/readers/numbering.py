"""Word's automatic numbers: which list a paragraph is in, how far it has counted, and the number as it is printed.

ECMA-376 part 1, 17.9. Where implementations differ we follow Word: paragraphs of all `w:num` that share an abstract
definition count on together, and a start override restarts the count once, where its `w:num` is first used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from ingest.readers.counting import counted
from ingest.readers.word_styles import Styles
from ingest.readers.word_xml import NS, integer, is_on, qualified, value

PLACEHOLDER: Final = re.compile(r"%([1-9])")
CLOSING: Final = tuple("、．。）】》〉」』：是要")  # wide enough that no space need follow, and 一是, 一要
LEVELS: Final = range(9)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None  # restarts behind this level (counted from 1) or one above it; 0 never; None: any above
    legal: bool = False  # prints all its numbers in Arabic digits
    suffix: str = "tab"
    style: str | None = None  # the paragraph style bound to this level

    @property
    def counts(self) -> bool:
        """Whether the level prints a number rather than a bullet."""
        return self.number_format != "bullet"


@dataclass(frozen=True, slots=True)
class ListInstance:
    """A `w:num`: the levels that it uses, whose count it shares, and where it restarts."""

    abstract: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]  # level -> start override


class Numbering:
    """Counts through a document: `label` must see every numbered paragraph once, in reading order.

    Args:
        root (_Element | None): The numbering part; None where the document has none.
        styles (Styles): The document's styles.
    """

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._instances = dict(_instances(root, styles)) if root is not None else {}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()  # start overrides (numId, level) that have had their effect

    def label(self, paragraph: _Element) -> str:
        """Count a paragraph and give its number with what separates it from the text.

        Args:
            paragraph (_Element): A `w:p`.

        Returns:
            str: The number as Word prints it, for example "（一）" or "1.2 "; "" without a number or with a bullet.
        """
        number_id, index = self._place(paragraph)
        instance = self._instances.get(number_id)
        if instance is None or index not in instance.levels:
            return ""
        self._advance(number_id, instance, index)
        return self._printed(instance, index)

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        """List and level of a paragraph; its own properties go before those of its style and the style's bases."""
        number_id = self._styles.paragraph_property(paragraph, "w:numPr/w:numId")
        level = self._styles.paragraph_property(paragraph, "w:numPr/w:ilvl")
        identifier = value(number_id) or "0"
        instance = self._instances.get(identifier)
        if instance is not None and paragraph.find("w:pPr/w:numPr", NS) is None:
            style = self._styles.of(paragraph)
            bound = (i for i, candidate in instance.levels.items() if candidate.style == style)
            return identifier, next(bound, integer(level, 0))
        return identifier, integer(level, 0)

    def _advance(self, number_id: str, instance: ListInstance, index: int) -> None:
        self._restart(number_id, instance, index)
        for above in range(index):  # a level that was passed over counts as begun (Microsoft KB Q110380)
            self._counts.setdefault((instance.abstract, above), self._start(instance, above))
        key = (instance.abstract, index)
        self._counts[key] = self._counts[key] + 1 if key in self._counts else self._start(instance, index)
        for below in range(index + 1, len(LEVELS)):
            restart = instance.levels.get(below, Level()).restart
            if index < (below if restart is None or restart > below else restart):
                self._counts.pop((instance.abstract, below), None)

    def _restart(self, number_id: str, instance: ListInstance, index: int) -> None:
        """Let start overrides take effect where a list is first used at this level or above it."""
        for level in instance.restarts:
            if level <= index and (number_id, level) not in self._begun:
                self._begun.add((number_id, level))
                self._counts.pop((instance.abstract, level), None)

    def _start(self, instance: ListInstance, index: int) -> int:
        return instance.restarts.get(index, instance.levels.get(index, Level()).start)

    def _printed(self, instance: ListInstance, index: int) -> str:
        level = instance.levels[index]
        if not level.counts:
            return ""

        def figure(match: re.Match[str]) -> str:
            shown = int(match[1]) - 1
            number = self._counts.get((instance.abstract, shown), self._start(instance, shown))
            return counted(number, "decimal" if level.legal else instance.levels.get(shown, Level()).number_format)

        text = PLACEHOLDER.sub(figure, level.text).strip()
        spaced = text and level.suffix != "nothing" and not text.endswith(CLOSING)
        return f"{text} " if spaced else text


def _instances(root: _Element, styles: Styles) -> Iterator[tuple[str, ListInstance]]:
    """Every `w:num` by its id."""
    abstracts = {a.get(qualified("abstractNumId"), ""): a for a in root.iterfind("w:abstractNum", NS)}
    targets = {
        number.get(qualified("numId"), ""): value(number.find("w:abstractNumId", NS)) or ""
        for number in root.iterfind("w:num", NS)
    }
    for number in root.iterfind("w:num", NS):
        identifier = number.get(qualified("numId"), "")
        abstract = _linked(targets[identifier], abstracts, targets, styles)
        if abstract in abstracts and identifier != "0":  # numId 0 switches numbering off
            levels = {index: _level(element) for index, element in _indexed(abstracts[abstract], "w:lvl")}
            yield identifier, _overridden(number, abstract, levels)


def _linked(abstract: str, abstracts: Mapping[str, _Element], targets: Mapping[str, str], styles: Styles) -> str:
    """The abstract definition that holds the levels: a `numStyleLink` leads to it through a numbering style."""
    link = abstracts[abstract].find("w:numStyleLink", NS) if abstract in abstracts else None
    style = styles.get(value(link) or "")
    number = style.find("w:pPr/w:numPr/w:numId", NS) if style is not None else None
    return targets.get(value(number) or "", abstract)


def _overridden(number: _Element, abstract: str, levels: dict[int, Level]) -> ListInstance:
    restarts = {}
    for index, override in _indexed(number, "w:lvlOverride"):
        replacement = override.find("w:lvl", NS)
        if replacement is not None:
            levels[index] = _level(replacement)
        start = override.find("w:startOverride", NS)
        if start is not None:
            restarts[index] = integer(start, 1)
    return ListInstance(abstract, levels, restarts)


def _indexed(parent: _Element, path: str) -> Iterator[tuple[int, _Element]]:
    for element in parent.iterfind(path, NS):
        index = element.get(qualified("ilvl"), "")
        if index.isdecimal() and int(index) in LEVELS:
            yield int(index), element


def _level(element: _Element) -> Level:
    restart = element.find("w:lvlRestart", NS)
    return Level(
        start=integer(element.find("w:start", NS), 1),
        number_format=_number_format(element),
        text=value(element.find("w:lvlText", NS)) or "",
        restart=None if restart is None else integer(restart, 0),
        legal=is_on(element.find("w:isLgl", NS)),
        suffix=value(element.find("w:suff", NS)) or "tab",
        style=value(element.find("w:pStyle", NS)),
    )


def _number_format(level: _Element) -> str:
    """The format; a custom one (01, 02 …) stands inside mc:AlternateContent and has a plain one as its fallback."""
    plain = level.find("w:numFmt", NS)
    fallback = level.find("mc:AlternateContent/mc:Fallback/w:numFmt", NS)
    return value(plain) or value(fallback) or "decimal"
