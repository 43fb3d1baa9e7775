"""Superior against own: which requirement of the superior is answered by which of one's own items. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.compare.answering import ECHOED, SAYS_ENOUGH, Answer, answers_to
from assistant.compare.counts import place_of, without_values
from assistant.compare.difference import difference
from assistant.compare.itself import answered_by_itself
from assistant.compare.lacking import answered_where_lacking
from assistant.compare.records import Covering, State, Unit
from assistant.compare.shortfalls import Measured, measured
from assistant.compare.sides import Side
from assistant.compare.units import Cut, cut
from assistant.compare.values import duty_likeness
from ingest.embedding import Embedding
from ingest.records import Outline, Requirement

SURELY: Final = 0.6  # likeness from which on a clause answers even where it does not state the values
# Which own obligation answers: the wording that it shares, and
NEAR: Final = 0.2  # that it stands in the answering clause,
MEETS: Final = 0.3  # that it meets the values.
DUTY: Final = 0.4  # What one beside the answering clause needs of all that.
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
    found = answers_to(asked, superior, document, embedding)
    return tuple(
        answered_by_itself(unit, one, own, years[0])
        or answered_where_lacking(unit, one, superior.items[one.item], own, requirements_own, years)
        or _covering(unit, one, answers, document, duties, years)
        for unit, one, answers in zip((_unit(superior, one) for one in asked), asked, found, strict=True)
    )


def _unit(superior: Outline, requirement: Requirement) -> Unit:
    return Unit(superior.items[requirement.item].address, requirement.quote, requirement.start, requirement.end)


def _covering(
    asked: Unit, requirement: Requirement, answers: Sequence[Answer], own: Cut, duties: Side, years: tuple[int, int]
) -> Covering:
    if not answers:
        return Covering(asked, "missing", ())
    duty = _duty(requirement, answers, own, duties, years)
    units = tuple(_shown(answer, duty, own) for answer in answers)
    found = measured(requirement, duty, years)
    state, reason = _judged(found, answers[0], asked.text, units[0].text)
    if state != "missing" and not found.met and not found.shortfalls and (names := _unnamed(requirement, answers, own)):
        state, reason = "partly", f"依据文件未写明：{names}"
    return Covering(asked, state, units if state != "missing" else (), reason, found.weaker_words)


def _unnamed(requirement: Requirement, answers: Sequence[Answer], own: Cut) -> str:
    """The documents that a requirement rests on, where the answering items name none of them."""
    told = "".join(own.whole(own.parts[answer.part].block).text for answer in answers)
    is_named = any(name.partition("（")[0] in told for name in requirement.cited)
    return "" if is_named else "、".join(f"《{name}》" for name in requirement.cited)


def _duty(
    requirement: Requirement, answers: Sequence[Answer], own: Cut, duties: Side, years: tuple[int, int]
) -> Requirement | None:
    """The own obligation that answers: in the answering clauses, or elsewhere in their items."""
    near = [duty for answer in answers for duty in duties.duties(own.clause(answer.part))]
    blocks = dict.fromkeys(own.parts[answer.part].block for answer in answers)
    counting = _counting(requirement)

    def weight(duty: Requirement) -> float:
        found = measured(requirement, duty, years)
        meets = found.met and not found.shortfalls
        return duty_likeness(counting, duty) + (NEAR if duty in near else 0) + (MEETS if meets else 0)

    best = max((duty for block in blocks for duty in duties.duties(own.whole(block))), key=weight, default=None)
    return best if best is not None and (best in near or weight(best) >= DUTY) else None


def _counting(requirement: Requirement) -> Requirement:
    """A requirement, cut down to the clause that counts, where it is one: 专题研讨不少于4次，并对所属单位列席旁听."""
    stated = (requirement.frequency, requirement.quantity, requirement.deadline)
    values = [value for value in stated if value and value in requirement.quote]
    clauses = [clause for clause in requirement.quote.split("，") if values and all(map(clause.count, values))]
    matter = without_values(clauses[0], [requirement]) if clauses else ""
    return replace(requirement, quote=clauses[0]) if len(matter) >= SAYS_ENOUGH else requirement


def _shown(answer: Answer, duty: Requirement | None, own: Cut) -> Unit:
    """The answering clause, and what of its item leads to the obligation whose values are compared."""
    parts = own.blocks[own.parts[answer.part].block].parts
    place = place_of(duty) if duty else 0
    told = [part for part in parts if own.parts[part].start < place <= own.parts[part].end] or [answer.part]
    first, last = min(answer.part, *told), max(answer.part, *told)
    return own.clause(first) if first == last else own.unit(first, last)


def _judged(found: Measured, answer: Answer, asked: str, shown: str) -> tuple[State, str]:
    """The state, and what is lacking."""
    surely = answer.likeness >= SURELY
    weaker = [one.reason for one in found.shortfalls if one.kind == "weaker"]
    if weaker:
        return "partly", "；".join(weaker)
    unstated = [one.reason for one in found.shortfalls if not (surely and one.kind == "yearly")]
    if unstated:
        return ("partly", "；".join(unstated)) if surely else ("missing", "")
    if found.met or answer.echo >= ECHOED:
        return "covered", ""
    left_out = max((text for kind, text in difference(asked, shown) if kind == "delete"), key=len, default="")
    return "partly", f"只有部分内容相近，未写：{left_out}" if len(left_out) >= LEFT_OUT else "只有部分内容相近"
