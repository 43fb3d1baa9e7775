"""A draft <-> JSON text: what the library keeps as a version's body, and nothing is lost on the way."""

from __future__ import annotations

from typing import Final

from pydantic import TypeAdapter, ValidationError

from assistant.drafting.records import Draft
from ingest.errors import LibraryError

_DRAFT: Final[TypeAdapter[Draft]] = TypeAdapter(Draft)


def to_json(draft: Draft) -> str:
    """Write a draft down, every field of it.

    Args:
        draft (Draft): Any draft.

    Returns:
        str: A JSON object on one line.
    """
    return _DRAFT.dump_json(draft).decode()


def from_json(text: str) -> Draft:
    """Read what `to_json` wrote.

    Args:
        text (str): A JSON object; a field that was added to the records since then has its default.

    Returns:
        Draft: The same as was written.

    Raises:
        LibraryError: The text is damaged.
    """
    try:
        return _DRAFT.validate_json(text, strict=True)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise LibraryError(f"草稿的存档已损坏{where and f'（{where}）'}。请撤销到前一版，或从备份恢复") from error
