"""Zip packages (docx, xlsx) before they are parsed: bounded when unpacked, no escaping names, no XML entities."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from ingest.errors import TooLarge, UnreadableFile
from ingest.readers.sniffing import locked_file

MOST_MEMBERS: Final = 10_000
ENCRYPTED_FLAG: Final = 0x1  # APPNOTE.TXT 4.4.4
CHUNK: Final = 2**20
XML_SUFFIXES: Final = (".xml", ".rels", ".vml")
DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY")


def check_archive(path: Path, file: str, max_unpacked: int) -> None:
    """Refuse a package that is damaged or made to do harm.

    Args:
        path (Path): Where the package lies.
        file (str): Its name for error messages.
        max_unpacked (int): Bytes that its members may hold together, declared and as they unpack.

    Raises:
        UnreadableFile: Damaged, a member's name leads outside, or XML declares a document type.
        TooLarge: Too many members or bytes.
        Locked: A member is encrypted.
    """
    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
            _check_directory(members, file, max_unpacked)
            _check_contents(archive, members, file, max_unpacked)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise UnreadableFile("文件已损坏或不完整", file, "请用 Word、Excel 或 WPS 打开并重新保存后再试") from error


def _check_directory(members: list[ZipInfo], file: str, max_unpacked: int) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > max_unpacked:
        raise _bomb(file, max_unpacked)
    for member in members:
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
            raise UnreadableFile("压缩包内的文件名指向包外，可能是恶意文件", file, "请不要使用这个文件")
        if member.flag_bits & ENCRYPTED_FLAG:
            raise locked_file(file)


def _check_contents(archive: ZipFile, members: list[ZipInfo], file: str, max_unpacked: int) -> None:
    total = 0
    for member in members:
        for size, suspicious in _unpack(archive, member):
            total += size
            if total > max_unpacked:
                raise _bomb(file, max_unpacked)
            if suspicious:
                raise UnreadableFile("文件内含 XML 实体声明，可能是恶意文件", file, "请不要使用这个文件")


def _unpack(archive: ZipFile, member: ZipInfo) -> Iterator[tuple[int, bool]]:
    """Sizes of the chunks of a member, and whether a document type is declared in them."""
    is_xml = member.filename.lower().endswith(XML_SUFFIXES)
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            window = (tail + chunk).replace(b"\0", b"") if is_xml else b""  # without NUL: UTF-16 reads as ASCII
            yield len(chunk), any(word in window for word in DECLARATIONS)
            tail = chunk[-32:]


def _bomb(file: str, max_unpacked: int) -> TooLarge:
    what = f"解压后超过上限 {max_unpacked / 2**20:.0f} MB，可能是压缩炸弹"
    return TooLarge(what, file, "请用 Word、Excel 或 WPS 删去大图片后重新保存")
