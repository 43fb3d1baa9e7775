"""Building a new generation from the library, in a process of its own: `python -P -m ingest.index.rebuild`.

A process of its own, because Chroma can abort the one that it runs in, and so that searches keep their speed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import Final

from ingest.errors import YaodianError
from ingest.index import Current, Origin, Source
from ingest.index.local import LocalIndex
from ingest.library import Library

FAILED: Final = 2  # exit status; the reason is the last line on stderr


class Builder:
    """A child process that builds one generation. It ends with this process, however that ends.

    Args:
        library_url (str): Where the child finds the library.
        generation (Path): The folder that it makes.
        origin (Origin): What the generation is made from.
    """

    def __init__(self, library_url: str, generation: Path, origin: Origin) -> None:
        self.generation = generation
        # The child ends when the other end of this pipe is closed, as it is when this process is killed.
        reading, self._lifeline = os.pipe()
        try:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", "ingest.index.rebuild", library_url, str(generation)),
                    *(origin.model, str(origin.dimensions)),
                ],
                stdin=reading,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
        finally:
            os.close(reading)

    def wait(self) -> str:
        """Wait for the end of the child.

        Returns:
            str: Empty where the generation is complete, else why it is not.
        """
        _, errors = self._process.communicate()
        os.close(self._lifeline)
        if self._process.returncode == 0:
            return ""
        return (
            errors.strip().rpartition("\n")[2]
            or f"重建进程意外结束（状态 {self._process.returncode}）。请检查磁盘和内存后重试"
        )

    def stop(self) -> None:
        """End the child if it is still running."""
        self._process.kill()


def build(source: Source, generation: Path, origin: Origin) -> None:
    """Build a whole generation.

    Args:
        source (Source): The library.
        generation (Path): The folder to make.
        origin (Origin): What it is made from.
    """
    sequence = source.last_sequence()  # first: what changes while the passages are read is applied again
    index = LocalIndex.create(generation, origin)
    try:
        index.apply((), Current(source, None, origin.model), sequence)
    finally:
        index.close()


def main(arguments: Sequence[str]) -> int:
    """Build the generation that the command line names; 0 when it is complete."""
    parser = argparse.ArgumentParser(prog="ingest.index.rebuild")
    parser.add_argument("library_url")
    parser.add_argument("generation", type=Path)
    parser.add_argument("model")
    parser.add_argument("dimensions", type=int)
    wanted = parser.parse_args(arguments)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        library = Library.open(wanted.library_url)
        try:
            build(library, wanted.generation, Origin(library.identity(), wanted.model, wanted.dimensions))
        finally:
            library.close()
    except YaodianError as error:
        print(error, file=sys.stderr)
        return FAILED
    return 0


def _end_with_parent() -> None:
    sys.stdin.read()  # blocks until the parent closes its end
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
