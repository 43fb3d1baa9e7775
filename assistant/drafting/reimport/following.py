"""The task breakdown follows a changed body: what was said before and what is said now -> the rows as they are. Pure.

its sentence is unchanged      the row stays as it is, whatever the user has set in it
its sentence was changed       the row is made anew from the sentence; a cell that was set by hand stays
its sentence is gone           the row goes; a new sentence in its item takes over what was set by hand
its words were never the       the row is the user's own, and stays
body's
a sentence is new              it gets rows as a new draft's sentences do
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.drafting.breakdown import joined_rows
from assistant.drafting.breakdown.measures import measures_of
from assistant.drafting.records import Draft, Task
from assistant.drafting.reimport.aligning import Descent, Piece, descent, moved, pieces_of
from assistant.drafting.reimport.cutting import folded
from assistant.drafting.reimport.remaking import BETWEEN, Maker, likest, remade
from assistant.drafting.reimport.tasks import numbered


def following(before: Draft, after: Draft, maker: Maker) -> Draft:
    """Bring the task breakdown up with the body.

    Args:
        before (Draft): As it was.
        after (Draft): As it is, with its addresses and the tasks of what it had.
        maker (Maker): Breaks single sentences down.

    Returns:
        Draft: With its rows in the order of the body; the very same where the body is.
    """
    olds, news = pieces_of(before), pieces_of(after)
    if olds == news:
        return after
    change = _Change(before, after, olds, news, descent(olds, news))
    rows = [*after.tasks, *change.orphans()]
    return replace(after, tasks=tuple(numbered(list(_rejoined(_Rows(change, maker).of(rows))))))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row, or one measure of it, at a sentence of the body as it is now."""

    task: Task
    at: int
    is_loose: bool = False  # was touched: it may share a row with its neighbours


def _rejoined(rows: Sequence[_Placed]) -> Iterator[Task]:
    """Rows in the order of the body; those that were touched share a row where they would in a new draft."""
    for is_loose, run in groupby(sorted(rows, key=lambda row: row.at), lambda row: row.is_loose):
        tasks = [row.task for row in run]
        yield from joined_rows([replace(task, number=0) for task in tasks]) if is_loose else tasks


# --- where a row belongs ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Change:
    """The body as it was and as it is."""

    before: Draft
    after: Draft
    olds: Sequence[Piece]
    news: Sequence[Piece]
    came_from: Descent

    def orphans(self) -> list[Task]:
        """Rows of items that have quite other words now: the item stands where it stood, but nothing of it is left."""
        home = moved(self.olds, self.news, self.came_from)
        inherited = {self.news[j].address for j in self.came_from}
        new = {piece.address for piece in self.news if piece.item >= 0} - inherited
        return [task for task in self.before.tasks if task.address in new and task.address not in home]

    def is_same(self, at: int) -> bool:
        """Whether a sentence is there as it was."""
        ancestors = self.came_from.get(at, ())
        return [self.olds[i].key for i in ancestors] == [self.news[at].key]

    def heirs(self) -> dict[int, list[int]]:
        """Sentence as it was -> those that descend from it."""
        found: dict[int, list[int]] = defaultdict(list)
        for j, ancestors in self.came_from.items():
            for i in ancestors:
                found[i].append(j)
        return found

    def names(self) -> dict[str, str]:
        """Name of a task, folded -> its name now, as far as all sentences below it have gone to one other."""
        was, now = (_owners(draft) for draft in (self.before, self.after))
        became: dict[str, set[str]] = defaultdict(set)
        for words, name in was.items():
            if words in now:
                became[name].add(now[words])
        return {name: names.pop() for name, names in became.items() if len(names) == 1}


def _owners(draft: Draft) -> dict[str, str]:
    """Measure -> the name of its task."""
    return {folded(each.text): each.task for each in measures_of(draft.sections, draft.year)}


