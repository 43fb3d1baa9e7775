"""Whether two obligations are about one matter, whatever they count. Pure."""

from __future__ import annotations

import re
from typing import Final

from assistant.compare.counts import without_values
from assistant.compare.wording import shared_wording
from ingest.records import Requirement
from ingest.tokens import telling_tokens

# Read were the 97 pairs with a change in the four steps of the sample plans: above this all are of one matter.
ALIKE: Final = 0.6
HEAD: Final = 2  # characters; what stands last in an object names the thing: 统一的党务公开目录
_MARKS: Final = re.compile(r"\W+")


def same_matter(old: Requirement, new: Requirement) -> bool:
    """Whether a value of one obligation can have become that of another one.

    Args:
        old (Requirement): 编制统一的党务公开目录.
        new (Requirement): 修订《党务公开工作办法》.

    Returns:
        bool: False in this example. True where most of the wording is shared, or the thing or the action; True, too,
            for what names neither (其中一线职工不低于60%).
    """
    if not (_named(old) and _named(new)) or _likeness(old, new) >= ALIKE:
        return True
    shared = telling_tokens(old.object) & telling_tokens(new.object)
    return _head(old) in _named(new) or _head(new) in _named(old) or (old.action == new.action and bool(shared))


def _named(requirement: Requirement) -> str:
    return _MARKS.sub("", requirement.action + requirement.object)


def _head(requirement: Requirement) -> str:
    return _MARKS.sub("", requirement.object or requirement.action)[-HEAD:]


def _likeness(old: Requirement, new: Requirement) -> float:
    """The wording that two have in common, values and subjects left out, 0 to 1."""
    return shared_wording(_matter(old), _matter(new))


def _matter(requirement: Requirement) -> str:
    return without_values(requirement.quote, [requirement]).replace(requirement.subject, "")
