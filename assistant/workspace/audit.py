"""What goes into the audit log, in which words, and how it reads.

Documents are named by number alone (see `ingest.library.audit`): only who reads the log is shown what they are called,
where they are everyone's to see.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Literal

from ingest.library import AuditEntry, Deed, DraftId, Library
from ingest.records import DocumentId, Scope

if TYPE_CHECKING:
    from ingest.pipeline import Report

What = Literal[
    "登录", "登录失败", "锁定", "退出",
    "导入", "更正", "移除", "彻底删除", "恢复备份", "重建索引", "备份",
    "起草", "修改草稿", "导出",
    "新增用户", "更改角色", "更改密码", "解除锁定", "删除用户", "修改单位资料",
]  # fmt: skip

LOCAL: Final = "（本机）"  # who works without a log-in
OUTCOMES: Final = {"added": "新增", "updated": "新版本", "linked": "同一内容另一路径"}


def record(
    library: Library,
    who: Scope,
    what: What,
    detail: str = "",
    *,
    document: DocumentId | None = None,
    draft: DraftId | None = None,
) -> None:
    """Append one deed to the log.

    Args:
        library (Library): Whose log.
        who (Scope): A user's name; EVERYONE is whoever sits at this machine.
        what (What): Was done.
        detail (str): A few words; no name and no text of a document, which a purge could not take back.
        document (DocumentId | None): On which document.
        draft (DraftId | None): On which draft.
    """
    library.audit.add(Deed(who or LOCAL, what, detail, document, draft))


def record_ingest(library: Library, who: Scope, report: Report) -> None:
    """Append a deed for every file that brought something new.

    Args:
        library (Library): Whose log.
        who (Scope): A user's name; EVERYONE is whoever sits at this machine.
        report (Report): Of the ingest.
    """
    stored = [file.stored for file in report.files if file.stored.outcome in OUTCOMES]
    library.audit.add(*(Deed(who or LOCAL, "导入", OUTCOMES[each.outcome], each.document) for each in stored))


def entries(library: Library, last: int | None = None) -> list[AuditEntry]:
    """The log, oldest entry first.

    Args:
        library (Library): Whose log.
        last (int | None): Only so many of the newest entries; None is all.

    Returns:
        list[AuditEntry]: Not checked; see `check`.
    """
    return library.audit.entries(last)


def lines(library: Library, shown: Iterable[AuditEntry]) -> list[str]:
    """How entries read.

    Args:
        library (Library): Whose log.
        shown (Iterable[AuditEntry]): Any of them.

    Returns:
        list[str]: 12　2026-01-05 09:30:00　张三　移除　文件 3（2025要点.txt）; the time is the reader's own, and
            what is no longer there or not everyone's to see has no name.
    """
    files = {document.id: document.file for document in library.documents()}
    return [_line(entry, files) for entry in shown]


def check(library: Library) -> list[str]:
    """Where the log was tampered with, one line in Chinese each; empty is sound."""
    return library.audit.check()


def _line(entry: AuditEntry, files: dict[DocumentId, str]) -> str:
    deed = entry.deed
    when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    document = "" if deed.document is None else f"文件 {deed.document}" + _named(files.get(deed.document))
    draft = "" if deed.draft is None else f"草稿 {deed.draft}"
    return "　".join(filter(None, (str(entry.number), when, deed.who, deed.what, document, draft, deed.detail)))


def _named(file: str | None) -> str:
    return f"（{file}）" if file else ""
