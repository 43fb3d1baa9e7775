"""What a user asks of a draft in one sentence: which item, and what becomes of it. Value types; a leaf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# --- which item -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the draft, by its number or by words of its heading."""

    number: int = 0  # from 1; -1 is the last one, -2 the one before; 0 where it is named by words
    words: str = ""  # of its heading; "" beside a number of 0 is the section of the item that is given


HERE = Part()  # 本部分


@dataclass(frozen=True, slots=True)
class Numbered:
    """Items by their numbers: 第三部分第2条, 三/（二）, 第二部分的第一、三条."""

    part: Part | None  # None where none is named
    numbers: tuple[int, ...]  # from 1; -1 is the last item
    is_label: bool = False  # the number is the printed one, as in 四/14; else it may also be a count: 第四部分第2条
    member: int = 0  # of the list inside the item: 三/（一）/2; 0 for the item itself


@dataclass(frozen=True, slots=True)
class Exact:
    """An item by its address, copied from the draft: 六/（十）/一要."""

    address: str


@dataclass(frozen=True, slots=True)
class Worded:
    """An item by what it is about: 关于主题党日的那条."""

    words: str
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """这条: the item that the user points at; 上一条 and 下一条 are the ones beside it."""

    step: int = 0  # -1 is the one before


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening paragraph."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All items of a section: 整个第三部分; with a count where the user tells one, 第八部分的两条."""

    part: Part
    count: int = 0


FrontName = Literal["标题", "主送", "落款", "成文日期"]


@dataclass(frozen=True, slots=True)
class Front:
    """What stands around the items: the draft's title, its addressees, its signer, its date."""

    name: FrontName


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section: 第三部分标题."""

    part: Part


@dataclass(frozen=True, slots=True)
class InSentence:
    """One sentence of an item: 第二条最后一句."""

    target: Target
    sentence: int  # from 1; -1 is the last one


@dataclass(frozen=True, slots=True)
class Everywhere:
    """全文: items, headings, title, addressees and signer."""


EVERYWHERE = Everywhere()

Target = Numbered | Exact | Worded | Given | Opening | Whole
Targets = tuple[Target, ...]

# --- what becomes of it -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Drop:
    """删去第二条."""

    targets: Targets


@dataclass(frozen=True, slots=True)
class Strike:
    """删去第二条的最后一句."""

    target: Target
    sentence: int  # from 1; -1 is the last one
    count: int = 1  # of sentences, that one the first: 最后两句


@dataclass(frozen=True, slots=True)
class Merge:
    """把一、二两条合并; with `into`, 把第四条并入第二条."""

    targets: Targets
    into: Target | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """把第四条移到第一部分: to its end, or before or behind one of its items."""

    targets: Targets
    part: Part | None = None  # the item's own where neither a part nor an item is named
    at: Literal["first", "last"] = "last"  # of the part
    beside: Target | None = None  # in place of a part
    is_before: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """把第四条上移一位."""

    target: Target
    steps: int  # -1 is before the one before


@dataclass(frozen=True, slots=True)
class Swap:
    """把第二条和第三条对调; the targets are two items."""

    targets: Targets


@dataclass(frozen=True, slots=True)
class SwapParts:
    """第四部分和第五部分对调."""

    one: Part
    other: Part


@dataclass(frozen=True, slots=True)
class MovePart:
    """第五部分移到第二部分前面; without `beside` to the head or the end of the draft."""

    part: Part
    beside: Part | None
    is_before: bool


@dataclass(frozen=True, slots=True)
class Add:
    """补一条关于…, or word for word: 补一条：…."""

    about: str  # "" where the words are given
    words: str = ""
    part: Part | None = None
    behind: Target | None = None
    is_before: bool = False  # it stands before that item instead


@dataclass(frozen=True, slots=True)
class Append:
    """在第二条补一句：…; 第二条第一句后面补一句：…."""

    target: Target
    words: str
    behind: int = -1  # the sentence that it stands behind, from 1; -1 is the last one, 0 is before the first


@dataclass(frozen=True, slots=True)
class Detail:
    """把第二条改得更具体, 写长些: with what its sources say beside."""

    target: Target


@dataclass(frozen=True, slots=True)
class Shorten:
    """把第二条改短些."""

    target: Target


@dataclass(frozen=True, slots=True)
class Replace:
    """把“每月”改为“每季度”; without a target where the words stand in one place alone."""

    target: Target | InSentence | Front | Heading | Everywhere | None
    old: str
    new: str  # "" takes the words out
    is_every: bool = False  # each of them; else they must stand there once
    is_quoted: bool = False  # the new words, which then stand as they are; else 2次 takes the place of a measure only


@dataclass(frozen=True, slots=True)
class SetValue:
    """时限改为6月底前, 标题改为…, 牵头单位改为…, 发展党员人数填25名."""

    target: Target | None
    name: str  # 时限, 标题, or the name of a blank
    value: str
    old: str = ""  # what it was, where the user tells: 权重从25%改为30%
    is_filled: bool = False  # 填, 写: in a blank or in place of a figure, never in place of the name itself


@dataclass(frozen=True, slots=True)
class SetFront:
    """落款日期改为…, 第三部分标题改为…."""

    front: Front | Heading
    value: str


@dataclass(frozen=True, slots=True)
class Split:
    """从“…”起另起一条; without words or a sentence where the item has only one place for it."""

    target: Target
    words: str = ""
    sentence: int = 0  # from 2: 从第三句起; -1 is the last one


@dataclass(frozen=True, slots=True)
class Carry:
    """把第二条最后一句移到第三条: to the end of that."""

    target: Target
    sentence: int  # from 1; -1 is the last one
    into: Target


@dataclass(frozen=True, slots=True)
class Restate:
    """第二条最后一句改成：…: all of a sentence's words, as the user has them."""

    target: Target
    sentence: int  # from 1; -1 is the last one
    words: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """第二条改为：…: all of an item's words, as the user has them."""

    target: Target
    words: str


@dataclass(frozen=True, slots=True)
class Reword:
    """把第二条写得有力些: what only a language model can do."""

    target: Target
    wish: str


@dataclass(frozen=True, slots=True)
class Back:
    """撤销上一步, 退回第2版: a version of the draft; no edit, since it changes all of it."""

    to: int | None  # its number; None is what stood before the last change


Arranging = Drop | Merge | Move | Shift | Swap | SwapParts | MovePart | Split
Wording = Strike | Carry | Append | Replace | SetValue | SetFront | Restate | Rewrite
Edit = Arranging | Wording | Add | Detail | Shorten | Reword
