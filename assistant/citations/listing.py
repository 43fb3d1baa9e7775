"""The register of cited documents line by line, for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant.citations.register import CitedDocument, Register
from assistant.citations.views import force_shown, how_shown
from assistant.exhaustive.scope import examined as spelled
from assistant.naming import ROLE_NAMES
from ingest.citations.names import key_of
from ingest.records import Document, Mention, Placed

PLACES: Final = 8  # named of one document


def lines_of(register: Register, examined: Sequence[Document]) -> Iterator[str]:
    """What is cited in some documents.

    Args:
        register (Register): Narrowed to the citations to show.
        examined (Sequence[Document]): The documents that were looked through.

    Yields:
        str: How much of how many, then the cited documents, the most cited first, and how to read their force.
    """
    places = sum(len(group.citing) for group in register.groups)
    yield f"共引用 {len(register.groups)} 份文件、{places} 处，检查了 {spelled(examined)}"
    for number, group in enumerate(register.groups, 1):
        yield f"{number:>4}. {_headline(group, register)}"
        yield f"      {_places(group.citing)}"
    if register.groups:
        yield how_shown(register)


def missing_of(register: Register, examined: Sequence[Document]) -> Iterator[str]:
    """What texts rest on and the library does not have.

    Args:
        register (Register): Narrowed to the citations to show.
        examined (Sequence[Document]): The documents that were looked through.

    Yields:
        str: How many, then each, the most cited first.
    """
    wanted = register.to_collect()
    yield f"有 {len(wanted)} 份依据文件资料库里还没有，检查了 {spelled(examined)}"
    for number, group in enumerate(wanted, 1):
        by = "、".join(document.file for document in group.citing_documents[:PLACES])
        yield f"{number:>4}. 《{group.name}》　引用 {len(group.citing)} 处：{by}"


def resting_on(
    asked: str, meant: str | None, register: Register, examined: Sequence[Document], *, missing: bool
) -> Iterator[str]:
    """What rests on one document, and which one that is where a person named it loosely.

    Args:
        asked (str): The name that the person gave.
        meant (str | None): The registered name, None where nothing cites such a document.
        register (Register): Narrowed to the citations to show.
        examined (Sequence[Document]): The documents that were looked through.
        missing (bool): Whether to list it only where the library lacks it.

    Yields:
        str: As `lines_of` or `missing_of`, or one line that says that nothing rests on it.
    """
    name = asked.strip().removeprefix("《").removesuffix("》")
    if meant is None:
        yield f"没有一份文件引用《{name}》，检查了 {spelled(examined)}"
        return
    if key_of(name) != key_of(meant):
        yield f"“{name}”按《{meant}》查"
    if not register.groups:
        yield f"没有条目以《{meant}》为依据，检查了 {spelled(examined)}"
        return
    yield from (missing_of if missing else lines_of)(register, examined)


def _headline(group: CitedDocument, register: Register) -> str:
    force = force_shown(group.status, register)
    where = f"资料库：{group.document.file}" if group.document else "资料库里没有"
    aliases = f"（又作 {'、'.join(group.aliases)}）" if group.aliases else ""
    told = "　".join(filter(None, (ROLE_NAMES[group.role], force, where)))
    return f"《{group.name}》{aliases}　{told}"


def _places(places: Sequence[Placed[Mention]]) -> str:
    named = list(dict.fromkeys(f"{p.document.file} {p.item.address}" for p in places))
    more = f"；另有 {len(named) - PLACES} 处" if len(named) > PLACES else ""
    return "；".join(named[:PLACES]) + more
