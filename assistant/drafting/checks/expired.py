"""表述过时, 引用已失效: wording whose time was over when the document was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from assistant.drafting.checks.expired_list import Expired
from assistant.drafting.checks.paper import Paper, before, clause_at, found, without_names
from assistant.drafting.records import Finding
from ingest.records import Item

CHECK: Final = "表述过时"
LAPSED: Final = "引用已失效"

# What is said of something that is over: 巩固主题教育成果, “十四五”期间, 原银保监会.
_OVER: Final = re.compile(
    r"成果|成效|成就|经验|以来|期间|时期|末期|收官(?!之年|年)|总结|评估|衔接|长效|常态|回头看|整改|销号|完成情况|做法|历史|既有|后续"
)
_LIVES_ON: Final = re.compile(r"精神|成果|英雄|展")  # 弘扬脱贫攻坚精神
_FORMER: Final = re.compile(r"(?:原|原来的|曾经的|前)[“《]?$")


def expired_wording(paper: Paper) -> Iterator[Finding]:
    """Wording in planned items whose time was over when the document was written.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each entry and item, with what is said now and where that is from.
    """
    for item in paper.planned:
        day = paper.day_of(item)
        bare = without_names(item.text)
        for entry in paper.context.expired:
            text = item.text if entry.is_document else bare
            match = _first(entry, item, text) if day and entry.is_over(day) else None
            if match:
                quote = clause_at(item, *match.span()) if not entry.is_document else match[0]
                yield found(
                    LAPSED if entry.is_document else CHECK,
                    item,
                    f"{match[0]}的适用时间是{entry.term}（依据：{entry.source}）",
                    f"改用{entry.instead}" if entry.instead else "删去，或者换成当前的说法",
                    quote,
                )


def _first(entry: Expired, item: Item, text: str) -> re.Match[str] | None:
    return next(
        (
            match
            for match in _pattern(entry.wordings).finditer(text)
            if not _FORMER.search(before(text, match.start()))
            and not _LIVES_ON.match(text, match.end())
            and (entry.is_document or not _OVER.search(clause_at(item, *match.span())))
        ),
        None,
    )


@cache
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    """The writings, quotation marks as may be, brackets of either width; longer ones first."""
    return re.compile("|".join(map(_loose, sorted(wordings, key=len, reverse=True))))


def _loose(wording: str) -> str:
    escaped = re.escape(wording)
    escaped = re.sub(r"[“”]", lambda mark: f"{mark[0]}?", escaped)
    escaped += "(?!门)" if wording.endswith("部") else ""  # 环境保护部门 is no 环境保护部
    escaped += "(?!活动|实践|宣|[日月周])" if wording.endswith("开展主题教育") else ""  # 开展主题教育活动 is any
    return escaped.replace("（", "[（(]").replace("）", "[）)]").replace("－", "[-－—–~～]")
