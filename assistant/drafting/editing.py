"""One item of a draft is rewritten by hand: a draft, the item's place and its new words in, the draft as it is now out.

The change goes the way that an edited Word document goes (`reimport`), so that it leaves the same provenance: a
sentence that was not touched keeps class, sources and edits, and every other item stays as it is. Pure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from assistant.drafting.records import Draft, DraftItem, Section, Sentence
from assistant.drafting.reimport import reimport
from ingest.errors import BadRequest

EDITED: Final = "网页上的修改"  # as sources name what was typed


def words_of(item: DraftItem) -> str:
    """What of an item can be rewritten: its sentences, without the label."""
    return "".join(sentence.text for sentence in item.sentences)


def edited(draft: Draft, place: int, text: str) -> Draft:
    """Put new words in an item's place.

    Args:
        draft (Draft): As it was.
        place (int): The item's place among `draft.items()`, 0 for the first.
        text (str): Its words without the label; an item is one paragraph, so that line ends are closed up.

    Returns:
        Draft: As it is now, without findings and style score; the very same where nothing was changed.

    Raises:
        BadRequest: There is no such item, nothing is left of it, or its words would be another item or a heading.
    """
    items = list(draft.items())
    if not 0 <= place < len(items):
        raise BadRequest("草稿里没有这一条。请刷新页面后重试")
    words = "".join(line.strip() for line in text.splitlines())
    if not words:
        raise BadRequest("条目不能为空。请写上内容；整条不要的，请导出 Word 删去后再收回来")
    if words == words_of(items[place]):
        return draft
    after = reimport(draft, tuple(_with(draft, place, words).lines()), EDITED)
    _check_others(draft, after, place)
    return after


def _with(draft: Draft, place: int, words: str) -> Draft:
    """The draft as a text with the new words, whose provenance is still to be found."""
    item = replace(list(draft.items())[place], sentences=(Sentence(words, "用户给定", ()),))
    return draft.with_item(place, item)


def _check_others(before: Draft, after: Draft, place: int) -> None:
    """A text that begins with a number of its own, or looks like a signature, would be read as something else."""
    if _frame(before, place) != _frame(after, place):
        raise BadRequest("这样写会被当作标题、落款或另一条。请去掉开头的序号、单独成行的日期或单位名称后再保存")


def _frame(draft: Draft, place: int) -> object:
    """All of a draft's text but the words of one item. Addresses are left out: a reader of the text counts anew."""
    kept = [(item.label, item.sentences if at != place else ()) for at, item in enumerate(draft.items())]
    outer = (draft.title, draft.addressees, draft.signer, draft.issued)
    return outer, [_outline(section) for section in draft.sections], kept


def _outline(section: Section) -> tuple[str, Sentence, int]:
    return section.label, section.heading, len(section.items)
