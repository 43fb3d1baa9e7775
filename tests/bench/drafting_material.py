"""Years held back: what a draft of each is written from, the true document, and the last summary's problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from assistant.drafting.brief import brief_of
from assistant.drafting.cutting import is_content
from assistant.drafting.making import desk_of
from assistant.drafting.records import OPENING, Brief, Draft
from assistant.drafting.story import Desk, draft_of, outline_of_draft, plan_of
from ingest.home import Home, open_home
from ingest.labels import label_of
from ingest.obligations.clauses import sentences_of
from ingest.pipeline import ingest
from ingest.progress import unwatched
from ingest.records import EVERYONE, Item, Outline
from ingest.settings import Settings

CHECKOUT: Final = Path(__file__).parents[2]
CORPUS: Final = CHECKOUT / "corpus"
SHARED: Final = CHECKOUT.parent / "shared"
READ: Final = (".txt", ".docx", ".pdf", ".xlsx")  # what needs LibreOffice is left out


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A year whose true document the draft has not seen."""

    name: str
    true: Outline  # what the true document plans
    brief: Brief
    draft: Draft

    @property
    def drafted(self) -> Outline:
        """What the draft plans, as any document is read."""
        return planned(outline_of_draft(self.draft))

    @property
    def base(self) -> Outline:
        """What last year's document plans."""
        return planned(self.brief.base.outline)

    @property
    def problems(self) -> tuple[str, ...]:
        """What the last summaries found wanting, without labels; a line that only leads to them is none."""
        found = (item for each in self.brief.summaries for item in each.outline.items if item.tense == "problem")
        parents = {item.address.rpartition("/")[0] for each in self.brief.summaries for item in each.outline.items}
        told = (item.text for item in found if item.address not in parents and not item.text.endswith("："))
        return tuple(text[label.length :] if (label := label_of(text)) else text for text in told)


@contextmanager
def opened(folder: Path, work: Path) -> Iterator[Home]:
    """A library of a folder's files.

    Args:
        folder (Path): The files.
        work (Path): Where the library is made.

    Yields:
        Home: With its index.
    """
    settings = Settings.from_environment({}, work)
    with open_home(settings, wait_for_index=True) as home:
        files = [file for file in sorted(folder.iterdir()) if file.suffix in READ]
        assert not ingest(home, files, unwatched).failures
        yield home


def desk_in(home: Home) -> Desk:
    """What drafting needs beside its sources."""
    return desk_of(home.library, home.embedding, EVERYONE)


def drafted(home: Home, unit: str, year: int) -> tuple[Brief, Draft]:
    """Draft a year from what the library holds of earlier ones.

    Args:
        home (Home): The library.
        unit (str): Whose plan.
        year (int): Which; documents of the unit of this year or later are not used.

    Returns:
        tuple[Brief, Draft]: The sources, and what was written from them with the plan as it was made.
    """
    brief = brief_of(home.library, unit, year, profile=home.library.profile())
    made = plan_of(brief, home.embedding)
    return brief, draft_of(brief, made, made.plan, desk_in(home))


def held_out(home: Home, unit: str, year: int, true_file: str) -> HeldOut:
    """Draft a year and set its true document beside it.

    Args:
        home (Home): The library, which holds the true document, too.
        unit (str): Whose plan.
        year (int): Which.
        true_file (str): The true document's file name.

    Returns:
        HeldOut: Ready to be scored.
    """
    document = next(each for each in home.library.documents() if each.file == true_file)
    brief, draft = drafted(home, unit, year)
    return HeldOut(Path(true_file).stem, planned(home.library.outline(document.version, EVERYONE)), brief, draft)


def planned(outline: Outline) -> Outline:
    """What a document plans: its sections most of whose text is a plan's; no opening, table or signature.

    Args:
        outline (Outline): A plan, or a report that looks back first.

    Returns:
        Outline: With the items of those sections only.
    """
    sections: dict[str, list[Item]] = {}
    for item in outline.items:
        sections.setdefault(item.address.partition("/")[0], []).append(item)
    kept = [item for items in sections.values() if _plans(items) for item in items if _counts(item)]
    return replace(outline, items=tuple(kept))


def _plans(items: Sequence[Item]) -> bool:
    return 2 * sum(len(item.text) for item in items if item.tense == "plan") > sum(len(item.text) for item in items)


def _counts(item: Item) -> bool:
    return is_content(item) and item.label != OPENING


def sentences_in(outline: Outline) -> Iterator[str]:
    """The words of a document sentence by sentence, stops left out."""
    for item in outline.items:
        for sentence in sentences_of(item.text, 0):
            yield item.text[sentence.start : sentence.end]
