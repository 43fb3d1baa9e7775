"""Elements of WordprocessingML: a name, attributes and children in; an element that python-docx knows out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

Value = str | int


def node(tag: str, *children: BaseOxmlElement, **attributes: Value) -> BaseOxmlElement:
    """An element of the main namespace.

    Args:
        tag (str): Local name: pPr.
        *children (BaseOxmlElement): In the order of the schema, which the caller keeps.
        **attributes (Value): By local name: val=0.

    Returns:
        BaseOxmlElement: <w:tag w:attribute="...">children</w:tag>
    """
    element = cast("BaseOxmlElement", OxmlElement(f"w:{tag}"))  # its annotation allows an element without a class
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def written(tag: str, text: str) -> BaseOxmlElement:
    """An element that holds a text as it stands, spaces included."""
    element = node(tag)
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element


def flags(names: Iterable[str], value: int) -> list[BaseOxmlElement]:
    """Elements that switch something on (1) or off (0)."""
    return [node(name, val=value) for name in names]
