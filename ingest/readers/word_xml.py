"""Small readings of WordprocessingML elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NS: Final = {"w": MAIN, "mc": COMPATIBILITY, "v": "urn:schemas-microsoft-com:vml"}

OFF: Final = frozenset({"0", "false", "off", "none"})
ALTERNATIVES: Final = f"{{{COMPATIBILITY}}}AlternateContent"


def qualified(name: str) -> str:
    """A name of the main namespace as lxml spells it: numId -> {…main}numId."""
    return f"{{{MAIN}}}{name}"


def value(element: _Element | None) -> str | None:
    """The `w:val` of an element, None without either."""
    return None if element is None else element.get(qualified("val"))


def integer(element: _Element | None, default: int) -> int:
    """The `w:val` of an element as a number; the default where it is absent or no number, as Word takes it."""
    text = value(element) or ""
    return int(text) if text.isdecimal() else default


def is_on(element: _Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    return element is not None and value(element) not in OFF


def children(element: _Element, wrappers: frozenset[str]) -> Iterator[_Element]:
    """Children in reading order, those of transparent wrappers in place of the wrapper.

    Args:
        element (_Element): The parent.
        wrappers (frozenset[str]): Qualified names to look through; of alternatives only the chosen one is.

    Yields:
        _Element: A child that is no wrapper.
    """
    for child in element:
        if child.tag == ALTERNATIVES:
            yield from children(chosen(child), wrappers)
        elif child.tag in wrappers:
            yield from children(child, wrappers)
        else:
            yield child


def chosen(alternatives: _Element) -> _Element:
    """The one branch of mc:AlternateContent that is read: the first choice, else the fallback."""
    branches = [child for child in alternatives if child.tag.endswith(("}Choice", "}Fallback"))]
    return branches[0] if branches else alternatives
