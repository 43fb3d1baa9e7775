"""What is in the library: its list, what a question can be narrowed to, and questions that it can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from ingest.library import Library
from ingest.records import KINDS, Document, Item, Kind, Scope

EXAMPLES: Final = 3  # example questions, each from another document
_TITLE_CHARS: Final = range(4, 17)  # an item's title that reads well inside a question
_PLANS: Final[frozenset[Kind]] = frozenset(("要点", "意见", "计划", "总结及计划"))


def newest_first(documents: Sequence[Document]) -> list[Document]:
    """By year, those without one last; of one year by title."""
    return sorted(documents, key=lambda document: (-(document.year or 0), document.title))


def shelf_html(documents: Sequence[Document]) -> str:
    """The documents by year; a click on one opens it."""
    if not documents:
        return '<p class="hint">还没有文件。请到<a href="#library">文档库</a>上传，或导入示例资料。</p>'
    html = [f'<p class="hint">共 {len(documents)} 份文件。点击标题阅读全文。</p>']
    for year, group in groupby(newest_first(documents), key=lambda document: document.year):
        html.append(f"<h3>{f'{year}年' if year else '年份未写明'}</h3><ul>{''.join(map(_entry, group))}</ul>")
    return "".join(html)


def _entry(document: Document) -> str:
    facts = [document.kind, document.unit or "单位未写明", f"{document.items} 条"]
    return (
        f'<li><button type="button" class="entry" data-version="{document.version}">{escape(document.title)}</button>'
        f'<span class="facts">{escape(" · ".join(facts))}</span></li>'
    )


def year_choices(documents: Sequence[Document]) -> list[tuple[str, int]]:
    """(label, year), newest first."""
    years = {document.year for document in documents if document.year}
    return [(f"{year}年", year) for year in sorted(years, reverse=True)]


def kind_choices(documents: Sequence[Document]) -> list[str]:
    """The kinds that occur, in their usual order."""
    present = {document.kind for document in documents}
    return [kind for kind in KINDS if kind in present]


def file_choices(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """(label, file name), newest first; the label is the title, and the file's name where titles are the same."""
    same = Counter(document.title for document in documents)
    return [
        (document.title if same[document.title] == 1 else f"{document.title}（{document.file}）", document.file)
        for document in newest_first(documents)
    ]


def example_questions(library: Library, documents: Sequence[Document], reader: Scope) -> list[str]:
    """Questions about items that the newest plans hold, in the items' own words.

    Args:
        library (Library): Where the documents are.
        documents (Sequence[Document]): Those that the reader sees.
        reader (Scope): Who will ask.

    Returns:
        list[str]: At most EXAMPLES, each about another document.
    """
    plans = [document for document in newest_first(documents) if document.kind in _PLANS]
    return [
        f"{f'{document.year}年' if document.year else ''}{item.title}有哪些要求？"
        for document in plans[:EXAMPLES]
        for item in _telling(library.outline(document.version, reader).items)
    ]


def _telling(items: Sequence[Item]) -> Iterator[Item]:
    """The middle one of the items that plan, whose title reads well and whose text says more than the title."""
    found = [i for i in items if i.tense == "plan" and i.level > 1 and _reads_well(i)]
    yield from found[len(found) // 2 :][:1]


def _reads_well(item: Item) -> bool:
    return len(item.title) in _TITLE_CHARS and len(item.text) > 2 * len(item.title)
