"""Whatever comes in any order: the library shows what a plain model of the rules shows, and its log tells all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from ingest.library import Library, Reading
from ingest.records import EVERYONE, DocumentId, Filters, IndexedPassage

MakeReading = Callable[..., Reading]

PATHS = st.sampled_from(["/一/甲.docx", "/一/乙.docx", "/二/甲.docx", "/二/丙.docx"])
CONTENTS = st.sampled_from(["抓好安全生产。", "抓好党的建设。", "抓好民主管理。"])
SCOPES = st.sampled_from([EVERYONE, "甲", "乙"])


@dataclass
class Known:
    """A document as the model remembers it."""

    scope: str
    content: str
    parser: int
    paths: list[str]
    number: int = 1
    removed: bool = False
    year: int = 2024


@dataclass
class Model:
    """The rules of identity in the plainest words."""

    documents: dict[DocumentId, Known] = field(default_factory=dict)

    def with_path(self, path: str, scope: str) -> DocumentId | None:
        return next((i for i, d in self.documents.items() if d.scope == scope and path in d.paths), None)

    def with_content(self, content: str, scope: str) -> DocumentId | None:
        return next((i for i, d in self.documents.items() if (d.scope, d.content) == (scope, content)), None)

    def ingest(self, path: str, content: str, scope: str, parser: int) -> tuple[DocumentId | None, str]:
        """What must come of it: the document (None: a new one) and the outcome."""
        holder, same = self.with_path(path, scope), self.with_content(content, scope)
        if same is not None:
            document = self.documents[same]
            if document.parser < parser:
                outcome = "updated"
            elif document.removed:
                outcome = "added"
            else:
                outcome = "unchanged" if holder == same else "linked"
            return same, outcome
        if holder is not None and len(self.documents[holder].paths) == 1:
            return holder, "updated"
        return None, "added"

    def follow(self, document: DocumentId, path: str, content: str, scope: str, parser: int, outcome: str) -> None:
        holder = self.with_path(path, scope)
        if document not in self.documents:
            year = 2024 if holder is None else self.documents[holder].year
            self.documents[document] = Known(scope, content, parser, [], year=year)
        elif outcome == "updated":
            known = self.documents[document]
            known.content, known.parser, known.number = content, parser, known.number + 1
        self.documents[document].removed = False
        if holder != document:
            self.documents[document].paths.append(path)
        if holder is not None and holder != document:
            left = self.documents[holder]
            left.paths.remove(path)
            left.removed = left.removed or not left.paths


class LibraryMachine(RuleBasedStateMachine):
    """Random files, corrections, removals and purges."""

    def __init__(self, make_reading: MakeReading) -> None:
        super().__init__()
        self.make_reading = make_reading
        self.folder = Path(tempfile.mkdtemp())
        self.library = Library.open(f"sqlite:///{self.folder / 'library.sqlite'}")
        self.model = Model()
        self.mirror: dict[DocumentId, list[IndexedPassage]] = {}
        self.sequence = 0

    def teardown(self) -> None:
        assert self.library.check() == []
        self.library.close()
        shutil.rmtree(self.folder)

    @rule(path=PATHS, content=CONTENTS, scope=SCOPES, parser=st.integers(1, 2), recognised=st.booleans())
    def ingest(self, path: str, content: str, scope: str, parser: int, recognised: bool) -> None:
        reading = self.make_reading(path, content, scope=scope, parser=parser)
        document, outcome = self.model.ingest(path, content, scope, parser)
        stored = self.library.recognise(path, scope, reading.sha256, parser) if recognised else None
        stored = stored or self.library.put(reading)
        assert stored.outcome == outcome
        assert stored.document == document or (document is None and stored.document not in self.model.documents)
        self.model.follow(stored.document, path, content, scope, parser, outcome)

    def visible(self) -> list[DocumentId]:
        return [i for i, d in self.model.documents.items() if not d.removed]

    @precondition(lambda self: self.visible())
    @rule(data=st.data(), year=st.integers(2020, 2026))
    def edit(self, data: st.DataObject, year: int) -> None:
        document = data.draw(st.sampled_from(self.visible()))
        assert self.library.edit(document, year=year).year == year
        self.model.documents[document].year = year

    @precondition(lambda self: self.visible())
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        document = data.draw(st.sampled_from(self.visible()))
        self.library.remove(document)
        self.model.documents[document].removed = True

    @precondition(lambda self: self.model.documents)
    @rule(data=st.data())
    def purge(self, data: st.DataObject) -> None:
        document = data.draw(st.sampled_from(sorted(self.model.documents)))
        self.library.purge(document)
        del self.model.documents[document]

    @invariant()
    def every_reader_sees_what_the_model_shows(self) -> None:
        for reader in (EVERYONE, "甲", "乙"):
            seen = {
                (d.id, d.paths, d.year, d.number, self.library.content(d.version, reader).splitlines()[1])
                for d in self.library.documents(Filters(reader))
            }
            assert seen == {
                (i, tuple(d.paths), d.year, d.number, d.content)
                for i, d in self.model.documents.items()
                if not d.removed and d.scope in (EVERYONE, reader)
            }

    @invariant()
    def who_follows_the_log_has_it_all(self) -> None:
        """A mirror that re-reads only what the log names equals a full reading."""
        changes = self.library.changes(self.sequence)
        for change in changes:
            self.mirror.pop(change.document, None)
        for document, passages in self.streamed({change.document for change in changes}).items():
            self.mirror[document] = passages
        self.sequence = self.library.last_sequence()
        assert self.mirror == self.streamed(None)

    def streamed(self, chosen: set[DocumentId] | None) -> dict[DocumentId, list[IndexedPassage]]:
        found: dict[DocumentId, list[IndexedPassage]] = {}
        for passages, _ in self.library.indexed(chosen, "test"):
            for passage in passages:
                found.setdefault(passage.document, []).append(passage)
        return found


def test_any_order_of_events(make_reading: MakeReading) -> None:
    class Machine(LibraryMachine):
        def __init__(self) -> None:
            super().__init__(make_reading)

    phases = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)  # explaining a failure traces every line: slow
    bounds = settings(max_examples=10, stateful_step_count=20, deadline=None, phases=phases)
    run_state_machine_as_test(Machine, settings=bounds)
