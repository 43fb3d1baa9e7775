"""How users point at items of a draft: 第三部分第2条, 三（二）, 最后一条, 关于主题党日的那条, 这条. Pure.

Whatever is not understood to the last character is no address: the rest may be what matters (第2条最后一句).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.drafting.revising.records import (
    HERE,
    Exact,
    Front,
    FrontName,
    Given,
    Heading,
    InSentence,
    Numbered,
    Opening,
    Part,
    Target,
    Targets,
    Whole,
    Worded,
)
from assistant.drafting.revising.vocabulary import SENTENCE, T, sentences_of
from ingest.numerals import value_of

_N: Final = r"(?:[一二三四五六七八九十百]+|\d{1,3})"
_AND: Final = r"(?:、|和|与|及|以及|跟|同|，)"
# Between addresses; not inside of one: 三、（二）和三、5.
_BETWEEN: Final = re.compile(r"(?<![一二三四五六七八九十])、|、(?![（(\d])|和|与|以及|及|跟|同|，")
_UNIT: Final = r"(?:条|项|点|款|个条目)"
_COUNT: Final = r"(?:这|那)?[两二三四五六七八九十]"  # 一、二两条, 一、三这两条
_THESE: Final = re.compile(rf"(?<![第一二三四五六七八九十百])[这那]?[两二三四五六七八九十]{_UNIT}$")  # …和…这两条
_POINT: Final = re.compile(r"第[^第]+点$")
_OF: Final = r"(?:里面的|里面|里的|里|中的|中|下面的|下的|下|的|：|，|/)?"
_SECTION: Final = r"(?:个|大)?(?:部分|部份|章|板块|大块|大项|大点)"
_PART: Final = re.compile(
    rf"(?P<back>倒数)?第(?P<number>{_N}){_SECTION}|(?P<last>最后)(?:一)?{_SECTION}|(?:本|这一?|该){_SECTION}"
    rf"|[“]?(?P<words>[^“”，。；、第]{{2,30}}?)[”]?(?:那|这)?(?:一)?(?:部分|章)"
)
_GIVEN: Final = re.compile(r"(?:这|本|该|此)(?:一)?(?:条|项|点|段|条目)(?:内容)?")
_BESIDE: Final = re.compile(r"(?P<before>上|前)(?:面)?一条|(?:下|后)(?:面)?一条")
_WHOLE: Final = re.compile(
    r"(?:整个)?(?P<part>.+?)(?:的)?(?:全部|整个|整章|所有条目|各条|全部条目|(?P<count>[两二三四五六七八九十])条)?"
)
_OPENING: Final = re.compile(r"导语|(?:开头|开篇|最前面)(?:的)?(?:那|这)?(?:一)?段(?:话)?|总体要求(?:那|这)(?:一)?段")
_PATH: Final = re.compile(
    rf"(?:(?P<part>[一二三四五六七八九十]+)(?:[、/.]?[（(](?P<a>{_N})[)）]|/(?P<b>{_N})|[、.．](?P<c>\d{{1,3}}))"
    rf"|(?P<figure>\d{{1,2}})(?:/?[（(](?P<d>{_N})[)）]|[/.．](?P<e>{_N})))"
    rf"(?:/?[（(]?(?P<member>\d{{1,2}})[)）]?[.．]?|(?:的|里的|里)?第(?P<point>{_N})(?:小)?(?:点|项|条))?(?:(?:这|那)?(?:一)?条)?"
)
_THROUGH: Final = re.compile(  # 三（二）至（四）
    rf"(?P<part>[一二三四五六七八九十]+)[、/.]?[（(](?P<first>{_N})[)）](?:至|到|-|—|～|~)[（(](?P<last>{_N})[)）]"
)
_EXACT: Final = re.compile(r"[^/\s，。；：、的里把将在给]{1,12}(?:/[^/\s，。；：、的里]{1,8})+")
_BRACKETED: Final = rf"第?[（(]{_N}[)）]"
_ITEMS: Final = re.compile(
    rf"(?P<items>{_BRACKETED}(?:{_AND}?{_BRACKETED})*|第?{_N}(?:{_AND}第?{_N})*)"
    rf"(?P<unit>(?:{_COUNT}|这|那一?)?{_UNIT})?"
    rf"(?:{_OF}第(?P<member>{_N})(?:小)?(?:条|点|项|款))?"
)
_RANGE: Final = re.compile(
    rf"第?[（(]?(?P<first>{_N})[)）]?{_UNIT}?(?:至|到|-|—|～|~)第?[（(]?(?P<last>{_N})[)）]?{_UNIT}"
)
_ENDS: Final = re.compile(
    rf"(?P<head>首|头一)(?:个)?{_UNIT}|(?P<front>前)(?P<n>[两二三四五六\d]){_UNIT}|(?:最后|末尾|末|后(?!一?条))(?P<m>[一两二三四五六\d])?{_UNIT}|倒数第(?P<k>{_N}){_UNIT}"
)
_LEADING: Final = r"(?:关于|有关|涉及|提到|提及|针对)?"
_WORDED: Final = re.compile(
    rf"(?:(?:关于|有关|涉及|提到|提及)(?P<a>[^，。；]{{2,40}}?)的?(?:(?:那|这)(?:一)?{_UNIT}|一?条(?:目|内容)?|内容)"
    rf"|{_LEADING}(?P<b>[^，。；]{{2,40}}?)的?(?:那|这)(?:一)?(?:{_UNIT}|个|段))"
)
_FRONTS: Final[dict[FrontName, re.Pattern[str]]] = {
    "标题": re.compile(r"(?:(?:文件|全文|草稿|要点|总|大|主)(?:的)?)?(?:标题|题目)"),
    "主送": re.compile(r"主送(?:单位|机关)?|抬头"),
    "落款": re.compile(r"(?:落款|署名)(?:的)?(?:单位|名称|名字)?|发文(?:单位|机关)"),
    "成文日期": re.compile(r"(?:落款|成文|印发|发文|最后|文末)(?:的)?(?:日期|时间)|日期"),
}
_IN_SENTENCE: Final = re.compile(rf"{T}(?:的|里的?|，)?{SENTENCE}")
_HEADING: Final = re.compile(r"(?P<part>.+?)(?:的)?(?:大|小)?(?:标题|题目|名称)")
# What words about an item do not hold: another address, or what is to be done with it.
_ADDRESS: Final = re.compile(rf"第{_N}(?:{_UNIT}|{_SECTION})|[这那上下前后]一?条|^(?:把|将|别|不|勿|如果|若)")
_FILLING: Final = re.compile(r"(?:的)?(?:工作|内容|方面|事项|事)?$")


def targets_of(words: str) -> Targets | None:
    """Read what points at one or several items.

    Args:
        words (str): All of it, and nothing else: 第三部分第2条和第4条.

    Returns:
        Targets | None: One for each address, in the user's order; None where the words are no address.
    """
    text = words.strip()
    single = _single(text)
    if single is not None:
        return (single,)
    bare = _THESE.sub("", text)
    pieces = [piece for piece in _BETWEEN.split(bare) if piece]
    found = [_single(piece) or (_single(f"{piece}那条") if bare != text else None) for piece in pieces]
    if len(found) < 2 or None in found:
        return None
    return tuple(_as_before(pieces, [each for each in found if each is not None]))


def target_of(words: str) -> Target | None:
    """The one address that words are; None where they are none, or several."""
    found = targets_of(words)
    return found[0] if found and len(found) == 1 else None


def whole_of(words: str) -> Whole | None:
    """All of the section that words name; None where they name none.

    Args:
        words (str): All of it: 第三部分, 整个第三部分, 第三部分全部, 第八部分的两条.

    Returns:
        Whole | None: As it is named.
    """
    match = _WHOLE.fullmatch(words.strip())
    part = part_of(match["part"]) if match else None
    return Whole(part, value_of(match["count"]) if match["count"] else 0) if match and part else None


def part_of(words: str) -> Part | None:
    """The section that words name; None where they are no section.

    Args:
        words (str): All of it: 第三部分, 最后一部分, 作风建设那部分, 本部分.

    Returns:
        Part | None: As it is named.
    """
    match = _PART.fullmatch(words.strip().removeprefix("全文").removeprefix("的"))
    return _part(match) if match else None


def parts_of(words: str) -> tuple[Part, ...] | None:
    """The sections that words name, in the user's order: 第四部分和第五部分; None where some words name none."""
    found = [part_of(piece.removesuffix("的")) for piece in _BETWEEN.split(words.strip())]
    return None if None in found else tuple(part for part in found if part)


