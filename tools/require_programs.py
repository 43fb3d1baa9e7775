"""Refuse to start a run whose programs are missing, naming their packages: `require_programs.py chromium`."""

from __future__ import annotations

import shutil
import sys
from typing import Final

# Debian package -> the names that its program goes by, here and on other systems.
PROGRAMS: Final = {"chromium": ("chromium", "chromium-browser", "google-chrome")}


def main(packages: list[str]) -> int:
    """Check that each package's program is on PATH.

    Args:
        packages (list[str]): Keys of PROGRAMS.

    Returns:
        int: 0, or 1 where one is missing.
    """
    missing = [p for p in packages if not any(map(shutil.which, PROGRAMS[p]))]
    for package in missing:
        sys.stderr.write(f"{package} is missing: apt-get install {package}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
