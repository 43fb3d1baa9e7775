"""Who must fulfil an obligation, and whether that changed. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from ingest.records import Requirement

_AND: Final = re.compile("[、，和与及]")
_ALONG: Final = re.compile("会同|联合|协同|配合|、|和|与|及")


def actors_of(requirements: Iterable[Requirement]) -> frozenset[str]:
    """Names of the units that act somewhere in a document.

    Args:
        requirements (Iterable[Requirement]): All of its obligations.

    Returns:
        frozenset[str]: Single units: 宣传部、工会 gives two.
    """
    return frozenset(name for one in requirements for name in _names(one.subject, *one.responsible))


def units_of(requirement: Requirement, actors: Collection[str]) -> tuple[str, ...]:
    """Who is said to fulfil an obligation.

    Args:
        requirement (Requirement): An obligation.
        actors (Collection[str]): Names of units that act in its document.

    Returns:
        tuple[str, ...]: The subject, those that act along with it (会同计划财务部), the responsible units; a subject
            that is only inherited is not said.
    """
    if requirement.subject_inherited or not requirement.subject:
        return _names(*requirement.responsible)
    names = [*_names(requirement.subject)]
    behind = requirement.quote.partition(requirement.subject)[2]
    while joined := _ALONG.match(behind):
        behind = behind[joined.end() :]
        name = max((actor for actor in actors if behind.startswith(actor)), key=len, default="")
        if not name:
            break
        names.append(name)
        behind = behind[len(name) :]
    return tuple(dict.fromkeys((*names, *_names(*requirement.responsible))))


def are_others(old: Collection[str], new: Collection[str]) -> bool:
    """Whether units came or went; a longer or shorter name is no other unit.

    Args:
        old (Collection[str]): Names of units.
        new (Collection[str]): Names of units.

    Returns:
        bool: False where either side names none.
    """
    known = [any(one in other or other in one for other in new) for one in old]
    known += [any(one in other or other in one for other in old) for one in new]
    return bool(old) and bool(new) and not all(known)


def _names(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for listed in words for name in _AND.split(listed) if name))
