from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.support import SUPPORT, supported


def test_a_document_with_more_evidence_wins_a_close_race() -> None:
    scores = {1: 0.9, 2: 0.89, 3: 0.85, 4: 0.1}
    documents = {1: "甲", 2: "乙", 3: "乙", 4: "甲"}
    assert list(supported(scores, documents)) == [2, 1, 3, 4]


def test_no_evidence_outweighs_a_clear_lead() -> None:
    scores = {1: 1.0} | dict.fromkeys(range(2, 100), 0.8)
    documents = {1: "甲"} | dict.fromkeys(range(2, 100), "乙")
    assert next(iter(supported(scores, documents))) == 1


@given(st.dictionaries(st.integers(), st.integers(0, 100).map(lambda n: n / 100)), st.integers(1, 4))
def test_scores_stay_in_order_within_a_document(scores: dict[int, float], count: int) -> None:
    ordered = dict(sorted(scores.items(), key=lambda entry: (-entry[1], entry[0])))
    documents = {passage: passage % count for passage in ordered}
    found = supported(ordered, documents)
    assert found.keys() == ordered.keys()
    assert all(0 <= score <= 1 for score in found.values())
    for document in range(count):
        mine = [passage for passage in found if documents[passage] == document]
        assert [scores[p] for p in mine] == sorted((scores[p] for p in mine), reverse=True)


def test_what_has_no_place_is_left_out() -> None:
    assert supported({1: 0.5, 2: 0.4}, {2: "甲"}) == {2: (0.4 + SUPPORT) / (1 + SUPPORT)}
    assert supported({}, {}) == {}
