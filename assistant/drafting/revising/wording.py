"""Words of one item changed, without a model: replaced, set, appended, struck, shortened. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.drafting.editing import edited
from assistant.drafting.examining import outline_of_draft
from assistant.drafting.provenance import INSTRUCTED
from assistant.drafting.records import BLANK, Draft, DraftItem, Section, Sentence, Source
from assistant.drafting.reimport import traced
from assistant.drafting.reimport.cutting import Knife, Slice
from assistant.drafting.revising.finding import Block, Finder
from assistant.drafting.revising.records import Append, Replace, Rewrite, SetValue, Shorten, Strike, Target
from assistant.drafting.revising.sheet import Sheet
from assistant.drafting.writing.sentences import stopped
from ingest.errors import BadRequest
from ingest.extraction import extraction_of
from ingest.labels import label_of
from ingest.obligations.clauses import sentences_of
from ingest.records import Requirement

_BLANK: Final = re.compile(rf"{re.escape(BLANK)}：(?P<what>[^】]*)】")
_EVENT: Final = re.compile(r"(?:[后前起]|任职|到岗|印发)$")
_EMPTIED: Final = re.compile(r"“”|《》|（）")
_STOPS: Final = "。：，；"
_COUNTED: Final = re.compile(r"(?:次数|数量|人数|比例|占比|频次|时间)$")  # 警示教育大会次数
_AMOUNT: Final = re.compile(r"\d+(?:\.\d+)?(?:%|％|[\u4e00-\u9fff])?")
_BOUND: Final = re.compile(r"(?:不少于|不低于|不超过|不高于|不多于|至少|至多)")
_FIELDS: Final[dict[str, Callable[[Requirement], str]]] = {
    "时限": lambda requirement: requirement.deadline,
    "频次": lambda requirement: requirement.frequency,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a sentence of an item."""

    item: int
    sentence: int
    start: int
    words: str


def given_sentence(text: str, draft: Draft, address: str) -> Sentence:
    """A sentence of the user's own words.

    Args:
        text (str): As it is to stand, with its stop.
        draft (Draft): In which.
        address (str): Of the item that it was given for; "" for a new one.

    Returns:
        Sentence: 用户给定, or 待补 where a blank is in it.
    """
    source = Source("fact", INSTRUCTED, 0, draft.title, draft.year, address, text, 0, len(text))
    return Sentence(text, "待补" if BLANK in text else "用户给定", (source,))


def given_sentences(words: str, draft: Draft, address: str) -> tuple[Sentence, ...]:
    """The user's own words, sentence by sentence, each with its stop; a number before them goes.

    Args:
        words (str): As typed.
        draft (Draft): In which.
        address (str): Of the item that they were given for; "" for a new one.

    Returns:
        tuple[Sentence, ...]: At least one.

    Raises:
        BadRequest: There are no words behind the number.
    """
    _, cut = Knife.of(()).cut(Slice(stopped(words), 0))
    if not any(each.text.strip(_STOPS) for each in cut):
        raise BadRequest("没有写内容，草稿没有改动。请在“：”后面写上")
    return tuple(given_sentence(each.text, draft, address) for each in cut)


# --- words for words --------------------------------------------------------------------------------------------------


def replaced(sheet: Sheet, edit: Replace, finder: Finder) -> Sheet:
    """With other words in one item; each place of them where the user says so."""
    places = list(_occurrences(sheet, edit.old, _places(edit.target, finder, sheet)))
    where = f"{_address(edit.target, finder)}里" if edit.target else "草稿里"
    if not places:
        raise BadRequest(f"{where}没有“{edit.old}”，草稿没有改动。请照原文写")
    items = list(dict.fromkeys(place.item for place in places))
    if len(items) > 1:
        raise BadRequest(f"写有“{edit.old}”的有 {len(items)} 条：{finder.nearest(items)}。请写明是哪一条，草稿没有改动")
    if len(places) > 1 and not edit.is_every:
        raise BadRequest(f"{where}有 {len(places)} 处“{edit.old}”，草稿没有改动。请多写几个字，或说“都改为”")
    return _with_words(sheet, places, edit.new)


def _places(target: Target | None, finder: Finder, sheet: Sheet) -> Collection[int]:
    """The paragraphs that an edit may touch: those of the item, or all."""
    return finder.block_of(target) if target else [place for order in sheet.orders for place in order]


def _address(target: Target, finder: Finder) -> str:
    return finder.items[finder.block_of(target)[0]].address


