"""Which values differ between obligations that answer each other. Pure.

Values are compared by their normalised forms: 每半年1次 and 每年不少于2次 are one value, 每季度 and 每月 are two.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final

from assistant.compare.actors import are_others, units_of
from assistant.compare.counts import (
    COUNTED,
    amount_of,
    due_of,
    frequencies_of,
    frequency_of,
    frequency_words,
    value_of,
    without_values,
)
from assistant.compare.records import Field, FieldChange
from assistant.compare.wording import shared_wording
from ingest.obligations.values import Bounded
from ingest.records import Mention, Requirement

SHARE: Final = "其中"  # 其中1次: a part of what the clause before counts, and no frequency of its own
BOTH_COUNT: Final = 0.1  # what is counted by the year is rather the other one that is than one that is due by a day


def same_duties(
    old: Sequence[Requirement], new: Sequence[Requirement], least: Callable[[Requirement, Requirement], float]
) -> list[tuple[Requirement, Requirement]]:
    """Which obligations of two texts that answer each other are the same one; the most alike are paired first.

    Args:
        old (Sequence[Requirement]): Of the old text.
        new (Sequence[Requirement]): Of the new one.
        least (Callable[[Requirement, Requirement], float]): How alike two must be, 0 to 1.

    Returns:
        list[tuple[Requirement, Requirement]]: In the old text's order; each obligation at most once.
    """
    alike = sorted(
        ((duty_likeness(a, b), -abs(i - j), i, j) for i, a in enumerate(old) for j, b in enumerate(new)), reverse=True
    )
    partners: dict[int, int] = {}
    for share, _, i, j in alike:
        if share >= least(old[i], new[j]) and i not in partners and j not in partners.values():
            partners[i] = j
    return [(old[i], new[j]) for i, j in sorted(partners.items())]


def duty_likeness(old: Requirement, new: Requirement) -> float:
    """How much two obligations ask for the same thing, however often, much and soon.

    Args:
        old (Requirement): An obligation.
        new (Requirement): Another one.

    Returns:
        float: The wording that they have in common, 0 to 1, and BOTH_COUNT where they count the same kind of thing.
    """
    common = shared_wording(without_values(old.quote, [old]), without_values(new.quote, [new]))
    both_count = any(value_of(old, field, None) and value_of(new, field, None) for field in COUNTED)
    return common + (BOTH_COUNT if both_count else 0)


def changed_values(
    old: Requirement, new: Requirement, years: tuple[int | None, int | None], actors: Collection[str]
) -> Iterator[FieldChange]:
    """What differs between two forms of one obligation.

    Args:
        old (Requirement): Its old form.
        new (Requirement): Its new form.
        years (tuple[int | None, int | None]): Of their documents; a deadline that moves along with them is the same.
        actors (Collection[str]): Names of units that act in either document.

    Yields:
        FieldChange: One for each field; "" where a side states no value.
    """
    frequencies = frequencies_of(old, new)
    if differ(*frequencies):
        yield FieldChange("frequency", *(_times_words(*each) for each in zip((old, new), frequencies, strict=True)))
    before, after = (amount_of(one, times=not all(frequencies)) for one in (old, new))
    if differ(before, after):
        yield FieldChange("quantity", old.quantity if before else "", new.quantity if after else "")
    if due_of(old, years[0]) != due_of(new, years[1]):
        yield FieldChange("deadline", old.deadline, new.deadline)
    units = units_of(old, actors), units_of(new, actors)
    if are_others(*units):
        yield FieldChange("unit", *("、".join(names) for names in units))


def _times_words(requirement: Requirement, times: Bounded | None) -> str:
    """How often, as it is worded: 每半年1次, or 2次 alone."""
    return "" if times is None else frequency_words(requirement) or requirement.quantity


def differ(old: Bounded | None, new: Bounded | None) -> bool:
    """Whether numbers differ, or what is at most becomes at least; 2 and at least 2 oblige to the same.

    Args:
        old (Bounded | None): A value.
        new (Bounded | None): What became of it.

    Returns:
        bool: False for numbers of different things.
    """
    if old is None or new is None:
        return old is not new
    opposite = {old.bound, new.bound} == {"≥", "≤"}
    return old.measure == new.measure and (old.number != new.number or opposite)


def stated_values(requirement: Requirement, year: int | None, actors: Collection[str]) -> Iterator[tuple[Field, str]]:
    """What an obligation states, as it is worded.

    Args:
        requirement (Requirement): An obligation.
        year (int | None): Of its document.
        actors (Collection[str]): Names of units that act in its document.

    Yields:
        tuple[Field, str]: Only fields that have a value.
    """
    is_share = requirement.quote.startswith(SHARE) and requirement.frequency not in requirement.quote
    frequency = "" if is_share else frequency_words(requirement)
    has_amount = bool(requirement.quantity) if is_share else amount_of(requirement, times=not frequency_of(requirement))
    values: dict[Field, str] = {
        "frequency": frequency,
        "quantity": requirement.quantity if has_amount else "",
        "deadline": requirement.deadline if due_of(requirement, year) else "",
        "unit": "、".join(units_of(requirement, actors)),
    }
    yield from ((field, words) for field, words in values.items() if words)


def changed_documents(old: Sequence[Mention], new: Sequence[Mention]) -> Iterator[FieldChange]:
    """Which documents one text rests on and the other does not even name.

    Args:
        old (Sequence[Mention]): What the old text cites.
        new (Sequence[Mention]): What the new one cites.

    Yields:
        FieldChange: One for each document; where one takes the place of one other, they share it.
    """
    went, came = _only_in(old, new), _only_in(new, old)
    if len(went) == len(came) == 1:
        yield FieldChange("cited", went[0], came[0])
    else:
        yield from (FieldChange("cited", name, "") for name in went)
        yield from (FieldChange("cited", "", name) for name in came)


def _only_in(mentions: Iterable[Mention], others: Iterable[Mention]) -> list[str]:
    known = {other.normalised for other in others}
    names = (one.normalised for one in mentions if one.role == "authority" and one.normalised not in known)
    return [f"《{name}》" for name in dict.fromkeys(names)]
