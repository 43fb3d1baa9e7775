"""In how many ways one asks for places, documents and structure, and what only looks like it."""

from __future__ import annotations

import pytest

from assistant.exhaustive.answers import from_structure
from assistant.exhaustive.duties import about_duties
from assistant.exhaustive.inventory import about_library
from assistant.exhaustive.mentioned import about_mentions
from assistant.exhaustive.mentions import mention_question
from assistant.exhaustive.outlines import about_outlines
from assistant.question import analyse
from ingest.home import Home
from ingest.records import Filters

EVERYONE = Filters()

# Question -> which of the four answers it; "" is left to the search.
PHRASINGS = [
    ("哪几份文件引用了《中国共产党党务公开条例（试行）》？", "mentions"),
    ("《党务公开条例》被哪些文件引用过？", "mentions"),
    ("哪些文件引用了党务公开条例？", "mentions"),
    ("哪些文件是依据《党务公开条例》制定的？", "mentions"),
    ("哪些文件提到“三会一课”？", "mentions"),
    ("哪些文件提到了三会一课？", "mentions"),
    ("有几份要点提到巡察？", "mentions"),
    ("“三会一课”在哪些文件里出现过？", "mentions"),
    ("提到“三会一课”的文件有几份？", "mentions"),
    ("哪几份没有提到“三会一课”？", "mentions"),
    ("没有提到“智慧党建”的文件有哪些？", "mentions"),
    ("哪些文件提到量子通信？", "mentions"),
    ("哪些条目里出现“党课”？", "mentions"),
    ("哪几条提到党费？", "mentions"),
    ("“党费”在哪几条里提到？", "mentions"),
    ("“党课”出现了几次？", "mentions"),
    ("2024年要点里三会一课出现了几次？", "mentions"),
    ("把提到“党课”的条目都列出来", "mentions"),
    ("2024年要点有没有提到“首问负责制”？", "mentions"),
    ("2024年要点提到“智慧党建”了吗？", "mentions"),
    ("哪些文件同时提到“三会一课”和“主题党日”？", "mentions"),
    ("历年要点里“第一议题”是怎么提的？", "mentions"),
    ("历年要点对党务公开是怎么说的？", "mentions"),
    ("四份要点里都怎么提三会一课", "mentions"),
    ("哪几年的要点提到了巡察？", "mentions"),
    ("“智慧党建”是哪一年开始提的？", "mentions"),
    ("巡察最早出现在哪年的要点里？", "mentions"),
    ("2024年工作要点讲到党课的有哪几条", "mentions"),
    ("哪个文件里有“揭榜攻关”？", "mentions"),
    ("库里有哪些文件？", "library"),
    ("资料库现在收录了几份文件", "library"),
    ("你这里有多少份文件", "library"),
    ("有几份要点？", "library"),
    ("2024年的文件有哪些？", "library"),
    ("有没有2023年的总结？", "library"),
    ("有2023年的总结吗？", "library"),
    ("有哪些年份的文件？", "library"),
    ("收录了哪几年的要点？", "library"),
    ("这些文件都是什么时候的？", "library"),
    ("最新的要点是哪年的？", "library"),
    ("最早的文件是哪一年的", "library"),
    ("文件都是哪些单位的？", "library"),
    ("省能源行业党委有哪些文件？", "library"),
    ("省行业党委有哪些文件？", "library"),
    ("列出全部要点", "library"),
    ("2024年党建工作要点分成哪几大部分？", "outlines"),
    ("2025年要点分成几大块，每块的标题是什么？", "outlines"),
    ("党务公开工作办法有几章，分别叫什么？", "outlines"),
    ("2024年要点一共列了多少条任务？", "outlines"),
    ("党务公开工作办法全文一共多少条？", "outlines"),
    ("2024年要点第三部分的标题是什么？", "outlines"),
    ("2024年要点第三部分有哪几条？", "outlines"),
    ("2024年要点第三部分讲什么？", "outlines"),
    ("2024年要点（七）讲什么", "outlines"),
    ("党务公开工作办法第十八条是什么？", "outlines"),
    ("2024年要点最后一条是什么？", "outlines"),
    ("2024年要点末尾那条是什么", "outlines"),
    ("2024年要点倒数第二条是什么", "outlines"),
    ("2023年要点第一条和最后一条分别是什么", "outlines"),
    ("2023年要点的目录", "outlines"),
    ("2024年党建工作总结存在的主要问题列了几条，第一条是什么？", "outlines"),
    ("党费收缴写在2022年要点第几部分？", "outlines"),
    ("星级党支部评定归在2024年要点哪一条下面？", "outlines"),
    ("2023年和2024年的要点各有几个部分？", "outlines"),
    ("请列出2024年要点的全部标题", "outlines"),
    ("党务公开办法第3条", "outlines"),
    ("四强党支部是指哪四强", ""),
    ("2024年要点里“三会一课”那一条怎么写的？", ""),
    ("2022年到2025年，每年要点里怎么说年轻同志的事？", ""),
    ("党课次数2022年到2025年怎么变化？", ""),
    ("通知发给了哪些单位？", ""),
    ("公司各党支部多久开一次会", ""),
    ("第一书记有哪些职责", ""),
    ("在哪些方面加强了党的建设", ""),
    ("接收和转出党员要按哪个文件办？", ""),
    ("今年制定了哪些文件？", ""),
    ("2023年要点加强和改进思想政治工作是落实哪份文件？", ""),
    ("“1234”工作思路包括哪几项？", ""),
    ("2024年要点里“1234”工作思路包括哪几项？", ""),
    ("意识形态工作责任制有什么要求？", ""),
    ("各党支部怎么讲党课？", ""),
    ("支部每年要报哪些材料？", ""),
    ("党员每年要写几份思想汇报？", ""),
    ("哪些事情必须拿到职代会上讨论决定？", ""),
    ("哪些任务要在6月底前完成？", "duties"),
    ("2024年宣传部牵头哪些任务？", "duties"),
    ("每月要做的有哪些？", "duties"),
    ("2025年要点和任务分解有哪些地方不一致？", "duties"),
    ("哪些工作计划提前完成了？", ""),
    ("下一步计划有哪些？", ""),
    ("2024年要点有哪些内容？", ""),
    ("2021年的党建工作重点有哪些？", ""),
    ("有没有规定党课次数？", ""),
    ("发展党员需要哪些材料？", ""),
    ("有没有关于数据安全的文件？", ""),
    ("要点里是哪一条讲让年轻人下基层磨练的？", ""),
    ("2024年任务分解表第5项任务由哪个部门牵头？", ""),
    ("党务公开工作办法第十八条规定公示期多长？", ""),
    ("中心组全年集体学习几次，每次几个专题？", ""),
    ("党支部书记和党委委员讲党课的次数有什么不同？", ""),
    ("党员大会一年开几次？", ""),
    ("谁负责写总结？", ""),
]


