"""What to say when the library is silent: what was searched, what was missing, and the nearest items as such."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.composing import dated
from assistant.question import Asked
from assistant.reading.refusal import Reason
from assistant.reading.scoring import Statement
from assistant.reading.wanted import NAMES
from ingest.records import Document, Searched, VersionId

NEAREST_ITEMS: Final = 3
NAMED_DOCUMENTS: Final = 6  # more are counted, not named
SHOWN_CHARS: Final = 40  # of a nearest item's sentence


def absent_document(asked: Asked, searched: Searched) -> str:
    """The question names a document that is not there.

    Args:
        asked (Asked): With at least one absent document.
        searched (Searched): What there is instead.

    Returns:
        str: One line.
    """
    years = f"，年份有 {'、'.join(map(str, searched.years))}" if searched.years else ""
    return f"没有找到：资料库里没有{'、'.join(asked.absent)}。已检索 {searched.documents} 份文件{years}。"


def not_found(asked: Asked, statements: Sequence[Statement], reason: Reason, documents: Sequence[Document]) -> str:
    """No sentence answers.

    Args:
        asked (Asked): The question, taken apart.
        statements (Sequence[Statement]): The nearest sentences, best first, those of another time included.
        reason (Reason): What was missing.
        documents (Sequence[Document]): Those that were searched.

    Returns:
        str: What was searched, what was missing, and the nearest items.
    """
    if not documents:
        return "没有找到：资料库里没有可供检索的文件。请先导入文件，或放宽筛选条件。"
    lines = [f"没有找到：{_missing(asked, reason)}{_searched(documents)}"]
    if nearest := nearest_statements(statements, reason):
        lines.append("最接近的条目（不是答案）：")
        lines += [f"· {dated(s.hit.document)}{s.hit.item.address}　{_shown(s.text)}" for s in nearest]
    return "\n".join(lines)


def _missing(asked: Asked, reason: Reason) -> str:
    what = NAMES[asked.wanted.sort] if asked.wanted else "这方面的内容"
    if reason == "hidden":
        return f"原文提到了这件事，但把{what}隐去了（以 X 等符号代替）。"
    if reason == "unstated":
        return f"相关条目没有写明{what}。"
    if reason == "foreign":
        return "资料库里没有讲到这件事的原文。"
    if reason == "unheard":
        return f"没有原文出现过{'、'.join(f'“{phrase}”' for phrase in asked.quoted)}。"
    if reason == "attachment":
        return "文件里只有这个附件的标题，没有它的内容。"
    if reason == "intended":
        return "原文只写了打算怎么做，没有写实际做得怎么样。"
    if reason == "other_time":
        asked_for = "、".join(f"{year}年" for year in sorted(asked.years)) or "所问月份"
        return f"没有文件讲到{asked_for}的这件事。"
    return f"没有原文写到所问的{what}。" if asked.wanted else "没有原文能回答这个问题。"


def _searched(documents: Sequence[Document]) -> str:
    years = sorted({d.year for d in documents if d.year})
    span = f"（{'、'.join(map(str, years))}年）" if years else ""
    titles = "、".join(dated(d) for d in documents[:NAMED_DOCUMENTS])
    more = " 等" if len(documents) > NAMED_DOCUMENTS else ""
    return f"已检索 {len(documents)} 份文件{span}：{titles}{more}。"


def nearest_statements(statements: Sequence[Statement], reason: Reason) -> list[Statement]:
    """The best sentence of each of the nearest items, in the order in which `not_found` names them.

    Args:
        statements (Sequence[Statement]): The nearest sentences, best first.
        reason (Reason): What was missing; where the matter itself is, nothing is near.

    Returns:
        list[Statement]: At most NEAREST_ITEMS.
    """
    if reason == "foreign":
        return []
    items: dict[tuple[VersionId, str], Statement] = {}
    for statement in statements:
        items.setdefault((statement.hit.document.version, statement.hit.item.address), statement)
    return list(items.values())[:NEAREST_ITEMS]


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_CHARS else f"{line[:SHOWN_CHARS]}…"
