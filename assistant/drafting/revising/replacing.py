"""Words put in place of others: in one item, a section, a heading, the title, or throughout. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.drafting.records import OPENING, DraftItem, Sentence
from assistant.drafting.revising.finding import Finder, part_told
from assistant.drafting.revising.given import headed_by, reworded, sentence_at
from assistant.drafting.revising.measures import in_place_of
from assistant.drafting.revising.records import (
    Everywhere,
    Front,
    FrontName,
    Heading,
    InSentence,
    Replace,
    Target,
    Whole,
)
from assistant.drafting.revising.sheet import Sheet
from assistant.drafting.revising.tasks import renamed
from ingest.errors import BadRequest

_EMPTIED: Final = re.compile(r"“”|《》|（）")
_NAME: Final = re.compile(r"《[^《》]*》")
# A sign that is typed on a phone is the same in either width.
_WIDTHS: Final = {
    sign: f"[{pair}]" for pair in ("（(", "）)", "，,", "：:", "；;", "％%", "！!", "？?") for sign in pair
}
_ONES: Final = "[一二三四五六七八九]"
_NO_TENS: Final = rf"(?<!十(?={_ONES}))(?<!{_ONES}(?=十))"
_REPLACED: Final[tuple[FrontName, ...]] = ("标题", "主送", "落款")  # a date is set as a whole


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a sentence of an item."""

    item: int
    sentence: int
    start: int
    words: str


def replaced(sheet: Sheet, edit: Replace, finder: Finder) -> Sheet:
    """With other words where the user says, or where alone they stand.

    Args:
        sheet (Sheet): The draft.
        edit (Replace): Which words, and where.
        finder (Finder): Of the draft.

    Returns:
        Sheet: With each place of them changed where the user says so, else with the only one.

    Raises:
        BadRequest: They stand nowhere there, or in several places.
    """
    match edit.target:
        case Front():
            return _in_front(sheet, edit, edit.target.name)
        case Heading():
            return _in_heading(sheet, edit, finder.section_of(edit.target.part))
        case Everywhere():
            return _throughout(sheet, edit)
        case InSentence():
            return _in_items(sheet, edit, finder, _in_sentence(sheet, edit.old, edit.target, finder))
        case None:
            return _anywhere(sheet, edit, finder)
        case target:
            return _in_items(sheet, edit, finder, spots_in(sheet, edit.old, places_of(target, finder)))


def places_of(target: Target, finder: Finder) -> Collection[int]:
    """The paragraphs of an item, or of all items of a section."""
    blocks = finder.blocks_of(target) if isinstance(target, Whole) else (finder.block_of(target),)
    return [place for block in blocks for place in block]


def nearest_found(
    find: Callable[[Collection[int]], Iterator[Place]], target: Target | None, finder: Finder, sheet: Sheet
) -> list[Place]:
    """What is found where the user says; without that in the item that they point at, else in the whole draft.

    Args:
        find (Callable[[Collection[int]], Iterator[Place]]): Looks through some paragraphs.
        target (Target | None): Where; None where nothing is said.
        finder (Finder): Of the draft.
        sheet (Sheet): The draft as it stands.

    Returns:
        list[Place]: Empty where there is none.
    """
    if target:
        return list(find(places_of(target, finder)))
    pointed = finder.block_at(finder.given) if finder.given is not None else ()
    return list(find(pointed)) or list(find(sheet.flat))


def spots_in(sheet: Sheet, words: str, places: Collection[int]) -> Iterator[Place]:
    """Where words stand in some paragraphs."""
    exactly = _exactly(words)
    for place in places:
        for number, sentence in enumerate(sheet.items[place].sentences):
            yield from (Place(place, number, match.start(), match[0]) for match in exactly.finditer(sentence.text))


def _exactly(words: str) -> re.Pattern[str]:
    """2次 does not stand in 12次, 三次 not in 十三次."""
    either = "".join(_WIDTHS.get(c, re.escape(c)) for c in words)
    return re.compile(rf"(?<!\d(?=\d)){_NO_TENS}{either}(?!(?<=\d)\d)(?!(?<=十){_ONES})")


