"""Questions that the register answers: lists of duties, what is due, what contradicts, what has ended."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.exhaustive.duties_question import duties_question, units_in
from ingest.home import Home
from ingest.pipeline import ingest
from ingest.records import Answer, Filters, Ruling
from tests.conftest import CHECKOUT, quiet


def ask(home: Home, question: str) -> Answer:
    return answer(home, question, Filters())


LISTS = [
    ("2024年组织人事部牵头哪些工作？", {"云岭集团2024年党建重点任务分解表.xlsx"}, "举办党支部书记培训班2期"),
    ("2025年任务分解里法务部牵头哪几项？", {"云岭集团2025年党建重点任务分解.docx"}, "修订集团前置研究讨论清单"),
    ("纪委办公室每季度要做什么？", {"云岭集团2025年党建工作要点.pdf"}, "每季度抽查1次"),
    ("2025年要点里6月底前要完成哪些工作？", {"云岭集团2025年党建工作要点.pdf"}, "6月底前完成剩余党支部书记的轮训"),
    ("2025年要点里，年底前必须办完的工作有哪些？", {"云岭集团2025年党建工作要点.pdf"}, "12月底前评选党支部特色品牌5个"),
    ("2024年要点里要制定哪些制度和办法？", {"云岭集团2024年党建工作要点.docx"}, "印发《云岭集团星级党支部评定办法（试行）》"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "files", "quote"), LISTS, ids=[question for question, *_ in LISTS])
def test_lists_of_duties(corpus_home: Home, question: str, files: set[str], quote: str) -> None:
    told = ask(corpus_home, question)
    assert told.status == "answered"
    assert told.answer.startswith("共 ")
    assert "的全部要求：" in told.answer
    assert files <= {c.file for c in told.citations}
    assert any(quote in c.quote for c in told.citations)


def test_a_list_counts_what_it_shows(corpus_home: Home) -> None:
    told = ask(corpus_home, "2024年任务分解表里，宣传部牵头哪些任务？")
    assert told.answer.startswith(f"共 {len(told.citations)} 条，检查了 1 份文件（2024年）")
    assert all("宣传部" in c.quote.split("\t")[-3] for c in told.citations)


def test_the_matter_narrows_a_list(corpus_home: Home) -> None:
    told = ask(corpus_home, "2024年宣传部在意识形态方面负责哪些工作？")
    assert told.citations
    assert all("意识形态" in c.quote or "研判" in c.quote or c.address.startswith("二/（四）") for c in told.citations)


def test_contradictions_are_listed(corpus_home: Home) -> None:
    told = ask(corpus_home, "2025年要点和2025年任务分解有哪些不一致的地方？")
    assert told.status == "answered"
    assert "处不一致" in told.answer
    assert any("特色品牌" in c.quote for c in told.citations)


def test_no_contradiction_is_said_with_what_was_examined(corpus_home: Home) -> None:
    told = ask(corpus_home, "2021年总结和2021年要点有哪些矛盾？")
    assert told.status == "not_found"
    assert "没有发现互相矛盾" in told.answer


def test_an_answer_points_out_what_contradicts_it(corpus_home: Home) -> None:
    told = ask(corpus_home, "2025年要点里，新任党支部书记多长时间内必须参加任职培训？")
    assert "写的时限与此不一致" in told.answer
    assert {"1年内" in c.quote for c in told.citations} == {True, False}
    assert any(c.file == "云岭集团党员教育培训管理办法.txt" and "6个月内" in c.quote for c in told.citations)


def test_an_answer_says_what_is_no_longer_in_force(home: Home) -> None:
    ingest(home, [CHECKOUT / "corpus/云岭集团党务公开工作办法.docx"], quiet)
    question = "党费收缴使用情况多久公布一次？"
    assert "已废止" not in ask(home, question).answer
    home.library.rule(Ruling("云岭集团党务公开工作办法", "repealed", since="2026-01-01"))
    told = ask(home, question)
    assert "注意：《云岭集团党务公开工作办法》已废止（自2026-01-01，人工认定）。" in told.answer
    assert Path(told.citations[0].file).suffix == ".docx"


def test_what_has_ended_gives_way_to_what_is_in_force(home: Home, tmp_path: Path) -> None:
    for year, times in ((2021, 1), (2024, 2)):
        lines = (
            "云岭集团书屋管理办法" + ("（试行）" if year == 2021 else ""),
            f"（{year}年3月1日印发）",
            f"第一条　工会每季度清点书屋图书{times}次。",
            f"第二条　本办法自{year}年4月1日起施行。"
            + ("原《云岭集团书屋管理办法（试行）》同时废止。" if year == 2024 else ""),
        )
        (tmp_path / f"办法{year}.txt").write_text("\n".join(lines), encoding="utf-8")
    ingest(home, [tmp_path], quiet)
    told = ask(home, "书屋图书多久清点几次？")
    assert told.status == "answered"
    assert {c.file for c in told.citations} == {"办法2024.txt"}
    assert "《云岭集团书屋管理办法（试行）》已被《云岭集团书屋管理办法》替代" in told.answer
    assert "它的说法没有列出" in told.answer


@pytest.mark.parametrize(
    "question",
    [
        "党建工作的总体要求是什么？",
        "党费多久公布一次？",
        "什么是三会一课？",
        "2024年要点有几个部分？",
        "谁负责平台运维？",
    ],
)
def test_other_questions_are_left_to_others(question: str) -> None:
    read = duties_question(question)
    assert read is None or not read.is_narrowed


def test_units_are_the_longest_that_stand_there() -> None:
    known = ["宣传部", "部", "党委", "党委宣传部", "工会", ""]
    assert units_in("党委宣传部和工会负责哪些？", known) == ("党委宣传部", "工会")


@pytest.mark.parametrize(
    ("question", "months"),
    [
        ("6月底前要完成哪些工作？", (6, 6)),
        ("9月份有哪些工作？", (9, 9)),
        ("上半年有哪些任务？", (1, 6)),
        ("三季度有哪些事？", (7, 9)),
        ("哪些工作要求在年底前完成？", (12, 12)),
    ],
)
def test_months(question: str, months: tuple[int, int]) -> None:
    read = duties_question(question)
    assert read is not None
    assert replace(read, rest="").months == months


def test_the_first_question_after_a_correction_is_answered_from_the_register(home: Home) -> None:
    """A correction clears what was extracted; whoever asks next has it extracted anew."""
    ingest(home, [CHECKOUT / "corpus/云岭集团2024年党建工作要点.docx"], quiet)
    question = "2024年要点里要制定哪些制度和办法？"
    (document,) = home.library.documents()
    home.library.edit(document.id, unit="云岭集团本部")
    assert "的全部要求：" in ask(home, question).answer


def test_contradictions_are_narrowed_by_short_names_too(home: Home, tmp_path: Path) -> None:
    for kind, often in (("要点", "每月"), ("计划", "每季度")):
        lines = (f"云岭集团2025年党建工作{kind}", "一、组织生活", f"1.党支部{often}召开1次支部委员会会议。")
        (tmp_path / f"{kind}.txt").write_text("\n".join(lines), encoding="utf-8")
    ingest(home, [tmp_path], quiet)
    told = ask(home, "关于支委会有哪些矛盾？")
    assert told.status == "answered"
    assert {c.file for c in told.citations} == {"要点.txt", "计划.txt"}
    assert ask(home, "关于党小组会有哪些矛盾？").status == "not_found"


@pytest.mark.parametrize(
    "question", ["哪些要求之间不一致？", "有哪些互相矛盾的要求", "文件之间有哪些要求不一致", "哪些要求自相矛盾"]
)
def test_words_that_only_ask_for_disagreements_are_no_matter(corpus_home: Home, question: str) -> None:
    assert ask(corpus_home, question).answer == ask(corpus_home, "有哪些矛盾？").answer


def test_disagreements_of_one_matter(corpus_home: Home) -> None:
    told = ask(corpus_home, "党课的要求有没有矛盾")
    assert told.status == "answered"
    assert all("党课" in c.quote for c in told.citations)
    assert "数量：" not in ask(corpus_home, "频次不一致的有哪些").answer
    elsewhere = ask(corpus_home, "食堂的要求有没有矛盾")
    assert elsewhere.status == "not_found"
    assert "没有找到这方面的不一致" in elsewhere.answer


def test_what_contradicts_two_quotes_is_told_once(corpus_home: Home) -> None:
    told = ask(corpus_home, "2024年起，党支部书记一年至少要讲几次党课？")
    assert told.answer.count("与此不一致") == 1
