"""The story of rewording: item by item, ask, read, judge, trace, examine; or the model-free text stands.

draft -> an item and its sources -> the model's proposal -> the guard -> sentences with provenance -> the draft with it
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from assistant.chat_model import ChatModel
from assistant.drafting.records import Draft, Sentence
from assistant.drafting.rewording.answering import Unreadable, proposal_of
from assistant.drafting.rewording.asking import Question, question_for
from assistant.drafting.rewording.guard import own_words, refusal_of_whole, replaced, sifted
from assistant.drafting.rewording.house import House
from assistant.drafting.rewording.material import material_of
from assistant.drafting.rewording.records import Material, Outcome, Proposal, Rewording, words_of
from assistant.drafting.rewording.tracing import sentences_of
from ingest.errors import ContextOverflow, EndpointFault

TRIES: Final = 2  # the second one with the reason why the first was not taken
FAULTS: Final = 2  # items in a row whose faults tell that it is the endpoint, and no chance
TOO_LONG: Final = "这一条太长，超出 YAODIAN_LLM_CONTEXT"
UNCHANGED: Final = "模型没有改动"

Examine = Callable[[Draft], Draft]  # as `examining.examined_again` does: with findings and style score


def rewordings(
    draft: Draft,
    house: House,
    model: ChatModel,
    examine: Examine,
    places: Collection[int] | None = None,
    wish: str = "",
) -> Iterator[Rewording]:
    """Let a language model reword a draft; whoever stops in the middle keeps what came last.

    Args:
        draft (Draft): As written without a model.
        house (House): How the unit writes.
        model (ChatModel): Rewords it.
        examine (Examine): Checks and scores a draft.
        places (Collection[int] | None): Of items among `draft.items()`; None for all that no model has worded yet.
        wish (str): What the user wants of them, in their words.

    Yields:
        Rewording: Before the first item, and behind each. The last one has nothing ahead; a fault of the endpoint ends
            them with a notice.
    """
    first = examine(draft)
    addresses = [item.address for item in draft.items()]
    asked = askable(draft, house, places)
    writer = _Writer(first, house, model, examine, wish)
    now = Rewording(first, model.name, (), len(asked), addresses[asked[0]] if asked else "")
    yield now
    faults = 0
    for done, place in enumerate(asked, 1):
        try:
            after, outcome = writer.reworded(now.draft, place)
            faults, notice = 0, ""
        except EndpointFault as fault:
            after, outcome, faults = now.draft, Outcome(addresses[place], str(fault)), faults + 1
            notice = f"语言模型中途停了，其余的条目保持原样：{fault}" if faults == FAULTS or len(asked) == 1 else ""
        ahead = addresses[asked[done]] if done < len(asked) and not notice else ""
        now = replace(now, draft=after, outcomes=(*now.outcomes, outcome), ahead=ahead, notice=notice)
        yield now
        if notice:
            return


def askable(draft: Draft, house: House, places: Collection[int] | None = None) -> list[int]:
    """Which items a model is asked for; arguments as of `rewordings`."""
    wanted = unworded(draft) if places is None else sorted(places)
    return [place for place in wanted if material_of(draft, place, house)]


def unworded(draft: Draft) -> list[int]:
    """Places of the items in which there is no word of a model: what is left of a draft that was stopped."""
    return [at for at, item in enumerate(draft.items()) if not any(sentence.model for sentence in item.sentences)]


@dataclass(frozen=True, slots=True)
class _Writer:
    """What every item is reworded with."""

    first: Draft  # the model-free draft, examined
    house: House
    model: ChatModel
    examine: Examine
    wish: str

    def reworded(self, draft: Draft, place: int) -> tuple[Draft, Outcome]:
        """The draft with one item reworded, as far as it may be; the same draft where nothing of it may."""
        material = material_of(draft, place, self.house, self.wish)
        if material is None:
            raise ValueError(f"nothing to reword at {place}")
        until = time.monotonic() + self.model.seconds
        own = best = own_words(material)
        reason = ""
        for _ in range(TRIES):
            try:
                good, reason = sifted(material, self._asked(material, reason, until))
            except Unreadable as error:
                reason = str(error)
                continue
            best = max(best, good, key=partial(_changed, own))
            if not reason:
                break
        if words_of(best) == material.text:
            return draft, Outcome(material.item.address, reason or UNCHANGED)
        return self._with(draft, place, material, best, reason)

    def _with(self, draft: Draft, place: int, material: Material, best: Proposal, reason: str) -> tuple[Draft, Outcome]:
        """The draft with what may stand of an item, if the whole may stand with it."""
        after, against = self._examined(draft, place, material, best)
        if not against:
            return after, Outcome(material.item.address, reason, _worded(after, place))
        now, taken = draft, own_words(material)
        for at, each in enumerate(best if len(best) == len(taken) else ()):  # one of them is to blame, not all
            with_one = replaced(taken, at, each)
            after, against_one = self._examined(draft, place, material, with_one)
            if with_one != taken and not against_one:
                now, taken = after, with_one
        return now, Outcome(material.item.address, against, _worded(now, place))

    def _examined(self, draft: Draft, place: int, material: Material, proposal: Proposal) -> tuple[Draft, str]:
        """The draft with a proposal, and why it may not stand."""
        made = sentences_of(material, proposal, self.model.name)
        after = self.examine(with_body(draft, place, material, made))
        return after, refusal_of_whole(draft, self.first, after)

    def _asked(self, material: Material, refused: str, until: float) -> Proposal:
        """What the model proposes; with half of the context where it says that the prompt was too long."""
        try:
            return self._answer(material, self.model.context, refused, until)
        except ContextOverflow:
            return self._answer(material, self.model.context // 2, refused, until)

    def _answer(self, material: Material, context: int, refused: str, until: float) -> Proposal:
        question: Question | None = question_for(material, self.house.examples(material.text), context, refused)
        if question is None:
            raise Unreadable(TOO_LONG)
        return proposal_of("".join(self.model.stream(question.messages, until)), question.sources)


def _worded(draft: Draft, place: int) -> int:
    """Sentences of an item in a model's words."""
    return sum(bool(sentence.model) for sentence in list(draft.items())[place].sentences)


def _changed(own: Proposal, proposal: Proposal) -> int:
    """How many sentences of a proposal are not the item's."""
    told = {each.text for each in own}
    return sum(each.text not in told for each in proposal)


def with_body(draft: Draft, place: int, material: Material, body: Sequence[Sentence]) -> Draft:
    """Put a new body in an item's place.

    Args:
        draft (Draft): As it was.
        place (int): The item's place among `draft.items()`.
        material (Material): The item.
        body (Sequence[Sentence]): What takes the place of its body.

    Returns:
        Draft: Every other item is the same; the task table is the model-free one.
    """
    lead = (material.lead,) if material.lead else ()
    return draft.with_item(place, replace(material.item, sentences=(*lead, *body)))