def spot_of(words: str) -> Target | InSentence | Front | Heading | None:
    """The one place that words name, whose wording may be changed; None where they name none.

    Args:
        words (str): All of it: an item, one of its sentences, a whole section, 标题, 第三部分标题.

    Returns:
        Target | InSentence | Front | Heading | None: As it is named.
    """
    return front_of(words) or target_of(words) or whole_of(words) or _sentence_in(words)


def _sentence_in(words: str) -> InSentence | None:
    match = _IN_SENTENCE.fullmatch(words.strip())
    target, (sentence, count) = (target_of(match["t"]), sentences_of(match)) if match else (None, (0, 0))
    return InSentence(target, sentence) if target and count == 1 else None


def front_of(words: str) -> Front | Heading | None:
    """The title, the signer … of the draft, or the heading of a section; None where words name none.

    Args:
        words (str): All of it: 落款日期, 第三部分的标题.

    Returns:
        Front | Heading | None: As it is named.
    """
    text = words.strip()
    if name := next((name for name, said in _FRONTS.items() if said.fullmatch(text)), None):
        return Front(name)
    headed = _HEADING.fullmatch(text)
    part = part_of(headed["part"]) if headed else None
    return Heading(part) if part else None


def _part(match: re.Match[str]) -> Part:
    if match["number"]:
        return Part(value_of(match["number"]) * (-1 if match["back"] else 1))
    return Part(-1) if match["last"] else Part(words=match["words"]) if match["words"] else HERE


