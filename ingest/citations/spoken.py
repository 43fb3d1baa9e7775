"""Names that nothing sets off: 认真落实问责条例, 依照刑法第…条, 修订星级党支部评定办法. Pure.

A name counts where the text's own bracketed names, common knowledge or the words around it vouch for it. What brackets
hold is blanked out before, so that a name is found once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from ingest.citations.known import known_names
from ingest.citations.names import GENRES

BLANK: Final = "\0"  # in place of what brackets hold

_ENDING: Final = re.compile(rf"法典|通则|总则|决议|建议|[党团]章|{GENRES}")
_EDITION: Final = re.compile(r"[（(](?:试行|暂行)[)）]")
_LONG: Final = 12  # characters of a name that cannot be the end of another one
_FREE: Final = ("中国共产党", "中共中央", "中华人民共和国", "关于")  # a name that begins so is set off by it

_OBEY: Final = "落实|贯彻|执行|遵守|遵循|依照|按照|参照|根据|依据|对照|适用|违反|触犯|学习|宣传"
_MAKE: Final = "制定|修订|修改|完善|印发|出台|起草|发布|实施|废止"
_LEAD: Final = re.compile(
    rf"(?:{_OBEY}|{_MAKE}|宣讲|践行|抓好|用好|严守|贯穿|完成|启动|结合|围绕|新修订的|和|与|及|或|的|了|以|将|把|对|按|原|即|新|好)$"
)
_LAW_LEAD: Final = re.compile(rf"(?:{_OBEY})(?:我国|国家)?$")
_LAW_BEHIND: Final = re.compile(r"第[一二三四五六七八九十百千零〇\d]+[条章编]|(?:的|有关|相关|等)*规定")
_SAID_OF_MUCH: Final = ("法", "党章", "团章")  # a name that ends so is one only where the text cites it as a rule
_LISTED: Final = ("、", "和", "与", "及", "以及", "或者", "或")
_WORD: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9）]")
# What makes another word or another document of it: 公司法|人, 问责条例|实施细则, 宪法|和法律.
_GOES_ON: Final = re.compile(
    r"实施(?:细则|办法|条例|意见|方案)|修正案|草案|释义|解读|读本|[律人院官庭治医理学案系]|规(?!定)|定(?!期)|制[度定]|和法律|、法律|宣誓|[、和]?党规|[、和]?团规"
)

_STATE_LAW: Final = re.compile(
    r"中华人民共和国(?!境|公民|领|成立|缔结|参加|主席|人民)[^\s，。；：、《》（）()的本等\0]{1,40}?(?:条例|(?<![依司执守违合非办方])法(?![律规人院官庭治]))"
    r"(?:典|法)?(?:实施(?:条例|细则|办法))?"
)
# A rule that only the verb before it vouches for; the words kept out make it a phrase, not a name.
_OBEYED: Final = re.compile(
    r"(?:落实|贯彻|执行|遵守|依照|按照|根据|依据|对照)(?:好|新修订的)?"
    r"(?P<name>(?:(?![本该其此各的并和及]|有关|相关|上述|前款|国家|规定|要求|制定|落实|执行|以下|下列|当地|情况|任务)"
    r"[^\s，。；：、！？《》“”（）()\0]){3,30}?(?:条例|(?:实施|工作)细则|(?:暂行|若干)规定|(?:暂行|实施|管理|评定|考核|考评)办法))"
    r"(?=[，。；：、\s（(\0]|$|等|精神|要求|有关|相关|的?规定|第)"
)
# …加强机关党委自身建设的意见, behind such a verb and perhaps its issuer.
_OPINION: Final = re.compile(
    r"(?:落实|贯彻|执行|按照|根据|依据)(?:[^\s，。；：、《》\0]{0,8}[委组部局院府]|党?中央|上级|集团|公司)?"
    r"(?P<name>(?:关于)?(?:进一步)?(?:加强|改进|推进|深化|规范|做好)[^\s，。；：！？《》“”（）()\0]{6,40}?的(?:若干|实施|指导)?(?:意见|规定|决定|通知))"
    r"(?=[，。；：、\s\0]|$|等|精神|要求)"
)

Endings = Mapping[str, tuple[tuple[str, str], ...]]  # last characters -> (form, official name), longest first


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name without brackets: `text[start:end]`, and the document that it means; "" where only the name tells."""

    start: int
    end: int
    official: str


def spoken_in(text: str, endings: Endings) -> list[Spoken]:
    """The names that nothing sets off.

    Args:
        text (str): An item's text, what brackets hold blanked out.
        endings (Endings): The short forms of the document's own names.

    Returns:
        list[Spoken]: In reading order, without overlap.
    """
    found = sorted([*_vouched(text, endings), *_by_shape(text)], key=lambda each: (each.start, -each.end))
    kept: list[Spoken] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def endings_of(forms: Mapping[str, str]) -> Endings:
    """Lay out names for a search from their ends, since they all end in a few words of genre."""
    by_end: dict[str, list[tuple[str, str]]] = {}
    for form, name in forms.items():
        by_end.setdefault(form[-3:], []).append((form, name))
    return {end: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for end, pairs in by_end.items()}


@cache
def _known_endings() -> Endings:
    return endings_of(known_names().spoken)


def _vouched(text: str, own: Endings) -> Iterator[Spoken]:
    """Names that the document or common knowledge knows."""
    known = _known_endings()
    last = -1
    for hit in _ENDING.finditer(text):
        end = hit.end()
        keys = (text[max(0, end - 3) : end], text[end - 2 : end])
        for form, name in (pair for endings in (own, known) for key in keys for pair in endings.get(key, ())):
            start = end - len(form)
            if text.startswith(form, start) and _is_set_off(text, start, end, last):
                edition = _EDITION.match(text, end)
                last = edition.end() if edition else end
                yield Spoken(start, last, name)
                break


def _is_set_off(text: str, start: int, end: int, last: int) -> bool:
    """Whether a name begins and ends where a word does; `last` is the end of the name before it."""
    if start < 0 or _GOES_ON.match(text, end):
        return False
    if text.startswith(_FREE, start) or end - start >= _LONG:
        return True
    bounded = start == 0 or not _WORD.match(text, start - 1) or _LEAD.search(text, max(0, start - 4), start)
    if not text.endswith(_SAID_OF_MUCH, 0, end) or text.endswith("办法", 0, end):
        return bool(bounded)
    return _is_law_cited(text, start, end, bounded=bool(bounded)) or (last >= 0 and text[last:start] in _LISTED)


def _is_law_cited(text: str, start: int, end: int, *, bounded: bool) -> bool:
    """Whether a short name of a law is one: 依照刑法, 刑法第…条, but no 公司法人."""
    led = _LAW_LEAD.search(text, max(0, start - 4), start) is not None
    return led or (bounded and _LAW_BEHIND.match(text, end) is not None)


def _by_shape(text: str) -> Iterator[Spoken]:
    """Names that are told by how they begin, or by the verb before them."""
    if _FREE[2] in text:
        yield from (Spoken(*match.span(), "") for match in _STATE_LAW.finditer(text))
    for shape in (_OBEYED, _OPINION):
        yield from (Spoken(*match.span("name"), "") for match in shape.finditer(text))
