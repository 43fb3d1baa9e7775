"""Drafts: texts that the assistant writes and people change, with all that they were before.

Every change is a version of its own and nothing is ever overwritten: an undo, too, is a new version, which repeats an
earlier one. So the newest version is the current one, the history tells who did what, and what was undone can be
brought back like any other version. A draft is deleted with all its versions or not at all. What a body says is not
this package's affair.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select

from ingest.errors import BadRequest, Superseded
from ingest.library.connecting import writing_alone
from ingest.library.schema import draft_versions, drafts
from ingest.records import EVERYONE, Scope

DraftId = int

_each = draft_versions.alias()
_LATEST = select(func.max(_each.c.number)).where(_each.c.draft == drafts.c.id).scalar_subquery()


@dataclass(frozen=True, slots=True)
class DraftText:
    """A draft as it is kept."""

    unit: str
    year: int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """A version of a draft, without its body."""

    draft: DraftId
    number: int  # 1 for the first
    previous: int | None  # the version that undoing this one brings back; None where there is none
    unit: str
    year: int
    title: str
    author: str  # a user's name, or EVERYONE
    note: str  # what was done: 导入修改稿：改写3句、新增1句
    created_at: datetime  # UTC


class Drafts:
    """The drafts of a library. A user sees everyone's drafts and their own. Safe to share between threads.

    Args:
        engine (Engine): The library.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(
        self, text: DraftText, author: Scope, note: str, draft: DraftId | None = None, made_from: int | None = None
    ) -> DraftVersion:
        """Keep a new draft, or the next version of one.

        Args:
            text (DraftText): As it is now.
            author (Scope): Whose version it is, and whose draft where that is new: EVERYONE's is open to all.
            note (str): What was done, a Chinese line.
            draft (DraftId | None): None begins a new draft.
            made_from (int | None): The version that was changed; None takes whatever is current for it.

        Returns:
            DraftVersion: What was kept.

        Raises:
            BadRequest: There is no such draft, or the author may not see it.
            Superseded: Another version has been made of it meanwhile.
        """
        with writing_alone(self._engine) as connection:
            if draft is None:
                draft = connection.execute(insert(drafts).values(scope=author).returning(drafts.c.id)).scalar_one()
                return _add(connection, draft, text, author, note, previous=None)
            previous = _version(connection, draft, author).number
            _check_current(previous, made_from)
            return _add(connection, draft, text, author, note, previous)

    def newest(self, reader: Scope) -> list[DraftVersion]:
        """The current version of every draft that a reader may see, the oldest draft first."""
        with self._engine.connect() as connection:
            return _versions(connection, reader, draft_versions.c.number == _LATEST)

    def history(self, draft: DraftId, reader: Scope) -> list[DraftVersion]:
        """All versions of a draft, oldest first; BadRequest where there is none for this reader."""
        with self._engine.connect() as connection:
            _version(connection, draft, reader)
            return _versions(connection, reader, drafts.c.id == draft)

    def body(self, draft: DraftId, reader: Scope, number: int | None = None) -> str:
        """A draft's text.

        Args:
            draft (DraftId): Which one.
            reader (Scope): Who asks.
            number (int | None): Of the version; None is the current one.

        Returns:
            str: As it was saved.

        Raises:
            BadRequest: There is no such draft or version for this reader.
        """
        with self._engine.connect() as connection:
            return _text(connection, _version(connection, draft, reader, number)).body

    def undo(self, draft: DraftId, author: Scope, to: int | None = None, made_from: int | None = None) -> DraftVersion:
        """Bring an earlier version back, as a new one.

        Args:
            draft (DraftId): Which one.
            author (Scope): Who asks; they must see it.
            to (int | None): The version that comes back: this is how an undo is undone. None is what stood before the
                last change; further undos go further back.
            made_from (int | None): The version that was current for whoever asks; None takes whatever is.

        Returns:
            DraftVersion: The new version.

        Raises:
            BadRequest: There is no such draft or version for this author, or nothing to undo.
            Superseded: Another version has been made of it meanwhile.
        """
        with writing_alone(self._engine) as connection:
            current = _version(connection, draft, author)
            _check_current(current.number, made_from)
            number = current.previous if to is None else to
            if number is None:
                raise BadRequest(f"草稿 {draft} 没有可以撤销的改动。请查看它的历史")
            back = _version(connection, draft, author, number)
            if back.number == current.number:
                raise BadRequest(f"草稿 {draft} 现在就是第 {number} 版。请另选一版")
            what = f"撤销，回到第{number}版" if to is None else f"改用第{number}版"
            previous = back.previous if to is None else current.number
            return _add(connection, draft, _text(connection, back), author, what, previous)

    def delete(self, draft: DraftId, author: Scope) -> None:
        """Delete a draft with all its versions, for good; BadRequest where there is none for this author."""
        with writing_alone(self._engine) as connection:
            _version(connection, draft, author)
            _delete(connection, [draft])

    # --- for a purge, which no user's draft is hidden from ------------------------------------------------------------

    def bodies(self) -> Iterator[tuple[DraftVersion, str]]:
        """Every version of every draft with its body, whoever's it is, the oldest draft first."""
        with self._engine.connect() as connection:
            owners = list(connection.execute(select(drafts.c.id, drafts.c.scope).order_by(drafts.c.id)))
        for draft, owner in owners:
            with self._engine.connect() as connection:
                found = [
                    (version, _text(connection, version).body)
                    for version in _versions(connection, owner, drafts.c.id == draft)
                ]
            yield from found

    def discard(self, unwanted: Collection[DraftId]) -> None:
        """Delete drafts with all their versions, whoever's they are; those that are not there are passed over."""
        with writing_alone(self._engine) as connection:
            _delete(connection, unwanted)


