"""Plans of the sample library as drafts, and the briefs that they could have been written from."""

from __future__ import annotations

from functools import cache

from assistant.drafting.records import Brief, DraftItem, Facts, Reading, Section, Sentence, Source
from ingest.citations import mentions_of
from ingest.labels import label_of
from ingest.obligations import obligations_of
from ingest.obligations.clauses import sentences_of
from ingest.outline import outline_of
from ingest.records import Document, Item, Kind, Line, Outline, Text
from tests.assistant.compare.samples import of_corpus

BREAKDOWNS = {2021: "分解表", 2022: "分解表", 2023: "分解表", 2024: "分解表", 2025: "分解"}


@cache
def brief_of(year: int) -> Brief:
    """What the library holds of the years before."""
    plans = [reading(of_corpus(f"{y}年党建工作要点")[0], "要点") for y in range(year - 1, 2020, -1)]
    tables = [reading(of_corpus(f"{y}年党建重点任务{BREAKDOWNS[y]}")[0], "任务分解") for y in range(year - 1, 2020, -1)]
    return brief(year, plans, tables)


def brief(year: int, plans: list[Reading], tables: list[Reading]) -> Brief:
    return Brief("云岭集团", year, ("云岭集团",), tuple(plans), (), (), (), tuple(tables), Facts(), (), (), ())


def reading(outline: Outline, kind: Kind) -> Reading:
    document = Document(0, 0, 1, f"{outline.title}.docx", (), outline.title, outline.year, kind, "云岭集团", "")
    mentions = mentions_of(outline)
    return Reading(document, outline, obligations_of(outline, mentions), mentions)


@cache
def sections_of(year: int) -> tuple[Section, ...]:
    """A year's plan as a draft."""
    return drafted(of_corpus(f"{year}年党建工作要点")[0])


def written(*lines: str) -> tuple[Section, ...]:
    """Numbered lines as a draft."""
    text = Text.of(Line(line) for line in ("云岭集团2026年党建工作要点", *lines))
    return drafted(outline_of(text, "云岭集团2026年党建工作要点.txt"))


def drafted(outline: Outline) -> tuple[Section, ...]:
    tops = [item for item in outline.items if item.level == 1 and not item.label.startswith(("附件", "¶"))]
    return tuple(_section(top, outline) for top in tops)


def _section(top: Item, outline: Outline) -> Section:
    if top.label == "导语":
        return Section("", Sentence("", "沿用", ()), (_item(top, outline),))
    below = tuple(_item(item, outline) for item in outline.items if item.address.startswith(f"{top.address}/"))
    return Section(f"{top.label}、", Sentence(top.title, "用户给定", ()), below)


def _item(item: Item, outline: Outline) -> DraftItem:
    label = label_of(item.text)
    begin = label.length if label else 0
    words = item.text[begin:]
    sentences = []
    start = 0
    for cut in sentences_of(words, 0):
        if cut.stop in ("。", "") or cut.end + 1 >= len(words):
            end = cut.end + len(cut.stop) if cut.stop else len(words)
            quote = words[start:end]
            at = item.start + begin + start
            source = Source(
                "prior", "要点.docx", 0, outline.title, outline.year, item.address, quote, at, at + len(quote)
            )
            sentences.append(Sentence(quote, "沿用", (source,)))
            start = end
    return DraftItem(item.text[:begin], item.address, tuple(sentences))
