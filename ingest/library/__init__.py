"""The truth: one relational database with every document's bytes, text, items, passages, vectors and history."""

from ingest.library.accounts import ROLES, Account, Accounts, Role
from ingest.library.audit import AuditEntry, AuditLog, Deed
from ingest.library.chats import VERDICTS, Chat, ChatId, Chats, ChatTurn, NewTurn, TurnId, Verdict
from ingest.library.drafts import DraftId, Drafts, DraftText, DraftVersion
from ingest.library.jobs import Job, JobId, JobKind, Jobs, JobState, NewJob, Step, StepState
from ingest.library.logins import Logins, Session
from ingest.library.profile import Profile
from ingest.library.store import Library
from ingest.library.values import Description, Extraction, Located, Occurrence, Reading, Stored, VersionInfo

__all__ = [
    "ROLES",
    "VERDICTS",
    "Account",
    "Accounts",
    "AuditEntry",
    "AuditLog",
    "Chat",
    "ChatId",
    "ChatTurn",
    "Chats",
    "Deed",
    "Description",
    "DraftId",
    "DraftText",
    "DraftVersion",
    "Drafts",
    "Extraction",
    "Job",
    "JobId",
    "JobKind",
    "JobState",
    "Jobs",
    "Library",
    "Located",
    "Logins",
    "NewJob",
    "NewTurn",
    "Occurrence",
    "Profile",
    "Reading",
    "Role",
    "Session",
    "Step",
    "StepState",
    "Stored",
    "TurnId",
    "Verdict",
    "VersionInfo",
]
