"""Cheap checks before anything is parsed: is the file there, small enough, and what its suffix says?"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final, NamedTuple

from ingest.errors import FileError, Locked, NoText, TooLarge, UnreadableFile, UnsupportedFile

HEAD_BYTES: Final = 1024  # the first bytes of a PDF may be preceded by others (PDF 32000-1, annex H.3.4.1)
ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")  # stream name in MS-OFFCRYPTO 2.3.4.4

OPEN_XML, OLE, PDF, TEXT = "zip", "ole", "pdf", "text"
EXPECTED: Final = {
    ".docx": OPEN_XML,
    ".xlsx": OPEN_XML,
    ".pdf": PDF,
    ".doc": OLE,
    ".wps": OLE,
    ".txt": TEXT,
    ".md": TEXT,
}


class _Kind(NamedTuple):
    kind: str
    name: str  # as users call it
    remedy: str


_RENAME: Final = "请确认扩展名与实际格式一致"
_SAVE_AS: Final = "请用 Word 或 WPS 打开后另存为 .docx"
_MAGIC: Final = (
    (b"PK\x03\x04", _Kind(OPEN_XML, "docx、xlsx 一类的压缩包", "请把扩展名改为实际格式（.docx 或 .xlsx）")),
    (b"PK\x05\x06", _Kind(OPEN_XML, "空压缩包", _RENAME)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _Kind(OLE, "旧版 Office 文档", _SAVE_AS)),
    (b"\x89PNG\r\n\x1a\n", _Kind("image", "PNG 图片", _RENAME)),
    (b"\xff\xd8\xff", _Kind("image", "JPEG 图片", _RENAME)),
    (b"GIF8", _Kind("image", "GIF 图片", _RENAME)),
    (b"{\\rtf", _Kind("rtf", "RTF 文档", _SAVE_AS)),
    (b"Rar!\x1a\x07", _Kind("archive", "RAR 压缩包", "请解压后再导入")),
    (b"7z\xbc\xaf\x27\x1c", _Kind("archive", "7z 压缩包", "请解压后再导入")),
    (b"\x7fELF", _Kind("program", "可执行程序", _RENAME)),
    (b"MZ\x90\x00", _Kind("program", "可执行程序", _RENAME)),
)
_WEB: Final = _Kind("html", "网页", "请用浏览器打开后复制正文，另存为 .docx 或 .txt")
_WEB_STARTS: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"mime-version:", b"<meta", b"<script")
_PDF: Final = _Kind(PDF, "PDF", "请把扩展名改为 .pdf")
_TEXT: Final = _Kind(TEXT, "纯文本或未知格式", _RENAME)


def inspect(path: Path, max_bytes: int) -> None:
    """Refuse a file that is absent, too large, empty, or not what its suffix says.

    Args:
        path (Path): The file.
        max_bytes (int): Largest size in bytes.

    Raises:
        UnsupportedFile: No reader for this suffix.
        UnreadableFile: Absent, not readable, or another format under this suffix.
        TooLarge: Above the limit; nothing of it was read.
        NoText: Empty.
        Locked: An Office file behind a password.
    """
    expected = EXPECTED.get(path.suffix.lower())
    if expected is None:
        supported = "、".join(EXPECTED)
        raise UnsupportedFile("不支持这种格式", str(path), f"支持的格式：{supported}")
    try:
        _require_size(path, max_bytes)
        found = _kind(path)
        locked = found.kind == OLE and expected == OPEN_XML and ENCRYPTED_PACKAGE in path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"文件打不开（{error.strerror}）", str(path), "请检查文件是否存在、是否有读取权限"
        ) from error
    if locked:
        raise locked_file(str(path))
    if found.kind != expected:
        what = f"扩展名是 {path.suffix}，内容却是{found.name}"
        raise UnreadableFile(what, str(path), found.remedy)


def locked_file(file: str) -> FileError:
    """The error for a file behind a password."""
    return Locked("文件有密码保护", file, "请解除密码后重试")


def _require_size(path: Path, max_bytes: int) -> None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile("不是普通文件", str(path), "请指定一个文件")
    if status.st_size > max_bytes:
        what = f"文件有 {status.st_size / 2**20:.0f} MB，超过上限 {max_bytes / 2**20:.0f} MB"
        raise TooLarge(what, str(path), "请拆分后重试")
    if status.st_size == 0:
        raise NoText("文件是空的", str(path), "请检查文件内容")


def _kind(path: Path) -> _Kind:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head:
        return _PDF
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return _WEB if start.startswith(_WEB_STARTS) else _TEXT
