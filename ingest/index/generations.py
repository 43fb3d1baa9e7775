"""Generations of an index side by side: folders with names of their own, and a pointer to the one in use."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final
from uuid import uuid4

from ingest.index.manifest import write_durably

POINTER: Final = "CURRENT"
_NAME: Final = re.compile(r"generation-[0-9a-f]{32}")


def current(folder: Path) -> Path | None:
    """The generation in use; None where the pointer is missing or names none."""
    try:
        name = (folder / POINTER).read_bytes().decode(errors="replace").strip()
    except FileNotFoundError:
        return None
    generation = folder / name
    return generation if _NAME.fullmatch(name) and generation.is_dir() else None


def fresh(folder: Path) -> Path:
    """The folder of a new generation, not made yet. No name comes twice: a killed process's child may outlive it."""
    return folder / f"generation-{uuid4().hex}"


def point_to(generation: Path) -> None:
    """Make a generation the one in use, durably."""
    write_durably(generation.parent / POINTER, f"{generation.name}\n".encode())


def others(folder: Path, keep: Path | None) -> list[Path]:
    """All generations but one: what a crash left behind, and what has been replaced."""
    return sorted(path for path in folder.iterdir() if path != keep and _NAME.fullmatch(path.name))


def sweep(folder: Path, keep: Path | None) -> None:
    """Remove all generations but one."""
    for generation in others(folder, keep):
        remove(generation)


def remove(generation: Path) -> None:
    """Remove a generation with all its bytes."""
    # A child of a killed process may still be writing in it for a moment: what is left then goes with the next sweep.
    shutil.rmtree(generation, ignore_errors=True)
