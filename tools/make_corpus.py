"""Makes the sample library corpus/ from tools/corpus_sources. Run from the repository root.

    python -m tools.make_corpus                 writes corpus/ (.pdf and .doc need LibreOffice and Noto Serif CJK)
    python -m tools.make_corpus DIR --no-office leaves .pdf and .doc out
    python -m tools.make_corpus DIR --text      writes each document's plain text instead, under the document's name

The same sources give the same bytes; those of .pdf and .doc depend on the version of LibreOffice.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from tools.corpus_markup import Source, plain_text, read_source
from tools.corpus_sheet import workbook
from tools.corpus_word import word_document

_SOURCES: Final = Path(__file__).parent / "corpus_sources"
_CORPUS: Final = Path(__file__).parent.parent / "corpus"
_MEMBER_DATE: Final = (2025, 1, 1, 0, 0, 0)  # of every member of a .docx or .xlsx
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_OFFICE_SECONDS: Final = 120


def main() -> None:
    """Read the arguments and write the library."""
    parser = argparse.ArgumentParser(description="Makes the sample library corpus/ from tools/corpus_sources.")
    parser.add_argument("folder", nargs="?", type=Path, default=_CORPUS)
    parser.add_argument("--no-office", action="store_true", help="leave out what LibreOffice makes: .pdf and .doc")
    parser.add_argument("--text", action="store_true", help="write plain text under each document's name")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(_SOURCES.glob("*.txt")):
        source = read_source(path)
        if arguments.text:
            (arguments.folder / source.file).write_text(plain_text(source), encoding="utf-8")
        elif not (arguments.no_office and Path(source.file).suffix in (".pdf", ".doc")):
            (arguments.folder / source.file).write_bytes(_file(source))


def _file(source: Source) -> bytes:
    suffix = Path(source.file).suffix
    if suffix == ".txt":
        return plain_text(source).encode(source.settings["encoding"])
    if suffix == ".xlsx":
        return _xlsx(source)
    if suffix == ".docx":
        return _docx(source)
    return _undated(_converted(_docx(source), suffix[1:]), source.settings["date"])


def _docx(source: Source) -> bytes:
    buffer = io.BytesIO()
    word_document(source).save(buffer)
    return _dated(buffer.getvalue(), source.settings["date"])


def _xlsx(source: Source) -> bytes:
    buffer = io.BytesIO()
    workbook(source).save(buffer)
    return _dated(buffer.getvalue(), source.settings["date"])


def _dated(archive: bytes, date: str) -> bytes:
    """Pack an Office file again with fixed dates: both libraries write the moment of saving."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + f"{date}T00:00:00Z".encode(), content)
            new.writestr(zipfile.ZipInfo(name, _MEMBER_DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _converted(docx: bytes, suffix: str) -> bytes:
    """Let LibreOffice turn a Word document into another format, in a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "document.docx").write_bytes(docx)
        command = [
            "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", suffix, "--outdir", folder, f"{folder}/document.docx",
        ]  # fmt: skip
        subprocess.run(
            command, check=True, capture_output=True, timeout=_OFFICE_SECONDS, env={**os.environ, "TZ": "UTC"}
        )
        return (Path(folder) / f"document.{suffix}").read_bytes()


def _undated(content: bytes, date: str) -> bytes:
    """Fix date, ID and checksum of a .pdf from LibreOffice without moving a byte; a .doc holds none."""
    content = re.sub(rb"(/CreationDate\(D:)\d{14}", rb"\g<1>" + date.replace("-", "").encode() + b"000000", content)
    return re.sub(rb"(?<=[</])[0-9A-F]{32}\b", b"0" * 32, content)


if __name__ == "__main__":
    main()
