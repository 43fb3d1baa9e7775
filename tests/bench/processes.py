"""Fresh processes under a clock: what a user waits for includes starting Python and importing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).parents[2]


class Failed(Exception):
    """A measured process ended with an error; its last line on stderr says why."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process from start to end."""

    seconds: float  # wall time
    cpu: float  # user and system time in seconds, of it and of its children
    output: str  # its stdout


def run(module: str, *arguments: str | Path) -> Run:
    """Run `python -m module arguments` in the checkout.

    Args:
        module (str): Of this project.
        *arguments (str | Path): Its command line.

    Returns:
        Run: Its times and its output.

    Raises:
        Failed: It did not end with 0, or with 1, "done with named failures".
    """
    command = [sys.executable, "-m", module, *map(str, arguments)]
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise Failed(f"{module} {arguments[0]}: exit status {process.returncode}, see above")
    return Run(seconds, usage.ru_utime + usage.ru_stime, output)
