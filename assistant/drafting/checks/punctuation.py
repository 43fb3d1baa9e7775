"""标点: Latin marks among Chinese, doubled marks, a missing stop at an item's end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.drafting.checks.paper import AROUND, Paper, found, words_of
from assistant.drafting.records import Finding
from ingest.records import Item

CHECK: Final = "标点"

_CJK: Final = r"\u4e00-\u9fff”》）】"
_LATIN: Final = re.compile(
    rf"(?<=[{_CJK}])[,;:?!](?!\d)|(?<=[{_CJK}])[,;:?!](?=\d+[{_CJK}])|[,;:?!](?=[\u4e00-\u9fff“《（])(?<![\d][:])|(?<=[{_CJK}])\.(?=[{_CJK}“《]|$)|"
    rf"(?<=[\u4e00-\u9fff])\([^()\n]{{0,40}}[\u4e00-\u9fff][^()\n]{{0,40}}\)|(?<=[{_CJK}])\"|\"(?=[\u4e00-\u9fff])"
)
_DOUBLED: Final = re.compile(r"[，、；：][，。、；：！？]|。[，。、；：]|[！？][，。、；]")
_ENDS: Final = re.compile(r"[。；！？：:…;.][”’》）)】]*$|[”’】]$")
_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", '"': "“"}


def punctuation(paper: Paper) -> Iterator[Finding]:
    """Marks that are wrong in Chinese.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: At most one of each kind for an item.
    """
    for item in paper.items:
        if item.cells or "\t" in item.text:
            continue
        yield from _latin(item)
        doubled = _DOUBLED.search(item.text)
        if doubled:
            quote = item.text[max(0, doubled.start() - AROUND) : doubled.end()]
            yield found(CHECK, item, f"标点重复：{doubled[0]}", "只留一个", quote)
    for item in paper.body:
        if item.address not in paper.parents and _lacks_stop(item):
            yield found(CHECK, item, "末尾没有句号", "补上句号", item.text[-AROUND:])


def _latin(item: Item) -> Iterator[Finding]:
    words = words_of(item)
    marks = list(_LATIN.finditer(words))
    if marks:
        sign = marks[0][0][0]
        more = f"等{len(marks)}处" if len(marks) > 1 else ""
        quote = words[max(0, marks[0].start() - AROUND) : marks[0].end()]
        yield found(CHECK, item, f"中文里用了半角标点“{sign}”{more}", f"改用全角：{_FULL[sign]}", quote)


def _lacks_stop(item: Item) -> bool:
    """Whether a text of whole sentences ends without a stop; titles and lists of lines have none at all."""
    return "。" in item.text and not _ENDS.search(item.text)
