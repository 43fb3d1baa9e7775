"""Which thread takes up what: the superior's requirements, the summary's problems and intentions, the user's themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.planning.asks import Ask
from assistant.drafting.planning.intents import Intent, Problem
from assistant.drafting.planning.likenesses import homes
from assistant.drafting.planning.roots import Root
from assistant.drafting.records import Fact
from ingest.embedding import Embedding


@dataclass(frozen=True, slots=True)
class Inputs:
    """What one thread takes up."""

    asks: tuple[Ask, ...] = ()
    intents: tuple[Intent, ...] = ()
    problems: tuple[Problem, ...] = ()  # those that no intention answers
    facts: tuple[Fact, ...] = ()

    @property
    def text(self) -> str:
        """All of it, to compare with."""
        return "".join(
            (
                *(ask.stretch.quote for ask in self.asks),
                *(intent.root.text for intent in self.intents),
                *(problem.stretch.quote for problem in self.problems),
                *(fact.name + fact.text for fact in self.facts),
            )
        )

    @property
    def title(self) -> str:
        """What it is about, as its first source puts it."""
        titles = (
            *(ask.root.title for ask in self.asks),
            *(intent.root.title for intent in self.intents),
            *(problem.title for problem in self.problems),
            *(fact.name for fact in self.facts),
        )
        return next(iter(titles), "")


@dataclass(frozen=True, slots=True)
class Sorted:
    """Everything that comes from outside of last year's plan, each in one place."""

    of_roots: tuple[Inputs, ...]  # by root of last year's plan
    new: tuple[Inputs, ...]  # what no root is about


def sort_inputs(
    roots: Sequence[Root],
    asks: Sequence[Ask],
    intents: Sequence[Intent],
    problems: Sequence[Problem],
    facts: Sequence[Fact],
    embedding: Embedding,
) -> Sorted:
    """Give each input to the thread that it is about.

    Args:
        roots (Sequence[Root]): Of last year's plan.
        asks (Sequence[Ask]): With the root that each belongs to, if any; those of one item of the superior that have
            none make a new thread together.
        intents (Sequence[Intent]): With the problems that they answer.
        problems (Sequence[Problem]): All; those that an intention answers go where it goes.
        facts (Sequence[Fact]): Themes and campaigns of the user.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        Sorted: Each input in exactly one place.
    """
    found = [Inputs(asks=tuple(ask for ask in asks if ask.home == index)) for index in range(len(roots))]
    found += [Inputs(asks=tuple(group)) for group in _homeless(asks)]
    answered = {problem for intent in intents for problem in intent.problems}
    others = [Inputs(intents=(intent,)) for intent in intents]
    others += [Inputs(problems=(problem,)) for problem in problems if problem not in answered]
    others += [Inputs(facts=(fact,)) for fact in facts]
    candidates = [*_titled(roots, found)]
    about, _ = homes([(each.title, each.text) for each in others], [pair for _, pair in candidates], embedding)
    for each, home in zip(others, about, strict=True):
        if home is None:
            found.append(each)
        else:
            index = candidates[home][0]
            found[index] = _joined(found[index], each)
    return Sorted(tuple(found[: len(roots)]), tuple(found[len(roots) :]))


def _titled(roots: Sequence[Root], found: Sequence[Inputs]) -> Iterator[tuple[int, tuple[str, str]]]:
    """What each thread is about: last year's item, and the superior's items that belong to it."""
    for index, root in enumerate(roots):
        yield index, (root.title, root.text)
    for index, each in enumerate(found):
        for root in dict.fromkeys(ask.root for ask in each.asks):
            yield index, (root.title, root.text)


def _homeless(asks: Sequence[Ask]) -> list[list[Ask]]:
    """Asks without a root, by the superior's item."""
    groups: dict[tuple[int, str, str], list[Ask]] = {}
    for ask in asks:
        if ask.home is None:
            document = ask.root.reading.document
            groups.setdefault((document.version, document.file, ask.root.item.address), []).append(ask)
    return list(groups.values())


def _joined(one: Inputs, other: Inputs) -> Inputs:
    return Inputs(
        one.asks + other.asks, one.intents + other.intents, one.problems + other.problems, one.facts + other.facts
    )
