"""Years held back over the sample library: what the drafts may not know, and how near they come to the true plans.

The figures are those of tests/bench/drafting.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from assistant.drafting.cutting import leaf_items
from assistant.drafting.reading import reading_of
from assistant.drafting.records import Brief, Draft, Plan, Role, Source
from assistant.drafting.showing import shares
from ingest.records import EVERYONE
from tests.bench.drafting import LAST, PLANS, UNIT, behind
from tests.bench.drafting_baselines import retrieved, year_replaced
from tests.bench.drafting_material import HeldOut, drafted, held_out, sentences_in
from tests.bench.drafting_reach import is_ahead, reach_of
from tests.bench.drafting_score import Score, Share, repeated, score

if TYPE_CHECKING:
    from ingest.home import Home

YEARS = tuple(PLANS)
Drafted = tuple[Brief, Draft]


@pytest.fixture(scope="module")
def held(corpus_home: Home) -> Callable[[int], HeldOut]:
    made: dict[int, HeldOut] = {}

    def year(number: int) -> HeldOut:
        if number not in made:
            made[number] = held_out(corpus_home, UNIT, number, PLANS[number])
        return made[number]

    return year


@pytest.fixture(scope="module")
def scores(corpus_home: Home, held: Callable[[int], HeldOut]) -> Callable[[int], dict[str, Score]]:
    def of_year(number: int) -> dict[str, Score]:
        each, embedding = held(number), corpus_home.embedding
        return {
            "draft": score(each.drafted, each, embedding),
            "year replaced": score(year_replaced(each), each, embedding),
            "retrieved": score(retrieved(each, corpus_home), each, embedding),
            "true": score(each.true, each, embedding),
        }

    return of_year


@pytest.fixture(scope="module")
def last(corpus_home: Home) -> Drafted:
    return drafted(corpus_home, UNIT, LAST)


# --- what a draft may know --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_own_documents_of_the_year_or_later_are_left_out(held: Callable[[int], HeldOut], year: int) -> None:
    brief = held(year).brief
    chosen = (*brief.prior, *brief.summaries, *brief.superiors, *brief.regulations, *brief.breakdowns)
    own = [each.document for each in chosen if each.document.unit == UNIT]
    assert own
    assert [document.file for document in own if document.year is None or document.year >= year] == []
    assert PLANS[year] in {document.file for document, _ in brief.left_out}


@pytest.mark.parametrize("year", YEARS)
def test_no_sentence_rests_on_what_was_held_back(held: Callable[[int], HeldOut], year: int) -> None:
    sources = [source for sentence in held(year).draft.sentences() for source in sentence.sources]
    later = [source for source in sources if (source.year or year) > year or PLANS[year] == source.file]
    assert sources
    assert later == []


# --- how near it comes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_the_draft_is_ahead_of_both_baselines(
    held: Callable[[int], HeldOut], scores: Callable[[int], dict[str, Score]], corpus_home: Home, year: int
) -> None:
    of_year = scores(year)
    assert behind(of_year, reach_of(held(year), corpus_home.embedding)) == []
    assert of_year["draft"].sentences.value > max(
        of_year[each].sentences.value for each in ("year replaced", "retrieved")
    )


@pytest.mark.parametrize(
    ("draft", "baseline", "most", "wanted"),
    [
        (Share(8, 9), Share(7, 9), Share(9, 9), True),
        (Share(8, 9), Share(8, 9), Share(9, 9), False),
        (Share(8, 9), Share(8, 9), Share(8, 9), True),  # there is no more to be had
        (Share(7, 9), Share(8, 9), Share(7, 9), False),
        (Share(0, 0), Share(0, 0), Share(0, 0), True),
    ],
)
def test_level_is_ahead_only_where_no_source_has_more(draft: Share, baseline: Share, most: Share, wanted: bool) -> None:
    assert is_ahead(draft, [baseline, Share(0, 9)], most) is wanted


def test_a_plan_has_all_of_itself_and_last_year_s_words_answer_nothing(
    held: Callable[[int], HeldOut], scores: Callable[[int], dict[str, Score]]
) -> None:
    of_year = scores(2025)
    assert all(getattr(of_year["true"], name).value == 1 for name in ("headings", "items", "sentences", "own"))
    assert of_year["year replaced"].problems.has == 0
    base = held(2025).base
    assert repeated(base, base).value == 1
    assert 0 < repeated(held(2025).true, base).value < 1


@pytest.mark.parametrize("year", YEARS)
def test_the_baselines_are_made_as_they_say(held: Callable[[int], HeldOut], corpus_home: Home, year: int) -> None:
    each = held(year)
    last = [(item.address, item.text.replace(f"{year - 1}年", f"{year}年")) for item in each.base.items]
    assert [(item.address, item.text) for item in year_replaced(each).items] == last
    found = [*sentences_in(retrieved(each, corpus_home))]
    assert len(found) == len([*sentences_in(each.drafted)])
    assert max(Counter(found).values()) == 1
    known = {
        sentence.replace(f"{year - 1}年", f"{year}年")
        for reading in (*each.brief.prior, *each.brief.summaries, *each.brief.superiors, *each.brief.regulations)
        for sentence in sentences_in(reading.outline)
    }
    assert {sentence for sentence in found if sentence not in known} == set()


# --- the next draft ---------------------------------------------------------------------------------------------------


def test_few_sentences_wait_for_a_fact(last: Drafted) -> None:
    assert shares(last[1])["待补"] <= 0.15


def test_every_item_of_last_year_is_in_one_row(last: Drafted) -> None:
    brief, draft = last
    items = [(item.start, item.end) for item in leaf_items(brief.base)]
    assert len(items) > 20
    assert _rows_with(draft.plan, "prior", brief.base.document.file, items) == {1}


def test_every_problem_is_in_one_row(last: Drafted) -> None:
    brief, draft = last
    for summary in brief.summaries:
        problems = [
            (item.start, item.end) for item in leaf_items(summary) if item.tense == "problem" and item.text[-1] != "："
        ]
        assert problems
        assert _rows_with(draft.plan, "problem", summary.document.file, problems) == {1}


@pytest.mark.parametrize("year", [2023, 2025, LAST])
def test_every_requirement_of_the_superior_is_in_one_row(year: int, last: Drafted, corpus_home: Home) -> None:
    brief, draft = last if year == LAST else drafted(corpus_home, UNIT, year)
    assert brief.superiors
    for superior in brief.superiors:
        asked = reading_of(corpus_home.library, superior.document, EVERYONE).requirements
        places = [(each.start, each.end) for each in asked if each.tense == "plan"]
        assert len(places) > 20
        assert _rows_with(draft.plan, "superior", superior.document.file, places) == {1}


def test_what_is_set_aside_is_set_aside_for_a_reason(last: Drafted) -> None:
    rows = last[1].plan.rows
    dropped = [row for row in rows if row.decision == "drop"]
    assert all(row.reason for row in rows)
    assert [row.title for row in dropped if {source.role for source in row.sources} & {"problem", "superior"}] == []


def test_every_sentence_can_be_traced(last: Drafted, corpus_home: Home) -> None:
    for sentence in last[1].sentences():
        assert sentence.sources or sentence.kind in ("待补", "用户给定"), sentence
        for source in sentence.sources:
            outline = corpus_home.library.outline(source.version, EVERYONE)
            item = next(item for item in outline.items if item.address == source.address and item.start <= source.start)
            assert item.text[source.start - item.start : source.end - item.start] == source.quote


def _rows_with(plan: Plan, role: Role, file: str, places: list[tuple[int, int]]) -> set[int]:
    """In how many rows each stretch of a file stands."""
    return {sum(any(map(_overlaps(place), _sources(row.sources, role, file))) for row in plan.rows) for place in places}


def _sources(sources: tuple[Source, ...], role: Role, file: str) -> Iterator[Source]:
    return (source for source in sources if source.role == role and source.file == file)


def _overlaps(place: tuple[int, int]) -> Callable[[Source], bool]:
    return lambda source: source.start < place[1] and place[0] < source.end