def _occurrences(sheet: Sheet, words: str, places: Collection[int]) -> Iterator[Place]:
    """Where words stand; 2次 does not stand in 12次."""
    exactly = re.compile(rf"(?<!\d(?=\d)){re.escape(words)}(?!(?<=\d)\d)")
    for place in places:
        for number, sentence in enumerate(sheet.items[place].sentences):
            yield from (Place(place, number, match.start(), words) for match in exactly.finditer(sentence.text))


def _with_words(sheet: Sheet, places: Sequence[Place], new: str) -> Sheet:
    """With other words in places of one item; a sentence of which nothing is left goes."""
    at = places[0].item
    item = sheet.items[at]
    texts = [sentence.text for sentence in item.sentences]
    changed = sheet
    for place in reversed(places):  # so that the offsets of those before still hold
        before = texts[place.sentence]
        texts[place.sentence] = before[: place.start] + new + before[place.start + len(place.words) :]
        if emptied := _EMPTIED.search(texts[place.sentence]):
            raise BadRequest(f"这样只剩下空的{emptied[0]}，草稿没有改动。请写明整句改成什么")
        changed = changed.worded(at, before, place.start, place.words, new)
    pairs = zip(item.sentences, texts, strict=True)
    kept = [_reworded(old, text, sheet.draft, item.address) for old, text in pairs if text.strip("。；，、： ")]
    return changed.changed(at, _with_sentences(item, kept))


def _reworded(sentence: Sentence, text: str, draft: Draft, address: str) -> Sentence:
    """A sentence with the user's words in it, and what it came from; the very same where nothing was changed."""
    return traced(given_sentence(text.strip(), draft, address), [sentence])


def _with_sentences(item: DraftItem, sentences: Sequence[Sentence]) -> DraftItem:
    if not sentences:
        raise BadRequest(f"{item.address}这样就没有内容了，草稿没有改动。整条不要的，请说“删去{item.address}”")
    return replace(item, sentences=tuple(sentences))


# --- values -----------------------------------------------------------------------------------------------------------


def value_set(sheet: Sheet, edit: SetValue, finder: Finder) -> Sheet:
    """With another value where an item states it, or in the blank that waits for it."""
    if edit.name == "标题" and edit.target:
        return _titled(sheet, finder.block_of(edit.target), edit.value)
    places = _places(edit.target, finder, sheet)
    found = list(_blanks(sheet, edit.name, places))
    if not found and edit.target:
        found = list(_stated(sheet, edit.name, places, is_bound=bool(_BOUND.match(edit.value))))
    words = list(dict.fromkeys(place.words for place in found))
    where = _address(edit.target, finder) if edit.target else "草稿"
    if not found:
        raise BadRequest(f"{where}里没有写明{edit.name}，草稿没有改动。可以这样说：给这条补一句：…")
    if len(found) > 1:
        told = "、".join(words) if len(words) > 1 else f"{len(found)} 处{words[0]}"
        raise BadRequest(f"{where}里{edit.name}不止一个（{told}），草稿没有改动。请照原文写：把“…”改为“{edit.value}”")
    if any(_is_counted_from(sheet, place) for place in found):
        raise BadRequest(f"{where}的{edit.name}是从某件事算起的（{words[0]}），草稿没有改动。请照原文写：把“…”改为“…”")
    return _with_words(sheet, found, edit.value)


def _is_counted_from(sheet: Sheet, place: Place) -> bool:
    """Whether a value goes on from an event: 竣工后3个月内, 任职1年内."""
    before = sheet.items[place.item].sentences[place.sentence].text[: place.start]
    return bool(_EVENT.search(before)) and not place.words.startswith(BLANK)


def _titled(sheet: Sheet, block: Block, title: str) -> Sheet:
    if not title.rstrip(_STOPS):
        raise BadRequest("没有写明改成什么，草稿没有改动。请写全，例如“标题改为‘抓好班组学习’”")
    lead = sheet.items[block[0]].sentences[0].text
    return _with_words(sheet, [Place(block[0], 0, 0, lead.rstrip(_STOPS))], title.rstrip(_STOPS))


def _blanks(sheet: Sheet, name: str, places: Collection[int]) -> Iterator[Place]:
    """【待补：发展党员人数】, for 发展党员人数 or 发展党员."""
    for place in places:
        for number, sentence in enumerate(sheet.items[place].sentences):
            for match in _BLANK.finditer(sentence.text):
                if name in match["what"] or match["what"] in name:
                    yield Place(place, number, match.start(), match[0])


