"""All members of a list that a question asks for: in one sentence, in the next ones, or in the items below."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from assistant.citing import Evidence
from assistant.exhaustive.structure import members_of, numbered_below
from assistant.question import Asked
from assistant.reading.scoring import Statement, is_heading
from assistant.reading.wanted import Wanted, members_in
from ingest.numerals import value_of
from ingest.passages import sentences
from ingest.records import Document, Item, Outline, VersionId
from ingest.tokens import telling_tokens

MEMBERS: Final = 24  # of one list
NEXT: Final = 3  # paragraphs behind …主要是： that belong to it where the question counts none
PARALLEL: Final = 12  # paragraphs behind it among which those that begin alike are its members: 加强…, 加强…
# Words of headings that name nothing: 一、2015年工作回顾.
GENERIC: Final = frozenset(("工作", "年工", "年度", "情况", "主要", "方面", "内容", "任务", "重点", "要求"))
CATCHWORD_CHARS: Final = 8
READ: Final = 20  # best sentences among which one that lists all members is looked for
CANDIDATES: Final = 3  # best sentences that are tried
CLOSE: Final = 1.5  # points below the best sentence that another may be and still introduce the list asked for
NAMED: Final = 0.6  # share of a heading's words that the question must hold to name it
_LISTS: Final = re.compile(
    r"哪[些几两三四五六七八九十]|分别(?:是|为|叫|指)|包括什么|有什么|几(?:个|条|点|项|件|步|方面|样|块|类)|指什么|是什么|一项项|都有"
)
_OPENS: Final = re.compile(r"[：:；;]$|(?:如下|以下[^，。]{0,8}|下列[^，。]{0,8})[。：:]?$")
_COUNT: Final = re.compile(r"哪([两二三四五六七八九十])")
_BARE: Final = re.compile(r"^(?:（.{1,3}）|[一二三四五六七八九十]+[、是要]|\d+[.．、])")
_PROBLEMS: Final = frozenset(("问题", "不足", "差距", "短板", "薄弱", "困难"))


def list_asked_for(
    asked: Asked, statements: Sequence[Statement], outlines: Mapping[VersionId, Outline]
) -> list[Evidence]:
    """The members of the list that a question asks for, with the sentence that introduces them.

    Args:
        asked (Asked): The question, taken apart.
        statements (Sequence[Statement]): Scored sentences, best first.
        outlines (Mapping[VersionId, Outline]): Of their documents.

    Returns:
        list[Evidence]: In reading order; empty where the question asks for no list, or one sentence answers it.
    """
    if not statements or not _LISTS.search(asked.text):
        return []
    if asked.wanted and asked.wanted.sort == "members":
        siblings = _counted_siblings(asked.wanted, _documents(asked, statements), outlines)
        return siblings or _listed(asked.wanted, statements)
    close = [s for s in statements[:CANDIDATES] if s.score >= statements[0].score - CLOSE]
    places = [(s, outlines[s.hit.document.version]) for s in close]
    opened = (_introduced(s, outline, _count(asked)) or _beside(s, outline) for s, outline in places)
    headed = (_below(s, outline) for s, outline in places)
    named = [] if asked.wanted else _named_heading(asked, statements, outlines)
    return next((members for members in (*opened, named, *headed) if members), [])


def _count(asked: Asked) -> int:
    """哪三块 asks for three; 0 where the question counts none."""
    count = _COUNT.search(asked.text)
    return value_of(count[1].replace("两", "二")) if count else 0


def _listed(wanted: Wanted, statements: Sequence[Statement]) -> list[Evidence]:
    """The sentence that holds as many members as the formula counts."""
    listing = [s for s in statements[:READ] if members_in(s.text, wanted.key) >= wanted.count]
    return [s.evidence for s in listing[:1]]


def _introduced(statement: Statement, outline: Outline, count: int) -> list[Evidence]:
    """A sentence that announces a list, and the list: the next sentences of its item, or the items below it."""
    item, document = statement.hit.item, statement.hit.document
    if not _OPENS.search(statement.text):
        return []
    following = [
        Evidence(document, item, item.start + first, item.start + last)
        for first, last in sentences(item.text)
        if item.start + first >= statement.evidence.end
    ]
    below = [_member(document, member) for member in members_of(outline, item)]
    members = [*following, *below] or _next_paragraphs(statement, outline)[: count or NEXT]
    return [statement.evidence, *members][:MEMBERS] if members else []


def _below(statement: Statement, outline: Outline) -> list[Evidence]:
    """A heading with nothing else in its item, and the items below it."""
    item, document = statement.hit.item, statement.hit.document
    if not is_heading(statement) or len(sentences(item.text)) > 1:
        return []
    members = [_member(document, member) for member in members_of(outline, item)]
    return [statement.evidence, *members][:MEMBERS] if members else []


def _member(document: Document, item: Item) -> Evidence:
    """A member's first sentence, and the second one where the first is a mere catchword: （一）提出。承办部门提出…."""
    spans = sentences(item.text)
    last = spans[0] if spans[0][1] - spans[0][0] > CATCHWORD_CHARS or len(spans) == 1 else spans[1]
    return Evidence(document, item, item.start + spans[0][0], item.start + last[1])


