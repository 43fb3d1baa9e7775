"""A draft over the sample library, a model at a local endpoint, and what rewording makes of both."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.chat_model import EndpointModel
from assistant.drafting.examining import examined_again
from assistant.drafting.making import Order, brief_for, desk_of
from assistant.drafting.records import Draft
from assistant.drafting.rewording import House, Rewording, house_of, rewordings
from assistant.drafting.rewording.guard import sifted
from assistant.drafting.rewording.material import material_of
from assistant.drafting.rewording.records import Proposed
from assistant.drafting.rewording.story import Examine
from assistant.drafting.story import draft_of, plan_of
from assistant.wording.claims import grams, share
from assistant.wording.endpoint import Endpoint
from ingest.home import Home
from ingest.records import EVERYONE
from tests.endpoint.helpful import REWORDED
from tests.endpoint.material import KEY
from tests.endpoint.server import Call, Script, playing


@dataclass(frozen=True, slots=True)
class Bench:
    """A model-free draft, the house that it is written in, and how drafts are examined."""

    draft: Draft
    house: House
    examine: Examine

    def reworded(
        self, script: Script, *addresses: str, draft: Draft | None = None, seconds: float = 30.0, context: int = 6000
    ) -> Rewording:
        """What rewording comes to, of the items at these addresses or of all, when the endpoint plays a script."""
        before = draft or self.draft
        places = {place for place, item in enumerate(before.items()) if item.address in addresses}
        with playing(script) as endpoint:
            model = EndpointModel(Endpoint(endpoint.url, "local", KEY, seconds, context))
            return [*rewordings(before, self.house, model, self.examine, places or None)][-1]

    def title(self, address: str) -> str:
        """An item's lead, or its first sentence: what a prompt tells it apart by."""
        return next(item.sentences[0].text for item in self.draft.items() if item.address == address)

    def body(self, address: str) -> tuple[str, ...]:
        """The sentences of an item, without its lead."""
        place, item = next((n, item) for n, item in enumerate(self.draft.items()) if item.address == address)
        material = material_of(self.draft, place, self.house)
        assert material, item
        return tuple(sentence.text for sentence in material.body)


def bench_of(home: Home, year: int = 2026) -> Bench:
    """Over the sample library."""
    library = home.library
    desk = desk_of(library, home.embedding, EVERYONE)
    brief = brief_for(library, Order(year), EVERYONE)
    planned = plan_of(brief, desk.embedding)
    made = examined_again(draft_of(brief, planned, planned.plan, desk), library, desk)
    house = house_of([reading.outline for reading in brief.prior])
    return Bench(made, house, lambda draft: made if draft is made else examined_again(draft, library, desk))


@dataclass(frozen=True, slots=True)
class Asked:
    """An item as a model finds it in its prompt."""

    title: str
    item: tuple[str, ...]
    sources: tuple[str, ...]
    refused: str

    @property
    def name(self) -> str:
        """What tells it apart: its title, else its first sentence."""
        return self.title or self.item[0]

    @classmethod
    def of(cls, call: Call) -> Asked:
        """Read the prompt."""
        parts = call.request["messages"][-1]["content"].split("\n\n")
        title, item, _, sources, _, rest = parts[:6]
        refused = rest.partition("原因：")[2]
        return cls(*_texts(title), tuple(_texts(item)), tuple(_texts(sources)), refused)


def _texts(part: str) -> list[str]:
    lines = [json.loads(line) for line in part.splitlines() if line.startswith("{")]
    return [line.get("文字") if "文字" in line else line["原文"] for line in lines]


def replying(words: Callable[[Asked], Sequence[str]]) -> Script:
    """An endpoint that answers in the form that is asked for."""

    def script(call: Call) -> None:
        asked = Asked.of(call)
        call.say(formed(words(asked), len(asked.sources)))

    return script


def formed(sentences: Sequence[str], sources: int) -> str:
    """Sentences as the JSON that is asked for, each with all sources."""
    numbers = list(range(1, sources + 1))
    told = [{"文字": sentence, "来源": numbers} for sentence in sentences]
    return json.dumps({"句子": told}, ensure_ascii=False)


def helping(titles: Mapping[str, Sequence[str]]) -> Script:
    """An endpoint that has words for the items of these titles, and gives all others back as they are."""
    return replying(lambda asked: titles.get(asked.name, asked.item))


def nearest(asked: Asked) -> Sequence[str]:
    """The helpful words for the item of the sample library that is most like this one."""
    own = grams("".join(asked.item))
    return max(REWORDED.values(), key=lambda words: share(own, grams("".join(words))))


SENTENCE: Final = re.compile(r"[^。]+。?")


def sifted_body(bench: Bench, address: str, body: str) -> tuple[list[str], list[str], str]:
    """What the guard makes of a body: its sentences that are not the item's, those of them that may stand, why not all."""
    place = next(place for place, item in enumerate(bench.draft.items()) if item.address == address)
    material = material_of(bench.draft, place, bench.house)
    assert material
    told = SENTENCE.findall(body)
    good, reason = sifted(material, tuple(Proposed(each, ()) for each in told))
    own = bench.body(address)
    changed = [each for each in told if each not in own]
    return changed, [each.text for each in good if each.text in changed], reason
