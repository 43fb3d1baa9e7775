"""What a library asks of a plan: the problems of the last summary and the superior's requirements, answered or not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.drafting.check import check
from assistant.drafting.checks.context import Context
from assistant.drafting.checks.gathering import context_of
from assistant.drafting.checks.showing import findings_text
from ingest.embedding import Embedding, load_embedding
from ingest.home import Home
from ingest.library import Library
from ingest.records import EVERYONE, Outline
from tests.assistant.drafting.checked import CORPUS, document, read

# File -> beginnings of the problems that no item answers, and of the requirements; all were read in the plans.
PROBLEMS = {
    "云岭集团2022年党建工作要点.txt": ["活动阵地不足。"],
    "云岭集团2023年党建工作要点.docx": ["统战、保密工作抓得不细。"],
    "云岭集团2024年党建工作要点.docx": ["学习成果转化不够。"],
    "云岭集团2025年党建工作要点.pdf": ["流动党员管理存在薄弱环节。", "评定导向有偏差", "劳模创新工作室只建成1个"],
}
UNMET = {
    "云岭集团2023年党建工作要点.docx": ["明确专人审核", "严禁突击发展", "培训结束要测试", "每半年走访1次"],
    "云岭集团2025年党建工作要点.pdf": ["6月底前对流动党员摸排1次", "共建事项每年不少于2项", "不得挤占挪用"],
}


@pytest.fixture(scope="module")
def embedding() -> Embedding:
    return load_embedding("builtin")


def known(home: Home, outline: Outline, embedding: Embedding, year: int | None = None) -> Context:
    return context_of(home.library, outline, EVERYONE, embedding, year=year)


def unanswered(context: Context) -> list[str]:
    return [source.quote for source, answered in context.problems if not answered]


def unmet(context: Context) -> list[str]:
    return [source.quote for source, answered in context.requirements if not answered]


@pytest.mark.parametrize("file", PROBLEMS)
def test_problems_that_a_sample_plan_leaves_out(corpus_home: Home, embedding: Embedding, file: str) -> None:
    found = unanswered(known(corpus_home, read(CORPUS / file), embedding))
    assert len(found) == len(PROBLEMS[file])
    assert all(quote.startswith(begins) for quote, begins in zip(found, PROBLEMS[file], strict=True))


@pytest.mark.parametrize("file", UNMET)
def test_requirements_that_a_sample_plan_leaves_out(corpus_home: Home, embedding: Embedding, file: str) -> None:
    context = known(corpus_home, read(CORPUS / file), embedding)
    assert set(UNMET[file]) <= set(unmet(context))
    assert len(unmet(context)) < len(context.requirements) / 2


def test_an_item_that_answers_ends_the_finding(corpus_home: Home, embedding: Embedding) -> None:
    """Each source is verbatim; what is added in the plan's words is no longer missed."""
    title, asked = "云岭集团2025年党建工作要点", "6月底前对流动党员摸排1次"
    without = document(title, "一、建强组织", "（一）党支部每季度召开1次党员大会。")
    answered = document(title, "一、建强组织", "（一）加强流动党员管理。6月底前对流动党员摸排1次，及时更新台账。")
    assert asked in unmet(known(corpus_home, without, embedding))
    assert asked not in unmet(known(corpus_home, answered, embedding))
    assert "流动党员管理存在薄弱环节。" in "".join(unanswered(known(corpus_home, without, embedding)))
    assert "流动党员管理存在薄弱环节。" not in "".join(unanswered(known(corpus_home, answered, embedding)))


def test_findings_name_the_source(corpus_home: Home, embedding: Embedding) -> None:
    outline = read(CORPUS / "云岭集团2022年党建工作要点.txt")
    [finding] = [f for f in check(outline, known(corpus_home, outline, embedding)) if f.check == "问题未回应"]
    assert (finding.address, finding.quote) == ("", "")
    assert finding.message.startswith("云岭集团2021年党建工作总结.txt 二/四是 指出的问题没有条目回应：活动阵地不足。")


def test_a_message_that_ends_in_a_quote_s_stop_is_shown_with_one(corpus_home: Home, embedding: Embedding) -> None:
    outline = read(CORPUS / "云岭集团2024年党建工作要点.docx")
    findings = check(outline, known(corpus_home, outline, embedding))
    assert any(finding.message.endswith("。") for finding in findings)
    [document] = [d for d in corpus_home.library.documents() if d.file == "云岭集团2024年党建工作要点.docx"]
    assert not [line for line in findings_text(findings, document) if "。。" in line]


@pytest.mark.parametrize(
    "file",
    [
        "云岭集团2021年党建工作要点.docx",  # no plan before it
        "省能源行业党委关于加强2025年企业党建工作的意见.txt",  # asks, and is not asked
        "云岭集团2024年党建工作总结.txt",  # no plan
        "云岭集团党务公开工作办法.docx",
    ],
)
def test_samples_that_must_answer_nothing(corpus_home: Home, embedding: Embedding, file: str) -> None:
    context = known(corpus_home, read(CORPUS / file), embedding)
    assert context.problems == context.requirements == ()


@pytest.mark.parametrize(
    "title",
    ["云岭集团2025年工会工作要点", "青山集团2025年党建工作要点", "云岭集团党建工作要点"],
    ids=["about something else", "another unit", "of no year"],
)
def test_plans_that_must_answer_nothing(corpus_home: Home, embedding: Embedding, title: str) -> None:
    context = known(corpus_home, document(title, "一、维护权益", "（一）每季度走访1次职工。"), embedding)
    assert context.problems == context.requirements == ()


def test_the_year_that_was_asked_for_counts(corpus_home: Home, embedding: Embedding) -> None:
    """Last year's plan, taken for this year's, is held against this year's sources."""
    outline = read(CORPUS / "云岭集团2024年党建工作要点.docx")
    context = known(corpus_home, outline, embedding, year=2025)
    assert {source.year for source, _ in context.problems} == {2024}
    assert {source.year for source, _ in context.requirements} == {2025}


def test_a_plan_that_names_no_unit_is_the_own_one(corpus_home: Home, embedding: Embedding) -> None:
    outline = replace(read(CORPUS / "云岭集团2025年党建工作要点.pdf"), unit="")
    assert len(known(corpus_home, outline, embedding).requirements) > 50


def test_a_library_without_sources_asks_nothing(tmp_path: Path, embedding: Embedding) -> None:
    library = Library.open(f"sqlite:///{tmp_path / 'library.db'}")
    context = context_of(library, read(CORPUS / "云岭集团2025年党建工作要点.pdf"), EVERYONE, embedding)
    library.close()
    assert context.problems == context.requirements == ()
