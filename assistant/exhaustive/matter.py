"""What a question says beside the words of asking and the names of documents: its own matter, if it has any. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.question import name_of
from ingest.records import Document

# Words that carry no matter in a question about a document or a library. Longer ones first.
_FILLERS: Final = re.compile(
    r"请问|请你?|麻烦|帮我|帮忙|给我|告诉我|我想知道|查一?下|看一?下|看看|数一数|数一下|列一下|列出来|列出|说一?下|讲一?下|"
    r"现在|目前|一共|总共|共计|合计|分别|各自|全部|所有|主要|具体|大概|到底|究竟|"
    r"是什么|有什么|有哪些|是哪些|是哪|哪些|哪几|哪个|哪|什么|多少|几|怎么|如何|"
    r"这些|那些|这一?[份篇个本]|那一?[份篇个本]|[一二两三四五六七八九十\d]份|份|里面|里头|里边|其中|当中|"
    r"文件|材料|文档|资料|文稿|全文|整篇|整个|正文|原文|任务分解表?|要点|意见|总结|计划|报告|办法|条例|通知|方案|"
    r"我们|咱们|我单位|本单位|我公司|本公司|上级|年度|去年|今年|前年|明年|"
    r"(?:19|20)\d\d年?|\d\d年|二[〇零○][〇零○一二三四五六七八九]{2}年"
)
_SEPARATORS: Final = re.compile(r"[\s，。？?！!；;：:、“”\"《》（）()的了呢吗啊吧和与及里中内都是还又就把]+")
_EDGES: Final = "在有上对于从到为被由给共要想各"


def matter_of(text: str, documents: Sequence[Document]) -> list[str]:
    """What is left of a question without fillers and without what names one of the documents.

    Args:
        text (str): A question, or what is left of it.
        documents (Sequence[Document]): Those that it may name, by title, file, unit or year.

    Returns:
        list[str]: In order; empty where the question says nothing but which document it is about.
    """
    names = [name_of(document) for document in documents]
    plain = _FILLERS.sub(" ", _without_names(text, names))
    chunks = [chunk.strip(_EDGES) for chunk in _SEPARATORS.split(plain)]
    return [c for c in chunks if c and not any(set(c) <= set(name) for name in names)]


def _without_names(text: str, names: Sequence[str]) -> str:
    """A title that stands in full goes first, before the words in it are taken for others."""
    for part in (part for name in names for part in name.split() if len(part) >= 4 and not part.isdecimal()):
        text = text.replace(part, " ")
    return text
