"""The reading process: parses untrusted files within limits of memory and time.

It is started by sandbox.py as `python -P -m ingest.readers.worker BYTES` (memory beyond its own start) and then reads
one JSON request a line: {"path", "file", "suffix", "unpacked", "seconds"}. It answers each with one line,
{"lines": [...]} or {"error", "what", "remedy"}. What a parser raises unexpectedly ends the process; the parent reports
the file as damaged and starts another.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import signal
import sys
from math import ceil
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from lxml.etree import ErrorTypes, XMLSyntaxError

from ingest.errors import FileError
from ingest.readers import pdf, sheet, word
from ingest.readers.archive import check_archive
from ingest.readers.wire import to_wire

READERS: Final = {".docx": word.read, ".pdf": pdf.read, ".xlsx": sheet.read}
PACKAGES: Final = frozenset({".docx", ".xlsx"})
OUT_OF_MEMORY: Final = '{"error": "TooLarge", "what": "解析占用的内存超过上限", "remedy": "请拆分后重试"}'
EXPAT_NO_MEMORY: Final = 1  # XML_ERROR_NO_MEMORY
GRACE_SECONDS: Final = 2  # the parent's clock strikes first; this one ends a process whose parent is gone


def main() -> None:
    """Answer requests until the input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a parser prints must not look like an answer
    logging.disable()
    _limit_memory(int(sys.argv[1]))
    print("{}", file=answers, flush=True)
    for request in sys.stdin:
        print(_answer(json.loads(request)), file=answers, flush=True)


def _limit_memory(extra: int) -> None:
    """Allow `extra` bytes of address space beyond what the imports took; leave no core files."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + extra
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: dict[str, Any]) -> str:
    signal.alarm(ceil(request["seconds"]) + GRACE_SECONDS)
    try:
        return json.dumps({"lines": _lines(request)})
    except FileError as error:
        if _ran_out_of_memory(error.__cause__):
            return OUT_OF_MEMORY
        return json.dumps({"error": type(error).__name__, "what": error.what, "remedy": error.remedy})
    except MemoryError:
        return OUT_OF_MEMORY
    finally:
        signal.alarm(0)


def _ran_out_of_memory(cause: BaseException | None) -> bool:
    """Whether an XML parser took a refused allocation for an error in the file."""
    code = getattr(cause, "code", None)
    by_libxml2 = isinstance(cause, XMLSyntaxError) and code == ErrorTypes.ERR_NO_MEMORY
    by_expat = isinstance(cause, ParseError) and code == EXPAT_NO_MEMORY
    return by_libxml2 or by_expat


def _lines(request: dict[str, Any]) -> list[list[Any]]:
    path, file = Path(request["path"]), request["file"]
    if request["suffix"] in PACKAGES:
        check_archive(path, file, request["unpacked"])
    return [to_wire(line) for line in READERS[request["suffix"]](path, file)]


if __name__ == "__main__":
    main()
