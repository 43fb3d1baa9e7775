"""What an answer goes through, step by step, and libraries of a few invented sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import EVIDENCE_ITEMS
from assistant.question import Asked, analyse
from assistant.reader import Reading, read
from assistant.reading.refusal import Reason, refused
from assistant.reading.scoring import Statement, scored, statements_of
from assistant.search import ranked
from ingest.home import Home, open_home
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import Filters
from ingest.settings import Settings

EVERYONE = Filters()


@dataclass(frozen=True, slots=True)
class Told:
    """A question, taken apart, with the scored sentences, what would be answered, and why it is not."""

    asked: Asked
    statements: list[Statement]
    reading: Reading
    reason: Reason | None

    @property
    def quotes(self) -> list[str]:
        """The chosen texts, cut from their items."""
        return [e.item.text[e.start - e.item.start : e.end - e.item.start] for e in self.reading.evidence]


def asking(home: Home, question: str, filters: Filters = EVERYONE) -> Told:
    documents = home.library.documents(filters)
    asked = analyse(question, documents, home.library.profile())
    statements = scored(asked, statements_of(ranked(home, asked, EVIDENCE_ITEMS, filters)), home.embedding)
    timely = [s for s in statements if s.timely]
    outlines = {v: home.library.outline(v) for v in {s.hit.document.version for s in timely}}
    reading = read(asked, timely, outlines)
    return Told(asked, statements, reading, refused(asked, statements, reading))


@contextmanager
def library_of(folder: Path, texts: Mapping[str, str]) -> Iterator[Home]:
    """A home that holds the texts, by file name."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_home(Settings.from_environment({}, folder / "home"), wait_for_index=True) as home:
        report = ingest(home, [folder / name for name in texts], unwatched)
        assert not report.failures
        yield home
