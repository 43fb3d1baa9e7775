"""Text -> Outline: the numbered items of a plan document, each with its address, title, tense and offsets. Pure.

DOMAIN.md tells the genre; tests/ingest/test_outline.py holds a table of its numbering schemes.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import Final

from ingest.front import front_of
from ingest.labels import Rank
from ingest.records import Item, Kind, Outline, Tense, Text
from ingest.tree import LOOSE, ROW, Node, grow

PARSER_VERSION: Final = 3  # a file read by a lower one is read again; raise it with every change of readers or outline

TITLE_CHARS: Final = 40  # a first sentence longer than this is no title; its first clause is

# Kinds that plan: a heading must say outright that its section looks back.
_PLANS: Final = frozenset(("要点", "意见", "任务分解", "办法", "条例", "通知", "计划"))
_PROBLEM: Final = re.compile(
    r"^[^，。]{0,12}(存在|面临)的?[^，。]{0,8}(问题|不足|困难|短板|差距)|^[^，。]{0,6}(问题|不足)[和与及]?(原因|不足|短板)?[^，。]{0,4}$"
)
_BARE_PROBLEM: Final = re.compile(
    r"(主要|突出|存在的?)?(困难|短板|弱项|不足|差距|问题)([和与及、](困难|短板|弱项|不足|差距|问题|原因|挑战))?|短板弱项"
)
_REMEDY: Final = re.compile(r"解决|整改|破解|聚焦|化解|针对|坚持问题")
_PLANNED: Final = re.compile(
    r"^[^，。]{0,8}(下一步|下一阶段|下阶段|今后|下半年|明年|来年)|(计划|打算|工作安排|思路|总体要求|总体部署|主要目标|目标任务|重点工作安排)[^，。]{0,6}$"
)
_LOOKING_BACK: Final = re.compile(r"回顾$|工作总结$|(完成|进展|开展|落实)情况$")
_DONE: Final = re.compile(r"(开展|完成|落实|进展|工作|整改|执行)情况|回顾|总结|成效|做法|成绩|亮点")


def outline_of(text: Text, file: str) -> Outline:
    """Cut a document into its addressable items.

    Args:
        text (Text): The whole document.
        file (str): The file's name, for what the text itself does not state.

    Returns:
        Outline: Items in reading order with unique addresses; each item's text is `content[start:end]`. The title and
            what stands above it (adverts, disclaimers) are no items.
    """
    front = front_of(text.paragraphs, file)
    root = grow(text.content, text.paragraphs[front.body :])
    return Outline(
        title=front.title,
        year=front.year,
        kind=front.kind,
        unit=front.unit,
        items=_items(root, text, front.kind),
        reference=front.reference,
        issued=front.issued,
        addressees=front.addressees,
    )


def _items(root: Node, whole: Text, kind: Kind) -> tuple[Item, ...]:
    tenses = _tenses(root, kind)
    turns = _page_turns(whole)
    seen: Counter[str] = Counter()
    addresses: dict[int, str] = {id(root): ""}
    items = []
    for node in root.walk():
        if node.parent is None:
            continue
        address = f"{addresses[id(node.parent)]}/{node.label}".lstrip("/")
        seen[address] += 1
        if seen[address] > 1:
            address = f"{address}#{seen[address]}"
        addresses[id(node)] = address
        text = whole.content[node.start : node.end].rstrip()
        before = bisect_right(turns, (node.start, sys.maxsize))
        after = bisect_left(turns, (node.start + len(text), 0))
        items.append(
            Item(
                address=address,
                level=len(node.path()),
                label=node.label,
                title=title_of(node.words),
                text=text,
                start=node.start,
                end=node.start + len(text),
                tense=tenses[id(node)],
                headings=(*(title_of(n.words) for n in node.path()[:-1]), *([node.group] if node.group else [])),
                page=turns[before - 1][1] if before else None,
                cells=node.cells,
                turns=tuple(turns[before:after]),
            )
        )
    return tuple(items)


def _page_turns(text: Text) -> list[tuple[int, int]]:
    """Offsets in the content at which a page begins, ascending; empty where the format has no pages."""
    begun = [
        (offset, page) for p in text.paragraphs for offset, page in ((p.start, p.page), *p.turns) if page is not None
    ]
    return [turn for last, turn in zip([None, *begun], begun, strict=False) if last is None or last[1] != turn[1]]


def title_of(words: str) -> str:
    """An item's title: its first sentence, or the first clause of a sentence that is too long for a title.

    Args:
        words (str): The item's first paragraph without its label.

    Returns:
        str: Without the final stop.
    """
    sentence = re.split(r"[。！？\n]", words, maxsplit=1)[0]
    if len(sentence) <= TITLE_CHARS:
        return sentence.rstrip("：:；;，,")
    return re.split(r"[，：；,:;]", sentence, maxsplit=1)[0]


# --- tense ------------------------------------------------------------------------------------------------------------


def _tenses(root: Node, kind: Kind) -> dict[int, Tense]:
    """Tense by node id. In a report it is set by headings and goes on over the headings that say nothing."""
    tenses: dict[int, Tense] = {}
    first: Tense = "done" if kind in ("总结", "总结及计划", "报告") else "plan"

    def spread(node: Node, tense: Tense) -> None:
        tenses[id(node)] = tense
        for child in node.children:
            signal = _signal_in_plan(child) if kind in _PLANS else _signal(child)
            if signal == "done" and node is not root and tense == "plan":
                signal = None  # 突出减负增效 under 下一步打算 is still to be done
            if signal is None and node is root and (tense == "problem" or kind in _PLANS):
                signal = "plan"  # what follows the problems on their own level answers them
            tense = signal or tense
            spread(child, tense)

    spread(root, first)
    return tenses


def _signal_in_plan(node: Node) -> Tense | None:
    words = title_of(node.words)
    if node.rank > Rank.CHINESE or not node.is_heading:
        return None
    return "done" if _LOOKING_BACK.search(words) else _signal(node) if _signal(node) == "problem" else None


def _signal(node: Node) -> Tense | None:
    words = title_of(node.words)
    if node.rank == ROW or node.rank == Rank.INLINE:
        return None
    if _BARE_PROBLEM.fullmatch(words) or (_PROBLEM.search(words) and not _REMEDY.search(words)):
        return "problem"
    if _PLANNED.search(words):
        return "plan"
    return "done" if node.rank != LOOSE and _DONE.search(words) else None
