"""A .docx as a package of XML parts, found by relationship (ECMA-376 part 2).

python-docx is not used to read: it refuses documents that Word opens, with dangling relationships or in Strict form
(python-docx issues 797 and 1351), and it unpacks every picture.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from lxml import etree

from ingest.errors import UnreadableFile
from ingest.readers.word_xml import MAIN

STRICT_MAIN: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class WordPackage:
    """The parts of one open document.

    Args:
        archive (ZipFile): The package, checked before.
        file (str): Its name for error messages.
    """

    def __init__(self, archive: ZipFile, file: str) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())
        main = next(self._related("", "officeDocument"), None)
        if main is None:
            raise UnreadableFile("压缩包里没有 Word 正文", file, "请确认它是 Word 或 WPS 文字文档")
        self._main = main
        self.document = self._parse(main)

    def part(self, kind: str) -> etree._Element | None:
        """The one part of a kind that the document relates to, such as "styles" or "numbering"."""
        return next(self.parts(kind), None)

    def parts(self, kind: str) -> Iterator[etree._Element]:
        """All parts of a kind, such as "header"."""
        return map(self._parse, self._related(self._main, kind))

    def _related(self, source: str, kind: str) -> Iterator[str]:
        """Names of the parts that a part relates to; targets that are not there are passed over, as Word does."""
        folder, name = posixpath.split(source)
        relationships = posixpath.join(folder, "_rels", f"{name}.rels")
        if relationships not in self._names:
            return
        for relationship in self._parse(relationships).iter(RELATIONSHIP):
            target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", ""))).lstrip("/")
            if relationship.get("Type", "").endswith(f"/{kind}") and target in self._names:
                yield target

    def _parse(self, name: str) -> etree._Element:
        data = self._archive.read(name).replace(STRICT_MAIN, MAIN.encode())
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        return etree.fromstring(data, parser)


@contextmanager
def open_package(path: Path, file: str) -> Iterator[WordPackage]:
    """Open a .docx whose archive has been checked.

    Args:
        path (Path): Where it lies.
        file (str): Its name for error messages.

    Yields:
        WordPackage: Its parts.

    Raises:
        UnreadableFile: Its XML is damaged, or it holds no document.
    """
    try:
        with ZipFile(path) as archive:
            yield WordPackage(archive, file)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile("Word 文档的内容已损坏", file, "请用 Word 或 WPS 打开并重新保存后再试") from error
