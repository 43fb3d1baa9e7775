"""What a blank calls the item of the plan that nobody has told of: its heading, or the few words that say the matter.

Pure.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.obligations.deadlines import Context, deadlines_in
from ingest.obligations.subjects import subject_in

SHORT: Final = 16  # characters of a heading that needs no cutting
LONGEST: Final = 24  # beyond these a name is none any more
_DATES: Final = Context(year=None, yearly=False)
_STOPS: Final = re.compile("[，。；：！？\n]")
# How a thing is done is no part of its name.
_MANNER: Final = re.compile(
    "^(?:不折不扣|坚持不懈|坚定不移|持之以恒|一以贯之|扎实|深入|认真|全面|进一步|持续|切实|积极|大力|精心|继续|着力|充分|坚决|组织|统筹)+"
    "(?=[\u4e00-\u9fff《“]{4})"
)


def called(title: str, address: str) -> str:
    """Name an item of the plan.

    Args:
        title (str): What it is about, in its own words.
        address (str): Where it stands in the plan; "" for what the user has added.

    Returns:
        str: The title itself where it is short; of a longer one the first clause that says more than by whom and when,
            without that and the manner; where that is still long, the address: 要点二/（三）.
    """
    if len(title) <= SHORT:
        return title
    name = next(filter(None, map(_matter, _STOPS.split(title))), "")
    if not name or len(name) > LONGEST:
        return f"要点{address}" if address else name or title
    return name


def _matter(clause: str) -> str:
    """A clause without date, doer and manner; "" where it says nothing else: 党委办公室8月底前."""
    words = clause
    for date in reversed(deadlines_in(words, _DATES)):
        words = words[: date.start] + words[date.end :]
    subject = subject_in(words)
    if subject and words == subject.text:
        return ""
    if len(words) > SHORT and subject and words.startswith(subject.text):
        words = words.removeprefix(subject.text)
    return _MANNER.sub("", words) if len(words) > SHORT else words
