"""What is shown of a draft everywhere: its sources as a person reads them, how much is of which class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Final

from assistant.compare.difference import difference
from assistant.compare.records import Difference
from assistant.drafting.records import CLASSES, Brief, Draft, Reading, Role, Sentence, SentenceClass, Source

SOURCE_NAMES: Final[Mapping[Role, str]] = {
    "prior": "上年要点",
    "earlier": "往年要点",
    "superior": "上级要求",
    "problem": "总结中的问题",
    "intention": "总结中的打算",
    "progress": "总结中的进展",
    "regulation": "制度规定",
    "fact": "用户给定",
    "plan": "当年要点",
    "review": "往年总结",
    "genre": "通行体例",
}


def readable(source: Source) -> str:
    """A source as a person reads it.

    Args:
        source (Source): Any.

    Returns:
        str: 《云岭集团2025年党建工作要点》三/（一）：and its own words, which may run over several lines.
    """
    return f"{_name(source)}{source.address}：{source.quote}"


def readable_list(sources: Iterable[Source]) -> Iterator[str]:
    """Sources as a person reads them one below the other.

    Args:
        sources (Iterable[Source]): In the order of the list.

    Yields:
        str: As `readable`; a document's name only where it is another than the line above has.
    """
    for _, group in groupby(sources, key=attrgetter("file", "version")):
        first, *others = group
        yield readable(first)
        yield from (f"{source.address}：{source.quote}" for source in others)


def _name(source: Source) -> str:
    return f"《{source.document}》" if source.version else f"{source.file} "


def worded_by(sentence: Sentence) -> tuple[str, ...]:
    """Which model worded a sentence, a line that a person reads; none where none did."""
    return (f"由语言模型（{sentence.model}）改写，经程序核对",) if sentence.model else ()


def difference_to_source(sentence: Sentence) -> Difference:
    """What a sentence has made of its first source.

    Args:
        sentence (Sentence): Any.

    Returns:
        Difference: Empty where there is no source or no difference.
    """
    if not sentence.sources or sentence.sources[0].quote == sentence.text:
        return ()
    return difference(sentence.sources[0].quote, sentence.text)


def shares(draft: Draft) -> dict[SentenceClass, float]:
    """How much of a draft is of each class.

    Args:
        draft (Draft): Any.

    Returns:
        dict[SentenceClass, float]: Every class, 0 to 1, of all sentences but headings; all 0 where there are none.
    """
    kinds = Counter(sentence.kind for item in draft.items() for sentence in item.sentences)
    return {kind: kinds[kind] / max(kinds.total(), 1) for kind in CLASSES}


def style_told(draft: Draft) -> str:
    """How close a draft is to the house style.

    Args:
        draft (Draft): Any.

    Returns:
        str: One Chinese line with the parts of the score; that there is nothing to compare with, where there is not.
    """
    parts = "，".join(f"{name} {part:.0%}" for name, part in draft.style.parts)
    if not parts:
        return f"文风：没有本单位往年的{draft.kind}可以比较，按通行体例写"
    return f"与本单位往年文风的接近程度：{draft.style.score:.0%}（{parts}）"


def named_sources(brief: Brief) -> tuple[tuple[str, tuple[Reading, ...]], ...]:
    """What a draft is written from, by what it is to the draft.

    Args:
        brief (Brief): Any.

    Returns:
        tuple[tuple[str, tuple[Reading, ...]], ...]: Chinese names, each with its documents, perhaps none.
    """
    if brief.kind == "总结":
        return (
            ("当年要点", brief.prior),
            ("当年的总结、报告", brief.summaries),
            ("任务分解", brief.breakdowns),
            ("往年总结（只取写法）", brief.reviews),
            ("下一年要点", brief.ahead),
        )
    return (
        ("往年文件", brief.prior),
        ("总结、报告", brief.summaries),
        ("上级文件", brief.superiors),
        ("制度", brief.regulations),
        ("任务分解", brief.breakdowns),
    )
