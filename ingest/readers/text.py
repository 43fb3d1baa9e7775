"""Plain text (.txt, .md): find the encoding, strip the lines, undo hard wrapping."""

from __future__ import annotations

import codecs
import unicodedata
from itertools import chain
from pathlib import Path
from typing import Final

from ingest.errors import UnreadableFile
from ingest.readers import markdown
from ingest.readers.contents import without_contents
from ingest.readers.joining import join_broken, reflow, trim
from ingest.records import Line

BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LAYOUT_CONTROLS: Final = frozenset("\t\n\v\f\r\x1a\x1c\x1d\x1e\x85")  # white space, and the end mark of DOS editors
NEVER_IN_GB18030_TEXT: Final = frozenset({"Co", "Cn", "Cs"})  # private use, unassigned, surrogates
# Big5 or Shift JIS bytes often decode as GB 18030, but to rare characters. A Chinese text that was meant keeps
# nearly all of its ideographs inside GB 2312; even traditional characters typed in GBK keep more than half.
COMMON_SHARE: Final = 0.5


def read(path: Path, file: str) -> list[Line]:
    """Read a text file.

    Args:
        path (Path): Where the file lies.
        file (str): Its name for error messages.

    Returns:
        list[Line]: Its paragraphs.

    Raises:
        UnreadableFile: The bytes are no text in UTF-8, UTF-16 with a mark, or GB 18030.
    """
    content = decode(path.read_bytes(), file)
    if path.suffix.lower() == ".md":
        return markdown.lines(content)
    paragraphs = reflow(content.splitlines())
    return join_broken(without_contents(Line(text) for text in map(trim, paragraphs) if text))


def decode(data: bytes, file: str) -> str:
    """Decode by byte order mark, then strict UTF-8, then GB 18030; never with replacement characters.

    Args:
        data (bytes): The whole file.
        file (str): Its name for error messages.

    Returns:
        str: The text without a byte order mark.

    Raises:
        UnreadableFile: No encoding fits, or what fits is no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data, encoding), file)
    text = _decoded(data, "utf-8")
    if text is not None:
        return _checked(text, file)
    text = _decoded(data, "gb18030")
    if text is not None and not _plausible(text):
        text = None
    return _checked(text, file)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(text: str | None, file: str) -> str:
    if text is None:
        raise UnreadableFile("文字编码不是 UTF-8 或 GB18030，或者内容已损坏", file, "请用记事本另存为 UTF-8 编码后重试")
    controls = (c for c in set(text) - LAYOUT_CONTROLS if unicodedata.category(c) == "Cc")
    if next(chain(controls), None) is not None:
        raise UnreadableFile("内容是二进制数据，不是文本", file, "请确认扩展名与实际格式一致")
    return text


def _plausible(text: str) -> bool:
    """Whether text decoded from GB 18030 was meant to be that."""
    if any(unicodedata.category(c) in NEVER_IN_GB18030_TEXT for c in set(text)):
        return False
    ideographs = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    common = sum(_in_gb2312(c) for c in ideographs)
    return common >= COMMON_SHARE * len(ideographs)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
