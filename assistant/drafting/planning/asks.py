"""What the superior asks for, where it belongs in one's own plan, and whether the plan says it already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Final

from assistant.compare import Covering, coverage
from assistant.compare.itself import asks_for
from assistant.compare.likeness import likeness
from assistant.drafting.cutting import Stretch
from assistant.drafting.pieces import pieces
from assistant.drafting.planning.likenesses import SAID, homes, saying
from assistant.drafting.planning.roots import Block, Root, skeleton_of
from assistant.drafting.records import Reading
from ingest.embedding import Embedding
from ingest.records import FloatMatrix, Requirement

SAYS: Final = 0.35  # likeness to its answer from which on a requirement is said already, and need not be added


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement of the superior, or a sentence in which none was found."""

    stretch: Stretch
    is_said: bool  # a sentence of one's own says it as strictly
    is_near: bool  # a sentence of one's own is about it
    answer: tuple[int, int] | None  # offsets of what answers it, in one's own plan
    weaker: tuple[tuple[str, str], ...] = ()  # values that fall short: the superior's words and one's own
    is_requirement: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """Neighbouring parts of the superior's document that belong to one item of one's own, and what they ask for."""

    root: Root  # of the superior's document
    parts: tuple[Stretch, ...]  # of one segment, in order
    asked: tuple[Asked, ...]
    home: int | None  # index of the own root that it belongs to; None where there is none

    @property
    def stretch(self) -> Stretch:
        """All of its words."""
        first, last = self.parts[0], self.parts[-1]
        return Stretch(first.reading, first.item, first.start, last.end)

    def asked_in(self, part: Stretch) -> list[Asked]:
        """The requirements that begin in a part."""
        return [each for each in self.asked if part.start <= each.stretch.start < part.end]


def asks_of(superior: Reading, own: Reading, roots: Sequence[Root], embedding: Embedding) -> list[Ask]:
    """Lay the superior's document against one's own last plan.

    Args:
        superior (Reading): The superior's document for the new year.
        own (Reading): One's own last plan.
        roots (Sequence[Root]): Of one's own last plan.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        list[Ask]: In the superior's order; everything that it says in its items.
    """
    skeleton = skeleton_of(superior)
    coverings = coverage(superior.outline, own.outline, superior.requirements, own.requirements, embedding)
    cut = [(root, [pieces(segment) for segment in _segments(root)]) for root in skeleton.roots]
    cut += [(root, [[block.sentences[0]] for block in root.blocks]) for root in _strays(superior, cut)]
    about, _ = homes([(r.title, r.text) for r, _ in cut], [(r.title, r.text) for r in roots], embedding)
    parts = [(root, home, found) for (root, found), home in zip(cut, about, strict=True)]
    itself = [each.start for each in superior.requirements if asks_for(each, own.outline)]
    every = [part for _, _, found in parts for each in found for part in each]
    valued = {each.start for each in superior.requirements if _is_valued(each)}
    book = _Book.of(coverings, itself, valued, every, roots, embedding)
    return [ask for root, home, found in parts for each in found for ask in _asks(root, each, book, home)]


def _strays(superior: Reading, cut: Sequence[tuple[Root, Sequence[Sequence[Stretch]]]]) -> Iterator[Root]:
    """Requirements that stand in no item, as roots: in an opening, a table, a plain paragraph."""
    placed = [part for _, found in cut for each in found for part in each]
    for requirement in superior.requirements:
        item = superior.outline.items[requirement.item]
        words = Stretch(superior, item, requirement.start, requirement.end)
        is_placed = any(part.item == item and part.start <= words.start < part.end for part in placed)
        if requirement.tense == "plan" and not is_placed:
            yield Root(superior, 0, (Block(item, (words,), is_first=True),), None)


def _segments(root: Root) -> Iterator[Stretch]:
    """What a root says; a root that is a lead alone says that."""
    if root.lead:
        yield root.lead
    yield from root.segments() or ([] if root.lead else [block.sentences[0] for block in root.blocks])


