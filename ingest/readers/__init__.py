"""Readers: a file becomes Lines. One module per format family; untrusted formats are parsed in a child process."""

from __future__ import annotations

from pathlib import Path

from ingest.readers.sandbox import SUPPORTED, Sandbox
from ingest.records import Line
from ingest.settings import Settings

__all__ = ["SUPPORTED", "Sandbox", "read"]


def read(path: Path, settings: Settings) -> list[Line]:
    """Read one file; for many files keep one Sandbox open instead.

    Args:
        path (Path): The file.
        settings (Settings): Limits on size, memory and time.

    Returns:
        list[Line]: Its paragraphs and table rows in reading order, at least one.
    """
    with Sandbox(settings) as sandbox:
        return sandbox.read(path)
