"""A file is written whole or not at all, and holds only what its format can."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ingest.errors import BadRequest

NOT_XML: Final = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2, but for returns


@contextmanager
def whole_file(path: Path, suffix: str) -> Iterator[Path]:
    """Put a file in its place when it is complete; what is there stays until then.

    Args:
        path (Path): Where the file shall be.
        suffix (str): That its name must have: .xlsx.

    Yields:
        Path: To write to, in the same folder as `path`.

    Raises:
        BadRequest: If the name has another suffix or is a folder's, or the file cannot be written.
    """
    if path.suffix.lower() != suffix or path.is_dir():
        raise BadRequest(f"导出的文件名要以 {suffix} 结尾，且不能是文件夹：{path}。请换一个文件名")
    try:
        with tempfile.TemporaryDirectory(prefix=".yaodian-", dir=path.parent) as folder:
            whole = Path(folder) / f"whole{suffix}"
            yield whole
            os.replace(whole, path)
    except OSError as error:
        raise BadRequest(
            f"无法写入（{error.strerror}）：{path}。请检查文件夹是否存在、有无权限、文件是否正被打开"
        ) from error