def _in_sentence(sheet: Sheet, words: str, where: InSentence, finder: Finder) -> Iterator[Place]:
    place = finder.block_of(where.target)[0]
    at = sentence_at(sheet.items[place], where.sentence)
    return (spot for spot in spots_in(sheet, words, [place]) if spot.sentence == at)


# --- in items ---------------------------------------------------------------------------------------------------------


def _in_items(sheet: Sheet, edit: Replace, finder: Finder, places: Sequence[Place] | Iterator[Place]) -> Sheet:
    found = list(places)
    is_in_section = isinstance(edit.target, Whole)
    where = _where(edit, finder)
    if not found:
        raise BadRequest(f"{where}没有“{edit.old}”，草稿没有改动。请照原文写")
    items = list(dict.fromkeys(place.item for place in found))
    if len(items) > 1 and not (edit.is_every and is_in_section):
        raise BadRequest(_several(edit, finder.nearest(items), len(items)))
    if len(found) > 1 and not edit.is_every:
        raise BadRequest(f"{where}有 {len(found)} 处“{edit.old}”，草稿没有改动。请多写几个字，或说“都改为”")
    for item in items:
        there = [place for place in found if place.item == item]
        sheet = with_words(sheet, there, _new(edit, there[0].words))
    return sheet


def _new(edit: Replace, old: str) -> str:
    return edit.new if edit.is_quoted else in_place_of(old, edit.new)


def _where(edit: Replace, finder: Finder) -> str:
    match edit.target:
        case Whole():
            return f"{part_told(edit.target.part)}里"
        case Front() | Heading() | Everywhere() | None:
            return "草稿里"
        case InSentence():
            item = finder.items[finder.block_of(edit.target.target)[0]]
            return f"{item.address}的这一句{'（不算标题）' if headed_by(item) else ''}里"
        case target:
            return f"{finder.items[finder.block_of(target)[0]].address}里"


def _several(edit: Replace, listed: str, count: int) -> str:
    every = f"要全部改，请说“全文‘{edit.old}’都改为‘{edit.new}’”，" if edit.new else ""
    return f"写有“{edit.old}”的有 {count} 条：{listed}。请写明是哪一条，{every}草稿没有改动"


def with_words(sheet: Sheet, places: Sequence[Place], new: str) -> Sheet:
    """With other words in places of one item; a sentence of which nothing is left goes."""
    at = places[0].item
    item = sheet.items[at]
    texts = [sentence.text for sentence in item.sentences]
    changed = sheet
    for place in reversed(places):  # so that the offsets of those before still hold
        before = texts[place.sentence]
        texts[place.sentence] = _filled(before[: place.start] + new + before[place.start + len(place.words) :])
        changed = changed.worded(at, before, place.start, place.words, new)
    pairs = zip(item.sentences, texts, strict=True)
    kept = [reworded(old, text, sheet.draft, item.address) for old, text in pairs if text.strip("。；，、： ")]
    return changed.changed(at, with_sentences(item, kept))


def _filled(text: str) -> str:
    """A text; a BadRequest where a pair of marks is left with nothing between."""
    if emptied := _EMPTIED.search(text):
        raise BadRequest(f"这样只剩下空的{emptied[0]}，草稿没有改动。请写明整句改成什么")
    return text


def with_sentences(item: DraftItem, sentences: Sequence[Sentence]) -> DraftItem:
    """An item with other sentences; a BadRequest where none is left."""
    if not sentences:
        what = "导语至少要留一句" if item.address == OPENING else f"整条不要的，请说“删去{item.address}”"
        raise BadRequest(f"{item.address}这样就没有内容了，草稿没有改动。{what}")
    return replace(item, sentences=tuple(sentences))


# --- in headings and what stands around the items ---------------------------------------------------------------------


