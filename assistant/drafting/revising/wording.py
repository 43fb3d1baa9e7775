"""Sentences of one item: appended, struck, restated, all rewritten, those left out that ask for nothing. Pure."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.editing import edited
from assistant.drafting.records import BLANK, Draft, Sentence
from assistant.drafting.reimport import traced
from assistant.drafting.revising.finding import Finder
from assistant.drafting.revising.given import (
    STOPS,
    followed,
    given_sentences,
    headed_by,
    sentence_at,
    sentences_told,
    unnumbered,
)
from assistant.drafting.revising.records import Append, Carry, Restate, Rewrite, Shorten, Strike
from assistant.drafting.revising.replacing import with_sentences
from assistant.drafting.revising.sheet import Sheet
from assistant.drafting.revising.values import requirements_in
from assistant.drafting.writing.sentences import stopped
from ingest.errors import BadRequest


def appended(sheet: Sheet, edit: Append, finder: Finder) -> Sheet:
    """With a sentence of the user's behind an item's own, or behind or before one of them."""
    block = finder.block_of(edit.target)
    place = sheet.end_of(block) if edit.behind == -1 else block[0]
    item = sheet.items[place]
    title = headed_by(item)
    at = edit.behind + title if edit.behind >= 0 else len(item.sentences) + edit.behind + 1
    if not title <= at <= len(item.sentences):
        raise BadRequest(f"{sentences_told(item)}，草稿没有改动。请看清是哪一句")
    given = given_sentences(edit.words, sheet.draft, item.address)
    return sheet.changed(place, replace(item, sentences=(*followed(item.sentences[:at], given), *item.sentences[at:])))


def struck(sheet: Sheet, edit: Strike, finder: Finder) -> Sheet:
    """Without one sentence of an item, or several on end."""
    place = finder.block_of(edit.target)[0]
    item = sheet.items[place]
    at = sentence_at(item, edit.sentence)
    return sheet.changed(place, with_sentences(item, [*item.sentences[:at], *item.sentences[at + edit.count :]]))


def carried(sheet: Sheet, edit: Carry, finder: Finder) -> Sheet:
    """With one sentence of an item at the end of another one, as it is."""
    place, into = finder.block_of(edit.target)[0], sheet.end_of(finder.block_of(edit.into))
    sentence = sheet.items[place].sentences[sentence_at(sheet.items[place], edit.sentence)]
    if place == into:
        raise BadRequest(f"这一句已经在{sheet.items[place].address}里了，草稿没有改动。请写明移到哪一条")
    without = struck(sheet, Strike(edit.target, edit.sentence), finder)
    goal = without.items[into]
    return without.changed(into, replace(goal, sentences=followed(goal.sentences, [sentence])))


def restated(sheet: Sheet, edit: Restate, finder: Finder) -> Sheet:
    """With all of a sentence's words as the user has them."""
    place = finder.block_of(edit.target)[0]
    item = sheet.items[place]
    at = sentence_at(item, edit.sentence)
    old = item.sentences[at]
    stop = old.text[-1] if old.text.endswith(("；", "：")) else ""  # of a list's member, or before a list
    given = given_sentences(edit.words.rstrip(STOPS) + stop, sheet.draft, item.address)
    new = tuple(traced(sentence, [old]) for sentence in given)
    words = "".join(sentence.text for sentence in new).rstrip(STOPS)
    told = sheet.worded(place, old.text, 0, old.text.rstrip(STOPS), words)
    return told.changed(place, replace(item, sentences=(*item.sentences[:at], *new, *item.sentences[at + 1 :])))


def rewritten(sheet: Sheet, edit: Rewrite, finder: Finder) -> Sheet:
    """With all of an item's words as the user has them; sentences that are the same keep what they came from."""
    place = finder.block_of(edit.target)[0]
    item = sheet.items[place]
    if item is not finder.items[place]:
        raise BadRequest(f"同一条（{item.address}）前面已经改过，后面又要改。请分开说，草稿没有改动")
    words = unnumbered(edit.words, item.label)
    stop = item.text[-1] if item.text.endswith(("；", "：")) else ""  # of a list's member, or before a list
    after = edited(sheet.draft, place, stopped(words.rstrip(STOPS) + stop))
    return sheet.changed(place, replace(item, sentences=list(after.items())[place].sentences))


def shortened(sheet: Sheet, edit: Shorten, finder: Finder) -> Sheet:
    """Without the sentences of an item that ask for nothing and answer no problem; its lead stays."""
    place = finder.block_of(edit.target)[0]
    item = sheet.items[place]
    lead, *others = item.sentences
    kept = [sentence for sentence in others if _is_needed(sheet.draft, sentence)]
    if len(kept) == len(others) or not kept:
        why = "每一句都是要求" if kept else "分不出哪一句可以删"
        raise BadRequest(
            f"{item.address}{why}，不能自动删短，草稿没有改动。请指明删哪一句，例如“删去{item.address}的最后一句”"
        )
    return sheet.changed(place, replace(item, sentences=(lead, *kept)))


def _is_needed(draft: Draft, sentence: Sentence) -> bool:
    """Whether a sentence asks for something, carries a document out, or stands for a superior's demand or a problem."""
    answers = any(source.role in ("superior", "problem") for source in sentence.sources)
    tells = BLANK in sentence.text or "《" in sentence.text or sentence.text.endswith("：")
    return answers or tells or bool(requirements_in(draft, sentence))
