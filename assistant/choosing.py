"""What a user names on the command line: a document of the library, a unit, a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BadRequest
from ingest.records import Document, Filters

if TYPE_CHECKING:
    from ingest.library import Library


def choose(documents: Sequence[Document], name: str) -> Document:
    """The document that a user names.

    Args:
        documents (Sequence[Document]): Those that the user may see.
        name (str): Its number, its file's name or a path; else its title, or its file's name without the ending.

    Returns:
        Document: The only one of that name.

    Raises:
        BadRequest: If there is none, or several.
    """
    found = [d for d in documents if name in (str(d.id), d.file, *d.paths)]
    found = found or [d for d in documents if name in (d.title, Path(d.file).stem)]
    if not found:
        raise BadRequest(f"资料库里没有这个文件：{name}。请对照文件列表核对名称或编号")
    if len(found) > 1:
        numbers = "、".join(str(d.id) for d in found)
        raise BadRequest(f"有 {len(found)} 份文件叫这个名字：{name}。请改用编号：{numbers}")
    return found[0]


def refuse_unknown(library: Library, filters: Filters) -> None:
    """Name units and files that no document has, rather than find nothing.

    Args:
        library (Library): Where they are looked for.
        filters (Filters): What a user narrowed to.

    Raises:
        BadRequest: If a unit or a file is in no document that the user may see.
    """
    only = {("单位", unit): Filters(filters.reader, units=(unit,)) for unit in filters.units}
    only |= {("文件", file): Filters(filters.reader, files=(file,)) for file in filters.files}
    unknown = [f"{kind}“{name}”" for (kind, name), narrowed in only.items() if not library.documents(narrowed)]
    if unknown:
        raise BadRequest(f"资料库里没有这样的{'、'.join(unknown)}。请对照文件列表核对")
