"""Items dropped, merged, moved and taken apart. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.drafting.records import OPENING, DraftItem, Sentence
from assistant.drafting.revising.finding import Block, Finder
from assistant.drafting.revising.records import Drop, Merge, Move, Split
from assistant.drafting.revising.sheet import Sheet
from assistant.drafting.writing.sentences import stopped
from ingest.errors import BadRequest


def dropped(sheet: Sheet, edit: Drop, finder: Finder) -> Sheet:
    """Without some items, and their members."""
    blocks = [block for target in edit.targets for block in finder.blocks_of(target)]
    _check_opening(sheet, blocks)
    places = [place for block in blocks for place in block]
    if len(places) == sum(len(order) for order in sheet.orders):
        raise BadRequest("这样一条也不剩了，草稿没有改动。整份草稿不要的，请删除草稿")
    return sheet.without(places)


def merged(sheet: Sheet, edit: Merge, finder: Finder) -> Sheet:
    """Several items as one, in the place of the first and with its lead; no sentence is lost."""
    blocks = [block for target in edit.targets for block in finder.blocks_of(target)]
    first = finder.block_of(edit.into) if edit.into else None
    main, *others = [first, *blocks] if first else sorted(blocks)
    if not others or len({block[0] for block in (main, *others)}) <= len(others):
        raise BadRequest("合并至少要两条不同的条目，草稿没有改动。请写明是哪几条，例如“把第二部分一、二两条合并”")
    _check_opening(sheet, [main, *others])
    for other in others:
        sheet, main = _joined(sheet, main, other)
    return sheet


def _joined(sheet: Sheet, main: Block, other: Block) -> tuple[Sheet, Block]:
    """Another item's sentences behind the main one's; behind a list they are one more member of it."""
    head, second = sheet.items[main[0]], sheet.items[other[0]]
    section = sheet.section_of(main[0])
    bare = replace(sheet.without(other), joined=(*sheet.joined, (other[0], main[0])))
    if len(main) > 1:
        label = sheet.items[main[-1]].label
        sentences = tuple(sentence for place in other for sentence in sheet.items[place].sentences)
        grown = bare.added([DraftItem(label, "", sentences, head.row)], section, main[-1])
        return grown, (*main, len(sheet.items))
    *before, last = head.sentences
    joint = replace(last, text=stopped(last.text))  # a lead may have no stop
    told = replace(head, sentences=(*before, joint if second.sentences else last, *second.sentences))
    return bare.changed(main[0], told).placed(other[1:], section, main[0]), (*main, *other[1:])


def moved(sheet: Sheet, edit: Move, finder: Finder) -> Sheet:
    """Items, with their members, in another place."""
    blocks = [block for target in edit.targets for block in finder.blocks_of(target)]
    _check_opening(sheet, blocks)
    beside = finder.block_of(edit.beside) if edit.beside else None
    if beside in blocks:
        raise BadRequest("不能把一条移到它自己的前面或后面，草稿没有改动。请写明移到哪里")
    places = list(dict.fromkeys(place for block in blocks for place in block))
    lifted = sheet.without(places)
    section, behind = _goal(lifted, edit, finder, beside, sheet.section_of(places[0]))
    for block in blocks:
        lead = sheet.items[block[0]]
        if sheet.section_of(block[0]) != section and lead.label != lifted.label_in(section):
            lifted = replace(lifted, items={**lifted.items, block[0]: replace(lead, label=lifted.label_in(section))})
    after = lifted.placed(places, section, behind)
    if after.orders == sheet.orders:
        raise BadRequest("这一条已经在那里了，草稿没有改动")
    return replace(after, moved=after.moved.union(block[0] for block in blocks))


def _goal(sheet: Sheet, edit: Move, finder: Finder, beside: Block | None, own: int) -> tuple[int, int | None]:
    """The section that items go to, and the item that they stand behind; None at the head of it."""
    if beside is None:
        section = finder.section_of(edit.part) if edit.part else own
        order = sheet.orders[section]
        return section, order[-1] if edit.at == "last" and order else None
    section = sheet.section_of(beside[0])
    if sheet.items[beside[0]].address == OPENING:
        raise BadRequest("条目不能移到导语旁边，草稿没有改动。请写明移到哪一部分")
    order = sheet.orders[section]
    at = order.index(beside[0])
    return section, beside[-1] if not edit.is_before else order[at - 1] if at else None


def split(sheet: Sheet, edit: Split, finder: Finder) -> Sheet:
    """One item as two, cut before one of its sentences."""
    block = finder.block_of(edit.target)
    _check_opening(sheet, [block])
    item = sheet.items[block[0]]
    if len(block) > 1:
        raise BadRequest(f"{item.address}下面还有分项，不能这样拆，草稿没有改动。可以把分项移到别处")
    at = _cut(item, edit.words)
    first, second = (
        replace(item, sentences=item.sentences[:at]),
        replace(item, sentences=item.sentences[at:], address=""),
    )
    section = sheet.section_of(block[0])
    return sheet.changed(block[0], first).added([second], section, block[0])


def _cut(item: DraftItem, words: str) -> int:
    if words:
        found = [n for n, sentence in enumerate(item.sentences) if sentence.text.startswith(words)]
        if len(found) != 1 or found[0] == 0:
            raise BadRequest(f"{item.address}里没有从“{words}”开头的句子可以另起一条，草稿没有改动。请写明一句话的开头")
        return found[0]
    if len(item.sentences) != 2:
        raise BadRequest(
            f"{item.address}有 {len(item.sentences)} 句，不能确定从哪里拆，草稿没有改动。"
            "请写明从哪一句起：从“…”起另起一条"
        )
    return 1


def added(sheet: Sheet, sentences: Sequence[Sentence], row: str, section: int, behind: int | None) -> Sheet:
    """A new item, numbered like those around it.

    Args:
        sheet (Sheet): Where.
        sentences (Sequence[Sentence]): Its own, the lead first.
        row (str): Key of its row in the plan.
        section (int): Where it goes.
        behind (int | None): The item that it stands behind; None is the section's end.

    Returns:
        Sheet: With it.
    """
    item = DraftItem(sheet.label_in(section), "", tuple(sentences), row)
    return sheet.added([item], section, next(reversed(sheet.orders[section]), None) if behind is None else behind)


def _check_opening(sheet: Sheet, blocks: Sequence[Block]) -> None:
    if any(sheet.items[block[0]].address == OPENING for block in blocks):
        raise BadRequest("导语只能改字句，不能删去、合并、移动或拆开，草稿没有改动")
