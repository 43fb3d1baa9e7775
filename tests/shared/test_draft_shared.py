"""Drafts from real documents: a company's next plan from one prior year, and a state's reports held back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.drafting.brief import brief_of
from assistant.drafting.reading import reading_of_file
from assistant.drafting.records import BLANK, Brief, Draft
from assistant.drafting.story import Desk, draft_of, plan_of
from ingest.embedding import load_embedding
from ingest.library.profile import Profile
from ingest.settings import Settings
from tests.bench.drafting import REPORTS, STATE
from tests.bench.drafting_baselines import retrieved, year_replaced
from tests.bench.drafting_material import HeldOut, held_out, opened
from tests.bench.drafting_score import score

if TYPE_CHECKING:
    from ingest.home import Home

pytestmark = pytest.mark.shared

PLAN = "国企_2020年度党建工作要点及任务分解.txt"
TOLD = "集团_2020年上半年党建工作总结及下半年工作计划.txt"
# Units and places that the 总结 names; none of them is the company's.
OTHERS = ("水务集团", "文化公司", "建设集团", "水利厅", "集团党委", "集团公司", "水投", "赣南", "赣鄱", "新力渥园")
ADVERT = re.compile("原创|投稿|仅供|照搬|外传|会员|订阅|倒卖|举报|酷乐|自建平台|https?:|www")
NAMED_OR_SPAN = re.compile(r"《[^》]*》|\d{4}\s*年?\s*[-－—–至]\s*\d{4}\s*年?")

Drafted = tuple[Brief, Draft]


@pytest.fixture(scope="module")
def company(shared: Path) -> Drafted:
    settings = Settings.from_environment({}, Path("unused"))
    embedding = load_embedding(settings.embedding)
    given = [reading_of_file(shared / "data" / "documents" / file, settings) for file in (PLAN, TOLD)]
    brief = brief_of(None, "国企", 2021, given=given, profile=Profile())
    planned = plan_of(brief, embedding)
    return brief, draft_of(brief, planned, planned.plan, Desk(Profile(), None, embedding))


def printed(draft: Draft) -> Iterator[str]:
    """All that a reader sees of a draft and its breakdown."""
    yield from (draft.title, draft.addressees, draft.signer)
    yield from (section.label + section.heading.text for section in draft.sections)
    yield from (item.text for item in draft.items())
    for task in draft.tasks:
        yield from (task.task, task.measure, task.lead, *task.responsible, task.deadline)


def test_the_company_s_draft_is_whole(company: Drafted) -> None:
    brief, draft = company
    assert draft.title == "2021年度党建工作要点及任务分解"
    base = [item.title for item in brief.base.outline.items if item.level == 1 and item.label in "一二三四五六七八九十"]
    assert [section.label for section in draft.sections[1:]] == [f"{label}、" for label in "一二三四五六七八九十"]
    assert [section.heading.text for section in draft.sections[1:]] == base
    labels = [int(item.label[:-1]) for item in draft.items() if item.label]
    assert labels == [*range(1, len(labels) + 1)]
    assert len(labels) >= 37


@pytest.mark.parametrize(
    "left",
    [
        pytest.param(lambda text: "2020" in NAMED_OR_SPAN.sub("", text), id="last year"),
        pytest.param(lambda text: re.search(r"[XxＸｘ×*＊]|某某|○○", text), id="masks"),
        pytest.param(lambda text: any(name in text for name in OTHERS), id="other units"),
    ],
)
def test_nothing_is_left_of_last_year_or_of_somebody_else(company: Drafted, left: Callable[[str], object]) -> None:
    brief, draft = company
    sources = "\n".join(item.text for each in (*brief.prior, *brief.summaries) for item in each.outline.items)
    assert left(sources)
    assert [text for text in printed(draft) if left(text)] == []


def test_no_advert_is_left(company: Drafted, shared: Path) -> None:
    files = [shared / "data" / "documents" / file for file in (PLAN, TOLD)]
    assert ADVERT.search("".join(file.read_text("utf-8-sig") for file in files))
    assert [text for text in printed(company[1]) if ADVERT.search(text)] == []


def test_each_problem_is_answered_or_flagged(company: Drafted) -> None:
    brief, draft = company
    problems = [item for item in brief.summaries[0].outline.items if item.tense == "problem" and item.level == 2]
    assert len(problems) == 3
    told = {source.place for sentence in draft.sentences() for source in sentence.sources if source.role == "problem"}
    for problem in problems:
        rows = [row for row in draft.plan.rows for source in row.sources
                if source.role == "problem" and problem.start <= source.start < problem.end]  # fmt: skip
        assert [row.decision != "drop" and bool(row.target) for row in rows] == [True], problem.title
        is_answered = any(problem.start <= start < problem.end for _, _, start, _ in told)
        is_flagged = any(finding.quote and finding.quote in problem.text for finding in draft.findings)
        assert is_answered or is_flagged, problem.title


def test_no_problem_stands_in_the_draft_as_it_was_told(company: Drafted) -> None:
    """What is wrong is no plan: 台账更新不及时."""
    brief, draft = company
    told = "".join(item.text for item in brief.summaries[0].outline.items if item.tense == "problem")
    sentences = [sentence.text.rstrip("。；") for sentence in draft.sentences() if BLANK not in sentence.text]
    assert [text for text in sentences if text in told] == []


# --- reports ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Home]:
    with opened(shared / "data" / "reports", tmp_path_factory.mktemp("reports")) as home:
        yield home


@pytest.fixture(scope="module")
def held(reports: Home) -> Callable[[int], HeldOut]:
    made: dict[int, HeldOut] = {}

    def year(number: int) -> HeldOut:
        if number not in made:
            made[number] = held_out(reports, STATE, number, f"政府工作报告_{number}.txt")
        return made[number]

    return year


@pytest.mark.parametrize("year", REPORTS)
def test_a_report_is_drafted_from_those_before_it(held: Callable[[int], HeldOut], year: int) -> None:
    brief, draft = held(year).brief, held(year).draft
    assert [each.document.year for each in brief.prior] == [*range(year - 1, 2007, -1)]
    known = {reading.document.file for reading in brief.prior}
    assert {source.file for sentence in draft.sentences() for source in sentence.sources} <= known


@pytest.mark.parametrize("year", REPORTS)
def test_a_report_s_draft_beside_the_baselines(held: Callable[[int], HeldOut], reports: Home, year: int) -> None:
    """Nothing but earlier reports is known: what they do not hold, neither the draft nor the baselines can have."""
    each = held(year)
    draft, replaced, found = (
        score(text, each, reports.embedding) for text in (each.drafted, year_replaced(each), retrieved(each, reports))
    )
    assert draft.headings.value >= max(replaced.headings.value, found.headings.value)
    assert draft.items.value > found.items.value
    assert draft.problems.value >= max(replaced.problems.value, found.problems.value)
    assert draft.stale.value < min(replaced.stale.value, found.stale.value)
