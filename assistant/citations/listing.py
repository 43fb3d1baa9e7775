"""The register of cited documents line by line, for a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant.citations.register import CitedDocument, Register
from assistant.citations.views import note_on
from assistant.exhaustive.scope import examined as spelled
from assistant.naming import FORCE_NAMES, ROLE_NAMES
from ingest.records import Document, Mention, Placed

PLACES: Final = 8  # named of one document


def lines_of(register: Register, mentions: Sequence[Placed[Mention]], examined: Sequence[Document]) -> Iterator[str]:
    """What is cited in some documents.

    Args:
        register (Register): Of all that the user may see.
        mentions (Sequence[Placed[Mention]]): Those to show.
        examined (Sequence[Document]): The documents that were looked through.

    Returns:
        Iterator[str]: How much of how many, then the cited documents, the most cited first.
    """
    shown = {(placed.document.version, placed.what) for placed in mentions}
    groups = [(g, [p for p in g.citing if (p.document.version, p.what) in shown]) for g in register.groups]
    cited = [(group, places) for group, places in groups if places]
    yield f"共引用 {len(cited)} 份文件、{len(mentions)} 处，检查了 {spelled(examined)}"
    for number, (group, places) in enumerate(cited, 1):
        yield f"{number:>4}. {_headline(group, register)}"
        yield f"      {_places(places)}"


def missing_of(register: Register, examined: Sequence[Document]) -> Iterator[str]:
    """What texts rest on and the library does not have.

    Args:
        register (Register): Of all that the user may see.
        examined (Sequence[Document]): The documents that were looked through.

    Returns:
        Iterator[str]: How many, then each, the most cited first.
    """
    wanted = register.to_collect()
    yield f"有 {len(wanted)} 份依据文件资料库里还没有，检查了 {spelled(examined)}"
    for number, group in enumerate(wanted, 1):
        by = "、".join(document.file for document in group.citing_documents[:PLACES])
        yield f"{number:>4}. 《{group.name}》　引用 {len(group.citing)} 处：{by}"


def _headline(group: CitedDocument, register: Register) -> str:
    note = note_on(group.name, register) or FORCE_NAMES["in_force"]
    where = f"资料库：{group.document.file}" if group.document else "资料库里没有"
    aliases = f"（又作 {'、'.join(group.aliases)}）" if group.aliases else ""
    return f"《{group.name}》{aliases}　{ROLE_NAMES[group.role]}　{note}　{where}"


def _places(places: Sequence[Placed[Mention]]) -> str:
    named = list(dict.fromkeys(f"{p.document.file} {p.item.address}" for p in places))
    more = f"；另有 {len(named) - PLACES} 处" if len(named) > PLACES else ""
    return "；".join(named[:PLACES]) + more
