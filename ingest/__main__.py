"""`python -m ingest PATH...`: the outline of each file, without a library: what the parser makes of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ingest.errors import FileError
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Text
from ingest.settings import Settings


def main(paths: list[str]) -> int:
    """Print the addresses and titles of each file.

    Args:
        paths (list[str]): Files.

    Returns:
        int: 0, or 1 where a file could not be read.
    """
    failed = 0
    with Sandbox(Settings.from_environment(os.environ)) as sandbox:
        for path in map(Path, paths):
            try:
                outline = outline_of(Text.of(sandbox.read(path)), path.name)
            except FileError as error:
                sys.stderr.write(f"{error}\n")
                failed = 1
                continue
            sys.stdout.write(f"{outline.title} | {outline.year} | {outline.kind} | {outline.unit}\n")
            sys.stdout.writelines(f"{'  ' * item.level}{item.address} {item.title}\n" for item in outline.items)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
