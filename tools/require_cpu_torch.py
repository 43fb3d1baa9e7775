"""Ask pip what it would install for torch, and refuse a build that brings CUDA: gigabytes that nobody asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Final

PINNED: Final = "torch==2.13.0"  # as in pyproject.toml and constraints.txt


def main(arguments: list[str]) -> int:
    """Resolve torch without installing it.

    Args:
        arguments (list[str]): Further arguments for pip, such as an index.

    Returns:
        int: 0 where a CPU build is at hand, 1 otherwise.
    """
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--report", "-", PINNED, *arguments]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    names = [entry["metadata"]["name"] for entry in report["install"]]
    cuda = sorted(name for name in names if name.startswith(("nvidia", "cuda", "triton")))
    if cuda:
        sys.stderr.write(
            f"pip would install a CUDA build of {PINNED} ({len(cuda)} packages: {cuda[0]} ...).\n"
            "Name an index with CPU wheels: make test TORCH_INDEX=URL, or put the wheel into pip's find-links.\n"
        )
    return 1 if cuda else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
