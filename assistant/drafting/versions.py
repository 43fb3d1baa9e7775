"""Drafts and their versions in the library: who did what when, undo, what they quote (see `ingest.library.drafts`)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.records import Draft, Source
from assistant.drafting.stored import from_json, to_json
from ingest.errors import LibraryError
from ingest.library import DraftId, DraftText, DraftVersion, Library
from ingest.records import EVERYONE, Document, Scope


def save(
    library: Library,
    draft: Draft,
    author: Scope,
    note: str,
    draft_id: DraftId | None = None,
    made_from: int | None = None,
) -> DraftVersion:
    """Keep a new draft, or the next version of one.

    Args:
        library (Library): Where it is kept.
        draft (Draft): As it is now.
        author (Scope): Whose version it is, and whose draft where that is new: EVERYONE's is open to all.
        note (str): What was done, a Chinese line: 生成草稿.
        draft_id (DraftId | None): None begins a new draft.
        made_from (int | None): The version that was changed; None takes whatever is current for it.

    Returns:
        DraftVersion: Its draft's id and its number.

    Raises:
        BadRequest: There is no such draft, or the author may not see it.
        Superseded: Another version has been made of it meanwhile.
    """
    text = DraftText(draft.unit, draft.year, draft.title, to_json(draft))
    return library.drafts.save(text, author, note, draft_id, made_from)


def load(library: Library, draft_id: DraftId, number: int | None = None, reader: Scope = EVERYONE) -> Draft:
    """Read a draft.

    Args:
        library (Library): Where it is kept.
        draft_id (DraftId): Which one.
        number (int | None): Of the version; None is the current one.
        reader (Scope): Who asks.

    Returns:
        Draft: As it was saved.

    Raises:
        BadRequest: There is no such draft or version for this reader.
        LibraryError: It is damaged.
    """
    return from_json(library.drafts.body(draft_id, reader, number))


def history(library: Library, draft_id: DraftId, reader: Scope = EVERYONE) -> tuple[DraftVersion, ...]:
    """All versions of a draft, oldest first; BadRequest where there is none for this reader."""
    return tuple(library.drafts.history(draft_id, reader))


def undo(
    library: Library,
    draft_id: DraftId,
    author: Scope = EVERYONE,
    to: int | None = None,
    made_from: int | None = None,
) -> DraftVersion:
    """Bring an earlier version back, as a new one.

    Args:
        library (Library): Where the draft is kept.
        draft_id (DraftId): Which one.
        author (Scope): Who asks; they must see it.
        to (int | None): The version that comes back: this is how an undo is undone. None is what stood before the last
            change; further undos go further back.
        made_from (int | None): The version that was current for whoever asks; None takes whatever is.

    Returns:
        DraftVersion: The new version.

    Raises:
        BadRequest: There is no such draft or version for this author, or nothing to undo.
        Superseded: Another version has been made of it meanwhile.
    """
    return library.drafts.undo(draft_id, author, to, made_from)


def list_drafts(library: Library, reader: Scope = EVERYONE) -> tuple[DraftVersion, ...]:
    """The current version of every draft that a reader may see, the oldest draft first."""
    return tuple(library.drafts.newest(reader))


def delete(library: Library, draft_id: DraftId, author: Scope = EVERYONE) -> None:
    """Delete a draft with all its versions, for good; BadRequest where there is none for this author."""
    library.drafts.delete(draft_id, author)


# --- what a document leaves in drafts ---------------------------------------------------------------------------------


def quoting(library: Library, document: Document) -> tuple[DraftVersion, ...]:
    """Find the drafts, whoever's they are, that quote a document in any of their versions.

    Args:
        library (Library): Where the drafts are kept.
        document (Document): Removed or not.

    Returns:
        tuple[DraftVersion, ...]: Of each such draft the newest version that quotes it, the oldest draft first.

    Raises:
        LibraryError: A draft is damaged, so that nobody knows what it quotes.
    """
    versions = frozenset(library.all_versions(document.id))
    found: dict[DraftId, DraftVersion] = {}
    for version, body in library.drafts.bodies():
        if any(_is_of(source, document, versions) for source in _sources(version, body)):
            found[version.draft] = version
    return tuple(found.values())


def _is_of(source: Source, document: Document, versions: frozenset[int]) -> bool:
    """A file that was given without the library has no version: its name tells."""
    return source.version in versions or (not source.version and source.file == document.file)


def _sources(version: DraftVersion, body: str) -> Iterator[Source]:
    """All that a version quotes: in its sentences, its plan and its tasks."""
    try:
        draft = from_json(body)
    except LibraryError as error:
        number = version.draft
        what = f"草稿 {number} 的存档已损坏，看不出它引用了哪些文件"
        raise LibraryError(f"{what}。请先删除这份草稿") from error
    for sentence in draft.sentences():
        yield from sentence.sources
    for row in draft.plan.rows:
        yield from (*row.sources, *row.evidence)
        for dropped in row.dropped:
            yield from (dropped.source, *dropped.evidence)
    for task in draft.tasks:
        yield from task.basis