def _next_paragraphs(statement: Statement, outline: Outline) -> list[Evidence]:
    """…主要是： and the list in the unnumbered paragraphs behind it."""
    item, document = statement.hit.item, statement.hit.document
    above = item.address.rpartition("/")[0]
    behind = [
        i for i in outline.items if i.start > item.start and i.address.rpartition("/")[0] == above and "¶" in i.label
    ]
    parallel = [i for i in behind[:PARALLEL] if i.text[:2] == behind[0].text[:2]]
    chosen = parallel if len(parallel) > 1 else behind
    return [Evidence(document, i, i.start + a, i.start + b) for i in chosen for a, b in sentences(i.text)[:1]]


def _beside(statement: Statement, outline: Outline) -> list[Evidence]:
    """The whole list of which a found sentence is one member: 下列事项不予公开：, and all of them."""
    item, document = statement.hit.item, statement.hit.document
    above = next((i for i in outline.items if i.address == item.address.rpartition("/")[0]), None)
    if above is None or not _OPENS.search(above.text.rstrip()):
        return []
    intro = sentences(above.text)[-1]
    members = [_member(document, member) for member in members_of(outline, above)]
    return [Evidence(document, above, above.start + intro[0], above.start + intro[1]), *members][:MEMBERS]


def _named_heading(
    asked: Asked, statements: Sequence[Statement], outlines: Mapping[VersionId, Outline]
) -> list[Evidence]:
    """The items below a heading that the question names: 存在哪几个问题 names 二、存在的问题."""
    words = telling_tokens(asked.text)
    for document in _documents(asked, statements):
        outline = outlines[document.version]
        headed = [(item, numbered_below(outline, item)) for item in outline.items if _is_named(item, words)]
        for item, members in headed:
            if len(members) > 1:
                return [_member(document, member) for member in members][:MEMBERS]
            if len(spans := sentences(item.text)) > 2 and item.tense == "problem":
                return [Evidence(document, item, item.start + a, item.start + b) for a, b in spans[1:]][:MEMBERS]
    return []


def _is_named(item: Item, words: frozenset[str]) -> bool:
    title = _BARE.sub("", item.title)
    tokens = frozenset(t for t in telling_tokens(title) if t not in GENERIC and not t[0].isdigit())
    if item.tense == "problem" and item.level == 1 and _PROBLEMS & telling_tokens(title):
        return bool(_PROBLEMS & words)
    return bool(tokens) and len(tokens & words) >= NAMED * len(tokens)


def _counted_siblings(
    wanted: Wanted, documents: Sequence[Document], outlines: Mapping[VersionId, Outline]
) -> list[Evidence]:
    """五个“聚焦”: the five items side by side that each begin with 聚焦."""
    for document in documents if wanted.key else ():
        groups: dict[str, list[Item]] = defaultdict(list)
        for item in outlines[document.version].items:
            if _BARE.sub("", item.title).startswith(wanted.key):
                groups[item.address.rpartition("/")[0]].append(item)
        for items in groups.values():
            if len(items) == wanted.count:
                return [_member(document, item) for item in items]
    return []


def _documents(asked: Asked, statements: Sequence[Statement]) -> list[Document]:
    """Those that the question points to, or else those of the best sentences."""
    documents = list({s.hit.document.id: s.hit.document for s in statements}.values())
    pointed = [d for d in documents if d.id in asked.documents]
    return pointed or list({s.hit.document.id: s.hit.document for s in statements[:CANDIDATES]}.values())
