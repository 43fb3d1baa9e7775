"""Items dropped, merged, moved and taken apart. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.drafting.records import OPENING, DraftItem
from assistant.drafting.revising.finding import Block, Finder
from assistant.drafting.revising.given import followed, headed_by, sentence_at
from assistant.drafting.revising.records import Drop, Merge, Move, MovePart, Part, Shift, Split, Swap, SwapParts
from assistant.drafting.revising.sheet import Order, Sheet
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
    places = [place for block in (main, *others) for place in block]
    if not others or len(set(places)) < len(places):
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
        grown = bare.added([DraftItem(label, "", sentences, head.row)], section, bare.end_of(main))
        return grown, (*main, len(sheet.items))
    told = replace(head, sentences=followed(head.sentences, second.sentences))
    return bare.changed(main[0], told).placed(other[1:], section, main[0]), (*main, *other[1:])


def moved(sheet: Sheet, edit: Move, finder: Finder) -> Sheet:
    """Items, with their members, in another place."""
    blocks = [block for target in edit.targets for block in finder.blocks_of(target)]
    _check_opening(sheet, blocks)
    beside = finder.block_of(edit.beside) if edit.beside else None
    places = list(dict.fromkeys(place for block in blocks for place in block))
    if beside and beside[0] in places:
        raise BadRequest("不能把一条移到它自己的前面或后面，草稿没有改动。请写明移到哪里")
    lifted = sheet.without(places)
    section, behind = _goal(lifted, edit, finder, beside, sheet.section_of(places[0]))
    return _arrived(sheet, lifted.placed(places, section, behind), [block[0] for block in blocks])


def _arrived(before: Sheet, after: Sheet, leads: Sequence[int]) -> Sheet:
    """After a move: items that are in another section now have labels as that one's items have them."""
    if after.orders == before.orders:
        raise BadRequest("这一条已经在那里了，草稿没有改动")
    items = dict(after.items)
    for place in leads:
        section = after.section_of(place)
        if before.section_of(place) != section:
            items[place] = replace(items[place], label=before.label_in(section))
    return replace(after, items=items, moved=after.moved.union(leads))


def shifted(sheet: Sheet, edit: Shift, finder: Finder) -> Sheet:
    """An item some places up or down among the items of its section."""
    block = finder.block_of(edit.target)
    _check_opening(sheet, [block])
    section = sheet.section_of(block[0])
    tops = [top for top in finder.tops(finder.section_at(block[0])) if top in sheet.orders[section]]
    if block[0] not in tops:
        raise BadRequest(f"{sheet.items[block[0]].address}是分项，请写明移到哪一点的前面或后面，草稿没有改动")
    at = tops.index(block[0]) + edit.steps
    if not 0 <= at < len(tops):
        raise BadRequest(f"{sheet.items[block[0]].address}在这一部分里不能再移了，草稿没有改动")
    beside, lifted = finder.block_at(tops[at]), sheet.without(block)
    order = lifted.orders[section]
    before = order.index(beside[0]) - 1
    behind = lifted.end_of(beside) if edit.steps > 0 else order[before] if before >= 0 else None
    return _arrived(sheet, lifted.placed(block, section, behind), block[:1])


def swapped(sheet: Sheet, edit: Swap, finder: Finder) -> Sheet:
    """Two items, with their members, each in the place of the other."""
    blocks = [block for target in edit.targets for block in finder.blocks_of(target)]
    _check_opening(sheet, blocks)
    if len(blocks) != 2 or set(blocks[0]) & set(blocks[1]):
        raise BadRequest("对调要有两条不同的条目，草稿没有改动。请写明，例如“三（二）和三（三）对调”")
    one, other = blocks
    leads = [one[0], other[0]]
    depths = {finder.items[place].address.count("/") for place in leads}
    if len(depths) > 1:
        raise BadRequest("一条和另一条的分项不能对调，草稿没有改动。请写明同一级的两条")
    for place in leads:
        sheet.section_of(place)
    orders = tuple(tuple(_exchanged(order, one, other)) for order in sheet.orders)
    return _arrived(sheet, replace(sheet, orders=orders), leads)