def kind_of(home: Home, question: str) -> str:
    documents = home.library.documents(EVERYONE)
    asked = analyse(question, documents, home.library.profile())
    if about_mentions(home, asked, documents, EVERYONE):
        return "mentions"
    if about_duties(home, asked, documents, EVERYONE):
        return "duties"
    if about_library(asked, documents):
        return "library"
    return "outlines" if about_outlines(home, asked, documents, EVERYONE) else ""


@pytest.mark.parametrize(("question", "kind"), PHRASINGS, ids=lambda value: value)
def test_phrasings(corpus_home: Home, question: str, kind: str) -> None:
    assert kind_of(corpus_home, question) == kind
    documents = corpus_home.library.documents(EVERYONE)
    asked = analyse(question, documents, corpus_home.library.profile())
    assert (from_structure(corpus_home, asked, documents, EVERYONE) is not None) == bool(kind)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "？",
        "\ue000",
        "哪些文件提到\ue000？",
        "的" * 5000,
        "哪些文件" * 1000,
        "“甲”" * 2000,
        "哪些文件提到" + "“甲”和" * 300,
    ],
    ids=lambda question: f"{question[:8]}×{len(question)}",
)
def test_strange_questions_are_read(corpus_home: Home, question: str) -> None:
    assert kind_of(corpus_home, question) in ("", "mentions")


@pytest.mark.parametrize(
    ("question", "ask", "terms", "together", "rest"),
    [
        ("哪几份文件引用了《甲办法》？", "documents", ["《甲办法》"], False, "哪几份文件引用了？"),
        ("2024年要点里三会一课出现了几次？", "items", ["“三会一课”"], False, "2024年要点里出现了几次？"),
        ("哪些文件提到“甲事”或“乙事”？", "documents", ["“甲事”", "“乙事”"], False, "哪些文件提到或？"),
        ("哪些文件同时提到“甲事”和“乙事”？", "documents", ["“甲事”", "“乙事”"], True, "哪些文件同时提到和？"),
        ("《2023年要点》里哪几条提到“党费”？", "items", ["“党费”"], False, "《2023年要点》里哪几条提到？"),
        ("历年要点对党务公开是怎么说的？", "each", ["“党务公开”"], False, "历年要点对是怎么说的？"),
        ("哪些文件没提党务公开工作办法？", "lacking", ["《党务公开工作办法》"], False, "哪些文件没提？"),
    ],
)
def test_the_term_is_told_from_the_rest(question: str, ask: str, terms: list[str], together: bool, rest: str) -> None:
    read = mention_question(question)
    assert read is not None
    assert (read.ask, [t.shown for t in read.terms], read.together, read.rest) == (ask, terms, together, rest)
