"""Which item of a draft an address means: exactly one, or a refusal that lists those that come near. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.drafting.records import OPENING, Draft, DraftItem
from assistant.drafting.revising.addresses import target_of
from assistant.drafting.revising.records import HERE, Exact, Given, Numbered, Opening, Part, Target, Whole, Worded
from ingest.errors import BadRequest
from ingest.labels import label_of
from ingest.outline import title_of
from ingest.readers.counting import counted

NEAREST: Final = 8  # items that a refusal lists where each of them may be meant,
ALIKE_LISTED: Final = 4  # and where none is
TITLE_CHARS: Final = 20  # of each
ALIKE: Final = 0.6  # share of the pairs of characters that an item must hold of words that stand nowhere as they are,
AHEAD: Final = 0.2  # and how far it must be ahead of the next one
_HAN: Final = "chineseCountingThousand"
_TELLING: Final = re.compile("^[讲写说谈](?=..)")  # 讲巡察的那条; but 谈心谈话 stands as it is
_SIGNS: Final = re.compile(r"[\s“”‘’《》（）、，。；：＋+]")

Block = tuple[int, ...]  # places of an item's paragraphs among `Draft.items`: its own first, then its members'


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds items of a draft."""

    draft: Draft
    items: tuple[DraftItem, ...]
    sections: tuple[tuple[int, ...], ...]  # places of the items, section by section
    given: int | None  # place of the item that the user points at

    @classmethod
    def of(cls, draft: Draft, given: int | None) -> Finder:
        """A finder for a draft.

        Args:
            draft (Draft): Any.
            given (int | None): Place of the item that 这条 means, and whose section counts where none is named.

        Returns:
            Finder: Ready.
        """
        places = iter(range(sum(len(section.items) for section in draft.sections)))
        sections = tuple(tuple(next(places) for _ in section.items) for section in draft.sections)
        return cls(draft, tuple(draft.items()), sections, given)

    def blocks_of(self, target: Target) -> tuple[Block, ...]:
        """The items that an address means.

        Args:
            target (Target): The address.

        Returns:
            tuple[Block, ...]: One for each of its numbers.

        Raises:
            BadRequest: There is none, or more than one that it may mean; the nearest are listed.
        """
        match target:
            case Given():
                return (self._given(target),)
            case Whole():
                return self._whole(target)
            case Opening():
                return (self._opening(),)
            case Exact():
                return (self._exact(target),)
            case Worded():
                return (self._worded(target),)
            case Numbered():
                return self._numbered(target)

    def block_of(self, target: Target) -> Block:
        """The one item that an address means; a BadRequest where it means several."""
        blocks = self.blocks_of(target)
        if len(blocks) != 1:
            raise BadRequest(f"这样改一次只能是一条，“{told(target)}”是 {len(blocks)} 条。请一条一条说，草稿没有改动")
        return blocks[0]

    def section_of(self, part: Part) -> int:
        """The index of the section that is meant; a BadRequest where there is none, or more than one."""
        found = self._sections(part)
        if len(found) != 1:
            headings = "；".join(s.label + s.heading.text for s in self.draft.sections if s.heading.text)
            raise BadRequest(f"不能确定“{part_told(part)}”是哪一部分，草稿没有改动。草稿的各部分：{headings}")
        return found[0]

    def section_at(self, place: int) -> int:
        """The index of the section in which an item stands."""
        return next(n for n, places in enumerate(self.sections) if place in places)

    def block_at(self, place: int) -> Block:
        """An item's paragraphs: behind a numbered item those that go on with it, and members of its list."""
        head, section = self.items[place], self.sections[self.section_at(place)]
        block = [place]
        for each in section[section.index(place) + 1 :]:
            item = self.items[each]
            goes_on = item.address == head.address and head.label and not item.label
            if not goes_on and not item.address.startswith(f"{head.address}/"):
                break
            block.append(each)
        return tuple(block)

    def tops(self, section: int) -> list[int]:
        """Places of a section's items, without their members."""
        found: list[int] = []
        behind = -1
        for place in self.sections[section]:
            if place > behind:
                found.append(place)
                behind = self.block_at(place)[-1]
        return found

    @property
    def here(self) -> Block | None:
        """The item that the user points at, or of whose list it is a member; None where they point at none."""
        if self.given is None:
            return None
        return self.block_at(max(top for top in self.tops(self.section_at(self.given)) if top <= self.given))

    def nearest(self, places: Sequence[int]) -> str:
        """Some items by address and title: 三/（五）管好流动党员；三/（六）…."""
        told_of = (f"{self.items[p].address}{_title(self.items[p])[:TITLE_CHARS]}" for p in places[:NEAREST])
        more = f"等 {len(places)} 条" if len(places) > NEAREST else ""
        return "；".join(told_of) + more

    # --- each kind of address -----------------------------------------------------------------------------------------

    def _given(self, target: Given) -> Block:
        if self.given is None:
            raise BadRequest(
                f"没有说明“{told(target)}”是哪一条，草稿没有改动。请写明，例如“第三部分第2条”，或先选定一条"
            )
        if not target.step:
            return self.block_at(self.given)
        tops = self.tops(self.section_at(self.given))
        at = max(n for n, top in enumerate(tops) if top <= self.given) + target.step
        if not 0 <= at < len(tops):
            raise BadRequest(f"这一部分里没有{told(target)}，草稿没有改动")
        return self.block_at(tops[at])

    def _whole(self, target: Whole) -> tuple[Block, ...]:
        tops = self.tops(self.section_of(target.part))
        if target.count and target.count != len(tops):
            raise BadRequest(f"{part_told(target.part)}有 {len(tops)} 条，草稿没有改动。请写明是哪几条")
        return tuple(map(self.block_at, tops))

    def _exact(self, target: Exact) -> Block:
        found = [place for place, item in enumerate(self.items) if item.address == target.address]
        if not found or (len(found) > 1 and not self.items[found[0]].label):
            what = "没有" if not found else f"有 {len(found)} 段都是"
            raise BadRequest(f"草稿里{what}“{target.address}”，草稿没有改动。请核对，或用“第三部分第2条”指明")
        return self.block_at(found[0])

    def _opening(self) -> Block:
        found = [place for place, item in enumerate(self.items) if item.address == OPENING]
        if not found:
            raise BadRequest("这份草稿没有导语，草稿没有改动")
        return tuple(found)

    def _numbered(self, target: Numbered) -> tuple[Block, ...]:
        sections = self._among(target)
        found = [blocks for section in sections if (blocks := self._in_section(target, section))]
        sure = [blocks for blocks in found if all(len(each) == 1 for each in blocks)]
        if len(found) == 1 and sure:
            return tuple(self.block_at(each[0]) for each in found[0])
        every = sorted({place for blocks in found for each in blocks for place in each})
        if every:
            raise BadRequest(f"“{told(target)}”可能是：{self.nearest(every)}。请写明是哪一部分的哪一条，草稿没有改动")
        tops = [place for section in sections for place in self.tops(section)]
        there = part_told(target.part) if target.part else "草稿里"
        what = told(replace(target, part=None))
        raise BadRequest(f"{there}没有“{what}”，草稿没有改动。相近的有：{self.nearest(tops[: -ALIKE_LISTED - 1 : -1])}")

    def _among(self, target: Numbered) -> list[int]:
        """The sections in which numbers are looked for."""
        if target.part:
            return [self.section_of(target.part)]
        if self.given is not None:
            return [self.section_at(self.given)]
        return [n for n, section in enumerate(self.draft.sections) if section.heading.text]

    def _in_section(self, target: Numbered, section: int) -> list[list[int]]:
        """For each number the items of a section that it may mean; empty where one of them means none."""
        tops = self.tops(section)
        found = [self._of_number(number, tops, target) for number in target.numbers]
        if target.member:
            found = [self._members(places[0], target.member) if len(places) == 1 else places for places in found]
        return found if all(found) else []

    def _of_number(self, number: int, tops: Sequence[int], target: Numbered) -> list[int]:
        """By the printed number; and by count, where one names the section and does not copy an address."""
        if number < 0:
            return [tops[number]] if -number <= len(tops) else []
        labelled = [place for place in tops if _value(self.items[place]) == number]
        is_bare = target.part is not None or not any(self.items[place].label for place in tops)
        counted = [tops[number - 1]] if is_bare and not target.is_label and 0 < number <= len(tops) else []
        return sorted({*labelled, *counted})

    def _members(self, place: int, number: int) -> list[int]:
        below = self.block_at(place)[1:]
        members = [p for p in below if self.items[p].address.rpartition("/")[0] == self.items[place].address]
        return [p for p in members if _value(self.items[p]) == number]

    def _worded(self, target: Worded) -> Block:
        within = self.sections[self.section_of(target.part)] if target.part else range(len(self.items))
        places = [place for place in within if self.items[place].address != OPENING]
        words = _folded(target.words)
        if not any(words in _folded(_text(self.items[place])) for place in places):
            words = _TELLING.sub("", words)
        for texts in (_title, _text):
            holding = [place for place in places if words in _folded(texts(self.items[place]))]
            holding = [p for p in holding if not any(q != p and p in self.block_at(q) for q in holding)]
            if len(holding) == 1:
                return self.block_at(holding[0])
            if holding:
                raise BadRequest(
                    f"写到“{target.words}”的有 {len(holding)} 条：{self.nearest(holding)}。请写明是哪一条，草稿没有改动"
                )
        scores = sorted(((_share(words, self.items[p]), -p) for p in places), reverse=True)
        near = [-p for score, p in scores if score > 0]
        if not near:
            raise BadRequest(f"草稿里没有写到“{target.words}”的条目，草稿没有改动。请核对，或用“第三部分第2条”指明")
        best, second = scores[0][0], scores[1][0] if len(scores) > 1 else 0.0
        if best < ALIKE or best - second < AHEAD:
            raise BadRequest(
                f"没有找到写到“{target.words}”的条目，草稿没有改动。相近的有：{self.nearest(near[:ALIKE_LISTED])}"
            )
        return self.block_at(near[0])

    def _sections(self, part: Part) -> list[int]:
        headed = [n for n, section in enumerate(self.draft.sections) if section.heading.text]
        if part is HERE:
            return [] if self.given is None else [self.section_at(self.given)]
        if part.number < 0:
            return headed[part.number :][:1] if -part.number <= len(headed) else []
        if part.number:
            labelled = [n for n in headed if _label_value(self.draft.sections[n].label) == part.number]
            has_labels = any(self.draft.sections[n].label for n in headed)
            return labelled if has_labels else headed[part.number - 1 : part.number]
        words = _folded(part.words)
        return [n for n in headed if words and words in _folded(self.draft.sections[n].heading.text)]


