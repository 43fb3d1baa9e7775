"""Reads files; those of untrusted formats in one child process with limits, so that none can harm this one."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import IO, Any, Final, Self

from ingest.errors import FileError, NoText, TooLarge, UnreadableFile, UnsupportedFile
from ingest.readers import legacy, text
from ingest.readers.classification import check
from ingest.readers.sniffing import EXPECTED, OLE, TEXT, inspect
from ingest.readers.wire import from_wire
from ingest.records import Line
from ingest.settings import Settings

SUPPORTED: Final = frozenset(EXPECTED)
CHUNK: Final = 2**16
START_SECONDS: Final = 60.0  # the child's imports take 0.7 s on an idle machine
FAULTS: Final = {error.__name__: error for error in FileError.__subclasses__()}


class Sandbox:
    """Reads files one after another, for one thread; the child starts with the first file that needs it.

    Args:
        settings (Settings): Limits on size, memory and time.
        search_path (str | None): Folders to look for LibreOffice in, as in PATH; None for PATH itself.
    """

    def __init__(self, settings: Settings, search_path: str | None = None) -> None:
        self._settings = settings
        self._search_path = search_path
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def check(self, path: Path) -> None:
        """Refuse what need not be read to be refused: absent, too large, empty, or not what its suffix says.

        Args:
            path (Path): The file.
        """
        inspect(path, self._settings.max_file_bytes)

    def read(self, path: Path) -> list[Line]:
        """Read one file.

        Args:
            path (Path): The file, as it is to be named in errors.

        Returns:
            list[Line]: Its paragraphs and table rows in reading order, at least one.

        Raises:
            NoText: Nothing to extract.
            Classified: The file carries a secrecy mark.
            FileError: Any other reason why this file, and only this one, cannot be read.
        """
        self.check(path)
        lines = self._lines(path)
        if not lines:
            raise NoText("文件里没有文字", str(path), "请检查文件内容；扫描件请先做文字识别（OCR）")
        check(lines, str(path))
        return lines

    def _lines(self, path: Path) -> list[Line]:
        suffix = path.suffix.lower()
        if EXPECTED[suffix] == TEXT:
            return text.read(path, str(path))
        if EXPECTED[suffix] == OLE:
            with legacy.converted(path, self._settings, self._search_path) as document:
                return self._parse(document, ".docx", str(path))
        return self._parse(path, suffix, str(path))

    def _parse(self, path: Path, suffix: str, file: str) -> list[Line]:
        """Let the child parse a file that is named `file` in errors."""
        request = {
            "path": str(path),
            "file": file,
            "suffix": suffix,
            "unpacked": self._settings.max_unpacked_bytes,
            "seconds": self._settings.read_seconds,
        }
        answer = self._ask(request, file)
        if "lines" in answer:
            return [from_wire(values) for values in answer["lines"]]
        self._stop()  # what a parser left behind when it failed must not weigh on the next file
        raise FAULTS[answer["error"]](answer["what"], file, answer["remedy"])

    def _ask(self, request: dict[str, Any], file: str) -> dict[str, Any]:
        child = self._started(file)
        try:
            return self._exchange(child, json.dumps(request), self._settings.read_seconds)
        except TimeoutError as error:
            self._stop()
            what = f"解析超过 {self._settings.read_seconds:.0f} 秒"
            raise TooLarge(what, file, "请拆分后重试，或另存为其他格式") from error
        except (EOFError, BrokenPipeError) as error:
            self._stop()
            raise UnreadableFile("文件内容有误，解析程序意外退出", file, "请打开并重新保存后再试") from error
        except OverflowError as error:
            self._stop()
            raise TooLarge("文件解析出的文字超过上限", file, "请拆分后重试") from error

    def _started(self, file: str) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._stop()
            command = [sys.executable, "-P", "-m", "ingest.readers.worker", str(self._settings.read_memory_bytes)]
            pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
            self._child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=quiet, bufsize=0)
            try:
                self._exchange(self._child, None, START_SECONDS)
            except (TimeoutError, EOFError) as error:
                self._stop()
                remedy = f"请重新安装要点；原因可用此命令查看：{' '.join(command)}"
                raise UnsupportedFile("读取程序启动不了", file, remedy) from error
        return self._child

    def _exchange(self, child: subprocess.Popen[bytes], request: str | None, seconds: float) -> dict[str, Any]:
        """Send a line, unless it is None, and wait for a line."""
        writer, reader = _pipes(child)
        if request is not None:
            writer.write(request.encode("ascii") + b"\n")
        answer = _line(reader.fileno(), monotonic() + seconds, self._settings.max_unpacked_bytes)
        decoded: dict[str, Any] = json.loads(answer)
        return decoded

    def _stop(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in _pipes(self._child):
                pipe.close()
            self._child = None


def _pipes(child: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Where a child that was started with pipes listens and answers."""
    assert child.stdin is not None
    assert child.stdout is not None
    return child.stdin, child.stdout


def _line(descriptor: int, deadline: float, limit: int) -> bytes:
    """One line from a pipe.

    Args:
        descriptor (int): The pipe's reading end.
        deadline (float): On the monotonic clock.
        limit (int): Most bytes to take.

    Returns:
        bytes: The line with its end.

    Raises:
        TimeoutError: The deadline passed.
        EOFError: The writer is gone.
        OverflowError: The line is longer than the limit.
    """
    received = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while not received.endswith(b"\n"):
            if not selector.select(max(0.0, deadline - monotonic())):
                raise TimeoutError
            chunk = os.read(descriptor, CHUNK)
            if not chunk:
                raise EOFError
            received += chunk
            if len(received) > limit:
                raise OverflowError
    return bytes(received)
