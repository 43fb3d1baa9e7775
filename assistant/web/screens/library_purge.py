"""Removing and purging documents: what depends on one is told first, and what was removed is listed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from typing import Final

from assistant.desk import LocalDesk
from assistant.drafting import versions
from assistant.web.access import Visitor
from assistant.workspace import purging
from ingest.errors import BadRequest
from ingest.home import Home
from ingest.library import DraftId, Library
from ingest.records import Document, DocumentId, Filters, Scope

MISSING: Final = "这份文件不在资料库里，它可能已被移除或彻底删除。请返回文档库查看"


def purgeable(library: Library, document: DocumentId, reader: Scope) -> Document | None:
    """A document that is removed, as it was; None where its purge is only unfinished.

    Args:
        library (Library): Where it was.
        document (DocumentId): Which one.
        reader (Scope): Who asks.

    Returns:
        Document | None: None is a document of which nothing is known but its number.

    Raises:
        BadRequest: There is nothing to purge.
    """
    if document in library.unfinished_purges():
        return None
    for known in (*library.removed_documents(reader), *library.documents(Filters(reader))):
        if known.id == document:
            return known
    raise BadRequest(MISSING)


def quoting_drafts(library: Library, document: Document | None) -> list[DraftId]:
    """The drafts, whoever's they are, that hold words of a document and go with it."""
    return [draft.draft for draft in versions.quoting(library, document)] if document else []


def consequences(library: Library, document: Document, reader: Scope) -> list[str]:
    """What a purge would take along and what it would leave behind, a line each; the first says what it does.

    Args:
        library (Library): Where the document is.
        document (Document): Removed or not.
        reader (Scope): Who asks; of others' drafts they learn no more than how many there are.

    Returns:
        list[str]: Lines in Chinese.
    """
    lines = [
        f"将彻底删除《{document.title}》的全部 {document.number} 个版本，无法恢复。",
        f"{document.items} 个条目和从中读出的要求、引用一并删除；索引随即重建，需要一些时间。",
    ]
    if drafts := quoting_drafts(library, document):
        own = [draft.title for draft in versions.list_drafts(library, reader) if draft.draft in drafts]
        named = [*(f"《{title}》" for title in own), *([f"他人的 {n} 份"] if (n := len(drafts) - len(own)) else [])]
        lines.append(f"有 {len(drafts)} 份草稿引用了它的原文，连同各版一并删除：{'、'.join(named)}。")
    if chats := library.chats.holding(document.id):
        lines.append(f"有 {chats} 段对话（可能是他人的）引用或提到了它，一并删除。")
    lines.append(
        "命令行里保存的对话和已结束任务的记录会全部清空，因为其中可能有它的原文。"
        "各人起草准备里引用它的计划行恢复成没有改过的样子，引用它的情况一并删去；本人能看到的其他文件里也有的字句保留。"
        "已有的备份文件不受影响，请自行处理。"
    )
    return lines


def purge(home: Home, visitor: Visitor, document: DocumentId, agreed: Collection[DraftId]) -> None:
    """Delete a document and the drafts that quote it, for good.

    Args:
        home (Home): Where they are.
        visitor (Visitor): Who wants it.
        document (DocumentId): Removed or not, or with an unfinished purge.
        agreed (Collection[DraftId]): The drafts that they were told of.

    Raises:
        BadRequest: There is no such document, or another draft quotes it by now.
    """
    library = home.library
    drafts = quoting_drafts(library, purgeable(library, document, visitor.name))
    if not set(drafts) <= set(agreed):
        raise BadRequest("刚才又有草稿引用了这份文件。请点“取消”，再看一次会删除什么")
    purging.purge(library, LocalDesk(home), visitor.name, document, drafts)


def removed_html(removed: Sequence[Document], unfinished: Sequence[DocumentId]) -> str:
    """The documents that are hidden and can still be purged; nothing where there are none."""
    if not removed and not unfinished:
        return ""
    rows = [(document.id, document.title, document.file) for document in removed]
    rows += [(document, f"编号为 {document} 的文件", "彻底删除没有做完，请再做一次") for document in unfinished]
    entries = "".join(
        f'<li><a href="#library/{number}">{escape(title)}</a><span class="facts">{escape(facts)}</span></li>'
        for number, title, facts in rows
    )
    return (
        f'<details class="removed"><summary>已移除的文件（{len(rows)} 份）</summary>'
        '<p class="hint">它们不再出现在检索和回答里；再次上传同一文件即可恢复，也可以彻底删除。</p>'
        f"<ul>{entries}</ul></details>"
    )