def _stated(sheet: Sheet, name: str, places: Collection[int], *, is_bound: bool) -> Iterator[Place]:
    """What an item states as its 时限 or 频次; of other names the numbers of the clauses that have the name.

    Where the new value has a bound (不低于70%), the old one's goes with it.
    """
    for place in places:
        for number, sentence in enumerate(sheet.items[place].sentences):
            found = _values(sheet.draft, sentence, name) if name in _FIELDS else _amounts(sentence, name)
            for start, words in found:
                bound = re.search(rf"{_BOUND.pattern}$", sentence.text[:start]) if is_bound else None
                whole = f"{bound[0] if bound else ''}{words}"
                yield Place(place, number, start + len(words) - len(whole), whole)


Found = list[tuple[int, str]]  # offset in the sentence, and the words there


def _values(draft: Draft, sentence: Sentence, name: str) -> Found:
    """The raw values of a kind that the requirements in a sentence state."""
    stated = (_FIELDS[name](each) for each in _requirements(draft, sentence))
    values = dict.fromkeys(value for value in stated if value)
    return [(match.start(), value) for value in values for match in re.finditer(re.escape(value), sentence.text)]


def _amounts(sentence: Sentence, name: str) -> Found:
    clauses = [clause for cut in sentences_of(sentence.text, 0) for clause in cut.clauses]
    named = [clause for clause in clauses if name in clause.text]
    bare = _COUNTED.sub("", name)
    told = named or [clause for clause in clauses if bare and bare in clause.text]
    return [(clause.start + amount.start(), amount[0]) for clause in told for amount in _AMOUNT.finditer(clause.text)]


def rewritten(sheet: Sheet, edit: Rewrite, finder: Finder) -> Sheet:
    """With all of an item's words as the user has them; sentences that are the same keep what they came from."""
    place = finder.block_of(edit.target)[0]
    item = sheet.items[place]
    if item is not finder.items[place]:
        raise BadRequest(f"同一条（{item.address}）前面已经改过，后面又要改。请分开说，草稿没有改动")
    label = label_of(edit.words)
    words = edit.words[label.length if label else 0 :]
    stop = item.text[-1] if item.text.endswith(("；", "：")) else ""  # of a list's member, or before a list
    after = edited(sheet.draft, place, stopped(words.rstrip(_STOPS) + stop))
    return sheet.changed(place, replace(item, sentences=list(after.items())[place].sentences))


# --- sentences --------------------------------------------------------------------------------------------------------


def appended(sheet: Sheet, edit: Append, finder: Finder) -> Sheet:
    """With a sentence of the user's behind an item."""
    place = finder.block_of(edit.target)[-1]
    item = sheet.items[place]
    given = given_sentences(edit.words, sheet.draft, item.address)
    return sheet.changed(place, replace(item, sentences=(*item.sentences, *given)))


def struck(sheet: Sheet, edit: Strike, finder: Finder) -> Sheet:
    """Without one sentence of an item."""
    place = finder.block_of(edit.target)[0]
    item = sheet.items[place]
    at = edit.sentence - 1 if edit.sentence >= 0 else len(item.sentences) - 1
    if not 0 <= at < len(item.sentences):
        raise BadRequest(f"{item.address}只有 {len(item.sentences)} 句，没有第 {edit.sentence} 句，草稿没有改动")
    return sheet.changed(place, _with_sentences(item, [*item.sentences[:at], *item.sentences[at + 1 :]]))


def shortened(sheet: Sheet, edit: Shorten, finder: Finder) -> Sheet:
    """Without the sentences of an item that ask for nothing and answer no problem; its lead stays."""
    place = finder.block_of(edit.target)[0]
    item = sheet.items[place]
    lead, *others = item.sentences
    kept = [sentence for sentence in others if _is_needed(sheet.draft, sentence)]
    if len(kept) == len(others) or not kept:
        raise BadRequest(
            f"{item.address}每一句都是要求，不能自动删短，草稿没有改动。请指明删哪一句，例如“删去{item.address}的最后一句”"
        )
    return sheet.changed(place, replace(item, sentences=(lead, *kept)))


def _is_needed(draft: Draft, sentence: Sentence) -> bool:
    """Whether a sentence asks for something, carries a document out, or stands for a superior's demand or a problem."""
    answers = any(source.role in ("superior", "problem") for source in sentence.sources)
    tells = BLANK in sentence.text or "《" in sentence.text or sentence.text.endswith("：")
    return answers or tells or bool(_requirements(draft, sentence))


def _requirements(draft: Draft, sentence: Sentence) -> Sequence[Requirement]:
    """What a sentence asks for, read like a document that says nothing else."""
    alone = Section("", replace(sentence, text=""), (DraftItem("", "", (sentence,)),))
    return extraction_of(outline_of_draft(replace(draft, sections=(alone,), signer=""))).requirements
