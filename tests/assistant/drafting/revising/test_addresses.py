"""How items are pointed at: every usual form, and what is no address; whatever is found is one item of the draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.records import Draft
from assistant.drafting.revising.addresses import targets_of
from assistant.drafting.revising.finding import Finder
from assistant.drafting.revising.instructions import edits_of
from assistant.drafting.revising.records import Drop, Exact, Given, Numbered, Opening, Part, Worded
from ingest.errors import BadRequest
from ingest.readers.counting import counted

NUMBERS = st.integers(1, 60)
HAN = "chineseCountingThousand"


def numbered(part: int, *numbers: int) -> Numbered:
    return Numbered(Part(part), numbers)


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("第三部分第2条", [numbered(3, 2)]),
        ("第三部分里的第二条", [numbered(3, 2)]),
        ("第3部分（二）", [numbered(3, 2)]),
        ("三（二）", [Numbered(Part(3), (2,), is_label=True)]),
        ("三、（二）", [Numbered(Part(3), (2,), is_label=True)]),
        ("三/(二)", [Numbered(Part(3), (2,), is_label=True)]),
        ("四/14", [Numbered(Part(4), (14,), is_label=True)]),
        ("三/（一）/2", [Numbered(Part(3), (1,), is_label=True, member=2)]),
        ("六/（十）/一要", [Exact("六/（十）/一要")]),
        ("第三部分第一条第3点", [Numbered(Part(3), (1,), member=3)]),
        ("第3条", [Numbered(None, (3,))]),
        ("第三部分最后一条", [numbered(3, -1)]),
        ("第三部分倒数第二条", [numbered(3, -2)]),
        ("第三部分最后两条", [numbered(3, -2, -1)]),
        ("第三部分后两条", [numbered(3, -2, -1)]),
        ("最后一部分前两条", [numbered(-1, 1, 2)]),
        ("第三部分第2至4条", [numbered(3, 2, 3, 4)]),
        ("一、二两条", [Numbered(None, (1, 2))]),
        ("第二部分的第一、三条", [numbered(2, 1, 3)]),
        ("（一）、（三）两条", [Numbered(None, (1, 3))]),
        ("第二部分第一条和第三条", [numbered(2, 1), numbered(2, 3)]),
        ("第一部分第2条与三（一）", [numbered(1, 2), Numbered(Part(3), (1,), is_label=True)]),
        ("本部分第一条", [Numbered(Part(), (1,))]),
        ("基层基础那部分的第二条", [Numbered(Part(words="基层基础"), (2,))]),
        ("三（一）第1点和第2点", [Numbered(Part(3), (1,), True, 1), Numbered(Part(3), (1,), True, 2)]),
        ("三（一）第1点和第2条", [Numbered(Part(3), (1,), True, 1), numbered(3, 2)]),
        ("五（一）、五（二）两条", [Numbered(Part(5), (1,), True), Numbered(Part(5), (2,), True)]),
        ("上一条和这条", [Given(-1), Given()]),
        ("第二十条和第二十三条", [Numbered(None, (20,)), Numbered(None, (23,))]),
        ("关于主题党日的那条", [Worded("主题党日")]),
        ("中心组学习那一条", [Worded("中心组学习")]),
        ("第三部分关于流动党员工作的那条", [Worded("流动党员", Part(3))]),
        ("流动党员和发展党员那两条", [Worded("流动党员"), Worded("发展党员")]),
        ("本条", [Given()]),
        ("导语", [Opening()]),
    ],
)
def test_address(words: str, targets: list[object]) -> None:
    assert targets_of(words) == tuple(targets)


@pytest.mark.parametrize(
    "words",
    ["三", "三条", "第二", "第三部分", "第三部分第二条最后一句", "第三部分第二条的前半句", "它", "那条", "", "第条"],
)
def test_no_address(words: str) -> None:
    assert targets_of(words) is None


@given(NUMBERS, NUMBERS)
def test_every_way_to_write_numbers_is_the_same_address(part: int, item: int) -> None:
    han_part, han_item = counted(part, HAN), counted(item, HAN)
    for section in (f"第{part}部分", f"第{han_part}部分", f"第{han_part}大部分"):
        for address in (f"第{item}条", f"第{han_item}条", f"的第{han_item}项", f"（{han_item}）"):
            assert targets_of(section + address) == (numbered(part, item),)
    for path in (f"{han_part}（{han_item}）", f"{han_part}、（{han_item}）", f"{han_part}/{item}"):
        assert targets_of(path) == (Numbered(Part(part), (item,), is_label=True),)


@given(st.lists(NUMBERS, min_size=2, max_size=5), st.sampled_from(["、", "和", "及"]))
def test_lists_of_numbers(items: list[int], joint: str) -> None:
    han = [counted(item, HAN) for item in items]
    assert targets_of(f"第二部分第{joint.join(han)}条") == (numbered(2, *items),)
    assert targets_of(f"第二部分第{joint.join(map(str, items))}条") == (numbered(2, *items),)


@given(st.text("第一二三部分条（）、的和最后这那关于学习改删12", max_size=14))
def test_what_is_found_stands_in_the_draft_or_is_refused(draft: Draft, words: str) -> None:
    finder = Finder.of(draft, None)
    places = [place for section in finder.sections for place in section]
    for target in targets_of(words) or ():
        try:
            blocks = finder.blocks_of(target)
        except BadRequest:
            continue
        assert all(set(block) <= set(places) for block in blocks)
        assert all(block == tuple(range(block[0], block[-1] + 1)) for block in blocks)


@given(st.data())
def test_each_items_own_address_finds_it(draft: Draft, data: st.DataObject) -> None:
    finder = Finder.of(draft, None)
    place = data.draw(st.sampled_from([p for p, item in enumerate(finder.items) if item.label]))
    [edit] = edits_of(f"删去{finder.items[place].address}")
    assert isinstance(edit, Drop)
    [target] = edit.targets
    assert finder.block_of(target)[0] == place


def test_a_member_goes_with_its_item_and_not_the_other_way_round(draft: Draft) -> None:
    finder = Finder.of(draft, None)

    def addresses(words: str) -> list[str]:
        [target] = targets_of(words) or ()
        return [finder.items[place].address for place in finder.block_of(target)]

    assert addresses("三（一）") == ["三/（一）", *(f"三/（一）/{n}" for n in range(1, 5))]
    assert addresses("三（一）第3点") == ["三/（一）/3"]


def test_the_items_section_counts_where_none_is_named(draft: Draft) -> None:
    places = {item.address: place for place, item in enumerate(draft.items())}
    [target] = targets_of("第三条") or ()
    assert Finder.of(draft, places["六/（一）"]).block_of(target) == (places["六/（三）"],)
    with pytest.raises(BadRequest, match="可能是：一/（三）"):
        Finder.of(draft, None).block_of(target)
