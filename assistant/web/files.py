"""Files that people take home: written where only this program looks, noted in the audit log, sent as downloads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import quote

from fastapi.responses import Response

from assistant.workspace import audit
from ingest.home import Home
from ingest.library import DraftId
from ingest.records import Scope

BYTES: Final = "application/octet-stream"
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_file(name: str) -> dict[str, str]:
    """Headers of a download that is saved under a name and never shown in the browser."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


def exported(
    home: Home,
    who: Scope,
    what: str,
    name: str,
    write: Callable[[Path], None],
    *,
    draft: DraftId | None = None,
    media_type: str = BYTES,
) -> Response:
    """Write a file, note that, and send it; nothing of it stays on the disk.

    Args:
        home (Home): Where it is while it is written.
        who (Scope): Takes it, for the audit log.
        what (str): It is, for the audit log: neither a name nor a text of a document.
        name (str): Under which it is saved.
        write (Callable[[Path], None]): Writes it; its errors are raised here, and nothing is noted then.
        draft (DraftId | None): That it is made of, for the audit log.
        media_type (str): As the browser is told.

    Returns:
        Response: The file.
    """
    with TemporaryDirectory(dir=home.settings.home, prefix="export-") as folder:
        path = Path(folder) / f"file{Path(name).suffix}"
        write(path)
        content = path.read_bytes()
    audit.record(home.library, who, "导出", what, draft=draft)
    return Response(content, media_type=media_type, headers=as_file(name))
