"""What a person settles of a document's force, under its one registered name."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from ingest.errors import BadRequest
from ingest.records import Force, Ruling

if TYPE_CHECKING:
    from assistant.citations.register import Register
    from ingest.library import Library

_SINCE: Final = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<day>-\d\d-\d\d)?")


def ruling_of(register: Register, name: str, force: Force | None, successor: str, since: str) -> Ruling:
    """The ruling that a person asks for.

    Args:
        register (Register): The library's register.
        name (str): The document, in any writing.
        force (Force | None): Its force, None where `successor` tells it.
        successor (str): What replaces it, in any writing, or "".
        since (str): A year, an ISO date or "".

    Returns:
        Ruling: With registered names.

    Raises:
        BadRequest: If not exactly one of force and successor is given, the document is its own successor, or the date
            is none.
    """
    known = register.registered(name)
    if (force is None) == (not successor):
        raise BadRequest(f"请认定《{known}》的效力：现行有效、已废止、已被新文件替代，三者选一")
    instead = register.registered(successor) if successor else ""
    if instead == known:
        raise BadRequest(f"《{known}》不能由它自己替代。请给出另一份文件的全称")
    if since and not _is_date(since):
        raise BadRequest(f"日期不对：{since}。请写 2025 或 2025-05-01")
    return Ruling(known, force or "replaced", instead, since)


def settle(library: Library, register: Register, ruling: Ruling) -> None:
    """Keep a ruling, in place of all on the same document.

    Args:
        library (Library): Where rulings are kept.
        register (Register): The library's register.
        ruling (Ruling): As `ruling_of` returns it.
    """
    for older in _kept_as(library, register, ruling.name):
        library.unrule(older)
    library.rule(ruling)


def unsettle(library: Library, register: Register, name: str) -> str:
    """Leave a document's force to the texts again.

    Args:
        library (Library): Where rulings are kept.
        register (Register): The library's register.
        name (str): The document, in any writing.

    Returns:
        str: Its registered name.

    Raises:
        BadRequest: If nothing was settled of it.
    """
    known = register.registered(name)
    older = _kept_as(library, register, known)
    if not older:
        raise BadRequest(f"没有为这份文件设定过效力：{known}。请查看已设定的效力")
    for each in older:
        library.unrule(each)
    return known


def _kept_as(library: Library, register: Register, known: str) -> list[str]:
    """The names under which a document's force is settled; older rulings stand under names as they were typed."""
    return [ruling.name for ruling in library.rulings() if register.registered(ruling.name) == known]


def _is_date(since: str) -> bool:
    """Whether it is a year, or a day that the calendar has."""
    written = _SINCE.fullmatch(since)
    if written is None:
        return False
    try:
        date.fromisoformat(since if written["day"] else f"{since}-01-01")
    except ValueError:
        return False
    return True
