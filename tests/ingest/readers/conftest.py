"""A Word package from bare XML, so that a test can say exactly what stands in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ingest.readers import Sandbox, word
from ingest.records import Line
from ingest.settings import Settings

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

DocxMaker = Callable[..., Path]
WordReader = Callable[..., list[Line]]


def _relationships(targets: Mapping[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, (target, kind) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{entries}</Relationships>'


@pytest.fixture
def make_docx(tmp_path: Path) -> DocxMaker:
    """make(body, styles=…, numbering=…, footnotes=…, header=…): inner XML of each part; gives the file's path."""

    def make(body: str, name: str = "sample.docx", extra: Mapping[str, str] | None = None, **parts: str) -> Path:
        targets = {f"{kind}.xml": kind for kind in parts}
        path = tmp_path / name
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            archive.writestr("_rels/.rels", _relationships({"word/document.xml": "officeDocument"}))
            archive.writestr("word/_rels/document.xml.rels", _relationships(targets))
            archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
            for kind, inner in parts.items():
                root = ROOTS.get(kind, "hdr")
                archive.writestr(f"word/{kind}.xml", f"<w:{root} {NAMESPACES}>{inner}</w:{root}>")
            for member, content in (extra or {}).items():
                archive.writestr(member, content)
        return path

    return make


@pytest.fixture
def read_word(make_docx: DocxMaker) -> WordReader:
    """read(body, **parts): the lines of such a document, read in this process."""

    def read(body: str, **parts: str) -> list[Line]:
        return word.read(make_docx(body, **parts), "sample.docx")

    return read


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("home"), library_url="sqlite://")


@pytest.fixture(scope="module")
def sandbox(settings: Settings) -> Iterator[Sandbox]:
    with Sandbox(settings) as sandbox:
        yield sandbox
