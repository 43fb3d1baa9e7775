"""Old Word and WPS files (.doc, .wps): LibreOffice makes a .docx of them, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ingest.errors import FileError, TooLarge, UnreadableFile, UnsupportedFile
from ingest.readers.sniffing import locked_file
from ingest.settings import Settings

PROGRAM: Final = "soffice"
PACKAGE: Final = "libreoffice-writer"
PROGRAM_ADDRESS_SPACE: Final = 2**30  # bytes that LibreOffice maps by itself; 7.4 was measured at 0.5 GiB
SECTOR: Final = 512  # streams of an OLE file begin at multiples of it
WORD_MAGIC: Final = b"\xec\xa5"  # first bytes of the FIB, [MS-DOC] 2.5.2
ENCRYPTED_BIT: Final = 0x01  # fEncrypted, bit 8 of the flags at byte 10 of the FIB
WORD_STREAM: Final = "WordDocument".encode("utf-16-le")
# No macros, and nothing that the document links to is fetched: without this LibreOffice asks the server for a picture.
PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


@contextmanager
def converted(path: Path, settings: Settings, search_path: str | None = None) -> Iterator[Path]:
    """Convert a .doc or .wps; the result is gone when the context ends.

    Args:
        path (Path): The file, an OLE container.
        settings (Settings): `convert_seconds`, and the limits of memory and size.
        search_path (str | None): Folders to look for LibreOffice in, as in PATH; None for PATH itself.

    Yields:
        Path: The .docx.

    Raises:
        UnsupportedFile: LibreOffice is not installed.
        UnreadableFile: LibreOffice cannot read the file.
        Locked: The file is behind a password.
    """
    program = shutil.which(PROGRAM, path=search_path)
    if program is None:
        what = f"读取 {path.suffix} 需要 LibreOffice，本机没有安装"
        raise UnsupportedFile(what, str(path), f"请安装 Debian 软件包 {PACKAGE}，或另存为 .docx 后重试")
    with TemporaryDirectory(prefix="yaodian-") as folder:
        place = Path(folder)
        source = place / f"source{'.doc' if WORD_STREAM in path.read_bytes() else path.suffix.lower()}"
        shutil.copyfile(path, source)
        _convert(program, source, settings, str(path))
        target = source.with_suffix(".docx")
        if not target.is_file():
            raise _refusal(path)
        yield target


def _convert(program: str, source: Path, settings: Settings, file: str) -> None:
    profile = source.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = [
        *_limited(settings),
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation={profile.as_uri()}",
    ]
    command += ["--convert-to", "docx", "--outdir", str(source.parent), str(source)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(settings.convert_seconds)
    except subprocess.TimeoutExpired as error:
        what = f"转换超过 {settings.convert_seconds:.0f} 秒"
        raise TooLarge(what, file, "请用 Word 或 WPS 打开后另存为 .docx") from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # the program is a script that starts others
            process.wait()


def _limited(settings: Settings) -> list[str]:
    """The command (of util-linux) that bounds the memory and the files of the program behind it and of its children."""
    memory = PROGRAM_ADDRESS_SPACE + settings.read_memory_bytes
    return ["prlimit", f"--as={memory}", f"--fsize={settings.max_unpacked_bytes}", "--core=0"]


def _refusal(path: Path) -> FileError:
    if _is_encrypted(path.read_bytes()):
        return locked_file(str(path))
    return UnreadableFile("LibreOffice 打不开这个文件，可能已损坏", str(path), "请用 Word 或 WPS 打开后另存为 .docx")


def _is_encrypted(data: bytes) -> bool:
    headers = (at for at in range(SECTOR, len(data), SECTOR) if data[at : at + 2] == WORD_MAGIC)
    return any(data[at + 11 : at + 12] and data[at + 11] & ENCRYPTED_BIT for at in headers)
