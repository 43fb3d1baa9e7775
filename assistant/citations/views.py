"""The register of cited documents as a user sees it: rows for programs, tables for terminal and Excel, short notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypedDict

from assistant.citations.force import Status
from assistant.citations.register import CitedDocument, Register
from assistant.citations.term import last_year
from assistant.naming import FORCE_NAMES, ROLE_NAMES
from ingest.citations.names import tidied
from ingest.records import Document, Mention, Placed, Role

CITE_HEADERS: Final = ("文件", "条目", "原文写法", "规范名称", "用途", "效力", "资料库中的文件")
GROUP_HEADERS: Final = ("被引用的文件", "其他写法", "用途", "引用条数", "引用它的文件", "效力", "资料库中的文件")
COLLECT_HEADERS: Final = ("待收集的文件", "其他写法", "引用条数", "引用它的文件", "所在条目")
NOT_ENDED: Final = "未见废止"  # neither a text nor a ruling says anything; that is no evidence that it is in force
LISTED: Final = 20  # places or files that a cell names; a longer list is counted

Table = list[tuple[str | int, ...]]


class CiteRow(TypedDict):
    """One citation as `yaodian cites --json` prints it."""

    file: str
    address: str
    raw: str
    normalised: str
    role: Role
    force: str  # as `force_shown` tells it: 未见废止; "" of what is only to be made
    in_library: str  # the file that holds the cited document, "" where the library lacks it


class CollectRow(TypedDict):
    """One missing document as `yaodian cites --missing --json` prints it."""

    name: str
    aliases: list[str]
    citations: int
    files: list[str]  # that cite it


def cite_rows(mentions: Iterable[Placed[Mention]], register: Register) -> list[CiteRow]:
    """Citations for programs.

    Args:
        mentions (Iterable[Placed[Mention]]): Those to show, in their order.
        register (Register): Of all documents that the user may see.

    Returns:
        list[CiteRow]: One row a citation; a document has one `normalised` name over the whole library.
    """
    return [_cite_row(placed, register) for placed in mentions]


def _cite_row(placed: Placed[Mention], register: Register) -> CiteRow:
    mention, unit = placed.what, placed.document.unit
    document = register.in_library(mention.normalised, unit)
    return CiteRow(
        file=placed.document.file,
        address=placed.item.address,
        raw=mention.raw,
        normalised=register.names.of(mention.normalised, unit),
        role=mention.role,
        force=force_shown(register.status(mention.normalised, unit), register),
        in_library=document.file if document else "",
    )


def cite_table(mentions: Iterable[Placed[Mention]], register: Register) -> Table:
    """The same under CITE_HEADERS."""
    return [
        (
            row["file"],
            row["address"],
            row["raw"],
            row["normalised"],
            ROLE_NAMES[row["role"]],
            row["force"],
            row["in_library"],
        )
        for row in cite_rows(mentions, register)
    ]


def group_table(groups: Iterable[CitedDocument], register: Register) -> Table:
    """Cited documents, one a row, under GROUP_HEADERS."""
    return [
        (
            group.name,
            "、".join(group.aliases),
            ROLE_NAMES[group.role],
            len(group.citing),
            _files(group.citing_documents),
            force_shown(group.status, register),
            group.document.file if group.document else "",
        )
        for group in groups
    ]


def collect_rows(register: Register) -> list[CollectRow]:
    """The documents that are missing, for programs: the most cited first."""
    return [
        CollectRow(
            name=group.name,
            aliases=list(group.aliases),
            citations=len(group.citing),
            files=[document.file for document in group.citing_documents],
        )
        for group in register.to_collect()
    ]


def collect_table(register: Register) -> Table:
    """The documents that are missing, under COLLECT_HEADERS: the most cited first."""
    return [
        (group.name, "、".join(group.aliases), len(group.citing), _files(group.citing_documents), _places(group.citing))
        for group in register.to_collect()
    ]


# --- force ------------------------------------------------------------------------------------------------------------


def force_shown(status: Status, register: Register) -> str:
    """What the register of citations says of a document's force.

    Args:
        status (Status): Its status.
        register (Register): The library's register.

    Returns:
        str: What has ended it, as `note_on` says it; 现行有效 where a person says so; "" of what is only to be made;
            已到期（至2023年） where its name gives it years that are over, which repeals nothing; else 未见废止.
    """
    if ended := _force(status, register):
        return ended
    if status.is_ruled:
        return FORCE_NAMES["in_force"]
    if status.name in register.unmade:
        return ""
    last = last_year(status.name)
    return f"已到期（至{last}年）" if last and register.year and last < register.year else NOT_ENDED


def how_shown(register: Register) -> str:
    """How to read 未见废止 and 已到期 in one line, with the year by which a term is over."""
    by = f"；“已到期”指名称中的年限早于资料库里最新的年份（{register.year}年），不等于废止" if register.year else ""
    return f"“{NOT_ENDED}”指资料库里没有它失效的说法，不等于仍然有效{by}"


def note_on(name: str, register: Register, unit: str = "") -> str:
    """What to say beside a citation of a document that has ended.

    Args:
        name (str): Any of its names.
        register (Register): The library's register.
        unit (str): The unit of the document that cites it, or "".

    Returns:
        str: 已被《云岭集团党务公开工作办法》替代（自2023-07-01，见《云岭集团党务公开工作办法》第六章/第二十七条）;
            "" where nothing says that it has ended.
    """
    return _force(register.status(name, unit), register)


def force_note(status: Status, current: str = "") -> str:
    """A document's force in one line.

    Args:
        status (Status): Its status.
        current (str): What is in force at the end of its successors, where that is not the successor itself.

    Returns:
        str: "" where nothing says that it has ended.
    """
    if status.force == "in_force":
        return ""
    is_replaced = status.force == "replaced" and status.successor
    lead = f"已被《{status.successor}》替代" if is_replaced else FORCE_NAMES[status.force]
    further = f"现行的是《{current}》" if current and current != status.successor else ""
    reasons = [f"自{status.since}" if status.since else "", _source(status), further]
    told = "，".join(reason for reason in reasons if reason)
    return f"{lead}（{told}）" if told else lead


def _force(status: Status, register: Register) -> str:
    return force_note(status, register.in_force_instead(status))


def _source(status: Status) -> str:
    """How one knows it."""
    if status.is_ruled:
        return "人工认定"
    if status.told:
        return f"见《{tidied(status.told.document.title)}》{status.told.item.address}"
    return f"《{tidied(status.shown.title)}》中的名称已无“试行”" if status.shown else ""


# --- lists in a cell --------------------------------------------------------------------------------------------------


def _files(documents: Sequence[Document]) -> str:
    return _listed([d.file for d in documents], "份")


def _places(citing: Sequence[Placed[Mention]]) -> str:
    places = dict.fromkeys(f"《{tidied(p.document.title)}》{p.item.address}" for p in citing)
    return _listed(list(places), "处")


def _listed(entries: Sequence[str], counter: str) -> str:
    more = f"；另有 {len(entries) - LISTED} {counter}" if len(entries) > LISTED else ""
    return "；".join(entries[:LISTED]) + more