def told(target: Target) -> str:
    """An address as a person would write it."""
    match target:
        case Given():
            return {-1: "上一条", 0: "这条", 1: "下一条"}[target.step]
        case Whole():
            return part_told(target.part)
        case Opening():
            return OPENING
        case Exact():
            return target.address
        case Worded():
            return f"{part_told(target.part) if target.part else ''}关于{target.words}的那条"
        case Numbered():
            numbers = "、".join(
                "最后一条" if n == -1 else f"倒数第{-n}条" if n < 0 else f"第{n}条" for n in target.numbers
            )
            member = f"第{target.member}点" if target.member else ""
            return f"{part_told(target.part) if target.part else ''}{numbers}{member}"


def part_told(part: Part) -> str:
    """A section as a person would write it."""
    if part is HERE:
        return "本部分"
    if part.number < 0:
        return "最后一部分" if part.number == -1 else f"倒数第{counted(-part.number, _HAN)}部分"
    return part.words or f"第{counted(part.number, _HAN)}部分"


def _title(item: DraftItem) -> str:
    return title_of(item.sentences[0].text) if item.sentences else item.label


def _text(item: DraftItem) -> str:
    return "".join(sentence.text for sentence in item.sentences)


def _folded(text: str) -> str:
    return _SIGNS.sub("", text)


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}


def _share(words: str, item: DraftItem) -> float:
    """How much of some words an item's lead has, or its text, which counts less."""
    pairs = _pairs(words)
    lead, text = (len(pairs & _pairs(_folded(each))) / max(len(pairs), 1) for each in (_title(item), _text(item)))
    return max(lead, 0.8 * text)


def _label_value(label: str) -> int | None:
    found = label_of(f"{label}文")
    return found.value if found else None


def _value(item: DraftItem) -> int | None:
    return _label_value(item.label) if item.label else None


def place_named(draft: Draft, words: str) -> int:
    """The item that is named beside an instruction.

    Args:
        draft (Draft): In which.
        words (str): Its address as the draft shows it, or any other way to point at it.

    Returns:
        int: Its place among `Draft.items`.

    Raises:
        BadRequest: There is none, or more than one.
    """
    copied = next((place for place, item in enumerate(draft.items()) if item.address == words.strip()), None)
    if copied is not None:
        return copied
    target = target_of(words)
    if target is None:
        raise BadRequest(f"没有看懂“{words}”是哪一条。请写成草稿里的样子，例如 三/（二），或“第三部分第2条”")
    return Finder.of(draft, None).block_of(target)[0]
