"""A message of the user -> clauses without courtesies, cut wherever an edit may end. Pure.

What stands in quotation marks, and what is to be written, stays as it was typed.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import Final

MOST_PIECES: Final = 16  # in which an end of an edit is looked for

_MARKS: Final = str.maketrans({"「": "“", "」": "”", "『": "“", "』": "”"})
_SINGLE: Final = re.compile(r"‘([^‘’]*)’|'([^']*)'")
_QUOTED: Final = re.compile(r"(“[^“”]*”)")
_GAP: Final = re.compile(r"(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])")
_COLON: Final = re.compile(r"(?<!\d):|:(?!\d)")  # 14:30 is a time
_COMMA: Final = re.compile(r",(?!\d{3})")

_COURTESY: Final = (
    r"(?:(?:您好|你好|请问|请(?![示假教])您?你?|麻烦您?你?|辛苦您?你?|劳驾|烦请|拜托|帮我|帮忙|给我|替我|能不能|能否"
    r"|可不可以|可否|我想|我要|我觉得)[，,]?|(?:还是|先|直接|可以)(?=[把将删]))"
)
_JOINT: Final = (
    r"(?:并且?|再|然后|同时|另外|此外|接着|顺便|还有|还要|其次|最后(?=[，把将])|以及|且)[，：]?(?=[^，。；]{2})"
    r"|\d{1,2}[、.．)）](?=[^\d（(])|[一二三四五六]是(?=[把将第在给删补]|[一二三四五六七八九十]+[（(、/])"
)
_BEGINNING: Final = re.compile(rf"^(?:{_COURTESY}|{_JOINT})")
_ENDING: Final = re.compile(
    r"(?:吧|哈|啊|呀|呢|啦|哦|谢谢|多谢|辛苦了|(?:好|行|可以)(?:吗|不|么)|好不好|行不行|[～~？?！，])+$"
)
_SOFT: Final = re.compile(r"一下(?!子)|(?<=[条句分点])给(?=[删去改换挪移调])")
_BREAK: Final = re.compile(
    r"[，。；？\n]|(?<=[^合移归，。；？\n])(?=并[把将删移补在给])"
    r"|(?<=[^，。；？\n])(?=然后|接着|另外|顺便|此外|还有|同时把|同时将|再把|再将)"
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
    return "".join(part if part.startswith("“") else _signed(part) for part in _QUOTED.split("".join(outside))).strip()


def _paired(line: str) -> str:
    parts = line.split('"')
    if len(parts) % 2 == 0:
        return line
    return "".join(part + ("" if n == len(parts) - 1 else "“”"[n % 2]) for n, part in enumerate(parts))


def _signed(part: str) -> str:
    """Words outside of quotation marks, with Chinese signs."""
    return _GAP.sub("", _COLON.sub("：", _COMMA.sub("，", part.replace(";", "；").replace("!", "！"))))


def pieces_of(text: str) -> list[str]:
    """Cut a message wherever an edit may end.

    Args:
        text (str): As `plain` gives it.

    Returns:
        list[str]: Each piece with the sign behind it; quotes are whole.
    """
    depths = [0, *accumulate((c == "“") - (c == "”") for c in text)]
    ends = [match.end() for match in _BREAK.finditer(text) if depths[match.end()] <= 0][: MOST_PIECES - 1]
    return [text[a:b] for a, b in pairwise([0, *ends, len(text)]) if text[a:b].strip()]


def clause_of(piece: str) -> str:
    """Words without what joins them to others, and without courtesies before the words to be written.

    Args:
        piece (str): One piece, or several on end.

    Returns:
        str: What may be an edit.
    """
    clause = piece.replace("\n", "").strip("，。；： ")
    while beginning := _BEGINNING.match(clause):
        clause = clause[beginning.end() :]
    command, colon, words = _parted(clause)
    softened = "".join(part if part.startswith("“") else _SOFT.sub("", part) for part in _QUOTED.split(command))
    return softened + colon + words if colon else _ENDING.sub("", softened).rstrip("。；")


def _parted(clause: str) -> tuple[str, str, str]:
    """What is to be done, the colon behind it and the words to be written; a colon in a quote is none."""
    depths = accumulate((c == "“") - (c == "”") for c in clause)
    colon = next((n for n, (c, depth) in enumerate(zip(clause, depths, strict=True)) if c == "：" and not depth), None)
    return (clause, "", "") if colon is None else (clause[:colon], "：", clause[colon + 1 :])
