"""What an instruction asks for, form by form; what is not understood to the last word is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.revising.instructions import MOST_CHARS, edits_of
from assistant.drafting.revising.records import (
    Add,
    Append,
    Detail,
    Drop,
    Edit,
    Given,
    Merge,
    Move,
    Numbered,
    Opening,
    Part,
    Replace,
    Reword,
    Rewrite,
    SetValue,
    Shift,
    Shorten,
    Split,
    Strike,
    Swap,
    Whole,
)
from ingest.errors import BadRequest

ITEM = Numbered(Part(3), (2,))
OTHER = Numbered(Part(3), (4,))
TWO = Numbered(Part(2), (1, 2))


@pytest.mark.parametrize(
    ("words", "edits"),
    [
        ("请删除第三部分第2条。", [Drop((ITEM,))]),
        ("把第三部分第2条整条删掉", [Drop((ITEM,))]),
        ("这条不要了", [Drop((Given(),))]),
        ("不要第三部分第2条了", [Drop((ITEM,))]),
        ("删去第三部分第2条的第一句", [Strike(ITEM, 1)]),
        ("第三部分第2条删掉最后一句", [Strike(ITEM, -1)]),
        ("第三部分第2条最后一句不要", [Strike(ITEM, -1)]),
        ("删去第三部分第2条里的“不新建展厅”这几个字", [Replace(ITEM, "不新建展厅", "")]),
        ("把“不新建展厅”删掉", [Replace(None, "不新建展厅", "")]),
        ("把第二部分一、二两条合并成一条", [Merge((TWO,))]),
        ("合并第三部分第2条和第4条", [Merge((ITEM, OTHER))]),
        ("把第三部分第4条并入第三部分第2条", [Merge((OTHER,), ITEM)]),
        ("第三部分第2条移到第一部分", [Move((ITEM,), Part(1))]),
        ("把第三部分第2条放到第一部分的最前面", [Move((ITEM,), Part(1), "first")]),
        ("第三部分第2条调到第三部分第4条之前", [Move((ITEM,), beside=OTHER, is_before=True)]),
        ("补一条关于数据安全的内容", [Add("数据安全")]),
        ("在第三部分再补一条关于换届的", [Add("换届", part=Part(3))]),
        ("第三部分第2条后面加一条：每月通报1次，年底总结。", [Add("", "每月通报1次，年底总结", behind=ITEM)]),
        ("给第三部分第2条补一句：每月通报1次", [Append(ITEM, "每月通报1次")]),
        ("把第三部分第2条改得更具体一些", [Detail(ITEM)]),
        ("第三部分第2条太笼统了，再具体一点", [Detail(ITEM)]),
        ("本条扩写一下", [Detail(Given())]),
        ("精简导语", [Shorten(Opening())]),
        ("第三部分第2条太长了", [Shorten(ITEM)]),
        ('把第三部分第2条里的"每月"改成"每季度"', [Replace(ITEM, "每月", "每季度", is_quoted=True)]),
        ("第三部分第2条的每月改为每季度", [Replace(ITEM, "每月", "每季度")]),
        ("第三部分第2条时限改为6月底前", [SetValue(ITEM, "时限", "6月底前")]),
        ("第三部分第2条，“每月”改为每季度", [Replace(ITEM, "每月", "每季度")]),
        ("第三部分第2条每年不少于3项改为每年不少于5项", [Replace(ITEM, "每年不少于3项", "每年不少于5项")]),
        ("第三部分第2条删掉“不新建展厅”", [Replace(ITEM, "不新建展厅", "")]),
        ("第三部分第2条拆成两条，从“项目党组织”起另起一条", [Split(ITEM, "项目党组织")]),
        ("标题改为“配强党务干部”", [SetValue(None, "标题", "配强党务干部")]),
        ("发展党员人数填25名", [SetValue(None, "发展党员人数", "25名", is_filled=True)]),
        ("第三部分第2条的权重改为30%", [SetValue(ITEM, "权重", "30%")]),
        ("把第三部分第2条从“项目党组织”起另起一条", [Split(ITEM, "项目党组织")]),
        ("第三部分第2条拆成两条", [Split(ITEM)]),
        ("把第三部分第2条写得有气势一些", [Reword(ITEM, "写得有气势一些")]),
        ("整个第三部分不要", [Drop((Whole(Part(3)),))]),
        ("把第三部分全部删掉", [Drop((Whole(Part(3)),))]),
        ("第八部分的两条合并", [Merge((Whole(Part(8), 2),))]),
        ("把这条并到上一条", [Merge((Given(),), Given(-1))]),
        ("把第三部分第4条移到第2条后面", [Move((OTHER,), beside=ITEM)]),
        ("第三部分第2条放最后", [Move((ITEM,))]),
        ("把第三部分第2条往前挪到第一条", [Move((ITEM,), at="first")]),
        ("第三部分第2条改为：每月通报1次，年底总结。", [Rewrite(ITEM, "每月通报1次，年底总结")]),
        ("第三部分第2条，10名改为12名", [Replace(ITEM, "10名", "12名")]),
        ("第三部分第2条 里 “每月” 都改 “每季度”", [Replace(ITEM, "每月", "每季度", is_every=True, is_quoted=True)]),
        ("删去第三部分第2条，并把第三部分第4条移到第一部分", [Drop((ITEM,)), Move((OTHER,), Part(1))]),
        ("第三部分第4条合并到第三部分第2条；然后补一条关于信访的", [Merge((OTHER,), ITEM), Add("信访")]),
        (
            "把“每月，每季”改为“每年；”，再把第三部分第4条删去",
            [Replace(None, "每月，每季", "每年；", is_quoted=True), Drop((OTHER,))],
        ),
    ],
)
def test_instruction(words: str, edits: list[Edit]) -> None:
    assert edits_of(words) == tuple(edits)


@pytest.mark.parametrize(
    ("words", "edit"),
    [
        ("不要", Drop((Given(),))),
        ("短一些", Shorten(Given())),
        ("最后一句删掉", Strike(Given(), -1)),
        ("前面加一句：每月通报1次", Append(Given(), "每月通报1次", 0)),
        ("后面加一条：每月通报1次", Add("", "每月通报1次", behind=Given())),
        ("和下一条对调", Swap((Given(), Given(1)))),
        ("上移一位", Shift(Given(), -1)),
        ("由党委办公室牵头", SetValue(Given(), "牵头单位", "党委办公室")),
        ("10名改成12名", Replace(None, "10名", "12名")),
        ("从第三句起另起一条", Split(Given(), sentence=3)),
    ],
)
def test_an_instruction_at_an_item_is_of_that_item(words: str, edit: Edit) -> None:
    assert edits_of(words, is_at_item=True) == (edit,)


@pytest.mark.parametrize(
    ("words", "edits"),
    [
        ("麻烦把第三部分第2条删了吧，谢谢", [Drop((ITEM,))]),
        ("1、第三部分第2条删掉\n2、第三部分第4条移到第一部分", [Drop((ITEM,)), Move((OTHER,), Part(1))]),
        ("第三部分第2条删掉 第三部分第4条也删掉", [Drop((ITEM,)), Drop((OTHER,))]),
        ("第三部分第2条删掉，跟第4条重复了", [Drop((ITEM,))]),
        (
            "第三部分第2条的10支改成12支、8名改成10名，再加一句：每月通报1次",
            [Replace(ITEM, "10支", "12支"), Replace(ITEM, "8名", "10名"), Append(ITEM, "每月通报1次")],
        ),
        ("第三部分第2条的10支改成12支。8名改成10名", [Replace(ITEM, "10支", "12支"), Replace(None, "8名", "10名")]),
        (
            "第三部分第2条的10支改成12支，标题改成工作安排",
            [Replace(ITEM, "10支", "12支"), SetValue(None, "标题", "工作安排")],
        ),
    ],
)
def test_several_edits_in_one_message(words: str, edits: list[Edit]) -> None:
    assert edits_of(words) == tuple(edits)


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("把分级下达改为统一下达", "分级下达", "统一下达"),
        ("把统一下发改一下，改成分批下发", "统一下发", "分批下发"),
        ("把办法中明确改为上级文件中明确", "办法中明确", "上级文件中明确"),
        ("把正文中的附则改为附件", "正文中的附则", "附件"),
        ("把网咖改成网吧吧", "网咖", "网吧"),
        ("再就业培训改为创业培训", "再就业培训", "创业培训"),
        ("并联审批改为串联审批", "并联审批", "串联审批"),
        ("请求改为申请", "请求", "申请"),
        ("把突出重点改为更加突出重点", "突出重点", "更加突出重点"),
        ("把“每月”改成“更好的”", "每月", "更好的"),
    ],
)
def test_words_keep_what_elsewhere_is_a_courtesy(words: str, old: str, new: str) -> None:
    assert edits_of(words) == (Replace(None, old, new, is_quoted="“" in words),)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "请写一句要怎么改"),
        (" \n", "请写一句要怎么改"),
        ("改" * (MOST_CHARS + 1), "太长"),
        ("换个说法", "没有看懂“换个说法”"),
        ("删去", "没有看懂“删去”"),
        ("第三部分第2条", "没有看懂“第三部分第2条”"),
        ("删去第三部分第2条的后半句", "没有看懂“删去第三部分第2条的后半句”"),
        ("删去第三部分第2条，再把它弄得好看点", "看懂了“删去第三部分第2条”，没有看懂“把它弄得好看点”"),
        ("第三部分第2条下面再加一点：每季度通报1次", "没有看懂"),
        ("别把第三部分第2条删了", "没有看懂"),
        ("第三部分第2条不要删", "没有看懂"),
        ("不要改动第三部分第2条", "没有看懂"),
        ("别把星级党支部评定那条删了", "没有看懂"),
        ("如果第三部分第2条重复就删掉", "没有看懂"),
        ("第三部分第2条是不是太长了", "没有看懂"),
        # how it is to read is not what is to stand there
        ("标题写简洁些", "没有看懂"),
        ("第三部分标题改成更有力的", "没有看懂"),
        ("第三部分第2条的牵头单位写上", "没有看懂"),
        ("第三部分第2条的时限写明确", "没有看懂"),
        ("第三部分第2条最后一句改成更简洁的", "没有看懂"),
        ("第三部分第2条最后一句改成祈使句", "没有看懂"),
        ("主题党日写详细点", "没有看懂"),
        ("把“每月”换成别的说法", "没有看懂"),
    ],
)
def test_what_is_not_understood_is_refused(words: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        edits_of(words)


@given(st.text("删去把第三二一部分条移到改为合并补关于“”，；并的：这不要时限", max_size=40))
def test_any_words_are_read_or_refused_in_one_line(words: str) -> None:
    try:
        edits = edits_of(words)
    except BadRequest as refusal:
        assert "\n" not in str(refusal)  # noqa: PT017 - both ways out are right
    else:
        assert edits
