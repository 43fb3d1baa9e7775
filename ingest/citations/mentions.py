"""The story of the cited documents: brackets, then what nothing sets off, then names, pointers and roles. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.citations.brackets import Bracketed, bracketed_in
from ingest.citations.names import key_of, tidied
from ingest.citations.naming import Names, alias_spans, names_of
from ingest.citations.pointing import Pointer, bracketed_pointer, is_bare, is_pointer, spoken_pointers
from ingest.citations.roles import follows_in_list, role_of
from ingest.citations.spoken import BLANK, Endings, endings_of, spoken_in
from ingest.records import Item, Mention, Outline

_SELF: Final = "本"  # 本《条例》


@dataclass(frozen=True, slots=True)
class Cited:
    """A mention with what only this package needs. Offsets count in the item's text."""

    item: int
    start: int
    end: int
    name: str  # official
    bracketed: bool
    nested: bool = False  # stands inside another name
    points: bool = False  # is no name itself: 该办法


@dataclass(frozen=True, slots=True)
class _Place:
    """Something in an item that may cite: a name, or a pointer, which counts as its name where it leads nowhere."""

    start: int
    end: int
    bracketed: bool
    nested: bool = False
    name: str = ""
    pointer: Pointer | None = None


def mentions_of(outline: Outline) -> tuple[Mention, ...]:
    """The documents that a document cites.

    Args:
        outline (Outline): The document.

    Returns:
        tuple[Mention, ...]: In reading order. `normalised` is the official name where the text or common knowledge
            tells it, otherwise the name as written, tidied. The document itself is none, nor is a pointer (该办法)
            that finds no document in its item or the one before. A name without brackets counts once an item, and not
            at all where the item has it in brackets.
    """
    cited = _without_repeats(cited_in(outline, range(len(outline.items))))
    return tuple(mention for members in _lists(cited, outline) for mention in _in_one_role(members, outline))


def cited_in(outline: Outline, wanted: Collection[int]) -> list[Cited]:
    """The citations of some items of a document, its own name left out.

    Args:
        outline (Outline): The document.
        wanted (Collection[int]): Indices of the items.

    Returns:
        list[Cited]: In reading order.
    """
    texts = [item.text for item in outline.items]
    brackets = [bracketed_in(text) if "《" in text else [] for text in texts]
    names = names_of(outline.title, outline.unit, texts, brackets)
    endings = endings_of(names.spoken)
    cited: list[Cited] = []
    before: list[str] = []  # names of the item before
    for index, (text, found) in enumerate(zip(texts, brackets, strict=True)):
        if index in wanted or index + 1 in wanted:
            here = list(_followed(index, _places(text, found, names, endings), before))
            before = [each.name for each in here]
            cited += (each for each in here if index in wanted and not names.is_own(each.name))
    return cited


def _mention(each: Cited, item: Item) -> Mention:
    role = role_of(item.text, each.start, each.end, each.name, item.tense)
    return Mention(
        item=each.item,
        start=item.start + each.start,
        end=item.start + each.end,
        raw=item.text[each.start : each.end],
        normalised=each.name,
        role="authority" if each.nested and role == "to_be_made" else role,  # the outer name's verb is not meant
    )


def _lists(cited: Iterable[Cited], outline: Outline) -> Iterator[list[Cited]]:
    """Citations that stand side by side, 《A》《B》和《C》, and an outer name with those inside it."""
    members: list[Cited] = []
    for each in cited:
        text, last = outline.items[each.item].text, members[-1] if members else each
        if last.item != each.item or not (each.nested or follows_in_list(text, last.end, each.start)):
            yield members
            members = []
        members.append(each)
    yield members


def _in_one_role(members: Sequence[Cited], outline: Outline) -> list[Mention]:
    """The citations of a list: what is said of one is said of all, 制定《A》《B》, but a book stays a book."""
    mentions = [_mention(each, outline.items[each.item]) for each in members]
    if not any(mention.role == "to_be_made" for mention in mentions):
        return mentions
    return [mention if mention.role == "other" else replace(mention, role="to_be_made") for mention in mentions]


def _places(text: str, found: Sequence[Bracketed], names: Names, endings: Endings) -> list[_Place]:
    """What may cite in one item, in reading order; an outer name before the one inside it."""
    aliases = {place for span in alias_spans(text, found) for place in range(*span)}
    places = [
        place
        for each in found
        if each.start not in aliases and (place := _bracketed_place(text, each, names)) is not None
    ]
    bare = _blanked(text, found)
    for spoken in spoken_in(bare, endings):
        name = spoken.official or names.official(bare[spoken.start : spoken.end])
        places.append(_Place(spoken.start, spoken.end, bracketed=False, name=name))
    places += (_Place(p.start, p.end, bracketed=False, pointer=p) for p in spoken_pointers(bare))
    return sorted(places, key=lambda place: (place.start, -place.end))


def _bracketed_place(text: str, each: Bracketed, names: Names) -> _Place | None:
    written = text[each.start : each.end]
    if not is_pointer(written) or key_of(written) in names.given:
        return _Place(each.start, each.end, bracketed=True, nested=each.nested, name=names.official(written))
    if text.endswith(_SELF, 0, each.start - 1):
        return None
    pointer = bracketed_pointer(text, each.start, each.end)
    name = "" if is_bare(written) else tidied(written)
    return _Place(each.start, each.end, bracketed=True, nested=each.nested, name=name, pointer=pointer)


def _blanked(text: str, found: Sequence[Bracketed]) -> str:
    """The text without what brackets hold, every character in its place."""
    pieces, last = [], 0
    for each in found:
        if each.start >= last:
            pieces += [text[last : each.start], BLANK * (each.end - each.start)]
            last = each.end
    return "".join([*pieces, text[last:]]) if pieces else text


def _followed(index: int, places: Sequence[_Place], before: Sequence[str]) -> Iterator[Cited]:
    """Citations of one item, its pointers replaced by what they point at, in the item or the one before."""
    named = list(before)
    for place in places:
        antecedents = place.pointer.antecedents(named) if place.pointer else []
        points, meant = bool(antecedents), antecedents or [place.name] * bool(place.name)
        for name in meant:
            yield Cited(index, place.start, place.end, name, place.bracketed, place.nested, points)
        named += [] if points else meant


def _without_repeats(cited: Sequence[Cited]) -> Iterator[Cited]:
    """Without those in no brackets whose document their item names anyhow."""
    seen = {(each.item, each.name) for each in cited if each.bracketed and not each.points}
    pointed_at = {(each.item, each.name) for each in cited if each.bracketed}
    for each in cited:
        if each.bracketed or (each.item, each.name) not in (pointed_at if each.points else seen):
            yield each
        seen.add((each.item, each.name))
        pointed_at.add((each.item, each.name))
