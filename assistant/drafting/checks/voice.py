"""文风, 空条目, 缺少前文: a report's voice, labels with nothing behind them, sentences with nothing before them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from assistant.drafting.checks.paper import Paper, clause_at, found, without_names, without_quotations, words_of
from assistant.drafting.records import OPENING, Finding
from ingest.obligations.clauses import sentences_of
from ingest.records import Item

VOICE: Final = "文风"
EMPTY: Final = "空条目"
DANGLING: Final = "缺少前文"

_DID: Final = (
    "丰富|激发|完成|开展|取得|提高|提升|增强|促进|实现|召开|举办|制定|印发|建立|组织|形成|得到|荣获|获得|落实|推进|强化|加强|深化|夯实|健全|"
    "完善|修订|化解|解决|改善|打造|营造|凝聚|巩固|拓展|规范|发挥|展现|评选|表彰|选派|组建|培养|发展|走访|慰问|筹集|投入|受到"
)
# 举办运动会，丰富了职工生活: told as done. 完成了的, 为了, 除了 are none.
_TOLD: Final = re.compile(rf"(?:{_DID})了(?!的|解|后|以后|之后|才|再|就|，)|(?:今年|年初|去年)以来")
_CONDITION: Final = re.compile(r"凡|如|若|对|将|把|已经|未|没有")  # 对完成了任务的予以表彰
_SENTENCE: Final = re.compile(r"[。；！？\n]")
# 5月底前报党委会审定: what is submitted must stand before it; 未经登记的一律停用: what is registered.
_SUBMITTED: Final = re.compile(
    r"(?:\d{1,2}月(?:底|\d{1,2}日)?前|年底前|按时|按期|及时)?(?:报|提交|呈报|提请)(?!送|告|名|考|道)[^，。；：《]{0,12}(?:审定|审议|审批|备案|批准|研究)(?!的)"
)
_BOUND: Final = re.compile(r"(?:未经|未按|逾期|经审核)[^，。；：的]{0,8}的?[，]?(?:一律|不得)")
_SUBMITTABLE: Final = re.compile(
    r"[》”】]|方案|办法|制度|规[定则划程]|细则|意见|计划|[清名]单|报告|目录|预案|要点|总结|材料|草案|[制修]订|议题|事项|人选|情况|结果|建议|章程|标准|协议|"
    r"课题|申请|台账|问题|项目|预算|机制|文件|条例|设置|调整|换届|选举|编制|起草|拟[定订]"
)
LISTED: Final = 0.5  # share of siblings that have content, from which on one without is a slip


def past_voice(paper: Paper) -> Iterator[Finding]:
    """What a planned item tells as done; the opening paragraph may look back.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each item.
    """
    for item in paper.body:
        told = (match for match in told_as_done(item.text) if not _CONDITION.match(clause_at(item, *match.span())))
        first = next(told, None)
        if first and OPENING not in item.address:
            quote = clause_at(item, *first.span())
            yield found(
                VOICE, item, f"“{first[0]}”是总结的口气，这里写的是计划", "改为计划的说法，如“完成……”“推动……”", quote
            )


def told_as_done(text: str) -> Iterator[re.Match[str]]:
    """What of a text, names and quoted words aside, is told as done, conditions included."""
    return _TOLD.finditer(without_quotations(without_names(text)))


def dangling(paper: Paper) -> Iterator[Finding]:
    """Sentences that go on from something that does not stand before them.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each item.
    """
    for item in paper.body:
        sentence = None if any(map(_SUBMITTABLE.search, item.headings)) else _going_on(words_of(item))
        if sentence:
            yield found(DANGLING, item, "这句话没有说明指的是什么", "在前面写明所指的事项或者文件", sentence)


def _going_on(words: str) -> str | None:
    """The first sentence that goes on from something, where nothing before it can be meant."""
    for index, sentence in enumerate(sentences_of(words, 0)):
        text = words[sentence.start : sentence.end]
        goes_on = _SUBMITTED.match(text) or (None if index else _BOUND.match(text))
        if goes_on and not _SUBMITTABLE.search(goes_on[0]):
            return text
        if _SUBMITTABLE.search(text):
            return None
    return None


def empty_items(paper: Paper) -> Iterator[Finding]:
    """Labels with nothing behind them, and headings under which nothing stands though their siblings have content.

    Args:
        paper (Paper): The document.

    Yields:
        Finding: One for each.
    """
    siblings: defaultdict[tuple[str, int], list[Item]] = defaultdict(list)
    for item in paper.prose:
        if not re.search(r"\w", words_of(item)):
            yield found(EMPTY, item, "只有序号，没有内容", "补上内容，或者删去", item.text)
        elif "¶" not in item.label and OPENING not in item.address:
            siblings[item.address.rpartition("/")[0], item.level].append(item)
    for items in siblings.values():
        bare = [item for item in items if _is_bare(item, paper)]
        if len(items) - len(bare) > LISTED * len(items):
            for item in bare:
                yield found(EMPTY, item, "标题下没有内容", "补上内容，或者删去标题", item.text)


def _is_bare(item: Item, paper: Paper) -> bool:
    """Whether an item is a title alone: no sentence, nothing below it."""
    return item.address not in paper.parents and not _SENTENCE.search(item.text) and "，" not in item.text
