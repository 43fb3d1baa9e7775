"""Conversations over a real library: the other document, the whole item, what is gone, what was replaced."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.desk import LocalDesk
from assistant.dialogue.conversing import converse
from assistant.dialogue.turns import Turn
from ingest.home import Home
from ingest.pipeline import ingest
from ingest.records import Answer, Filters
from tests.conftest import quiet

PLAN = """云岭集团2025年党建工作要点
一、强化思想引领
1.落实意识形态责任制。集团党委每半年研究1次意识形态工作。宣传部负责意识形态工作的日常督办，依据《云岭集团意识形态工作办法》开展检查。
2.坚持集体学习。党委理论学习中心组全年集体学习不少于12次。
二、夯实基层基础
3.规范换届选举。任期届满的党支部应当在6月底前完成换届。
4.办好流动课堂。各党支部每季度组织1次流动课堂，由组织部统一排课。
"""
OPINION = """青山县水务局2025年党建工作意见
一、加强思想建设
（一）局党组每季度研究1次意识形态工作，由局办公室负责记录。
（二）各股室每月组织1次集中学习，流动课堂每年不少于2次。
"""
FIRST = "集团要点里，意识形态工作多久研究一次？"


class Talk:
    """One conversation with a home."""

    def __init__(self, home: Home, reader: str = "") -> None:
        self.home, self.filters, self.turns = home, Filters(reader), list[Turn]()

    def ask(self, question: str) -> Answer:
        answering = partial(answer, self.home)
        found, turn = converse(self.home, question, self.filters, self.turns, answering)
        self.turns.append(turn)
        return found


def cited(found: Answer) -> list[tuple[str, str]]:
    return [(c.file, c.address) for c in found.citations]


def put(home: Home, folder: Path, name: str, text: str, scope: str = "") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert not ingest(home, [folder / name], quiet, scope).failures


@pytest.fixture
def library(home: Home, tmp_path: Path) -> Home:
    put(home, tmp_path, "要点.txt", PLAN)
    put(home, tmp_path, "意见.txt", OPINION)
    return home


@pytest.fixture
def talk(library: Home) -> Talk:
    talk = Talk(library)
    assert ("要点.txt", "一/1") in cited(talk.ask(FIRST))
    return talk


def test_the_other_document_answers_and_only_it(talk: Talk) -> None:
    found = talk.ask("那县局的呢？")
    assert found.understood == "按“县局意见里，意识形态工作多久研究一次”理解"
    assert {file for file, _ in cited(found)} == {"意见.txt"}
    assert any("每季度研究1次" in c.quote for c in found.citations)
    assert found.searched.documents == 1


def test_what_is_asked_of_the_same_is_answered_from_it(talk: Talk) -> None:
    found = talk.ask("谁负责？")
    assert {file for file, _ in cited(found)} == {"要点.txt"}
    assert any("宣传部负责意识形态工作" in c.quote for c in found.citations)


def test_a_question_of_its_own_leaves_the_scope(talk: Talk) -> None:
    found = talk.ask("各股室多久组织一次集中学习？")
    assert found.understood == ""
    assert cited(found)[0] == ("意见.txt", "一/（二）")
    assert found.searched.documents == 2


def test_an_item_is_shown_whole_and_its_neighbours_after_it(talk: Talk) -> None:
    whole = talk.ask("第一条展开说说")
    assert [c.quote for c in whole.citations] == [PLAN.splitlines()[2]]
    assert [c.address for c in talk.ask("下文呢").citations] == ["一/2", "二", "二/3"]
    assert [c.address for c in talk.ask("第二条").citations] == [
        "二",
        "二/3",
        "二/4",
    ]  # what was shown last is numbered
    assert [c.address for c in talk.ask("前面还说了什么").citations] == ["一", "一/1", "一/2"]
    assert talk.ask("继续").status == "answered"


def test_a_number_that_nothing_has_is_answered_by_what_there_is(talk: Talk) -> None:
    count = len(talk.turns[-1].cited)
    own = talk.ask("第四条是什么")
    assert cited(own) == [("要点.txt", "二/4")]
    for question in ("[9]", "第九条展开"):
        missing = talk.ask(question)
        assert (missing.status, missing.citations) == ("not_found", ())
        assert f"上一个回答只有 {count} 条出处" in missing.answer
    assert talk.ask("第一条展开").status == "answered"


def test_more_is_something_else_until_nothing_is_left(library: Home) -> None:
    talk = Talk(library)
    seen = cited(talk.ask("流动课堂每年组织几次？"))
    assert seen
    for _ in range(8):
        found = talk.ask("还有吗")
        if found.status == "not_found":
            break
        assert not set(cited(found)) & set(seen)
        seen += cited(found)
    assert "没有更多内容" in found.answer
    assert found.citations == ()


@pytest.mark.parametrize("question", ["第一条展开说说", "还有吗", "后面还说了什么", "[1]的原文", "详细一点"])
def test_after_a_silence_nothing_is_invented(library: Home, question: str) -> None:
    talk = Talk(library)
    assert talk.ask("2019年要点里，意识形态工作多久研究一次？").status == "not_found"
    found = talk.ask(question)
    assert (found.status, found.citations) == ("not_found", ())


def test_an_older_version_is_shown_as_such(talk: Talk, library: Home, tmp_path: Path) -> None:
    put(library, tmp_path, "要点.txt", PLAN.replace("每半年研究1次", "每月研究1次"))
    whole = talk.ask("第一条展开说说")
    assert "每半年研究1次" in whole.citations[0].quote
    assert "这是第 1 版的原文；文件已更新为第 2 版" in whole.answer
    assert any("每月研究1次" in c.quote for c in talk.ask(FIRST).citations)


@pytest.mark.parametrize("question", ["第一条展开说说", "下一条呢", "第四条是什么"])
def test_a_document_that_is_gone_is_not_shown(talk: Talk, library: Home, question: str) -> None:
    plan = next(d for d in library.library.documents() if d.file == "要点.txt")
    library.library.remove(plan.id)
    found = talk.ask(question)
    assert (found.status, found.citations) == ("not_found", ())
    assert "意识形态" not in found.answer


@pytest.mark.parametrize("question", ["第一条展开说说", "后面还说了什么", "第二条是什么", "谁负责？", "还有吗"])
def test_what_one_user_was_shown_is_not_shown_to_another(library: Home, tmp_path: Path, question: str) -> None:
    put(library, tmp_path, "草稿.txt", PLAN.replace("流动课堂", "鹮鸟课堂").replace("2025", "2026"), "甲")
    mine = Talk(library, "甲")
    assert ("草稿.txt", "二/4") in cited(mine.ask("鹮鸟课堂多久组织一次？"))
    theirs = Talk(library, "乙")
    theirs.turns = list(mine.turns)
    found = theirs.ask(question)
    assert "草稿.txt" not in {file for file, _ in cited(found)}
    assert "每季度组织1次鹮鸟" not in found.answer


def test_two_conversations_at_once_do_not_mix(library: Home) -> None:
    desk = LocalDesk(library)
    plans = {"a": (FIRST, "要点.txt"), "b": ("县局意见里，意识形态工作多久研究一次？", "意见.txt")}

    def talk_through(conversation: str) -> set[str]:
        question, _ = plans[conversation]
        files = set()
        for asked in (question, "谁负责？", "第一条展开说说"):
            files |= {c.file for c in desk.ask(asked, Filters(), conversation).citations}
        return files

    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(plans, pool.map(talk_through, plans), strict=True))
    assert found == {conversation: {file} for conversation, (_, file) in plans.items()}