def _anywhere(sheet: Sheet, edit: Replace, finder: Finder) -> Sheet:
    """In the one item that has the words; where several have them, in each of them if the user says so."""
    pattern = _exactly(edit.old)
    found = nearest_found(lambda places: spots_in(sheet, edit.old, places), None, finder, sheet)
    headed = [n for n, heading in enumerate(sheet.headings) if pattern.search(heading.text)]
    fronts = [name for name in _REPLACED if pattern.search(sheet.fronts[name])]
    items = list(dict.fromkeys(place.item for place in found))
    is_pointed = finder.given is not None and items and set(items) <= set(finder.block_at(finder.given))
    if is_pointed or not (headed or fronts or (edit.is_every and len(items) > 1)):
        return _in_items(sheet, edit, finder, found)
    if edit.is_every:
        return _throughout(sheet, edit)
    if len(items) + len(headed) + len(fronts) > 1:
        told = [finder.nearest(items)] * bool(items) + [sheet.headings[n].text for n in headed] + [*fronts]
        raise BadRequest(_several(edit, "；".join(told), len(items) + len(headed) + len(fronts)))
    return _in_heading(sheet, edit, headed[0]) if headed else _in_front(sheet, edit, fronts[0])


def _in_heading(sheet: Sheet, edit: Replace, section: int) -> Sheet:
    heading = sheet.headings[section]
    text = _substituted(heading.text, edit, f"“{heading.text}”这个标题里")
    return sheet.headed(section, reworded(heading, text, sheet.draft, ""))


def _in_front(sheet: Sheet, edit: Replace, name: FrontName) -> Sheet:
    return sheet.fronted(name, _substituted(sheet.fronts[name], edit, f"{name}里"))


def _substituted(text: str, edit: Replace, where: str) -> str:
    found = _exactly(edit.old).findall(text)
    if not found:
        raise BadRequest(f"{where}没有“{edit.old}”，草稿没有改动。请照原文写")
    if len(found) > 1 and not edit.is_every:
        raise BadRequest(f"{where}有 {len(found)} 处“{edit.old}”，草稿没有改动。请多写几个字，或说“都改为”")
    changed = _filled(_exactly(edit.old).sub(lambda match: _new(edit, match[0]), text)).strip()
    if not changed:
        raise BadRequest(f"{where}这样就没有字了，草稿没有改动。请写明改成什么")
    return changed


def _throughout(sheet: Sheet, edit: Replace) -> Sheet:
    """In items, headings, what stands around them and units of tasks; names of documents stay: a name must be exact."""
    found = list(spots_in(sheet, edit.old, sheet.flat))
    places = [place for place in found if not _is_in_name(sheet, place)]
    changed = sheet
    for item in dict.fromkeys(place.item for place in places):
        there = [place for place in places if place.item == item]
        changed = with_words(changed, there, _new(edit, there[0].words))
    pattern = _exactly(edit.old)
    for section, heading in enumerate(sheet.headings):
        if pattern.search(heading.text):
            changed = _in_heading(changed, replace(edit, is_every=True), section)
    for name in _REPLACED:
        if pattern.search(sheet.fronts[name]):
            changed = _in_front(changed, replace(edit, is_every=True), name)
    if (tasks := renamed(changed.tasks, pattern, edit.new)) != changed.tasks:
        changed = replace(changed, tasks=tasks)
    if changed is sheet:
        where = "只在文件名称里有" if found else "没有"
        raise BadRequest(f"草稿里{where}“{edit.old}”，草稿没有改动。请照原文写")
    skipped = len(found) - len(places)
    told = f"《》里的文件名称写有“{edit.old}”的 {skipped} 处没有改；名称确实改了的，请单独改"
    return changed.noticed(told) if skipped else changed


def _is_in_name(sheet: Sheet, place: Place) -> bool:
    text = sheet.items[place.item].sentences[place.sentence].text
    end = place.start + len(place.words)
    return any(name.start() < place.start and end < name.end() for name in _NAME.finditer(text))
