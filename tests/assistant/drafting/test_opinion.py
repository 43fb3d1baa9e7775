"""A 意见: from the unit's own where it has some, else with the content of its 要点 in the shape of the genre."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from assistant.drafting.belonging import owner_of
from assistant.drafting.brief import brief_of
from assistant.drafting.making import Order, brief_for, desk_of
from assistant.drafting.opinion import opinion_title
from assistant.drafting.records import BLANK, Brief, Draft, DraftKind, Reading
from assistant.drafting.sources import of_own
from assistant.drafting.story import Desk, draft_of, plan_of
from assistant.export.word import write_draft
from ingest.library.profile import Profile
from ingest.records import EVERYONE
from tests.assistant.drafting.drafted import UNIT, plan, reading, sentence_of, text
from tests.assistant.drafting.drafted import brief as brief_from

if TYPE_CHECKING:
    from ingest.home import Home


@pytest.fixture(scope="module")
def of_corpus(corpus_home: Home) -> tuple[Brief, Draft]:
    brief = brief_for(corpus_home.library, Order(2026, UNIT, kind="意见"), EVERYONE)
    desk = desk_of(corpus_home.library, corpus_home.embedding, EVERYONE)
    planned = plan_of(brief, desk.embedding)
    return brief, draft_of(brief, planned, planned.plan, desk)


def test_a_unit_without_one_gets_the_shape_of_the_genre_and_is_told_so(of_corpus: tuple[Brief, Draft]) -> None:
    brief, draft = of_corpus
    assert (draft.kind, draft.title) == ("意见", "云岭集团关于加强2026年党建工作的意见")
    assert [section.label + section.heading.text for section in draft.sections] == [
        "", "一、总体要求", "二、重点任务", "三、保障措施",
    ]  # fmt: skip
    assert brief.missing[0].startswith("没有找到云岭集团往年的意见，以《云岭集团2025年党建工作要点.pdf》的内容为底稿")
    assert draft.style.parts == ()  # a 要点 is no measure for it
    assert sentence_of(draft, "提出如下意见").text == "现就加强2026年党建工作提出如下意见。"


def test_its_items_are_those_of_the_plan_numbered_anew(of_corpus: tuple[Brief, Draft]) -> None:
    _, draft = of_corpus
    tasks = [item for section in draft.sections[2:] for item in section.items]
    written = {item.row for item in tasks} - {""}
    assert written == {row.key for row in draft.plan.rows if row.decision not in ("drop", "merge")}
    assert [item.address for item in tasks if item.label == "（三）" and item.row == ""] == ["二/（三）"]
    assert [item.label for item in tasks if item.address.startswith("二/（三）/1/")] == [
        "（1）", "（2）", "（3）", "（4）",
    ]  # fmt: skip
    assert not {f.check for f in draft.findings} & {"编号", "空条目", "标题不对仗", "文风"}
    assert {task.address for task in draft.tasks} <= {item.address for item in tasks if item.row}
    titles = {row.title for row in draft.plan.rows}
    assert {task.task for task in draft.tasks} <= titles  # of items, not of the headings over them
    assert not [task.measure for task in draft.tasks if task.measure.startswith("要")]


def test_its_sentences_have_their_sources_and_its_figures_theirs(of_corpus: tuple[Brief, Draft]) -> None:
    _, draft = of_corpus
    for sentence in draft.sentences():
        assert sentence.sources or sentence.kind == "待补"
        quotes = "".join(source.quote for source in sentence.sources)
        new = set(re.findall(r"\d+", sentence.text)) - set(re.findall(r"\d+", quotes)) - {"2026"}
        assert not new or BLANK in sentence.text or any(edit.new for edit in sentence.edits), sentence
    bound = sentence_of(draft, "要落实《中国共产党国有企业基层组织工作条例（试行）》")
    assert bound.kind == "沿用"
    assert "意见的语气" in [edit.reason for edit in bound.edits]


def test_its_word_file(of_corpus: tuple[Brief, Draft], tmp_path: Path) -> None:
    _, draft = of_corpus
    write_draft(tmp_path / "意见.docx", draft)
    printed = [paragraph.text for paragraph in docx.Document(str(tmp_path / "意见.docx")).paragraphs]
    assert "附件：云岭集团2026年党建重点任务分解表" in printed
    assert "（一）突出政治统领，坚决做到“两个维护”" in printed


@pytest.mark.parametrize(
    ("plan_title", "superior", "title"),
    [
        ("云岭集团2026年党建工作要点", "关于推进2026年企业党建工作的意见", "云岭集团关于推进2026年党建工作的意见"),
        ("云岭集团2026年党建工作要点", "", "云岭集团关于做好2026年党建工作的意见"),
        ("云岭集团2026年党建工作要点", "2026年企业党建工作要点", "云岭集团关于做好2026年党建工作的意见"),
        ("2026年度机关党的建设工作要点及任务分解", "", "关于做好2026年机关党的建设工作的意见"),
        ("云岭集团2026年工作计划", "", "云岭集团关于做好2026年工作的意见"),
        ("云岭集团党建工作要点", "", "云岭集团党建工作要点"),
    ],
)
def test_its_title_is_worded_as_the_superior_words_its_own(plan_title: str, superior: str, title: str) -> None:
    above = reading(superior, "一、主要任务", "（一）建强支部。每季度学习1次。") if superior else None
    assert opinion_title(plan_title, brief_from(POINTS, superior=above)) == title


def test_a_plan_without_a_year_in_its_title_becomes_an_opinion_too(corpus_home: Home) -> None:
    bare = reading("云岭集团党建工作要点", "一、夯实基层基础", "（一）开展主题党日。主题党日每月开展1次。")
    what = replace(brief_from(bare), kind="意见")
    planned = plan_of(what, corpus_home.embedding)
    draft = draft_of(what, planned, planned.plan, Desk(Profile(unit=UNIT), None, corpus_home.embedding))
    assert draft.title == "云岭集团党建工作意见"


def test_its_formula_names_the_work_as_its_title_does(corpus_home: Home) -> None:
    bare = reading("2025年机关党的建设工作要点", "一、夯实基层基础", "（一）开展主题党日。主题党日每月开展1次。")
    what = replace(brief_from(bare), kind="意见")
    planned = plan_of(what, corpus_home.embedding)
    draft = draft_of(what, planned, planned.plan, Desk(Profile(unit=UNIT), None, corpus_home.embedding))
    assert draft.title == "关于做好2026年机关党的建设工作的意见"
    assert "现就做好2026年机关党的建设工作提出如下意见。" in text(draft)


OPINION = reading(
    "云岭集团2025年党建工作意见",
    "为做好2025年党建工作，提出如下意见。",
    "一、指导思想",
    "（一）把准方向。各党支部要落实新时代党的建设总要求，每季度学习1次。",
    "二、主要任务",
    "（二）建强支部。各党支部应当按月召开支部委员会会议，每年讲党课2次。",
)
POINTS = plan(2025, "一、夯实基层基础，建强战斗堡垒", "（一）开展主题党日。主题党日每月开展1次。")
OTHER = reading("云岭集团2025年工会工作意见", "一、主要任务", "（一）关心职工。每年走访1次。")


def test_a_unit_s_own_opinions_come_before_its_plans(corpus_home: Home) -> None:
    brief = brief_of(None, UNIT, 2026, given=(OPINION, POINTS), profile=Profile(unit=UNIT), kind="意见")
    assert [each.document.title for each in brief.prior] == ["云岭集团2025年党建工作意见"]
    assert brief.models == brief.prior
    planned = plan_of(brief, corpus_home.embedding)
    draft = draft_of(brief, planned, planned.plan, Desk(Profile(unit=UNIT), None, corpus_home.embedding))
    assert draft.title == "云岭集团2026年党建工作意见"
    assert [section.heading.text for section in draft.sections if section.heading.text] == ["指导思想", "主要任务"]
    assert "各党支部应当按月召开支部委员会会议" in text(draft)
    assert draft.style.score > 0.9


@pytest.mark.parametrize(
    ("kind", "there", "base"),
    [
        ("意见", (OPINION, POINTS, OTHER), OPINION),
        ("意见", (POINTS, OTHER), POINTS),  # another matter's opinion is no base
        ("要点", (OPINION, POINTS, OTHER), POINTS),
    ],
)
def test_what_a_kind_goes_on_from(kind: DraftKind, there: tuple[Reading, ...], base: Reading) -> None:
    documents = [each.document for each in there]
    verdicts = of_own(documents, (), owner_of(UNIT, Profile(unit=UNIT), documents), 2026, kind)
    assert [verdict.document for verdict in verdicts if "prior" in verdict.slots] == [base.document]