class _Places:
    """Finds the sentence of a measure by its words, its own item first."""

    def __init__(self, change: _Change) -> None:
        self._change, self._heirs = change, change.heirs()
        self._home = moved(change.olds, change.news, change.came_from)
        self._olds, self._news = ([folded(p.text) if p.item >= 0 else "" for p in each]
                                  for each in (change.olds, change.news))  # fmt: skip

    def now(self, task: Task) -> int | None:
        """The sentence that a measure belongs to now; None where there is none."""
        words, news = folded(task.measure), self._change.news
        here = [j for j, text in enumerate(self._news) if words in text]
        there = self.before(task)
        own = [j for j in here if news[j].address == task.address]
        heirs = [j for i in there for j in self._heirs.get(i, ())]
        near = own or heirs
        if near or there:
            return next(iter(near), None)
        return next(iter(here), None)

    def before(self, task: Task) -> list[int]:
        """The sentences that a measure may have been of: of its own item, else of any."""
        words, olds = folded(task.measure), self._change.olds
        there = [i for i, text in enumerate(self._olds) if words in text]
        own = [i for i in there if self._home.get(olds[i].address, olds[i].address) == task.address]
        return own or there


# --- rows -------------------------------------------------------------------------------------------------------------


class _Rows:
    """Makes the rows of a changed body from those that there were."""

    def __init__(self, change: _Change, maker: Maker) -> None:
        self._change, self._maker = change, maker
        self._places, self._names = _Places(change), change.names()

    def of(self, rows: Sequence[Task]) -> list[_Placed]:
        """All rows, in no order."""
        kept: list[_Placed] = []
        stale: dict[int, list[Task]] = defaultdict(list)  # by their sentence
        gone: dict[str, list[Task]] = defaultdict(list)  # by their item
        last = 0
        for row in rows:
            for part, at, is_whole in self._parts(row):
                if is_whole or self._stays(part, at):
                    last = at if at is not None else self._end_of(part.address, last)
                    kept.append(_Placed(self._renamed(part, at), last, not is_whole))
                else:
                    (gone[part.address] if at is None else stale[at]).append(part)
        taken = {placed.at for placed in kept}
        remade = [_Placed(task, at, True) for at, parts in stale.items() for task in self._anew(at, parts)]
        new = [_Placed(task, at, True) for at in self._new() if at not in taken for task in self._first(at, gone)]
        return [*kept, *remade, *new]

    def _parts(self, row: Task) -> Iterator[tuple[Task, int | None, bool]]:
        """A row with its sentence, and whether it is whole: where a measure is touched, each comes by itself."""
        parts = [replace(row, measure=measure) for measure in row.measure.split(BETWEEN)]
        placed = [(part, self._places.now(part)) for part in parts]
        if all(self._stays(part, at) for part, at in placed):
            yield row, placed[0][1], True
        else:
            yield from ((part, at, False) for part, at in placed)

    def _stays(self, part: Task, at: int | None) -> bool:
        """Whether a measure's sentence is as it was; one that no sentence ever had is the user's own."""
        if at is None:
            return not self._places.before(part)
        return self._change.is_same(at) or at not in self._change.came_from

    def _end_of(self, address: str, last: int) -> int:
        """Where a row of the user's own stands: behind all that its item says, else behind the row before it."""
        return max((j for j, piece in enumerate(self._change.news) if address and piece.address == address),
                   default=last)  # fmt: skip

    def _renamed(self, task: Task, at: int | None) -> Task:
        """With the item and the name of the task that its sentence stands in now."""
        address = task.address if at is None else self._change.news[at].address
        return replace(task, task=self._names.get(task.task, task.task), address=address)

    def _new(self) -> list[int]:
        return [j for j, piece in enumerate(self._change.news) if piece.item >= 0 and j not in self._change.came_from]

    def _anew(self, at: int, parts: Sequence[Task]) -> Iterator[Task]:
        """The rows of a changed sentence; those that together say just what it says now stay cut as they are."""
        fresh = self._maker.made(self._change.after, at)
        is_told = "".join(folded(part.measure) for part in parts) == "".join(folded(task.measure) for task in fresh)
        if is_told and len(parts) != len(fresh):
            yield from (self._renamed(part, at) for part in parts)
            return
        base = [task for i in self._change.came_from[at] for task in self._maker.made(self._change.before, i)]
        for task in fresh:
            mine = likest(task, parts)
            yield remade(task, mine, likest(mine, base) if base else None)

    def _first(self, at: int, gone: Mapping[str, Sequence[Task]]) -> Iterator[Task]:
        """The rows of a new sentence, with what was set by hand in a row that its item has lost."""
        lost = gone.get(self._change.news[at].address, ())
        for task in self._maker.made(self._change.after, at):
            if not lost:
                yield task
                continue
            mine = likest(task, lost)
            base = [each for i in self._places.before(mine) for each in self._maker.made(self._change.before, i)]
            yield remade(task, mine, likest(mine, base) if base else None)
