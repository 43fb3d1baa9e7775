"""What a paragraph's style and its bases say: name, level, alignment, size, hidden text (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

from ingest.readers.word_xml import NS, integer, is_on, qualified, value

TITLE_NAMES: Final = frozenset({"title", "标题", "文档标题", "公文标题"})
HEADING_NAME: Final = re.compile(r"(?:heading|标题)\s*([1-9])")
CONTENTS_NAME: Final = re.compile(r"toc (?:\d|heading)|目录\s*\d?")
BODY_LEVEL: Final = 9  # outlineLvl of body text; 0 to 8 are headings 1 to 9
DEFAULT_HALF_POINTS: Final = 20  # size where nothing states one (17.3.2.38)


class Styles:
    """The styles of one document.

    Args:
        root (_Element | None): The styles part; None where the document has none.
    """

    def __init__(self, root: _Element | None) -> None:
        self._root = root
        styles = [] if root is None else root.findall("w:style", NS)
        self._by_id = {style.get(qualified("styleId"), ""): style for style in styles}
        defaults = (s for s in styles if s.get(qualified("default")) in ("1", "true"))
        paragraph = (s for s in defaults if s.get(qualified("type")) == "paragraph")
        self._default = next((s.get(qualified("styleId"), "") for s in paragraph), "")

    def get(self, style: str) -> _Element | None:
        """The definition of a style by its id."""
        return self._by_id.get(style)

    def of(self, paragraph: _Element) -> str:
        """The id of a paragraph's style; the default style's where it names none."""
        return value(paragraph.find("w:pPr/w:pStyle", NS)) or self._default

    def paragraph_property(self, paragraph: _Element, path: str) -> _Element | None:
        """A paragraph's property: its own, else that of its style or the nearest base that has it.

        Args:
            paragraph (_Element): A `w:p`.
            path (str): Path below `w:pPr`.

        Returns:
            _Element | None: The property's element.
        """
        own = paragraph.find(f"w:pPr/{path}", NS)
        return own if own is not None else self._inherited(self.of(paragraph), f"w:pPr/{path}")

    def role(self, paragraph: _Element) -> str:
        """The style in the words of records.Line: "title", "heading N", "contents" or ""."""
        style = self._by_id.get(self.of(paragraph))
        name = "" if style is None else (value(style.find("w:name", NS)) or "").lower()
        if name in TITLE_NAMES:
            return "title"
        if CONTENTS_NAME.fullmatch(name):
            return "contents"
        heading = HEADING_NAME.fullmatch(name)
        level = integer(self.paragraph_property(paragraph, "w:outlineLvl"), BODY_LEVEL) + 1
        if heading:
            return f"heading {heading[1]}"
        return f"heading {level}" if level <= BODY_LEVEL else ""

    def is_centred(self, paragraph: _Element) -> bool:
        """Whether the paragraph is set in the middle of the line."""
        return value(self.paragraph_property(paragraph, "w:jc")) == "center"

    def is_hidden(self, paragraph: _Element, run: _Element) -> bool:
        """Whether a run is hidden text."""
        return is_on(self._run_property(paragraph, run, "w:vanish"))

    def size(self, paragraph: _Element, run: _Element) -> float:
        """A run's font size in points."""
        return integer(self._run_property(paragraph, run, "w:sz"), DEFAULT_HALF_POINTS) / 2

    def _run_property(self, paragraph: _Element, run: _Element, path: str) -> _Element | None:
        """A run's property: its own, its character style's, its paragraph's style's, else the document's default."""
        path = f"w:rPr/{path}"
        character = value(run.find("w:rPr/w:rStyle", NS)) or ""
        found = run.find(path, NS)
        for style in (character, self.of(paragraph)):
            found = found if found is not None else self._inherited(style, path)
        if found is None and self._root is not None:
            found = self._root.find(f"w:docDefaults/w:rPrDefault/{path}", NS)
        return found

    def _inherited(self, style: str, path: str) -> _Element | None:
        found = (definition.find(path, NS) for definition in self._chain(style))
        return next((element for element in found if element is not None), None)

    def _chain(self, style: str) -> Iterator[_Element]:
        """A style and its bases, nearest first; a chain that bites its own tail ends there."""
        seen: set[str] = set()
        while style in self._by_id and style not in seen:
            seen.add(style)
            definition = self._by_id[style]
            yield definition
            style = value(definition.find("w:basedOn", NS)) or ""
