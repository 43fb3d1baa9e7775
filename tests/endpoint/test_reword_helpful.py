"""A helpful model rewords a whole draft: nearly all of its sentences may stand, each with its provenance."""

from __future__ import annotations

import pytest

from assistant.drafting.provenance import REWORDED as LIKE_ENOUGH
from assistant.drafting.provenance import similarity
from assistant.drafting.records import BLANK
from assistant.drafting.rewording import Rewording
from tests.endpoint.helpful import REWORDED
from tests.endpoint.rewording import Bench, helping


@pytest.fixture(scope="module")
def reworded(bench: Bench) -> Rewording:
    titles = {bench.title(address): words for address, words in REWORDED.items()}
    return bench.reworded(helping(titles), *REWORDED)


def test_nearly_all_of_its_sentences_may_stand(reworded: Rewording) -> None:
    sentences = sum(map(len, REWORDED.values()))
    items = {item.address: {sentence.text for sentence in item.sentences} for item in reworded.draft.items()}
    stand = sum(word in items[address] for address, words in REWORDED.items() for word in words)
    false_alarms = {outcome.address: outcome.reason for outcome in reworded.outcomes if outcome.reason}
    print(f"{stand} of {sentences} sentences stand; false alarms: {false_alarms}")
    assert stand / sentences >= 0.9, false_alarms


def test_what_stands_is_what_it_said(reworded: Rewording, bench: Bench) -> None:
    passed = {outcome.address for outcome in reworded.outcomes if outcome.sentences}
    for before, after in zip(bench.draft.items(), reworded.draft.items(), strict=True):
        if before.address not in passed:
            assert after == before
            continue
        told = tuple(sentence.text for sentence in after.sentences)[-len(REWORDED[after.address]) :]
        own = tuple(sentence.text for sentence in before.sentences)[-len(told) :]
        for mine, said, was in zip(told, REWORDED[after.address], own, strict=True):
            assert mine in (said, was)
        assert (after.label, after.address, after.row) == (before.label, before.address, before.row)


def test_its_provenance_is_found_by_code(reworded: Rewording, bench: Bench) -> None:
    """The script names all sources of an item for each sentence; each sentence has those that it came from."""
    known = {source.place for sentence in bench.draft.sentences() for source in sentence.sources}
    worded = [sentence for sentence in reworded.draft.sentences() if sentence.model]
    assert {sentence.model for sentence in worded} == {"local"}
    for sentence in worded:
        assert sentence.sources
        assert {source.place for source in sentence.sources} <= known
        assert (sentence.kind == "待补") == (BLANK in sentence.text)
        assert sentence.kind in ("改写自", "依据上级", "对应问题", "待补")
        if sentence.kind == "改写自":
            assert similarity(sentence.text, sentence.sources[0].quote) >= LIKE_ENOUGH


def test_the_style_stays_near_the_house(reworded: Rewording, bench: Bench) -> None:
    assert reworded.draft.style.score >= bench.draft.style.score - 0.01
    assert {finding.check for finding in reworded.draft.findings} <= {finding.check for finding in bench.draft.findings}
