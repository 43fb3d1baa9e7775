"""Answers to questions about how a document is built, from its whole outline: parts, items, ends, places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.citing import Evidence
from assistant.composing import Findings, Paragraph, dated, heading
from assistant.exhaustive.matter import matter_of
from assistant.exhaustive.scope import examined, narrowed
from assistant.exhaustive.structure import (
    ORDINAL,
    headings_called,
    is_below,
    members_of,
    named_items,
    numbered_below,
    numbered_items_of,
    parts_of,
    runs_on,
)
from assistant.exhaustive.structure_question import GENERIC, StructureQuestion, structure_question
from assistant.question import Asked
from assistant.reader import QUOTED_CHARS
from ingest.home import Home
from ingest.passages import sentences
from ingest.records import Document, Filters, Item, Outline
from ingest.tokens import telling_tokens

MEMBERS: Final = 12  # items of a list that a heading brings along
LISTED: Final = 60  # items that an answer lists where all are asked for
SHORT_LIST: Final = 6  # items that are listed though only their number is asked for
DOCUMENTS: Final = 12  # a question that means none of more documents than these is not about the structure of one
LEAST_SHARED: Final = 0.6  # share of a topic's words that a heading, or a sentence below it, must hold
_DIGITS: Final = "一二三四五六七八九十"
IN_TEXT: Final = 0.9  # what a topic's words in a sentence are worth beside those in a heading


def about_outlines(home: Home, asked: Asked, documents: Sequence[Document], filters: Filters) -> Findings | None:
    """Answer how many parts or items documents have, which, and in which of them something stands.

    Args:
        home (Home): The opened home.
        asked (Asked): The question, taken apart.
        documents (Sequence[Document]): Those that may be searched.
        filters (Filters): What to search in, and who asks.

    Returns:
        Findings | None: None where the question asks for something else, or no outline answers it.
    """
    question = structure_question(asked.text)
    chosen = narrowed(asked, documents) if question else []
    if question is None or len(chosen) > DOCUMENTS:
        return None
    outlines = [_Built(question, asked, d, home.library.outline(d.version, filters.reader)) for d in chosen]
    if "place" in question.wants:
        paragraphs = _best([each.place() for each in outlines])
    else:
        paragraphs = [paragraph for each in outlines for paragraph in each.paragraphs()]
    if not paragraphs:
        return _no_such_item(asked, outlines)
    paragraphs[-1] = replace(paragraphs[-1], lines=(f"以上依据 {examined(chosen)}的全部编号。",))
    return Findings("answered", tuple(paragraphs))


def _no_such_item(asked: Asked, built: Sequence[_Built]) -> Findings | None:
    """第99条 of a document with 37 is not looked for in the texts."""
    ordinal = ORDINAL.search(asked.text)
    if ordinal is None or not asked.documents or any(named_items(asked.text, each.outline) for each in built):
        return None
    lines = tuple(
        f"{dated(each.document)}共 {len(parts_of(each.outline))} 个部分、{len(numbered_items_of(each.outline))} 条，"
        f"没有{ordinal[0]}。"
        for each in built
    )
    return Findings("not_found", (Paragraph("没有找到：", lines=lines),))


def _best(places: Sequence[tuple[float, Paragraph] | None]) -> list[Paragraph]:
    """The documents in which a topic has its place, where one holds its words as another does not."""
    found = [place for place in places if place]
    best = max((score for score, _ in found), default=0.0)
    return [paragraph for score, paragraph in found if score >= IN_TEXT * best]


@dataclass(frozen=True, slots=True)
class _Standing:
    """How much of a topic's words an item's heading holds, and how much a sentence of it or below it."""

    item: Item
    titled: float
    said: float
    sentence: Evidence

    @property
    def score(self) -> float:
        return max(self.titled, IN_TEXT * self.said)


@dataclass(frozen=True, slots=True)
class _Built:
    """A question about a document's structure, and the document."""

    question: StructureQuestion
    asked: Asked
    document: Document
    outline: Outline

    def paragraphs(self) -> Iterator[Paragraph]:
        """What the outline answers; nothing where the question has matter that no heading holds."""
        matter = matter_of(self.question.rest, [self.document])
        headings = headings_called(self.outline, matter) if matter else []
        if headings:
            yield from (p for heading_ in headings for p in self._within(heading_))
        elif not _telling(matter):
            yield from self._named(named_items(self.asked.text, self.outline))

    def _within(self, section: Item) -> Iterator[Paragraph]:
        """A section called by its heading; 第二条 is its second item, whatever its label is."""
        items = numbered_below(self.outline, section)
        places = [n for n in (*self.question.ordinals, *self.question.ends) if -len(items) <= n < len(items)]
        if self.question.wants & {"title", "content"}:
            yield from (self._item(items[n]) for n in places)
        else:
            yield from self._items(section, items, places)

    def _named(self, named: Sequence[Item]) -> Iterator[Paragraph]:
        """The items that are called by number; without any, the whole document."""
        wants = self.question.wants
        sections = [item for item in named if numbered_below(self.outline, item)]
        if wants & {"title", "content"}:
            yield from (self._item(item) for item in named[:MEMBERS])
        elif sections:
            yield from (p for section in sections for p in self._within_named(section))
        elif named and "ends" in wants:
            yield from self._named_and_ends(named)
        elif not named:
            yield from self._whole()

    def _within_named(self, section: Item) -> Iterator[Paragraph]:
        yield from self._items(section, numbered_below(self.outline, section), self.question.ends)

    def _whole(self) -> Iterator[Paragraph]:
        wants, ends = self.question.wants, self.question.ends
        if "contents" in wants:
            yield self._contents()
        elif "parts" in wants:
            yield from self._parts()
        elif self.question.of_parts and not self.question.numbers:
            yield from self._items(None, parts_of(self.outline), ends)
        else:
            yield from self._items(None, numbered_items_of(self.outline), ends)

    # --- the whole ----------------------------------------------------------------------------------------------------

    def _parts(self) -> Iterator[Paragraph]:
        if parts := parts_of(self.outline):
            unit = "章" if parts[0].label.endswith("章") else "个部分"
            lead = f"{dated(self.document)}共 {len(parts)} {unit}："
            yield Paragraph(lead, self._headings(parts))

    def _contents(self) -> Paragraph:
        items = [*parts_of(self.outline), *numbered_items_of(self.outline)]
        ordered = sorted(dict.fromkeys(items), key=lambda item: item.start)
        left = f"，先列前 {LISTED} 条" if len(ordered) > LISTED else ""
        return Paragraph(f"{dated(self.document)}的各级标题{left}：", self._headings(ordered[:LISTED]))

    # --- lists and their ends -----------------------------------------------------------------------------------------

    def _items(self, section: Item | None, items: Sequence[Item], places: Sequence[int]) -> Iterator[Paragraph]:
        """Number, members or ends of a section, or of the whole document."""
        if not items:
            return
        where = f"{dated(self.document)}{f'{section.address}（{section.title}）' if section else ''}"
        unit = "个部分" if self.question.of_parts and not self.question.numbers else "条"
        chosen = [n for n in places if -len(items) <= n < len(items)]
        which = "和".join(f"{_ordinal(n)}{unit}" for n in chosen)
        if not self.question.numbers:
            yield Paragraph(f"{where}{which}是：", self._headings([items[n] for n in chosen]))
            return
        listed, shows = self._listed(items)
        if chosen:
            listed, shows = [items[n] for n in chosen], f"，{which}是："
        yield Paragraph(f"{where}共 {len(items)} 条（{_numbering(items, section)}）{shows}", self._headings(listed))

    def _named_and_ends(self, named: Sequence[Item]) -> Iterator[Paragraph]:
        """第一条和最后一条."""
        items = numbered_items_of(self.outline)
        ends = [items[end] for end in self.question.ends if -len(items) <= end < len(items)]
        yield Paragraph(f"{dated(self.document)}，问到的是：", self._headings([*named, *ends]))

    def _listed(self, items: Sequence[Item]) -> tuple[list[Item], str]:
        """What shows a number: all items, the last one where its label is the number, else the first and the last."""
        if self.question.lists or len(items) <= SHORT_LIST:
            return list(items[:LISTED]), "：" if len(items) <= LISTED else f"，先列前 {LISTED} 条："
        if runs_on(items):
            return [items[-1]], "，末条是："
        return [items[0], items[-1]], "，首条和末条是："

    # --- one item -----------------------------------------------------------------------------------------------------

    def _item(self, item: Item) -> Paragraph:
        """第十四条 itself: its title, or its sentences as far as an answer goes; a heading with what it heads."""
        lead = f"{dated(self.document)}{item.address}："
        title = heading(self.document, item)
        members = numbered_below(self.outline, item)
        if "title" in self.question.wants:
            return Paragraph(lead, (title,))
        if title.end >= item.end - 1:
            below = self._headings(members[:MEMBERS]) if members else tuple(self._beginning(item))
            return Paragraph(lead, (title, *below))
        ends = [last for _, last in sentences(item.text)]
        return Paragraph(lead, (self._span(item, 0, max((e for e in ends if e <= QUOTED_CHARS), default=ends[0])),))

    def _beginning(self, item: Item) -> Iterator[Evidence]:
        """The paragraphs below a heading, as far as an answer goes."""
        quoted = 0
        for paragraph in members_of(self.outline, item):
            quoted += len(paragraph.text)
            if quoted > QUOTED_CHARS:
                return
            yield self._span(paragraph, 0, len(paragraph.text))

    # --- places -------------------------------------------------------------------------------------------------------

    def place(self) -> tuple[float, Paragraph] | None:
        """The part or item in which a topic stands, and how much of the topic its heading or a sentence holds."""
        above, topic = self._topic()
        if not topic:
            return None
        candidates = parts_of(self.outline) if self.question.of_parts else numbered_items_of(self.outline)
        within = [c for c in candidates if any(is_below(c, part) for part in above)] or candidates
        standing = [self._standing(item, topic) for item in within]
        best = max((each.score for each in standing), default=0.0)
        if best < LEAST_SHARED:
            return None
        found = [each for each in standing if each.score == best][:SHORT_LIST]
        where = "、".join(_spoken(each.item) for each in found)
        lead = f"{dated(self.document)}，写在{where}："
        return best, Paragraph(lead, tuple(e for each in found for e in self._quotes(each)))

    def _topic(self) -> tuple[list[Item], frozenset[str]]:
        """The section that the question names (任务里，…), and the words of what is looked for."""
        matter = matter_of(self.question.rest, [self.document])
        first = headings_called(self.outline, matter[:1]) if len(matter) > 1 else []
        topic = [c for c in (matter[1:] if first else matter) if c not in GENERIC]
        return first, telling_tokens(" ".join(topic))

    def _standing(self, item: Item, topic: frozenset[str]) -> _Standing:
        titled = len(topic & telling_tokens(item.title)) / len(topic)
        subtree = [i for i in self.outline.items if i is item or is_below(i, item)]
        spans = [(i, first, last) for i in subtree for first, last in sentences(i.text)]
        shares = [len(topic & telling_tokens(i.text[first:last])) / len(topic) for i, first, last in spans]
        best = max(range(len(spans)), key=lambda n: shares[n])
        # 哪一条讲…: what one sentence happens to mention, an item is not about.
        said = shares[best] if self.question.stands else 0.0
        return _Standing(item, titled, said, self._span(*spans[best]))

    def _quotes(self, place: _Standing) -> tuple[Evidence, ...]:
        """The heading, and the sentence where it holds more of the topic."""
        title = heading(self.document, place.item)
        return (title, place.sentence) if place.said > place.titled else (title,)

    # --- quotes -------------------------------------------------------------------------------------------------------

    def _headings(self, items: Sequence[Item]) -> tuple[Evidence, ...]:
        return tuple(heading(self.document, item) for item in items)

    def _span(self, item: Item, first: int, last: int) -> Evidence:
        return Evidence(self.document, item, item.start + first, item.start + last)


def _ordinal(place: int) -> str:
    """第三 for 2, 最后一 for -1."""
    if place >= 0:
        return f"第{_DIGITS[place]}" if place < len(_DIGITS) else f"第 {place + 1} "
    return "最后一" if place == -1 else f"倒数第{_DIGITS[-place - 1]}"


def _spoken(item: Item) -> str:
    """An address as one says it: 第五部分（促进融合）第19条 for 五/19."""
    first, *labels = item.address.split("/")
    part = f"第{first}部分" if re.fullmatch(r"[一二三四五六七八九十]+", first) else first
    part += f"（{item.headings[0]}）" if labels and item.headings else ""
    return "".join([part, *(f"第{label}条" if label.isdecimal() else label for label in labels)])


def _telling(matter: Sequence[str]) -> list[str]:
    return [chunk for chunk in matter if chunk not in GENERIC]


def _numbering(items: Sequence[Item], section: Item | None) -> str:
    if section:
        return f"编号 {items[0].label}—{items[-1].label}"
    return f"全文连续编号 {items[0].label}—{items[-1].label}" if runs_on(items) else "各部分分别编号"
