"""What the guard makes of rewordings that were written without sight of it; `pytest -s` prints all, with the reasons.

`blind`: at first sight it refused 46 of the 113 harmful ones; then came the rule that words stay (`same_words`).
`blind_again`, written without sight of that rule: 117 of 135 refused at first sight, and 66 of 74 harmless sentences
taken; then the rule became narrower. All tables have been in sight since: what they show is no more than that it does
what it was made for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.endpoint import blind, blind_again
from tests.endpoint.rewording import Bench, sifted_body

TABLES = {"blind": (blind.HARMFUL, blind.HARMLESS), "blind_again": (blind_again.HARMFUL, blind_again.HARMLESS)}


@pytest.mark.parametrize("harmful", [table for table, _ in TABLES.values()], ids=TABLES)
def test_harmful_ones_are_refused(bench: Bench, harmful: Mapping[str, Mapping[str, str]]) -> None:
    through = []
    for address, bodies in harmful.items():
        for harm, body in bodies.items():
            changed, taken, reason = sifted_body(bench, address, body)
            if not reason:
                through.append(f"{address}（{harm}）{body}")
            elif taken:  # of several changed sentences
                print(f"{address}（{harm}）{len(taken)} of {len(changed)} taken:", *taken)
    assert through == []


@pytest.mark.parametrize(("harmless", "least"), [(blind.HARMLESS, 0.25), (blind_again.HARMLESS, 0.6)], ids=TABLES)
def test_harmless_ones_are_taken(bench: Bench, harmless: Mapping[str, Sequence[str]], least: float) -> None:
    said, stand = 0, 0
    for address, bodies in harmless.items():
        for body in bodies:
            changed, taken, reason = sifted_body(bench, address, body)
            said, stand = said + len(changed), stand + len(taken)
            if len(taken) < len(changed):
                print(f"{address}（{reason}）", *[each for each in changed if each not in taken])
    print(f"{stand} of {said} changed sentences taken")
    assert stand >= least * said
