"""Deleting a document for good, for the command and the page alike: with the drafts that quote it, and on the record.

What is cleared: here the drafts; in `Desk.purge` the rows of preparations that quote the document, the records of ended
jobs, the document and chats that quote it, the index, the command line's conversations. Backups are left as they are.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from assistant.workspace import audit
from ingest.errors import BadRequest
from ingest.library import DraftId, Library
from ingest.records import DocumentId, Scope

if TYPE_CHECKING:
    from assistant.desk import Desk


def purge(library: Library, desk: Desk, who: Scope, document: DocumentId, drafts: Collection[DraftId]) -> None:
    """Delete a document and the drafts that quote it.

    Args:
        library (Library): Where they are.
        desk (Desk): Of the same home.
        who (Scope): Who wants it.
        document (DocumentId): Removed or not, or with an unfinished purge.
        drafts (Collection[DraftId]): That quote it (`versions.quoting`).

    Raises:
        BadRequest: A draft is being written or reworded: it might quote the document, and would be kept afterwards.
    """
    if any(job.kind in ("draft", "reword") for job in library.jobs.unfinished()):
        raise BadRequest("有草稿正在成文或改写，可能用到这份文件。请等它结束或停止后再删除")
    library.drafts.discard(drafts)  # before the purge, which clears what they leave in the file, too
    for draft in drafts:
        audit.record(library, who, "彻底删除", draft=draft)
    desk.purge(document)
    audit.record(library, who, "彻底删除", document=document)
