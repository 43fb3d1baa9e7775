"""Questions about how a document is built: how many parts or items, which, the last one, where a topic stands. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from assistant.exhaustive.structure import ORDINAL, PARTS, asks_for_parts
from ingest.numerals import value_of

Want = Literal["parts", "contents", "items", "members", "ends", "title", "content", "place"]

_PART: Final = r"(?:部分|章节?|板块|大块|大项|大方面)"
_ITEM: Final = r"(?:条目|小条|小项|小点|条(?!例|件|款)|项(?!目)|款(?!项)|点)"
_HAS: Final = (
    r"(?:分成|分为|划分为|划为|分解为|分了|(?<!部)分|共|共有|一共|总共|包括|包含|由|有|设|列|列出|列举|提|提出|部署|安排|写|"
    r"下设|下面|下边|下)(?:有|了|成|为|出|分)*"
)
_CONTENTS: Final = re.compile(
    r"(?:完整的?)?(?:目录|提纲|框架|(?:各级|全部|所有)的?小?标题|大纲)(?:结构)?(?:是什么样的?)?"
)
_ITEMS: Final = re.compile(
    rf"{_HAS}[^，。？?]{{0,4}}?(?P<which>多少|几|哪几|哪些)个?{_ITEM}(?:任务|要求|措施|内容|工作|规定)?"
)
_MEMBERS: Final = re.compile(rf"{_HAS}(?:哪些|什么)(?:条目|任务|内容|小标题|标题|要求|工作|措施|事项)")
_ENDS: Final = re.compile(
    rf"(?:(?P<last>最后|末尾|最末|末了|结尾|末)|(?P<first>开头|首|打头|最前面?)|倒数第(?P<n>[一二三四五]))"
    rf"(?:那|的|面)*一?个?(?P<what>{_ITEM}|{_PART})(?:任务|要求)?"
)
# 写在|哪一部分 asks for a place whatever it is called; 哪一条|讲 for an item that is about something.
_PLACE: Final = re.compile(
    rf"(?P<stands>(?:写|放|列|归|归类|归入|排|安排|出现|讲|提|收|规定|体现|落|属|在)+(?:在|到|入|于|是)?(?:[^，。？?]{{1,12}}?(?=哪|第几))?|是)?"
    rf"(?:哪一?个?|第几个?)(?P<what>{_PART}|{_ITEM})(?:下面|底下|之下|里面?|中|当中|下)?"
    r"(?:讲|写|说|提|谈|规定)?(?:的|到|了)*(?:是)?"
)
_TITLED: Final = re.compile(r"标题|题目|名称|名字|叫什么|叫啥")
_ASKS: Final = re.compile(
    r"(?:标题|题目|名称|名字|内容|原文|全文)?(?:主要|具体|都)?(?:是|叫|讲|说|写|规定|要求|谈|提)(?:的|了)*是?"
    r"(?:什么|啥|哪些|怎么写的|怎么说的)?|展开|详细|说说|讲讲|介绍|念一下|内容|原文|标题|题目|名称"
)
_ADDRESS: Final = re.compile(r"(?:第?[一二三四五六七八九十]+章?|附件\d*)(?:/[^\s/，。？?讲说是的]+)+")
_SECTION: Final = re.compile(rf"(?:这|那|每|各)?[一个]?(?:{_PART}|节)|(?:每|各)一?个?(?:块|条|项)")
# Words that narrow nothing: 第5项任务, 第三部分的内容.
GENERIC: Final = frozenset(
    ("任务", "内容", "工作", "要求", "措施", "事项", "条目", "标题", "事", "事情", "方面", "问题", "规定", "那", "这")
)


@dataclass(frozen=True, slots=True)
class StructureQuestion:
    """A question about how a document is built."""

    wants: frozenset[Want]
    ends: tuple[int, ...]  # 0 is the first, -1 the last, -2 the last but one
    ordinals: tuple[int, ...]  # of items named by number, counted from 0: the second one is 第二条
    of_parts: bool  # ends or places are parts, not items
    lists: bool  # 哪几条 wants all of them, 几条 their number
    stands: bool  # the place of something, not what an item is about
    rest: str  # the question without its words of structure

    @property
    def numbers(self) -> bool:
        """Whether it asks how many."""
        return bool(self.wants & {"parts", "contents", "items", "members"})


def structure_question(question: str) -> StructureQuestion | None:
    """Read a question about how a document is built.

    Args:
        question (str): In the user's words.

    Returns:
        StructureQuestion | None: None where none of its words ask for structure. What `rest` still says must name a
            document or a heading, else it asks for something else too: “五个标准化”包括哪几项.
    """
    wants = _wants(question)
    if not wants:
        return None
    ends = list(_ENDS.finditer(question))
    place = _PLACE.search(question) if "place" in wants else None
    items = _ITEMS.search(question)
    kinds = [match["what"] for match in (*ends, *([place] if place else []))]
    return StructureQuestion(
        wants=wants,
        ends=tuple(_end(match) for match in ends),
        ordinals=tuple(value_of(m["n"]) - 1 for m in ORDINAL.finditer(question) if m["what"] in ("条", "项", "款")),
        of_parts=any(re.fullmatch(_PART, kind) for kind in kinds),
        lists=bool(wants & {"members", "contents"}) or (items is not None and items["which"] in ("哪几", "哪些")),
        stands=place is not None and place["stands"] not in (None, "是"),
        rest=_rest(question, wants),
    )


def _wants(question: str) -> frozenset[Want]:
    """All of the lists and ends that a question asks for, else the place or the item itself."""
    ordinal = ORDINAL.search(question)
    tests: tuple[tuple[Want, bool], ...] = (
        ("parts", asks_for_parts(question)),
        ("contents", _CONTENTS.search(question) is not None),
        ("items", _ITEMS.search(question) is not None),
        ("members", ordinal is not None and _MEMBERS.search(question) is not None),
        ("ends", _ENDS.search(question) is not None),
    )
    wants: list[Want] = [want for want, holds in tests if holds]
    if not wants and _PLACE.search(question):
        wants = ["place"]
    elif not wants and ordinal:
        wants = ["title" if _TITLED.search(question) else "content"]
    return frozenset(wants)


def _end(match: re.Match[str]) -> int:
    if match["n"]:
        return -value_of(match["n"])
    return -1 if match["last"] else 0


def _rest(question: str, wants: frozenset[Want]) -> str:
    """The question without the words that ask for structure."""
    used = {
        "parts": PARTS,
        "contents": _CONTENTS,
        "items": _ITEMS,
        "members": _MEMBERS,
        "ends": _ENDS,
        "place": _PLACE,
    }
    for pattern in (_ADDRESS, *(used[want] for want in sorted(wants & used.keys())), ORDINAL, _SECTION):
        question = pattern.sub(" ", question)
    return question if "place" in wants else _ASKS.sub(" ", question)
