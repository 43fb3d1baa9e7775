"""The story of a revision: instruction -> edits -> items -> the draft as it would be, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from assistant.drafting.keys import key_of
from assistant.drafting.records import Draft
from assistant.drafting.reimport import Maker, following
from assistant.drafting.revising.arranging import (
    dropped,
    merged,
    moved,
    part_moved,
    parts_swapped,
    shifted,
    split,
    swapped,
)
from assistant.drafting.revising.composing import with_new
from assistant.drafting.revising.detailing import detailed
from assistant.drafting.revising.finding import Finder
from assistant.drafting.revising.instructions import WAYS, edits_of
from assistant.drafting.revising.records import (
    Add,
    Append,
    Arranging,
    Back,
    Carry,
    Detail,
    Drop,
    Edit,
    Merge,
    Move,
    MovePart,
    Replace,
    Restate,
    Reword,
    Rewrite,
    SetFront,
    SetValue,
    Shift,
    Shorten,
    Split,
    Strike,
    Swap,
    SwapParts,
    Wording,
)
from assistant.drafting.revising.replacing import replaced
from assistant.drafting.revising.sheet import Sheet
from assistant.drafting.revising.stock import Shelf, Stock
from assistant.drafting.revising.values import front_set, value_set
from assistant.drafting.revising.wording import appended, carried, restated, rewritten, shortened, struck
from assistant.drafting.stored import to_json
from ingest.errors import BadRequest

NOTE_CHARS: Final = 60

# A language model's part: the draft, an item's place in it and the instruction in, the draft with this one item
# reworded out, or a Chinese line that says why it was not.
Reworder = Callable[[Draft, int, str], Draft | str]


@dataclass(frozen=True, slots=True)
class Revision:
    """What an instruction makes of a draft; nothing is kept yet."""

    instruction: str
    before: Draft
    after: Draft  # without findings and style score
    sheet: Sheet  # which item became which
    back: Back | None = None  # the version that comes back, where nothing else was asked for

    @property
    def note(self) -> str:
        """A line for the draft's history."""
        words = self.instruction
        return f"按意见修改：{words if len(words) <= NOTE_CHARS else f'{words[:NOTE_CHARS]}……'}"

    @property
    def fingerprint(self) -> str:
        """Tells whether another revision would make the same of the draft."""
        return key_of(to_json(self.after))


def revised(
    draft: Draft, instruction: str, stock: Stock, given: int | None = None, reword: Reworder | None = None
) -> Revision:
    """Work out what an instruction makes of a draft.

    Args:
        draft (Draft): As it is.
        instruction (str): One sentence of the user's, perhaps with several edits.
        stock (Stock): What new sentences may be taken from.
        given (int | None): Place of the item that 这条 means.
        reword (Reworder | None): Words an item anew with a language model; None where there is none.

    Returns:
        Revision: All other items have their very sentences.

    Raises:
        BadRequest: Some part of it is not understood, means no item or several, cannot be done, or changes nothing.
    """
    finder, sheet = Finder.of(draft, given), Sheet.of(draft)
    shelf = Shelf.of(draft, stock)
    work = _Work(finder, shelf, instruction, reword)
    for edit in edits_of(instruction, is_at_item=given is not None):
        sheet = work.done(sheet, edit)
    settled = sheet.settled()
    if _told(settled) == _told(draft):
        raise BadRequest("这样改和原来一样，草稿没有改动")
    after = following(draft, settled, Maker(shelf.brief, stock.library.profile(), stock.embedding))
    return Revision(instruction.strip(), draft, after, sheet)


def _told(draft: Draft) -> list[tuple[object, ...]]:
    """What a draft says, line by line, and whom it charges with what."""
    return [*((line.text,) for line in draft.lines()), *((task.lead, task.responsible) for task in draft.tasks)]


@dataclass(frozen=True, slots=True)
class _Work:
    """What edits are carried out with."""

    finder: Finder
    shelf: Shelf
    instruction: str
    reword: Reworder | None

    def done(self, sheet: Sheet, edit: Edit) -> Sheet:
        """One edit carried out."""
        match edit:
            case Drop() | Merge() | Move() | Shift() | Swap() | SwapParts() | MovePart() | Split():
                return self._arranged(sheet, edit)
            case Strike() | Carry() | Append() | Replace() | SetValue() | SetFront() | Restate() | Rewrite():
                return self._worded(sheet, edit)
            case Add():
                return with_new(sheet, edit, self.finder, self.shelf)
            case Detail():
                return self._or_reworded(sheet, edit, lambda: detailed(sheet, edit, self.finder, self.shelf))
            case Shorten():
                return self._or_reworded(sheet, edit, lambda: shortened(sheet, edit, self.finder))
            case Reword() if self.reword:
                return self._reworded(sheet, edit, self.reword)
            case Reword():
                raise BadRequest(f"“{edit.wish}”要有语言模型才能做，现在没有，草稿没有改动。{WAYS}")

    def _arranged(self, sheet: Sheet, edit: Arranging) -> Sheet:
        match edit:
            case Drop():
                return dropped(sheet, edit, self.finder)
            case Merge():
                return merged(sheet, edit, self.finder)
            case Move():
                return moved(sheet, edit, self.finder)
            case Shift():
                return shifted(sheet, edit, self.finder)
            case Swap():
                return swapped(sheet, edit, self.finder)
            case SwapParts():
                return parts_swapped(sheet, edit, self.finder)
            case MovePart():
                return part_moved(sheet, edit, self.finder)
            case Split():
                return split(sheet, edit, self.finder)

    def _worded(self, sheet: Sheet, edit: Wording) -> Sheet:
        match edit:
            case Strike():
                return struck(sheet, edit, self.finder)
            case Append():
                return appended(sheet, edit, self.finder)
            case Replace():
                return replaced(sheet, edit, self.finder)
            case SetValue():
                return value_set(sheet, edit, self.finder)
            case SetFront():
                return front_set(sheet, edit, self.finder)
            case Carry():
                return carried(sheet, edit, self.finder)
            case Restate():
                return restated(sheet, edit, self.finder)
            case Rewrite():
                return rewritten(sheet, edit, self.finder)

    def _or_reworded(self, sheet: Sheet, edit: Detail | Shorten, plainly: Callable[[], Sheet]) -> Sheet:
        """What can be done without a model, whose sentences are a source's; where nothing can, the model's words."""
        self.finder.block_of(edit.target)  # an address that means nothing is nothing for a model
        try:
            return plainly()
        except BadRequest as error:
            if self.reword is None:
                raise
            try:
                return self._reworded(sheet, edit, self.reword)
            except BadRequest as refused:
                raise BadRequest(f"{error}。语言模型也没有改成：{refused}") from None

    def _reworded(self, sheet: Sheet, edit: Detail | Shorten | Reword, reword: Reworder) -> Sheet:
        """The model's words for one item; whatever else it has changed is left out."""
        place = self.finder.block_of(edit.target)[0]
        if sheet.items[place] is not self.finder.items[place]:
            raise BadRequest(f"同一条（{sheet.items[place].address}）前面已经改过，后面又要改。请分开说，草稿没有改动")
        found = reword(sheet.draft, place, self.instruction)
        if isinstance(found, str):
            raise BadRequest(found)
        return sheet.changed(place, replace(sheet.items[place], sentences=list(found.items())[place].sentences))