def _check_current(current: int, made_from: int | None) -> None:
    if made_from not in (None, current):
        raise Superseded(f"草稿刚被改成了第 {current} 版，这次的改动没有保存。请重新打开草稿再改")


def _delete(connection: Connection, unwanted: Collection[DraftId]) -> None:
    for table, column in ((draft_versions, draft_versions.c.draft), (drafts, drafts.c.id)):
        connection.execute(delete(table).where(column.in_(unwanted)))


def _add(
    connection: Connection, draft: DraftId, text: DraftText, author: Scope, note: str, previous: int | None
) -> DraftVersion:
    of_draft = draft_versions.c.draft == draft
    last = connection.execute(select(func.coalesce(func.max(draft_versions.c.number), 0)).where(of_draft)).scalar_one()
    now = datetime.now(UTC)
    added = DraftVersion(draft, last + 1, previous, text.unit, text.year, text.title, author, note, now)
    row = {name: getattr(added, name) for name in DraftVersion.__slots__}
    connection.execute(insert(draft_versions).values(row | {"created_at": now.isoformat(), "body": text.body}))
    return added


def _version(connection: Connection, draft: DraftId, reader: Scope, number: int | None = None) -> DraftVersion:
    """A version, by default the current one. What is not there and what is not the reader's read alike."""
    wanted = _LATEST if number is None else number
    found = _versions(connection, reader, drafts.c.id == draft, draft_versions.c.number == wanted)
    if found:
        return found[0]
    if number is None:
        raise BadRequest(f"没有编号为 {draft} 的草稿。请检查编号")
    _version(connection, draft, reader)
    raise BadRequest(f"草稿 {draft} 没有第 {number} 版。请查看它的历史")


def _versions(connection: Connection, reader: Scope, *conditions: ColumnElement[bool]) -> list[DraftVersion]:
    columns = (draft_versions.c[name] for name in DraftVersion.__slots__)
    joined = select(*columns).join(drafts, draft_versions.c.draft == drafts.c.id)
    mine = drafts.c.scope.in_((EVERYONE, reader))
    query = joined.where(mine, *conditions).order_by(drafts.c.id, draft_versions.c.number)
    return [
        DraftVersion(**{**row._mapping, "created_at": datetime.fromisoformat(row.created_at)})
        for row in connection.execute(query)
    ]


def _text(connection: Connection, version: DraftVersion) -> DraftText:
    place = (draft_versions.c.draft == version.draft) & (draft_versions.c.number == version.number)
    body = connection.execute(select(draft_versions.c.body).where(place)).scalar_one()
    return DraftText(version.unit, version.year, version.title, body)
