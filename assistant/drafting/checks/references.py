"""引用存疑, 引用已失效: names of documents that nobody knows, that nearly are another one's, or that are repealed."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from assistant.drafting.checks.leftovers import MASKED
from assistant.drafting.checks.paper import Paper, before, found
from assistant.drafting.records import BLANK, Finding
from ingest.citations import mentions_of, standings_of
from ingest.citations.known import known_names
from ingest.citations.names import key_of, plain
from ingest.records import Item, Mention

if TYPE_CHECKING:
    from assistant.citations.register import Register

DOUBTFUL: Final = "引用存疑"
LAPSED: Final = "引用已失效"

# difflib's ratio from which a name is a slip of a known one: 《中国共产党纪律处份条例》 has 0.91 with the right one,
# names of different regulations that are most alike (…地方组织选举…, …基层组织选举…) 0.88.
SLIP: Final = 0.9
MIN_NAME: Final = 8  # characters; of shorter names one character makes another document


def references(paper: Paper) -> Iterator[Finding]:
    """Documents that the text rests on, in 《》; what a report tells of past years is left alone.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: The first place of each name. Without a library only slips of known names are found.
    """
    seen = {key_of(standing.name) for standing in standings_of(paper.outline)}  # what it repeals itself
    for mention in mentions_of(paper.outline):
        item = paper.outline.items[mention.item]
        is_marked = before(item.text, mention.start - item.start, 1) == "《"
        is_cited = is_marked and mention.role != "to_be_made" and item.tense == "plan"
        if (
            is_cited
            and BLANK not in mention.raw
            and not MASKED.search(mention.raw)
            and key_of(mention.normalised) not in seen
        ):
            seen.add(key_of(mention.normalised))
            yield from _of(mention, item, paper)


def _of(mention: Mention, item: Item, paper: Paper) -> Iterator[Finding]:
    register, name = paper.context.register, mention.normalised
    status = register.status(name, paper.outline.unit) if register else None
    if register and status and status.force != "in_force" and _has_begun(status.since, paper.day_of(item)):
        instead = register.in_force_instead(status)
        since = f"{status.since}起" if status.since else ""
        message = f"《{name}》{since}已{'由新文件替代' if status.force == 'replaced' else '废止'}"
        yield found(LAPSED, item, message, f"改引《{instead}》" if instead else "核对现行的文件", mention.raw)
    elif slip := _slip(name):
        yield found(DOUBTFUL, item, f"《{name}》的名称可能写错了", f"核对是否应为《{slip}》", mention.raw)
    elif register and mention.role == "authority" and not _is_known(name, register, paper):
        message = f"《{name}》不在资料库、引用登记和常用文件名录里"
        yield found(DOUBTFUL, item, message, "核对文件名称，或者把文件导入资料库", mention.raw)


def _has_begun(since: str, day: str) -> bool:
    """Whether what is so since an ISO date or year was so on a day; where one of them is not known it counts as so."""
    return not (since and day) or day[: len(since)] >= since


def _slip(name: str) -> str | None:
    """The known document whose name was probably meant, if this is none itself."""
    known = known_names()
    if key_of(name) in known.names or name in known.official or len(name) < MIN_NAME:
        return None
    close = get_close_matches(name, known.official, n=1, cutoff=SLIP)
    return close[0] if close and plain(close[0]) not in name and not _differs_in_numbers(name, close[0]) else None


def _differs_in_numbers(one: str, other: str) -> bool:
    """Whether two names are editions of other years, which are two documents."""
    return [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]


def _is_known(name: str, register: Register, paper: Paper) -> bool:
    if name in known_names().official or register.in_library(name, paper.outline.unit):
        return True
    group = register.group(name)
    return group is not None and any(placed.document.title != paper.outline.title for placed in group.citing)
