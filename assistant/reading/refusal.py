"""Whether the evidence answers the question at all: a calibrated decision, and why not."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final, Literal

import numpy as np

from assistant.question import Asked, years_told
from assistant.reader import Reading
from assistant.reading.scoring import CLAUSE, Statement, asks_what_came_about, is_heading, learned, stating_clauses
from ingest.records import FloatVector
from ingest.tokens import telling_tokens

Reason = Literal["hidden", "unheard", "foreign", "unstated", "attachment", "intended", "other_time", "unlike"]

OF_BEST: Final = ("pairs", "characters", "title", "around", "document", "bridged", "meaning", "near", "focus")
FEATURES: Final = (
    *OF_BEST,  # the best sentence's
    "score",  # likewise
    "stated",  # the question tells what sort of thing it asks for, and the best sentence states one
    "unstated",  # it tells, and the best sentence states none
    "beside",  # it tells, and how much more of the question another sentence holds than stands near what is stated
    "elsewhere",  # how much better a sentence of another time fits the question's words
    "bias",
)
# Sum of what the best sentence shares with the question, below which the library does not know the topic: in the
# libraries of tools/tune_answers.py 1 of 142 answerable questions lies below it, and most of those on foreign topics.
TOPIC: Final = 0.55
BRIDGED_SHARE: Final = 0.5  # what an official wording counts beside the asker's own
ANSWERED: Final = 0.35  # probability from which on a question counts as answered; by cross-validation
BOTH_SIDES: Final = 0.25  # likewise where several documents or years each have a sentence near enough
CLOSEST: Final = 3  # sentences among which the title of the attachment must be that a question is about
NAMED: Final = 0.5  # share of the question's pairs that the title must hold
_ATTACHMENT: Final = re.compile(r"分解表|附件|附表|清单|一览表|明细表")
SCORE_SCALE: Final = 10.0


def refused(asked: Asked, statements: Sequence[Statement], reading: Reading) -> Reason | None:
    """Decide whether the evidence answers the question at all.

    Args:
        asked (Asked): The question, taken apart.
        statements (Sequence[Statement]): Scored sentences, best first, those of another time included.
        reading (Reading): What would be answered.

    Returns:
        Reason | None: Why not; None where it does.
    """
    if not reading.evidence:
        return _unread(asked, statements)
    best = next(s for s in statements if s.timely)
    if asked.years and not years_told(best.hit.document, best.hit.item):
        return "other_time"
    if is_foreign(best):
        return "foreign"
    if asked.quoted and not any(_holds(s, phrase) for s in statements for phrase in asked.quoted):
        return "unheard"
    if hides(asked, best):
        return "hidden"
    if _only_titled(asked, statements):
        return "attachment"
    if asked.wanted is not None and asked.wanted.sort in ("members", "meaning"):
        explained = reading.shape == "list" or best.feature("wanted") > 0
        return None if explained else "unstated"
    if reading.shape == "list" and best.evidence not in reading.evidence:
        return None  # the question names the list's heading: 存在哪几个问题
    if probability(asked, statements) >= (BOTH_SIDES if reading.shape == "sides" else ANSWERED):
        return None
    return "unstated" if asked.wanted is not None and best.feature("wanted") == 0 else "unlike"


def is_foreign(best: Statement) -> bool:
    """Whether even the best sentence shares next to nothing with the question."""
    if not any(best.feature(name) for name in ("pairs", "title", "bridged")):
        return True  # single characters are shared by chance: the 元 of 元宇宙 and of 亿元
    own = sum(best.feature(name) for name in ("pairs", "characters", "title", "meaning"))
    return own + BRIDGED_SHARE * best.feature("bridged") < TOPIC


def _unread(asked: Asked, statements: Sequence[Statement]) -> Reason:
    """Why there is nothing to read, where nothing found is of the asked-for time."""
    if not statements:
        return "unlike"
    of_then = [s for s in statements if asked.years & years_told(s.hit.document, s.hit.item)]
    is_plan = (of_then or statements)[0].hit.item.tense == "plan"
    return "intended" if is_plan and asks_what_came_about(asked.text) else "other_time"


def _holds(statement: Statement, phrase: str) -> bool:
    document = statement.hit.document
    return phrase in statement.hit.item.text or phrase in f"{document.title} {document.file}"


def probability(asked: Asked, statements: Sequence[Statement]) -> float:
    """The calibrated probability, in [0, 1], that the best timely sentence answers the question."""
    return 1 / (1 + math.exp(-float(measures(asked, statements) @ learned("answerable", FEATURES))))


def measures(asked: Asked, statements: Sequence[Statement]) -> FloatVector:
    """What the decision rests on; see FEATURES.

    Args:
        asked (Asked): The question, taken apart.
        statements (Sequence[Statement]): Scored sentences, best first; one of them timely.

    Returns:
        FloatVector: As long as FEATURES.
    """
    best = next(s for s in statements if s.timely)
    typed = asked.wanted is not None
    stated = best.feature("wanted") > 0
    values = {name: best.feature(name) for name in OF_BEST}
    values |= {
        "score": best.score / SCORE_SCALE,
        "stated": float(typed and stated),
        "unstated": float(typed and not stated),
        "beside": _beside(best, statements) if typed else 0.0,
        "elsewhere": _elsewhere(best, statements),
        "bias": 1.0,
    }
    return np.array([values[name] for name in FEATURES], np.float32)


def hides(asked: Asked, statement: Statement) -> bool:
    """Whether the sentence has a mask where the asked-for number would stand: 慰问困难职工XX户."""
    wanted = asked.wanted
    if wanted is None or not wanted.hidden_in(statement.text):
        return False
    words = telling_tokens(asked.words)
    hidden = max(len(words & telling_tokens(c)) for c in CLAUSE.findall(statement.text) if wanted.hidden_in(c))
    stated = [
        len(words & telling_tokens(c)) for c in stating_clauses(wanted, statement.text) if not wanted.hidden_in(c)
    ]
    return hidden > max(stated, default=-1)


def _only_titled(asked: Asked, statements: Sequence[Statement]) -> bool:
    """Whether the attachment that the question is about has a title and nothing below it: its table is missing."""
    if not _ATTACHMENT.search(asked.text):
        return False
    titles = [s for s in statements[:CLOSEST] if s.hit.item.label.startswith("附件") and is_heading(s)]
    filled = {s.hit.document.version for s in statements if re.match("附件.*/", s.hit.item.address)}
    return any(s.feature("pairs") >= NAMED and s.hit.document.version not in filled for s in titles)


def _beside(best: Statement, statements: Sequence[Statement]) -> float:
    """A sentence that is more about the question than the clauses around the number shows that this is no answer."""
    held = max((s.feature("pairs") + s.feature("characters")) / 2 for s in statements if s.timely)
    return max(0.0, held - best.feature("near"))


def _elsewhere(best: Statement, statements: Sequence[Statement]) -> float:
    """The plan of another year that states what is asked shows that this year's would have, too."""
    own = best.feature("pairs") + best.feature("near")
    other = max((s.feature("pairs") + s.feature("near") for s in statements if not s.timely), default=0.0)
    return max(0.0, other - own)