def _exchanged(order: Order, one: Block, other: Block) -> Iterator[int]:
    for place in order:
        if place in (one[0], other[0]):
            yield from other if place == one[0] else one
        elif place not in one and place not in other:
            yield place


def parts_swapped(sheet: Sheet, edit: SwapParts, finder: Finder) -> Sheet:
    """Two sections, each in the place of the other."""
    one, other = finder.section_of(edit.one), finder.section_of(edit.other)
    if one == other:
        raise BadRequest("对调要有两个不同的部分，草稿没有改动。请写明，例如“第四部分和第五部分对调”")
    places = {one: other, other: one}
    return replace(sheet, sequence=tuple(places.get(number, number) for number in sheet.sequence))


def part_moved(sheet: Sheet, edit: MovePart, finder: Finder) -> Sheet:
    """A section before or behind another one, or at the head or the end."""
    moving = finder.section_of(edit.part)
    headed = [n for n in sheet.sequence if sheet.headings[n].text and n != moving]
    beside = _beside(edit.beside, finder, headed, is_before=edit.is_before)
    if beside == moving:
        raise BadRequest("不能把一个部分移到它自己的前面或后面，草稿没有改动。请写明移到哪里")
    others = [number for number in sheet.sequence if number != moving]
    at = others.index(beside) + (not edit.is_before)
    sequence = (*others[:at], moving, *others[at:])
    if sequence == sheet.sequence:
        raise BadRequest("这一部分已经在那里了，草稿没有改动")
    return replace(sheet, sequence=sequence)


def _beside(part: Part | None, finder: Finder, headed: Sequence[int], *, is_before: bool) -> int:
    if part:
        return finder.section_of(part)
    if not headed:
        raise BadRequest("草稿只有这一个部分，不能移动，草稿没有改动")
    return headed[0] if is_before else headed[-1]


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
    return section, sheet.end_of(beside) if not edit.is_before else order[at - 1] if at else None


def split(sheet: Sheet, edit: Split, finder: Finder) -> Sheet:
    """One item as two, cut before one of its sentences."""
    block = finder.block_of(edit.target)
    _check_opening(sheet, [block])
    item = sheet.items[block[0]]
    if len(block) > 1:
        raise BadRequest(f"{item.address}下面还有分项，不能这样拆，草稿没有改动。可以把分项移到别处")
    at = _cut(item, edit)
    first, second = (
        replace(item, sentences=item.sentences[:at]),
        replace(item, sentences=item.sentences[at:], address=""),
    )
    section = sheet.section_of(block[0])
    return sheet.changed(block[0], first).added([second], section, block[0])


def _cut(item: DraftItem, edit: Split) -> int:
    if edit.sentence:
        at = sentence_at(item, edit.sentence)
        if at == headed_by(item):
            raise BadRequest(f"从第一句起，{item.address}就什么也不剩了，草稿没有改动。请写明从后面哪一句起")
        return at
    if words := edit.words:
        found = [n for n, sentence in enumerate(item.sentences) if sentence.text.startswith(words)]
        if len(found) != 1 or found[0] == 0:
            raise BadRequest(f"{item.address}里没有从“{words}”开头的句子可以另起一条，草稿没有改动。请写明一句话的开头")
        return found[0]
    if len(item.sentences) != 2:
        raise BadRequest(
            f"{item.address}有 {len(item.sentences)} 句，不能确定从哪里拆，草稿没有改动。"
            "请写明从哪一句起：从第三句起另起一条，或从“…”起另起一条"
        )
    return 1


def _check_opening(sheet: Sheet, blocks: Sequence[Block]) -> None:
    if any(sheet.items[block[0]].address == OPENING for block in blocks):
        raise BadRequest("导语只能改字句，不能删去、合并、移动或拆开，草稿没有改动")
