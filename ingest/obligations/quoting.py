"""How far a quote reaches: as short as it can be while a reader still knows what is asked, and when. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.obligations.reading import Read

QUOTE_CHARS: Final = 100  # a quote grows by its neighbours up to here; one clause alone may be longer
WHOLE_CHARS: Final = 80  # a rule is quoted to the end of its sentence up to here

# A clause that the next one cannot do without: a condition, a manner, a base.
_LEANS: Final = re.compile(
    r"^(?:凡|对|对于|如|若|因|经|遇|发现|自|除|有下列|违反|具有|属于|在|以|按照|依照|根据|依据|对照|针对|结合|组织|每次|涉及)|"
    r"(?:的|(?<![学课小工])时|后|前|之日起|期间|情况下|外|起)$"
)
# A clause that says how much of what the one before it names.
_OF_THAT: Final = re.compile(r"^(?:分值|比例|期限|保存期限|权重|时间|人数|名额)(?:为|不|应|由|在|一般|原则)")
# A clause that goes on with the one before it.
_GOES_ON: Final = re.compile(r"^(?:并|且|或者?|直至|以及|同时报|报)")


def span_of(reads: Sequence[Read], index: int, *, whole: bool) -> tuple[int, int]:
    """Offsets in the document of the quote for one clause of a sentence.

    Args:
        reads (Sequence[Read]): The sentence's clauses.
        index (int): The one that binds.
        whole (bool): A rule: quoted with what follows it, where nothing there binds by itself.

    Returns:
        tuple[int, int]: First offset, and the one behind the last.
    """
    start, end = reads[index].clause.start, reads[index].clause.end
    if index and _is_bare(reads[index]) and end - reads[index - 1].clause.start <= QUOTE_CHARS:
        return reads[index - 1].clause.start, end
    for read in reversed(reads[:index]):
        if end - read.clause.start > QUOTE_CHARS or not _leans(read):
            break
        start = read.clause.start
    for read in reads[index + 1 :]:
        limit = WHOLE_CHARS if whole and not read.binds else QUOTE_CHARS if _GOES_ON.match(read.clause.text) else 0
        if read.clause.end - start > limit or read.counts:
            break
        end = read.clause.end
    return start, end


def _is_bare(read: Read) -> bool:
    """分值不低于5%, or just 不少于45人: of what stands before it."""
    text = read.clause.text
    only = any(amount.start == 0 and amount.end == len(text) for amount in read.amounts)
    return only or _OF_THAT.match(text) is not None


def _leans(read: Read) -> bool:
    if read.is_adverbial:
        return True
    return not read.counts and read.signal is None and _LEANS.search(read.clause.text) is not None