@dataclass(frozen=True, slots=True)
class _Book:
    """What is known of every part of the superior's document."""

    roots: Sequence[Root]
    asked: Mapping[Stretch, tuple[Asked, ...]]

    @classmethod
    def of(
        cls,
        coverings: Sequence[Covering],
        itself: Iterable[int],
        valued: Collection[int],
        parts: Sequence[Stretch],
        roots: Sequence[Root],
        embedding: Embedding,
    ) -> _Book:
        """Put each requirement to the part that it begins in; a part without any is held against one's own text.

        `itself` are offsets of what asks for the very plan that is drafted, `valued` those of what counts or dates.
        """
        own = [piece for root in roots for sentence in root.body for piece in pieces(sentence)]
        said, near = _answered(coverings, valued, roots, embedding)
        said |= dict.fromkeys(itself, True)
        words, told = [part.quote for part in parts], [piece.quote for piece in own]
        bare = saying(words, told, embedding)
        by_address: dict[str, list[Covering]] = {}
        for covering in coverings:
            by_address.setdefault(covering.requirement.address, []).append(covering)
        found: dict[Stretch, tuple[Asked, ...]] = {}
        for part, row in zip(parts, bare, strict=True):
            inside = [covering for covering in by_address.get(part.item.address, ()) if _begins_in(covering, part)]
            found[part] = tuple(_asked(each, part, said, near) for each in inside) or _bare(part, row, own, by_address)
        return cls(roots, found)

    def home(self, part: Stretch) -> int | None:
        """The own root that says what a part asks for, even if too weakly."""
        answers = (each.answer for each in self.asked[part] if each.answer and (each.is_near or each.weaker))
        return next((i for answer in answers for i, root in enumerate(self.roots) if root.holds(*answer)), None)


def _begins_in(covering: Covering, part: Stretch) -> bool:
    return part.start <= covering.requirement.start < part.end


def _bare(
    part: Stretch, row: FloatMatrix, own: Sequence[Stretch], coverings: Mapping[str, Sequence[Covering]]
) -> tuple[Asked, ...]:
    """What a part asks for in which no requirement begins: nothing, where one goes on in it."""
    units = (covering.requirement for covering in coverings.get(part.item.address, ()))
    return () if any(unit.start < part.end and part.start < unit.end for unit in units) else (_unasked(part, row, own),)


def _answered(
    coverings: Sequence[Covering], valued: Collection[int], roots: Sequence[Root], embedding: Embedding
) -> tuple[dict[int, bool], dict[int, bool]]:
    """Whether each requirement is said already, and whether its answer is about it at all, by where it starts.

    An answer that meets a value need only be alike; without one the wording itself must stand there.
    """
    answered = [c for c in coverings if c.items and any(root.holds(c.items[0].start, c.items[0].end) for root in roots)]
    asked, own = [c.requirement.text for c in answered], [c.items[0].text for c in answered]
    meaning, wording = likeness(asked, own, embedding).diagonal(), saying(asked, own, embedding).diagonal()
    near = {c.requirement.start: bool(value >= SAYS) for c, value in zip(answered, meaning, strict=True)}
    worded = {c.requirement.start: bool(value >= SAID) for c, value in zip(answered, wording, strict=True)}
    said = {
        start: c.state == "covered" and (near if start in valued else worded).get(start, True)
        for c in coverings
        for start in [c.requirement.start]
    }
    return said, near


def _unasked(part: Stretch, row: FloatMatrix, own: Sequence[Stretch]) -> Asked:
    """A part in which no requirement was found."""
    if not row.size or row.max() < SAID:
        return Asked(part, is_said=False, is_near=False, answer=None, is_requirement=False)
    best = own[int(row.argmax())]
    return Asked(part, is_said=True, is_near=True, answer=(best.start, best.end), is_requirement=False)


def _asks(root: Root, parts: Sequence[Stretch], book: _Book, home: int | None) -> Iterator[Ask]:
    """Parts with the same home; one that nothing answers goes with the part before it, the first with its item."""
    if root.lead and parts[0].start == root.lead.start:
        asked = [each for part in parts for each in book.asked[part] if each.is_requirement]
        yield from [Ask(root, tuple(parts), _as_lead(asked), home)] if asked else []
        return
    placed: list[tuple[int | None, Stretch]] = []
    for part in parts:
        own = book.home(part)
        placed.append(((placed[-1][0] if placed else home) if own is None else own, part))
    for place, group in groupby(placed, key=itemgetter(0)):
        of_home = tuple(part for _, part in group)
        yield Ask(root, of_home, tuple(asked for part in of_home for asked in book.asked[part]), place)


def _is_valued(requirement: Requirement) -> bool:
    """Whether a requirement counts or dates."""
    return bool(requirement.frequency or requirement.quantity or requirement.deadline)


def _as_lead(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """What a lead asks for is done by the item that it heads."""
    return tuple(replace(each, is_said=True, answer=None, weaker=()) for each in asked)


def _asked(covering: Covering, part: Stretch, said: Mapping[int, bool], near: Mapping[int, bool]) -> Asked:
    unit = covering.requirement
    own = covering.items[0] if covering.items else None
    return Asked(
        Stretch(part.reading, part.item, unit.start, unit.end),
        said[unit.start],
        near.get(unit.start, False),
        (own.start, own.end) if own else None,
        covering.weaker if covering.state == "partly" else (),
    )
