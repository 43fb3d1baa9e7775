"""Superior against own: which requirement of the superior is answered by which of one's own items. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.compare.answering import Answer, answers_to
from assistant.compare.counts import place_of
from assistant.compare.difference import difference
from assistant.compare.records import Covering, State, Unit
from assistant.compare.shortfalls import Measured, measured
from assistant.compare.sides import Side
from assistant.compare.units import Cut, cut
from assistant.compare.values import duty_likeness
from ingest.embedding import Embedding
from ingest.records import Outline, Requirement

SURELY: Final = 0.6  # likeness from which on a clause answers even where it does not state the values
FULLY: Final = 0.46  # from which on it answers all of a requirement that states no values
DUTY: Final = 0.4  # wording that an obligation beside the answering clause must share, for its values to be compared
NEAR: Final = 0.2  # by how much it must be more alike than the one in that clause
SOME_YEAR: Final = 2000  # for days of every year, where neither document is of a year
LEFT_OUT: Final = 4  # characters; a shorter piece of the superior's words that has no counterpart is no content


def coverage(
    superior: Outline,
    own: Outline,
    requirements_superior: Sequence[Requirement],
    requirements_own: Sequence[Requirement],
    embedding: Embedding,
) -> tuple[Covering, ...]:
    """Tell how one's own plan answers what the superior asks for.

    Args:
        superior (Outline): The superior's document.
        own (Outline): One's own.
        requirements_superior (Sequence[Requirement]): The obligations of the superior's document; what it tells as done
            is left out.
        requirements_own (Sequence[Requirement]): The obligations of one's own.
        embedding (Embedding): What knows words of like meaning.

    Returns:
        tuple[Covering, ...]: One for each requirement, in the superior's order: covered where an own item answers it
            with values that are as strict, partly where they are weaker or only some of it is answered.
    """
    asked = [one for one in requirements_superior if one.tense == "plan"]
    document, duties = cut(own, by_sentence=False), Side.of(own, requirements_own, ())
    year = superior.year or own.year or SOME_YEAR
    years = year, own.year or year
    return tuple(
        _covering(_unit(superior, one), one, answers, document, duties, years)
        for one, answers in zip(asked, answers_to(asked, superior, document, embedding), strict=True)
    )


def _unit(superior: Outline, requirement: Requirement) -> Unit:
    return Unit(superior.items[requirement.item].address, requirement.quote, requirement.start, requirement.end)


def _covering(
    asked: Unit, requirement: Requirement, answers: Sequence[Answer], own: Cut, duties: Side, years: tuple[int, int]
) -> Covering:
    if not answers:
        return Covering(asked, "missing", ())
    duty = _duty(requirement, answers, own, duties)
    found = measured(requirement, duty, years)
    units = tuple(_shown(answer, duty, own) for answer in answers)
    state, reason = _judged(found, answers[0].likeness, asked.text, units[0].text)
    return Covering(asked, state, units if state != "missing" else (), reason)


def _duty(requirement: Requirement, answers: Sequence[Answer], own: Cut, duties: Side) -> Requirement | None:
    """The own obligation that answers: in the answering clauses, or one beside them that is clearly more alike."""
    near = [duty for answer in answers for duty in duties.duties(own.clause(answer.part))]
    blocks = [own.whole(own.parts[answer.part].block) for answer in answers]
    weights = [(duty_likeness(requirement, duty) + NEAR, duty) for duty in near]
    weights += [(duty_likeness(requirement, duty), duty) for block in blocks for duty in duties.duties(block)]
    weight, best = max(weights, key=lambda pair: pair[0], default=(0.0, None))
    return best if weight >= DUTY or best in near else None


def _shown(answer: Answer, duty: Requirement | None, own: Cut) -> Unit:
    """The answering clause, and what of its item leads to the obligation whose values are compared."""
    parts = own.blocks[own.parts[answer.part].block].parts
    place = place_of(duty) if duty else 0
    told = [part for part in parts if own.parts[part].start < place <= own.parts[part].end] or [answer.part]
    first, last = min(answer.part, *told), max(answer.part, *told)
    return own.clause(first) if first == last else own.unit(first, last)


def _judged(found: Measured, likeness: float, asked: str, answer: str) -> tuple[State, str]:
    """The state, and what is lacking."""
    surely = likeness >= SURELY
    weaker = [one.reason for one in found.shortfalls if one.kind == "weaker"]
    if weaker:
        return "partly", "；".join(weaker)
    unstated = [one.reason for one in found.shortfalls if not (surely and one.kind == "yearly")]
    if unstated:
        return ("partly", "；".join(unstated)) if surely else ("missing", "")
    if found.met or likeness >= FULLY:
        return "covered", ""
    left_out = max((text for kind, text in difference(asked, answer) if kind == "delete"), key=len, default="")
    return "partly", f"只有部分内容相近，未写：{left_out}" if len(left_out) >= LEFT_OUT else "只有部分内容相近"
