"""A new item about a topic without a model: in the words of the draft's documents, with a blank, or in the user's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.compare.likeness import likeness
from assistant.drafting.keys import OWN, key_of
from assistant.drafting.planning.likenesses import ABOUT, SAID, homes, saying
from assistant.drafting.records import MEASURE_BLANK, DraftItem, Sentence
from assistant.drafting.revising.finding import Block, Finder
from assistant.drafting.revising.given import given_sentence, given_sentences
from assistant.drafting.revising.news import news, overlaps
from assistant.drafting.revising.records import Add
from assistant.drafting.revising.sheet import Sheet
from assistant.drafting.revising.stock import Offer, Shelf, is_usable
from ingest.embedding import Embedding
from ingest.errors import BadRequest
from ingest.outline import title_of

MOST: Final = 3  # sentences behind the lead
HELD: Final = 0.75  # share of a topic's pairs of characters that words about it have
_VERB: Final = re.compile(
    r"^(?:加强|推进|推动|落实|做好|开展|建立|完善|健全|深化|提高|提升|强化|巩固|优化|规范|压实|严格|改进|发挥|抓好|管好)"
)
_WORK: Final = re.compile(r"工作$")


@dataclass(frozen=True, slots=True)
class New:
    """A new item before it has its place."""

    sentences: tuple[Sentence, ...]
    heading: str = ""  # that it stands below in its document

    @property
    def title(self) -> str:
        """Its lead, without the stop."""
        return title_of(self.sentences[0].text)

    @property
    def text(self) -> str:
        """All of its words."""
        return "".join(sentence.text for sentence in self.sentences)


def with_new(sheet: Sheet, edit: Add, finder: Finder, shelf: Shelf) -> Sheet:
    """With an item about a topic, in the library's words, or with the user's.

    Args:
        sheet (Sheet): The draft.
        edit (Add): The topic or the words, and where they go.
        finder (Finder): Of the draft.
        shelf (Shelf): What it rests on.

    Returns:
        Sheet: Where the documents say nothing of the topic, the item has a blank.

    Raises:
        BadRequest: The draft says it already, or nobody knows where the item belongs.
    """
    if edit.words:
        new = New(given_sentences(edit.words, sheet.draft, ""))
    else:
        new = _composed(edit.about, sheet, finder, shelf)
    beside = finder.block_of(edit.behind) if edit.behind else finder.here if edit.part is None else None
    section, behind = _place(sheet, edit, new, finder, beside, shelf.stock.embedding)
    label = sheet.items[beside[0]].label if edit.behind and beside else sheet.label_in(section)
    item = DraftItem(label or sheet.label_in(section), "", new.sentences, OWN + key_of(new.text))
    return sheet.added([item], section, behind)


def _composed(topic: str, sheet: Sheet, finder: Finder, shelf: Shelf) -> New:
    """An item in the words of the best document; a superior's further items may add to it, an older plan's may not."""
    offers = [item for item in shelf.about(topic) if any(_is_about(topic, offer) for offer in item)]
    fresh = [new for item in offers if (new := _new_in(item, topic, sheet, shelf))]
    _check_unwritten(topic, [] if fresh else offers, sheet, finder)
    own_lead, to_do = (given_sentence(words, sheet.draft, "") for words in (_lead_of(topic), MEASURE_BLANK))
    if not fresh:
        return New((own_lead, to_do))
    first, *others = fresh
    lead = next((shelf.sentence(offer) for offer in first if offer.is_lead and _is_about(topic, offer)), own_lead)
    more = (offer for item in others for offer in item if offer.role != "earlier" and _is_about(topic, offer))
    chosen: list[Sentence] = []
    for offer in (*first, *more):
        sentence = shelf.sentence(offer)
        if not offer.is_lead and len(chosen) < MOST and _is_news(sentence, chosen, shelf):
            chosen.append(sentence)
    headings = first[0].stretch.item.headings
    return New((lead, *(chosen or [to_do])), headings[0] if headings else "")


def _new_in(item: Sequence[Offer], topic: str, sheet: Sheet, shelf: Shelf) -> tuple[Offer, ...]:
    """What of an item the draft has not: all of it where its lead is about the topic, else the sentences that are."""
    is_whole = _is_about(topic, item[0])
    wanted = [offer for offer in item if (is_whole or _is_about(topic, offer)) and is_usable(offer)]
    return tuple(news(wanted, sheet, shelf.stock.embedding))


def _is_about(topic: str, offer: Offer) -> bool:
    words = _WORK.sub("", topic)
    pairs = {words[n : n + 2] for n in range(len(words) - 1)}
    held = sum(pair in offer.stretch.quote for pair in pairs)
    return words in offer.stretch.quote or (len(pairs) > 2 and held >= HELD * len(pairs))


def _is_news(sentence: Sentence, chosen: Sequence[Sentence], shelf: Shelf) -> bool:
    told = [each.text for each in chosen]
    return not told or float(saying([sentence.text], told, shelf.stock.embedding).max()) < SAID


def _check_unwritten(topic: str, offers: Sequence[Sequence[Offer]], sheet: Sheet, finder: Finder) -> None:
    """A second item would repeat one that is about the topic, or that rests on what the sources say of it."""
    about = [offer for item in offers for offer in item if _is_about(topic, offer)]
    places = [
        place
        for place, item in enumerate(finder.items)
        if _WORK.sub("", topic) in title_of(sheet.items[place].sentences[0].text)
        or any(overlaps(offer, source) for each in item.sentences for source in each.sources for offer in about)
    ]
    if places:
        raise BadRequest(
            f"关于“{topic}”的内容草稿已经写到：{finder.nearest(places)}，草稿没有改动。"
            "要另起一条，请直接写内容，例如“补一条：…”"
        )


def _lead_of(topic: str) -> str:
    """The topic as a task: 管好流动党员, or 做好数据安全工作."""
    return f"{topic}。" if _VERB.match(topic) else f"做好{_WORK.sub('', topic)}工作。"


# --- where it goes ----------------------------------------------------------------------------------------------------


def _place(
    sheet: Sheet, edit: Add, new: New, finder: Finder, beside: Block | None, embedding: Embedding
) -> tuple[int, int | None]:
    """The section and the item to stand behind, None at its head: as the user says, else in the likest section."""
    if beside:
        section = sheet.section_of(beside[0])
        order = sheet.orders[section]
        at = order.index(beside[0])
        return section, sheet.end_of(beside) if not edit.is_before else order[at - 1] if at else None
    section = finder.section_of(edit.part) if edit.part else _likest(sheet, new, embedding)
    return section, next(reversed(sheet.orders[section]), None)


def _likest(sheet: Sheet, new: New, embedding: Embedding) -> int:
    score, section = max((_likeness(sheet, n, new, embedding), -n) for n, order in enumerate(sheet.orders) if order)
    if score < ABOUT:
        raise BadRequest(f"不能确定“{new.title}”应写在哪一部分，草稿没有改动。请写明，例如“在第三部分补一条…”")
    return -section


def _likeness(sheet: Sheet, section: int, new: New, embedding: Embedding) -> float:
    """How much a new item is like one of a section, and the heading above it like the section's."""
    heading = sheet.draft.sections[section].heading.text
    if not heading:
        return 0.0
    titled = [_titled(sheet.items[place]) for place in sheet.orders[section]]
    _, score = homes([(new.title, new.text)], titled, embedding)
    return float(score.max() + likeness([new.heading or new.title], [heading], embedding)[0, 0])


def _titled(item: DraftItem) -> tuple[str, str]:
    return title_of(item.sentences[0].text), item.text
