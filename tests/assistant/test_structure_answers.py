"""How a document is built, answered from its whole outline."""

from __future__ import annotations

import pytest

from assistant.exhaustive.structure import named_items, numbered_items_of, parts_of, runs_on
from assistant.exhaustive.structure_question import structure_question
from ingest.home import Home
from ingest.outline import outline_of
from ingest.records import Filters, Outline
from tests.assistant.exhaustive_answers import exhaustive, told
from tests.conftest import text_of

PLAN = "云岭集团2024年党建工作要点.docx"

# Question -> words of the answer, and the addresses cited.
ANSWERS = [
    ("2024年党建工作要点分成哪几大部分？", "共 8 个部分", list("一二三四五六七八")),
    ("党务公开工作办法有几章，分别叫什么？", "共 6 章", [f"第{n}章" for n in "一二三四五六"]),
    ("2024年要点一共列了多少条任务？", "共 24 条（全文连续编号 （一）—（二十四））", ["八/（二十四）"]),
    ("2025年要点一共有多少条？", "各部分分别编号", ["一/（一）", "八/（二）"]),
    ("2024年要点第三部分的标题是什么？", "三、增强党组织政治功能和组织功能", ["三"]),
    ("2024年要点第三部分有哪几条？", "共 5 条（编号 （六）—（十））", [f"三/（{n}）" for n in "六七八九十"]),
    ("2024年要点最后一条是什么？", "最后一条是", ["八/（二十四）"]),
    ("2024年要点倒数第二条是什么？", "倒数第二条是", ["八/（二十三）"]),
    ("2024年要点最后一部分叫什么？", "最后一个部分是", ["八"]),
    ("2023年要点第一条和最后一条分别是什么？", "问到的是", ["一/1", "八/28"]),
    ("2024年要点第七条讲什么？", "每季度召开1次", ["三/（七）"]),
    ("2024年要点三/（七）说的什么？", "每季度召开1次", ["三/（七）"]),
    ("2022年要点三/4下面有几条？", "共 3 条", ["三/4/（1）", "三/4/（2）", "三/4/（3）"]),
    ("党务公开办法附则有几条？", "第六章（附则）共 3 条", [f"第六章/第二十{n}条" for n in "五六七"]),
    ("2024年任务分解表一共有多少项任务？", "共 17 条", ["表1/17"]),
    ("党费收缴写在2022年要点第几部分？", "写在第三部分：", ["三", "三/6"]),
    ("2023年要点里定点帮扶写在第几部分的第几条？", "写在第五部分（促进党的建设与生产经营深度融合）第19条：", ["五/19"]),
    ("星级党支部评定归在2024年要点哪一条下面？", "写在第三部分（增强党组织政治功能和组织功能）（六）：", ["三/（六）"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "words", "addresses"), ANSWERS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_structure(corpus_home: Home, question: str, words: str, addresses: list[str]) -> None:
    found = told(corpus_home, question)
    assert words in found.answer
    assert [c.address for c in found.citations] == addresses
    assert len(files := {c.file for c in found.citations}) == 1
    assert f"以上依据 {len(files)} 份文件" in found.answer


def test_a_section_by_its_heading(corpus_home: Home) -> None:
    found = told(corpus_home, "2023年总结存在的问题列了几条，第二条是什么？")
    assert "二（存在的问题）共 3 条（编号 一是—三是），第二条是" in found.answer
    assert [c.address for c in found.citations] == ["二/二是"]


def test_the_contents(corpus_home: Home) -> None:
    found = told(corpus_home, "2024年要点的目录", Filters(files=(PLAN,)))
    outline = corpus_home.library.outline(found.citations[0].version)
    expected = {i.address for i in (*parts_of(outline), *numbered_items_of(outline))}
    assert {c.address for c in found.citations} == expected
    starts = [c.start for c in found.citations]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "question",
    [
        "2024年要点“量子通信”写在哪一部分？",
        "2024年要点“1234”工作思路包括哪几项？",
        "2024年任务分解表第5项任务由哪个部门牵头？",
    ],
)
def test_what_no_outline_answers_is_left_to_the_search(corpus_home: Home, question: str) -> None:
    assert exhaustive(corpus_home, question) is None


def test_an_item_beyond_the_last_is_said_not_to_be_there(corpus_home: Home) -> None:
    found = exhaustive(corpus_home, "2024年要点第九十九条是什么？")
    assert found is not None
    assert found.status == "not_found"
    assert "共 8 个部分、24 条，没有第九十九条" in found.answer


# --- the parts --------------------------------------------------------------------------------------------------------


def plan() -> Outline:
    return outline_of(
        text_of(
            "云岭集团2026年党建工作要点",
            "一、思想建设",
            "一是讲好党课。每季度1次。",
            "二是办好培训。每年1次。",
            "二、组织建设",
            "一是开好会议。每月1次。",
            "二是建好支部。全年完成。",
        ),
        "云岭集团2026年党建工作要点.txt",
    )


@pytest.mark.parametrize(
    ("question", "addresses"),
    [
        ("第二部分", ["二"]),
        ("第二部分第二条", ["二/二是"]),
        ("第二部分的第二条", ["二/二是"]),
        ("第一部分和第二部分", ["一", "二"]),
        ("二/一是", ["二/一是"]),
        ("倒数第二条", []),
        ("第九部分", []),
    ],
)
def test_items_are_called_by_number(question: str, addresses: list[str]) -> None:
    assert [item.address for item in named_items(question, plan())] == addresses


def test_numbers_that_begin_anew_do_not_run_on() -> None:
    items = numbered_items_of(plan())
    assert [i.address for i in items] == ["一/一是", "一/二是", "二/一是", "二/二是"]
    assert not runs_on(items)
    assert runs_on(items[:2])


@pytest.mark.parametrize(
    ("question", "wants", "ends", "rest"),
    [
        ("要点列了几条，末尾那条是什么？", {"items", "ends"}, (-1,), "要点"),
        ("要点倒数第三条讲什么", {"ends"}, (-3,), "要点"),
        ("党费写在要点第几部分？", {"place"}, (), "党费"),
        ("第5项任务由哪个部门牵头？", {"content"}, (), "部门牵头"),
    ],
)
def test_a_question_is_read(question: str, wants: set[str], ends: tuple[int, ...], rest: str) -> None:
    read = structure_question(question)
    assert read is not None
    assert (set(read.wants), read.ends) == (wants, ends)
    assert rest in read.rest


@pytest.mark.parametrize("question", ["", "？", "党课每年几次", "谁负责意识形态工作"])
def test_other_questions_are_not_about_structure(question: str) -> None:
    assert structure_question(question) is None
