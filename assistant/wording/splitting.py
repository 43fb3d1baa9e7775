"""A language model's words, plain, as claims: sentences with the numbers of the items that they cite. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NUMBERS: Final = r"(?:\[\d{1,3}\])+"
_NUMBERED: Final = re.compile(r"\[\d+\]")
_LISTED: Final = re.compile(r"[\[［【〔]\s*(?P<inside>\d{1,3}(?:\s*[,，、;；和及至~～-]\s*\d{1,3})*)\s*[\]］】〕]")
_SENTENCE: Final = re.compile(
    rf"(?:“[^”\n]*+”|《[^》\n]*+》|[^。！？；\n])++[。！？；]?[”’」』）)》]*(?:\s*{_NUMBERS})?[。；]?", re.DOTALL
)
LABEL: Final = re.compile(
    r"\A\s*(?:(?:答|答复|回答|结论)[:：])?\s*"
    r"(?:\d{1,2}\s*[.、)）．](?!\d(?!\d{3}年))|[（(](?:\d{1,2}|[一二三四五六七八九十]+)[)）]|"
    r"[一二三四五六七八九十]+、|[①-⑳]|\d{1,3}\t)?\s*"
)
_ABSENT: Final = re.compile(
    r"(?:没有|未能?|无法|不能)(?:在[^，。]{0,12}中)?(?:找到|检索到|查到|回答|得知|确定)|"
    r"(?:条目|原文|文件|资料|材料)[^，。]{0,8}(?:没有|未)(?:提[到及供]|说明|写明|载明|涉及|包含|给出|回答|规定)"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the model's and the numbers of the items that it cites."""

    text: str  # without numbers and list labels
    cited: tuple[int, ...]


def claims_of(text: str) -> list[list[Claim]]:
    """Cut a reply into lines of claims.

    Args:
        text (str): Plain: without reasoning and markup.

    Returns:
        list[list[Claim]]: A sentence without numbers cites what the next sentence of its line does; where there is
            none, nothing.
    """
    return [claims for line in _with_single_numbers(text).split("\n") if (claims := _claims(line))]


def _with_single_numbers(text: str) -> str:
    """[1,3], 【1】 and [1]、[3] as [1][3]; [2-4] as [2][3][4]."""

    def single(match: re.Match[str]) -> str:
        inside = match["inside"]
        spread = re.fullmatch(r"(\d+)\s*[至~～-]\s*(\d+)", inside)
        numbers = range(int(spread[1]), int(spread[2]) + 1) if spread else map(int, re.findall(r"\d+", inside))
        return "".join(f"[{n}]" for n in numbers)

    return re.sub(r"(?<=\])[、，,\s]+(?=\[\d)", "", _LISTED.sub(single, text))


def _claims(line: str) -> list[Claim]:
    claims: list[Claim] = []
    for sentence in reversed(_SENTENCE.findall(LABEL.sub("", line, count=1))):
        cited = tuple(dict.fromkeys(int(n) for n in re.findall(r"\[(\d{1,3})\]", sentence)))
        text = _without_numbers(sentence).strip("　 ")
        if re.search(r"\w", text):
            claims.append(Claim(_ended(text), cited or (claims[-1].cited if claims else ())))
    return claims[::-1]


def _without_numbers(sentence: str) -> str:
    """Also without those that stand inside of others, [[1]2]: what is left may make a number of its own."""
    while (left := _NUMBERED.sub("", sentence)) != sentence:
        sentence = left
    return left


def _ended(text: str) -> str:
    """One stop at the end, wherever the numbers stood."""
    return re.sub(r"[。；，、]{2,}$", "。", re.sub(r"\s+(?=[。；，、])", "", text))


def says_nothing_found(text: str) -> bool:
    """Whether a reply, plain, mainly says that the items do not answer."""
    return bool(_ABSENT.search(text[:60])) and len(text) <= 120
