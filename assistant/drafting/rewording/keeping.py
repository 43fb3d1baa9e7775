"""A draft of the library is reworded: its newest version in, the next one out, whatever was edited meanwhile kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final

from assistant.chat_model import ChatModel
from assistant.drafting import versions
from assistant.drafting.examining import Desk, examined_again, models_of, plans_of
from assistant.drafting.records import Draft
from assistant.drafting.reimport import Maker, following
from assistant.drafting.rewording.house import House, house_of
from assistant.drafting.rewording.records import Rewording
from assistant.drafting.rewording.story import rewordings
from ingest.errors import BadRequest, Superseded
from ingest.library import DraftId, DraftVersion, Library
from ingest.records import Scope

NOTHING: Final = "没有可以改写的条目：导语、您写的句子和只有几个字的条目不改写"


def _unheard(_: DraftVersion) -> None:
    """Nobody wants to hear of a version."""


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Has a draft reworded and keeps what came of it."""

    library: Library
    desk: Desk
    model: ChatModel
    reader: Scope  # whose draft it is
    kept: Callable[[DraftVersion], None] = _unheard  # hears of the new version, also where a stop has ended it

    def reword(
        self, draft_id: DraftId, told: Callable[[Rewording], None], places: Collection[int] | None = None
    ) -> Rewording:
        """Reword a draft's items one by one; what is done when anything ends it is kept as the next version.

        Args:
            draft_id (DraftId): Which draft.
            told (Callable[[Rewording], None]): Hears how it goes on, before the first item and behind each; what it
                raises ends it.
            places (Collection[int] | None): Of items; None for all that no model has worded yet.

        Returns:
            Rewording: The last one; no version is made where it has reworded nothing.

        Raises:
            BadRequest: There is no such draft for this reader, or its prior years are no longer in the library.
        """
        before = versions.load(self.library, draft_id, reader=self.reader)
        house = house_for(before, self.library, self.reader)
        going_on = rewordings(before, house, self.model, self._examined, places)
        now = next(going_on)
        try:
            told(now)
            for now in going_on:
                told(now)
        finally:  # a stop, too, leaves what was done
            if now.reworded:
                self.kept(self._saved(draft_id, before, now))
        return now

    def by_instruction(self, draft: Draft, place: int, instruction: str) -> Draft | str:
        """Reword one item as the user wants it; nothing is kept.

        Args:
            draft (Draft): Of the library, perhaps with changes.
            place (int): The item's place among `draft.items()`.
            instruction (str): In the user's words; its figures and names are given by the user.

        Returns:
            Draft | str: The draft with this one item reworded, or a Chinese line that says why it was not.
        """
        house = house_for(draft, self.library, self.reader)
        *_, last = rewordings(draft, house, self.model, self._examined, (place,), instruction)
        return last.draft if last.reworded else next((outcome.reason for outcome in last.outcomes), NOTHING)

    def _examined(self, draft: Draft) -> Draft:
        return examined_again(draft, self.library, self.desk, self.reader)

    def _broken_down(self, before: Draft, after: Draft) -> Draft:
        """With the task breakdown of what it says now."""
        return following(before, after, Maker.of(before, self.desk.profile, self.desk.embedding))

    def _saved(self, draft_id: DraftId, before: Draft, now: Rewording) -> DraftVersion:
        """The next version; where somebody makes one at the same moment, what they did is taken in, too."""
        while True:
            number = versions.history(self.library, draft_id, self.reader)[-1].number
            current = versions.load(self.library, draft_id, number, self.reader)
            after = self._examined(self._broken_down(current, merged(current, before, now.draft)))
            try:
                return versions.save(self.library, after, self.reader, now.note, draft_id, number)
            except Superseded:
                continue


def house_for(draft: Draft, library: Library, reader: Scope) -> House:
    """How the unit of a draft writes.

    Args:
        draft (Draft): Of the library.
        library (Library): With the plans of the prior years that it was written from.
        reader (Scope): Who asks.

    Returns:
        House: Of those that are still there; a BadRequest where none is.
    """
    models = models_of(draft, library, reader)
    if models:
        return house_of(models, whole=draft.kind == "总结")
    if plans := plans_of(draft, library, reader):  # of another kind, where the unit has none of this
        return house_of(plans)
    raise BadRequest("没有本单位的往年文件可以对照文风，不能改写。请先收入往年文件再重新起草")


def merged(current: Draft, before: Draft, after: Draft) -> Draft:
    """Put what was reworded into a draft that was edited meanwhile: where both changed an item, the person's stands.

    Args:
        current (Draft): As it is now.
        before (Draft): As it was when the rewording began.
        after (Draft): That with reworded items.

    Returns:
        Draft: Not yet examined.
    """
    pairs = zip(before.items(), after.items(), strict=True)
    reworded = {old.sentences: new.sentences for old, new in pairs if old.sentences != new.sentences}
    for place, item in enumerate(current.items()):
        if item.sentences in reworded:
            current = current.with_item(place, replace(item, sentences=reworded[item.sentences]))
    return current
