"""A message of the user -> clauses without courtesies, cut wherever an edit may end. Pure.

What stands in quotation marks, and what is to be written, stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Final

from assistant.drafting.revising.vocabulary import INTO

MOST_PIECES: Final = 16  # in which an end of an edit is looked for

_MARKS: Final = str.maketrans({"「": "“", "」": "”", "『": "“", "』": "”"})
_INNER: Final = {"“": "\ue000", "”": "\ue001"}
_OUTER: Final = str.maketrans({mark: sign for sign, mark in _INNER.items()})
_NEXT: Final = re.compile(r" +(?=\d{1,2}[、.．)）](?!\d))")  # 1.… 2.… on one line
_SINGLE: Final = re.compile(r"‘([^‘’]*)’|'([^']*)'")
_QUOTED: Final = re.compile(r"(“[^“”]*”)")
_GAP: Final = re.compile(r"(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])")
_COLON: Final = re.compile(r"(?<!\d):|:(?!\d)")  # 14:30 is a time
_COMMA: Final = re.compile(r",(?!\d{3})")

_COURTESY: Final = (
    r"(?:(?:您好|你好|请问|请(?![示假教求战])您?你?|麻烦您?你?|辛苦您?你?|劳驾|烦请|拜托|帮我|帮忙|给我|替我|能不能|能否"
    r"|可不可以|可否|@[^\s，,\n]{1,10}(?=\n)|[小老][\u4e00-\u9fff]{1,2}(?=[，,])|[\u4e00-\u9fff]{1,3}(?:主任|部长|处长|科长|经理|老师|同志)(?=[，,])"
    r"|(?:领导|书记|主任|部长)(?:说|让|要求)了?|我想|我要|我觉得|还是)[，,\n]?|(?:先|直接|可以)(?=[把将删]))"
)
_JOINT: Final = (
    r"(?:并(?!联|购|网|行|列|轨|重|举|存)且?|再(?!就业|生|次|教育)|然后|同时|另外|此外|接着|顺便|还有|还要|其次|最后(?=[，把将])|以及|且)[，：]?(?=[^，。；]{2})"
    r"|\d{1,2}[、.．)）](?=[^\d（(])|[一二三四五六]是(?=[把将第在给删补]|[一二三四五六七八九十]+[（(、/])"
)
_BEGINNING: Final = re.compile(rf"^(?:{_COURTESY}|{_JOINT})")
_ENDING: Final = re.compile(
    r"(?:(?<![网酒氧])吧|哈|啊|呀|呢|啦|哦|谢谢|多谢|辛苦了|(?:好|行|可以)(?:吗|不|么)|好不好|行不行|[～~？?！，])+$"
)
_SOFT: Final = re.compile(
    r"改(?:一下|一改|短|简单|简洁)?(?:一?点儿?|一些|些)?，(?=改[成为到]|就?叫)"
    r"|(?:在本?|本|(?<![公全正原级本]))(?:文中|文件[里中]|稿子[里中]|草稿[里中])的?|(?<!统)一下(?!子)|(?<=[条句分点])给(?=[删去改换挪移调])"
)
_PUT: Final = re.compile(INTO)
_BREAK: Final = re.compile(
    r"[，。；？\n]|(?<=[^合移归，。；？\n])(?=并[把将删移补在给])"
    r"|、(?=[^、，。；？\n]{1,24}?(?:改|换成|删|去掉|不要|移到|合并|对调))"
    r"|(?<=[^，。；？\n])(?=然后|接着|另外|顺便|此外|还有|同时把|同时将|再把|再将)"
)

# Why something is asked for asks for nothing.
_REMARK: Final = re.compile(
    r"(?:(?:因为|由于)?(?:跟|和|与|同).{1,16}(?:重复|重叠|一样|雷同)|(?:因为|由于).{2,}|没(?:有)?必要|不(?:太)?合适"
    r"|(?:其他|其它|其余|别的|剩下)的?(?:内容|部分|条目|几条)?(?:都|就)?(?:保留|不变|不动|不改|照旧|别动)"
    r"|(?:这样)?(?:更|比较)(?:好|通顺|合适|顺)(?:一些|些|一点|点)?|(?:已经|都)(?:完成|做完|结束|办完)"
    r"|(?:领导|书记|主任|部长)(?:说|要求|定|意见|的意思)(?:的)?|(?:辛苦|谢谢|多谢|收到|你好|您好|麻烦).{0,6})了?"
)


def plain(message: str) -> str:
    r"""Write a message in one way.

    Args:
        message (str): As typed.

    Returns:
        str: With Chinese signs and quotation marks in pairs, its lines parted by \\n; what is quoted as it was typed.
    """
    lines = "\n".join(filter(None, (line.strip() for line in message.translate(_MARKS).splitlines())))
    paired = _paired("".join(c for c in lines if c.isprintable() or c in "　\n"))
    outside = (part if part.startswith("“") else _SINGLE.sub(r"“\1\2”", part) for part in _QUOTED.split(paired))
    nested = "".join(_nested("".join(outside)))
    return "".join(part if part.startswith("“") else _signed(part) for part in _QUOTED.split(nested)).strip()


def _nested(line: str) -> Iterator[str]:
    """With marks of their own for quotes inside of quotes, which `as_typed` gives back."""
    depth = 0
    for c in line:
        depth -= c == "”" and depth > 0
        yield c if depth == 0 else _INNER.get(c, c)
        depth += c == "“"


def as_typed(words: str) -> str:
    """Words with their inner quotation marks again."""
    return words.translate(_OUTER)


def _paired(line: str) -> str:
    parts = line.split('"')
    if len(parts) % 2 == 0:
        return line
    return "".join(part + ("" if n == len(parts) - 1 else "“”"[n % 2]) for n, part in enumerate(parts))


def _signed(part: str) -> str:
    """Words outside of quotation marks, with Chinese signs."""
    part = _NEXT.sub("\n", part)
    return _GAP.sub("\n", _COLON.sub("：", _COMMA.sub("，", part.replace(";", "；").replace("!", "！"))))


def pieces_of(text: str) -> list[str]:
    """Cut a message wherever an edit may end.

    Args:
        text (str): As `plain` gives it.

    Returns:
        list[str]: Each piece with the sign behind it; quotes and blanks are whole.
    """
    depths = [0, *_depths(text)]
    ends = [match.end() for match in _BREAK.finditer(text) if depths[match.end()] <= 0][: MOST_PIECES - 1]
    return [text[a:b] for a, b in pairwise([0, *ends, len(text)]) if text[a:b].strip()]


def _depths(text: str) -> Iterator[int]:
    """In how many quotes and blanks each character stands."""
    return accumulate((c in "“【") - (c in "”】") for c in text)


def is_remark(piece: str) -> bool:
    """Whether a piece only tells why, or thanks: 跟前面重复了."""
    return bool(_REMARK.fullmatch(clause_of(piece)))


def clause_of(piece: str) -> str:
    """Words without what joins them to others, and without courtesies before the words to be written.

    Args:
        piece (str): One piece, or several on end.

    Returns:
        str: What may be an edit.
    """
    clause = piece.strip("，、。；： ")
    while beginning := _BEGINNING.match(clause):
        clause = clause[beginning.end() :]
    clause = clause.replace("\n", "")
    command, colon, words = _parted(clause)
    softened = _softened(command)
    return softened + colon + words if colon else _ENDING.sub("", softened).rstrip("。；")


def _softened(command: str) -> str:
    """What is to be done, without words that say nothing; what is to stand there behind 改为 is as it was typed."""
    quoted = [match.span() for match in _QUOTED.finditer(command)]
    put = _PUT.search(command)
    end = put.start() if put else len(command)

    def kept(match: re.Match[str]) -> str:
        is_inside = any(start <= match.start() < stop for start, stop in quoted)
        return match[0] if is_inside or match.start() >= end else ""

    return _SOFT.sub(kept, command)


def _parted(clause: str) -> tuple[str, str, str]:
    """What is to be done, the colon behind it and the words to be written; in a quote or a blank there is none."""
    signs = enumerate(zip(clause, _depths(clause), strict=True))
    colon = next((n for n, (c, depth) in signs if c == "：" and not depth), None)
    return (clause, "", "") if colon is None else (clause[:colon], "：", clause[colon + 1 :])
