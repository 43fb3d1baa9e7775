"""The real documents, carried into the next year and turned into plan voice."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from assistant.drafting.carrying import Carrying, apply, carry
from assistant.drafting.leads import is_plan_voice, lead_of, split_lead
from assistant.drafting.voice import as_plan, to_measure, unlabelled
from ingest.outline import outline_of
from ingest.readers import Sandbox
from ingest.records import Item, Outline, Text
from ingest.settings import Settings

pytestmark = pytest.mark.shared

PLANS = ("国企", "县局", "机关")
FOREIGN = ("水利厅", "新区", "国铁")
# A report's verb in the middle of a real plan: the source is no plan voice there.
REPORTING = 0

_NAMED = re.compile(r"《[^《》]*》|【[^【】]*】|“[^“”]*”")


@pytest.fixture(scope="module")
def outlines(shared: Path) -> dict[str, Outline]:
    files = sorted((shared / "data" / "documents").iterdir())
    with Sandbox(Settings.from_environment(os.environ)) as sandbox:
        return {file.name[:2]: outline_of(Text.of(sandbox.read(file)), file.name) for file in files}


@pytest.fixture(scope="module")
def reports(shared: Path) -> list[Outline]:
    files = sorted((shared / "data" / "reports").iterdir())[-4:]
    with Sandbox(Settings.from_environment(os.environ)) as sandbox:
        return [outline_of(Text.of(sandbox.read(file)), file.name) for file in files]


def sentences(item: Item) -> list[str]:
    return [part for line in item.text.split("\n") for part in re.findall("[^。]+。?", unlabelled(line))]


@pytest.mark.parametrize("name", PLANS)
def test_nothing_stale_no_mask_and_no_other_unit_is_left(outlines: dict[str, Outline], name: str) -> None:
    known = Carrying(2020, 2021, foreign=FOREIGN)
    for item in outlines[name].items:
        for sentence in sentences(item):
            text, edits = carry(sentence, known)
            assert apply(sentence, edits) == text
            assert not re.search(r"(?<![－\d-])2020年", _NAMED.sub("", text)), text
            assert not re.search(r"届[^，。]{1,14}中全会|\d次全会", _NAMED.sub("", text)), text
            without_blanks = re.sub("【[^【】]*】", "", text)
            assert not re.search(r"(?<![A-Za-z])[Xx]+(?![A-Za-z])", without_blanks), text
            assert not any(unit in without_blanks for unit in FOREIGN)


def test_confirmed_meetings_take_the_place_of_old_ones(outlines: dict[str, Outline]) -> None:
    known = Carrying(2020, 2021, meetings=frozenset({"党的十九届五中全会", "十九届中央纪委五次全会"}))
    text, _ = carry(sentences(outlines["机关"].items[0])[0], known)
    assert "十九届二中、三中、四中、五中全会" in text
    assert "十九届中央纪委五次全会精神" in text
    assert "待补：最新" not in text


def test_amounts_of_a_government_report_are_left_to_be_given(reports: list[Outline]) -> None:
    for outline in reports:
        assert outline.year is not None
        for item in outline.items:
            for sentence in sentences(item) if item.tense == "plan" else []:
                text, edits = carry(sentence, Carrying(outline.year, outline.year + 1))
                assert apply(sentence, edits) == text
                assert not re.search(r"(?:赤字|投资|债券)\d[\d.]*[万亿]", text), text


def test_problems_become_measures(outlines: dict[str, Outline], reports: list[Outline]) -> None:
    problems = [
        sentences(item)[0].rstrip("。；")
        for outline in [*outlines.values(), *reports]
        for item in outline.items
        if item.tense == "problem" and re.search("不够|不平衡|突出|多发|存在不足|发生", item.text)
    ]
    assert len(problems) > 6
    for problem in problems:
        measure = to_measure(problem)
        assert is_plan_voice(measure), measure
        assert not re.search("不够|不平衡|仍|问题的问题|的的", measure), measure


def test_plans_are_plan_voice_and_keep_their_leads(outlines: dict[str, Outline]) -> None:
    strange = []
    for name in PLANS:
        for item in outlines[name].items:
            if item.level == 2 and item.tense == "plan" and "¶" not in item.address:
                lead, _ = split_lead(item.text)
                strange += [lead] if lead_of(lead) not in (lead, lead.split("，")[0]) else []
                turned = [as_plan(s, addressees=("各党支部",), own="") for s in sentences(item)]
                strange += [sentence for sentence in turned if not is_plan_voice(sentence)]
    assert len(strange) <= REPORTING, strange