def _as_before(pieces: Sequence[str], found: Sequence[Target]) -> Iterator[Target]:
    """第三部分第2条和第4条 are both of the third section, 三（一）第1点和第2点 both of one item."""
    before: Numbered | None = None
    for piece, each in zip(pieces, found, strict=True):
        now = each
        if isinstance(each, Numbered) and each.part is None and before:
            is_point = before.member and _POINT.search(piece)
            now = replace(before, member=each.numbers[0]) if is_point else replace(each, part=before.part)
        before = now if isinstance(now, Numbered) else before
        yield now


def _single(text: str) -> Target | None:
    if _GIVEN.fullmatch(text):
        return Given()
    if beside := _BESIDE.fullmatch(text):
        return Given(-1 if beside["before"] else 1)
    if _OPENING.fullmatch(text):
        return Opening()
    if path := _PATH.fullmatch(text):
        member = path["member"] or path["point"]
        number = value_of(next(filter(None, path.group("a", "b", "c", "d", "e"))))
        part = Part(value_of(path["part"] or path["figure"]))
        return Numbered(part, (number,), True, value_of(member) if member else 0)
    if through := _THROUGH.fullmatch(text):
        numbers = range(value_of(through["first"]), value_of(through["last"]) + 1)
        return Numbered(Part(value_of(through["part"])), tuple(numbers), True) if numbers else None
    if _EXACT.fullmatch(text):
        return Exact(text)
    return next((found for found in _in_parts(text) if found), None)


def _in_parts(text: str) -> Iterator[Target | None]:
    """The item behind every section that the text may begin with, the shortest first, then the item alone."""
    for end in range(2, len(text)):
        part = part_of(text[:end])
        if part:
            yield _item(re.sub(rf"^{_OF}", "", text[end:]), part)
    yield _item(text, None)


def _item(text: str, part: Part | None) -> Target | None:
    if numbers := _numbers(text):
        return Numbered(part, numbers)
    if (items := _ITEMS.fullmatch(text)) and _is_address(items, part):
        found = tuple(value_of(each) for each in re.findall(_N, items["items"]))
        return Numbered(part, found, member=value_of(items["member"]) if items["member"] else 0)
    if worded := _WORDED.fullmatch(text):
        words = _FILLING.sub("", (worded["a"] or worded["b"]).strip("“”"))
        return Worded(words, part) if len(words) > 1 and not _ADDRESS.search(words) else None
    return None


def _is_address(match: re.Match[str], part: Part | None) -> bool:
    """三 may be anything, 三条 is an amount; 第三条, （三） and 一、三条 are addresses, and so is 第三 in a section."""
    items = match["items"]
    is_list = len(re.findall(_N, items)) > 1
    if items[0] in "（(" or "（" in items or "(" in items:
        return True
    return (items.startswith("第") or is_list) and (match["unit"] is not None or part is not None or "第" in items[1:])


def _numbers(text: str) -> tuple[int, ...]:
    """前两条, 最后一条, 倒数第二条, 第2至4条; empty for other words."""
    if among := _RANGE.fullmatch(text):
        first, last = value_of(among["first"]), value_of(among["last"])
        return tuple(range(first, last + 1))
    match = _ENDS.fullmatch(text)
    if match is None:
        return ()
    if match["head"]:
        return (1,)
    if match["front"]:
        return tuple(range(1, value_of(match["n"]) + 1))
    if match["k"]:
        return (-value_of(match["k"]),)
    return tuple(range(-value_of(match["m"] or "一"), 0))
